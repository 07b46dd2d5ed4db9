"""Deadlines declared once for all tasks, by a day or by an event: each found deadline does, and nothing else."""

from __future__ import annotations

import pytest

from extract.pipeline import Extractor
from extract.records import Document


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def read(extractor: Extractor, line: str) -> Document:
    text = f"""某县2023年重点工作实施方案

现就有关工作安排如下。
{line}

一、任务
1.改善条件。落实资金。（县教育局牵头）
2.扩大学位。新建学校。（县住建局牵头）
"""
    document, _ = extractor.extract(text.encode(), "a.txt")
    return document


@pytest.mark.parametrize(
    ("line", "due"),
    [
        ("以下任务均于采暖期前完成。", "采暖期前"),
        ("以下任务均于收到通知后5个工作日内完成。", "收到通知后5个工作日内"),
        ("以下各项任务均须在年内完成。", "年内"),
        ("以下任务均于2023年12月底前完成。", "2023年12月底前"),
        ("完成时限：采暖期前，下同。", "采暖期前"),
        ("各项任务完成时限：印发之日起30日内。", "印发之日起30日内"),
    ],
)
def test_a_declared_deadline_holds_for_every_task(extractor: Extractor, line: str, due: str) -> None:
    document = read(extractor, line)
    assert [one.rule for one in document.conventions] == ["blanket-deadline"]
    assert [[one.text for one in task.implied_deadlines] for task in document.tasks] == [[due], [due]]
    for task in document.tasks:
        (implied,) = task.implied_deadlines
        assert implied.to or implied.rrule
        assert implied.rule in line


@pytest.mark.parametrize(
    "line",
    [
        "以下任务均应在规定时间内完成。",
        "以下任务均在全县范围内落实到位。",
        "完成时限：详见附件。",
        "以下任务均已在目前完成。",
    ],
)
def test_words_that_are_no_deadline_declare_none(extractor: Extractor, line: str) -> None:
    document = read(extractor, line)
    assert document.conventions == ()
    assert [task.implied_deadlines for task in document.tasks] == [(), ()]
