"""The cards of the reader: what each kind of mark stands for, with ways to the other words it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.rows import AssignmentRow, ConventionRow, DeadlineRow, StatementRow, TargetRow, TaskRow
from views.addresses import address
from views.cards import where
from views.sheet import Node, link, node
from views.wording import known, role_letter, say

ROLES = ("lead", "responsible", "cooperating", "supervising")


@dataclass(frozen=True, slots=True)
class FactRows:
    """The rows of one document."""

    tasks: list[TaskRow]
    statements: list[StatementRow]
    assignments: list[AssignmentRow]
    deadlines: list[DeadlineRow]
    targets: list[TargetRow]


def _jump(words: str, start: int | None, stop: int | None) -> Node:
    if start is None:
        return node("span", words)
    return node("button", words, cls="jump", data_jump=f"{start}-{stop}")


def task_card(task: TaskRow, rows: FactRows) -> Node:
    """A task: its units by role, people, deadlines, targets, sectors."""
    lines: list[Node] = []
    for role in ROLES:
        duties = _once(duty for duty in rows.assignments if duty.task_id == task.task_id and duty.role == role)
        if duties:
            lines += [_role_name(role), node("dd", node("ul", (_unit_line(duty) for duty in duties)))]
    if task.people:
        lines += [node("dt", say("card.people")), node("dd", "、".join(task.people))]
    for kind, values in (("deadline", rows.deadlines), ("target", rows.targets)):
        mine = [row for row in values if row.task_id == task.task_id]
        if mine:
            items = (node("li", _jump(row.quote, row.start, row.end)) for row in mine)
            lines += [_role_name(kind), node("dd", node("ul", items))]
    if task.sectors:
        lines += [node("dt", say("list.sector")), node("dd", "、".join(task.sectors))]
    if not any(duty.task_id == task.task_id for duty in rows.assignments):
        unwritten = say("state.unit_unwritten" if task.people else "state.unwritten")
        lines += [node("dt", say("role.lead")), node("dd", unwritten)]
    return node(
        "div",
        node("h3", f"{task.number or ''} {task.title}".strip()),
        node("p", task.section, " ", where(task.place), cls="quiet") if task.section or task.place else None,
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


def duty_card(duty: AssignmentRow) -> Node:
    """A unit in a statement: name, role, whether written or implied, and by which rule."""
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
    line = node("p", say(f"role.{duty.role}"), " · ", duty.surface, " ", standing, " ", where(duty.place))
    return node("div", head, line, written, because, cls=f"part {duty.role}")


def statement_card(statement: StatementRow, duties: Sequence[AssignmentRow]) -> Node:
    """A statement: its words, what it governs, what a rule adds."""
    implied = [duty for duty in duties if duty.unit_start is None]
    return node(
        "div",
        node("p", statement.quote, cls="quote"),
        node("p", say(f"kind.{statement.kind}"), *_note(statement.qualifier), " ", where(statement.place), cls="quiet"),
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


def deadline_card(row: DeadlineRow) -> Node:
    """A deadline: its words and the days they mean."""
    days = " – ".join(day for day in (row.first_day, row.last_day) if day) or row.rrule or say("state.no_date")
    return node(
        "div",
        node("h3", *_letter("deadline"), row.quote),
        node("p", say(f"kind.{row.kind}"), " · ", days, " ", where(row.place)),
        cls="part",
    )


def target_card(row: TargetRow) -> Node:
    """A target: indicator, comparison, value."""
    value = f"{row.indicator} {say(f'comparison.{row.comparison}')} {row.value:g}{row.measure or ''}"
    return node(
        "div",
        node("h3", *_letter("target"), row.quote),
        node("p", value, " ", where(row.place)),
        node("p", row.region, cls="quiet") if row.region else None,
        cls="part",
    )


def convention_card(row: ConventionRow) -> Node:
    """A rule that the document declares."""
    words = say(f"convention.{row.rule}") if known(f"convention.{row.rule}") else row.rule
    quote = node("p", row.quote, cls="quote")
    return node("div", node("h3", say("plan.convention")), quote, node("p", words, " ", where(row.place)), cls="part")


def _letter(kind: str) -> tuple[Node, str]:
    return node("span", role_letter(kind), cls=f"letter {kind}"), " "
