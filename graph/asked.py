"""Questions that were asked and got no answer, or several, kept on this machine for the owner to look at.

They stand in a small SQLite file of their own beside the library, which only its owner can read and which may be
deleted at any time. What is kept is the question and what became of it; not who asked. No answer waits for it, and a
question that could not be kept is told in the log. ``ZEREN_KEEP_QUESTIONS=off`` switches it off; questions to the
sample documents are kept with ``on`` only.
"""

from __future__ import annotations

import json
import logging
import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from graph.answers import Answer
from graph.errors import GraphError, cause
from graph.library import Library

SETTING = "ZEREN_KEEP_QUESTIONS"
FILE = "asked.db"
MOST = 10_000  # questions that are kept
LONGEST = 1_000  # characters of a question that are kept
WAITING = 1_000  # questions that wait to be written

Outcome = Literal["refused", "ambiguous"]
_LOG = logging.getLogger(__name__)
_WAIT = 5.0  # seconds that writing and reading wait for another process
_MOMENT = 0.2  # that a number beside a page waits
_ONE = threading.Lock()  # writers of one process take turns, which SQLite would leave to chance
_WRITER = ThreadPoolExecutor(max_workers=1, thread_name_prefix="asked")
_ROOM = threading.BoundedSemaphore(WAITING)
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_DAMAGED = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR)
_TABLE = (
    "CREATE TABLE IF NOT EXISTS asked (number INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL,"
    " question BLOB NOT NULL, outcome TEXT NOT NULL, kind TEXT NOT NULL, reason BLOB, unread TEXT NOT NULL)"
)


class AskedError(GraphError):
    """The file of kept questions cannot be read; the message is for the owner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question that was kept: how often it came, when last, and what became of it then."""

    question: str
    times: int
    last: str
    outcome: Outcome
    kind: str
    reason: str | None
    unread: tuple[str, ...]


def keeps(library: Library) -> bool:
    """Whether questions to this library are kept.

    A word that is neither on nor off is taken for off: nothing is kept by mistake. Nor is anything kept where the
    library may only be read.
    """
    if library.read_only:
        return False
    setting = os.environ.get(SETTING, "").strip().casefold()
    return setting in {"on", "1", "yes", "true"} or (not setting and not library.samples)


def keep(library: Library, answer: Answer, *, at: str) -> bool:
    """Keep the question of this answer where it was refused or has several readings; whether it is kept now."""
    if not (answer.refused or answer.ambiguous) or not keeps(library):
        return False
    path = library.home / FILE
    try:
        with _ONE:
            _write(path, answer, at)
    except (
        sqlite3.Error,
        OSError,
    ) as error:  # a full disk, a damaged file: the answer stands all the same
        _LOG.warning("这个问题没有留存：%s", _why(error, path))
        return False
    return True


def keep_soon(library: Library, answer: Answer, *, at: str) -> Future[bool]:
    """Keep the question as :func:`keep` does, one after another and beside what is going on; what came of it later.

    Those that wait when the program ends are written first.
    """
    if not _ROOM.acquire(blocking=False):
        _LOG.warning("这个问题没有留存：已有 %s 个在等待写入。", WAITING)
        lost: Future[bool] = Future()
        lost.set_result(False)
        return lost
    kept = _WRITER.submit(keep, library, answer, at=at)
    kept.add_done_callback(lambda _: _ROOM.release())
    return kept


def read_asked(library: Library, *, refused: bool = False) -> list[Asked]:
    """The questions that are kept, most frequent first, of equals the latest; with ``refused`` without the others.

    Raises:
        AskedError: the file cannot be read.
    """
    among = "WHERE outcome = 'refused'" if refused else ""
    with _reading(library, _WAIT) as connection:
        rows = connection.execute(
            "SELECT question, COUNT(*), MAX(number), at, outcome, kind, reason, unread"  # SQLite: all of the last one
            f" FROM asked {among} GROUP BY question ORDER BY COUNT(*) DESC, MAX(number) DESC"
        ).fetchall()
    return [_asked(row) for row in rows]


