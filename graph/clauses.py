"""A task with everything that a plan says in it: its statements, deadlines and targets, as the checks look at it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from extract.records import Assignment, Deadline, Document, Target, Task


class Clause(NamedTuple):
    """A task of a document with what stands in it."""

    document: Document
    text: str
    task: Task
    statements: Sequence[Assignment]
    deadlines: Sequence[Deadline]
    targets: Sequence[Target]

    @property
    def words(self) -> str:
        """What the whole clause says."""
        return self.text[self.task.start : self.task.end]


def clauses_of(document: Document, text: str) -> Iterator[Clause]:
    """The clauses of a document, in the order of the text."""
    statements: dict[str | None, list[Assignment]] = defaultdict(list)
    deadlines: dict[str | None, list[Deadline]] = defaultdict(list)
    targets: dict[str | None, list[Target]] = defaultdict(list)
    for statement in document.assignments:
        statements[statement.task].append(statement)
    for deadline in document.deadlines:
        deadlines[deadline.task].append(deadline)
    for target in document.targets:
        targets[target.task].append(target)
    for task in document.tasks:
        yield Clause(document, text, task, statements[task.id], deadlines[task.id], targets[task.id])


def names_of(statements: Iterable[Assignment]) -> str:
    """The units as they are written, each once."""
    return "、".join(dict.fromkeys(unit.text for statement in statements for unit in statement.units))
