"""Lists of units in running text that words of role end: what no lexicon knows is read beside what one does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.assigning.cuedlists import find_cued_lists
from extract.audit import audit_document
from extract.naming.unitwords import is_unit
from extract.pipeline import Extractor
from extract.records import Document

HEAD = "石桥市2023年市容整治工作方案\n一、重点任务\n（一）清洁道路。清洁主次干道。"

READ = {
    "东风街道、区环卫站、市水务局按职责分工负责，主干道每天清扫。": ["东风街道", "区环卫站", "市水务局"],
    "市水务局牵头，柳河乡、白塔镇、各办事处落实，年底前完成清淤。": ["市水务局", "柳河乡", "白塔镇", "各办事处"],
    "市委网信办牵头，石桥晚报社、市融媒体中心，有关部门配合。": [
        "市委网信办",
        "石桥晚报社",
        "市融媒体中心",
        "有关部门",
    ],
    "管委会办公室牵头建立台账，党工委宣传部、纪工委监察工委配合，每月通报。": [
        "管委会办公室",
        "党工委宣传部",
        "纪工委监察工委",
    ],
    "市水务局、石桥中学、城投集团落实，年底前完成。": ["市水务局", "石桥中学", "城投集团"],
}
NO_LISTS = [
    "种植户、养殖场负责，",
    "加强审计机关与司法机关的工作衔接配合。",
    "健全机制、完善制度，各司其职，合力推进各项工作落实。",
    "去年，市水务局、市报社负责，",
    "依法对维修单位和车主予以处罚（市水务局牵头，市商务局配合）",
    "市水务局、市商务局负责清扫，",
    "省道、县道、乡道由市交通运输局负责，",
    "城区由市水务局，乡镇由乡镇政府负责。",
]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def record(extractor: Extractor, words: str) -> tuple[Document, str]:
    return extractor.extract(f"{HEAD}\n（二）其他工作。{words}\n".encode(), "plan.txt")


def units(document: Document) -> list[str]:
    return [unit.text for each in document.assignments for unit in each.units]


@pytest.mark.parametrize("words", READ)
def test_unknown_bodies_beside_known_ones_are_units(extractor: Extractor, words: str) -> None:
    document, _ = record(extractor, words)
    assert units(document) == READ[words]
    assert not document.issues


@pytest.mark.parametrize("words", NO_LISTS)
def test_other_words_before_words_of_role_are_no_list(words: str) -> None:
    assert list(find_cued_lists(words, (), is_unit)) == []


def test_an_item_that_is_no_unit_is_told_and_the_others_are_read(extractor: Extractor) -> None:
    document, text = record(extractor, "市水务局、线上传播、市商务局按职责分工负责，每周清洗。")
    assert units(document) == ["市水务局", "市商务局"]
    assert [(each.code, text[each.start : each.end]) for each in document.issues] == [
        ("statement.partly-read", "线上传播")
    ]


def test_a_note_on_the_seat_is_no_part_of_a_name(extractor: Extractor) -> None:
    document, _ = record(extractor, "（市河湖整治领导小组办公室（设在市水务局,）牵头，市商务局（市粮食局）配合）")
    assert units(document) == ["市河湖整治领导小组办公室", "市商务局（市粮食局）"]
    assert all("设在" not in unit.canonical for each in document.assignments for unit in each.units)


def test_each_body_behind_a_comma_is_told_its_own_duty(extractor: Extractor) -> None:
    document, _ = record(extractor, "市委督查局每月督导，对连续两次排名靠后的乡镇由市水务局约谈。")
    assert units(document) == ["市委督查局", "市水务局"]
    document, _ = record(extractor, "市委督查局每周督导，市纪委监委对履职不力的单位问责。")
    assert units(document) == ["市委督查局", "市纪委监委"]


def test_the_audit_notices_lists_that_the_record_misses(extractor: Extractor) -> None:
    document, text = record(extractor, "东风街道、市水务局按职责分工负责，主干道每天清扫。")
    assert [place.fate for place in audit_document(document, text).noticed] == ["read"]
    missed = audit_document(replace(document, assignments=()), text)
    assert [(place.fate, place.text) for place in missed.noticed] == [
        ("unaccounted", "东风街道、市水务局按职责分工负责")
    ]


def test_a_verb_of_role_behind_nothing_but_labels_is_no_list(extractor: Extractor) -> None:
    document, _ = record(extractor, "（责任单位：责任单位、配合）")
    assert units(document) == []
