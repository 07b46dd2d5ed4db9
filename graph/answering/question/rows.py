"""What the documents hold, flat and by the ids that the graph gives it: a query finds ids, these rows tell the rest.

The ids and the words are those of :mod:`graph.unfold`, from which the graph is made.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from extract.records import Document, Role, Task, UnitMention, content_id
from graph.positions import keyed, named_of, standing_of
from graph.unfold import implied_deadlines

Row = TypeVar("Row", bound="Duty | Due | Level | Work")
_NO_TASK = Task(id="", number=None, title="", section="", start=0, end=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """A unit in a statement, with the role in effect."""

    doc: str
    task: str | None
    title: str
    number: str | None
    task_start: int
    task_end: int
    statement: str
    start: int
    end: int
    quote: str
    scope_start: int
    scope_end: int
    kind: str
    qualifier: str | None
    unit: str
    name: str
    surface: str
    role: Role
    standing: str
    collective: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A deadline, written or set by a rule for a task."""

    doc: str
    task: str | None
    title: str
    number: str | None
    task_start: int
    words: str
    kind: str
    first_day: str | None
    last_day: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A target."""

    doc: str
    task: str | None
    title: str
    words: str
    indicator: str
    value: float
    measure: str | None
    region: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A task."""

    doc: str
    task: str
    title: str
    number: str | None
    section: str
    start: int
    end: int


class Table(Generic[Row]):
    """Rows in the order of documents and texts, found by id."""

    def __init__(self, rows: Iterable[tuple[str, Row]]) -> None:
        held = dict(rows)
        self.rows: tuple[Row, ...] = tuple(held.values())
        self._at: Mapping[str, int] = {row: at for at, row in enumerate(held)}

    def of(self, ids: Iterable[str]) -> list[Row]:
        """The rows with these ids, each once, in the order of documents and texts; an id of no row has none."""
        return [self.rows[at] for at in sorted({self._at[one] for one in ids if one in self._at})]


class Rows:
    """The rows of documents, each with its text; a kind is laid out when it is first wanted."""

    def __init__(self, plans: Sequence[tuple[Document, str]]) -> None:
        self._plans = sorted(plans, key=lambda plan: plan[0].doc)

    @functools.cached_property
    def duties(self) -> Table[Duty]:
        """The units of statements, written or implied."""
        return Table(row for document, text in self._plans for row in _duties(document, text))

    @functools.cached_property
    def dues(self) -> Table[Due]:
        """The deadlines."""
        return Table(row for document, text in self._plans for row in _dues(document, text))

    @functools.cached_property
    def levels(self) -> Table[Level]:
        """The targets."""
        return Table(row for document, text in self._plans for row in _levels(document, text))

    @functools.cached_property
    def works(self) -> Table[Work]:
        """The tasks."""
        return Table(row for document, _ in self._plans for row in _works(document))


def _duties(document: Document, text: str) -> list[tuple[str, Duty]]:
    tasks = {task.id: task for task in document.tasks}
    collective = {unit.unit_id: unit.collective for one in document.assignments for unit in one.units}
    found = []
    for one in document.assignments:
        task = tasks.get(one.task or "", _NO_TASK)
        quote = text[one.start : one.end] or one.text
        for position, own, unit in named_of(document, one):
            written = unit if isinstance(unit, UnitMention) else None
            duty = Duty(
                doc=document.doc, task=one.task, title=task.title, number=task.number, task_start=task.start,
                task_end=task.end, statement=one.id, start=one.start, end=one.end, quote=quote,
                scope_start=one.scope.start, scope_end=one.scope.end, kind=one.kind, qualifier=one.qualifier,
                unit=unit.unit_id, name=unit.canonical, surface=unit.text,
                role=written.effective_role if written else unit.role,
                standing=standing_of(unit),
                collective=written.collective if written else collective.get(unit.unit_id, "各" in unit.text),
            )  # fmt: skip
            found.append((one.start, position, unit.canonical, own, duty))
    return [(own, duty) for *_, own, duty in sorted(found, key=lambda row: row[:3])]


def _dues(document: Document, text: str) -> list[tuple[str, Due]]:
    written = (
        (content_id("deadline", document.text_sha256, one.start, one.end, key), one.task,
         text[one.start : one.end] or one.text, one.kind, one.from_, one.to, one.start, one.end)
        for (_, key), one in zip(keyed(document, "deadline", document.deadlines), document.deadlines, strict=True)
    )  # fmt: skip
    added = (
        (one.id, one.task, one.quote, one.kind, one.first_day, one.last_day, one.start, one.stop)
        for one in implied_deadlines(document, text)
    )
    tasks = {task.id: task for task in document.tasks}
    found = []
    for own, task_id, words, kind, first_day, last_day, start, end in (*written, *added):
        task = tasks.get(task_id or "", _NO_TASK)
        due = Due(doc=document.doc, task=task_id, title=task.title, number=task.number, task_start=task.start,
                  words=words, kind=kind, first_day=first_day, last_day=last_day, start=start, end=end)  # fmt: skip
        found.append((own, due))
    return sorted(found, key=lambda row: (row[1].start, row[1].end))


def _levels(document: Document, text: str) -> list[tuple[str, Level]]:
    titles = {task.id: task.title for task in document.tasks}
    found = [
        (content_id("target", document.text_sha256, one.start, one.end, key),
         Level(doc=document.doc, task=one.task, title=titles.get(one.task or "", ""),
               words=text[one.start : one.end] or one.text, indicator=one.indicator, value=float(one.value),
               measure=one.unit, region=one.region, start=one.start, end=one.end))
        for (_, key), one in zip(keyed(document, "target", document.targets), document.targets, strict=True)
    ]  # fmt: skip
    return sorted(found, key=lambda row: (row[1].start, row[1].indicator))


def _works(document: Document) -> list[tuple[str, Work]]:
    found = [
        (task.id, Work(doc=document.doc, task=task.id, title=task.title, number=task.number,
                       section=task.section or "", start=task.start, end=task.end))
        for task in document.tasks
    ]  # fmt: skip
    return sorted(found, key=lambda row: row[1].start)
