"""Eight readers and a writer at once: no error, and every reader sees one state of the library at a time."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from benchmarks.kills import prepare_all
from extract.records import Document
from graph import facts, unit_facts
from graph.library import Library
from graph.store import open_store
from ingest import store
from tests.conftest import ROOT
from tests.plans import DATA

READERS = 8
TASKS_OF_PLANS = "SELECT ?p (COUNT(?t) AS ?n) WHERE { ?t z:plan ?p ; a z:Task } GROUP BY ?p"
STATE = """SELECT (SELECT COUNT(*) FROM version WHERE current = 1) AS versions, (SELECT COUNT(*) FROM plan) AS plans,
 (SELECT COUNT(DISTINCT doc) FROM task) AS with_tasks, (SELECT COUNT(*) FROM task) AS tasks,
 (SELECT COALESCE(SUM(json_array_length(record, '$.tasks')), 0) FROM version WHERE current = 1) AS recorded,
 (SELECT COUNT(*) FROM duty WHERE doc NOT IN (SELECT doc FROM plan)) AS orphans,
 (SELECT COUNT(*) FROM duty WHERE unit NOT IN (SELECT unit FROM body)) AS nameless"""


def torn(library: Library) -> str | None:
    """What does not fit together in one state of the library."""
    (row,) = library.select(STATE, {})
    if not row["versions"] == row["plans"] == row["with_tasks"] or row["tasks"] != row["recorded"]:
        return f"counts that differ in one state: {row}"
    if row["orphans"] or row["nameless"]:
        return f"facts of no document or of no unit: {row}"
    for listed in (facts.tasks(library), facts.deadlines(library)):
        if any(one.doc is None for one in listed):
            return "a fact without its document"
    for document, text in library.plans():
        if len({task.id for task in document.tasks}) != len(document.tasks):
            return f"{document.doc}: tasks twice"
        if wrong := misquoted(document, text):
            return f"{document.doc}: {wrong}"
    return None


def misquoted(document: Document, text: str) -> str | None:
    """A fact whose words do not stand in the text where the record says."""
    for found in (*document.assignments, *document.deadlines, *document.targets):
        if "".join(text[found.start : found.end].split()) != "".join(found.text.split()):
            return f"“{found.text}” is “{text[found.start : found.end]}”"
    return None


def read(home: Path, until: float, said: Path, *, sparql: bool) -> None:
    """Read until then and write down how often, and the first thing that went wrong."""
    library, reads, wrong = Library.open(home), 0, None
    while time.time() < until and wrong is None:
        wrong = torn(library)
        unit_facts.units(library)
        if sparql:
            rows = open_store(library).rows(TASKS_OF_PLANS)
            wrong = wrong or (None if all(row["n"] for row in rows) else f"a plan without tasks: {rows}")
        reads += 1
    said.write_text(json.dumps({"reads": reads, "wrong": wrong}), "utf-8")


def read_and_write(tmp_path: Path, files: list[Path], seconds: float) -> tuple[int, int]:
    """Eight processes that read and this one that writes, for so long; how many reads and writes there were."""
    home, prepared, chance = tmp_path / "library", prepare_all(files), random.Random(3)
    library = Library.open(home)
    store(prepared[0], library)
    until = time.time() + seconds
    said = [tmp_path / f"{number}.json" for number in range(READERS)]
    context = multiprocessing.get_context("fork")
    readers = [
        context.Process(target=read, args=(home, until, path), kwargs={"sparql": number % 4 == 0})
        for number, path in enumerate(said)
    ]
    for reader in readers:
        reader.start()
    writes = 0
    while time.time() < until:
        one = chance.choice(prepared)
        if chance.random() < 0.2 and len(library.docs()) > 1 and library.holds(one.document.doc):
            library.remove(one.document.doc, who="督查室", at="2026-01-05T09:00:00")
        else:
            assert store(one, library).status != "refused"
        writes += 1
    for reader in readers:
        reader.join(60)
        assert reader.exitcode == 0
    results = [json.loads(path.read_text("utf-8")) for path in said]
    assert [one["wrong"] for one in results if one["wrong"]] == []
    assert all(one["reads"] for one in results)
    return sum(one["reads"] for one in results), writes


needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="the readers are forked")


@pytest.mark.parametrize("then", ["replaced", "removed"])
def test_who_reads_plans_reads_each_with_its_own_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, then: str):
    """However the writer gets between two readings: all is read in one."""
    first, second = prepare_all([DATA / "plan-b.txt"])
    library = Library.open(tmp_path)
    store(first, library)
    reading = Library._reading

    @contextmanager
    def and_then_another_writes(self: Library) -> Iterator[sqlite3.Connection]:
        with reading(self) as connection:
            yield connection
        monkeypatch.setattr(Library, "_reading", reading)
        if then == "removed":
            library.remove("plan-b.txt", who="督查室", at="2026-01-05T09:00:00")
        else:
            assert store(second, library).status == "replaced"

    monkeypatch.setattr(Library, "_reading", and_then_another_writes)
    ((document, text),) = library.plans()
    assert document.assignments
    assert text == first.text
    assert misquoted(document, text) is None
    assert misquoted(document, second.text) is not None
    assert library.docs() == ([] if then == "removed" else ["plan-b.txt"])


def test_nothing_reads_records_and_texts_apart():
    """Who wants both asks for both at once: between two readings another may write."""
    sources = [path for part in ("commands", "views", "graph") for path in (ROOT / part).rglob("*.py")]
    apart = [path for path in sources if re.search(r"\b_?(library|held)\.text\(", path.read_text("utf-8"))]
    assert sources
    assert apart == []


@needs_fork
def test_readers_see_one_state_while_another_writes(tmp_path: Path):
    reads, writes = read_and_write(tmp_path, [DATA / "plan-a.txt", DATA / "plan-b.txt"], 4)
    assert reads >= READERS
    assert writes >= 1


@needs_fork
@pytest.mark.soak
def test_readers_see_one_state_for_a_minute(tmp_path: Path):
    reads, writes = read_and_write(tmp_path, sorted((ROOT / "seeds").glob("*.txt")), 60)
    assert reads > READERS
    assert writes > 1
