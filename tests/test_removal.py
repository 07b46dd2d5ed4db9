"""Documents taken out of the library: out of every list, and if wanted out of the files byte for byte."""

from __future__ import annotations

import dataclasses
from hashlib import sha256
from pathlib import Path

import pytest

from graph import facts
from graph.decisions import Decision, Subject
from graph.library import Library, LibraryError
from graph.opening import FILE, connected
from graph.removing import rewrite
from graph.store import open_store
from graph.verdicts import Verdict
from tests.killed import commands_of, die_at
from tests.plans import fill_library, load_documents, load_text

AT = "2026-01-05T09:00:00+08:00"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return fill_library(tmp_path)


def add(library: Library, doc: str) -> str:
    document = next(one for one in load_documents() if one.doc == doc)
    text = load_text(doc)
    return library.add(document, text=text, original=text.encode("utf-8"))


def only(home: Path, doc: str) -> Library:
    library = Library.open(home)
    add(library, doc)
    return library


def test_a_removed_document_is_in_no_list(library: Library, tmp_path: Path):
    removed = library.remove("plan-a.txt", who="督查室", at=AT)
    assert (removed.number, removed.doc, removed.versions, removed.erased) == (1, "plan-a.txt", 1, False)
    rest = only(tmp_path / "rest", "plan-b.txt")
    assert library.docs() == rest.docs() == ["plan-b.txt"]
    assert library.stamp() == rest.stamp()
    assert facts.assignments(library) == facts.assignments(rest)
    assert library.bodies() == rest.bodies()
    assert facts.totals(library) == facts.totals(rest)
    assert "plan-a.txt" not in {row["doc"] for row in open_store(library).query("SELECT ?doc WHERE { ?p z:doc ?doc }")}


def test_its_versions_and_bytes_stay_until_it_is_erased(library: Library):
    library.remove("plan-a.txt", who="督查室", at=AT)
    assert [one.doc for one in library.versions("plan-a.txt")] == ["plan-a.txt"]
    assert library.read("SELECT COUNT(*) FROM original") == [(2,)]
    with pytest.raises(LibraryError, match="没有“plan-a"):
        library.text("plan-a.txt")
    with pytest.raises(LibraryError, match=r"已经移除.*--erase"):
        library.remove("plan-a.txt", who="督查室", at=AT)
    assert library.remove("plan-a.txt", who="督查室", at=AT, erase=True).erased
    assert library.versions("plan-a.txt") == []
    assert library.read("SELECT COUNT(*) FROM original") == [(1,)]
    assert [(one.number, one.erased, one.who) for one in library.removals()] == [
        (1, False, "督查室"),
        (2, True, "督查室"),
    ]


def test_a_removed_document_comes_back_as_it_was(library: Library):
    stamp = library.stamp()
    for erase in (False, True):
        library.remove("plan-a.txt", who="督查室", at=AT, erase=erase)
        assert library.stamp() != stamp
        assert add(library, "plan-a.txt") == "new"
        assert library.stamp() == stamp
        assert len(library.versions("plan-a.txt")) == 1
    assert len(library.removals()) == 2


def test_what_people_decided_stays(library: Library):
    named = list(library.bodies().values())
    subject, other = (Subject(unit=body.unit, name=body.canonical) for body in named[:2])
    library.decide(Decision(number=0, at=AT, who="督查室", judgement="same", subject=subject, other=other))
    library.judge(
        Verdict(
            at=AT, who="督查室", finding="f", check="gap", verdict="settled", words="写明由谁牵头", doc="plan-a.txt"
        )
    )
    before = library.decisions()
    for doc in library.docs():
        library.remove(doc, who="督查室", at=AT, erase=True)
    assert library.decisions() == before
    assert [(one.finding, one.words) for one in library.verdicts()] == [("f", "")]
    assert library.bodies() == {}


def raw(home: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(home.rglob("*")) if path.is_file())


def test_nothing_of_an_erased_document_stands_in_the_files(library: Library):
    text = load_text("plan-a.txt")
    longer = dataclasses.replace(load_documents()[0], sha256="", text_sha256="")
    newer = text + "特此通知第二版。\n"
    digest = sha256(newer.encode()).hexdigest()
    longer = dataclasses.replace(longer, sha256=digest, text_sha256=digest)
    library.add(longer, text=newer, original=newer.encode())  # facts of the former version leave free pages behind
    library.judge(
        Verdict(
            at=AT,
            who="督查室",
            finding="f",
            check="gap",
            verdict="misread",
            words=text[20:60],
            doc="plan-b.txt\nplan-a.txt",
        )
    )
    open_store(library)
    pieces = [text[start : start + 12].encode() for start in range(0, len(text) - 12, 12)]
    others = load_text("plan-b.txt")
    pieces = [piece for piece in pieces if piece.decode() not in others] + ["特此通知第二版".encode()]
    assert sum(piece in raw(library.home) for piece in pieces) > len(pieces) / 2
    library.remove("plan-a.txt", who="督查室", at=AT, erase=True)
    assert [piece.decode() for piece in pieces if piece in raw(library.home)] == []
    assert library.text("plan-b.txt") == others
    assert open_store(library).query("SELECT ?task WHERE { ?task a z:Task }")
    assert [piece.decode() for piece in pieces if piece in raw(library.home)] == []


