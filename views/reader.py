"""The reader: a document's whole text with every unit, deadline and target marked, and a card for each mark.

Everything here is arrangement: which stretch is what comes from the rows of the document.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph import facts
from graph.filters import Filter
from graph.library import Library
from graph.rows import AssignmentRow, DeadlineRow, StatementRow, TargetRow, TaskRow
from views.addresses import address
from views.sheet import Node, draw, link, node
from views.wording import known, role_letter, say

ROLES = ("lead", "responsible", "cooperating", "supervising")
KINDS = (*ROLES, "deadline", "target")


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of one document."""

    tasks: list[TaskRow]
    statements: list[StatementRow]
    assignments: list[AssignmentRow]
    deadlines: list[DeadlineRow]
    targets: list[TargetRow]


@dataclass(slots=True)
class _Marks:
    """What is handed to the component, filled row by row."""

    marks: list[dict[str, Any]] = field(default_factory=list)
    cards: dict[str, list[Any]] = field(default_factory=dict)

    def add(self, kind: str, start: int, stop: int, **more: object) -> None:
        self.marks.append({"kind": kind, "start": start, "end": stop, **more})


def show_reader(library: Library, doc: str, at: str | None) -> None:
    """The reader of a document that the library holds, opened at a place (``start-end``) of its text."""
    text = library.text(doc)
    document = library.document(doc)
    where = Filter(doc=doc)
    rows = _Rows(
        facts.tasks(library, where),
        facts.statements(library, where),
        facts.assignments(library, where),
        facts.deadlines(library, where),
        facts.targets(library, where),
    )
    found = _Marks()
    for stretch in document.ignored:
        found.add("ignored", stretch.start, stretch.end, why=reason(stretch.reason))
    for issue in document.issues:
        _add_issue(found, issue.code, issue.message, issue.start, issue.end)
    for convention in facts.conventions(library, where):
        name = f"convention-{convention.start}-{convention.end}"
        found.cards[name] = _convention_card(convention.rule, convention.quote).plain()
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
    }
    draw("reader", key="reader", data=data)


def reason(words: str) -> str:
    """The reason why a stretch was left out, in the language of the page where we know it."""
    return say(f"ignored.{words}") if known(f"ignored.{words}") else words


def _add_tasks(found: _Marks, rows: _Rows, text: str) -> None:
    for task in rows.tasks:
        found.cards[task.task_id] = _task_card(task, rows).plain()
        head = text.find(task.title, task.start, task.end)
        stop = head + len(task.title) if 0 <= head <= task.start + 40 else min(task.start + 12, task.end)
        found.add("taskhead", task.start, stop, cards=[task.task_id], task=task.start)


def _add_statements(found: _Marks, rows: _Rows) -> None:
    starts = {task.task_id: task.start for task in rows.tasks}
    duties = _by_statement(rows.assignments)
    for statement in rows.statements:
        units = duties[statement.statement_id]
        found.cards[statement.statement_id] = _statement_card(statement, units).plain()
        task = starts.get(statement.task_id or "")
        cards = [statement.statement_id, *([statement.task_id] if statement.task_id else [])]
        found.add("statement", statement.start, statement.end, cards=cards, task=task)
        for duty in units:
            if duty.unit_start is None or duty.unit_end is None:
                continue
            found.cards[duty.assignment_id] = _duty_card(duty).plain()
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


def _add_values(found: _Marks, rows: _Rows) -> None:
    starts = {task.task_id: task.start for task in rows.tasks}
    for deadline in rows.deadlines:
        found.cards[deadline.deadline_id] = _deadline_card(deadline).plain()
        _add_value(found, "deadline", deadline.deadline_id, deadline, starts)
    for target in rows.targets:
        found.cards[target.target_id] = _target_card(target).plain()
        _add_value(found, "target", target.target_id, target, starts)


def _add_value(found: _Marks, kind: str, name: str, row: DeadlineRow | TargetRow, starts: dict[str, int]) -> None:
    cards = [name, *([row.task_id] if row.task_id else [])]
    found.add(kind, row.start, row.end, letter=role_letter(kind), cards=cards, task=starts.get(row.task_id or ""))


def _add_issue(found: _Marks, code: str, message: str, start: int, stop: int) -> None:
    name = f"issue-{start}-{stop}-{code}"
    head = node("h3", node("span", say("state.doubt"), cls="tag doubt"))
    found.cards[name] = node("div", head, node("p", message), cls="part").plain()
    found.add("issue", start, stop, cards=[name], label=message)


def _outline_entry(task: TaskRow, rows: _Rows) -> dict[str, Any]:
    roles = Counter(role for role, _ in {(d.role, d.unit_id) for d in rows.assignments if d.task_id == task.task_id})
    roles["deadline"] = sum(row.task_id == task.task_id for row in rows.deadlines)
    roles["target"] = sum(row.task_id == task.task_id for row in rows.targets)
    counts = [(kind, role_letter(kind), str(roles[kind])) for kind in KINDS if roles[kind]]
    title = f"{task.number or ''} {task.title}".strip()
    return {"title": title, "section": task.section, "start": task.start, "end": task.end, "counts": counts}


