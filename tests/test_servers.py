"""Standard servers as the store: the same rows, answers and types as the embedded one gives; clear words else."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli import app
from graph.asking import Asker
from graph.competency import load_queries
from graph.handing import hand_over
from graph.library import Library
from graph.parsed import QueryError
from graph.remote import PASSWORD, USER, Remote, StoreError
from graph.store import Store, open_store, token
from ingest import sample_library
from tests import servers
from tests.conftest import ROOT
from tests.plans import fill_library

GRAPH = "urn:zeren:library"
QUESTIONS = [json.loads(line) for line in (ROOT / "tests/questions/dev.jsonl").read_text("utf-8").splitlines()]
VALUES = """SELECT ?words ?whole ?part ?day ?truth ?label ?none WHERE {
  { ?p a z:Plan ; z:doc ?words ; z:year ?whole } UNION { ?t a z:Target ; z:value ?part }
  UNION { ?d z:lastDay ?day } UNION { ?u z:collective ?truth } UNION { z:Lead skos:prefLabel ?label }
  OPTIONAL { ?p z:nothing ?none }
} ORDER BY ?words ?whole ?part ?day ?truth ?label"""

needs_oxigraph = pytest.mark.skipif(servers.OXIGRAPH is None, reason="oxigraph is not installed")
needs_virtuoso = pytest.mark.skipif(servers.VIRTUOSO is None, reason="virtuoso-t is not installed")


@pytest.fixture(scope="module")
def library() -> Library:
    return sample_library()


@pytest.fixture(scope="module")
def oxigraph(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with servers.oxigraph(tmp_path_factory.mktemp("oxigraph")) as address:
        assert hand_over(library, f"{address}/store") > 10_000
        yield f"{address}/query"


@pytest.fixture(scope="module")
def virtuoso(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with servers.virtuoso(tmp_path_factory.mktemp("virtuoso")) as address, pytest.MonkeyPatch.context() as patch:
        patch.setenv(USER, "dba")
        patch.setenv(PASSWORD, servers.PASSWORD)
        assert hand_over(library, f"{address}/sparql-graph-crud-auth", GRAPH) > 10_000
        patch.undo()
        yield f"{address}/sparql?default-graph-uri={GRAPH}"


@pytest.fixture(
    params=[pytest.param("oxigraph", marks=needs_oxigraph), pytest.param("virtuoso", marks=needs_virtuoso)],
)
def address(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue(request.param))


@pytest.fixture
def served(address: str, library: Library) -> Store:
    return Store(library=library, remote=Remote.at(address))


@pytest.fixture
def embedded(library: Library) -> Store:
    return Store(library=library)


def test_every_competency_query_gives_the_same_rows(served: Store, embedded: Store):
    for name, query in load_queries().items():
        assert exactly(served.query(query.text())) == exactly(embedded.query(query.text())), name


def exactly(rows: object) -> str:
    """The rows with their types: to Python 1 and True, 2 and 2.0 are equal."""
    return repr(rows)


def test_values_have_the_same_types(served: Store, embedded: Store):
    rows = embedded.query(VALUES)
    assert {type(value) for row in rows for value in row.values()} == {str, int, float, bool, type(None)}
    assert exactly(sorted(served.query(VALUES), key=repr)) == exactly(sorted(rows, key=repr))
    assert served.query("ASK { ?p a z:Plan }") == [{"ask": True}]
    assert served.query("ASK { ?p a z:Nothing }") == [{"ask": False}]


def test_graphs_are_built_the_same(served: Store, embedded: Store):
    query = "CONSTRUCT { ?t z:value ?v ; dct:title ?w } WHERE { ?t a z:Target ; z:value ?v ; z:words ?w }"
    assert sorted(map(repr, served.query(query))) == sorted(map(repr, embedded.query(query)))


@needs_oxigraph
@needs_virtuoso
def test_questions_are_answered_the_same(
    oxigraph: str, virtuoso: str, library: Library, monkeypatch: pytest.MonkeyPatch
):
    """Virtuoso compiles each of them for half a second, so it is asked every fifth; ``make soak`` asks it all."""
    check_answers(library, monkeypatch, {oxigraph: QUESTIONS, virtuoso: QUESTIONS[::5]})


@pytest.mark.soak
@needs_virtuoso
def test_all_questions_are_answered_the_same(virtuoso: str, library: Library, monkeypatch: pytest.MonkeyPatch):
    check_answers(library, monkeypatch, {virtuoso: QUESTIONS})


def check_answers(library: Library, monkeypatch: pytest.MonkeyPatch, asked: dict[str, list[dict[str, str]]]) -> None:
    here = Asker.open(library)
    answers = {question["question"]: here.ask(question["question"]) for question in QUESTIONS}
    for address, questions in asked.items():
        monkeypatch.setenv("ZEREN_STORE", address)
        there = Asker.open(library)
        for question in questions:
            assert there.ask(question["question"]) == answers[question["question"]], (address, question["question"])


def test_a_server_with_the_data_of_the_library_needs_no_word(served: Store):
    assert served.notices() == ()


def test_a_server_with_other_data_is_told_of(address: str, tmp_path: Path):
    other = Store(library=fill_library(tmp_path), remote=Remote.at(address))
    (notice,) = other.notices()
    assert "不一致" in notice
    assert "zeren publish" in notice


def test_queries_that_leave_the_library_are_refused_before_they_are_sent(served: Store):
    for query in ("SELECT * { SERVICE <urn:x> { ?s ?p ?o } }", "SELECT ?g { GRAPH ?g { ?s ?p ?o } }", "DROP ALL"):
        with pytest.raises(QueryError):
            served.query(query)


@needs_oxigraph
def test_what_was_there_is_replaced(tmp_path: Path):
    library = fill_library(tmp_path / "library")
    with servers.oxigraph(tmp_path) as address:
        store = Store(library=library, remote=Remote.at(f"{address}/query"))
        assert "没有资料库的图谱" in store.notices()[0]
        assert hand_over(library, f"{address}/store") == hand_over(library, f"{address}/store")
        assert store.notices() == ()
        assert store.rows("SELECT ?stamp { id:library z:stamp ?stamp }") == [{"stamp": token(library)}]
        named = Remote.at(f"{address}/query?default-graph-uri={GRAPH}")
        assert named.select("ASK { ?s ?p ?o }") == [{"ask": False}]
        hand_over(library, f"{address}/store", GRAPH)
        assert named.notices(token(library)) == ()
        with pytest.raises(StoreError, match="没有接收图谱"):
            hand_over(library, f"{address}/query")


@needs_oxigraph
def test_commands_load_a_server_and_ask_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    library = fill_library(tmp_path / "library")
    monkeypatch.setenv("ZEREN_HOME", str(library.home))
    with servers.oxigraph(tmp_path) as address:
        monkeypatch.setenv("ZEREN_STORE", f"{address}/query")
        early = CliRunner().invoke(app, ["ask", "谁牵头清理河道垃圾"])
        assert "没有资料库的图谱" in early.stderr
        told = CliRunner().invoke(app, ["publish", f"{address}/store", "--json"])
        assert json.loads(told.stdout)["documents"] == 2
        asked = CliRunner().invoke(app, ["ask", "谁牵头清理河道垃圾", "--json"])
        assert (asked.stderr, "大同市水务局" in asked.stdout) == ("", True)


@needs_virtuoso
def test_a_wrong_password_is_told_and_never_shown(virtuoso: str, library: Library, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(USER, "dba")
    monkeypatch.setenv(PASSWORD, "geheim")
    with pytest.raises(StoreError, match=r"拒绝访问（401）") as refused:
        hand_over(library, virtuoso.partition("/sparql")[0] + "/sparql-graph-crud-auth", GRAPH)
    assert "geheim" not in str(refused.value)


@needs_virtuoso
def test_rows_that_a_server_left_out_are_told(virtuoso: str):
    with pytest.raises(StoreError, match="部分结果"):
        Remote.at(virtuoso).select("SELECT * { { ?s ?p ?o } UNION { ?s ?q ?r } }")


@pytest.fixture
def odd(request: pytest.FixtureRequest) -> Iterator[str]:
    """A server that answers everything with one status, type and body; its address."""
    status, media, body = request.param

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(status)
            self.send_header("Content-Type", media)
            self.send_header("Location", "http://elsewhere.example/")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *said: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/sparql?key=secret"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("odd", "message"),
    [
        ((200, "text/html", b"<p>Welcome"), "是网页"),
        ((200, "application/json", b"[1]"), "不是 SPARQL 的查询结果"),
        ((200, "application/json", b'{"head": {}}'), "不是 SPARQL 的查询结果"),
        ((200, "text/plain", b"\xff"), "不是 SPARQL 的查询结果"),
        ((302, "text/plain", b""), "转到了别的地址"),
        ((403, "text/plain", b""), "拒绝访问"),
        ((500, "text/plain", b"out of memory\nat main.c"), "500.*out of memory"),
    ],
    indirect=["odd"],
)
def test_servers_that_are_none_are_told(odd: str, message: str):
    with pytest.raises(StoreError, match=message) as told:
        Remote.at(odd).select("ASK {}")
    assert "secret" not in str(told.value)


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("127.0.0.1:7878", "不是可用的网址"),
        ("file:///etc/passwd", "不是可用的网址"),
        ("http://", "不是可用的网址"),
        ("http://127.0.0.1:port/", "不是可用的网址"),
        ("http://dba:geheim@127.0.0.1/sparql", "不要把用户名和密码写在网址里"),
    ],
)
def test_addresses_are_checked_first(address: str, message: str, library: Library, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ZEREN_STORE", address)
    with pytest.raises(StoreError, match=message) as told:
        open_store(library)
    assert "geheim" not in str(told.value)


def test_a_server_that_is_not_there_is_told_and_no_proxy_asked(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{servers.free_port()}")
    address = f"http://127.0.0.1:{servers.free_port()}/query"
    with pytest.raises(StoreError, match=f"连不上SPARQL 服务器 {address}"):
        Remote.at(address).select("ASK {}")
