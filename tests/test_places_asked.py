"""Places that stand in questions beside words of asking, in names of bodies, and times by their quarter."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from graph.asking import Asker
from graph.library import Library
from graph.questions import understand
from graph.understanding.times import parse_time
from graph.wording import load_table
from ingest import ingest_bytes, sample_library

CITY = """泰安市2022年物流枢纽建设方案

一、重点任务

1.建设货运专线。修建专用线两条，严查超载。（牵头单位：市交通运输局；责任单位：国铁济南局、各县（市、区）政府）

2.培育物流企业。组织培训。（牵头单位：市商务局；责任单位：市邮政局）
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Asker:
    library = Library.open(Path(tmp_path_factory.mktemp("places")))
    ingest_bytes(CITY.encode(), "f0.txt", library)
    return Asker.open(library)


@pytest.mark.parametrize(
    "question", ["介休哪个局牵头货运专线", "货运专线归灵石哪个部门管", "培育物流企业在介休由谁牵头"]
)
def test_a_county_that_is_not_held_is_answered_by_nobody_else(question: str, own: Asker):
    answer = own.ask(question)
    assert answer.refused
    assert re.search("介休|灵石", answer.text)


@pytest.mark.parametrize("question", ["货运专线哪个局牵头", "泰安的货运专线由谁牵头", "物流企业归谁管"])
def test_words_before_a_question_are_no_counties_by_that_alone(question: str, own: Asker):
    assert understand(question, own.holdings).missing is None


def test_a_body_whose_name_holds_a_place_is_a_body(own: Asker):
    form = understand("国铁济南局负责哪些任务", own.holdings)
    assert (form.units, form.places) == (("国铁济南局",), ())
    assert {item.label for item in own.ask("国铁济南局负责哪些任务").answers} == {"建设货运专线"}


def test_words_that_ask_who_it_is_there():
    table = load_table("unitwords")["asked"]
    assert all(re.search(table["there"], words) for words in table["examples"])
    assert not any(re.search(f"(?<=介休){table['there']}", words) for words in table["counterexamples"])


def test_before_a_quarter_is_by_its_end():
    assert parse_time("二季度前", year=2022).last == date(2022, 6, 30)  # type: ignore[union-attr]
    assert parse_time("6月前", year=2022).last == date(2022, 5, 31)  # type: ignore[union-attr]


def test_both_roles_that_a_question_asks_for_are_told(own: Asker):
    answer = own.ask("建设货运专线的牵头单位和责任单位分别是谁")
    assert {item.role for item in answer.answers} == {"lead", "responsible"}
    assert "中国铁路济南局集团有限公司" in answer.text


def test_only_words_of_the_clause_are_in_quotation_marks(own: Asker):
    assert "“严查超载”有关的部分" in own.ask("谁牵头严查超载").text
    assert "“超载严查整治”" not in own.ask("谁牵头超载严查整治").text


def test_a_body_that_is_only_spoken_of_is_quoted_and_not_denied():
    answer = Asker.open(sample_library()).ask("山西省住建厅配合哪些任务")
    assert answer.refused
    assert "省住建厅" in answer.text
    assert "没有写到" not in answer.text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("新泰谁牵头建设货运专线", "没有新泰市的方案；泰安市(2022)的方案里写的是"),
        ("新泰严查超载谁牵头", ""),
        ("肥城谁牵头建设货运专线", None),
    ],
)
def test_the_plan_around_a_county_is_told_as_such(question: str, said: str | None, tmp_path: Path):
    """A county that the plan never names is refused; where only its clause speaks of it, nothing need be said."""
    library = Library.open(tmp_path)
    ingest_bytes(CITY.replace("严查超载", "在新泰市严查超载").encode(), "f0.txt", library)
    answer = Asker.open(library).ask(question)
    if said is None:
        assert answer.refused
        assert "没有肥城市的方案" in answer.text
    else:
        assert not answer.refused
        assert "泰安市交通运输局" in {item.label for item in answer.answers}
        assert answer.text.startswith(said) if said else "没有" not in answer.text
