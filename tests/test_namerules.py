"""Every rule of names is proved on its own examples, and every surface gets a rule that stands in the file."""

from __future__ import annotations

import re

import pytest

from extract.naming.names import UnitName, resolve_units
from extract.naming.places import find_place
from extract.naming.reasons import name_rules

RULES = name_rules()
EXAMPLES = [(rule.id, row) for rule in RULES.values() for row in rule.examples]
COUNTEREXAMPLES = [(rule.id, row) for rule in RULES.values() for row in rule.counterexamples]


def named(surface: str, place: str, *fields: str) -> UnitName:
    told = dict(field.split("=", 1) for field in fields)
    beside = [told["beside"]] if "beside" in told else []
    return resolve_units(
        [surface, *beside],
        place=find_place(place),
        heads=[told.get("head"), *[None for _ in beside]],
        year=int(told["year"]) if "year" in told else None,
        host=told.get("host"),
        home="本文",
    )[0]


@pytest.mark.parametrize(("rule", "row"), EXAMPLES, ids=lambda value: value if isinstance(value, str) else value[0])
def test_a_rule_names_its_examples(rule, row):
    surface, place, canonical, *fields = row
    name = named(surface, place, *fields)
    assert (name.canonical, name.rule) == (canonical, rule)


@pytest.mark.parametrize(
    ("rule", "row"), COUNTEREXAMPLES, ids=lambda value: value if isinstance(value, str) else value[0]
)
def test_a_rule_leaves_its_counterexamples_to_another(rule, row):
    surface, place, canonical, *fields = row
    name = named(surface, place, *fields)
    assert name.canonical == canonical
    assert name.rule != rule
    assert name.rule in RULES


def test_a_rule_says_what_it_does_in_both_languages():
    for rule in RULES.values():
        assert re.fullmatch(r"name\.[a-z_]+", rule.id)
        assert rule.zh.endswith("。")
        assert rule.en.endswith(".")
        assert rule.examples
        assert rule.counterexamples


def test_what_a_name_rests_on_is_said():
    assert named("市发改委", "芜湖市").because == "市：安徽省芜湖市；发改委：发展和改革委员会"
    assert named("民政局", "大同市平城区", "head=市").because == "市；市：山西省大同市"
    explained = named("市大气办", "芜湖市", "beside=市大气污染防治工作领导小组办公室")
    assert explained.because == "市大气污染防治工作领导小组办公室"
    assert named("宣教处", "山东省", "host=山东省生态环境厅").because == "山东省生态环境厅"
