"""The read side for units and sectors: who stands where, how often, and with whom."""

from __future__ import annotations

import json
from collections import defaultdict

from graph.facts import tasks
from graph.filters import ALL, DUTY, TASK, WHOLE, Filter, Part, conditions
from graph.library import Library
from graph.rows import MarkRow, PartnerRow, SectorRow, TaskRow, UnitRow

_TASK_KEY = "f.doc || char(31) || f.task"


def units(library: Library, where: Filter = ALL, part: Part = WHOLE) -> list[UnitRow]:
    """The units of the fitting assignments: by number of tasks led, then of all tasks, then by name."""
    source = (
        "FROM duty AS f JOIN plan AS p ON p.doc = f.doc JOIN body AS b ON b.unit = f.unit"
        f" WHERE {conditions(where, DUTY)}"
    )
    roles = ("lead", "cooperating", "responsible", "supervising")
    has = ", ".join(f"MAX(f.task IS NOT NULL AND f.role = '{role}') AS {role}" for role in roles)
    counts = ", ".join(f"SUM({role}) AS {role}" for role in roles)
    rows = library.select(
        "SELECT unit AS unit_id, canonical, collective, place, function, kind,"
        f" {counts}, COUNT(task) AS tasks FROM (SELECT f.unit, b.canonical, b.collective, b.place, b.function, b.kind,"
        f" f.doc, f.task, {has} {source} GROUP BY f.unit, f.doc, f.task)"
        f" GROUP BY unit ORDER BY lead DESC, tasks DESC, canonical, unit{part.sql()}",
        where.values(),
    )
    written: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    sql = f"SELECT DISTINCT f.unit, f.surface, f.doc, p.jurisdiction {source}"
    if part != WHOLE:
        sql += " AND b.unit IN (SELECT value FROM json_each(:shown))"
    shown = json.dumps([row["unit_id"] for row in rows])
    for unit_id, surface, doc, jurisdiction in library.read(sql, {**where.values(), "shown": shown}):
        written[unit_id]["surfaces"].add(surface)
        written[unit_id]["docs"].add(doc)
        written[unit_id]["jurisdictions"] |= {jurisdiction} - {None}
    return [
        UnitRow(
            **row | {"collective": bool(row["collective"])},
            surfaces=tuple(sorted(written[row["unit_id"]]["surfaces"])),
            docs=tuple(sorted(written[row["unit_id"]]["docs"])),
            jurisdictions=tuple(sorted(written[row["unit_id"]]["jurisdictions"])),
        )
        for row in rows
    ]


def unit_names(library: Library) -> dict[str, str]:
    """The canonical name of every unit that has a part in a task, by its id, in the order of names."""
    sql = "SELECT unit, canonical FROM body WHERE unit IN (SELECT unit FROM duty) ORDER BY canonical, unit"
    return dict(library.read(sql))


def named(library: Library, words: str, size: int) -> list[UnitRow]:
    """The units whose name or writing contains these words, with most to lead first, at most so many."""
    sql = (
        "SELECT unit FROM duty GROUP BY unit HAVING MAX(instr(canonical, :words) > 0 OR instr(surface, :words) > 0)"
        " ORDER BY COUNT(DISTINCT CASE role WHEN 'lead' THEN doc || task END) DESC, COUNT(*) DESC, unit LIMIT :size"
    )
    found = library.read(sql, {"words": words, "size": size})
    return [row for (unit,) in found for row in units(library, Filter(unit_id=unit))]


def unit(library: Library, unit_id: str) -> UnitRow | None:
    """The unit with this id, or None."""
    found = units(library, Filter(unit_id=unit_id))
    return found[0] if found else None


