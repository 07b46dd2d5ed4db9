"""Questions on places and bodies that the library does not hold: no answer names the unit of another place."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.answers import Answer
from graph.asking import Asker
from graph.centralnames import central_in, central_name
from graph.library import Library
from graph.questions import understand
from graph.understanding.foreignplaces import place_in_front
from graph.wording import load_table
from ingest import ingest_bytes, sample_library

CITY = """晋城市2020年招商引资工作方案

一、重点任务

1.完善项目储备。建立项目清单。（牵头单位：市发改委；配合单位：市教育局、市能源局）

2.优化营商环境。压缩办理时限。（牵头单位：市教育局；配合单位：市新闻出版局）

3.推进厂房建设。建成标准厂房。（牵头单位：市住建局、市扶贫办；责任单位：各县（市、区）政府）
"""
COUNTY = """陵川县2021年旅游发展行动计划

一、重点任务

1.建设旅游公路。完成路面改造。（牵头单位：县交通运输局；配合单位：县发改局、县教育局）

2.整治村容村貌。完成绿化。（牵头单位：县政府办公室；配合单位：县环保局）
"""
UNKNOWN = """云岭市2022年茶叶产业行动方案

一、重点任务

1.改造老茶园。新建茶园一千亩。（牵头单位：市农业农村局；配合单位：市发改委）
"""
STATE = """国务院办公厅关于促进技能培训的若干意见

国办发〔2019〕99号

一、重点任务

（一）扩大培训规模。（人力资源社会保障部牵头，教育部、市场监管总局配合）

