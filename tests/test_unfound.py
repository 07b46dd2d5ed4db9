"""What an address asks for and the library does not hold: every page says it in one way, and offers what comes near."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from graph import analysing, facts, kept_findings, unit_facts
from graph.filters import Filter
from graph.known import near
from graph.library import Library
from graph.sectornames import load_sector_names
from ingest import current_library
from tests.opened import components, nodes, open_page, told, words
from views.findings import KINDS

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module", autouse=True)
def analysed() -> Library:
    """The samples with all that analysis finds."""
    library = current_library()
    analysing.refresh(library)
    return library


@pytest.mark.parametrize(
    ("page", "name", "value"),
    [
        ("listing", "unit", "unit-zz"),
        ("listing", "role", "king"),
        ("listing", "place", "月球"),
        ("listing", "doc", "没有.txt"),
        ("listing", "sector", "zz"),
        ("listing", "named", "zz"),
        ("deadlines", "unit", "unit-zz"),
        ("deadlines", "undated", "zz"),
        ("sectors", "role", "king"),
        ("sectors", "doc", "没有.txt"),
        ("network", "place", "月球"),
        ("overlaps", "kind", "zz"),
        ("overlaps", "a", "没有.txt"),
        ("overlaps", "task", "zz"),
        ("findings", "doc", "没有.txt"),
        ("findings", "unit", "unit-zz"),
        ("findings", "kind", "zz"),
        ("matrix", "unit", "unit-zz"),
        ("matrix", "role", "king"),
        ("matrix", "section", "没有"),
    ],
)
def test_an_unknown_value_is_not_found_and_can_be_dropped(page: str, name: str, value: str):
    rest = {"matrix": {"id": current_library().docs()[0]}, "listing": {"of": "tasks"}}.get(page, {})
    shown = open_page(page, **rest, **{name: value})
    said = words(shown)
    assert f"未找到“{value}”" in said
    dropped = [node[1]["href"] for node in nodes(components(shown)) if node[0] == "a" and told(node) == "去掉这个条件"]
    assert dropped
    assert all(name + "=" not in to for to in dropped)


@pytest.mark.parametrize("page", ["overlaps", "findings", "network", "deadlines", "sectors", "listing"])
def test_no_name_in_an_address_breaks_a_page(page: str):
    said = words(open_page(page, page="-5", from_="-5", self="x", cls="x"))
    assert "未找到" not in said


def test_a_long_list_goes_on_under_any_further_name_in_the_address():
    shown = open_page("listing", of="assignments", page="-5", cls="x", from_="100")
    ways = [node[1]["href"] for node in nodes(components(shown)) if node[0] == "a" and told(node) == "下一页 →"]
    assert len(ways) == 1
    assert "from=200" in ways[0]


@pytest.mark.parametrize("page", ["unit", "task", "matrix"])
def test_what_is_not_near_is_not_called_so(page: str):
    said = words(open_page(page, id="nonsense"))
    assert "可以看" in said
    assert "相近" not in said


def test_a_slip_of_one_character_comes_near():
    unit = unit_facts.units(current_library())[0]
    names = {row.unit_id: (row.canonical,) for row in unit_facts.units(current_library())}
    slip = unit.canonical[:-1] + "居"
    assert near(slip, names)[0] == unit.unit_id
    said = words(open_page("unit", id=slip))
    assert "相近的有" in said
    assert unit.canonical in said


def test_what_is_unread_and_to_be_checked_is_one_number_on_every_page():
    library = current_library()
    issues = facts.count(library, "issues", Filter())
    unread = kept_findings.counts(library, kept_findings.Wanted(check="unread"))
    assert sum(check.count for check in unread) == issues
    assert next(check.zh for check in unread if check.id == "unread") == "待核语句"
    assert ("没有待核语句" in words(open_page("overview"))) == (issues == 0)
    numbers = kept_findings.kinds(library)
    method = words(open_page("method")).replace("\n", "")
    for kind in KINDS:
        assert f"{kind} " in method
    cards = [told(node) for node in nodes(components(open_page("findings"))) if node[0] in ("a", "div")]
    for kind in KINDS:
        assert f"{numbers.get(kind, 0)}{kind}" in cards


def test_every_sector_and_theme_has_an_english_name():
    rules = ROOT / "extract" / "rules"
    tables = [tomllib.loads(path.read_text("utf-8")) for path in (*rules.glob("sectors*.toml"), rules / "themes.toml")]
    labels = {row["label"] for table in tables for part in ("sector", "theme") for row in table.get(part, ())}
    assert labels == set(load_sector_names())
    said = words(open_page("sectors", lang="en"))
    assert "Clean heating and household coal" in said
    assert "清洁取暖与散煤" in said


def test_words_that_stand_beside_a_deadline_are_not_said_twice():
    rows = [
        node[2] for node in nodes(components(open_page("listing", of="deadlines", undated="yes"))) if node[0] == "tr"
    ]
    cells = [[told(cell) for cell in row] for row in rows[1:]]
    assert cells
    assert all(not row[1].startswith(row[0]) or row[0] == "未定日期" for row in cells)


def test_the_chosen_day_ends_within_the_drawing():
    page = open_page("deadlines")
    [day] = [node for node in nodes(components(page)) if node[0] == "text" and node[1].get("class") == "deadlines-now"]
    share = float(day[1]["x"].rstrip("%"))
    assert share < 75 or day[1]["text-anchor"] == "end"
