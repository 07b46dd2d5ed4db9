from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from extract.records import Role
from graph.holdings import Holdings, load_holdings
from graph.questions import understand
from graph.understanding.amending import UnknownChangeError, amend
from graph.understanding.kinds import KindRule, kind_of, load_kinds, said_in
from graph.understanding.placenames import find_places
from graph.understanding.signals import Signal, find_roles, find_signals, ids_of, load_signals, marked_example
from graph.understanding.spelling import LONGEST, Speller, from_english, is_english, plain_question
from graph.understanding.times import arabic_months, find_times
from graph.understanding.unitnames import units_named
from graph.wording import load_table
from ingest import sample_library

RULES = load_kinds()


@pytest.fixture(scope="module")
def holdings() -> Holdings:
    return load_holdings(sample_library())


@pytest.mark.parametrize("signal", load_signals(), ids=lambda signal: signal.id)
def test_signal_is_found_in_its_examples_and_not_in_its_counterexamples(signal: Signal):
    said = {words: ids_of(find_signals(marked_example(words))) for words in (*signal.examples, *signal.counterexamples)}
    assert [words for words in signal.examples if signal.id not in said[words]] == []
    assert [words for words in signal.counterexamples if signal.id in said[words]] == []
    assert signal.examples
    assert signal.counterexamples


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_kind_is_the_first_to_fit_its_examples(rule: KindRule):
    marked = [marked_example(words) for words in rule.examples]
    found = [kind_of(said_in(words), words, topic=rule.topic is not False) for words in marked]
    assert [one.id if one else None for one in found] == [rule.id] * len(rule.examples)
    assert rule.examples


@pytest.mark.parametrize("ids", [[rule.id for rule in RULES], [signal.id for signal in load_signals()]])
def test_ids_are_unique(ids: list[str]):
    assert len(ids) == len(set(ids))


def test_kinds_speak_only_of_signals_that_there_are():
    heads = {".".join(parts[:n]) for one in load_signals() for parts in [one.id.split(".")] for n in (1, 2)}
    heads |= {f"asked.{role}" for role in get_args(Role)} | {"first.who"}
    named = {one for rule in RULES for one in (*rule.all_of, *rule.any_of, *rule.none_of)}
    assert named - heads == set()


@pytest.mark.parametrize(
    ("question", "roles", "asked"),
    [
        ("Ⓤ牵头、Ⓤ配合的任务", ("lead", "cooperating"), ()),
        ("Ⓤ牵头,谁来配合", ("lead",), ("cooperating",)),
        ("Ⓤ给Ⓤ打配合的是哪几条", ("cooperating", "lead"), ()),
        ("给Ⓤ打配合的有谁", ("lead",), ("cooperating",)),
        ("Ⓤ和Ⓤ都牵头、Ⓤ却只是配合", ("lead", "lead", "cooperating"), ()),
        ("牵头的是Ⓤ吗", ("lead",), ()),
        ("Ⓤ有哪些任务", (None,), ()),
        ("Ⓟ散煤谁牵头", (), ("lead",)),
    ],
)
def test_roles_belong_to_the_units_that_they_are_said_of(question: str, roles: tuple[str, ...], asked: tuple[str, ...]):
    found = find_roles(question, find_signals(question))
    assert (found.of_units, found.asked) == (roles, asked)


def test_what_was_understood_can_be_set_by_hand(holdings: Holdings):
    understood = understand("朔州市能源局牵头哪些任务", holdings)
    changed = amend(
        understood, {"unit": "朔州市公安局", "role": "", "place": "平城区", "before": "2023-06-30"}, holdings
    )
    assert (changed.units, changed.role, changed.roles, changed.before) == (
        ("朔州市公安局",),
        None,
        (None,),
        "2023-06-30",
    )
    assert {holdings.plans[doc].label for doc in changed.docs} == {"大同市平城区(2023)"}


@pytest.mark.parametrize(
    "changes",
    [{"colour": "red"}, {"role": "chief"}, {"before": "soon"}, {"plan": "没有的方案"}, {"kind": "x"}, {"year": "今"}],
)
def test_what_no_question_can_ask_is_told(changes: dict[str, str], holdings: Holdings):
    with pytest.raises(UnknownChangeError):
        amend(understand("谁牵头散煤替代", holdings), changes, holdings)


def test_a_role_that_is_none_is_told_with_the_roles_in_both_languages(holdings: Holdings):
    with pytest.raises(UnknownChangeError) as told:
        amend(understand("谁牵头散煤替代", holdings), {"role": "zz"}, holdings)
    assert str(told.value) == "没有“zz”这种职责，可以是：牵头、配合、责任、督导。"
    assert "lead, cooperating" in told.value.english


def test_the_words_that_were_taken_for_something_are_those_of_the_question(holdings: Holdings):
    understood = understand("请问朔州市能源局9月底前要完成什么？", holdings)
    assert [(part.field, part.words) for part in understood.parts if part.field != "kind"] == [
        ("place", "朔州市"), ("unit", "能源局"), ("when", "9月底前"),
    ]  # fmt: skip
    assert all(understood.read[part.start : part.end] == part.words for part in understood.parts)


