"""The SPARQL protocol of ``zeren serve``: what it answers, refuses, cuts off and follows."""

from __future__ import annotations

import asyncio
import concurrent.futures
import csv
import io
import json
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import httpx
import pyoxigraph as ox
import pytest
from rdflib import Graph

from graph import evaluating
from graph.evaluating import OverLengthError, OverMemoryError, Running, Work
from graph.library import Library
from graph.listening import ListeningError, listen
from graph.parsed import Parsed
from graph.results import Written, chosen
from graph.serving import Limits, application
from graph.store import Store
from tests import servers
from tests.plans import fill_library
from tests.test_store import changed

LEADS = """PREFIX z: <urn:zeren:ontology#> PREFIX dct: <http://purl.org/dc/terms/>
SELECT ?name ?task ?none { ?u z:leads ?t ; z:canonical ?name . ?t dct:title ?task ; z:plan/z:doc "plan-a.txt" }
ORDER BY ?task ?name"""
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
EVERYTHING = "SELECT * { ?s ?p ?o }"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
QUERY = {"Content-Type": "application/sparql-query"}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return fill_library(tmp_path_factory.mktemp("served"))


@pytest.fixture(scope="module")
def served(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    folder = tmp_path_factory.mktemp("serve")
    with servers.zeren(library.home, folder, "--seconds", "1.5", "--rows", "50") as running:
        yield running


@pytest.fixture(scope="module")
def client(served: tuple[str, subprocess.Popen[bytes]]) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=served[0].removesuffix("/sparql"), timeout=60, trust_env=False) as client:
        yield client


def found(client: httpx.Client, query: str, accept: str = "*/*") -> httpx.Response:
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": accept})
    assert answer.status_code == 200, answer.text
    return answer


def test_rows_come_in_four_formats(client: httpx.Client):
    told = found(client, LEADS)
    assert told.headers["Content-Type"] == "application/sparql-results+json"
    assert json.loads(told.content) == {
        "head": {"vars": ["name", "task", "none"]},
        "results": {
            "bindings": [
                {"name": {"type": "literal", "value": name}, "task": {"type": "literal", "value": task}}
                for name, task in (("大同市生态环境局", "整治入河排污口"), ("大同市水务局", "清理河道垃圾"))
            ]
        },
    }
    rows = list(csv.reader(io.StringIO(found(client, LEADS, "text/csv").text)))
    assert rows == [
        ["name", "task", "none"],
        ["大同市生态环境局", "整治入河排污口", ""],
        ["大同市水务局", "清理河道垃圾", ""],
    ]
    lines = found(client, LEADS, "text/tab-separated-values").text.splitlines()
    assert lines[:2] == ["?name\t?task\t?none", '"大同市生态环境局"\t"整治入河排污口"\t']
    tree = ElementTree.fromstring(found(client, LEADS, "application/sparql-results+xml").content)
    spaces = {"s": "http://www.w3.org/2005/sparql-results#"}
    assert [word.text for word in tree.findall(".//s:binding[@name='task']/s:literal", spaces)] == [
        "整治入河排污口",
        "清理河道垃圾",
    ]


def test_types_and_languages_are_told(client: httpx.Client):
    query = """SELECT (1 AS ?whole) (1.5 AS ?part) (true AS ?truth) ("字"@zh AS ?word) (<urn:a> AS ?name) {}"""
    (row,) = json.loads(found(client, query).content)["results"]["bindings"]
    xsd = "http://www.w3.org/2001/XMLSchema#"
    assert row == {
        "whole": {"type": "literal", "value": "1", "datatype": f"{xsd}integer"},
        "part": {"type": "literal", "value": "1.5", "datatype": f"{xsd}decimal"},
        "truth": {"type": "literal", "value": "true", "datatype": f"{xsd}boolean"},
        "word": {"type": "literal", "value": "字", "xml:lang": "zh"},
        "name": {"type": "uri", "value": "urn:a"},
    }
    tree = ElementTree.fromstring(found(client, query, "application/sparql-results+xml").content)
    assert next(part.attrib for part in tree.iter() if "datatype" in part.attrib) == {"datatype": f"{xsd}integer"}


