"""The tables of a text, found again from where its cells stood in the file, or from the tabs between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from extract.records import Place

_CELL = re.compile(r"([A-Z]+)([1-9]\d*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell: row and column from 1, and its words in the text."""

    row: int
    column: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table by its rows; cells that the file leaves empty are not among them."""

    rows: tuple[tuple[Cell, ...], ...]

    @property
    def start(self) -> int:
        """Where its first cell begins in the text."""
        return self.rows[0][0].start

    @property
    def end(self) -> int:
        """Where its last cell ends in the text."""
        return self.rows[-1][-1].end

    @property
    def columns(self) -> int:
        """The number of its columns, as far as words stand in them."""
        return max(cell.column for row in self.rows for cell in row)


def find_grids(places: Sequence[Place], text: str) -> tuple[Grid, ...]:
    r"""The tables, in the order of the text; a single column is none.

    Where the places name cells, these are the cells, and every word between two of them belongs to the former one, so
    that nothing is lost. Else lines with tabs between their words are rows.

    >>> from extract.records import Where
    >>> cells = [(0, 2, "A1"), (3, 5, "B1"), (6, 10, "B2")]
    >>> places = [Place(start=start, end=end, where=Where(table=1, cell=cell)) for start, end, cell in cells]
    >>> (grid,) = find_grids(places, "序号\t任务\t散煤替代")
    >>> [[(cell.column, cell.start, cell.end) for cell in row] for row in grid.rows]
    [[(1, 0, 2), (2, 3, 5)], [(2, 6, 10)]]
    """
    named = [grid for cells in _tables(places) if (grid := _grid(cells, text)).columns > 1]
    tabbed = [grid for grid in _tabbed(text) if not any(grid.start < one.end and one.start < grid.end for one in named)]
    return tuple(sorted([*named, *tabbed], key=lambda grid: grid.start))


def _tables(places: Sequence[Place]) -> Iterator[list[Cell]]:
    """The cells of each table; one that stands before its predecessor begins a new table."""
    for key, group in groupby(places, key=_table):
        if key is None:
            continue
        cells: list[Cell] = []
        for place in group:
            row, column = _position(place.where.cell or "")
            before = (cells[-1].row, cells[-1].column) if cells else (0, 0)
            if (row, column) == before:
                cells[-1] = Cell(row=row, column=column, start=cells[-1].start, end=place.end)
                continue
            if (row, column) < before:
                yield cells
                cells = []
            cells.append(Cell(row=row, column=column, start=place.start, end=place.end))
        yield cells


def _table(place: Place) -> tuple[str | None, int | None] | None:
    where = place.where
    return (where.sheet, where.table) if where.cell and _CELL.fullmatch(where.cell) else None


def _position(cell: str) -> tuple[int, int]:
    """Row and column of a cell, from 1.

    >>> _position("AB3")
    (3, 28)
    """
    found = _CELL.fullmatch(cell)
    assert found is not None
    column = 0
    for letter in found[1]:
        column = 26 * column + ord(letter) - ord("A") + 1
    return int(found[2]), column


def _grid(cells: Sequence[Cell], text: str) -> Grid:
    ends = [first.start + len(text[first.start : then.start].rstrip("\t\n")) for first, then in pairwise(cells)]
    whole = [
        Cell(row=cell.row, column=cell.column, start=cell.start, end=max(end, cell.start))
        for cell, end in zip(cells, [*ends, cells[-1].end], strict=True)
    ]
    return Grid(rows=tuple(tuple(row) for _, row in groupby(whole, key=lambda cell: cell.row)))


def _tabbed(text: str) -> Iterator[Grid]:
    """Lines that follow each other, each with a tab, most of them with one between words."""
    rows: list[tuple[Cell, ...]] = []
    for line in re.finditer(r"[^\n]*\n?", text):
        if "\t" in line[0]:
            rows.append(tuple(_cells_of(line[0].rstrip("\r\n"), line.start(), len(rows) + 1)))
            continue
        full = [row for row in rows if row]
        if sum(len(row) > 1 for row in full) > max(1, len(full) // 2):
            yield Grid(rows=tuple(full))
        rows = []


def _cells_of(line: str, start: int, row: int) -> Iterator[Cell]:
    for column, words in enumerate(line.split("\t"), start=1):
        if words:
            yield Cell(row=row, column=column, start=start, end=start + len(words))
        start += len(words) + 1
