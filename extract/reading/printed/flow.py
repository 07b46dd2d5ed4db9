"""The flow of printed pages: columns, running heads, page numbers, paragraphs, and tables over several pages."""

from __future__ import annotations

from collections.abc import Sequence

from extract.reading.composing import Composer
from extract.reading.printed.gutters import Gutter, find_gutter
from extract.reading.printed.page import PrintedPage
from extract.reading.printed.paragraphs import Margins, find_margins, make_paragraphs, pieces_of
from extract.reading.printed.rows import Column, TableOnPage, read_order
from extract.reading.printed.running_heads import find_furniture
from extract.reading.printed.tables import fill_table, follows


def compose_pages(pages: Sequence[PrintedPage], composer: Composer) -> None:
    """Write the pages in reading order; what is printed but no part of the text is left out and kept."""
    composer.count_pages(max((page.number for page in pages), default=0))
    furniture = find_furniture(pages)
    order: list[Column | TableOnPage] = []
    gutter: Gutter | None = None
    for index, page in enumerate(pages):
        once = dict.fromkeys(page.lines)  # a line that is printed over itself is one
        lines = [line for line in once if line not in furniture[index]]
        gutter = find_gutter(lines, gutter)
        order += read_order(page, lines, gutter)
        for line, reason in furniture[index].items():
            composer.leave_out(reason, line.words, page=page.number)
        for line in page.across:
            composer.leave_out("水印", line.words, page=page.number)
    margins = find_margins(each for each in order if isinstance(each, Column))
    columns: list[tuple[Column, Margins]] = []
    parts: list[TableOnPage] = []
    for piece in order:
        if isinstance(piece, Column):
            _write_table(parts, composer)
            columns.append((piece, margins[id(piece)]))
            continue
        _write_columns(columns, composer)
        if parts and not follows(parts[-1], piece):
            _write_table(parts, composer)
        parts.append(piece)
    _write_table(parts, composer)
    _write_columns(columns, composer)


def _write_columns(columns: list[tuple[Column, Margins]], composer: Composer) -> None:
    for paragraph in make_paragraphs(columns):
        composer.paragraph(pieces_of(paragraph))
    columns.clear()


def _write_table(parts: list[TableOnPage], composer: Composer) -> None:
    if parts:
        cells, heads = fill_table(parts)
        composer.table(cells)
        for page, words in heads:
            composer.leave_out("重复表头", words, page=page)
    parts.clear()
