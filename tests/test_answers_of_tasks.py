"""Answers that are tasks: one selection for all conditions on units, times, topics and what must be missing."""

from __future__ import annotations

import pytest

from graph.asking import Asker
from tests.waters import CAGES, OUTLETS, PARKS, PIPES, SOURCES, TREES, ask, open_waters, titles


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Asker:
    return open_waters(tmp_path_factory.mktemp("waters"))


# ------------------------------------------------------------------ units


@pytest.mark.parametrize(
    ("units", "roles", "expected"),
    [
        (["市水务局"], ["lead"], [OUTLETS, SOURCES]),
        (["市水务局"], ["cooperating"], [PIPES, TREES]),
        (["市水务局"], [None], [PIPES, OUTLETS, SOURCES, TREES]),
        (["市财政局"], ["responsible"], ["加大资金支持"]),
        (["市住房和城乡建设局", "市水务局"], ["lead", "cooperating"], [PIPES]),
        (["市水务局", "市公安局"], ["lead", "cooperating"], [OUTLETS]),
        (["市生态环境局", "市水务局", "市公安局"], ["lead", "lead", "cooperating"], [OUTLETS]),
    ],
)
def test_each_unit_has_the_role_that_is_asked_of_it(asker: Asker, units, roles, expected):
    assert titles(ask(asker, units=tuple(units), roles=tuple(roles))) == expected


def test_what_units_share_stands_in_one_statement(asker: Asker):
    both = ("市生态环境局", "市水务局")
    assert titles(ask(asker, units=both, roles=("lead", "lead"), joint=True)) == [OUTLETS]
    assert titles(ask(asker, units=("市生态环境局", "市工业和信息化局"), joint=True)) == [PARKS]
    assert ask(asker, units=("市水务局", "市农业农村局"), joint=True).refused


def test_several_leads_and_one_alone(asker: Asker):
    assert titles(ask(asker, "multi-constraint", role="lead", joint=True)) == [OUTLETS]
    assert titles(ask(asker, units=("市水务局",), role="lead", joint=False)) == [SOURCES]
    assert titles(ask(asker, units=("市生态环境局",), role="lead", joint=False)) == [OUTLETS]  # its second part


def test_a_unit_that_must_not_be_there(asker: Asker):
    answer = ask(asker, "multi-constraint", units=("市水务局",), without=("unit",))
    assert titles(answer) == [PARKS, CAGES]
    beside = ask(asker, "multi-constraint", units=("市生态环境局", "市水务局"), roles=(None, None), without=("unit",))
    assert titles(beside) == [PARKS]


def test_parts_that_nobody_leads_belong_to_clauses_that_have_a_lead(asker: Asker):
    answer = ask(
        asker, "no-lead", units=("县（市、区）政府",), roles=("responsible",), without=("lead",),
        question="哪几条只写了县政府落实、没有牵头",
    )  # fmt: skip
    assert titles(answer) == [OUTLETS]
    assert any("就近封堵" in asker.holdings.plans[q.doc].text[q.start - 20 : q.start] for q in answer.evidence)


def test_a_bracket_that_names_only_the_counties_is_found_by_its_words_too(asker: Asker):
    answer = ask(
        asker, "no-lead", units=("县（市、区）政府",), quoted=("县（市、区）政府负责落实",), without=("lead",),
        role="cooperating", question="括号里只写“县（市、区）政府负责落实”、没有单位牵头或配合的有哪些",
    )  # fmt: skip
    assert titles(answer) == [OUTLETS]  # not the pipes, whose bracket names a lead


def test_units_that_share_a_task_without_a_lead(asker: Asker):
    question = "市工业和信息化局参加、几家分别负责没人牵头的是哪条"
    answer = ask(asker, "no-lead", units=("市工业和信息化局",), without=("lead",), question=question)
    assert titles(answer) == [PARKS]


@pytest.mark.parametrize(
    ("unit", "role", "told"),
    [("市财政局", "lead", "配合1项"), ("市农业农村局", "cooperating", "牵头1项")],
)
def test_a_unit_without_such_tasks_is_told_what_it_does_instead(asker: Asker, unit, role, told):
    answer = ask(asker, units=(unit,), role=role)
    assert answer.refused
    assert answer.answers == ()
    assert told in answer.text


def test_two_places_are_two_readings(asker: Asker):
    answer = ask(asker, on="", units=("市水务局",), role="lead")
    assert answer.ambiguous
    assert {item.group for item in answer.answers} == {"白山市临江市(2024)", "吉林市磐石市(2024)"}
    named = ask(asker, "count", on="", places=("临江市", "磐石市"))
    assert not named.ambiguous
    assert [item.value for item in named.answers] == [6, 2]


# ------------------------------------------------------------------ times


