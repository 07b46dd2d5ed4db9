"""The gate and the sign-in page, before pages that stand for the program's own."""

from __future__ import annotations

import asyncio
import contextlib
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from signing import hashing
from signing.accounts import add_account, change_password, remove_account
from signing.doors import NEXT, Doors, inside
from signing.gate import Gate
from signing.guesses import FREE
from signing.house import COOKIE, House
from signing.visits import Visits

with warnings.catch_warnings(action="ignore"):  # it would rather have another client
    from starlette.testclient import TestClient

SECRET = "correct horse battery"
PAGE = {"Accept": "text/html,*/*"}
PATHS = ("/", "/unit", "/_stcore/stream", "/_stcore/host-config", "/media/a.txt", "/static/js/a.js", "/component/a",
         "/_stcore/upload_file/a/b", "/signin/", "/signinx", "//signin", "/signin/../unit",
         "/_stcore/health/", "/anything")  # fmt: skip


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(hashing, "_WORK", 16)


async def shown(request: Any) -> PlainTextResponse:
    return PlainTextResponse("of the library")


async def page(request: Any) -> HTMLResponse:
    answer = HTMLResponse("of the library", headers={"Cache-Control": "no-cache"})
    answer.set_cookie("of", "another")
    return answer


async def talk(socket: WebSocket) -> None:
    await socket.accept()
    with contextlib.suppress(WebSocketDisconnect):
        while True:
            await socket.send_text("of the library " + await socket.receive_text())


def client_of(
    folder: Path, *, base: str = "", opened: bool = False, claims: Mapping[str, Any] | None = None
) -> tuple[TestClient, House]:
    house = House(folder=folder, visits=Visits(folder, 1), base=base, open=opened, openid=claims is not None)
    doors = Doors(house, lambda: f"{base}/auth/login?provider=x", lambda cookies: claims)
    routes = [
        *doors.routes(),
        WebSocketRoute(f"{base}/_stcore/stream", talk),
        Route("/page", page),
        Route("/{path:path}", shown, methods=["GET", "POST", "PUT", "DELETE"]),
    ]
    program = Starlette(routes=routes, middleware=[Middleware(Gate, house=house)])
    return TestClient(program, base_url="http://zeren.test", follow_redirects=False), house


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    add_account(tmp_path, "张三", "editor", SECRET)
    add_account(tmp_path, "李四", "viewer", SECRET)
    client, house = client_of(tmp_path)
    yield client
    house.visits.close()


def sign_in(client: TestClient, name: str, password: str = SECRET, **more: Any) -> httpx.Response:
    return client.post("/signin", data={"name": name, "password": password, "next": more.pop("next_", "")}, **more)


def cookie_of(client: TestClient) -> dict[str, str]:
    return {"Cookie": f"{COOKIE}={client.cookies[COOKIE]}"}


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
def test_nothing_is_sent_before_signing_in(path: str, method: str, client: TestClient):
    for headers in (
        {},
        PAGE,
        {"Cookie": f"{COOKIE}=x; {NEXT}="},
        {"X-Forwarded-User": "zhang"},
    ):
        answer = client.request(method, path, headers=headers)
        assert "library" not in answer.text
        assert answer.status_code in (303, 401, 403)


def test_no_websocket_opens_before_signing_in(client: TestClient):
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/_stcore/stream") as socket:
        socket.receive_text()


def test_who_asked_for_a_page_comes_to_it(client: TestClient):
    answer = client.get("/unit?id=%E5%B8%82&lang=en", headers=PAGE)
    assert answer.status_code == 303
    shown_page = client.get(answer.headers["Location"])
    assert shown_page.status_code == 200
    assert 'name="next" value="unit?id=%E5%B8%82&amp;lang=en"' in shown_page.text
    assert 'lang="en"' in shown_page.text
    inside_now = sign_in(client, "张三", next_="unit?id=%E5%B8%82&lang=en")
    assert (inside_now.status_code, inside_now.headers["Location"]) == (303, "/unit?id=%E5%B8%82&lang=en")
    assert client.get("/unit", headers=PAGE).text == "of the library"


