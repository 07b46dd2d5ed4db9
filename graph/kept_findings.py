"""The gaps and conflicts that are kept, read by SQL: checks with counts, lists in parts, one finding by its id."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from extract.jsonform import record_from_json
from graph.analysed import made, rows
from graph.findings import Check, Finding, Kind
from graph.kept import while_it_stays
from graph.library import Library
from graph.wording import load_table

Group = Literal["gaps", "conflicts"]

ALL = 10_000_000  # more findings than are ever kept
GROUPS: tuple[Group, ...] = ("gaps", "conflicts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Findings must fit all that is set.

    ``doc`` and ``task`` are what a finding speaks of on either side; ``place`` part of a plan's jurisdiction; ``unit``
    one that has a part in the task, or that the words of the finding name. ``among`` leaves findings with one of these
    ids, ``without`` those with none of them.
    """

    check: str | None = None
    doc: str | None = None
    task: str | None = None
    place: str | None = None
    unit: str | None = None
    kind: str | None = None
    id: str | None = None
    among: Collection[str] | None = None
    without: Collection[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckCount:
    """A check with its definition and the number of its findings."""

    id: str
    group: Group
    zh: str
    en: str
    definition_zh: str
    definition_en: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """A finding in short, for lists of many; ``words`` is its first quote."""

    id: str
    check: str
    group: Group
    kind: Kind
    doc: str
    task: str | None
    title: str
    start: int
    words: str


def findings(library: Library, wanted: Wanted = Wanted(), *, begin: int = 0, most: int = ALL) -> tuple[Finding, ...]:
    """The findings that fit, in the order of checks, documents and texts, from the one at ``begin`` on."""
    where, values = _conditions(wanted)
    found = rows(
        library,
        f"SELECT f.record FROM kept.finding AS f WHERE {where} ORDER BY f.position LIMIT :most OFFSET :begin",
        {**values, "begin": begin, "most": most},
    )
    return tuple(_read(record) for (record,) in found)


def count(library: Library, wanted: Wanted = Wanted()) -> int:
    """How many findings fit."""
    where, values = _conditions(wanted)
    found = rows(library, f"SELECT COUNT(*) FROM kept.finding AS f WHERE {where}", values)
    return int(found[0][0]) if found else 0


def counts(library: Library, wanted: Wanted = Wanted()) -> tuple[CheckCount, ...]:
    """Every check with the number of those of its findings that fit, in the order of the tables of checks."""
    where, values = _conditions(wanted)
    sql = f'SELECT f."check", COUNT(*) FROM kept.finding AS f WHERE {where} GROUP BY f."check"'
    numbers = dict(rows(library, sql, values))
    return tuple(
        CheckCount(group=group, count=numbers.get(entry["id"], 0), **_words(entry))
        for group in GROUPS
        for entry in load_table(group)["check"]
    )


def of_task(library: Library, task_id: str) -> tuple[Finding, ...]:
    """The findings that speak of a task."""
    return findings(library, Wanted(task=task_id))


def finding_called(library: Library, finding_id: str) -> Finding | None:
    """The finding with this id; None where none has it."""
    return next(iter(findings(library, Wanted(id=finding_id), most=1)), None)


def checks(library: Library, group: Group) -> tuple[Check, ...]:
    """The checks of a group with all their findings, as they were found."""
    return tuple(
        Check(**_words(entry), count=len(found), findings=found)
        for entry in load_table(group)["check"]
        for found in [findings(library, Wanted(check=entry["id"]))]
    )


def docs(library: Library, check: str | None = None) -> Mapping[str, tuple[str, int]]:
    """The plans of which a check, or any, found something: by name their title and how many findings speak of them."""
    return _docs(library, made(library, "findings"), check)


@while_it_stays(32)
def _docs(library: Library, made_of: str | None, check: str | None) -> Mapping[str, tuple[str, int]]:
    of_check = 'WHERE f."check" = :check' if check else ""
    found = rows(
        library,
        "SELECT p.doc, p.title, COUNT(DISTINCT s.position) FROM kept.finding_side AS s"
        f" JOIN kept.finding AS f ON f.position = s.position JOIN plan AS p ON p.doc = s.doc {of_check}"
        " GROUP BY p.doc ORDER BY p.doc",
        {"check": check} if check else {},
    )
    return {doc: (title, number) for doc, title, number in found}


def kinds(library: Library, wanted: Wanted = Wanted()) -> dict[str, int]:
    """How many of the findings that fit are of each kind (方案未写明, 推断, 待核, 未识别)."""
    where, values = _conditions(wanted)
    return dict(rows(library, f"SELECT f.kind, COUNT(*) FROM kept.finding AS f WHERE {where} GROUP BY f.kind", values))


def short_rows(library: Library) -> tuple[FindingRow, ...]:
    """All findings in short, in their order."""
    group = {entry["id"]: group for group in GROUPS for entry in load_table(group)["check"]}
    found = rows(
        library,
        'SELECT id, "check", kind, doc, task, title, start, words FROM kept.finding ORDER BY position',
        {},
    )
    return tuple(
        FindingRow(id=own, check=check, group=group[check], kind=kind, doc=doc, task=task, title=title, start=start,
                   words=words)
        for own, check, kind, doc, task, title, start, words in found
        if check in group
    )  # fmt: skip


_SIDE = "EXISTS (SELECT 1 FROM kept.finding_side AS s WHERE s.position = f.position AND "
_PLACE = (
    "EXISTS (SELECT 1 FROM kept.finding_side AS s JOIN plan AS x ON x.doc = s.doc"
    " WHERE s.position = f.position AND instr(x.jurisdiction, :place) > 0)"
)
_UNIT = (
    "f.position IN (SELECT s.position FROM duty AS d JOIN kept.finding_side AS s ON s.doc = d.doc AND s.task = d.task"
    " WHERE d.unit = :unit UNION SELECT s.position FROM duty AS d JOIN kept.finding_side AS s ON s.doc = d.doc"
    " AND s.start <= d.start AND d.stop <= s.stop WHERE d.unit = :unit)"
)


def _conditions(wanted: Wanted) -> tuple[str, dict[str, Any]]:
    """The WHERE part for kept.finding AS f, with its values."""
    given: Sequence[tuple[str, Any, str]] = (
        ("check", wanted.check, 'f."check" = :check'),
        ("doc", wanted.doc, f"{_SIDE}s.doc = :doc)"),
        ("task", wanted.task, f"{_SIDE}s.task = :task)"),
        ("place", wanted.place, _PLACE),
        ("unit", wanted.unit, _UNIT),
        ("kind", wanted.kind, "f.kind = :kind"),
        ("id", wanted.id, "f.id = :id"),
        ("among", _listed(wanted.among), "f.id IN (SELECT value FROM json_each(:among))"),
        ("without", _listed(wanted.without or None), "f.id NOT IN (SELECT value FROM json_each(:without))"),
    )
    used = [(name, value, condition) for name, value, condition in given if value is not None]
    return " AND ".join(condition for *_, condition in used) or "1", {name: value for name, value, _ in used}


def _listed(ids: Collection[str] | None) -> str | None:
    return None if ids is None else json.dumps(sorted(ids))


def _words(entry: dict[str, str]) -> dict[str, str]:
    return {name: entry[name] for name in ("id", "zh", "en", "definition_zh", "definition_en")}


def _read(record: str) -> Finding:
    return record_from_json(Finding, json.loads(record))
