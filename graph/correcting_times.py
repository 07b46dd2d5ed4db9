"""Deadlines and targets as people corrected them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal, TypeVar

from extract.records import (
    Deadline,
    DeadlineKind,
    Document,
    ImpliedDeadline,
    Target,
    Withdrawn,
)
from graph.anchors import bare, clause_at
from graph.corrections import interval
from graph.placing import Found, ends, mark
from graph.positions import free, is_added

Timed = TypeVar("Timed", Deadline, ImpliedDeadline)


def other_date(document: Document, text: str, found: Found) -> Document | None:
    """The document with other days for the deadline; None where none is read just there."""

    def changed(one: Timed) -> Timed:
        first, last = found.correction.first_day, found.correction.last_day
        return replace(one, kind=kind_of(first, last), from_=first, to=last, rrule=None,
                       corrected=mark(found, days_read(one)))  # fmt: skip

    return with_deadline(document, found, changed) if found.words else _with_implied_deadline(document, found, changed)


def not_deadline(document: Document, text: str, found: Found) -> Document | None:
    """The document with the deadline taken out; None where none is read just there."""
    if found.words is None:
        return _with_implied_deadline(document, found, None)
    return with_deadline(document, found, None)


def kind_of(first: str | None, last: str | None) -> DeadlineKind:
    """What kind of limit these days are."""
    return "during" if first and last else "from" if first else "by"


def days_read(one: Deadline | ImpliedDeadline) -> str:
    """What a deadline was read as: its days, or the words that say what no day can."""
    return interval(one.from_, one.to) if one.from_ or one.to or not one.rrule else one.rrule


def with_deadline(document: Document, found: Found, change: Callable[[Deadline], Deadline] | None) -> Document | None:
    """The document with the deadline at just this place changed or taken out; None where none is read there."""
    at = [n for n, one in enumerate(document.deadlines) if (one.start, one.end) == ends(found.words)]
    if len(at) != 1:
        return None
    one = document.deadlines[at[0]]
    rest = document.deadlines[: at[0]], document.deadlines[at[0] + 1 :]
    if change:
        return replace(document, deadlines=(*rest[0], change(one), *rest[1]))
    gone = _withdrawn("deadline", document, at[0], found)
    return replace(document, deadlines=(*rest[0], *rest[1]), withdrawn=(*document.withdrawn, gone))


def _with_implied_deadline(
    document: Document, found: Found, change: Callable[[ImpliedDeadline], ImpliedDeadline] | None
) -> Document | None:
    task = clause_at(document, found.quote.start, found.quote.end)
    words = found.correction.words
    at = [n for n, one in enumerate(task.implied_deadlines) if bare(one.text) == words] if task else []
    if task is None or len(at) != 1:
        return None
    one = task.implied_deadlines[at[0]]
    new = (change(one),) if change else ()
    implied = (*task.implied_deadlines[: at[0]], *new, *task.implied_deadlines[at[0] + 1 :])
    tasks = tuple(replace(task, implied_deadlines=implied) if each.id == task.id else each for each in document.tasks)
    gone = Withdrawn(kind="implied", task=task.id, position=at[0], text=one.text, start=one.start, end=one.end,
                     corrected=mark(found, days_read(one)))  # fmt: skip
    return replace(document, tasks=tasks, withdrawn=document.withdrawn if change else (*document.withdrawn, gone))


def other_value(document: Document, text: str, found: Found) -> Document | None:
    """The document with another value for the target; None where none is read just there."""
    value = found.correction.value

    def changed(one: Target) -> Target:
        return replace(one, value=one.value if value is None else value, corrected=mark(found, f"{one.value:g}"))

    return with_target(document, found, changed)


def not_target(document: Document, text: str, found: Found) -> Document | None:
    """The document with the target taken out; None where none is read just there."""
    return with_target(document, found, None)


def with_target(document: Document, found: Found, change: Callable[[Target], Target] | None) -> Document | None:
    """The document with the target at just this place changed or taken out; None where none is read there."""
    at = [n for n, one in enumerate(document.targets) if (one.start, one.end) == ends(found.words)]
    if len(at) != 1:
        return None
    one = document.targets[at[0]]
    rest = document.targets[: at[0]], document.targets[at[0] + 1 :]
    if change:
        return replace(document, targets=(*rest[0], change(one), *rest[1]))
    gone = _withdrawn("target", document, at[0], found)
    return replace(document, targets=(*rest[0], *rest[1]), withdrawn=(*document.withdrawn, gone))


def _withdrawn(kind: Literal["deadline", "target"], document: Document, at: int, found: Found) -> Withdrawn:
    """What takes the place of the deadline or target of this number among those that are left."""
    facts: Sequence[Deadline] | Sequence[Target] = document.deadlines if kind == "deadline" else document.targets
    one, added = facts[at], sum(map(is_added, facts[:at]))
    read = days_read(one) if isinstance(one, Deadline) else f"{one.value:g}"
    gone = {each.position for each in document.withdrawn if each.kind == kind}
    return Withdrawn(kind=kind, task=one.task, position=free(gone, at - added + 1)[-1], text=one.text,
                     start=one.start, end=one.end, corrected=mark(found, read))  # fmt: skip
