"""Where words stood in their file: found among the places of a record, and said in both languages."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from cli import app
from extract.records import Form, Place, Where
from graph.asking import ask
from graph.library import Library
from graph.whereabouts import form_in_words, in_words, plain_where, read_where, whereabouts, write_where
from tests.plans import load_documents, load_text, printed

LINES = (
    Place(start=0, end=10, where=Where(page=1, box=(70, 90, 500, 104), confidence=0.99)),
    Place(start=10, end=18, where=Where(page=1, box=(70, 110, 300, 124), confidence=0.82)),
    Place(start=20, end=30, where=Where(page=2, box=(70, 60, 500, 74), confidence=0.95)),
)


@pytest.mark.parametrize(("start", "end", "page", "box", "sure"), [
    (0, 10, 1, (70, 90, 500, 104), 0.99),  # one line
    (9, 10, 1, (70, 90, 500, 104), 0.99),  # its last character
    (10, 11, 1, (70, 110, 300, 124), 0.82),  # the first of the next
    (4, 14, 1, (70, 90, 500, 124), 0.82),  # two lines: the box around both, the surety of the worse
    (12, 25, 1, (70, 110, 300, 124), 0.82),  # over a page break: the page on which it begins
    (18, 22, 2, (70, 60, 500, 74), 0.95),  # begins between two lines
])  # fmt: skip
def test_the_place_that_holds_the_first_of_the_words(
    start: int, end: int, page: int, box: tuple[float, ...], sure: float
):
    found = whereabouts(LINES, start, end)
    assert found is not None
    assert (found.page, found.box, found.confidence) == (page, box, sure)


@pytest.mark.parametrize(("start", "end"), [(18, 20), (30, 31)])
def test_words_that_stand_nowhere_have_no_place(start: int, end: int):
    assert whereabouts(LINES, start, end) is None
    assert whereabouts((), start, end) is None


@pytest.mark.parametrize(("where", "chinese", "english"), [
    (Where(page=3), "第3页", "p. 3"),
    (Where(page=3, confidence=0.9), "第3页（图片识别）", "p. 3 (recognised)"),
    (Where(paragraph=12), "第12段", "para. 12"),
    (Where(table=2, cell="B5"), "表2 B5", "table 2 B5"),
    (Where(sheet="分解表", cell="C7"), "工作表「分解表」C7", "sheet “分解表” C7"),
    (Where(page=4, table=1, cell="D2"), "第4页 · 表1 D2", "p. 4 · table 1 D2"),
    (Where(), "", ""),
])  # fmt: skip
def test_a_place_is_said_as_a_person_would(where: Where, chinese: str, english: str):
    assert in_words(where) == chinese
    assert in_words(where, english=True) == english
    assert read_where(write_where(where)) == where


@pytest.mark.parametrize(("form", "pages", "chinese", "english"), [
    (Form(), 0, "纯文本", "plain text"),
    (Form(format="pdf"), 12, "PDF · 12页", "PDF · 12 pages"),
    (Form(format="picture", recognised=True), 1, "图片", "picture"),
    (Form(format="word", converted_from=".wps"), 0, "Word · 由 .wps 转换", "Word · converted from .wps"),
])  # fmt: skip
def test_the_kind_of_file_is_said_with_its_pages(form: Form, pages: int, chinese: str, english: str):
    assert form_in_words(form, pages) == chinese
    assert form_in_words(form, pages, english=True) == english


@pytest.fixture
def scans(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Library:
    home = tmp_path_factory.mktemp("scans")
    library = Library.open(home)
    for document in load_documents():
        text = load_text(document.doc)
        library.add(printed(document, text), text=text, original=text.encode("utf-8"))
    monkeypatch.setenv("ZEREN_HOME", str(home))
    return library


def test_the_evidence_of_an_answer_carries_its_place(scans: Library):
    evidence = ask("谁牵头清理河道垃圾", scans).plain()["evidence"]
    for quote in evidence:
        place = whereabouts(scans.document(quote["doc"]).places, quote["start"], quote["end"])
        assert quote["place"] == plain_where(place)
    assert {
        (quote["place"]["page"], quote["place"]["words"]) for quote in evidence if quote["doc"] == "plan-a.txt"
    } == {(2, "第2页（图片识别）")}


@pytest.mark.parametrize(
    "command",
    [
        ["ask", "谁牵头清理河道垃圾"],
        ["who", "河道垃圾"],
        ["unit", "大同市水务局"],
        ["due", "--before", "2024-12-31"],
        ["gaps"],
    ],
    ids=" ".join,
)
def test_the_terminal_says_the_page(command: list[str], scans: Library):
    shown = CliRunner().invoke(app, command)
    assert shown.exit_code == 0, shown.stderr
    assert "第2页（图片识别）" in shown.stdout
    assert "words" in CliRunner().invoke(app, [*command, "--json"]).stdout or command == ["gaps"]
