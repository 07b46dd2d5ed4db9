"""Rows of a page: the lines that stand side by side, and the columns in which rows are read."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extract.reading.printed.gutters import Gutter, gutter_of
from extract.reading.printed.page import PrintedLine, PrintedPage, PrintedTable, units

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


def make_rows(page: PrintedPage, lines: Sequence[PrintedLine]) -> list[Row]:
    """The rows of lines that are read in one column, from top to bottom."""
    if len(lines) == 1:
        return [_row(page, [*lines])]
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
    if len(group) == 1:
        (line,) = group
        left, top, right, bottom = line.left, line.top, line.right, line.bottom
        return Row(page=page, lines=(line,), left=left, top=top, right=right, bottom=bottom, em=_character(line))
    group.sort(key=lambda line: line.left)
    return Row(
        page=page,
        lines=tuple(group),
        left=group[0].left,
        top=min(line.top for line in group),
        right=max(line.right for line in group),
        bottom=max(line.bottom for line in group),
        em=_character(max(group, key=lambda line: line.width)),
    )


def _character(line: PrintedLine) -> float:
    """The width of a character of the line."""
    height = line.bottom - line.top
    size = (line.right - line.left) / max(0.5, units(line.words))
    return max(min(max(size, 0.5 * height), 1.3 * height), 1.0)


def read_order(page: PrintedPage, lines: Sequence[PrintedLine], gutter: Gutter | None) -> list[Column | TableOnPage]:
    """What stands on a page in the order of reading: columns of rows, and tables."""
    return _ordered(page, [*lines, *page.tables], (round(page.width / 10),), gutter.x if gutter else None)


def _ordered(
    page: PrintedPage, pieces: list[PrintedLine | PrintedTable], slot: tuple[int, ...], gutter: float | None
) -> list[Column | TableOnPage]:
    if gutter is None:
        return _stacked(page, pieces, slot)
    crossing, sides = _parted(pieces, lambda each: each.left < gutter - 1 and each.right > gutter + 1)
    order: list[Column | TableOnPage] = []
    across: list[PrintedLine | PrintedTable] = []
    for piece in [*sorted(crossing, key=_top), None]:
        level = math.inf if piece is None else _middle(piece)
        above, sides = _parted(sides, lambda each: _middle(each) < level)  # noqa: B023 - called at once
        if above:
            order += _stacked(page, across, (*slot, 0)) if across else []
            across = []
            for side, own in enumerate(_parted(above, lambda each: each.left + each.right < 2 * gutter), start=1):
                within = gutter_of([each for each in own if isinstance(each, PrintedLine)]) if len(slot) <= 2 else None
                order += _ordered(page, own, (*slot, side), within) if own else []
        if piece is not None:
            across.append(piece)
    return order + (_stacked(page, across, (*slot, 0)) if across else [])


def _parted(
    pieces: Sequence[PrintedLine | PrintedTable], chosen: Callable[[PrintedLine | PrintedTable], bool]
) -> tuple[list[PrintedLine | PrintedTable], list[PrintedLine | PrintedTable]]:
    """The chosen ones, and the others."""
    ones: list[PrintedLine | PrintedTable] = []
    others: list[PrintedLine | PrintedTable] = []
    for piece in pieces:
        (ones if chosen(piece) else others).append(piece)
    return ones, others


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
