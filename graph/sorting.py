"""The statements of many graphs sorted and each once, without holding them: SQLite sorts, on disk if they are many."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing

_HELD = 16  # MB that SQLite holds of them at a time


def each_once(parts: Iterable[str]) -> Iterator[bytes]:
    r"""The lines of all parts, sorted by their characters, each once and with its end.

    Raises:
        OSError: there is no room for so many of them among the temporary files.

    >>> list(each_once(["b\nc\n", "a\nb\n"]))
    [b'a\n', b'b\n', b'c\n']
    """
    try:
        with closing(sqlite3.connect("", isolation_level=None)) as connection:  # in files of its own, gone at the end
            connection.execute(f"PRAGMA cache_size = -{_HELD * 1024}")
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("CREATE TABLE said (line BLOB)")
            connection.execute("BEGIN")
            for part in parts:
                lines = part.encode("utf-8").split(b"\n")
                connection.executemany("INSERT INTO said VALUES (?)", ((line,) for line in lines if line))
            for (line,) in connection.execute("SELECT line FROM said GROUP BY line ORDER BY line"):
                yield line + b"\n"
    except sqlite3.OperationalError as error:
        raise OSError(str(error)) from error
