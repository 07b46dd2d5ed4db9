"""The records of overlaps: two tasks that set the same job, why, by which words, and what differs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["same", "related", "carried-on", "handed-down"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRef:
    """A task of a document, as other parts name it."""

    doc: str
    number: str | None
    title: str
    start: int
    task: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What the two plans set differently for the same job."""

    aspect: Literal["lead", "deadline", "target"]
    a: str
    b: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words ``text[start:end]`` of a document."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """Two stretches, one of each task, that ask for the same."""

    a: Words
    b: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Two tasks of two plans; ``score`` lies between 0 and 1, ``why`` names in Chinese what they share.

    ``why_en`` says the same in English and quotes the Chinese words; ``shared`` are the stretches that show it. The
    ``id`` comes from the documents and the titles: it is the same after a plan is read again.
    """

    id: str
    a: TaskRef
    b: TaskRef
    kind: Kind
    score: float
    why: str
    why_en: str
    shared: tuple[Shared, ...]
    differs: tuple[Difference, ...]
