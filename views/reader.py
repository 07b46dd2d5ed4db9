"""The reader: a document's whole text with every unit, deadline and target marked, and a card for each mark.

Everything here is arrangement: which stretch is what comes from the rows of the document.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from graph import facts
from graph.cells import Grid, find_grids
from graph.filters import Filter
from graph.library import Document, Issue, Library
from graph.rows import AssignmentRow, DeadlineRow, TargetRow, TaskRow
from graph.whereabouts import whereabouts
from views.cards import tag, where
from views.plan_notes import reason_words
from views.reader_cards import (
    ROLES,
    FactRows,
    convention_card,
    deadline_card,
    duty_card,
    statement_card,
    target_card,
    task_card,
)
from views.sheet import draw, node
from views.wording import role_letter, say

KINDS = (*ROLES, "deadline", "target")


@dataclass(slots=True)
class _Marks:
    """What is handed to the component, filled row by row."""

    marks: list[dict[str, Any]] = field(default_factory=list)
    cards: dict[str, list[Any]] = field(default_factory=dict)

    def add(self, kind: str, start: int, stop: int, **more: object) -> None:
        self.marks.append({"kind": kind, "start": start, "end": stop, **more})


def show_reader(library: Library, document: Document, text: str, at: str | None) -> None:
    """The reader of a document that the library holds, opened at a place (``start-end``) of its text."""
    where = Filter(doc=document.doc)
    rows = FactRows(
        facts.tasks(library, where),
        facts.statements(library, where),
        facts.assignments(library, where),
        facts.deadlines(library, where),
        facts.targets(library, where),
    )
    found = _Marks()
    for stretch in document.ignored:
        found.add("ignored", stretch.start, stretch.end, why=reason_words(stretch.reason))
    for issue in document.issues:
        _add_issue(found, document, issue)
    for convention in facts.conventions(library, where):
        name = f"convention-{convention.start}-{convention.end}"
        found.cards[name] = convention_card(convention).plain()
        found.add("convention", convention.start, convention.end, cards=[name])
    _add_tasks(found, rows, text)
    _add_statements(found, rows)
    _add_values(found, rows)
    data = {
        "text": text,
        "marks": found.marks,
        "cards": found.cards,
        "outline": [_outline_entry(task, rows) for task in rows.tasks],
        "legend": [{"kind": kind, "letter": role_letter(kind), "label": say(f"role.{kind}")} for kind in KINDS],
        "words": {name: say(f"plan.{name}") for name in ("outline", "idle", "close")},
        "at": at or "",
        "pages": [{"start": page.start, "label": say("plan.on_page", page=page.number)} for page in document.pages],
        "tables": [_table(grid) for grid in find_grids(document.places, text)],
    }
    draw("reader", key="reader", data=data)


def _table(grid: Grid) -> dict[str, Any]:
    rows = [[[cell.column, cell.start, cell.end] for cell in row] for row in grid.rows]
    return {"rows": rows}


def _add_tasks(found: _Marks, rows: FactRows, text: str) -> None:
    for task in rows.tasks:
        found.cards[task.task_id] = task_card(task, rows).plain()
        head = text.find(task.title, task.start, task.end)
        stop = head + len(task.title) if 0 <= head <= task.start + 40 else min(task.start + 12, task.end)
        found.add("taskhead", task.start, stop, cards=[task.task_id], task=task.start)


def _add_statements(found: _Marks, rows: FactRows) -> None:
    starts = {task.task_id: task.start for task in rows.tasks}
    duties = _by_statement(rows.assignments)
    for statement in rows.statements:
        units = duties[statement.statement_id]
        found.cards[statement.statement_id] = statement_card(statement, units).plain()
        task = starts.get(statement.task_id or "")
        cards = [statement.statement_id, *([statement.task_id] if statement.task_id else [])]
        found.add("statement", statement.start, statement.end, cards=cards, task=task)
        for duty in units:
            if duty.unit_start is None or duty.unit_end is None:
                continue
            found.cards[duty.assignment_id] = duty_card(duty).plain()
            label = f"{say(f'role.{duty.role}')}：{duty.canonical}"
            found.add(
                f"unit {duty.role}",
                duty.unit_start,
                duty.unit_end,
                letter=role_letter(duty.role),
                label=label,
                cards=[duty.assignment_id, *cards],
                task=task,
            )


def _add_values(found: _Marks, rows: FactRows) -> None:
    starts = {task.task_id: task.start for task in rows.tasks}
    for deadline in rows.deadlines:
        found.cards[deadline.deadline_id] = deadline_card(deadline).plain()
        _add_value(found, "deadline", deadline.deadline_id, deadline, starts)
    for target in rows.targets:
        found.cards[target.target_id] = target_card(target).plain()
        _add_value(found, "target", target.target_id, target, starts)


def _add_value(found: _Marks, kind: str, name: str, row: DeadlineRow | TargetRow, starts: dict[str, int]) -> None:
    cards = [name, *([row.task_id] if row.task_id else [])]
    found.add(kind, row.start, row.end, letter=role_letter(kind), cards=cards, task=starts.get(row.task_id or ""))


def _add_issue(found: _Marks, document: Document, issue: Issue) -> None:
    name = f"issue-{issue.start}-{issue.end}-{issue.code}"
    head = node("h3", tag(say("state.doubt"), doubt=True))
    stood = where(whereabouts(document.places, issue.start, issue.end))
    found.cards[name] = node("div", head, node("p", issue.message, " ", stood), cls="part").plain()
    found.add("issue", issue.start, issue.end, cards=[name], label=issue.message)


def _outline_entry(task: TaskRow, rows: FactRows) -> dict[str, Any]:
    roles = Counter(role for role, _ in {(d.role, d.unit_id) for d in rows.assignments if d.task_id == task.task_id})
    roles["deadline"] = sum(row.task_id == task.task_id for row in rows.deadlines)
    roles["target"] = sum(row.task_id == task.task_id for row in rows.targets)
    counts = [(kind, role_letter(kind), str(roles[kind])) for kind in KINDS if roles[kind]]
    title = f"{task.number or ''} {task.title}".strip()
    return {"title": title, "section": task.section, "start": task.start, "end": task.end, "counts": counts}


def _by_statement(duties: Iterable[AssignmentRow]) -> dict[str, list[AssignmentRow]]:
    groups: dict[str, list[AssignmentRow]] = defaultdict(list)
    for duty in duties:
        groups[duty.statement_id].append(duty)
    return groups
