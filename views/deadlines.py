"""期限: what is due when: a time line by unit, sector or plan around a chosen day, and the words of each deadline."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date, timedelta

import streamlit as st

from graph import facts, timeline
from graph.filters import Filter, Part
from graph.library import Library
from graph.timeline import PHASES, By, Counts, Scale
from views import gathered, tables, unfound
from views.addresses import address
from views.downloads import download
from views.due_filter import (
    DAYS,
    FILTERS,
    chips,
    choose,
    chosen_day,
    day_of,
    in_words,
    page,
    quick,
    where_of,
    whole_month,
)
from views.frame import heading, library, parameter, state
from views.paging import begin_of, pages
from views.sheet import Node, link, node, show
from views.timelines import (
    Shown,
    drawing,
    lanes_table,
    listed,
    months_of,
    months_table,
    number_of,
    phase_lists,
    phase_words,
    sign,
)
from views.wording import say

PAGE = 20
LANES = 12
YEARS = 7  # on either side of the chosen day that are drawn
WAYS: tuple[By, ...] = ("unit", "sector", "plan")


def show_page() -> None:
    """Draw the page."""
    held = library()
    heading(say("nav.deadlines"), say("deadlines.purpose"))
    if not facts.count(held, "plans"):
        state(say("state.nothing_loaded"), say("state.import_first"), link(address("intake"), say("nav.intake")))
        return
    asked = {name: value for name in FILTERS if (value := parameter(name))}
    wrong = next((name for name in DAYS if name in asked and day_of(asked[name]) is None), None)
    if wrong:
        without = link(page(asked, **{wrong: None}), say("filter.remove"))
        state(say("state.no_day", what=asked[wrong]), say("state.write_day"), without)
        return
    day, reason = chosen_day(held)
    choose(held, asked, day)
    if unfound.told(held, asked, lambda name: page(asked, **{name: None})):
        return
    show(quick(asked, day), chips(held, asked), node("p", reason, cls="quiet"), key="filter")
    if asked.get("after", "") > asked.get("before", "9999-12-31"):
        state(say("deadlines.backwards"), say("deadlines.backwards_advice"))
        return
    _show_dues(held, asked, day)


def _show_dues(held: Library, asked: Mapping[str, str], day: date) -> None:
    where = where_of(asked)
    counts = timeline.counts(held, where, day)
    if not counts.total:
        ways = _elsewhere(held, asked, day)
        state(say("deadlines.none"), say("state.widen"), link(address("deadlines"), say("deadlines.whole")), ways)
        return
    show(_figures(asked, counts, day), key="figures")
    _downloads(held, asked, where, day)
    if counts.dated:
        _show_line(held, asked, where, day)
    if counts.undated:
        show(_open(held, asked, where), key="open")
    if counts.dated:
        head = node("header", node("h2", say("deadlines.months")))
        show(node("section", head, months_table(asked, facts.months(held, where)), cls="part"), key="months")
    _show_list(held, asked, where, counts, day)


def _elsewhere(held: Library, asked: Mapping[str, str], day: date) -> Node:
    """The next month and the last in which anything is due under the other filters, and what has no day."""
    others = {name: value for name, value in asked.items() if name not in (*DAYS, "undated")}
    months = facts.months(held, where_of(others))
    coming = [row for row in months if row.month >= day.isoformat()[:7]]
    ways = [
        link(page(others, **whole_month(date.fromisoformat(f"{row.month}-01"))),
             say(f"deadlines.{name}", month=row.month, n=row.deadlines))
        for name, row in (*(("next_one", row) for row in coming[:1]), *(("last_one", row) for row in months[-1:]))
    ]  # fmt: skip
    if undated := facts.count(held, "deadlines", where_of({**others, "undated": "yes"})):
        ways.append(link(page(others, undated="yes"), say("deadlines.no_day", n=undated)))
    return node("ul", (node("li", way) for way in ways), cls="lines")


def _figures(asked: Mapping[str, str], counts: Counts, day: date) -> Node:
    to = phase_lists(asked, day)
    items = []
    for name in (*PHASES, "undated"):
        number = number_of(counts, name)
        shape = sign(name) if name in PHASES else None
        words = (node("strong", str(number)), node("span", shape, " " if shape else None, phase_words(name, day)))
        items.append(node("li", link(to[name], *words) if number else node("div", *words, cls="none")))
    return node("ul", items, cls="figures deadlines-figures")


def _downloads(held: Library, asked: Mapping[str, str], where: Filter, day: date) -> None:
    scope = in_words(held, asked)

    def sheets() -> bytes:
        from graph.exporting.duebook import due_workbook  # noqa: PLC0415 - only who downloads waits for it

        return due_workbook(held, where, day, scope)

    def events() -> bytes:
        from graph.exporting.calendars import calendar_parts  # noqa: PLC0415
        from graph.exporting.contents import Contents  # noqa: PLC0415

        return b"".join(calendar_parts(Contents(library=held, where=where)))

    with st.container(horizontal=True):
        download(say("deadlines.ics"), events, say("nav.deadlines"), "ics", key="deadlines-ics")
        download(say("deadlines.xlsx"), sheets, say("nav.deadlines"), "xlsx", key="deadlines-xlsx")


def _show_line(held: Library, asked: Mapping[str, str], where: Filter, day: date) -> None:
    by: By = next((way for way in WAYS if way == parameter("by")), "unit")
    days = timeline.span(held, where)
    if days is None:
        return
    first, last = _drawn(days, day)
    shown = Shown(asked=asked, scale=Scale(by=by, day=day, months=months_of(first, last)), first=first, last=last)
    begin = _begin()
    lanes, total = gathered.lanes(held, where, shown.scale, Part(first=begin, size=LANES))
    if begin and not lanes:  # the address counts too far
        begin = 0
        lanes, total = gathered.lanes(held, where, shown.scale, Part(size=LANES))
    spots = timeline.spots(held, where, shown.scale, [lane.key for lane in lanes])
    ways = (
        node("li", link(page(asked, by=way), say(f"deadlines.by_{way}"), cls="chosen" if way == by else None))
        for way in WAYS
    )
    head = node("header", node("h2", say("deadlines.line")), node("ul", ways, cls="examples"))
    note = node("p", say(f"deadlines.note_{by}"), cls="quiet")
    rows = node("details", node("summary", say("deadlines.table")), lanes_table(shown, lanes))
    more = _more_lanes(asked, begin, len(lanes), total)
    cut = _not_drawn(held, asked, where, shown)
    show(node("section", head, drawing(shown, lanes, spots), more, cut, note, rows, cls="part"), key="line")


def _begin() -> int:
    words = parameter("lanes") or "0"
    return int(words) if words.isascii() and words.isdigit() and len(words) < 7 else 0


def _drawn(days: tuple[date, date], day: date) -> tuple[date, date]:
    """The days from edge to edge: of the deadlines and the chosen one, or some years around it where they are many."""
    first, last = days
    if (max(last, day) - min(first, day)).days <= 366 * 2 * YEARS:
        first, last = min(first, day), max(last, day)
    elif first <= day <= last:
        first = max(first, date(max(day.year - YEARS, 1), 1, 1))
        last = min(last, date(min(day.year + YEARS, 9999), 12, 31))
    elif (last - first).days > 366 * 2 * YEARS:
        first = date(last.year - 2 * YEARS, 1, 1)
    return first.replace(day=1), last.replace(day=calendar.monthrange(last.year, last.month)[1])


def _more_lanes(asked: Mapping[str, str], begin: int, shown: int, total: int) -> Node | None:
    if shown == total:
        return None
    parts: list[Node | str] = [say("deadlines.lanes", first=begin + 1, last=begin + shown, n=total)]
    if begin:
        to = page(asked, lanes=max(0, begin - LANES) or None)
        parts += ["　", link(to, say("deadlines.lanes_former", n=min(LANES, begin)))]
    if rest := total - begin - shown:
        parts += ["　", link(page(asked, lanes=begin + LANES), say("deadlines.lanes_next", n=min(LANES, rest)))]
    return node("p", parts, cls="quiet")


def _not_drawn(held: Library, asked: Mapping[str, str], where: Filter, shown: Shown) -> Node | None:
    """How many deadlines lie outside the drawing, with the way to them."""
    months = facts.months(held, where)
    first, last = shown.first.isoformat(), shown.last.isoformat()
    earlier = sum(row.deadlines for row in months if row.month < first[:7])
    further = sum(row.deadlines for row in months if row.month > last[:7])
    ways: list[Node | str] = []
    if earlier:
        before = (shown.first - timedelta(days=1)).isoformat()
        ways += [link(listed(asked, before=before), say("deadlines.earlier", n=earlier)), "　"]
    if further:
        after = (shown.last + timedelta(days=1)).isoformat()
        ways.append(link(listed(asked, after=after), say("deadlines.further", n=further)))
    return node("p", ways, cls="quiet") if ways else None


def _open(held: Library, asked: Mapping[str, str], where: Filter) -> Node:
    """The deadlines without a day by kind, with the words of the plans."""
    head = node("header", node("h2", say("deadlines.open")), node("span", say("deadlines.open_note"), cls="quiet"))
    rows = []
    for one in timeline.open_kinds(held, where):
        if one.number:
            words = node("span", "、".join(one.words), lang="zh-CN", cls="quote")
            number = tables.count(one.number, listed(asked, undated=one.kind))
            said = node("span", node("strong", number), " ", say(f"undated.{one.kind}"), cls="deadlines-kind")
            rows.append(node("li", said, node("span", say("deadlines.such_as"), words, cls="quiet")))
    return node("section", head, node("ul", rows, cls="lines deadlines-lasting"), cls="part")


def _show_list(held: Library, asked: Mapping[str, str], where: Filter, counts: Counts, day: date) -> None:
    """The deadlines in the order of their days, from the chosen day on where the address names no part of them."""
    passed = counts.past if counts.near + counts.later else 0
    begin = begin_of(counts.total) if parameter("from") else passed
    rows = facts.deadlines(held, where, Part(first=begin, size=PAGE))
    every = link(listed(asked), say("list.total", n=counts.total))
    former = say("deadlines.from_day", day=day, n=passed) if passed and begin == passed else None
    head = node("header", node("h2", say("deadlines.list")), every, node("span", former, cls="quiet"))
    body = tables.deadlines_table(rows)
    show(node("section", head, body, pages("deadlines", counts.total, begin, PAGE), cls="part"), key="list")
