"""Tables whose every row is one line of the text: Markdown, cells between bars, cells between tabs.

Their cells stand in the text one after the other, so it stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.reading.source import Cell, Table

_BAR = re.compile(r"[|｜│┃]")
_PLAIN_BAR = re.compile(r"[|｜]")
_RULE = re.compile(r"(?=.*[-—─━])[\s|｜│┃:：+\-—─━┼├┤┬┴┌┐└┘]*")
_BOX_RULE = re.compile(r"(?m)^(?:[ \t\u3000]*[├┼┌└┬┴┤┐┘─━]{3,}[ \t\u3000]*$|(?=.*[├┼┤])(?=.*[\u4e00-\u9fff]).*)")
_FEWEST_ROWS, _FEWEST_COLUMNS = 2, 3
_LONGEST_GROUP = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line and the stretches of its cells, without the blanks around their words."""

    start: int
    end: int
    cells: tuple[tuple[int, int], ...]


def find_lined_tables(text: str) -> list[Table]:
    r"""The tables whose rows are lines, in order.

    >>> text = "附表\n| 序号 | 任务 | 牵头单位 |\n| --- | --- | --- |\n| 1 | 建设平台 | 市工信局 |\n附注"
    >>> [[text[cell.start : cell.end] for cell in table.cells] for table in find_lined_tables(text)]
    [['序号', '任务', '牵头单位', '1', '建设平台', '市工信局']]
    """
    tables: list[Table] = []
    run: list[Line] = []
    bar = _BAR if len(_BOX_RULE.findall(text)) < 2 else _PLAIN_BAR  # a box has cells over several lines
    for line in [*_lines(text, bar), None]:
        if line is not None and _goes_on(run, line):
            run.append(line)
            continue
        tables += _table(run)
        run = [line] if line is not None and len(line.cells) >= _FEWEST_COLUMNS else []
    return tables


def _lines(text: str, bar: re.Pattern[str]) -> Iterator[Line]:
    """The lines that hold words, Markdown's line under the head left out."""
    for found in re.finditer(r"[^\n\r\f]+", text):
        words = found.group()
        if not words.strip() or (bar.search(words) and _RULE.fullmatch(words)):
            continue
        yield Line(start=found.start(), end=found.end(), cells=tuple(_cells(words, found.start(), bar)))


def _cells(words: str, start: int, bar: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    barred = len(bar.findall(words)) >= 2
    first, last = 0, len(words)
    if barred:
        outer = re.match(r"\s*[|｜│┃]", words)
        first = outer.end() if outer else 0
        outer = re.search(r"[|｜│┃]\s*$", words)
        last = max(first, outer.start()) if outer else last
    elif "\t" not in words.strip():
        yield start, start + len(words)
        return
    for found in [*(bar if barred else re.compile(r"\t")).finditer(words, first, last), None]:
        end = found.start() if found else last
        cell = words[first:end]
        before = len(cell) - len(cell.lstrip())
        yield start + first + before, start + first + max(before, len(cell.rstrip()))
        first = found.end() if found else last


def _goes_on(run: Sequence[Line], line: Line) -> bool:
    """Whether a line is one more row: as many cells, some of the last left out, or one that heads a group."""
    if not run:
        return False
    columns = len(run[0].cells)
    if len(line.cells) == 1:
        return line.end - line.start <= _LONGEST_GROUP and columns >= _FEWEST_COLUMNS
    return 2 <= len(line.cells) <= columns or (len(line.cells) > columns and len(run) == 1 and columns == 1)


def _table(run: Sequence[Line]) -> list[Table]:
    rows = list(run)
    while rows and len(rows[-1].cells) == 1:  # what follows the last full row is the text behind the table
        rows.pop()
    if not rows:
        return []
    columns = len(rows[0].cells)
    full = sum(len(row.cells) == columns for row in rows)
    if full < _FEWEST_ROWS or full < 0.7 * len([row for row in rows if len(row.cells) > 1]):
        return []
    cells = tuple(
        Cell(row=number, column=column, columns=columns if len(row.cells) == 1 else 1, start=start, end=end)
        for number, row in enumerate(rows)
        for column, (start, end) in enumerate(row.cells)
    )
    return [Table(start=rows[0].start, end=rows[-1].end, cells=cells)]
