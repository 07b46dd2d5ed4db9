"""Lines of jurisdiction: plans of one subject that follow each other, year by year in one place or level by level."""

from __future__ import annotations

from typing import Literal, NamedTuple

from extract.records import Document
from graph.comparing import ordered
from graph.overlapping.kinds import cites
from graph.overlapping.subjects import one_subject

Line = Literal["years", "levels"]


class Follows(NamedTuple):
    """Two plans of one line, and the document that comes first: the upper one, or that of the earlier year."""

    line: Line
    first: str


def line_of(a: Document, b: Document) -> Follows | None:
    """How one of the two plans follows the other; None where they are of no line or of different subjects.

    A lower plan that cites the upper one follows it whatever both are about.
    """
    as_given, order = ordered(a, b)
    first, second = (a, b) if as_given else (b, a)
    if order == "levels":
        return Follows("levels", first.doc) if one_subject(a, b) or cites(second, first) else None
    place = a.meta.jurisdiction
    follows = order == "years" and place and place == b.meta.jurisdiction and one_subject(a, b)
    return Follows("years", first.doc) if follows else None
