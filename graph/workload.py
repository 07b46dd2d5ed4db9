"""How much units carry: tasks by role, weighted, alone, and against the median of like units; what hangs on one unit.

Every number has its definition in ``rules/workload.toml``, every count the tasks behind it. Collectives (各县区政府)
are no body that could be compared with others and stand apart. The lists of one unit are in :mod:`graph.unit_load`.
"""

from __future__ import annotations

import functools
import statistics
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

from extract.records import ROLES
from graph.errors import GraphError
from graph.filters import ALL, DUTY, Filter, conditions
from graph.library import Library
from graph.wording import load_table

TaskKey = tuple[str, str]
"""The document and the id of a task."""
Field = Literal["sector", "theme", "plan"]


class WeightError(GraphError, ValueError):
    """A weight that is none; the message is for the user."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A number with its name and what it means, in both languages."""

    id: str
    zh: str
    en: str
    definition_zh: str
    definition_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Like:
    """The units that one is compared with: how they are called, how many, their median, the unit's share of it."""

    zh: str
    en: str
    units: int
    median: float
    ratio: float


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLoad:
    """What one unit carries; ``alone`` are the tasks of which it is the only lead. ``like`` is None with too few."""

    unit_id: str
    canonical: str
    collective: bool
    place: str | None
    kind: str
    lead: int
    cooperating: int
    responsible: int
    supervising: int
    tasks: int
    weighted: float
    alone: tuple[TaskKey, ...]
    like: Like | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SinglePoint:
    """A sector, theme or plan of a place whose tasks with a lead (``led``) are all led by this unit alone."""

    field: Field
    id: str
    label: str
    jurisdiction: str | None
    unit_id: str
    canonical: str
    led: tuple[TaskKey, ...]
    tasks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Workload:
    """All units with what they carry, most first, collectives apart, and what hangs on one unit."""

    weights: dict[str, float]
    units: tuple[UnitLoad, ...]
    collectives: tuple[UnitLoad, ...]
    single: tuple[SinglePoint, ...]


class _Body(NamedTuple):
    unit: str
    canonical: str
    collective: bool
    place: str | None
    kind: str


@functools.cache
def measures() -> dict[str, Measure]:
    """Every number of the workload by its id, in the order of the file."""
    return {row["id"]: Measure(**row) for row in load_table("workload")["measure"]}


@functools.cache
def weight_rows() -> tuple[dict[str, Any], ...]:
    """The weight of each role with its reason in both languages."""
    return tuple(load_table("workload")["weight"])


def weights(changed: Mapping[str, float] | None = None) -> dict[str, float]:
    """The weights by role, with those that are changed.

    Raises:
        WeightError: a role that there is none, or a weight below 0.
    """
    found = {str(row["role"]): float(row["value"]) for row in weight_rows()}
    for role, value in (changed or {}).items():
        if role not in found or not 0 <= value < float("inf"):
            said = f"没有“{role}={value}”这样的权重。请写成 lead=3 的形式"
            raise WeightError(f"{said}，角色为 {'、'.join(found)}，数不小于 0。")
    return found | dict(changed or {})


def find_workload(library: Library, where: Filter = ALL, *, changed: Mapping[str, float] | None = None) -> Workload:
    """What the units of the fitting assignments carry; ``changed`` are weights other than those of the file."""
    weighing = weights(changed)
    roles = _roles(library, where)
    leads = _leads(library, where)
    alone: dict[str, list[TaskKey]] = defaultdict(list)
    for task, units in leads.items():
        if len(units) == 1:
            alone[next(iter(units))].append(task)
    bodies = {row[0]: _Body(*row) for row in library.read("SELECT unit, canonical, collective, place, kind FROM body")}
    loads = [_load(bodies[unit], own, alone[unit], weighing) for unit, own in roles.items() if unit in bodies]
    loads = _with_likes(loads)
    loads.sort(key=lambda load: (-load.weighted, -load.tasks, load.canonical, load.unit_id))
    return Workload(
        weights=weighing,
        units=tuple(load for load in loads if not load.collective),
        collectives=tuple(load for load in loads if load.collective),
        single=tuple(_single(library, where, leads, bodies)),
    )


def _roles(library: Library, where: Filter) -> dict[str, dict[TaskKey, set[str]]]:
    """The units, and in which roles each stands in which tasks."""
    found: dict[str, dict[TaskKey, set[str]]] = defaultdict(lambda: defaultdict(set))
    sql = (
        "SELECT DISTINCT f.unit, f.doc, f.task, f.role FROM duty AS f JOIN plan AS p ON p.doc = f.doc"
        f" WHERE f.task IS NOT NULL AND {conditions(where, DUTY)} ORDER BY f.doc, f.task"
    )
    for unit, doc, task, role in library.read(sql, where.values()):
        found[unit][doc, task].add(role)
    return found


