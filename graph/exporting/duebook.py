"""The deadlines of a filter as a workbook: 期限, one row a deadline with its day and its words; 说明."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from graph import facts
from graph.exporting.packing import zipped
from graph.exporting.saying import lead_of, task_in_words
from graph.exporting.sheets import Cell, Column, Sheet, Style, within_limits
from graph.exporting.sheetxml import package
from graph.exporting.texts import clean, one_line, place_words
from graph.filters import Filter
from graph.library import Library
from graph.recurrences import in_words, repeats
from graph.rows import DeadlineRow

DUES, ABOUT = "时限", "说明"
_COLUMNS = (
    Column(head="序号", width=6, style="number"), Column(head="到期日", width=12, style="day"),
    Column(head="离所选日期（天）", width=9, style="number"), Column(head="重复", width=14),
    Column(head="原文", width=26), Column(head="任务", width=34), Column(head="牵头单位", width=26),
    Column(head="方案", width=34), Column(head="位置", width=16), Column(head="文件", width=18),
)  # fmt: skip


def due_workbook(library: Library, where: Filter, day: date, scope: Sequence[str] = ()) -> bytes:
    """The deadlines of the filter as the bytes of an .xlsx; ``scope`` says the filter in words."""
    rows = facts.deadlines(library, where)
    listed = [_row(number, row, day) for number, row in enumerate(rows, start=1)]
    dues = Sheet(name=DUES, columns=_COLUMNS, rows=listed, frozen=2)
    return zipped(package(DUES, within_limits([dues, _about(rows, day, scope)])))


def _row(number: int, row: DeadlineRow, day: date) -> list[Cell]:
    last = date.fromisoformat(row.last_day) if row.last_day else None
    again = in_words(row.rrule) if row.rrule and repeats(row.rrule) else None
    return [
        number, last, (last - day).days if last else None, again,
        clean(row.quote), task_in_words(row.task_number, row.task_title) or "（不在任务条款内）", lead_of(row),
        one_line(row.plan_title), place_words(row.place, row.start, row.end), row.doc,
    ]  # fmt: skip


def _about(rows: Sequence[DeadlineRow], day: date, scope: Sequence[str]) -> Sheet:
    undated = sum(row.last_day is None for row in rows)
    listed: list[list[Cell]] = [
        ["时限说明", None],
        ["范围", "、".join(map(one_line, scope)) or "资料库中的全部时限"],
        ["所选日期", day],
        ["数量", f"时限 {len(rows)} 处，其中没有日期的 {undated} 处，列在最后。"],
        ["到期日", "方案文字算出的最后一天。“采暖期”“长期坚持”等落不到日期的说法没有到期日，看原文。"],
        ["怎样得到", "由 zeren 责任 按规则从方案原文读出，不使用公式。只说明方案怎样写，不说明任务是否完成。"],
    ]
    styles: dict[tuple[int, int], Style] = {(0, 0): "title", (0, 1): "title"}
    columns = (Column(head="项目", width=14, style="strong"), Column(head="内容", width=78))
    return Sheet(name=ABOUT, columns=columns, rows=listed, heads=False, landscape=False, styles=styles)