def test_ask_is_answered_in_both_formats(client: httpx.Client):
    assert json.loads(found(client, "ASK {}").content) == {"head": {}, "boolean": True}
    tree = ElementTree.fromstring(found(client, "ASK { <urn:no> ?p ?o }", "text/xml").content)
    assert [part.text for part in tree] == [None, "false"]


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("*/*", "text/turtle"),
        ("application/n-triples", "application/n-triples"),
        ("application/ld+json, text/turtle;q=0.5", "application/ld+json"),
    ],
)
def test_graphs_come_in_three_formats(client: httpx.Client, accept: str, media: str):
    query = "PREFIX z: <urn:zeren:ontology#> CONSTRUCT { ?u z:leads ?t } { ?u z:leads ?t }"
    for asked, count in ((query, 3), ("DESCRIBE <urn:zeren:library>", 2)):
        answer = found(client, asked, accept)
        assert answer.headers["Content-Type"].partition(";")[0] == media
        assert len(list(ox.parse(answer.content, format=ox.RdfFormat.from_media_type(media)))) == count


def test_all_three_ways_of_asking_give_the_same(client: httpx.Client):
    by_get = found(client, LEADS).content
    assert client.post("/sparql", data={"query": LEADS}).content == by_get
    assert client.post("/sparql", content=LEADS.encode(), headers=QUERY).content == by_get
    assert (
        client.post(
            "", content=LEADS.encode(), headers={"Content-Type": "application/sparql-query; charset=UTF-8"}
        ).content
        == by_get
    )


@pytest.mark.parametrize(
    ("method", "parameters", "body", "headers", "status"),
    [
        ("GET", "query=SELEC", b"", {}, 400),
        ("GET", "query=%ff", b"", {}, 400),
        ("GET", "query=ASK{}&query=ASK{}", b"", {}, 400),
        ("POST", "", b"", FORM, 400),
        ("POST", "", b"\xff", QUERY, 400),
        ("POST", "", b"", QUERY, 400),
        ("GET", "query=DROP ALL", b"", {}, 403),
        ("GET", "query=SELECT * { SERVICE <urn:x> { ?s ?p ?o } }", b"", {}, 403),
        ("GET", "query=SELECT * FROM <urn:x> { ?s ?p ?o }", b"", {}, 403),
        ("GET", "query=ASK{}&default-graph-uri=urn:x", b"", {}, 403),
        ("POST", "named-graph-uri=urn:x", b"ASK {}", QUERY, 403),
        ("POST", "", b"update=DROP ALL", FORM, 403),
        ("POST", "", b"DROP ALL", {"Content-Type": "application/sparql-update"}, 403),
        ("PUT", "", b"", {}, 405),
        ("DELETE", "query=ASK{}", b"", {}, 405),
        ("GET", "query=ASK{}", b"", {"Accept": "text/csv"}, 406),
        ("GET", "query=DESCRIBE <urn:x>", b"", {"Accept": "image/png"}, 406),
        ("GET", "", b"", {"Accept": "image/png"}, 406),
        ("POST", "", b"ASK { # " + b"x" * 100_001 + b"\n}", QUERY, 413),
        ("POST", "", b"x" * 2_000_000, QUERY, 413),
        ("POST", "", b"ASK {}", {"Content-Type": "text/plain"}, 415),
    ],
)
def test_what_cannot_be_answered_is_told(  # noqa: PLR0917
    client: httpx.Client, method: str, parameters: str, body: bytes, headers: dict[str, str], status: int
):
    answer = client.request(method, f"/sparql?{parameters.replace(' ', '%20')}", content=body, headers=headers)
    assert answer.status_code == status, answer.text
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert len(answer.text.splitlines()) == 2
    assert "/" not in answer.text.replace("application/", "").replace("text/", "")


def test_the_endpoint_describes_itself(client: httpx.Client):
    described = Graph().parse(data=client.get("/sparql").content, format="turtle")
    terms = "http://www.w3.org/ns/sparql-service-description#"
    assert [str(term).removeprefix(terms) for term in described.objects(predicate=None) if "Query" in str(term)] == [
        "SPARQL11Query"
    ]
    assert len(Graph().parse(data=client.get("/sparql", headers={"Accept": "application/n-triples"}).content)) == len(
        described
    )


