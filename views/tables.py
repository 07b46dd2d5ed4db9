"""Tables of facts: every number and every place in them is a link."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graph.citing import inner_title
from graph.recurrences import in_words, repeats
from graph.rows import AssignmentRow, DeadlineRow, IssueRow, PartnerRow, PlanRow, TargetRow, TaskRow, UnitRow
from graph.whereabouts import form_in_words
from views.addresses import address, place
from views.cards import assignment_quote, at_text, letter, recognised_tag, short, standing_tag, tag, where
from views.sheet import Node, link, node
from views.wording import language, say

Cell = Node | str | None
NARROW = 5  # columns of numbers that fit a phone
_CLASSES = {
    "day": "date",
    "days": "date",
    "issued": "date",
    "month": "date",
    "task": "wide",
    "unit": "wide",
    "other": "wide",
    "before": "wide",
    "then": "wide",
    "plan": "source",
}


def table(
    columns: Sequence[str], rows: Iterable[Sequence[Cell]], *, numbers: Sequence[str] = (), fold: bool | None = None
) -> Node:
    """A table whose columns are named by keys of wording ``list.…``.

    On a phone each row becomes a small card, if the table is told to ``fold`` or is no short one of numbers.
    """
    names = [say(f"list.{column}") for column in columns]
    kinds = ["number" if column in numbers else _CLASSES.get(column) for column in columns]
    head = node("tr", (node("th", name, scope="col", cls=kind) for name, kind in zip(names, kinds, strict=True)))
    body = (
        node(
            "tr",
            (node("td", cell, cls=kind, aria_label=name) for cell, name, kind in zip(row, names, kinds, strict=True)),
        )
        for row in rows
    )
    folds = len(columns) > NARROW or not numbers if fold is None else fold
    kind = "fold" if folds else None
    return node("div", node("table", node("thead", head), node("tbody", body), cls=kind), cls="scroll")


def count(number: int, to: str) -> Node:
    """A number that opens the list behind it; 0 has none."""
    return link(to, str(number)) if number else node("span", "0", cls="zero")


def plans_table(rows: Sequence[PlanRow]) -> Node:
    """Documents with their counts."""
    counted = ("tasks", "units", "assignments", "deadlines", "targets")
    return table(
        ("plan", "place", "issued", *counted),
        (
            (
                _document(row),
                row.jurisdiction or say("state.unwritten"),
                row.issued or say("state.unwritten"),
                *(count(getattr(row, name), address("list", of=name, doc=row.doc)) for name in counted),
            )
            for row in rows
        ),
        numbers=counted,
    )


def _document(row: PlanRow) -> Node:
    """A document with its kind of file, where it is no plain text."""
    words = form_in_words(row.form, row.pages, english=language() == "en")
    form = node("span", words, cls="where") if row.form.format != "text" else None
    parts: list[Node | str | None] = [link(address("plan", id=row.doc), row.title), " ", form, " "]
    return node("span", parts, recognised_tag(row.form))


def tasks_table(rows: Sequence[TaskRow]) -> Node:
    """Tasks with their units by role."""
    return table(
        ("task", "lead", "answering", "cooperating", "deadlines", "plan"),
        (
            (
                _named(row),
                leads_of(row),
                _units(row.responsible + row.supervising),
                _units(row.cooperating),
                count(row.deadlines, address("list", of="deadlines", task=row.task_id)),
                source(row.plan_title),
            )
            for row in rows
        ),
        numbers=("deadlines",),
    )


def _named(row: TaskRow) -> Node:
    """A task with the ways to its page and to its words in the text."""
    words = f"{row.number or ''} {row.title}".strip() or say("list.no_task")
    to = link(address("task", id=row.task_id), words)
    return node("span", to, at_text(row.doc, row.start, row.end, row.place), lang="zh-CN")


def leads_of(row: TaskRow) -> str:
    """The leading units and the people; that nobody is named only where neither is."""
    people = say("list.people", names=_units(row.people)) if row.people else ""
    return "；".join(words for words in (_units(row.leads), people) if words) or say("state.unwritten")


def source(title: str) -> Node:
    """The plan in a narrow column: its title without the notice around it, whole on being pointed at."""
    return node("span", short(inner_title(title), 24), cls="quiet", title=title)


def _units(names: Sequence[str], most: int = 4) -> str:
    shown = "、".join(names[:most])
    return shown if len(names) <= most else say("list.and_more", shown=shown, n=len(names))


def assignments_table(rows: Sequence[AssignmentRow]) -> Node:
    """Assignments, each with its quote."""
    return table(
        ("unit", "task", "quote"),
        (
            (
                node(
                    "span",
                    letter(row.role),
                    " ",
                    link(address("unit", id=row.unit_id), row.canonical),
                    " ",
                    standing_tag(row.standing),
                ),
                _task(row),
                _quoted(row),
            )
            for row in rows
        ),
    )


def _quoted(row: AssignmentRow) -> Node:
    start, end = (row.start, row.end) if row.unit_start is None else (row.unit_start, row.unit_end)
    quote = assignment_quote([row])
    return node(
        "div",
        node("span", quote.children, cls=f"quote {row.role}", lang="zh-CN"),
        " ",
        at_text(row.doc, start, end, row.place),
    )


def _at(row: TaskRow | DeadlineRow | TargetRow | IssueRow, words: str) -> Node:
    """Words that lead to their place in the text, and where they stood in the file."""
    return node("span", link(place(row.doc, row.start, row.end, row.quote), words), " ", where(row.place))


def deadlines_table(rows: Sequence[DeadlineRow]) -> Node:
    """Deadlines: the day, the words, the task and who leads it."""
    return table(
        ("day", "words", "task", "lead", "plan"),
        (
            (
                _due_beside_words(row),
                _at(row, row.quote),
                _task(row),
                _units(row.leads) or say("state.unwritten"),
                source(row.plan_title),
            )
            for row in rows
        ),
    )


def _due_beside_words(row: DeadlineRow) -> Node | str:
    """The day where the plan's own words stand beside it: they are not said twice."""
    said = due(row)
    words = "".join(str(part) for part in said.children) if isinstance(said, Node) else said
    return say("state.no_date") if words == row.quote.strip() else said


