"""A table as a grid: which cell covers a place, and what its words are."""

from __future__ import annotations

import re
from functools import cached_property

from extract.reading.source import Cell, Table
from extract.text.scripts import simplified

_SPACE = re.compile(r"\s+")


class Grid:
    """The cells of a table by row and column; a merged cell covers several places."""

    def __init__(self, table: Table, text: str) -> None:
        self.table, self._text = table, text
        self.rows = max((cell.row + cell.rows for cell in table.cells), default=0)
        self.columns = max((cell.column + cell.columns for cell in table.cells), default=0)

    @cached_property
    def _covering(self) -> dict[tuple[int, int], Cell]:
        return {
            (row, column): cell
            for cell in self.table.cells
            for row in range(cell.row, cell.row + cell.rows)
            for column in range(cell.column, cell.column + cell.columns)
        }

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers a place of the grid, or None."""
        return self._covering.get((row, column))

    def across(self, row: int) -> list[Cell]:
        """The cells that cover a row, from left to right, each once; those that began in a row above too."""
        found = (self._covering.get((row, column)) for column in range(self.columns))
        return list(dict.fromkeys(cell for cell in found if cell is not None))

    def words(self, cell: Cell | None) -> str:
        """The words of a cell in simplified characters and without white space, to compare; none of no cell."""
        return _SPACE.sub("", simplified(self._text)[cell.start : cell.end]) if cell else ""

    def printed(self, cell: Cell) -> str:
        """The words of a cell as printed, without white space."""
        return _SPACE.sub("", self._text[cell.start : cell.end])
