"""Tables drawn in a text: cells between bars, tabs or blanks, in boxes, or one cell a line.

Where a table's rows are whole lines the text stays as it is; where its cells go over several lines, the text has its
rows put back one a line (``moved``). What is not sure stays as it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.reading.source import Table
from extract.reading.text.box_tables import find_box_tables
from extract.reading.text.layout_tables import find_layout_tables
from extract.reading.text.lined_tables import find_lined_tables
from extract.reading.text.listed_tables import find_listed_tables
from extract.reading.text.redrawn import Redrawn, Reordered, reorder


@dataclass(frozen=True, slots=True, kw_only=True)
class Tabled:
    """A text with its tables in order; ``moved`` leads from the old text to this one where its tables were put back."""

    text: str
    tables: tuple[Table, ...]
    moved: Reordered | None


def read_tables(text: str) -> Tabled:
    r"""The tables of a text, and the text with those put back that interleave their cells.

    >>> read_tables("1\t建设平台\t市工信局\n2\t开放数据\t市数据局").tables[0].cells[2].start
    7
    """
    redrawn = _apart([*find_box_tables(text), *find_layout_tables(text)])
    moved = reorder(text, redrawn) if redrawn else None
    words = moved.text if moved else text
    tables = list(moved.tables) if moved else []
    for table in [*find_lined_tables(words), *find_listed_tables(words)]:
        if not any(table.start < other.end and other.start < table.end for other in tables):
            tables.append(table)
    return Tabled(text=words, tables=tuple(sorted(tables, key=lambda table: table.start)), moved=moved)


def _apart(tables: Sequence[Redrawn]) -> list[Redrawn]:
    """The tables in order, the first of two that overlap."""
    apart: list[Redrawn] = []
    for table in sorted(tables, key=lambda table: table.start):
        if not apart or table.start >= apart[-1].end:
            apart.append(table)
    return apart
