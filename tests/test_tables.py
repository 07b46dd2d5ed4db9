"""Task tables in text: named as unread, and nothing is torn out of them."""

from __future__ import annotations

import pytest

from extract.pipeline import Extractor
from extract.tables import find_task_tables

HEADS = [
    "| 序号 | 任务 | 牵头单位 | 完成时限 |",
    "序号\t重点任务\t责任单位\t完成时限",
    "序号    工作任务          牵头负责部门",
]
NO_HEADS = [
    "牵头单位：市林业局",
    "（牵头单位：市林业局；责任单位：各县政府）",
    "| 指标 | 单位 | 目标 |",
    "各牵头单位  要统筹  相关责任单位",
]
PLAN = """某市提升行动方案

一、重点任务

1.建设平台。2024年9月底前完成一期建设。（市数据局牵头，市财政局配合）

附件：重点任务分工表

| 序号 | 任务 | 牵头单位 | 完成时限 |
| --- | --- | --- | --- |
| 1 | 推广电子营业执照 | 市市场监督管理局 | 2024年8月底 |
"""


@pytest.mark.parametrize("line", HEADS)
def test_the_head_of_a_task_table_is_known(line: str) -> None:
    assert [(table.start, table.end) for table in find_task_tables(line)] == [(0, len(line))]


@pytest.mark.parametrize("line", NO_HEADS)
def test_other_lines_are_no_heads(line: str) -> None:
    assert find_task_tables(line) == []


def test_an_unread_table_is_an_issue_and_gives_no_deadline_without_its_task() -> None:
    document, text = Extractor().extract(PLAN.encode("utf-8"), "plan.md")
    [issue] = [issue for issue in document.issues if issue.code == "table.unread"]
    assert text[issue.start : issue.end].count("\n") == 2
    assert [deadline.text for deadline in document.deadlines] == ["2024年9月底前"]
