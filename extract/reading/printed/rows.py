"""Rows of a page: the lines that stand side by side, and the columns in which rows are read."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from extract.reading.printed.page import PrintedLine, PrintedPage, PrintedTable

_SAME_ROW = 0.5  # of the smaller height
_APART = "  "  # what parts the lines of a row


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Lines of a page that stand side by side, from left to right: mostly one."""

    page: PrintedPage
    lines: tuple[PrintedLine, ...]
    left: float
    top: float
    right: float
    bottom: float
    em: float

    @property
    def words(self) -> str:
        """The words of the row as printed."""
        return self.lines[0].words if len(self.lines) == 1 else _APART.join(line.words for line in self.lines)

    @property
    def middle(self) -> float:
        """The height on the page at which the row runs."""
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        """About the size of its characters."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """Rows that are read one after the other; ``slot`` tells columns of one place on their pages from others."""

    rows: tuple[Row, ...]
    slot: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableOnPage:
    """A table with the page that it stands on."""

    page: PrintedPage
    table: PrintedTable


def units(words: str) -> float:
    """The width of words in characters of full width.

    >>> units("到2025年")
    4.0
    """
    # A character of full width takes three bytes, one of half width one.
    return (len(words.encode("utf-8", "surrogatepass")) + len(words)) / 4


def make_rows(page: PrintedPage, lines: Sequence[PrintedLine]) -> list[Row]:
    """The rows of lines that are read in one column, from top to bottom."""
    groups: list[list[PrintedLine]] = []
    for line in sorted(lines, key=lambda each: each.top + each.bottom):
        if groups and line.top < groups[-1][0].bottom and _beside(groups[-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_row(page, group) for group in groups]


def _beside(group: list[PrintedLine], line: PrintedLine) -> bool:
    tallest = max(group, key=lambda each: each.height)
    shared = min(tallest.bottom, line.bottom) - max(tallest.top, line.top)
    return shared >= _SAME_ROW * min(tallest.height, line.height)


def _row(page: PrintedPage, group: list[PrintedLine]) -> Row:
    left, top, right, bottom = group[0].left, group[0].top, group[0].right, group[0].bottom
    em = _character(group[0])
    if len(group) > 1:
        group.sort(key=lambda line: line.left)
        left, right = group[0].left, max(line.right for line in group)
        top, bottom = min(line.top for line in group), max(line.bottom for line in group)
        em = _character(max(group, key=lambda line: line.width))
    return Row(page=page, lines=tuple(group), left=left, top=top, right=right, bottom=bottom, em=em)


def _character(line: PrintedLine) -> float:
    """The width of a character of the line."""
    height = line.bottom - line.top
    size = (line.right - line.left) / max(0.5, units(line.words))
    return max(min(max(size, 0.5 * height), 1.3 * height), 1.0)


def read_order(page: PrintedPage, lines: Sequence[PrintedLine]) -> list[Column | TableOnPage]:
    """What stands on a page in the order of reading: columns of rows, and tables."""
    return _ordered(page, [*lines, *page.tables], (round(page.width / 10),))


def _ordered(
    page: PrintedPage, pieces: list[PrintedLine | PrintedTable], slot: tuple[int, ...]
) -> list[Column | TableOnPage]:
    gutter = _gutter([piece for piece in pieces if isinstance(piece, PrintedLine)]) if len(slot) <= 3 else None
    if gutter is None:
        return _stacked(page, pieces, slot)
    crossing = sorted((each for each in pieces if each.left < gutter - 1 and each.right > gutter + 1), key=_top)
    sides = [each for each in pieces if each not in crossing]
    order: list[Column | TableOnPage] = []
    across: list[PrintedLine | PrintedTable] = []
    for piece in [*crossing, None]:
        above = [each for each in sides if piece is None or _middle(each) < _middle(piece)]
        if above:
            order += _stacked(page, across, (*slot, 0)) if across else []
            across = []
            for side in (1, 2):
                own = [each for each in above if (each.left + each.right < 2 * gutter) == (side == 1)]
                order += _ordered(page, own, (*slot, side)) if own else []
            sides = [each for each in sides if each not in above]
        if piece is not None:
            across.append(piece)
    return order + (_stacked(page, across, (*slot, 0)) if across else [])


def _top(piece: PrintedLine | PrintedTable) -> float:
    return piece.top


def _middle(piece: PrintedLine | PrintedTable) -> float:
    return (piece.top + piece.bottom) / 2 if isinstance(piece, PrintedLine) else piece.top


def _stacked(
    page: PrintedPage, pieces: Sequence[PrintedLine | PrintedTable], slot: tuple[int, ...]
) -> list[Column | TableOnPage]:
    """Pieces of one column from top to bottom; a table parts the rows above from those below it."""
    order: list[Column | TableOnPage] = []
    waiting = [piece for piece in pieces if isinstance(piece, PrintedLine)]
    for table in sorted((piece for piece in pieces if isinstance(piece, PrintedTable)), key=_top):
        above = [line for line in waiting if line.middle < table.top + 1]
        waiting = [line for line in waiting if line.middle >= table.top + 1]
        if above:
            order.append(Column(rows=tuple(make_rows(page, above)), slot=slot))
        order.append(TableOnPage(page=page, table=table))
    if waiting:
        order.append(Column(rows=tuple(make_rows(page, waiting)), slot=slot))
    return order


_FEWEST_LINES = 4
_LEAST_UNITS = 8
_FULL = 0.75


def _gutter(lines: Sequence[PrintedLine]) -> float | None:
    """Where running text in two columns parts, or None; columns of a table hold no running text."""
    if len(lines) < 2 * _FEWEST_LINES:
        return None
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    step = (right - left) / 150
    middle_half = [line for line in lines if line.width < 0.75 * (right - left)]
    if len(middle_half) < 2 * _FEWEST_LINES or step <= 0:
        return None
    at_risk = [left + step * index for index in range(35, 116)]
    covered = [sum(line.left < x < line.right for line in lines) for x in at_risk]
    least = min(covered)
    low = [x for x, count in zip(at_risk, covered, strict=True) if count == least]
    for x in (statistics.median_low(_longest(low, step)),):
        if _is_gutter(lines, x):
            return x
    return None


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
    sides = [line for line in lines if line.right <= x + 1], [line for line in lines if line.left >= x - 1]
    if min(map(len, sides)) < _FEWEST_LINES:
        return False
    beside = [one for one in sides[0] if any(other.top < one.bottom and one.top < other.bottom for other in sides[1])]
    if len(beside) < _FEWEST_LINES:
        return False
    widths = [[units(line.words) for line in side] for side in sides]
    medians = [statistics.median(each) for each in widths]
    full = [sum(width >= _FULL * max(each) for width in each) / len(each) for each in widths]
    return min(medians) >= _LEAST_UNITS and max(medians) <= 2 * min(medians) and min(full) >= 0.4
