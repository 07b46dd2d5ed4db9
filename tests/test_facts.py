from __future__ import annotations

import pytest

from extract.records import ROLES, content_id
from graph import facts, unit_facts
from graph.filters import Filter
from graph.library import Library
from graph.networks import cooperation, duties
from tests.plans import fill_library, load_text


def unit_id(canonical: str) -> str:
    return content_id("unit", canonical)


WATER = unit_id("大同市水务局")
ECOLOGY = unit_id("大同市生态环境局")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return fill_library(tmp_path_factory.mktemp("library"))


def test_totals_are_the_lengths_of_the_lists(library: Library):
    totals = facts.totals(library)
    assert totals.plans == len(facts.plans(library)) == 2
    assert totals.tasks == len(facts.tasks(library)) == 5
    assert totals.statements == len(facts.statements(library)) == 6
    assert totals.assignments == len(facts.assignments(library)) == 14
    assert totals.deadlines == len(facts.deadlines(library)) == 5
    assert totals.targets == len(facts.targets(library)) == 3
    assert totals.units == len(unit_facts.units(library)) == 7
    assert totals.sectors == len(unit_facts.sectors(library)) == 1


def test_a_plan_counts_what_its_lists_hold(library: Library):
    for plan in facts.plans(library):
        where = Filter(doc=plan.doc)
        assert plan.tasks == len(facts.tasks(library, where))
        assert plan.statements == len(facts.statements(library, where))
        assert plan.assignments == len(facts.assignments(library, where))
        assert plan.units == len(unit_facts.units(library, where))
        assert plan.deadlines == len(facts.deadlines(library, where))
        assert plan.targets == len(facts.targets(library, where))
    first = facts.plans(library, Filter(doc="plan-a.txt"))[0]
    assert (first.title, first.issued, first.year) == ("大同市河湖清洁行动2024年工作方案", "2024-02-01", 2024)


def test_every_quote_stands_at_its_offsets(library: Library):
    for row in (
        *facts.tasks(library),
        *facts.statements(library),
        *facts.assignments(library),
        *facts.deadlines(library),
        *facts.targets(library),
        *facts.conventions(library),
    ):
        assert load_text(row.doc)[row.start : row.end] == row.quote
    for row in facts.assignments(library):
        text = load_text(row.doc)
        assert text[row.scope_start : row.scope_end] == row.scope_words
        if row.unit_start is not None:
            assert text[row.unit_start : row.unit_end] == row.surface
        if row.rule is not None:
            assert text[row.rule_start : row.rule_end] == row.rule


def test_units_of_a_task_by_role(library: Library):
    task = facts.tasks(library, Filter(doc="plan-a.txt"))[0]
    assert task.leads == ("大同市水务局",)
    assert task.responsible == ("大同市城市管理局", "大同市各县（区）人民政府")
    assert (task.cooperating, task.supervising, task.sectors) == ((), (), ("水环境",))


def test_implied_is_told_from_written(library: Library):
    rows = facts.assignments(library, Filter(doc="plan-a.txt", task_id=facts.tasks(library)[0].task_id))
    assert [(row.surface, row.role, row.written_role, row.standing) for row in rows] == [
        ("市水务局", "lead", "responsible", "implied"),
        ("市城市管理局", "responsible", "responsible", "written"),
        ("各县（区）人民政府", "responsible", "responsible", "implied"),
    ]
    assert rows[0].rule == "列第一位的责任单位为牵头单位，下同。"
    assert rows[2].unit_start is None
    assert rows[2].collective


@pytest.mark.parametrize(
    ("where", "titles"),
    [
        (Filter(unit_id=WATER), ["清理河道垃圾", "整治入河排污口", "清理河道垃圾"]),
        (Filter(unit_id=WATER, role="lead"), ["清理河道垃圾"]),
        (Filter(unit_id=WATER, role="supervising", place="平城区"), ["清理河道垃圾"]),
        (Filter(role="lead", place="平城"), ["清理河道垃圾"]),
        (Filter(sector="shui-huanjing", doc="plan-a.txt"), ["清理河道垃圾", "整治入河排污口"]),
        (Filter(before="2024-06-30"), ["清理河道垃圾", "清理河道垃圾"]),
        (Filter(after="2024-07-01"), ["整治入河排污口"]),
        (Filter(after="2024-06-30", before="2024-06-30", place="山西省"), ["清理河道垃圾", "清理河道垃圾"]),
        (Filter(place="'; DROP TABLE task; --"), []),
    ],
)
def test_filters_of_tasks(library: Library, where: Filter, titles: list[str]):
    assert [task.title for task in facts.tasks(library, where)] == titles


