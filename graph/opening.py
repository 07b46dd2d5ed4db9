"""Opening the library's file: connections, what their errors mean to a user, and the steps from former versions.

A connection lives as long as one operation. A former library is brought forward in one transaction, so that one that
is broken off leaves the file as it was.
"""

from __future__ import annotations

import functools
import hashlib
import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

from extract.jsonform import from_json
from graph.corrections import by_document
from graph.decisions import Judgements
from graph.deriving import insert_facts, name_all
from graph.journal import read_corrections, read_decisions
from graph.quotes import LibraryError
from graph.readonly import only_read, reading_address
from graph.stamping import restamp

SCHEMA = 8
FILE = "library.db"
ANALYSIS = "analysis.db"
NETWORK = "network.db"
GRAPH = "graph.store"
WAIT = 30.0  # seconds that a writer waits for another writer

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""

_DERIVED_BY = (
    "derived.sql", "deriving.py", "anchors.py", "correcting.py", "correcting_times.py", "correcting_missed.py",
    "placing.py", "planyears.py", "positions.py", "unfold.py", "people.py", "issues.py", "linking.py", "sketches.py",
    "twins.py", "whereabouts.py"
)  # fmt: skip
_CAUSES = {
    sqlite3.SQLITE_FULL: "磁盘已满。请腾出空间后重试，资料库内容没有改变。",
    sqlite3.SQLITE_READONLY: "资料库只读，不能写入。请检查文件和文件夹的写权限，或磁盘是否以只读方式挂载。",
    sqlite3.SQLITE_PERM: "没有权限读写资料库。请检查文件和文件夹的权限。",
    sqlite3.SQLITE_AUTH: "没有权限读写资料库。请检查文件和文件夹的权限。",
    sqlite3.SQLITE_CANTOPEN: "打不开资料库文件。请检查文件夹是否存在、是否可写、磁盘是否已满。",
    sqlite3.SQLITE_IOERR: "读写磁盘时出错。请检查磁盘和空间，再运行 zeren doctor。",
    sqlite3.SQLITE_NOMEM: "内存不足。请关闭其他程序后重试。",
    sqlite3.SQLITE_PROTOCOL: "资料库正被其他程序占用。请稍后重试。",
    sqlite3.SQLITE_INTERRUPT: "操作被中断，资料库内容没有改变。",
}
_MUST_BE_WRITTEN = (
    "资料库 {home} 由另一版本的程序建立，须先更新才能使用，而这里只能读。"
    "请在可以写入的地方用本版本运行一次 zeren doctor，再以只读方式打开。"
)
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class DamagedError(LibraryError):
    """The library's file is damaged, or none of SQLite's."""


