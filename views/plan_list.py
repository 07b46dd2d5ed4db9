"""The documents to choose from on the page 方案: searched by words, narrowed by place, year and genre, in parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from graph import shelves
from graph.library import Library
from graph.shelves import Shelf
from views import tables
from views.addresses import address
from views.frame import go, parameter, state
from views.paging import begin_of, pages
from views.sheet import Node, link, node, show
from views.wording import known, say

PART = 30
CHOICES = 12
"""Choices of a side that are shown at once; the others stand folded behind them."""

_SEARCH = "plan-search"


def show_list(library: Library) -> None:
    """The search, the choices and the documents that fit."""
    asked = {name: parameter(name) for name in ("q", "place", "year", "genre")}
    shelf = Shelf(words=asked["q"], place=asked["place"], year=asked["year"], genre=asked["genre"])
    if st.session_state.get("plan-searched") != asked["q"]:  # the address leads, also after the back button
        st.session_state["plan-searched"] = asked["q"]
        st.session_state[_SEARCH] = asked["q"] or ""
    st.text_input(
        say("plan.search"),
        key=_SEARCH,
        placeholder=say("plan.search"),
        label_visibility="collapsed",
        on_change=lambda: go(address("plan", **{**asked, "q": st.session_state[_SEARCH].strip()})),
    )
    show(node("div", *_sides(library, shelf, asked), cls="plan-sides"), key="sides")
    total = shelves.count_plans(library, shelf)
    if not total:
        state(say("plan.nothing"), say("plan.nothing_advice"), link(address("plan"), say("plan.all")))
        return
    first = begin_of(total)
    rows = shelves.find_plans(library, shelf, first=first, most=PART)
    counted = node("p", say("plan.many", n=total), cls="quiet")
    show(counted, tables.plans_table(rows), pages("plan", total, first, PART), key="plans")


def _sides(library: Library, shelf: Shelf, asked: Mapping[str, str | None]) -> Sequence[Node]:
    """The choices of each side as links; the one that holds is marked."""
    found = shelves.sides(library, shelf)
    return [
        _side(side, choices, asked)
        for side, choices in found.items()
        if len(choices) > 1 or asked[side] is not None  # a single choice is none
    ]


def _side(side: str, choices: Sequence[tuple[str, int]], asked: Mapping[str, str | None]) -> Node:
    def choice(words: str, count: int | None, value: str | None) -> Node:
        held = asked[side] == value
        to = address("plan", **{**asked, side: value})
        number = "" if count is None else str(count)
        name = node("span", words, lang="zh-CN" if side == "place" and value else None)
        return node("li", link(to, name, " ", node("span", number, cls="number"), cls="chosen" if held else None))

    items = [choice(_name(side, value), count, value) for value, count in choices]
    shown, rest = items[:CHOICES], items[CHOICES:]
    if asked[side] is not None and asked[side] not in [value for value, _ in choices]:
        shown = [choice(_name(side, asked[side] or ""), 0, asked[side]), *shown]
    more = node("details", node("summary", say("plan.more_choices", n=len(rest))), node("ul", rest)) if rest else None
    everything = choice(say("plan.any"), None, None)
    return node("div", node("h4", say(f"plan.side_{side}")), node("ul", everything, shown), more, cls="plan-side")


def _name(side: str, value: str) -> str:
    """The words for a choice; genres are ours, places and years the documents'."""
    return say(f"genre.{value}") if side == "genre" and known(f"genre.{value}") else value[:40]
