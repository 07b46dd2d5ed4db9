"""Matrices: tables with a column for each department, whose cells hold a mark (★, √, 牵头) and no name.

What a mark means is said by a note near the table (★为牵头单位，▲为配合单位), by the cell itself (牵头) or by the head
over the departments (责任单位). A mark that nothing explains assigns nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from extract.naming.unitwords import is_unit
from extract.reading.source import Cell, Table
from extract.rulebook import load_pattern
from extract.tabulating.grids import Grid
from extract.tabulating.tableheads import read_column

_LATEST_HEAD = 6
_FEWEST_DEPARTMENTS = 2
_NEAR = 600
"""Characters before and behind a table in which the note that explains its marks may stand."""


def read_matrix(grid: Grid, text: str) -> Grid | None:
    """The matrix as a table with columns of units; None for a table that is no matrix.

    Behind the columns that tell the task stands one for each department and meaning of a mark: its head is the words
    that explain the mark, its cells are the department's name where the row has the mark.
    """
    for row in range(min(_LATEST_HEAD, grid.rows - 1)):
        departments = [cell for cell in grid.across(row) if _is_department(grid, cell)]
        if len(departments) < _FEWEST_DEPARTMENTS:
            continue
        meanings = _meanings(grid, row, departments, text)
        if meanings is None:
            return None
        return _unfolded(grid, row, departments, meanings, text)
    return None


def _is_department(grid: Grid, cell: Cell) -> bool:
    words = grid.words(cell)
    return cell.columns == 1 and read_column(words).kind == "other" and is_unit(words)


def _marks(grid: Grid, row: int, department: Cell) -> Iterator[Cell]:
    """The filled cells of a department's column."""
    cells = dict.fromkeys(grid.at(each, department.column) for each in range(row + department.rows, grid.rows))
    return (cell for cell in cells if cell and cell.columns == 1 and grid.words(cell))


def _meanings(grid: Grid, row: int, departments: Sequence[Cell], text: str) -> Mapping[str, Cell] | None:
    """Mark → the words that explain it, as a cell of a head; None where a cell holds no mark or one unexplained."""
    filled = [cell for department in departments for cell in _marks(grid, row, department)]
    noted = dict(_noted(grid, text))
    over = grid.at(row - 1, departments[0].column) if row else None
    spanning = over if over and over.columns > 1 and read_column(grid.words(over)).kind == "unit" else None
    glyphs = {grid.words(cell) for cell in filled if load_pattern("tables", "table.mark").fullmatch(grid.words(cell))}
    meanings: dict[str, Cell] = {}
    for cell in filled:
        words = grid.words(cell)
        if words in noted:
            meanings[words] = noted[words]
        elif read_column(words).kind == "unit":
            meanings.setdefault(words, cell)
        elif spanning and glyphs == {words}:
            meanings[words] = spanning
        else:
            return None
    return meanings or None


def _noted(grid: Grid, text: str) -> Iterator[tuple[str, Cell]]:
    """The marks that words in or near the table explain, each with the place of those words."""
    first, last = max(0, grid.table.start - _NEAR), grid.table.end + _NEAR
    for found in load_pattern("tables", "table.mark.meaning").finditer(text, first, last):
        if read_column(found["label"]).kind == "unit":
            start, end = found.span("label")
            yield found["mark"], Cell(row=0, column=0, start=start, end=end)


def _unfolded(grid: Grid, row: int, departments: Sequence[Cell], meanings: Mapping[str, Cell], text: str) -> Grid:
    taken = {cell.column for cell in departments}
    kept = [number for number in range(grid.columns) if number not in taken]
    places = {number: place for place, number in enumerate(kept)}
    at = len(kept)
    cells = [
        replace(cell, row=max(0, cell.row - row), column=places[cell.column], rows=1, columns=1)
        for each in range(row, grid.rows)
        for cell in grid.across(each)
        if cell.column in places and max(cell.row, row) == each
    ]
    for department in departments:
        filled = _marks(grid, row, department)
        marks = {each: grid.words(cell) for cell in filled for each in range(cell.row, cell.row + cell.rows)}
        for mark in dict.fromkeys(marks.values()):
            cells.append(replace(meanings[mark], row=0, column=at, rows=1, columns=1))
            named = [each for each, words in marks.items() if words == mark]
            cells += [replace(department, row=each - row, column=at, rows=1, columns=1) for each in named]
            at += 1
    for department in departments:
        column = [department, *_marks(grid, row, department)]
        cells += [replace(cell, row=max(0, cell.row - row), column=at, rows=1) for cell in column]
        at += 1
    return Grid(Table(start=grid.table.start, end=grid.table.end, cells=tuple(cells)), text)
