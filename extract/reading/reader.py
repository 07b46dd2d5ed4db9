"""The door of reading: bytes and a file name in, :class:`SourceText` out, a reader per format.

A reader is a module with a function ``read(data, name)``. It is loaded when the first file of its format comes, so
that reading a text does not wait for the libraries of the other formats.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import PurePath
from types import MappingProxyType
from typing import cast

from extract.reading.source import SourceText, UnreadableDocument

Reader = Callable[[bytes, str], SourceText]

READERS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys((".txt", ".md"), "plaintext"),
    }
)
"""Suffix → module of its reader in this package."""


def read_source(data: bytes, name: str) -> SourceText:
    """The text of a file, read by the suffix of its name.

    Raises:
        UnreadableDocument: no reader knows the suffix, or the file holds no text.
    """
    suffix = PurePath(name).suffix.lower()
    module = READERS.get(suffix)
    if module is None:
        known = "、".join(sorted(READERS))
        raise UnreadableDocument(
            "format", f"暂不支持 {suffix or '没有后缀的'} 文件：请把文字另存为 {known} 文件（UTF-8）后再导入。"
        )
    reader = cast(Reader, import_module(f"extract.reading.{module}").read)
    return reader(data, name)
