"""What people did, as rows that are only ever added: decisions on units, verdicts on findings, corrections, removals.

Everything here works inside a transaction on an open connection.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from graph.anchors import Anchor
from graph.corrections import Correction
from graph.decisions import Decision, Subject
from graph.verdicts import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """A document that was taken out: how many versions were held, and whether their bytes and words went, too.

    ``sha256`` is that of the file that was current, None where none was.
    """

    number: int
    at: str
    who: str
    doc: str
    sha256: str | None
    versions: int
    erased: bool


def read_decisions(connection: sqlite3.Connection) -> Iterator[Decision]:
    """Every decision, in the order they were made."""
    for row in connection.execute(
        "SELECT number, at, who, judgement, unit, name, surface, other, other_name, note, undoes"
        " FROM decision ORDER BY number"
    ):
        number, at, who, judgement, unit, name, surface, other, other_name, note, undoes = row
        yield Decision(
            number=number, at=at, who=who, judgement=judgement, note=note, undoes=undoes,
            subject=Subject(unit=unit, name=name, surface=surface), other=Subject(unit=other, name=other_name),
        )  # fmt: skip


def write_decision(connection: sqlite3.Connection, decision: Decision) -> int:
    """Append a decision; its number."""
    written = connection.execute(
        "INSERT INTO decision (at, who, judgement, unit, name, surface, other, other_name, note, undoes)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (decision.at, decision.who, decision.judgement, decision.subject.unit, decision.subject.name,
         decision.subject.surface, decision.other.unit, decision.other.name, decision.note, decision.undoes),
    )  # fmt: skip
    return int(written.lastrowid or 0)


def read_verdicts(connection: sqlite3.Connection) -> Iterator[Verdict]:
    """Every verdict, in the order they were given."""
    for row in connection.execute(
        'SELECT number, at, who, finding, "check", verdict, words, doc, note, undoes FROM verdict ORDER BY number'
    ):
        number, at, who, finding, check, verdict, words, doc, note, undoes = row
        yield Verdict(
            number=number, at=at, who=who, finding=finding, check=check, verdict=verdict, words=words, doc=doc,
            note=note, undoes=undoes,
        )  # fmt: skip


def write_verdict(connection: sqlite3.Connection, verdict: Verdict) -> int:
    """Append a verdict; its number."""
    written = connection.execute(
        'INSERT INTO verdict (at, who, finding, "check", verdict, words, doc, note, undoes)'
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (verdict.at, verdict.who, verdict.finding, verdict.check, verdict.verdict, verdict.words, verdict.doc,
         verdict.note, verdict.undoes),
    )  # fmt: skip
    return int(written.lastrowid or 0)


_CORRECTION = (
    "at, who, doc, change, task, quote, nth, preceding, following, telling, counted_in, words, word, implied, read,"
    " role, unit, name, first_day, last_day, value, note, undoes,"
    " rrule, indicator, comparison, measure"
)


def read_corrections(connection: sqlite3.Connection, doc: str | None = None) -> Iterator[Correction]:
    """Every correction, or those of one document, in the order they were made."""
    of_doc = "" if doc is None else " WHERE doc = :doc"
    for row in connection.execute(
        f"SELECT number, {_CORRECTION} FROM correction{of_doc} ORDER BY number", {"doc": doc}
    ):
        (number, at, who, doc_, change, task, quote, nth, before, after, telling, counted, words, word, implied, read,
         role, unit, name, first, last, value, note, undoes, rrule, indicator, comparison, measure) = row  # fmt: skip
        place = Anchor(quote=quote, nth=nth, before=before, after=after, telling=telling, text=counted)
        yield Correction(
            number=number, at=at, who=who, doc=doc_, change=change, task=task, anchor=place, words=words, nth=word,
            implied=bool(implied), read=read, role=role, unit=unit, name=name, first_day=first, last_day=last,
            value=value, note=note, undoes=undoes, rrule=rrule, indicator=indicator, comparison=comparison,
            measure=measure,
        )  # fmt: skip


def write_correction(connection: sqlite3.Connection, one: Correction) -> int:
    """Append a correction; its number."""
    place = one.anchor
    values = (
        one.at, one.who, one.doc, one.change, one.task, place.quote, place.nth, place.before, place.after,
        place.telling, place.text, one.words, one.nth, one.implied, one.read, one.role, one.unit, one.name,
        one.first_day, one.last_day, one.value, one.note, one.undoes, one.rrule, one.indicator, one.comparison,
        one.measure,
    )  # fmt: skip
    marks = ", ".join("?" * len(values))
    written = connection.execute(f"INSERT INTO correction ({_CORRECTION}) VALUES ({marks})", values)
    return int(written.lastrowid or 0)


def read_removals(connection: sqlite3.Connection) -> Iterator[Removed]:
    """Every removal, in the order they were made."""
    for number, at, who, doc, sha256, versions, erased in connection.execute(
        "SELECT number, at, who, doc, sha256, versions, erased FROM removal ORDER BY number"
    ):
        yield Removed(
            number=number, at=at, who=who, doc=doc, sha256=sha256, versions=versions, erased=bool(erased)
        )  # fmt: skip


def write_removal(connection: sqlite3.Connection, removed: Removed) -> int:
    """Append a removal; its number."""
    written = connection.execute(
        "INSERT INTO removal (at, who, doc, sha256, versions, erased) VALUES (?, ?, ?, ?, ?, ?)",
        (removed.at, removed.who, removed.doc, removed.sha256, removed.versions, removed.erased),
    )
    return int(written.lastrowid or 0)
