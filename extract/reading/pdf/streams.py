"""The compressed streams of a PDF file: none is read before it is known that together they stay small.

Pictures are left out, whose size their own width and height say. What is written in other ways (encrypted, or in
letters) is left to the limits of the process.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from extract.reading.source import UnreadableDocument

MOST_GROWTH = 64_000_000
"""By how many bytes all streams together, inflated, may exceed the file,"""

MOST_RATIO = 20
"""or, if that is more, how many times as long as the file they may be: fonts that a merged file holds many times."""

_STREAM = re.compile(rb"stream\r?\n")
_END = b"endstream"
_LONGEST_DICTIONARY = 4096
_FILTER = re.compile(rb"/Filter\s*(\[[^\]]*\]|/\w+)")
_INFLATED = re.compile(rb"/Fl(?:ateDecode)?\b")
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
_PIECE = 1 << 20
_MOST_TIMES = 1_032  # that a stream grows: its shortest sign stands for 258 bytes and takes two bits


def screen_streams(data: bytes) -> None:
    """Refuse a file whose streams inflate to too much, or are compressed twice, as only bombs are.

    Raises:
        UnreadableDocument: they do.
    """
    streams = sorted(_streams(data), key=lambda each: len(each[1]), reverse=True)
    left, waiting = max(len(data) + MOST_GROWTH, MOST_RATIO * len(data)), sum(len(stream) for _, stream in streams)
    for filters, stream in streams:
        if waiting * _MOST_TIMES > left:
            left -= _inflated_length(stream, left)
        waiting -= len(stream)
        if filters > 1 or left < 0:
            raise UnreadableDocument(
                "bomb", "PDF 展开后大得不正常，没有读取：请核对来源；确属正常文件的，请重新导出为 PDF 后再导入。"
            )


def _streams(data: bytes) -> Iterator[tuple[int, memoryview]]:
    """The compressed streams that are no pictures, each with how many times it is compressed."""
    view = memoryview(data)
    for match in _STREAM.finditer(data):
        if data.startswith(_END, match.start() - 3):
            continue
        earliest = max(0, match.start() - _LONGEST_DICTIONARY)
        begins = data.rfind(b"obj", earliest, match.start())
        dictionary = data[max(begins, earliest) : match.start()]
        filters = max((len(_INFLATED.findall(each)) for each in _FILTER.findall(dictionary)), default=0)
        if filters and not _PICTURE.search(dictionary):
            end = data.find(_END, match.end())
            yield filters, view[match.end() : end if end >= 0 else len(data)]


def _inflated_length(stream: memoryview, most: int) -> int:
    """How long the stream becomes; it is given up where it is longer than ``most``, or broken."""
    inflating, length = zlib.decompressobj(), 0
    try:
        for at in range(0, len(stream), _PIECE):
            piece: bytes | memoryview = stream[at : at + _PIECE]
            while piece and length <= most and not inflating.eof:
                length += len(inflating.decompress(piece, _PIECE))
                piece = inflating.unconsumed_tail
    except zlib.error:  # the reader sees whether it matters
        return length
    return length
