"""The head of a task table: what its columns hold.

The words of heads are data (``rules/tables.toml``, and the labels of ``rules/roles.toml``). A head may be any of the
first rows, below a title row, and may be two rows high (责任分工 over 牵头单位 and 配合单位).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import mean
from typing import Literal, get_args

from extract.assigning.roles import Label, column_label
from extract.naming.unitwords import is_unit
from extract.records import ROLES
from extract.rulebook import load_rules
from extract.tabulating.grids import Grid

ColumnKind = Literal[
    "number", "category", "task", "detail", "unit", "person", "time", "progress", "proposed", "contact", "other"
]

_BRACKETS = re.compile(r"[（(〔\[【][^（）()]*[)）〕\]】]")
_COUNTED = re.compile(r"(?<=单位|部门)[\d一二三四五①-⑨]$")  # 配合单位1, 配合单位2
_LEADERS = re.compile("(?:牵头|责任|领衔|包保|包联|分管).*(?:领导|人)")
_LATEST_HEAD = 8
"""Rows within which the head is looked for: titles and 填报单位 may stand above it."""
_DEEPEST_HEAD = 3
_LONGEST_HEAD = 24
"""Characters that the words of a column's head have at most, brackets left out."""
_TASK_WORDS = 8
"""Characters that the cells of an unnamed column have on average where they can be tasks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: what it holds, and for units and people the label that its head is."""

    kind: ColumnKind
    label: Label | None = None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The head of a table: its first row, the first row below it, and its columns."""

    first: int
    body: int
    columns: tuple[Column, ...]

    def of(self, *kinds: ColumnKind) -> list[int]:
        """The numbers of the columns of these kinds, from left to right."""
        return [number for number, column in enumerate(self.columns) if column.kind in kinds]


def find_head(grid: Grid) -> Head | None:
    """The head of the table, or None if no row names a column of units, even proposed, or of people who lead."""
    for row in range(min(_LATEST_HEAD, grid.rows - 1)):
        depth = _depth(grid, row)
        columns = tuple(_column(_stacked(grid, row, depth, column)) for column in range(grid.columns))
        named = any(column.kind in ("unit", "proposed") for column in columns) or _names_leaders(columns)
        if named and len(grid.across(row)) > 1:
            head = Head(first=row, body=row + depth, columns=tuple(_without_reports(columns)))
            return head if head.of("task", "detail") else _with_unnamed_task(grid, head)
    return None


def _names_leaders(columns: Sequence[Column]) -> bool:
    """Whether the columns hold tasks and the people who lead them, and neither contacts nor progress."""
    kinds = {column.kind for column in columns}
    leaders = any(column.kind == "person" and _LEADERS.search(column.words) for column in columns)
    return leaders and "task" in kinds and not kinds & {"contact", "progress"}


def head_of_part(grid: Grid, head: Head) -> Head | None:
    """The head of the table before, for one of as many columns that goes on with it under another heading; or None."""
    if grid.columns != len(head.columns):
        return None
    words = [grid.words(grid.at(row, column)) for column in head.of("unit") for row in range(grid.rows)]
    filled = [each for each in words if each]
    listed = [each for each in filled if is_unit(re.split("[、，,；;]", each)[0])]
    return replace(head, first=0, body=0) if filled and 2 * len(listed) > len(filled) else None


def read_column(words: str) -> Column:
    """What a column with this head holds.

    >>> read_column("重点任务").kind, read_column("完成时限").kind, read_column("备注").kind
    ('task', 'time', 'other')
    >>> read_column("牵头单位（第一个）").label.roles
    ('lead',)
    """
    tidy = _COUNTED.sub("", _BRACKETS.sub("", re.sub(r"[\s:：]+", "", words)))
    if not tidy or len(tidy) > _LONGEST_HEAD:
        return Column(kind="other", words=words)
    label = column_label(tidy)
    if label:
        kind: ColumnKind = "unit" if label.roles else "person" if label.kind == "person" else "time"
        return Column(kind=kind, label=label, words=words)
    for rule in load_rules("tables"):
        group, _, kind_name = rule.kind.partition(".")
        if group == "column" and rule.pattern.fullmatch(tidy):
            return _named_column(kind_name, rule.id, words)
    return Column(kind="other", words=words)


def _named_column(kind: str, rule: str, words: str) -> Column:
    roles = tuple(role for role in ROLES if role == kind)
    label = Label(start=0, end=0, kind=kind, rule=rule, roles=roles)
    if roles:
        return Column(kind="unit", label=label, words=words)
    known: ColumnKind = next(each for each in _KINDS if each == kind)
    return Column(kind=known, label=label if kind == "person" else None, words=words)


_KINDS: tuple[ColumnKind, ...] = get_args(ColumnKind)


def _depth(grid: Grid, row: int) -> int:
    """The rows that a head has which begins in this row: as its merged cells say, and two where a cell is divided."""
    begun = [cell for cell in grid.across(row) if cell.row == row and grid.words(cell)]
    depth = max((cell.rows for cell in begun), default=1)
    if depth > _DEEPEST_HEAD:
        return 1
    divided = [cell for cell in begun if cell.columns > 1 and cell.rows == 1]
    below = (grid.at(row + 1, column) for cell in divided for column in range(cell.column, cell.column + cell.columns))
    if any(read_column(grid.words(cell)).kind != "other" for cell in below if cell is not None):
        return max(depth, 2)
    return depth


def _stacked(grid: Grid, row: int, depth: int, column: int) -> list[str]:
    """The words of a column's head from its lowest cell up."""
    cells = dict.fromkeys(grid.at(each, column) for each in range(row + depth - 1, row - 1, -1))
    return [words for cell in cells if (words := grid.words(cell))]


def _column(stacked: Sequence[str]) -> Column:
    columns = (read_column(words) for words in stacked)
    known = next((column for column in columns if column.kind != "other"), None)
    return known or Column(kind="other", words="".join(reversed(stacked)))


def _without_reports(columns: Sequence[Column]) -> Iterator[Column]:
    """The columns; one of 问题 or 措施 behind the units and the progress belongs to the report, not to the task."""
    units = [number for number, column in enumerate(columns) if column.kind == "unit"]
    reports = [number for number, column in enumerate(columns) if column.kind == "progress"]
    for number, column in enumerate(columns):
        is_late = bool(units and reports) and units[0] < number > reports[0]
        yield replace(column, kind="other") if is_late and column.kind in ("task", "detail") else column


def _with_unnamed_task(grid: Grid, head: Head) -> Head | None:
    """The head with the wordiest unknown column left of the units as its task; None if no column is wordy."""
    first_unit = head.of("unit", "proposed")[0]
    lengths = {number: _usual_length(grid, head, number) for number in head.of("other") if number < first_unit}
    wordiest = max(lengths, key=lambda number: lengths[number], default=None)
    if wordiest is None or lengths[wordiest] < _TASK_WORDS:
        return None
    columns = list(head.columns)
    columns[wordiest] = replace(columns[wordiest], kind="task")
    return replace(head, columns=tuple(columns))


def _usual_length(grid: Grid, head: Head, column: int) -> float:
    return mean(_lengths(grid, head, column) or [0])


def _lengths(grid: Grid, head: Head, column: int) -> list[int]:
    return [len(words) for words in _below(grid, head, column) if words]


def _below(grid: Grid, head: Head, column: int) -> Iterator[str]:
    return (grid.words(grid.at(row, column)) for row in range(head.body, grid.rows))