（二）加强资金监管。（银保监会牵头，自然资源部配合）
"""


@pytest.fixture(scope="module")
def samples() -> Asker:
    return Asker.open(sample_library())


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Asker:
    return asker_of(tmp_path_factory.mktemp("own"), city=CITY, county=COUNTY, state=STATE)


def asker_of(home: Path, **texts: str) -> Asker:
    library = Library.open(home)
    for name, text in texts.items():
        ingest_bytes(text.encode("utf-8"), f"{name}.txt", library)
    return Asker.open(library)


def labels(answer: Answer) -> set[str]:
    return {item.label for item in answer.answers}


ELSEWHERE = [
    ("襄樊市发改委牵头哪些任务", "襄樊市"),
    ("襄樊发改委牵头哪些任务", "襄樊"),
    ("湖北省襄樊市教育局负责什么", "湖北省"),
    ("襄阳市发改委牵头哪些任务", "襄阳市"),
    ("崇文区发改委牵头哪些任务", "崇文区"),
    ("思茅市发改委牵头哪些任务", "思茅市"),
    ("莱芜市教育局有哪些任务", "莱芜市"),
    ("莱芜教育局有哪些任务", "莱芜"),
    ("密云县教育局牵头哪些任务", "密云县"),
    ("密云教育局牵头哪些任务", "密云"),
    ("和平区教育局负责什么", "和平区"),
    ("昌都地区教育局负责什么", "昌都地区"),
    ("代县教育局配合哪些任务", "代县"),
    ("福州市教育局牵头几项任务", "福州市"),
    ("石桥区教育局负责什么", "石桥区"),
    ("青禾市发改委牵头哪些任务", "青禾市"),
    ("请问青禾县教育局负责什么", "青禾县"),
    ("在襄樊市能源局牵头几项任务", "襄樊市"),
    ("襄樊市的散煤替代由谁牵头", "襄樊市"),
    ("滨江高新区发改局配合什么", "滨江高新区"),
    ("巢湖市教育局有哪些任务", "巢湖市"),
    ("青县教育局配合哪些任务", "青县"),
    ("朔县教育局配合哪些任务", "朔县"),
    ("吉林市交通运输局牵头什么", "吉林市"),
    ("丙镇谁牵头图书角", "丙镇"),
    ("青禾县由谁负责散煤替代", "青禾县"),
]


@pytest.mark.parametrize(("question", "place"), ELSEWHERE)
def test_a_place_that_is_not_held_is_refused_by_name(question: str, place: str, samples: Asker, own: Asker):
    for asker in (samples, own):
        answer = asker.ask(question)
        assert answer.refused
        assert answer.answers == ()
        assert place in answer.text


def test_words_at_the_beginning_of_a_question_that_are_no_place(own: Asker):
    front = load_table("unitwords")["front"]
    assert all(place_in_front(words, own.holdings) for words in front["examples"])
    assert not any(place_in_front(words, own.holdings) for words in [*front["counterexamples"], "陵川高平县的任务"])


@pytest.mark.parametrize(
    "question",
    ["大同县政府负责什么", "石桥乡政府负责什么", "青禾县政府负责什么", "云州区教育局负责什么", "国务院扶贫办牵头什么",
     "国务院扶贫办的厂房建设由谁配合", "国家教育局牵头什么", "工信部牵头什么"],
)  # fmt: skip
def test_a_body_that_is_not_held_has_no_tasks(question: str, samples: Asker, own: Asker):
    for asker in (samples, own):
        assert asker.ask(question).answers == ()


@pytest.mark.parametrize(
    ("question", "tasks"),
    [
        ("市发改委牵头哪些任务", {"完善项目储备"}),
        ("我们市发改委牵头哪些任务", {"完善项目储备"}),
        ("晋城市发改委牵头哪些任务", {"完善项目储备"}),
        ("晋城发改委牵头哪些任务", {"完善项目储备"}),
        ("请问市教育局牵头哪些任务", {"优化营商环境"}),
        ("项目清单各县(市、区)政府负责什么", set()),
        ("项目储备市教育局配合哪些任务", {"完善项目储备"}),
        ("陵川县交通运输局牵头哪些任务", {"建设旅游公路"}),
        ("人社部牵头哪些任务", {"扩大培训规模"}),
        ("国家人社部牵头哪些任务", {"扩大培训规模"}),
        ("国家食药监总局配合哪些任务", {"扩大培训规模"}),
        ("国家测绘局配合哪些任务", {"加强资金监管"}),
        ("银监会牵头哪些任务", {"加强资金监管"}),
    ],
)
def test_what_is_held_is_found_by_all_its_names(question: str, tasks: set[str], own: Asker):
    answer = own.ask(question)
    assert labels(answer) == tasks, answer.text


def test_old_names_of_central_bodies_are_told_with_what_they_became(own: Asker):
    answer = own.ask("保监会配合哪些任务")
    assert answer.refused
    assert "2018" in answer.text
    assert "中国银行保险监督管理委员会" in answer.text


def test_a_word_for_documents_in_a_unit_s_name_is_no_document(own: Asker):
    understood = understand("晋城市新闻出版局配合什么", own.holdings)
    assert understood.missing is None
    assert labels(own.ask("晋城市新闻出版局配合什么")) == {"优化营商环境"}


def test_a_place_that_no_table_holds_is_known_by_the_title_of_its_plan(tmp_path: Path):
    asker = asker_of(tmp_path, city=CITY, unknown=UNKNOWN)
    assert labels(asker.ask("云岭市发改委配合哪些任务")) == {"改造老茶园"}
    assert labels(asker.ask("晋城市发改委牵头哪些任务")) == {"完善项目储备"}
    assert asker.ask("青禾市发改委牵头哪些任务").refused


def test_names_of_divisions_are_not_taken_for_misspelt_ones(own: Asker):
    assert understand("在襄樊市能源局牵头什么", own.holdings).places == ("襄樊市",)


def test_short_names_of_central_bodies_are_theirs_alone():
    assert central_name("国家市监总局") == "国家市场监督管理总局"
    assert central_name("国家人社部") == central_name("人社部")
    assert central_name("扶贫办") is None
    assert central_name("发展和改革委员会") is None
    assert central_name("国家教育局") is None
    assert central_in("公安部门的建设部署") == []


JOINT = """重庆市人民政府、四川省人民政府关于低碳交通的行动方案

一、重点任务

1.推进绿色出行。建设公交专用道。（责任单位：四川省交通运输厅、重庆市发展改革委）
"""


def test_a_plan_of_two_places_gives_neither_the_units_of_the_other(tmp_path: Path):
    asker = asker_of(tmp_path, joint=JOINT)
    assert asker.ask("重庆市交通厅负责什么").answers == ()
    assert labels(asker.ask("重庆市发改委负责什么")) == {"推进绿色出行"}
