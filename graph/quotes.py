"""Whether a record fits its text: every offset inside it, every quote found where the record says."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from extract.records import Document
from graph.errors import GraphError


class LibraryError(GraphError):
    """The library cannot be used, or does not hold what was asked for; the message is for the user."""


class NotHeldError(LibraryError):
    """The library holds no document of this name, or does not hold it any more."""


class InvalidRecordError(LibraryError):
    """A record that does not fit its text; ``doc`` names the document."""

    def __init__(self, doc: str, reason: str) -> None:
        super().__init__(f"{doc}：提取结果与原文不符，未入库（{reason}）。请重新提取该文件。")
        self.doc, self.reason = doc, reason


def check_quotes(document: Document, *, text: str, original: bytes) -> None:
    """Return if hashes, offsets and quotes of the record fit the text.

    A quote fits where its characters stand in order; the text may hold line breaks and page marks between them.

    Raises:
        InvalidRecordError: with the first thing that does not fit.
    """
    if hashlib.sha256(original).hexdigest() != document.sha256:
        raise InvalidRecordError(document.doc, "文件字节的 sha256 不符")
    if hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() != document.text_sha256:
        raise InvalidRecordError(document.doc, "分析文本的 sha256 不符")
    for start, end in _places(document):
        if not 0 <= start <= end <= len(text):
            raise InvalidRecordError(document.doc, f"位置 {start}-{end} 超出原文")
    for start, end, quote in _quotes(document):
        standing = iter(text[start:end])
        if not all(character in standing for character in "".join(quote.split())):
            raise InvalidRecordError(document.doc, f"第 {start} 字处的引文“{quote[:20]}”不在原文")


def _quotes(document: Document) -> Iterator[tuple[int, int, str]]:
    yield from ((found.start, found.end, found.text) for found in document.assignments)
    yield from ((found.start, found.end, found.text) for found in document.conventions)
    yield from ((found.start, found.end, found.text) for found in document.deadlines)
    yield from ((found.start, found.end, found.text) for found in document.targets)
    access = document.meta.access
    if access and access.start is not None and access.end is not None:
        yield access.start, access.end, access.text


def _places(document: Document) -> Iterator[tuple[int, int]]:
    yield from ((start, end) for start, end, _ in _quotes(document))
    yield from ((task.start, task.end) for task in document.tasks)
    yield from ((mention.start, mention.end) for task in document.tasks for mention in task.sectors)
    yield from ((found.scope.start, found.scope.end) for found in document.assignments)
    yield from ((unit.start, unit.end) for found in document.assignments for unit in found.units)
