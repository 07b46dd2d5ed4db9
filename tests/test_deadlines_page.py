"""期限: what is due when; every number as long as the list behind it, every filter the same here and in files."""

from __future__ import annotations

import datetime
import io
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from graph import facts, timeline, unit_facts
from graph.exporting.calendars import calendar_parts
from graph.exporting.contents import Contents
from graph.exporting.duebook import due_workbook
from graph.filters import UNDATED, Filter, Part
from graph.library import Library
from graph.timeline import Scale
from ingest import current_library
from tests.opened import components, nodes, open_page, told, words
from views.due_filter import FILTERS, where_of
from views.timelines import level

DAY = "2020-06-01"


@pytest.fixture(scope="module")
def samples() -> Library:
    return current_library()


def listed(library: Library, href: str) -> int:
    """How many rows the list of deadlines at this address has."""
    params = {name: value[0] for name, value in parse_qs(urlsplit(href).query).items()}
    assert params.pop("of") == "deadlines"
    assert set(params) <= {*FILTERS, "task"}
    return facts.count(library, "deadlines", where_of(params))


def numbers(page: object) -> list[tuple[str, int]]:
    """The addresses of lists that numbers lead to; a mark of the time line says its number in its name."""
    found = []
    for tag, attributes, children in nodes(components(page)):
        href = attributes.get("href", "")
        if tag != "a" or not href.startswith("list?"):
            continue
        shown = "".join(told(child) for child in children if child[0] != "title")
        bold = [told(child) for child in children if child[0] == "strong"]
        if bold or shown.isdigit():
            found.append((href, int(bold[0] if bold else shown)))
        elif "aria-label" in attributes:
            found.append((href, 1))
    return found


NARROWED: list[dict[str, str]] = [
    {"by": "unit"},
    {"by": "plan", "place": "朔州"},
    {"by": "sector", "after": "2020-06-01", "before": "2020-12-31"},
    {"by": "unit", "undated": "yes"},
]


@pytest.mark.parametrize("params", NARROWED)
def test_every_number_is_the_length_of_its_list(params: dict[str, str], samples: Library):
    found = numbers(open_page("deadlines", day=DAY, **params))
    assert len(found) > 3
    for href, number in found:
        assert number == listed(samples, href), href


def days() -> st.SearchStrategy[str | None]:
    return st.none() | st.dates(datetime.date(2018, 1, 1), datetime.date(2024, 1, 1)).map(str)


@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_around_any_day_and_filter_the_counts_are_those_of_the_facts(data: Any):
    samples = current_library()
    where = Filter(
        place=data.draw(st.sampled_from([None, "朔州", "山西省", "nowhere"])),
        doc=data.draw(st.sampled_from([None, *samples.docs()])),
        unit_id=data.draw(st.sampled_from([None, *list(unit_facts.unit_names(samples))[:20]])),
        role=data.draw(st.sampled_from([None, "lead", "cooperating"])),
        sector=data.draw(st.sampled_from([None, "kongqi-zhiliang", "qingjie-qunuan"])),
        after=data.draw(days()),
        before=data.draw(days()),
        undated=data.draw(st.sampled_from([False, True, *UNDATED])),
    )
    day = datetime.date.fromisoformat(data.draw(days()) or DAY)
    rows = facts.deadlines(samples, where)
    found = timeline.counts(samples, where, day)
    until = (day + datetime.timedelta(days=30)).isoformat()
    dated = [row.last_day for row in rows if row.last_day]
    assert found.past == sum(last < str(day) for last in dated)
    assert found.near == sum(str(day) <= last <= until for last in dated)
    assert found.total == len(rows) == facts.count(samples, "deadlines", where)
    assert sum(kind.number for kind in timeline.open_kinds(samples, where)) == found.undated
    lanes, total = timeline.lanes(samples, where, Scale(by="plan", day=day), Part(size=50))
    assert total == len(lanes) == len({row.doc for row in rows})
    assert sum(lane.counts.total for lane in lanes) == len(rows)


def test_the_marks_of_a_lane_add_up_to_its_dated_ones(samples: Library):
    for by in ("unit", "sector", "plan"):
        for months in (1, 3, 12):
            scale = Scale(by=by, day=datetime.date.fromisoformat(DAY), months=months)
            lanes, _ = timeline.lanes(samples, Filter(), scale, Part(size=100))
            spots = timeline.spots(samples, Filter(), scale, [lane.key for lane in lanes])
            for lane in lanes:
                assert sum(spot.number for spot in spots if spot.lane == lane.key) == lane.counts.dated


def test_past_near_and_later_differ_by_shape():
    drawn = list(nodes(components(open_page("deadlines", day=DAY))))
    marks = [node for node in drawn if node[0] == "svg" and node[1].get("class", "").startswith("deadlines-dot")]
    shapes = {
        (node[1]["class"].split()[1], inner[0])
        for node in marks
        for inner in nodes(node)
        if inner[0] in ("rect", "circle")
    }
    assert shapes == {("deadlines-past", "circle"), ("deadlines-near", "rect"), ("deadlines-later", "circle")}
    now = [node for node in drawn if node[0] == "line" and node[1].get("class") == "deadlines-now"]
    assert now
    assert f"所选日期 {DAY}" in words(open_page("deadlines", day=DAY))


def first_days(page: object) -> list[str]:
    """The days of the list, in its order."""
    return [told(node) for node in nodes(components(page)) if node[0] == "td" and node[1].get("aria-label") == "到期日"]


