import dataclasses
import io
import socket
import struct
import unicodedata
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from extract.pipeline import Extractor
from extract.reading.picture import reader, recogniser
from extract.reading.picture.doubts import with_doubts
from extract.reading.picture.reader import read
from extract.reading.picture.recognition import MOST_PAGES, recognise_page
from extract.reading.reader import read_source
from extract.reading.source import SourceText, UnreadableDocument
from extract.records import Form, Place, Where

FONT = next(Path("/usr/share/fonts").rglob("NotoS*CJK-Regular.ttc"), None)
pytestmark = pytest.mark.skipif(FONT is None, reason="no Chinese font to draw pages with")

EM = 32
LINES = (
    "　　（一）推进清洁取暖。完成散煤治理五万户，",
    "确保群众温暖过冬。（牵头单位：市能源局；配合",
    "单位：市财政局、市生态环境局）",
)


def folded(words):
    """Words without blanks, in one width: whether a bracket is full or half width can be seen in few prints."""
    return "".join(unicodedata.normalize("NFKC", words).split())


WORDS = folded("".join(LINES))


def drawn(lines=LINES, size=(900, 420)):
    """A page with the lines, in black on white."""
    page = Image.new("L", size, 255)
    pen, font = ImageDraw.Draw(page), ImageFont.truetype(str(FONT), EM)
    for number, line in enumerate(lines):
        pen.text((90, 90 + 60 * number), line, font=font, fill=0)
    return page


def saved(page, kind="PNG", **how):
    out = io.BytesIO()
    page.save(out, kind, **how)
    return out.getvalue()


def words_of(page):
    return folded("".join(line.words for line in page.lines))


def table():
    """A task table with a title; its second column, a character wide, spans two rows."""
    page = drawn(["重点任务分工表"], size=(1100, 570))
    pen, font = ImageDraw.Draw(page), ImageFont.truetype(str(FONT), EM)
    xs, ys = (60, 160, 230, 640, 1040), (180, 290, 400, 510)
    for y in ys:
        pen.line([(xs[0], y), (xs[-1], y)], fill=0, width=2)
    for x in xs:
        pen.line([(x, ys[0]), (x, ys[-1])], fill=0, width=2)
    pen.rectangle([(xs[1] + 2, ys[2] - 2), (xs[2] - 2, ys[2] + 2)], fill=255)
    filled = (
        (0, 0, "序号"), (0, 1, "类\n别"), (0, 2, "重点任务"), (0, 3, "责任单位"),
        (1, 0, "1"), (1, 1, "能\n源\n结\n构"), (1, 2, "清洁取暖"), (1, 3, "市能源局"),
        (2, 0, "2"), (2, 2, "淘汰锅炉"), (2, 3, "市住建局"),
    )  # fmt: skip
    for row, column, words in filled:
        for number, part in enumerate(words.split("\n")):
            pen.text((xs[column] + 15, ys[row] + 12 + 40 * number), part, font=font, fill=0)
    return page


def test_a_scan_is_read_as_the_paragraph_that_it_shows():
    source = read(saved(drawn()), "扫描件.png")
    assert folded(source.text) == WORDS
    assert source.text.startswith("　　（一）")
    assert source.form.format == "picture"
    assert source.form.recognised
    assert source.form.confidence > 0.8
    assert [page.number for page in source.pages] == [1]


def test_each_line_leads_back_to_its_place_in_the_picture():
    source = read(saved(drawn()), "扫描件.png")
    place = source.places[-1]
    assert folded(source.text[place.start : place.end]) == folded(LINES[-1])
    left, top, right, bottom = place.where.box
    assert (left, top) == (pytest.approx(90, abs=15), pytest.approx(90 + 120 + 8, abs=15))
    assert right - left == pytest.approx(len(LINES[-1]) * EM, abs=30)
    assert bottom - top < 2 * EM


def test_what_a_scan_assigns_is_found():
    document, _ = Extractor().extract(saved(drawn()), "扫描件.png")
    units = {(unit.role, unit.text) for each in document.assignments for unit in each.units}
    assert units == {("lead", "市能源局"), ("cooperating", "市财政局"), ("cooperating", "市生态环境局")}
    assert document.form.recognised


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_turned_page_is_read_upright_and_leads_back_to_the_turned_one(quarters):
    upright, turned = drawn(), drawn().rotate(90 * quarters, expand=True)
    page = recognise_page(turned, number=1, scale=1.0)
    assert page.quarters == quarters
    assert words_of(page) == WORDS
    assert (page.width, page.height) == pytest.approx(upright.size, abs=2)
    left, top, right, bottom = page.box_of(page.lines[0])
    ink = turned.crop((int(left), int(top), int(right), int(bottom))).histogram()
    assert sum(ink[:128]) > 1000


