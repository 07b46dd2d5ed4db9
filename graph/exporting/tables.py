"""The lists as Parquet, one file a table, for pandas, DuckDB, R and Spark; the columns are the rows' own fields."""

from __future__ import annotations

import dataclasses
import io
import typing
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import UnionType
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from graph.exporting.contents import Contents, Due
from graph.exporting.packing import File
from graph.rows import AssignmentRow, DeadlineRow, PlanRow, SectorRow, StatementRow, TargetRow, TaskRow, UnitRow
from graph.whereabouts import Form, Where, in_words

_TYPES: Mapping[object, pa.DataType] = {
    str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_(), tuple[str, ...]: pa.list_(pa.string()),
}  # fmt: skip
_DAYS = frozenset({"issued", "first_day", "last_day"})


def parquet_files(contents: Contents) -> Iterator[File]:
    """The tables, each as a file; equal rows give equal bytes."""
    for name, (kind, rows) in _tables(contents).items():
        yield f"{name}.parquet", _written(_table(kind, rows))
    named = {(line.doc, line.statement_id, person): None for line in contents.lines for person in line.people}
    people = [{"doc": doc, "statement_id": statement, "person": person} for doc, statement, person in named]
    columns = pa.schema([(name, pa.string()) for name in ("doc", "statement_id", "person")])
    yield "people.parquet", _written(pa.Table.from_pylist(people, columns))


def _tables(contents: Contents) -> dict[str, tuple[type, Sequence[Any]]]:
    return {
        "plans": (PlanRow, contents.plans),
        "tasks": (TaskRow, contents.tasks),
        "statements": (StatementRow, contents.statements),
        "assignments": (AssignmentRow, contents.assignments),
        "deadlines": (DeadlineRow, contents.deadlines),
        "targets": (TargetRow, contents.targets),
        "units": (UnitRow, contents.units),
        "sectors": (SectorRow, contents.sectors),
    }


def _table(kind: type, rows: Sequence[Any]) -> pa.Table:
    """The rows as columns: a day as a date, a place in words and by its page, the form of a file by its fields."""
    hints = typing.get_type_hints(kind)
    held = [due.row for due in rows] if rows and isinstance(rows[0], Due) else rows
    columns: dict[str, pa.Array] = {}
    for field in dataclasses.fields(kind):
        values = [getattr(row, field.name) for row in held]
        of = _of(hints[field.name])
        if of is Where:
            columns["place"] = pa.array([in_words(value) if value else None for value in values], pa.string())
            columns["page"] = pa.array([value.page if value else None for value in values], pa.int64())
        elif of is Form:
            columns |= _form(values)
        elif field.name in _DAYS:
            columns[field.name] = pa.array([_day(value) for value in values], pa.date32())
        else:
            columns[field.name] = pa.array(values, _TYPES.get(of, pa.string()))
    if kind is DeadlineRow:
        columns["implied"] = pa.array([due.implied for due in rows], pa.bool_())
    return pa.table(columns)


def _form(forms: Sequence[Form]) -> dict[str, pa.Array]:
    hints = typing.get_type_hints(Form)
    return {
        field.name: pa.array(
            [getattr(form, field.name) for form in forms], _TYPES.get(_of(hints[field.name]), pa.string())
        )
        for field in dataclasses.fields(Form)
    }


def _of(hint: Any) -> Any:  # noqa: ANN401 - a type as Python gives it
    """The type behind one that may be None."""
    if isinstance(hint, UnionType) or typing.get_origin(hint) is typing.Union:
        return next(part for part in typing.get_args(hint) if part is not type(None))
    return hint


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        return None


def _written(table: pa.Table) -> bytes:
    file = io.BytesIO()
    parquet.write_table(table, file, compression="zstd")
    return file.getvalue()
