"""Conventions: rules that a document declares once, where they stand, and what they imply for its statements."""

from __future__ import annotations

import pytest

from extract.assigning.implying import MOST_ADDED
from extract.pipeline import Extractor
from extract.records import Document


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def read(extractor: Extractor, *lines: str) -> Document:
    text = "\n".join(["某县2024年重点工作实施方案", "各乡镇人民政府：", *lines])
    document, _ = extractor.extract(text.encode(), "a.txt")
    return document


def leads(document: Document) -> list[list[str]]:
    """The units that lead in effect, of each statement that is no blanket clause."""
    stated = [one for one in document.assignments if one.kind != "blanket"]
    return [[unit.text for unit in one.units if unit.effective_role == "lead"] for one in stated]


def added(document: Document) -> list[list[str]]:
    stated = [one for one in document.assignments if one.kind != "blanket"]
    return [[f"{unit.text} {unit.role}" for unit in one.implied] for one in stated]


def rules(document: Document) -> list[str]:
    return [one.rule for one in document.conventions]


LISTED = "（责任单位：县教育局、县财政局，县人社局）"
FIRST = [
    "列第一位的为牵头单位，下同",
    "列第一位者为牵头单位，下同",
    "排在第一位的部门为牵头部门，下同",
    "列首位的为牵头单位，下同",
    "排名第一的责任单位为牵头单位，其余为配合单位，下同",
    "各项任务中，排在首位的单位为牵头单位，下同",
    "责任单位中第一个单位为牵头单位，下同",
    "除标注“分别牵头”外，列第一位为牵头或汇总单位，下同",
    "第一责任单位为牵头单位，以下均同",
    "位列第一的单位为主办单位，下同",
]


@pytest.mark.parametrize("rule", FIRST)
def test_the_first_listed_leads_from_the_declaration_on(extractor: Extractor, rule: str) -> None:
    document = read(
        extractor,
        "一、重点任务",
        "1.扩大学位。新建学校3所。（责任单位：县住建局、县水利局）",
        f"2.改善条件。落实资金。（责任单位：县教育局、县财政局。{rule}）",
        f"3.提升质量。开展培训。{LISTED}",
    )
    assert rules(document) == ["first-is-lead"]
    assert leads(document) == [[], ["县教育局"], ["县教育局"]]
    promoted = document.assignments[-1].units[0]
    assert (promoted.role, promoted.rule) == ("responsible", document.conventions[0].text)


WHERE = [
    ("现印发给你们，请抓好落实。责任单位中列第一位的为牵头单位。", f"1.改善条件。落实资金。{LISTED}", ""),
    ("", f"1.改善条件。落实资金。{LISTED}", "注：列第一位的为牵头单位"),
    ("", "1.改善条件。落实资金。（责任单位：县教育局、县财政局，县人社局，列第一位的为牵头单位，下同）", ""),
    ("", "1.改善条件。落实资金。\n责任单位（列第一位的为牵头单位，下同）：县教育局、县财政局、县人社局", ""),
    ("", "1.改善条件。落实资金。（列第一位的为牵头单位，下同。责任单位：县教育局、县财政局、县人社局）", ""),
]


@pytest.mark.parametrize(("before", "task", "after"), WHERE)
def test_a_declaration_holds_wherever_it_stands_and_is_no_part_of_the_list(
    extractor: Extractor, before: str, task: str, after: str
) -> None:
    document = read(extractor, before, "一、重点任务", task, after)
    [statement] = document.assignments
    assert [unit.text for unit in statement.units] == ["县教育局", "县财政局", "县人社局"]
    assert leads(document) == [["县教育局"]]


def test_a_written_lead_keeps_the_rule_away(extractor: Extractor) -> None:
    document = read(
        extractor,
        "一、重点任务",
        "1.改善条件。落实资金。（责任单位：县教育局、县财政局。列第一位的为牵头单位，下同）",
        "2.提升质量。开展培训。（县人社局、县教育局牵头，县财政局配合）",
        "3.加强督导。按季通报。（县教育局参与，县财政局负责）",
    )
    assert leads(document) == [["县教育局"], ["县人社局", "县教育局"], []]


