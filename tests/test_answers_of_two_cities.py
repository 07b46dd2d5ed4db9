"""Values, days and counterparts in plans of two cities that word the same things differently."""

from __future__ import annotations

import dataclasses
import re

import pytest

from graph.answering.pairs.overlapping import answer_overlaps
from graph.answering.question.queries import Level
from graph.answering.question.request import Request, make_request
from graph.answering.texts.plans import answer_plan
from graph.answering.texts.whereis import answer_where
from graph.answering.values.deadline import answer_deadline
from graph.answering.values.indicators import same_indicator
from graph.answering.values.measured import asked_measure
from graph.answering.values.targets import answer_targets
from graph.answering.who.people import answer_people
from graph.answers import Answer, Kind, Understood
from graph.asking import Asker
from graph.library import Library
from graph.wording import load_table
from ingest import ingest_bytes

QUZHOU_TEXT = """衢州市2022年清新空气行动方案

一、工作目标

市区PM2.5年均浓度控制在28μg/m3。

市区重度污染天数较2018年下降40%以上，控制在2天以内。

二、重点任务

1.整治燃煤锅炉。2022年6月底前，淘汰每小时35蒸吨以下燃煤锅炉。（市生态环境局牵头，市市场监管局配合）

2.推进化工企业退城入园。秋冬季实行错峰生产。据摸底，目前还有近30户化工企业未搬入园区。（市经信局牵头）

三、保障措施

1.强化考核督办。各县（市、区）主要负责人每季度研究一次，分管负责人至少每月召开一次调度例会。
"""

LISHUI_TEXT = """丽水市2023年清新空气行动方案

一、工作目标

细颗粒物（PM2.5）年平均值不高于24微克/立方米。

二、重点任务

1.深化工业炉窑和锅炉治理。2023年9月底前，保留的燃煤锅炉完成超低排放改造整治。（市生态环境局牵头；牵头领导：陈立新）

三、保障措施

1.严格考核问责。考核结果向社会公布。
"""

QUZHOU, LISHUI = "衢州2022.txt", "丽水2023.txt"


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Asker:
    library = Library.open(tmp_path_factory.mktemp("air"))
    for name, text in ((QUZHOU, QUZHOU_TEXT), (LISHUI, LISHUI_TEXT)):
        ingest_bytes(text.encode("utf-8"), name, library)
    return Asker.open(library)


def asked(
    asker: Asker,
    kind: Kind,
    question: str,
    topic: str,
    *,
    docs: tuple[str, ...] = (LISHUI, QUZHOU),
    places: tuple[str, ...] = (),
    english: bool = False,
) -> Request:
    place = places[0] if places else None
    understood = Understood(kind=kind, topic=topic, docs=docs, place=place, places=places, english=english)
    return make_request(question, understood, asker.holdings, asker.store)


def by_city(answer: Answer) -> dict[str | None, object]:
    return {item.group: item.value for item in answer.answers}


def level(indicator: str, measure: str) -> Level:
    nowhere = {"doc": "", "task": None, "title": "", "words": "", "region": None, "start": 0, "end": 0}
    return Level(**nowhere, indicator=indicator, value=1.0, measure=measure)


# ------------------------------------------------------------------ values


@pytest.mark.parametrize("question", ["PM2.5年均浓度定的是多少", "细颗粒物年平均值控制在多少微克", "PM2.5多少μg/m3"])
def test_one_indicator_is_told_of_both_cities_however_they_word_it(asker: Asker, question: str):
    answer = answer_targets(asked(asker, "targets", question, "细颗粒物年均浓度"))
    assert answer.ambiguous
    assert by_city(answer) == {"衢州市(2022)": 28, "丽水市(2023)": 24}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (level("PM2.5年均浓度", "μg/m3"), level("细颗粒物(PM2.5)年平均值", "微克/立方米"), True),
        (level("PM2.5年均浓度", "μg/m3"), level("PM10年均浓度", "μg/m3"), False),
        (level("PM2.5年均浓度", "μg/m3"), level("PM2.5年均浓度", "%"), False),
        (level("造林面积", "公顷"), level("造林面积", "亩"), False),
    ],
)
def test_what_one_indicator_is(one: Level, other: Level, same: bool):
    assert same_indicator(one, other) is same


