"""Answers that are values, days, places in the text, pairs, definitions and what plans say of themselves."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graph.answering.pairs.changing import answer_changes
from graph.answering.pairs.conflicting import answer_conflicts
from graph.answering.pairs.overlapping import answer_overlaps
from graph.answering.question.request import Request, make_request
from graph.answering.telling.sentences import load_sentences
from graph.answering.texts.defining import answer_definition
from graph.answering.texts.ownwords import explained, explanations, find_terms, load_terms
from graph.answering.texts.plans import answer_plan
from graph.answering.texts.printed import load_aspects, value_of
from graph.answering.texts.whereis import answer_where
from graph.answering.values.measured import load_measures
from graph.answering.values.targets import answer_targets
from graph.answers import Answer, Kind, Understood
from graph.asking import Asker
from graph.library import Library
from graph.wording import fold, load_table
from ingest import ingest_bytes

EARLIER = """绍兴市2021年河湖治理行动方案
绍政办发〔2021〕7号

根据《浙江省水污染防治条例》，制定本方案。

一、工作目标

全市水质优良断面比例达到85%以上。

二、重点任务

1.开展入河排污口排查。2021年6月底前，完成入河排污口排查；9月底前，完成入河排污口溯源。（市生态环境局牵头，市水利局配合）

2.推进污水管网改造。建成区污水收集率达到90%以上，农村地区力争达到60%以上。（市住建局牵头，市财政局配合，2021年11月底前完成）

3.整治水产养殖尾水。采用生态沟和过滤坝处理的，总磷浓度分别控制在0.4mg/L、0.8mg/L以内。（市农业农村局、市水利局牵头）

三、保障措施

1.加强组织领导。成立河湖治理领导小组，领导小组办公室设在市水利局。坚持“一河一策”，每季度通报一次。

本方案自2021年3月1日起施行，有效期2年，由市水利局负责解释。
"""

LATER = """绍兴市2022年河湖治理行动方案

一、重点任务

1.推进污水管网改造。建成区污水收集率达到95%以上。（市建设局牵头，市财政局配合，2022年10月底前完成）

2.建设幸福河湖。新建幸福河湖12条，“一河一策”是指一条河流一个治理方案。（市水利局牵头）

二、保障措施

