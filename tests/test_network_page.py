"""The pages 协作网络 and 两份对照: the numbers of the library, each with its meaning, and the words of both plans."""

from __future__ import annotations

import re
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from graph import kept_network
from graph.comparing import Comparison, compare_plans, ordered
from graph.library import Library
from graph.measures import measure, network_measures, ties_of
from graph.networks import cooperation
from ingest import current_library
from tests.opened import components, nodes, open_page, told, words
from views.network import PAGE

CITY, DISTRICT = "002_c2e20ee12937030d.txt", "001_27a911cede5a5bef.txt"


@pytest.fixture(scope="module")
def samples() -> Library:
    return current_library()


def rows(page: AppTest, first: str) -> list[list[str]]:
    found = [node[2] for node in nodes(components(page)) if node[0] == "tr"]
    return [[told(cell) for cell in cells] for cells in found if cells[0][1].get("aria-label") == first]


def node_of(page: AppTest, cls: str) -> list[Any]:
    return next(node for node in nodes(components(page)) if node[1].get("class") == cls)


def graph_of(page: AppTest) -> dict[str, Any]:
    return next(one for one in components(page) if "ties" in one)


def test_every_unit_stands_with_its_measures(samples: Library):
    found = measure(cooperation(samples))
    shown = rows(open_page("network"), "单位")
    for row, one in zip(shown, found.units, strict=False):
        assert row[0].startswith(one.canonical)
        assert row[1:4] == [str(one.degree), str(one.strength), f"{one.betweenness:.3f}"]
    assert f"先看联系最多的：{found.units[0].canonical}" in told(node_of(open_page("network"), "network-first"))


def test_a_unit_stands_with_those_it_works_with(samples: Library):
    found = measure(cooperation(samples))
    one = found.units[0]
    names = {other.unit_id: other.canonical for other in found.units}
    page = open_page("network", unit=one.unit_id)
    partners = [(names[other], str(tie.tasks)) for other, tie in ties_of(found, one.unit_id)]
    assert [(row[0].removesuffix(" 唯一联系").strip(), row[1]) for row in rows(page, "单位")] == partners
    drawn = graph_of(page)
    assert [(unit["title"].partition("：")[0]) for unit in drawn["units"][1:]] == [name for name, _ in partners]


def test_the_graph_the_matrix_and_the_table_have_the_same_numbers(samples: Library):
    found = measure(cooperation(samples))
    one = found.units[0]
    names = {other.unit_id: other.canonical for other in found.units}
    near = {one.unit_id, *(other for other, _ in ties_of(found, one.unit_id))}
    ties = {(names[tie.a], names[tie.b]): tie.tasks for tie in found.ties if {tie.a, tie.b} <= near}
    page = open_page("network", unit=one.unit_id)
    hints = [re.fullmatch("(.+)与(.+)：共同任务 (.+) 项", tie["title"]) for tie in graph_of(page)["ties"]]
    assert {(hint[1], hint[2]): int(hint[3]) for hint in hints if hint} == ties
    assert f"图中单位之间的协作 {len(ties)} 对" in words(page)
    matrix = open_page("network", unit=one.unit_id, as_="matrix")
    grid = next(node for node in nodes(components(matrix)) if node[1].get("class") == "network-matrix")
    inside = [int(told(node)) for node in nodes(grid) if node[0] == "a" and "of=shared" in node[1]["href"]]
    assert sorted(inside) == sorted([*ties.values(), *ties.values()])


def test_strength_and_circles_open_their_lists(samples: Library):
    found = measure(cooperation(samples))
    one = found.units[0]
    page = open_page("network", unit=one.unit_id, list="shared")
    assert f"共同任务 {one.strength} 项次" in words(page)
    assert len(rows(page, "另一单位")) == min(one.strength, PAGE)
    circle = found.communities[0]
    page = open_page("network", circle=circle.units[0])
    assert len(rows(page, "单位")) == min(len(circle.units), PAGE)
    page = open_page("network", circle=circle.units[0], list="shared")
    assert len(rows(page, "一对单位")) == min(circle.tasks, PAGE)


def test_a_place_leaves_its_units(samples: Library):
    place = kept_network.places(samples)[0]
    held = kept_network.units(samples, place)
    assert [row[0].split(" ")[0] for row in rows(open_page("network", place=place), "单位")] == [
        one.canonical for one in held
    ]
    assert "未找到“没有这个地方”" in words(open_page("network", place="没有这个地方"))


@pytest.mark.parametrize(
    "params",
    [{"unit": "x" * 10_000}, {"unit": "<script>"}, {"circle": "\x00"}, {"circle": "unit-0"}, {"place": "%"},
     {"unit": "ONE", "as_": "🙂"}, {"unit": "ONE", "steps": "-1"}, {"unit": "ONE", "list": "shared", "from_": "9e9"}],
)  # fmt: skip
def test_any_address_is_answered(params: dict[str, str], samples: Library):
    one = kept_network.units(samples)[0].id
    assert words(open_page("network", **{name: one if value == "ONE" else value for name, value in params.items()}))


def test_a_collective_is_told_not_to_be_in_the_network(samples: Library):
    unit, name = samples.read("SELECT unit, canonical FROM body WHERE collective = 1 LIMIT 1")[0]
    shown = words(open_page("network", unit=unit))
    assert f"未找到“{name}”" in shown
    assert "统称不在网络里" in shown


def test_the_shared_tasks_of_two_units_are_listed(samples: Library):
    found = measure(cooperation(samples))
    one = found.units[0]
    other, tie = ties_of(found, one.unit_id)[0]
    assert f"共 {tie.tasks} 条" in words(open_page("listing", of="shared", unit=one.unit_id, with_=other))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_number_says_what_it_means(lang: str, samples: Library):
    shown = words(open_page("network", lang=lang))
    for one in network_measures().values():
        assert (one.definition_zh if lang == "zh" else one.definition_en) in shown


def test_an_unknown_unit_is_told(samples: Library):
    assert "未找到“unit-0”" in words(open_page("network", unit="unit-0"))


def compared(samples: Library) -> Comparison:
    plans = [(samples.document(doc), samples.text(doc)) for doc in (CITY, DISTRICT)]
    return compare_plans(*(plans if ordered(plans[0][0], plans[1][0])[0] else plans[::-1]))


def test_two_plans_stand_side_by_side(samples: Library):
    found = compared(samples)
    shown = words(open_page("comparison", a=CITY, b=DISTRICT))
    for pair in found.kept:
        assert pair.a.side.title in shown
        assert pair.b.side.title in shown
        for change in pair.changes:
            assert (change.a or "方案未写明") in shown
    for task in (*found.new, *found.dropped):
        assert task.side.title in shown


def test_the_order_of_the_address_changes_nothing(samples: Library):
    assert words(open_page("comparison", a=CITY, b=DISTRICT)) == words(open_page("comparison", a=DISTRICT, b=CITY))


@pytest.mark.parametrize("params", [{}, {"a": CITY}, {"a": CITY, "b": CITY}, {"a": CITY, "b": "none.txt"}])
def test_what_cannot_be_compared_is_told(params: dict[str, str], samples: Library):
    assert "请选择两份不同的方案" in words(open_page("comparison", **params))


def test_older_numbers_are_told_where_measuring_failed(samples: Library, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(kept_network, "current", lambda _: False)
    monkeypatch.setattr(kept_network, "start", lambda _: None)
    monkeypatch.setattr(kept_network, "under_way", lambda _: False)
    assert "协作网络没有算成" in words(open_page("network"))
