"""Heads of task tables: what their columns hold, and which lines of a text are one."""

from __future__ import annotations

import pytest

from extract.tabulating.tableheads import read_column
from extract.tabulating.tables import find_table_heads


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("序号", "number"),
        ("目标与任务", "task"),
        ("细化措施", "detail"),
        ("牵头负责司局", "unit"),
        ("主责单位", "unit"),
        ("协同配合单位", "unit"),
        ("分管县领导", "person"),
        ("分管厅领导", "person"),
        ("州级牵头单位", "unit"),
        ("整改时限", "time"),
        ("起止时间", "time"),
        ("任务来源", "other"),
        ("备注", "other"),
        ("督查单位", "other"),
    ],
)
def test_what_columns_hold(words: str, kind: str) -> None:
    assert read_column(words).kind == kind


@pytest.mark.parametrize(
    "line",
    [
        "| 序号 | 任务 | 牵头单位 | 完成时限 |",
        "序号\t重点任务\t责任单位\t完成时限",
        "序号    工作任务          牵头负责部门",
    ],
)
def test_the_head_of_a_table_in_text_is_known(line: str) -> None:
    assert [(table.start, table.end) for table in find_table_heads(line)] == [(0, len(line))]


@pytest.mark.parametrize(
    "line",
    [
        "牵头单位：市林业局",
        "（牵头单位：市林业局；责任单位：各县政府）",
        "| 指标 | 单位 | 目标 |",
        "各牵头单位  要统筹  相关责任单位",
    ],
)
def test_other_lines_are_no_heads(line: str) -> None:
    assert find_table_heads(line) == []
