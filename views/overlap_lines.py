"""Overlaps by line of jurisdiction: which plans follow each other, year by year or from a level to a lower one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Set
from typing import TYPE_CHECKING

from graph import kept_overlaps
from graph.kept_overlaps import LineRow, Wanted
from graph.library import Library
from views import verdicts
from views.addresses import address
from views.frame import parameter, state
from views.paging import begin_of, pages
from views.sheet import Node, link, node, show
from views.tables import count, named_table
from views.wording import say

if TYPE_CHECKING:
    from graph.lines import Line

PAGE = 30
LINES: dict[str, Line] = {"years": "years", "levels": "levels"}
ASPECTS = ("lead", "deadline", "target")


def asked() -> Line | None:
    """The line that the address asks for; None where it asks for single pairs."""
    return LINES.get(parameter("line") or "")


def show_lines(held: Library, line: Line) -> None:
    """Draw the pairs of plans of the line, those with most in common first; each leads to its comparison."""
    wanted = Wanted(place=parameter("place"), without=verdicts.put_aside(verdicts.standing()))
    total = kept_overlaps.count_lines(held, line, wanted)
    if not total:
        state(say(f"overlaps.no_{line}"), say("overlaps.no_line_note"), _any_two())
        return
    begin = begin_of(total)
    found = kept_overlaps.lines(held, line, wanted, begin=begin, most=PAGE)
    show(_table(line, found), pages("overlaps", total, begin, PAGE), key="lines")


def _any_two() -> Node:
    return link(address("comparison"), say("overlaps.any_two"))


def _table(line: Line, found: list[LineRow]) -> Node:
    names = [say(f"overlaps.first_{line}"), say(f"overlaps.second_{line}"), say("overlaps.common"),
             *(say(f"overlaps.{aspect}_differs") for aspect in ASPECTS), say("overlaps.compare")]  # fmt: skip
    twins = _twins(found)
    return named_table(names, ["wide", "wide", *["number"] * 4, "way"], (_cells(row, twins) for row in found))


def _twins(found: list[LineRow]) -> set[str]:
    """The titles that several of the documents shown have: these are told apart by their files."""
    titles = {row.first: row.first_title for row in found} | {row.second: row.second_title for row in found}
    return {title for title, times in Counter(titles.values()).items() if times > 1}


def _cells(row: LineRow, twins: Set[str]) -> list[Node]:
    both = {"a": row.first, "b": row.second}
    plans = [_plan(doc, title, apart=title in twins)
             for doc, title in ((row.first, row.first_title), (row.second, row.second_title))]  # fmt: skip
    numbers = [count(getattr(row, aspect), address("overlaps", **both, aspect=aspect)) for aspect in ASPECTS]
    return [*plans, count(row.pairs, address("overlaps", **both)), *numbers,
            link(address("comparison", **both), say("overlaps.compare"))]  # fmt: skip


def _plan(doc: str, title: str, *, apart: bool) -> Node:
    name = link(address("plan", id=doc), node("span", title, lang="zh-CN"))
    return node("span", name, node("span", doc, cls="where overlaps-file")) if apart else name
