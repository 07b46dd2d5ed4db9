"""The door of reading: bytes and a file name in, :class:`SourceText` out, a reader per format.

A reader is a module with a function ``read(data, name)``. It is loaded when the first file of its format comes, so
that reading a text does not wait for the libraries of the other formats.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import cast

from extract.reading.guard.screening import screen, suffix_of
from extract.reading.insertions import with_insertions
from extract.reading.source import SourceText, UnreadableDocument

Reader = Callable[[bytes, str], SourceText]

READERS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys((".txt", ".md"), "text.reader"),
        ".pdf": "pdf.reader",
        ".docx": "word.reader",
        **dict.fromkeys((".html", ".htm"), "webpage.reader"),
        ".xlsx": "sheet.workbook",
        ".xls": "sheet.old_workbook",
        ".csv": "sheet.separated",
        **dict.fromkeys((".png", ".jpg", ".jpeg", ".tif", ".tiff"), "picture.reader"),
    }
)
"""Suffix → module of its reader in this package."""


def read_source(data: bytes, name: str) -> SourceText:
    """The text of a file, read by the suffix of its name; in this process, which it may take down.

    Raises:
        UnreadableDocument: the file is refused (see :mod:`extract.reading.guard.screening`), or holds no text.
    """
    screen(data, name)
    suffix = suffix_of(name)
    module = READERS.get(suffix)
    if module is None:
        form = "导出为 .pdf" if suffix == ".ofd" else "另存为 .docx 或 .xlsx"
        raise UnreadableDocument("no-converter", f"{suffix} 文件要先转换：请用原来的软件打开，{form} 后再导入。")
    reader = cast(Reader, import_module(f"extract.reading.{module}").read)
    return with_insertions(reader(data, name))
