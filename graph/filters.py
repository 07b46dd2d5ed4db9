"""What to look for, and the SQL conditions that it becomes. Values always travel as parameters."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal, get_args

from graph.recurrences import lasting

Naming = Literal["lead", "implied-lead", "no-lead", "nobody"]
"""Whom a task names: a lead in words (or one that a person corrected), a lead only by a rule that the plan declares,
others but no lead, nobody."""

_PART_IN = "EXISTS (SELECT 1 FROM {table} AS x WHERE x.doc = t.doc AND x.task = t.id{more})"
_LEAD = _PART_IN.format(table="duty", more=" AND x.role = 'lead'")
_SURE = _PART_IN.format(table="duty", more=" AND x.role = 'lead' AND x.standing != 'implied'")
_ANYBODY = f"({_PART_IN.format(table='duty', more='')} OR {_PART_IN.format(table='person', more='')})"
NAMED: dict[Naming, str] = {
    "lead": _SURE,
    "implied-lead": f"{_LEAD} AND NOT {_SURE}",
    "no-lead": f"NOT {_LEAD} AND {_ANYBODY}",
    "nobody": f"NOT {_ANYBODY}",
}

Undated = Literal["recurring", "lasting", "event"]
"""Why a deadline has no last day: it comes again, goes on without an end, or hangs on an event or a season."""
UNDATED: tuple[Undated, ...] = get_args(Undated)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Facts must fit all fields that are set.

    ``place`` is part of the plan's jurisdiction (朔州 fits 山西省朔州市), ``year`` the plan's own year. ``role`` is
    the role in effect.
    ``surface`` is a way in which a unit is written. ``before`` and ``after`` are ISO days, both inclusive, that the
    last day of a deadline must keep; ``undated`` leaves only the deadlines without a last day, or those of a kind,
    ``named`` only the tasks for which just this is named. ``words`` are words of a task's clause.
    """

    doc: str | None = None
    place: str | None = None
    year: str | None = None
    task_id: str | None = None
    unit_id: str | None = None
    role: str | None = None
    surface: str | None = None
    sector: str | None = None
    before: str | None = None
    after: str | None = None
    undated: bool | Undated = False
    named: Naming | None = None
    words: str | None = None

    def values(self) -> dict[str, str]:
        """The parameters of the conditions."""
        return {name: value for name, value in asdict(self).items() if value not in (None, False)}


ALL = Filter()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a list: how many rows are passed over, and how many follow at most (None: all)."""

    first: int = 0
    size: int | None = None

    def sql(self) -> str:
        """The end of a query that gives just this part.

        >>> Part(first=100, size=50).sql()
        ' LIMIT 50 OFFSET 100'
        """
        return f" LIMIT {-1 if self.size is None else self.size:d} OFFSET {self.first:d}" if self != WHOLE else ""


WHOLE = Part()

PLAN = {"duty": "p.doc IN (SELECT x.doc FROM duty AS x WHERE 1{unit}{role}{surface})"}
TASK = {
    "task_id": "t.id = :task_id",
    "duty": "(t.doc, t.id) IN (SELECT x.doc, x.task FROM duty AS x WHERE 1{unit}{role}{surface})",
    "sector": "(t.doc, t.id) IN (SELECT y.doc, y.task FROM sector AS y WHERE y.id = :sector)",
    "day": "(t.doc, t.id) IN (SELECT x.doc, x.task FROM deadline AS x WHERE 1{before}{after})",
    "named": "{named}",
    "words": "instr(t.words, :words) > 0",
}
DUTY = {
    "task_id": "f.task = :task_id",
    "duty": "1{f_unit}{f_role}{f_surface}",
    "sector": "(f.doc, f.task) IN (SELECT y.doc, y.task FROM sector AS y WHERE y.id = :sector)",
    "day": "(f.doc, f.id) IN (SELECT x.doc, x.duty FROM deadline_duty AS x WHERE 1{before}{after})",
}
DEADLINE = {
    "task_id": "f.task = :task_id",
    "duty": "(f.doc, f.id) IN (SELECT x.doc, x.fact FROM deadline_duty AS x WHERE 1{unit}{role}{of_surface})",
    "sector": DUTY["sector"],
    "day": "1{f_before}{f_after}",
    "undated": "{undated}",
}
TARGET = {
    "task_id": "f.task = :task_id",
    "duty": "(f.doc, f.id) IN (SELECT x.doc, x.fact FROM target_duty AS x WHERE 1{unit}{role}{of_surface})",
    "sector": DUTY["sector"],
    "day": "(f.doc, f.task) IN (SELECT x.doc, x.task FROM deadline AS x WHERE 1{before}{after})",
}
ISSUE = {
    "task_id": "f.task = :task_id",
    "duty": "(f.doc, f.task) IN (SELECT x.doc, x.task FROM duty AS x WHERE 1{unit}{role}{surface})",
    "sector": DUTY["sector"],
    "day": TARGET["day"],
}


def conditions(where: Filter, templates: dict[str, str]) -> str:
    """The WHERE part for a table, whose plan is ``p``; always true where nothing is set."""
    given = where.values()
    parts = {
        "unit": " AND x.unit = :unit_id" if where.unit_id else "",
        "role": " AND x.role = :role" if where.role else "",
        "surface": " AND x.surface = :surface" if where.surface else "",
        "before": " AND x.last_day <= :before" if where.before else "",
        "after": " AND x.last_day >= :after" if where.after else "",
    }
    parts |= {f"f_{name}": part.replace(" x.", " f.") for name, part in parts.items()}
    bound = " AND EXISTS (SELECT 1 FROM duty AS z WHERE z.doc = x.doc AND z.id = x.duty AND z.surface = :surface)"
    parts["of_surface"] = bound if where.surface else ""
    parts["named"] = NAMED[where.named] if where.named else ""
    parts["undated"] = undated_sql(where.undated)
    wanted = {
        "task_id": "task_id" in given,
        "duty": bool(given.keys() & {"unit_id", "role", "surface"}),
        "sector": "sector" in given,
        "day": bool(given.keys() & {"before", "after"}),
        "undated": where.undated is not False,
        "named": where.named is not None,
        "words": where.words is not None,
    }
    found = ["p.doc = :doc"] if where.doc is not None else []
    found += ["instr(p.jurisdiction, :place) > 0"] if where.place is not None else []
    found += ["p.year = :year"] if where.year is not None else []
    found += [template.format(**parts) for name, template in templates.items() if wanted[name]]
    return " AND ".join(found) or "1"


def undated_sql(kind: bool | Undated) -> str:
    """The condition that a deadline ``f`` has no last day, of this kind where one is named."""
    if isinstance(kind, bool):
        return "f.last_day IS NULL"
    goes_on = " OR ".join(["f.kind = 'from'", *(f"instr(f.quote, '{word}') > 0" for word in lasting())])
    again = f"(COALESCE(f.rrule, '') LIKE 'FREQ=%' OR (f.kind = 'recurring' AND NOT ({goes_on})))"
    own = {
        "recurring": again,
        "lasting": f"NOT {again} AND ({goes_on})",
        "event": f"NOT {again} AND NOT ({goes_on})",
    }
    return f"f.last_day IS NULL AND {own[kind]}"
