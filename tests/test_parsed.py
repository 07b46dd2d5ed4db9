"""Queries that people write: what they ask is judged by its meaning, wherever a word stands and however it looks."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.abroad import leads_abroad
from graph.parsed import LONGEST, QueryError, parse_query
from graph.store import ask
from graph.vocabulary import PREFIXES

WORDS = ("SERVICE", "FROM", "FROM NAMED", "LOAD", "DROP ALL", "INSERT DATA")
ABROAD = "{ ?a ?b ?c }"


@pytest.mark.parametrize(
    ("query", "reason", "message"),
    [
        ("SELECT * { SERVICE <http://x.example/> { ?s ?p ?o } }", "refused", "SERVICE"),
        ("SELECT * { sErViCe SILENT <http://x.example/> { ?s ?p ?o } }", "refused", "SERVICE"),
        ("SELECT * { #\nSERVICE<http://x.example/>{ ?s ?p ?o } }", "refused", "SERVICE"),
        ("SELECT * { SERVICE ?where { ?s ?p ?o } }", "refused", "SERVICE"),
        (r"SELECT * { \u0053ERVICE <http://x.example/> { ?s ?p ?o } }", "refused", "SERVICE"),
        (r"SELECT * { \U00000053ERVICE <http://x.example/> { ?s ?p ?o } }", "refused", "SERVICE"),
        ("ASK { ?s ?p ?o FILTER EXISTS { SERVICE <urn:x> { ?s ?p ?o } } }", "refused", "SERVICE"),
        ("SELECT * { ?s ?p ?o MINUS { { SELECT ?s { SERVICE <urn:x> { ?s ?p ?o } } } } }", "refused", "SERVICE"),
        ("DESCRIBE ?s { OPTIONAL { SERVICE <urn:x> { ?s ?p ?o } } }", "refused", "SERVICE"),
        (r'ASK { ?s ?p "\u005c" . SERVICE <urn:x> { ?a ?b ?c } # "' + "\n}", "refused", "SERVICE"),
        ("SELECT * { # c\r SERVICE <http://x.example/> { ?a ?b ?c }\n}", "refused", "SERVICE"),
        ("SELECT * { # c\r\n SERVICE <http://x.example/> { ?a ?b ?c }\n}", "refused", "SERVICE"),
        ("SELECT * # c\rFROM <http://x.example/>\n{ ?a ?b ?c }", "refused", "FROM"),
        ("SELECT * FROM <http://x.example/> { ?s ?p ?o }", "refused", "FROM"),
        ("SELECT * FROM NAMED <urn:x> { GRAPH ?g { ?s ?p ?o } }", "refused", "FROM"),
        ("CONSTRUCT FROM <urn:x> WHERE { ?s ?p ?o }", "refused", "FROM"),
        ("DESCRIBE <urn:a> FROM <urn:x>", "refused", "FROM"),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "refused", "不能修改数据"),
        ("PREFIX x: <urn:x> DELETE WHERE { x:a ?p ?o }", "refused", "不能修改数据"),
        ("DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }", "refused", "不能修改数据"),
        ("LOAD <http://x.example/data>", "refused", "不能修改数据"),
        ("clear all", "refused", "不能修改数据"),
        ("DROP GRAPH <urn:x>", "refused", "不能修改数据"),
        ("COPY DEFAULT TO <urn:x>", "refused", "不能修改数据"),
        ("ASK {} ; DROP ALL", "malformed", "第 1 行"),
        ("SELEC ?x", "malformed", "第 1 行"),
        ("SELECT ?x {\n?x ?y }", "malformed", "第 2 行"),
        ("", "malformed", "不是可执行的"),
        ("# 只有注释", "malformed", "不是可执行的"),
        ("SELECT * { ?s ?p ?o LATERAL { ?s ?q ?r } }", "malformed", "SPARQL 1.1"),
        (r'ASK { ?s ?p "\uD800" }', "malformed", r"\uD800"),
        ("ASK {" * 400 + "}" * 400, "malformed", "不是可执行的"),
        ("ASK " + "{" * 600 + "}" * 600, "too-long", "层次"),
        ("ASK { FILTER " + "(" * 600 + "1" + ")" * 600 + " }", "too-long", "层次"),
        ("ASK { " + "?s ?p ?o . " * 5000 + "}", "too-long", "条件太多"),
        ("ASK { ?s ?p '" + "长" * LONGEST + "' }", "too-long", "太长"),
    ],
)
def test_what_is_refused(query: str, reason: str, message: str):
    with pytest.raises(QueryError, match=message.replace("\\", "\\\\")) as refused:
        parse_query(query)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ('SELECT ?service { ?service dct:title "FROM" }', "SELECT"),
        ("SELECT ?from { ?from a z:Plan . # SERVICE <urn:x> { ?s ?p ?o }\n }", "SELECT"),
        ("SELECT ?x { ?x <urn:x:SERVICE> 'it\\'s SERVICE' }", "SELECT"),
        ("PREFIX service: <urn:x> SELECT ?x { ?x service:from ?from ; service:SERVICE ?y }", "SELECT"),
        ('SELECT ?x { ?x ?y """a "SERVICE" <urn:x> { } \\""" """ }', "SELECT"),
        (r'ASK { ?s ?p "\u0022 . SERVICE <urn:x> { ?a ?b ?c } #" }', "ASK"),
        (r"ASK { ?s ?p ?o } #\u000ASERVICE", "ASK"),
        ("SELECT ?单位 { ?单位 a z:Unit }", "SELECT"),
        ("SELECT ?x { ?x ?y <http://x.example/SERVICE/from#it's> . <urn:FROM> ?y 'SERVICE <urn:x> {' }", "SELECT"),
        ("ASK { ?from ?service ?x FILTER (?x<?from && ?service>?x) } # SERVICE <urn:x> {", "ASK"),
        ("PREFIX from: <urn:from> ASK {\r from:from a from:SERVICE ; from:x 'FROM <urn:x>'@from }", "ASK"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "CONSTRUCT"),
        ("DESCRIBE <urn:load:drop>", "DESCRIBE"),
        ("SELECT * { ?s z:x 1 ; . FILTER NOT EXISTS { ?s !(a|^rdf:b) ?o } } VALUES ?s { UNDEF }", "SELECT"),
    ],
)
def test_words_that_only_look_like_clauses_are_let_through(query: str, form: str):
    assert parse_query(query).form == form


