"""Mentions of units in running text: marked-up sentences, read into text and expected mentions."""

from __future__ import annotations

import itertools
import re

import pytest

from extract.naming.units import find_units

SENTENCES = """
由[市大气污染防治工作领导组办公室]会同[市生态环境局]另行下达
[市生态环境局]牵头，[各县（市、区）政府]配合，[相关企业]落实
[各县〔市、区〕政府]要加强散煤管控，[朔城区]、[平鲁区]、[应县]年底前完成
[朔州经济开发区管委会]参照执行
名单由[市工信局]牵头确定，报[市政府]备案
[市公安交警支队]依法处罚，[市交通局]派员参加
[省市场监管局（省知识产权局）]指导，[省发展改革委]、[工业和信息化厅]参与
[朔州供电公司]和[朔州车务段]做好衔接
[大同市生态环境局平城分局]负责，[区住建局]配合
[生态环境部]通报的问题，[国务院]关于环境保护的决定
[各县（市、区）党委、政府主要负责人]每月至少研究一次
[市“双打办”]组织[市直各有关单位]开展检查
[市推动低空经济高质量发展工作专班办公室]每季度调度
[各街道办事处]入户排查，[属地政府]兜底
[市重污染天气专家委员会]会商
[国家税务总局朔州市税务局]、[人行朔州市中心支行]按职责分工负责
[团市委]、[市妇联]、[市委宣传部]配合
[有关部门]要及时处置
[共青团黔东南州委]、[州文明办]组织志愿服务，[公安机关]依法查处，[属地街道办事处]巡查
[石桥镇]、[河口镇]要制定方案，[石桥镇中心卫生院]要做好准备，[镇纪委]、[镇党政办]不定期开展检查
[石桥派出所]要加强巡逻，由[城关街道]负责拆除，各派出所配合
城镇要加快改造，特色小镇应保护风貌，鼓励人才返乡开展创业，乡镇卫生院要达标
何昌顺 [省投资集团控股有限公司]董事长
全市优化产业布局，加强城市管理，推进市场监管改革
召开县级会议，各区域协同，当前局面复杂
城市建成区和县域内的各类园区
委托第三方机构办理
各项任务按照责任分工落实
""".strip().splitlines()


@pytest.mark.parametrize("sentence", SENTENCES)
def test_mentions(sentence):
    text = re.sub(r"[\[\]]", "", sentence)
    assert [mark.words(text) for mark in find_units(text)] == re.findall(r"\[(.+?)\]", sentence)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("市政府负责", "government"),
        ("市财政局负责", "organ"),
        ("各乡镇政府负责", "collective"),
        ("高新区管委会负责", "zone"),
        ("省投资集团有限公司负责", "company"),
        ("市安全生产专项整治工作专班负责", "group"),
        ("各县政府主要负责人负责", "post"),
        ("怀仁市负责", "place"),
    ],
)
def test_labels(text, label):
    assert [mark.label for mark in find_units(text)] == [label]


def test_marks_are_ordered_and_apart():
    text = "，".join(re.sub(r"[\[\]]", "", sentence) for sentence in SENTENCES)
    marks = find_units(text)
    assert all(one.end <= other.start for one, other in itertools.pairwise(marks))
    assert all(mark.words(text) and mark.rule.startswith("unit.") for mark in marks)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("宣传引导，由各市、\n州、县人民政府落实到位", "各市、\n州、县人民政府"),
        ("分工明确，由市城乡环境综\n合整治领导小组办公室调度", "市城乡环境综\n合整治领导小组办公室"),
    ],
)
def test_a_name_that_a_line_break_divides_is_one(text, words):
    assert [mark.words(text) for mark in find_units(text)] == [words]


@pytest.mark.parametrize("text", ["", "市", "（", "各各各各", "局" * 500, "市县区" * 300, "“" * 100, "\x00{}\ud800"])
def test_any_text_is_read(text):
    assert isinstance(find_units(text), list)
