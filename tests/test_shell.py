"""What surrounds every answer of the server: the empty page in our words, and what its browser may load."""

from __future__ import annotations

import asyncio
import gzip
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest
import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from signing.shell import Shell
from views.surface import surface

STREAMLITS = Path(streamlit.__file__).parent / "static" / "index.html"
PAGE = {"Accept": "text/html,*/*", "Accept-Encoding": "gzip"}


async def empty_page(_request: Request) -> Response:
    return FileResponse(STREAMLITS)


async def own_page(_request: Request) -> Response:
    return HTMLResponse("<title>登录</title>", headers={"Content-Security-Policy": "default-src 'none'"})


async def words(_request: Request) -> Response:
    return PlainTextResponse("字" * 1000)


SERVER = Starlette(
    routes=[
        Route("/plan", empty_page),
        Route("/2.1", empty_page),
        Route("/plan/{rest:path}", empty_page),
        Route("/signin", own_page),
        Route("/words", words),
    ],
    middleware=[Middleware(Shell, style=surface()), Middleware(GZipMiddleware)],
)


class Answer(NamedTuple):
    response: httpx.Response
    sent: bytes

    @property
    def headers(self) -> httpx.Headers:
        return self.response.headers

    @property
    def text(self) -> str:
        return self.sent.decode("utf-8")


def ask(path: str, headers: dict[str, str], method: str = "GET") -> Answer:
    """What the server sends, as it is sent."""

    async def asked() -> Answer:
        transport = httpx.ASGITransport(SERVER)
        async with (
            httpx.AsyncClient(transport=transport, base_url="http://zeren.local") as client,
            client.stream(method, path, headers=headers) as response,
        ):
            return Answer(response, b"".join([part async for part in response.aiter_raw()]))

    return asyncio.run(asked())


def test_the_empty_page_is_in_our_words_and_language():
    answer = ask("/plan", PAGE)
    assert '<html lang="zh-CN">' in answer.text
    assert "<title>责任 zeren</title>" in answer.text
    assert "请在浏览器中启用 JavaScript" in answer.text
    for word in ("Streamlit app", "<title>Streamlit", "AI agents", "_stcore/agent", "<!--"):
        assert word not in answer.text
    assert '<html lang="en">' in ask("/plan?lang=en", PAGE).text


def test_the_page_has_its_style_before_anything_is_drawn():
    head, _ = ask("/plan", PAGE).text.split("</head>")
    assert f"<style>{surface()}</style>" in head
    for words in ("选择文件", "Choose files"):
        assert words in head


def test_scripts_and_styles_of_the_empty_page_stay():
    there = [line for line in STREAMLITS.read_text("utf-8").splitlines() if "./static/" in line]
    answer = ask("/plan", PAGE).text
    assert there
    assert [line for line in answer.splitlines() if "./static/" in line] == there


def test_below_an_address_there_is_none_and_the_page_says_so():
    answer = ask("/plan/任务/1?lang=en", PAGE)
    assert answer.response.status_code == 303
    assert answer.headers["location"] == "/plan-%E4%BB%BB%E5%8A%A1-1"
    assert answer.text == ""


def test_a_page_may_load_from_its_own_server_alone():
    policy = ask("/plan", PAGE).headers["content-security-policy"]
    hosts = {word for rule in policy.split("; ") for word in rule.split()[1:] if not word.startswith("'")}
    assert hosts == {"blob:", "data:", "ws://zeren.local", "wss://zeren.local"}


@pytest.mark.parametrize("asked", [
    {"Accept": "*/*", "Accept-Encoding": "gzip"},
    {"Accept": "application/json", "Accept-Encoding": "gzip, deflate"},
    {"Accept-Encoding": "gzip", "Range": "bytes=0-99"},
])  # fmt: skip
def test_the_page_is_whole_whoever_asks(asked: dict[str, str]):
    answer = ask("/plan", asked)
    assert answer.response.status_code == 200
    assert answer.text == ask("/plan", PAGE).text == ask("/2.1", PAGE).text
    assert int(answer.headers["content-length"]) == len(answer.sent)


def test_a_page_that_brings_a_policy_keeps_it():
    answer = ask("/signin", PAGE)
    assert answer.headers["content-security-policy"] == "default-src 'none'"
    assert answer.text == "<title>登录</title>"


def test_the_page_is_never_answered_by_what_an_older_program_gave():
    first = ask("/plan", PAGE)
    assert "etag" not in first.headers
    mark = FileResponse(STREAMLITS, stat_result=STREAMLITS.stat()).headers["etag"]
    again = ask("/plan", {**PAGE, "If-None-Match": mark})
    assert (again.response.status_code, again.text) == (200, first.text)


def test_a_head_tells_the_same_without_the_page():
    answer = ask("/plan", PAGE, "HEAD")
    assert answer.response.status_code == 200
    assert answer.text == ""
    assert answer.headers["content-security-policy"] == ask("/plan", PAGE).headers["content-security-policy"]
    assert "content-length" not in answer.headers


def test_other_answers_pass_as_they_are():
    answer = ask("/words", {"Accept": "*/*", "Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(answer.sent).decode() == "字" * 1000
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "content-security-policy" not in answer.headers
