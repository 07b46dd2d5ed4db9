"""Reading text files: encodings, refusals, columns, page marks, site chrome, copies."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.reading.reader import read_source
from extract.reading.source import SourceText, UnreadableDocument
from extract.reading.text.lettering import clean_cell, read_once

READING = Path(__file__).parent / "gold" / "000_e408c9c3fc3dfd33.reading.txt"
SENTENCE = "各县（市、区）人民政府要加快推进清洁取暖改造，由市能源局牵头落实。"


def read_seed(seeds: Path, begins: str) -> SourceText:
    path = next(seeds.glob(f"{begins}*.txt"))
    return read_source(path.read_bytes(), path.name)


def reasons(source: SourceText) -> list[tuple[str, str]]:
    return [(each.reason, source.text[each.start : each.end]) for each in source.ignored]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_encodings_of_simplified_text(encoding: str):
    assert read_source(SENTENCE.encode(encoding), "a.txt").text == SENTENCE


def test_big5():
    words = "各縣市政府應加強推進環境保護工作，由環境保護局負責實施，並於年底前完成。"
    assert read_source(words.encode("big5"), "a.md").text == words


def test_line_breaks_stay_as_they_are():
    text = "一、目标\r\n（一）推进改造。\r\n"
    assert read_source(("\ufeff" + text).encode(), "a.txt").text == text


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.txt", "empty"),
        (b" \n\t\xe3\x80\x80", "a.txt", "blank"),
        (bytes(range(256)) * 8, "a.txt", "binary"),
        (b"%PDF-1.7 \xe2\xe3", "a.txt", "wrong-suffix"),
        (b"PK\x03\x04rest", "a.md", "wrong-suffix"),
        (b"\xff" * 40, "a.txt", "encoding"),
        (b"abc\x01\x02\x03\x04", "a.txt", "binary"),
        (SENTENCE.encode(), "a.doc", "wrong-suffix"),
        (SENTENCE.encode(), "a", "format"),
    ],
)
def test_refusals_say_what_to_do(data: bytes, name: str, code: str):
    with pytest.raises(UnreadableDocument) as caught:
        read_source(data, name)
    assert caught.value.code == code
    assert "请" in caught.value.message


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes):
    try:
        source = read_source(data, "a.txt")
    except UnreadableDocument:
        return
    assert len(source.visible) == len(source.text)


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from("一二（）。：\n\f 首页来源:2021-08-19-—35市政府推进"), min_size=1, max_size=300))
def test_ignored_stretches_are_ordered_and_blank(text: str):
    try:
        source = read_source(text.encode(), "a.txt")
    except UnreadableDocument:
        return
    ends = 0
    for stretch in source.ignored:
        assert ends <= stretch.start < stretch.end <= len(source.text)
        assert not source.visible[stretch.start : stretch.end].strip()
        ends = stretch.end
    assert source == read_source(text.encode(), "a.txt")


def test_two_columns_equal_the_reading_order(seeds: Path):
    source = read_seed(seeds, "000")
    assert source.analysed
    assert re.sub(r"\s", "", source.text) == re.sub(r"\s", "", READING.read_text("utf-8"))
    assert "1.散煤清洁化替代工程" in source.text.split("\n")
    assert [(page.number, page.start, page.end) for page in source.pages] == [(35, 0, len(source.text))]
    assert "P. 36" in [printed.text for printed in source.furniture]


def two_columns(left: list[str], right: list[str], width: int) -> str:
    return "\n".join(a.ljust(width) + b for a, b in zip(left, right, strict=True))


@pytest.mark.parametrize("gap", [24, 36])
def test_columns_are_found_by_their_gutter(gap: int):
    words = "推进清洁取暖改造并落实各项保障措施确保群众温暖过冬"
    left = [f"{index:02}{words[:16]}" for index in range(12)]
    right = [f"{index:02}{words[:16]}" for index in range(12, 24)]
    source = read_source(two_columns(left, right, gap).encode(), "a.txt")
    assert source.analysed
    assert re.findall(r"\d\d", source.text) == [f"{index:02}" for index in range(24)]


def test_columns_over_two_pages():
    words = "推进清洁取暖改造并落实各项保障措施"
    pages = []
    for page in range(2):
        cells = [f"{page}{index:02}{words}" for index in range(20)]
        pages.append(two_columns(cells[:10], cells[10:], 30) + f"\n\n          · {page + 7} ·\n")
    source = read_source("\f".join(pages).encode(), "a.txt")
    assert [page.number for page in source.pages] == [7, 8]
    assert re.findall(r"\d{3}", source.text) == [f"{page}{index:02}" for page in range(2) for index in range(20)]


def test_a_table_is_no_text_in_columns():
    rows = [f"{index}      推进改造            市能源局            2023年底前" for index in range(1, 20)]
    assert not read_source("\n".join(rows).encode(), "a.txt").analysed


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("1 1..散煤清洁化替代工程散煤清洁化替代工程", "1.散煤清洁化替代工程"),
        ("研究研究再作决定", "研究研究再作决定"),
        ("高高兴兴", "高高兴兴"),
        ("", ""),
    ],
)
def test_overprinted_headings_are_read_once(printed: str, meant: str):
    assert read_once(printed) == meant


@given(st.text(st.characters(categories=["Lo"]), min_size=4, max_size=20))
def test_a_doubled_line_is_read_once(words: str):
    assert len(read_once(words + words)) <= len(words)


def test_letter_spacing_is_closed_up():
    assert clean_cell("求 , 今 年 清 洁 取 暖") == "求,今年清洁取暖"


def test_page_marks_and_running_heads_are_ignored():
    pages = [f"某市人民政府公报发布\n{SENTENCE}\n第{index}段落推进\n— {index} —\n" for index in range(1, 5)]
    source = read_source("\f".join(pages).encode(), "a.txt")
    assert "公报" not in source.visible
    assert "—" not in source.visible
    assert source.visible.count("清洁取暖") == 4
    assert [page.number for page in source.pages] == [1, 2, 3, 4]


def test_link_lists_are_ignored(seeds: Path):
    source = read_seed(seeds, "003")
    assert [reason for reason, _ in reasons(source)] == ["网站链接列表"]
    assert "2018-06-26" not in source.visible


def test_second_copy_and_teaser_are_ignored(seeds: Path):
    source = read_seed(seeds, "004")
    assert source.visible.count("一是围绕源头治理") == 1
    assert source.visible.index("一是围绕源头治理") == source.text.index("一是围绕源头治理")
    assert source.visible.count("来源") == 0
    assert {"重复的正文", "网站链接列表", "网页信息栏"} == {reason for reason, _ in reasons(source)}


def test_abstract_above_a_notice_is_ignored(seeds: Path):
    source = read_seed(seeds, "001")
    assert source.visible.count("清洁取暖覆盖率达到100％") == 1


def test_labels_that_repeat_stay():
    label = "（责任单位：市发展改革委、市工业和信息化局、市生态环境局、市住房城乡建设局、市交通运输局、市财政局）"
    text = "\n".join(f"{index}.推进第{index}项改造。\n{label}" for index in range(1, 6))
    assert read_source(text.encode(), "a.txt").ignored == ()


def test_menu_origin_and_footer_are_ignored():
    text = (
        "首页\n>\n政务公开\n>\n通知\n某市人民政府关于推进改造的实施意见\n发布时间：2024-11-05\n来源：某市政府网\n"
        f"一、主要任务\n{SENTENCE}\n扫一扫在手机打开当前页\n主办单位：某市人民政府办公室\n"
    )
    visible = read_source(text.encode(), "a.txt").visible
    assert "某市人民政府关于推进改造的实施意见" in visible
    assert SENTENCE in visible
    assert not re.search("政务公开|发布时间|来源|扫一扫|主办", visible)
