"""Targets told by place, by stage, by former level and in money; words that only look as if they ruled them out."""

from __future__ import annotations

import pytest

from extract.measuring.targets import find_targets, read_targets
from tests.marked import read_marked

SENTENCES = [
    (
        "共18项整改任务，2024年6月底前<t>完成7项</t>，2024年底前<t>累计完成15项</t>。",
        [("完成", "=", 7, "项", None), ("完成", "=", 15, "项", None)],
    ),
    (
        "<t>东河镇、西山镇各完成600户</t>，<t>其他乡镇共完成900户</t>。",
        [
            ("完成", "=", 600, "户", "东河镇"),
            ("完成", "=", 600, "户", "西山镇"),
            ("完成", "=", 900, "户", None),
        ],
    ),
    (
        "<t>东门街道、西门街道各拆除违法建设3000平方米</t>。",
        [
            ("拆除违法建设", "=", 3000, "平方米", "东门街道"),
            ("拆除违法建设", "=", 3000, "平方米", "西门街道"),
        ],
    ),
    ("<t>划定8个更新片区</t>。", [("划定更新片区", "=", 8, "个", None)]),
    ("<t>繁育小麦原种2亿粒</t>。", [("繁育小麦原种", "=", 2, "亿粒", None)]),
    ("<t>新（扩）建标准化菜市场15个</t>。", [("新(扩)建标准化菜市场", "=", 15, "个", None)]),
    ("<t>75%的行政村建立互助养老点</t>。", [("行政村建立互助养老点", "=", 75, "%", None)]),
    (
        "<t>拆除建筑面积不应大于现状总建筑面积的20%</t>。",
        [("拆除建筑面积", "<=", 20, "%", None)],
    ),
    ("<t>按照人均用地不少于0.2平方米</t>的标准，配置服务设施。", [("按照人均用地", ">=", 0.2, "平方米", None)]),
    ("<t>医养机构签约合作率达到60%</t>。", [("医养机构签约合作率", ">=", 60, "%", None)]),
    ("<t>落实普查工作经费80万元</t>。", [("落实普查工作经费", "=", 80, "万元", None)]),
    (
        "<t>旅游厕所达标率由去年的82%提升至95%</t>。",
        [("旅游厕所达标率由去年的82%", ">=", 95, "%", None)],
    ),
    (
        "将<t>采购合同签订时限由30日压减至10日</t>。",
        [("采购合同签订时限由30日", "<=", 10, "日", None)],
    ),
    (
        "<t>信访事项及时受理率、按期答复率均达到100%</t>。",
        [("信访事项及时受理率", "=", 100, "%", None), ("按期答复率", "=", 100, "%", None)],
    ),
    (
        "<t>剩余3个县区</t>须于11月底前通过验收。",
        [("剩余县区", "=", 3, "个", None)],
    ),
]
TRAPS = [
    "平均浓度为51微克/立方米，同比下降3.8%，但秸秆焚烧现象仍时有发生。",
    "全年接待游客560万人次，比上年增长18%，但是消费水平不高。",
    "等4个文件已经区人民政府同意，现印发给你们。",
    "请于每月10日前报送进展情况，截至10日未报送的予以通报。",
    "总建筑面积约3.2万平方米。",
]


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_quotas_and_stages_are_found_and_read(sentence: str, expected: list[tuple[str, str, float, str, str | None]]):
    marked = read_marked(sentence)
    marks = find_targets(marked.text)
    assert [mark.words(marked.text) for mark in marks] == [words for _, words in marked.named()]
    targets = read_targets(marked.text, marks)
    assert [(each.indicator, each.op, each.value, each.unit, each.region) for each in targets] == expected


@pytest.mark.parametrize("text", TRAPS)
def test_reports_and_days_stay_out(text: str):
    assert not find_targets(text)


@pytest.mark.parametrize("sentence", ["产值达到2020年的2倍，户数增加到28户。", "产值达到2020年水平的2倍。"])
def test_the_year_compared_with_is_a_baseline_and_makes_nothing_past(sentence: str):
    targets = read_targets(sentence, find_targets(sentence), year=2024)
    assert targets[0].baseline == "2020年"
    assert all(target.year is None for target in targets)
    assert targets[0].value == 2
