"""The grid of a Word table: rows and columns as drawn, merged cells as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from extract.assigning.roles import is_label
from extract.reading.word.package import W, child, flattened, is_on, value, whole
from extract.reading.word.words import DELETED, HIDDEN

COVERED = "合并单元格中不显示"
_MOST_COLUMNS = 255
_PROSE = 300
_PARAGRAPH = 60
_LARGEST_SHARE = 0.6
"""Of a table's characters: a cell with more of them, and with running text, is what the table is there for."""


@dataclass(slots=True, kw_only=True)
class GridCell:
    """A cell: its first row and column from 0, how many it spans, and its element."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1
    element: etree._Element

    @property
    def name(self) -> str:
        """The cell in the notation of sheets.

        >>> GridCell(row=4, column=27, element=etree.Element("tc")).name
        'AB5'
        """
        letters, number = "", self.column + 1
        while number:
            number, letter = divmod(number - 1, 26)
            letters = chr(ord("A") + letter) + letters
        return f"{letters}{self.row + 1}"


@dataclass(slots=True, kw_only=True)
class Grid:
    """The printed cells of a table by row and column, and the cells that are not printed, each with the reason."""

    cells: list[GridCell] = field(default_factory=list)
    left_out: list[tuple[str, etree._Element]] = field(default_factory=list)


def read_grid(table: etree._Element) -> Grid:
    """The grid of a table; hidden and deleted rows are none of its rows."""
    grid = Grid()
    above: dict[int, GridCell] = {}  # first column → the merged cell that may go on below
    number = 0
    for row in flattened(table):
        if row.tag != W + "tr":
            continue
        reason = _unprinted(row)
        if reason is not None:
            grid.left_out += [(reason, cell) for cell in flattened(row) if cell.tag == W + "tc"]
            continue
        above = _read_row(grid, row, number, above)
        number += 1
    return grid


def only_lays_out(cells: Sequence[GridCell]) -> bool:
    """Whether a table, given by its filled cells, only puts running text and task tables in their places.

    That is one with a task table or most of the document in a cell, or with running text on its only row or column. A
    task table itself never is.
    """
    words = [_packed(cell.element) for cell in cells]
    if any(is_label(each) for each in words):
        return False
    if any(is_label(_packed(inner)) for cell in cells for inner in cell.element.iterdescendants(W + "tc")):
        return True
    longest = max(words, key=len)
    if len({cell.row for cell in cells}) > 1 and len({cell.column for cell in cells}) > 1:
        return len(longest) >= _PROSE and len(longest) >= _LARGEST_SHARE * sum(map(len, words))
    return len(longest) >= _PARAGRAPH and "。" in longest


def _packed(cell: etree._Element) -> str:
    """The words of a cell without white space."""
    return "".join("".join(each.text or "" for each in cell.iter(W + "t")).split())


def _unprinted(row: etree._Element) -> str | None:
    properties = child(row, "trPr")
    if child(properties, "del") is not None:
        return DELETED
    return HIDDEN if is_on(properties, "hidden") else None


def _read_row(grid: Grid, row: etree._Element, number: int, above: dict[int, GridCell]) -> dict[int, GridCell]:
    column = _span(value(row, "trPr", "gridBefore"), least=0)
    merged: dict[int, GridCell] = {}
    last: GridCell | None = None
    for element in flattened(row):
        if element.tag != W + "tc":
            continue
        columns = _span(value(element, "tcPr", "gridSpan"))
        upper = above.get(column)
        if child(element, "tcPr", "cellDel") is not None:
            last = None
            grid.left_out.append((DELETED, element))
        elif last is not None and _goes_on(element, "hMerge"):
            last.columns += columns
            grid.left_out.append((COVERED, element))
        elif upper is not None and upper.columns == columns and _goes_on(element, "vMerge"):
            upper.rows += 1
            merged[column] = upper
            last = None
            grid.left_out.append((COVERED, element))
        else:
            last = GridCell(row=number, column=column, columns=columns, element=element)
            grid.cells.append(last)
            if child(element, "tcPr", "vMerge") is not None:
                merged[column] = last
        column += columns
    return merged


def _goes_on(cell: etree._Element, name: str) -> bool:
    merge = child(cell, "tcPr", name)
    return merge is not None and merge.get(W + "val", "continue") == "continue"


def _span(words: str | None, *, least: int = 1) -> int:
    return min(max(whole(words) or least, least), _MOST_COLUMNS)
