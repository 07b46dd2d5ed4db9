"""Answers that stand in the words of a plan and in none of its records: sums, days of its aims, people."""

from __future__ import annotations

import pytest

from graph.answering.values.money import load_purses
from graph.answers import Answer
from graph.asking import Asker
from graph.library import Library
from graph.wording import load_table
from ingest import ingest_bytes

PLAN = """嘉兴市人民政府办公室关于印发嘉兴市氢能公交推广行动方案的通知
嘉政办发〔2022〕 15 号

为加快发展清洁交通，根据《浙江省交通强省条例》《浙江省氢能产业规划》（浙发改〔2021〕7号），制定本方案。

一、总体目标

2023年6月底前，全市建成加氢站4座。到2025年，力争氢能公交车比例达到30%以上。

二、重点任务

1.推广氢能公交车。落实《公交车辆更新办法》，新购氢能公交车每辆给予补贴20万元。（市交通运输局牵头，市财政局配合，2022年10月底前完成）

2.建设加氢站。在城区和高速公路服务区布点建设加氢站。（市发展改革委牵头，市建设局配合）

三、保障措施

1.加强组织领导。成立氢能公交推广领导小组，由市政府分管领导担任召集人。

附件

嘉兴市氢能公交推广领导小组名单

组  长：陈海明 副市长

副组长：周 宁 市交通运输局局长
林 晓 市财政局副局长
成 员：何方 市建设局副局长
"""


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Asker:
    library = Library.open(tmp_path_factory.mktemp("buses"))
    ingest_bytes(PLAN.encode("utf-8"), "嘉兴2022.txt", library)
    return Asker.open(library)


def values(answer: Answer) -> list[object]:
    return [item.value for item in answer.answers]


def titles(answer: Answer) -> list[str | None]:
    return [item.title for item in answer.answers]


def quotes(answer: Answer) -> str:
    return " ".join("".join(quote.quote.split()) for quote in answer.evidence)


# ------------------------------------------------------------------ money


def test_a_sum_is_quoted_where_a_sentence_on_the_topic_writes_it(asker: Asker):
    answer = asker.ask("氢能公交车每辆补贴多少钱")
    assert values(answer) == ["20万元"]
    assert "每辆给予补贴20万元" in quotes(answer)


@pytest.mark.parametrize("question", ["建设加氢站补贴多少钱", "氢能公交车罚款多少钱", "嘉兴市预算多少钱"])
def test_a_sum_that_is_of_something_else_is_no_answer(asker: Asker, question: str):
    assert asker.ask(question).refused


def test_each_kind_of_money_is_told_by_its_words():
    for purse, entry in zip(load_purses(), load_table("answers_facts")["money"], strict=True):
        for question, sentence in entry["examples"]:
            assert purse.asked.search(question), question
            assert purse.written.search(sentence), sentence
        for question, sentence in entry["counterexamples"]:
            assert not (purse.asked.search(question) and purse.written.search(sentence)), sentence


# ------------------------------------------------------------------ days outside of tasks


def test_what_an_aim_sets_for_a_day_is_told_beside_the_tasks(asker: Asker):
    answer = asker.ask("嘉兴市2023年6月底前要完成什么")
    assert titles(answer) == ["推广氢能公交车"]
    assert "任务以外，原文在这个时间写到：嘉兴市“2023年6月底前，全市建成加氢站4座”" in (answer.text or "")


def test_a_day_that_stands_nowhere_is_refused_without_more(asker: Asker):
    answer = asker.ask("嘉兴市2022年3月底前要完成什么")
    assert answer.refused
    assert "任务以外" not in (answer.text or "")


# ------------------------------------------------------------------ people, what a plan rests on, its number


def test_who_heads_a_body_is_told_by_name_or_by_office(asker: Asker):
    assert values(asker.ask("氢能公交推广领导小组组长是谁")) == ["陈海明 副市长"]
    assert values(asker.ask("氢能公交推广领导小组召集人是谁")) == ["市政府分管领导"]


def test_an_office_is_no_answer_where_a_name_is_asked_for(asker: Asker):
    assert asker.ask("氢能公交推广领导小组召集人叫什么名字").refused


def test_all_deputies_of_a_list_are_told(asker: Asker):
    assert values(asker.ask("氢能公交推广领导小组副组长是谁")) == ["周宁 市交通运输局局长", "林晓 市财政局副局长"]


def test_a_plan_rests_on_what_its_preamble_names_and_not_on_what_a_measure_follows(asker: Asker):
    assert values(asker.ask("嘉兴方案依据什么制定")) == ["浙江省交通强省条例", "浙发改〔2021〕7号"]


def test_the_number_of_a_document_is_quoted_with_the_spaces_of_its_print(asker: Asker):
    answer = asker.ask("嘉兴方案的文号是什么")
    assert [quote.quote for quote in answer.evidence] == ["嘉政办发〔2022〕 15 号"]


# ------------------------------------------------------------------ the year of a target


def test_a_target_is_told_with_its_year_and_with_what_softens_it(asker: Asker):
    answer = asker.ask("氢能公交车比例目标是多少")
    assert values(answer) == [30]
    assert "到2025年，力争氢能公交车比例达到30%以上" in (answer.text or "")
    assert "到2025年，力争氢能公交车比例达到30%以上" in quotes(answer)
