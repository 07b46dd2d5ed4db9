"""Variants of one body's name meet, names of two bodies never do: by a table, and by chance combinations of fields."""

from __future__ import annotations

import functools
import itertools
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.naming.departments import read_department
from extract.naming.functions import lines, read_work, spellings
from extract.naming.names import resolve_unit, resolve_units
from extract.naming.organs import read_organ
from extract.naming.places import find_place
from extract.naming.zoneplaces import place_called

TABLE = tomllib.loads((Path(__file__).parent / "data" / "variants.toml").read_text("utf-8"))


@functools.cache
def unit_id(place, year, surface):
    return resolve_unit(surface, place=find_place(place), year=year or None).unit_id


def pairs(rows):
    """Every pair of names of a row that the table sets side by side: the first with each other, or all of them."""
    for place, year, names in rows:
        for one, other in itertools.combinations(names, 2):
            yield place, year, one, other


def meet(place, year, one, other):
    return unit_id(place, year, one) == unit_id(place, year, other)


@pytest.mark.parametrize(("table", "floor"), [("catalogue", 0.95), ("own", 0.95)])
def test_variants_of_one_body_meet(table, floor):
    found = {pair: meet(*pair) for pair in pairs(TABLE[table]["same"])}
    share = sum(found.values()) / len(found)
    assert share >= floor, [pair for pair, same in found.items() if not same]


@pytest.mark.parametrize("table", ["catalogue", "own"])
def test_two_bodies_never_merge(table):
    assert [pair for pair in pairs(TABLE[table]["different"]) if meet(*pair)] == []


def test_the_tables_are_large_enough():
    assert len(list(pairs(TABLE["own"]["same"]))) >= 100
    assert len(list(pairs(TABLE["own"]["different"]))) >= 100


SIMPLE = {line.full: line for line in lines() if line.fields == {line.full} and line.distance(9999) == 0}
LISTED = frozenset(spellings())
combinations = st.lists(st.sampled_from(sorted(SIMPLE)), min_size=2, max_size=4, unique=True)


def abbreviations(full):
    line = SIMPLE[full]
    return [short for short in (*line.letters, *line.shorts) if len(short) <= 2]


def read_across(parts):
    """Whether a listed name stands across two parts: 工 and 商 are 工商, another line of work by custom."""
    words, starts = "".join(parts), set(itertools.accumulate(map(len, parts), initial=0))
    spans = itertools.combinations(range(len(words) + 1), 2)
    return any(words[a:b] in LISTED and not {a, b} <= starts for a, b in spans) or any(
        words[a:b] in LISTED and any(a < start < b for start in starts) for a, b in itertools.combinations(starts, 2)
    )


@settings(max_examples=400, deadline=None)
@given(combinations, st.data())
def test_the_short_and_the_long_form_of_any_combination_meet(fulls, data):
    shorts = [data.draw(st.sampled_from(abbreviations(full) or [full])) for full in fulls]
    letters = any(short in SIMPLE[full].letters for full, short in zip(fulls, shorts, strict=True))
    mixed = letters and any(len(short) > 2 for short in shorts)  # a letter stands only next to abbreviations
    if mixed or any(map(read_across, (shorts, fulls, fulls[::-1]))):
        return
    fields = frozenset(fulls)
    for words in ("".join(shorts), "和".join(fulls), "".join(fulls), "与".join(shorts)):
        work = read_work(words)
        assert work is not None, words
        assert work.fields == fields, words
    assert read_department("".join(shorts) + "局").key == read_department("".join(fulls[::-1]) + "局").key


@settings(max_examples=400, deadline=None)
@given(combinations, combinations)
def test_combinations_of_different_fields_never_meet(one, other):
    read = [read_department("和".join(fulls) + "局") for fulls in (one, other)]
    if None not in read and not read_across(one) and not read_across(other):
        assert (read[0].key == read[1].key) == (set(one) == set(other))


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(SIMPLE)), st.data())
def test_a_misprint_never_meets_the_right_name(full, data):
    at = data.draw(st.integers(0, len(full) - 1))
    wrong = full[:at] + data.draw(st.sampled_from("镜偷镇枝证衬")) + full[at + 1 :]
    assert wrong == full or read_organ(f"{wrong}局", "city").key != read_organ(f"{full}局", "city").key


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("发改工信科教文体旅广新卫健计人社住建农林水和与及、管理局委办会 省市"), max_size=24))
def test_any_words_are_read_or_left_as_they_are(words):
    organ = read_organ(words, "city", "山西省", 2015)
    assert organ.full.startswith(("{p}", "{b}", "中共")) and organ.key is not None


