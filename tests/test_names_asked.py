"""Names in questions: each means what the library holds under it, and nobody else."""

from __future__ import annotations

import pytest

from graph.holdings import Holdings, load_holdings
from graph.library import Library
from graph.understanding.named import Named
from graph.understanding.names import find_names
from graph.understanding.unitnames import units_named
from ingest import ingest_bytes

CITY = """晋城市2022年校园周边环境整治工作方案

一、重点任务

1.清理占道经营。完成摊点搬迁。（牵头单位：市城市管理局；配合单位：市市场监管局、市公安局交警支队）

2.改善校舍条件。完成抗震加固。（牵头单位：市住建局、市教育局；责任单位：各县（市、区）政府）

3.治理校园油烟。安装净化设备。（牵头单位：市生态环境局；配合单位：市大气污染防治工作领导小组办公室、市科技局）

4.保障施工安全。定期检查。（责任单位：各街道办事处、各相关企业）
"""
PROVINCE = """浙江省2023年数字乡村建设行动计划

一、重点任务

1.建设乡村网络。实现光纤到村。（牵头单位：省通信管理局；配合单位：省住房和城乡建设厅、省农业农村厅）

2.推广智慧农机。开展示范。（牵头单位：省农业农村厅；配合单位：省经信厅、省财政厅）
"""
OTHER = """安徽省2023年传统村落保护工作方案

一、重点任务

1.修缮古建筑。完成测绘。（牵头单位：省住建厅；配合单位：省文化和旅游厅）
"""


@pytest.fixture(scope="module")
def holdings(tmp_path_factory: pytest.TempPathFactory) -> Holdings:
    library = Library.open(tmp_path_factory.mktemp("names"))
    for name, text in (("city", CITY), ("province", PROVINCE), ("other", OTHER)):
        ingest_bytes(text.encode(), f"{name}.txt", library)
    return load_holdings(library)


def units_in(question: str, holdings: Holdings) -> list[tuple[str, list[str]]]:
    return [(one.words, sorted(unit.canonical for unit in one.units)) for one in named(question, holdings, "Ⓤ")]


def named(question: str, holdings: Holdings, sign: str) -> list[Named]:
    return [one for one in find_names(question, holdings) if one.sign == sign]


@pytest.mark.parametrize(
    ("question", "units"),
    [
        ("市监部门配合什么", ["晋城市市场监督管理局"]),
        ("城管要做什么", ["晋城市城市管理局"]),
        ("住建和教育两家一起牵头什么", ["晋城市住房和城乡建设局", "晋城市教育局"]),
        ("管环保的那个局牵头几项", ["晋城市生态环境局"]),
        ("环保的都要干啥", ["晋城市生态环境局"]),
        ("大气办配合哪些事", ["晋城市大气污染防治工作领导小组办公室"]),
        ("交警支队配合什么", ["晋城市公安局交通警察支队"]),
    ],
)
def test_clipped_and_colloquial_names_mean_the_body(question: str, units: list[str], holdings: Holdings):
    city = [f"晋城市{question}" if not question.startswith(("管", "环")) else question]
    found = [unit for _, names in units_in(city[0], holdings) for unit in names if unit.startswith("晋城")]
    assert found == units


@pytest.mark.parametrize(
    "question",
    [
        "校园油烟，环境怎么治理",
        "哪几个县区政府负责",
        "通用设备布局由谁定",
        "教育牵头单位是谁",
        "建成区各县区划了多少",
        "由五个局分别负责的任务",
    ],
)
def test_topics_and_words_of_asking_are_no_units(question: str, holdings: Holdings):
    assert units_in(question, holdings) == []


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("晋城市公安局交警大队负责什么", "公安局交警大队"),
        ("晋城市开发区财政局负责什么", "开发区财政局"),
        ("晋城市市政局配合谁", "市政局"),
        ("晋城市公安局配合什么", "公安局"),
        ("国务院扶贫办负责什么", "国务院扶贫办"),
        ("县教育局牵头什么", "县教育局"),
        ("市政府负责什么", "市政府"),
    ],
)
def test_another_body_stays_another_body(question: str, words: str, holdings: Holdings):
    assert units_in(question, holdings) == [(words, [])]


def test_a_spelling_of_one_place_does_not_hide_the_body_of_another(holdings: Holdings):
    provinces = ["安徽省住房和城乡建设厅", "浙江省住房和城乡建设厅"]
    assert sorted(unit.canonical for unit in units_named("省住建厅", holdings)) == provinces
    assert [unit.canonical for unit in units_named("浙江省住建厅", holdings)] == ["浙江省住房和城乡建设厅"]


@pytest.mark.parametrize(
    ("question", "canonical"),
    [
        ("街道办是责任单位的任务", "晋城市各街道办事处"),
        ("县区政府要落实什么", "晋城市各县（市、区）人民政府"),
        ("相关企业算什么角色", "各相关企业"),
    ],
)
def test_collectives_are_known_however_they_are_written(question: str, canonical: str, holdings: Holdings):
    assert [names for _, names in units_in(question, holdings)] == [[canonical]]


def test_a_second_name_in_brackets_belongs_to_the_first(holdings: Holdings):
    question = "工商局(现在的市场监管局)配合什么"
    assert units_in(question, holdings) == [("工商局", ["晋城市市场监督管理局"])]
    assert question[named(question, holdings, "Ⓤ")[0].end :] == "配合什么"


def test_a_plan_is_looked_for_in_the_place_named_before(holdings: Holdings):
    assert [one.docs for one in named("安徽省三年行动计划里省住建厅干什么", holdings, "Ⓓ")] == [("other.txt",)]
    plans = named("浙江省数字乡村计划和晋城市校园周边方案", holdings, "Ⓓ")
    assert [one.docs for one in plans] == [("province.txt",), ("city.txt",)]


def test_a_day_before_a_plan_belongs_to_its_name(holdings: Holdings):
    question = "晋城市3月2号那个方案有几项任务"
    assert named(question, holdings, "Ⓣ") == []
    assert [one.words for one in named(question, holdings, "Ⓓ")] == ["3月2号那个方案"]
