"""What stands printed on a page: lines with their boxes, and tables. PDF and picture readers give it alike."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedLine:
    """A line as printed; its box counts from the page's upper left corner, in points (in pixels for a picture).

    ``confidence`` (0 to 1) is there where the words were recognised in a picture. Words that stand apart in one line
    (columns, cells of a table without rules) are lines of their own.
    """

    words: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float | None = None

    @property
    def height(self) -> float:
        """The height of the box, about the size of its characters."""
        return self.bottom - self.top

    @property
    def width(self) -> float:
        """The width of the box."""
        return self.right - self.left

    @property
    def middle(self) -> float:
        """The height on the page at which the line runs."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedCell:
    """A cell of a ruled table: the first row and column of its grid (from 0), how many it spans, its lines in order."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1
    lines: tuple[PrintedLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedTable:
    """A ruled table and its box; each grid place is in one cell at most.

    ``edges`` are the positions of its vertical rules, from left to right: they tell whether the table of the next page
    has the same columns.
    """

    left: float
    top: float
    right: float
    bottom: float
    cells: tuple[PrintedCell, ...]
    edges: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedPage:
    """A page: its number in the file from 1, its size, the lines outside its tables in any order, and its tables."""

    number: int
    width: float
    height: float
    lines: tuple[PrintedLine, ...]
    tables: tuple[PrintedTable, ...] = ()