def test_of_a_story_only_what_the_texts_speak_of_is_asked(holdings: Holdings):
    told = (
        "您好，我家住在朔州，孩子上小学，天天闻着烧烤摊的油烟味睡不着觉，邻居也都抱怨，请问餐饮油烟整治到底由谁牵头？"
    )
    understood = understand(told, holdings)
    assert understood.kind == "who-leads"
    assert "餐饮油烟整治" in (understood.topic or "")
    assert "邻居" not in (understood.topic or "")


@pytest.mark.parametrize(
    ("question", "kind", "topic"),
    [
        ("朔州散煤替代谁牵头？", "who-leads", "散煤替代"),
        ("平城區揚塵誰牽頭", "who-leads", "扬尘"),
        ("朔州餐引油烟归谁管", "who-leads", "餐饮油烟"),
        ("朔州應急減排清單幾號之前要向社會公布", "deadline-of", "应急减排清单 向社会公布"),
        ("Who leads clean heating in Shuozhou?", "who-leads", "清洁取暖"),
        ("平城区ＰＭ２．５目标", "targets", "细颗粒物"),
    ],
)
def test_kind_and_topic_are_told_through_scripts_widths_and_misspellings(
    question: str, kind: str, topic: str, holdings: Holdings
):
    understood = understand(question, holdings)
    assert (understood.kind, understood.topic) == (kind, topic)


@pytest.mark.parametrize(
    ("question", "unit"),
    [
        ("朔州市环保局牵头几项", "朔州市生态环境局"),
        ("朔州市市监局牵头什么", "朔州市市场监督管理局"),
        ("平城区住建都管哪些事", "大同市平城区住房和城乡建设局"),
        ("朔州能原局牵头哪些任务", "朔州市能源局"),
        ("供电公司在朔州散乱污整治里算什么角色", "国网山西省电力公司朔州供电公司"),
        ("6月底前朔州市场监管局负责的事情", "朔州市市场监督管理局"),
    ],
)
def test_units_are_known_by_former_names_abbreviations_and_work(question: str, unit: str, holdings: Holdings):
    assert understand(question, holdings).unit == unit


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("太原市清洁取暖谁牵头", "太原市"),
        ("朔州市2021年决战计划里能源局干什么", "2021年"),
        ("平城区土壤污染防治2023计划的责任单位", "土壤污染防治"),
    ],
)
def test_what_the_library_does_not_hold_is_said(question: str, missing: str, holdings: Holdings):
    assert missing in (understand(question, holdings).missing or "")


def test_a_time_becomes_days_of_the_plan_s_year(holdings: Holdings):
    understood = understand("朔州八月底前要完成哪些任务", holdings)
    assert (understood.kind, understood.before) == ("due", "2020-08-31")


def test_months_and_times():
    assert arabic_months("十二月底前和三月份") == "12月底前和3月份"
    assert [time.words for time in find_times("6月底前要做什么")] == ["6月底前"]


def test_the_market_bureau_is_not_cut_into_a_city(holdings: Holdings):
    assert [place.words for place in find_places("朔州市场监管局", holdings, [])] == ["朔州"]


def test_a_question_is_folded_cleaned_and_cut():
    assert plain_question("<b>優質煤</b>  由誰牽頭？") == "优质煤由谁牵头?"
    assert len(plain_question("煤" * 10_000)) == LONGEST


def test_english_becomes_chinese_words():
    question = "Which agencies cooperate on loose coal in Shuozhou?"
    assert is_english(question)
    assert not is_english("OBD造假谁牵头")
    assert from_english(question, {"shuozhou": "朔州"}) == "哪些单位 配合 散煤 朔州"


def test_only_what_the_texts_cannot_hold_is_corrected():
    speller = Speller(["非道路移动机械编码登记", "交通运输局"])
    assert speller.correct("移动机诫编码登纪最迟") == "移动机械编码登记最迟"
    assert speller.correct("教育局负责什么") == "教育局负责什么"


def test_understanding_has_an_order_of_its_own(holdings: Holdings, tmp_path: Path):
    question = "黑加油站谁牵头打击"
    assert understand(question, holdings) == understand(question, holdings)


@pytest.mark.parametrize(
    ("words", "units"),
    [
        ("区交通局", ["大同市平城区交通运输局"]),
        ("市交通局", ["朔州市交通运输局"]),
        ("平城区商务局", ["大同市平城区商务局"]),
        ("山阴县能源局", []),
        ("县能源局", []),
        ("省工信厅", []),
        ("应县政府", ["应县人民政府"]),
        ("市公安局平城分局", ["大同市公安局平城分局"]),
        ("市场监管局", ["大同市平城区市场监督管理局", "朔州市市场监督管理局"]),
    ],
)
def test_the_unit_of_another_level_or_place_is_another_unit(words: str, units: list[str], holdings: Holdings):
    assert sorted(unit.canonical for unit in units_named(words, holdings)) == units


@pytest.mark.parametrize("question", ["右玉县生态环境局牵头几项", "怀仁市工信局有哪些任务", "国家发改委负责什么"])
def test_the_bureau_of_a_county_or_the_state_is_not_that_of_the_city(question: str, holdings: Holdings):
    (unit,) = understand(question, holdings).units
    assert question.startswith(unit)
    assert units_named(unit, holdings) == ()


@pytest.mark.parametrize("word", load_table("frames")["compounds"])
def test_words_of_asking_inside_words_of_content_ask_nothing(word: str, holdings: Holdings):
    understood = understand(f"{word}由哪个单位牵头？", holdings)
    assert (understood.kind, understood.topic) == ("who-leads", word)
