"""PDF files: pages written character by character, and the text, tables and places that are read of them."""

from __future__ import annotations

import itertools
import math
import time
from collections.abc import Sequence

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from extract.reading.pdf.pages import read_page
from extract.reading.pdf.reader import read
from extract.reading.picture import recognition
from extract.reading.printed.page import PrintedLine, PrintedPage
from extract.reading.source import SourceText, UnreadableDocument
from tests.pdf_writing import Sheet, Stroke, Words, write_pdf

TEXT = "推动清洁取暖改造稳步有序落实各项工作任务加快建设"


def read_sheets(*sheets: Sheet) -> SourceText:
    return read(write_pdf(sheets), "a.pdf")


def paragraph(top: float, *, left: float = 80, size: float = 16) -> list[Words]:
    """Three lines of 24 characters and a short one, the first set in by two."""
    first = Words(words=TEXT[:22], left=left + 2 * size, top=top, size=size)
    others = [Words(words=TEXT, left=left, top=top + 1.75 * size * line, size=size) for line in (1, 2)]
    return [first, *others, Words(words=TEXT[:6] + "。", left=left, top=top + 5.25 * size, size=size)]


PARAGRAPH = "　　" + TEXT[:22] + TEXT * 2 + TEXT[:6] + "。"


def test_a_page_is_read_with_the_place_of_each_line():
    source = read_sheets(Sheet(marks=paragraph(100)))
    assert source.text == PARAGRAPH + "\n"
    assert source.form.format == "pdf"
    assert not source.form.recognised
    first, *_, last = source.places
    assert source.text[first.start : first.end] == TEXT[:22]
    assert first.where.page == last.where.page == 1
    assert first.where.box == pytest.approx((112, 100, 112 + 22 * 16, 116), abs=0.5)
    assert last.where.box == pytest.approx((80, 184, 80 + 7 * 16, 200), abs=0.5)


def test_latin_letters_and_numbers_keep_their_blanks():
    source = read_sheets(Sheet(marks=[Words(words="到 2025 年 carbon peak 行动", left=80, top=100)]))
    assert source.text == "到 2025 年 carbon peak 行动\n"


def test_the_order_in_the_file_does_not_matter():
    source = read_sheets(Sheet(marks=paragraph(100)[::-1]))
    assert source.text == PARAGRAPH + "\n"


def test_letter_spaced_words_are_closed_up():
    spaced = Words(words="某市人民政府文件", left=126, top=100, size=20, spacing=18)
    source = read_sheets(Sheet(marks=[spaced, *paragraph(200), *paragraph(400)]))
    assert source.text.splitlines()[0].strip() == "某市人民政府文件"


@pytest.mark.parametrize("shift", [0.0, 0.4])
def test_bold_by_overprinting_is_read_once(shift: float):
    heading = Words(words="一、总体要求", left=112, top=100)
    again = Words(words="一、总体要求", left=112 + shift, top=100)
    assert read_sheets(Sheet(marks=[heading, again, *paragraph(128)])).text == f"　　一、总体要求\n{PARAGRAPH}\n"


def test_a_watermark_is_no_part_of_the_text_and_kept():
    slanted = (math.cos(math.pi / 4), math.sin(math.pi / 4))
    mark = Words(words="内部资料", left=200, top=400, size=50, turned=slanted)
    source = read_sheets(Sheet(marks=[mark, *paragraph(100)]))
    assert source.text == PARAGRAPH + "\n"
    assert [(each.reason, each.text, each.page) for each in source.furniture] == [("水印", "内部资料", 1)]


def test_words_beside_the_page_are_not_read():
    assert read_sheets(Sheet(marks=[Words(words="隐藏", left=700, top=100), *paragraph(100)])).text == PARAGRAPH + "\n"


def test_a_superscript_stays_in_its_line():
    marks = [
        *(Words(words="新增面积300m", left=80, top=100), Words(words="2", left=80 + 16 * 5.9, top=98, size=8)),
        Words(words="以上", left=80 + 16 * 6.2, top=100),
    ]
    assert read_sheets(Sheet(marks=marks)).text == "新增面积300m2以上\n"


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_page_may_be_shown_turned(rotate: int):
    """The words run as the page is shown: its boxes are those of the page as shown."""
    width, height = 842.0, 595.0
    unturned = Sheet(marks=paragraph(100), size=(width, height))
    assert read_sheets(unturned).text == PARAGRAPH + "\n"
    turned = Sheet(marks=_against(paragraph(100), rotate, width, height), size=_size(rotate), rotate=rotate)
    source = read_sheets(turned)
    assert source.text == PARAGRAPH + "\n"
    assert source.places[0].where.box == pytest.approx((112, 100, 112 + 22 * 16, 116), abs=0.5)


