"""The pages of overlaps, of two plans compared, and of single findings: what they count, show and never do."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from extract.pipeline import Extractor
from graph import analysing, kept_findings, kept_overlaps
from graph.kept_overlaps import Wanted
from graph.library import Library
from graph.sidebyside import around, only_here
from graph.verdicts import standing_verdicts
from ingest import sample_library
from tests.opened import components, nodes, open_page, told, words
from views.overlaps import PAGE

CHINESE = re.compile(r"[一-鿿]+")
CITED = {"示例文件", "等", "力争", "万", "亿"}
QUOTED = re.compile(r"“[^”]*”|《[^》]*》|(?<=ask for )\S+(?= of)")
MARKUP = "<script>alert(1)</script>**粗**"
HOSTILE = "<script>alert(1)</script>**粗**:red[红]$x$[链接](http://evil.example)"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("kept") / "samples"
    shutil.copytree(sample_library().home, home, ignore=shutil.ignore_patterns("analysis.db*"))
    analysing.refresh(Library.open(home, samples=True))
    return home


@pytest.fixture
def library(kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    """The samples with all that analysis finds, in a folder of their own."""
    shutil.copytree(kept, tmp_path / "samples")
    library = Library.open(tmp_path / "samples", samples=True)
    monkeypatch.setattr("views.frame.current_library", lambda: library)
    monkeypatch.setattr("views.analysing.ensure", lambda _library, **_more: None)
    return library


def of_class(page: AppTest, name: str) -> list[list[Any]]:
    return [node for node in nodes(components(page)) if name in str(node[1].get("class", "")).split()]


def rows(page: AppTest) -> list[str]:
    return [node[1]["href"] for node in of_class(page, "overlaps-open")]


def said(value: Any) -> Iterator[str]:
    """The words of a page that are ours: not those marked as Chinese, not what is quoted."""
    if isinstance(value, str):
        yield QUOTED.sub("", value)
    elif isinstance(value, list) and len(value) == 3 and isinstance(value[1], dict):
        if value[1].get("lang") != "zh-CN" and value[1].get("class") != "lines":  # facts name units
            yield from said(value[1].get("title", ""))
            for child in value[2]:
                yield from said(child)
    elif isinstance(value, list):
        for item in value:
            yield from said(item)


def test_pairs_stand_in_short_rows_a_page_at_a_time(library: Library):
    pairs = kept_overlaps.pairs(library)
    page = open_page("overlaps")
    assert f"仍在列 {len(pairs)}" in words(page)
    assert [re.search(r"pair=([\w-]+)", href)[1] for href in rows(page)] == [pair.id for pair in pairs[:PAGE]]
    last = open_page("overlaps", from_=str(len(pairs) - 1))
    assert len(rows(last)) == 1


@pytest.mark.parametrize("kind", ["same", "related"])
def test_a_kind_shows_as_many_as_it_says(kind: str, library: Library):
    number = kept_overlaps.count(library, Wanted(kind=kind))
    page = open_page("overlaps", kind=kind)
    assert f"仍在列 {number}" in words(page)
    assert len(rows(page)) == min(number, PAGE)


def test_a_pair_shows_both_clauses_with_what_only_one_says(library: Library):
    pair = next(one for one in kept_overlaps.pairs(library) if {"lead", "deadline"} <= {d.aspect for d in one.differs})
    page = open_page("overlaps", pair=pair.id)
    shown = words(page)
    cards = of_class(page, "overlaps-card")
    assert len(cards) == 2
    for side, card in zip((pair.a, pair.b), cards, strict=True):
        assert side.title in told(card)
        assert f"task?id={side.task}" in shown
        marks = [told(node) for node in nodes(card) if node[0] == "mark"]
        assert marks
    assert pair.why in shown
    differing = [told(row) for row in nodes(components(page)) if row[0] == "tr" and row[1].get("class") == "differs"]
    assert len(differing) == len(pair.differs)
    assert any("牵头" in row for row in differing)


def test_an_unknown_pair_is_not_found_and_near_ones_are_offered(library: Library):
    for asked in ("overlap-0", HOSTILE, "x" * 10_000, "\0", "../.."):
        page = open_page("overlaps", pair=asked)
        assert "未找到" in words(page)
        assert rows(page)


def test_a_pair_is_judged_in_words_of_overlaps_and_counted_apart(library: Library):
    pair = kept_overlaps.pairs(library)[0]
    page = open_page("overlaps", pair=pair.id)
    assert {"确是重叠", "不是重叠", "已处理"} <= {button.label for button in page.button}
    page.text_input(key="judge-who").set_value("督查室王芳")
    next(button for button in page.button if button.label == "不是重叠").click().run()
    assert not page.exception
    assert standing_verdicts(library.verdicts())[pair.id].verdict == "misread"
    assert "不是重叠" in words(open_page("overlaps", pair=pair.id))
    listed = open_page("overlaps")
    assert f"仍在列 {kept_overlaps.count(library) - 1}" in words(listed)
    assert pair.id not in " ".join(rows(listed))
    assert pair.id in " ".join(rows(open_page("overlaps", aside="1")))


def test_viewers_see_pairs_and_judge_none(library: Library, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("views.people.may_edit", lambda: False)
    page = open_page("overlaps", pair=kept_overlaps.pairs(library)[0].id)
    assert not page.button
    assert not open_page("findings", check="no-lead").button


def test_levels_lead_to_the_comparison_and_to_as_many_pairs_as_they_say(library: Library):
    found = kept_overlaps.lines(library, "levels")
    shown = [node for node in nodes(components(open_page("overlaps", line="levels"))) if node[0] == "tr"][1:]
    assert len(shown) == len(found) > 0
    for line, row in zip(found, shown, strict=True):
        assert line.first_title in told(row)
        assert f"仍在列 {line.pairs}" in words(open_page("overlaps", a=line.first, b=line.second))


def test_every_number_of_a_comparison_opens_a_list_of_that_length(library: Library):
    line = kept_overlaps.lines(library, "levels")[0]
    page = open_page("comparison", a=line.first, b=line.second)
    figures = next(node for node in nodes(components(page)) if "comparison-figures" in str(node[1].get("class")))
    linked = [node for node in nodes(figures) if node[0] == "a"]
    assert linked
    for node in linked:
        number, part = int(told(node[2][0])), re.search(r"show=(\w+)", node[1]["href"])[1]
        listed = open_page("comparison", a=line.first, b=line.second, show=part)
        section = next(one for one in nodes(components(listed)) if one[1].get("id") == part)
        shown = [one for one in nodes(section) if one[0] == ("li" if part in ("new", "dropped") else "article")]
        assert len(shown) == number


def test_a_finding_has_an_address_and_the_unknown_ones_say_so(library: Library):
    finding = kept_findings.findings(library)[0]
    page = open_page("findings", id=finding.id)
    assert finding.title in words(page)
    assert all(fact in words(page) for fact in finding.facts)
    for asked in ("finding-0", HOSTILE, "\0" + finding.id):
        assert "未找到" in words(open_page("findings", id=asked))


def test_findings_of_a_unit_and_a_kind_are_as_many_as_told(library: Library):
    (unit, *_), *_ = library.read("SELECT unit FROM duty JOIN task ON task.id = duty.task GROUP BY unit ORDER BY 1")
    for params in ({"unit": unit}, {"kind": "未识别"}, {"place": "大同"}):
        number = kept_findings.count(library, kept_findings.Wanted(check="no-deadline", **params))
        assert f"仍在列 {number}" in words(open_page("findings", check="no-deadline", **params))


@pytest.mark.parametrize(
    ("name", "params"),
    [("overlaps", {}), ("overlaps", {"line": "levels"}), ("overlaps", {"pair": "?"}), ("findings", {}),
     ("findings", {"check": "several-leads"}), ("comparison", {"a": "?", "b": "?"})],
)  # fmt: skip
def test_english_pages_are_english_but_for_the_words_of_documents(name: str, params: dict[str, str], library: Library):
    pair = kept_overlaps.pairs(library)[0]
    known = {"pair": pair.id, "a": pair.a.doc, "b": pair.b.doc}
    page = open_page(name, lang="en", **{key: known.get(key, value) for key, value in params.items()})
    ours = [word for data in components(page) for node in data.get("nodes", ()) for word in said(node)]
    assert {run for word in ours for run in CHINESE.findall(word)} <= CITED


def test_hostile_words_stay_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    library, extractor = Library.open(tmp_path), Extractor()
    for name, place in (("甲", "朔州市"), ("乙", "大同市")):
        work = f"1. 改造供水管网{MARKUP}。更换漏损管道，{MARKUP}。（牵头单位：市{name}{MARKUP}局、市住建局）"
        text = f"{place}{MARKUP}工作方案\n\n一、重点任务\n\n{work}\n2. 整治黑臭水体。清理淤泥。（牵头单位：市水利局）\n"
        document, read = extractor.extract(text.encode(), f"{name}<b>.txt")
        library.add(document, text=read, original=text.encode())
    analysing.refresh(library)
    monkeypatch.setattr("views.frame.current_library", lambda: library)
    monkeypatch.setattr("views.analysing.ensure", lambda _library, **_more: None)
    (pair, *_) = kept_overlaps.pairs(library)
    shown = [open_page("overlaps"), open_page("overlaps", pair=pair.id), open_page("findings", check="several-leads"),
             open_page("comparison", a=pair.a.doc, b=pair.b.doc)]  # fmt: skip
    for page in shown:
        assert MARKUP in words(page)
        for element in page.main:
            if element.type in ("markdown", "heading", "title", "header", "caption", "html", "alert"):
                assert "script" not in str(element.proto)


def test_words_of_another_order_are_no_difference_and_numbers_are_whole():
    text, other = "到2025年，完成老旧小区改造；建立台账。", "建立台账，到2024年完成老旧小区改造。"
    assert [text[start:end] for start, end in only_here(text, other)] == ["2025"]
    assert only_here(text, text) == []
    assert only_here("", "甲") == []
    assert around("", [], most=10) == []


def test_of_a_long_clause_the_sentences_that_matter_are_shown():
    text = "一、供水。" + "无关的话。" * 100 + "更换漏损管道。" + "其他的话。" * 100
    begin = text.index("更换")
    parts = around(text, [(begin, begin + 6)], most=50)
    assert [text[start:end] for start, end in parts] == ["一、供水。", "更换漏损管道。"]
