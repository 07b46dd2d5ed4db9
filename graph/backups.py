"""The library as one file to carry away, and back: everything that is kept is in it, the original files too.

A backup is written beside its name, checked, and only then gets it. A restored library is put in the place of the
present one within one transaction of SQLite: who reads meanwhile sees the old one, and a restore that is broken off
leaves it. The present one is kept aside within that transaction, so that no write is acknowledged in between.
"""

from __future__ import annotations

import dataclasses
import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from graph.errors import cause
from graph.opening import FILE, SCHEMA, DamagedError, Progress, connected, forget_graph, in_words, prepare
from graph.quotes import LibraryError

_PAGES = 2000  # of SQLite, that are copied at once
_COUNTED = ("version", "original", "decision", "verdict", "correction", "removal")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a library holds: documents, their versions, original files, what people said, and removed."""

    documents: int
    versions: int
    originals: int
    decisions: int
    verdicts: int
    corrections: int
    removals: int
    schema: int

    @property
    def judgements(self) -> int:
        """How often people decided, judged and corrected."""
        return self.decisions + self.verdicts + self.corrections

    @property
    def empty(self) -> bool:
        """Whether nothing is lost with it."""
        return not (self.versions or self.judgements or self.removals)


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A backup that was written and checked, or was restored; ``aside`` is where the former library is kept."""

    path: str
    size: int
    sha256: str
    contents: Contents
    aside: str | None = None


def write_backup(home: Path, path: Path, *, replace: bool = False, progress: Progress | None = None) -> Backup:
    """Write the library in this folder to a file, as it stands at one moment, while others may read and write.

    Raises:
        LibraryError: the library is empty or damaged, the file is there already, or cannot be written.
    """
    if path.exists() and not replace:
        raise LibraryError(f"{path} 已经存在。请换一个文件名，或加 --replace 覆盖。")
    if path.resolve() == (home / FILE).resolve():
        raise LibraryError(f"{path} 就是资料库本身。请写到别的文件。")
    draft = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with connected(home / FILE) as source:
            source.execute("BEGIN")  # one state of the data, whatever is written meanwhile
            held = contents_of(source)
            if held.empty:
                raise LibraryError("资料库是空的，没有可以备份的内容。")
            _copy(source, draft, progress)
        _check(draft, held, progress)
        found = _described(draft, path, held)
        draft.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise LibraryError(f"无法写备份 {path}：{cause(error)}。请检查文件夹是否存在、可写、空间足够。") from error
    finally:
        _discard(draft)
    return found


def read_backup(path: Path, progress: Progress | None = None) -> Backup:
    """What a backup holds, after every check.

    Raises:
        LibraryError: it is no backup, is damaged, or was made by a later version of the program.
    """
    if not path.is_file():
        raise LibraryError(f"找不到备份文件 {path}。")
    with _opened(path) as connection:
        held = contents_of(connection)
    _check(path, held, progress)
    return _described(path, path, held)


def restore_backup(
    path: Path, home: Path, *, at: str, replace: bool = False, progress: Progress | None = None
) -> Backup:
    """Put the library of a backup in the place of the one in this folder, which is kept aside under a name with ``at``.

    Raises:
        LibraryError: the backup does not pass the checks, or the library holds something and ``replace`` is not set.
    """
    found = read_backup(path, progress)
    when = "".join(c for c in at if c.isdigit())[:14]
    moved = _make_ready(home, when, replace=replace)
    draft = home / f"{FILE}.{os.getpid()}.restoring"
    try:
        with _opened(path) as source:
            _copy(source, draft, progress)
        prepare(draft)  # a backup of a former version is brought forward before it is put in place
        kept = _put_in_place(draft, home, when, replace=replace, progress=progress)
    finally:
        for name in _names(draft):
            _discard(name)
    forget_graph(home)
    aside = kept or moved
    return dataclasses.replace(found, aside=str(aside) if aside else None)


def _make_ready(home: Path, at: str, *, replace: bool) -> Path | None:
    """Return if the folder holds a library that may be replaced.

    A file that is damaged is moved, so that an empty library stands in its place; where it is then.
    """
    path = home / FILE
    try:
        home.mkdir(parents=True, exist_ok=True)
        prepare(path)
        with connected(path) as connection:
            _may_go(contents_of(connection), home, replace=replace)
    except OSError as error:
        raise LibraryError(f"无法使用文件夹 {home}：{cause(error)}。请检查文件夹是否可写。") from error
    except DamagedError:
        if not replace:
            raise
        aside = _aside(home, at)
        for old, new in zip(_names(path), _names(aside), strict=True):
            if old.exists():
                old.replace(new)
        prepare(path)
        return aside
    return None


def _may_go(held: Contents, home: Path, *, replace: bool) -> None:
    if not (held.empty or replace):
        raise LibraryError(
            f"资料库 {home} 不是空的（{held.documents} 份文件，判断 {held.judgements} 条）。"
            "要用备份替换它，请加 --replace；现有内容会先另存在同一文件夹。"
        )


