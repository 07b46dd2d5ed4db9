"""Brackets, and what becomes of them where a sign was misread or lost."""

from __future__ import annotations

import time

import pytest

from extract.text.brackets import find_all_brackets, find_brackets, outer_brackets
from tests.test_statements import passages_of, roles_in


def closed(text: str) -> list[str]:
    return [text[each.start : each.end] for each in find_brackets(text)]


def unclosed(text: str) -> list[str]:
    return [text[each.start : each.end] for each in find_all_brackets(text) if not each.closed]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("（各县〔市、区]政府）", ["（各县〔市、区]政府）", "〔市、区]"]),
        ("(各县〔市、区)政府〕", ["(各县〔市、区)政府〕", "〔市、区)"]),
        ("1）推进）清洁（取暖）", ["（取暖）"]),
        ("（市财政局、\n市教育局）", ["（市财政局、\n市教育局）"]),
        ("（各县〔市、区政府负责）。", ["（各县〔市、区政府负责）"]),
        ("（各县〔市、区）政府负责。", ["〔市、区）"]),  # as the author mixed them
        ("（各县\n〔市、区政府负责）", ["〔市、区政府负责）"]),
        ("（" + "市" * 1200 + "）", []),
    ],
)
def test_nesting_counts_and_shapes_tell_which_sign_was_lost(text: str, found: list[str]) -> None:
    assert closed(text) == found


def test_no_bracket_reaches_over_the_number_of_a_line() -> None:
    text = (
        "1.抓实（秋收。（市农机中心牵头，市气象局配合\n"
        "2.疏通））沟渠【市水务局牵头，9月底前完成。\n3.防火（市林草局牵头））。"
    )
    assert closed(text) == ["（市林草局牵头）"]
    statements = [text[each.start : each.end] for each in passages_of(text).passages]
    assert statements == ["（市农机中心牵头，市气象局配合", "【市水务局牵头，9月底前完成", "（市林草局牵头）"]


def test_depth_counts_the_brackets_around() -> None:
    assert [each.depth for each in find_brackets("（一（二〔三〕）（四））（五）（六")] == [0, 1, 2, 1, 0]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("（各县〔市、区〕政府负责\n（一）清洁取暖", ["（各县〔市、区〕政府负责"]),
        ("（市能源局负责。加强监管。", ["（市能源局负责"]),
        ("（市能源局牵头（煤炭处\n", ["（市能源局牵头（煤炭处"]),
        ("（各县〔市、区政府负责）", []),
        ("（市能源局负责，\n市财政局配合）", []),
        ("1）推进", []),
    ],
)
def test_what_nothing_closes_ends_with_its_sentence(text: str, found: list[str]) -> None:
    assert unclosed(text) == found


def test_an_open_bracket_hides_nothing_behind_it() -> None:
    text = "各县（市、区政府，市（能源）局"
    assert [text[first : last + 1] for first, last in outer_brackets(text, 0, len(text))] == ["（能源）"]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        (
            "完成改造。(市住建局牵头、市财政局配合，县〔市、区〕政府负责落实\n（二）清洁取暖",
            [("lead", "市住建局"), ("cooperating", "市财政局"), ("responsible", "县〔市、区〕政府")],
        ),
        ("完成改造。（市能源局牵头，市财政局配合", [("lead", "市能源局"), ("cooperating", "市财政局")]),
        (
            "完成改造。（市能源局牵头，各县〔市、区]政府负责）",
            [("lead", "市能源局"), ("responsible", "各县〔市、区]政府")],
        ),
        ("建设（一期工程由市能源局审批后实施，确保年内完成。", []),
        ("原市工商局（市能源局、市财政局\n", []),  # without a word of role it may be a nameplate
        ("（市能源局牵头制定办法，推进清洁取暖、热源改造，加大补贴力度\n", []),
    ],
)
def test_a_statement_whose_closing_sign_is_lost_is_read(text: str, roles: list[tuple[str, str]]) -> None:
    assert roles_in(text) == roles


def test_the_quote_of_an_unclosed_statement_ends_with_its_words() -> None:
    text = "完成改造。（市能源局负责  \n加强监管。"
    (passage,) = passages_of(text).passages
    assert text[passage.start : passage.end] == "（市能源局负责"


@pytest.mark.parametrize("piece", ["(", "(()", "(〔）", "(〔）市\n", "()", ")", "(。"])
def test_many_brackets_take_no_more_than_their_time(piece: str) -> None:
    text = piece * 30_000
    started = time.process_time()
    find_brackets(text)
    find_all_brackets(text)
    assert time.process_time() - started < 5
