"""The page of workload: the same numbers as the library's, each with its meaning, its list behind it."""

from __future__ import annotations

import pytest

from graph.filters import Filter
from graph.library import Library
from graph.workload import find_workload, measures, weight_rows
from ingest import current_library
from tests.opened import components, nodes, open_page, told, words


@pytest.fixture(scope="module")
def samples() -> Library:
    return current_library()


def rows(page: object) -> list[list[str]]:
    found = [[told(cell) for cell in node[2]] for node in nodes(components(page)) if node[0] == "tr"]
    return found[1:]


def test_every_unit_stands_with_its_numbers(samples: Library):
    shown = rows(open_page("workload"))
    for row, load in zip(shown, find_workload(samples).units, strict=False):
        numbers = (load.lead, load.responsible, load.cooperating, load.supervising, load.tasks, len(load.alone))
        assert row[0] == load.canonical
        assert row[1:7] == [str(number) for number in numbers]
        assert row[7] == f"{load.weighted:g}"


def test_one_place_alone(samples: Library):
    place = "山西省朔州市"
    expected = find_workload(samples, Filter(place=place)).units
    assert f"单位 {len(expected)}" in words(open_page("workload", place=place))


def test_what_a_unit_leads_alone_is_listed(samples: Library):
    load = next(load for load in find_workload(samples).units if load.alone)
    assert f"共 {len(load.alone)} 条" in words(open_page("listing", of="alone", unit=load.unit_id))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_number_and_every_weight_says_what_it_means(lang: str, samples: Library):
    shown = words(open_page("workload", lang=lang))
    for name in ("lead", "alone", "weighted", "median"):
        measure = measures()[name]
        assert (measure.definition_zh if lang == "zh" else measure.definition_en) in shown
    for row in weight_rows():
        assert row[lang] in shown


def test_single_points_say_where_and_who(samples: Library):
    shown = rows(open_page("workload", of="single"))
    expected = find_workload(samples).single
    assert [row[2] for row in shown] == [one.canonical for one in expected]


def test_an_unknown_list_is_told(samples: Library):
    assert "工作量" in words(open_page("workload", of="no-such-list"))
