"""Words of a document by which a place is found again: after it was read anew, and where a new version has moved it.

White space does not count. In the text in which an anchor was made the place is known by its number among all places
of the words; in another text what stands around them must agree, too: in the clause, or where that is little, also
before the clause. A place that would have to be guessed is not found.
"""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass

from extract.records import Document, Task

AROUND = 40  # characters around the words that are compared
ALONE = 8  # characters on one side that are enough where the other side has changed; fewer on both tell nothing
ENOUGH = 16  # characters of the clause; where it has fewer around the words, what stands before it has to agree


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """The ``quote``, the ``nth`` of its places in the text of this hash, and what surrounds it.

    ``telling`` names the surroundings that no other place of that text had (both, before, after): only these tell.
    """

    quote: str
    nth: int
    before: str
    after: str
    telling: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a quote stands; ``whole`` where nothing that surrounds it has changed."""

    start: int
    end: int
    whole: bool


class Squeezed:
    """A text without its white space, and where each character stood."""

    def __init__(self, text: str) -> None:
        parts = [(found.start(), found[0]) for found in re.finditer(r"\S+", text)]
        self.words = "".join(part for _, part in parts)
        self._starts: list[int] = []
        self._offsets: list[int] = []
        at = 0
        for offset, part in parts:
            self._starts.append(at)
            self._offsets.append(offset)
            at += len(part)

    def at(self, offset: int) -> int:
        """How many characters stand before this offset of the text."""
        part = _last(self._offsets, offset)
        if part < 0:
            return 0
        stop = self._starts[part + 1] if part + 1 < len(self._starts) else len(self.words)
        return min(self._starts[part] + offset - self._offsets[part], stop)

    def span(self, start: int, stop: int) -> tuple[int, int]:
        """Where the text has these characters, half-open."""
        return self._offset(start), self._offset(stop - 1) + 1

    def _offset(self, at: int) -> int:
        part = _last(self._starts, at)
        return self._offsets[part] + at - self._starts[part]


def _last(ordered: list[int], value: int) -> int:
    """The number of the last of these that is not greater, -1 where there is none."""
    return bisect.bisect_right(ordered, value) - 1


def bare(words: str) -> str:
    """The words without white space."""
    return "".join(words.split())


def places_of(quote: str, words: str) -> list[int]:
    """Where the quote stands in the words, places that overlap too.

    >>> places_of("市局", "市局、市局")
    [0, 3]
    """
    found, at = [], words.find(quote) if quote else -1
    while at >= 0:
        found.append(at)
        at = words.find(quote, at + 1)
    return found


def anchor(document: Document, text: str, start: int, end: int) -> Anchor:
    """The anchor of ``text[start:end]`` with what surrounds it in its task's clause, the clause's number apart.

    Where that is little, with what stands before, the heading and the clause before it among it.
    """
    squeezed = Squeezed(text)
    first, stop = squeezed.at(start), squeezed.at(end)
    quote = squeezed.words[first:stop]
    clause = clause_at(document, start, end)
    head, tail = (squeezed.at(clause.start), squeezed.at(clause.end)) if clause else (first, stop)
    before = squeezed.words[head:first].removeprefix(bare((clause and clause.number) or ""))[-AROUND:]
    after = squeezed.words[stop:tail][:AROUND]
    if len(before) + len(after) < ENOUGH:
        before = squeezed.words[max(0, first - AROUND) : first]
    places = places_of(quote, squeezed.words)
    sides = _sides(before, after).items()
    telling = [name for name, side in sides if sum(_fits(squeezed.words, at, quote, *side) for at in places) == 1]
    return Anchor(
        quote=quote, nth=places.index(first), before=before, after=after, telling=" ".join(telling),
        text=document.text_sha256,
    )  # fmt: skip


def clause_at(document: Document, start: int, end: int) -> Task | None:
    """The narrowest task whose clause holds these characters, or else their beginning."""
    for reach in (end, start + 1):
        holding = [task for task in document.tasks if task.start <= start and reach <= task.end]
        if holding:
            return min(holding, key=lambda task: task.end - task.start)
    return None


def find(one: Anchor, text: str, text_sha256: str) -> Place | None:
    """Where the anchor's quote stands in the text, or None where it is gone or could be several places."""
    squeezed = Squeezed(text)
    places = places_of(one.quote, squeezed.words)
    if text_sha256 == one.text and one.nth < len(places):
        place, whole = places[one.nth], True
    else:
        fitting, whole = _fitting(one, squeezed.words, places)
        if len(fitting) != 1:
            return None
        (place,) = fitting
    start, end = squeezed.span(place, place + len(one.quote))
    return Place(start=start, end=end, whole=whole)


def _sides(before: str, after: str) -> dict[str, tuple[str, str]]:
    """The surroundings that are compared, as far as they are long enough: both sides, or else one."""
    sides = {}
    if len(before) + len(after) >= ALONE:
        sides["both"] = before, after
    if len(before) >= ALONE:
        sides["before"] = before, ""
    if len(after) >= ALONE:
        sides["after"] = "", after
    return sides


def _fitting(one: Anchor, words: str, places: list[int]) -> tuple[list[int], bool]:
    """The places that can be meant, by the first surroundings that are found at all, and whether these are both."""
    telling = one.telling.split()
    for name, side in _sides(one.before, one.after).items():
        found = [place for place in places if _fits(words, place, one.quote, *side)]
        if found:
            return found if name in telling else [], name == "both"
    return [], False


def _fits(words: str, place: int, quote: str, before: str, after: str) -> bool:
    return words.endswith(before, 0, place) and words.startswith(after, place + len(quote))
