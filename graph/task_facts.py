"""One task with what stands around it, by SQL on the fact tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from graph import facts
from graph.corrections import Correction, State
from graph.filters import Filter
from graph.library import Library
from graph.rows import TaskRow

Kind = Literal["duty", "deadline", "target", "correction"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A task of the same plan that stands before or behind."""

    task_id: str
    number: str | None
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What was read in a task and a person took out: its kind, its words, what it was read as, by which correction."""

    kind: str
    words: str
    canonical: str | None
    read: str | None
    correction: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """A correction of a task; ``state`` is None of one that was taken back, or that takes one back."""

    correction: Correction
    state: State | None
    undone_by: int | None


def task_called(library: Library, task_id: str) -> TaskRow | None:
    """The task with this id, or None."""
    found = library.read("SELECT doc FROM task WHERE id = ?", (task_id,))
    rows = facts.tasks(library, Filter(doc=found[0][0], task_id=task_id)) if found else []
    return rows[0] if rows else None


def beside(library: Library, task: TaskRow) -> tuple[Beside | None, Beside | None]:
    """The tasks before and behind this one in its plan."""
    here = "SELECT position FROM task WHERE doc = :doc AND id = :id"
    values = {"doc": task.doc, "id": task.task_id}
    found: list[Beside | None] = []
    for sign, order in (("<", "DESC"), (">", "ASC")):
        rows = library.read(
            f"SELECT id, number, title FROM task WHERE doc = :doc AND position {sign} ({here})"
            f" ORDER BY position {order} LIMIT 1",
            values,
        )
        found.append(Beside(task_id=rows[0][0], number=rows[0][1], title=rows[0][2]) if rows else None)
    return found[0], found[1]


def taken_out(library: Library, task: TaskRow) -> list[Taken]:
    """What people took out of the task, in the order of the corrections."""
    rows = library.read(
        "SELECT kind, words, canonical, read, correction FROM withdrawn WHERE doc = ? AND task = ? ORDER BY correction",
        (task.doc, task.task_id),
    )
    return [
        Taken(kind=kind, words=words, canonical=name, read=read, correction=n) for kind, words, name, read, n in rows
    ]


def of_task(library: Library, task: TaskRow, kind: Kind | None, own: str) -> bool:
    """Whether what has this id is of the task; nothing that has to be named (``kind`` None) always is."""
    if kind is None:
        return True
    if kind == "correction":
        return own in {str(past.correction.number) for past in history(library, task)}
    return bool(
        library.read(f"SELECT 1 FROM {kind} WHERE doc = ? AND task = ? AND id = ?", (task.doc, task.task_id, own))
    )


def history(library: Library, task: TaskRow) -> list[Past]:
    """The corrections of the task, the last first; those that now find no words, by the title that it had."""
    landed = {one.number: one for one in library.applied(task.doc)}
    own = [one for one in library.corrections() if one.doc == task.doc]
    undone = {one.undoes: one.number for one in own if one.undoes is not None}
    found = []
    for one in own:
        place = landed.get(one.undoes or one.number)
        if (place.task if place and place.task else None) == task.task_id or (
            not (place and place.task) and one.task == task.title
        ):
            state = landed[one.number].state if one.number in landed else None
            found.append(Past(correction=one, state=state, undone_by=undone.get(one.number)))
    return found[::-1]
