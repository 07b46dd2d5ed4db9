"""The same document in another dress reads the same: the seeds as text, Word, web page, task table, print and scan."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from pathlib import Path

import docx
import openpyxl
import pypdfium2
import pytest
from lxml import html
from PIL import Image

from extract.pipeline import Extractor
from tests.agreeing import agreement, bag_of, differing
from tests.dresses import PRINTED, TYPED, Dressed, dress
from tests.dressing import HEADER, OTHER_NAMES, Plain, undress
from tests.dressing_word import RUNNING_HEAD, as_docx
from tests.printing import as_pdf, can_print

SEEDS = ("000", "001", "002", "003", "004")
STATING = ("001", "002")
"""The seeds that assign anything; in the others nothing may be found in any dress."""
needs_printer = pytest.mark.skipif(not can_print(), reason="LibreOffice (soffice) is not here to print")

Wardrobe = Mapping[tuple[str, str], Dressed]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


@pytest.fixture(scope="module")
def plains(extractor: Extractor, seeds: Path) -> list[Plain]:
    return [undress(extractor, file.read_bytes(), file.name) for file in sorted(seeds.glob("*.txt"))]


def hang_up(plains: list[Plain], dresses: tuple[str, ...]) -> Wardrobe:
    return {(each.plain.name[:3], each.dress): each for each in dress(plains, dresses)}


@pytest.fixture(scope="module")
def typed(plains: list[Plain]) -> Wardrobe:
    return hang_up(plains, tuple(TYPED))


@pytest.fixture(scope="module")
def printed(plains: list[Plain]) -> Wardrobe:
    return hang_up(plains, (*PRINTED, "scan", "tiff"))


def assert_reads_the_same(extractor: Extractor, dressed: Dressed, at_least: float):
    read, _ = extractor.extract(dressed.data, dressed.name)
    wanted, found = bag_of(dressed.plain.document), bag_of(read)
    assert agreement(wanted, found) >= at_least, "\n".join(differing(wanted, found))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", TYPED)
def test_what_is_typed_reads_the_same(extractor: Extractor, typed: Wardrobe, seed: str, name: str):
    assert_reads_the_same(extractor, typed[seed, name], 0.99)


@needs_printer
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", PRINTED)
def test_what_is_printed_reads_the_same(extractor: Extractor, printed: Wardrobe, seed: str, name: str):
    assert_reads_the_same(extractor, printed[seed, name], 0.99)


@needs_printer
def test_what_is_scanned_reads_the_same(extractor: Extractor, printed: Wardrobe):
    assert_reads_the_same(extractor, printed["001", "scan"], 0.95)


@needs_printer
def test_nothing_is_found_in_the_scan_of_what_assigns_nothing(extractor: Extractor, printed: Wardrobe):
    assert_reads_the_same(extractor, printed["003", "tiff"], 0.95)


@needs_printer
@pytest.mark.soak
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", ["scan", "tiff"])
def test_every_scan_reads_the_same(extractor: Extractor, printed: Wardrobe, seed: str, name: str):
    assert_reads_the_same(extractor, printed[seed, name], 0.95)


# ---- the dresses themselves: the bare libraries open them and find the words of the text


def close_up(words: str) -> str:
    return re.sub(r"\s", "", words)


def assert_holds(plain: Plain, words: str):
    closed = close_up(words)
    assert [each for each in plain.words if each not in closed] == []


@pytest.mark.parametrize("seed", SEEDS)
def test_word_documents_hold_the_text(typed: Wardrobe, seed: str):
    each = typed[seed, "docx"]
    assert_holds(each.plain, "\n".join(one.text for one in docx.Document(io.BytesIO(each.data)).paragraphs))


@pytest.mark.parametrize("seed", STATING)
def test_automatic_numbers_are_typed_nowhere(typed: Wardrobe, seed: str):
    each = typed[seed, "docx-numbered"]
    paragraphs = [one.text for one in docx.Document(io.BytesIO(each.data)).paragraphs]
    assert len(paragraphs) == len(each.plain.paragraphs)
    assert sum(bool(re.match(r"\s*[一二三四五]、", words)) for words in each.plain.paragraphs) >= 4
    assert not any(re.match(r"[一二三四五]、", words) for words in paragraphs)


@needs_printer
def test_automatic_numbers_are_printed_as_typed_ones_are(plains: list[Plain]):
    plain = next(each for each in plains if each.name.startswith("002"))
    pages = as_pdf({"a.docx": as_docx(plain), "b.docx": as_docx(plain, automatic_numbers=True)})
    assert printed_words(pages["a.docx"]) == printed_words(pages["b.docx"])


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("name", "charset"), [("html", "utf-8"), ("html-gbk", "gbk")])
def test_web_pages_hold_the_text_and_a_site_around_it(typed: Wardrobe, seed: str, name: str, charset: str):
    each = typed[seed, name]
    assert f"charset={charset}".encode() in each.data
    page = html.document_fromstring(each.data.decode(charset)).text_content()
    assert_holds(each.plain, page)
    assert "主办单位：某市人民政府办公室" in page


@pytest.mark.parametrize("seed", STATING)
@pytest.mark.parametrize("name", ["xlsx", "xlsx-two-rows"])
def test_sheets_hold_a_row_for_every_statement(typed: Wardrobe, seed: str, name: str):
    each = typed[seed, name]
    sheet = openpyxl.load_workbook(io.BytesIO(each.data)).worksheets[0]
    words = [cell.value for row in sheet.iter_rows() for cell in row if cell.value]
    assert sheet.max_row == len(each.plain.rows) + (2 if name == "xlsx" else 3)
    assert {*OTHER_NAMES} <= {*words} if name == "xlsx-two-rows" else {title for title, _ in HEADER} <= {*words}
    units = "、".join(str(value) for value in words)
    assert all(unit.text in units for one in each.plain.document.assignments for unit in one.units)


@needs_printer
@pytest.mark.parametrize("seed", SEEDS)
def test_prints_hold_the_text_and_what_a_page_adds(printed: Wardrobe, seed: str):
    each = printed[seed, "pdf"]
    words = printed_words(each.data)
    assert close_up(RUNNING_HEAD) in words
    assert "—1—" in words
    # A page's head and foot stand between the lines of a paragraph that goes on overleaf.
    flow = re.sub(rf"{close_up(RUNNING_HEAD)}|—\d+—", "", words)
    assert_holds(each.plain, flow)


@needs_printer
def test_a_gazette_has_two_columns(printed: Wardrobe):
    each = printed["002", "pdf-columns"]
    document = pypdfium2.PdfDocument(each.data)
    page = document[1]
    words = page.get_textpage()
    lefts = [words.get_rect(number)[0] for number in range(words.count_rects())]
    middle = page.get_width() / 2
    assert min(lefts) < middle < max(lefts)
    document.close()


@needs_printer
def test_scans_hold_pictures_only(printed: Wardrobe):
    document = pypdfium2.PdfDocument(printed["003", "scan"].data)
    pages = len(document)
    assert all(page.get_textpage().count_chars() == 0 for page in document)
    document.close()
    with Image.open(io.BytesIO(printed["003", "tiff"].data)) as picture:
        assert picture.n_frames == pages
        assert round(picture.info["dpi"][0]) == 200


def printed_words(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    words = close_up("".join(page.get_textpage().get_text_range() for page in document))
    document.close()
    return words
