"""The words that a deadline limits: the sub-action behind it, the block above its label, the part below its heading."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.records import Deadline, Span
from extract.rulebook import load_pattern
from extract.text.folding import Folded

_SENTENCE = "。;!?！？\n"
_PHRASE = ",:"
_CLOSING = ")〕]】"
_OPENING = "(〔[【"
_REACH = 3000
"""The characters before and behind a deadline in which its scope is looked for."""
_SKIPPED = " ,、:;。\n" + _CLOSING


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A task clause or a part under a heading: where it begins, where its title ends, where it ends."""

    start: int
    title_end: int
    end: int


def with_scopes(
    folded: Folded, deadlines: Sequence[Deadline], clauses: Sequence[Part], headings: Sequence[Part]
) -> list[Deadline]:
    """The deadlines, in the order of the text, with their scopes; offsets are those of the document's text."""
    scopes = _Scopes(folded, deadlines, clauses, headings)
    return [replace(one, scope=scopes.of(place)) for place, one in enumerate(deadlines)]


class _Scopes:
    def __init__(
        self, folded: Folded, deadlines: Sequence[Deadline], clauses: Sequence[Part], headings: Sequence[Part]
    ) -> None:
        self._folded, self._text = folded, folded.text
        self._clauses, self._headings = clauses, headings
        self._starts = [clause.start for clause in clauses]
        self._heads = [heading.start for heading in headings]
        self._dues = deadlines
        self._spans = [(folded.place(one.start), folded.place(one.end)) for one in deadlines]

    def of(self, number: int) -> Span | None:
        """The scope of a deadline by its number."""
        due = self._dues[number]
        clause = _around(self._clauses, self._starts, due.start)
        heading = _around(self._headings, self._heads, due.start, in_title=True)
        start = self._spans[number][0]
        bracketed = self._text[max(0, start - 1) : start] in tuple(_OPENING)
        if clause is not None and bracketed and due.end <= clause.title_end:
            return Span(start=clause.start, end=clause.end)
        if heading is not None and (clause is None or clause.start < heading.start):
            return Span(start=heading.start, end=heading.end)
        floor = self._folded.place(clause.start) if clause else 0
        ceiling = self._folded.place(clause.end) if clause else len(self._text)
        return self._span(*self._words(number, floor, ceiling), due)

    def _words(self, number: int, floor: int, ceiling: int) -> tuple[int, int]:
        """The folded offsets of what the deadline limits, between where its clause begins and ends."""
        start, end = self._spans[number]
        floor, ceiling = max(floor, start - _REACH), min(ceiling, end + _REACH)
        left = _last_of(self._text, _SENTENCE, floor, start)
        right = self._behind(number, ceiling)
        label = load_pattern("deadlines", "deadline.scope.label").search(self._text, max(floor, start - 14), start)
        nothing = load_pattern("deadlines", "deadline.scope.nothing_behind").match(self._text[end:right])
        if label is None and not nothing:
            return self._phrase(left, start), right
        return self._before(number, (floor, left), label.start() if label else None, right)

    def _behind(self, number: int, ceiling: int) -> int:
        """Where the sub-action behind the deadline ends: at the next deadline, a statement, the end of the sentence."""
        end = self._spans[number][1]
        right = _next_of(self._text, _SENTENCE, end, ceiling)
        following = self._spans[number + 1][0] if number + 1 < len(self._spans) else right
        following = following if end <= following < right else right
        statement = load_pattern("deadlines", "deadline.scope.statement").search(self._text, end, following)
        if statement:
            return statement.start()
        return right if following == right else _last_of(self._text, _PHRASE, end, following)

    def _phrase(self, left: int, start: int) -> int:
        """Where the phrase begins in which the deadline stands."""
        first = _last_of(self._text, _PHRASE, left, start)
        closing = max(self._text.rfind(sign, first, start) for sign in _CLOSING)
        opening = max(self._text.rfind(sign, first, start) for sign in _OPENING)
        return closing + 1 if closing > opening else first

    def _before(self, number: int, bounds: tuple[int, int], label: int | None, right: int) -> tuple[int, int]:
        """The words before a deadline that nothing follows: its sentence, or the block above its label or bracket."""
        floor, left = bounds
        start = self._spans[number][0]
        before = self._spans[number - 1][1] if number else 0
        last = start if label is None else label
        opening = max(self._text.rfind(sign, max(floor, before), last) for sign in _OPENING)
        inside = opening >= 0 and not any(sign in self._text[opening:last] for sign in _CLOSING)
        last = opening if inside else last
        first = max(left, before) if before <= last else left
        if len(self._text[min(first, last) : last].strip(_SKIPPED + _OPENING)) < 4:
            first = max(floor, before) if before <= last else floor
        return first, last if inside or label is not None else right

    def _span(self, first: int, last: int, due: Deadline) -> Span | None:
        """The original offsets, without the signs at both ends; the deadline's own where nothing else is left."""
        while first < last and self._text[first] in _SKIPPED:
            first += 1
        while last > first and self._text[last - 1] in _SKIPPED[:-1] + _OPENING:
            last -= 1
        if first >= last:
            return Span(start=due.start, end=due.end)
        start, end = self._folded.span(first, last)
        return Span(start=start, end=end)


def _around(parts: Sequence[Part], starts: Sequence[int], place: int, *, in_title: bool = False) -> Part | None:
    """The innermost part that holds the place, in its title if asked for."""
    for number in range(bisect_right(starts, place) - 1, -1, -1):
        part = parts[number]
        if place < (part.title_end if in_title else part.end):
            return part
        if in_title:
            return None
    return None


def _last_of(text: str, signs: str, start: int, end: int) -> int:
    """Behind the last of the signs in ``text[start:end]``; ``start`` where there is none."""
    return max(start, *(text.rfind(sign, start, end) + 1 for sign in signs))


def _next_of(text: str, signs: str, start: int, end: int) -> int:
    places = [at for sign in signs if (at := text.find(sign, start, end)) >= 0]
    return min(places, default=end)
