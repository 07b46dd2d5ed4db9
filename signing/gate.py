"""The gate before every page, file and websocket: who is not signed in reaches the sign-in page and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from signing.doors import NEXT, SIGN_IN, SIGN_OUT, WITH_OPENID, own_origin
from signing.house import House
from signing.roles import Person

FREE = frozenset({SIGN_IN, SIGN_OUT, WITH_OPENID, "/_stcore/health", "/auth/login", "/auth/logout", "/oauth2callback"})
_UPLOADS = "/_stcore/upload_file"
_NO_PAGES = ("/_stcore/", "/static/", "/media/", "/component/")
_UNAUTHORISED = 1008


class Gate:
    """Lets requests through to the pages as the house decides."""

    def __init__(self, app: ASGIApp, house: House) -> None:
        self._app, self._house = app, house

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it."""
        if scope["type"] == "http":
            await self._asked(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._connected(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _asked(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = self._refusal(scope)
        await (self._app if answer is None else answer)(scope, receive, _with_headers(scope, send))

    def _refusal(self, scope: Scope) -> Response | None:
        """What to say instead of what was asked for; None where it may be had."""
        path, cookies = self._path(scope), _cookies(scope)
        if path in FREE:
            return None
        person = self._house.person(cookies)
        if path.startswith(_UPLOADS) and (person is None or person.role != "editor"):
            return PlainTextResponse("只能查阅，不能上传。 You may read, not upload.\n", 403)
        if person or (self._house.open and not (path == "/" and NEXT in cookies)):
            return None
        accepted = Headers(scope=scope).get("accept", "")
        if scope["method"] in ("GET", "HEAD") and "text/html" in accepted and not path.startswith(_NO_PAGES):
            asked = path.removeprefix("/") + ("?" + scope["query_string"].decode("latin-1")).rstrip("?")
            return RedirectResponse(f"{self._house.base}{SIGN_IN}?next={quote(asked, safe='')}", 303)
        return PlainTextResponse("请先登录。 Please sign in.\n", 401)

    async def _connected(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A websocket, of a page of this server alone and as long as its visit lasts.

        With the first message after that the page is told to leave; with the second the connection ends.
        """
        cookies = _cookies(scope)
        was = self._house.person(cookies)
        closing: Message = {"type": "websocket.close", "code": _UNAUTHORISED}
        if not own_origin(Headers(scope=scope)) or not (self._house.open or was):
            await send(closing)
            return
        heard = 0  # messages since the visit ended

        async def watched() -> Message:
            nonlocal heard
            message = await receive()
            if message["type"] == "websocket.receive" and self._over(was, cookies):
                heard += 1
                if heard > 1:
                    await send(closing)
                    return {"type": "websocket.disconnect", "code": _UNAUTHORISED}
            return message

        async def sent(message: Message) -> None:
            if heard <= 1:
                await send(message)

        await self._app(scope, watched, sent)

    def _over(self, was: Person | None, cookies: Mapping[str, str]) -> bool:
        """Whether the visit of somebody has ended who may not even read without it."""
        return was is not None and not self._house.open and self._house.person(cookies) is None

    def _path(self, scope: Scope) -> str:
        """The path below the one that the house is served at."""
        path: str = scope["path"]
        below = path.startswith(f"{self._house.base}/")
        return path[len(self._house.base) :] if below else path


def _cookies(scope: Scope) -> dict[str, str]:
    """The cookies as the sign-in page and the pages read them, whatever other programs of this host have set."""
    return cookie_parser(Headers(scope=scope).get("cookie", ""))


def _with_headers(scope: Scope, send: Send) -> Send:
    """What every answer carries: no page is kept, to be seen after signing out; cookies stay within TLS."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if headers.get("content-type", "").startswith("text/html"):
                headers["Cache-Control"] = "no-store"
            if scope["scheme"] == "https":
                message["headers"] = [(name, _secure(value) if name == b"set-cookie" else value)
                                      for name, value in message["headers"]]  # fmt: skip
        await send(message)

    return sent


def _secure(cookie: bytes) -> bytes:
    return cookie if b"; secure" in cookie.lower() else cookie + b"; Secure"
