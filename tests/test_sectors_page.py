"""领域: where duties gather; every cell is the length of its list, and what is not shown is told."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import facts, sector_load, unit_facts
from graph.filters import Filter, Part
from graph.library import Library
from ingest import current_library
from tests.opened import components, nodes, open_page, told, words
from views.sector_map import COLUMNS, ROWS


@pytest.fixture(scope="module")
def samples() -> Library:
    return current_library()


def numbers(page: object) -> list[tuple[str, dict[str, str], int]]:
    """The numbers that lead somewhere, with the page and the parameters of their addresses."""
    found = []
    for tag, attributes, children in nodes(components(page)):
        if tag == "a" and told([tag, attributes, children]).isdigit():
            parts = urlsplit(attributes["href"])
            params = {name: value[0] for name, value in parse_qs(parts.query).items()}
            found.append((parts.path, params, int(told([tag, attributes, children]))))
    return found


def listed(library: Library, params: dict[str, str]) -> int:
    names = {"doc": "doc", "place": "place", "unit": "unit_id", "role": "role", "sector": "sector"}
    given = {field: params[name] for name, field in names.items() if name in params}
    return facts.count(library, params["of"], Filter(**given))


@pytest.mark.parametrize(
    "params", [{}, {"role": "lead"}, {"place": "朔州"}, {"units": "15", "columns": "14"}, {"sector": "qingjie-qunuan"},
               {"sector": "qingjie-qunuan", "role": "cooperating"}, {"unit": "unit-9755f8cccab1a3e3"}]
)  # fmt: skip
def test_every_number_is_the_length_of_its_list(params: dict[str, str], samples: Library):
    found = numbers(open_page("sectors", **params))
    assert found
    for page, given_there, number in found:
        if page == "list":
            assert number == listed(samples, given_there), given_there
        else:
            assert page == "sectors"
            where = Filter(place=given_there.get("place"), role=given_there.get("role"))
            assert number == len(sector_load.sectors_of(samples, where, given_there["unit"]))


@given(role=st.sampled_from([None, "lead", "cooperating", "responsible"]), place=st.sampled_from([None, "朔州", "x"]),
       doc=st.integers(-1, 4), at=st.integers(0, 40))  # fmt: skip
@settings(max_examples=40, deadline=None)
def test_cells_count_as_the_facts_do(role: str | None, place: str | None, doc: int, at: int):
    samples = current_library()
    where = Filter(role=role, place=place, doc=None if doc < 0 else samples.docs()[doc])
    units, total = sector_load.units(samples, where, Part(size=500))
    sectors = sector_load.sectors(samples, where)
    assert total == len(units)
    assert {row.sector_id: row.tasks for row in sectors} == {
        row.sector_id: row.tasks for row in unit_facts.sectors(samples, where)
    }
    cells = sector_load.cells(samples, where, [one.unit_id for one in units], [one.sector_id for one in sectors])
    for unit in units[at : at + 2]:
        own = Filter(role=role, place=place, doc=where.doc, unit_id=unit.unit_id)
        expected = {row.sector_id: row.tasks for row in unit_facts.sectors(samples, own)}
        assert {sector: number for (one, sector), number in cells.items() if one == unit.unit_id} == expected
        assert unit.sectors == len(expected)
        assert unit.tasks == facts.count(samples, "tasks", own)


def test_the_rest_is_told_and_reachable(samples: Library):
    units, total = sector_load.units(samples, Filter(), Part(size=500))
    sectors = sector_load.sectors(samples, Filter())
    said = words(open_page("sectors"))
    assert f"第 1–{ROWS} 个单位，共 {total} 个" in said
    assert f"第 1–{COLUMNS} 个领域，共 {len(sectors)} 个" in said
    shown: set[str] = set()
    for first in range(0, total, ROWS):
        page = words(open_page("sectors", units=str(first)))
        shown |= {unit.unit_id for unit in units if f"unit?id={unit.unit_id}" in page}
    assert shown == {unit.unit_id for unit in units}
    assert all(sector.label in said for sector in sectors)


def test_greater_numbers_are_shaded_more(samples: Library):
    drawn = [node for node in nodes(components(open_page("sectors"))) if node[0] == "td" and "data-level" in node[1]]
    levels: dict[int, set[str]] = {}
    for cell in drawn:
        levels.setdefault(int(told(cell)), set()).add(cell[1]["data-level"])
    assert all(len(found) == 1 for found in levels.values())
    assert [min(levels[number]) for number in sorted(levels)] == sorted(min(found) for found in levels.values())


def test_a_sector_says_by_which_words_tasks_come_into_it():
    said = words(open_page("sectors", sector="qingjie-qunuan"))
    assert "清洁取暖" in said
    assert "散煤" in said
    assert "国土资源、能源" in said


def test_a_units_main_theme_is_told_as_derived():
    said = words(open_page("sectors", unit="unit-9755f8cccab1a3e3"))
    assert "推断" in said
    assert "主要主题之外" in said


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"sector": "nothing"}, "未找到“nothing”"),
        ({"sector": "<script>alert(1)</script>"}, "未找到"),
        ({"unit": "x" * 10_000}, "未找到"),
        ({"unit": "😀\x00"}, "未找到"),
        ({"role": "boss"}, "未找到“boss”"),
        ({"place": "../.."}, "未找到“../..”"),
        ({"units": "-5", "columns": "9" * 5000, "from": "abc"}, "第 1–15 个单位"),
        ({"units": "900", "columns": "900"}, "第 1–14 个领域"),
    ],
)  # fmt: skip
def test_garbage_in_the_address_is_told_or_passed_over(params: dict[str, str], said: str):
    assert said in words(open_page("sectors", **params))