def partners(library: Library, unit_id: str) -> list[PartnerRow]:
    """The units that stand with this one in a statement of a task: most shared tasks first, then by name."""
    sql = (
        "SELECT f.unit AS unit_id, MIN(f.canonical) AS canonical, MAX(f.collective) AS collective,"
        f" COUNT(DISTINCT {_TASK_KEY}) AS tasks"
        " FROM duty AS o JOIN duty AS f ON f.doc = o.doc AND f.statement = o.statement"
        " WHERE o.unit = :unit_id AND f.unit != :unit_id AND f.task IS NOT NULL"
        " GROUP BY f.unit ORDER BY tasks DESC, canonical, unit_id"
    )
    rows = library.select(sql, {"unit_id": unit_id})
    docs: dict[str, set[str]] = defaultdict(set)
    for partner, doc in library.read(
        "SELECT DISTINCT f.unit, f.doc FROM duty AS o JOIN duty AS f ON f.doc = o.doc AND f.statement = o.statement"
        " WHERE o.unit = :unit_id AND f.task IS NOT NULL",
        {"unit_id": unit_id},
    ):
        docs[partner].add(doc)
    return [
        PartnerRow(**row | {"collective": bool(row["collective"])}, docs=tuple(sorted(docs[row["unit_id"]])))
        for row in rows
    ]


def shared_tasks(library: Library, unit_id: str, partner_id: str) -> list[TaskRow]:
    """The tasks in which both units stand in one statement."""
    pairs = library.read(
        "SELECT DISTINCT f.doc, f.task FROM duty AS o JOIN duty AS f ON f.doc = o.doc AND f.statement = o.statement"
        " WHERE o.unit = :unit_id AND f.unit = :partner_id",
        {"unit_id": unit_id, "partner_id": partner_id},
    )
    wanted = {tuple(pair) for pair in pairs}
    return [row for row in tasks(library, Filter(unit_id=unit_id)) if (row.doc, row.task_id) in wanted]


def sectors(library: Library, where: Filter = ALL) -> list[SectorRow]:
    """The sectors of the fitting tasks: most tasks first, then by label."""
    source = (
        "FROM sector AS s JOIN task AS t ON t.doc = s.doc AND t.id = s.task JOIN plan AS p ON p.doc = t.doc"
        f" WHERE {conditions(where, TASK)}"
    )
    docs: dict[str, set[str]] = defaultdict(set)
    for sector_id, doc in library.read(f"SELECT DISTINCT s.id, s.doc {source}", where.values()):
        docs[sector_id].add(doc)
    rows = library.select(
        "SELECT s.id AS sector_id, MIN(s.label) AS label, COUNT(DISTINCT s.doc || char(31) || s.task) AS tasks"
        f" {source} GROUP BY s.id ORDER BY tasks DESC, label, sector_id",
        where.values(),
    )
    return [SectorRow(**row, docs=tuple(sorted(docs[row["sector_id"]]))) for row in rows]


def marks(library: Library, doc: str) -> list[MarkRow]:
    """Every stretch of a document that a fact stands on, by start, wider ones first."""
    rows = library.select(
        "SELECT 'task' AS kind, id AS fact_id, start, stop AS \"end\", coalesce(number, '') AS label, title AS name"
        " FROM task WHERE doc = :doc"
        " UNION ALL SELECT 'statement', id, start, stop, kind, coalesce(qualifier, '') FROM statement WHERE doc = :doc"
        " UNION ALL SELECT 'unit', id, start, stop, role, canonical FROM duty WHERE doc = :doc AND start IS NOT NULL"
        " UNION ALL SELECT 'deadline', id, start, stop, kind, coalesce(last_day, rrule, first_day, '')"
        " FROM deadline WHERE doc = :doc"
        " UNION ALL SELECT 'target', id, start, stop, indicator,"
        " comparison || ' ' || CAST(value AS TEXT) || coalesce(measure, '') FROM target WHERE doc = :doc"
        " UNION ALL SELECT DISTINCT 'sector', id, start, stop, label, label FROM sector WHERE doc = :doc"
        " UNION ALL SELECT 'convention', id, start, stop, rule, rule FROM convention WHERE doc = :doc"
        ' ORDER BY start, "end" DESC, kind, fact_id',
        {"doc": doc},
    )
    return [MarkRow(**row) for row in rows]
