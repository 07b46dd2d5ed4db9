"""Word documents that are damaged, or hold what cannot be read: a reason, never a crash and never silence."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.reading.source import UnreadableDocument
from extract.reading.word import reader as word
from tests.word_files import (
    STYLES,
    box,
    field,
    lists,
    lvl,
    numbered,
    p,
    part,
    read,
    run,
    styled,
    tbl,
    tc,
    tr,
    word_file,
)


def refusal(data: bytes) -> tuple[str, str]:
    with pytest.raises(UnreadableDocument) as caught:
        word.read(data, "方案.docx")
    return caught.value.code, caught.value.message


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04",
        word_file(p("正文"))[:-30],
        word_file(p("正文"), entries={"_rels/.rels": None}),
        word_file(p("正文"), entries={"word/document.xml": None}),
        word_file(p("正文"), entries={"word/document.xml": "<w:document>"}),
        word_file(p("正文"), entries={"word/document.xml": "<document/>"}),
        word_file(p("正文"), entries={"word/styles.xml": None}, styles=""),
        word_file(p("正文"), entries={"word/numbering.xml": "乱码"}, numbering=""),
        word_file("<w:customXml>" * 120 + p("正文") + "</w:customXml>" * 119),
        word_file("<w:customXml>" * 400 + p("正文") + "</w:customXml>" * 400),
    ],
)
def test_damaged_files_say_so(data: bytes):
    code, message = refusal(data)
    assert code == "damaged"
    assert "另存为" in message


def test_entities_are_not_read():
    document = part("document", "<w:body>" + p("&x;正文") + "</w:body>").replace(
        "?><w:document", '?><!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/hostname">]><w:document'
    )
    assert refusal(word_file("", entries={"word/document.xml": document}))[0] == "damaged"


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (p(), "没有读出任何文字"),
        (p("<w:r><w:drawing/></w:r>"), "另存为 PDF"),
        (tbl(tr(tc(p("<w:r><w:pict/></w:r>")))), "另存为 PDF"),
        ('<w:altChunk r:id="rId1"/>', "嵌入"),
    ],
)
def test_nothing_to_read_says_why(body: str, says: str):
    code, message = refusal(word_file(body))
    assert code == "blank"
    assert says in message


def picture(width: int, height: int) -> str:
    """A drawing, its sides in millimetres."""
    return f'<w:r><w:drawing><extent cx="{36000 * width}" cy="{36000 * height}"/><blip/></w:drawing></w:r>'


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        (p(run("正文") + picture(40, 40)), []),
        (p(run("正文") + picture(150, 90)) + p(picture(150, 200)), ["picture"]),
        (p("正文") + tbl(tr(tc(p(picture(150, 90))))), ["picture"]),
        (tbl(tr("正文", tc(p(picture(150, 90))))) + p("后文"), ["picture"]),
        (tbl(tr("正文", "正文", tc(p(picture(150, 90))))) + p("后文"), ["picture"]),
    ],
)
def test_pictures_that_may_hold_words_are_doubted(body: str, codes: list[str]):
    assert [issue.code for issue in read(body).issues] == codes


def test_an_embedded_file_beside_the_text_is_doubted():
    source = read(p("正文") + '<w:altChunk r:id="rId1"/>')
    assert [issue.code for issue in source.issues] == ["embedded-part"]


def test_wrappers_as_deep_as_the_parser_lets_them_be():
    """Whatever nests so deep is read or refused."""
    nested = p("正文")
    for _ in range(60):
        nested = tbl(tr(tc(nested)))
    for body in (nested, p("<w:ins>" * 200 + run("正文") + "</w:ins>" * 200)):
        assert word.read(word_file(body), "方案.docx").text == "正文\n"


RICH = word_file(
    styled("总体要求", "1")
    + numbered("推进")
    + tbl(tr("甲", tc("乙", '<w:gridSpan w:val="2"/>')), tr("丙", "丁", "戊"))
    + p(run("后文") + field("PAGE", "1") + box(p("框")))
    + p("<w:ins>" + run("新") + "</w:ins>"),
    styles=STYLES,
    numbering=lists(lvl(0, "%1、", "chineseCounting")),
    header1=p("公报"),
)


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data())
def test_no_damage_raises_anything_else(data: st.DataObject):
    """Bytes changed in the archive, and bytes changed in a part of a sound archive."""
    with zipfile.ZipFile(io.BytesIO(RICH)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    changed = data.draw(st.sampled_from([*parts, None]))
    before = bytearray(RICH if changed is None else parts[changed])
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(before) - 1))
        before[at : at + data.draw(st.integers(1, 4))] = data.draw(st.binary(max_size=4)) or b"<"
        before = before or bytearray(b"<")
    out = io.BytesIO(bytes(before))
    if changed is not None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name, content in parts.items():
                archive.writestr(name, bytes(before) if name == changed else content)
    try:
        assert word.read(out.getvalue(), "方案.docx").text.strip()
    except UnreadableDocument as refused:
        assert refused.code in ("damaged", "blank")
