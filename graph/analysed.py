"""The file in which the results of analysis are kept: what it was made of, and reading it beside the library.

``analysis.db`` lies beside the library's file, or where derived files of one that may only be read lie. It can be
dropped at any time. A part is written in one transaction: who reads sees the former state or the new one, and nothing
between.
"""

from __future__ import annotations

import functools
import hashlib
import sqlite3
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import Any, Literal

from graph.library import Library
from graph.opening import ANALYSIS as FILE
from graph.opening import FILE as LIBRARY
from graph.opening import DamagedError, connected, forget_analysis, run_script
from graph.quotes import LibraryError

Part = Literal["findings", "overlaps"]

WAIT = 3600  # seconds that who computes waits for another who does
PARTS: tuple[Part, ...] = ("findings", "overlaps")
_MADE_BY = ("analysis.sql",)
_SUFFIXES = (".py", ".toml", ".csv")


def made_of(library: Library) -> str:
    """A name for all that results rest on: the data and the program that looks at them."""
    return f"{form()} {library.stamp()}"


def current(library: Library, part: Part) -> bool:
    """Whether what is kept of this part was made of the data as they stand."""
    return made(library, part) == made_of(library)


def held(library: Library, part: Part) -> bool:
    """Whether anything of this part is kept, be it of former data."""
    return made(library, part) is not None


def made(library: Library, part: Part) -> str | None:
    """What the kept part was made of, None while there is none."""
    found = rows(library, "SELECT made_of FROM kept.part WHERE name = :part", {"part": part})
    return str(found[0][0]) if found else None


def rows(library: Library, sql: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """The rows of one SELECT on the tables of ``analysis.sql``, called ``kept.…``, and those of the library.

    None of them while nothing is kept; a file that is damaged goes, and counts as nothing. Nothing can be written
    through it.
    """
    if not (library.derived / FILE).exists():
        return []
    try:
        return _read(library, sql, values)
    except DamagedError:
        forget_analysis(library.derived)
        return []
    except LibraryError:  # perhaps the file was taken away meanwhile: once more
        return _read(library, sql, values)


def _read(library: Library, sql: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    path = library.derived / FILE
    with connected(library.home / LIBRARY) as connection:
        try:
            connection.execute("ATTACH DATABASE ? AS kept", (f"{path.absolute().as_uri()}?mode=rw",))  # none is made
        except sqlite3.OperationalError:
            if path.exists():
                raise
            return []
        connection.execute("PRAGMA query_only = 1")
        (found,) = connection.execute("PRAGMA kept.user_version").fetchone()
        return connection.execute(sql, values).fetchall() if found == _version() else []


@contextmanager
def opened(library: Library) -> Iterator[sqlite3.Connection]:
    """A connection to the kept results, laid out for this version of the program; a damaged file is begun anew.

    Raises:
        DamagedError: damage was met later on; the file is gone, and another try begins it anew.
        LibraryError: the file cannot be used.
    """
    try:
        with connected(library.derived / FILE) as connection:
            lay_out(connection)
    except DamagedError:
        forget_analysis(library.derived)
    try:
        with connected(library.derived / FILE) as connection:
            lay_out(connection)
            connection.execute(f"PRAGMA busy_timeout = {WAIT * 1000}")
            yield connection
    except DamagedError:
        forget_analysis(library.derived)
        raise


def lay_out(connection: sqlite3.Connection) -> None:
    """Make the tables where they are missing, or of another version of the program."""
    if not _laid_out(connection):
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("BEGIN IMMEDIATE")
        if not _laid_out(connection):
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                connection.execute(f'DROP TABLE IF EXISTS "{name}"')
            run_script(connection, "analysis.sql")
            connection.execute(f"PRAGMA user_version = {_version()}")
        connection.execute("COMMIT")


def made_from(connection: sqlite3.Connection, part: Part) -> str | None:
    """What the kept part was made of, None where there is none."""
    row = connection.execute("SELECT made_of FROM part WHERE name = ?", (part,)).fetchone()
    return str(row[0]) if row else None


def _laid_out(connection: sqlite3.Connection) -> bool:
    (found,) = connection.execute("PRAGMA user_version").fetchone()
    return bool(found == _version())


@functools.cache
def _version() -> int:
    """A number for the form of the tables, which the file carries."""
    return zlib.crc32(resources.files("graph").joinpath("analysis.sql").read_bytes()) & 0x7FFFFFFF


@functools.cache
def form() -> str:
    """A name for the way findings and pairs are made: it changes with any code or table of the analysis."""
    digest = hashlib.sha256()
    for package in ("graph", "extract"):
        folder = Path(str(resources.files(package)))
        for path in sorted(folder.rglob("*")):
            if path.suffix in _SUFFIXES or path.name in _MADE_BY:
                digest.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:16]