def test_what_is_judged_is_what_is_run():
    parsed = parse_query(r'SELECT ("\u5E02\u0022\u005C\u000a\\u0041" AS ?\u0078) { }')
    assert "\\u" not in parsed.text.replace("\\\\u", "")
    assert ask(ox.Store(), parsed.text) == [{"x": '市"\\\n\\u0041'}]


def test_named_graphs_are_noticed():
    assert parse_query("SELECT * { GRAPH ?g { ?s ?p ?o } }").graphs
    assert not parse_query("SELECT ?graph { ?graph ?p 'GRAPH' }").graphs


def test_a_query_as_long_as_allowed_is_judged_quickly(timed):
    values = " ".join(f"<urn:zeren:task-{number:016x}>" for number in range(2700))
    query = f"SELECT * {{ VALUES ?t {{ {values} }} ?t ?p ?o }}"
    assert 0.9 * LONGEST < len(query) <= LONGEST
    assert timed(lambda: parse_query.__wrapped__(query)) < 3


@pytest.fixture
def timed():
    def measure(run) -> float:
        took = []
        for _ in range(3):
            begin = time.perf_counter()
            run()
            took.append(time.perf_counter() - begin)
        return min(took)

    return measure


LETTERS = [*"SERVICE FROM <>{}#?市\t\f\v\0\x85\u2028\ufeff", "\\n", "\\u0022", "\\u0027", "\\u005c", "\\\\"]


def between_quotes(quote: str, *more: str) -> st.SearchStrategy[str]:
    """A string of SPARQL in these quotes, with escaped ones inside it."""
    letters = st.sampled_from([*LETTERS, "\\'", '\\"', *more])
    return st.lists(letters).map(lambda words: f"{quote}{''.join(words)}{quote}")


hiding = st.one_of(
    between_quotes('"', "'"),
    between_quotes("'", '"').map(lambda words: f"{words}@zh"),
    between_quotes('"""', "\n", "'"),
    st.sampled_from([f"<urn:{word.replace(' ', '-')}>" for word in WORDS]),
    st.sampled_from([f"x:{word.replace(' ', '-')}" for word in WORDS]),
    st.sampled_from([f"?{word.split()[0]}" for word in WORDS]),
)
comments = st.tuples(st.lists(st.sampled_from(LETTERS)).map("".join), st.sampled_from(["\n", "\r", "\r\n"])).map(
    lambda comment: f"#{''.join(comment)}"
)
blanks = st.lists(st.one_of(st.sampled_from([" ", "\n", "\t", "\r", "\r\n"]), comments), min_size=1).map("".join)


@given(first=hiding, second=hiding, between=blanks)
@settings(max_examples=60, deadline=None)
def test_hidden_words_are_no_clauses(first: str, second: str, between: str):
    assert parse_query(f"PREFIX x: <urn:x:>{between}ASK {{ ?s ?p {first} ;{between}?q {second} }}").form == "ASK"