def _jump(words: str, start: int | None, stop: int | None) -> Node:
    if start is None:
        return node("span", words)
    return node("button", words, cls="jump", data_jump=f"{start}-{stop}")


def _task_card(task: TaskRow, rows: _Rows) -> Node:
    lines: list[Node] = []
    for role in ROLES:
        duties = _once(duty for duty in rows.assignments if duty.task_id == task.task_id and duty.role == role)
        if duties:
            lines += [_role_name(role), node("dd", node("ul", (_unit_line(duty) for duty in duties)))]
    for kind, values in (("deadline", rows.deadlines), ("target", rows.targets)):
        mine = [row for row in values if row.task_id == task.task_id]
        if mine:
            items = (node("li", _jump(row.quote, row.start, row.end)) for row in mine)
            lines += [_role_name(kind), node("dd", node("ul", items))]
    if task.sectors:
        lines += [node("dt", say("list.sector")), node("dd", "、".join(task.sectors))]
    if not any(duty.task_id == task.task_id for duty in rows.assignments):
        lines += [node("dt", say("role.lead")), node("dd", say("state.unwritten"))]
    return node(
        "div",
        node("h3", f"{task.number or ''} {task.title}".strip()),
        node("p", task.section, cls="quiet") if task.section else None,
        node("dl", lines),
        link(address("overlaps", task=task.task_id), say("plan.similar"), cls="more"),
        cls="part",
    )


def _once(duties: Iterable[AssignmentRow]) -> list[AssignmentRow]:
    """The first assignment of each unit."""
    first: dict[str, AssignmentRow] = {}
    for duty in duties:
        first.setdefault(duty.unit_id, duty)
    return list(first.values())


def _role_name(kind: str) -> Node:
    return node("dt", node("span", role_letter(kind), cls=f"letter {kind}"), " ", say(f"role.{kind}"))


def _unit_line(duty: AssignmentRow) -> Node:
    mark = node("span", say("state.implied"), cls="tag") if duty.standing == "implied" else None
    return node("li", _jump(duty.surface, duty.unit_start, duty.unit_end), " ", mark)


def _duty_card(duty: AssignmentRow) -> Node:
    letter = node("span", role_letter(duty.role), cls=f"letter {duty.role}")
    name = link(address("unit", id=duty.unit_id), duty.canonical)
    standing = node("span", say(f"state.{duty.standing}"), cls="tag")
    because = None
    if duty.rule:
        because = node("p", say("plan.because"), _jump(duty.rule, duty.rule_start, duty.rule_end), cls="quiet")
    written = None
    if duty.written_role != duty.role:
        written = node("p", say("plan.written_as", role=say(f"role.{duty.written_role}")), cls="quiet")
    head = node("h3", letter, " ", name)
    line = node("p", say(f"role.{duty.role}"), " · ", duty.surface, " ", standing)
    return node("div", head, line, written, because, cls=f"part {duty.role}")


def _statement_card(statement: StatementRow, duties: Sequence[AssignmentRow]) -> Node:
    implied = [duty for duty in duties if duty.unit_start is None]
    return node(
        "div",
        node("p", statement.quote, cls="quote"),
        node("p", say(f"kind.{statement.kind}"), *_note(statement.qualifier), cls="quiet"),
        node("p", say("plan.governs"), _jump(_short(statement.scope_words), statement.scope_start, statement.scope_end))
        if statement.scope_words
        else None,
        node("p", say("plan.open"), cls="quiet") if statement.open_roles else None,
        node("p", say("plan.added"), "、".join(duty.canonical for duty in implied), cls="quiet") if implied else None,
        cls="part",
    )


def _note(words: str | None) -> Iterable[str]:
    return (" · ", words) if words else ()


def _short(words: str | None, length: int = 36) -> str:
    words = (words or "").strip()
    return words if len(words) <= length else f"{words[:length]}…"


def _deadline_card(row: DeadlineRow) -> Node:
    days = " – ".join(day for day in (row.first_day, row.last_day) if day) or row.rrule or say("state.no_date")
    return node(
        "div", node("h3", *_letter("deadline"), row.quote), node("p", say(f"kind.{row.kind}"), " · ", days), cls="part"
    )


def _target_card(row: TargetRow) -> Node:
    value = f"{row.indicator} {say(f'comparison.{row.comparison}')} {row.value:g}{row.measure or ''}"
    return node(
        "div",
        node("h3", *_letter("target"), row.quote),
        node("p", value),
        node("p", row.region, cls="quiet") if row.region else None,
        cls="part",
    )


def _convention_card(rule: str, quote: str) -> Node:
    words = say(f"convention.{rule}") if known(f"convention.{rule}") else rule
    return node("div", node("h3", say("plan.convention")), node("p", quote, cls="quote"), node("p", words), cls="part")


def _letter(kind: str) -> tuple[Node, str]:
    return node("span", role_letter(kind), cls=f"letter {kind}"), " "


def _by_statement(duties: Iterable[AssignmentRow]) -> dict[str, list[AssignmentRow]]:
    groups: dict[str, list[AssignmentRow]] = defaultdict(list)
    for duty in duties:
        groups[duty.statement_id].append(duty)
    return groups
