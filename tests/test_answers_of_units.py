"""Answers that are units or roles: who leads, helps, is responsible; partners and roles; and their sentences."""

from __future__ import annotations

import dataclasses
import string

import pytest

from graph.answering.who.partners import PartnerRule, load_partner_rules, partner_rule
from graph.answers import Answer, Understood
from graph.asking import Asker
from graph.library import Library
from graph.wording import load_table
from ingest import ingest_bytes

RIVER = """临江市城市管理三年行动方案（2024—2026年）

一、重点任务

1.整治背街小巷。翻修破损路面，规整空中线缆。（牵头单位：市住房和城乡建设局；配合单位：市公安局、市城市管理局；责任单位：各街道办事处）

2.开展停车秩序治理。

清理占用消防通道的车辆。（市公安局、市消防救援支队牵头，市城市管理局配合）

新建公共停车场5000个泊位。（市自然资源和规划局牵头，市住房和城乡建设局配合）

3.推进垃圾分类。市城市管理局、市教育局按职责分工负责。

4.建设口袋公园。每年建成10处口袋公园。（市城市管理局牵头，市自然资源和规划局、市财政局配合）
"""
HILL = """磐石市城市管理提升计划（2024年）

一、重点任务

1.推进垃圾分类。建设分拣中心。（市住房和城乡建设局牵头，市教育局配合）

2.整治背街小巷。翻修破损路面。（市城市管理局牵头，市公安局配合）
"""


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Asker:
    library = Library.open(tmp_path_factory.mktemp("towns"))
    ingest_bytes(RIVER.encode("utf-8"), "临江.txt", library)
    ingest_bytes(HILL.encode("utf-8"), "磐石.txt", library)
    return Asker.open(library)


def ask(asker: Asker, *, on: str | None = None, **understood: object) -> Answer:
    """The answer to what was understood, asked of one document or of all."""
    docs = tuple(doc for doc in asker.holdings.plans if on is None or on in doc)
    form = Understood(kind="who-leads", docs=docs, read="临江市……")
    return asker.answer("临江市……", dataclasses.replace(form, **understood))  # type: ignore[arg-type]


def units(answer: Answer) -> list[str]:
    return [word for item in answer.answers for word in item.surfaces or ()]


def test_every_sentence_says_the_same_in_both_languages():
    for sentence in load_table("answers_units")["sentence"]:
        name = sentence["id"]
        filled = [
            {field for _, field, _, _ in string.Formatter().parse(sentence[key]) if field} for key in ("zh", "en")
        ]
        assert filled[0] == filled[1], name
        assert not any("一" <= letter <= "鿿" for letter in sentence["en"]), name


@pytest.mark.parametrize("rule", load_partner_rules(), ids=lambda rule: rule.id)
def test_the_words_for_partners_tell_their_roles(rule: PartnerRule):
    found = [partner_rule(words) for words in rule.examples]
    assert [one.id if one else None for one in found] == [rule.id] * len(rule.examples)
    assert [words for words in rule.counterexamples if (one := partner_rule(words)) and one.id == rule.id] == []


def test_the_unit_that_leads_a_part_leads_that(asker: Asker):
    assert units(ask(asker, on="临江", role="lead", topic="消防通道")) == ["市公安局", "市消防救援支队"]
    assert units(ask(asker, on="临江", role="lead", topic="公共停车场泊位")) == ["市自然资源和规划局"]


def test_a_unit_that_does_not_lead_is_said_to_do_what_it_does(asker: Asker):
    answer = ask(asker, on="临江", role="lead", topic="口袋公园", units=("市财政局",))
    assert units(answer) == ["市城市管理局"]
    assert "财政局不在其中，在这一项里是配合单位" in answer.text


def test_one_of_several_leads_is_not_alone(asker: Asker):
    answer = ask(asker, on="临江", role="lead", topic="消防通道", units=("市公安局",), joint=False)
    assert units(answer) == ["市公安局", "市消防救援支队"]
    assert "不止一家，共2家" in answer.text


def test_others_than_the_unit_named_are_asked_for(asker: Asker):
    others = ask(asker, on="临江", role="lead", topic="消防通道", units=("市公安局",), signals=("except",))
    assert units(others) == ["市消防救援支队"]
    nobody = ask(asker, on="临江", role="lead", topic="口袋公园", units=("市城市管理局",), signals=("except",))
    assert nobody.refused
    assert "没有写其他单位" in nobody.text


def test_a_role_that_nobody_has_is_refused_with_who_is_named(asker: Asker):
    answer = ask(asker, on="临江", role="lead", topic="垃圾分类")
    assert answer.refused
    assert answer.answers == ()
    assert "没有写明由谁牵头" in answer.text
    assert "市教育局负责" in answer.text


def test_who_is_asked_at_all_may_be_who_is_responsible(asker: Asker):
    answer = ask(asker, on="临江", kind="who-is-responsible", role="responsible", aspect="doer", topic="垃圾分类")
    assert units(answer) == ["市城市管理局", "市教育局"]
    assert units(ask(asker, on="临江", role="lead", aspect="doer", topic="垃圾分类")) == ["市城市管理局", "市教育局"]


def test_a_unit_that_is_named_and_leads_is_who_is_in_charge(asker: Asker):
    words = {"kind": "who-is-responsible", "role": "responsible", "topic": "背街小巷"}
    assert units(ask(asker, on="临江", **words)) == ["各街道办事处"]
    named = ask(asker, on="临江", units=("市住房和城乡建设局", "市公安局"), **words)
    assert units(named) == ["市住房和城乡建设局"]
    assert "公安局不在其中，在这一项里是配合单位" in named.text


