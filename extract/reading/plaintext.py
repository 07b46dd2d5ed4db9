"""Reader of plain text and Markdown: the text as it stands, or put back in order where it was set in two columns."""

from __future__ import annotations

import hashlib

from extract.reading.chrome import find_chrome
from extract.reading.columns import restore_columns
from extract.reading.copies import find_copies
from extract.reading.decoding import decode_text, find_losses
from extract.reading.pagemarks import find_page_marks, find_pages
from extract.reading.source import SourceText, merge_ignored
from extract.records import Furniture


def read(data: bytes, name: str) -> SourceText:
    """The document of a text file.

    Raises:
        UnreadableDocument: the bytes hold no text.
    """
    decoded = decode_text(data)
    text = decoded.text
    digest = hashlib.sha256(data).hexdigest()
    restored = restore_columns(text)
    if restored is not None:
        return SourceText(
            name=name,
            sha256=digest,
            text=restored.text,
            analysed=True,
            pages=restored.pages,
            furniture=tuple(Furniture(reason="页眉页脚", text=words) for words in restored.furniture),
            issues=tuple(find_losses(restored.text, unfinished=decoded.unfinished)),
        )
    page_marks = find_page_marks(text)
    ignored = merge_ignored(text, page_marks + find_chrome(text) + find_copies(text))
    return SourceText(
        name=name,
        sha256=digest,
        text=text,
        ignored=ignored,
        pages=find_pages(text),
        issues=tuple(find_losses(text, unfinished=decoded.unfinished)),
    )
