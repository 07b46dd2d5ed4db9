"""The cells of one sheet of an .xlsx workbook, as they are shown."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from lxml import etree

from extract.reading.sheet.package import damaged, local_name, stream, unescaped, words_of
from extract.reading.sheet.sheets import Address, Merged, Sheet, refuse_too_many
from extract.reading.sheet.shown_numbers import show_number

Element = etree._Element

_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})", re.ASCII)
_WHOLE = re.compile(r"\d{1,9}", re.ASCII)
_MOST_MERGED = 100_000
_EMPTY_CELL = re.compile(rb'<c r="[A-Z0-9]+"[^<>]*(?:(?<=/)>|></c>)')
_EMPTY_ROW = re.compile(rb'<row r="[0-9]+"(?![^<>]*(?:hidden|customHeight))[^<>]*(?:(?<=/)>|>\s*</row>)')
_TRUE = ("1", "true", "on")


def _without_empty(content: bytes) -> bytes:
    """The part without the cells and rows that only have a format: a sheet may have a million of them."""
    return _EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", content))


class SheetReader:
    """Reads the part of one sheet from its first element to its last; nothing is kept but what it shows."""

    def __init__(self, strings: Sequence[str], formats: Sequence[str], *, from_1904: bool) -> None:
        self._strings, self._formats, self._from_1904 = strings, formats, from_1904
        self._cells: dict[Address, str] = {}
        self._merged: list[Merged] = []
        self._hidden_rows: set[int] = set()
        self._hidden_columns: list[tuple[int, int]] = []
        self._without_value: list[Address] = []
        self._wrong: list[Address] = []
        self._row = self._column = 0
        self._is_new_row = True

    def read(self, content: bytes, *, name: str, hidden: bool) -> Sheet:
        """The sheet.

        Raises:
            UnreadableDocument: it is damaged, or has too many filled cells.
        """
        keep = {"c": self._cell, "row": self._end_row, "col": self._columns, "mergeCell": self._merge}
        for element in stream(_without_empty(content), *keep):
            keep[local_name(element)](element)
        return Sheet(
            name=name,
            cells=self._cells,
            merged=self._merged,
            hidden=hidden,
            hidden_rows=frozenset(self._hidden_rows),
            hidden_columns=self._hidden_columns,
            without_value=self._without_value,
            wrong=self._wrong,
        )

    def _begin_row(self, row: Element | None) -> None:
        """The number that a row gives itself, or the next one."""
        number = row.get("r", "") if row is not None else ""
        self._row = int(number) if re.fullmatch(r"\d{1,7}", number, re.ASCII) else self._row + 1
        self._column = 0
        self._is_new_row = False

    def _end_row(self, row: Element) -> None:
        if self._is_new_row:
            self._begin_row(row)
        self._is_new_row = True
        if row.get("hidden") in _TRUE or (row.get("customHeight") in _TRUE and row.get("ht") in ("0", "0.0")):
            self._hidden_rows.add(self._row)

    def _columns(self, column: Element) -> None:
        first, last = _whole(column.get("min", "")), _whole(column.get("max", ""))
        if (column.get("hidden") in _TRUE or column.get("width") == "0") and first is not None and last is not None:
            self._hidden_columns.append((first, last))

    def _merge(self, merged: Element) -> None:
        ends = [_ADDRESS.fullmatch(end) for end in merged.get("ref", "").split(":")]
        if len(ends) == 2 and ends[0] and ends[1] and len(self._merged) < _MOST_MERGED:
            (top, left), (bottom, right) = _address(ends[0]), _address(ends[1])
            self._merged.append(Merged(top=top, left=left, bottom=bottom, right=right))

    def _cell(self, cell: Element) -> None:
        if self._is_new_row:
            self._begin_row(cell.getparent())
        found = _ADDRESS.fullmatch(cell.get("r", ""))
        self._column = _address(found)[1] if found else self._column + 1
        if len(cell) == 0:
            return
        address = (self._row, self._column)
        parts = {local_name(part): part for part in cell}
        words = self._shown(cell, parts.get("v"))
        if words.strip():
            self._cells[address] = words
            refuse_too_many(len(self._cells))
            if cell.get("t") == "e":
                self._wrong.append(address)
        elif "f" in parts and cell.get("t") != "str":  # a formula may give no words, but it says so
            self._without_value.append(address)

    def _shown(self, cell: Element, value: Element | None) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return words_of(cell)
        if value is None or not value.text:
            return ""
        written = str(value.text)
        if kind == "s":
            return self._string(written)
        if kind == "n":
            return self._number(written, cell.get("s", ""))
        if kind == "b":
            return "TRUE" if written == "1" else "FALSE"
        return unescaped(written)

    def _string(self, written: str) -> str:
        number = _whole(written)
        if number is None or number >= len(self._strings):
            raise damaged()
        return self._strings[number]

    def _number(self, written: str, style: str) -> str:
        try:
            value = float(written)
        except ValueError as error:
            raise damaged() from error
        if not math.isfinite(value):
            raise damaged()
        number = _whole(style)
        code = self._formats[number] if number is not None and number < len(self._formats) else "General"
        return show_number(value, code, from_1904=self._from_1904)


def _whole(written: str) -> int | None:
    return int(written) if _WHOLE.fullmatch(written) else None


def _address(found: re.Match[str]) -> Address:
    """Row and column of an address.

    >>> _address(_ADDRESS.fullmatch("AB3"))
    (3, 28)
    """
    column = 0
    for letter in found[1]:
        column = 26 * column + ord(letter) - 64
    return int(found[2]), column
