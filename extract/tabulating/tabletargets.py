"""Targets in tables: rows of indicators with columns of values to reach, and quotas of places.

A table of indicators has a column that names them and at least one of goals (目标值, 2025年); a table of quotas has a
column of places and stands under a title such as 任务分解表, or has columns of goals. Values of the present are none.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import cast

from extract.records import Comparison, Target
from extract.rulebook import Rule, load_pattern, load_rules
from extract.tabulating.grids import Grid
from extract.text.folding import fold

_SIGNS: dict[str, Comparison] = {
    **dict.fromkeys(("≥", ">=", ">", "不低于", "不少于", "达到", "达", "突破", "超", "超过", "至少", "提高到"), ">="),
    **dict.fromkeys(("≤", "<=", "<", "不高于", "不超过", "控制在", "下降到", "降至", "降到"), "<="),
    **dict.fromkeys(("下降", "降低", "减少", "压减", "-"), "decrease>="),
    **dict.fromkeys(("增长", "提高", "增加", "新增", "+"), "increase>="),
}
_BOUNDS: dict[str, Comparison] = {"以上": ">=", "以内": "<=", "以下": "<=", "之内": "<="}
_YEAR = re.compile(r"20\d\d(?=年)")
_BRACKET = re.compile(r"\([^()]*\)$")
_LATEST_HEAD = 3
"""Rows within which the head is looked for: a title may stand above it."""
_LONGEST_SPAN = 160
"""Characters from an indicator to its value within which both are the words of a target."""
_ABOVE = 80
"""Characters above a table in which its title stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """Where a table holds what: the first row of values, the columns of names, measures and goals, and their heads."""

    body: int
    name: int
    places: bool
    measure: int | None
    goals: tuple[int, ...]
    heads: tuple[str, ...]


def read_table_targets(grids: Sequence[Grid], text: str, *, year: int | None) -> list[Target]:
    """The targets of the tables, without their tasks; ``year`` is the plan's, before which columns are past."""
    found: list[Target] = []
    for grid in grids:
        layout = _layout(grid, text, year)
        if layout is not None:
            found += _of_table(grid, layout, text)
    return found


def _layout(grid: Grid, text: str, year: int | None) -> _Layout | None:
    """How the table is laid out, or None where no row heads a table of targets."""
    for row in range(min(_LATEST_HEAD, grid.rows - 1)):
        heads = tuple(fold(grid.words(grid.at(row, column))).text for column in range(grid.columns))
        kinds = [_kind(head) for head in heads]
        names = [column for column, kind in enumerate(kinds) if kind in ("column.indicator", "column.place")]
        if not names:
            continue
        name = max(column for column in names if kinds[column] == kinds[names[0]])  # 一级指标 before 二级指标
        goals = [
            column for column, kind in enumerate(kinds) if kind == "column.goal" and not _past(heads[column], year)
        ]
        places = kinds[name] == "column.place"
        if places and not goals and _titled(grid, row, text):
            goals = _filled(grid, row + 1, [c for c, kind in enumerate(kinds) if kind is None and c > name])
        if goals:
            measure = kinds.index("column.measure") if "column.measure" in kinds else None
            return _Layout(body=row + 1, name=name, places=places, measure=measure, goals=tuple(goals), heads=heads)
    return None


def _titled(grid: Grid, row: int, text: str) -> bool:
    """Whether the title above the head says that the numbers are quotas."""
    first = grid.table.start
    title = text[max(0, first - _ABOVE) : first] + "\n" + "".join(grid.words(cell) for cell in grid.across(0) if row)
    return load_pattern("indicators", "indicator.caption").search(fold(title).text) is not None


def _filled(grid: Grid, body: int, columns: Sequence[int]) -> list[int]:
    """The columns in which every filled cell is a value with or without a measure."""
    chosen = []
    for column in columns:
        words = [grid.words(grid.at(row, column)) for row in range(body, grid.rows)]
        if any(words) and all(value_of(fold(each).text) for each in words if each):
            chosen.append(column)
    return chosen


def _past(head: str, year: int | None) -> bool:
    named = _YEAR.search(head)
    return named is not None and year is not None and int(named.group()) < year


@functools.cache
def _rules(kind: str) -> tuple[Rule, ...]:
    rules = [rule for rule in load_rules("indicators") if rule.kind.startswith(kind)]
    return tuple(sorted(rules, key=lambda rule: rule.kind != "column.now"))  # 2020年完成值 is of the present first


def _kind(head: str) -> str | None:
    return next((rule.kind for rule in _rules("column.") if rule.pattern.search(head)), None) if head else "empty"


def value_of(words: str) -> re.Match[str] | None:
    """What the folded words of a cell say, if they are a value with or without sign and measure."""
    return load_pattern("indicators", "indicator.cell.value").search(words)


def _of_table(grid: Grid, layout: _Layout, text: str) -> Iterator[Target]:
    for row in range(layout.body, grid.rows):
        name = grid.at(row, layout.name)
        words = fold(grid.words(name)).text
        if name is None or not words or words == layout.heads[layout.name]:
            continue
        measure = grid.words(grid.at(row, layout.measure)) if layout.measure is not None else ""
        for column in layout.goals:
            cell = grid.at(row, column)
            value = value_of(fold(grid.words(cell)).text) if cell else None
            if cell is None or value is None or cell == name:
                continue
            start = name.start if 0 <= cell.end - name.start <= _LONGEST_SPAN else cell.start
            target = _target(layout, words, layout.heads[column], value, measure.strip("()（）"))
            yield replace(target, text=text[start : cell.end], start=start, end=cell.end)


def _target(layout: _Layout, words: str, head: str, value: re.Match[str], measure: str) -> Target:
    """What a row's name, a column's head and a value say; its place is put in by the caller."""
    summed = load_pattern("indicators", "indicator.row.sum").search(words)
    named = _YEAR.search(head)
    indicator = head if layout.places else words
    return Target(
        task=None,
        text="",
        start=0,
        end=0,
        indicator=_BRACKET.sub("", indicator),
        op=comparison_of(value, indicator),
        value=number_of(value),
        unit=value["unit"] or measure or measure_in(words) or measure_in(head) or None,
        region=words if layout.places and not summed else None,
        year=int(named.group()) if named else None,
        found_by="indicator.column.goal",
    )


def measure_in(words: str) -> str:
    """The measure in brackets behind an indicator (森林覆盖率(%)), or nothing."""
    found = load_pattern("indicators", "indicator.name.measure").search(words)
    return found["unit"] if found else ""


def number_of(found: re.Match[str]) -> float:
    """The number in a cell as printed, of a range its lower bound."""
    value = float(found["value"].replace(",", ""))
    return int(value) if value.is_integer() else value


def comparison_of(value: re.Match[str], indicator: str) -> Comparison:
    """The comparison of the cell's sign or the words behind it, else of an indicator that is a change (能耗降低率)."""
    told = _SIGNS.get(value["sign"] or "") or _BOUNDS.get(value["bound"] or "")
    change = next((rule.more["op"] for rule in _rules("change") if rule.pattern.search(indicator)), None)
    return cast(Comparison, change if change and told in (None, ">=") else told or "=")
