"""What the library derives from its records and the decisions of people: the fact tables, and one name a unit.

Everything here works inside the writer's transaction on an open connection.
"""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Set
from typing import Any

from extract.records import Document, Naming
from graph.decisions import Judgements
from graph.linking import Body, body_of, namings_of
from graph.people import unfold_people
from graph.unfold import unfold
from graph.whereabouts import Where, write_where


def insert_facts(connection: sqlite3.Connection, document: Document, text: str, judgements: Judgements) -> None:
    """Lay the document out in the fact tables, its units as people decided.

    Raises:
        sqlite3.IntegrityError: two facts have one id, or a value is missing.
    """
    rows = unfold(document, text)
    tables: dict[str, Iterable[Any]] = {
        "plan": (rows.plan,), "task": rows.tasks, "sector": rows.sectors, "statement": rows.statements,
        "deadline": rows.deadlines, "target": rows.targets, "convention": rows.conventions,
        "person": unfold_people(document),
    }  # fmt: skip
    for table, records in tables.items():
        for record in records:
            _insert(connection, table, _values(record))
    for duty in rows.duties:
        unit = judgements.unit_of(duty.unit, duty.surface)
        _insert(connection, "duty", _values(duty) | {"unit": unit, "given": duty.unit})
    for naming, mentions in namings_of(document):
        values = dataclasses.asdict(naming)
        given, surface = values.pop("unit_id"), values.pop("text")
        unit = judgements.unit_of(given, surface)
        own = {"doc": document.doc, "unit": unit, "given": given, "surface": surface, "mentions": mentions}
        _insert(connection, "naming", own | values)


def _values(record: Any) -> dict[str, Any]:  # noqa: ANN401 - any row of a fact table
    return {field.name: getattr(record, field.name) for field in dataclasses.fields(record)}


def rejudge(connection: sqlite3.Connection, judgements: Judgements) -> None:
    """Let every name mean what these judgements say, wherever it stands."""
    touched: set[str] = set()
    docs: set[str] = set()
    for given, surface, unit in connection.execute("SELECT DISTINCT given, surface, unit FROM naming").fetchall():
        meant = judgements.unit_of(given, surface)
        if meant != unit:
            touched |= {unit, meant}
            same = "given = ? AND surface = ?"
            docs |= {doc for (doc,) in connection.execute(f"SELECT doc FROM naming WHERE {same}", (given, surface))}
            connection.execute(f"UPDATE naming SET unit = ? WHERE {same}", (meant, given, surface))
            connection.execute(f"UPDATE duty SET unit = ? WHERE {same}", (meant, given, surface))
    forget_triples(connection, docs)
    name_units(connection, touched, judgements)


def _insert(connection: sqlite3.Connection, table: str, values: dict[str, Any]) -> None:
    places = ", ".join(f":{name}" for name in values)
    plain = {name: write_where(value) if isinstance(value, Where) else value for name, value in values.items()}
    connection.execute(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({places})", plain)


def units_in(connection: sqlite3.Connection, doc: str) -> set[str]:
    """The units that the document names."""
    return {unit for (unit,) in connection.execute("SELECT DISTINCT unit FROM naming WHERE doc = ?", (doc,))}


def name_units(connection: sqlite3.Connection, units: Set[str], judgements: Judgements) -> None:
    """Give each of these units one full name in every table; a unit that no document names any more goes.

    Where a name changes, the triples that were kept with the former one go, too.
    """
    read = _namings(connection, units)
    for unit in sorted(units):
        if unit in read:
            _name_unit(connection, body_of(unit, read[unit], judgements))
        else:
            connection.execute("DELETE FROM body WHERE unit = ?", (unit,))


def _name_unit(connection: sqlite3.Connection, body: Body) -> None:
    before = connection.execute("SELECT canonical FROM body WHERE unit = ?", (body.unit,)).fetchone()
    connection.execute(
        "INSERT OR REPLACE INTO body (unit, canonical, collective, place, function, kind) VALUES (?, ?, ?, ?, ?, ?)",
        (body.unit, body.canonical, body.collective, body.place, body.function, body.kind),
    )
    if before is not None and before[0] != body.canonical:
        forget_triples(connection, {doc for (doc,) in connection.execute(
            "SELECT DISTINCT doc FROM naming WHERE unit = ?", (body.unit,))})  # fmt: skip
    connection.execute(
        "UPDATE duty SET canonical = ? WHERE unit = ? AND canonical != ?", (body.canonical, body.unit, body.canonical)
    )


def forget_triples(connection: sqlite3.Connection, docs: Set[str]) -> None:
    """Drop the kept triples of these documents' current versions, not that they passed the shapes."""
    connection.execute(
        "UPDATE published SET triples = NULL WHERE version IN"
        " (SELECT id FROM version WHERE current = 1 AND doc IN (SELECT value FROM json_each(?)))",
        (json.dumps(sorted(docs)),),
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
