"""Back to the document's own words: records made on the folded text get the offsets and quotes of the text itself."""

from __future__ import annotations

from dataclasses import replace

from extract.records import Assignment, Span, UnitMention
from extract.text.folding import Folded


class Origins:
    """The way between a text and its folded form."""

    def __init__(self, text: str, folded: Folded) -> None:
        self._text, self._folded = text, folded

    def folded_at(self, place: int) -> int:
        """The place in the folded text that a place in the text has, or the next that is left of it."""
        return self._folded.place(place)

    def span(self, start: int, end: int) -> Span:
        """The place in the text of a stretch of the folded text."""
        if start >= end:
            at = self._folded.origins[start] if start < len(self._folded.origins) else len(self._text)
            return Span(start=at, end=at)
        first, last = self._folded.span(start, end)
        return Span(start=first, end=last)

    def quote(self, start: int, end: int) -> str:
        """The text's own words for a stretch of the folded text."""
        span = self.span(start, end)
        return self._text[span.start : span.end]

    def unfolded(self, assignment: Assignment) -> Assignment:
        """The assignment with the offsets and the words of the text."""
        span = self.span(assignment.start, assignment.end)
        return replace(
            assignment,
            start=span.start,
            end=span.end,
            text=self._text[span.start : span.end],
            scope=self.span(assignment.scope.start, assignment.scope.end),
            units=tuple(self._unit(unit) for unit in assignment.units),
        )

    def _unit(self, unit: UnitMention) -> UnitMention:
        span = self.span(unit.start, unit.end)
        return UnitMention(
            text=unit.text,
            start=span.start,
            end=span.end,
            role=unit.role,
            effective_role=unit.effective_role,
            rule=unit.rule,
            canonical=unit.canonical,
            unit_id=unit.unit_id,
            collective=unit.collective,
            found_by=unit.found_by,
        )
