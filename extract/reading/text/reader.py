"""Reader of plain text and Markdown: the text as it stands, or put back in order where its lines are interleaved.

That is so where a page is set in two columns, and where the cells of a table go over several lines.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from extract.reading.guard.screening import screen_length
from extract.reading.source import RUNNING_HEAD, SourceText, Table, merge_ignored
from extract.reading.text.chrome import find_chrome
from extract.reading.text.columns import restore_columns
from extract.reading.text.copies import find_copies
from extract.reading.text.decoding import decode_text, find_losses
from extract.reading.text.pagemarks import find_page_marks, find_pages
from extract.reading.text.redrawn import Reordered
from extract.reading.text.tables import read_tables
from extract.records import Furniture, Ignored, Page
from extract.text.scripts import simplified


def read(data: bytes, name: str) -> SourceText:
    """The document of a text file.

    Raises:
        UnreadableDocument: the bytes hold no text.
    """
    decoded = decode_text(data)
    screen_length(decoded.text)
    digest = hashlib.sha256(data).hexdigest()
    restored = restore_columns(decoded.text)
    if restored is not None:
        return SourceText(
            name=name,
            sha256=digest,
            text=restored.text,
            analysed=True,
            pages=restored.pages,
            furniture=tuple(Furniture(reason=RUNNING_HEAD, text=words) for words in restored.furniture),
            issues=tuple(find_losses(restored.text, unfinished=decoded.unfinished)),
        )
    tabled = read_tables(decoded.text)
    text, pages = tabled.text, find_pages(decoded.text)
    return SourceText(
        name=name,
        sha256=digest,
        text=text,
        ignored=_ignored(text, tabled.tables),
        analysed=tabled.moved is not None,
        pages=_moved(pages, tabled.moved) if tabled.moved else pages,
        tables=tabled.tables,
        furniture=_left_out(decoded.text, tabled.moved) if tabled.moved else (),
        issues=tuple(find_losses(text, unfinished=decoded.unfinished)),
    )


def _ignored(text: str, tables: Sequence[Table]) -> tuple[Ignored, ...]:
    """What no finder may look at; rows that repeat or end in a date are no copies and no links."""
    outside = [
        stretch
        for stretch in find_chrome(simplified(text)) + find_copies(text)
        if not any(stretch.start < table.end and table.start < stretch.end for table in tables)
    ]
    return merge_ignored(text, [*find_page_marks(text), *outside])


def _left_out(text: str, moved: Reordered) -> tuple[Furniture, ...]:
    """The page marks that stood inside tables which were put back."""
    return tuple(
        Furniture(reason=mark.reason, text=text[mark.start : mark.end])
        for mark in merge_ignored(text, find_page_marks(text))
        if any(taken.start <= mark.start < taken.end for taken in moved.taken)
    )


def _moved(pages: Sequence[Page], moved: Reordered) -> tuple[Page, ...]:
    """The pages with their places in the text whose tables were put back."""
    starts = [moved.place(page.start) for page in pages] + [len(moved.text)]
    return tuple(
        Page(number=page.number, start=start, end=end)
        for page, start, end in zip(pages, starts, starts[1:], strict=False)
        if start < end
    )