def spelt(word: str) -> st.SearchStrategy[str]:
    """A keyword in any case, some letters of it as code points."""
    letters = [st.sampled_from([c, c.lower(), f"\\u{ord(c):04X}", f"\\U{ord(c):08x}"]) for c in word]
    return st.tuples(*letters).map("".join)


@given(first=hiding, service=spelt("SERVICE"), between=blanks, last=comments)
@settings(max_examples=60, deadline=None)
def test_services_are_seen_however_they_are_written(first: str, service: str, between: str, last: str):
    query = f"PREFIX x: <urn:x:> ASK {{ ?s ?p {first} . {service}{between}<urn:y>{between}{ABROAD} {last} }}"
    with pytest.raises(QueryError, match="SERVICE"):
        parse_query(query)


@pytest.fixture(scope="module")
def trap() -> Iterator[tuple[str, list[bytes]]]:
    """A server that nobody may reach, and what reached it."""
    reached: list[bytes] = []
    listening = socket.create_server(("127.0.0.1", 0))
    listening.settimeout(0.05)
    stop = threading.Event()

    def serve() -> None:
        while not stop.is_set():
            try:
                with listening.accept()[0] as visitor:
                    reached.append(visitor.recv(100))
            except TimeoutError:
                continue

    server = threading.Thread(target=serve)
    server.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}/", reached
    stop.set()
    server.join()
    listening.close()


PIECES = [
    '"',
    "'",
    '"""',
    "\\",
    "\\\\",
    "\\u0022",
    "\\u005c",
    "\\u0027",
    "\\u000a",
    "\\u000d",
    "#",
    "\n",
    "\r",
    *"\f\v\0\x85\u2028\ufeff",
    "<",
    ">",
    " . ",
    "}",
    "{",
]


def test_the_trap_works(trap: tuple[str, list[bytes]]):
    address, reached = trap
    with pytest.raises(OSError, match=r".+"):
        ask(filled(), f"SELECT * {{ ?s ?p ?o SERVICE <{address}> {ABROAD} }}")
    assert reached
    reached.clear()


@given(
    before=st.lists(st.sampled_from([*PIECES, "?s ?p ", "'a'", "<urn:a> "]), max_size=8).map("".join),
    after=st.lists(st.sampled_from(PIECES), max_size=6).map("".join),
)
@settings(max_examples=150, deadline=None)
def test_no_query_that_is_let_through_leaves_the_machine(trap: tuple[str, list[bytes]], before: str, after: str):
    address, reached = trap
    query = f"ASK {{ ?s ?p {before} SERVICE SILENT <{address}> {ABROAD} {after} }}"
    with contextlib.suppress(QueryError):
        ask(filled(), parse_query(query).text)
    assert not reached, query


@given(
    before=st.lists(st.sampled_from([*PIECES, "?s ?p ", "'a'", "<urn:a> ", "FILTER(1<2", ")", "true"]), max_size=8),
    silent=st.sampled_from(["", " SILENT", "#\rSILENT"]),
    after=st.lists(st.sampled_from(PIECES), max_size=6),
)
@settings(max_examples=150, deadline=None)
def test_whatever_a_store_reads_as_a_service_is_seen_without_the_parser_too(
    trap: tuple[str, list[bytes]], before: list[str], silent: str, after: list[str]
):
    address, reached = trap
    text = f"ASK {{ {''.join(before)}SERVICE{silent}<{address}>{ABROAD} {''.join(after)}"
    for query in (text, f"{text}\n}}"):
        reached.clear()
        with contextlib.suppress(QueryError, OSError):
            ask(filled(), query)
        assert not reached or leads_abroad(query) == "SERVICE", query
    reached.clear()


@pytest.mark.parametrize(
    "query",
    [
        "ASK { FILTER(1<'#>')SERVICE<urn:x>{?a ?b ?c} #'\n}",
        "ASK { FILTER(?a<?b)SERVICE:x#>\n{?a ?b ?c} }",
        "ASK { ?s ?p trueSERVICE<urn:x>{?a ?b ?c} }",
        "ASK { SERVICEx:a{?a ?b ?c} }",
        "ASK { SERVICE#{\rSILENT#\n?x#{\r{?a ?b ?c} }",
    ],
)
def test_services_are_seen_whatever_a_reader_makes_of_the_signs(query: str):
    assert leads_abroad(query) == "SERVICE"


def test_signs_are_read_quickly(timed):
    for text in ("<a.a-'#" * 14_000, "<SERVICE." * 11_000, f"<{'SERVICE.' * 12_000}>", "<#>" * 33_000, '"""' * 33_000):
        assert timed(lambda text=text: leads_abroad(text)) < 3


def filled() -> ox.Store:
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode(PREFIXES["id"]), ox.NamedNode("urn:a"), ox.Literal("a")))
    return store
