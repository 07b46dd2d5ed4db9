"""Reader of tables in text files (.csv), whatever sign parts their cells."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from typing import Literal

from extract.reading.sheet.composing import compose_sheets
from extract.reading.sheet.sheets import Sheet, refuse_too_many
from extract.reading.source import SourceText, UnreadableDocument
from extract.reading.text.decoding import decode_text

_SIGNS = (",", "\t", ";", "|")
_SAMPLE = 200
_LONGEST_CELL = 50  # lines: more of them in one cell are a quote that nobody closed
_NAMED_SIGN = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


def read(data: bytes, name: str) -> SourceText:
    """The document of a .csv file.

    Raises:
        UnreadableDocument: the bytes hold no text, or more cells than any plan has.
    """
    text = decode_text(data).text
    named = _NAMED_SIGN.match(text)
    text = text[named.end() :] if named else text
    rows = _rows(text, named[1] if named else find_sign(text))
    cells: dict[tuple[int, int], str] = {}
    for row, written in enumerate(rows, start=1):
        for column, words in enumerate(written, start=1):
            if words.strip():
                cells[row, column] = words.replace("\r\n", "\n").replace("\r", "\n")
        refuse_too_many(len(cells))
    return compose_sheets([Sheet(name=None, cells=cells)], name=name, data=data)


def find_sign(text: str) -> str:
    r"""The sign that parts the cells: the one that gives most rows the same number of cells, more than one.

    >>> find_sign("序号;任务;牵头单位\n1;建设平台，完善制度;市工信局\n")
    ';'
    """
    scores = {}
    for sign in _SIGNS:
        counts = Counter(len(row) for row in _rows(text, sign)[:_SAMPLE] if any(cell.strip() for cell in row))
        cells, times = max(counts.items(), key=lambda each: (each[0] > 1, each[1], each[0]), default=(1, 0))
        scores[sign] = (times if cells > 1 else 0, cells)
    return max(_SIGNS, key=lambda sign: scores[sign])


def _rows(text: str, sign: str) -> list[list[str]]:
    """The rows, quotes read as quotes unless one of them is never closed."""
    rows = _read(text, sign, csv.QUOTE_MINIMAL)
    if any(cell.count("\n") > _LONGEST_CELL for row in rows for cell in row):
        return _read(text, sign, csv.QUOTE_NONE)
    return rows


def _read(text: str, sign: str, quoting: Literal[0, 3]) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=sign, quoting=quoting))
    except csv.Error as error:
        advice = "请用 Excel 或 WPS 打开，另存为 .xlsx 文件后再导入。"
        raise UnreadableDocument("damaged", f"表格文件的格式有误，读不出单元格：{advice}") from error
