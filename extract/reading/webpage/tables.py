"""Tables of web pages: their grid, and whether they hold data or only lay out the page."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from extract.assigning.roles import is_label
from extract.records import Where

Element = etree._Element

_MOST_COLUMNS = 200
_MOST_PLACES = 500_000  # spans that claim more places than any table has are not followed
_HEADER_CELL = 24
_PROSE = 300
_LARGEST_SHARE = 0.6


@dataclass(frozen=True, kw_only=True)
class GridPlace:
    """A cell of a table's grid, rows and columns from 0."""

    element: Element
    row: int
    column: int
    rows: int
    columns: int

    @functools.cached_property
    def words(self) -> str:
        """The words of the cell without white space."""
        return "".join(words_of(self.element).split())

    @property
    def length(self) -> int:
        """How many characters those are."""
        return len(self.words)

    def where(self, table: int) -> Where:
        """Where the cell stands, in the notation of sheets.

        >>> td = etree.fromstring("<td/>")
        >>> GridPlace(element=td, row=2, column=1, rows=1, columns=1).where(1).cell
        'B3'
        """
        return Where(table=table, cell=f"{_letters(self.column)}{self.row + 1}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The cells of a table, and whether another table stands in one of them."""

    places: tuple[GridPlace, ...]
    nests: bool


def words_of(element: Element) -> str:
    """All characters in an element."""
    return "".join(map(str, element.itertext()))


def grid_of(table: Element) -> Grid:
    """The grid of a table by the rules of HTML: a cell takes the first free place of its row."""
    rows = list(_rows(table))
    taken: set[tuple[int, int]] = set()
    places: list[GridPlace] = []
    nests = False
    for row, element in enumerate(rows):
        column = 0
        for cell in element.iterchildren("td", "th"):
            while (row, column) in taken:
                column += 1
            if column >= _MOST_COLUMNS:
                break
            height, width = _span(cell, "rowspan", len(rows) - row), _span(cell, "colspan", _MOST_COLUMNS - column)
            if len(taken) + height * width > _MOST_PLACES:
                height = width = 1
            while width > 1 and any((row, column + step) in taken for step in range(width)):
                width -= 1
            taken |= {(row + down, column + along) for down in range(height) for along in range(width)}
            nests = nests or next(cell.iter("table"), None) is not None
            places.append(GridPlace(element=cell, row=row, column=column, rows=height, columns=width))
            column += width
    return Grid(places=tuple(_without_empty_columns(places)), nests=nests)


def holds_data(grid: Grid) -> bool:
    """Whether the table says something by its rows and columns; else it only lays out what stands in it.

    A data table has two filled rows and columns, and no cell that is most of the text, but for a table with a head.
    A table with others in its cells is one only where its head names units.
    """
    filled = [place for place in grid.places if place.length]
    rows, columns = {place.row for place in filled}, {place.column for place in filled}
    if len(rows) < 2 or len(columns) < 2:
        return False
    head = _head(filled)
    if head or grid.nests:
        return not grid.nests or any(is_label(place.words) for place in head)
    longest = max(place.length for place in filled)
    total = sum(place.length for place in filled)
    return not (longest >= _PROSE and longest >= _LARGEST_SHARE * total)


def _head(filled: list[GridPlace]) -> list[GridPlace]:
    """The row near the top that names three columns or more in few characters, before a row of two cells or more."""
    rows: dict[int, list[GridPlace]] = {}
    for place in filled:
        rows.setdefault(place.row, []).append(place)
    for number, row in enumerate(list(rows.values())[:4]):
        if len(row) >= 3 and all(_names(place) for place in row):
            return row if any(len(later) >= 2 for later in list(rows.values())[number + 1 :]) else []
    return []


def _names(place: GridPlace) -> bool:
    """Whether a cell holds a few words and no link, as the head of a column does and a menu does not."""
    return place.length <= _HEADER_CELL and next(place.element.iter("a", "table"), None) is None


def _rows(table: Element) -> Iterator[Element]:
    for child in table.iterchildren("thead", "tbody", "tfoot", "tr"):
        if child.tag == "tr":
            yield child
        else:
            yield from child.iterchildren("tr")


def _span(cell: Element, name: str, most: int) -> int:
    """A span as HTML reads it: 0 goes on to the end, nonsense is 1, and no cell leaves its table."""
    written = cell.get(name, "1").strip()
    if not (written.isascii() and written.isdigit()):
        return 1
    return min(int(written[:6]) or most, most)


def _without_empty_columns(places: list[GridPlace]) -> list[GridPlace]:
    """Columns in which no cell begins are none: a colspan too wide makes them."""
    begun = sorted({place.column for place in places})
    ends = {place.column + place.columns for place in places}
    if not begun or max(ends) == len(begun):
        return places
    index = {column: number for number, column in enumerate(begun)}

    def narrowed(place: GridPlace) -> int:
        return max(1, sum(place.column <= column < place.column + place.columns for column in begun))

    return [replace(place, column=index[place.column], columns=narrowed(place)) for place in places]


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
