"""Answers that are tasks: one selection for all conditions on units, times, topics and what must be missing."""

from __future__ import annotations

import dataclasses
import itertools
import re
import string

import pytest

from graph.answering.concerning import is_subject
from graph.answering.ranking import ranked
from graph.answers import Answer, Understood
from graph.asking import Asker
from graph.library import Library
from graph.wording import load_table
from ingest import ingest_bytes, sample_library

LAKE = """临江市水环境提升行动方案（2024—2025年）

一、重点任务

（一）治理污水

1.新建污水管网。新建管网三十公里，2024年6月底前完成。（市住房和城乡建设局牵头，市财政局、市水务局配合，各县（市、区）政府负责落实）

2.整治入河排污口。（市生态环境局、市水务局牵头，市公安局配合）

2024年9月底前完成排查。（市生态环境局牵头，各县（市、区）政府负责落实）

沿河村庄的散排口就近封堵。（各县（市、区）政府负责落实）

3.规范工业园区排水。每季度检查一次。（市生态环境局、市工业和信息化局按职责分别负责）

（二）保护水源

4.划定水源保护区。2024年12月底前完成勘界立标。（市水务局牵头，市自然资源和规划局配合）

5.清理水源地网箱。2024年4月1日至4月30日集中清理。（市农业农村局牵头）

6.补植护岸林。成活率达到90%。（市林业和草原局牵头，市水务局配合）

二、保障措施

（一）加强组织领导。市政府每半年听取一次汇报。

（二）加大资金支持。统筹各级资金。（市财政局负责）
"""
HILL = """磐石市水环境整治计划（2024年）

一、重点任务

1.新建污水管网。2024年6月底前完成。（市水务局牵头，市财政局配合）

2.清理河道垃圾。（市水务局负责）
"""
PIPES, OUTLETS, PARKS, SOURCES, CAGES, TREES = (
    "新建污水管网", "整治入河排污口", "规范工业园区排水", "划定水源保护区", "清理水源地网箱", "补植护岸林",
)  # fmt: skip


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Asker:
    library = Library.open(tmp_path_factory.mktemp("waters"))
    ingest_bytes(LAKE.encode("utf-8"), "临江.txt", library)
    ingest_bytes(HILL.encode("utf-8"), "磐石.txt", library)
    return Asker.open(library)


def ask(asker: Asker, kind: str = "duties", *, on: str = "临江", question: str = "……", **understood: object) -> Answer:
    """The answer to what was understood, asked of the documents of one place or of all."""
    docs = tuple(doc for doc in asker.holdings.plans if on in doc)
    form = Understood(kind=kind, docs=docs, places=("临江市",) if on else ())  # type: ignore[arg-type]
    return asker.answer(question, dataclasses.replace(form, **understood))  # type: ignore[arg-type]


def titles(answer: Answer) -> list[str]:
    return [item.title or "" for item in answer.answers]


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
