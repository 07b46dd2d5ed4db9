"""Ruled tables as grids of words: the lines of a cell joined, the parts of a table on several pages as one."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import dropwhile

from extract.reading.composing import Filled, Piece
from extract.reading.printed.page import PrintedCell
from extract.reading.printed.paragraphs import is_wrapped, needs_blank, opens
from extract.reading.printed.rows import Row, TableOnPage, make_rows
from extract.records import Where

_SAME_EDGE = 0.01  # of the page's width
_WIDEST_PADDING = 8.0  # points that a cell leaves blank at its sides
_NUMBER = re.compile(r"[（(]?(?:\d{1,4}(?:[.．]\d{1,3})*|[一二三四五六七八九十百]{1,5})[）)、.．]?")


@dataclass(slots=True, kw_only=True)
class _Cell:
    """A cell that may still grow overleaf; ``room`` is the width that its lines have."""

    row: int
    column: int
    rows: int
    columns: int
    room: float
    lines: list[Row] = field(default_factory=list)

    @property
    def words(self) -> str:
        return "".join("".join(line.words for line in self.lines).split())


def follows(before: TableOnPage, after: TableOnPage) -> bool:
    """Whether a table at the head of a page carries on the one at the foot of the page before: the same columns."""
    return after.page.number == before.page.number + 1 and _common_edges(before, after) is not None


def fill_table(parts: Sequence[TableOnPage]) -> tuple[list[Filled], list[tuple[int, str]]]:
    """The cells of a table whose parts stand on one page or on pages that follow each other.

    Beside them the page and words of heads that are repeated where a cell goes on over the page: they would part it.
    """
    cells: list[_Cell] = []
    heads: list[tuple[int, str]] = []
    edges = _all_edges(parts)
    for part in parts:
        heads += [(part.page.number, words) for words in _append(cells, _cells(part, edges))]
    filled = [
        Filled(row=cell.row, column=cell.column, rows=cell.rows, columns=cell.columns, pieces=tuple(_pieces(cell)))
        for cell in cells
    ]
    return filled, heads


def _relative(part: TableOnPage) -> list[float]:
    return [edge - part.table.left for edge in part.table.edges]


def _common_edges(one: TableOnPage, other: TableOnPage) -> list[float] | None:
    """The edges of the part that has all edges of the other, or None where they are different tables."""
    near = _SAME_EDGE * one.page.width
    more, fewer = sorted((_relative(one), _relative(other)), key=len, reverse=True)
    if len(fewer) < 2:
        widths = [_columns(part) for part in (one, other)]
        return [] if len(more) == len(fewer) == 0 and widths[0] == widths[1] else None
    if abs(more[-1] - fewer[-1]) > near:
        return None
    found = all(any(abs(edge - each) <= near for each in more) for edge in fewer)
    return more if found else None


def _columns(part: TableOnPage) -> int:
    return max(cell.column + cell.columns for cell in part.table.cells)


def _all_edges(parts: Sequence[TableOnPage]) -> list[float]:
    return max((_relative(part) for part in parts), key=len)


def _cells(part: TableOnPage, edges: Sequence[float]) -> list[_Cell]:
    """The cells of a part in the columns of the whole table."""
    own = _relative(part)
    place = [min(range(len(edges)), key=lambda index: abs(edges[index] - each)) for each in own]
    padding = _padding(part)
    cells = []
    for cell in sorted(part.table.cells, key=lambda each: (each.row, each.column)):
        last = cell.column + cell.columns
        first_place, last_place = (place[cell.column], place[last]) if place else (cell.column, last)
        width = own[last] - own[cell.column] if own else _width(cell)
        cells.append(
            _Cell(
                row=cell.row,
                column=first_place,
                rows=cell.rows,
                columns=last_place - first_place,
                room=width - 2 * padding,
                lines=make_rows(part.page, cell.lines),
            )
        )
    return cells


def _width(cell: PrintedCell) -> float:
    return max((line.right for line in cell.lines), default=0) - min((line.left for line in cell.lines), default=0)


def _padding(part: TableOnPage) -> float:
    """What the fullest cell leaves blank at its left side."""
    edges = part.table.edges
    gaps = [line.left - edges[cell.column] for cell in part.table.cells for line in cell.lines] if edges else []
    return min(max(min(gaps, default=0.0), 0.0), _WIDEST_PADDING)


def _append(cells: list[_Cell], new: list[_Cell]) -> list[str]:
    """Put the rows of the next part below; a row that the page broke goes on, a merged cell too."""
    if not cells:
        cells += new
        return []
    end = max(cell.row + cell.rows for cell in cells)
    heads = _repeated(cells, new)
    above = {column: cell for cell in cells if cell.row + cell.rows == end for column in _over(cell)}
    first = _row(new, heads)
    broken = _is_broken(above, first) or _lacks_its_number(cells, above, new, first)
    carried = [cell for cell in first if _goes_on(above.get(cell.column), cell, broken=broken)]
    left_out = heads if carried else 0
    for cell in carried:
        before = above[cell.column]
        before.lines += cell.lines
        before.rows += cell.rows - broken
    kept = [cell for cell in new if cell.row >= left_out and not any(cell is each for each in carried)]
    for cell in kept:
        cell.row += end - left_out - (broken and cell.row > heads)
    cells += kept
    return [cell.words for cell in new if cell.row < left_out and cell.words]


def _goes_on(before: _Cell | None, cell: _Cell, *, broken: bool) -> bool:
    """Whether a cell of the first row carries on the one above it: of a broken row each, else one merged and empty."""
    if before is None:
        return False
    same_place = (before.column, before.columns) == (cell.column, cell.columns)
    return broken or (same_place and not cell.words and bool(before.words) and max(before.rows, cell.rows) > 1)


def _over(cell: _Cell) -> range:
    return range(cell.column, cell.column + cell.columns)


def _repeated(cells: list[_Cell], new: list[_Cell]) -> int:
    """How many rows at the head of a part repeat those at the head of the table."""
    count = 0
    while True:
        before, after = ({cell.column: cell.words for cell in _row(some, count)} for some in (cells, new))
        if not any(before.values()) or before != after:
            return count
        count += 1


def _row(cells: list[_Cell], row: int) -> list[_Cell]:
    """The cells that begin in a row; ``cells`` are in the order of their rows."""
    return cells[bisect_left(cells, row, key=_row_of) : bisect_right(cells, row, key=_row_of)]


def _row_of(cell: _Cell) -> int:
    return cell.row


def _is_broken(above: dict[int, _Cell], first: Sequence[_Cell]) -> bool:
    """Whether the first row only carries on the row above: some of its cells are empty, some go on in their words."""
    filled = [cell for cell in first if cell.words]
    if not filled or any(cell.column not in above or not above[cell.column].words for cell in filled):
        return False
    if any(opens(cell.words) or cell.words.isdigit() for cell in filled):
        return False
    left_out = [cell for cell in first if not cell.words and cell.column in above and above[cell.column].words]
    leading = all(_runs_on(above[cell.column], cell) for cell in filled if cell.column == 0)
    return leading and bool(left_out) and any(_runs_on(above[cell.column], cell) for cell in filled)


def _lacks_its_number(
    cells: Sequence[_Cell], above: dict[int, _Cell], new: Sequence[_Cell], first: Sequence[_Cell]
) -> bool:
    """Whether the first row has no number in a column where each row above and below it has one."""
    if not any(cell.words for cell in first) or any(column not in above for cell in first for column in _over(cell)):
        return False
    return any(
        _are_numbered([*_below_head(each for each in cells if each.column == cell.column), *_after(new, cell)])
        for cell in first
        if cell.columns == 1 and not cell.words
    )


def _below_head(column: Iterable[_Cell]) -> Iterator[_Cell]:
    """The cells of a column from its first number on."""
    return dropwhile(lambda cell: not _NUMBER.fullmatch(cell.words), column)


def _after(new: Sequence[_Cell], cell: _Cell) -> Iterator[_Cell]:
    return (each for each in new if each.column == cell.column and each.row > cell.row)


def _are_numbered(column: Sequence[_Cell]) -> bool:
    """Whether each row has a number of its own; titles across the table need none."""
    own = [cell for cell in column if cell.columns == 1]
    return len(own) > 1 and all(cell.rows == 1 and _NUMBER.fullmatch(cell.words) for cell in own)


def _runs_on(above: _Cell, below: _Cell) -> bool:
    last = above.lines[-1]
    return is_wrapped(last, below.lines[0].words, last.left + above.room) and not last.words.endswith("。")


def _pieces(cell: _Cell) -> list[Piece]:
    """The words of a cell, a piece for each line; a line feed where a line ends before it is full."""
    pieces: list[Piece] = []
    for index, row in enumerate(cell.lines):
        after = cell.lines[index + 1].words if index + 1 < len(cell.lines) else ""
        for number, line in enumerate(row.lines):
            where = Where(page=row.page.number, box=row.page.box_of(line), confidence=line.confidence)
            pieces.append(Piece(words=line.words, where=where))
            if number + 1 < len(row.lines):
                pieces.append(Piece(words="  "))
        if after:
            full = is_wrapped(row, after, row.left + cell.room)
            blank = needs_blank(row.words, after) if full else "\n"
            pieces += [Piece(words=blank)] if blank else []
    return pieces
