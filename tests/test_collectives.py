"""Collectives: the spellings of one collective of one place meet in one id, different ones stay apart."""

from __future__ import annotations

import itertools

import pytest

from extract.lexicons import load_lexicon
from extract.naming.collectives import names_nobody, reach_of
from extract.naming.divisions import all_places
from extract.naming.divisionyears import existed
from extract.naming.names import resolve_unit
from extract.naming.placenames import find_place
from extract.naming.reaches import divisions_of, passed_over


def name(surface: str, place: str | None):
    return resolve_unit(surface, place=find_place(place) if place else None)


# Each row is one collective, with the place of the document that writes it.
SAME = [
    ("长治市", "各县（区）政府 各县区 各区县人民政府 各区、县政府 全市各县区 所辖各县（区）人民政府"),
    (
        "晋中市",
        "各县(市、区)政府 县〔市、区〕政府 各县市区人民政府 各区县(市)政府 各县市、区政府 各县级人民政府 "
        "各县（市、区） 各市、县、区政府 各县、市、区 全市各县（市、区）政府 11个县（市、区） 十一县市区",
    ),
    ("晋中市", "各县（市、区）党委、政府 县（市、区）党委政府 各县市区党委和政府 各县（市、区）委、政府"),
    ("晋中市", "各县（市、区）党委 各县（市、区）委 各县市区委"),
    ("晋中市", "有关县（市、区）政府 相关县（市、区）人民政府 各相关县市区 涉及县（市、区）"),
    ("晋中市", "其他县（市、区） 其它县市区政府 其余县区市"),
    ("晋中市", "各县（市、区）政府（管委会） 各县市区政府、管委会 各县(市、区)政府和管委会"),
    ("晋中市", "各县（市、区）人民政府、开发区管委会 各县（市、区）、开发区 各县市区（开发区）"),
    ("恩施土家族苗族自治州", "各县市 各县（市） 各县、市人民政府 各县市政府"),
    ("成都市", "各区（市）县政府 各区市县人民政府 各区（市）县"),
    ("大连市", "区市县（先导区） 各区市县（先导区）人民政府"),
    ("天津市", "各区 各区政府 各区人民政府 16个区"),
    ("重庆市", "各区县（自治县） 各区县 各区县（自治县）人民政府 各区、县政府"),
    ("呼和浩特市", "各旗县区 各旗、县、区 各旗县（区）人民政府"),
    ("内蒙古自治区", "各旗县（市、区） 各旗县市区人民政府 各旗（县、市、区）"),
    ("内蒙古自治区", "各盟市 各盟、市 各盟行政公署、市人民政府 各盟市人民政府"),
    ("新疆维吾尔自治区", "各地（州、市） 各地州市"),
    ("新疆维吾尔自治区", "各师市 各师（市）"),
    ("黑龙江省", "各市（地） 各市地 各市（行署） 各市（地）人民政府（行署）"),
    ("四川省", "各市（州） 各市州人民政府 各州市 各市、州"),
    ("四川省", "各市（州）、县（市、区） 各市州、县市区人民政府"),
    ("江苏省", "各市 各设区市 各设区的市人民政府 13个设区市 十三市 各地级市"),
    ("广东省", "各地级以上市 各地级以上市人民政府 各地市 各市"),
    ("江苏省", "各市、县（市、区） 各市、县〔市、区〕人民政府 各设区市、县（市、区）"),
    ("宁夏回族自治区", "各市、县（区） 各市、县（市、区） 各市县区"),
    ("海南省", "各市县 各市、县 各市、县人民政府 各市县（自治县）"),
    ("河南省", "各省辖市 各省辖市人民政府"),
    ("河北省", "各市（含定州、辛集市，下同） 各市（含定州、辛集市）人民政府"),
    ("武汉市", "各区人民政府（含开发区、风景区管委会，下同） 各区人民政府〈含开发区、风景区管委会〉"),
    ("全国", "各省（区、市） 各省、自治区、直辖市 各省、自治区、直辖市人民政府 各省级人民政府 各省区市"),
    ("应县", "各乡镇 各乡（镇） 各镇乡人民政府 各乡镇政府 各乡、镇"),
    ("应县", "各乡镇（街道） 各乡镇、街道 各街道（乡镇） 各乡（镇、街道） 各乡镇人民政府、街道办事处 各乡镇（办事处）"),
    ("佛山市南海区", "各镇街 各街镇 各镇（街道） 各镇、街道 各镇人民政府、街道办事处 各镇办"),
    ("大同市云冈区", "各街办 各街道 各街道办 各街道办事处 街道办事处 辖区各街道办事处"),
    ("大同市云冈区", "各街道党工委、办事处 各街道党工委和办事处"),
    ("达拉特旗", "各苏木镇 各苏木镇人民政府 各镇、苏木"),
    ("晋中市", "各园区管委会 园区管委会 园区 各园区"),
    ("晋中市", "各级政府 各级人民政府"),
    ("晋中市", "市、县两级政府 市县两级政府 市县两级人民政府"),
    ("晋中市", "有关部门 相关部门 各有关部门 各相关部门"),
    ("晋中市", "市直有关部门 市直各有关部门 市直相关部门 市直各有关单位"),
    ("晋中市", "各部门、各单位 各部门各单位 各部门和单位"),
    ("晋中市", "相关企业 有关企业 各相关企业"),
    ("晋中市", "属地政府 属地人民政府"),
    ("晋中市", "安委会成员单位 安委会各成员单位"),
]


