"""Words of role that assign nothing are refused with a reason; what cannot be told is reported, never dropped."""

from __future__ import annotations

from typing import get_args

import pytest

from extract.assigning.refusals import REASONS, Reason
from extract.rulebook import load_rules
from tests.test_statements import passages_of


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("推进改革（详见责任分工表）。", "pointer"),
        ("责任单位：\n", "empty"),
        ("开展监测（包括落实排污许可的企业）", "definition"),
        ("成立专班（由副县长任组长，各部门参与）", "composition"),
        ("落实田长制（县级田长由县政府主要负责同志担任）", "composition"),
        ("分办建议（由交办单位明确主办单位和协办单位）", "process"),
        ("严格考核（考核结果作为责任单位评优依据）", "exhortation"),
        ("压实责任（各级落实监管责任）", "principle"),
        ("印发〈学校食品安全监督指导实施方案（试行）〉", "title"),
        ("压实责任（谁主管、谁负责）", "principle"),
        ("加强调度（牵头单位负责汇总，责任单位配合）", "exhortation"),
        ("总结经验（县委牵头组织开展了培训）", "narrative"),
        ("受理投诉（监督电话：0000000，责任科室见网站）", "contact"),
        ("依托县商务局（县粮食局、县供销社）开展统计。", "definition"),
        ("咨询电话：0000-1111111（县教育局、县卫健局）", "contact"),
        ("培育企业（主导或参与制定国家标准）", "no-unit"),
        ("分工如下（无牵头单位的，责任单位即为牵头单位，下同）。", "declared"),
    ],
)
def test_what_assigns_nothing_is_refused_with_its_reason(text: str, reason: Reason) -> None:
    found = passages_of(text)
    assert found.passages == ()
    assert found.unread == ()
    assert reason in [refusal.reason for refusal in found.refused]


@pytest.mark.parametrize(
    "text",
    [
        "推进工作（牵头抓好各项重点任务的统筹）。",
        "推进工作（牵头抓好各项重点任务的统筹\n二、保障",
        "安装设施（公司生产技术部负责，安全监察部配合）。",
        "治水。（县水利局、县住建局、河道清淤、管网改造）",
        "推进网格（责任单位：一级网格：各镇街；二级网格：各村居）。",
    ],
)
def test_what_only_a_reader_can_tell_is_reported(text: str) -> None:
    found = passages_of(text)
    assert found.passages == ()
    assert len(found.unread) == 1


def test_a_unit_with_its_verb_is_never_refused() -> None:
    found = passages_of("（市商务局负责，谁主管、谁落实，截至目前已完成）")
    assert found.refused == ()
    assert found.passages or found.unread


def test_every_reason_has_words_and_every_rule_a_reason() -> None:
    assert set(REASONS) == set(get_args(Reason))
    assert {rule.kind for rule in load_rules("refusals")} <= set(REASONS)
