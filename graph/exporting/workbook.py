"""The workbook of a supervision office (督查室): 督办清单, one row a task; 责任明细, one row an assignment; 说明."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from graph.exporting.contents import Contents, Entry, Line
from graph.exporting.packing import zipped
from graph.exporting.saying import (
    NOTES,
    UNREAD,
    closed_in_words,
    dues_in_words,
    leads_in_words,
    own_role_in_words,
    scope_in_words,
    targets_in_words,
    task_in_words,
    units_in_words,
    words_of,
)
from graph.exporting.sheets import Cell, Column, Sheet, Style, within_limits
from graph.exporting.sheetxml import package
from graph.exporting.texts import KINDS, ROLES, STANDINGS, UNWRITTEN, clean, one_line, place_words
from graph.whereabouts import form_in_words

TASKS = "督办清单"
DUTIES = "责任明细"
ABOUT = "说明"

_TASK_COLUMNS = (
    Column(head="序号", width=5, style="number"), Column(head="计划", width=13), Column(head="章节", width=12),
    Column(head="任务", width=19), Column(head="原文", width=44), Column(head="牵头单位", width=13),
    Column(head="配合单位", width=14), Column(head="责任单位", width=14), Column(head="督导单位", width=10),
    Column(head="人员", width=9), Column(head="时限", width=12), Column(head="截止日期", width=11, style="day"),
    Column(head="目标", width=14), Column(head="领域", width=9), Column(head="缺口", width=11, style="open"),
    Column(head="出处", width=11), Column(head="完成情况", width=12, style="blank"),
    Column(head="备注", width=9, style="blank"),
)  # fmt: skip
_DUTY_COLUMNS = (
    Column(head="序号", width=6, style="number"), Column(head="计划", width=30), Column(head="任务", width=26),
    Column(head="角色", width=6), Column(head="依据", width=6), Column(head="单位", width=22),
    Column(head="原文写法", width=16), Column(head="人员", width=9), Column(head="限定语", width=10),
    Column(head="引文", width=46), Column(head="推断规则", width=20), Column(head="形式", width=9),
    Column(head="位置", width=15), Column(head="文件", width=18),
)  # fmt: skip
_ABOUT_COLUMNS = (Column(head="项目", width=14, style="strong"), Column(head="内容", width=78))
_FROZEN = 4  # columns that stay in sight: up to the task
_EMPTY = {"督导单位": 5.5, "人员": 5.5, "目标": 7.0, "配合单位": 8.0}
"""How narrow a column is in which nothing stands."""


def workbook_parts(contents: Contents) -> Iterator[bytes]:
    """The workbook as the bytes of an .xlsx."""
    sheets = [_tasks(contents), _duties(contents.lines), _about(contents)]
    yield zipped(package(f"{TASKS}（{scope_in_words(contents)}）", within_limits(sheets)))


def _tasks(contents: Contents) -> Sheet:
    """A row a task; in the list of one unit with what the unit is in it, behind the task."""
    rows: list[list[Cell]] = []
    styles: dict[tuple[int, int], Style] = {}
    columns: tuple[Column, ...] = _TASK_COLUMNS
    if contents.unit is not None:
        columns = (*columns[:_FROZEN], Column(head="本单位角色", width=8), *columns[_FROZEN:])
    quiet = [at for at, column in enumerate(columns) if column.head in ("牵头单位", "时限")]
    for at, entry in enumerate(contents.entries):
        row = _task(at + 1, entry)
        if contents.unit is not None:
            row.insert(_FROZEN, own_role_in_words(contents, entry.row.doc, entry.row.task_id))
        rows.append(row)
        styles |= {(at, place): "quiet" for place in quiet if row[place] in (UNWRITTEN, UNREAD)}
    return Sheet(name=TASKS, columns=_narrowed(columns, rows), rows=rows, frozen=_FROZEN, styles=styles)


def _task(number: int, entry: Entry) -> list[Cell]:
    row = entry.row
    return [
        number, clean(row.plan_title), clean(row.section), task_in_words(row.number, row.title), words_of(entry),
        leads_in_words(entry), units_in_words(entry.holders.get("cooperating", ())),
        units_in_words(entry.holders.get("responsible", ())), units_in_words(entry.holders.get("supervising", ())),
        "、".join(map(one_line, row.people)), dues_in_words(entry), _day(entry.last_day),
        targets_in_words(entry.targets), "、".join(row.sectors), "；".join(entry.gaps),
        f"{clean(row.doc)} {place_words(row.place, row.start, row.end)}", None, None,
    ]  # fmt: skip


def _narrowed(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> tuple[Column, ...]:
    """The columns; one that few plans fill and that holds nothing here takes little of the page."""
    held = {place for row in rows for place, value in enumerate(row) if value}
    return tuple(
        Column(head=column.head, width=_EMPTY[column.head], style=column.style)
        if place not in held and column.head in _EMPTY
        else column
        for place, column in enumerate(columns)
    )


def _day(day: str | None) -> Cell:
    """The day as a day of the calendar; words that are none stay words."""
    try:
        return date.fromisoformat(day) if day else None
    except ValueError:
        return day


def _duties(lines: Sequence[Line]) -> Sheet:
    rows: list[list[Cell]] = []
    styles: dict[tuple[int, int], Style] = {}
    for at, line in enumerate(lines):
        rows.append(_duty(at + 1, line))
        if line.unit is None:
            styles[at, 5] = "quiet"
    return Sheet(name=DUTIES, columns=_DUTY_COLUMNS, rows=rows, frozen=3, styles=styles)


def _duty(number: int, line: Line) -> list[Cell]:
    return [
        number, clean(line.plan_title), task_in_words(line.task_number, line.task_title) or "（不在任务内）",
        ROLES.get(line.role or "", ""), STANDINGS.get(line.standing or "", ""), line.unit or UNWRITTEN, line.surface,
        "、".join(map(one_line, line.people)), line.qualifier, line.quote, line.rule, KINDS.get(line.kind, line.kind),
        place_words(line.place, line.start, line.end), line.doc,
    ]  # fmt: skip


def _about(contents: Contents) -> Sheet:
    rows: list[tuple[Cell, Cell]] = [("责任清单说明", None), ("范围", scope_in_words(contents))]
    styles: dict[tuple[int, int], Style] = {(0, 0): "title", (0, 1): "title"}
    if contents.samples:
        rows.append(("示例", "还没有导入文件，表中是随程序附带的示例。用 zeren ingest 导入自己的方案。"))
    if said := closed_in_words(contents):
        styles |= {(len(rows), 0): "warning", (len(rows), 1): "warning"}
        rows.append(("不公开", said))
    rows += [("数量", _counted(contents)), *_explained(), *NOTES]
    rows += _open(contents.entries)
    styles[len(rows), 0] = "strong"
    for number, plan in enumerate(contents.plans, start=1):
        parts = [f"《{one_line(plan.title)}》", plan.number, plan.issuer, plan.issued, plan.jurisdiction,
                 f"文件 {one_line(plan.doc)}（{form_in_words(plan.form, plan.pages)}）",
                 f"任务 {plan.tasks} 项"]  # fmt: skip
        rows.append((f"来源文件 {number}", "；".join(one_line(part) for part in parts if part)))
    return Sheet(name=ABOUT, columns=_ABOUT_COLUMNS, rows=rows, heads=False, landscape=False, styles=styles)


def _counted(contents: Contents) -> str:
    alone = sum(line.unit is None for line in contents.lines)
    implied = sum(line.standing == "implied" for line in contents.lines)
    said = [
        f"来源文件 {len(contents.plans)} 份",
        f"{TASKS} {len(contents.entries)} 行，一行一项任务",
        f"{DUTIES} {len(contents.lines)} 行，一行是一处分工文字中的一个单位（推断 {implied} 行）",
    ]
    return "；".join([*said, f"其中 {alone} 行只写了人员、没有写单位"] if alone else said) + "。"


def _explained() -> list[tuple[Cell, Cell]]:
    return [
        ("怎样得到", "由 zeren 责任 按规则从方案原文读出，每一条都有引文和位置，不使用公式。请对照原件核对后使用。"),
        ("单位名称", f"{TASKS}写全称；{DUTIES}的“原文写法”是方案里的写法。"),
        ("截止日期", "一项任务有几个时限的，取最后一天，全部见“时限”列；“采暖期”等落不到日期的说法没有截止日期。"),
        ("完成情况", "“完成情况”和“备注”两列留空，供填写。"),
        ("打印", "原文特别长的，行高到 Excel 的上限为止，打印时只显示前面的部分；全文在单元格里。"),
    ]  # fmt: skip


def _open(entries: Sequence[Entry]) -> list[tuple[Cell, Cell]]:
    """What the column of open points holds, with the number of tasks."""
    names = list(dict.fromkeys(name for entry in entries for name in entry.gaps))
    counts = [f"{name} {sum(name in entry.gaps for entry in entries)} 项" for name in names]
    return [("缺口", "；".join(counts) + "。")] if counts else []
