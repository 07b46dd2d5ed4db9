"""Composes the text of a document that is no plain text, and keeps where each stretch of it stood in the file.

Readers know their format; how a text is put together from paragraphs and tables is the same for all of them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.reading.source import Cell, SourceText, StyledHeading, Table, UnreadableDocument
from extract.records import Form, Furniture, Ignored, Issue, Page, Place, Span, Where

MOST_PLACES = 1_000_000
"""Places of the largest grid that is written; a task list of 5,000 rows has a tenth of that."""

_HALF = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words that stand in one place of the file; a piece that ends a paragraph ends in a line feed."""

    words: str
    where: Where | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A cell of a table before it has its place in the text: its grid place, spans, and pieces; none if empty."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1
    pieces: tuple[Piece, ...] = ()


class Composer:
    r"""Puts a text together, in the order of the calls; the pages are those that the pieces stand on.

    >>> composer = Composer()
    >>> composer.paragraph([Piece(words="附件", where=Where(page=1))])
    Span(start=0, end=2)
    >>> composer.table([Filled(row=0, column=0, pieces=(Piece(words="序号"),)), Filled(row=0, column=1)])
    >>> source = composer.source(name="a.docx", data=b"", form=Form(format="word"))
    >>> source.text, source.pages
    ('附件\n序号\t\n', (Page(number=1, start=0, end=7),))
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._places: list[Place] = []
        self._tables: list[Table] = []
        self._headings: list[StyledHeading] = []
        self._furniture: list[Furniture] = []
        self._ignored: list[Ignored] = []
        self._issues: list[Issue] = []
        self._page_count = 0

    @property
    def length(self) -> int:
        """The characters written so far."""
        return self._length

    def paragraph(self, pieces: Sequence[Piece], *, level: int | None = None) -> Span:
        """Write a paragraph on a line of its own; ``level`` from 1 where its file calls it a heading."""
        start = self._length
        self._pieces(pieces)
        span = Span(start=start, end=self._length)
        if level is not None and span.start < span.end:
            self._headings.append(StyledHeading(level=level, start=span.start, end=span.end))
        self._write("\n")
        return span

    def table(self, cells: Sequence[Filled]) -> None:
        """Write a table: a line a row, a tab between its cells; the words of a merged cell stand at its first place.

        Raises:
            UnreadableDocument: its grid is larger than that of any task list: a few bytes can claim thousands of
                millions of places, and who reads the table visits each.
        """
        rows = max((cell.row + cell.rows for cell in cells), default=0)
        columns = max((cell.column + cell.columns for cell in cells), default=0)
        if rows * columns > MOST_PLACES:
            most = MOST_PLACES // 10_000
            advice = "请把任务清单单独存为一个文件后再导入。"
            raise UnreadableDocument("too-large", f"有一张表格超过 {most} 万个格子，不像任务清单：{advice}")
        start = self._length
        written: list[Cell] = []
        row = column = 0
        for cell in sorted(cells, key=lambda each: (each.row, each.column)):
            if cell.row > row:
                self._write("\n" * (cell.row - row))
                row, column = cell.row, 0
            self._write("\t" * (cell.column - column))
            column = cell.column
            first = self._length
            self._pieces(cell.pieces)
            written.append(
                Cell(
                    row=cell.row,
                    column=cell.column,
                    rows=cell.rows,
                    columns=cell.columns,
                    start=first,
                    end=self._length,
                )
            )
        self._tables.append(Table(start=start, end=self._length, cells=tuple(written)))
        self._write("\n")

    def count_pages(self, count: int) -> None:
        """Say how many pages the file has, those without words among them."""
        self._page_count = count

    def leave_out(self, reason: str, words: str, *, page: int | None = None) -> None:
        """Keep printed words that are no part of the text."""
        self._furniture.append(Furniture(reason=reason, text=_whole(words), page=page))

    def ignore(self, reason: str, span: Span) -> None:
        """Keep a stretch that was written from the eyes of every finder."""
        self._ignored.append(Ignored(reason=reason, start=span.start, end=span.end))

    def doubt(self, code: str, message: str, span: Span) -> None:
        """Say what was read with a doubt, and where."""
        self._issues.append(Issue(code=code, message=message, start=span.start, end=span.end))

    def source(self, *, name: str, data: bytes, form: Form) -> SourceText:
        """The text that was written.

        Raises:
            UnreadableDocument: nothing was written but white space.
        """
        text = "".join(self._parts)
        if not text.strip():
            raise UnreadableDocument("blank", "文件里没有读出任何文字：请检查原文件是否为空、是否导出失败。")
        return SourceText(
            name=name,
            sha256=hashlib.sha256(data).hexdigest(),
            text=text,
            form=form,
            ignored=tuple(self._ignored),
            analysed=True,
            pages=_pages(self._places, len(text), self._page_count),
            places=tuple(self._places),
            tables=tuple(self._tables),
            headings=tuple(self._headings),
            furniture=tuple(self._furniture),
            issues=tuple(self._issues),
        )

    def _pieces(self, pieces: Sequence[Piece]) -> None:
        for piece in pieces:
            start = self._length
            self._write(piece.words)
            if piece.where is not None and piece.words:
                self._places.append(Place(start=start, end=self._length, where=piece.where))

    def _write(self, words: str) -> None:
        self._parts.append(_whole(words))
        self._length += len(words)


def _whole(words: str) -> str:
    r"""The words with � for each half of a character, which a damaged font may give and no file can hold.

    >>> _whole("市\udf4e局")
    '市�局'
    """
    return _HALF.sub("\ufffd", words)


def _pages(places: Sequence[Place], end: int, count: int) -> tuple[Page, ...]:
    """Each page from the first words on it to the first of the next; a cell that goes on overleaf turns none back.

    There are at least ``count`` of them; one without words is empty and stands before the next one's.
    """
    starts: dict[int, int] = {}
    latest = 0
    for place in places:
        page = place.where.page
        if page is not None and page > latest:
            starts[page], latest = place.start if starts else 0, page
    pages: list[Page] = []
    for number in range(max(count, latest), 0, -1):
        start = starts.get(number, end)
        pages.append(Page(number=number, start=start, end=end))
        end = start
    return tuple(reversed(pages))
