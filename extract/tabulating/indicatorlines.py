"""Rows of indicators whose table was lost: their cells stand one behind the other, each row ending in 预期性 or 约束性.

Plain text made from a printed plan often has its table of indicators only so: a number, the indicator, its measure, the
value of the present, the value to reach, and whether it binds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.records import Target
from extract.rulebook import load_pattern
from extract.tabulating.tabletargets import comparison_of, measure_in, number_of, value_of
from extract.text.folding import fold

_CELL = re.compile(r"[^\s|│]+")
_REACH = 160
"""Characters before 预期性 in which the cells of its row stand."""
_MOST_VALUES = 3
_SHORTEST_NAME = 2


def read_indicator_lines(text: str) -> Iterator[Target]:
    r"""The targets of such rows, in the order of the text, without their tasks.

    >>> row = next(read_indicator_lines("3\n农膜回收率\n%\n80.2\n≥85\n约束性\n"))
    >>> row.indicator, row.op, row.value, row.unit
    ('农膜回收率', '>=', 85, '%')
    """
    done = 0
    for ending in load_pattern("indicators", "indicator.row.attribute").finditer(text):
        cells = list(_CELL.finditer(text, max(done, ending.start() - _REACH), ending.start()))
        done = ending.end()
        target = _read(text, cells)
        if target is not None:
            yield target


def _read(text: str, cells: list[re.Match[str]]) -> Target | None:
    """The target of a row's cells: from the right the values, of which the last is the goal, the measure, the name."""
    words = [fold(cell.group()).text for cell in cells]
    last = len(cells)
    first = last
    while first > 0 and last - first < _MOST_VALUES and (value_of(words[first - 1]) or _is_empty(words[first - 1])):
        first -= 1
    goal = value_of(words[last - 1]) if first < last else None
    measured = first > 0 and load_pattern("indicators", "indicator.cell.measure").fullmatch(words[first - 1])
    named = first - 1 if measured else first
    if goal is None or named < 1 or len(words[named - 1]) < _SHORTEST_NAME or value_of(words[named - 1]):
        return None
    name, start, end = words[named - 1].strip("*"), cells[named - 1].start(), cells[last - 1].end()
    return Target(
        task=None,
        text=text[start:end],
        start=start,
        end=end,
        indicator=name,
        op=comparison_of(goal, name),
        value=number_of(goal),
        unit=goal["unit"] or (words[first - 1] if measured else measure_in(name)) or None,
        found_by="indicator.row.attribute",
    )


def _is_empty(words: str) -> bool:
    return set(words) <= set("—-/")
