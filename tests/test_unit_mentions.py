"""Units as questions call them: clipped, in front of the question, as a class, with a second name in brackets."""

from __future__ import annotations

import re

import pytest

from graph.holdings import Holdings, load_holdings
from graph.understanding.names import find_names
from graph.wording import load_table
from ingest import sample_library


@pytest.fixture(scope="module")
def holdings() -> Holdings:
    return load_holdings(sample_library())


def units_in(question: str, holdings: Holdings) -> list[str]:
    return [one.words for one in find_names(question, holdings) if one.sign == "Ⓤ" and one.held]


@pytest.mark.parametrize(
    ("question", "units"),
    [
        ("商务,平城的,牵头的有哪几条", ["商务"]),
        ("住建都管哪些事", ["住建"]),
        ("扬尘里各街道办挂什么名", ["各街道办"]),
        ("发改,科工两家谁牵头的多", ["发改", "科工"]),
    ],
)
def test_clipped_names_and_classes_are_units(question: str, units: list[str], holdings: Holdings):
    assert units_in(question, holdings) == units


@pytest.mark.parametrize("question", ["交通,平城归哪个部门管", "商务,谁牵头", "环保,哪些单位负责的"])
def test_a_topic_in_front_of_a_question_for_units_is_no_unit(question: str, holdings: Holdings):
    assert units_in(question, holdings) == []


def test_second_names_stand_in_brackets_behind_the_first():
    gloss = load_table("unitwords")["gloss"]
    for example in gloss["examples"]:
        first, second = example.rstrip(")").split("(")
        assert re.search(gloss["opens"], f"{first}({second[: len(second) // 2]}")
