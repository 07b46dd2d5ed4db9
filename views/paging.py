"""Long lists in parts, each part with an address of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import streamlit as st

from views.addresses import address
from views.frame import parameter
from views.sheet import Node, link, node
from views.wording import say

PAGE = 100
Row = TypeVar("Row")


def part_shown(rows: Sequence[Row]) -> tuple[Sequence[Row], Node | None]:
    """The part of the list that the address names, and the ways to the parts beside it."""
    begin = _begin(len(rows))
    return rows[begin : begin + PAGE], _pages(len(rows), begin)


def _begin(total: int) -> int:
    asked = parameter("from") or "0"
    begin = int(asked) if asked.isascii() and asked.isdigit() else 0
    return begin if begin < total else 0


def _pages(total: int, begin: int) -> Node | None:
    if total <= PAGE:
        return None
    rest = {name: st.query_params[name] for name in st.query_params if name not in ("from", "lang")}
    rest = {name + "_" * (name == "with"): value for name, value in rest.items()}
    back = link(address("list", **rest, from_=str(max(0, begin - PAGE))), say("list.former")) if begin else None
    more = begin + PAGE < total
    on = link(address("list", **rest, from_=str(begin + PAGE)), say("list.further")) if more else None
    where = say("list.part", first=begin + 1, last=min(total, begin + PAGE), n=total)
    return node("p", *(part for item in (back, node("span", where, cls="quiet"), on) if item for part in (item, "  ")))