def test_who_removes_and_what_must_be_said(library: Library):
    with pytest.raises(LibraryError, match="由谁移除"):
        library.remove("plan-a.txt", who=" ", at=AT)
    with pytest.raises(LibraryError, match="没有“无此文件"):
        library.remove("无此文件.txt", who="督查室", at=AT)
    assert library.removals() == []


def test_the_same_bytes_of_another_document_stay(tmp_path: Path):
    """A former version of one document and another document came from one file."""
    library = only(tmp_path, "plan-a.txt")
    library.remove("plan-a.txt", who="督查室", at=AT)
    text = load_text("plan-a.txt")
    other = dataclasses.replace(load_documents()[0], doc="同文.txt")
    library.add(other, text=text, original=text.encode())
    library.remove("plan-a.txt", who="督查室", at=AT, erase=True)
    assert library.original("同文.txt") == text.encode()


def test_while_others_read_an_erasure_says_that_bytes_are_left(library: Library, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("graph.opening.WAIT", 0.1)
    with connected(library.home / FILE) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT COUNT(*) FROM plan").fetchone()
        with pytest.raises(LibraryError, match=r"已从资料库移除.*再运行一次"):
            library.remove("plan-a.txt", who="督查室", at=AT, erase=True)
    assert library.docs() == ["plan-b.txt"]
    library.remove("plan-a.txt", who="督查室", at=AT, erase=True)
    assert len(library.removals()) == 1
    assert load_text("plan-a.txt")[100:140].encode() not in raw(library.home)


def test_while_another_writes_an_erasure_says_what_is_done_and_what_is_left(
    library: Library, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("graph.opening.WAIT", 0.1)

    def rewrite_beside_a_writer(home: Path) -> bool:
        with connected(home / FILE) as writer:
            writer.execute("BEGIN IMMEDIATE")
            return rewrite(home)

    with monkeypatch.context() as context:
        context.setattr("graph.removing.rewrite", rewrite_beside_a_writer)
        context.setattr("graph.library.rewrite", rewrite_beside_a_writer)
        with pytest.raises(LibraryError, match=r"已从资料库移除.*再运行一次") as told:
            library.remove("plan-a.txt", who="督查室", at=AT, erase=True)
    assert "没有改变" not in str(told.value)
    assert library.docs() == ["plan-b.txt"]
    library.remove("plan-a.txt", who="督查室", at=AT, erase=True)
    assert len(library.removals()) == 1
    assert load_text("plan-a.txt")[100:140].encode() not in raw(library.home)


def test_logs_of_people_are_only_added_to(library: Library):
    """Not even a program that writes SQL itself changes what was decided, judged and removed."""
    library.remove("plan-a.txt", who="督查室", at=AT)
    library.judge(
        Verdict(at=AT, who="督查室", finding="f", check="gap", verdict="settled", words="原话", doc="plan-b.txt")
    )
    changes = ("UPDATE removal SET who = ''", "UPDATE verdict SET note = '改'", "UPDATE verdict SET words = '改'")
    for sql in ("DELETE FROM removal", "DELETE FROM verdict", *changes):
        with pytest.raises(Exception, match="append-only"), connected(library.home / FILE) as connection:
            connection.execute(sql)


def remove_plan(home: Path) -> None:
    Library.open(home).remove("plan-a.txt", who="督查室", at=AT, erase=True)


@pytest.mark.parametrize("part", [0.6, 1])
def test_a_killed_removal_leaves_the_document_or_takes_it_whole(tmp_path: Path, part: float):
    fill_library(tmp_path / "counted")
    library = fill_library(tmp_path / "killed")
    die_at(remove_plan, library.home, round(commands_of(remove_plan, tmp_path / "counted") * part))
    gone = not library.holds("plan-a.txt")
    assert len(library.removals()) == gone
    assert facts.totals(library).plans == 1 + (not gone)
    library.remove("plan-a.txt", who="督查室", at=AT, erase=True)
    assert len(library.removals()) == 1
    assert library.docs() == ["plan-b.txt"]
