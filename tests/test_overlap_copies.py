"""Documents that are one plan, read from several files: their tasks are no overlap of two plans."""

from __future__ import annotations

import dataclasses

import pytest

from extract.records import Document
from graph.overlapping.copies import firsts, same_plan
from graph.overlaps import compare_all
from tests.test_overlaps import READING, SCHOOLS, plan


def named(doc: str, title: str, place: str = "甲省乙市", **said: str) -> tuple[Document, str]:
    document, text = plan(doc, place, title, SCHOOLS)
    return dataclasses.replace(document, meta=dataclasses.replace(document.meta, **said)), text


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (named("a", "乙市校园阅读三年行动方案"), named("b", "乙市校园阅读三年行动方案"), True),
        (
            named("a", "乙市校园阅读行动方案（２０２５年）"),
            named("b", "乙市人民政府关于印发《乙市校园阅读行动方案(2025年)》的通知"),
            True,
        ),
        (named("a", "乙市2021年校园阅读行动方案"), named("b", "乙市2022年校园阅读行动方案"), False),
        (
            named("a", "关于做好校园阅读工作的通知", date="2021-03-01"),
            named("b", "关于做好校园阅读工作的通知", date="2022-03-01"),
            False,
        ),
        (named("a", "校园阅读三年行动方案"), named("b", "校园阅读三年行动方案", "甲省丙市"), False),
        (named("a", "工作方案"), named("b", "工作方案"), False),
    ],
)
def test_one_plan_has_one_title_place_number_and_day(
    one: tuple[Document, str], other: tuple[Document, str], *, same: bool
):
    assert same_plan(one[0], other[0]) is same
    assert firsts([one[0], other[0]]) == {"a": "a", "b": "a" if same else "b"}


def test_copies_overlap_with_other_plans_and_with_each_other_only_where_asked_for():
    copies = [named("a.pdf", "乙市校园阅读三年行动方案"), named("a.txt", "乙市校园阅读三年行动方案")]
    other = plan("b.txt", "甲省丙市", "丙市书香校园计划", READING)
    told = {(pair.a.doc, pair.b.doc) for pair in compare_all([*copies, other]).pairs}
    assert told == {("a.pdf", "b.txt"), ("a.txt", "b.txt")}
    asked = compare_all([*copies, other], between={"a.pdf", "a.txt"})
    assert {(pair.a.doc, pair.b.doc) for pair in asked.pairs} == {("a.pdf", "a.txt")}
