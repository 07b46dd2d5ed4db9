"""The typed read side: every number on a page and in the terminal comes from here, by SQL on the fact tables.

Each function takes the library and a :class:`~graph.filters.Filter`; the length of a list is the number that is
shown, and the list is what stands behind it. Long lists can be had in parts (:class:`~graph.filters.Part`), and
:func:`count` tells their length. Order: document name, then order of the text, unless said otherwise.
"""

from __future__ import annotations

import dataclasses
import json
from collections import defaultdict
from typing import Any

from graph.filters import ALL, DEADLINE, DUTY, ISSUE, PLAN, TARGET, TASK, WHOLE, Filter, Part, conditions
from graph.kept import while_it_stays
from graph.library import Library
from graph.rows import (
    AssignmentRow,
    ConventionRow,
    DeadlineRow,
    IssueRow,
    MonthRow,
    PlanRow,
    StatementRow,
    TargetRow,
    TaskRow,
    Totals,
)
from graph.whereabouts import Form, read_where

_COUNTED = ("task", "statement", "duty", "deadline", "target")
_WITH_PLAN = "JOIN plan AS p ON p.doc = f.doc LEFT JOIN task AS t ON t.doc = f.doc AND t.id = f.task"
_BY_CORRECTION = "LEFT JOIN correction AS c ON c.number = f.correction"
_CORRECTED = "f.correction, f.read, c.who AS corrected_by, c.at AS corrected_at, c.note AS corrected_why"
_OF_PLAN = "JOIN plan AS p ON p.doc = f.doc"
_LISTS: dict[str, tuple[str, str, dict[str, str]]] = {
    "plans": ("*", "plan AS p", PLAN),
    "tasks": ("*", "task AS t JOIN plan AS p ON p.doc = t.doc", TASK),
    "units": ("DISTINCT f.unit", f"duty AS f {_OF_PLAN}", DUTY),
    "assignments": ("*", f"duty AS f {_OF_PLAN}", DUTY),
    "deadlines": ("*", f"deadline AS f {_OF_PLAN}", DEADLINE),
    "targets": ("*", f"target AS f {_OF_PLAN}", TARGET),
    "issues": ("*", f"issue AS f {_OF_PLAN}", ISSUE),
}


@while_it_stays()
def totals(library: Library) -> Totals:
    """How much the library holds."""
    counts = ", ".join(f"(SELECT COUNT(*) FROM {table})" for table in ("plan", *_COUNTED))
    distinct = "(SELECT COUNT(DISTINCT unit) FROM duty), (SELECT COUNT(DISTINCT id) FROM sector)"
    row = library.read(f"SELECT {counts}, {distinct}")[0]
    names = ("plans", "tasks", "statements", "assignments", "deadlines", "targets", "units", "sectors")
    return Totals(**dict(zip(names, row, strict=True)))


@while_it_stays()
def count(library: Library, of: str, where: Filter = ALL) -> int:
    """How many rows the list of this name has: plans, tasks, units, assignments, deadlines, targets or issues."""
    what, source, templates = _LISTS[of]
    sql = f"SELECT COUNT({what}) FROM {source} WHERE {conditions(where, templates)}"
    return int(library.read(sql, where.values())[0][0])


@while_it_stays()
def last_day(library: Library) -> str | None:
    """The last ISO day on which anything is due; None where no deadline has a day."""
    day: str | None = library.read("SELECT MAX(last_day) FROM deadline")[0][0]
    return day


NEWEST = "COALESCE(issued, CAST(year AS TEXT), '') DESC, title, doc"
"""The one order of documents on all pages: by their day or year, the newest first, those of one title together."""


def plans(library: Library, where: Filter = ALL, part: Part = WHOLE) -> list[PlanRow]:
    """The documents, the newest first; only ``doc``, ``place``, ``year`` and a duty's unit, role and surface apply."""
    return list(_plans(library, where, part))


@while_it_stays()
def _plans(library: Library, where: Filter, part: Part) -> tuple[PlanRow, ...]:
    counts = ", ".join(f"(SELECT COUNT(*) FROM {table} AS x WHERE x.doc = p.doc) AS {table}s" for table in _COUNTED)
    rows = library.select(
        "SELECT doc, id AS plan_id, title, number, issuer, jurisdiction, issued, genre, year,"
        " format, recognised, confidence, converted_from, pages, access, access_quote,"
        f" {counts}, (SELECT COUNT(DISTINCT unit) FROM duty AS x WHERE x.doc = p.doc) AS units,"
        " (SELECT x.other FROM twin AS x WHERE x.doc = p.doc ORDER BY x.share DESC, x.other LIMIT 1) AS twin"
        f" FROM plan AS p WHERE {conditions(where, PLAN)} ORDER BY {NEWEST}{part.sql()}",
        where.values(),
    )
    return tuple(_plan(row) for row in rows)


def _plan(row: dict[str, Any]) -> PlanRow:
    form = Form(**{field.name: row.pop(field.name) for field in dataclasses.fields(Form)})
    form = dataclasses.replace(form, recognised=bool(form.recognised))
    return PlanRow(assignments=row.pop("dutys"), form=form, **row)