def test_the_list_begins_with_the_chosen_day_and_the_former_ones_are_a_page_away(samples: Library):
    passed = timeline.counts(samples, Filter(), datetime.date.fromisoformat(DAY)).past
    page = open_page("deadlines", day=DAY)
    assert first_days(page)[0] >= DAY
    assert f"从 {DAY} 列起，此前的 {passed} 处" in words(page)
    assert first_days(open_page("deadlines", day=DAY, **{"from": "0"}))[0] < DAY


def test_next_month_and_thirty_days_are_one_click():
    page = open_page("deadlines", day="2020-12-15", unit="")
    offered = {told(node): node[1]["href"] for node in nodes(components(page)) if node[0] == "a"}
    assert "after=2021-01-01&before=2021-01-31" in offered["下个月到期（2021-01）"]
    assert "after=2020-12-15&before=2021-01-14" in offered["30 天内到期"]
    assert words(page).count("2020-12-15 起算") == 1


def test_a_month_without_deadlines_names_the_next_the_last_and_those_without_a_day(samples: Library):
    page = open_page("deadlines", day="2019-01-15", after="2019-01-01", before="2019-01-31")
    ways = {told(node): node[1]["href"] for node in nodes(components(page)) if node[0] == "a"}
    months = facts.months(samples)
    following = next(row for row in months if row.month >= "2019-01")
    assert f"after={following.month}-01" in ways[f"之后最近的时限在 {following.month}（{following.deadlines} 处）"]
    assert f"最后的时限在 {months[-1].month}（{months[-1].deadlines} 处）" in ways
    undated = facts.count(samples, "deadlines", Filter(undated=True))
    assert "undated=yes" in ways[f"没有日期的时限 {undated} 处"]


@pytest.mark.parametrize(("day", "month"), [("9999-12-31", "9999-12"), ("0001-01-01", "0001-02")])
def test_days_at_the_ends_of_time_offer_no_other_month(day: str, month: str):
    offered = [told(node) for node in nodes(components(open_page("deadlines", day=day))) if node[0] == "a"]
    assert [words for words in offered if "月到期" in words][-1].endswith(f"月到期（{month}）")


def test_what_has_no_day_is_told_in_the_words_of_the_plan(samples: Library):
    said = words(open_page("deadlines"))
    assert "采暖期" in said
    assert "FREQ" not in said
    assert f"{facts.count(samples, 'deadlines', Filter(undated='lasting'))}" in said


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_day_is_chosen_where_all_have_passed(lang: str):
    said = words(open_page("deadlines", lang=lang))
    assert ("时限都已过去" if lang == "zh" else "Every deadline has passed") in said
    assert "2023-10-01" in said


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"day": "31. Februar"}, "不是日期"),
        ({"after": "2020-13-01"}, "不是日期"),
        ({"before": "<script>"}, "不是日期"),
        ({"after": "2021-01-01", "before": "2020-01-01"}, "起始日期在截止日期之后"),
        ({"unit": "unit-none"}, "未找到“unit-none”"),
        ({"sector": "../..", "role": "x"}, "未找到“x”"),
        ({"by": "😀", "lanes": "9999", "from": "1e9"}, "清单"),
        ({"lanes": "9" * 5000, "from": "9" * 5000}, "清单"),
        ({"undated": "x" * 10_000}, "未找到“xxx"),
        ({"day": "0001-01-01"}, "更晚"),
        ({"day": "9999-12-31"}, "之前"),
    ],
)
def test_garbage_in_the_address_is_told_or_passed_over(params: dict[str, str], said: str):
    assert said in words(open_page("deadlines", **params))


def test_far_days_do_not_press_the_others_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from ingest import ingest_paths  # noqa: PLC0415

    path = tmp_path / "方案.txt"
    lines = "\n".join(
        f"{at}. 推进第{at}项工作。{year}年10月底前完成。（牵头单位：市能源局）"
        for at, year in enumerate((2010, 2024, 2025, 2060), start=1)
    )
    path.write_text(f"某市工作方案\n\n一、主要任务\n\n{lines}\n", "utf-8")
    library = Library.open(tmp_path / "home")
    ingest_paths([path], library)
    monkeypatch.setattr("views.frame.current_library", lambda: library)
    said = words(open_page("deadlines", day="2024-06-01"))
    assert "更早的 1 处" in said
    assert "更晚的 1 处" in said


@pytest.mark.parametrize("where", [Filter(), Filter(after="2020-06-01", before="2020-12-31"), Filter(undated=True)])
def test_the_files_hold_what_is_shown(where: Filter, samples: Library):
    rows = facts.deadlines(samples, where)
    book = openpyxl.load_workbook(io.BytesIO(due_workbook(samples, where, datetime.date(2020, 6, 1))))
    kept = [
        (row[1].value.date().isoformat() if row[1].value else None, row[4].value)
        for row in book["时限"].iter_rows(min_row=2)
    ]
    assert kept == [(row.last_day, row.quote) for row in rows]
    assert book["时限"].freeze_panes == "C2"
    calendar = Calendar.from_ical(b"".join(calendar_parts(Contents(library=samples, where=where))))
    ids = {str(event["UID"]).removesuffix("@zeren") for event in calendar.walk("VEVENT")}
    assert {row.deadline_id for row in rows if row.last_day} <= ids <= {row.deadline_id for row in rows}


def test_nothing_loaded_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    empty = Library.open(tmp_path)
    monkeypatch.setattr("views.frame.current_library", lambda: empty)
    for name in ("matrix", "deadlines", "sectors"):
        assert "先导入一份方案" in words(open_page(name))


def test_greater_numbers_are_darker():
    levels = [level(number, 400) for number in (1, 16, 64, 144, 256, 400)]
    assert levels == sorted(levels)
    assert (levels[0], levels[-1]) == (1, 5)
