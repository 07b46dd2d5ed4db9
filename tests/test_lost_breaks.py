"""Numbers of clauses of which single ones lost their line breaks, as pages of PDFs and copied texts print them."""

from __future__ import annotations

import pytest

from extract.outlining.outline import find_outline
from extract.pipeline import Extractor
from extract.reading.source import SourceText


def tasks_of(text: str) -> list[tuple[str | None, str]]:
    tasks = find_outline(SourceText(name="a.txt", sha256="", text=text)).tasks
    return [(task.number, task.title) for task in tasks]


@pytest.mark.parametrize("gap", ["  ", "\u3000\u3000"])
def test_a_titled_number_that_alone_lost_its_line_break_opens_a_clause(gap: str):
    text = (
        f"一、重点任务{gap}（一）水源保护。划定保护区。（市水利局牵头）{gap}（二）污水治理。新建管网，\n更新设备。（市住建局负责）"
        f"（三）垃圾清运。日产日清。\n二、保障措施{gap}（四）资金保障。列入预算。\n（五）督导检查。定期通报。"
    )
    assert [number for number, _ in tasks_of(text)] == ["（一）", "（二）", "（三）", "（四）", "（五）"]


def test_the_missing_number_of_a_sequence_of_lines_is_found_in_its_line():
    text = "一、任务\n（一）水源保护。划定保护区，设立界标。（二）污水治理。新建管网。\n（三）垃圾清运。日产日清。"
    assert [title for _, title in tasks_of(text)] == ["水源保护", "污水治理", "垃圾清运"]


def test_items_within_a_clause_are_not_taken_for_its_neighbours():
    steps = "分两步：（一）划定保护区。先易后难。（二）设立界标。逐村进行。"
    text = f"一、任务\n（一）水源保护。{steps}\n（二）污水治理。新建管网。"
    assert [title for _, title in tasks_of(text)] == ["水源保护", "污水治理"]


def test_a_number_that_is_missing_in_its_sequence_is_told():
    text = "某市方案\n一、任务\n（一）水源保护。划定界线。\n（三）垃圾清运。日产日清。\n二、保障\n（五）资金。列支。"
    document, analysed = Extractor().extract(text.encode(), "a.txt")
    [issue] = [one for one in document.issues if one.code == "outline.skipped"]
    assert analysed[issue.start : issue.end].startswith("（三）")
    assert "“（一）”" in issue.message
    assert "“（三）”" in issue.message
