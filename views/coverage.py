"""How much of what is loaded is clear: for how many tasks a lead is written, and what deserves a look."""

from __future__ import annotations

from collections.abc import Sequence

from graph import facts
from graph.filters import NAMED, Filter, Naming
from graph.library import Library
from views import tables
from views.addresses import address
from views.sheet import Node, link, node
from views.wording import say

_WIDTH, _HEIGHT = 1000, 22


def coverage(held: Library, *, doc: str | None = None) -> Node:
    """Whom the tasks name, as a bar and as a table with the same numbers, and how many places are in doubt."""
    counts: list[tuple[Naming, int]] = [
        (named, facts.count(held, "tasks", Filter(doc=doc, named=named))) for named in NAMED
    ]
    rows = (
        (
            node("span", node("span", cls=f"swatch {named}"), say(f"named.{named}")),
            tables.count(number, address("list", of="tasks", doc=doc, named=named)),
            node("span", say(f"named_means.{named}"), cls="quiet"),
        )
        for named, number in counts
    )
    table = tables.table(("named", "tasks", "definition"), rows, numbers=("tasks",), fold=False)
    return node("div", _bar(counts), table, _doubts(held, doc), cls="coverage")


def _bar(counts: Sequence[tuple[Naming, int]]) -> Node | None:
    total = sum(number for _, number in counts)
    if not total:
        return None
    shapes: list[Node] = []
    x = 0.0
    for named, number in counts:
        width = _WIDTH * number / total
        if number:
            shapes.append(node("rect", x=f"{x:.1f}", y="0", width=f"{max(width - 2, 1):.1f}", height=str(_HEIGHT),
                               cls=f"share {named}"))  # fmt: skip
        x += width
    told = "、".join(f"{say(f'named.{named}')} {number}" for named, number in counts)
    return node("svg", shapes, view_box=f"0 0 {_WIDTH} {_HEIGHT}", role="img", aria_label=told,
                preserveAspectRatio="none")  # fmt: skip


def _doubts(held: Library, doc: str | None) -> Node:
    """Places that were not understood, told apart from what plans leave open."""
    number = facts.count(held, "issues", Filter(doc=doc))
    if not number:
        return node("p", say("overview.no_issues"), cls="quiet")
    to = link(address("list", of="issues", doc=doc), say("overview.issues", n=number))
    return node("p", to, " ", node("span", say("overview.issues_note"), cls="quiet"))
