"""Tables that are drawn with rules: the rules that meet make a grid, places without a rule between them a cell."""

from __future__ import annotations

import itertools
import statistics
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

_NEAR = 3.0  # points: rules so near are one, ends so near meet
_OVERHANG = 12.0  # points by which a rule stands out where the table is open at a side
_FEWEST_PLACES = 2
_MOST_RULES = 2_000  # more make a drawing, not a table


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A straight rule: at which x (upright) or y (level) it runs, and from where to where."""

    upright: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell:
    """A cell of a grid: its first row and column, and how many it spans."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The grid of a table: where its columns and rows part, from left to right and from top to bottom, its cells."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[GridCell, ...]

    def cell_at(self, x: float, y: float) -> int | None:
        """The index of the cell around a point, or None outside the table."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        for index, cell in enumerate(self.cells):
            if cell.row <= row < cell.row + cell.rows and cell.column <= column < cell.column + cell.columns:
                return index
        return None


def find_grids(rules: Iterable[Rule]) -> list[Grid]:
    """The tables that the rules draw, from top to bottom; frames of one cell are none.

    >>> level = [Rule(upright=False, at=y, start=0, end=100) for y in (0, 20, 40)]
    >>> upright = [Rule(upright=True, at=0, start=0, end=40), Rule(upright=True, at=100, start=0, end=40)]
    >>> middle = Rule(upright=True, at=30, start=20, end=40)
    >>> [(cell.row, cell.column, cell.columns) for cell in find_grids([*level, *upright, middle])[0].cells]
    [(0, 0, 2), (1, 0, 1), (1, 1, 1)]
    """
    rules = list(rules)
    level = _joined([rule for rule in rules if not rule.upright])
    upright = _joined([rule for rule in rules if rule.upright])
    if len(level) + len(upright) > _MOST_RULES:
        return []
    grids = [grid for group in _meeting(level, upright) if (grid := _grid(*group))]
    return sorted(grids, key=lambda grid: (grid.ys[0], grid.xs[0]))


def _joined(rules: Sequence[Rule]) -> list[Rule]:
    """Rules of one direction, those on one line that touch (double strokes, dashes, borders cell by cell) as one."""
    lines: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda each: each.at):
        if lines and rule.at - lines[-1][0].at <= _NEAR:
            lines[-1].append(rule)
        else:
            lines.append([rule])
    return [joined for line in lines for joined in _stretches(line)]


def _stretches(line: Sequence[Rule]) -> Iterator[Rule]:
    at = statistics.median(rule.at for rule in line)
    start: float | None = None
    end = 0.0
    for rule in sorted(line, key=lambda each: each.start):
        if start is not None and rule.start > end + _NEAR:
            yield Rule(upright=rule.upright, at=at, start=start, end=end)
            start = None
        if start is None:
            start, end = rule.start, rule.end
        end = max(end, rule.end)
    if start is not None:
        yield Rule(upright=line[0].upright, at=at, start=start, end=end)


def _meet(level: Rule, upright: Rule) -> bool:
    return (
        level.start - _NEAR <= upright.at <= level.end + _NEAR
        and upright.start - _NEAR <= level.at <= upright.end + _NEAR
    )


def _meeting(level: Sequence[Rule], upright: Sequence[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Groups of rules that meet, directly or over others."""
    waiting_level, waiting_upright = list(level), list(upright)
    while waiting_level:
        levels, uprights = [waiting_level.pop(0)], list[Rule]()
        fresh = levels
        while fresh:
            met, waiting_upright = _parted(waiting_upright, fresh)
            uprights += met
            fresh, waiting_level = _parted(waiting_level, met)
            levels = levels + fresh
        if uprights:
            yield levels, uprights


def _parted(waiting: list[Rule], crossing: list[Rule]) -> tuple[list[Rule], list[Rule]]:
    """The rules that meet one of the crossing ones, and the others."""
    met, others = list[Rule](), list[Rule]()
    for rule in waiting:
        meets = any(_meet(each, rule) if rule.upright else _meet(rule, each) for each in crossing)
        (met if meets else others).append(rule)
    return met, others


def _grid(level: list[Rule], upright: list[Rule]) -> Grid | None:
    level, upright = _closed(level, upright)
    xs, ys = _positions(upright), _positions(level)
    if (len(xs) - 1) * (len(ys) - 1) < _FEWEST_PLACES:
        return None
    cells = _cells(xs, ys, level, upright)
    return Grid(xs=xs, ys=ys, cells=tuple(cells)) if len(cells) >= _FEWEST_PLACES else None


def _positions(rules: Sequence[Rule]) -> tuple[float, ...]:
    found: list[float] = []
    for at in sorted(rule.at for rule in rules):
        if not found or at - found[-1] > _NEAR:
            found.append(at)
    return tuple(found)


def _closed(level: list[Rule], upright: list[Rule]) -> tuple[list[Rule], list[Rule]]:
    """The rules of a table, with the borders that an open side lacks."""
    left, right = min(rule.start for rule in level), max(rule.end for rule in level)
    top, bottom = min(rule.start for rule in upright), max(rule.end for rule in upright)
    xs, ys = [rule.at for rule in upright], [rule.at for rule in level]
    sides = [
        Rule(upright=True, at=at, start=min(*ys, top), end=max(*ys, bottom))
        for at, nearest in ((left, min(xs)), (right, max(xs)))
        if abs(at - nearest) > _OVERHANG
    ]
    ends = [
        Rule(upright=False, at=at, start=min(*xs, left), end=max(*xs, right))
        for at, nearest in ((top, min(ys)), (bottom, max(ys)))
        if abs(at - nearest) > _OVERHANG
    ]
    return level + ends, upright + sides


def _cells(xs: Sequence[float], ys: Sequence[float], level: Sequence[Rule], upright: Sequence[Rule]) -> list[GridCell]:
    """The cells by row and column: each place grows to the right and down until a rule stops it."""
    right_of = _stops(upright, xs[1:], ys)
    below = _stops(level, ys[1:], xs)
    last_row, last_column = len(ys) - 2, len(xs) - 2
    taken: set[tuple[int, int]] = set()
    cells: list[GridCell] = []
    for row in range(last_row + 1):
        for column in range(last_column + 1):
            if (row, column) in taken:
                continue
            last = column
            while not right_of[last][row] and last < last_column and (row, last + 1) not in taken:
                last += 1
            low = row
            while low < last_row and not any(below[low][column : last + 1]):
                low += 1
            if low > row or last > column:
                taken |= {(down, over) for down in range(row, low + 1) for over in range(column, last + 1)}
            cells.append(GridCell(row=row, column=column, rows=low - row + 1, columns=last - column + 1))
    return cells


def _stops(rules: Sequence[Rule], positions: Sequence[float], across: Sequence[float]) -> list[list[bool]]:
    """For each position whether a rule runs there between two neighbours of ``across``."""
    middles = [(one + other) / 2 for one, other in itertools.pairwise(across)]
    rules = sorted(rules, key=lambda rule: rule.at)
    ats = [rule.at for rule in rules]
    stops = []
    for at in positions:
        runs = [False] * len(middles)
        for rule in rules[bisect_left(ats, at - _NEAR) : bisect_right(ats, at + _NEAR)]:
            first, last = bisect_left(middles, rule.start), bisect_right(middles, rule.end)
            runs[first:last] = [True] * (last - first)
        stops.append(runs)
    return stops
