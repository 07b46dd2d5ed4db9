"""Workbooks as sheets of columns and rows, within what Excel can hold; the same rows give the same bytes.

What is longer than a cell can be is cut with a note, and the whole of it stands in a sheet of its own. Rows beyond
what a sheet can hold go on in another one.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from graph.exporting.texts import clean

Cell = str | int | float | date | None
Style = str
"""One of :data:`STYLES`."""

STYLES = (
    *("text", "head", "number", "day", "quiet", "open", "blank", "title", "strong", "warning"),
    *("lead", "responsible", "cooperating", "supervising", "upright"),
)
MOST = 32767  # characters of a cell, as UTF-16 counts them
ROWS = 1_048_576  # of a sheet
OVERLONG = "超长文字"
_NOTE = f"……（本格容纳不下，全文见“{OVERLONG}”表）"
_PIECE = 16000  # characters, which fit a cell however many of them count twice


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its head, its width in characters, the style of its cells and that of its head."""

    head: str
    width: float
    style: Style = "text"
    head_style: Style = "head"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet of a workbook. ``styles`` gives the style of single cells by row and column from 0, heads not counted.

    ``frozen`` columns stay in view with the head row, which is ``head_height`` points high; without ``heads`` the
    columns only have widths.
    """

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    heads: bool = True
    frozen: int = 0
    landscape: bool = True
    head_height: float = 30
    styles: dict[tuple[int, int], Style] = field(default_factory=dict)


class Long(NamedTuple):
    """A text that no cell can hold, and where it belongs."""

    sheet: str
    row: int
    head: str
    text: str


def within_limits(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets as Excel can hold them: clean texts, long ones cut, too many rows on further sheets."""
    longs: list[Long] = []
    held = [_shortened(part, longs) for sheet in sheets for part in _split(sheet)]
    return [*held, _overlong(longs)] if longs else held


def _split(sheet: Sheet) -> Iterator[Sheet]:
    most = ROWS - sheet.heads
    if len(sheet.rows) <= most:
        yield sheet
        return
    for number, first in enumerate(range(0, len(sheet.rows), most), start=1):
        styles = {
            (row - first, place): style for (row, place), style in sheet.styles.items() if 0 <= row - first < most
        }
        name = sheet.name if number == 1 else f"{sheet.name} {number}"
        yield dataclasses.replace(sheet, name=name, rows=sheet.rows[first : first + most], styles=styles)


def _shortened(sheet: Sheet, longs: list[Long]) -> Sheet:
    """The sheet with clean texts that fit their cells; those that did not are added to ``longs``."""
    rows = []
    for at, row in enumerate(sheet.rows, start=1 + sheet.heads):
        kept = [clean(value) if isinstance(value, str) else value for value in row]
        for place, value in enumerate(kept):
            if isinstance(value, str) and _length(value) > MOST:
                longs.append(Long(sheet.name, at, sheet.columns[place].head, value))
                kept[place] = value[:_PIECE] + _NOTE
        rows.append(kept)
    return dataclasses.replace(sheet, rows=rows)


def _overlong(longs: Sequence[Long]) -> Sheet:
    """The whole of the texts that no cell could hold, in pieces that fit."""
    heads = {"工作表": 14, "行": 8, "列": 14, "段": 6, "文字": 100}
    rows = [
        (long.sheet, long.row, long.head, number, long.text[start : start + _PIECE])
        for long in longs
        for number, start in enumerate(range(0, len(long.text), _PIECE), start=1)
    ]
    return Sheet(name=OVERLONG, columns=[Column(head=head, width=width) for head, width in heads.items()], rows=rows)


def _length(text: str) -> int:
    return len(text) if len(text) > MOST else len(text) + sum(sign > "\uffff" for sign in text)