def test_a_value_for_the_city_is_none_for_a_county_in_it(asker: Asker):
    question = "江山市PM2.5年均浓度要降到多少"
    answer = answer_targets(asked(asker, "targets", question, "江山市细颗粒物年均浓度", docs=(QUZHOU,)))
    assert answer.refused
    assert "江山市" in answer.text
    assert answer.evidence


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("重度污染天数不超过几天", [2]),
        ("重度污染天数比2018年下降百分之几", [40]),
        ("重度污染天数下降百分之几、控制在多少天以内", [40, 2]),
        ("还有多少户化工企业没有搬入园区", [30]),
    ],
)
def test_what_the_question_counts_in_decides(asker: Asker, question: str, expected: list[float]):
    topic = "化工企业没有搬入园区" if "户" in question else "市区重度污染天数"
    answer = answer_targets(asked(asker, "targets", question, topic, docs=(QUZHOU,), places=("衢州市",)))
    assert [item.value for item in answer.answers] == expected


def test_a_question_for_several_measures_asks_for_all_of_them():
    both = asked_measure("不超过多少天、下降百分之几")
    assert both
    assert both.search("天")
    assert both.search("%")


def test_which_targets_a_plan_sets_is_not_answered_by_sentences(asker: Asker):
    question = "退城入园定了哪些指标"
    assert answer_targets(asked(asker, "targets", question, "化工企业退城入园", docs=(QUZHOU,))).refused


# ------------------------------------------------------------------ days


def test_the_days_of_both_cities_are_told_where_none_is_named(asker: Asker):
    answer = answer_deadline(asked(asker, "deadline-of", "燃煤锅炉整治哪天完成", "燃煤锅炉整治"))
    assert answer.ambiguous
    assert by_city(answer) == {"衢州市(2022)": "2022-06-30", "丽水市(2023)": "2023-09-30"}


def test_a_season_is_no_last_day(asker: Asker):
    question = "化工企业退城入园最晚哪天完成"
    answer = answer_deadline(asked(asker, "deadline-of", question, "化工企业退城入园", docs=(QUZHOU,)))
    assert answer.refused
    assert "没有写时限" in answer.text


def test_that_no_day_is_written_is_said_in_english_too(asker: Asker):
    question = "by when is 化工企业退城入园 due"
    request = asked(asker, "deadline-of", question, "化工企业退城入园", docs=(QUZHOU,), english=True)
    assert "write of “化工企业退城入园”" in answer_deadline(request).text


# ------------------------------------------------------------------ words and clauses


def test_the_documents_are_told_where_documents_are_asked_for(asker: Asker):
    answer = answer_where(asked(asker, "where-is", "“超低排放”见于哪几份文件", "超低排放"))
    assert (answer.answer_type, [item.doc for item in answer.answers]) == ("plans", [LISHUI])
    answer = answer_where(asked(asker, "where-is", "“超低排放”是哪份文件第几条说的", "超低排放"))
    assert answer.answer_type == "tasks"


def test_a_question_with_words_that_no_text_knows_is_not_answered_by_what_is_near(asker: Asker):
    request = asked(asker, "where-is", "锅炉超低排放改造选了哪些靓仔", "锅炉超低排放改造")
    read = dataclasses.replace(request.understood, unread=("靓仔",), aspect="about")
    answer = answer_where(dataclasses.replace(request, understood=read))
    assert answer.refused
    assert "“靓仔”" in answer.text


def test_how_often_is_answered_by_the_words_for_it(asker: Asker):
    request = asked(asker, "plan-facts", "分管负责人多久开一次调度例会", "分管负责人 调度例会", docs=(QUZHOU,))
    assert [item.value for item in answer_plan(request).answers] == ["至少每月"]


def test_the_words_for_how_often():
    rule = load_table("planfacts")["recurring"]
    for words, expected in rule["examples"]:
        hit = re.search(rule["pattern"], words)
        assert hit, words
        assert hit[0] == expected
    for words in rule["counterexamples"]:
        assert not re.search(rule["pattern"], words), words


def test_a_clause_on_appraisal_has_its_counterpart(asker: Asker):
    question = "衢州考核督办那条跟丽水哪条是一回事"
    answer = answer_overlaps(asked(asker, "overlaps", question, "考核督办", places=("衢州市", "丽水市")))
    (pair,) = answer.answers
    assert pair.a and pair.b
    assert {pair.a["title"], pair.b["title"]} == {"强化考核督办", "严格考核问责"}
    assert len(answer.evidence) == 2


# ------------------------------------------------------------------ people


@pytest.mark.parametrize(
    ("english", "expected"),
    [(False, "丽水市(2023)“深化工业炉窑和锅炉治理”：牵头领导陈立新。"),
     (True, "丽水市(2023) “深化工业炉窑和锅炉治理”: 陈立新 (牵头领导).")],
)  # fmt: skip
def test_people_are_told_in_the_language_of_the_question(asker: Asker, english: bool, expected: str):
    answer = answer_people(asked(asker, "out-of-scope", "工业锅炉的牵头领导是谁", "工业锅炉牵头领导", english=english))
    assert answer
    assert answer.text == expected
