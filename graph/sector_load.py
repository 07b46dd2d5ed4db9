"""Where duties gather: units against sectors, each cell the number of distinct tasks in which the unit has a part.

Every number is the length of the list of tasks (or units) under the filter that stands with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from graph.filters import DUTY, TASK, Filter, Part, conditions
from graph.library import Library

_TASKS = "task AS t JOIN plan AS p ON p.doc = t.doc JOIN sector AS y ON y.doc = t.doc AND y.task = t.id"
_DUTIES = "duty AS f JOIN plan AS p ON p.doc = f.doc"
_IN_SECTOR = "JOIN sector AS y ON y.doc = f.doc AND y.task = f.task"
_OF_TASK = "JOIN task AS t ON t.doc = f.doc AND t.id = f.task"


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorLoad:
    """A sector with its theme, its tasks and the units that have a part in them."""

    sector_id: str
    label: str
    theme: str
    tasks: int
    units: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLoad:
    """A unit with its tasks, and the number of sectors in which they lie."""

    unit_id: str
    canonical: str
    collective: bool
    tasks: int
    sectors: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorShare:
    """A sector of one unit, with the number of its tasks there."""

    sector_id: str
    label: str
    theme: str
    tasks: int


def sectors(library: Library, where: Filter) -> list[SectorLoad]:
    """The sectors, most tasks first."""
    rows = library.read(
        f"SELECT y.id, MIN(y.label), MIN(y.theme), COUNT(DISTINCT t.rowid) AS tasks FROM {_TASKS}"
        f" WHERE {conditions(where, TASK)} GROUP BY y.id ORDER BY tasks DESC, 2, 1",
        where.values(),
    )
    units = _units_in(library, where)
    return [
        SectorLoad(sector_id=row[0], label=row[1], theme=row[2], tasks=row[3], units=units.get(row[0], 0))
        for row in rows
    ]


def units(library: Library, where: Filter, part: Part) -> tuple[list[UnitLoad], int]:
    """The units of a part of the list that have a part in a task, most tasks first, collectives last; how many."""
    rows = library.read(
        "SELECT b.unit, b.canonical, b.collective, COUNT(DISTINCT f.doc || char(31) || f.task) AS tasks,"
        f" COUNT(*) OVER () FROM {_DUTIES} JOIN body AS b ON b.unit = f.unit"
        f" WHERE f.task IS NOT NULL AND {conditions(where, DUTY)}"
        f" GROUP BY b.unit ORDER BY b.collective, tasks DESC, b.canonical, b.unit{part.sql()}",
        where.values(),
    )
    chosen, values = _chosen([row[0] for row in rows])
    counted = library.read(
        f"SELECT f.unit, COUNT(DISTINCT y.id) FROM {_DUTIES} {_IN_SECTOR}"
        f" WHERE f.unit IN ({chosen}) AND {conditions(where, DUTY)} GROUP BY f.unit",
        {**where.values(), **values},
    )
    spread = dict(counted)
    found = [
        UnitLoad(unit_id=row[0], canonical=row[1], collective=bool(row[2]), tasks=row[3], sectors=spread.get(row[0], 0))
        for row in rows
    ]
    return found, int(rows[0][4]) if rows else 0


def cells(
    library: Library, where: Filter, unit_ids: Sequence[str], sector_ids: Sequence[str]
) -> Mapping[tuple[str, str], int]:
    """The number of tasks of each of these units in each of these sectors, where there are any."""
    chosen, values = _chosen(unit_ids)
    among, more = _chosen(sector_ids, "sector")
    rows = library.read(
        f"SELECT f.unit, y.id, COUNT(DISTINCT t.rowid) FROM {_DUTIES} {_IN_SECTOR} {_OF_TASK}"
        f" WHERE f.unit IN ({chosen}) AND y.id IN ({among}) AND {conditions(where, DUTY)} GROUP BY f.unit, y.id",
        {**where.values(), **values, **more},
    )
    return {(unit, sector): number for unit, sector, number in rows}


def sectors_of(library: Library, where: Filter, unit_id: str) -> list[SectorShare]:
    """The sectors of one unit, most tasks first."""
    own = replace(where, unit_id=unit_id)
    rows = library.read(
        f"SELECT y.id, MIN(y.label), MIN(y.theme), COUNT(DISTINCT t.rowid) AS tasks FROM {_TASKS}"
        f" WHERE {conditions(own, TASK)} GROUP BY y.id ORDER BY tasks DESC, 2, 1",
        own.values(),
    )
    return [SectorShare(sector_id=row[0], label=row[1], theme=row[2], tasks=row[3]) for row in rows]


def words_of(library: Library, where: Filter, sector_id: str, most: int) -> list[str]:
    """The words by which clauses of the documents came into a sector, the commonest first."""
    plans = Filter(doc=where.doc, place=where.place)
    rows = library.read(
        f"SELECT substr(t.words, y.start - t.start + 1, y.stop - y.start) AS shown, COUNT(*) AS number FROM {_TASKS}"
        f" WHERE y.id = :of AND y.start >= t.start AND y.stop <= t.stop AND {conditions(plans, {})}"
        " GROUP BY shown ORDER BY number DESC, shown LIMIT :most",
        {**plans.values(), "of": sector_id, "most": most},
    )
    return [words for words, _ in rows if words.strip()]


def labels(library: Library) -> dict[str, str]:
    """The label of every sector that the library holds, by its id, in the order of labels."""
    return dict(library.read("SELECT id, MIN(label) FROM sector GROUP BY id ORDER BY 2, 1"))


def _units_in(library: Library, where: Filter) -> Mapping[str, int]:
    """The number of units that have a part in the tasks of each sector."""
    rows = library.read(
        f"SELECT y.id, COUNT(DISTINCT f.unit) FROM {_DUTIES} {_IN_SECTOR}"
        f" WHERE {conditions(where, DUTY)} GROUP BY y.id",
        where.values(),
    )
    return dict(rows)


def _chosen(keys: Sequence[str], name: str = "key") -> tuple[str, dict[str, str]]:
    """Places for these keys in a condition, and their values."""
    values = {f"{name}{at}": key for at, key in enumerate(keys)}
    return ", ".join(f":{key}" for key in values), values
