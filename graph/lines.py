"""Lines of jurisdiction: plans that follow each other, year by year in one place or from a level to one below it."""

from __future__ import annotations

from typing import Literal, NamedTuple

from extract.records import Document
from graph.comparing import ordered

Line = Literal["years", "levels"]


class Follows(NamedTuple):
    """Two plans of one line, and the document that comes first: the upper one, or that of the earlier year."""

    line: Line
    first: str


def line_of(a: Document, b: Document) -> Follows | None:
    """How one of the two plans follows the other; None where they are of no line."""
    as_given, order = ordered(a, b)
    first = (a if as_given else b).doc
    if order == "levels":
        return Follows("levels", first)
    place = a.meta.jurisdiction
    return Follows("years", first) if order == "years" and place and place == b.meta.jurisdiction else None
