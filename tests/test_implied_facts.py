"""What declared rules and headings imply reaches the graph, the lists and the gaps, with the words that imply it."""

from __future__ import annotations

import pytest

from extract.pipeline import Extractor
from extract.records import Document
from graph.gaps import find_gaps
from graph.publish import publish
from graph.unfold import unfold

RULE = "未注明完成时限的，均须于2025年3月底前完成"


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def read(extractor: Extractor, text: str) -> Document:
    return extractor.extract(text.encode(), "柳塘.txt")[0]


PLANS = {
    "in the front": f"柳塘县2024年工作方案\n{RULE}。\n一、重点任务\n1.加强扬尘管控。（县住建局牵头）\n",
    "in a heading": "柳塘县2024年工作方案\n一、重点任务（2024年12月底前完成）\n1.加强扬尘管控。（县住建局牵头）\n",
    "in a part of its own": f"柳塘县2024年方案\n一、总体要求\n{RULE}。\n二、重点任务\n1.加强管控。（县住建局牵头）\n",
}


@pytest.mark.parametrize("where", PLANS)
def test_an_implied_deadline_is_published_with_its_rule(extractor: Extractor, where: str):
    text = PLANS[where]
    document = read(extractor, text)
    assert publish(document, text)
    task = next(task for task in document.tasks if task.implied_deadlines)
    due = next(row for row in unfold(document, text).deadlines if row.task == task.id)
    assert text[due.start : due.stop] == due.quote
    assert task.implied_deadlines[0].text in due.quote


def test_a_task_with_an_implied_deadline_has_no_gap_of_time(extractor: Extractor):
    text = PLANS["in the front"]
    document = read(extractor, text)
    checks = {check.id: check for check in find_gaps([(document, text)])}
    assert [finding.title for finding in checks["no-deadline"].findings] == []
    bare = read(extractor, text.replace(f"{RULE}。\n", ""))
    checks = {check.id: check for check in find_gaps([(bare, text.replace(f"{RULE}。\n", ""))])}
    assert checks["no-deadline"].count == 1