def test_the_cookie_is_kept_from_scripts_and_other_sites(client: TestClient):
    cookie = sign_in(client, "张三").headers["Set-Cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "path=/" in cookie
    assert "max-age=3600" in cookie
    assert "secure" not in cookie
    client.base_url = httpx.URL("https://zeren.test")
    assert "secure" in sign_in(client, "张三").headers["Set-Cookie"].lower()


@pytest.mark.parametrize(
    "asked",
    ["//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil", "javascript:alert(1)",
     "a\r\nSet-Cookie: x=y",
     "..", "unit/../..", "@evil.example", '"><script>', "unit#a", "张三", "x" * 9 + "://"],
)  # fmt: skip
def test_signing_in_leads_nowhere_else(asked: str, client: TestClient):
    assert inside(asked) == ""
    answer = sign_in(client, "张三", next_=asked)
    assert answer.headers["Location"] == "/"
    assert "evil" not in client.get("/signin", params={"next": asked}).text


def test_a_wrong_password_and_a_wrong_name_are_told_alike(client: TestClient):
    answers = [sign_in(client, "张三", "wrong password"), sign_in(client, "王五", "wrong password")]
    assert [answer.status_code for answer in answers] == [401, 401]
    assert answers[0].text.replace("张三", "") == answers[1].text.replace("王五", "")
    assert all("Set-Cookie" not in answer.headers for answer in answers)
    assert all("姓名或密码不对" in answer.text for answer in answers)
    assert "wrong password" not in answers[0].text


def test_hostile_names_are_shown_as_words(client: TestClient):
    answer = sign_in(client, '"><script>alert(1)</script>')
    assert "<script" not in answer.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_guessing_is_slowed_down_and_the_right_password_waits_too(client: TestClient):
    for _ in range(FREE["both"]):
        assert sign_in(client, "张三", "wrong password").status_code == 401
    answer = sign_in(client, "张三")
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) >= 1
    assert "Set-Cookie" not in answer.headers
    assert sign_in(client, "李四").status_code == 303


