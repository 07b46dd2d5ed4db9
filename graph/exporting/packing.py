"""Exports on the disk: whole or not there. One file is replaced by its successor; a folder is never written into."""

from __future__ import annotations

import io
import os
import shutil
import zipfile
from collections.abc import Iterable
from pathlib import Path

from graph.errors import GraphError, cause

_DAY = (1980, 1, 1, 0, 0, 0)  # the first that a .zip can tell: the same data give the same bytes on any day
_UNIX = 3

File = tuple[str, bytes]
"""A file of a package: its path with ``/``, and its bytes."""


class ExportError(GraphError, ValueError):
    """Something that cannot be exported; the message is for the user."""


def write_file(path: Path, parts: Iterable[bytes]) -> None:
    """Write the file whole or not at all; what is no file of its own (a device, a pipe) is written to directly.

    Raises:
        ExportError: the file cannot be written.
    """
    try:
        if path.is_dir():
            raise ExportError(f"{path} 是一个文件夹，不能写成文件。请给出文件名。")
        if path.exists() and not path.is_file():
            _write(path, parts)
            return
        draft = path.with_name(f"{path.name[:80]}.{os.getpid()}.part")
        try:
            _write(draft, parts)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise _unwritable(path, error) from error


def write_folder(path: Path, files: Iterable[File]) -> None:
    """Write a folder whole or not at all. One that holds anything is left alone.

    Raises:
        ExportError: something is there already, or the folder cannot be written.
    """
    draft = path.with_name(f"{path.name[:80]}.{os.getpid()}.part")
    try:
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise ExportError(f"{path} 已经存在，不会改动其中的文件。请换一个名称，或先把它移走。")
        try:
            draft.mkdir()
            _fill(draft, files)
            if path.exists():
                path.rmdir()
            draft.rename(path)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    except OSError as error:
        raise _unwritable(path, error) from error


def zipped(files: Iterable[File]) -> bytes:
    """The files as one .zip; equal files give equal bytes."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files:
            entry = zipfile.ZipInfo(name, _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = _UNIX
            entry.external_attr = 0o644 << 16
            package.writestr(entry, data)
    return written.getvalue()


def _fill(folder: Path, files: Iterable[File]) -> None:
    made = {folder}
    for name, data in files:
        path = folder.joinpath(*name.split("/"))
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        path.write_bytes(data)


def _write(path: Path, parts: Iterable[bytes]) -> None:
    with path.open("wb") as file:
        for part in parts:
            file.write(part)


def _unwritable(path: Path, error: OSError) -> ExportError:
    return ExportError(f"无法写入 {path}：{cause(error)}。请检查文件夹是否存在、是否可写。")
