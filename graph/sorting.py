"""The statements of many graphs in one file, sorted and each once, without holding them.

They are sorted beside that file, in nameless files of the library's folder, which end with the program.
"""

from __future__ import annotations

import errno
import heapq
import itertools
import os
import re
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

from graph.errors import cause
from graph.quotes import LibraryError

_HELD = 8 << 20  # bytes of them that are held at a time
_LEFT_OVER = 24 * 3600  # seconds after which a draft is that of a program that died, whatever has its number now
_DRAFT = re.compile(r".+\.nq\.(\d+)-\d+")


def swap_in(path: Path, head: str, parts: Iterable[str]) -> None:
    """Put a file with this first line and the lines of all parts, sorted and each once, in the place of the former one.

    Drafts that programs left there that died go.

    Raises:
        LibraryError: the disk is full; the former file stays.
    """
    _sweep(path.parent)
    draft = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}")
    try:
        with draft.open("wb") as file:
            file.write(head.encode("utf-8"))
            file.writelines(each_once(parts, path.parent))
        draft.replace(path)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        raise LibraryError(f"无法写入 {path}：{cause(error)}。请腾出空间后重试，资料库内容没有改变。") from error
    finally:
        draft.unlink(missing_ok=True)


def each_once(parts: Iterable[str], folder: Path) -> Iterator[bytes]:
    r"""The lines of all parts, sorted by their characters, each once and with its end; sorted in files of this folder.

    >>> list(each_once(["b\nc\n", "a\nb\n"], Path()))
    [b'a\n', b'b\n', b'c\n']
    """
    with ExitStack() as files:
        runs = []
        for lines in _batches(parts):
            run = files.enter_context(tempfile.TemporaryFile(dir=folder))
            run.writelines(sorted(lines))
            run.seek(0)
            runs.append(run)
        for line, _ in itertools.groupby(heapq.merge(*runs)):
            yield line


def _batches(parts: Iterable[str]) -> Iterator[list[bytes]]:
    """The lines of all parts in their order, as many at a time as may be held."""
    lines: list[bytes] = []
    held = 0
    for part in parts:
        for line in part.split("\n"):
            if line:
                lines.append(f"{line}\n".encode())
                held += len(lines[-1])
            if held >= _HELD:
                yield lines
                lines, held = [], 0
    yield lines


def _sweep(folder: Path) -> None:
    for draft in folder.glob("*.nq.*"):
        found = _DRAFT.fullmatch(draft.name)
        with suppress(OSError):
            if found and (not _runs(int(found[1])) or time.time() - draft.stat().st_mtime > _LEFT_OVER):
                draft.unlink()


def _runs(process: int) -> bool:
    """Whether a process has this number, as far as the system tells."""
    if sys.platform == "win32":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