def _size(rotate: int) -> tuple[float, float]:
    return (842.0, 595.0) if rotate % 180 == 0 else (595.0, 842.0)


def _against(words: Sequence[Words], rotate: int, width: float, height: float) -> list[Words]:
    """The words on the unturned page so that turning it by ``rotate`` clockwise sets them level."""
    turned = []
    for each in words:
        x, y = {
            0: (each.left, each.top),
            90: (each.top, width - each.left),
            180: (width - each.left, height - each.top),
            270: (height - each.top, each.left),
        }[rotate]
        angle = {0: (1.0, 0.0), 90: (0.0, 1.0), 180: (-1.0, 0.0), 270: (0.0, -1.0)}[rotate]
        turned.append(Words(words=each.words, left=x, top=y, size=each.size, turned=angle))
    return turned


def test_a_page_that_lies_on_its_side_is_read_along_its_lines():
    """A wide page bound upright: nothing says that it is turned, its words run up the paper."""
    lying = _against(paragraph(100), 90, 842, 595)
    source = read_sheets(Sheet(marks=lying, size=(595, 842)))
    assert source.text == PARAGRAPH + "\n"
    left, top, right, bottom = source.places[0].where.box or (0, 0, 0, 0)
    assert (left, right) == pytest.approx((100, 116), abs=0.5)
    assert (top, bottom) == pytest.approx((842 - 112 - 22 * 16, 842 - 112), abs=0.5)


EDGES = (60.0, 110.0, 330.0, 530.0)


def ruled(tops: Sequence[float], *, missing: Sequence[tuple[int, int]] = ()) -> list[Stroke]:
    """The rules of a table, drawn cell by cell; ``missing`` are cells without a rule at their upper side."""
    strokes = []
    for row, top in enumerate(tops):
        for column, (left, right) in enumerate(itertools.pairwise(EDGES)):
            if (row, column) not in missing:
                strokes.append(Stroke(left=left, top=top, right=right, bottom=top))
    strokes += [Stroke(left=x, top=tops[0], right=x, bottom=tops[-1]) for x in EDGES]
    return strokes


def in_cell(column: int, top: float, *lines: str) -> list[Words]:
    return [
        Words(words=words, left=EDGES[column] + 5, top=top + 6 + 16 * index, size=12)
        for index, words in enumerate(lines)
    ]


def grid(source: SourceText) -> list[tuple[int, int, int, int, str]]:
    (table,) = source.tables
    return [
        (each.row, each.column, each.rows, each.columns, source.text[each.start : each.end]) for each in table.cells
    ]


def test_a_ruled_table_is_a_table():
    marks = [
        *ruled((100, 130, 170, 210), missing=[(2, 2)]),
        *(*in_cell(0, 100, "序号"), *in_cell(1, 100, "重点任务"), *in_cell(2, 100, "责任单位")),
        *(*in_cell(0, 130, "1"), *in_cell(1, 130, TEXT[:17], TEXT[17:]), *in_cell(2, 150, "市科技局", "市水务局")),
        *(*in_cell(0, 170, "2"), *in_cell(1, 170, "建设平台")),
    ]
    source = read_sheets(Sheet(marks=[*paragraph(230), *marks]))
    assert grid(source) == [
        (0, 0, 1, 1, "序号"),
        (0, 1, 1, 1, "重点任务"),
        (0, 2, 1, 1, "责任单位"),
        (1, 0, 1, 1, "1"),
        (1, 1, 1, 1, TEXT),
        (1, 2, 2, 1, "市科技局\n市水务局"),
        (2, 0, 1, 1, "2"),
        (2, 1, 1, 1, "建设平台"),
    ]
    assert source.text.endswith(PARAGRAPH + "\n")
    box = next(place.where.box for place in source.places if source.text[place.start : place.end] == "建设平台")
    assert box == pytest.approx((115, 176, 163, 188), abs=0.5)


def test_a_table_on_a_page_that_lies_on_its_side():
    marks = [*in_cell(0, 100, "序号"), *in_cell(1, 100, "重点任务"), *in_cell(0, 130, "1"), *in_cell(1, 130, TEXT[:17])]
    strokes = [
        Stroke(left=each.top, top=842 - each.left, right=each.bottom, bottom=842 - each.right)
        for each in ruled((100, 130, 170))
    ]
    lying = [*_against([*marks, *in_cell(2, 130, "市水务局"), *paragraph(230)], 90, 842, 595), *strokes]
    source = read_sheets(Sheet(marks=lying, size=(595, 842)))
    assert [words for *_, words in grid(source)] == ["序号", "重点任务", "", "1", TEXT[:17], "市水务局"]