def test_what_cannot_be_told_stays_as_it_is():
    assert read_organ("文文局", "city").kind in ("department", "other")
    assert read_work("体") is None, "a letter alone"
    assert read_work("自然资源体") is None, "a letter behind a full name"
    assert read_work("和教育") is None
    assert read_work("") is None
    assert read_organ("科工局", "").key != read_organ("科工局", "county").key


ERAS = [
    ("交通局", "city", "河南省", 2006, "{p}交通局"),
    ("交通局", "city", "河南省", 2012, "{p}交通运输局"),
    ("交通局", "city", "重庆市", 2020, "{p}交通局"),
    ("交通委", "city", "上海市", 2020, "{p}交通委员会"),
    ("环保局", "city", "河南省", 2012, "{p}环境保护局"),
    ("建委", "city", "河南省", 2006, "{p}建设委员会"),
    ("建委", "city", "浙江省", 2014, "{p}城乡建设委员会"),
    ("畜牧局", "city", "山东省", 2007, "{p}畜牧局"),
    ("畜牧局", "city", "辽宁省", 2016, "{p}畜牧兽医局"),
    ("药监局", "city", "山东省", 2007, "{p}食品药品监督管理局"),
    ("药监局", "province", "山东省", 2020, "{p}药品监督管理局"),
    ("计生委", "city", "江苏省", 2012, "{p}人口和计划生育委员会"),
    ("政数局", "city", "广东省", 2020, "{p}政务服务数据管理局"),
    ("政数局", "city", "广东省", 2024, "{p}政务服务和数据管理局"),
    ("行政审批局", "county", "河北省", 2020, "{p}行政审批局"),
    ("行政审批局", "county", "山东省", 2020, "{p}行政审批服务局"),
    ("旅游委", "city", "浙江省", 2015, "{p}旅游发展委员会"),
    ("交通局", "county", "河南省", 2009, "{p}交通局"),
    ("编办", "city", "湖南省", 2018, "{p}机构编制委员会办公室"),
    ("委编办", "city", "湖南省", 2018, "中共{p}{w}机构编制委员会办公室"),
    ("教育体育局", "county", "内蒙古自治区", 2019, "{p}教育体育局"),
    ("教育体育局", "city", "四川省", 2021, "{p}教育和体育局"),
    ("科工局", "county", "湖南省", 2021, "{p}科技和工业信息化局"),
    ("科工办", "province", "湖南省", 2021, "{p}国防科技工业办公室"),
]


@pytest.mark.parametrize(("words", "level", "province", "year", "full"), ERAS)
def test_names_follow_their_place_and_time(words, level, province, year, full):
    assert read_organ(words, level, province, year).full == full


def test_an_unknown_line_of_work_is_explained_by_the_document():
    place = find_place("昆明市")
    short, full = resolve_units(["市滇管局", "市滇池管理局"], place=place)
    assert (short.unit_id, short.canonical) == (full.unit_id, "昆明市滇池管理局")
    damaged, right = resolve_units(["市人力资和社会保障局", "市人力资源和社会保障局"], place=place)
    assert damaged.unit_id != right.unit_id
    assert len({name.unit_id for name in resolve_units(["市滇管局", "市财政局", "管委会"], place=None)}) == 3
    two = resolve_units(["市滇管局", "市滇池管理局", "市滇中管廊局"], place=place)
    assert len({name.unit_id for name in two}) == 3, "two departments have the characters"


