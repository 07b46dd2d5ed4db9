"""The door of reading: bytes and a file name in, :class:`SourceText` out, a reader per format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePath
from types import MappingProxyType

from extract.reading.plaintext import read_plaintext
from extract.reading.source import SourceText, UnreadableDocument

Reader = Callable[[bytes, str], SourceText]

READERS: Mapping[str, Reader] = MappingProxyType({".txt": read_plaintext, ".md": read_plaintext})
"""Suffix → reader. A further format is one more module and one more line here."""


def read_source(data: bytes, name: str) -> SourceText:
    """The text of a file, read by the suffix of its name.

    Raises:
        UnreadableDocument: no reader knows the suffix, or the file holds no text.
    """
    suffix = PurePath(name).suffix.lower()
    reader = READERS.get(suffix)
    if reader is None:
        known = "、".join(sorted(READERS))
        raise UnreadableDocument(
            "format", f"暂不支持 {suffix or '没有后缀的'} 文件：请把文字另存为 {known} 文件（UTF-8）后再导入。"
        )
    return reader(data, name)