@pytest.mark.parametrize("lean", [-3, 0.5])
def test_a_leaning_page_is_straightened(lean):
    page = recognise_page(drawn().rotate(lean, fillcolor=255), number=1, scale=1.0)
    assert words_of(page) == WORDS
    lefts = [line.left for line in page.lines[1:]]
    assert max(lefts) - min(lefts) < EM / 2


def test_a_long_screenshot_is_read_in_pieces():
    lines = ["" if number % 6 else f"{number}.清洁取暖" for number in range(90)]
    page = recognise_page(drawn(lines, size=(420, 5600)), number=1, scale=1.0)
    assert words_of(page) == folded("".join(lines))


def test_boxes_count_in_the_units_of_the_scale():
    pixels = recognise_page(drawn(), number=7, scale=1.0)
    points = recognise_page(drawn(), number=7, scale=2.0)
    assert points.number == 7
    assert (points.width, points.height) == pytest.approx((450, 210), abs=1)
    assert points.lines[0].left == pytest.approx(pixels.lines[0].left / 2, abs=0.2)


def test_all_pages_of_a_tiff_file_are_read():
    first, second = drawn(LINES[:1]).convert("1"), drawn(LINES[1:2]).convert("1")
    data = saved(first, "TIFF", save_all=True, append_images=[second], compression="group4")
    source = read(data, "扫描件.tif")
    assert [page.number for page in source.pages] == [1, 2]
    assert {place.where.page for place in source.places} == {1, 2}
    assert "推进清洁取暖" in source.text
    assert "确保群众温暖过冬" in source.text


def with_alpha(page):
    """The words on paper that is not there."""
    clear = Image.new("RGBA", page.size, (0, 0, 0, 0))
    clear.putalpha(page.point(lambda shade: 255 - shade))
    return clear


def deep(page):
    return Image.fromarray(np.asarray(page, dtype=np.uint16) * 200)


FORMS = {
    "black and white": lambda page: saved(page.convert("1")),
    "palette": lambda page: saved(page.convert("P")),
    "transparent": lambda page: saved(with_alpha(page)),
    "16 bits": lambda page: saved(deep(page)),
    "CMYK": lambda page: saved(page.convert("CMYK"), "JPEG"),
    "floating": lambda page: saved(page.convert("F"), "TIFF"),
    "LAB": lambda page: saved(Image.merge("LAB", [page, *[Image.new("L", page.size, 128)] * 2]), "TIFF"),
    "light on dark": lambda page: saved(page.point(lambda shade: 255 - shade)),
}


@pytest.mark.parametrize("form", FORMS)
def test_colours_and_depth_make_no_difference(form):
    data = FORMS[form](drawn(LINES[-1:], size=(700, 220)))
    assert folded(read(data, "扫描件.png").text) == folded(LINES[-1])


def test_a_photo_is_turned_as_its_camera_says():
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter with the clock
    data = saved(drawn().rotate(90, expand=True), "JPEG", exif=exif, quality=90)
    source = read(data, "照片.jpg")
    assert folded(source.text) == WORDS
    assert source.places[-1].where.box[1] == pytest.approx(218, abs=15)


def test_a_ruled_table_is_a_table():
    source = read(saved(table()), "任务表.png")
    cells = {(each.row, each.column): source.text[each.start : each.end] for each in source.tables[0].cells}
    assert cells[0, 3] == "责任单位"
    assert (cells[0, 1], cells[1, 1]) == ("类别", "能源结构")
    assert cells[2, 0] == "2"
    assert cells[2, 3] == "市住建局"
    assert [(each.rows, each.columns) for each in source.tables[0].cells if (each.row, each.column) == (1, 1)] == [
        (2, 1)
    ]
    assert source.text.startswith("重点任务分工表\n") or "重点任务分工表" in source.text.split("\n")[0]


@pytest.mark.parametrize("mark", ["/", "1"])
def test_a_slash_alone_in_its_cell_is_no_figure(mark):
    page = table()
    pen, font = ImageDraw.Draw(page), ImageFont.truetype(str(FONT), EM)
    pen.rectangle([(645, 405), (1035, 505)], fill=255)
    pen.text((820, 430), mark, font=font, fill=0)
    source = read(saved(page), "任务表.png")
    (cell,) = (each for each in source.tables[0].cells if (each.row, each.column) == (2, 3))
    assert source.text[cell.start : cell.end] == mark


@pytest.mark.parametrize("size", [(1, 1), (3, 40), (48, 48), (600, 400)])
def test_a_picture_without_words_is_refused(size):
    with pytest.raises(UnreadableDocument) as refused:
        read(saved(Image.new("L", size, 255)), "空白.png")
    assert refused.value.code == "no-text"


