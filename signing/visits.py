"""Visits: who has signed in, from when until when.

The browser holds a random token in a cookie; here stands its hash, so that neither a copy of this file nor a backup
opens anything. A visit ends when its time is over, with signing out, and with a change of the password.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import secrets
import sqlite3
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE = "visits.db"
_TABLE = """CREATE TABLE IF NOT EXISTS visit (
    token TEXT PRIMARY KEY, ends REAL NOT NULL, name TEXT, proof TEXT, claims TEXT)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A visit that lasts: of an account by its ``name``, or of somebody of whom the provider made ``claims``.

    ``proof`` is what was kept of the password when it began.
    """

    name: str | None
    proof: str | None
    claims: Mapping[str, Any] | None


class Visits:
    """The visits of one server, kept in a file so that they outlive its restart."""

    def __init__(self, folder: Path, hours: float) -> None:
        self._path = folder / FILE
        self.seconds = hours * 3600
        self._lock = threading.Lock()
        self._held: sqlite3.Connection | None = None

    def begin(self, visit: Visit) -> str:
        """The token of a new visit; visits whose time is over are forgotten."""
        token, now = secrets.token_urlsafe(32), time.time()
        claims = None if visit.claims is None else json.dumps(visit.claims)
        with self._lock, self._opened() as connection:
            connection.execute("DELETE FROM visit WHERE ends <= ?", (now,))
            row = (_hashed(token), now + self.seconds, visit.name, visit.proof, claims)
            connection.execute("INSERT INTO visit VALUES (?, ?, ?, ?, ?)", row)
        return token

    def find(self, token: str) -> Visit | None:
        """The visit of this token, as long as it lasts."""
        with self._lock, self._opened() as connection:
            row = connection.execute(
                "SELECT name, proof, claims FROM visit WHERE token = ? AND ends > ?", (_hashed(token), time.time())
            ).fetchone()
        if row is None:
            return None
        name, proof, claims = row
        return Visit(name=name, proof=proof, claims=None if claims is None else json.loads(claims))

    def end(self, token: str) -> None:
        """End the visit of this token."""
        with self._lock, self._opened() as connection:
            connection.execute("DELETE FROM visit WHERE token = ?", (_hashed(token),))

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._held is not None:
                self._held.close()
                self._held = None

    @contextlib.contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        if self._held is None:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._path.touch(mode=0o600)
            self._held = sqlite3.connect(self._path, check_same_thread=False, timeout=10)
            self._held.execute(_TABLE)
        with self._held:
            yield self._held


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
