"""Targets in sentences: every tag is an expected target, everything else must stay out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.measuring.targets import find_targets, read_targets
from tests.marked import read_marked

Reading = tuple[str, str, float, str | None, str | None]

SENTENCES: list[tuple[str, list[Reading]]] = [
    (
        "<t>全市环境空气质量综合指数控制在5.0以内</t>，较2019年明显好转。",
        [("环境空气质量综合指数", "<=", 5, None, "全市")],
    ),
    (
        "2.<t>市区重度及以上污染天数较2015年下降25%以上</t>，<t>控制在5天以内</t>。",
        [
            ("重度及以上污染天数", "decrease>=", 25, "%", "市区"),
            ("重度及以上污染天数", "<=", 5, "天", None),
        ],
    ),
    (
        "确保<t>建成区范围内清洁取暖覆盖率达到100％</t>；",
        [("清洁取暖覆盖率", "=", 100, "%", "建成区范围内")],
    ),
    (
        "<t>氨逃逸指标分别控制在2.5mg/m3、8mg/m3以内</t>。",
        [("氨逃逸指标", "<=", 2.5, "mg/m3", None), ("氨逃逸指标", "<=", 8, "mg/m3", None)],
    ),
    (
        "<t>在全国168个城市中从2019年第115名前移到100名以内</t>。",
        [("在全国168个城市中排名", "<=", 100, "名", None)],
    ),
    ("巩固降尘成效，确保<t>降尘量低于\n\n9吨/月·平方公里</t>。", [("降尘量", "<=", 9, "吨/月·平方公里", None)]),
    (
        "<t>细颗粒物（PM2．5）年平均值不高于27微克/立方米</t>。",
        [("细颗粒物(PM2.5)年平均值", "<=", 27, "微克/立方米", None)],
    ),
    (
        "数据中心<t>能效普遍不超过1.5</t>。".replace("数据中心<t>", "<t>数据中心"),
        [("数据中心能效普遍", "<=", 1.5, None, None)],
    ),
    (
        "2020年<t>全市铁路货运量较2017年增加4000万吨</t>。",
        [("铁路货运量", "increase>=", 4000, "万吨", "全市")],
    ),
    (
        "到2025年，<t>建设碳汇林 90 万亩</t>，<t>建设国家储备林 100 万亩</t>，"
        "<t>全市森林覆盖率保持在 76.80%\n以上</t>。",
        [
            ("建设碳汇林", "=", 90, "万亩", None),
            ("建设国家储备林", "=", 100, "万亩", None),
            ("森林覆盖率", ">=", 76.8, "%", "全市"),
        ],
    ),
    (
        "<t>培育3家具有较强影响力的综合型平台</t>，<t>20家行业型、专业型平台</t>，<t>100家企业级平台</t>。",
        [
            ("培育具有较强影响力的综合型平台", "=", 3, "家", None),
            ("行业型、专业型平台", "=", 20, "家", None),
            ("企业级平台", "=", 100, "家", None),
        ],
    ),
    (
        "<t>形成高质量行业数据集、高水平工业智能体各 100 个</t>。",
        [("高质量行业数据集", "=", 100, "个", None), ("高水平工业智能体", "=", 100, "个", None)],
    ),
    ("争创<t>国家级平台1—2家</t>。".replace("争创<t>", "<t>争创"), [("争创国家级平台", "=", 1, "家", None)]),
    (
        "<t>1家煤化工企业</t>、<t>2家建材企业</t>2021年年底前完成搬迁。",
        [("煤化工企业", "=", 1, "家", None), ("建材企业", "=", 2, "家", None)],
    ),
    ("<t>平原地区、川区谷地散煤基本清零</t>。", [("散煤", "=", 0, None, "平原地区、川区谷地")]),
    ("<t>新增“皖企登云”企业2万家</t>。", [("新增“皖企登云”企业", "increase>=", 2, "万家", None)]),
    (
        "<t>客流量和平均运距较2020年分别提升30%和20%</t>。",
        [("客流量", "increase>=", 30, "%", None), ("平均运距", "increase>=", 20, "%", None)],
    ),
    (
        "<t>市区二氧化硫年均浓度力争达到《环境空气质量标准》一级标准,浓度控制在20μg/m3</t>；",
        [("二氧化硫年均浓度", "<=", 20, "μg/m3", "市区")],
    ),
    ("实现<t>标识注册总量突破5亿</t>。", [("标识注册总量", ">=", 5, "亿", None)]),
    ("<t>企业开办时间压缩至４个工作日以内</t>。", [("企业开办时间", "<=", 4, "个工作日", None)]),
    (
        "推进甲公司专用线、乙公司专用线等<t>4条专用线的投入使用</t>。",
        [("专用线的投入使用", "=", 4, "条", None)],
    ),
]

TRAPS = [
    "2020年8月底前，淘汰每小时10蒸吨及以下燃煤锅炉。",
    "全市大宗货物年货运量150万吨以上的大型工矿企业，原则上全部修建铁路专用线。",
    "关停整合30万千瓦及以上热电联产电厂供热半径15公里范围内的燃煤供热锅炉。",
    "年销售量达5000吨以上的加油站应安装在线监控设施。",
    "日载货车辆进出10辆次及以上的重点用车单位安装门禁系统。",
    "省级给予一次性奖补100万元，最高不超过500万元。",
    "省级按照项目设备购置额的10%给予奖补。",
    "依托2×350MW机组热源（供热能力在1000万m2以上）组建供热公司。",
    "彻底禁止燃用灰份大于16%，硫份大于1%的劣质煤。",
    "（晋政办发〔2020〕17号）和《标准》（DB14/1929-2019）。",
    "加大对41个“雁阵形”集群和62家领军企业的支持力度。",
    "淘汰炭化室高度小于5.5米的焦炉。",
    "一、现状分析\n建成5G基站10510个，营收40亿元。\n二、任务\n加快建设。",
    "目前，全市近40万平房户未进行清洁取暖改造。",
    "上半年，全市污染天数同比下降25%。",
    "把污染“清零”标准贯穿于大气污染防治的全过程。",
    "推广5G、IPv6、4A级景区、PM2.5监测。",
    "第74次常务会议研究通过，联系电话3902532。",
    "全省现有煤炭储备能力1920万吨，其中，社会储备能力1500万吨。",
    "专项附加扣除标准由每月1000元提高至2000元。",
    "20公里供热半径内原则上不再另行规划建设热电联产机组。",
]


def readings(text: str) -> list[Reading]:
    targets = read_targets(text, find_targets(text))
    return [(target.indicator, target.op, target.value, target.unit, target.region) for target in targets]


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_targets_are_found_and_read_as_marked(sentence: str, expected: list[Reading]):
    marked = read_marked(sentence)
    assert [mark.words(marked.text) for mark in find_targets(marked.text)] == [words for _, words in marked.named()]
    assert readings(marked.text) == expected


@pytest.mark.parametrize("text", TRAPS)
def test_what_looks_like_a_target_and_is_none_stays_out(text: str):
    assert readings(text) == []


@pytest.mark.parametrize(("bound", "op"), [("", "="), ("以上", ">="), ("以内", "<="), ("左右", "=")])
def test_the_words_behind_the_number_decide_the_comparison(bound: str, op: str):
    assert readings(f"建设示范园区20个{bound}。") == [("建设示范园区", op, 20, "个", None)]


@pytest.mark.parametrize(
    ("verb", "op"),
    [
        ("达到", ">="),
        ("不低于", ">="),
        ("不少于", ">="),
        ("突破", ">="),
        ("超过", ">="),
        ("提高到", ">="),
        ("不高于", "<="),
        ("不超过", "<="),
        ("控制在", "<="),
        ("下降到", "<="),
        ("低于", "<="),
        ("稳定在", "="),
        ("较2020年下降", "decrease>="),
        ("比2020年减少", "decrease>="),
        ("较2020年增长", "increase>="),
        ("提高", "increase>="),
    ],
)
def test_each_comparison(verb: str, op: str):
    assert readings(f"全市资源利用率{verb}60%。") == [("资源利用率", op, 60, "%", "全市")]


@given(st.text())
def test_no_text_raises_and_every_quote_is_a_slice(text: str):
    for target in read_targets(text, find_targets(text)):
        assert target.text == text[target.start : target.end]


FRAGMENTS = [
    "达到",
    "100",
    "%",
    "万吨",
    "以上",
    "建设",
    "3个",
    "示范区",
    "，",
    "。",
    "、",
    "（",
    "）",
    "\n",
    "分别",
    "清零",
    "各",
    "下降",
    "散煤",
]


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=12).map("".join))
def test_every_mark_is_read(text: str):
    marks = find_targets(text)
    read = {target.start for target in read_targets(text, marks)}
    assert {mark.start for mark in marks} <= read
    assert all(mark.start < mark.end <= len(text) for mark in marks)