1.加强组织领导。实行月度通报。
"""

FIRST, SECOND = "绍兴2021.txt", "绍兴2022.txt"


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Asker:
    library = Library.open(tmp_path_factory.mktemp("rivers"))
    for name, text in ((FIRST, EARLIER), (SECOND, LATER)):
        ingest_bytes(text.encode("utf-8"), name, library)
    return Asker.open(library)


def asked(
    asker: Asker,
    kind: Kind,
    question: str,
    *,
    topic: str | None = None,
    aspect: str | None = None,
    docs: tuple[str, ...] = (FIRST, SECOND),
    english: bool = False,
) -> Request:
    quoted = tuple(re.findall("“(.*?)”", question))
    understood = Understood(kind=kind, topic=topic, aspect=aspect, docs=docs, quoted=quoted, english=english)
    return make_request(question, understood, asker.holdings, asker.store)


def values(answer: Answer) -> list[object]:
    return [item.value for item in answer.answers]


def titles(answer: Answer) -> list[str | None]:
    return [item.title for item in answer.answers]


# ------------------------------------------------------------------ targets


@pytest.mark.parametrize(
    ("question", "topic", "expected"),
    [
        ("优良断面要达到百分之几", "优良断面", [85]),
        ("建成区污水收集率至少多少", "建成区污水收集率至少", [90]),
        ("农村污水收集率呢", "农村污水收集率", [60]),
        ("污水收集率要求（建成区、农村）", "污水收集率 建成区 农村", [90, 60]),
        ("生态沟、过滤坝的总磷分别卡在多少", "生态沟 过滤坝 总磷 分别卡在", [0.4, 0.8]),
        ("过滤坝处理的总磷最高不能超过多少", "过滤坝处理 总磷最高不能超过", [0.8]),
        ("饮用水合格率要达到多少", "饮用水合格率", []),
        ("污水管网要改造多少公里", "污水管网改造", []),
    ],
)
def test_the_value_that_is_meant_is_told_and_no_other(asker: Asker, question: str, topic: str, expected: list[float]):
    answer = answer_targets(asked(asker, "targets", question, topic=topic, docs=(FIRST,)))
    assert values(answer) == expected
    assert answer.refused == (not expected)
    assert bool(answer.evidence) or answer.refused


def test_two_plans_that_set_one_indicator_are_told_apart(asker: Asker):
    answer = answer_targets(asked(asker, "targets", "建成区污水收集率要达到多少", topic="建成区污水收集率"))
    assert answer.ambiguous
    assert {(item.group, item.value) for item in answer.answers} == {("绍兴市(2021)", 90), ("绍兴市(2022)", 95)}


def test_what_a_question_counts_in():
    for pattern, entry in zip(load_measures(), load_table("answers_facts")["measure"], strict=True):
        assert all(pattern[0].search(fold(example)) for example in entry["examples"])
        assert not any(pattern[0].search(fold(example)) for example in entry["counterexamples"])


# ------------------------------------------------------------------ days


@pytest.mark.parametrize(
    ("topic", "expected"),
    [
        ("排污口排查", ["2021-06-30"]),
        ("排污口溯源 最晚", ["2021-09-30"]),
        ("污水管网改造 搞完", ["2021-11-30"]),
        ("整治水产养殖尾水", []),
        ("海绵城市", []),
    ],
)
def test_each_sub_action_has_its_own_day(asker: Asker, topic: str, expected: list[str]):
    understood = Understood(kind="deadline-of", topic=topic, docs=(FIRST,))
    answer = asker.answer(f"{topic}什么时候", understood)
    assert values(answer) == expected
    assert answer.understood.topic == topic


# ------------------------------------------------------------------ where it stands


def test_words_are_found_in_tasks_of_all_plans_whatever_their_signs(asker: Asker):
    answer = answer_where(asked(asker, "where-is", "一河、一策在哪几条", topic="一河一策"))
    assert titles(answer) == ["加强组织领导", "建设幸福河湖"]


def test_words_outside_tasks_are_told_with_the_heading_above_them(asker: Asker):
    answer = answer_where(asked(asker, "where-is", "“水质优良断面”写在哪里"))
    assert [item.label for item in answer.answers] == ["一、工作目标"]
    assert answer.evidence[0].quote == "水质优良断面"


def test_how_often_words_stand_is_a_number(asker: Asker):
    answer = answer_where(asked(asker, "where-is", "“一河一策”出现几次"))
    assert (answer.answer_type, values(answer)) == ("number", [2])


def test_words_that_no_plan_writes_are_refused_in_the_language_of_the_question(asker: Asker):
    answer = answer_where(asked(asker, "where-is", "where is “海绵城市” mentioned", english=True))
    assert answer.refused
    assert answer.text.startswith("The documents of the library do not write “海绵城市”.")


# ------------------------------------------------------------------ plans themselves


@pytest.mark.parametrize(
    ("question", "aspect", "expected"),
    [
        ("文号是什么", "number", ["绍政办发〔2021〕7号"]),
        ("依据什么制定", "basis", ["浙江省水污染防治条例"]),
        ("什么时候施行", "effective", ["2021-03-01"]),
        ("有效期多长", "validity", ["2年"]),
        ("领导小组办公室在哪", "office", ["市水利局"]),
        ("谁来解释", "interpreter", ["市水利局"]),
        ("分几部分", "parts", [3]),
        ("有哪几部分", "parts", ["一、工作目标", "二、重点任务", "三、保障措施"]),
        ("哪里开的会", "venue", []),
        ("执行什么标准", "standard", []),
    ],
)
def test_a_plan_tells_of_itself_what_it_prints(asker: Asker, question: str, aspect: str, expected: list[object]):
    answer = answer_plan(asked(asker, "plan-facts", question, aspect=aspect, docs=(FIRST,)))
    assert values(answer) == expected
    assert answer.refused == (not expected)
    assert bool(answer.evidence) or answer.refused


def test_the_plans_of_the_library_are_listed(asker: Asker):
    answer = answer_plan(asked(asker, "plan-facts", "有哪些方案", aspect="plans"))
    assert answer.answer_type == "plans"
    assert [item.doc for item in answer.answers] == [FIRST, SECOND]


def test_what_a_plan_says_is_quoted_where_no_fact_of_it_is_asked_for(asker: Asker):
    answer = answer_plan(asked(asker, "plan-facts", "对通报有什么说法", topic="每季度通报", docs=(FIRST,)))
    assert "每季度通报一次" in str(answer.answers[0].value)


@pytest.mark.parametrize("aspect", [one for one in load_aspects().values() if one.pattern], ids=lambda one: one.id)
def test_each_pattern_of_plan_facts_finds_its_examples(aspect):
    for words, value in aspect.examples:
        hit = aspect.pattern.search(words)
        assert hit, words
        assert value in value_of(hit), words
    for words in aspect.counterexamples:
        assert not aspect.pattern.search(words), words


# ------------------------------------------------------------------ between plans


def test_the_clause_that_corresponds_is_found_by_the_title_of_the_other(asker: Asker):
    answer = answer_overlaps(asked(asker, "overlaps", "污水管网那条对应哪一条", topic="污水管网"))
    (pair,) = answer.answers
    assert pair.a and pair.b
    assert (pair.a["title"], pair.b["title"]) == ("推进污水管网改造", "推进污水管网改造")
    assert "标题相同" in answer.text


def test_a_topic_that_both_plans_are_about_as_wholes_narrows_nothing(asker: Asker):
    narrowed = answer_overlaps(asked(asker, "overlaps", "两年的河湖治理有哪些重复的任务", topic="河湖治理"))
    whole = answer_overlaps(asked(asker, "overlaps", "两年有哪些重复的任务"))
    assert [item.label for item in narrowed.answers] == [item.label for item in whole.answers]


def test_work_that_only_one_plan_sets_has_no_counterpart(asker: Asker):
    assert answer_overlaps(asked(asker, "overlaps", "排污口排查跟哪条重复", topic="排污口排查")).refused


@pytest.mark.parametrize(
    ("aspect", "expected"),
    [("added", ["建设幸福河湖"]), ("dropped", ["开展入河排污口排查", "整治水产养殖尾水"])],
)
def test_new_and_dropped_tasks_between_two_years(asker: Asker, aspect: str, expected: list[str]):
    assert titles(answer_changes(asked(asker, "changes", "变化", aspect=aspect))) == expected


def test_what_became_of_a_task_is_told_with_both_sides(asker: Asker):
    answer = answer_changes(asked(asker, "changes", "what changed", aspect="all", english=True))
    assert [item.a and item.a["title"] for item in answer.answers] == ["推进污水管网改造"]
    assert "target tighter" in answer.text
    assert {quote.doc for quote in answer.evidence} == {FIRST, SECOND}


def test_one_plan_alone_has_not_changed(asker: Asker):
    answer = answer_changes(asked(asker, "changes", "变了什么", docs=(FIRST,)))
    assert answer.refused
    assert "绍兴市(2022)" in answer.text


def test_a_conflict_is_told_with_its_check_and_words(asker: Asker):
    answer = answer_conflicts(asked(asker, "conflicts", "有没有矛盾", docs=(FIRST,)))
    assert [item.kind for item in answer.answers] == ["several-leads"]
    assert "整治水产养殖尾水" in answer.text
    assert "市农业农村局、市水利局牵头" in answer.evidence[0].quote


def test_no_conflict_is_said_with_what_was_looked_for(asker: Asker):
    answer = answer_conflicts(asked(asker, "conflicts", "时限冲突吗", aspect="deadline", docs=(SECOND,)))
    assert answer.refused
    assert "同一任务，时限不同" in answer.text


# ------------------------------------------------------------------ definitions


def test_the_product_explains_its_words_with_an_example(asker: Asker):
    answer = answer_definition(asked(asker, "definition", "牵头单位是什么意思", topic="牵头单位"))
    assert answer.answers[0].label == "牵头单位"
    assert "牵头" in answer.evidence[0].quote
    assert not answer.refused


def test_a_plan_explains_its_own_words(asker: Asker):
    answer = answer_definition(asked(asker, "definition", "“一河一策”指什么"))
    assert values(answer) == ["一条河流一个治理方案"]
    assert answer.evidence[0].doc == SECOND


def test_a_word_that_nobody_explains_is_refused_with_where_it_stands(asker: Asker):
    answer = answer_definition(asked(asker, "definition", "幸福河湖是什么意思", topic="幸福河湖"))
    assert answer.refused
    assert any("幸福河湖" in quote.quote for quote in answer.evidence)


def test_every_term_is_found_by_every_name_and_defined_in_both_languages():
    taken: dict[str, str] = {}
    for term in load_terms():
        assert term.definition_zh
        assert re.match(r"[A-Z]", term.definition_en)
        for word in term.words:
            first = taken.setdefault(fold(word).lower(), term.definition_zh)
            assert [found.definition_zh for found in find_terms(word)] == [first], word


def test_words_that_explain_are_told_from_words_that_only_name():
    for at, entry in enumerate(load_table("definitions")["explained"]):
        assert all(explained(word)[at].search(text) for word, text in entry["examples"])
        assert not any(explained(word)[at].search(text) for word, text in entry["counterexamples"])


def test_one_explanation_is_told_once():
    text = "二、基本概念“共享菜园”是由城镇居民认种、村集体照管的菜地。三、工作重点"
    assert [words for _, _, words in explanations("共享菜园", text)] == ["是由城镇居民认种、村集体照管的菜地"]


# ------------------------------------------------------------------ sentences


def test_every_sentence_is_said_in_both_languages_with_the_same_words_filled_in():
    for sentence in load_table("answers_facts")["sentence"]:
        assert sentence["zh"], sentence["id"]
        assert sentence["en"], sentence["id"]
    used = set(re.findall(r'say\(\s*request,\s*f?"([a-z.\-{}]+)"', _sources()))
    assert {name for name in used if "{" not in name and name.split(".")[0] in _OWN} <= set(load_sentences())


_OWN = {"targets", "deadline", "where", "plan", "overlaps", "conflicts", "changes", "definition"}


def _sources() -> str:
    folder = Path(__file__).resolve().parent.parent / "graph" / "answering"
    return "\n".join(path.read_text("utf-8") for path in sorted(folder.rglob("*.py")))