@pytest.mark.parametrize(
    ("understood", "expected"),
    [
        ({"when": "6月底前"}, [PIPES, CAGES]),  # that very day first, then what is due earlier
        ({"when": "9月底前", "units": ("市生态环境局",), "role": "lead"}, [OUTLETS]),
        ({"when": "9月底前", "units": ("市水务局",), "role": "lead"}, []),  # the day stands in another part
        ({"when": "2024年4月"}, [CAGES]),
        ({"when": "7月到10月"}, [OUTLETS]),
        ({"when": "四季度"}, [SOURCES]),
        ({"after": "2024-12-01", "before": "2024-12-31"}, [SOURCES]),
        ({"aspect": "last"}, [SOURCES]),
        ({"aspect": "first"}, [PIPES]),
        ({"when": "2026年1月"}, []),
    ],
)
def test_a_deadline_belongs_to_the_statement_whose_scope_it_stands_in(asker: Asker, understood, expected):
    assert titles(ask(asker, "due", **understood)) == expected


def test_what_falls_due_in_a_year_is_no_whole_plan(asker: Asker):
    assert titles(asker.ask("2024年有哪些任务到期")) == [PIPES, OUTLETS, SOURCES, CAGES, PIPES]
    none = asker.ask("2030年要完成什么")
    assert none.refused
    assert none.text == "方案中没有2030年要完成的任务。最近的时限：2024-12-31 白山市临江市(2024)“划定水源保护区”。"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("谁没有完成任务", "没有写完成情况"),
        ("哪些任务没完成", "没有写完成情况"),
        ("落实情况", "没有写完成情况"),
        ("今天天气怎么样", "与方案无关"),
    ],
)
def test_what_no_plan_tells_is_refused_for_its_own_reason(asker: Asker, question: str, told: str):
    answer = asker.ask(question)
    assert answer.refused
    assert told in answer.text


def test_what_gives_no_day_is_said_and_not_counted(asker: Asker):
    assert "每季度" in ask(asker, "due", when="9月底前").text


def test_words_that_are_no_days_are_not_taken_for_no_tasks(asker: Asker):
    answer = ask(asker, "due", when="立秋前后")
    assert answer.refused
    assert "没有把“立秋前后”读成日期" in answer.text


# ------------------------------------------------------------------ what is missing


@pytest.mark.parametrize(
    ("without", "expected"),
    [
        (("lead",), [PARKS, "加大资金支持"]),
        (("deadline",), [PARKS, TREES]),
        (("lead", "deadline"), [PARKS, "加大资金支持"]),
        (("target",), [PIPES, OUTLETS, PARKS, SOURCES, CAGES]),
        (("cooperating",), [PARKS, CAGES]),
    ],
)
def test_what_the_plan_leaves_open(asker: Asker, without, expected):
    assert titles(ask(asker, "no-lead", without=without)) == expected


def test_parts_of_clauses_without_a_lead(asker: Asker):
    answer = ask(asker, "no-lead", without=("lead",), question="哪几条里有部分工作没定牵头")
    assert titles(answer) == [OUTLETS]  # the parks have no lead at all
    assert "有一部分未写明牵头单位的任务有1项" in answer.text


def test_clauses_on_how_the_plan_is_organised_are_counted_in_where_the_question_says_so(asker: Asker):
    answer = ask(asker, "no-lead", without=("lead",), question="连保障措施算在内，哪些条没有牵头单位")
    assert titles(answer) == [PARKS, "加强组织领导", "加大资金支持"]


def test_clauses_of_a_chapter_on_organisation_are_listed_where_it_is_named(asker: Asker):
    answer = ask(asker, "no-lead", without=("lead",), topic="保障部分", question="保障部分有哪几条没有牵头")
    assert titles(answer) == ["加强组织领导", "加大资金支持"]


def test_a_number_of_a_whole_plan_tells_what_it_leaves_out(asker: Asker):
    answer = ask(asker, "count", topic=None, question="一共有几项任务")
    assert [item.value for item in answer.answers] == [6]
    assert answer.text.endswith("另有组织保障条款2项没有计入。")


def test_quoted_names_of_roles_are_no_words_to_search_for(asker: Asker):
    named = ask(asker, "no-lead", without=("lead",), quoted=("牵头单位、责任单位",), role="responsible")
    assert titles(named) == [PARKS, "加大资金支持"]
    assert "写明负责单位" not in named.text


def test_a_unit_leads_without_a_deadline(asker: Asker):
    assert titles(ask(asker, units=("市林业和草原局",), role="lead", without=("deadline",))) == [TREES]
    assert ask(asker, units=("市农业农村局",), role="lead", without=("deadline",)).refused
    assert titles(ask(asker, units=("市农业农村局",), role="lead", without=("cooperating",))) == [CAGES]


# ------------------------------------------------------------------ topics


def test_a_topic_that_repeats_the_title_of_the_plan_is_no_condition(asker: Asker):
    whole = ask(asker, units=("市水务局",), role="lead")
    assert titles(ask(asker, units=("市水务局",), role="lead", topic="水环境")) == titles(whole)


def test_a_topic_narrows_to_the_statements_that_are_about_it(asker: Asker):
    assert titles(ask(asker, units=("市水务局",), topic="护岸林")) == [TREES]
    assert ask(asker, "count", topic="保护水源").answers[0].value == 3  # a chapter