@contextmanager
def connected(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to the library's file; what is acknowledged on it is on the disk.

    Raises:
        LibraryError: the file cannot be used; the message says why and what to do.
    """
    connection = None
    try:
        connection = _opened(path)
        connection.execute("PRAGMA foreign_keys = 1")
        connection.execute("PRAGMA synchronous = FULL")  # a commit is on the disk before it is acknowledged
        yield connection
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
        raise
    except sqlite3.DatabaseError as error:
        damaged = _code(error) in _DAMAGED
        raise (DamagedError if damaged else LibraryError)(in_words(error, path)) from error
    finally:
        if connection is not None:
            connection.close()


def _opened(path: Path) -> sqlite3.Connection:
    """A connection that can write where somebody may."""
    if path.name == FILE and only_read(path.parent):
        return sqlite3.connect(reading_address(path), uri=True, timeout=WAIT, isolation_level=None)
    return sqlite3.connect(path.absolute().as_uri(), uri=True, timeout=WAIT, isolation_level=None)


def in_words(error: sqlite3.DatabaseError, path: Path) -> str:
    """What went wrong with this file, and what to do."""
    code = _code(error)
    if code in _BUSY:
        why = f"另一个程序正在写入，等了 {WAIT:.0f} 秒仍未结束。请等它完成后重试；内容没有改变。"
    elif code in _CAUSES:
        why = _CAUSES[code]
    elif code in _DAMAGED:
        return f"{path} 不是本程序的资料库，或已损坏。请用 zeren restore 从备份恢复，或移走该文件后重试。（{error}）"
    else:
        why = "资料库的结构与本程序不符。请运行 zeren rebuild 重新生成，仍不行时运行 zeren doctor。"
    return f"无法使用资料库 {path.parent}：{why}（{error}）"


def _code(error: sqlite3.DatabaseError) -> int:
    return (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF


def prepare(path: Path) -> None:
    """Make the library's file, bring a former one forward, derive anew what another version of the program derived.

    Raises:
        LibraryError: the file cannot be used, is no library, or one of a later version; it stays as it was.
    """
    with connected(path) as connection:
        found = _version_of(connection, path)
        derived = found == SCHEMA and _derived_by(connection) == derivation()
        if only_read(path.parent):
            if not derived:
                raise LibraryError(_MUST_BE_WRITTEN.format(home=path.parent))
            return
        if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
            connection.execute("PRAGMA journal_mode = WAL")
        if not derived:
            connection.execute("BEGIN IMMEDIATE")
            _bring_forward(connection, _version_of(connection, path))
            connection.execute("COMMIT")


def forget_graph(home: Path) -> None:
    """Leave no file of the graph, nor of what analysis found: both are made again when they are next asked."""
    for path in home.glob("*.nq*"):
        path.unlink(missing_ok=True)
    shutil.rmtree(home / GRAPH, ignore_errors=True)
    forget_analysis(home)


def forget_analysis(home: Path) -> None:
    """Leave no file of what analysis found, which quotes the documents, nor of who works with whom."""
    for name in (ANALYSIS, NETWORK):
        for path in home.glob(f"{name}*"):
            path.unlink(missing_ok=True)


def _version_of(connection: sqlite3.Connection, path: Path) -> int:
    """The schema version of a library's file, 0 of an empty one."""
    (found,) = connection.execute("PRAGMA user_version").fetchone()
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if (tables and found == 0) or (found and "version" not in tables):
        raise LibraryError(f"{path} 不是本程序的资料库。请移走该文件后重试。")
    if found > SCHEMA:
        raise LibraryError(
            f"{path} 由更新版本的程序建立（结构版本 {found}，本程序最高支持 {SCHEMA}）。"
            "请升级本程序后再打开；文件没有改变。"
        )
    return int(found)


def _derived_by(connection: sqlite3.Connection) -> str | None:
    row = connection.execute("SELECT value FROM setting WHERE name = 'derived'").fetchone()
    return str(row[0]) if row else None


def _bring_forward(connection: sqlite3.Connection, found: int) -> None:
    """Take every step from the version found to this one; then all that is derived is made again."""
    if found == 0:
        run_script(connection, "schema.sql")
    for step in range(found + 1, SCHEMA + 1) if found else ():
        run_script(connection, f"migrations/{step}.sql")
    connection.execute(f"PRAGMA user_version = {SCHEMA}")
    if found < SCHEMA or _derived_by(connection) != derivation():
        derive(connection)


def derive(connection: sqlite3.Connection, progress: Progress | None = None) -> None:
    """Make all that is derived from the current versions and the decisions again, within the writer's transaction."""
    drop_derived(connection)
    run_script(connection, "derived.sql")
    judgements = Judgements(read_decisions(connection))
    corrections = by_document(read_corrections(connection))
    current = [number for (number,) in connection.execute("SELECT id FROM version WHERE current = 1 ORDER BY doc")]
    for done, number in enumerate(current, start=1):
        record, text = connection.execute("SELECT record, text FROM version WHERE id = ?", (number,)).fetchone()
        document = from_json(json.loads(record))
        insert_facts(connection, document, text, judgements, corrections.get(document.doc, ()))
        if progress:
            progress("重新生成", done, len(current))
    name_all(connection, judgements)
    connection.execute("INSERT OR REPLACE INTO setting VALUES ('derived', ?)", (derivation(),))
    restamp(connection)


def drop_derived(connection: sqlite3.Connection) -> None:
    """Drop every table and view that does not belong to what is kept, whatever version made it."""
    kept = set(_created("schema.sql")) | {"sqlite_sequence"}
    connection.execute("PRAGMA defer_foreign_keys = 1")
    for kind in ("view", "table"):
        named = connection.execute("SELECT name FROM sqlite_master WHERE type = ?", (kind,)).fetchall()
        for (name,) in named:
            if name not in kept:
                connection.execute(f'DROP {kind.upper()} IF EXISTS "{name}"')


def run_script(connection: sqlite3.Connection, name: str) -> None:
    """The commands of one of the package's SQL files, within the transaction that is open."""
    for command in _commands(name):
        connection.execute(command)


@functools.cache
def _commands(name: str) -> tuple[str, ...]:
    found, command = [], ""
    for line in resources.files("graph").joinpath(*name.split("/")).read_text("utf-8").splitlines(keepends=True):
        command += line
        if sqlite3.complete_statement(command):
            found.append(command)
            command = ""
    return tuple(found)


@functools.cache
def _created(name: str) -> tuple[str, ...]:
    """The tables that one of the package's SQL files makes."""
    lines = "".join(_commands(name)).splitlines()
    return tuple(line.split()[2] for line in lines if line.startswith("CREATE TABLE "))


@functools.cache
def derivation() -> str:
    """A name for the way records become facts: it changes with the tables and with the code that fills them."""
    digest = hashlib.sha256()
    for name in _DERIVED_BY:
        digest.update(resources.files("graph").joinpath(name).read_bytes())
    return digest.hexdigest()[:16]
