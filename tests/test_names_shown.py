"""How plans, units and places are named on the pages: in one order, told apart by format, without the state's name."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph import facts, shelves, titles
from graph.library import Library
from graph.shelves import Shelf
from graph.unit_facts import unit_names
from ingest import ingest_bytes
from tests.opened import components, nodes, open_page, told, words
from views.names import behind, in_a_row, place_name, unit_aside, unit_link

PLAN = """全国清洁取暖{year}年工作方案
一、主要任务
（一）推进散煤替代。{year}年10月底前替代3万户。（生态环境部牵头，国家能源局配合）
（二）整治扬尘。{year}年12月31日前完成整治。
"""
PAGE = "<html><body><h1>全国清洁取暖2031年工作方案</h1>{}</body></html>"


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    held = Library.open(tmp_path / "library")
    for year in (2030, 2031):
        ingest_bytes(PLAN.format(year=year).encode(), f"{year}.txt", held)
    paragraphs = "".join(f"<p>{line}</p>" for line in f"{PLAN.format(year=2031)}（三）加强宣传。".splitlines()[1:])
    ingest_bytes(PAGE.format(paragraphs).encode(), "a.html", held)
    monkeypatch.setattr("views.frame.current_library", lambda: held)
    return held


def test_plans_stand_in_one_order_the_newest_first(library: Library) -> None:
    order = [row.doc for row in facts.plans(library)]
    assert order == ["2031.txt", "a.html", "2030.txt"]
    assert [row.doc for row in shelves.find_plans(library, Shelf())] == order
    for page in ("overview", "plan", "matrix"):
        linked = [one[1]["title"] for one in nodes(components(open_page(page))) if one[1].get("title") in order]
        assert linked == order, page


def test_two_formats_of_one_plan_are_told_apart(library: Library) -> None:
    assert {doc: form.format for doc, form in titles.formats(library).items()} == {"2031.txt": "text", "a.html": "html"}
    rows = [one for one in nodes(components(open_page("task"))) if one[0] == "tr"]
    assert any(told(row).endswith("网页") for row in rows)
    assert any(told(row).endswith("纯文本") for row in rows)
    (choice,) = open_page("matrix").selectbox
    assert choice.options == [
        "全国清洁取暖2031年工作方案 · 纯文本",
        "全国清洁取暖2031年工作方案 · 网页",
        "全国清洁取暖2030年工作方案",
    ]


def test_the_overview_tells_what_comes_next_and_whom_it_needs(library: Library) -> None:
    shown = words(open_page("overview", day="2030-01-01"))
    assert "此后还有 6 项时限，最近的是" in shown
    assert "到 2030-01-31 没有到期的时限。" in shown
    assert "此后还有" not in words(open_page("overview", day="2032-01-01"))


def test_bodies_of_the_state_go_by_their_short_names_with_the_whole_as_title() -> None:
    link = unit_link("unit-1", "中华人民共和国生态环境部")
    assert (link.children, dict(link.attributes)["title"]) == (("生态环境部",), "中华人民共和国生态环境部")
    assert "title" not in dict(unit_link("unit-2", "朔州市能源局").attributes)


def test_names_in_a_row_say_how_many_there_are() -> None:
    found = in_a_row(["甲局", "乙局", "丙局", "丁局", "戊局"])
    assert found is not None
    assert told(found.plain()) == "甲局、乙局、丙局、丁局 等 5 个"
    assert dict(found.attributes)["title"] == "甲局、乙局、丙局、丁局、戊局"
    assert in_a_row([]) is None


def test_a_place_breaks_behind_its_province_only() -> None:
    assert [part[2] for part in place_name("广西壮族自治区梧州市").plain()[2]] == [["广西壮族自治区"], ["梧州市"]]


def test_units_of_one_name_are_told_apart_by_their_plans(library: Library) -> None:
    units = {name: unit for unit, name in unit_names(library).items()}
    assert unit_aside(library, units["国家能源局"]) == "全国 · 全国清洁取暖2030年工作方案 等 3 份"
    assert not unit_aside(library, "unit-0")


def test_the_filters_of_overlaps_tell_two_formats_apart(library: Library) -> None:
    known = titles.titles(library)
    assert [behind(known[doc].format) for doc in ("2031.txt", "a.html", "2030.txt")] == [" · 纯文本", " · 网页", ""]
