"""The assignments as one .csv for Excel: UTF-8 with a byte-order mark, Chinese heads, no cell ever a formula.

A row is a unit of a statement with the people of the same statement; one that names people alone has a row too.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from graph.exporting.contents import Contents, Line
from graph.exporting.networks import load_query, load_triples, record_id
from graph.exporting.texts import ROLES, STANDINGS, guarded
from graph.store import Value, ask
from graph.whereabouts import in_words

COLUMNS = {
    "doc": "文件", "plan": "计划", "area": "行政区", "number": "序号", "task": "任务", "section": "章节",
    "role": "角色", "standing": "依据", "unit": "单位", "surface": "原文写法", "people": "人员", "kind": "形式",
    "qualifier": "限定语", "quote": "引文", "place": "位置", "start": "起", "end": "止", "rule": "推断规则",
}  # fmt: skip
People = Mapping[str, Sequence[str]]
"""The people of statements, as they are shown, by the statement's id."""
NOBODY: People = MappingProxyType({})

Row = Mapping[str, Value]
_AT_A_TIME = 2000  # rows


def csv_of_triples(triples: str, people: People = NOBODY) -> Iterator[bytes]:
    """The assignments of a graph; ``people`` are those of its statements, which the graph's list does not tell."""
    store = load_triples(triples)
    rows = ask(store, load_query("assignment-list"))
    with_units = {row["statement"] for row in rows}
    if people:
        every = ask(store, load_query("statement-list"))
        rows += [row for row in every if row["statement"] not in with_units and record_id(row["statement"]) in people]
        rows.sort(key=lambda row: (str(row["doc"]), row["start"], row["end"]))
    for row in rows:
        row["people"] = "、".join(dict.fromkeys(people.get(record_id(row["statement"]), ())))
    return csv_parts(rows)


def csv_of_contents(contents: Contents) -> Iterator[bytes]:
    """The assignments that a library holds under a filter."""
    return csv_parts(map(_row, contents.lines))


def csv_parts(rows: Iterable[Row]) -> Iterator[bytes]:
    """The rows as a .csv, a few thousand at a time."""
    yield b"\xef\xbb\xbf"
    file = io.StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(COLUMNS.values())
    for number, row in enumerate(rows, start=1):
        writer.writerow([safe_cell(row.get(name)) for name in COLUMNS])
        if number % _AT_A_TIME == 0:
            yield file.getvalue().encode("utf-8")
            file.seek(0)
            file.truncate()
    yield file.getvalue().encode("utf-8")


def safe_cell(value: Value) -> str | int | float:
    """A cell that a spreadsheet shows as it stands: text that would start a formula gets an apostrophe in front.

    >>> safe_cell("=SUM(A1)"), safe_cell("散煤治理"), safe_cell(-3)
    ("'=SUM(A1)", '散煤治理', -3)
    """
    if value is None:
        return ""
    return guarded(value) if isinstance(value, str) else value


def _row(line: Line) -> Row:
    return {
        "doc": line.doc, "plan": line.plan_title, "area": line.jurisdiction, "number": line.task_number,
        "task": line.task_title, "section": line.section, "role": ROLES.get(line.role or ""), "unit": line.unit,
        "standing": STANDINGS.get(line.standing or ""), "surface": line.surface, "kind": line.kind,
        "rule": line.rule, "people": "、".join(line.people), "qualifier": line.qualifier, "quote": line.quote,
        "place": in_words(line.place) if line.place else None, "start": line.start, "end": line.end,
    }  # fmt: skip
