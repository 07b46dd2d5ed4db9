"""The stamp: a name for the data's version, which the graph file and every page's memory carry.

Equal data have an equal stamp, whatever the order in which they came. The documents enter by a sum that each change
brings up to date, so that a document costs the same in a library of ten and of ten thousand.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import sqlite3

from graph.corrections import standing_corrections
from graph.decisions import standing
from graph.journal import read_corrections, read_decisions

_SPACE = 1 << 256


def restamp(connection: sqlite3.Connection) -> None:
    """Stamp the data as they stand, from all documents held."""
    _write(connection, _sum(connection))


def stamp_of(connection: sqlite3.Connection) -> str:
    """The stamp that the data should have, made from all documents held."""
    return _stamp(connection, _sum(connection))


def move_stamp(
    connection: sqlite3.Connection, doc: str, *, before: str | None = None, after: str | None = None
) -> None:
    """Stamp the data after a document's fingerprint ``before`` became ``after``; None where it was not held."""
    (value,) = connection.execute("SELECT value FROM setting WHERE name = 'held'").fetchone()
    gone = _of(doc, before) if before else 0
    come = _of(doc, after) if after else 0
    _write(connection, (int(value, 16) - gone + come) % _SPACE)


def _of(doc: str, fingerprint: str) -> int:
    return int.from_bytes(hashlib.sha256(json.dumps([doc, fingerprint]).encode()).digest(), "big")


def _sum(connection: sqlite3.Connection) -> int:
    held = connection.execute("SELECT doc, fingerprint FROM version WHERE current = 1")
    return sum(_of(doc, fingerprint) for doc, fingerprint in held) % _SPACE


def _stamp(connection: sqlite3.Connection, held: int) -> str:
    judged = [dataclasses.astuple(decision) for decision in standing(read_decisions(connection))]
    corrected = [dataclasses.astuple(one) for one in standing_corrections(read_corrections(connection))]
    said = [f"{held:064x}", judged, *([corrected] if corrected else [])]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _write(connection: sqlite3.Connection, held: int) -> None:
    values = [("held", f"{held:064x}"), ("stamp", _stamp(connection, held))]
    connection.executemany("INSERT OR REPLACE INTO setting VALUES (?, ?)", values)
