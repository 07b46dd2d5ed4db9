"""The lists behind the numbers of the co-operation network: a row for each task that a pair of units shares."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from graph.library import Library

_OF_UNIT = "o.unit = :unit AND f.unit != :unit"
_WITHIN = (
    "o.unit IN (SELECT value FROM json_each(:units)) AND f.unit IN (SELECT value FROM json_each(:units))"
    " AND o.unit < f.unit"
)
_PAIRS = (
    " FROM duty AS o JOIN duty AS f ON f.doc = o.doc AND f.statement = o.statement AND f.task = o.task"
    " JOIN body AS b ON b.unit = f.unit WHERE b.collective = 0 AND o.task IS NOT NULL AND {where}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedRow:
    """A task in which two units stand in one statement."""

    unit: str
    canonical: str
    other: str
    other_canonical: str
    doc: str
    plan: str
    task: str
    number: str | None
    title: str
    start: int
    end: int


def shared_rows(library: Library, unit: str, *, begin: int = 0, most: int = 50) -> list[SharedRow]:
    """The tasks that a unit shares, one row for each partner in it, by partner, document and text."""
    return _rows(library, _OF_UNIT, {"unit": unit}, begin, most)


def count_shared(library: Library, unit: str) -> int:
    """How many rows :func:`shared_rows` has: the strength of the unit."""
    return _count(library, _OF_UNIT, {"unit": unit})


def rows_within(library: Library, units: Sequence[str], *, begin: int = 0, most: int = 50) -> list[SharedRow]:
    """The tasks that these units share with each other, one row for each pair in it."""
    return _rows(library, _WITHIN, {"units": json.dumps(list(units))}, begin, most)


def count_within(library: Library, units: Sequence[str]) -> int:
    """How many rows :func:`rows_within` has."""
    return _count(library, _WITHIN, {"units": json.dumps(list(units))})


def _count(library: Library, where: str, values: dict[str, Any]) -> int:
    sql = f"SELECT COUNT(*) FROM (SELECT DISTINCT o.unit, f.unit, o.doc, o.task{_PAIRS.format(where=where)})"
    return int(library.read(sql, values)[0][0])


def _rows(library: Library, where: str, values: dict[str, Any], begin: int, most: int) -> list[SharedRow]:
    found = library.select(
        "SELECT x.unit, a.canonical, x.other, c.canonical AS other_canonical, x.doc, p.title AS plan, x.task,"
        ' t.number, t.title, t.start, t.stop AS "end"'
        f" FROM (SELECT DISTINCT o.unit AS unit, f.unit AS other, o.doc AS doc, o.task AS task"
        f"{_PAIRS.format(where=where)}) AS x"
        " JOIN body AS a ON a.unit = x.unit JOIN body AS c ON c.unit = x.other"
        " JOIN plan AS p ON p.doc = x.doc JOIN task AS t ON t.doc = x.doc AND t.id = x.task"
        " ORDER BY a.canonical, x.unit, c.canonical, x.other, x.doc, t.position LIMIT :most OFFSET :begin",
        {**values, "most": most, "begin": begin},
    )
    return [SharedRow(**row) for row in found]