def tasks(library: Library, where: Filter = ALL, part: Part = WHOLE) -> list[TaskRow]:
    """The tasks; unit and role must be met by one assignment, before and after by one deadline."""
    source = (
        f"FROM task AS t JOIN plan AS p ON p.doc = t.doc WHERE {conditions(where, TASK)}"
        f" ORDER BY t.doc, t.position{part.sql()}"
    )
    rows = library.select(
        "SELECT t.doc, p.title AS plan_title, p.jurisdiction, t.id AS task_id, t.number, t.title, t.section, t.start,"
        ' t.stop AS "end", t.words AS quote, t.place,'
        " (SELECT COUNT(*) FROM deadline AS x WHERE x.doc = t.doc AND x.task = t.id) AS deadlines,"
        f" (SELECT COUNT(*) FROM target AS x WHERE x.doc = t.doc AND x.task = t.id) AS targets {source}",
        where.values(),
    )
    names = _grouped(
        library,
        "SELECT d.doc, d.task, d.role, d.canonical FROM duty AS d JOIN statement AS s ON s.doc = d.doc"
        f" AND s.id = d.statement WHERE (d.doc, d.task) IN (SELECT t.doc, t.id {source})"
        " ORDER BY d.doc, s.position, d.position",
        where.values(),
    )
    people = _grouped(
        library,
        "SELECT x.doc, x.task, 'people', x.name || CASE WHEN x.title IS NULL THEN '' ELSE '（' || x.title || '）' END"
        " FROM person AS x JOIN statement AS s ON s.doc = x.doc AND s.id = x.statement"
        f" WHERE (x.doc, x.task) IN (SELECT t.doc, t.id {source}) ORDER BY x.doc, s.position, x.position",
        where.values(),
    )
    labels = _grouped(
        library,
        "SELECT y.doc, y.task, 'sector', y.label FROM sector AS y"
        f" WHERE (y.doc, y.task) IN (SELECT t.doc, t.id {source}) ORDER BY y.doc, y.position",
        where.values(),
    )
    return [
        TaskRow(
            **_placed(row),
            leads=names[row["doc"], row["task_id"], "lead"],
            cooperating=names[row["doc"], row["task_id"], "cooperating"],
            responsible=names[row["doc"], row["task_id"], "responsible"],
            supervising=names[row["doc"], row["task_id"], "supervising"],
            people=people[row["doc"], row["task_id"], "people"],
            sectors=labels[row["doc"], row["task_id"], "sector"],
        )
        for row in rows
    ]


def statements(library: Library, where: Filter = ALL) -> list[StatementRow]:
    """The statements in which a fitting assignment stands."""
    rows = library.select(
        'SELECT s.doc, s.id AS statement_id, s.task AS task_id, s.kind, s.start, s.stop AS "end", s.quote,'
        " s.scope_start, s.scope_stop AS scope_end, s.scope_words, s.qualifier, s.open_roles, s.place"
        " FROM statement AS s WHERE (s.doc, s.id) IN (SELECT f.doc, f.statement FROM duty AS f"
        f" JOIN plan AS p ON p.doc = f.doc WHERE {conditions(where, DUTY)}) ORDER BY s.doc, s.position",
        where.values(),
    )
    return [StatementRow(**_placed(row) | {"open_roles": tuple(row["open_roles"].split())}) for row in rows]


def assignments(library: Library, where: Filter = ALL, part: Part = WHOLE) -> list[AssignmentRow]:
    """The assignments, one for each unit of a statement; before and after by a deadline that binds it."""
    rows = library.select(
        "SELECT f.doc, p.title AS plan_title, p.jurisdiction, f.task AS task_id, t.number AS task_number,"
        " t.title AS task_title, t.section, f.id AS assignment_id, f.statement AS statement_id, s.kind,"
        ' f.position AS "order", f.unit AS unit_id, f.canonical, f.collective, f.surface, f.start AS unit_start,'
        " f.stop AS unit_end, f.role, f.written_role, f.standing, f.rule, f.rule_start, f.rule_stop AS rule_end,"
        ' s.start, s.stop AS "end", s.quote, s.scope_start, s.scope_stop AS scope_end, s.scope_words, s.qualifier,'
        f" COALESCE(f.place, s.place) AS place, {_CORRECTED}"
        f" FROM duty AS f {_WITH_PLAN} JOIN statement AS s ON s.doc = f.doc AND s.id = f.statement {_BY_CORRECTION}"
        f" WHERE {conditions(where, DUTY)} ORDER BY f.doc, s.position, f.position{part.sql()}",
        where.values(),
    )
    return [AssignmentRow(**_placed(row) | {"collective": bool(row["collective"])}) for row in rows]


