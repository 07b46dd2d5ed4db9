"""What is due when: deadlines before, near and after a day, by unit, sector or plan; those without a day beside them.

Every number is the length of the list of deadlines under the filter that stands with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from graph.filters import DEADLINE, UNDATED, Filter, Part, Undated, conditions, undated_sql
from graph.kept import while_it_stays
from graph.library import Library

By = Literal["unit", "sector", "plan"]
Phase = Literal["past", "near", "later"]
PHASES: tuple[Phase, ...] = ("past", "near", "later")
NEAR = 30
"""Days from the chosen one that count as near, it included on top."""

_BEFORE = "f.last_day < :day"
_NEAR_IT = "f.last_day >= :day AND f.last_day <= :until"
_TESTS = (_BEFORE, _NEAR_IT, "f.last_day > :until", "f.last_day IS NULL")
_PLAN = "deadline AS f JOIN plan AS p ON p.doc = f.doc"
_BOUND = "JOIN deadline_duty AS x ON x.doc = f.doc AND x.fact = f.id"
# by what → (source, key, name, what narrows the lanes as the filter is narrowed)
_LANES: dict[By, tuple[str, str, str, str, Mapping[str, str]]] = {
    "unit": (
        f"{_PLAN} {_BOUND} JOIN body AS b ON b.unit = x.unit",
        *("x.unit", "b.canonical", "b.collective"),
        {"unit_id": "x.unit = :unit_id", "role": "x.role = :role"},
    ),
    "sector": (
        f"{_PLAN} JOIN sector AS y ON y.doc = f.doc AND y.task = f.task",
        *("y.id", "y.label", "0"),
        {"sector": "y.id = :sector"},
    ),
    "plan": (_PLAN, "f.doc", "p.title", "0", {}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many deadlines end before a day, within 30 days of it, later, and how many have no day."""

    past: int
    near: int
    later: int
    undated: int

    @property
    def dated(self) -> int:
        """Those with a day."""
        return self.past + self.near + self.later

    @property
    def total(self) -> int:
        """All of them."""
        return self.dated + self.undated


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """By what lanes are made, around which day, and in stretches of how many months (1, 3 or 12) they are divided."""

    by: By
    day: date
    months: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """The deadlines of a unit, a sector or a plan."""

    key: str
    name: str
    collective: bool
    counts: Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Deadlines of a lane that end close together: how many, the first and the last day, the middle of their days."""

    lane: str
    phase: Phase
    number: int
    first_day: str
    last_day: str
    middle: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenKind:
    """Deadlines without a day of one kind, and the words by which most of them say it."""

    kind: Undated
    number: int
    words: tuple[str, ...]


def until(day: date) -> date:
    """The last day that is near."""
    return day + timedelta(days=NEAR) if day <= date.max - timedelta(days=NEAR) else date.max


@while_it_stays()
def counts(library: Library, where: Filter, day: date) -> Counts:
    """The deadlines of the filter around a day."""
    sql = f"SELECT {_phases('COUNT(*)')} FROM {_PLAN} WHERE {conditions(where, DEADLINE)}"
    return _counts(library.read(sql, _values(where, day))[0])


def lanes(library: Library, where: Filter, scale: Scale, part: Part) -> tuple[list[Lane], int]:
    """The lanes of a part, most deadlines first (collectives last), and how many lanes there are."""
    source, key, name, collective, own = _LANES[scale.by]
    rows = library.read(
        f"SELECT {key}, MIN({name}), MAX({collective}) AS late, COUNT(DISTINCT f.rowid) AS number, COUNT(*) OVER ()"
        f" FROM {source} WHERE {_fitting(where, own)} GROUP BY {key} ORDER BY late, number DESC, 2, 1{part.sql()}",
        where.values(),
    )
    chosen, values = _chosen([row[0] for row in rows])
    counted = library.read(
        f"SELECT {key}, {_phases('COUNT(DISTINCT f.rowid)')} FROM {source}"
        f" WHERE {key} IN ({chosen}) AND {_fitting(where, own)} GROUP BY {key}",
        _values(where, scale.day) | values,
    )
    numbers = {row[0]: _counts(row[1:]) for row in counted}
    found = [Lane(key=row[0], name=row[1], collective=bool(row[2]), counts=numbers[row[0]]) for row in rows]
    return found, int(rows[0][4]) if rows else 0


def spots(library: Library, where: Filter, scale: Scale, keys: Sequence[str]) -> list[Spot]:
    """The deadlines of these lanes in stretches of the scale, divided where the phase changes."""
    return list(_spots(library, where, scale, tuple(keys)))


@while_it_stays()
def _spots(library: Library, where: Filter, scale: Scale, keys: tuple[str, ...]) -> tuple[Spot, ...]:
    source, key, _, _, own = _LANES[scale.by]
    phase = f"CASE WHEN {_BEFORE} THEN 'past' WHEN {_NEAR_IT} THEN 'near' ELSE 'later' END"
    chosen, values = _chosen(keys)
    rows = library.read(
        f"SELECT {key}, substr(f.last_day, 1, 7) AS month, {phase} AS phase, COUNT(DISTINCT f.rowid),"
        " MIN(f.last_day), MAX(f.last_day)"
        f" FROM {source} WHERE f.last_day IS NOT NULL AND {key} IN ({chosen}) AND {_fitting(where, own)}"
        f" GROUP BY {key}, month, phase ORDER BY {key}, month, phase",
        _values(where, scale.day) | values,
    )
    found: dict[tuple[str, int, Phase], list[Any]] = defaultdict(list)
    for row in rows:
        found[row[0], _stretch(row[1], scale.months), row[2]].append(row)
    return tuple(_spot(lane, phase, parts) for (lane, _, phase), parts in found.items())


def _chosen(keys: Sequence[str]) -> tuple[str, dict[str, str]]:
    """Places for these keys in a condition, and their values."""
    values = {f"key{at}": key for at, key in enumerate(keys)}
    return ", ".join(f":{name}" for name in values), values


@while_it_stays()
def span(library: Library, where: Filter) -> tuple[date, date] | None:
    """The first and the last day on which a deadline ends; None where none has a day."""
    sql = f"SELECT MIN(f.last_day), MAX(f.last_day) FROM {_PLAN} WHERE {conditions(where, DEADLINE)}"
    first, last = library.read(sql, where.values())[0]
    return (date.fromisoformat(first), date.fromisoformat(last)) if first else None


@while_it_stays()
def open_kinds(library: Library, where: Filter, most: int = 4) -> tuple[OpenKind, ...]:
    """The deadlines without a day by their kind, with the commonest words of each."""
    kind = "CASE " + " ".join(f"WHEN {undated_sql(one)} THEN '{one}'" for one in UNDATED) + " END"
    rows = library.read(
        f"SELECT {kind} AS kind, f.quote, COUNT(*) AS number FROM {_PLAN}"
        f" WHERE f.last_day IS NULL AND {conditions(where, DEADLINE)} GROUP BY kind, f.quote"
        " ORDER BY number DESC, f.quote",
        where.values(),
    )
    return tuple(
        OpenKind(
            kind=one,
            number=sum(number for found, _, number in rows if found == one),
            words=tuple(words for found, words, _ in rows if found == one)[:most],
        )
        for one in UNDATED
    )


def places(library: Library) -> list[str]:
    """The places whose plans the library holds, sorted."""
    sql = "SELECT DISTINCT jurisdiction FROM plan WHERE jurisdiction IS NOT NULL ORDER BY 1"
    return [place for (place,) in library.read(sql)]


def _fitting(where: Filter, own: Mapping[str, str]) -> str:
    """The condition of the filter; what names lanes narrows the lanes too."""
    given = where.values()
    return " AND ".join([conditions(where, DEADLINE), *(sql for name, sql in own.items() if name in given)])


def _phases(counted: str) -> str:
    """The four counts of :class:`Counts` as columns."""
    if counted == "COUNT(*)":
        return ", ".join(f"COUNT(CASE WHEN {test} THEN 1 END)" for test in _TESTS)
    return ", ".join(f"COUNT(DISTINCT CASE WHEN {test} THEN f.rowid END)" for test in _TESTS)


def _values(where: Filter, day: date) -> dict[str, str]:
    return {**where.values(), "day": day.isoformat(), "until": until(day).isoformat()}


def _counts(row: Sequence[int]) -> Counts:
    return Counts(past=row[0], near=row[1], later=row[2], undated=row[3])


def _stretch(month: str, months: int) -> int:
    """Which stretch of so many months a month lies in."""
    year, number = month.split("-")
    return (int(year) * 12 + int(number) - 1) // months


def _spot(lane: str, phase: Phase, parts: Iterable[Any]) -> Spot:
    rows = list(parts)
    first, last = min(row[4] for row in rows), max(row[5] for row in rows)
    days = (date.fromisoformat(first).toordinal() + date.fromisoformat(last).toordinal()) // 2
    number = sum(row[3] for row in rows)
    return Spot(lane=lane, phase=phase, number=number, first_day=first, last_day=last, middle=date.fromordinal(days))
