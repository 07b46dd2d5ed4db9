"""Numbers of tasks, rankings and comparisons, and the sentences in which they are told."""

from __future__ import annotations

import dataclasses
import itertools
import re
import string

import pytest

from graph.answering.tasks.concerning import is_subject
from graph.answering.tasks.ranking import ranked
from graph.answers import Understood
from graph.asking import Asker
from graph.library import Library
from graph.wording import load_table
from ingest import ingest_bytes, sample_library
from tests.waters import OUTLETS, PIPES, SOURCES, ask, open_waters, titles


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Asker:
    return open_waters(tmp_path_factory.mktemp("waters"))


# ------------------------------------------------------------------ numbers


def test_rankings_and_comparisons_count_the_same_tasks(asker: Asker):
    best = ask(asker, "ranking", role="lead", aspect="most")
    assert {(item.label, item.count) for item in best.answers} == {("临江市水务局", 2)}
    without = ask(asker, "ranking", role="lead", aspect="most", units=("市水务局",), roles=(None,))
    assert all(item.count == 1 for item in without.answers)
    more = ask(asker, "compare", aspect="more", units=("市水务局", "市生态环境局"), role="lead")
    assert [item.label for item in more.answers] == ["临江市水务局"]
    number = ask(
        asker, "compare", aspect="more", units=("市水务局", "市生态环境局"), role="lead", question="谁多牵头几项"
    )
    assert [item.value for item in number.answers] == [1]


def test_the_second_place_is_not_the_first(asker: Asker):
    second = ask(asker, "ranking", role="lead", aspect="most", question="牵头任务第二多的单位")
    assert {item.count for item in second.answers} == {1}
    assert "临江市水务局" not in {item.label for item in second.answers}
    assert "排在前面的：临江市水务局2项" in second.text
    assert ask(asker, "ranking", role="lead", aspect="most", question="牵头任务第三多的单位").refused


def test_only_the_tasks_that_fulfil_the_conditions_are_ranked(asker: Asker):
    autumn = ask(asker, "ranking", role="lead", aspect="most", when="9月底前")
    assert "白山市生态环境局临江分局" in {item.label for item in autumn.answers}
    assert "临江市水务局" not in {item.label for item in autumn.answers}  # its day is in December
    assert autumn.text.startswith("9月底前（含更早）到期的任务里，")
    undated = ask(asker, "ranking", role="lead", aspect="most", without=("deadline",))
    assert {item.label for item in undated.answers} == {"临江市林业和草原局"}


def test_taking_part_counts_in_any_role(asker: Asker):
    answer = ask(asker, "ranking", aspect="most", signals=("role.any",))
    assert [(item.label, item.count) for item in answer.answers] == [("临江市水务局", 4)]


@pytest.mark.parametrize(("role", "expected", "units"), [("lead", OUTLETS, 2), ("cooperating", PIPES, 2)])
def test_tasks_are_ranked_by_their_units(asker: Asker, role, expected, units):
    answer = ask(asker, "ranking", role=role, aspect="tasks")
    assert [(item.title, item.count) for item in answer.answers] == [(expected, units)]
    assert f"{units}个单位" in answer.text


def test_units_are_compared_where_both_are_named(asker: Asker):
    answer = ask(asker, "compare", on="", aspect="more", units=("市水务局", "市林业和草原局"), role="lead")
    assert [(item.label, item.count) for item in answer.answers] == [("临江市水务局", 2)]  # not those of 磐石


@pytest.fixture(scope="module")
def samples() -> Asker:
    return Asker.open(sample_library())


def test_every_number_is_the_length_of_the_list(samples: Asker):
    roles = ("lead", "cooperating", "responsible", None)
    held = [unit for unit in samples.holdings.units if len(unit.docs) == 1]
    for unit, role in itertools.product(held, roles):
        form = Understood(kind="duties", units=(unit.canonical,), role=role, docs=tuple(unit.docs))
        tasks = samples.answer("……", form)
        count = samples.answer("……", dataclasses.replace(form, kind="count"))
        (number,) = count.answers
        assert number.value == len(tasks.answers)
        assert tasks.refused == (number.value == 0)
        for answer in (tasks, count) if number.value else (count,):
            assert f"任务有{number.value}项" in answer.text, answer.text
        for item in tasks.answers:
            assert any(q.doc == item.doc for q in tasks.evidence)


def test_no_task_is_another_unit_s(samples: Asker):
    for unit in samples.holdings.units:
        form = Understood(kind="duties", units=(unit.canonical,), docs=tuple(samples.holdings.plans))
        for item in samples.answer("……", form).answers:
            statements = samples.holdings.statements(item.doc or "")
            own = [s for s in statements if s.task == item.id]
            named = {u.unit_id for s in own for u in (*s.units, *s.implied)}
            assert named & {one.unit_id for one in samples.holdings.units if one.tail == unit.tail}


# ------------------------------------------------------------------ sentences

SENTENCES = load_table("answers_tasks")["sentence"]


def _names(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda one: one["id"])
def test_every_sentence_is_said_in_both_languages(sentence):
    for words in (sentence["zh"], sentence["en"]):
        assert _names(words) <= set(sentence["example"])
        assert "{" not in words.format(**sentence["example"])
    assert not re.search("[一-鿿]", sentence["en"])


def test_each_sentence_has_a_name_of_its_own():
    assert len({one["id"] for one in SENTENCES}) == len(SENTENCES)


def test_english_questions_get_english_sentences(asker: Asker):
    answer = ask(asker, units=("市水务局",), role="lead", english=True)
    assert answer.text.startswith("白山市临江市(2024): tasks led by 临江市水务局: 2:")
    refusal = ask(asker, units=("市财政局",), role="lead", english=True)
    assert refusal.text.startswith("The plans hold no tasks led by")