@pytest.mark.parametrize(("place", "surfaces"), SAME)
def test_spellings_of_one_collective_meet(place: str, surfaces: str):
    found = {surface: name(surface, place) for surface in surfaces.split()}
    assert len({each.unit_id for each in found.values()}) == 1, found
    assert all(each.collective for each in found.values())


def test_rows_are_different_collectives():
    ids = [(place, name(surfaces.split()[0], place).unit_id, surfaces) for place, surfaces in SAME]
    for (_, one, first), (_, other, second) in itertools.combinations(ids, 2):
        assert one != other, (first, second)


@pytest.mark.parametrize(
    ("place", "one", "other"),
    [
        ("晋中市", "各县政府", "各市政府"),
        ("晋中市", "各县区", "各县（市、区）"),
        ("晋中市", "有关县", "各县"),
        ("晋中市", "部分县区", "试点县区"),
        ("晋中市", "3个县", "各县"),
        ("晋中市", "各县区党委", "各县区政府"),
        ("晋中市", "各县区党委政府", "各县区党委"),
        ("晋中市", "各县区党委政府", "各县区政府"),
        ("晋中市", "各县区政府", "各县区政府（管委会）"),
        ("晋中市", "各级政府", "地方各级政府"),
        ("晋中市", "各级政府", "市、县两级政府"),
        ("晋中市", "各乡镇", "各乡镇（街道）"),
        ("晋中市", "各园区管委会", "各开发区管委会"),
        ("晋中市", "各园区管委会", "有关园区管委会"),
        ("晋中市", "省直有关部门", "市直有关部门"),
        ("晋中市", "有关部门", "有关部门和单位"),
        ("晋中市", "相关企业", "有关部门"),
        ("晋中市", "安委会成员单位", "安委会有关成员单位"),
        ("江苏省", "各县（市、区）", "各市、县（市、区）"),
        ("江苏省", "各市", "各县（市）"),
        ("四川省", "各市（州）", "各市"),
        ("河北省", "各市", "各市（含定州、辛集市）"),
    ],
)
def test_different_collectives_stay_apart(place: str, one: str, other: str):
    assert name(one, place).unit_id != name(other, place).unit_id


def test_a_collective_belongs_to_its_place():
    assert name("各县区", "长治市").unit_id != name("各县区", "大同市").unit_id
    assert name("长治市各县区", "山西省").unit_id == name("各县区", "长治市").unit_id
    assert name("市直有关部门", "长治市上党区").unit_id == name("市直有关部门", "长治市").unit_id
    assert name("省直有关部门", "长治市").unit_id == name("省直有关部门", "大同市").unit_id
    assert name("全省各市", "长治市").unit_id == name("各市", "山西省").unit_id


@pytest.mark.parametrize(
    "words", ["市区", "县区", "市政府", "各区域", "开发区", "各类市场", "市县", "一个县城", "街道路灯"]
)
def test_words_that_are_no_collective_of_areas(words: str):
    assert reach_of(words, find_place("长治市")) is None


