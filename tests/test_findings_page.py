"""The page of gaps and conflicts: what it counts, what it shows of each finding, and judgements by buttons."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from graph import analysing
from graph.findings import Check
from graph.gaps import find_gaps
from graph.library import Library
from graph.verdicts import standing_verdicts
from ingest import sample_library
from tests.opened import components, nodes, open_page, told, words


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples with all that analysis finds."""
    home = tmp_path_factory.mktemp("kept") / "samples"
    shutil.copytree(sample_library().home, home, ignore=shutil.ignore_patterns("analysis.db*"))
    analysing.refresh(Library.open(home, samples=True))
    return home


@pytest.fixture
def library(kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    """The samples in a folder of their own, so that judgements stay in this test."""
    shutil.copytree(kept, tmp_path / "samples")
    library = Library.open(tmp_path / "samples", samples=True)
    monkeypatch.setattr("views.analysing.ensure", lambda _library, **_more: None)
    monkeypatch.setattr("views.frame.current_library", lambda: library)
    return library


def gaps_of(library: Library) -> dict[str, Check]:
    found = find_gaps((document, library.text(document.doc)) for document in library.documents())
    return {check.id: check for check in found}


def rows(page: AppTest) -> dict[str, list[str]]:
    """The checks by name: open, judged, definition."""
    found = [[told(cell) for cell in node[2]] for node in nodes(components(page)) if node[0] == "tr"]
    return {name: rest for name, *rest in found[1:]}


def cards(page: AppTest) -> list[str]:
    return [told(node) for node in nodes(components(page)) if node[1].get("class") == "card"]


def press(page: AppTest, label: str, *, who: str = "督查室王芳", note: str = "") -> None:
    page.text_input(key="judge-who").set_value(who)
    page.text_input(key="judge-note").set_value(note)
    next(button for button in page.button if button.label == label).click().run()
    assert not page.exception, [error.value for error in page.exception]


def test_every_check_stands_with_its_definition_and_its_number(library: Library):
    shown = rows(open_page("findings"))
    for check in gaps_of(library).values():
        assert shown[check.zh] == [str(check.count), "0", check.definition_zh]


def test_english_says_the_same(library: Library):
    shown = rows(open_page("findings", lang="en"))
    check = gaps_of(library)["no-lead"]
    assert shown[check.en] == [str(check.count), "0", check.definition_en]
    assert check.findings[0].facts_en[0] in words(open_page("findings", check="no-lead", lang="en"))


def test_a_finding_shows_its_facts_and_its_words(library: Library):
    check = gaps_of(library)["no-lead"]
    shown = cards(open_page("findings", check="no-lead"))
    assert len(shown) == check.count
    for finding, card in zip(check.findings, shown, strict=True):
        assert finding.title in card
        assert all(fact in card for fact in finding.facts)
        assert all(" ".join(quote.quote.split())[:60] in card for quote in finding.quotes[:3])


def test_what_is_misread_is_put_aside_and_can_be_taken_back(library: Library):
    number = gaps_of(library)["no-lead"].count
    page = open_page("findings", check="no-lead")
    press(page, "识别有误", note="另有总牵头单位")
    assert len(cards(page)) == number - 1
    assert f"仍在列 {number - 1}" in words(page)
    aside = open_page("findings", check="no-lead", aside="1")
    (card,) = cards(aside)
    assert "识别有误" in card
    assert "督查室王芳" in card
    assert "另有总牵头单位" in card
    press(aside, "撤销")
    assert len(cards(open_page("findings", check="no-lead"))) == number
    assert [one.undoes for one in library.verdicts()] == [None, 1]


def test_what_is_confirmed_stays_in_the_list_and_says_so(library: Library):
    page = open_page("findings", check="no-lead")
    number = len(cards(page))
    press(page, "原文如此")
    assert len(cards(page)) == number
    assert "原文如此" in cards(page)[0]
    assert f"仍在列 {number}（其中已判断 1）" in words(page)
    (verdict,) = standing_verdicts(library.verdicts()).values()
    assert verdict.check == "no-lead"
    assert gaps_of(library)["no-lead"].findings[0].title in verdict.words


def test_nobody_judges_without_a_name(library: Library):
    page = open_page("findings", check="no-lead")
    press(page, "已处理", who="")
    assert "请先填写“判断人”" in words(page)
    assert library.verdicts() == []


def test_an_unknown_check_is_told(library: Library):
    assert "全部检查" in words(open_page("findings", check="no-such-check"))


def test_one_plan_alone(library: Library):
    check = gaps_of(library)["no-deadline"]
    doc = check.findings[0].doc
    number = sum(one.doc == doc for one in check.findings)
    assert f"仍在列 {number}" in words(open_page("findings", check="no-deadline", doc=doc))
