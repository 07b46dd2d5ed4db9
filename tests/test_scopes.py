"""Scope: the words that a statement governs."""

from __future__ import annotations

import pytest

from extract.assigning.scopes import governs_phrase, scope_before
from extract.pipeline import Extractor
from tests.marked import read_marked

SCOPES = [
    "<scope>1.推进整治。完成清理。</scope>(市城管局牵头)",
    "<scope>严厉打击弄虚作假行为</scope>(市交通局牵头);",
    "重点。“两增”即增加供热公司。<scope>“一补”即建设加工厂</scope>(市农业农村局牵头)",
    "货运量大的企业,<scope>已有专用线的企业</scope>(名单由市发改委确定)",
    "达到80%以上。<scope>重点煤矿企业</scope>(名单由市能源局牵头确定)",
    "三、改善环境\n<scope>（五）完善制度。落实保障。</scope>（市财政局负责）",
    "具体措施：\n<scope>1.2021年底前出台办法。</scope>（市司法局负责）",
    "总则。一是完善制度；<scope>二是强化监管</scope>（市财政局负责）",
]


@pytest.mark.parametrize("sentence", SCOPES)
def test_a_statement_governs_what_stands_before_it(sentence: str) -> None:
    marked = read_marked(sentence)
    [(_, start, end)] = marked.spans
    span = scope_before(marked.text, end, earliest=0)
    assert (span.start, span.end) == (start, end)


def test_the_next_scope_begins_behind_the_last_statement() -> None:
    text = "甲项(市甲局牵头);乙项(市乙局牵头)"
    span = scope_before(text, text.rindex("("), earliest=text.index(";"))
    assert text[span.start : span.end] == "乙项"


def test_a_bracket_on_a_line_of_its_own_governs_all_the_points_above() -> None:
    text = "（五）完善制度：\n1.出台办法。\n2.开展检查。\n（市财政局负责）"
    span = scope_before(text, text.index("（市"), earliest=0)
    assert text[span.start : span.end] == "（五）完善制度：\n1.出台办法。\n2.开展检查。"


def test_only_a_bracket_that_explains_a_noun_governs_a_phrase() -> None:
    assert governs_phrase("(名单由市工信局牵头确定)", 0)
    assert not governs_phrase("(市工信局牵头)", 0)


def test_brackets_side_by_side_govern_the_same_words() -> None:
    tasks = ("1.严格抽检。合格率98%以上。（市农业农村局牵头）（市财政局配合）", "2.加强宣传。（市委宣传部负责）")
    text = "\n".join(("某市工作方案", "一、重点任务", *tasks, ""))
    document, analysed = Extractor().extract(text.encode(), "方案.txt")
    scopes = [each.scope for each in document.assignments if each.kind == "parenthetical"]
    governed = [analysed[scope.start : scope.end] for scope in scopes if scope]
    assert governed[0] == governed[1] == "1.严格抽检。合格率98%以上。"
    assert governed[2] == "2.加强宣传。"


TITLED = [
    ("3.推进垃圾分类。（牵头单位：区城管局）从2024年3月1日起，新建小区全部实行。", True),
    ("3.推进垃圾分类。牵头单位：区城管局；责任单位：各街道。2024年6月底前建成站点12座。", True),
    ("3.推进垃圾分类。（区城管局牵头）新建站点12座。（区住建局负责）", False),
    ("3.推进垃圾分类。（区城管局牵头）。", False),
]


@pytest.mark.parametrize(("clause", "whole"), TITLED)
def test_a_statement_between_a_title_and_its_words_governs_the_task(clause: str, whole: bool) -> None:
    text = f"二、重点任务\n1.推进改造。改造小区6个。（区住建局负责）\n2.推进绿化。\n{clause}\n"
    document, _ = Extractor().extract(text.encode(), "a.txt")
    scope = document.assignments[1].scope
    assert scope is not None
    assert (text[scope.start : scope.end] == clause) is whole


CLOSING = [
    ("健全机制，每年轮训一次。由市民政局会同市教育局、市财政局负责落实。", "label"),
    ("健全机制。市人社局牵头，市教育局配合，市委督查室督查。", "label"),
    ("由市民政局会同市教育局负责落实。健全机制，每年轮训一次。", "inline"),
]


@pytest.mark.parametrize(("words", "kind"), CLOSING)
def test_a_sentence_that_closes_a_paragraph_governs_what_stands_before_it(words: str, kind: str) -> None:
    text = f"一、重点任务\n（一）推进养老服务。{words}\n（二）加强监管。从严。\n"
    (one,) = Extractor().extract(text.encode(), "a.txt")[0].assignments
    assert one.kind == kind and one.scope is not None
    assert (one.scope.end <= one.start) is (kind == "label")
