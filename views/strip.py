"""What falls due in which month, as a strip of columns that each open their list."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Sequence

from graph.rows import MonthRow
from views.sheet import Node, link, node
from views.wording import say

_STEP = 46  # pixels from a month to the next
_TOP, _HIGH, _FOOT = 18, 72, 34  # room for the number, the highest column, room for the month and year


def strip(months: Sequence[MonthRow], to: Callable[[str], str], *, alt: str) -> Node:
    """A column for each month in which something falls due; ``to`` gives the address of its list."""
    highest = max(row.deadlines for row in months)
    width, height = _STEP * len(months), _TOP + _HIGH + _FOOT
    years = [row.month[:4] for row in months]
    columns = [
        _column(row, number * _STEP, round(_HIGH * row.deadlines / highest), to(row.month),
                year=years[number] if number == 0 or years[number] != years[number - 1] else None)
        for number, row in enumerate(months)
    ]  # fmt: skip
    told = "；".join(f"{row.month} {row.deadlines}" for row in months)
    base = node("line", x1="0", x2=str(width), y1=str(_TOP + _HIGH), y2=str(_TOP + _HIGH), cls="strip-base")
    drawn = node("svg", base, columns, view_box=f"0 0 {width} {height}", width=str(width), height=str(height),
                 role="group", aria_label=f"{alt}：{told}")  # fmt: skip
    return node("div", drawn, cls="scroll strip")


def _column(row: MonthRow, x: int, high: int, to: str, *, year: str | None) -> Node:
    middle = str(x + _STEP // 2)
    name = say("unit.in_month", month=row.month, n=row.deadlines)
    return link(
        to,
        node("rect", x=str(x + 9), y=str(_TOP + _HIGH - high), width=str(_STEP - 18), height=str(max(high, 2)), rx="2"),
        _text(str(row.deadlines), middle, _TOP + _HIGH - high - 5, "strip-number"),
        _text(str(int(row.month[5:])), middle, _TOP + _HIGH + 15, "strip-month"),
        _text(year, middle, _TOP + _HIGH + 30, "strip-year") if year else node("title", name),
        title=name,
    )


def _text(words: str, x: str, y: int, kind: str) -> Node:
    return node("text", words, x=x, y=str(y), text_anchor="middle", cls=kind)


def days_of(month: str) -> tuple[str, str]:
    """The first and the last day of a month.

    >>> days_of("2024-02")
    ('2024-02-01', '2024-02-29')
    """
    last = calendar.monthrange(*map(int, month.split("-")))[1]
    return f"{month}-01", f"{month}-{last}"
