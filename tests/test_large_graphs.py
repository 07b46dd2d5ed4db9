"""A graph that is too large for memory: questions ask an excerpt of it, people's queries ask the whole on disk."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import graph.store
from graph.answering.question import queries
from graph.asking import Asker
from graph.identity import decide, undo
from graph.library import Library
from graph.opening import GRAPH, forget_graph
from graph.store import FILE, Store, files, open_store, refresh
from ingest import sample_library
from tests.conftest import ROOT
from tests.plans import fill_library

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
DECIDED = "SELECT ?who WHERE { ?d a z:Decision ; prov:wasAssociatedWith ?who }"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return fill_library(tmp_path)


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every graph counts as large."""
    monkeypatch.setattr(graph.store, "LARGE", 0)


def states(library: Library) -> set[str]:
    return {path.name for path in (library.home / GRAPH).iterdir()}


def test_the_whole_on_disk_holds_what_memory_would(library: Library, monkeypatch: pytest.MonkeyPatch):
    store = open_store(library)
    (held,) = store.query(COUNT)
    assert not (library.home / GRAPH).exists()
    monkeypatch.setattr(graph.store, "LARGE", 0)
    assert store.query(COUNT) == [held]
    assert len(states(library)) == 1
    assert len(store.loaded()) == held["n"] > 2 * len(store.asked()) > 0


@pytest.mark.usefixtures("large")
def test_the_whole_on_disk_follows_decisions_and_keeps_two_states(library: Library):
    store = open_store(library)
    (before,) = store.query(COUNT)
    units = sorted(library.bodies())[:2]
    for _ in range(2):
        decision = decide(library, units[0], units[1], "different", who="审核员", at="2026-01-01T00:00:00+00:00")
        (after,) = store.query(COUNT)
        assert after["n"] > before["n"]
        undo(library, decision.number, who="审核员", at="2026-01-01T00:00:00+00:00")
        assert store.query(COUNT)[0]["n"] >= after["n"]
    assert len(states(library)) == 2


@pytest.mark.usefixtures("large")
def test_nothing_of_it_stays_where_the_graph_is_forgotten(library: Library):
    store = open_store(library)
    said, _ = files(library)
    store.query(COUNT)
    store.asked()
    assert states(library)
    assert said.with_suffix(".asked.nq").exists()
    forget_graph(library.home)
    assert {path.name for path in library.home.iterdir()} == {"library.db"}
    assert store.query(COUNT)


@pytest.mark.usefixtures("large")
def test_a_file_that_was_cut_off_is_made_again(library: Library):
    refresh(library)
    path = library.home / FILE
    good = path.read_bytes()
    path.write_bytes(good[: len(good) // 2])
    assert Store(library=library).asked()
    assert path.read_bytes() == good
    path.write_bytes(good[: len(good) // 2])
    assert Store(library=library).query(COUNT)
    assert path.read_bytes() == good


def test_questions_find_in_the_excerpt_what_they_find_in_the_whole(monkeypatch: pytest.MonkeyPatch):
    asker = Asker.open(sample_library())
    asked: list[str] = []
    found = queries.find_ids

    def noted(store: Store, query: str) -> object:
        asked.append(query)
        return found(store, query)

    monkeypatch.setattr("graph.answering.question.request.find_ids", noted)
    for line in (ROOT / "tests" / "questions" / "own.jsonl").read_text("utf-8").splitlines()[::16]:
        answer = asker.ask(json.loads(line)["question"])
        asked += [answer.query] if answer.query else []
    monkeypatch.setattr(graph.store, "LARGE", 0)
    excerpt, whole = asker.store.asked(), asker.store.loaded()
    assert len(excerpt) < len(whole) / 3
    for query in dict.fromkeys(asked):
        rows = [sorted(map(str, graph.store.ask(store, query)), key=str) for store in (excerpt, whole)]
        assert rows[0] == rows[1], query
    assert len(set(asked)) > 10