@pytest.mark.parametrize(("kind", "how"), [("PNG", {}), ("JPEG", {}), ("TIFF", {"compression": "tiff_lzw"})])
def test_a_cut_picture_is_refused(kind, how):
    data = saved(drawn(), kind, **how)
    for share in (0.02, 0.3, 0.6, 0.9):
        with pytest.raises(UnreadableDocument) as refused:
            read(data[: int(len(data) * share)], "扫描件")
        assert refused.value.code == "damaged"


def test_what_is_no_picture_is_refused():
    with pytest.raises(UnreadableDocument) as refused:
        read(b"GIF89a" + bytes(40), "图片.png")
    assert refused.value.code == "damaged"


def png_chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def test_a_bomb_is_refused_before_it_is_unpacked():
    head = png_chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0))
    with pytest.raises(UnreadableDocument) as refused:
        read(b"\x89PNG\r\n\x1a\n" + head + png_chunk(b"IDAT", zlib.compress(bytes(9))), "图片.png")
    assert refused.value.code == "too-large"


def tiff(*tags):
    """A BigTIFF file of one white page; each of ``tags`` is (tag, type, number of values, content)."""
    size = 8
    page = {
        256: (4, 1, size), 257: (4, 1, size), 258: (3, 1, 8), 259: (3, 1, 1), 262: (3, 1, 1), 273: (16, 1, 1000),
        277: (3, 1, 1), 278: (4, 1, size), 279: (4, 1, size * size),
    }  # fmt: skip
    page |= {tag: rest for tag, *rest in tags}
    entries = b"".join(struct.pack("<HHQQ", tag, *rest) for tag, rest in sorted(page.items()))
    head = b"II" + struct.pack("<HHHQQ", 43, 8, 0, 16, len(page))
    return (head + entries + bytes(8)).ljust(1000, b"\0") + b"\xff" * size * size


@pytest.mark.parametrize(
    ("tags", "code"),
    [
        ([], "no-text"),
        ([(273, 16, 1, 2**63 + 5)], "damaged"),  # farther than any file goes
        ([(254, 3, 2, 1)], "no-text"),  # two kinds of page at once
        ([(254, 2, 4, 0x616161)], "no-text"),  # words for a kind
        ([(254, 11, 1, 0x7FC00000)], "no-text"),  # no number
    ],
)
def test_odd_tags_of_a_tiff_file_do_no_harm(tags, code):
    with pytest.raises(UnreadableDocument) as refused:
        read(tiff(*tags), "扫描件.tif")
    assert refused.value.code == code


def test_a_mistake_of_ours_is_not_taken_for_a_damaged_file(monkeypatch):
    def mistaken(image):
        raise TypeError("ours")

    monkeypatch.setattr(reader, "_grey", mistaken)
    with pytest.raises(TypeError, match="ours"):
        read(saved(drawn()), "扫描件.png")


def test_more_pages_than_can_be_recognised_are_refused():
    dot = Image.new("1", (8, 8), 1)
    data = saved(dot, "TIFF", save_all=True, append_images=[dot] * MOST_PAGES)
    with pytest.raises(UnreadableDocument) as refused:
        read(data, "扫描件.tif")
    assert refused.value.code == "too-many-pages"


def test_suffixes_of_pictures_are_known():
    data = saved(drawn(LINES[-1:], size=(700, 220)), "JPEG", quality=90)
    assert folded(read_source(data, "照片.JPEG").text) == folded(LINES[-1])


def test_the_engine_needs_no_network(monkeypatch):
    def refuse(*arguments, **options):
        raise AssertionError("recognition asked the network")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    recogniser._engine.cache_clear()
    assert folded(read(saved(drawn(LINES[-1:], size=(700, 220))), "扫描件.png").text) == folded(LINES[-1])


def recognised_text(*confidences):
    places = tuple(
        Place(start=5 * number, end=5 * number + 4, where=Where(page=1, confidence=each))
        for number, each in enumerate(confidences)
    )
    return SourceText(
        name="扫描件.png", sha256="", text="市能源局\n" * len(confidences), form=Form(format="picture"), places=places
    )


def test_a_doubtful_line_is_named():
    source = with_doubts(recognised_text(0.99, 0.4, 0.98))
    assert [(issue.code, issue.start, issue.end) for issue in source.issues] == [("scan.doubtful", 5, 9)]
    assert "市能源局" in source.issues[0].message
    assert source.form == Form(format="picture", recognised=True, confidence=0.79)


def test_a_poor_scan_is_named_once():
    assert [issue.code for issue in with_doubts(recognised_text(0.5, 0.4, 0.98)).issues] == ["scan.poor"]


def test_text_that_was_not_recognised_is_left_as_it_is():
    printed = dataclasses.replace(recognised_text(0.9), places=())
    assert with_doubts(printed) is printed