def test_a_deadline_binds_the_units_whose_statement_governs_it(library: Library):
    """The second sentence of the clause has a statement of its own; the deadline stands in the first."""
    bound = facts.deadlines(library, Filter(unit_id=WATER, doc="plan-a.txt"))
    assert [row.quote for row in bound] == ["2024年6月底前", "2024年10月31日前", "每季度"]
    assert facts.deadlines(library, Filter(unit_id=ECOLOGY, role="supervising")) == []
    assert [row.leads for row in bound] == [("大同市水务局",), ("大同市生态环境局",), ("大同市生态环境局",)]
    target = facts.targets(library, Filter(unit_id=ECOLOGY))
    assert [row.quote for row in target] == ["水质达标率达到95%"]
    assert facts.targets(library, Filter(unit_id=WATER, role="cooperating")) == []


def test_a_deadline_outside_any_task_binds_its_own_statement(library: Library):
    reporting = facts.deadlines(library, Filter(unit_id=unit_id("各牵头单位")))
    assert [(row.quote, row.task_id, row.last_day) for row in reporting] == [("2024年3月15日前", None, "2024-03-15")]


def test_deadlines_come_by_day_and_those_without_come_last(library: Library):
    days = [row.last_day for row in facts.deadlines(library)]
    assert days == ["2024-03-15", "2024-06-30", "2024-06-30", "2024-10-31", None]
    assert [(row.month, row.deadlines) for row in facts.months(library)] == [
        ("2024-03", 1),
        ("2024-06", 2),
        ("2024-10", 1),
    ]


def test_counts_of_a_unit_are_the_lengths_of_its_lists(library: Library):
    for unit in unit_facts.units(library):
        for role in ROLES:
            assert getattr(unit, role) == len(facts.tasks(library, Filter(unit_id=unit.unit_id, role=role)))
        assert unit.tasks == len(facts.tasks(library, Filter(unit_id=unit.unit_id)))
    water = unit_facts.unit(library, WATER)
    assert water is not None
    assert (water.lead, water.cooperating, water.responsible, water.supervising, water.tasks) == (1, 1, 0, 1, 3)
    assert water.docs == ("plan-a.txt", "plan-b.txt")
    assert water.jurisdictions == ("山西省大同市", "山西省大同市平城区")
    assert unit_facts.unit(library, "unit-none") is None


def test_partners_are_counted_by_shared_tasks(library: Library):
    partners = unit_facts.partners(library, WATER)
    assert [(row.canonical, row.tasks) for row in partners] == [
        ("大同市各县（区）人民政府", 2),
        ("大同市城市管理局", 1),
        ("大同市平城区各街道办事处", 1),
        ("大同市平城区水务局", 1),
        ("大同市生态环境局", 1),
    ]
    for partner in partners:
        assert len(unit_facts.shared_tasks(library, WATER, partner.unit_id)) == partner.tasks


def test_the_co_operation_network_shows_the_same_partners(library: Library):
    network = cooperation(library)
    shared = {network.nodes[other]["name"]: data["tasks"] for other, data in network[WATER].items()}
    assert shared == {row.canonical: row.tasks for row in unit_facts.partners(library, WATER)}


def test_the_duty_network_keeps_every_role(library: Library):
    network = duties(library)
    assert sum(1 for *_, role in network.out_edges(WATER, keys=True) if role == "lead") == 1
    assert {role for *_, role in network.out_edges(ECOLOGY, keys=True)} == {"lead", "supervising"}
    leads = [data["standing"] for *_, role, data in network.out_edges(WATER, keys=True, data=True) if role == "lead"]
    assert leads == ["implied"]


def test_marks_cover_every_fact_of_a_text(library: Library):
    marks = unit_facts.marks(library, "plan-a.txt")
    assert [(mark.start, -mark.end) for mark in marks] == sorted((mark.start, -mark.end) for mark in marks)
    words = {(mark.kind, load_text("plan-a.txt")[mark.start : mark.end]) for mark in marks}
    assert {("unit", "市城市管理局"), ("deadline", "每季度"), ("target", "水质达标率达到95%")} <= words
    assert {mark.kind for mark in marks} == {
        *("task", "statement", "unit", "deadline", "target", "sector", "convention"),
    }
