"""Lines of work: every name of the lexicon has its concepts, every concept its words, in both languages."""

from __future__ import annotations

import csv
import re
import tomllib
from pathlib import Path

import pytest

from extract.naming.names import UnitName, resolve_unit
from extract.naming.places import find_place
from graph.functions import functions_of, load_functions, of_functions, work_of

ROOT = Path(__file__).resolve().parent.parent
LEXICON = ROOT / "extract" / "lexicon" / "functions.csv"
TABLE = tomllib.loads((ROOT / "graph" / "rules" / "functions.toml").read_text("utf-8"))


def named(words: str, place: str = "朔州市") -> UnitName:
    return resolve_unit(words, place=find_place(place))


def called(canonical: str) -> UnitName:
    """A body of which only the whole name is known."""
    return UnitName(canonical=canonical, unit_id="unit-1", collective=False, place=None, function=None)


def work(words: str, place: str = "朔州市") -> list[str]:
    return [concept.zh for concept in functions_of(named(words, place))]


def test_every_line_of_work_of_the_lexicon_has_its_concepts():
    with LEXICON.open(encoding="utf-8", newline="") as file:
        names = [row["full"] for row in csv.DictReader(file)]
    assert [name for name in names if not work_of(name)] == []


def test_every_concept_is_labelled_and_defined_in_both_languages():
    for concept in load_functions().values():
        assert re.fullmatch(r"[a-z]+(?:-[a-z]+)*", concept.id)
        assert all((concept.zh, concept.en, concept.definition_zh, concept.definition_en)), concept.id
        assert re.search("[一-鿿]", concept.en + concept.definition_en) is None, concept.id
    labels = [concept.zh for concept in load_functions().values()]
    assert len(labels) == len(set(labels)) == len({concept.en for concept in load_functions().values()})


def test_every_group_has_concepts_below_it_and_only_groups_stand_at_the_top():
    concepts = load_functions().values()
    above = {concept.broader for concept in concepts if concept.broader}
    for concept in concepts:
        found_by_something = bool(concept.names or concept.pattern)
        assert found_by_something == (concept.broader is not None), concept.id
        assert concept.broader or concept.id in above, concept.id


PATTERNS = [row for row in TABLE["concept"] if "pattern" in row]


@pytest.mark.parametrize("row", PATTERNS, ids=lambda row: row["id"])
def test_each_pattern_finds_its_examples_and_none_of_its_counterexamples(row: dict[str, list[str]]):
    assert row["examples"]
    assert row["counterexamples"]
    for name in row["examples"]:
        assert row["id"] in [concept.id for concept in functions_of(called(name))], name
    for name in row["counterexamples"]:
        assert row["id"] not in [concept.id for concept in functions_of(called(name))], name


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("市文化广电旅游体育局", ["旅游", "体育", "文化", "广播电视"]),
        ("市文化和旅游局", ["文化", "旅游"]),
        ("市规划和自然资源局", ["自然资源", "城乡规划"]),
        ("市环保局", ["生态环境"]),
        ("市生态环境局平鲁分局", ["生态环境"]),
        ("市税务局", ["税务"]),
        ("市中级人民法院", ["审判"]),
        ("市供电公司", ["供电"]),
        ("市总工会", ["工会"]),
        ("市委宣传部", ["宣传"]),
        ("市政府", []),
        ("某某环保有限公司", []),
        ("市生态环镜局", []),
    ],
)
def test_the_lines_of_work_of_a_body(words: str, expected: list[str]):
    assert sorted(work(words)) == sorted(expected)


def test_traffic_police_are_police_too():
    units = [named("市交警支队"), named("市公安局"), named("市司法局")]
    assert len(of_functions(units, "police")) == 2
    assert [unit.canonical for unit in of_functions(units, "traffic-police")] == ["朔州市公安局交通警察支队"]


def test_bodies_of_two_places_meet_in_one_line_of_work_whatever_they_are_called():
    units = [named("市规划和自然资源局"), named("市自然资源局", "大同市"), named("市国土局", "运城市")]
    assert [unit.canonical for unit in of_functions(units, "natural-resources")] == [unit.canonical for unit in units]


def test_central_bodies_have_the_line_of_work_of_their_name():
    assert [concept.id for concept in functions_of(called("中华人民共和国生态环境部"))] == ["environment"]
    assert functions_of(called("国家移民管理局")) == ()


def test_what_is_known_in_part_has_no_concept():
    assert work_of("教育和星际航行") == ()
    assert work_of("管理") == ()
