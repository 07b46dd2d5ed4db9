"""The empty page that every address answers with before anything is drawn: in our words, and closed to other hosts."""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass
from urllib.parse import parse_qs, quote

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_OK = 200
_HOST = re.compile(r"[\w.:\[\]-]{1,255}", re.ASCII)
_OF_THE_MAKER = re.compile(r"<!--(?:(?!-->).)*-->\s*|<link rel=\"service-desc\"[^>]*>\s*", re.DOTALL)
_NO_SCRIPT = re.compile(r"(?<=<noscript>).*?(?=</noscript>)", re.DOTALL)
_TURN_ON = (
    "<p>请在浏览器中启用 JavaScript，再打开本页。</p>"
    '<p lang="en">Please turn on JavaScript in your browser and open this page again.</p>'
)
_MAY_BE_PAGE = re.compile(r"(^|/)[^/.]*$|\.html$")  # anything but a file
_LEFT = (b"if-none-match", b"if-modified-since", b"range", b"if-range")
_NOT_OF_A_PAGE_MADE_HERE = ("etag", "last-modified", "accept-ranges", "content-encoding", "content-length")


@dataclass(frozen=True, slots=True)
class Shell:
    """Around the whole server: what each of its answers carries, and Streamlit's empty page in our words and style."""

    app: ASGIApp
    style: str
    base: str = ""  # the path that the server is below

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        held: list[Message] = []  # an empty page, until all of it is there

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _SAFE.items():
                    headers.setdefault(name, value)
                if message["status"] != _OK or not _is_empty_page(headers):
                    await send(message)
                    return
            elif not held:
                await send(message)
                return
            held.append(message)
            if len(held) > 1 and not message.get("more_body"):
                for each in self._dressed(held, scope):
                    await send(each)

        await self.app(_plainly(scope), receive, sent)

    def _dressed(self, held: list[Message], scope: Scope) -> list[Message]:
        """The messages of the page: its language, its name, its style, what it says without scripts.

        Below an address there is none, and the page would not find its own scripts: it is told where it can tell so.
        """
        below = scope["path"].removeprefix(self.base).strip("/")
        if "/" in below:
            return _elsewhere(f"{self.base}/{quote(below.replace('/', '-'), safe='')}")
        start, *parts = held
        headers = MutableHeaders(scope=start)
        sent = b"".join(part.get("body", b"") for part in parts)
        page = (gzip.decompress(sent) if sent and headers.get("content-encoding") == "gzip" else sent).decode("utf-8")
        english = parse_qs(scope["query_string"].decode("latin-1")).get("lang") == ["en"]
        page = _NO_SCRIPT.sub(_TURN_ON, _OF_THE_MAKER.sub("", page))
        page = page.replace('<html lang="en">', f'<html lang="{"en" if english else "zh-CN"}">')
        page = page.replace("<title>Streamlit<", "<title>责任 zeren<")
        body = page.replace("</head>", f"<style>{self.style}</style></head>").encode()
        for name in _NOT_OF_A_PAGE_MADE_HERE:
            if name in headers:
                del headers[name]
        if scope["method"] != "HEAD":
            headers["Content-Length"] = str(len(body))
        headers["Content-Security-Policy"] = page_policy(Headers(scope=scope).get("host", ""))
        return [start, {"type": "http.response.body", "body": body}]


def page_policy(host: str) -> str:
    """What a page of this host may load: nothing of another host, whatever a document says.

    >>> page_policy("zeren.local:8501").split("; ")[-4]
    "connect-src 'self' ws://zeren.local:8501 wss://zeren.local:8501"
    >>> page_policy("x; script-src *").split("; ")[-4]
    "connect-src 'self'"
    """
    sockets = f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
    return "; ".join([
        "default-src 'self'",
        "script-src 'self' blob: 'unsafe-inline' 'unsafe-eval'",  # Streamlit starts with a script in the page
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        f"connect-src 'self'{sockets}",  # older browsers don't count a websocket of the same host as 'self'
        "object-src 'none'",
        "base-uri 'self'",
        "frame-ancestors 'self'",
    ])  # fmt: skip


def _elsewhere(address: str) -> list[Message]:
    head = {"type": "http.response.start", "status": 303, "headers": [(b"location", address.encode("ascii"))]}
    return [head, {"type": "http.response.body", "body": b""}]


def _is_empty_page(headers: Headers) -> bool:
    """Streamlit's own; the sign-in page brings a policy."""
    return headers.get("content-type", "").startswith("text/html") and "content-security-policy" not in headers


def _plainly(scope: Scope) -> Scope:
    """The same request, for an answer that is whole and new, where it may be a page."""
    if scope["method"] not in ("GET", "HEAD") or not _MAY_BE_PAGE.search(scope["path"]):
        return scope
    return {**scope, "headers": [(name, value) for name, value in scope["headers"] if name not in _LEFT]}