EXPLAINED = [
    ("温州市", ["市滩涂局", "市滩涂保护管理局"], "温州市滩涂保护管理局"),
    ("西安市", ["市秦岭保护局", "市秦岭生态环境保护管理局"], "西安市秦岭生态环境保护管理局"),
    ("成都市", ["市网络理政办", "市政务服务管理和网络理政办公室"], "成都市政务服务管理和网络理政办公室"),
    ("甘南藏族自治州", ["州文旅局", "州文体广电和旅游局"], "甘南藏族自治州文体广电和旅游局"),
    ("三亚市", ["市国土局", "市国土环境资源局"], "三亚市国土环境资源局"),
    ("三亚市", ["市科技局", "市科技创新局"], "三亚市科技创新局"),
    ("衡阳市", ["市环卫中心", "市环境卫生管理服务中心"], "衡阳市环境卫生管理服务中心"),
    ("达拉特旗", ["旗卫健委", "旗卫健委（旗中医蒙医药管理局）"], "达拉特旗卫生健康委员会"),
]
KEPT_APART = [
    ("岳阳市", ["市河道局", "市河道采砂管理局"]),
    ("岳阳市", ["市水利局", "市水利建设管理局"]),
    ("岳阳市", ["市教育局", "市教育体育局"]),
    ("三亚市", ["市林业局", "市农林局"]),
    ("三亚市", ["市国土局", "市国土环境资源局", "市国土房管局"]),
    ("岳阳市", ["市文旅局", "市文体广电和旅游局", "市文化旅游广电局"]),
]


@pytest.mark.parametrize(("place", "names", "canonical"), EXPLAINED)
def test_fuller_names_of_the_document_explain_departments(place, names, canonical):
    for order in (names, names[::-1]):
        assert {name.canonical for name in resolve_units(order, place=find_place(place))} == {canonical}
        assert len({name.unit_id for name in resolve_units(order, place=find_place(place))}) == 1
    beside = resolve_units(names, place=find_place(place), lists=[1, 1])
    assert "（" in names[1] or len({name.unit_id for name in beside}) == 2, "two of one list are two bodies"


@pytest.mark.parametrize(("place", "names"), KEPT_APART)
def test_names_that_say_more_than_manner_stay_apart(place, names):
    assert len({name.unit_id for name in resolve_units(names, place=find_place(place))}) == len(names)


def test_a_plate_stays_where_it_is_always_written():
    (name,) = resolve_units(["市商务局（市粮食局）"], place=find_place("芜湖市"))
    assert name.canonical == "芜湖市商务局（芜湖市粮食局）"


XUZHOU_ZONE = "江苏省徐州市徐州高新技术产业开发区"
OF_THEIR_PLACE_AND_TIME = [
    (XUZHOU_ZONE, "公安分局", 2022, "徐州市公安局高新区分局"),
    (XUZHOU_ZONE, "区党工委组织部", 2022, "中共徐州高新技术产业开发区工作委员会组织部"),
    (XUZHOU_ZONE, "团区工委", 2022, "共青团徐州高新技术产业开发区工作委员会"),
    (XUZHOU_ZONE, "综合执法局", 2022, "徐州高新技术产业开发区综合执法局"),
    (XUZHOU_ZONE, "金融工作办公室", 2022, "徐州高新技术产业开发区金融工作办公室"),
    ("喀什地区", "地委组织部", 2022, "中共喀什地委组织部"),
    ("喀什地区", "中共喀什地委组织部", 2022, "中共喀什地委组织部"),
    ("宁夏回族自治区", "自治区党委财经办", 2022, "中共宁夏回族自治区委员会财经委员会办公室"),
    ("焦作市", "焦作供电公司", 2011, "河南省电力公司焦作供电公司"),
    ("承德市", "承德供电公司", 2020, "国网冀北电力有限公司承德供电公司"),
    ("通辽市", "通辽供电公司", 2020, "国网内蒙古东部电力有限公司通辽供电公司"),
    ("北京市", "四中院", 2020, "北京市第四中级人民法院"),
    ("北京市", "市农委", 2015, "北京市农村工作委员会"),
    ("孝感市", "市城乡规划建设局", 2010, "孝感市城乡规划建设局"),
    ("孝感市", "市农林局", 2010, "孝感市农林局"),
    ("孝感市", "市政管局", 2010, "孝感市市政管理局"),
]


@pytest.mark.parametrize(("place", "surface", "year", "canonical"), OF_THEIR_PLACE_AND_TIME)
def test_names_are_those_of_their_place_and_time(place, surface, year, canonical):
    assert resolve_unit(surface, place=place_called(place), year=year).canonical == canonical
