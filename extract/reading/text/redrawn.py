"""A table that its text interleaves, and the text with such tables put back row by row."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.reading.composing import Composer, Filled
from extract.reading.source import Table
from extract.records import PLAIN_TEXT, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Redrawn:
    """The stretch of the text that a table takes, its cells, and where each of its rows begins in the text."""

    start: int
    end: int
    cells: tuple[Filled, ...]
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reordered:
    """The text with its tables put back; ``taken`` are the stretches of the old text that they took.

    ``origins`` pairs places of the old text with places of the new one.
    """

    text: str
    tables: tuple[Table, ...]
    taken: tuple[Span, ...]
    origins: tuple[tuple[int, int], ...]

    def place(self, old: int) -> int:
        """The place that a place of the old text has in the new one; inside a table that of the next row."""
        at = bisect_right(self.origins, (old, len(self.text)))
        before, new = self.origins[at - 1]
        following = self.origins[at][1] if at < len(self.origins) else len(self.text)
        return min(new + old - before, following)


def reorder(text: str, tables: Sequence[Redrawn]) -> Reordered:
    """The text with each table in its place as one line a row, a tab between cells; the rest unchanged."""
    parts: list[str] = []
    drawn: list[Table] = []
    origins: list[tuple[int, int]] = [(0, 0)]
    done = length = 0
    for table in tables:
        parts.append(text[done : table.start])
        length += table.start - done
        words, grid = _written(table)
        drawn.append(_moved(grid, length))
        firsts = {cell.row: cell.start for cell in reversed(grid.cells)}
        origins += [(start, length + firsts[row]) for row, start in enumerate(table.rows) if row in firsts]
        parts.append(words)
        length += len(words)
        done = table.end
        origins.append((done, length))
    return Reordered(
        text="".join([*parts, text[done:]]),
        tables=tuple(drawn),
        taken=tuple(Span(start=table.start, end=table.end) for table in tables),
        origins=tuple(origins),
    )


def _written(table: Redrawn) -> tuple[str, Table]:
    composer = Composer()
    composer.table(table.cells)
    source = composer.source(name="", data=b"", form=PLAIN_TEXT)
    return source.text.removesuffix("\n"), source.tables[0]


def _moved(table: Table, by: int) -> Table:
    cells = tuple(replace(cell, start=cell.start + by, end=cell.end + by) for cell in table.cells)
    return Table(start=table.start + by, end=table.end + by, cells=cells)
