"""Putting a document into the library, within the writer's transaction: what becomes of what was held before."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from typing import Literal

from extract.jsonform import to_json
from extract.records import Document
from graph.decisions import Judgements
from graph.deriving import lay_out
from graph.journal import read_decisions
from graph.quotes import InvalidRecordError
from graph.stamping import move_stamp

Added = Literal["new", "unchanged", "reread", "replaced", "duplicate"]


def store_document(
    connection: sqlite3.Connection, document: Document, *, text: str, original: bytes, made_by: str | None
) -> Added:
    """Store a record that fits its text; what became of it, as :meth:`graph.library.Library.add` says.

    Raises:
        InvalidRecordError: two of its facts have one id.
    """
    record = json.dumps(to_json(document), ensure_ascii=False, separators=(",", ":"))
    fingerprint = fingerprint_of(document, record)
    held = connection.execute(
        "SELECT id, fingerprint, sha256 FROM version WHERE doc = ? AND current = 1", (document.doc,)
    ).fetchone()
    number, before, file = held or (None, None, None)
    if before == fingerprint:
        connection.execute(
            "UPDATE version SET made_by = ? WHERE id = ? AND made_by IS NOT ?", (made_by, number, made_by)
        )
        return "unchanged"
    if connection.execute(
        "SELECT 1 FROM version WHERE text_sha256 = ? AND current = 1 AND doc != ?", (document.text_sha256, document.doc)
    ).fetchone():
        return "duplicate"
    connection.execute("INSERT OR IGNORE INTO original VALUES (?, ?)", (document.sha256, original))
    if file != document.sha256:
        connection.execute("UPDATE version SET current = 0 WHERE id = ?", (number,))
        number = _former(connection, document.doc, fingerprint) or _new(connection, document, fingerprint)
    connection.execute(
        "UPDATE version SET text_sha256 = ?, fingerprint = ?, record = ?, text = ?, current = 1, made_by = ?"
        " WHERE id = ?",
        (document.text_sha256, fingerprint, record, text, made_by, number),
    )
    connection.execute("DELETE FROM published WHERE version = ?", (number,))
    try:
        lay_out(connection, document, text, Judgements(read_decisions(connection)))
    except sqlite3.IntegrityError as error:
        raise InvalidRecordError(document.doc, f"编号重复或缺失：{error}") from error
    move_stamp(connection, document.doc, before=before, after=fingerprint)
    if before is None:
        return "new"
    return "reread" if file == document.sha256 else "replaced"


def fingerprint_of(document: Document, record: str) -> str:
    """A name for what is held of a document: its file, its text and its record as it is written."""
    return hashlib.sha256(f"{document.sha256} {document.text_sha256} {record}".encode()).hexdigest()


def _former(connection: sqlite3.Connection, doc: str, fingerprint: str) -> int | None:
    """The last version of a document where it is just this one: the document was removed, and comes back."""
    row = connection.execute(
        "SELECT id, fingerprint FROM version WHERE doc = ? ORDER BY id DESC LIMIT 1", (doc,)
    ).fetchone()
    return int(row[0]) if row and row[1] == fingerprint else None


def _new(connection: sqlite3.Connection, document: Document, fingerprint: str) -> int:
    written = connection.execute(
        "INSERT INTO version (doc, sha256, text_sha256, fingerprint, record, text, current)"
        " VALUES (?, ?, '', ?, '', '', 1)",
        (document.doc, document.sha256, fingerprint),
    )
    return int(written.lastrowid or 0)
