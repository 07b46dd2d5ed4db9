"""What is refused: with a code, in Chinese that says what to do, within a second, without a trace in the library."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

import ingest
import preparing
from extract.pipeline import Extractor
from extract.reading.guard.confined import ConfinedReader
from extract.reading.guard.screening import MOST_BYTES, SUFFIXES, load_file, screen
from extract.reading.source import UnreadableDocument
from graph.library import Library
from tests.containers import DOCUMENT, RELATIONS, TYPES, WORD, Entry, compound, deflated, entry, package, word

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
HTML = "<!DOCTYPE html><html><body><p>由市能源局牵头。</p></body></html>".encode()
RTF = rb"{\rtf1\ansi\ansicpg936 \'c4\'ea}"
TEXT = "由市能源局牵头推进清洁取暖。".encode()
MHT = b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n"
DOC = compound({"WordDocument": b"\xec\xa5", "1Table": b""})
XLS = compound({"Workbook": b"\x09\x08\x10\x00" + bytes(16) + b"\x0a\x00\x00\x00"})
XLSX = package(entry("[Content_Types].xml", TYPES), entry("xl/workbook.xml", "<workbook/>"))
OFD = package(entry("OFD.xml", "<OFD/>"))
MEGABYTE = b" " * 1_000_000


def big(name: str, megabytes: int, *, says: int | None = None) -> Entry:
    size = megabytes * 1_000_000 if says is None else says
    return Entry(name=name, raw=deflated(MEGABYTE, megabytes), size=size)


def with_type(before: str) -> str:
    return DOCUMENT.replace("<w:document", f"{before}<w:document", 1)


def declared(encoding: str, text: str) -> bytes:
    return text.replace("UTF-8", encoding).encode(encoding)


def locked_doc() -> bytes:
    return compound({"WordDocument": b"\xec\xa5" + bytes(9) + b"\x01"})


def locked_xls() -> bytes:
    return compound({"Workbook": b"\x09\x08\x10\x00" + bytes(16) + b"\x2f\x00\x06\x00" + bytes(6)})


def locked_pdf() -> bytes:
    written = io.BytesIO()
    canvas = Canvas(written, encrypt=StandardEncryption("secret", canPrint=0))
    canvas.drawString(100, 700, "plan")
    canvas.save()
    return written.getvalue()


def long_pdf(pages: int) -> bytes:
    """A file of so many empty pages."""
    kids = b" ".join(b"%d 0 R" % number for number in range(3, pages + 3))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, kids)]
    objects += [b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"] * pages
    written, table = b"%PDF-1.4\n", []
    parts = [written]
    at = len(written)
    for number, content in enumerate(objects, start=1):
        table.append(b"%010d 00000 n \n" % at)
        parts.append(b"%d 0 obj%sendobj\n" % (number, content))
        at += len(parts[-1])
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(table) + 1, b"".join(table)))
    parts.append(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(table) + 1, at))
    return b"".join(parts)


def stream_pdf(raw: bytes, times: int = 1) -> bytes:
    """A page whose content is deflated so many times."""
    stream = b"\x78\xda" + raw
    filters = b"/FlateDecode" * times
    contents = b"<</Length %d/Filter[%s]>>stream\n%s\nendstream " % (len(stream), filters, stream)
    page = b"4 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 5 0 R>>endobj\n"
    return long_pdf(1).replace(b"xref", page + b"5 0 obj" + contents + b"endobj\nxref", 1).replace(b"[3 0", b"[4 0")


ENTITIES = '<!DOCTYPE w:document [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "哈哈"><!ENTITY b "&a;&a;&a;&a;">]>'
# Spelt so that no byte of it is one of ASCII's, in encodings that an XML parser may know.
UTF_7 = b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a+AD4-<a/>'
BLANKS = b'<?xml version="1.0"' + b" " * 300 + b'encoding="UTF-7"?>+ADwAIQ-DOCTYPE a+AD4-<a/>'

REFUSED: dict[str, tuple[str, str, Callable[[], bytes]]] = {
    "bomb": ("a.docx", "bomb", lambda: package(*(entry(*each) for each in WORD.items()), big("word/media/a.png", 900))),
    "bomb in the text": ("a.docx", "bomb", lambda: word({}, big("word/footer1.xml", 400))),
    "bomb that lies": ("a.docx", "bomb", lambda: word({}, big("word/footer1.xml", 900, says=1000))),
    "bomb in many parts": (
        "a.xlsx",
        "bomb",
        lambda: package(*(big(f"xl/{each}.xml", 4) for each in range(26)), *PARTS),
    ),
    "bomb of entries": ("a.docx", "bomb", lambda: word({}, *(entry(f"word/{each}.xml", "") for each in range(10_001)))),
    "bomb in PDF": ("a.pdf", "bomb", lambda: stream_pdf(deflated(MEGABYTE, 400))),
    "bomb in a bomb": ("a.pdf", "bomb", lambda: stream_pdf(deflated(deflated(MEGABYTE, 400)), times=2)),
    "very long text": ("a.csv", "too-long", lambda: b"x," * 6_000_001),
    "bomb of pages": ("a.pdf", "too-many-pages", lambda: long_pdf(10_000)),
    "entities": ("a.docx", "doctype", lambda: word({"word/document.xml": with_type(ENTITIES)})),
    "entities that grow": ("a.docx", "doctype", lambda: word({"word/document.xml": with_type(LAUGHS)})),
    "entities of relations": (
        *("a.docx", "doctype"),
        lambda: word({"_rels/.rels": RELATIONS.replace("<Relationships", f"{LAUGHS}<Relationships", 1)}),
    ),
    "entities behind words": (
        *("a.docx", "doctype"),
        lambda: word({"word/document.xml": with_type(f"<!-- <w:p> {'x' * 100_000} -->{ENTITIES}")}),
    ),
    "entities far below blanks": (
        *("a.docx", "doctype"),
        lambda: word({"word/document.xml": "\n" * 100_000 + with_type(ENTITIES)}),
    ),
    "entities in UTF-16": ("a.docx", "doctype", lambda: word({"word/a.xml": declared("UTF-16", with_type(LAUGHS))})),
    "entities in UTF-16BE": ("a.xlsx", "doctype", lambda: sheet(declared("UTF-16BE", with_type(LAUGHS)))),
    "entities in UTF-32": ("a.docx", "doctype", lambda: word({"word/a.xml": declared("UTF-32", with_type(LAUGHS))})),
    "entities elsewhere": ("a.docx", "doctype", lambda: word({"word/styles.bin": with_type(LAUGHS)})),
    "entities in UTF-7": ("a.docx", "damaged", lambda: word({"word/document.xml": UTF_7})),
    "entities behind blanks": ("a.docx", "damaged", lambda: word({"word/document.xml": BLANKS})),
    "entities in EBCDIC": (
        "a.docx",
        "damaged",
        lambda: word({"word/document.xml": with_type(LAUGHS).encode("cp1140", "replace")}),
    ),
    "locked .docx": ("a.docx", "encrypted", lambda: compound({"EncryptionInfo": b"", "EncryptedPackage": b""})),
    "locked .xlsx": ("a.xlsx", "encrypted", lambda: compound({"EncryptionInfo": b"", "EncryptedPackage": b""})),
    "locked .doc": ("a.doc", "encrypted", locked_doc),
    "locked .wps": ("a.wps", "encrypted", locked_doc),
    "locked .xls": ("a.xls", "encrypted", locked_xls),
    "locked .et": ("a.et", "encrypted", locked_xls),
    "locked .pdf": ("a.pdf", "encrypted", locked_pdf),
    "locked part": ("a.docx", "encrypted", lambda: word({}, Entry(name="word/x.xml", raw=b"?", size=1, flags=0x801))),
    "cut short": ("a.docx", "damaged", lambda: word()[:-200]),
    "first half": ("a.pdf", "damaged", lambda: long_pdf(3)[:60]),
    "two of a name": ("a.docx", "damaged", lambda: word({}, entry("word/document.xml", DOCUMENT))),
    "without types": ("a.docx", "damaged", lambda: package(entry("word/document.xml", DOCUMENT))),
    "without text": ("a.docx", "damaged", lambda: package(*(entry(name, WORD[name]) for name in list(WORD)[:2]))),
    "other press": ("a.docx", "damaged", lambda: word({}, Entry(name="word/x.xml", raw=b"?", size=1, method=14))),
    "too short a part": ("a.docx", "damaged", lambda: word({}, Entry(name="word/x.xml", raw=deflated(b"x"), size=2))),
    "spoilt part": ("a.docx", "damaged", lambda: word({}, Entry(name="word/x.xml", raw=b"\xff\xff\xff", size=9))),
    "nonsense": ("a.png", "damaged", lambda: b"\0\1\2\3" * 99),
    "cut picture": ("a.png", "damaged", lambda: PNG),
    "old and empty": ("a.doc", "damaged", lambda: compound({})),
    ".ofd": ("a.ofd", "no-converter", lambda: OFD),
    "unknown": ("a.zip", "format", word),
    "without suffix": ("方案", "format", lambda: TEXT),
    **{f"empty {each}": (f"a{each}", "empty", bytes) for each in sum(SUFFIXES.values(), ())},
}
PARTS = (entry("[Content_Types].xml", TYPES), entry("xl/workbook.xml", "<workbook/>"))


def sheet(content: bytes) -> bytes:
    return package(*PARTS, entry("xl/worksheets/sheet1.xml", content))


@pytest.fixture(scope="module")
def reader():
    """A warm reader: it has read a file of each kind."""
    reader = ConfinedReader()
    for name, data in (("a.txt", TEXT), ("a.docx", word())):
        reader.read(data, name)
    with pytest.raises(UnreadableDocument):
        reader.read(long_pdf(1), "a.pdf")
    with pytest.raises(UnreadableDocument):
        reader.read(PNG, "a.png")
    yield reader
    reader.close()


def refuse(reader: ConfinedReader, data: bytes, name: str) -> UnreadableDocument:
    with pytest.raises(UnreadableDocument) as caught:
        reader.read(data, name)
    assert "请" in caught.value.message
    return caught.value


@pytest.mark.parametrize("case", REFUSED)
def test_refused_within_a_second(reader: ConfinedReader, case: str):
    name, code, make = REFUSED[case]
    data = make()
    took = []
    for _ in range(2):  # one of them may wait for another program
        began = time.monotonic()
        assert refuse(reader, data, name).code == code
        took.append(time.monotonic() - began)
    assert min(took) < 1


def test_the_largest_package_is_screened_within_a_second():
    data = word({}, *(big(f"word/{each}.xml", 4) for each in range(24)))
    began = time.process_time()
    screen(data, "a.docx")
    assert time.process_time() - began < 1


def test_long_texts_are_refused(reader: ConfinedReader):
    assert refuse(reader, b"x" * 3_000_001, "a.txt").code == "too-long"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.docx", DOC, [".docx", "旧版 Word", "改为 .doc "]),
        ("a.doc", word(), [".doc", "Word 文档", "改为 .docx "]),
        ("a.xlsx", XLS, [".xlsx", "旧版 Excel", "改为 .xls "]),
        ("a.xls", XLSX, [".xls", "Excel 表格", "改为 .xlsx "]),
        ("a.xls", HTML, ["网页", "改为 .html "]),
        ("a.docx", XLSX, ["Excel 表格", "改为 .xlsx "]),
        ("a.pdf", HTML, [".pdf", "网页", "改为 .html "]),
        ("a.pdf", b"\xef\xbb\xbf\r\n" + HTML, ["网页", "改为 .html "]),
        ("a.pdf", PNG, ["图片", "改为 .png "]),
        ("a.doc", HTML, ["网页", "改为 .html "]),
        ("a.doc", HTML.decode().encode("utf-16"), ["网页", "改为 .html "]),
        ("a.doc", RTF, ["RTF", "另存为 .docx "]),
        ("a.wps", RTF, ["RTF", "另存为 .docx "]),
        ("a.doc", MHT, ["MHTML", "另存为 .docx "]),
        ("a.html", MHT, ["MHTML", "另存为 .html "]),
        ("a.doc", TEXT, ["纯文本", "改为 .txt "]),
        ("a.wps", XLS, ["旧版 Excel", "改为 .xls "]),
        ("a.txt", PNG, [".txt", "图片", "改为 .png "]),
        ("a.txt", HTML, ["网页", "改为 .html "]),
        ("a.txt", b"%PDF-1.7", ["PDF", "改为 .pdf "]),
        ("a.md", word(), ["Word", "改为 .docx "]),
        ("a.csv", XLSX, ["Excel", "改为 .xlsx "]),
        ("a.csv", b"\x1f\x8b\x08\0", ["压缩包", "解压"]),
        ("a.png", b"GIF89a", ["GIF", "另存为 .png "]),
        ("a.docx", package(entry("方案.txt", TEXT)), ["压缩包", "解压"]),
        ("a.docx", package(entry("ppt/presentation.xml", "<p/>")), ["PowerPoint", "另存为 .docx "]),
        ("a.docx", OFD, ["OFD", "改为 .ofd "]),
        ("a.pdf", OFD, ["OFD", "改为 .ofd "]),
    ],
)
def test_wrong_suffixes_say_what_it_is_and_what_to_do(reader: ConfinedReader, name: str, data: bytes, words: list[str]):
    error = refuse(reader, data, name)
    assert error.code == "wrong-suffix"
    assert all(each in error.message for each in words), error.message


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("", "没有名字"),
        (" ", "没有名字"),
        ("方案\x07.txt", "方案\\x07.txt"),
        ("方案\n.txt", "方案\\n.txt"),
        ("方案\0.txt", "方案\\x00.txt"),
        ("\x1b[2J.txt", "\\x1b[2J.txt"),
        ("方案\x85.txt", "方案\\x85.txt"),
        ("\u202etxt.docx", "\\u202etxt.docx"),
        ("方案\udcff.txt", "方案\\udcff.txt"),
        ("../方案.txt", "../方案.txt"),
        ("a/../../方案.txt", "a/../../方案.txt"),
        ("/etc/方案.txt", "/etc/方案.txt"),
        ("a//方案.txt", "a//方案.txt"),
        ("..\\方案.txt", "..\\方案.txt"),
        ("a\\方案.txt", "a\\方案.txt"),
        ("C:方案.txt", "C:方案.txt"),
        ("字" * 100 + ".txt", "255 字节"),
    ],
)
def test_names_are_refused_and_shown(reader: ConfinedReader, name: str, shown: str):
    error = refuse(reader, TEXT, name)
    assert error.code == "name"
    assert shown in error.message
    assert error.message.isprintable()


@pytest.mark.parametrize(
    "name",
    [
        "方案.txt",
        "a/b/方案.TXT",
        "字" * 80 + ".txt",
        "2020.1 方案（稿）.txt",
        "方案\\udcff.txt",
        "a/./b.txt",
        "...txt.txt",
    ],
)
def test_names_that_are_fine(reader: ConfinedReader, name: str):
    assert reader.read(TEXT, name).name == name


def test_what_can_be_read_is_said_in_words(reader: ConfinedReader):
    message = refuse(reader, TEXT, "a.rtf").message
    assert all(each in message for each in (".rtf", "Word（.docx", "PDF（.pdf）", "图片", "表格"))


def test_what_points_elsewhere_is_harmless(reader: ConfinedReader):
    """A template and a picture from the network are not fetched, and a part whose name leads out is not written."""
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
        'Target="http://127.0.0.1:9/a.dotm" TargetMode="External"/></Relationships>'
    )
    data = word({"word/_rels/document.xml.rels": relation, "../../outside.xml": "<a/>", "/etc/outside.xml": "<a/>"})
    assert "市能源局" in reader.read(data, "a.docx").text


def test_what_is_put_in_may_be_a_page(reader: ConfinedReader):
    """A web page or drawing among the parts may have its document type: nothing reads it."""
    drawing = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd"><svg/>'
    data = word({"word/media/image1.svg": drawing, "word/chunk.htm": HTML})
    assert "市能源局" in reader.read(data, "a.docx").text


def test_refused_files_leave_no_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    extractor = Extractor()
    monkeypatch.setattr(preparing, "extractor", lambda: extractor)
    library = Library.open(tmp_path)
    for name, _, make in REFUSED.values():
        outcome = ingest.ingest_bytes(make(), name, library)
        assert (outcome.status, outcome.counts) == ("refused", None)
        assert "请" in outcome.message
    assert not library.docs()
    assert not list(library.documents())


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path):
    path = tmp_path / "过大.pdf"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(UnreadableDocument, match="请拆分文件"):
        load_file(path)
