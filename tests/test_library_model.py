"""Whatever happens to a library in whatever order, it is as a fresh one that was given only what holds now."""

from __future__ import annotations

import contextlib
import dataclasses
import shutil
import tempfile
from hashlib import sha256
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from extract.records import Document
from graph.decisions import Decision, DecisionError, Subject, standing
from graph.doctor import examine
from graph.library import Library
from graph.opening import FILE, connected
from graph.verdicts import Verdict, VerdictError, standing_verdicts, taking_back
from tests.plans import load_documents, load_text

AT = "2026-01-05T09:00:00+08:00"
DOCS = [document.doc for document in load_documents()]
ENDS = ("", "特此通知。\n", "附件：略。\n")
TABLES = (
    "plan",
    "task",
    "sector",
    "statement",
    "duty",
    "naming",
    "spelling",
    "body",
    "person",
    "deadline",
    "target",
    "convention",
)


def version(doc: str, end: int) -> tuple[Document, str]:
    document = next(one for one in load_documents() if one.doc == doc)
    text = load_text(doc) + ENDS[end]
    digest = sha256(text.encode()).hexdigest()
    return dataclasses.replace(document, sha256=digest, text_sha256=digest), text


def facts_of(library: Library) -> dict[str, list[str]]:
    with connected(library.home / FILE) as connection:
        return {table: sorted(map(repr, connection.execute(f"SELECT * FROM {table}"))) for table in TABLES}


def units() -> list[tuple[str, str]]:
    documents = load_documents()
    return sorted(
        {(unit.unit_id, unit.canonical) for one in documents for found in one.assignments for unit in found.units}
    )


UNITS = units()


class LibraryMachine(RuleBasedStateMachine):
    """A library beside what a person would write on paper: the version held of each document, and two lists."""

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp())
        self.library = Library.open(self.home / "library")
        self.held: dict[str, int] = {}
        self.kept: dict[str, list[int]] = {doc: [] for doc in DOCS}
        self.decisions: list[Decision] = []
        self.verdicts: list[Verdict] = []

    def teardown(self) -> None:
        shutil.rmtree(self.home)

    @rule(doc=st.sampled_from(DOCS), end=st.sampled_from(range(len(ENDS))))
    def add(self, doc: str, end: int) -> None:
        document, text = version(doc, end)
        before = self.held.get(doc)
        expected = "new" if before is None else "unchanged" if before == end else "replaced"
        assert self.library.add(document, text=text, original=text.encode()) == expected
        if before != end and not (before is None and self.kept[doc][-1:] == [end]):
            self.kept[doc].append(end)
        self.held[doc] = end

    @precondition(lambda self: self.held)
    @rule(data=st.data(), erase=st.booleans())
    def remove(self, data: st.DataObject, erase: bool) -> None:
        doc = data.draw(st.sampled_from(sorted(self.held)))
        removed = self.library.remove(doc, who="督查室", at=AT, erase=erase)
        assert removed.versions == len(self.kept[doc])
        del self.held[doc]
        if erase:
            self.kept[doc] = []

    @rule(
        one=st.sampled_from(UNITS),
        other=st.sampled_from(UNITS),
        judgement=st.sampled_from(["same", "different", "unsure"]),
    )
    def decide(self, one: tuple[str, str], other: tuple[str, str], judgement: str) -> None:
        subject, second = (Subject(unit=unit, name=name) for unit, name in (one, other))
        self._decide(Decision(number=0, at=AT, who="督查室", judgement=judgement, subject=subject, other=second))  # type: ignore[arg-type]

    @precondition(lambda self: standing(self.decisions))
    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        taken = data.draw(st.sampled_from(standing(self.decisions)))
        self._decide(dataclasses.replace(taken, number=0, undoes=taken.number))

    def _decide(self, decision: Decision) -> None:
        with contextlib.suppress(DecisionError):  # a contradiction: the invariants see that nothing has changed
            self.decisions.append(self.library.decide(decision))

    @rule(finding=st.sampled_from(["f1", "f2"]), verdict=st.sampled_from(["as-written", "misread", "settled"]))
    def judge(self, finding: str, verdict: str) -> None:
        before = self.library.stamp()
        given = Verdict(at=AT, who="督查室", finding=finding, check="gap", verdict=verdict, words="", doc=DOCS[0])  # type: ignore[arg-type]
        self.verdicts.append(self.library.judge(given))
        assert self.library.stamp() == before
        assert self.library.judged() == self.verdicts[-1].number

    @precondition(lambda self: self.verdicts)
    @rule(data=st.data())
    def take_back(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from([one.number for one in self.verdicts]))
        try:
            self.verdicts.append(self.library.judge(taking_back(self.verdicts, number, who="督查室", at=AT)))
        except VerdictError:
            assert number not in {one.number for one in standing_verdicts(self.verdicts).values()}

    @rule()
    def rebuild(self) -> None:
        stamp = self.library.stamp()
        self.library.rebuild()
        assert self.library.stamp() == stamp

    @rule()
    def open_again(self) -> None:
        self.library = Library.open(self.library.home)

    @invariant()
    def holds_what_is_on_paper(self) -> None:
        assert self.library.docs() == sorted(self.held)
        assert self.library.decisions() == self.decisions
        assert self.library.verdicts() == self.verdicts
        for doc, end in self.held.items():
            assert self.library.text(doc) == version(doc, end)[1]
            assert self.library.original(doc) == version(doc, end)[1].encode()
        for doc, ends in self.kept.items():
            assert [one.sha256 for one in self.library.versions(doc)] == [version(doc, end)[0].sha256 for end in ends]

    @invariant()
    def is_as_a_fresh_one(self) -> None:
        fresh = Library.open(self.home / "fresh")
        for decision in self.decisions:
            fresh.decide(decision)
        for doc in sorted(self.held, reverse=True):
            document, text = version(doc, self.held[doc])
            fresh.add(document, text=text, original=text.encode())
        assert fresh.stamp() == self.library.stamp()
        assert facts_of(fresh) == facts_of(self.library)
        assert fresh.documents() == self.library.documents()
        shutil.rmtree(fresh.home)
        assert not [one for one in examine(self.library) if one.wrong]


LibraryMachine.TestCase.settings = settings(
    max_examples=6, stateful_step_count=8, deadline=None, suppress_health_check=list(HealthCheck)
)
TestLibrary = LibraryMachine.TestCase
