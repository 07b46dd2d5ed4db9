"""方法与质量: the figures are those of the file that the tests hold, and the page is whole in both languages."""

from __future__ import annotations

import json

import pytest

from graph.quality import FILE, coverage, interval, rules, sections
from graph.wording import load_table
from ingest import current_library, extraction
from tests.opened import components, nodes, open_page, told, words
from tests.test_pages import CHINESE


def test_every_figure_of_the_file_is_explained_and_shown():
    kept = json.loads(FILE.read_text("utf-8"))
    table = load_table("quality")
    assert {row["id"] for row in table["section"]} == set(kept)
    assert {name for section in kept.values() for name in section["figures"]} == {row["id"] for row in table["figure"]}
    rows = [
        "".join(told(cell) for cell in node[2]) for node in nodes(components(open_page("method"))) if node[0] == "tr"
    ]
    names = {row["id"]: row for row in table["figure"]}
    for section in sections():
        for figure in section.figures:
            row = names[figure.id]
            number = str(figure.of) if figure.of else "—"
            start = f"{row['zh']}{row['counts_zh']}{number}{figure.share:.1%}"
            assert any(shown.startswith(start) for shown in rows), start


def test_what_was_measured_by_hand_stands_apart():
    said = words(open_page("method"))
    assert said.index("每次测试都重算") < said.index("由人测过一次") < said.index("一直没有看过、只计过总分的问题")


def test_coverage_counts_what_the_lists_hold():
    library = current_library()
    found = coverage(library, extraction())
    assert found.documents == len(library.docs())
    assert found.doubts == sum(number for _, number in found.by_code)
    assert coverage(library, "other rules").outdated == found.documents
    number, examples, names = rules()
    assert number > 500
    assert examples > number
    assert names > 1000


@pytest.mark.parametrize(("right", "of"), [(0, 10), (10, 10), (1, 2), (89, 100)])
def test_an_interval_holds_the_share(right: int, of: int):
    low, high = interval(right, of)
    assert 0 <= low <= right / of <= high <= 1


def test_the_english_page_is_english_but_for_words_of_documents():
    page = open_page("method", lang="en")

    def ours(node: object) -> list[str]:
        if isinstance(node, str):
            return [node]
        kinds = {"card", "method-meanings", "notice"} & set(node[1].get("class", "").split())
        own = node[1].get("lang") == "zh-CN" or kinds  # definitions name the words of plans
        return [] if own else [word for child in node[2] for word in ours(child)]

    trees = [tree for value in components(page) for tree in value.get("nodes", ())]
    terms = (
        "明确",
        "推断",
        "待核",
        "更正",
        "方案未写明",
        "未识别",
        "山西",
        "（市能源局",
        "由市能源局",
        "列第一位",
        "下同",
    )
    said = [word for tree in trees for word in ours(tree)]
    assert [word for word in said if CHINESE.search(word) and not any(term in word for term in terms)] == []
