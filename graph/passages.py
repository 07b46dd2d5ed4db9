"""Stretches of a document's text: where an old address leads now, its headings, and what was left unread."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from extract.records import Document, Issue, Task

Fate = Literal["there", "moved", "gone", "no-place"]
_PLACE = re.compile(r"(\d{1,9})(?:-(\d{1,9}))?")
_MOST_WORDS = 64
_UNREAD = ("statement.unread", "statement.partly-read", "text.cut", "page.damaged", "table.")
_CHAPTER = re.compile("[一二三四五六七八九十]{1,3}、[^，。；：]{2,24}")
_ONLY_DOUBTFUL = ("table.carried",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A line that is the title (level 0) or a heading above tasks (from 1)."""

    level: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The stretch that an address means.

    "there": as it says. "moved": its words stand here now. "gone": they stand nowhere, and this is the head of the
    nearest task. "no-place": the address names no stretch of this text.
    """

    fate: Fate
    start: int = 0
    end: int = 0


def find_passage(text: str, tasks: Sequence[Task], at: str, words: str | None) -> Passage:
    """The stretch ``at`` ("10-24" or "10") of the text; with the ``words`` it begins with, where these stand now.

    >>> text = "一、目标。二、市能源局牵头。"
    >>> find_passage(text, (), "7-12", "市能源局")
    Passage(fate='there', start=7, end=12)
    >>> find_passage(text, (), "2-7", "市能源局")
    Passage(fate='moved', start=7, end=12)
    >>> find_passage(text, (), "2-6", "市水务局").fate, find_passage(text, (), "99-100", None).fate
    ('gone', 'no-place')
    """
    read = _PLACE.fullmatch(at.strip())
    if read is None:
        return Passage(fate="no-place")
    start, end = int(read[1]), int(read[2] or read[1])
    begins = "".join((words or "")[:_MOST_WORDS].split())
    if not begins:
        fits = start <= end <= len(text) and start < len(text)
        return Passage(fate="there", start=start, end=end) if fits else Passage(fate="no-place")
    pattern = re.compile(r"\s*".join(map(re.escape, begins)))
    if start < end <= len(text) and pattern.match(text, start):
        return Passage(fate="there", start=start, end=end)
    nearest = min(pattern.finditer(text), key=lambda found: abs(found.start() - start), default=None)
    if nearest is not None:
        length = max(end - start, nearest.end() - nearest.start())
        return Passage(fate="moved", start=nearest.start(), end=min(nearest.start() + length, len(text)))
    task = min(tasks, key=lambda one: _distance(one, start), default=None)
    return Passage(fate="gone", start=task.start if task else 0, end=task.start if task else 0)


def _distance(task: Task, place: int) -> int:
    return max(task.start - place, place - task.end, 0)


def is_unread(issue: Issue) -> bool:
    """Whether words were left unread there; else they were read, with a doubt."""
    return issue.code.startswith(_UNREAD) and issue.code not in _ONLY_DOUBTFUL


def find_headings(document: Document, text: str) -> Iterator[Heading]:
    """The lines that are the title, stand above tasks or look like a chapter's, in the order of the text."""
    levels = {"".join(part.split()): level for task in document.tasks for level, part in _path(task)}
    title = _title(document, text)
    for line in re.finditer(r"[^\n]+", text):
        words = "".join(line[0].split())
        if title and title.start() < line.end() and line.start() < title.end():
            yield Heading(level=0, start=line.start(), end=line.end())
        elif words in levels or _CHAPTER.fullmatch(words):
            yield Heading(level=levels.get(words, 1), start=line.start(), end=line.end())


def _title(document: Document, text: str) -> re.Match[str] | None:
    """The title where it stands as lines of its own."""
    letters = "".join((document.meta.title or "").split())
    own = r"\s*".join(map(re.escape, letters))
    return re.compile(rf"^\s*{own}\s*$", re.MULTILINE).search(text) if letters else None


def _path(task: Task) -> Iterator[tuple[int, str]]:
    return enumerate(task.section.split(" / "), start=1)