@pytest.mark.parametrize(
    ("by", "question"),
    [(by, words) for by, examples in load_table("answers_tasks")["ranked_examples"].items() for words in examples],
)
def test_what_is_ranked_is_read_from_the_question(by, question):
    assert ranked(question) == (None if by == "none" else by)


@pytest.mark.parametrize(("words", "left"), load_table("answers_tasks")["topics"]["papers_examples"].items())
def test_words_for_lists_of_tasks_are_no_topic(words, left):
    assert re.sub(load_table("answers_tasks")["topics"]["papers"], "", words) == left


@pytest.mark.parametrize(
    ("piece", "title", "is_it"),
    [
        ("治水", "临江市水环境提升行动方案", True),
        ("水污染防治", "临江市水环境提升行动方案", True),
        ("水源", "临江市水环境提升行动方案", False),
        ("治气", "临江市水环境提升行动方案", False),
        ("大气治理", "临江市打赢蓝天保卫战计划", True),
    ],
)
def test_what_the_whole_plan_is_about_narrows_nothing(piece, title, is_it):
    assert is_subject(piece, title) == is_it


def test_how_many_and_which_is_a_list(asker: Asker):
    answer = ask(asker, "count", units=("市水务局",), role="lead", question="市水务局牵头的有几项、是哪几项")
    assert titles(answer) == [OUTLETS, SOURCES]


def test_the_parts_of_a_chapter_are_its_clauses_and_those_of_a_plan_its_chapters(asker: Asker):
    chapter = ask(asker, "plan-facts", aspect="parts", topic="保障措施", question="保障措施这一章分几块")
    assert [item.value for item in chapter.answers] == [2]
    plan = ask(asker, "plan-facts", aspect="parts", question="临江的方案分几个部分")
    assert [item.value for item in plan.answers] == [2]


def test_each_role_is_counted_by_itself(asker: Asker):
    asked = {
        "units": ("市水务局",),
        "role": "cooperating",
        "roles": ("lead",),
        "signals": ("role.lead", "role.cooperating"),
    }
    each = ask(asker, "count", question="市水务局牵头几项、配合几项", **asked)
    assert [(item.role, item.value) for item in each.answers] == [("lead", 2), ("cooperating", 2)]
    together = ask(asker, "count", question="市水务局牵头和配合一共几项", **asked)
    assert [item.value for item in together.answers] == [4]


def test_clauses_of_a_chapter_are_counted(asker: Asker):
    assert [item.value for item in ask(asker, "count", topic="保障措施").answers] == [2]
    without = ask(asker, "count", topic="保障措施", question="不算保障措施有几条")
    assert [item.value for item in without.answers] == [6]
    every = ask(asker, "count", topic="保障措施", question="连保障措施算在内一共几条")
    assert [item.value for item in every.answers] == [8]


def test_tasks_that_are_called_alike_are_counted(tmp_path):
    works = "".join(f"{at}.{name}工程。（市水务局牵头）\n\n" for at, name in enumerate(["引水", "排涝", "固堤"], 1))
    library = Library.open(tmp_path)
    ingest_bytes(
        f"临江市水利方案（2025年）\n\n一、工程建设部署\n\n{works}4.培训巡堤人员。（市水务局负责）\n".encode(),
        "临江.txt",
        library,
    )
    assert [item.value for item in ask(Asker.open(library), "count", topic="部署 工程").answers] == [3]


GAPS = load_table("answers_tasks")["gaps"]


@pytest.mark.parametrize("way", GAPS)
def test_how_gaps_are_asked_for_is_read_from_the_question(way):
    table = load_table("answers_tasks")
    found = re.compile(GAPS[way], re.IGNORECASE)
    test = found.fullmatch if way == "labels" else found.search
    assert all(map(test, table["gaps_examples"][way]))
    assert not any(map(test, table["gaps_counterexamples"][way]))


def test_two_units_are_counted_each_by_itself(asker: Asker):
    units = ("市水务局", "市农业农村局")
    answer = ask(asker, "count", units=units, role="lead", question="分别牵头几项")
    assert [(item.title, item.value) for item in answer.answers] == [("市水务局", 2), ("市农业农村局", 1)]
    together = ask(asker, "count", units=units, role="lead", question="加起来牵头几项")
    assert [item.value for item in together.answers] == [3]


def test_as_many_leads_as_the_question_says(asker: Asker):
    assert ask(asker, "multi-constraint", role="lead", joint=True, question="三家以上单位牵头的任务").refused
    three = ask(asker, "multi-constraint", role=None, joint=True, question="两家以上单位牵头的任务")
    assert titles(three) == [OUTLETS]


def test_units_of_one_clause_that_never_meet_are_told_apart(asker: Asker):
    answer = ask(asker, units=("市水务局", "县（市、区）政府"), roles=("lead", "responsible"), joint=True)
    assert answer.refused
    assert f"不在同一处分工的有：{OUTLETS}" in answer.text


def test_where_all_units_have_leads_the_silent_clauses_lack_one(tmp_path):
    plan = """临江市护鸟行动方案（2025年）

一、重点任务

1.设立观鸟点。（市林业和草原局牵头）

2.清除捕鸟网。（市公安局牵头，市林业和草原局配合）

二、保障措施

（一）加强组织领导。定期会商。
"""
    library = Library.open(tmp_path)
    ingest_bytes(plan.encode("utf-8"), "临江.txt", library)
    answer = ask(Asker.open(library), "no-lead", without=("lead",))
    assert titles(answer) == ["加强组织领导"]
    assert "没有写任何单位" in answer.text
