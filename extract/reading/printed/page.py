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
    """A page: its number in the file from 1, its size, the lines outside its tables in any order, and its tables.

    ``across`` is what is printed slanted over the page (a watermark). ``quarters`` are the quarter turns against the
    clock at which the lines run up the page of the file; boxes count on the page turned so that they are level.
    """

    number: int
    width: float
    height: float
    lines: tuple[PrintedLine, ...]
    tables: tuple[PrintedTable, ...] = ()
    across: tuple[PrintedLine, ...] = ()
    quarters: int = 0

    def box_of(self, line: PrintedLine) -> tuple[float, float, float, float]:
        """The box of a line on the page as its file shows it.

        >>> page = PrintedPage(number=1, width=800, height=600, lines=(), quarters=1)
        >>> page.box_of(PrintedLine(words="附件", left=10, top=20, right=40, bottom=35))
        (20, 760, 35, 790)
        """
        left, top, right, bottom = line.left, line.top, line.right, line.bottom
        if not self.quarters:
            return left, top, right, bottom
        return {
            1: (top, self.width - right, bottom, self.width - left),
            2: (self.width - right, self.height - bottom, self.width - left, self.height - top),
            3: (self.height - bottom, left, self.height - top, right),
        }[self.quarters]


def units(words: str) -> float:
    """The width of words in characters of full width.

    >>> units("到2025年")
    4.0
    """
    # A character of full width takes three bytes, one of half width one.
    return (len(words.encode("utf-8", "surrogatepass")) + len(words)) / 4
