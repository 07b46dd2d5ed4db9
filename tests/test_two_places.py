"""No unit of one jurisdiction is ever a unit of another: not of a neighbour, not of the level above, not of nowhere."""

from __future__ import annotations

from collections import defaultdict

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from extract.naming.divisions import all_places, children_of
from extract.naming.names import resolve_unit, resolve_units

PLACES = [place for place in all_places() if place.level in ("province", "city", "county")]
BY_NAME = defaultdict(list)
for one in PLACES:
    BY_NAME[one.bare].append(one)


def near(place):
    """What could be taken for the place: what it lies in, its neighbours, places of the same name."""
    return [*place.chain[1:], *children_of(place.parent), *BY_NAME[place.bare]]


BODIES = [
    "政府", "政府办公室", "委组织部", "委办公室", "发改委", "发展和改革局", "教体局", "市场监管局", "生态环境局",
    "公安局", "税务局", "气象局", "供电公司", "人民法院", "总工会", "团委", "妇联", "供销社", "交警大队", "安委办",
    "大气办", "河长办", "科技和工业信息化局", "农业农村水利局", "贸易办", "城投公司", "第一中学", "疾控中心",
    "防汛抗旱指挥部办公室", "创建工作领导小组办公室", "高新区管委会", "经开区管委会", "有关部门", "相关企业",
]  # fmt: skip
BARE = [
    "财政局",
    "水利局",
    "各街道办事处",
    "各县（市、区）政府",
    "领导小组办公室",
    "高新区管委会",
    "产业园区管委会",
    "办公室",
]
PAIRS = st.sampled_from(PLACES).flatmap(lambda place: st.tuples(st.just(place), st.sampled_from(near(place))))
NAMES = st.sampled_from(BODIES)
YEARS = st.sampled_from([None, 2008, 2012, 2016, 2020, 2025])


def own(place, body):
    return ("自治区" if place.name.endswith("自治区") else place.name[-1]) + body


@settings(max_examples=400, deadline=None)
@given(PAIRS, NAMES, YEARS)
def test_the_same_words_in_two_places_are_two_units(pair, body, year):
    first, second = pair
    assume(first != second)
    here = resolve_unit(own(first, body), place=first, year=year)
    there = resolve_unit(own(second, body), place=second, year=year)
    assert here.unit_id != there.unit_id, (first.full_name, second.full_name, body, here.canonical, there.canonical)


@settings(max_examples=200, deadline=None)
@given(PAIRS, st.sampled_from(BARE), YEARS)
def test_names_without_a_place_belong_to_the_document_s_own(pair, body, year):
    first, second = pair
    assume(first != second)
    here = resolve_unit(body, place=first, year=year, home="一")
    there = resolve_unit(body, place=second, year=year, home="二")
    assert here.unit_id != there.unit_id, (first.full_name, second.full_name, body, here.canonical, there.canonical)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(BODIES), st.sampled_from(["市", "县", "区", ""]), st.sampled_from([None, *PLACES[::50]]))
def test_a_unit_of_an_unknown_place_is_nobody_else_s(body, level, place):
    here = resolve_unit(level + body, place=None, home="一份地方不明的文件")
    there = resolve_unit(level + body, place=place, home="另一份")
    assert here.unit_id != there.unit_id, (body, place, here.canonical, there.canonical)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(PLACES), st.lists(NAMES, min_size=1, max_size=8, unique=True), st.randoms(use_true_random=False))
def test_the_order_of_names_in_a_document_changes_no_id(place, bodies, chance):
    surfaces = [own(place, body) for body in bodies]
    ids = {words: name.unit_id for words, name in zip(surfaces, resolve_units(surfaces, place=place), strict=True)}
    shuffled = chance.sample(surfaces, len(surfaces))
    again = resolve_units(shuffled, place=place)
    assert {words: name.unit_id for words, name in zip(shuffled, again, strict=True)} == ids
