"""The pairs of overlapping tasks that are kept, best first, read by SQL: lists in parts, counts, one pair by its id."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from extract.jsonform import record_from_json
from graph.analysed import rows
from graph.library import Library
from graph.overlapping.pairs import Kind, Overlap

if TYPE_CHECKING:
    from graph.lines import Line

ALL = 100_000  # more pairs than are ever kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Pairs must fit all that is set.

    ``a`` and ``b`` are documents of a pair, whichever side they stand on; ``task`` a task of either, by its id;
    ``place`` part of the jurisdiction of either plan; ``aspect`` what differs (lead, deadline, target). ``among``
    leaves pairs with one of these ids, ``without`` those with none of them.
    """

    a: str | None = None
    b: str | None = None
    kind: str | None = None
    task: str | None = None
    place: str | None = None
    line: str | None = None
    aspect: str | None = None
    id: str | None = None
    among: Collection[str] | None = None
    without: Collection[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRow:
    """A pair in short, for lists of many: what it is of, how sure, and in which aspects the two differ."""

    id: str
    kind: Kind
    score: float
    a_doc: str
    a_task: str
    b_doc: str
    b_task: str
    differs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRow:
    """Two plans of one line, the one that comes first first: how many pairs of tasks, and of how many what differs."""

    line: Line
    first: str
    second: str
    first_title: str
    second_title: str
    pairs: int
    lead: int
    deadline: int
    target: int


def pairs(library: Library, wanted: Wanted = Wanted(), *, begin: int = 0, most: int = ALL) -> tuple[Overlap, ...]:
    """The pairs that fit, best first, from the one at ``begin`` on."""
    where, values = _conditions(wanted)
    found = rows(
        library,
        f"SELECT p.record FROM kept.pair AS p WHERE {where} ORDER BY p.position LIMIT :most OFFSET :begin",
        {**values, "begin": begin, "most": most},
    )
    return tuple(_read(record) for (record,) in found)


def count(library: Library, wanted: Wanted = Wanted()) -> int:
    """How many pairs fit."""
    where, values = _conditions(wanted)
    found = rows(library, f"SELECT COUNT(*) FROM kept.pair AS p WHERE {where}", values)
    return int(found[0][0]) if found else 0


def of_task(library: Library, task_id: str, limit: int = ALL) -> tuple[Overlap, ...]:
    """The pairs of a task with tasks of other plans, best first."""
    return pairs(library, Wanted(task=task_id), most=limit)


def count_of_task(library: Library, task_id: str) -> int:
    """How many pairs a task stands in."""
    return count(library, Wanted(task=task_id))


def pair_called(library: Library, pair_id: str) -> Overlap | None:
    """The pair with this id; None where none has it."""
    return next(iter(pairs(library, Wanted(id=pair_id), most=1)), None)


def beside(library: Library, pair_id: str, wanted: Wanted) -> tuple[int, str | None, str | None, int]:
    """The number of a pair among those that fit (0 where it does not), the ids before and after it, how many fit."""
    where, values = _conditions(wanted)
    found = rows(
        library,
        "SELECT * FROM (SELECT p.id, ROW_NUMBER() OVER (ORDER BY p.position) AS number, LAG(p.id) OVER"
        " (ORDER BY p.position), LEAD(p.id) OVER (ORDER BY p.position), COUNT(*) OVER ()"
        f" FROM kept.pair AS p WHERE {where}) WHERE id = :own",
        {**values, "own": pair_id},
    )
    return tuple(found[0][1:]) if found else (0, None, None, 0)


def near(library: Library, pair_id: str, most: int = 5) -> tuple[Overlap, ...]:
    """Pairs to offer where none has this id: those whose id begins as it does, else the best ones."""
    found = rows(
        library,
        "SELECT record FROM kept.pair WHERE substr(id, 1, :length) = :begins ORDER BY position LIMIT :most",
        {"begins": pair_id[:_ENOUGH], "length": _ENOUGH, "most": most},
    )
    return tuple(_read(record) for (record,) in found) or pairs(library, most=most)


def kinds(library: Library, wanted: Wanted = Wanted()) -> dict[str, int]:
    """How many of the pairs that fit are of each kind."""
    where, values = _conditions(wanted)
    return dict(rows(library, f"SELECT p.kind, COUNT(*) FROM kept.pair AS p WHERE {where} GROUP BY p.kind", values))


def left_out(library: Library) -> int:
    """How many more pairs there are than are told."""
    found = rows(library, "SELECT left_out FROM kept.part WHERE name = 'overlaps'", {})
    return int(found[0][0]) if found else 0


def short_rows(library: Library) -> tuple[PairRow, ...]:
    """All pairs in short, best first."""
    found = rows(
        library,
        "SELECT id, kind, score, a_doc, a_task, b_doc, b_task, differs FROM kept.pair ORDER BY position",
        {},
    )
    return tuple(
        PairRow(id=own, kind=kind, score=score, a_doc=a_doc, a_task=a_task, b_doc=b_doc, b_task=b_task,
                differs=tuple(differs.split()))
        for own, kind, score, a_doc, a_task, b_doc, b_task, differs in found
    )  # fmt: skip


def lines(library: Library, line: Line, wanted: Wanted = Wanted(), *, begin: int = 0, most: int = ALL) -> list[LineRow]:
    """The pairs of plans of this line that have tasks in common, those with most first; pairs that fit are counted."""
    second = "CASE p.first WHEN p.a_doc THEN p.b_doc ELSE p.a_doc END"
    where, values = _conditions(replace(wanted, line=line))
    counted = ", ".join(f"SUM(instr(p.differs, '{aspect}') > 0)" for aspect in ("lead", "deadline", "target"))
    found = rows(
        library,
        f"SELECT p.first, {second} AS second, f.title, s.title, COUNT(*) AS pairs, {counted} FROM kept.pair AS p"
        f" JOIN plan AS f ON f.doc = p.first JOIN plan AS s ON s.doc = {second} WHERE {where}"
        " GROUP BY p.first, second ORDER BY pairs DESC, p.first, second LIMIT :most OFFSET :begin",
        {**values, "begin": begin, "most": most},
    )
    names = ("first", "second", "first_title", "second_title", "pairs", "lead", "deadline", "target")
    return [LineRow(line=line, **dict(zip(names, row, strict=True))) for row in found]


def count_lines(library: Library, line: Line, wanted: Wanted = Wanted()) -> int:
    """How many pairs of plans of this line have tasks in common."""
    where, values = _conditions(replace(wanted, line=line))
    sql = f"SELECT COUNT(*) FROM (SELECT DISTINCT p.a_doc, p.b_doc FROM kept.pair AS p WHERE {where})"
    found = rows(library, sql, values)
    return int(found[0][0]) if found else 0


_ENOUGH = len("overlap-") + 4  # characters of an id that make another one near
_PLACE = "EXISTS (SELECT 1 FROM plan AS x WHERE x.doc IN (p.a_doc, p.b_doc) AND instr(x.jurisdiction, :place) > 0)"


def _conditions(wanted: Wanted) -> tuple[str, dict[str, Any]]:
    """The WHERE part for kept.pair AS p, with its values."""
    given: Sequence[tuple[str, Any, str]] = (
        ("a", wanted.a, ":a IN (p.a_doc, p.b_doc)"),
        ("b", wanted.b, ":b IN (p.a_doc, p.b_doc)"),
        ("kind", wanted.kind, "p.kind = :kind"),
        ("task", wanted.task, ":task IN (p.a_task, p.b_task)"),
        ("place", wanted.place, _PLACE),
        ("line", wanted.line, "p.line = :line"),
        ("aspect", wanted.aspect, "instr(p.differs, :aspect) > 0"),
        ("id", wanted.id, "p.id = :id"),
        ("among", _listed(wanted.among), "p.id IN (SELECT value FROM json_each(:among))"),
        ("without", _listed(wanted.without or None), "p.id NOT IN (SELECT value FROM json_each(:without))"),
    )
    used = [(name, value, condition) for name, value, condition in given if value is not None]
    return " AND ".join(condition for *_, condition in used) or "1", {name: value for name, value, _ in used}


def _listed(ids: Collection[str] | None) -> str | None:
    return None if ids is None else json.dumps(sorted(ids))


def _read(record: str) -> Overlap:
    return record_from_json(Overlap, json.loads(record))
