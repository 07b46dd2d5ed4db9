"""What is printed around, inside and instead of the words of a plan: each hazard, and what is read in spite of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from opencc import OpenCC  # type: ignore[import-untyped]

from extract.pipeline import Extractor
from extract.reading.reader import read_source
from extract.records import Document
from extract.text.folding import fold

TITLE = "湖南省推进数字经济发展实施方案"


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def plan(*lines: str) -> str:
    return "\n".join([TITLE, "", "一、重点任务", "", "1.推进改造。加快推进数字化改造。", *lines, ""])


def units(document: Document) -> list[tuple[str, str, str]]:
    return [(unit.role, unit.text, unit.canonical) for one in document.assignments for unit in one.units]


def ignored(text: str) -> list[tuple[str, str]]:
    source = read_source(text.encode(), "a.txt")
    return [(each.reason, text[each.start : each.end]) for each in source.ignored]


def test_inserted_pinyin_is_ignored_and_the_units_are_whole(extractor: Extractor) -> None:
    text = plan("（省通信管理(lǐ)局、省工(gōng)業和信息化廳牵头，湘西经(jīng)开区(qū)(qū)管委会配合）")
    document, _ = extractor.extract(text.encode(), "a.txt")
    assert [words for reason, words in ignored(text) if reason == "注音"] == [
        "(lǐ)",
        "(gōng)",
        "(jīng)",
        "(qū)(qū)",
    ]
    assert units(document) == [
        ("lead", "省通信管理局", "湖南省通信管理局"),
        ("lead", "省工業和信息化廳", "湖南省工业和信息化厅"),
        ("cooperating", "湘西经开区管委会", "湘西经济技术开发区管理委员会"),
    ]


@pytest.mark.parametrize("words", ["管线长度(km)", "政务服务(app)", "规划(a)", "平米(mu)"])
def test_other_brackets_are_no_pinyin(words: str) -> None:
    assert ignored(f"推进{words}建设工作。") == []


def test_traditional_text_gives_simplified_names_and_its_own_words(extractor: Extractor) -> None:
    text = (
        "湖北省推進數字經濟發展行動計劃\n\n一、重點任務\n\n1．推進改造。2023年12月底前，完成數字化改造。"
        "牽頭單位:省財政廳;責任單位:省發改委、人行武漢分行，各市州政府。\n"
        "2．加強監測。（省生態環境廳牽頭、省水利廳配合，列第一位者為牽頭單位，下同）\n"
    )
    document, _ = extractor.extract(text.encode("utf-8"), "a.txt")
    assert document.meta.title == "湖北省推進數字經濟發展行動計劃"
    assert document.meta.jurisdiction == "湖北省"
    assert [convention.rule for convention in document.conventions] == ["first-is-lead"]
    assert [deadline.to for deadline in document.deadlines] == ["2023-12-31"]
    assert units(document)[:2] == [
        ("lead", "省財政廳", "湖北省财政厅"),
        ("responsible", "省發改委", "湖北省发展和改革委员会"),
    ]
    for assignment in document.assignments:
        assert text[assignment.start : assignment.end] == assignment.text
        assert all(re.sub(r"\s", "", text[unit.start : unit.end]) == unit.text for unit in assignment.units)


@pytest.mark.parametrize("seed", ["001", "002"])
def test_a_seed_in_traditional_characters_says_the_same(extractor: Extractor, seeds: Path, seed: str) -> None:
    text = next(seeds.glob(f"{seed}*.txt")).read_text("utf-8")
    simple, _ = extractor.extract(text.encode(), "a.txt")
    traditional, _ = extractor.extract(OpenCC("s2t").convert(text).encode(), "a.txt")
    named = [(role, canonical) for role, _, canonical in units(simple)]
    assert [(role, canonical) for role, _, canonical in units(traditional)] == named
    assert [each.to for each in traditional.deadlines] == [each.to for each in simple.deadlines]


@pytest.mark.parametrize("seed", ["001", "002"])
@pytest.mark.parametrize("between", ["", " "])
def test_a_seed_without_line_breaks_has_the_same_units(
    extractor: Extractor, seeds: Path, seed: str, between: str
) -> None:
    text = next(seeds.glob(f"{seed}*.txt")).read_text("utf-8")
    whole, _ = extractor.extract(text.encode(), "a.txt")
    one_line, _ = extractor.extract(re.sub(r"\s*\n\s*", between, text).encode(), "a.txt")
    assert sorted(units(one_line)) == sorted(units(whole))


def test_a_label_list_ends_where_the_next_clause_begins_without_a_line_break(extractor: Extractor) -> None:
    first = "牵头单位：省林业局责任单位：各县（市、区）人民政府2.实施增绿工程。"
    text = plan(f"{first}（二）建立机制。牵头单位：省林业局四、保障措施")
    document, _ = extractor.extract(text.encode(), "a.txt")
    assert [words for _, words, _ in units(document)] == ["省林业局", "各县（市、区）人民政府", "省林业局"]


@pytest.mark.parametrize("glyphs", ["（）", "()", "〔〕", "﹝﹞", "［］", "[]", "【】", "[)", "（]"])
def test_brackets_of_every_shape(extractor: Extractor, glyphs: str) -> None:
    text = plan(f"{glyphs[0]}省财政厅牵头,各县(市、区)政府配合{glyphs[1]}")
    document, _ = extractor.extract(text.encode(), "a.txt")
    assert [(role, words) for role, words, _ in units(document)] == [
        ("lead", "省财政厅"),
        ("cooperating", "各县(市、区)政府"),
    ]


@pytest.mark.parametrize(
    "broken",
    ["县自然资\n源局", "县自然资\r\n源局", "县自然资　\n　源局", "县自然资\n\n— 4 —\n\n源局", "县自然资— 4 —源局"],
)
def test_a_name_broken_by_a_line_or_a_page_is_whole(extractor: Extractor, broken: str) -> None:
    text = plan(f"（{broken}、县农业农村局牵头）")
    document, _ = extractor.extract(text.encode(), "a.txt")
    assert [words for _, words, _ in units(document)] == ["县自然资源局", "县农业农村局"]


def test_blotted_characters_are_said_and_not_filled_in(extractor: Extractor) -> None:
    text = plan("**年5月至6月完成整治。由省下**发目标。（省财*厅牵头）")
    document, _ = extractor.extract(text.encode(), "a.txt")
    codes = [(issue.code, text[issue.start : issue.end]) for issue in document.issues]
    assert codes == [("text.censored-date", "**年5月至6月"), ("text.censored", "**"), ("text.censored", "*")]
    assert document.deadlines == ()


def test_spun_words_are_said_and_not_read(extractor: Extractor) -> None:
    text = plan("（省生长改造委牵头卖力）", "2.完善机制。", "主办部位：省财政厅", "3.其他。（省水利厅牵头）")
    document, _ = extractor.extract(text.encode(), "a.txt")
    assert [words for _, words, _ in units(document)] == ["省水利厅"]
    assert {issue.code for issue in document.issues} == {"text.spun"}


def test_what_was_put_between_the_lines_is_ignored() -> None:
    text = plan(
        "附件 1 — 4 — 大气污染防治",
        "监督电话：3902532。",
        "【更多文档,添加QQ:12345】",
        "<p>推进改造&nbsp;工作。</p>",
        "Page 1:",
    )
    assert ignored(text) == [
        ("行内页码", "— 4 —"),
        ("联系电话", "监督电话：3902532。"),
        ("广告", "【更多文档,添加QQ:12345】"),
        ("网页标记", "<p>"),
        ("网页标记", "&nbsp;"),
        ("网页标记", "</p>"),
        ("页码", "Page 1:"),
    ]


def test_what_was_put_into_a_web_page_is_ignored_too(extractor: Extractor) -> None:
    paragraphs = "".join(f"<p>{line}</p>" for line in plan("（省通信管理(lǐ)局牵头）").split("\n") if line)
    page = f"<html><head><meta charset='utf-8'><title>{TITLE}</title></head><body>{paragraphs}</body></html>"
    document, _ = extractor.extract(page.encode(), "a.html")
    assert [words for _, words, _ in units(document)] == ["省通信管理局"]


def test_the_chrome_of_a_traditional_page_is_ignored() -> None:
    text = (
        f"首頁 > 政務公開\n來源：某市政府網\n發布時間：2023-01-05\n{TITLE}\n一、推進改造。加快推進。\n責任編輯：張三\n"
    )
    assert [reason for reason, _ in ignored(text)] == ["网站导航", "网页信息栏", "网站页脚"]


def test_folding_keeps_the_place_of_every_character() -> None:
    folded = fold("牽頭\u200a\u200a單位：　市財政　局")
    assert folded.text == "牵头单位:市财政局"
    assert folded.span(2, 4) == (4, 6)
