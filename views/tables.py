"""Tables of facts: every number and every place in them is a link."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graph import titles
from graph.calling import numbered
from graph.citing import inner_title
from graph.recurrences import in_words, repeats
from graph.rows import AssignmentRow, DeadlineRow, IssueRow, PartnerRow, PlanRow, TargetRow, TaskRow, UnitRow
from graph.whereabouts import Form, form_in_words
from views.addresses import address, place
from views.cards import assignment_quote, at_text, letter, recognised_tag, short, standing_tag, tag, where
from views.frame import library
from views.names import in_a_row, place_name, unit_link
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
    "place": "place",
    "value": "value",
    "remove": "way",  # its words say by themselves what they do
}


def table(
    columns: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    numbers: Sequence[str] = (),
    fold: bool | None = None,
    cls: str | None = None,
) -> Node:
    """A table whose columns are named by keys of wording ``list.…``.

    On a phone each row becomes a small card, if the table is told to ``fold`` or is no short one of numbers. Tables
    of a class ``cls`` have columns of the same widths.
    """
    names = [say(f"list.{column}") for column in columns]
    kinds = ["number" if column in numbers else _CLASSES.get(column) for column in columns]
    folds = len(columns) > NARROW or not numbers if fold is None else fold
    return named_table(names, kinds, rows, fold=folds, cls=cls)


def named_table(
    names: Sequence[str],
    kinds: Sequence[str | None],
    rows: Iterable[Sequence[Cell]],
    *,
    fold: bool = True,
    cls: str | None = None,
) -> Node:
    """A table with these heads; each cell has the kind (class) of its column and says which head it stands under."""
    head = node("tr", (node("th", name, scope="col", cls=kind) for name, kind in zip(names, kinds, strict=True)))
    body = (
        node(
            "tr",
            (node("td", cell, cls=kind, aria_label=name) for cell, name, kind in zip(row, names, kinds, strict=True)),
        )
        for row in rows
    )
    kind = " ".join(filter(None, ("fold" if fold else None, cls)))
    return node("div", node("table", node("thead", head), node("tbody", body), cls=kind), cls="scroll")


def count(number: int, to: str) -> Node:
    """A number that opens the list behind it; 0 has none."""
    return link(to, str(number)) if number else node("span", "0", cls="zero")


def plans_table(
    rows: Sequence[PlanRow],
    counted: Sequence[str] = ("tasks", "units", "assignments", "deadlines", "targets"),
    *,
    page: str = "plan",
) -> Node:
    """Documents with their counts; each leads to this page of it."""
    return table(
        ("plan", "place", "issued", *counted),
        (
            (
                _document(row, page),
                place_name(row.jurisdiction) if row.jurisdiction else unwritten(),
                row.issued or unwritten(),
                *(count(getattr(row, name), address("list", of=name, doc=row.doc)) for name in counted),
            )
            for row in rows
        ),
        numbers=counted,
        fold=True,
        cls="of-plans",
    )


def _document(row: PlanRow, page: str) -> Node:
    """A document with its kind of file, by which one plan in two formats is told apart, and its file's name on it."""
    form = form_in_words(row.form, row.pages, english=language() == "en")
    to = link(address(page, id=row.doc), row.title, title=row.doc)
    return node("span", to, " ", node("span", form, cls="where"), " ", recognised_tag(row.form), " ", same_text(row))


def same_text(row: PlanRow) -> Node | None:
    """同文 beside a document that another held one says nearly the same as, and the way to that one."""
    if row.twin is None:
        return None
    return link(address("plan", id=row.twin), say("list.same_text"), cls="tag", title=say("list.twin", doc=row.twin))


def tasks_table(rows: Sequence[TaskRow]) -> Node:
    """Tasks with their units by role."""
    formats = titles.formats(library())
    return table(
        ("task", "lead", "answering", "cooperating", "deadlines", "plan"),
        (
            (
                _named(row),
                leads_of(row),
                in_a_row(row.responsible + row.supervising),
                in_a_row(row.cooperating),
                count(row.deadlines, address("list", of="deadlines", task=row.task_id)),
                source(row.plan_title, formats.get(row.doc)),
            )
            for row in rows
        ),
        numbers=("deadlines",),
        cls="of-tasks",
    )


def _named(row: TaskRow) -> Node:
    """A task with the ways to its page and to its words in the text."""
    words = numbered(row.number, row.title) or say("list.no_task")
    to = link(address("task", id=row.task_id), words)
    return node("span", to, " ", at_text(row.doc, row.start, row.end, row.place), lang="zh-CN")


