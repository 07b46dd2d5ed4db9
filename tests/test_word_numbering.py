"""Automatic numbers of Word: how each format writes them, and how lists count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.reading.word.numbers import custom_number, format_number
from extract.text.numbering import parse_number
from tests.word_files import lists, lvl, numbered, p, read, style, styled

TENS = list("一二三四五六七八九十")
HAN = [*TENS, *(f"十{one}" for one in TENS[:9]), "二十", *(f"二十{one}" for one in TENS[:9]), "三十"]
DIGITS = [str(value) for value in range(1, 31)]
LEGAL = list("壹贰叁肆伍陆柒捌玖")
LEGAL_HAN = [
    *LEGAL,
    "壹拾",
    *(f"壹拾{one}" for one in LEGAL),
    "贰拾",
    *(f"贰拾{one}" for one in LEGAL),
    "叁拾",
]
LETTERS = [chr(ord("a") + index) for index in range(26)]
ONES = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"]
ROMAN = [*[f"{tens}{one}" for tens in ("", "x", "xx") for one in ONES][1:], "xxx"]


def only(characters: str) -> list[str]:
    """The characters of a format, then Arabic digits."""
    return [*characters, *DIGITS[len(characters) :]]


# format → how it writes 1 to 30, and 100
WRITTEN: dict[str, tuple[list[str], str]] = {
    "decimal": (DIGITS, "100"),
    "decimalHalfWidth": (DIGITS, "100"),
    "decimalZero": ([each.zfill(2) for each in DIGITS], "100"),
    "decimalFullWidth": ([each.translate({48 + d: 0xFF10 + d for d in range(10)}) for each in DIGITS], "１００"),
    "numberInDash": ([f"- {each} -" for each in DIGITS], "- 100 -"),
    "none": ([""] * 30, ""),
    "chineseCounting": (HAN, "一○○"),
    "chineseCountingThousand": (HAN, "一百"),
    "taiwaneseCounting": (HAN, "一○○"),
    "taiwaneseCountingThousand": (HAN, "一百"),
    "japaneseCounting": (HAN, "百"),
    "chineseLegalSimplified": (LEGAL_HAN, "壹佰"),
    "ideographDigital": (
        ["".join("〇一二三四五六七八九"[int(digit)] for digit in each) for each in DIGITS],
        "一〇〇",
    ),
    "taiwaneseDigital": (
        ["".join("○一二三四五六七八九"[int(digit)] for digit in each) for each in DIGITS],
        "一○○",
    ),
    "ideographTraditional": (only("甲乙丙丁戊己庚辛壬癸"), "100"),
    "ideographZodiac": (only("子丑寅卯辰巳午未申酉戌亥"), "100"),
    "ideographEnclosedCircle": (only("㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"), "100"),
    "decimalEnclosedCircle": (only("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"), "100"),
    "decimalEnclosedCircleChinese": (only("①②③④⑤⑥⑦⑧⑨⑩"), "100"),
    "decimalEnclosedParen": (only("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"), "100"),
    "decimalEnclosedFullstop": (only("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"), "100"),
    "lowerLetter": ([*LETTERS, "aa", "bb", "cc", "dd"], "vvvv"),
    "upperLetter": ([each.upper() for each in [*LETTERS, "aa", "bb", "cc", "dd"]], "VVVV"),
    "lowerRoman": (ROMAN, "c"),
    "upperRoman": ([each.upper() for each in ROMAN], "C"),
    "koreanCounting": (DIGITS, "100"),  # not read: Arabic
}


@pytest.mark.parametrize("number_format", WRITTEN)
def test_every_format_writes_one_to_thirty_and_a_hundred(number_format: str):
    to_thirty, hundred = WRITTEN[number_format]
    assert [format_number(value, number_format) for value in range(1, 31)] == to_thirty
    assert format_number(100, number_format) == hundred


@pytest.mark.parametrize(
    ("number_format", "value", "words"),
    [
        ("chineseCountingThousand", 101, "一百零一"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 1001, "一千零一"),
        ("chineseCountingThousand", 20305, "二万零三百零五"),
        ("chineseLegalSimplified", 106, "壹佰零陆"),
        ("ideographLegalTraditional", 23, "貳拾參"),
        ("japaneseCounting", 111, "百十一"),
        ("japaneseLegal", 12, "壱拾弐"),
        ("ideographZodiacTraditional", 60, "癸亥"),
        ("ideographZodiacTraditional", 61, "61"),
        ("ordinal", 112, "112th"),
        ("ordinal", 23, "23rd"),
        ("upperRoman", 4000, "4000"),
        ("chineseCounting", 0, "0"),
        ("decimal", -3, "-3"),
    ],
)
def test_numbers_beyond(number_format: str, value: int, words: str):
    assert format_number(value, number_format) == words


@given(st.integers(1, 99), st.sampled_from(["chineseCounting", "chineseCountingThousand", "taiwaneseCounting"]))
def test_the_outline_reads_what_was_written(value: int, number_format: str):
    assert parse_number(format_number(value, number_format)) == value


@given(st.integers(-(10**9), 10**9), st.sampled_from(sorted(WRITTEN)))
def test_no_number_is_too_large(value: int, number_format: str):
    assert len(format_number(value, number_format)) <= 40


@given(st.integers(0, 10**6), st.text(max_size=20))
def test_custom_formats_never_raise(value: int, pattern: str):
    assert str(value) in custom_number(value, pattern)


OFFICIAL = (
    lvl(0, "%1、", "chineseCounting"),
    lvl(1, "（%2）", "chineseCounting"),
    lvl(2, "%3．"),
    lvl(3, "（%4）"),
)


def lines(body: str, *levels: str, **parts: str) -> list[str]:
    parts.setdefault("numbering", lists(*levels))
    return read(body, **parts).text.splitlines()


def test_the_numbers_of_an_official_document():
    body = (
        numbered("总体要求")
        + numbered("重点任务")
        + numbered("产业结构", 1)
        + numbered("淘汰", 2)
        + numbered("升级", 2)
        + numbered("能源结构", 1)
        + numbered("清洁取暖", 2)
        + numbered("保障措施")
        + numbered("组织", 1)
    )
    assert lines(body, *OFFICIAL) == [
        "一、总体要求",
        "二、重点任务",
        "（一）产业结构",
        "1．淘汰",
        "2．升级",
        "（二）能源结构",
        "1．清洁取暖",
        "三、保障措施",
        "（一）组织",
    ]


def test_chapters_and_decimal_sections():
    levels = (
        lvl(0, "第%1章", "chineseCountingThousand", suffix="space"),
        lvl(1, "%1.%2", "decimal", "<w:isLgl/>", suffix="tab"),
        lvl(2, "%1.%2.%3"),
    )
    body = numbered("总则") + numbered("范围", 1) + numbered("对象", 2) + numbered("附则") + numbered("施行", 1)
    assert lines(body, *levels) == ["第一章 总则", "1.1 范围", "一.1.1对象", "第二章 附则", "2.1 施行"]


def test_a_level_that_was_passed_over_counts_as_begun():
    body = numbered("重点任务") + numbered("淘汰", 2) + numbered("能源结构", 1)
    levels = (lvl(0, "%1."), lvl(1, "%1.%2."), lvl(2, "%1.%2.%3."))
    assert lines(body, *levels) == ["1.重点任务", "1.1.1.淘汰", "1.2.能源结构"]


def test_lists_of_one_definition_count_on_and_an_override_begins_again():
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="%s"/></w:lvlOverride>'
    numbering = lists(*OFFICIAL, overrides={2: "", 3: override % 1, 4: override % 7})
    body = "".join(numbered("任务", number=number) for number in (1, 1, 2, 3, 3, 4, 1))
    assert lines(body, numbering=numbering) == [
        "一、任务",
        "二、任务",
        "三、任务",
        "一、任务",
        "二、任务",
        "七、任务",
        "八、任务",
    ]


def test_an_override_may_write_a_level_anew():
    numbering = lists(
        *OFFICIAL, overrides={2: f'<w:lvlOverride w:ilvl="0">{lvl(0, "附件%1：", "decimal")}</w:lvlOverride>'}
    )
    assert lines(numbered("分工表", number=2), numbering=numbering) == ["附件1：分工表"]


@pytest.mark.parametrize(
    ("restart", "last"),
    [("", "1．第三"), ('<w:lvlRestart w:val="0"/>', "3．第三"), ('<w:lvlRestart w:val="1"/>', "3．第三")],
)
def test_a_level_restarts_where_it_says(restart: str, last: str):
    levels = (lvl(0, "%1、"), lvl(1, "（%2）"), lvl(2, "%3．", more=restart))
    body = numbered("章") + numbered("节", 1) + numbered("第一", 2) + numbered("第二", 2) + numbered("节", 1)
    assert lines(body + numbered("第三", 2), *levels)[-1] == last


def test_numbers_of_linked_styles():
    """标题 1 gives 一、 and 标题 2 （一）, by the style that a level names."""
    levels = (
        lvl(0, "%1、", "chineseCounting", '<w:pStyle w:val="1"/>'),
        lvl(1, "（%2）", "chineseCounting", '<w:pStyle w:val="2"/>'),
    )
    number = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = (
        style("1", "heading 1", number)
        + style("2", "heading 2", number, based_on="1")
        + style("own", "我的标题", based_on="2")
    )
    body = styled("总体要求", "1") + styled("指导思想", "2") + styled("基本原则", "own") + styled("重点任务", "1")
    assert lines(body, *levels, styles=styles) == ["一、总体要求", "（一）指导思想", "（二）基本原则", "二、重点任务"]


def test_a_paragraph_may_take_its_style_s_number_away():
    styles = style("1", "heading 1", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    none = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
    assert lines(styled("附件", "1", none) + styled("目标", "1"), *OFFICIAL, styles=styles) == ["附件", "一、目标"]


def test_a_definition_behind_a_numbering_style():
    numbering = (
        '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="公文"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="6"><w:styleLink w:val="公文"/>{OFFICIAL[0]}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="6"/></w:num>'
    )
    styles = style("公文", "公文", '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>', kind="numbering")
    assert lines(numbered("目标") + numbered("任务"), numbering=numbering, styles=styles) == ["一、目标", "二、任务"]


def test_links_that_turn_in_circles_give_no_number():
    numbering = (
        '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="公文"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num>'
    )
    styles = style("公文", "公文", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>', kind="numbering")
    assert lines(numbered("目标"), numbering=numbering, styles=styles) == ["目标"]


@pytest.mark.parametrize(
    ("glyph", "font", "line"),
    [
        ("●", "宋体", "●目标"),
        ("—", "Times New Roman", "—目标"),
        ("\uf0b7", "Symbol", "目标"),
        ("l", "Wingdings", "目标"),
        ("o", "Courier New", "目标"),
    ],
)
def test_bullets_are_written_if_they_are_signs(glyph: str, font: str, line: str):
    level = lvl(0, glyph, "bullet").replace("</w:lvl>", f'<w:rPr><w:rFonts w:ascii="{font}"/></w:rPr></w:lvl>')
    assert lines(numbered("目标"), level) == [line]


def test_numbers_that_only_stand_alone():
    """A cell of 序号 often holds nothing but the number of an empty paragraph; a hidden number is none."""
    hidden = lvl(1, "%2").replace("</w:lvl>", "<w:rPr><w:vanish/></w:rPr></w:lvl>")
    levels = (lvl(0, "%1", suffix="tab"), hidden)
    assert lines(numbered("") + numbered("目标", 1) + p("任务"), *levels) == ["1", "目标", "任务"]


def test_custom_formats_of_newer_programs():
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="8"/><mc:AlternateContent><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/>'
        '</mc:Fallback></mc:AlternateContent><w:lvlText w:val="任务%1"/></w:lvl>'
    )
    assert lines(numbered("推进") + numbered("推进"), level) == ["任务008 推进", "任务009 推进"]


@given(st.lists(st.tuples(st.integers(-1, 12), st.integers(0, 4)), min_size=1, max_size=30))
def test_no_sequence_of_levels_and_lists_raises(sequence: list[tuple[int, int]]):
    override = '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="4"/></w:lvlOverride>'
    body = "".join(numbered("任务", level, number) for level, number in sequence)
    found = lines(body, numbering=lists(*OFFICIAL, overrides={2: override, 3: ""}))
    assert len(found) == len(sequence)
    assert all(line.endswith("任务") for line in found)
