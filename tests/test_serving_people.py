"""A department's server in a real browser: signing in, roles, signatures, the organisation's accounts, nginx."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, Page, Response

import serve
from graph.errors import GraphError
from graph.library import Library
from signing.accounts import remove_account
from tests.conftest import ROOT
from tests.department import Provider, department, drawn, needs_nginx, nginx, sign_in, with_people
from tests.hostile_library import TEXTS
from tests.plans import fill_library
from tests.servers import free_port
from tests.visitors import WAIT, needs_chromium

pytestmark = [needs_chromium, needs_nginx]
WORDS = "大同市生态环境局"  # of the library


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    made = Provider({"sub": "1", "email": "wang@example.org", "name": "王五"})
    yield made
    made.close()


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    library = fill_library(tmp_path_factory.mktemp("department"))
    with_people(library.home, 张三="editor", 李四="viewer", 赵六="viewer")
    (library.home / "people" / "roles.toml").write_text('[editor]\nemail = ["wang@example.org"]\n', "utf-8")
    return library


@pytest.fixture(scope="module")
def address(library: Library, provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Everything at once: passwords and accounts, below a path, behind nginx with TLS."""
    front = free_port()
    public = f"https://127.0.0.1:{front}/zeren"
    folder = tmp_path_factory.mktemp("served")
    with department(library.home, folder, "--path", "/zeren", **provider.environment(public)) as inner:
        port = urlsplit(inner).port
        assert port
        with nginx(port, front, tmp_path_factory.mktemp("nginx")):
            yield f"{public}/"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(ignore_https_errors=True, viewport={"width": 1440, "height": 900})
    opened = context.new_page()
    opened.set_default_timeout(WAIT)
    yield opened
    context.close()


def test_nothing_of_the_library_is_sent_before_signing_in(address: str, page: Page):
    sent: list[Response] = []
    sockets: list[str] = []
    page.on("response", lambda answer: sent.append(answer))  # noqa: PLW0108 - it looks at the function
    page.on("websocket", lambda socket: sockets.append(socket.url))
    page.goto(f"{address}unit")
    assert page.url == f"{address}signin?next=unit"
    page.wait_for_load_state("networkidle")
    assert [answer.status for answer in sent] == [303, 200], "the sign-in page; neither script nor font"
    assert not sockets
    assert WORDS not in page.content()


def test_the_sign_in_page_shows_hostile_words_as_words(address: str, page: Page):
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    for words in TEXTS:
        page.goto(f"{address}signin?next={quote(words, safe='')}")
        sign_in(page, words[:60], "wrong password")
        page.locator("[role=alert]").wait_for()
        assert page.evaluate("window.broken") is None
        assert page.locator("script, img, iframe, b, [onload], [onerror], [onmouseover]").count() == 0, words
        assert page.locator("a:not([href^='/'])").count() == 0, words
        assert page.locator("#password").is_visible()
        assert page.locator("#name").input_value() == words[:60].strip()
    assert not [url for url in sent if urlsplit(url).netloc != urlsplit(address).netloc]


def test_by_keyboard_in_and_back_to_what_was_asked_for(address: str, page: Page):
    page.goto(f"{address}list?of=tasks&lang=en")
    assert page.locator("html").get_attribute("lang") == "en"
    page.keyboard.type("张三")
    page.keyboard.press("Tab")
    page.keyboard.type("correct horse battery")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}list?of=tasks&lang=en")
    drawn(page)
    assert page.locator(".person").inner_text().split() == ["张三", "editor", "Sign", "out"]
    (cookie,) = (one for one in page.context.cookies() if one["name"] == "zeren_visit")
    assert (cookie["httpOnly"], cookie["secure"], cookie["sameSite"], cookie["path"]) == (True, True, "Lax", "/zeren")
    page.reload()
    drawn(page)
    page.goto(f"{address}method")
    drawn(page)
    page.go_back()
    drawn(page)
    assert page.url == f"{address}list?of=tasks&lang=en"
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{address}signin")
    page.go_back()
    page.wait_for_url(f"{address}signin?next=list**")
    page.locator("#password").wait_for()


def test_an_editor_uploads_through_the_proxy(address: str, page: Page):
    page.goto(f"{address}intake")
    sign_in(page, "张三")
    page.wait_for_url(f"{address}intake")
    drawn(page)
    with page.expect_response(lambda answer: "upload_file" in answer.url and answer.request.method == "PUT") as told:
        chosen = {"name": "a.txt", "mimeType": "text/plain", "buffer": b"a" * 3_000_000}
        page.set_input_files("input[type=file]", chosen)
    assert told.value.status == 204


def test_who_is_removed_leaves_with_the_next_click(address: str, library: Library, page: Page):
    page.goto(f"{address}list?of=tasks")
    sign_in(page, "赵六")
    page.wait_for_url(f"{address}list?of=tasks")
    drawn(page)
    assert "查阅" in page.locator(".person").inner_text()
    remove_account(library.home / "people", "赵六")
    page.get_by_role("link", name="总览").first.click()
    page.wait_for_url(f"{address}signin**")
    page.locator("#password").wait_for()


def test_the_organisations_accounts(address: str, provider: Provider, page: Page):
    page.goto(f"{address}list?of=units")
    page.get_by_role("link", name="用单位账号登录").click()
    page.wait_for_url(f"{address}list?of=units")
    drawn(page)
    assert page.locator(".person .name").inner_text() == "王五（wang@example.org）"
    page.get_by_role("button", name="退出").click()
    page.locator("#password").wait_for()
    assert provider.asked[-1] == "/logout"
    assert not {one["name"] for one in page.context.cookies()} & {"zeren_visit", "_streamlit_user"}
    provider.claims["email"] = "wang@elsewhere.org"
    page.goto(f"{address}list?of=units")
    page.get_by_role("link", name="用单位账号登录").click()
    assert "还不能使用" in page.locator("[role=alert]").inner_text()
    page.goto(f"{address}list?of=units")
    assert "/signin" in page.url


def test_a_department_without_people_is_not_served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ZEREN_HOME", str(fill_library(tmp_path).home))
    with pytest.raises(GraphError, match="Not started"):
        serve.furnished("")
    command = [sys.executable, "-m", "serve", "--host", "0.0.0.0", "--port", str(free_port())]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 1
    assert "zeren people add" in ended.stderr
    assert "Not started" in ended.stderr
    assert "Traceback" not in ended.stderr
    monkeypatch.setenv("ZEREN_OPEN", "editor")
    with pytest.raises(GraphError, match="ZEREN_OPEN"):
        serve.furnished("")
    monkeypatch.delenv("ZEREN_OPEN")
    for hours in ("0", "-1", "nan", "long"):
        monkeypatch.setenv("ZEREN_HOURS", hours)
        with pytest.raises(GraphError, match="ZEREN_HOURS"):
            serve.furnished("")
    monkeypatch.delenv("ZEREN_HOURS")
    monkeypatch.setenv("ZEREN_OPENID_CLIENT", "zeren")
    with pytest.raises(GraphError, match="ZEREN_OPENID_SECRET"):
        serve.furnished("")


def test_where_reading_is_open_nobody_writes(tmp_path: Path, page: Page):
    home = fill_library(tmp_path / "home").home
    with department(home, tmp_path, ZEREN_OPEN="viewer") as open_address:
        page.goto(f"{open_address}intake")
        drawn(page)
        assert page.locator(".person").inner_text() == ""
        assert not page.locator("input[type=file]").count()
        assert httpx.put(f"{open_address}_stcore/upload_file/a/b", trust_env=False).status_code == 403
