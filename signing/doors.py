"""Signing in and out: what the sign-in page answers."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qs, parse_qsl, quote, unquote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from signing.accounts import plain, signed_in
from signing.guesses import Guesses
from signing.house import COOKIE, LOG, House, proof_of
from signing.page import Language, Told, page
from signing.roles import load_roles
from signing.visits import Visit

SIGN_IN, SIGN_OUT, WITH_OPENID = "/signin", "/signout", "/signin/openid"
NEXT = "zeren_next"
_INSIDE = re.compile(r"[A-Za-z0-9_-]*(\?[!-~]*)?")
_LARGEST = 20_000  # bytes of a form
_LONGEST_NAME = 100
_AT_ONCE = 2  # passwords that are looked at: each takes 32 MB
_MINUTES = 10  # that the organisation's sign-in may take

Claims = Callable[[Mapping[str, str]], Mapping[str, Any] | None]
"""Cookies → what the provider said of somebody a moment ago."""


class Doors:
    """The routes of a house. ``start`` gives the address at which the organisation's sign-in begins."""

    def __init__(self, house: House, start: Callable[[], str] | None, claims: Claims) -> None:
        self._house, self._start, self._claims = house, start, claims
        self._guesses = Guesses()
        self._turns = asyncio.Semaphore(_AT_ONCE)

    def routes(self) -> list[Route]:
        """The routes, below the path that the house is served at."""
        base = self._house.base
        return [
            Route(base + SIGN_IN, self._show, methods=["GET"]),
            Route(base + SIGN_IN, self._try, methods=["POST"]),
            Route(base + SIGN_OUT, self._leave, methods=["POST"]),
            Route(base + SIGN_OUT, self._ask_to_leave, methods=["GET"]),
            Route(base + WITH_OPENID, self._begin, methods=["GET"]),
        ]

    async def _show(self, request: Request) -> Response:
        """The sign-in page; straight on for who is signed in, or comes back from the organisation's sign-in."""
        asked = inside(request.query_params.get("next"))
        if self._house.person(request.cookies):
            return self._on(asked)
        back = request.cookies.get(NEXT)
        return self._page(request, Told(asked=asked)) if back is None else self._back(request, inside(unquote(back)))

    def _back(self, request: Request, asked: str) -> Response:
        """From the organisation's sign-in: in, or the reason why not."""
        claims = self._claims(request.cookies)
        person = load_roles(self._house.folder).person(claims) if claims else None
        if person is None:
            LOG.warning("refused: %s from %s", "no role" if claims else "openid", _address(request))
            problem = "no_role" if claims else "openid_failed"
            answer = self._page(request, Told(asked=asked, problem=problem), 403)
        else:
            LOG.info("signed in: %s (%s) from %s", person.name, person.role, _address(request))
            answer = self._welcome(request, asked, Visit(name=None, proof=None, claims=claims))
        answer.delete_cookie(NEXT, path=self._house.base or "/")
        return answer

    async def _try(self, request: Request) -> Response:
        """A name and a password."""
        form = await _form(request)
        if form is None or not _own_page(request.headers):
            return self._page(request, Told(problem="again"), 400)
        asked, name, address = inside(form.get("next")), form.get("name", ""), _address(request)
        guessed = plain(name[:_LONGEST_NAME])
        wait = self._guesses.begin(guessed, address)
        if wait:
            LOG.warning("too many guesses from %s", address)
            answer = self._page(
                request, Told(asked=asked, name=name[:_LONGEST_NAME], problem="wait", minutes=-(-wait // 60)), 429
            )
            answer.headers["Retry-After"] = str(wait)
            return answer
        async with self._turns:
            account = await run_in_threadpool(signed_in, self._house.folder, name, form.get("password", ""))
        if account is None:
            LOG.warning("wrong name or password from %s", address)
            return self._page(request, Told(asked=asked, name=name[:_LONGEST_NAME], problem="wrong"), 401)
        self._guesses.right(guessed, address)
        LOG.info("signed in: %s (%s) from %s", account.name, account.role, address)
        return self._welcome(request, asked, Visit(name=account.name, proof=proof_of(account.kept), claims=None))

    def _welcome(self, request: Request, asked: str, visit: Visit) -> Response:
        """On to what was asked for, with the cookie of a new visit."""
        answer = self._on(asked)
        answer.set_cookie(
            COOKIE,
            self._house.visits.begin(visit),
            max_age=int(self._house.visits.seconds),
            path=self._house.base or "/",
            secure=request.url.scheme == "https",
            httponly=True,
            samesite="lax",
        )
        return answer

    async def _begin(self, request: Request) -> Response:
        """On to the organisation's sign-in, remembering what was asked for."""
        if self._start is None:
            return self._page(request, Told(problem="openid_failed"), 404)
        answer = RedirectResponse(self._start(), 303)
        answer.set_cookie(
            NEXT,
            quote(inside(request.query_params.get("next")), safe=""),
            max_age=_MINUTES * 60,
            path=self._house.base or "/",
            secure=request.url.scheme == "https",
            httponly=True,
            samesite="lax",
        )
        return answer

    async def _ask_to_leave(self, request: Request) -> Response:
        """A link alone signs nobody out; the page asks."""
        if self._house.person(request.cookies) is None:
            return RedirectResponse(f"{self._house.base}{SIGN_IN}", 303)
        return self._page(request, Told(leaving=True))

    async def _leave(self, request: Request) -> Response:
        """The visit ends, at the organisation too."""
        if not _own_page(request.headers):
            return self._page(request, Told(problem="again", leaving=True), 400)
        token = request.cookies.get(COOKIE, "")
        visit, person = self._house.visits.find(token), self._house.person(request.cookies)
        self._house.visits.end(token)
        LOG.info("signed out: %s", person.name if person else "?")
        to = "/auth/logout" if visit and visit.claims is not None else "/" if self._house.open else SIGN_IN
        answer = RedirectResponse(f"{self._house.base}{to}", 303)
        answer.delete_cookie(COOKIE, path=self._house.base or "/")
        return answer

    def _on(self, asked: str) -> RedirectResponse:
        return RedirectResponse(f"{self._house.base}/{asked}", 303)

    def _page(self, request: Request, told: Told, status: int = 200) -> Response:
        return page(self._house, _language(request, told.asked), told, status)


def inside(asked: str | None) -> str:
    """The page of this program that was asked for, with its parameters; the first page where it is none.

    >>> inside("unit?id=a%20b"), inside("//evil.example"), inside("https://evil.example"), inside(None)
    ('unit?id=a%20b', '', '', '')
    """
    return asked if asked and _INSIDE.fullmatch(asked) else ""


def _language(request: Request, asked: str) -> Language:
    told = request.query_params.get("lang") or parse_qs(urlsplit(asked).query).get("lang", ["zh"])[-1]
    return "en" if told == "en" else "zh"


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def own_origin(headers: Headers) -> bool:
    """Whether a page of this very server asks. A program that is no browser names no page."""
    origin = headers.get("origin")
    return origin is None or origin.partition("://")[2] == headers.get("host")


def _own_page(headers: Headers) -> bool:
    """Whether the form was sent from a page of this server: no other one can sign somebody in or out."""
    if "origin" in headers:
        return own_origin(headers)
    return headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")


async def _form(request: Request) -> dict[str, str] | None:
    """The fields of a form; None where it is none, or too long."""
    taken = bytearray()
    async for part in request.stream():
        taken += part
        if len(taken) > _LARGEST:
            return None
    try:
        return dict(parse_qsl(taken.decode("utf-8"), keep_blank_values=True))
    except ValueError:
        return None
