"""Lists of problems to put right: the problem is the task, with its measures; what was done is neither."""

from __future__ import annotations

import pytest

from extract.pipeline import Extractor
from extract.records import Document

LIST = """东江市省级环保督察反馈问题整改方案
一、垃圾填埋场渗滤液处置不到位，异味扰民问题严重，2022年渗滤液积存量达3.6万立方米。
责任单位：市城管局、东江市青山区人民政府
整改时限：2024年11月底
整改措施：
1.2023年8月底前，摸清积存底数。
2.2024年10月底前，新建处理设施3套，由市城管局牵头、市环投集团实施。
3.已于2022年建成1座调节池。
二、矿山修复滞后。
责任单位：市自然资源局
整改措施：
1.2024年秋季完成植树260亩。
2.加强巡查。
"""


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def read(extractor: Extractor, text: str) -> Document:
    return extractor.extract(text.encode(), "东江.txt")[0]


def test_the_problems_are_the_tasks(extractor: Extractor) -> None:
    found = read(extractor, LIST)
    assert [task.number for task in found.tasks] == ["一、", "二、"]
    first, second = found.tasks
    assert [due.text for due in found.deadlines if due.task == first.id] == [
        "2024年11月底",
        "2023年8月底前",
        "2024年10月底前",
    ]
    assert not any(task.implied_deadlines for task in found.tasks)
    assert {unit.text for each in found.assignments if each.task == first.id for unit in each.units} == {
        "市城管局",
        "东江市青山区人民政府",
        "市环投集团",
    }
    assert {each.task for each in found.assignments} == {first.id, second.id}


def test_what_is_and_what_was_done_is_no_target(extractor: Extractor) -> None:
    found = read(extractor, LIST)
    assert [(target.value, target.unit) for target in found.targets] == [(3, "套"), (260, "亩")]


def test_the_number_of_an_item_stands_apart_from_a_year_and_a_season_is_kept(extractor: Extractor) -> None:
    found = read(extractor, LIST)
    assert not found.targets[-1].text.startswith("2.")
    assert found.targets[-1].year == 2024
    assert found.deadlines[-1].text == "2024年秋季"
    assert (found.deadlines[-1].from_, found.deadlines[-1].to) == (None, None)


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("1.2024年建成泵房6处。", [6]),
        ("1.已在2022年建成泵房6处。", []),
        ("1.短板突出，2022年达标企业仅7家。", []),
        ("1.补齐短板，2024年污水处理率达到95%。", [95]),
        ("1.新增绿地1.5万平方米。", [1.5]),
    ],
)
def test_targets_beside_problems_and_reports(extractor: Extractor, line: str, values: list[float]) -> None:
    found = read(
        extractor, f"东江市2024年工作方案\n一、重点任务\n{line}（市水务局负责）\n2.推进检查。（市水务局负责）\n"
    )
    assert [target.value for target in found.targets] == values


def test_a_date_for_all_tasks_is_none_for_how_they_are_seen_to(extractor: Extractor) -> None:
    found = read(
        extractor,
        "东江市2024年河湖治理方案\n一、重点任务\n（一）清理河道。全面清淤疏浚。（市水利局负责）\n"
        "以上任务未注明时限的，均于2024年11月底前完成。\n二、工作保障\n"
        "（一）强化组织领导。市河长办统筹调度。（市河长办负责）\n（二）强化考核问责。定期通报。（市纪委监委负责）\n",
    )
    assert [task.title for task in found.tasks] == ["清理河道", "强化组织领导", "强化考核问责"]
    assert not any(task.implied_deadlines for task in found.tasks[1:])
