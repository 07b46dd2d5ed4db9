"""How a sheet reads: its title lines, its tables, its notes, in order; rows and columns that are hidden left aside."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from extract.reading.sheet.sheets import Address, Merged, Sheet

_LABELLED = re.compile(r"^[\u4e00-\u9fff（）() \u3000]{2,16}[：:]")
_DAY = re.compile(r"\d{4}\s?年|\d{1,2}\s?月|\d{4}[-/.]\d{1,2}")
_NOTE = re.compile(r"^\s*(?:备\s*注|附?注|说\s*明|填表说明|注意事项|联系人|填表人|制表|审核|\*|※|★)")
_LONG = 40
_MOST_CAPTION_CELLS = 3
_SAME_HEADS = 2
_NUMBER = re.compile(r"^\s*(\d{1,4})\s*[.、．]?\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A shown cell: its words, its address in the file, and the visible rows and columns that it takes."""

    words: str
    address: Address
    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row that is no part of a table: its cells run on as a paragraph."""

    boxes: Sequence[Box]


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """The rows of a table, each with the cells that begin in it."""

    rows: Sequence[Sequence[Box]]


def lay_out(sheet: Sheet) -> tuple[list[Line | Region], list[str]]:
    """The lines and tables of a sheet in order, and the words of its hidden cells, a line a row."""
    boxes, hidden = _boxes(sheet)
    parts: list[Line | Region] = []
    for band in _bands(boxes, sorted(sheet.hidden_rows)):
        for part in _parts(band):
            before = parts[-1] if parts else None
            if isinstance(part, Region) and isinstance(before, Region) and _goes_on(before, part):
                parts[-1] = Region(rows=[*before.rows, *part.rows])
            else:
                parts.append(part)
    return parts, hidden


def _boxes(sheet: Sheet) -> tuple[list[Box], list[str]]:
    """The shown cells by row and column, and the words of the hidden ones."""
    ranges = {(each.top, each.left): each for each in _apart(sheet)}
    covers = _Covers(list(ranges.values()))
    boxes: list[Box] = []
    hidden: dict[int, list[str]] = {}
    for address, words in sorted(sheet.cells.items()):
        row, column = address
        span = ranges.get(address, Merged(top=row, left=column, bottom=row, right=column))
        rows = _ends(span.top, span.bottom, lambda each: each in sheet.hidden_rows)
        columns = _ends(span.left, span.right, sheet.is_hidden_column)
        if rows is None or columns is None or covers.hide(address):
            hidden.setdefault(row, []).append(words)
            continue
        boxes.append(Box(words=words, address=address, top=rows[0], left=columns[0], bottom=rows[1], right=columns[1]))
    return sorted(boxes, key=lambda box: (box.top, box.left)), ["\t".join(row) for row in hidden.values()]


def _apart(sheet: Sheet) -> list[Merged]:
    """The merged ranges that show words, without those that share a cell with one before them (broken files do)."""
    apart: list[Merged] = []
    reaching: list[Merged] = []
    for each in sorted(sheet.merged, key=lambda each: (each.top, each.left)):
        if (each.top, each.left) not in sheet.cells:
            continue
        reaching = [before for before in reaching if before.bottom >= each.top]
        if not any(before.meets(each) for before in reaching):
            apart.append(each)
            reaching.append(each)
    return apart


class _Covers:
    """Which cells lie under the merged cell that begins elsewhere: they are not shown."""

    def __init__(self, ranges: Sequence[Merged]) -> None:
        self._ranges = sorted(ranges, key=lambda each: each.top)
        self._open: list[Merged] = []
        self._next = 0

    def hide(self, address: Address) -> bool:
        """Whether the cell is covered; to be asked in the order of the rows."""
        if not self._ranges:
            return False
        while self._next < len(self._ranges) and self._ranges[self._next].top <= address[0]:
            self._open.append(self._ranges[self._next])
            self._next += 1
        self._open = [each for each in self._open if each.bottom >= address[0]]
        return any(address in each and (each.top, each.left) != address for each in self._open)


def _ends(first: int, last: int, is_hidden: Callable[[int], bool]) -> tuple[int, int] | None:
    """The first and last that are not hidden, or None if all are."""
    if first == last:
        return None if is_hidden(first) else (first, last)
    while first <= last and is_hidden(first):
        first += 1
    while last >= first and is_hidden(last):
        last -= 1
    return (first, last) if first <= last else None


def _bands(boxes: Sequence[Box], hidden_rows: Sequence[int]) -> Iterator[list[list[Box]]]:
    """The rows between empty rows; each row as the cells that begin in it."""
    band: list[list[Box]] = []
    reached = 0
    for box in boxes:
        between = box.top - reached - 1
        hidden = bisect_left(hidden_rows, box.top) - bisect_left(hidden_rows, reached + 1)
        if band and between > hidden:
            yield band
            band = []
        if not band or band[-1][0].top != box.top:
            band.append([])
        band[-1].append(box)
        reached = max(reached, box.bottom)
    if band:
        yield band


def _parts(band: list[list[Box]]) -> Iterator[Line | Region]:
    """The title lines above a table, the table, the notes below it; lines only where there is no table."""
    width = len({box.left for row in band if len(row) > 1 for box in row})
    first, last = 0, len(band)
    while first < last and _is_caption(band[first], width):
        first += 1
    reached = list(accumulate((max(box.bottom for box in row) for row in band), max))
    while last > first and _is_apart(band, last - 1, reached) and _is_note(band[last - 1], width):
        last -= 1
    yield from (Line(boxes=row) for row in band[:first])
    if last - first == 1 and width < _MOST_CAPTION_CELLS:
        yield Line(boxes=band[first])
    elif last > first:
        yield from (Region(rows=rows) for rows in _side_by_side(band[first:last]))
    yield from (Line(boxes=row) for row in band[last:])


def _side_by_side(rows: Sequence[Sequence[Box]]) -> Iterator[Sequence[Sequence[Box]]]:
    """The tables that stand beside each other, an empty column between them, under heads of the same words."""
    starts: list[int] = []
    reached = 0
    for left, right in sorted((box.left, box.right) for row in rows for box in row):
        starts += [left] if left > reached + 1 or not starts else []
        reached = max(reached, right)
    tables = [
        [part for row in rows if (part := [box for box in row if start <= box.left < end])]
        for start, end in zip(starts, [*starts[1:], reached + 1], strict=True)
    ]
    heads = [{box.words for box in next((row for row in table if len(row) > 1), [])} for table in tables]
    is_repeated = all(len(head & heads[0]) >= _SAME_HEADS for head in heads)
    yield from tables if is_repeated and len(tables) > 1 else [rows]


def _is_caption(row: Sequence[Box], width: int) -> bool:
    """Whether a row above a table is a title or names who fills it in and when."""
    if len(row) == 1:
        return row[0].top == row[0].bottom or width == 0 or row[0].right > row[0].left
    if all(_LABELLED.match(box.words.strip()) for box in row):
        return True
    few = len(row) <= _MOST_CAPTION_CELLS and 2 * len(row) < width
    return few and any(_LABELLED.match(box.words.strip()) or _DAY.search(box.words) for box in row)


def _is_apart(band: Sequence[Sequence[Box]], number: int, reached: Sequence[int]) -> bool:
    """Whether no merged cell of a row above reaches into the row."""
    return number == 0 or reached[number - 1] < band[number][0].top


def _is_note(row: Sequence[Box], width: int) -> bool:
    """Whether a row below a table is a remark on it, or says who signs for it."""
    if len(row) > 1:
        few = len(row) <= _MOST_CAPTION_CELLS and 2 * len(row) <= width
        return few and all(_LABELLED.match(box.words.strip()) for box in row)
    (box,) = row
    is_wide = 2 * (box.right - box.left + 1) > width > 1
    return bool(_NOTE.match(box.words)) or (len(box.words) >= _LONG and is_wide)


def _goes_on(before: Region, after: Region) -> bool:
    """Whether the rows below an empty row carry the table on: its numbers go on, or its head stands alone above."""
    if before.rows[0][0].left != after.rows[0][0].left:
        return False
    last = next((found for row in reversed(before.rows) if (found := _NUMBER.match(row[0].words))), None)
    first = _NUMBER.match(after.rows[0][0].words)
    if first is None:
        return False
    return len(before.rows) == 1 or (last is not None and int(first[1]) == int(last[1]) + 1)