def test_units_before_the_comma_or_the_semicolon_lead(extractor: Extractor) -> None:
    comma = "（责任单位：县教育局、县财政局，县人社局。逗号前为牵头单位，下同）"
    document = read(
        extractor, "一、任务", f"1.改善条件。落实资金。{comma}", "2.提质。开展培训。（县教育局、县财政局负责）"
    )
    assert leads(document) == [["县教育局", "县财政局"], []]
    semicolon = "（责任单位：县教育局、县财政局；县人社局。分号前的为牵头单位，分号后的为配合单位，下同）"
    document = read(extractor, "一、任务", f"1.改善条件。落实资金。{semicolon}", f"2.提质。开展培训。{LISTED}")
    assert leads(document) == [["县教育局", "县财政局"], []]


def test_responsible_units_lead_where_no_lead_is_named(extractor: Extractor) -> None:
    document = read(
        extractor,
        "任务分解如下。无牵头单位的，责任单位即为牵头单位，下同。",
        "一、任务",
        "1.改善条件。落实资金。（责任单位：县教育局、县财政局）",
        "2.提质。开展培训。（牵头单位：县人社局；责任单位：县教育局）",
        "3.监管。开展检查。（配合单位：县教育局）",
    )
    assert leads(document) == [["县教育局", "县财政局"], ["县人社局"], []]


def test_the_first_of_each_of_two_places_leads(extractor: Extractor) -> None:
    lists = "（责任单位：甲县发改局、甲县财政局；乙县发改局、乙县财政局；两县列首位的为牵头单位，下同）"
    document = read(extractor, "一、任务", f"1.协同发展。共建园区。{lists}")
    assert leads(document) == [["甲县发改局", "乙县发改局"]]


def test_a_declared_mark_tells_who_leads_and_an_undeclared_one_nothing(extractor: Extractor) -> None:
    marked = "1.改善条件。落实资金。（责任单位：县教育局、★县财政局、县人社局）"
    assert leads(read(extractor, "一、任务", marked, "注：加★的为牵头单位")) == [["县财政局"]]
    assert leads(read(extractor, "一、任务", marked)) == [[]]


BLANKETS = [
    ("以下各项工作均需各县、区人民政府（管委会）落实，不再列出", ["各县、区人民政府（管委会） responsible"]),
    (
        "以下任务均需各乡镇人民政府、开发区管委会负责落实，不再一一列出",
        ["各乡镇人民政府 responsible", "开发区管委会 responsible"],
    ),
    ("以下均需各乡镇人民政府配合，不再单独列出", ["各乡镇人民政府 cooperating"]),
    ("以下各条均由各乡镇（街道）按职责分工负责，下同", ["各乡镇（街道） responsible"]),
    ("以下责任单位均包括各乡镇人民政府，不再列出", ["各乡镇人民政府 responsible"]),
    ("各乡镇人民政府均为以下任务的责任单位，不再单独列出", ["各乡镇人民政府 responsible"]),
    (
        "各项工作均需县人民政府组织，各乡镇人民政府落实，以下不再列出",
        ["县人民政府 responsible", "各乡镇人民政府 responsible"],
    ),
    ("以下均需有关部门落实，不再重复", ["有关部门 responsible"]),
]


def test_a_blanket_clause_of_the_whole_document_adds_to_its_own_statement_too(extractor: Extractor) -> None:
    clause = "本清单各项任务均需各乡镇（街道）作为责任单位，以下不再列出"
    document = read(
        extractor,
        "一、任务",
        f"1.改善条件。落实资金。（县教育局牵头。{clause}）",
        "2.提质。开展培训。（县人社局负责）",
    )
    assert added(document) == [["各乡镇（街道） responsible"]] * 2


@pytest.mark.parametrize(("clause", "units"), BLANKETS)
def test_a_blanket_clause_adds_its_units_to_every_later_statement(
    extractor: Extractor, clause: str, units: list[str]
) -> None:
    document = read(
        extractor,
        "一、任务",
        "1.扩大学位。新建学校3所。（县住建局负责）",
        f"2.改善条件。落实资金。（县教育局牵头，县财政局配合。{clause}）",
        "3.提质。开展培训。（县人社局负责）",
    )
    assert added(document) == [[], [], units]
    [blanket] = [one for one in document.assignments if one.kind == "blanket"]
    assert [f"{unit.text} {unit.role}" for unit in blanket.units] == units
    assert document.assignments[-1].implied[0].rule == document.conventions[0].text == clause


def test_a_clause_of_what_stands_above_adds_to_earlier_statements(extractor: Extractor) -> None:
    document = read(
        extractor,
        "一、任务",
        "1.改善条件。落实资金。（县教育局负责）",
        "2.提质。开展培训。（县人社局负责）",
        "以上任务均需各乡镇人民政府落实，不再列出。",
    )
    assert added(document) == [["各乡镇人民政府 responsible"]] * 2


