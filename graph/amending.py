"""Putting a correction into the library, within the writer's transaction: all that is derived follows it."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace

from extract.jsonform import from_json
from graph.corrections import Correction, CorrectionError, check_correction
from graph.decisions import Judgements
from graph.deriving import lay_out
from graph.journal import read_corrections, read_decisions, write_correction
from graph.stamping import restamp


def append_correction(connection: sqlite3.Connection, correction: Correction) -> Correction:
    """Append a correction, whose number is given here, and lay its document out with those that hold now.

    Raises:
        CorrectionError: it means nothing, or speaks of nothing that is read in the document as it is held.
    """
    check_correction(correction, read_corrections(connection))
    numbered = replace(correction, number=write_correction(connection, correction))
    doc = correction.doc
    row = connection.execute("SELECT record, text FROM version WHERE doc = ? AND current = 1", (doc,)).fetchone()
    if row is not None:
        lay_out(connection, from_json(json.loads(row[0])), row[1], Judgements(read_decisions(connection)))
        held = "SELECT id FROM version WHERE doc = ? AND current = 1"
        connection.execute(f"DELETE FROM published WHERE version IN ({held})", (doc,))
    if correction.undoes is None and not _holds(connection, numbered):
        raise CorrectionError("这一处原文现在不是这样识别的，没有更正。请刷新页面后再试。")
    restamp(connection)
    return numbered


def _holds(connection: sqlite3.Connection, one: Correction) -> bool:
    sql = "SELECT 1 FROM applied WHERE doc = ? AND number = ? AND state = 'applied'"
    return connection.execute(sql, (one.doc, one.number)).fetchone() is not None
