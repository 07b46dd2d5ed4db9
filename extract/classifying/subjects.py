"""The sectors of a document's clauses: their own words, the headings above them and the document's title."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from extract.classifying.sectors import SectorFinder
from extract.outlining.outline import Clause, Heading
from extract.records import SectorMention, Span

_FRONT = 20_000
"""The title stands within so many characters."""


class Subjects:
    """What the clauses of a document are about."""

    def __init__(self, text: str, headings: Sequence[Heading], title: str | None) -> None:
        self._text = text
        self._finder = SectorFinder(text)
        self._headings = sorted(headings, key=lambda heading: heading.start)
        self._starts = [heading.start for heading in self._headings]
        self._above = _above(self._headings)
        self._title = _printed(text, title or "", 0, _FRONT)

    def of(self, clause: Clause) -> tuple[SectorMention, ...]:
        """The sectors of a clause, weightiest first; there is always one."""
        title = _printed(self._text, clause.title, clause.start, clause.end)
        above = [Span(start=heading.start, end=heading.end) for heading in self._path(clause)]
        titled = [self._title] if self._title else []
        title_end = title.end if title else clause.start
        return self._finder.find(clause.start, clause.end, title_end, [*above, *titled])

    def _path(self, clause: Clause) -> Iterator[Heading]:
        """The headings in whose part the clause stands, the nearest first."""
        number = bisect_left(self._starts, clause.start) - 1
        while number >= 0:
            heading = self._headings[number]
            if heading.title and heading.title in clause.section:
                yield heading
            number = self._above[number]


def _above(headings: Sequence[Heading]) -> list[int]:
    """For each heading the place of the one above it, -1 for the uppermost."""
    found: list[int] = []
    for number, heading in enumerate(headings):
        above = number - 1
        while above >= 0 and headings[above].level >= heading.level:
            above = found[above]
        found.append(above)
    return found


def _printed(text: str, words: str, start: int, end: int) -> Span | None:
    """Where the words stand, however they are spaced and wrapped."""
    at = text.find(words, start, end)
    if not words.strip() or at >= 0:
        return Span(start=at, end=at + len(words)) if words.strip() else None
    spaced = re.compile(r"\s*".join(re.escape(character) for character in words if not character.isspace()))
    found = spaced.search(text, start, end)
    return Span(start=found.start(), end=found.end()) if found else None
