"""Tables that assign tasks: which of a document's tables they are, and which could not be read."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.assigning.roles import is_label
from extract.outlining.outline import Heading
from extract.reading.source import SourceText
from extract.records import Issue, Span
from extract.tabulating.grids import Grid
from extract.tabulating.matrices import read_matrix
from extract.tabulating.tablecards import read_card
from extract.tabulating.tableheads import Head, find_head, head_of_part
from extract.tabulating.tablerows import TaskTable, caption_of, read_rows

_CELLS = re.compile(r"[|｜│┃]|\t+|[ \u3000]{2,}")
_RULED = re.compile(r"[ \t\u3000]*[|｜│┃├┌└┠┏┗]")
_FEWEST_CELLS = 3
_LONGEST_CELL = 400
"""Characters from which on a cell of a table without a known head is running text."""

REFUSED = {
    "progress": "这张表报告工作进展或完成情况，不是任务分工，没有列入任务",
    "proposed": "这张表列的是建议或诉求，其中的单位是建议的责任单位，没有列入任务",
    "ledger": "这张台账还写了进展或办理情况，只读取了其中的任务分工，进展没有列入",
    "contact": "这张表是办事指南或通讯录，不是任务分工，没有列入任务",
    "row": "这一行写了单位，没有写任务，没有列入，请人工核对",
    "unread": "这里有一张任务分工表，没有读出各行的任务和单位，请人工核对",
}
"""What is said of a table with a column of units that sets no tasks, and of a row of units without a task."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A table of the document with its head; without one it is no task table."""

    grid: Grid
    head: Head | None

    @property
    def span(self) -> Span:
        """The stretch of the text that the table takes."""
        return Span(start=self.grid.table.start, end=self.grid.table.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """The task tables of a document, the stretches of all its tables and of those that set no task, and its doubts."""

    tasks: tuple[TaskTable, ...] = ()
    drawn: tuple[Span, ...] = ()
    refused: tuple[Span, ...] = ()
    issues: tuple[Issue, ...] = ()

    @property
    def without_notes(self) -> Iterator[Span]:
        """The stretches of all tables, their notes left out, which are running text."""
        notes = [note for table in self.tasks for note in table.notes]
        for table in self.drawn:
            start = table.start
            for note in (note for note in notes if _within(note, [table])):
                yield Span(start=start, end=note.start)
                start = note.end
            yield Span(start=start, end=table.end)

    @property
    def headings(self) -> Iterator[Heading]:
        """The rows that head groups of tasks."""
        return (heading for table in self.tasks for heading in table.groups)


def find_tables(source: SourceText) -> tuple[Drawn, ...]:
    """The tables of a document; running text that is only laid out or framed as a table is none."""
    drawn: list[Drawn] = []
    for table in source.tables:
        grid = Grid(table, source.text)
        grid = read_card(grid, source.text) or read_matrix(grid, source.text) or grid
        head = find_head(grid) if grid.columns > 1 else None
        if head is None and drawn and drawn[-1].head is not None:
            head = head_of_part(grid, drawn[-1].head)
        longest = max((len(grid.words(cell)) for cell in table.cells), default=0)
        if head or (grid.columns > 1 and longest <= _LONGEST_CELL):
            drawn.append(Drawn(grid=grid, head=head))
    return tuple(drawn)


def read_tables(source: SourceText, drawn: Sequence[Drawn], headings: Sequence[Heading]) -> Tables:
    """What the tables of a document assign; ``headings`` are those of its running text, in order."""
    tasks: list[TaskTable] = []
    issues: list[Issue] = []
    refused: list[Span] = []
    for each in drawn:
        if each.head is None:
            continue
        refusal = _refusal(each.grid, each.head)
        if refusal is None:
            above = _above(each.grid, each.head, source, headings)
            read = read_rows(each.grid, each.head, source.text, above=above, merged=_knows_merged(source))
            tasks += [read] if read.rows else []
            issues += [_issue("row", span) for span in read.untitled if read.rows]
            refused += read.untitled if read.rows else ()
            refusal = None if read.rows else "unread"
            issues += [_issue("ledger", each.span)] if read.rows and _tells_progress(each.grid, each.head) else []
        if refusal:
            issues.append(_issue(refusal, each.span))
            refused.append(each.span)
    spans = tuple(each.span for each in drawn)
    heads = [span for span in find_table_heads(source.visible) if not _within(span, spans)]
    issues += [_issue("unread", span) for span in heads]
    return Tables(tasks=tuple(tasks), drawn=spans, refused=(*refused, *heads), issues=tuple(issues))


def find_table_heads(text: str) -> list[Span]:
    r"""Where lines of the text are the head of a task table; with its rows where these are ruled.

    >>> text = "附表\n| 序号 | 任务 | 牵头单位 |\n| 1 | 建设平台 | 市工信局 |\n附注"
    >>> [text[table.start : table.end] for table in find_table_heads(text)]
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


def _knows_merged(source: SourceText) -> bool:
    """Whether the file's format says which cells are merged; of plain text and pictures only the look does."""
    return source.form.format not in ("text", "picture")


def _above(grid: Grid, head: Head, source: SourceText, headings: Sequence[Heading]) -> list[str]:
    caption = caption_of(grid, head, source.text)
    if caption:
        return [caption]
    number = bisect_right([heading.start for heading in headings], grid.table.start)
    return [f"{heading.number}{heading.title}" for heading in headings[max(0, number - 1) : number]]


def _refusal(grid: Grid, head: Head) -> str | None:
    """Why a table with a column of units is no task table, or None."""
    if not head.of("unit"):
        return "proposed" if head.of("proposed") else None  # it names the people who lead
    labels = {column.label.kind for column in head.columns if column.kind == "unit" and column.label}
    if head.of("time") or not labels <= {"responsible"}:
        return None  # it says who leads or by when: a ledger of tasks, whatever else it holds
    if _tells_progress(grid, head):
        return "progress"
    return "contact" if head.of("contact") else None


def _tells_progress(grid: Grid, head: Head) -> bool:
    """Whether a column of progress is filled in, and not left for those who report."""
    return any(
        grid.words(grid.at(row, column)) for column in head.of("progress") for row in range(head.body, grid.rows)
    )


def _issue(reason: str, span: Span) -> Issue:
    return Issue(code=f"table.{reason}", message=REFUSED[reason], start=span.start, end=span.end)


def _within(span: Span, others: Sequence[Span]) -> bool:
    return any(other.start <= span.start < other.end for other in others)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    for found in re.finditer(r"[^\n]+", text):
        yield found.start(), found.end()


def _is_head(line: str) -> bool:
    cells = [cell.strip() for cell in _CELLS.split(line.strip(" \t\u3000|｜│┃")) if cell.strip()]
    return len(cells) >= _FEWEST_CELLS and any(is_label(cell) for cell in cells)
