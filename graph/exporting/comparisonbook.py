"""Two plans compared as a workbook: a row for each change of a task kept, then what is new, dropped, parted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from graph.changed import Change, label
from graph.exporting.packing import zipped
from graph.exporting.sheets import Cell, Column, Sheet, Style, within_limits
from graph.exporting.sheetxml import package
from graph.exporting.texts import clean, one_line

if TYPE_CHECKING:
    from graph.comparing import Comparison, Kept, Task

CHANGES, ABOUT = "两份对照", "说明"
_COLUMNS = (
    Column(head="序号", width=6, style="number"), Column(head="情况", width=11), Column(head="前：任务", width=32),
    Column(head="后：任务", width=32), Column(head="变化", width=16), Column(head="前", width=26),
    Column(head="后", width=26), Column(head="早晚（天）", width=8, style="number"), Column(head="待核", width=7),
    Column(head="前：原文", width=40), Column(head="后：原文", width=40),
)  # fmt: skip


def comparison_workbook(found: Comparison, order: str) -> bytes:
    """The comparison as the bytes of an .xlsx; ``order`` says by what it was decided which plan comes first."""
    rows: list[list[Cell]] = [[number, *row] for number, row in enumerate(_rows(found), start=1)]
    changes = Sheet(name=CHANGES, columns=_COLUMNS, rows=rows, frozen=2)
    return zipped(package(CHANGES, within_limits([changes, _about(found, order)])))


def _rows(found: Comparison) -> Iterator[list[Cell]]:
    for case, pairs in (("保留", found.kept), ("可能对应", found.doubtful)):
        for pair in pairs:
            yield from _of_pair(case, pair)
    for case, tasks in (("新增", found.new), ("未再出现", found.dropped)):
        for task in tasks:
            sides: list[Cell] = [None, _title(task)] if case == "新增" else [_title(task), None]
            yield [case, *sides, *[None] * 7]
    for parted in found.parted:
        parts = "\n".join(map(_title, parted.parts))
        sides = [_title(parted.whole), parts] if parted.kind == "split" else [parts, _title(parted.whole)]
        yield ["拆分" if parted.kind == "split" else "合并", *sides, *[None] * 7]


def _of_pair(case: str, pair: Kept) -> Iterator[list[Cell]]:
    both: list[Cell] = [case, _title(pair.a), _title(pair.b)]
    for change in pair.changes:
        yield [*both, *_of_change(change)]
    if not pair.changes:
        yield [*both, "没有看出变化", *[None] * 6]


def _of_change(change: Change) -> list[Cell]:
    quotes = ("\n".join(clean(quote.quote) for quote in side) for side in (change.quotes_a, change.quotes_b))
    return [
        label(change), clean(change.a or "方案未写明"), clean(change.b or "方案未写明"), change.days,
        None if change.sure else "待核", *quotes,
    ]  # fmt: skip


def _title(task: Task) -> str:
    return one_line(f"{task.side.number or ''} {task.side.title}".strip())


def _about(found: Comparison, order: str) -> Sheet:
    counted = (
        f"保留 {len(found.kept)} 项，可能对应 {len(found.doubtful)} 对，新增 {len(found.new)} 项，"
        f"未再出现 {len(found.dropped)} 项，拆分或合并 {len(found.parted)} 处。"
    )
    listed: Sequence[list[Cell]] = [
        ["两份对照说明", None],
        ["前", f"《{one_line(found.a.title)}》（{found.a.doc}，任务 {found.a.tasks} 项）"],
        ["后", f"《{one_line(found.b.title)}》（{found.b.doc}，任务 {found.b.tasks} 项）"],
        ["先后", order],
        ["数量", counted],
        ["怎样得到", "由 zeren 责任 按用语和标题逐项对应，不使用公式。标“待核”的请看原文；未再出现不等于没有做。"],
    ]
    styles: dict[tuple[int, int], Style] = {(0, 0): "title", (0, 1): "title"}
    columns = (Column(head="项目", width=14, style="strong"), Column(head="内容", width=78))
    return Sheet(name=ABOUT, columns=columns, rows=list(listed), heads=False, landscape=False, styles=styles)
