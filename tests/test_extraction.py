"""The machinery of the whole extraction: nothing raises, every quote is the text, unrelated words change nothing."""

from __future__ import annotations

import functools
import re
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.pipeline import Extractor
from extract.reading.source import UnreadableDocument
from extract.records import Document

SEEDS = Path(__file__).resolve().parent.parent / "seeds"


@functools.cache
def extractor() -> Extractor:
    return Extractor()


@functools.cache
def seed(prefix: str) -> str:
    return next(SEEDS.glob(f"{prefix}*")).read_text("utf-8")


def extract(text: str) -> tuple[Document, str]:
    return extractor().extract(text.encode("utf-8"), "a.txt")


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A stretch of a real document with characters lost, doubled or replaced."""
    text = seed(draw(st.sampled_from(["000", "001", "002", "003", "004"])))
    start = draw(st.integers(0, len(text) - 50))
    part = list(text[start : start + draw(st.integers(50, 2500))])
    for at in draw(st.lists(st.integers(0, len(part) - 1), max_size=25)):
        part[at] = draw(
            st.sampled_from(["", "（", "）", "、", "。", "\n", "，", "牵头", "：", "1", "年", " ", part[at] * 2])
        )
    return "".join(part)


def check_damaged(text: str) -> None:
    """The text gives a record whose every quote is the text at its place, or a reason why it cannot be read."""
    try:
        document, analysed = extract(text)
    except UnreadableDocument as error:
        assert error.message
        return
    for item in (*document.assignments, *document.deadlines, *document.targets, *document.conventions):
        assert analysed[item.start : item.end] == item.text
    for assignment in document.assignments:
        assert 0 <= assignment.scope.start <= assignment.scope.end <= len(analysed)
        for unit in assignment.units:
            assert re.sub(r"\s", "", analysed[unit.start : unit.end]) == unit.text


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(damaged())
def test_damaged_text_never_raises_and_every_quote_is_the_text(text: str) -> None:
    check_damaged(text)


@pytest.mark.soak
@settings(max_examples=3000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(damaged())
def test_three_thousand_damaged_texts(text: str) -> None:
    check_damaged(text)


def statements(document: Document) -> list[tuple[str, list[tuple[str, str]]]]:
    return [(one.text, [(unit.unit_id, unit.role) for unit in one.units]) for one in document.assignments]


def test_unrelated_words_move_records_and_change_nothing_else() -> None:
    text = seed("002")
    at = text.index("(二)坚决实施散煤清洁化替代。")
    added = "连日来天气晴好。\n\n"
    before, _ = extract(text)
    after, _ = extract(text[:at] + added + text[at:])
    assert statements(after) == statements(before)
    moved = [one.start + (len(added) if one.start >= at else 0) for one in before.assignments]
    assert [one.start for one in after.assignments] == moved
    assert [one.to for one in after.deadlines] == [one.to for one in before.deadlines]
    assert [one.id for one in after.tasks] == [one.id for one in before.tasks]


PLAN = """临海市人民政府关于印发临海市养老服务行动方案的通知
一、主要任务
（一）建设食堂。（市民政局牵头。以下均需各镇、街道办事处（管委会）落实，不再列出）
（二）培训人员。（市人力社保局负责；以下均需各镇、街道办事处（管委会）落实，不再列出）
（三）消防安全问题。
责任单位：市消防救援大队、各\n镇、街道办事处（管委会）
（四）优化价格。（市发改局）
"""


def test_what_a_blanket_clause_adds_is_added_whole_and_once() -> None:
    document, _ = extract(PLAN)
    implied = {one.text.split("：")[-1][:6]: [unit.text for unit in one.implied] for one in document.assignments}
    assert implied["（市发改局）"] == ["各镇、街道办事处（管委会）"]


def test_a_part_that_assigns_is_a_task_whatever_its_title() -> None:
    document, _ = extract(PLAN)
    assert [task.title for task in document.tasks] == ["建设食堂", "培训人员", "消防安全问题", "优化价格"]


def test_full_width_and_half_width_brackets_say_the_same() -> None:
    text = seed("001")
    half = text.translate(str.maketrans("（）；：", "();:"))
    assert [units for _, units in statements(extract(half)[0])] == [units for _, units in statements(extract(text)[0])]


RUNS = [
    "、",
    "（",
    "）",
    "1",
    "2020",
    "各市县",
    "各县（市、区）",
    "牵头",
    "牵头单位：",
    "责任单位：市发改委\n",
    "每年",
    "1、",
    "目录\n",
]


@pytest.mark.parametrize(
    "words", [*RUNS, "（市发改委牵头）", "市财政局要完成", "、10家", "以下均需", "省财政厅，省教育厅牵头。"]
)
def test_long_runs_of_anything_are_read_in_time_that_grows_with_them(words: str) -> None:
    extract("一、工作\n（一）推进。（市发改委牵头）")  # the rules and lists are loaded
    started = time.process_time()
    try:
        extract(f"一、工作任务\n1.推进。（{words * (30_000 // len(words))}牵头）\n2.完成。\n")
    except UnreadableDocument as error:
        assert error.message
    assert time.process_time() - started < 10  # it takes about one second; what grows squared takes a minute
