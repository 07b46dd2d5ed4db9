"""The pages 协作网络 and 两份对照: the numbers of the library, each with its meaning, and the words of both plans."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from graph.comparing import Comparison, compare_plans, ordered
from graph.library import Library
from graph.measures import measure, network_measures, ties_of
from graph.networks import cooperation
from ingest import current_library
from tests.opened import components, nodes, open_page, told, words

CITY, DISTRICT = "002_c2e20ee12937030d.txt", "001_27a911cede5a5bef.txt"


@pytest.fixture(scope="module")
def samples() -> Library:
    return current_library()


def rows(page: AppTest, first: str) -> list[list[str]]:
    found = [node[2] for node in nodes(components(page)) if node[0] == "tr"]
    return [[told(cell) for cell in cells] for cells in found if cells[0][1].get("aria-label") == first]


def test_every_unit_stands_with_its_measures(samples: Library):
    found = measure(cooperation(samples))
    shown = rows(open_page("network"), "单位")
    for row, one in zip(shown, found.units, strict=False):
        assert row[0].startswith(one.canonical)
        assert row[1:4] == [str(one.degree), str(one.strength), f"{one.betweenness:.3f}"]


def test_a_unit_stands_with_those_it_works_with(samples: Library):
    found = measure(cooperation(samples))
    one = found.units[0]
    names = {other.unit_id: other.canonical for other in found.units}
    shown = rows(open_page("network", unit=one.unit_id), "单位")
    partners = [(names[other], str(tie.tasks)) for other, tie in ties_of(found, one.unit_id)]
    assert [(row[0].removesuffix(" 唯一联系").strip(), row[1]) for row in shown] == partners


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
    assert "协作网络里没有这个单位" in words(open_page("network", unit="unit-0"))


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
