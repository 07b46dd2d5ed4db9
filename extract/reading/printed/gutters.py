"""Where the running text of a page parts into two columns."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from extract.reading.printed.page import PrintedLine, units

_FEWEST_LINES = 4
_LEAST_UNITS = 8
_FULL = 0.75
_SAME_MARGIN = 4.0  # points that the margins of two pages differ


@dataclass(frozen=True, slots=True, kw_only=True)
class Gutter:
    """Where the running text of a page parts into two columns, and where the lines of both begin."""

    x: float
    left: float
    right: float


def find_gutter(lines: Sequence[PrintedLine], before: Gutter | None) -> Gutter | None:
    """The gutter of a page: its own, or that of the page ``before`` where its few lines keep to the same columns."""
    x = gutter_of(lines)
    if x is not None:
        left, right = _sides(lines, x)
        return Gutter(x=x, left=_first(left), right=_first(right))
    if before is None:
        return None
    left, right = _sides(lines, before.x)
    if not left or not right or len(left) + len(right) < len(lines):
        return None
    moved = max(abs(_first(left) - before.left), abs(_first(right) - before.right))
    return before if moved <= _SAME_MARGIN else None


def _first(lines: Sequence[PrintedLine]) -> float:
    return min(line.left for line in lines)


def _sides(lines: Sequence[PrintedLine], x: float) -> tuple[list[PrintedLine], list[PrintedLine]]:
    """The lines that end before a gutter, and those that begin behind it."""
    return [line for line in lines if line.right <= x + 1], [line for line in lines if line.left >= x - 1]


def gutter_of(lines: Sequence[PrintedLine]) -> float | None:
    """Where running text in two columns parts, or None; columns of a table hold no running text."""
    if len(lines) < 2 * _FEWEST_LINES:
        return None
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    step = (right - left) / 150
    middle_half = [line for line in lines if line.width < 0.75 * (right - left)]
    if len(middle_half) < 2 * _FEWEST_LINES or step <= 0:
        return None
    at_risk = [left + step * index for index in range(35, 116)]
    covered = _meeting([(line.left, line.right) for line in lines], [(x, x) for x in at_risk])
    least = min(covered)
    low = [x for x, count in zip(at_risk, covered, strict=True) if count == least]
    x = statistics.median_low(_longest(low, step))
    return x if _is_gutter(lines, x) else None


def _meeting(spans: Sequence[tuple[float, float]], others: Sequence[tuple[float, float]]) -> list[int]:
    """How many of the spans begin before the end and end behind the start of each of the others."""
    starts, ends = np.sort(np.array(spans), axis=0).T
    first, last = np.array(others).T
    counts: list[int] = (np.searchsorted(starts, last, "left") - np.searchsorted(ends, first, "right")).tolist()
    return counts


def _longest(low: list[float], step: float) -> list[float]:
    """The longest stretch of neighbours."""
    stretches: list[list[float]] = []
    for x in low:
        if stretches and x - stretches[-1][-1] < 1.5 * step:
            stretches[-1].append(x)
        else:
            stretches.append([x])
    return max(stretches, key=len)


def _is_gutter(lines: Sequence[PrintedLine], x: float) -> bool:
    sides = _sides(lines, x)
    if min(map(len, sides)) < _FEWEST_LINES:
        return False
    left, right = ([(line.top, line.bottom) for line in side] for side in sides)
    if sum(count > 0 for count in _meeting(right, left)) < _FEWEST_LINES:
        return False
    widths = [[units(line.words) for line in side] for side in sides]
    medians = [statistics.median(each) for each in widths]
    full = [sum(width >= _FULL * max(each) for width in each) / len(each) for each in widths]
    return min(medians) >= _LEAST_UNITS and max(medians) <= 2 * min(medians) and min(full) >= 0.4