def test_a_browser_gets_a_page(client: httpx.Client):
    answer = client.get("/sparql", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "<form" in answer.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_other_methods_and_addresses(client: httpx.Client):
    options = client.options("/sparql")
    assert (options.status_code, options.headers["Allow"]) == (204, "GET, HEAD, POST, OPTIONS")
    head = client.head("/sparql", params={"query": "ASK {}"})
    assert (head.status_code, head.content) == (200, b"")
    elsewhere = client.get("/etc/passwd")
    assert (elsewhere.status_code, "passwd" in elsewhere.text) == (404, False)


def test_no_other_page_can_read_the_answers(client: httpx.Client):
    answer = client.get("/sparql", params={"query": "ASK {}"}, headers={"Origin": "http://elsewhere.example"})
    assert not [name for name in answer.headers if name.startswith("access-control")]
    for host in ("elsewhere.example", "127.0.0.1.elsewhere.example:80", ""):
        assert client.get("/sparql", params={"query": "ASK {}"}, headers={"Host": host}).status_code in (400, 421)
    assert client.get("/sparql", params={"query": "ASK {}"}, headers={"Host": "localhost"}).status_code == 200


def test_rows_beyond_the_limit_are_told(client: httpx.Client):
    answer = found(client, EVERYTHING)
    told = json.loads(answer.content)
    assert (len(told["results"]["bindings"]), answer.headers["Zeren-Truncated"]) == (50, "50")
    assert told["head"]["link"] == ["urn:zeren:cut-after-50"]
    assert b"<link href=" in found(client, EVERYTHING, "application/sparql-results+xml").content
    graph = found(client, "CONSTRUCT WHERE { ?s ?p ?o }", "application/n-triples")
    assert (graph.headers["Zeren-Truncated"], graph.text.startswith("# 结果只有前 50 行")) == ("50", True)
    assert "Zeren-Truncated" not in found(client, f"{EVERYTHING} LIMIT 50").headers


def test_a_query_that_takes_too_long_stops_and_holds_up_nobody(
    client: httpx.Client, served: tuple[str, subprocess.Popen[bytes]]
):
    begin = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor() as others:
        slow = [others.submit(client.get, "/sparql", params={"query": ENDLESS}) for _ in range(3)]
        time.sleep(0.3)
        quick = time.monotonic()
        found(client, LEADS)
        assert time.monotonic() - quick < 1.5
        assert [answer.result().status_code for answer in slow] == [503, 503, 503]
    assert "已停止" in slow[0].result().text
    assert time.monotonic() - begin < 10
    assert children(served[1].pid) == []


def children(pid: int) -> list[str]:
    """The processes that a process has."""
    return Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()


def test_a_request_that_is_not_sent_to_its_end_is_let_go(client: httpx.Client):
    head = ["POST /sparql HTTP/1.1", "Host: localhost", f"Content-Type: {QUERY['Content-Type']}", "Content-Length: 9"]
    with socket.create_connection((client.base_url.host, client.base_url.port), timeout=20) as half:
        half.sendall("\r\n".join([*head, "", "ASK"]).encode("ascii"))
        with half.makefile("rb") as told:
            answer = told.read()  # to the end: the connection is closed
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert "没有及时发完" in answer.decode("utf-8")


def test_many_readers_at_once_are_all_answered(client: httpx.Client):
    with concurrent.futures.ThreadPoolExecutor(8) as readers:
        answers = list(readers.map(lambda _: found(client, LEADS).content, range(40)))
    assert len(set(answers)) == 1


def test_the_next_query_sees_what_was_imported(tmp_path: Path):
    library = fill_library(tmp_path)
    with servers.zeren(library.home, tmp_path) as (address, _):
        ask = 'ASK { ?p <http://purl.org/dc/terms/title> "新的标题" }'
        with httpx.Client(base_url=address.removesuffix("/sparql"), timeout=60, trust_env=False) as client:
            assert found(client, ask).json()["boolean"] is False
            changed(library)
            assert found(client, ask).json()["boolean"] is True


def test_a_query_that_needs_too_much_memory_is_stopped(library: Library, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(evaluating, "MEMORY", 64 << 20)
    with pytest.raises(OverMemoryError):
        run(library, "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f")
    assert run(library, "SELECT (1 AS ?n) {}").body == b"n\r\n1\r\n"


def run(library: Library, query: str) -> Written:
    """What a query of its own process finds."""

    async def found() -> Written:
        work = Work(sparql=query, accepted="text/csv", rows=10, seconds=60)
        return await Running(work, Store(library=library).loaded(), (), start="fork").result()

    return asyncio.run(found())


def test_a_result_comes_in_pieces_and_only_so_long(library: Library, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(evaluating, "LARGEST", 5 << 20)
    word = f'BIND ("{"长" * 1000}" AS ?w0)' + "".join(
        f" BIND (CONCAT({', '.join([f'?w{number}'] * 10)}) AS ?w{number + 1})" for number in range(3)
    )
    assert run(library, f"SELECT (?w2 AS ?w) {{ {word} }}").body.decode() == f"w\r\n{'长' * 100_000}\r\n"
    assert len(run(library, f"SELECT (?w3 AS ?w) {{ {word} }}").body) == 3 * 1_000_000 + 5
    with pytest.raises(OverLengthError):
        run(library, f"SELECT (?w3 AS ?a) (?w3 AS ?b) {{ {word} }}")


def test_a_query_can_open_no_connection(library: Library, monkeypatch: pytest.MonkeyPatch):
    with socket.create_server(("127.0.0.1", 0)) as trap:
        trap.settimeout(0.2)
        address = f"http://127.0.0.1:{trap.getsockname()[1]}/"
        query = f"SELECT * {{ SERVICE SILENT <{address}> {{ ?a ?b ?c }} }}"
        judged = Parsed(text=query, form="SELECT", graphs=False)
        monkeypatch.setattr(evaluating, "parse_query", lambda sparql: judged)
        assert run(library, query).body == b"a,b,c\r\n,,\r\n"
        with pytest.raises(TimeoutError):
            trap.accept()


@pytest.mark.parametrize(
    "query",
    [f"ASK {{ FILTER ({'1+' * 9_000}1 = 1) }}", "SELECT * { # a\r SERVICE <http://127.0.0.1:9/> { ?a ?b ?c }\n}"],
    ids=["slow", "service"],
)
def test_judging_a_query_holds_up_nobody_and_ends_in_time(client: httpx.Client, query: str):
    with concurrent.futures.ThreadPoolExecutor() as others:
        judged = others.submit(client.post, "/sparql", content=query.encode(), headers=QUERY)
        time.sleep(0.3)
        quick = time.monotonic()
        found(client, LEADS)
        assert time.monotonic() - quick < 1
        assert judged.result().status_code == (403 if "SERVICE" in query else 503)


def test_the_address_is_told_when_it_can_be_reached(library: Library):
    def started(address: str) -> None:
        socket.create_connection(("127.0.0.1", int(address.rpartition(":")[2].partition("/")[0])), timeout=5).close()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        listen(library, 0, Limits(), started)


@pytest.mark.parametrize("way", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_cleanly(library: Library, tmp_path: Path, way: signal.Signals):
    with servers.zeren(library.home, tmp_path) as (address, process):
        begin = time.monotonic()
        with concurrent.futures.ThreadPoolExecutor(1) as other:
            left = other.submit(httpx.get, address, params={"query": ENDLESS}, timeout=60, trust_env=False)
            time.sleep(0.5)
            process.send_signal(way)
            process.wait(20)
            assert left.exception() is not None or left.result().status_code >= 500
        assert time.monotonic() - begin < 20
    said = (tmp_path / "server.log").read_text("utf-8")
    assert f"查询地址：{address}" in said
    assert "curl" in said
    assert "Traceback" not in said


def test_a_port_that_is_taken_is_told(library: Library):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ListeningError, match=f"端口 {port} 已被别的程序占用。请用 --port 换一个"):
            listen(library, port, Limits(), print)


def test_without_fork_each_query_loads_the_graph_itself(library: Library):
    async def ask() -> list[httpx.Response]:
        app = application(Store(library=library), Limits(seconds=1, rows=50), start="spawn")
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return [await client.get("/sparql", params={"query": query}) for query in (LEADS, "SELECT * { ?s z:no }")]

    good, bad = asyncio.run(ask())
    assert len(good.json()["results"]["bindings"]) == 2
    assert bad.status_code == 400


@pytest.mark.parametrize(
    ("accept", "format_"),
    [
        ("text/csv, application/json;q=0.9", "text/csv"),
        ("text/*", "text/csv"),
        ("*/*", "application/sparql-results+json"),
        ("application/json;q=0, */*;q=0.1", "text/csv"),
        ("text/csv;q=x", None),
        ("", None),
    ],
)
def test_the_best_format_is_chosen(accept: str, format_: str | None):
    assert chosen(accept, ("application/sparql-results+json", "text/csv")) == format_
