"""Headings that give what stands below them to a unit or a person, and those that only mention one."""

from __future__ import annotations

import pytest

from extract.pipeline import Extractor
from extract.records import Document


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def read(extractor: Extractor, *lines: str) -> Document:
    text = "\n".join(["某县2024年重点工作任务分解方案", "各乡镇人民政府：", *lines])
    document, _ = extractor.extract(text.encode(), "a.txt")
    return document


def given(document: Document) -> list[tuple[str, list[str], list[str]]]:
    """Of each task its title, the units that are implied there with the first word of their role, and the people."""
    found = []
    for task in document.tasks:
        own = [one for one in document.assignments if one.task == task.id]
        units = [f"{unit.text} {unit.role}" for one in own for unit in one.implied]
        found.append((task.title, units, [person.name for one in own for person in one.people if person.rule]))
    return found


TASKS = ("1.建设疾控中心。完成主体工程。", "2.提升基层能力。新建卫生室10个。")
BOTH = ("建设疾控中心", "提升基层能力")

GIVING = [
    ("一、县教育局牵头任务", ["县教育局 lead"], []),
    ("一、县发改局、县工信局共同牵头的重点项目（12项）", ["县发改局 lead", "县工信局 lead"], []),
    ("（一）由县民政局负责的民生实事", ["县民政局 responsible"], []),
    ("一、县住建局负责落实事项", ["县住建局 responsible"], []),
    ("一、戴建平常务副县长牵头重点工作", [], ["戴建平"]),
    ("一、潘东旭县长负责事项（共9项）", [], ["潘东旭"]),
    ("（二）县委常委、常务副县长李建国牵头任务", [], ["李建国"]),
    ("一、公共卫生工程（分管领导：程少云；牵头部门：县卫健局）", ["县卫健局 lead"], ["程少云"]),
    ("一、公共卫生工程（县卫健局牵头，县财政局配合）", ["县卫健局 lead", "县财政局 cooperating"], []),
    ("一、公共卫生工程\n牵头单位：县卫健局\n责任单位：县财政局", ["县卫健局 lead", "县财政局 responsible"], []),
    ("一、公共卫生工程〔责任单位：县卫健局〕\n围绕群众需求，补齐短板。", ["县卫健局 responsible"], []),
]


@pytest.mark.parametrize(("heading", "units", "people"), GIVING)
def test_what_a_heading_gives_holds_for_every_task_below(
    extractor: Extractor, heading: str, units: list[str], people: list[str]
) -> None:
    document = read(extractor, heading, *TASKS)
    assert given(document) == [(title, units, people) for title in BOTH]


MENTIONING = [
    "一、完善县市场监管局信息系统",
    "一、健全由县教育局牵头的联席会议机制",
    "一、县教育局牵头推进职业教育改革",
    "一、县教育局负责人培训工程",
    "一、服务县卫健局",
    "一、强化县长负责制",
    "一、县教育局",
    "一、落实县委、县政府工作部署",
    "一、创建县级机关事务中心",
]


@pytest.mark.parametrize("heading", MENTIONING)
def test_a_heading_that_only_mentions_a_unit_gives_nothing(extractor: Extractor, heading: str) -> None:
    document = read(extractor, heading, *TASKS)
    assert given(document) == [(title, [], []) for title in BOTH]


def test_headings_that_are_nothing_but_units_order_a_plan_by_units(extractor: Extractor) -> None:
    document = read(extractor, "一、县教育局（1项）", TASKS[0], "二、县卫健局（1项）", TASKS[1])
    assert given(document) == [
        ("建设疾控中心", ["县教育局 responsible"], []),
        ("提升基层能力", ["县卫健局 responsible"], []),
    ]


def test_it_holds_until_the_next_heading_of_its_level(extractor: Extractor) -> None:
    document = read(
        extractor,
        "一、县教育局牵头任务",
        "（一）改善条件",
        "1.新建学校。建成3所。",
        "（二）课后服务",
        "1.开展托管。覆盖全县。",
        "二、优化环境",
        "1.压减审批时限。全程网办。",
    )
    assert [units for _, units, _ in given(document)] == [["县教育局 lead"], ["县教育局 lead"], []]


def test_headings_of_several_levels_give_together(extractor: Extractor) -> None:
    document = read(extractor, "一、李大山副县长牵头工作", "（一）教育工程（牵头单位：县教育局）", *TASKS)
    assert given(document) == [(title, ["县教育局 lead"], ["李大山"]) for title in BOTH]


def test_what_is_implied_stands_apart_from_what_the_task_writes(extractor: Extractor) -> None:
    document = read(extractor, "一、教育工程（牵头单位：县教育局）", "1.新建学校。建成3所。（县住建局负责）", TASKS[1])
    [heading, handed, own] = document.assignments
    assert (heading.task, own.task, handed.task) == (None, document.tasks[0].id, document.tasks[1].id)
    assert [unit.text for unit in own.units] == ["县住建局"]
    [implied] = own.implied
    assert (implied.text, implied.role) == ("县教育局", "lead")
    assert implied.rule == "一、教育工程（牵头单位：县教育局）"
    assert handed.units == ()
    assert handed.implied == own.implied


def test_a_heading_is_no_task_and_its_statement_governs_the_whole_part(extractor: Extractor) -> None:
    document = read(extractor, "一、教育工程（牵头单位：县教育局）", *TASKS, "二、优化环境", "3.压减时限。全程网办。")
    assert [task.title for task in document.tasks] == [*BOTH, "压减时限"]
    [heading] = [one for one in document.assignments if one.units]
    assert heading.scope.end == document.tasks[1].end


def test_the_word_of_a_task_on_the_same_unit_wins(extractor: Extractor) -> None:
    document = read(
        extractor,
        "一、教育工程（牵头单位：县教育局；配合单位：县财政局）",
        "1.新建学校。建成3所。（县住建局牵头，县教育局配合，县财政局负责）",
        "2.改善条件。落实资金。（县教育局负责）",
    )
    assert [units for _, units, _ in given(document)] == [[], ["县教育局 lead", "县财政局 cooperating"]]


def test_rows_under_a_heading_and_a_group_of_rows_inherit(extractor: Extractor) -> None:
    rows = ["| 序号 | 重点任务 | 责任单位 |", "| 1 | 建设实训基地 | 县教育局 |", "| 2 | 开展技能竞赛 | 县人社局 |"]
    document = read(extractor, "一、李大山副县长牵头工作", *rows)
    assert given(document) == [("建设实训基地", [], ["李大山"]), ("开展技能竞赛", [], ["李大山"])]


def test_a_line_without_number_that_only_says_who_leads_is_a_heading(extractor: Extractor) -> None:
    document = read(
        extractor,
        "县委副书记王强同志牵头负责：",
        "1.建设高标准农田。建成3万亩。责任单位：县农业农村局、县商务局",
        "副县长李敏同志牵头负责：",
        "2.整治人居环境。改厕2000户。责任单位：县住建局",
    )
    assert given(document) == [("建设高标准农田", [], ["王强"]), ("整治人居环境", [], ["李敏"])]
    written = [[unit.text for unit in one.units] for one in document.assignments if one.task]
    assert written == [["县农业农村局", "县商务局"], ["县住建局"]]
