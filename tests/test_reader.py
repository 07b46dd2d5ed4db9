"""The reader and the list of plans, as Python hands them over: nothing is missing, nothing passes for another thing."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import pytest
from PIL import Image

from extract.records import Issue
from graph import facts
from graph.adding import of_missed
from graph.filters import Filter
from graph.library import Library
from graph.passages import find_headings, find_passage, is_unread
from graph.setting_right import Signed, of_unit
from graph.shelves import Shelf, count_plans, find_by_id, find_plans, near_plans, sides
from ingest import draw_page, has_pages, ingest_bytes
from tests.opened import components, open_page, words
from tests.plans import fill_library
from tests.reading_plans import HOSTILE, PAGES, TRICKS, pdf_plan

PDF, BAD = "取暖.pdf", "坏.txt"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    held = fill_library(tmp_path_factory.mktemp("reader"))
    for data, name in ((pdf_plan(), PDF), (HOSTILE.encode(), BAD)):
        assert ingest_bytes(data, name, held).status == "new"
    return held


@pytest.fixture(autouse=True)
def in_use(library: Library, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("views.frame.current_library", lambda: library)


def packed(**params: str) -> dict:
    return next(value for value in components(open_page("plan", **params)) if "duties" in value)


def place_of(**params: str) -> dict | None:
    return next(value["at"] for value in components(open_page("plan", **params)) if "drawn" in value)


TEXT = "一、目标。\n二、市能源局牵头，市财政局配合。\n三、市能源局牵头。"


@pytest.mark.parametrize(("at", "words", "fate", "shown"), [
    ("8-14", "市能源局牵头", "there", "市能源局牵头"),
    ("8", None, "there", ""),
    ("20-26", "市能源局牵头", "moved", "市能源局牵头"),
    ("900-906", "市财政局", "moved", "市财政局配合"),
    ("3-9", "市水务局", "gone", ""),
    ("0-9999", None, "no-place", ""),
    ("9-3", None, "no-place", ""),
    ("-3", "市", "no-place", ""),
    ("１-２", None, "there", TEXT[1:2]),
    ("9" * 5000, "市", "no-place", ""),
    ("<script>", None, "no-place", ""),
])  # fmt: skip
def test_an_address_leads_to_its_words_wherever_they_are(at: str, words: str | None, fate: str, shown: str):
    found = find_passage(TEXT, (), at, words)
    assert (found.fate, TEXT[found.start : found.end]) == (fate, shown)


def test_the_nearest_of_several_places_is_meant():
    assert find_passage(TEXT, (), "27-31", "市能源局").start == TEXT.rindex("市能源局")


@pytest.mark.parametrize(("code", "unread"), [
    ("statement.unread", True), ("table.row", True), ("table.carried", False), ("scan.doubtful", False),
])  # fmt: skip
def test_unread_and_doubtful_are_two_things(code: str, unread: bool):
    assert is_unread(Issue(code=code, message="", start=0, end=1)) is unread


def test_titles_and_chapters_are_headings(library: Library):
    ((document, text),) = library.plans([PDF])
    found = {text[one.start : one.end]: one.level for one in find_headings(document, text)}
    assert found == {PAGES[0][0]: 0, "一、重点任务": 1}


def test_every_mark_can_be_drawn_from_what_is_sent(library: Library):
    data = packed(id=BAD)
    text = library.text(BAD)
    meant = data["rare"]
    assert "".join(meant.get(letter, letter) for letter in data["text"]) == text
    assert max(data["text"]) <= "\uffff"
    (doubt,) = data["doubts"]
    assert doubt[2] == "unread"
    assert text[doubt[0] : doubt[1]] == "（责任分工：按有关规定配合牵头）"
    (duty,) = data["duties"]
    assert data["rules"][duty[-1]].startswith("role.")
    assert (data["words"]["unread"], data["words"]["silent"]) == ("未识别", "方案未写明单位")


def test_the_text_is_sent_once_whatever_place_is_asked_for():
    assert packed(id=PDF) == packed(id=PDF, at="3-9")


@pytest.mark.parametrize(("params", "said"), [
    ({"at": "90-96", "words": "市财政局"}, "已按文字找到现在的位置"),
    ({"at": "30-40", "words": "没有这句话"}, "未找到这段文字：“没有这句话”"),
    ({"at": "x<b>"}, "未找到地址所指的位置“x<b>”"),
])  # fmt: skip
def test_a_place_that_is_not_there_is_said(params: dict[str, str], said: str):
    assert said in words(open_page("plan", id=PDF, **params))


def test_a_place_that_is_there_is_opened_without_a_word(library: Library):
    start = library.text(PDF).index("市财政局")
    page = words(open_page("plan", id=PDF, at=f"{start}-{start + 4}", words="市财政局"))
    assert "未找到" not in page
    assert place_of(id=PDF, at=f"{start}-{start + 4}") == {"start": start, "end": start + 4, "fate": "there"}


def test_a_page_of_the_original_is_drawn_small(library: Library):
    document = library.document(PDF)
    assert has_pages(document)
    drawn = draw_page(library, PDF, 2)
    assert drawn is not None
    with Image.open(io.BytesIO(base64.b64decode(drawn["image"]))) as image:
        assert image.format == "WEBP"
        assert image.width <= 1000
        assert abs(image.width / image.height - drawn["width"] / drawn["height"]) < 0.01
    line = next(place for place in document.places if place.where.page == 2)
    assert line.where.box is not None
    assert 0 < line.where.box[2] <= drawn["width"]


def test_what_cannot_be_drawn_is_none(library: Library):
    assert draw_page(library, PDF, 3) is None
    assert draw_page(library, "没有.pdf", 1) is None
    assert draw_page(library, BAD, 1) is None
    assert not has_pages(library.document(BAD))


def test_a_picture_is_drawn_in_its_own_measure():
    from extract.reading.drawing import draw_page as draw  # noqa: PLC0415 - what the child does

    written = io.BytesIO()
    Image.new("RGB", (2400, 1200), "white").save(written, "PNG")
    drawn = draw(written.getvalue(), "扫描.png", 1)
    assert (drawn.width, drawn.height) == (2400, 1200)


def test_a_damaged_file_leaves_the_page_standing(library: Library, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Library, "original", lambda _self, _doc: b"%PDF-1.7 broken")
    assert draw_page(library, PDF, 1) is None
    assert packed(id=PDF)["original"]


def test_plans_are_found_by_words_place_year_and_genre(library: Library):
    everything = facts.plans(library)
    assert count_plans(library, Shelf()) == len(everything) == 4
    assert [row.doc for row in find_plans(library, Shelf(words="清洁取暖 2024"))] == [PDF]
    assert not find_plans(library, Shelf(words="清洁取暖 没有"))
    assert not find_plans(library, Shelf(words="%"))
    for side, choices in sides(library, Shelf()).items():
        for value, count in choices:
            shelf = Shelf(**{side: value})
            assert len(find_plans(library, shelf)) == count == count_plans(library, shelf)
    rows = [row.doc for first in range(4) for row in find_plans(library, Shelf(), first=first, most=1)]
    assert sorted(rows) == sorted(row.doc for row in everything)


def test_the_list_says_what_it_shows(library: Library):
    said = words(open_page("plan", q="清洁取暖"))
    assert "共 1 份" in said
    assert PAGES[0][0] in said
    assert "没有符合条件的方案" in words(open_page("plan", q="没有这份"))
    assert "没有符合条件的方案" in words(open_page("plan", year="<script>", place="\x00../.."))


def test_unknown_ids_are_not_found_and_the_likest_come_first(library: Library):
    plan = facts.plans(library, Filter(doc=PDF))[0]
    assert near_plans(library, "清洁取暖工作方案2024年")[0].doc == PDF
    assert find_by_id(library, plan.plan_id) == find_by_id(library, PDF) == plan
    assert find_by_id(library, "取暖") is None
    for asked in ("取暖", "x" * 10_000, "<script>", "😀\x00"):
        assert "未找到" in words(open_page("plan", id=asked))


def test_words_of_a_plan_stay_words(library: Library):
    page = open_page("plan", id=BAD)
    assert TRICKS in words(page)
    for element in page.main:
        if element.type != "bidi_component":
            assert "script" not in str(element.proto)


def test_what_people_put_right_is_told_with_who_did_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    library = Library.open(tmp_path)
    ingest_bytes(pdf_plan(), PDF, library)
    monkeypatch.setattr("views.frame.current_library", lambda: library)
    by = Signed(who="督查室 王", at="2026-11-23", note="看过原件")
    energy = next(duty for duty in facts.assignments(library) if duty.surface == "市能源局")
    library.correct(of_unit(library, energy.assignment_id, "cooperating", by))
    task = next(task for task in facts.tasks(library) if "宣传" in task.title)
    library.correct(of_missed(library, task.task_id, "各类媒体", "responsible", by))
    data = packed(id=PDF)
    told = {data["wordings"][duty[10]]: (duty[2], duty[4], duty[11]) for duty in data["duties"]}
    assert told["市能源局"][:2] == (2, 2)
    assert told["各类媒体"][:2] == (1, 2)
    assert "督查室 王" in told["市能源局"][2]
    assert told["市财政局"] == (2, 0, "")


def test_english_has_no_chinese_of_ours():
    data = packed(id=PDF, lang="en")
    ours = [*data["words"].values(), *(kind["label"] for kind in data["kinds"]), data["ways"]["correct"]]
    assert not [said for said in ours if any("\u4e00" <= letter <= "\u9fff" for letter in said.replace("等", ""))]
    assert data["ways"]["unit"].endswith("lang=en")
