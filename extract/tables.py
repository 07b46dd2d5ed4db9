"""Task tables written as text: where they stand. Their rows are not read, so they are named as unread."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.records import Span
from extract.roles import is_label

_CELLS = re.compile(r"[|｜│┃]|\t+|[ \u3000]{2,}")
_RULED = re.compile(r"[ \t\u3000]*[|｜│┃├┌└┠┏┗]")
_FEWEST_CELLS = 3


def find_task_tables(text: str) -> list[Span]:
    r"""The tables whose head names a column of units, in order; only the head where the rows are not ruled.

    >>> text = "附表\n| 序号 | 任务 | 牵头单位 |\n| 1 | 建设平台 | 市工信局 |\n附注"
    >>> [text[table.start : table.end] for table in find_task_tables(text)]
    ['| 序号 | 任务 | 牵头单位 |\n| 1 | 建设平台 | 市工信局 |']
    """
    tables: list[Span] = []
    lines = list(_lines(text))
    for number, (start, end) in enumerate(lines):
        if tables and start < tables[-1].end:
            continue
        if _is_head(text[start:end]):
            last = number
            while _RULED.match(text, start) and last + 1 < len(lines) and _RULED.match(text, lines[last + 1][0]):
                last += 1
            tables.append(Span(start=start, end=lines[last][1]))
    return tables


def _lines(text: str) -> Iterator[tuple[int, int]]:
    for found in re.finditer(r"[^\n]+", text):
        yield found.start(), found.end()


def _is_head(line: str) -> bool:
    cells = [cell.strip() for cell in _CELLS.split(line.strip(" \t\u3000|｜│┃")) if cell.strip()]
    return len(cells) >= _FEWEST_CELLS and any(is_label(cell) for cell in cells)
