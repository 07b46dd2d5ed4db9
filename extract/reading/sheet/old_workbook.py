"""Reader of Excel workbooks of before 2007 (.xls): every visible sheet as it shows itself."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

import xlrd
from xlrd.biffh import XLRDError, error_text_from_code
from xlrd.book import Book
from xlrd.compdoc import CompDocError

from extract.reading.sheet.composing import compose_sheets
from extract.reading.sheet.package import damaged
from extract.reading.sheet.sheets import Address, Merged, Sheet, refuse_too_many
from extract.reading.sheet.shown_numbers import show_number
from extract.reading.source import SourceText, UnreadableDocument

# What xlrd, which checks little of what it reads, raises for damaged files.
_ERRORS = (
    XLRDError,
    CompDocError,
    struct.error,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    TypeError,
    ValueError,
    ArithmeticError,
    RecursionError,
    MemoryError,
)
_SHORT_DAYS = {14: "yyyy/m/d", 22: "yyyy/m/d h:mm"}


def read(data: bytes, name: str) -> SourceText:
    """The document of an old workbook.

    Raises:
        UnreadableDocument: the workbook is damaged, encrypted, too large, or shows nothing.
    """
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    except _ERRORS as error:
        if "encrypted" in str(error):
            raise UnreadableDocument("encrypted", "文件加了密码：请打开文件去掉密码，另存后再导入。") from error
        raise damaged() from error
    try:
        sheets = list(_sheets(book))
    except UnreadableDocument:
        raise
    except _ERRORS as error:
        raise damaged() from error
    return compose_sheets(sheets, name=name, data=data)


def _sheets(book: Book) -> Iterator[Sheet]:
    count = 0
    for sheet in book.sheets():
        cells: dict[Address, str] = {}
        wrong: list[Address] = []
        for row in range(sheet.nrows):
            for column in range(sheet.row_len(row)):
                words = _shown(book, sheet, row, column)
                if words.strip():
                    cells[row + 1, column + 1] = words
                    if sheet.cell_type(row, column) == xlrd.XL_CELL_ERROR:
                        wrong.append((row + 1, column + 1))
            refuse_too_many(count + len(cells))
        count += len(cells)
        yield Sheet(
            name=sheet.name,
            cells=cells,
            merged=[
                Merged(top=top + 1, left=left + 1, bottom=bottom, right=right)
                for top, bottom, left, right in sheet.merged_cells
            ],
            hidden=sheet.visibility != 0,
            hidden_rows=frozenset(row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden),
            hidden_columns=[
                (at + 1, at + 1) for at, info in sheet.colinfo_map.items() if info.hidden or not info.width
            ],
            wrong=wrong,
        )


def _shown(book: Book, sheet: xlrd.sheet.Sheet, row: int, column: int) -> str:
    kind, value = sheet.cell_type(row, column), sheet.cell_value(row, column)
    if kind == xlrd.XL_CELL_TEXT:
        return str(value).replace("\r\n", "\n").replace("\r", "\n")
    if kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        key = book.xf_list[sheet.cell_xf_index(row, column)].format_key
        code = _SHORT_DAYS.get(key) or book.format_map[key].format_str
        return show_number(float(value), code, from_1904=book.datemode == 1)
    if kind == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if value else "FALSE"
    return str(error_text_from_code.get(value, "")) if kind == xlrd.XL_CELL_ERROR else ""
