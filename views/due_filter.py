"""The filter of the page 期限: as the address gives it, in boxes to choose from, in words, and for the facts."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import streamlit as st

from graph import facts, timeline
from graph.filters import UNDATED, Filter
from graph.library import Library
from graph.timeline import NEAR
from views import gathered, sector_words
from views.addresses import address
from views.frame import go, parameter
from views.sheet import Node, link, node
from views.wording import known, say

FILTERS = {
    "place": "place",
    "doc": "doc",
    "unit": "unit_id",
    "role": "role",
    "sector": "sector",
    "after": "after",
    "before": "before",
    "undated": "undated",
}
DAYS = ("after", "before")


def where_of(asked: Mapping[str, str]) -> Filter:
    """The filter of the address, the same as that of the list of deadlines."""
    given: dict[str, Any] = {FILTERS[name]: value for name, value in asked.items() if name != "undated"}
    kind = next((kind for kind in UNDATED if kind == asked.get("undated")), "undated" in asked)
    return Filter(**given, undated=kind)


def day_of(words: str | None) -> date | None:
    """The day, as addresses write it."""
    try:
        day = date.fromisoformat(words or "")
    except ValueError:
        return None
    return day if day.isoformat() == words else None


def chosen_day(held: Library) -> tuple[date, str]:
    """The day of the address; else today, or 30 days before the last deadline where all have passed; and why."""
    asked = parameter("day")
    if chosen := day_of(asked):
        return chosen, ""
    wrong = say("state.no_day", what=asked) + say("overview.stop") if asked else ""
    today, last = date.today(), day_of(facts.last_day(held))
    if last is None or last >= today:
        return today, wrong + say("deadlines.day_today")
    return last - timedelta(days=NEAR), wrong + say("deadlines.day_passed", last=last, days=NEAR)


def page(asked: Mapping[str, str], **changed: str | int | None) -> str:
    """The page with something changed; the day and what the lanes are made by stay."""
    given: dict[str, str | int | None] = {"by": parameter("by"), "day": parameter("day"), **asked, **changed}
    return address("deadlines", **given)


def choose(held: Library, asked: Mapping[str, str], day: date) -> None:
    """The day, and what narrows the deadlines."""
    options = {
        "place": {place: place for place in timeline.places(held)},
        "doc": dict(held.read("SELECT doc, title FROM plan ORDER BY title, doc")),
        "unit": gathered.unit_names(held),
        "sector": {one: sector_words.plain(label) for one, label in gathered.sector_labels(held).items()},
    }
    with st.container(horizontal=True, gap="small", key="parts-due"):
        _choose_day(asked, day)
        for name, named in options.items():
            _choice(name, named, asked)


def _choose_day(asked: Mapping[str, str], day: date) -> None:
    first, last = min(day, date(1980, 1, 1)), max(day, date(2100, 12, 31))
    chosen = st.date_input(say("deadlines.day"), day, first, last, key=f"deadlines-day-{day}", format="YYYY-MM-DD")
    if isinstance(chosen, date) and chosen != day:
        go(page(asked, day=chosen.isoformat()))
        st.rerun()


def _choice(name: str, options: Mapping[str, str], asked: Mapping[str, str]) -> None:
    current = asked.get(name)
    ids = list(options)
    key = f"deadlines-{name}-{current}"
    st.selectbox(
        say(f"deadlines.{name}"),
        ids,
        index=ids.index(current) if current and current in options else None,
        key=key,
        format_func=lambda value: options[value],
        placeholder=say(f"deadlines.any_{name}"),
        on_change=lambda: go(page(asked, **{name: st.session_state[key]})),
        disabled=not ids,
    )


def quick(asked: Mapping[str, str], day: date) -> Node:
    """The stretches of time that are asked for most, one click each."""
    near = timeline.until(day)
    months = [("this_month", day.replace(day=1)), ("next_month", _next_month(day))]
    spans: list[tuple[str, dict[str, str | None]]] = [
        (say("deadlines.whole"), {"after": None, "before": None, "undated": None}),
        (say("deadlines.within", n=NEAR), {"after": day.isoformat(), "before": near.isoformat(), "undated": None}),
        *(
            (say(f"deadlines.{name}", month=month.isoformat()[:7]), {**whole_month(month), "undated": None})
            for name, month in months
            if month is not None
        ),
        (say("deadlines.without_day"), {"after": None, "before": None, "undated": "yes"}),
    ]
    now = {name: asked.get(name) for name in (*DAYS, "undated")}
    whole, *others = (
        node("li", link(page(asked, **given), words, cls="chosen" if given == now else None)) for words, given in spans
    )
    of_day = None if day == date.today() else node("li", say("deadlines.of_day", day=day), cls="quiet")
    return node("ul", whole, of_day, others, cls="examples")


def _next_month(day: date) -> date | None:
    """The first day of the month after; None behind the last month that days know."""
    if day.month < 12:
        return date(day.year, day.month + 1, 1)
    return date(day.year + 1, 1, 1) if day.year < date.max.year else None


def whole_month(first: date) -> dict[str, str]:
    """The first and the last day of this month, as addresses write them."""
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return {"after": first.isoformat(), "before": last.isoformat()}


def chips(held: Library, asked: Mapping[str, str]) -> Node | None:
    """The filters in words, each to be taken away."""
    if not asked:
        return None
    items = (
        node("li", link(page(asked, **{name: None}), words, " ×", title=say("filter.remove")))
        for name, words in zip(asked, in_words(held, asked), strict=True)
    )
    return node("ul", items, cls="examples")


def in_words(held: Library, asked: Mapping[str, str]) -> list[str]:
    """What each part of the filter is called."""
    return [f"{say(f'filter.{name}')}：{_value(held, name, value)}" for name, value in asked.items()]


def _value(held: Library, name: str, value: str) -> str:
    if name in ("role", "undated"):
        key = "deadlines.without_day" if name == "undated" and value == "yes" else f"{name}.{value}"
        return say(key) if known(key) else value
    names = {
        "doc": "SELECT title FROM plan WHERE doc = ?",
        "unit": "SELECT canonical FROM body WHERE unit = ?",
        "sector": "SELECT label FROM sector WHERE id = ? LIMIT 1",
    }
    found = held.read(names[name], (value,)) if name in names else []
    words = str(found[0][0]) if found else value
    return sector_words.plain(words) if name == "sector" else words
