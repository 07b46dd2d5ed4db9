"""Where the words of a correction stand in a document as it is held now."""

from __future__ import annotations

from dataclasses import dataclass

from extract.records import Assignment, Corrected, Document, Span
from graph.anchors import Squeezed, clause_at, find, places_of
from graph.corrections import Change, Correction

UNITS: tuple[Change, ...] = ("role", "not-unit", "unit")
TIMES: tuple[Change, ...] = ("date", "not-deadline", "deadline")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Where a correction's words stand now: the quote that holds them, and the words, None for what was implied."""

    correction: Correction
    quote: Span
    words: Span | None

    def place(self, document: Document) -> tuple[object, ...]:
        """What is corrected: of several corrections with one place the last one holds.

        Of a unit that was read with two roles (牵头督导), it is the one with the role that had been read.
        """
        change = self.correction.change
        kind = "unit" if change in UNITS else "deadline" if change in TIMES else "target"
        twice = kind == "unit" and len(mentions_at(document, self)) > 1
        read = self.correction.read if twice else None
        return kind, self.words or (self.quote, self.correction.words), read


def locate(one: Correction, document: Document, text: str) -> Found | None:
    """Where the correction's words stand in this text; None where they are gone or could be several places.

    Where what surrounds them has changed on one side, the task must have its former title.
    """
    place = find(one.anchor, text, document.text_sha256)
    if place is None:
        return None
    quote = Span(start=place.start, end=place.end)
    words = None if one.implied else _words_in(one, quote, text)
    if not one.implied and words is None:
        return None
    if not place.whole and not _in_its_task(one, document, words or quote, quote.end):
        return None
    return Found(correction=one, quote=quote, words=words)


def _words_in(one: Correction, quote: Span, text: str) -> Span | None:
    squeezed = Squeezed(quote.of(text))
    places = places_of(one.words, squeezed.words)
    if one.nth >= len(places):
        return None
    start, end = squeezed.span(places[one.nth], places[one.nth] + len(one.words))
    return Span(start=quote.start + start, end=quote.start + end)


def _in_its_task(one: Correction, document: Document, words: Span, end: int) -> bool:
    """Whether the words stand in a task with the title that their task had when it was corrected."""
    clause = clause_at(document, words.start, end)
    return (clause.title if clause else "") == one.task


def mentions_at(document: Document, found: Found) -> list[tuple[Assignment, int]]:
    """The mentions of units at just this place: each statement, and the number of the unit in it."""
    return [
        (statement, number)
        for statement in document.assignments
        for number, unit in enumerate(statement.units)
        if (unit.start, unit.end) == ends(found.words)
    ]


def mark(found: Found, read: str | None) -> Corrected:
    """What a fact says of its correction, and of what had been read."""
    one = found.correction
    return Corrected(number=one.number, at=one.at, who=one.who, note=one.note, read=read)


def ends(words: Span | None) -> tuple[int, int] | None:
    """Where the words begin and end."""
    return (words.start, words.end) if words else None
