from __future__ import annotations

import dataclasses
import subprocess
import sys
import threading
import time
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

import graph.store
from graph import facts
from graph.filters import Filter
from graph.gate import InvalidGraphError
from graph.identity import decide, undo
from graph.library import Library
from graph.opening import forget_graph
from graph.store import DECIDED, FILE, QueryError, Store, library_triples, open_store, refresh
from tests.conftest import ROOT
from tests.plans import fill_library, load_documents, load_text

LEADS = """
SELECT ?name ?task WHERE { ?u z:leads ?t ; z:canonical ?name . ?t dct:title ?task ; z:plan/z:doc "plan-a.txt" }
ORDER BY ?task ?name
"""
WITHOUT_LEAD = "SELECT ?task WHERE { ?t a z:Task ; dct:title ?task . MINUS { ?u z:leads ?t } } ORDER BY ?task"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return fill_library(tmp_path)


def changed(library: Library) -> str:
    """Store a later version of the first plan; its title."""
    old = load_documents()[0]
    text = load_text(old.doc) + "\n"
    digest = sha256(text.encode("utf-8")).hexdigest()
    meta = dataclasses.replace(old.meta, title="新的标题")
    new = dataclasses.replace(old, sha256=digest, text_sha256=digest, meta=meta)
    assert library.add(new, text=text, original=text.encode("utf-8")) == "replaced"
    return "新的标题"


def test_rows_are_plain_values(library: Library):
    store = open_store(library)
    assert store.query(LEADS) == [
        {"name": "大同市生态环境局", "task": "整治入河排污口"},
        {"name": "大同市水务局", "task": "清理河道垃圾"},
    ]
    assert store.query("SELECT ?day ?none WHERE { ?d z:lastDay ?day OPTIONAL { ?d z:nothing ?none } } ORDER BY ?day")[
        0
    ] == {"day": "2024-03-15", "none": None}
    typed = store.query("SELECT ?v ?y ?c WHERE { ?t z:value ?v ; z:plan ?p . ?p z:year ?y . BIND (true AS ?c) }")
    assert sorted(map(tuple, map(dict.values, typed))) == [(95.0, 2024, True), (200.0, 2024, True)]
    assert store.query("ASK { ?p a z:Plan }") == [{"ask": True}]
    assert len(store.query("CONSTRUCT { ?u z:leads ?t } WHERE { ?u z:leads ?t }")) == 3


def test_what_has_no_lead_is_found_by_minus(library: Library):
    found = [row["task"] for row in open_store(library).query(WITHOUT_LEAD)]
    assert found == ["建设亲水步道", "开展“=河湖日”宣传"]
    assert len(found) == sum(not task.leads for task in facts.tasks(library))


def test_the_graph_and_the_tables_count_the_same(library: Library):
    store = open_store(library)
    for shortcut, role in (("leads", "lead"), ("supports", "cooperating"), ("answersFor", "responsible")):
        rows = store.query(f"SELECT DISTINCT ?t WHERE {{ ?u z:{shortcut} ?t }}")
        assert len(rows) == len(facts.tasks(library, Filter(role=role)))
    (count,) = store.query("SELECT (COUNT(*) AS ?n) WHERE { ?a a z:Assignment }")
    assert count["n"] == facts.totals(library).assignments


def test_the_graph_follows_the_library(library: Library):
    store = open_store(library)
    ask = 'ASK { ?p a z:Plan ; dct:title "新的标题" }'
    assert store.query(ask) == [{"ask": False}]
    changed(library)
    assert store.query(ask) == [{"ask": True}]
    assert len(store.query("SELECT ?p WHERE { ?p a z:Plan }")) == 2


def test_the_file_is_made_once_and_is_the_same_anywhere(tmp_path: Path, library: Library):
    refresh(library)
    path = library.home / FILE
    made = path.stat().st_mtime_ns
    refresh(library)
    assert path.stat().st_mtime_ns == made
    other = fill_library(tmp_path / "other")
    refresh(other)
    assert (other.home / FILE).read_bytes() == path.read_bytes()
    assert not list(library.home.glob("*.nq.*"))


def test_a_lost_or_foreign_file_is_made_again(library: Library):
    refresh(library)
    path = library.home / FILE
    good = path.read_bytes()
    path.write_bytes(b"# something else\n")
    refresh(library)
    assert path.read_bytes() == good
    path.unlink()
    refresh(library)
    assert path.read_bytes() == good


def test_readers_see_the_old_graph_or_the_new_one(library: Library):
    store = open_store(library)
    stop, seen = threading.Event(), set()

    def read() -> None:
        while not stop.is_set():
            (row,) = store.query("SELECT (COUNT(DISTINCT ?t) AS ?n) WHERE { ?t a z:Task }")
            seen.add(row["n"])

    reader = threading.Thread(target=read)
    reader.start()
    changed(library)
    refresh(library)
    stop.set()
    reader.join()
    assert seen == {5}