@pytest.mark.parametrize(
    ("words", "kinds", "whose", "zones"),
    [
        ("各县（市、区）政府", "县 市 区", "government", ""),
        ("各区、县委和政府", "区 县", "both", ""),
        ("各旗县区党委", "旗 县 区", "party", ""),
        ("各县（区）政府、经开区管委会", "县 区", "government", "经开区"),
        ("各县区（园区、度假区）", "县 区", "government", "园区 度假区"),
        ("各县区人民政府（管委会）", "县 区", "government", "管委会"),
        ("各乡镇（街道、园区）", "乡 镇 街道", "government", "园区"),
    ],
)
def test_what_a_collective_reaches(words: str, kinds: str, whose: str, zones: str):
    found = reach_of(words, find_place("长治市"))
    assert found is not None
    reach, _ = found
    assert {kind.word for kind in reach.kinds} == set(kinds.split())
    assert reach.whose == whose
    assert set(reach.zones) == set(zones.split())


def reached(words: str, place: str, year: int | None = None) -> list[str]:
    found = reach_of(words, find_place(place))
    assert found is not None
    assert found[1] is not None
    return [each.name for each in divisions_of(found[0], found[1], year)]


def test_the_divisions_are_those_of_the_table():
    assert reached("各区县", "长治市") == [
        *["潞州区", "上党区", "屯留区", "潞城区"],
        *["襄垣县", "平顺县", "黎城县", "壶关县", "长子县", "武乡县", "沁县", "沁源县"],
    ]
    assert len(reached("各设区市", "江苏省")) == 13
    assert len(reached("各省（区、市）", "全国")) == 31
    assert len(reached("各区", "上海市")) == 16
    assert {each[-1] for each in reached("各盟市", "内蒙古自治区")} == {"盟", "市"}
    assert reached("各街道", "大同市平城区") == []


def test_the_divisions_are_those_of_the_plans_year():
    assert {"南郊区", "大同县"} <= set(reached("各县区", "大同市", 2016))
    assert not {"平城区", "云冈区"} & set(reached("各县区", "大同市", 2016))
    assert {"平城区", "云州区"} <= set(reached("各县区", "大同市", 2021))
    assert not {"南郊区", "大同县"} & set(reached("各县区", "大同市", 2021))


def test_what_loose_words_may_mean_too_is_told_apart():
    city = find_place("晋中市")
    found = reach_of("各县区", city)
    assert found is not None
    assert [each.name for each in passed_over(found[0], city)] == ["介休市"]
    alone = reach_of("各县", city)
    assert alone is not None
    assert passed_over(alone[0], city) == ()


def test_the_years_of_beginning_are_of_divisions_of_the_table():
    known = {(place.code, place.name) for place in all_places()}
    assert {(row["code"], row["name"]) for row in load_lexicon("divisions_begun")} <= known
    assert all(row["source"] for row in load_lexicon("divisions_begun"))
    assert all(existed(place, None) for place in all_places() if place.until is None)


@pytest.mark.parametrize(
    "words",
    [
        *["有关部门", "各有关单位", "相关企业", "相关责任单位", "市直有关部门（单位）", "各行业主管部门", "项目业主"],
        *["有关县区", "相关街道", "部分市", "属地政府", "当地人民政府", "晋中市有关部门", "各部门、各单位", "责任单位"],
        *["有关部门负责人", "各有关单位主要负责人", "有关园区管委会", "建设单位", "试点县区", "相关成员单位"],
    ],
)
def test_names_that_leave_open_who_is_meant(words: str):
    assert names_nobody(words, find_place("晋中市"))


@pytest.mark.parametrize(
    "words",
    [
        *["各县（市、区）政府", "县市区政府", "各乡镇", "各街道办事处", "各园区管委会", "各级政府", "各县区主要负责人"],
        *["教育部门", "公安机关", "各级卫生健康部门", "各学校", "各金融机构", "市安委会成员单位", "各成员单位"],
        *["市财政局", "应县人民政府", "市政府", "其他县区", "用电企业", "市住建局主要负责人"],
    ],
)
def test_names_that_tell_who_is_meant(words: str):
    assert not names_nobody(words, find_place("晋中市"))


@pytest.mark.parametrize(
    ("place", "one", "other", "same"),
    [
        ("濮阳市", "各县（区）政府", "各县（市、区）人民政府", True),
        ("朔州市", "各县（区）政府", "各县（市、区）人民政府", False),
        ("东莞市", "各县（市、区）政府", "各区政府", False),
        ("河南省", "各县（区）政府", "各县（市、区）人民政府", False),
    ],
)
def test_a_word_for_counties_that_a_city_has_none_of_tells_no_collective_apart(place, one, other, same):
    first, second = (resolve_unit(words, place=find_place(place)).unit_id for words in (one, other))
    assert (first == second) == same
