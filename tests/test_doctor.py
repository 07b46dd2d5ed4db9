"""The doctor finds what is wrong, one fault at a time, and says what to do; a rebuild cures what is derived."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from graph import facts
from graph.decisions import Decision, Subject
from graph.doctor import examine
from graph.library import Library
from graph.opening import FILE
from graph.store import open_store
from graph.verdicts import Verdict
from tests.plans import fill_library, load_documents, load_text

AT = "2026-01-05T09:00:00+08:00"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return fill_library(tmp_path)


def tamper(library: Library, *commands: str) -> None:
    connection = sqlite3.connect(library.home / FILE)
    for command in commands:
        connection.execute(command)
    connection.commit()
    connection.close()


def codes(library: Library, made_by: str | None = None) -> set[tuple[str, bool, str | None]]:
    return {(one.code, one.wrong, one.doc) for one in examine(library, made_by)}


def test_a_library_in_order_has_nothing(library: Library):
    open_store(library)
    assert examine(library) == []
    assert examine(Library.open(library.home / "empty")) == []


@pytest.mark.parametrize(
    ("command", "code", "doc", "advice"),
    [
        ("UPDATE original SET bytes = x'78' WHERE sha256 IN (SELECT sha256 FROM version WHERE doc = 'plan-a.txt')",
         "original", "plan-a.txt", "zeren restore"),
        ("UPDATE version SET record = replace(record, '牵头', '配合') WHERE doc = 'plan-a.txt'",
         "record", "plan-a.txt", "zeren restore"),
        ("UPDATE version SET record = '{' WHERE doc = 'plan-a.txt'", "record", "plan-a.txt", "zeren restore"),
        ("UPDATE version SET text = text || '。' WHERE doc = 'plan-b.txt'", "quotes", "plan-b.txt", "zeren restore"),
        ("UPDATE duty SET role = 'lead' WHERE doc = 'plan-b.txt' AND role != 'lead'", "facts", "plan-b.txt",
         "zeren rebuild"),
        ("DELETE FROM deadline WHERE doc = 'plan-a.txt'", "facts", "plan-a.txt", "zeren rebuild"),
        ("DELETE FROM body WHERE unit IN (SELECT unit FROM body LIMIT 1)", "names", None, "zeren rebuild"),
        ("UPDATE setting SET value = '0' WHERE name = 'stamp'", "stamp", None, "zeren rebuild"),
        ("DELETE FROM plan WHERE doc = 'plan-a.txt'", "facts", "plan-a.txt", "zeren rebuild"),
        ("DELETE FROM original", "references", None, "zeren restore"),
    ],
)  # fmt: skip
def test_each_fault_is_found_and_says_what_to_do(library: Library, command: str, code: str, doc: str, advice: str):
    tamper(library, command)
    found = [one for one in examine(library) if one.code == code and one.doc == doc]
    assert found
    assert all(one.wrong and advice in one.advice for one in found)


def test_a_damaged_file_is_found(library: Library):
    path = library.home / FILE
    tamper(library, "PRAGMA journal_mode = DELETE")
    connection = sqlite3.connect(path)
    (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'duty_unit'").fetchone()
    connection.close()
    data = bytearray(path.read_bytes())
    data[(page - 1) * 4096 + 200 : page * 4096] = b"\x55" * (4096 - 200)
    path.write_bytes(data)
    found = examine(library)
    assert {one.code for one in found} == {"file"}
    assert "zeren restore" in found[0].advice


def test_what_is_only_to_be_known_is_not_wrong(library: Library):
    open_store(library)
    named = list(library.bodies().values())
    subject = Subject(unit="unit-nowhere", name="某市某局")
    other = Subject(unit=named[0].unit, name=named[0].canonical)
    library.decide(Decision(number=0, at=AT, who="督查室", judgement="same", subject=subject, other=other))
    library.judge(
        Verdict(at=AT, who="督查室", finding="f", check="gap", verdict="settled", words="", doc="plan-a.txt\n不在.txt")
    )
    (library.home / "graph.nq.99-1").write_text("", "utf-8")
    (library.home / "library-before-restore-20260105090000.db").write_text("", "utf-8")
    tamper(library, "INSERT INTO original VALUES ('0', x'78')")
    assert codes(library, "rules of today") == {
        ("graph", False, None),
        ("orphan-decision", False, None),
        ("orphan-verdict", False, None),
        ("orphan-original", False, None),
        ("draft", False, None),
        ("aside", False, None),
        ("stale", False, "plan-a.txt"),
        ("stale", False, "plan-b.txt"),
    }


def test_a_document_that_was_read_by_the_rules_of_today_is_not_stale(library: Library):
    document = load_documents()[0]
    text = load_text(document.doc)
    assert library.add(document, text=text, original=text.encode(), made_by="rules of today") == "unchanged"
    assert codes(library, "rules of today") == {("stale", False, "plan-b.txt")}


def test_a_rebuild_cures_what_is_derived(library: Library):
    before, stamp = facts.assignments(library), library.stamp()
    tamper(
        library,
        "DELETE FROM duty WHERE doc = 'plan-b.txt'",
        "UPDATE task SET title = ''",
        "DELETE FROM spelling",
        "DELETE FROM plan WHERE doc = 'plan-a.txt'",
        "UPDATE setting SET value = '0' WHERE name IN ('stamp', 'held')",
        "INSERT INTO original VALUES ('0', x'78')",
    )
    assert examine(library)
    seen: list[tuple[str, int, int]] = []
    library.rebuild(lambda *told: seen.append(told))
    assert examine(library) == []
    assert (facts.assignments(library), library.stamp()) == (before, stamp)
    assert seen == [("重新生成", 1, 2), ("重新生成", 2, 2)]


def test_the_doctor_changes_nothing(library: Library):
    tamper(library, "DELETE FROM duty")
    before = (library.home / FILE).read_bytes()
    examine(library)
    assert (library.home / FILE).read_bytes() == before