def test_a_graph_that_breaks_the_shapes_is_not_published(library: Library):
    refresh(library)
    before = (library.home / FILE).read_bytes()
    old = load_documents()[1]
    text = load_text(old.doc)
    nameless = dataclasses.replace(old.assignments[0].units[0], canonical="")
    broken = dataclasses.replace(old, assignments=(dataclasses.replace(old.assignments[0], units=(nameless,)),))
    library.add(broken, text=text, original=text.encode("utf-8"))
    with pytest.raises(InvalidGraphError, match="必须有一个规范名称"):
        refresh(library)
    assert (library.home / FILE).read_bytes() == before


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELEC ?x", "第 1 行"),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "不能修改数据"),
        ("LOAD <http://example.org/x>", "不能修改数据"),
        ("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", "不能使用 SERVICE"),
        ("SELECT * { sErViCe SILENT <http://example.org/> { ?s ?p ?o } }", "不能使用 SERVICE"),
        ("SELECT * { #\nSERVICE<http://example.org/>{ ?s ?p ?o } }", "不能使用 SERVICE"),
        ("SELECT * FROM <http://example.org/> { ?s ?p ?o }", "不能使用 FROM"),
    ],
)
def test_queries_that_change_or_leave_the_library_are_refused(library: Library, query: str, message: str):
    with pytest.raises(QueryError, match=message):
        open_store(library).query(query)


@pytest.mark.parametrize(
    "query",
    [
        'SELECT ?service { ?service dct:title "FROM" }',
        "SELECT ?from { ?from a z:Plan . # FROM here\n }",
        "SELECT ?x { ?x <urn:x:SERVICE> 'it''s SERVICE' }".replace("''", "\\'"),
        "SELECT ?x { ?x z:from ?service }",
    ],
)
def test_words_that_only_look_like_clauses_are_let_through(library: Library, query: str):
    assert isinstance(open_store(library).query(query), list)


def test_simple_queries_take_milliseconds(library: Library):
    store = open_store(library)
    store.query(LEADS)
    took = []
    for _ in range(20):
        begin = time.thread_time()
        store.query(LEADS)
        took.append(time.thread_time() - begin)
    assert min(took) < 0.02


@pytest.mark.parametrize("module", ["graph.library", "graph.facts", "graph.store", "graph.exports"])
def test_the_graph_is_light_to_import(module: str):
    code = f"import sys, {module}; print(sorted({{'spacy', 'sklearn', 'streamlit', 'pandas'}} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("name", [FILE, DECIDED])
@pytest.mark.parametrize("act", ["read", "write"])
def test_readers_go_on_while_another_process_drops_the_graph(
    library: Library, monkeypatch: pytest.MonkeyPatch, name: str, act: str
):
    """As restore, rebuild and erase do: once just before a file is read, once just before its draft is swapped in."""
    method = {"read": "read_text", "write": "replace"}[act]
    original, dropped = getattr(Path, method), []

    def dropping(path: Path, *given: Any) -> Any:
        if path.name.startswith(name) and len(dropped) < 2:
            dropped.append(path.name)
            forget_graph(library.home)
        return original(path, *given)

    monkeypatch.setattr(Path, method, dropping)
    store = Store(library=library)
    assert len(store.query(LEADS)) == 2
    assert library_triples(library).count("ontology#leads> ") >= 3
    assert len(dropped) == 2
    assert not [path.name for path in library.home.glob("*.nq*") if path.name not in (FILE, DECIDED)]


def test_a_graph_dropped_before_it_is_loaded_is_made_again(library: Library, monkeypatch: pytest.MonkeyPatch):
    stamps, drops = graph.store.form, [True, True]

    def dropping() -> str:
        if drops and (library.home / DECIDED).exists():
            drops.pop()
            forget_graph(library.home)
        return stamps()

    monkeypatch.setattr("graph.store.form", dropping)
    assert len(Store(library=library).query(LEADS)) == 2
    assert not drops


def test_a_decision_taken_back_unseen_is_told(library: Library):
    store = open_store(library)
    asked = "SELECT ?d { ?d a z:Decision }"
    before = len(store.query(asked))
    one, other = sorted(body.unit for body in library.bodies().values())[:2]
    decide(library, one, other, "different", surface=None, who="督查室", at="2026-01-01T00:00:00", note="")
    undo(library, 1, who="督查室", at="2026-01-02T00:00:00")
    assert len(store.query(asked)) == before + 2
