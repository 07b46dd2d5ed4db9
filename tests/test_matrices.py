"""Matrices: a column for each department, marks in the cells."""

from __future__ import annotations

import pytest

from extract.pipeline import Extractor
from extract.records import Document
from tests.test_tables import Rows, read, stated


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


MATRIX: Rows = [
    ["序号", "重点任务", "市发改委", "市教育局", "市财政局"],
    ["1", "扩大学前教育资源供给", "", "★", "▲"],
    ["2", "推进重大项目建设", "★", "", "▲"],
    ["3", "开展课后服务", "", "★", ""],
]
READ = [("1", "牵市教育局 配市财政局"), ("2", "牵市发改委 配市财政局"), ("3", "牵市教育局")]


def in_rows(document: Document) -> list[tuple[str | None, str]]:
    return [(number, " ".join(sorted(words.split(), reverse=True))) for number, words in stated(document)]


@pytest.mark.parametrize(
    "note", ["注：★为牵头单位，▲为配合单位。", "（★表示牵头单位；▲表示配合单位）", "说明：“★”牵头，“▲”配合"]
)
@pytest.mark.parametrize("above", [True, False])
def test_declared_marks_tell_what_each_department_does(extractor: Extractor, note: str, above: bool) -> None:
    parts = [note, MATRIX] if above else [MATRIX, note]
    assert in_rows(read(extractor, *parts)) == [
        (number, " ".join(sorted(w.split(), reverse=True))) for number, w in READ
    ]


def test_words_of_role_in_the_cells_speak_for_themselves(extractor: Extractor) -> None:
    words = {"★": "牵头", "▲": "配合"}
    matrix = [[words.get(cell, cell) for cell in row] for row in MATRIX]
    assert len(in_rows(read(extractor, matrix))) == len(READ)


def test_a_head_over_the_departments_explains_one_kind_of_mark(extractor: Extractor) -> None:
    matrix = [["序号", "重点任务", "责任单位", "←"], ["↑", "↑", "市教育局", "市财政局"], ["1", "开展课后服务", "√", ""]]
    assert stated(read(extractor, matrix)) == [("1", "责市教育局")]


def test_a_mark_that_nothing_explains_assigns_nothing(extractor: Extractor) -> None:
    assert stated(read(extractor, MATRIX)) == []


def test_figures_for_districts_are_no_marks(extractor: Extractor) -> None:
    matrix = [["序号", "指标", "朔城区", "平鲁区"], ["1", "植树造林面积（亩）", "1200", "800"]]
    assert stated(read(extractor, matrix, "注：★为牵头单位")) == []


def test_a_note_in_the_last_row_may_tell_units_what_to_do(extractor: Extractor) -> None:
    note = "备注：各县（市、区）人民政府于每月28日前将进展情况报送市政府督查室。"
    rows = [["序号", "重点任务", "责任单位"], ["1", "开展课后服务", "市教育局"], [note, "←", "←"]]
    document = read(extractor, rows)
    assert [task.title for task in document.tasks] == ["开展课后服务"]
    assert stated(document) == [("1", "责市教育局"), (None, "责各县（市、区）人民政府")]


def test_a_mark_in_a_merged_cell_holds_for_every_row_of_it(extractor: Extractor) -> None:
    matrix = [
        ["序号", "重点任务", "市发改委", "市教育局"],
        ["1", "扩大学前教育资源供给", "", "★"],
        ["2", "推进重大项目建设", "▲", "↑"],
        ["3", "开展课后服务", "★", ""],
    ]
    document = read(extractor, "注：★为牵头单位，▲为配合单位。", matrix)
    assert in_rows(document) == [("1", "牵市教育局"), ("2", "配市发改委 牵市教育局"), ("3", "牵市发改委")]
