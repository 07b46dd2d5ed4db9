"""Cells of units: lists, numbers, slashes, roles and people in them, and the many names of their columns."""

from __future__ import annotations

import pytest

from extract.pipeline import Extractor
from extract.reading.composing import Composer, Filled, Piece
from extract.records import Document, Form
from extract.tabulating.tableheads import read_column

GLYPHS = {"lead": "牵", "cooperating": "配", "responsible": "责", "supervising": "督"}


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def read(extractor: Extractor, *rows: tuple[str, ...]) -> Document:
    composer = Composer()
    composer.paragraph([Piece(words="朔州市2026年重点任务分工表")])
    composer.table(
        [
            Filled(row=row, column=column, pieces=(Piece(words=words),) if words else ())
            for row, line in enumerate(rows)
            for column, words in enumerate(line)
        ]
    )
    return extractor.analyse(composer.source(name="plan.docx", data=b"plan", form=Form(format="word")))


def units(document: Document) -> list[str]:
    return [f"{GLYPHS[unit.role]}{unit.text}" for assignment in document.assignments for unit in assignment.units]


@pytest.mark.parametrize(
    ("words", "read_as"),
    [
        ("1.市工信局 2.市财政局\n3.市国资委", "责市工信局 责市财政局 责市国资委"),
        ("①市工信局②市财政局", "责市工信局 责市财政局"),
        ("市金融办/人民银行朔州市分行", "责市金融办 责人民银行朔州市分行"),
        ("牵头：市数据局\n配合：市市场监管局、市民政局", "牵市数据局 配市市场监管局 配市民政局"),
        ("市市场监管局为牵头单位，市公安局、市文旅局为责任单位", "牵市市场监管局 责市公安局 责市文旅局"),
        ("市住建局（牵头单位）、市城管局", "牵市住建局 责市城管局"),
        ("市税务局（牵头）\n市财政局（配合）", "牵市税务局 配市财政局"),
        ("市应急局、市发改委（2026年6月15日前）", "责市应急局 责市发改委"),
        ("市自然资源局市水利局", "责市自然资源局 责市水利局"),
        ("市生态环境局市中分局", "责市生态环境局市中分局"),
    ],
)
def test_how_units_are_listed(extractor: Extractor, words: str, read_as: str) -> None:
    document = read(extractor, ("重点任务", "责任单位"), ("推进扬尘综合治理工作", words))
    assert " ".join(units(document)) == read_as


@pytest.mark.parametrize(
    "words", ["市农业农村局（王强）", "市农业农村局 王强", "市农业农村局\n王强", "市农业农村局王强"]
)
def test_a_column_of_units_with_their_people(extractor: Extractor, words: str) -> None:
    document = read(extractor, ("重点任务", "责任单位及责任人"), ("发展菌果药畜特色产业", words))
    assert units(document) == ["责市农业农村局"]
    assert [person.name for person in document.assignments[0].people] == ["王强"]


def test_a_column_for_each_unit(extractor: Extractor) -> None:
    document = read(
        extractor,
        ("序号", "任务名称", "牵头单位", "配合单位1", "配合单位2", "完成时限"),
        ("1-1", "浑河清淤", "市水务局", "市财政局", "市生态环境局", "20260630"),
        ("小计", "1项", "", "", "", ""),
    )
    assert units(document) == ["牵市水务局", "配市财政局", "配市生态环境局"]
    assert [task.number for task in document.tasks] == ["1-1"]
    assert [one.to for one in document.deadlines] == ["2026-06-30"]


@pytest.mark.parametrize(
    ("head", "roles"),
    [
        ("属地责任单位", ("responsible",)),
        ("局内牵头部门", ("lead",)),
        ("责任股室", ("responsible",)),
        ("责任单位及完成时限", ("responsible",)),
        ("州直配合单位", ("cooperating",)),
    ],
)
def test_columns_of_units_under_other_names(head: str, roles: tuple[str, ...]) -> None:
    label = read_column(head).label
    assert label is not None
    assert label.roles == roles


@pytest.mark.parametrize("head", ["建议责任单位", "督查责任单位", "需协调事项", "任务来源"])
def test_columns_that_are_none_of_these(head: str) -> None:
    assert read_column(head).kind in ("proposed", "other")
