"""Tables that were flattened to one cell a line: 序号, 重点任务, 牵头单位, then 1 and its cells, 2 and its cells.

The head says how many columns there are, the running numbers say where the rows begin. Only where every row has as
many lines as the head has columns is it a table; a cell over several lines cannot be told from two cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.assigning.roles import column_label
from extract.reading.source import Cell, Table
from extract.reading.text.pagemarks import find_lines, is_page_mark
from extract.text.scripts import simplified

_NUMBER_HEAD = re.compile(r"[序编編]\s*[号號]")
_GROUP = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[）)、.．]\s*\S.{0,40}")
_LONGEST_HEAD = 14
_FEWEST_COLUMNS, _MOST_COLUMNS, _FEWEST_ROWS = 3, 10, 2

Line = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """The lines of a row; one line alone heads a group."""

    lines: tuple[Line, ...]


def find_listed_tables(text: str) -> list[Table]:
    r"""The tables of this kind with a column of units, in order.

    >>> text = "序号\n任务\n牵头单位\n1\n建设平台\n市工信局\n2\n开放数据\n市数据局\n"
    >>> [[text[cell.start : cell.end] for cell in table.cells][3:6] for table in find_listed_tables(text)]
    [['1', '建设平台', '市工信局']]
    """
    lines = [(start, end) for start, end in find_lines(text) if not is_page_mark(text[start:end])]
    tables: list[Table] = []
    at = 0
    while at < len(lines):
        columns = _head(text, lines, at)
        rows, after = _rows(text, lines, at, columns) if columns else ([], at)
        if sum(len(row.lines) > 1 for row in rows) > _FEWEST_ROWS:
            tables.append(_table(rows, columns))
            at = after
        else:
            at += 1
    return tables


def _head(text: str, lines: Sequence[Line], at: int) -> int:
    """How many lines from here on are the cells of a head: from 序号 to the line before 1; 0 if it is none."""
    if not _NUMBER_HEAD.fullmatch(text[slice(*lines[at])]):
        return 0
    for columns in range(1, _MOST_COLUMNS + 1):
        if at + columns >= len(lines):
            return 0
        words = text[slice(*lines[at + columns])]
        if words == "1" or _GROUP.fullmatch(words):
            heads = [simplified(re.sub(r"\s", "", text[slice(*line)])) for line in lines[at : at + columns]]
            labels = [column_label(head) for head in heads]
            named = any(label and label.roles for label in labels)
            return columns if named and columns >= _FEWEST_COLUMNS else 0
        if len(words) > _LONGEST_HEAD:
            return 0
    return 0


def _rows(text: str, lines: Sequence[Line], at: int, columns: int) -> tuple[list[_Row], int]:
    """The head and the rows below it, and the line behind the last; none if a row has fewer or more cells."""
    head = [text[slice(*line)] for line in lines[at : at + columns]]
    rows = [_Row(lines=tuple(lines[at : at + columns]))]
    expected = 1
    at += columns
    while at < len(lines):
        words = text[slice(*lines[at])]
        if words == str(expected) or (words == "1" and len(rows[-1].lines) == 1):
            cells = lines[at : at + columns]
            if len(cells) < columns or any(_starts_row(text, cell, expected + 1) for cell in cells[1:]):
                return [], at
            rows.append(_Row(lines=tuple(cells)))
            expected = int(words) + 1
            at += columns
        elif [text[slice(*line)] for line in lines[at : at + columns]] == head:
            at += columns
        elif _GROUP.fullmatch(words) and _row_follows(text, lines, at + 1, expected):
            rows.append(_Row(lines=(lines[at],)))
            at += 1
        elif _row_follows(text, lines, at, expected, within=columns):
            return [], at
        else:
            break
    return rows, at


def _starts_row(text: str, line: Line, number: int) -> bool:
    return text[slice(*line)] == str(number)


def _row_follows(text: str, lines: Sequence[Line], at: int, number: int, within: int = 1) -> bool:
    """Whether one of the next lines is the number that is due: then what stands between is more of a row."""
    return any(text[slice(*line)] in (str(number), "1") for line in lines[at : at + within])


def _table(rows: Sequence[_Row], columns: int) -> Table:
    return Table(start=rows[0].lines[0][0], end=rows[-1].lines[-1][1], cells=tuple(_cells(rows, columns)))


def _cells(rows: Sequence[_Row], columns: int) -> Iterator[Cell]:
    for number, row in enumerate(rows):
        width = columns if len(row.lines) == 1 else 1
        for column, (start, end) in enumerate(row.lines):
            yield Cell(row=number, column=column, columns=width, start=start, end=end)
