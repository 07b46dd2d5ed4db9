"""A pair of tasks as one row: both titles, why it is a pair, what differs as letters; it opens the whole comparison."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from graph.calling import numbered
from graph.citing import inner_title
from graph.titles import Titled
from views import verdicts
from views.addresses import address
from views.cards import letter, short, tag
from views.names import behind
from views.sheet import Node, link, node
from views.wording import language, say

if TYPE_CHECKING:
    from graph.overlapping.pairs import Overlap, TaskRef
    from graph.verdicts import Verdict

TITLE = 60  # characters of a title that a row shows
WHY = 90


def pair_row(
    pair: Overlap, known: Mapping[str, Titled], verdict: Verdict | None, given: Mapping[str, str | None]
) -> Node:
    """The row; its address keeps the filters, so that the page it opens knows the pairs beside it."""
    to = address("overlaps", **{**given, "pair": pair.id})
    sides = node("div", _side(pair.a, known), node("span", "↔", cls="overlaps-arrow", aria_hidden="true"),
                 _side(pair.b, known), cls="overlaps-sides")  # fmt: skip
    why = short(pair.why if language() == "zh" else pair.why_en, WHY)
    foot = node(
        "div",
        tag(say(f"overlap.{pair.kind}")),
        node("span", say("overlaps.score", score=f"{pair.score:.2f}"), cls="overlaps-score"),
        differing(pair),
        verdicts.verdict_tag(verdict),
        cls="overlaps-foot",
    )
    return node("li", link(to, sides, cls="overlaps-open"), node("p", why, cls="overlaps-why", lang=spoken()), foot)


def spoken() -> str | None:
    """The language of a sentence of ours that quotes many words of documents."""
    return "en" if language() == "en" else None


def differing(pair: Overlap) -> Node | None:
    """The aspects in which the two differ, as letters; nothing where none does."""
    if not pair.differs:
        return None
    letters: list[Node | str] = []
    for difference in pair.differs:
        letters += [letter(difference.aspect), " "]
    return node("span", say("overlaps.differing"), letters[:-1], cls="overlaps-differing")


def _side(side: TaskRef, known: Mapping[str, Titled]) -> Node:
    plan = known.get(side.doc)
    title = short(numbered(side.number, side.title), TITLE)
    of_plan = short(inner_title(plan.title), 40) + behind(plan.format) if plan else short(side.doc, 40)
    return node("span", node("span", title, cls="overlaps-task", lang="zh-CN"),
                node("span", of_plan, cls="overlaps-plan", lang="zh-CN"))  # fmt: skip
