"""What a question does not want, and what it asks besides: never answered with the opposite, never dropped silently."""

from __future__ import annotations

import pytest

from graph.asking import Asker
from ingest import sample_library


@pytest.fixture(scope="module")
def asker() -> Asker:
    return Asker.open(sample_library())


def test_what_is_asked_too_is_told(asker: Asker):
    answer = asker.ask("朔州公转铁由谁牵头，什么时候完成")
    assert [item.label for item in answer.answers] == ["朔州市工业和信息化局"]
    assert answer.text.endswith("问题里还问了时限，请另问一次。")
    assert "另问" not in asker.ask("朔州公转铁由谁牵头").text


@pytest.mark.parametrize(
    "question",
    [
        "朔州市能源局牵头哪些任务，不包括散煤",
        "朔州市除散煤替代外能源局还牵头什么",
        "谁牵头散煤替代但不是能源局",
        "散煤替代朔州哪些单位不参与",
    ],
)
def test_a_negation_that_is_not_read_is_refused(asker: Asker, question: str):
    assert asker.ask(question).refused


def test_what_a_unit_does_not_lead_are_the_other_tasks(asker: Asker):
    led = {item.id for item in asker.ask("朔州市能源局牵头哪些任务").answers}
    others = {item.id for item in asker.ask("朔州市哪些任务不是由能源局牵头的").answers}
    assert led
    assert others
    assert not led & others


def test_a_task_that_a_unit_does_not_lead_may_have_its_help(asker: Asker):
    answer = asker.ask("朔州市能源局不牵头的任务有哪些")
    assert "不由能源局牵头" in answer.text
    assert "没有能源局参与" not in answer.text


def test_a_sum_of_a_year_that_no_plan_has_is_not_told_from_another(asker: Asker):
    answer = asker.ask("朔州市2016年散煤治理补贴多少钱")
    assert answer.refused
    assert "2016" in (answer.reason or "")
