"""Questions that were asked and got no answer, or several, kept on this machine for the owner to look at.

They stand in a small SQLite file of their own beside the library, which may be deleted at any time. What is kept is the
question and what became of it; not who asked. Keeping never stands in the way of an answer: where it cannot be done, it
is left. ``ZEREN_KEEP_QUESTIONS=off`` switches it off; questions to the sample documents are kept with ``on`` only.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Literal

from graph.answers import Answer
from graph.errors import GraphError
from graph.library import Library

SETTING = "ZEREN_KEEP_QUESTIONS"
FILE = "asked.db"
MOST = 10_000  # questions that are kept
LONGEST = 1_000  # characters of a question that are kept

Outcome = Literal["refused", "ambiguous"]
_WAIT = 2.0  # seconds that a question waits for another process that writes
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

    A word that is neither on nor off is taken for off: nothing is kept by mistake.
    """
    setting = os.environ.get(SETTING, "").strip().casefold()
    return setting in {"on", "1", "yes", "true"} or (not setting and not library.samples)


def keep(library: Library, answer: Answer, *, at: str) -> bool:
    """Keep the question of this answer where it was refused or has several readings; whether it is kept now."""
    if not (answer.refused or answer.ambiguous) or not keeps(library):
        return False
    outcome: Outcome = "refused" if answer.refused else "ambiguous"
    understood = answer.understood
    unread = json.dumps(understood.unread)
    words = (_bytes(answer.question[:LONGEST]), outcome, understood.kind, _bytes(answer.reason or ""), unread)
    try:
        with closing(sqlite3.connect(library.home / FILE, timeout=_WAIT)) as connection, connection:
            connection.execute(_TABLE)
            connection.execute(
                "INSERT INTO asked (at, question, outcome, kind, reason, unread) VALUES (?, ?, ?, ?, ?, ?)",
                (at, *words),
            )
            connection.execute("DELETE FROM asked WHERE number <= (SELECT MAX(number) FROM asked) - ?", (MOST,))
    except sqlite3.Error:  # a disk that is full or read-only, a file that is damaged: the answer matters, this does not
        return False
    return True


def read_asked(library: Library, *, refused: bool = False) -> list[Asked]:
    """The questions that are kept, most frequent first, of equals the latest; with ``refused`` without the others.

    Raises:
        AskedError: the file cannot be read.
    """
    among = "WHERE outcome = 'refused'" if refused else ""
    with _reading(library) as connection:
        rows = connection.execute(
            "SELECT question, COUNT(*), MAX(number), at, outcome, kind, reason, unread"  # SQLite: all of the last one
            f" FROM asked {among} GROUP BY question ORDER BY COUNT(*) DESC, MAX(number) DESC"
        ).fetchall()
    return [_asked(row) for row in rows]


def count_asked(library: Library) -> int:
    """How many different questions are kept; 0 where the file cannot be read."""
    try:
        with _reading(library) as connection:
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
        raise AskedError(f"无法删除 {path}。请检查文件和文件夹的写权限，或手工删除它。") from error
    return found


def _asked(row: Sequence[object]) -> Asked:
    question, times, _, last, outcome, kind, reason, unread = row
    return Asked(
        question=_words(question), times=int(str(times)), last=str(last),
        outcome="refused" if outcome == "refused" else "ambiguous", kind=str(kind),
        reason=_words(reason) or None, unread=tuple(json.loads(str(unread))),
    )  # fmt: skip


@contextmanager
def _reading(library: Library) -> Iterator[sqlite3.Connection]:
    """The file, which is only read; one that is not there is an empty one."""
    path = library.home / FILE
    try:
        address = f"{path.absolute().as_uri()}?mode=ro" if path.exists() else ":memory:"
        with closing(sqlite3.connect(address, timeout=_WAIT, uri=True)) as connection:
            if address == ":memory:":
                connection.execute(_TABLE)
            yield connection
    except sqlite3.Error as error:
        raise AskedError(f"{path} 无法读取，可能已损坏。其中只有问过的问题，可以直接删除。（{error}）") from error


def _bytes(words: str) -> bytes:
    """The words as they are, halves of characters too, which SQLite would not take as text."""
    return words.encode("utf-8", "surrogatepass")


def _words(stored: object) -> str:
    return stored.decode("utf-8", "surrogatepass") if isinstance(stored, bytes) else str(stored or "")
