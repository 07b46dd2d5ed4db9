"""Cards: tables that hold one task, each label (任务名称, 牵头单位) on the left of what it labels."""

from __future__ import annotations

from dataclasses import replace

from extract.reading.source import Cell, Table
from extract.tabulating.grids import Grid
from extract.tabulating.tableheads import read_column

_FEWEST_ROWS = 2


def read_card(grid: Grid, text: str) -> Grid | None:
    """The card as a table of a head and one row; None for a table that is no card.

    In a card every second cell is a label, among them one of units and one of a task, and no other cell is.
    """
    pairs: list[tuple[Cell, Cell]] = []
    for row in range(grid.rows):
        cells = grid.across(row)
        if len(cells) % 2 or any(cell.rows > 1 for cell in cells):
            return None
        pairs += zip(cells[::2], cells[1::2], strict=True)
    labels = [read_column(grid.words(label)).kind for label, _ in pairs]
    if grid.rows < _FEWEST_ROWS or not {"unit", "task"} <= set(labels) or 2 * labels.count("other") > len(labels):
        return None
    if any(read_column(grid.words(value)).kind != "other" for _, value in pairs):
        return None
    heads = [_placed(label, row=0, column=number) for number, (label, _) in enumerate(pairs)]
    values = [_placed(value, row=1, column=number) for number, (_, value) in enumerate(pairs)]
    return Grid(Table(start=grid.table.start, end=grid.table.end, cells=(*heads, *values)), text)


def _placed(cell: Cell, *, row: int, column: int) -> Cell:
    return replace(cell, row=row, column=column, rows=1, columns=1)