def leads_of(row: TaskRow) -> Cell:
    """The leading units and the people; that nobody is named only where neither is."""
    leads = in_a_row(row.leads)
    people = say("list.people", names="、".join(row.people)) if row.people else None
    if leads and people:
        return node("span", leads, "；", people)
    return leads or people or unwritten()


def unwritten() -> Node:
    """That the plan does not say it, quieter than what it says."""
    return node("span", say("state.unwritten"), cls="quiet")


def source(title: str, form: Form | None = None) -> Node:
    """The plan in a narrow column: its title without the notice around it, whole on being pointed at.

    ``form`` tells it apart from another file of the same title.
    """
    of = node("span", form_in_words(form, english=language() == "en"), cls="where") if form else None
    return node("span", short(inner_title(title), 18 if form else 24), " ", of, cls="quiet", title=title, lang="zh-CN")


def assignments_table(rows: Sequence[AssignmentRow]) -> Node:
    """Assignments, each with its quote."""
    formats = titles.formats(library())
    return table(
        ("unit", "task", "quote", "plan"),
        (
            (
                node(
                    "span",
                    letter(row.role),
                    " ",
                    unit_link(row.unit_id, row.canonical),
                    " ",
                    standing_tag(row.standing),
                ),
                _task(row),
                _quoted(row),
                source(row.plan_title, formats.get(row.doc)),
            )
            for row in rows
        ),
        cls="of-duties",
    )


def _quoted(row: AssignmentRow) -> Node:
    start, end = (row.start, row.end) if row.unit_start is None else (row.unit_start, row.unit_end)
    quote = assignment_quote([row])
    return node(
        "span",
        node("span", quote.children, cls=f"quote {row.role}", lang="zh-CN"),
        " ",
        at_text(row.doc, start, end, row.place),
    )


def _at(row: TaskRow | DeadlineRow | TargetRow | IssueRow, words: str) -> Node:
    """Words that lead to their place in the text, and where they stood in the file."""
    return node("span", link(place(row.doc, row.start, row.end, row.quote), words), " ", where(row.place))


def deadlines_table(rows: Sequence[DeadlineRow]) -> Node:
    """Deadlines: the day, the words, the task and who leads it."""
    formats = titles.formats(library())
    return table(
        ("day", "words", "task", "lead", "plan"),
        (
            (
                _due_beside_words(row),
                _at(row, row.quote),
                _task(row),
                in_a_row(row.leads) or unwritten(),
                source(row.plan_title, formats.get(row.doc)),
            )
            for row in rows
        ),
        cls="of-deadlines",
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
    formats = titles.formats(library())
    return table(
        ("indicator", "value", "words", "task", "plan"),
        (
            (
                row.indicator,
                f"{say(f'comparison.{row.comparison}')} {row.value:g}{row.measure or ''}",
                _at(row, row.quote),
                _task(row),
                source(row.plan_title, formats.get(row.doc)),
            )
            for row in rows
        ),
        cls="of-targets",
    )


def issues_table(rows: Sequence[IssueRow]) -> Node:
    """What was not understood: what is the case, the words, the task around them."""
    formats = titles.formats(library())
    return table(
        ("issue", "words", "task", "plan"),
        (
            (
                node("span", row.message, lang="zh-CN"),
                _at(row, short(row.quote, 80)),
                _task(row),
                source(row.plan_title, formats.get(row.doc)),
            )
            for row in rows
        ),
        cls="of-issues",
    )


def _task(row: DeadlineRow | TargetRow | IssueRow | AssignmentRow) -> Node | str:
    """The task of a fact, with the way to its page."""
    if row.task_id is None:
        return node("span", say("list.no_task"), cls="quiet")
    return link(address("task", id=row.task_id), numbered(row.task_number, row.task_title))


def units_table(rows: Sequence[UnitRow], **where: str | None) -> Node:
    """Units with the number of tasks by role; ``where`` narrows the lists behind the numbers as the table is."""
    roles = ("lead", "responsible", "cooperating", "supervising")
    return table(
        ("unit", *roles, "tasks"),
        (
            (
                node(
                    "span",
                    unit_link(row.unit_id, row.canonical),
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
                unit_link(row.unit_id, row.canonical),
                count(row.tasks, address("list", of="shared", unit=unit_id, with_=row.unit_id)),
            )
            for row in rows
        ),
        numbers=("shared",),
        cls="narrow",
    )


def own_table(rows: Sequence[AssignmentRow]) -> Node:
    """The assignments of one unit in one role: task, the quote, where it stands."""
    formats = titles.formats(library())
    return table(
        ("task", "quote", "plan"),
        ((_task(row), _quoted(row), source(row.plan_title, formats.get(row.doc))) for row in rows),
        cls="own-duties",
    )
