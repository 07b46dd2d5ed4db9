"""A library that may only be read: how that is seen, how its file is opened, where files go that are made from it.

It is so where ZEREN_READ_ONLY is set, or where the system lets nobody of this program write. A file that nobody can be
writing to is opened as one that never changes, for which SQLite needs no files of its own beside it.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from graph.quotes import LibraryError

SWITCH = "ZEREN_READ_ONLY"
_LOOKS = 3  # at a file that comes and goes


class ReadOnlyError(LibraryError):
    """Something was to be written to a library that may only be read, by this person or by anybody."""


def only_read(home: Path) -> bool:
    """Whether nothing may be written to the library of this folder.

    A folder that is not there yet is judged by the nearest one above it.
    """
    if os.environ.get(SWITCH, "") not in ("", "0"):
        return True
    nearest = next((folder for folder in (home, *home.absolute().parents) if folder.exists()), home)
    files = (home / "library.db", home / "library.db-wal")
    return not os.access(nearest, os.W_OK) or any(_closed(path) for path in files)


def _closed(path: Path) -> bool:
    """Whether there is this file and nothing may be written to it; SQLite may make or delete it meanwhile."""
    return all(not os.access(path, os.W_OK) and path.exists() for _ in range(_LOOKS))


def reading_address(path: Path) -> str:
    """The address by which SQLite opens a library's file for reading alone.

    Where the folder takes no file and no writer has left any, the file is read as one that does not change.
    """
    waiting = path.with_name(f"{path.name}-wal")
    settled = not os.access(path.parent, os.W_OK) and not (waiting.exists() and waiting.stat().st_size)
    return f"{path.absolute().as_uri()}?mode=ro{'&immutable=1' if settled else ''}"


def apart(home: Path) -> Path:
    """The folder for files that are made from a library which may only be read: this user's own, among the temporary.

    Raises:
        LibraryError: a folder of this name belongs to somebody else.
    """
    name = hashlib.sha256(os.fsencode(home.resolve())).hexdigest()[:16]
    owner = os.getuid() if hasattr(os, "getuid") else 0
    folder = Path(tempfile.gettempdir()) / f"zeren-{owner}-{name}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.is_symlink() or (hasattr(os, "getuid") and folder.stat().st_uid != owner):
        raise LibraryError(f"临时文件夹 {folder} 属于别的用户。请移走它，或用 TMPDIR 指定另一个临时文件夹。")
    return folder
