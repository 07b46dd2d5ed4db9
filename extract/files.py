"""The files of a path, and the extraction record of each."""

from __future__ import annotations

import functools
import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from extract.jsonform import to_json
from extract.pipeline import Extractor
from extract.reading.guard.screening import load_file, visible
from extract.reading.progress import Progress
from extract.reading.source import UnreadableDocument
from extract.records import Document

SUFFIXES = (
    *(".txt", ".md", ".html", ".htm", ".pdf", ".docx", ".xlsx", ".xls", ".csv"),
    *(".png", ".jpg", ".jpeg", ".tif", ".tiff", ".doc", ".wps", ".ofd", ".et"),
)
"""The suffixes of files that a folder is searched for; one that cannot be read yet gives an error line, not silence."""

_MOST_NAMED = 5
"""Files that were passed over are named up to so many."""


def find_documents(path: Path) -> Iterator[tuple[Path, str]]:
    """The files of a path with their record names, sorted: a file by its name, those of a folder by their way in it."""
    if not path.is_dir():
        yield path, _printable(path.name)
        return
    for file in sorted(path.rglob("*")):
        if file.is_file() and file.suffix.lower() in SUFFIXES:
            yield file, _printable(file.relative_to(path).as_posix())


def find_others(path: Path) -> list[str]:
    """The names of the files of a folder that are of no format that is read, sorted; hidden files are left aside."""
    if not path.is_dir():
        return []
    files = (file for file in path.rglob("*") if file.is_file() and file.suffix.lower() not in SUFFIXES)
    return sorted(_printable(file.relative_to(path).as_posix()) for file in files if not file.name.startswith("."))


def said_of_others(path: Path) -> str | None:
    """What is said of the files of a folder that were passed over; None if there are none."""
    others = find_others(path)
    if not others:
        return None
    more = "…" if len(others) > _MOST_NAMED else ""
    named = "、".join(visible(name) for name in others[:_MOST_NAMED])
    return f"{path}：另有 {len(others)} 个文件不是能读的格式，没有处理：{named}{more}"


def _printable(name: str) -> str:
    r"""The name as UTF-8 can write it; bytes of a file system that are no characters are written out.

    >>> _printable("方案\udcff.txt")
    '方案\\udcff.txt'
    """
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def extract_files(
    documents: Sequence[tuple[Path, str]], jobs: int = 1, progress: Progress | None = None
) -> Iterator[dict[str, Any]]:
    """The JSON records of files with their names, in that order; one that cannot be read gives its error instead.

    Several jobs share the files, each a process of its own; the records are the same, only ``progress`` is not told.

    Raises:
        BrokenProcessPool: one of the processes was ended from outside.
    """
    if min(jobs, len(documents)) < 2:
        yield from (_extract_one(document, progress) for document in documents)
        return
    spawning = multiprocessing.get_context("spawn")  # a fork would share the reading child of this process
    with ProcessPoolExecutor(min(jobs, len(documents)), mp_context=spawning) as pool:
        yield from pool.map(_extract_one, documents)


@functools.cache
def _extractor() -> Extractor:
    return Extractor()


def read_file(file: Path, name: str, progress: Progress | None = None) -> tuple[Document, str]:
    """The record of a file and its analysed text.

    Raises:
        UnreadableDocument: the file cannot be opened, or holds no text that can be analysed.
    """
    try:
        data = load_file(file)
    except OSError as error:
        raise UnreadableDocument("cannot-open", f"打不开这个文件：{error.strerror}。请检查路径和权限。") from error
    return _extractor().extract(data, name, progress)


def _extract_one(document: tuple[Path, str], progress: Progress | None = None) -> dict[str, Any]:
    try:
        extracted, _ = read_file(*document, progress)
    except UnreadableDocument as error:
        return {"doc": document[1], "error": str(error)}
    record: dict[str, Any] = to_json(extracted)
    return record
