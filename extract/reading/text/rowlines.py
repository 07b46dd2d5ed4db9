"""Which lines of a page make up which row of a table, where nothing but the row's number and its words tell.

A number stands beside the middle of its row or beside its first line. Every way to cut the lines into rows of one
number each is weighed: cells whose middle (or top) is beside the number, a longest cell that ends with a sentence and
has no blank line inside. The lightest way wins, and only if it is light enough.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

Anchor = Literal["middle", "top"]

_ANCHORS: tuple[Anchor, ...] = ("middle", "top")

_ENDS = re.compile(r"[。；;！!）)”》]$")
_MAIN, _OTHER = 1.0, 0.5  # what a line costs by which a cell is beside its number, for the longest column and others
_OPEN_END, _BLANK_INSIDE, _NO_WORDS, _TORN, _CARRIED = 2.0, 1.5, 3.0, 2.0, 3.0
_TALLEST = 80  # lines from one number to the next
_HEAVIEST = 3.5  # mean weight of the rows of a page that is still sure


@dataclass(frozen=True, slots=True, kw_only=True)
class CellLine:
    """A line of a table: its number on the page, its place in the text, and its words by column."""

    number: int
    start: int
    end: int
    words: tuple[str, ...]

    @property
    def numbered(self) -> bool:
        """Whether the number of a row stands in it."""
        return bool(self.words[0])


def split_rows(lines: Sequence[CellLine], *, main: int, may_carry_on: bool) -> list[Sequence[CellLine]] | None:
    """The lines by rows, or None if no way is sure; a first row without a number carries on the page before.

    ``main`` is the column with the most words.
    """
    found = [_Cutting(lines, main, anchor).lightest(may_carry_on=may_carry_on) for anchor in _ANCHORS]
    best = min((way for way in found if way is not None), key=lambda way: way.weight, default=None)
    return list(best.rows) if best and best.weight <= _HEAVIEST * len(best.rows) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """A way to cut the first lines into rows, and what it weighs."""

    weight: float
    rows: tuple[Sequence[CellLine], ...]


class _Cutting:
    """The ways to cut lines into rows whose numbers stand at one anchor."""

    def __init__(self, lines: Sequence[CellLine], main: int, anchor: Anchor) -> None:
        self._lines, self._main, self._anchor = lines, main, anchor
        rows = sum(line.numbered for line in lines)
        columns = range(1, len(lines[0].words))
        # A column with fewer lines than there are rows has cells merged over several of them.
        self._columns = [at for at in columns if sum(bool(line.words[at]) for line in lines) >= rows or at == main]

    def lightest(self, *, may_carry_on: bool) -> _Way | None:
        """The lightest way to cut all lines, or None if none of them has a number."""
        numbered = [at for at, line in enumerate(self._lines) if line.numbered]
        gaps = (after - before for before, after in pairwise([0, *numbered, len(self._lines)]))
        if not numbered or max(gaps) > _TALLEST:
            return None
        ways = {0: _Way(weight=0.0, rows=())}
        if may_carry_on:
            ways |= {cut: self._carried_on(self._lines[:cut]) for cut in range(1, numbered[0] + 1)}
        for at, following in zip(numbered, [*numbered[1:], None], strict=True):
            cuts = (len(self._lines),) if following is None else range(at + 1, following + 1)
            ways = {cut: self._best(ways, at, cut) for cut in cuts}
        return ways[len(self._lines)]

    def _carried_on(self, row: Sequence[CellLine]) -> _Way:
        return _Way(weight=_CARRIED + self._open_end(row), rows=(row,))

    def _best(self, ways: Mapping[int, _Way], at: int, cut: int) -> _Way:
        """The lightest way to the cut whose last row has the number in line ``at``."""
        number = self._lines[at].number
        found = [
            _Way(weight=way.weight + self._weight(row, number), rows=(*way.rows, row))
            for start, way in ways.items()
            if start <= at and (row := self._lines[start:cut])
        ]
        return min(found, key=lambda way: way.weight)

    def _weight(self, row: Sequence[CellLine], number: int) -> float:
        weight = self._open_end(row)
        for column in self._columns:
            held = [line.number for line in row if line.words[column]]
            if not held:
                weight += _NO_WORDS if column == self._main else 0.0
                continue
            beside = (held[0] + held[-1]) / 2 if self._anchor == "middle" else held[0]
            weight += abs(beside - number) * (_MAIN if column == self._main else _OTHER)
            torn = any(after - before > 2 for before, after in pairwise(held))
            weight += _TORN if torn and column != self._main else 0.0
        return weight + _BLANK_INSIDE * sum(after.number - before.number - 1 for before, after in pairwise(row))

    def _open_end(self, row: Sequence[CellLine]) -> float:
        words = [line.words[self._main] for line in row if line.words[self._main]]
        return 0.0 if not words or _ENDS.search(words[-1]) else _OPEN_END
