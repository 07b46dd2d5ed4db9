"""What stands behind one unit's load: deadlines by month, sectors, partners by role, the tasks it leads alone."""

from __future__ import annotations

from dataclasses import dataclass, replace

from extract.records import ROLES
from graph import facts, unit_facts
from graph.filters import ALL, DUTY, Filter, conditions
from graph.library import Library
from graph.rows import DeadlineRow, MonthRow, SectorRow, TaskRow
from graph.workload import UnitLoad, Workload


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """A unit that stands with another in a statement: shared tasks, and in how many it has which role."""

    unit_id: str
    canonical: str
    collective: bool
    tasks: int
    lead: int
    cooperating: int
    responsible: int
    supervising: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitDetail:
    """One unit: ``rank`` is its place among all (from 1), ``undated`` the deadlines binding it without a day."""

    load: UnitLoad
    rank: int
    of: int
    months: tuple[MonthRow, ...]
    undated: tuple[DeadlineRow, ...]
    sectors: tuple[SectorRow, ...]
    partners: tuple[Partner, ...]
    alone: tuple[TaskRow, ...]


def unit_detail(library: Library, found: Workload, unit_id: str, where: Filter = ALL) -> UnitDetail | None:
    """The unit's load with its lists, for the same filter as the workload; None where it has no task in it."""
    loads = [own for own in (found.units, found.collectives) if any(load.unit_id == unit_id for load in own)]
    if not loads:
        return None
    rank, load = next((at, load) for at, load in enumerate(loads[0], start=1) if load.unit_id == unit_id)
    own = replace(where, unit_id=unit_id)
    tasks = {(row.doc, row.task_id): row for row in facts.tasks(library, own)} if load.alone else {}
    return UnitDetail(
        load=load,
        rank=rank,
        of=len(loads[0]),
        months=tuple(facts.months(library, own)),
        undated=tuple(row for row in facts.deadlines(library, own) if row.last_day is None),
        sectors=tuple(unit_facts.sectors(library, own)),
        partners=tuple(find_partners(library, unit_id, where)),
        alone=tuple(
            sorted((tasks[key] for key in load.alone if key in tasks), key=lambda task: (task.doc, task.start))
        ),
    )


def find_partners(library: Library, unit_id: str, where: Filter = ALL) -> list[Partner]:
    """The units that stand with this one in a statement of a task: most shared tasks first, then by name."""
    key = "f.doc || char(31) || f.task"
    counts = ", ".join(f"COUNT(DISTINCT CASE WHEN f.role = '{role}' THEN {key} END) AS {role}" for role in ROLES)
    rows = library.select(
        f"SELECT f.unit AS unit_id, MIN(f.canonical) AS canonical, MAX(f.collective) AS collective,"
        f" COUNT(DISTINCT {key}) AS tasks, {counts}"
        " FROM duty AS o JOIN duty AS f ON f.doc = o.doc AND f.statement = o.statement JOIN plan AS p ON p.doc = f.doc"
        f" WHERE o.unit = :me AND f.unit != :me AND f.task IS NOT NULL AND {conditions(where, DUTY)}"
        " GROUP BY f.unit ORDER BY tasks DESC, canonical, unit_id",
        where.values() | {"me": unit_id},
    )
    return [Partner(**row | {"collective": bool(row["collective"])}) for row in rows]