def _aside(home: Path, at: str) -> Path:
    """A name that no file of the folder has."""
    names = (home / f"library-before-restore-{at}{end}.db" for end in ("", *(f"-{n}" for n in range(2, 1000))))
    return next(name for name in names if not name.exists())


def _names(path: Path) -> list[Path]:
    """A database's file, and those that SQLite may keep beside it."""
    return [path, *(path.with_name(f"{path.name}{end}") for end in ("-wal", "-shm", "-journal"))]


def contents_of(connection: sqlite3.Connection) -> Contents:
    """What the library on this connection holds; a former version has fewer tables."""
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    count = {
        table: int(connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]) if table in tables else 0
        for table in _COUNTED
    }
    (documents,) = connection.execute("SELECT COUNT(*) FROM version WHERE current = 1").fetchone()
    (schema,) = connection.execute("PRAGMA user_version").fetchone()
    return Contents(
        documents=documents, versions=count["version"], originals=count["original"], decisions=count["decision"],
        verdicts=count["verdict"], corrections=count["correction"], removals=count["removal"], schema=schema,
    )  # fmt: skip


def _copy(source: sqlite3.Connection, path: Path, progress: Progress | None) -> None:
    """Copy the database, as one plain file without a log beside it."""

    def tell(_status: int, left: int, total: int) -> None:
        if progress:
            progress("复制", total - left, total)

    with connected(path) as target:
        source.backup(target, pages=_PAGES, progress=tell)
        target.execute("PRAGMA journal_mode = DELETE")
    with path.open("rb+") as written:
        os.fsync(written.fileno())


def _check(path: Path, expected: Contents, progress: Progress | None) -> None:
    """Return if the file is whole: SQLite's own check, the counts, every original against its name.

    Raises:
        LibraryError: with the first thing that is wrong.
    """
    with _opened(path) as connection:
        if not 1 <= expected.schema <= SCHEMA:
            raise LibraryError(
                f"{path} 的结构版本是 {expected.schema}，本程序支持 1 到 {SCHEMA}。请用建立它的程序版本，或升级本程序。"
            )
        if progress:
            progress("检查", 0, expected.originals)
        damage = connection.execute("PRAGMA integrity_check (1)").fetchone()[0]
        if damage != "ok" or connection.execute("PRAGMA foreign_key_check").fetchone():
            raise LibraryError(f"{path} 已损坏（{damage}）。请换一份备份。")
        if contents_of(connection) != expected:
            raise LibraryError(f"{path} 的内容与资料库不一致。请重新备份。")
        for number, (sha256, data) in enumerate(connection.execute("SELECT sha256, bytes FROM original"), start=1):
            if hashlib.sha256(data).hexdigest() != sha256:
                raise LibraryError(f"{path} 中有一份原件的字节与其 sha256 不符（{sha256[:12]}…）。请换一份备份。")
            if progress:
                progress("检查", number, expected.originals)


def _put_in_place(draft: Path, home: Path, at: str, *, replace: bool, progress: Progress | None) -> Path | None:
    """Write the draft over the library's file in one transaction, within which what it held is kept aside.

    Where that is, None where it held nothing.
    """
    kept: list[Path] = []

    def keep(status: int, _left: int, _total: int) -> None:
        """After the first pages, with which the copy has taken the writer's place: others only read until it ends."""
        if status != sqlite3.SQLITE_OK or kept:
            return
        with connected(home / FILE) as present:
            held = contents_of(present)
        _may_go(held, home, replace=replace)
        kept.append(_aside(home, at))
        if not held.empty:
            write_backup(home, kept[0], progress=progress)

    with connected(draft) as source, connected(home / FILE) as target:
        target.execute("PRAGMA wal_checkpoint (TRUNCATE)")
        (pages,) = source.execute("PRAGMA page_count").fetchone()
        source.backup(target, pages=max(1, pages // 2), progress=keep)  # at least two steps: the last one commits
        target.execute("PRAGMA wal_checkpoint (TRUNCATE)")
    return kept[0] if kept and kept[0].exists() else None


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that cannot change the file, and does not make one."""
    connection = None
    try:
        connection = sqlite3.connect(f"file:{quote(str(path.resolve()))}?mode=ro", uri=True, isolation_level=None)
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'version'").fetchone():
            raise LibraryError(f"{path} 不是本程序的备份。")
        yield connection
    except sqlite3.OperationalError as error:
        raise LibraryError(in_words(error, path)) from error
    except sqlite3.DatabaseError as error:
        raise LibraryError(f"{path} 不是本程序的备份，或已损坏（{error}）。请换一份备份。") from error
    finally:
        if connection is not None:
            connection.close()


def _described(draft: Path, path: Path, held: Contents) -> Backup:
    with draft.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Backup(path=str(path), size=draft.stat().st_size, sha256=digest, contents=held)


def _sync_folder(folder: Path) -> None:
    """A new name is on the disk when this returns."""
    if os.name == "posix":
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _discard(path: Path) -> None:
    path.unlink(missing_ok=True)