def due(row: DeadlineRow) -> Node | str:
    """The day and how it repeats, in words of ours; else the plan's own words for a time that no date can say."""
    if row.rrule and not repeats(row.rrule) and not row.last_day:
        return node("span", row.rrule, lang="zh-CN")
    again = in_words(row.rrule, english=language() == "en") if row.rrule and repeats(row.rrule) else None
    return " ".join(words for words in (row.last_day, again) if words) or say("state.no_date")


def targets_table(rows: Sequence[TargetRow]) -> Node:
    """Targets: indicator, value, the words, the task."""
    return table(
        ("indicator", "value", "words", "task", "plan"),
        (
            (
                row.indicator,
                f"{say(f'comparison.{row.comparison}')} {row.value:g}{row.measure or ''}",
                _at(row, row.quote),
                _task(row),
                source(row.plan_title),
            )
            for row in rows
        ),
    )


def issues_table(rows: Sequence[IssueRow]) -> Node:
    """What was not understood: what is the case, the words, the task around them."""
    return table(
        ("issue", "words", "task", "plan"),
        (
            (
                node("span", row.message, lang="zh-CN"),
                _at(row, short(row.quote, 80)),
                _task(row),
                source(row.plan_title),
            )
            for row in rows
        ),
    )


def _task(row: DeadlineRow | TargetRow | IssueRow | AssignmentRow) -> Node | str:
    """The task of a fact, with the way to its page."""
    if row.task_id is None:
        return say("list.no_task")
    return link(address("task", id=row.task_id), f"{row.task_number or ''} {row.task_title or ''}".strip())


def units_table(rows: Sequence[UnitRow], **where: str | None) -> Node:
    """Units with the number of tasks by role; ``where`` narrows the lists behind the numbers as the table is."""
    roles = ("lead", "responsible", "cooperating", "supervising")
    return table(
        ("unit", *roles, "tasks"),
        (
            (
                node(
                    "span",
                    link(address("unit", id=row.unit_id), row.canonical),
                    " ",
                    tag(say("unit.collective")) if row.collective else None,
                ),
                *(
                    count(getattr(row, role), address("list", of="tasks", unit=row.unit_id, role=role, **where))
                    for role in roles
                ),
                count(row.tasks, address("list", of="tasks", unit=row.unit_id, **where)),
            )
            for row in rows
        ),
        numbers=(*roles, "tasks"),
    )


def partners_table(unit_id: str, rows: Sequence[PartnerRow]) -> Node:
    """Units that stand in one statement with a unit."""
    return table(
        ("unit", "shared"),
        (
            (
                link(address("unit", id=row.unit_id), row.canonical),
                count(row.tasks, address("list", of="shared", unit=unit_id, with_=row.unit_id)),
            )
            for row in rows
        ),
        numbers=("shared",),
    )


def own_table(rows: Sequence[AssignmentRow]) -> Node:
    """The assignments of one unit in one role: task, the quote, where it stands."""
    return table(
        ("task", "quote", "plan"),
        (
            (
                _task(row),
                _quoted(row),
                source(row.plan_title),
            )
            for row in rows
        ),
    )
