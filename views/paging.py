"""Long lists in parts, each part with an address of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import streamlit as st

from graph.filters import Part
from views.addresses import address
from views.frame import parameter
from views.sheet import Node, link, node
from views.wording import say

PAGE = 100
Row = TypeVar("Row")


def part_shown(rows: Sequence[Row]) -> tuple[Sequence[Row], Node | None]:
    """The part of a list of the page 清单 that the address names, and the ways to the parts beside it."""
    part, ways = part_of(len(rows))
    return rows[part.first : part.first + PAGE], ways


def part_of(total: int) -> tuple[Part, Node | None]:
    """Which part of a list of the page 清单 the address names, and the ways to the parts beside it."""
    begin = begin_of(total)
    return Part(first=begin, size=PAGE), pages("list", total, begin, PAGE)


def begin_of(total: int) -> int:
    """Where the part begins that the address names; the first one where it names none of these."""
    asked = parameter("from") or "0"
    begin = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 0
    return begin if begin < total else 0


def pages(page: str, total: int, begin: int, size: int) -> Node | None:
    """The ways from this part of a page's list to those beside it; nothing where it has one part only."""
    if total <= size:
        return None
    rest = {name: st.query_params[name] for name in st.query_params if name not in ("from", "lang")}
    back = link(address(page, **rest, **{"from": max(0, begin - size)}), say("list.former")) if begin else None
    more = begin + size < total
    on = link(address(page, **rest, **{"from": begin + size}), say("list.further")) if more else None
    where = say("list.part", first=begin + 1, last=min(total, begin + size), n=total)
    return node("p", *(part for item in (back, node("span", where, cls="quiet"), on) if item for part in (item, "  ")))