def count_asked(library: Library) -> int:
    """How many different questions are kept; 0 where the file cannot be read at once."""
    try:
        with _reading(library, _MOMENT) as connection:
            return int(connection.execute("SELECT COUNT(DISTINCT question) FROM asked").fetchone()[0])
    except AskedError:
        return 0


def clear_asked(library: Library) -> int:
    """Delete the kept questions with their file; how many different ones there were.

    Raises:
        AskedError: the file cannot be deleted.
    """
    path = library.home / FILE
    found = count_asked(library)
    try:
        for each in (path.with_name(f"{FILE}-journal"), path):
            each.unlink(missing_ok=True)
    except OSError as error:
        raise AskedError(f"无法删除 {path}：{cause(error)}。请检查文件和文件夹的写权限，或手工删除它。") from error
    return found


def _write(path: Path, answer: Answer, at: str) -> None:
    """One more question in the file, which is made where it is missing, for its owner alone."""
    outcome: Outcome = "refused" if answer.refused else "ambiguous"
    understood = answer.understood
    unread = json.dumps(understood.unread)
    words = (at, _bytes(answer.question[:LONGEST]), outcome, understood.kind, _bytes(answer.reason or ""), unread)
    _for_the_owner(path)
    with closing(sqlite3.connect(path, timeout=_WAIT, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(_TABLE)
        connection.execute(
            "INSERT INTO asked (at, question, outcome, kind, reason, unread) VALUES (?, ?, ?, ?, ?, ?)", words
        )
        connection.execute("DELETE FROM asked WHERE number <= (SELECT MAX(number) FROM asked) - ?", (MOST,))
        connection.execute("COMMIT")


def _for_the_owner(path: Path) -> None:
    """Make the file, or take from it what an earlier version allowed to others."""
    if path.is_file():
        if path.stat().st_mode & 0o077:
            path.chmod(0o600)
        return
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:  # made by another process a moment ago, or no file at all, which SQLite will say
        return


def _asked(row: Sequence[object]) -> Asked:
    """The question of a row; of one that something else wrote, what can be read."""
    question, times, _, last, outcome, kind, reason, unread = row
    return Asked(
        question=_words(question), times=int(str(times)), last=_words(last),
        outcome="refused" if outcome == "refused" else "ambiguous", kind=_words(kind),
        reason=_words(reason) or None, unread=_unread(unread),
    )  # fmt: skip


def _unread(stored: object) -> tuple[str, ...]:
    try:
        words = json.loads(_words(stored))
    except (ValueError, RecursionError):
        return ()
    return tuple(one for one in words if isinstance(one, str)) if isinstance(words, list) else ()


@contextmanager
def _reading(library: Library, wait: float) -> Iterator[sqlite3.Connection]:
    """The file, which is only read, but for what a writer that was killed left half done; a missing one is empty."""
    path = library.home / FILE
    try:
        there = path.is_dir() or (path.is_file() and path.stat().st_size > 0)
        address = f"{path.absolute().as_uri()}?mode=rw" if there else ":memory:"
        with closing(sqlite3.connect(address, timeout=wait, uri=True)) as connection:
            if not there:
                connection.execute(_TABLE)
            yield connection
    except (sqlite3.Error, OSError) as error:
        raise AskedError(_why(error, path)) from error


def _why(error: sqlite3.Error | OSError, path: Path) -> str:
    """What is wrong with the file, and what to do about it."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None and code & 0xFF in _BUSY:
        return f"{path} 正被另一个程序占用，请稍后再试。"
    if code is not None and code & 0xFF in _DAMAGED:
        return f"{path} 已损坏，或不是 zeren 写的。其中只有问过的问题，可以直接删除。（{error}）"
    told = cause(error) if isinstance(error, OSError) else error
    return f"{path} 无法打开：{told}。请检查文件和文件夹的权限、磁盘是否已满；{SETTING}=off 关闭留存。"


def _bytes(words: str) -> bytes:
    """The words as they are, halves of characters too, which SQLite would not take as text."""
    return words.encode("utf-8", "surrogatepass")


def _words(stored: object) -> str:
    if not isinstance(stored, bytes):
        return str(stored or "")
    try:
        return stored.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return stored.decode("utf-8", "replace")