def _leads(library: Library, where: Filter) -> dict[TaskKey, set[str]]:
    """The leads of the tasks of the fitting plans, whoever the filter's unit is."""
    plans = Filter(doc=where.doc, place=where.place, year=where.year, sector=where.sector)
    found: dict[TaskKey, set[str]] = defaultdict(set)
    sql = (
        "SELECT DISTINCT f.doc, f.task, f.unit FROM duty AS f JOIN plan AS p ON p.doc = f.doc"
        f" WHERE f.role = 'lead' AND f.task IS NOT NULL AND {conditions(plans, DUTY)} ORDER BY f.doc, f.task, f.unit"
    )
    for doc, task, unit in library.read(sql, plans.values()):
        found[doc, task].add(unit)
    return found


def _load(
    body: _Body, tasks: Mapping[TaskKey, Set[str]], alone: Sequence[TaskKey], weighing: Mapping[str, float]
) -> UnitLoad:
    counts = {role: sum(role in roles for roles in tasks.values()) for role in ROLES}
    return UnitLoad(
        unit_id=body.unit,
        canonical=body.canonical,
        collective=bool(body.collective),
        place=body.place,
        kind=body.kind,
        **counts,
        tasks=len(tasks),
        weighted=sum(max(weighing[role] for role in roles) for roles in tasks.values()),
        alone=tuple(alone),
        like=None,
    )


def _with_likes(loads: Sequence[UnitLoad]) -> list[UnitLoad]:
    """The loads, each with the median of the units of its kind in its place, where these are enough."""
    alike: dict[tuple[str | None, str], list[float]] = defaultdict(list)
    for load in loads:
        if not load.collective:
            alike[load.place, load.kind].append(load.weighted)
    return [replace(load, like=_like(load, alike[load.place, load.kind])) for load in loads]


def _like(load: UnitLoad, weighted: Sequence[float]) -> Like | None:
    table = load_table("workload")["like"]
    words = table["kinds"].get(load.kind)
    median = statistics.median(weighted) if weighted else 0.0
    if load.collective or load.place is None or words is None or len(weighted) < table["least"] or median == 0:
        return None
    said = {language: table[language].format(place=load.place, kind=words[language]) for language in ("zh", "en")}
    return Like(**said, units=len(weighted), median=median, ratio=round(load.weighted / median, 2))


def _single(
    library: Library, where: Filter, leads: Mapping[TaskKey, Set[str]], bodies: Mapping[str, _Body]
) -> list[SinglePoint]:
    """The sectors, themes and plans that hang on one unit, by place; most tasks first."""
    groups: dict[tuple[Field, str, str, str | None], set[TaskKey]] = defaultdict(set)
    for field, key, label, jurisdiction, doc, task in _fields(library, where):
        groups[field, key, label, jurisdiction].add((doc, task))
    found = []
    for (field, key, label, jurisdiction), tasks in groups.items():
        led = sorted(task for task in tasks if leads.get(task))
        units = {unit for task in led for unit in leads[task]}
        body = bodies.get(next(iter(units))) if len(units) == 1 else None
        if body and not body.collective and len(led) >= load_table("workload")["single"]["least"]:
            found.append(SinglePoint(field=field, id=key, label=label, jurisdiction=jurisdiction, unit_id=body.unit,
                                     canonical=body.canonical, led=tuple(led), tasks=len(tasks)))  # fmt: skip
    return sorted(found, key=lambda one: (-len(one.led), one.field, one.label, one.jurisdiction or "", one.id))


def _fields(library: Library, where: Filter) -> list[tuple[Field, str, str, str | None, str, str]]:
    """The sector, the theme and the plan of each task of the fitting plans: (field, id, label, place, doc, task)."""
    plans = Filter(doc=where.doc, place=where.place, year=where.year)
    held, values = conditions(plans, {}), plans.values()
    of_task = f"FROM sector AS s JOIN plan AS p ON p.doc = s.doc WHERE {held}"
    rows = library.read(f"SELECT 'sector', s.id, s.label, p.jurisdiction, s.doc, s.task {of_task}", values)
    rows += library.read(f"SELECT 'theme', s.theme, s.theme, p.jurisdiction, s.doc, s.task {of_task}", values)
    rows += library.read(
        "SELECT 'plan', p.doc, p.title, p.jurisdiction, t.doc, t.id FROM task AS t JOIN plan AS p ON p.doc = t.doc"
        f" WHERE {held}",
        values,
    )
    return [(field, key, label, place, doc, task) for field, key, label, place, doc, task in rows if key]
