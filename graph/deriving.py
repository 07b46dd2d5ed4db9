"""What the library derives from its records and the decisions of people: the fact tables, and one name a unit.

Everything here works inside the writer's transaction on an open connection.
"""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence, Set
from typing import Any

from extract.records import Document, Naming
from graph.correcting import correct_document
from graph.corrections import Correction
from graph.decisions import Judgements
from graph.issues import unfold_issues
from graph.journal import read_corrections
from graph.linking import Body, body_of, name_of, namings_of
from graph.people import unfold_people
from graph.twins import record_twins
from graph.unfold import unfold
from graph.whereabouts import Where, write_where

_SPELLING = ("given", "surface", "canonical", "collective", "place", "function", "kind", "known", "rule")
_SAME_SPELLING = " AND ".join(f"{column} IS :{column}" for column in _SPELLING)


def lay_out(connection: sqlite3.Connection, document: Document, text: str, judgements: Judgements) -> None:
    """Put the document's facts in the place of those of its name, and name the units that either names.

    Raises:
        sqlite3.IntegrityError: two facts have one id, or a value is missing.
    """
    before = units_in(connection, document.doc)
    _delete_facts(connection, document.doc)
    insert_facts(connection, document, text, judgements, list(read_corrections(connection, document.doc)))
    _count_spellings(connection, document.doc, +1)
    name_units(connection, before | units_in(connection, document.doc), judgements)
    _name_duties(connection, document.doc)


def take_out(connection: sqlite3.Connection, doc: str, judgements: Judgements) -> None:
    """Leave nothing of the document in what is derived."""
    before = units_in(connection, doc)
    _delete_facts(connection, doc)
    name_units(connection, before, judgements)


def name_all(connection: sqlite3.Connection, judgements: Judgements) -> None:
    """Name every unit of the facts that stand there, counting anew."""
    columns = ", ".join(_SPELLING)
    connection.execute("DELETE FROM spelling")
    connection.execute(
        f"INSERT INTO spelling (unit, {columns}, docs) SELECT unit, {columns}, COUNT(*) FROM naming"
        f" GROUP BY unit, {columns}"
    )
    name_units(connection, {unit for (unit,) in connection.execute("SELECT DISTINCT unit FROM naming")}, judgements)
    _name_duties(connection)


def insert_facts(
    connection: sqlite3.Connection,
    document: Document,
    text: str,
    judgements: Judgements,
    corrections: Sequence[Correction],
) -> None:
    """Lay the document out in the fact tables as people corrected it, its units as they decided but not yet named.

    Raises:
        sqlite3.IntegrityError: two facts have one id, or a value is missing.
    """
    document, applied = correct_document(document, text, corrections)
    rows = unfold(document, text)
    tables: dict[str, Iterable[Any]] = {
        "plan": (rows.plan,), "task": rows.tasks, "sector": rows.sectors, "statement": rows.statements,
        "deadline": rows.deadlines, "target": rows.targets, "convention": rows.conventions,
        "person": unfold_people(document),
        "withdrawn": rows.withdrawn, "applied": applied, "issue": unfold_issues(document, text),
    }  # fmt: skip
    for table, records in tables.items():
        _insert(connection, table, [_values(record) for record in records])
    _insert(connection, "duty", [
        _values(duty) | {"unit": judgements.unit_of(duty.unit, duty.surface), "given": duty.unit}
        for duty in rows.duties
    ])  # fmt: skip
    record_twins(connection, document, text)
    namings = []
    for naming, mentions in namings_of(document):
        values = _values(naming)
        given, surface = values.pop("unit_id"), values.pop("text")
        unit = judgements.unit_of(given, surface)
        own = {"doc": document.doc, "unit": unit, "given": given, "surface": surface, "mentions": mentions}
        namings.append(own | values)
    _insert(connection, "naming", namings)


def _values(record: Any) -> dict[str, Any]:  # noqa: ANN401 - any row of a fact table
    return {field.name: getattr(record, field.name) for field in dataclasses.fields(record)}


def _insert(connection: sqlite3.Connection, table: str, rows: list[dict[str, Any]]) -> None:
    if rows:
        places = ", ".join(f":{name}" for name in rows[0])
        plain = [
            {name: write_where(value) if isinstance(value, Where) else value for name, value in row.items()}
            for row in rows
        ]
        connection.executemany(f"INSERT INTO {table} ({', '.join(rows[0])}) VALUES ({places})", plain)


def _delete_facts(connection: sqlite3.Connection, doc: str) -> None:
    _count_spellings(connection, doc, -1)
    connection.execute("DELETE FROM plan WHERE doc = ?", (doc,))


def _count_spellings(connection: sqlite3.Connection, doc: str, by: int) -> None:
    """Count the document's namings in, or out."""
    columns = ("unit", *_SPELLING)
    rows = connection.execute(f"SELECT {', '.join(columns)} FROM naming WHERE doc = ?", (doc,)).fetchall()
    for row in rows:
        values = dict(zip(columns, row, strict=True)) | {"by": by}
        counted = connection.execute(f"UPDATE spelling SET docs = docs + :by WHERE {_SAME_SPELLING}", values)
        if not counted.rowcount:
            _insert(connection, "spelling", [{name: values[name] for name in columns} | {"docs": by}])
        elif by < 0:
            connection.execute(f"DELETE FROM spelling WHERE docs = 0 AND {_SAME_SPELLING}", values)


