"""The facts as nodes and relationships for graph databases: CSV in the form of neo4j-admin, and scripts that load it.

Every kind of node has its own file and its own space of ids, so that no two kinds meet in one id. A relationship is
written only where both of its ends are. Texts are guarded as in every .csv; the scripts take the guard away again.
"""

from __future__ import annotations

import csv
import dataclasses
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

from graph.exporting.contents import Contents
from graph.exporting.graphscripts import (
    LIST,
    Nodes,
    Relationships,
    Value,
    admin_script,
    heads,
    import_script,
    note,
    unguard_script,
)
from graph.exporting.packing import File
from graph.exporting.saying import closed_in_words, scope_in_words
from graph.exporting.texts import guarded
from graph.rows import AssignmentRow

RELATIONS = {"lead": "LEADS", "cooperating": "SUPPORTS", "responsible": "ANSWERS_FOR", "supervising": "SUPERVISES"}
_DOES = {
    "surface": "", "standing": "", "order": "int", "kind": "", "qualifier": "", "quote": "", "start": "int",
    "end": "int", "rule": "",
}  # fmt: skip
_WORDS = {"doc": "", "quote": "", "start": "int", "end": "int"}


def graphdb_files(contents: Contents) -> Iterator[File]:
    """The files of the package: nodes, relationships, scripts that load them, and a note."""
    nodes = list(_nodes(contents))
    ids = {kind.label: kind.rows.keys() for kind in nodes}
    relations = [_held(found, ids) for found in _relationships(contents)]
    for kind in nodes:
        rows = ([key, *row, kind.label] for key, row in kind.rows.items())
        yield kind.file, _csv([kind.key, *heads(kind.properties), ":LABEL"], rows)
    for found in relations:
        ends = [found.first, found.last, ":TYPE"]
        yield found.file, _csv([*ends, *heads(found.properties)], ([*row[:3], *row[3]] for row in found.rows))
    yield "import.cypher", import_script(nodes, relations).encode("utf-8")
    yield "import.sh", admin_script(nodes, relations).encode("utf-8")
    yield "unguard.cypher", unguard_script(nodes, relations).encode("utf-8")
    said = "\n".join(filter(None, (scope_in_words(contents), closed_in_words(contents))))
    yield "README.txt", note(said, nodes, relations).encode("utf-8")


def _nodes(contents: Contents) -> Iterator[Nodes]:
    plans, tasks, units = contents.plans, contents.tasks, contents.units
    yield Nodes(
        label="Plan", properties={"title": "", "doc": "", "number": "", "issuer": "", "issued": "date", "year": "int"},
        rows={row.plan_id: (row.title, row.doc, row.number, row.issuer, row.issued, row.year) for row in plans},
    )  # fmt: skip
    yield Nodes(
        label="Task",
        properties={"title": "", "number": "", "section": "", "people": "string[]", **_WORDS},
        rows={row.task_id: (row.title, row.number, row.section, row.people, row.doc, row.quote, row.start, row.end)
              for row in tasks},
    )  # fmt: skip
    yield Nodes(
        label="Unit",
        properties={"name": "", "collective": "boolean", "function": "", "kind": "", "surfaces": "string[]"},
        rows={row.unit_id: (row.canonical, row.collective, row.function, row.kind, row.surfaces) for row in units},
    )  # fmt: skip
    places = {row.jurisdiction for row in plans} | {row.place for row in units}
    yield Nodes(
        label="Place", properties={"name": ""}, rows={place: (place,) for place in sorted(filter(None, places))}
    )
    labels = sorted({label for row in tasks for label in row.sectors})
    yield Nodes(label="Sector", properties={"name": ""}, rows={label: (label,) for label in labels})
    yield Nodes(
        label="Deadline",
        properties={"kind": "", "first": "date", "last": "date", "rule": "", "implied": "boolean", **_WORDS},
        rows={due.row.deadline_id: (due.row.kind, due.row.first_day, due.row.last_day, due.row.rrule, due.implied,
                                    due.row.doc, due.row.quote, due.row.start, due.row.end)
              for due in contents.deadlines},
    )  # fmt: skip
    yield Nodes(
        label="Target",
        properties={"indicator": "", "comparison": "", "value": "double", "measure": "", "region": "", **_WORDS},
        rows={row.target_id: (row.indicator, row.comparison, row.value, row.measure, row.region, row.doc, row.quote,
                              row.start, row.end)
              for row in contents.targets},
    )  # fmt: skip


def _relationships(contents: Contents) -> Iterator[Relationships]:
    plans = {row.doc: row.plan_id for row in contents.plans}
    tasks, dues = contents.tasks, [due.row for due in contents.deadlines]
    yield Relationships(start="Unit", end="Task", properties=_DOES, types=tuple(RELATIONS.values()), rows=[
        (row.unit_id, row.task_id, RELATIONS[row.role], _does(row))
        for row in contents.assignments if row.task_id is not None
    ])  # fmt: skip
    yield Relationships(start="Unit", end="Plan", properties={"role": "", **_DOES}, types=("NAMED_IN",), rows=[
        (row.unit_id, plans[row.doc], "NAMED_IN", (row.role, *_does(row)))
        for row in contents.assignments if row.task_id is None
    ])  # fmt: skip
    yield _plain("Task", "Plan", "PART_OF", ((row.task_id, plans[row.doc]) for row in tasks))
    yield _plain("Task", "Sector", "ABOUT", ((row.task_id, label) for row in tasks for label in row.sectors))
    yield _plain("Task", "Deadline", "DUE", ((row.task_id, row.deadline_id) for row in dues))
    yield _plain("Task", "Target", "AIMS_AT", ((row.task_id, row.target_id) for row in contents.targets))
    yield _plain("Deadline", "Plan", "STATED_IN", ((row.deadline_id, plans[row.doc]) for row in dues))
    yield _plain("Target", "Plan", "STATED_IN", ((row.target_id, plans[row.doc]) for row in contents.targets))
    yield _plain("Plan", "Place", "OF_PLACE", ((row.plan_id, row.jurisdiction) for row in contents.plans))
    yield _plain("Unit", "Place", "OF_PLACE", ((row.unit_id, row.place) for row in contents.units))


def _plain(start: str, end: str, of: str, pairs: Iterable[tuple[str | None, str | None]]) -> Relationships:
    rows: list[tuple[str, str, str, Sequence[Value]]] = [(a, b, of, ()) for a, b in pairs if a and b]
    return Relationships(start=start, end=end, properties={}, types=(of,), rows=rows)


def _does(row: AssignmentRow) -> Sequence[Value]:
    return (row.surface, row.standing, row.order, row.kind, row.qualifier, row.quote, row.start, row.end, row.rule)


def _held(found: Relationships, ids: Mapping[str, Iterable[str]]) -> Relationships:
    """Those of the relationships whose ends are both there, in the order of their ends."""
    starts, ends = set(ids[found.start]), set(ids[found.end])
    rows = [row for row in found.rows if row[0] in starts and row[1] in ends]
    return dataclasses.replace(found, rows=rows)


def _csv(head: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([[_cell(value) for value in row] for row in rows])
    return file.getvalue().encode("utf-8")


def _cell(value: Value) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return guarded(value)
    if isinstance(value, int | float):
        return value
    return guarded(LIST.join(one.replace(LIST, "；") for one in value))
