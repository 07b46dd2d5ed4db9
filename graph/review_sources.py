"""Where the things to check come from: kept findings and pairs, unsure names, and roles by declared rules.

All is counted by SQL; what hangs on a thing is read once for all tasks.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from extract.records import content_id
from graph import analysed
from graph.doubts import Link
from graph.library import Library
from graph.reviewing import Hanging, Item, Queue, item, kind_of, kinds, name_id, ordered
from graph.wording import load_table

_KEY = "doc || char(31) || task"
_DUTY_KEY = "d.doc || char(31) || d.task"
IMPLIED = "implied"
CORRECTION = "correction"
_RULED = "lead-implied"  # judged once a rule, not once a task
_AT_LEAST_ONE = 1


class _Unit(NamedTuple):
    tasks: int
    leads: int
    due: int | None


class _Facts(NamedTuple):
    """What hangs on each task and each unit."""

    tasks: dict[tuple[str, str], Hanging]
    units: dict[str, _Unit]


def find_queue(library: Library, links: Sequence[Link], names: dict[str, str], day: datetime.date) -> Queue:
    """Everything that may be checked, first to check first, seen from this day."""
    facts = _facts(library, day)
    items = [
        *_findings(library, facts),
        *_pairs(library, facts),
        *_implied(library, facts),
        *_names(library, facts, links),
        *_corrections(library, facts),
    ]
    places = library.read("SELECT doc, jurisdiction FROM plan WHERE jurisdiction IS NOT NULL")
    spoken = {unit for link in links for unit in (link.unit, link.other)}
    return Queue(items=ordered(items), places=dict(places), names={unit: names[unit] for unit in sorted(spoken)})


def _facts(library: Library, day: datetime.date) -> _Facts:
    due = {
        (doc, task): _days(last, day)
        for doc, task, last in library.read(
            "SELECT doc, task, MIN(last_day) FROM deadline WHERE task IS NOT NULL AND last_day >= ? GROUP BY doc, task",
            (day.isoformat(),),
        )
    }
    units = {
        unit: _Unit(tasks=tasks, leads=leads, due=_days(last, day) if last else None)
        for unit, tasks, leads, last in library.read(
            f"WITH due AS (SELECT doc, task, MIN(last_day) AS day FROM deadline WHERE last_day >= ? GROUP BY doc, task)"
            f" SELECT d.unit, COUNT(DISTINCT {_DUTY_KEY}),"
            f" COUNT(DISTINCT CASE WHEN d.role = 'lead' THEN {_DUTY_KEY} END), MIN(due.day)"
            " FROM duty AS d LEFT JOIN due ON due.doc = d.doc AND due.task = d.task"
            " WHERE d.task IS NOT NULL GROUP BY d.unit",
            (day.isoformat(),),
        )
    }
    own: dict[tuple[str, str], list[str]] = {}
    for doc, task, unit in library.read("SELECT DISTINCT doc, task, unit FROM duty WHERE task IS NOT NULL"):
        own.setdefault((doc, task), []).append(unit)
    tasks = {
        key: Hanging(due=due.get(key), units=len(held), load=max(units[unit].tasks for unit in held))
        for key, held in own.items()
    }
    tasks |= {key: Hanging(due=days) for key, days in due.items() if key not in tasks}
    return _Facts(tasks=tasks, units=units)


def _days(last: str, day: datetime.date) -> int | None:
    try:
        return (datetime.date.fromisoformat(last) - day).days
    except ValueError:
        return None


def _findings(library: Library, facts: _Facts) -> Iterator[Item]:
    """The kept gaps and conflicts; a name that is in doubt with all tasks of its unit."""
    conflicts = {row["id"] for row in load_table("conflicts")["check"]}
    rows = analysed.rows(
        library,
        'SELECT f.id, f."check", f.doc, f.task, f.start, i.code, n.unit FROM finding AS f'
        " LEFT JOIN issue AS i ON f.\"check\" = 'unread' AND i.doc = f.doc AND i.quote = f.words"
        " LEFT JOIN naming AS n ON f.\"check\" IN ('unit-unknown', 'unit-gone')"
        " AND n.doc = f.doc AND n.surface = f.words"
        ' WHERE f."check" != :ruled GROUP BY f.position ORDER BY f.position',
        {"ruled": _RULED},
    )
    sides: dict[str, dict[tuple[str, str | None], None]] = {}
    for own, doc, task in analysed.rows(
        library,
        "SELECT f.id, s.doc, s.task FROM kept.finding AS f JOIN kept.finding_side AS s ON s.position = f.position"
        f' WHERE f."check" IN ({", ".join(repr(one) for one in sorted(conflicts))}) ORDER BY s.position, s.rowid',
        {},
    ):
        sides.setdefault(own, {})[doc, task] = None
    for own, check, doc, task, start, code, unit in rows:
        kind = kind_of(code or check, "unread" if check == "unread" else "conflict" if check in conflicts else "gap")
        held = sides.get(own) or {(doc, task): None}
        hanging = _of_unit(facts, unit) if unit in facts.units else _of_tasks(facts, list(held))
        docs = dict.fromkeys(one for one, _ in held)
        yield item(own, kind, docs, hanging, task=task, start=start)


def _pairs(library: Library, facts: _Facts) -> Iterator[Item]:
    rows = analysed.rows(
        library, "SELECT id, differs, a_doc, a_task, b_doc, b_task, position FROM kept.pair ORDER BY position", {}
    )
    for own, differs, *sides, position in rows:
        kind = kinds()["overlap.lead" if "lead" in differs.split() else "overlap"]
        both = [(sides[0], sides[1]), (sides[2], sides[3])]
        docs = dict.fromkeys(doc for doc, _ in both)
        yield item(own, kind, docs, _of_tasks(facts, both), task=sides[1], start=position)


def _of_tasks(facts: _Facts, sides: Sequence[tuple[str, str | None]]) -> Hanging:
    """What hangs on these tasks together."""
    held = [facts.tasks.get((doc, task), Hanging()) for doc, task in sides if task]
    return Hanging(
        due=min((one.due for one in held if one.due is not None), default=None),
        tasks=max(len(held), _AT_LEAST_ONE),
        units=max((one.units for one in held), default=0),
        load=max((one.load for one in held), default=0),
    )


def _of_unit(facts: _Facts, *units: str) -> Hanging:
    held = [facts.units[unit] for unit in dict.fromkeys(units) if unit in facts.units]
    return Hanging(
        due=min((one.due for one in held if one.due is not None), default=None),
        tasks=max(sum(one.tasks for one in held), _AT_LEAST_ONE),
    )


def _implied(library: Library, facts: _Facts) -> Iterator[Item]:
    """The rules and headings by which roles were implied, one item for each in a document."""
    rows = library.read(
        "SELECT d.doc, d.rule, MIN(d.rule_start), MAX(d.role = 'lead'), MAX(c.id IS NOT NULL),"
        f" COUNT(DISTINCT {_DUTY_KEY}), COUNT(DISTINCT d.unit), MIN(d.task)"
        " FROM duty AS d LEFT JOIN convention AS c ON c.doc = d.doc AND c.quote = d.rule"
        " WHERE d.standing = 'implied' AND d.rule IS NOT NULL AND d.task IS NOT NULL"
        " GROUP BY d.doc, d.rule ORDER BY d.doc, MIN(d.rule_start), d.rule"
    )
    for doc, rule, start, leads, declared, tasks, units, task in rows:
        due = facts.tasks.get((doc, task), Hanging()).due
        yield item(
            implied_id(doc, rule), kinds()[implied_kind(rule, declared=bool(declared))], (doc,),
            Hanging(due=due, tasks=tasks, units=units), start=start or 0, concerns="lead" if leads else None,
        )  # fmt: skip


def implied_id(doc: str, rule: str) -> str:
    """The id of a rule by which roles are implied; white space does not change it."""
    return content_id(IMPLIED, doc, "".join(rule.split()))


def implied_kind(rule: str, *, declared: bool) -> str:
    """The kind of a rule: one that says how far it reaches, one that does not, or a heading.

    >>> implied_kind("列第一位的为牵头单位，下同", declared=True), implied_kind("列第一位的为牵头单位", declared=True)
    ('implied', 'implied.weak')
    """
    if not declared:
        return "implied.heading"
    return IMPLIED if re.search(load_table("reviewing")["reach"]["words"], rule) else "implied.weak"


def _corrections(library: Library, facts: _Facts) -> Iterator[Item]:
    """The corrections that hold no more since the words that they speak of are gone, or are read otherwise."""
    for one in library.applied():
        if one.state in ("unread", "gone"):
            sides = [(one.doc, one.task)]
            yield item(correction_id(one.number), kinds()[CORRECTION], (one.doc,), _of_tasks(facts, sides),
                       task=one.task, start=one.number)  # fmt: skip


def correction_id(number: int) -> str:
    """The id under which a correction that fits no more is judged."""
    return content_id(CORRECTION, number)


def _names(library: Library, facts: _Facts, links: Sequence[Link]) -> Iterator[Item]:
    docs = _documents(library, links)
    for link in links:
        units = (link.unit, link.other)
        leads = any(facts.units[unit].leads for unit in units if unit in facts.units)
        held = dict.fromkeys(doc for unit in dict.fromkeys(units) for doc in docs.get(unit, ()))
        yield item(
            name_id(link.unit, link.other, link.surface), kind_of(link.rule, "name"), held,
            _of_unit(facts, *units), concerns="lead" if leads else None, link=link,
        )  # fmt: skip


def _documents(library: Library, links: Sequence[Link]) -> dict[str, list[str]]:
    """The documents that name each of the units."""
    wanted = {unit for link in links for unit in (link.unit, link.other)}
    found: dict[str, list[str]] = {}
    rows: list[Any] = library.read("SELECT DISTINCT unit, doc FROM naming ORDER BY unit, doc") if wanted else []
    for unit, doc in rows:
        if unit in wanted:
            found.setdefault(unit, []).append(doc)
    return found