def _name_duties(connection: sqlite3.Connection, doc: str | None = None) -> None:
    """Give the units of a document's statements, or of all, the names that they have in the library."""
    named = "(SELECT canonical FROM body WHERE body.unit = duty.unit)"
    of_doc = "" if doc is None else " AND doc = :doc"
    connection.execute(f"UPDATE duty SET canonical = {named} WHERE canonical != {named}{of_doc}", {"doc": doc})


def rejudge(connection: sqlite3.Connection, judgements: Judgements) -> None:
    """Let every name mean what these judgements say, wherever it stands."""
    touched: set[str] = set()
    docs: set[str] = set()
    for given, surface, unit in connection.execute("SELECT DISTINCT given, surface, unit FROM spelling").fetchall():
        meant = judgements.unit_of(given, surface)
        if meant != unit:
            touched |= {unit, meant}
            same = "given = ? AND surface = ?"
            docs |= {doc for (doc,) in connection.execute(f"SELECT doc FROM naming WHERE {same}", (given, surface))}
            for table in ("naming", "spelling", "duty"):
                connection.execute(f"UPDATE {table} SET unit = ? WHERE {same}", (meant, given, surface))
    forget_triples(connection, docs)
    name_units(connection, touched, judgements)
    for doc in sorted(docs):
        _name_duties(connection, doc)


def units_in(connection: sqlite3.Connection, doc: str) -> set[str]:
    """The units that the document names."""
    return {unit for (unit,) in connection.execute("SELECT DISTINCT unit FROM naming WHERE doc = ?", (doc,))}


def name_units(connection: sqlite3.Connection, units: Set[str], judgements: Judgements) -> None:
    """Give each of these units one full name in every table; a unit that no document names any more goes.

    Where a name changes, the triples that were kept with the former one go, too.
    """
    read = _spellings(connection, units)
    for unit in sorted(units):
        if unit in read:
            _name_unit(connection, unit, *name_of(unit, read[unit], judgements))
        else:
            connection.execute("DELETE FROM body WHERE unit = ?", (unit,))


def _name_unit(connection: sqlite3.Connection, unit: str, canonical: str, naming: Naming) -> None:
    before = connection.execute("SELECT canonical FROM body WHERE unit = ?", (unit,)).fetchone()
    connection.execute(
        "INSERT OR REPLACE INTO body (unit, canonical, collective, place, function, kind) VALUES (?, ?, ?, ?, ?, ?)",
        (unit, canonical, naming.collective, naming.place, naming.function, naming.kind),
    )
    if before is not None and before[0] != canonical:
        forget_triples(connection, {doc for (doc,) in connection.execute(
            "SELECT DISTINCT doc FROM naming WHERE unit = ?", (unit,))})  # fmt: skip
        connection.execute("UPDATE duty SET canonical = ? WHERE unit = ?", (canonical, unit))


def _spellings(connection: sqlite3.Connection, units: Set[str]) -> dict[str, list[tuple[Naming, int]]]:
    rows = connection.execute(
        f"SELECT unit, docs, {', '.join(_SPELLING)} FROM spelling"
        " WHERE unit IN (SELECT value FROM json_each(?)) ORDER BY unit, given, surface",
        (json.dumps(sorted(units)),),
    )
    found: dict[str, list[tuple[Naming, int]]] = defaultdict(list)
    for unit, docs, given, surface, canonical, collective, place, function, kind, known, rule in rows:
        naming = Naming(
            text=surface, unit_id=given, canonical=canonical, collective=bool(collective), place=place,
            function=function, kind=kind, known=bool(known), rule=rule,
        )  # fmt: skip
        found[unit].append((naming, docs))
    return found


def places_for(values: Collection[str]) -> str:
    """The places of these values in a list of SQL. JSON would cut a name of a document at a null character."""
    return ", ".join("?" * len(values))


def forget_triples(connection: sqlite3.Connection, docs: Set[str]) -> None:
    """Drop the kept triples of these documents' current versions, not that they passed the shapes."""
    connection.execute(
        "UPDATE published SET triples = NULL WHERE version IN"
        f" (SELECT id FROM version WHERE current = 1 AND doc IN ({places_for(docs)}))",
        sorted(docs),
    )


def read_bodies(connection: sqlite3.Connection, units: Set[str], judgements: Judgements) -> dict[str, Body]:
    """These units with all their surfaces, sorted by id."""
    read = _namings(connection, units)
    return {unit: body_of(unit, read[unit], judgements) for unit in sorted(read)}


def _namings(connection: sqlite3.Connection, units: Set[str]) -> dict[str, list[tuple[str, Naming, int]]]:
    rows = connection.execute(
        "SELECT unit, doc, mentions, surface, given, canonical, collective, place, function, kind, known, rule, because"
        " FROM naming WHERE unit IN (SELECT value FROM json_each(?)) ORDER BY unit, doc, given, surface",
        (json.dumps(sorted(units)),),
    )
    found: dict[str, list[tuple[str, Naming, int]]] = defaultdict(list)
    for unit, doc, mentions, surface, given, canonical, collective, place, function, kind, known, rule, because in rows:
        naming = Naming(
            text=surface, unit_id=given, canonical=canonical, collective=bool(collective), place=place,
            function=function, kind=kind, known=bool(known), rule=rule, because=because,
        )  # fmt: skip
        found[unit].append((doc, naming, mentions))
    return found
