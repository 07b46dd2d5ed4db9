"""The reader: a document's whole text with everything that was read in it marked, and a card for each mark.

The facts go to the browser packed small, each name once, and the cards are drawn there: a click waits for nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import streamlit as st

from graph import facts
from graph.calling import numbered
from graph.cells import Grid, find_grids
from graph.filters import Filter
from graph.library import Document, Library
from graph.passages import find_headings, is_unread
from graph.recurrences import in_words as repeating
from graph.recurrences import repeats
from graph.rows import AssignmentRow, DeadlineRow, StatementRow, TargetRow, TaskRow
from graph.whereabouts import Where, in_words, whereabouts
from ingest import has_pages
from views import people
from views.addresses import WORDS, address
from views.plan_notes import reason_words
from views.sheet import draw
from views.wording import known, language, role_letter, say

STANDINGS = ("written", "implied", "corrected")
ROLES = ("lead", "responsible", "cooperating", "supervising")
KINDS = (*ROLES, "deadline", "target")
_SAID = (
    *("outline", "idle", "close", "similar", "because", "written_as", "governs", "open", "added", "convention"),
    *("unread", "doubtful", "refused", "ignored", "no_lead", "meant", "written", "rule", "role", "in_statement"),
    *("task", "people", "sectors", "region", "next", "former", "keys", "shown", "hidden", "text", "original"),
    *("no_original", "waits", "page", "of_pages"),
    *("key_next", "key_former", "key_doubt", "key_card", "key_close", "key_help"),
)

_FILLED_THERE = {"role": "{role}", "page": "{page}", "n": "{n}"}
"""Places in the words that the browser fills."""


class _Numbered:
    """Words and the numbers that stand for them: each is sent once."""

    def __init__(self) -> None:
        self.words: dict[str, int] = {}

    def of(self, words: str | None) -> int:
        """The number of the words; -1 for none."""
        return self.words.setdefault(words, len(self.words)) if words else -1


def show_reader(library: Library, document: Document, text: str) -> None:
    """The reader of a document that the library holds."""
    draw("reader", key="reader", data=_packed(library, document, text, f"{library.home}{library.stamp()}", language()))


@st.cache_resource(max_entries=4, show_spinner=False, hash_funcs={Document: lambda document: document.sha256})
def _packed(_library: Library, document: Document, _text: str, stamp: str, spoken: str) -> dict[str, Any]:
    where = Filter(doc=document.doc)
    tasks, statements = facts.tasks(_library, where), facts.statements(_library, where)
    duties, deadlines = facts.assignments(_library, where), facts.deadlines(_library, where)
    targets, conventions = facts.targets(_library, where), facts.conventions(_library, where)
    places, rules, units, sections, wordings = (_Numbered() for _ in range(5))
    number_of = {task.task_id: number for number, task in enumerate(tasks)}
    statement_of = {statement.statement_id: number for number, statement in enumerate(statements)}
    found_by = _found_by(document)

    def stood(found: Where | None) -> int:
        return places.of(in_words(found, english=spoken == "en") if found else None)

    def proof(row: AssignmentRow | DeadlineRow | TargetRow, start: int | None, stop: int | None) -> list[int]:
        return [stood(row.place), rules.of(found_by.get((start, stop)))]

    packed = {
        "tasks": [_task(task, _text, sections.of(task.section), stood(task.place)) for task in tasks],
        "statements": [
            [*_statement(row, _text), number_of.get(row.task_id or "", -1), stood(row.place)] for row in statements
        ],
        "duties": [
            [statement_of[row.statement_id], *_duty(row, units, wordings), *proof(row, row.unit_start, row.unit_end)]
            for row in duties
        ],
        "deadlines": [
            [row.start, row.end, number_of.get(row.task_id or "", -1), row.kind, _days(row, spoken),
             _signed(row), *proof(row, row.start, row.end)]
            for row in sorted(deadlines, key=lambda row: row.start)
        ],
        "targets": [
            [row.start, row.end, number_of.get(row.task_id or "", -1), _value(row), row.region or "",
             _signed(row), *proof(row, row.start, row.end)]
            for row in targets
        ],
        "conventions": [
            [row.start, row.end, say(f"convention.{row.rule}") if known(f"convention.{row.rule}") else row.rule,
             stood(row.place)]
            for row in conventions
        ],
        "doubts": [[*doubt, stood(whereabouts(document.places, *doubt[:2]))] for doubt in _doubts(document)],
        "ignored": [[each.start, each.end, reason_words(each.reason)] for each in document.ignored],
    }  # fmt: skip
    return {
        **packed,
        "stamp": f"{document.doc}\n{stamp}\n{spoken}",
        **_sixteen_bits(_text),
        "units": list(units.words),
        "sections": list(sections.words),
        "wordings": list(wordings.words),
        "places": list(places.words),
        "rules": list(rules.words),
        "headings": [[each.level, each.start, each.end] for each in find_headings(document, _text)],
        "kinds": [{"kind": kind, "letter": role_letter(kind), "label": say(f"role.{kind}")} for kind in KINDS],
        "statementKinds": {kind: say(f"kind.{kind}") for kind in (*{row.kind for row in statements}, *_TIMES)},
        "words": {name: say(f"reader.{name}", **_FILLED_THERE) for name in _SAID} | _states(),
        "ways": _ways(),
        "atWords": WORDS,
        "pages": [{"start": page.start, "number": page.number, "label": say("plan.on_page", page=page.number)}
                  for page in document.pages],
        "original": has_pages(document),
        "lines": _lines(document),
        "tables": [_table(grid) for grid in find_grids(document.places, _text)],
    }  # fmt: skip


_TIMES = ("by", "during", "recurring", "from", "point")


def _sixteen_bits(text: str) -> dict[str, Any]:
    """The text with a stand-in for each character that a browser counts twice, and what these stand for."""
    rare = sorted({letter for letter in text if letter > "\uffff"})
    free = (chr(code) for code in range(0xE000, 0xF900) if chr(code) not in text)
    meant = dict(zip(free, rare, strict=False))
    stand_ins = {ord(letter): sign for sign, letter in meant.items()}
    return {"text": text.translate(stand_ins), "rare": meant or None}


def _states() -> dict[str, str]:
    states = ("implied", "corrected", "no_date", "unwritten", "unit_unwritten")
    return {name: say(f"state.{name}") for name in states} | {
        "stated": say("state.written"),
        "silent": say("reader.unwritten"),
    }


def _ways() -> dict[str, str]:
    """Addresses with ~ in the place of an id, and whether this visit may correct."""
    return {
        "unit": address("unit", id="~"),
        "task": address("task", id="~"),
        "similar": address("overlaps", task="~"),
        "correct": say("reader.to_correct" if people.may_edit() else "reader.to_task"),
    }


def _found_by(document: Document) -> dict[tuple[int | None, int | None], str]:
    """The id of the rule that found the words of each stretch."""
    units = ((unit.start, unit.end, unit.found_by) for each in document.assignments for unit in each.units)
    deadlines = ((each.start, each.end, each.found_by) for each in document.deadlines)
    targets = ((each.start, each.end, each.found_by) for each in document.targets)
    return {(start, end): rule for start, end, rule in (*units, *deadlines, *targets)}


def _task(task: TaskRow, text: str, section: int, place: int) -> list[Any]:
    head = text.find(task.title, task.start, task.end)
    stop = head + len(task.title) if 0 <= head <= task.start + 40 else min(task.start + 12, task.end)
    title = numbered(task.number, task.title)
    return [task.task_id, task.start, task.end, stop, title, section, task.people, task.sectors, place]


def _statement(row: StatementRow, text: str) -> list[Any]:
    return [
        row.start,
        row.end,
        row.kind,
        row.scope_start,
        row.scope_end,
        row.qualifier or "",
        int(bool(row.open_roles)),
    ]


def _duty(row: AssignmentRow, units: _Numbered, wordings: _Numbered) -> list[Any]:
    role, written = ROLES.index(row.role), ROLES.index(row.written_role)
    place = [-1, -1] if row.unit_start is None else [row.unit_start, row.unit_end]
    unit = units.of(f"{row.unit_id}\n{row.canonical}")
    rule = [wordings.of(row.rule), row.rule_start, row.rule_end] if row.rule else [-1, None, None]
    return [unit, role, written, STANDINGS.index(row.standing), *place, *rule, wordings.of(row.surface), _signed(row)]


def _signed(row: AssignmentRow | DeadlineRow | TargetRow) -> str:
    """Who put it right, when and why; nothing where nobody did."""
    if row.correction is None:
        return ""
    return "　".join(filter(None, (row.corrected_by, row.corrected_at, row.corrected_why)))


def _days(row: DeadlineRow, spoken: str) -> str:
    """The days that a deadline means."""
    if row.rrule and repeats(row.rrule):
        return repeating(row.rrule, english=spoken == "en")
    return " – ".join(dict.fromkeys(day for day in (row.first_day, row.last_day) if day)) or row.rrule or ""


def _value(row: TargetRow) -> str:
    return f"{row.indicator} {say(f'comparison.{row.comparison}')} {row.value:g}{row.measure or ''}"


def _doubts(document: Document) -> Iterable[tuple[int, int, str, str]]:
    for issue in document.issues:
        yield issue.start, issue.end, "unread" if is_unread(issue) else "doubtful", issue.message
    for each in document.refused:
        yield each.start, each.end, "refused", each.message


def _lines(document: Document) -> list[Sequence[float]]:
    """Where each line stood on its page, if the file has pages that can be drawn."""
    return [
        (place.start, place.end, place.where.page or 1, *(round(edge) for edge in place.where.box))
        for place in document.places
        if place.where.box is not None
    ]


def _table(grid: Grid) -> dict[str, Any]:
    return {"rows": [[[cell.column, cell.start, cell.end] for cell in row] for row in grid.rows]}
