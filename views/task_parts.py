"""What one task says: its units by role, its words with marks, its times and targets, each with its sign."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph import facts, task_facts
from graph.calling import numbered
from graph.corrections import interval
from graph.filters import Filter
from graph.library import Library
from graph.recurrences import in_words, repeats
from graph.rows import AssignmentRow, DeadlineRow, IssueRow, TargetRow, TaskRow
from graph.task_facts import Beside, Taken
from views import tables
from views.addresses import address, place
from views.cards import Stretch, at_text, because, letter, marked, short, tag, where
from views.sheet import Node, link, node
from views.wording import known, language, say

_INTERVAL = re.compile(r"(\.\.|\d{4}-\d\d-\d\d)/(\.\.|\d{4}-\d\d-\d\d)")

ROLES = ("lead", "responsible", "cooperating", "supervising")
MANY = 6  # units of a role that stand below each other; more stand side by side


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """What was read of a task, and what people took out of it."""

    duties: Sequence[AssignmentRow]
    deadlines: Sequence[DeadlineRow]
    targets: Sequence[TargetRow]
    issues: Sequence[IssueRow]
    taken: Sequence[Taken]


def read(held: Library, task: TaskRow) -> Rows:
    """The rows of the task."""
    of = Filter(doc=task.doc, task_id=task.task_id)
    return Rows(
        duties=facts.assignments(held, of),
        deadlines=facts.deadlines(held, of),
        targets=facts.targets(held, of),
        issues=facts.issues(held, of),
        taken=task_facts.taken_out(held, task),
    )


def title(task: TaskRow) -> Node:
    """The number and the title."""
    return node("h1", numbered(task.number, task.title) or say("list.no_task"), lang="zh-CN")


def path(task: TaskRow) -> Node:
    """The plan and the headings that the task stands under."""
    plan = link(address("plan", id=task.doc), task.plan_title)
    section = node("span", " › ", task.section) if task.section else None
    return node("p", plan, section, " ", where(task.place), cls="task-path", lang="zh-CN")


def sign(row: AssignmentRow | DeadlineRow | TargetRow, *, implied: bool = False) -> Node | None:
    """更正 or 推断 beside a fact; nothing beside what the plan writes."""
    if row.correction is not None:
        read_as = say("task.unread") if row.read is None else say("task.read_as", read=value_in_words(row.read))
        by = say("judge.by", who=row.corrected_by or "", at=(row.corrected_at or "")[:10])
        told = "　".join(part for part in (read_as, by, row.corrected_why) if part)
        return node("span", say("state.corrected"), cls="tag task-corrected", title=told)
    return tag(say("state.implied")) if implied else None


def value_in_words(value: str | None) -> str:
    """A role, days or a value as a correction writes it, in words."""
    if value is None:
        return say("task.nothing")
    if known(f"role.{value}"):
        return say(f"role.{value}")
    if repeats(value):
        return in_words(value, english=language() == "en")
    days = _INTERVAL.fullmatch(value)
    if days is None:
        return value
    first, last = days.groups()
    return " – ".join(day for day in (first, last) if day not in ("..", "")) or say("state.no_date")


def roles(task: TaskRow, rows: Rows, *, editing: bool) -> Node:
    """Who has which part: under each role its units, each with its sign, its quote and what can be corrected."""
    head = _head("task.who", _add(task, "unit") if editing else None)
    groups = [_group(task, role, rows.duties, editing=editing) for role in ROLES]
    people = node("p", say("list.people", names="、".join(task.people)), lang="zh-CN") if task.people else None
    empty = None if rows.duties or task.people else node("p", say("state.unit_unwritten"), cls="quiet")
    return node("section", head, node("div", groups, cls="task-roles"), empty, people,
                _taken(rows.taken, "unit"), _doubts(rows.issues), cls="part")  # fmt: skip


def _group(task: TaskRow, role: str, duties: Sequence[AssignmentRow], *, editing: bool) -> Node | None:
    """The units with this role, each once with all places that give it."""
    units: dict[str, list[AssignmentRow]] = defaultdict(list)
    for row in duties:
        if row.role == role:
            units[row.unit_id].append(row)
    if not units:
        return None
    name = node("h3", letter(role), " ", say(f"role.{role}"))
    lines = (_unit(task, rows, editing=editing) for rows in units.values())
    many = " many" if len(units) > MANY else ""
    return node("div", name, node("ul", lines, cls="task-units"), cls=f"task-role {role}{many}")


def _unit(task: TaskRow, rows: Sequence[AssignmentRow], *, editing: bool) -> Node:
    name = node("span", link(address("unit", id=rows[0].unit_id), rows[0].canonical), cls="task-name", lang="zh-CN")
    return node("li", name, (_mention(task, row, editing=editing) for row in rows))


def _mention(task: TaskRow, row: AssignmentRow, *, editing: bool) -> Node:
    start, end = (row.start, row.end) if row.unit_start is None else (row.unit_start, row.unit_end)
    return node(
        "div",
        node("span", row.surface, cls="quiet", lang="zh-CN"), " ",
        sign(row, implied=row.standing == "implied"), " ",
        at_text(row.doc, start, end, row.place),
        _menu(_unit_ways(task, row)) if editing else None,
        because(row),
        cls="task-mention",
    )  # fmt: skip


def _unit_ways(task: TaskRow, row: AssignmentRow) -> Iterable[tuple[str, str]]:
    for role in ROLES:
        if role != row.role:
            yield do(task, "role", row.assignment_id, role), say("task.to_role", role=say(f"role.{role}"))
    if row.correction is not None and row.read is None:
        yield do(task, "undo", str(row.correction)), say("task.undo_this")
    else:
        yield do(task, "not-unit", row.assignment_id), say("task.not_unit")


def do(task: TaskRow, what: str, of: str | None = None, to: str | None = None) -> str:
    """The address of the task with a correction that is to be confirmed."""
    return address("task", id=task.task_id, do=what, of=of, to=to)


def _menu(ways: Iterable[tuple[str, str]]) -> Node:
    items = (node("li", link(to, words)) for to, words in ways)
    return node("details", node("summary", say("task.correct")), node("ul", items), cls="task-menu")


def _head(title: str, way: Node | None) -> Node:
    return node("header", node("h2", say(title)), way)


def _add(task: TaskRow, what: str) -> Node:
    """The way to add what was missed."""
    return link(do(task, what), say(f"task.add_{what}"), cls="more")


def struck(words: str) -> Node:
    """Words that hold no more."""
    return node("span", words, cls="task-struck")


def _taken(taken: Sequence[Taken], kind: str) -> Node | None:
    """What people took out, so that nobody looks for it in vain."""
    own = [one for one in taken if (one.kind if one.kind != "implied" else _implied(one)) == kind]
    if not own:
        return None
    return node(
        "ul",
        (_gone(one) for one in own),
        cls="task-taken",
    )  # fmt: skip


def _gone(one: Taken) -> Node:
    words = node("span", one.words, cls="task-struck", lang="zh-CN")
    read_as = say("task.taken", read=value_in_words(one.read))
    return node("li", words, " ", read_as, " ", say("task.by_number", n=one.correction))


def _implied(one: Taken) -> str:
    return "unit" if one.canonical else "deadline"


def _doubts(issues: Sequence[IssueRow]) -> Node | None:
    if not issues:
        return None
    lines = (
        node("li", tag(say("state.doubt"), doubt=True), " ", node("span", row.message, lang="zh-CN"), " ",
             node("span", f"“{short(row.quote, 40)}”", cls="quiet", lang="zh-CN"), " ",
             at_text(row.doc, row.start, row.end, row.place))
        for row in issues
    )  # fmt: skip
    return node("ul", lines, cls="lines")


def clause(held: Library, task: TaskRow, rows: Rows) -> Node:
    """The words of the task with its units, times and targets marked, and the tasks before and behind."""
    stretches: list[Stretch] = [
        (row.unit_start - task.start, row.unit_end - task.start, row.role)
        for row in rows.duties
        if row.unit_start is not None and row.unit_end is not None
    ]
    stretches += [(row.start - task.start, row.end - task.start, "deadline") for row in rows.deadlines]
    stretches += [(row.start - task.start, row.end - task.start, "target") for row in rows.targets]
    inside = [one for one in dict.fromkeys(stretches) if one[0] >= 0]
    before, behind = task_facts.beside(held, task)
    head = node(
        "header",
        node("h2", say("task.words")),
        link(place(task.doc, task.start, task.end, task.quote), say("card.locate"), cls="more"),
    )
    quote = node("blockquote", marked(task.quote, inside), cls="quote task-clause", lang="zh-CN")
    return node("section", head, quote, _ways(before, behind), cls="part")


def _ways(before: Beside | None, behind: Beside | None) -> Node:
    return node(
        "nav",
        _way("task.before", before),
        _way("task.behind", behind),
        cls="task-ways",
        aria_label=say("task.beside"),
    )


def _way(key: str, one: Beside | None) -> Node:
    if one is None:
        return node("span")
    name = short(numbered(one.number, one.title), 40)
    return node("span", node("span", say(key), cls="quiet"), " ",
                link(address("task", id=one.task_id), name), lang="zh-CN")  # fmt: skip


def times(task: TaskRow, rows: Rows, *, editing: bool) -> Node:
    """When it is due: the words, the day that they mean, and what can be corrected."""
    lines = [
        node(
            "li",
            letter("deadline"), " ",
            node("span", tables.due(row), cls="task-day"), " ",
            node("span", f"“{short(row.quote, 80)}”", lang="zh-CN"), " ",
            sign(row, implied=row.start < task.start or row.end > task.end), " ",
            at_text(row.doc, row.start, row.end, row.place),
            _menu(((do(task, "date", row.deadline_id), say("task.other_date")),
                   _out(task, row, "not-deadline", row.deadline_id))) if editing else None,
        )
        for row in rows.deadlines
    ]  # fmt: skip
    empty = None if lines else node("p", say("task.no_deadline"), cls="quiet")
    head = _head("task.when", _add(task, "deadline") if editing else None)
    return node("section", head, node("ul", lines, cls="task-units") if lines else empty,
                _taken(rows.taken, "deadline"), cls="part")  # fmt: skip


def aims(task: TaskRow, rows: Rows, *, editing: bool) -> Node | None:
    """What is to be reached; nothing where no target was read or taken out, and none can be added."""
    gone = _taken(rows.taken, "target")
    lines = [
        node(
            "li",
            letter("target"), " ",
            node("span", f"{row.indicator} {say(f'comparison.{row.comparison}')} {row.value:g}{row.measure or ''}",
                 cls="task-day", lang="zh-CN"), " ",
            node("span", f"“{short(row.quote, 80)}”", lang="zh-CN"), " ", sign(row), " ",
            at_text(row.doc, row.start, row.end, row.place),
            _menu(((do(task, "value", row.target_id), say("task.other_value")),
                   _out(task, row, "not-target", row.target_id))) if editing else None,
        )
        for row in rows.targets
    ]  # fmt: skip
    if not lines and gone is None and not editing:
        return None
    head = _head("task.aims", _add(task, "target") if editing else None)
    empty = None if lines or gone else node("p", say("task.no_target"), cls="quiet")
    return node("section", head, node("ul", lines, cls="task-units") if lines else empty, gone, cls="part")


def _out(task: TaskRow, row: DeadlineRow | TargetRow, what: str, own: str) -> tuple[str, str]:
    """The way to say that it is none; where a person added it, to take that back."""
    if row.correction is not None and row.read is None:
        return do(task, "undo", str(row.correction)), say("task.undo_this")
    return do(task, what, own), say(f"task.{what.replace('-', '_')}")


def days_of(row: DeadlineRow) -> str:
    """The days of a deadline as a correction writes them."""
    if row.first_day or row.last_day or not row.rrule:
        return interval(row.first_day, row.last_day)
    return in_words(row.rrule, english=language() == "en") if repeats(row.rrule) else row.rrule
