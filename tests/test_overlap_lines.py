"""Which plans stand in one line: of one subject, and a lower place or a later year."""

from __future__ import annotations

import dataclasses

import pytest

from extract.classifying.sectordata import load_sectors
from extract.records import Document, Meta, SectorMention, Task, content_id
from graph.lines import Follows, line_of
from graph.overlapping.subjects import ALIKE, likeness, one_subject, subject_of
from graph.wording import load_table

RULES = load_table("subjects")
AIR = ["yangchen", "guolu-luyao", "jidongche", "kaohe"]
SCHOOLS = ["jiaoyu", "jiaoyu", "wenhua", "kaohe"]


def plan(doc: str, place: str, sectors: list[str], *, title: str = "行动方案", cites: tuple[str, ...] = ()) -> Document:
    mentions = [SectorMention(id=sector, label=sector, start=0, end=1) for sector in sectors]
    tasks = tuple(
        Task(id=content_id("task", doc, at), number=None, title="任", section="", start=at, end=at + 1,
             sectors=(mention,))
        for at, mention in enumerate(mentions)
    )  # fmt: skip
    meta = Meta(title=title, jurisdiction=place, cites=cites)
    return Document(doc=doc, sha256="0" * 64, text_sha256="0" * 64, meta=meta, tasks=tasks)


@pytest.mark.parametrize("pair", RULES["example"])
def test_plans_of_one_subject_are_known_by_their_sectors(pair: dict[str, list[str]]):
    assert likeness(subject_of(pair["a"]), subject_of(pair["b"])) >= ALIKE


@pytest.mark.parametrize("pair", RULES["counterexample"])
def test_what_every_plan_has_makes_no_subject(pair: dict[str, list[str]]):
    assert likeness(subject_of(pair["a"]), subject_of(pair["b"])) < ALIKE


def test_the_rules_name_sectors_that_there_are():
    known = {sector.id for sector in load_sectors()}
    named = [*RULES["everywhere"], *(sector for family in RULES["kin"].values() for sector in family)]
    assert set(named) <= known
    assert not set(RULES["everywhere"]) & {sector for family in RULES["kin"].values() for sector in family}


def test_a_lower_plan_of_the_same_subject_follows_and_one_of_another_does_not():
    upper = plan("上", "山西省", AIR)
    assert line_of(upper, plan("下", "山西省大同市", ["yangchen", "kongqi-zhiliang"])) == Follows("levels", "上")
    assert line_of(plan("下", "山西省大同市", AIR), upper) == Follows("levels", "上")
    assert line_of(upper, plan("下", "山西省大同市", SCHOOLS)) is None
    assert line_of(upper, plan("旁", "山东省青岛市", AIR)) is None


def test_a_lower_plan_that_cites_the_upper_one_follows_it_whatever_both_are_about():
    upper = dataclasses.replace(plan("上", "山西省", AIR, title="山西省扬尘污染防治三年行动计划"))
    lower = plan("下", "山西省大同市", SCHOOLS, cites=("山西省扬尘污染防治三年行动计划",))
    assert line_of(upper, lower) == Follows("levels", "上")


def test_a_later_year_of_one_place_follows_in_the_same_subject_only():
    years = [plan(str(year), "山西省大同市", AIR, title=f"大同市{year}年行动计划") for year in (2021, 2022)]
    other = plan("校", "山西省大同市", SCHOOLS, title="大同市2023年行动计划")
    assert line_of(*reversed(years)) == Follows("years", "2021")
    assert line_of(years[0], other) is None


def test_plans_without_tasks_are_of_no_subject():
    assert not one_subject(plan("甲", "山西省", []), plan("乙", "山西省", []))