def deadlines(library: Library, where: Filter = ALL, part: Part = WHOLE) -> list[DeadlineRow]:
    """The deadlines, by last day, then document; those without a day come last. Units fit where the deadline binds."""
    rows = library.select(
        "SELECT f.doc, p.title AS plan_title, p.jurisdiction, f.task AS task_id, t.number AS task_number,"
        " t.title AS task_title, f.id AS deadline_id, f.statement AS statement_id, f.kind, f.first_day, f.last_day,"
        f' f.rrule, f.start, f.stop AS "end", f.quote, f.place, {_CORRECTED}'
        f" FROM deadline AS f {_WITH_PLAN} {_BY_CORRECTION}"
        f" WHERE {conditions(where, DEADLINE)} ORDER BY f.last_day IS NULL, f.last_day, f.doc, f.position{part.sql()}",
        where.values(),
    )
    leads = _leads(library, "deadline", rows)
    return [DeadlineRow(**_placed(row), leads=leads[row["doc"], row["deadline_id"], "lead"]) for row in rows]


def targets(library: Library, where: Filter = ALL, part: Part = WHOLE) -> list[TargetRow]:
    """The targets. Units fit where the target binds; before and after by a deadline of the same task."""
    rows = library.select(
        "SELECT f.doc, p.title AS plan_title, p.jurisdiction, f.task AS task_id, t.number AS task_number,"
        " t.title AS task_title, f.id AS target_id, f.statement AS statement_id, f.indicator, f.comparison, f.value,"
        f' f.measure, f.region, f.start, f.stop AS "end", f.quote, f.place, {_CORRECTED}'
        f" FROM target AS f {_WITH_PLAN} {_BY_CORRECTION}"
        f" WHERE {conditions(where, TARGET)} ORDER BY f.doc, f.position{part.sql()}",
        where.values(),
    )
    leads = _leads(library, "target", rows)
    return [TargetRow(**_placed(row), leads=leads[row["doc"], row["target_id"], "lead"]) for row in rows]


def issues(library: Library, where: Filter = ALL, part: Part = WHOLE) -> list[IssueRow]:
    """The issues; a unit, role or day fits where the task fits that they stand in."""
    rows = library.select(
        "SELECT f.doc, p.title AS plan_title, p.jurisdiction, f.task AS task_id, t.number AS task_number,"
        " t.title AS task_title, f.id AS issue_id, f.code, f.message, f.quote,"
        f' f.start, f.stop AS "end", f.place FROM issue AS f {_WITH_PLAN}'
        f" WHERE {conditions(where, ISSUE)} ORDER BY f.doc, f.position{part.sql()}",
        where.values(),
    )
    return [IssueRow(**_placed(row)) for row in rows]


def months(library: Library, where: Filter = ALL) -> list[MonthRow]:
    """The months in which deadlines end, in order; deadlines without a day are not in it."""
    return list(_months(library, where))


@while_it_stays()
def _months(library: Library, where: Filter) -> tuple[MonthRow, ...]:
    rows = library.select(
        "SELECT substr(f.last_day, 1, 7) AS month, COUNT(*) AS deadlines FROM deadline AS f"
        f" JOIN plan AS p ON p.doc = f.doc WHERE f.last_day IS NOT NULL AND {conditions(where, DEADLINE)}"
        " GROUP BY month ORDER BY month",
        where.values(),
    )
    return tuple(MonthRow(**row) for row in rows)


def conventions(library: Library, where: Filter = ALL) -> list[ConventionRow]:
    """The rules that documents declare; only ``doc``, ``place`` and ``year`` of the filter apply."""
    of_plan = conditions(Filter(doc=where.doc, place=where.place, year=where.year), {})
    rows = library.select(
        'SELECT f.doc, f.rule, f.start, f.stop AS "end", f.quote, f.place FROM convention AS f'
        f" JOIN plan AS p ON p.doc = f.doc WHERE {of_plan}"
        " ORDER BY f.doc, f.position",
        where.values(),
    )
    return [ConventionRow(**_placed(row)) for row in rows]


def _placed(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"place": read_where(row["place"])}


def _leads(library: Library, table: str, rows: list[dict[str, Any]]) -> dict[tuple[str, str, str], tuple[str, ...]]:
    """The leading units that each of these deadlines or targets binds."""
    shown = json.dumps([[row["doc"], row[f"{table}_id"]] for row in rows])
    docs = {f"doc{at}": doc for at, doc in enumerate(sorted({row["doc"] for row in rows}))}
    among = ", ".join(f":{name}" for name in docs)  # as values they narrow what the view gathers, a SELECT would not
    return _grouped(
        library,
        f"SELECT x.doc, x.fact, 'lead', d.canonical FROM {table}_duty AS x"
        " JOIN duty AS d ON d.doc = x.doc AND d.id = x.duty JOIN statement AS s ON s.doc = d.doc AND s.id = d.statement"
        f" WHERE x.role = 'lead' AND x.doc IN ({among}) AND (x.doc, x.fact) IN"
        " (SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(:shown))"
        " ORDER BY x.doc, s.position, d.position",
        {"shown": shown, **docs},
    )


def _grouped(library: Library, sql: str, values: dict[str, str]) -> dict[tuple[str, str, str], tuple[str, ...]]:
    found: dict[tuple[str, str, str], dict[str, None]] = defaultdict(dict)
    for doc, key, kind, name in library.read(sql, values):
        found[doc, key, kind][name] = None
    return defaultdict(tuple, {key: tuple(names) for key, names in found.items()})