def test_a_place_without_a_lead_is_told_and_not_answered(asker: Asker):
    answer = ask(asker, role="lead", topic="垃圾分类")
    assert units(answer) == ["市住房和城乡建设局"]
    assert "临江市(2024)“推进垃圾分类”没有写明牵头单位" in answer.text


def test_two_places_are_two_readings_unless_both_are_named(asker: Asker):
    open_ = ask(asker, role="lead", topic="背街小巷")
    assert open_.ambiguous
    assert len({item.group for item in open_.answers}) == 2
    named = ask(asker, role="lead", topic="背街小巷", places=("临江市", "磐石市"))
    assert len({item.group for item in named.answers}) == 2


def test_each_of_two_places_named_is_told_though_one_says_little_of_it(asker: Asker):
    both = ("临江市", "磐石市")
    answer = ask(asker, kind="who-leads", role="lead", topic="口袋公园", places=both)
    assert units(answer) == ["市城市管理局"]
    assert "磐石市(2024)没有找到关于“口袋公园”的任务" in answer.text


def test_two_works_in_one_question_are_told_apart(asker: Asker):
    answer = asker.ask("临江市口袋公园和消防通道分别由谁牵头？")
    assert {item.group: item.surfaces for item in answer.answers if item.group == "口袋公园"} == {
        "口袋公园": ("市城市管理局",)
    }
    assert units(answer) == ["市城市管理局", "市公安局", "市消防救援支队"]


@pytest.mark.parametrize(
    ("unit", "topic", "roles"),
    [
        ("市城市管理局", "口袋公园", ["牵头"]),
        ("市城市管理局", "背街小巷", ["配合"]),
        ("市城市管理局", "垃圾分类", ["责任"]),
        ("市住房和城乡建设局", "公共停车场", ["配合"]),
    ],
)
def test_a_unit_has_its_role_in_the_clause_that_is_meant(asker: Asker, unit: str, topic: str, roles: list[str]):
    answer = ask(asker, on="临江", kind="role-of", units=(unit,), topic=topic)
    assert [item.label for item in answer.answers] == roles


def test_each_of_two_units_has_its_role(asker: Asker):
    answer = ask(asker, on="临江", kind="role-of", units=("市财政局", "市城市管理局"), topic="口袋公园")
    assert {item.group: item.label for item in answer.answers} == {
        "临江市财政局": "配合",
        "临江市城市管理局": "牵头",
    }


def test_a_unit_that_the_clause_does_not_name_has_no_role_there(asker: Asker):
    answer = ask(asker, on="临江", kind="role-of", units=("市教育局",), topic="口袋公园")
    assert answer.refused
    assert "没有写到" in answer.text
    assert "市城市管理局" in answer.text


def test_a_unit_without_a_topic_has_all_its_roles(asker: Asker):
    answer = ask(asker, on="临江", kind="role-of", units=("市城市管理局",))
    assert [item.label for item in answer.answers] == ["配合", "责任", "牵头"]
    assert "配合2项" in answer.text
    of_the_plan = ask(asker, on="临江", kind="role-of", units=("市城市管理局",), topic="城市管理")
    assert of_the_plan.answers == answer.answers


@pytest.mark.parametrize(
    ("own", "others", "joint", "expected"),
    [
        ("lead", "lead", True, ["市消防救援支队"]),
        ("cooperating", "lead", None, ["市住房和城乡建设局"]),
        ("cooperating", "cooperating", True, ["市城市管理局"]),
        ("lead", "cooperating", None, ["市城市管理局"]),
    ],
)
def test_partners_are_those_in_the_role_asked_for(
    asker: Asker, own: str, others: str, joint: bool | None, expected: list[str]
):
    answer = ask(asker, on="临江", kind="partners", units=("市公安局",), roles=(own,), role=others, joint=joint)
    assert units(answer) == expected
    assert f"{len(expected)}家" in answer.text


def test_nobody_beside_a_unit_in_that_role_is_said(asker: Asker):
    answer = ask(asker, on="临江", kind="partners", units=("市教育局",), roles=("lead",), role="lead", joint=True)
    assert answer.refused
    assert "一起牵头" in answer.text


def test_what_is_offered_instead_is_short_and_names_the_place_once(asker: Asker):
    answer = asker.ask("临江市垃圾分类由谁牵头？")
    assert answer.suggestions[0] == "临江市“推进垃圾分类”由谁负责？"
    assert not any(asker.ask(one).refused for one in answer.suggestions)


RULED = """临江市养老服务改革意见（2024年）

排在第一位的部门为牵头部门，下同。

一、主要任务

1.建设社区食堂。在社区建设老年食堂。（市民政局、市财政局、市卫生健康委员会负责）
"""


def test_what_a_declared_rule_makes_lead_is_told_as_derived(tmp_path_factory: pytest.TempPathFactory):
    library = Library.open(tmp_path_factory.mktemp("ruled"))
    ingest_bytes(RULED.encode("utf-8"), "养老.txt", library)
    answer = ask(Asker.open(library), role="lead", topic="社区食堂")
    assert units(answer) == ["市民政局"]
    assert "推断：" in answer.text
    all_responsible = ask(Asker.open(library), kind="who-is-responsible", role="responsible", topic="社区食堂")
    assert "市民政局" in units(all_responsible)


def test_an_english_question_gets_english_sentences(asker: Asker):
    answer = ask(asker, on="临江", role="lead", topic="口袋公园", units=("市财政局",), english=True)
    assert "is led by" in answer.text
    assert "is not among them" in answer.text
    refusal = ask(asker, on="临江", role="supervising", topic="口袋公园", english=True)
    assert "does not say who supervises" in refusal.text
