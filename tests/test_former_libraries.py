"""Libraries as every former version of the program wrote them: opened, nothing of what is kept is lost."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from graph import facts
from graph.journal import read_decisions
from graph.library import Library, LibraryError
from graph.opening import FILE, SCHEMA
from graph.store import open_store
from tests.killed import commands_of, die_at
from tests.plans import DATA, fill_library

FORMER = sorted((DATA / "libraries").glob("*.sql"))
"""Each was written by the program of its time: one plan, read twice, with what people had decided of its units."""


def former_library(home: Path, dump: Path) -> Path:
    path = home / FILE
    connection = sqlite3.connect(path)
    connection.executescript(dump.read_text("utf-8"))
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    return path


def dumped(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    lines = [f"version {version}", *connection.iterdump()]
    connection.close()
    return lines


def kept(path: Path) -> dict[str, object]:
    """What no version of the program may lose."""
    connection = sqlite3.connect(path)
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    rows = {
        "original": connection.execute("SELECT sha256, bytes FROM original ORDER BY 1").fetchall(),
        "version": connection.execute(
            "SELECT id, doc, sha256, text_sha256, record, text, current FROM version"
        ).fetchall(),
        "decision": list(read_decisions(connection)) if "decision" in tables else [],
        "made_by": connection.execute("SELECT value FROM setting WHERE name = 'made_by'").fetchall(),
    }
    connection.close()
    return rows


def shape(path: Path) -> set[tuple[str, str]]:
    """The tables, indexes, views and triggers; comments and the breaks of lines do not count."""
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT name, COALESCE(sql, '') FROM sqlite_master").fetchall()
    connection.close()
    return {(name, re.sub(r"\s+", "", re.sub(r"--.*", "", sql))) for name, sql in rows}


def contents(path: Path, tables: set[str]) -> dict[str, list[object]]:
    connection = sqlite3.connect(path)
    rows = {table: sorted(connection.execute(f"SELECT * FROM {table}"), key=repr) for table in sorted(tables)}
    connection.close()
    return rows


def test_every_former_version_is_here():
    assert {int(dump.stem.partition("-")[0]) for dump in FORMER} == set(range(1, SCHEMA))


@pytest.mark.parametrize("dump", FORMER, ids=lambda path: path.stem)
def test_a_former_library_keeps_documents_and_decisions(tmp_path: Path, dump: Path):
    path = former_library(tmp_path, dump)
    before = kept(path)
    library = Library.open(tmp_path)
    assert kept(path) == before
    assert library.docs() == ["plan-b.txt"]
    assert len(library.versions("plan-b.txt")) == 2
    assert library.text("plan-b.txt").encode() == library.original("plan-b.txt") == (DATA / "plan-b.txt").read_bytes()
    assert [one.number for one in library.decisions()] == ([1, 2, 3] if dump.stem[0] in "567" else [])
    assert library.verdicts() == []
    assert [one.undoes for one in library.corrections()] == ([None, None, None, 2] if dump.stem == "7" else [])
    assert facts.totals(library).tasks == 2
    assert open_store(library).query("SELECT ?task WHERE { ?task a z:Task }")


@pytest.mark.parametrize("dump", FORMER, ids=lambda path: path.stem)
def test_a_former_library_becomes_one_as_it_would_be_made_today(tmp_path: Path, dump: Path):
    path = former_library(tmp_path, dump)
    library = Library.open(tmp_path)
    today = Library.open(tmp_path / "today")
    for document in library.versions("plan-b.txt"):
        text = library.text("plan-b.txt")
        text = text if document == library.versions("plan-b.txt")[-1] else text + "特此通知。\n"
        today.add(document, text=text, original=text.encode())
    for decision in library.decisions():
        today.decide(decision)
    for one in library.corrections():
        today.correct(replace(one, number=0))
    assert shape(path) == shape(today.home / FILE)
    derived = {"plan", "task", "sector", "statement", "duty", "naming", "body", "person", "deadline", "target"}
    assert contents(path, derived) == contents(today.home / FILE, derived)
    assert Library.open(tmp_path).stamp() == library.stamp()


def open_library(home: Path) -> None:
    Library.open(home)


@pytest.mark.parametrize("part", [0.2, 0.6, 1])
def test_a_library_that_was_brought_forward_half_way_is_as_it_was(tmp_path: Path, part: float):
    """The last command is the COMMIT."""
    for name in ("counted", "killed"):
        (tmp_path / name).mkdir()
        former_library(tmp_path / name, DATA / "libraries" / "4.sql")
    path = tmp_path / "killed" / FILE
    before = dumped(path)
    commands = commands_of(open_library, tmp_path / "counted")
    die_at(open_library, tmp_path / "killed", round(commands * part))
    assert dumped(path) == before
    assert Library.open(tmp_path / "killed").docs() == ["plan-b.txt"]


def test_a_step_that_fails_leaves_the_library_as_it_was(tmp_path: Path):
    """A table that is in the way: nothing of the other steps stays."""
    path = former_library(tmp_path, DATA / "libraries" / "4.sql")
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE verdict (number INTEGER)")
    connection.close()
    before = dumped(path)
    with pytest.raises(LibraryError, match="结构与本程序不符"):
        Library.open(tmp_path)
    assert dumped(path) == before


def test_a_library_of_a_later_version_is_refused_and_left_alone(tmp_path: Path):
    path = tmp_path / FILE
    connection = sqlite3.connect(path)
    connection.executescript("CREATE TABLE version (doc TEXT); PRAGMA user_version = 99;")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(LibraryError, match=f"结构版本 99，本程序最高支持 {SCHEMA}.*请升级"):
        Library.open(tmp_path)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == [FILE]


def test_what_another_program_derived_is_derived_again(tmp_path: Path):
    """A column that this version has and the one before had not: opening makes the facts again, the stamp stays."""
    library = fill_library(tmp_path)
    before, stamp = facts.plans(library), library.stamp()
    connection = sqlite3.connect(tmp_path / FILE)
    connection.execute("ALTER TABLE plan DROP COLUMN access")
    connection.execute("UPDATE setting SET value = 'another' WHERE name = 'derived'")
    connection.commit()
    connection.close()
    again = Library.open(tmp_path)
    assert (facts.plans(again), again.stamp()) == (before, stamp)
