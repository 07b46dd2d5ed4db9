"""Stretches of a text that stand in order and apart, so that asking whether one of them is touched stays fast."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Sequence

Stretch = tuple[int, int]


def merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The same characters as stretches that stand in order and apart.

    >>> merged([(5, 7), (0, 2), (1, 4)])
    [(0, 4), (5, 7)]
    """
    found: list[Stretch] = []
    for start, end in sorted(stretches):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def touches(start: int, end: int, apart: Sequence[Stretch]) -> bool:
    """Whether ``start`` to ``end`` shares a character with one of the stretches, which stand in order and apart.

    >>> touches(3, 6, [(0, 4), (7, 9)]), touches(4, 7, [(0, 4), (7, 9)])
    (True, False)
    """
    before = bisect.bisect_left(apart, (end, 0)) - 1
    return before >= 0 and apart[before][1] > start


def written_lines(text: str, start: int = 0, end: int | None = None) -> Iterator[Stretch]:
    r"""Where the lines that are not blank stand, each without the blanks at its end.

    >>> list(written_lines("一、\n \n二 \n"))
    [(0, 2), (5, 6)]
    """
    for line in re.compile(r"[^\n\r\f]+").finditer(text, start, len(text) if end is None else end):
        words = line[0].rstrip()
        if words:
            yield line.start(), line.start() + len(words)