@pytest.mark.parametrize(
    "headers", [{"Origin": "http://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_no_other_site_signs_anybody_in_or_out(headers: dict[str, str], client: TestClient):
    assert sign_in(client, "张三", headers=headers).status_code == 400
    sign_in(client, "张三", headers={"Origin": "http://zeren.test"})
    assert client.post("/signout", headers=headers).status_code == 400
    assert client.get("/signout").status_code == 200, "a link asks first"
    assert client.get("/unit").text == "of the library"


@pytest.mark.parametrize("origin", ["http://[", "[", "http://", "://", "http://zeren.test:x", "\xff"])
def test_an_odd_origin_is_another_one(origin: str, client: TestClient):
    assert sign_in(client, "张三", headers={"Origin": origin.encode("latin-1")}).status_code == 400
    sign_in(client, "张三")
    headers = {**cookie_of(client), "Origin": origin.encode("latin-1")}
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/_stcore/stream", headers=headers):
        pass


@pytest.mark.parametrize("other", ['prefs={"a":1}', "a b=c", "=", "x;y", 'q="', "é=ü"])
def test_cookies_of_other_programs_do_no_harm(other: str, client: TestClient):
    sign_in(client, "张三")
    own = f"{COOKIE}={client.cookies[COOKIE]}"
    client.cookies.clear()
    for told in (f"{other}; {own}", f"{own}; {other}"):
        headers = {"Cookie": told.encode()}
        assert client.get("/unit", headers={**PAGE, **headers}).text == "of the library"
        assert client.get("/signin?next=unit", headers=headers).headers["Location"] == "/unit"
        with client.websocket_connect("/_stcore/stream", headers=headers):
            pass


def test_forms_too_long_or_not_utf8_are_refused(client: TestClient):
    assert client.post("/signin", content=b"name=" + b"a" * 30_000).status_code == 400
    assert client.post("/signin", content=b"name=%ff&password=\xff").status_code in (400, 401)


def test_signing_out_ends_the_visit_for_every_copy_of_its_cookie(client: TestClient):
    sign_in(client, "张三")
    copied = client.cookies[COOKIE]
    answer = client.post("/signout")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/signin")
    assert COOKIE not in client.cookies
    assert client.get("/unit", headers={"Cookie": f"{COOKIE}={copied}"}).status_code == 401


def test_a_viewer_uploads_nothing(client: TestClient):
    path = "/_stcore/upload_file/session/file"
    sign_in(client, "李四")
    assert client.put(path).status_code == 403
    sign_in(client, "张三")
    assert client.put(path).status_code == 200


@pytest.mark.parametrize("end", ["changed", "removed", "left"])
def test_a_websocket_ends_with_its_visit(end: str, client: TestClient, tmp_path: Path):
    sign_in(client, "张三")
    with client.websocket_connect("/_stcore/stream", headers=cookie_of(client)) as socket:
        socket.send_text("1")
        assert socket.receive_text() == "of the library 1"
        if end == "changed":
            change_password(tmp_path, "张三", "another horse battery")
        elif end == "removed":
            remove_account(tmp_path, "张三")
        else:
            client.post("/signout")
        socket.send_text("2")  # with which the page itself says that the visit is over
        socket.receive_text()
        socket.send_text("3")
        with pytest.raises(WebSocketDisconnect):
            socket.receive_text()


@pytest.mark.parametrize(("origin", "opens"), [("http://testserver", True), ("http://evil.example", False)])
def test_no_page_of_another_site_opens_a_websocket(origin: str, opens: bool, client: TestClient):
    sign_in(client, "张三")
    headers = {**cookie_of(client), "Origin": origin}
    refusal = contextlib.nullcontext() if opens else pytest.raises(WebSocketDisconnect)
    with refusal, client.websocket_connect("/_stcore/stream", headers=headers):
        pass


def test_where_reading_is_open_everybody_reads_and_nobody_uploads(tmp_path: Path):
    client, house = client_of(tmp_path, opened=True)
    assert client.get("/unit", headers=PAGE).text == "of the library"
    assert client.put("/_stcore/upload_file/a/b").status_code == 403
    with client.websocket_connect("/_stcore/stream") as socket:
        socket.send_text("1")
        assert socket.receive_text() == "of the library 1"
    assert "不登录，直接查阅" in client.get("/signin").text
    house.visits.close()


def test_where_reading_is_open_a_page_outlives_its_visit(tmp_path: Path):
    add_account(tmp_path, "张三", "editor", SECRET)
    client, house = client_of(tmp_path, opened=True)
    sign_in(client, "张三")
    with client.websocket_connect("/_stcore/stream", headers=cookie_of(client)) as socket:
        client.post("/signout")
        for number in "123":
            socket.send_text(number)
            assert socket.receive_text() == f"of the library {number}"
    house.visits.close()


def test_pages_are_not_kept_and_no_cookie_leaves_tls(client: TestClient):
    client.base_url = httpx.URL("https://zeren.test")
    sign_in(client, "张三")
    answer = client.get("/page")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Set-Cookie"].lower() == "of=another; path=/; samesite=lax; secure"


def test_below_a_path_everything_stays_below_it(tmp_path: Path):
    add_account(tmp_path, "张三", "editor", SECRET)
    client, house = client_of(tmp_path, base="/zeren")
    assert client.get("/unit", headers=PAGE).headers["Location"].startswith("/zeren/signin")
    assert client.get("/zeren/unit?id=1", headers=PAGE).headers["Location"] == "/zeren/signin?next=unit%3Fid%3D1"
    assert 'action="/zeren/signin' in client.get("/zeren/signin").text
    answer = client.post("/zeren/signin", data={"name": "张三", "password": SECRET, "next": "unit?id=1"})
    assert answer.headers["Location"] == "/zeren/unit?id=1"
    assert "path=/zeren" in answer.headers["Set-Cookie"].lower()
    house.visits.close()


def test_the_organisations_account_needs_a_role(tmp_path: Path):
    (tmp_path / "roles.toml").write_text('[viewer]\nemail = ["*@gov.cn"]\n', "utf-8")
    for email, status in (("a@gov.cn", 303), ("a@elsewhere.cn", 403)):
        client, house = client_of(tmp_path, claims={"email": email})
        assert client.get("/unit", headers=PAGE).status_code == 303, "no claims count but those just asked for"
        began = client.get("/signin/openid", params={"next": "unit?id=a%20b"})
        assert began.headers["Location"] == "/auth/login?provider=x"
        assert client.get("/", headers=PAGE).headers["Location"].startswith("/signin")
        answer = client.get("/signin")
        assert answer.status_code == status
        assert NEXT not in client.cookies
        if status == 303:
            assert answer.headers["Location"] == "/unit?id=a%20b"
            assert client.get("/unit").text == "of the library"
            assert client.post("/signout").headers["Location"] == "/auth/logout"
        else:
            assert client.get("/unit").status_code == 401
        house.visits.close()


def test_many_guess_at_once_and_count_each(client: TestClient):
    async def guess() -> list[int]:
        transport = httpx.ASGITransport(app=client.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://zeren.test") as asking:
            wrong = {"name": "张三", "password": "wrong password"}
            answers = await asyncio.gather(*(asking.post("/signin", data=wrong) for _ in range(12)))
        return [answer.status_code for answer in answers]

    found = asyncio.run(guess())
    assert found.count(401) == FREE["both"]
    assert found.count(429) == 12 - FREE["both"]
