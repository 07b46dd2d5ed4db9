"""What of a task is compared: its words without the lists of units, in stretches that know where they stand."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from extract.records import Assignment, Document, Task
from graph.wording import clauses, letters, load_words, sentences, unify

_DIGITS = re.compile(r"\d+")
_OWN_PLACE = ("parenthetical", "label", "table")  # statements that stand beside what a task asks for
_GOES_ON = re.compile(r"[一-鿿A-Za-z0-9、]\s*$")
_FULL = 0.8  # share of the longest line from which a line is full
_SHORTEST_LINE = 14
_SHORTEST = 5  # letters of a clause that can show a likeness
_SHORTEST_MEMBER = 7
_NUMBER = 7  # characters of a number before a title: （二十八）
_FRAME = 0.7  # share of a task's letters that say how it is organised, from which it sets no work of its own


class Plan(NamedTuple):
    """A document with its analysed text."""

    document: Document
    text: str

    @property
    def doc(self) -> str:
        """The name of the document."""
        return self.document.doc


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A stretch of a task between two pauses: where it stands, and its letters as they are compared.

    ``heading`` is True for the heading above the task, whose words are those of its neighbours too.
    """

    start: int
    end: int
    letters: str
    heading: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Entry:
    """A task as it is compared.

    ``aside`` says that it stands under a heading on how the plan is carried out: it names many works and sets none.
    """

    plan: Plan
    task: Task
    body: str
    letters: str
    clauses: tuple[Clause, ...]
    aside: bool

    @property
    def doc(self) -> str:
        """The name of the document."""
        return self.plan.document.doc


def entries_of(plan: Plan) -> list[Entry]:
    """The tasks of a plan that set work of their own; clauses on organisation, publicity and appraisal are none."""
    statements: dict[str, list[Assignment]] = {}
    for statement in plan.document.assignments:
        if statement.task and statement.kind in _OWN_PLACE:
            statements.setdefault(statement.task, []).append(statement)
    made = (_entry(plan, task, statements.get(task.id, [])) for task in plan.document.tasks)
    return [entry for entry in made if entry is not None]


def unwrapped(text: str) -> str:
    r"""The text with a space for each line break that only wraps a line: its line is full and its sentence goes on.

    >>> unwrapped("（一）供水。加快老旧供水管网改\n造，推进二次供水设施改造，\n建立台账")
    '（一）供水。加快老旧供水管网改 造，推进二次供水设施改造，\n建立台账'
    """
    lines = text.split("\n")
    full = _FULL * max(len(line) for line in lines[:-1] or lines)
    joined = lines[0]
    for before, line in itertools.pairwise(lines):
        wraps = len(before) >= max(full, _SHORTEST_LINE) and _GOES_ON.search(before)
        joined += (" " if wraps else "\n") + line
    return joined


def compared(text: str) -> str:
    """The letters of a text in which years and amounts make two jobs no more alike.

    >>> compared("到2025年，VOCs排放量下降10%")
    '到年挥发性有机物排放量下降'
    """
    return _DIGITS.sub("", letters(unify(text)))


def _entry(plan: Plan, task: Task, beside: Iterable[Assignment]) -> Entry | None:
    words = load_words()
    text = unwrapped(plan.text[task.start : task.end]).rjust(task.end)  # places stay those of the document
    stretches = list(_stretches(task, beside))
    work = [span for start, end in stretches for span in _work(text, start, end)]
    kept, whole = (sum(end - start for start, end in spans) for spans in (work, stretches))
    if words.boilerplate.search(letters(task.title)) or whole - kept > _FRAME * whole:
        return None
    body = "。".join(text[start:end] for start, end in stretches)
    return Entry(
        plan=plan,
        task=task,
        body=body,
        letters=compared("。".join(text[start:end] for start, end in work)),
        clauses=tuple(_clauses(text, task, work)),
        aside=words.organising.search(task.section) is not None,
    )


def _stretches(task: Task, beside: Iterable[Assignment]) -> Iterator[tuple[int, int]]:
    """The stretches of a task outside the statements that name its units."""
    at = task.start
    for statement in sorted(beside, key=lambda statement: statement.start):
        if at <= statement.start and statement.end <= task.end:
            yield at, statement.start
            at = statement.end
    yield at, task.end


def _work(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The clauses of a stretch but those, and the sentences, that say how work is led, watched and made known."""
    framing = load_words().framing
    for first, last in sentences(text[start:end]):
        sentence = text[start + first : start + last]
        if not framing.search(sentence):
            for begin, stop in clauses(sentence):
                if not framing.search(sentence[begin:stop]):
                    yield start + first + begin, start + first + stop


def _clauses(text: str, task: Task, spans: Iterable[tuple[int, int]]) -> Iterator[Clause]:
    """The title, the clauses, the members of their lists that name an action, and the heading above."""
    named = re.compile(r"\s*".join(map(re.escape, task.title))).search(text, task.start, task.end)
    title = named.span() if named else (task.start, min(task.end, task.start + len(task.title)))
    yield Clause(start=title[0], end=title[1], letters=compared(task.title))
    for start, end in spans:
        own = compared(text[start:end])
        if len(own) >= _SHORTEST and not (title[0] <= start + _NUMBER and title[1] >= end):
            yield Clause(start=start, end=end, letters=own)
            yield from _members(text, start, end)
    heading = compared(task.section.rpartition(" / ")[2])
    if len(heading) >= _SHORTEST:
        yield Clause(start=task.start, end=task.start, letters=heading, heading=True)


def _members(text: str, start: int, end: int) -> Iterator[Clause]:
    """The members of a list in a clause that are works of their own: 推进运输结构调整、淘汰老旧车辆."""
    members = text[start:end].split("、")
    at = start
    for member in members:
        own = compared(member)
        if len(members) > 1 and len(own) >= _SHORTEST_MEMBER and load_words().verb_at_edge.search(own):
            yield Clause(start=at, end=at + len(member), letters=own)
        at += len(member) + 1