def test_a_frame_and_an_underline_are_no_table():
    frame = [
        *(Stroke(left=60, top=90, right=500, bottom=90), Stroke(left=60, top=220, right=500, bottom=220)),
        *(Stroke(left=60, top=90, right=60, bottom=220), Stroke(left=500, top=90, right=500, bottom=220)),
    ]
    source = read_sheets(Sheet(marks=[*frame, *paragraph(100)]))
    assert (source.text, source.tables) == (PARAGRAPH + "\n", ())


@pytest.fixture
def recogniser(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Stands in for recognition, which has tests of its own: the pages that it was asked to read."""
    asked: list[int] = []

    def recognise(image: Image.Image, *, number: int, scale: float) -> PrintedPage:
        asked.append(number)
        line = PrintedLine(words="扫描的一页", left=80, top=100, right=160, bottom=116, confidence=0.9)
        return PrintedPage(number=number, width=image.width / scale, height=image.height / scale, lines=(line,))

    monkeypatch.setattr(recognition, "recognise_page", recognise)
    return asked


@pytest.mark.parametrize("words", ["\ue001\ue002\ue003\ue004\ue005" * 9, "\x01\x03\x05" * 20])
def test_a_text_layer_without_meaning_is_recognised(recogniser: list[int], words: str):
    source = read_sheets(Sheet(marks=paragraph(100)), Sheet(marks=[Words(words=words, left=20, top=100, size=8)]))
    assert recogniser == [2]
    assert source.text.splitlines() == [PARAGRAPH, "扫描的一页"]
    assert (source.form.recognised, source.form.confidence) == (True, 0.9)
    assert [place.where.confidence for place in source.places if place.where.page == 2] == [0.9]


def test_a_page_of_pictures_is_recognised(recogniser: list[int], tmp_path):
    Image.new("L", (600, 800), 255).save(tmp_path / "scan.pdf")
    source = read((tmp_path / "scan.pdf").read_bytes(), "scan.pdf")
    assert recogniser == [1]
    assert source.text == "扫描的一页\n"
    assert source.places[0].where.page == 1


def test_digits_of_a_symbol_font_are_digits():
    assert (
        read_sheets(Sheet(marks=[Words(words="第\uf036\uf02e\uf031项任务", left=80, top=100)])).text == "第6.1项任务\n"
    )


def code_of(data: bytes) -> str:
    with pytest.raises(UnreadableDocument) as refused:
        read(data, "a.pdf")
    assert refused.value.message
    return refused.value.code


def test_what_cannot_be_read_says_why():
    whole = write_pdf([Sheet(marks=paragraph(100))])
    locked = "/Encrypt<</Filter/Standard/V 1/R 2/P -4/O({0})/U({0})>>/ID[<00><00>]".format("x" * 32)
    assert code_of(write_pdf([Sheet(marks=paragraph(100))], encrypt=locked)) == "encrypted"
    assert code_of(b"") == "damaged"
    assert code_of(b"%PDF-1.7\n" + b"\0" * 300) == "damaged"
    assert code_of(whole[:200]) == "damaged"
    assert code_of(write_pdf([Sheet(marks=[])])) == "blank"


def test_too_many_pages_are_refused_at_once():
    data = write_pdf([Sheet(marks=[])] * 3001)
    begun = time.perf_counter()
    assert code_of(data) == "too-many-pages"
    assert time.perf_counter() - begun < 1


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damaged_files_are_read_or_refused(data: st.DataObject):
    whole = bytearray(write_pdf([Sheet(marks=[*paragraph(300), *ruled((100, 130, 170))])] * 2))
    for place in data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=12)):
        whole[place] = data.draw(st.integers(0, 255))
    try:
        assert read(bytes(whole), "a.pdf").text.strip()
    except UnreadableDocument as refused:
        assert refused.code


def test_the_same_bytes_give_the_same_text():
    data = write_pdf([Sheet(marks=[*paragraph(300), *ruled((100, 130, 170)), *in_cell(1, 100, "任务")])])
    assert read(data, "a.pdf") == read(data, "a.pdf")


def test_a_page_knows_whether_it_must_be_recognised():
    document = pypdfium2.PdfDocument(write_pdf([Sheet(marks=[]), Sheet(marks=paragraph(100))]))
    assert [read_page(page, 1).to_recognise for page in document] == [False, False]
    document.close()