NOTHING = [
    "列第一位的企业给予奖励，下同",
    "各项任务均需各乡镇人民政府认真落实",
    "含经开区，下同",
    "2025年前为牵头单位推进期",
    "各责任单位要统筹抓总",
]


@pytest.mark.parametrize("words", NOTHING)
def test_without_a_declaration_nothing_is_implied(extractor: Extractor, words: str) -> None:
    document = read(extractor, f"{words}。", "一、任务", f"1.改善条件。落实资金。{LISTED}")
    statement = document.assignments[-1]
    assert statement.implied == ()
    assert all(unit.role == unit.effective_role for unit in statement.units)


DATES = [
    ("以下任务均于2024年12月底前完成。", "", ["2024-12-31", "2024-06-30", "2024-12-31"]),
    ("除明确时限的外，其他任务完成时限均为2024年10月底。", "", ["2024-10-31", "2024-06-30", "2024-10-31"]),
    ("未注明完成时限的，均为2024年底前完成。", "", ["2024-12-31", "2024-06-30", "2024-12-31"]),
    ("", "以上各项任务均须于2024年11月底前完成。", ["2024-11-30", "2024-06-30", "2024-11-30"]),
    ("完成时限：2024年底。", "", ["2024-12-31", "2024-06-30", "2024-12-31"]),
    ("到2024年底，各项任务全面完成。", "", [None, "2024-06-30", None]),
]


@pytest.mark.parametrize(("before", "after", "days"), DATES)
def test_a_blanket_deadline_holds_for_tasks_without_one_of_their_own(
    extractor: Extractor, before: str, after: str, days: list[str | None]
) -> None:
    document = read(
        extractor,
        before,
        "一、任务",
        "1.改善条件。落实资金。（县教育局负责）",
        "2.扩大学位。2024年6月底前建成学校3所。（县住建局负责）",
        "3.提质。开展培训。（县人社局负责）",
        after,
    )
    own = {deadline.task: deadline.to for deadline in document.deadlines}
    implied = {task.id: each for task in document.tasks for each in task.implied_deadlines}
    assert [implied[task.id].to if task.id in implied else own.get(task.id) for task in document.tasks] == days
    assert not set(own) & set(implied)
    if implied:
        assert {each.rule for each in implied.values()} == {document.conventions[0].text}
        assert rules(document) == ["blanket-deadline"]


def test_the_date_of_a_heading_holds_for_the_tasks_below_it(extractor: Extractor) -> None:
    document = read(
        extractor,
        "一、教育工程（牵头单位：县教育局；完成时限：2024年9月底）",
        "1.改善条件。落实资金。",
        "2.扩大学位。2024年6月底前建成学校3所。",
        "二、卫生工程",
        "3.提升能力。开展培训。",
    )
    assert [[each.to for each in task.implied_deadlines] for task in document.tasks] == [["2024-09-30"], [], []]
    assert document.tasks[0].implied_deadlines[0].rule == "一、教育工程（牵头单位：县教育局；完成时限：2024年9月底）"


def test_a_list_may_end_in_a_full_stop_before_the_declaration(extractor: Extractor) -> None:
    document = read(
        extractor,
        "（一）推进改造。（市教育局、市财政局。列第一位的为牵头单位，下同）",
        "（二）推进治理。（市水利局、市公安局）",
    )
    assert leads(document) == [["市教育局"], ["市水利局"]]


@pytest.mark.parametrize("time", ["17:00", "17：00"])
def test_the_quote_of_a_heading_holds_its_whole_deadline(extractor: Extractor, time: str) -> None:
    document = read(extractor, f"（二）1月23日{time}前报送名单", "1.填写附件。按时报送。", "2.核对名单。逐项核对。")
    for task in document.tasks:
        assert [each.text in each.rule for each in task.implied_deadlines] == [True]


def test_more_units_than_a_clause_can_add_are_said(extractor: Extractor) -> None:
    units = [f"县{first}{second}局" for first in "教育水利民政财税农林" for second in "甲乙丙丁戊己庚辛壬癸子"]
    lines = [f"本方案各项任务均需{unit}作为责任单位，以下不再列出。" for unit in units]
    document = read(extractor, "一、任务", "1.改善条件。落实资金。（县人社局牵头）", *lines)
    assert max(len(each) for each in added(document)) == MOST_ADDED < len(units)
    assert [issue.code for issue in document.issues].count("convention.left-out") == 1
