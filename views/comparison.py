"""两份对照: what changed from one plan to another of the same subject, with the words of both sides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import streamlit as st

from graph import titles
from graph.library import Library
from graph.titles import Titled
from views import cached, comparison_parts, downloads
from views.addresses import address
from views.comparison_parts import Shown
from views.frame import go, heading, library, parameter, state
from views.sheet import Node, link, node, show
from views.wording import language, say

if TYPE_CHECKING:
    from graph.comparing import Comparison, Order

_FEW = 10  # of so many tasks one has to correspond, or the plans are told to be of two subjects


def show_page() -> None:
    """Draw the page."""
    held = library()
    heading(say("nav.comparison"), say("compared.purpose"))
    known = titles.titles(held)
    if len(known) < 2:
        state(say("overlaps.too_few"), say("state.import_first"), link(address("intake"), say("nav.intake")))
        return
    _plan_boxes(known)
    chosen = [parameter("a"), parameter("b")]
    unknown = [doc for doc in chosen if doc is not None and doc not in known]
    if unknown:
        state(say("state.not_found", what=unknown[0][:80]), say("compared.choose"), _ways())
    elif None in chosen or chosen[0] == chosen[1]:
        state(say("compared.choose"), say("compared.which"), _ways())
    else:
        with st.spinner(say("compared.comparing")):
            _show(held, str(chosen[0]), str(chosen[1]))


def _ways() -> Node:
    """Plans that follow each other, which are worth comparing."""
    lines = ((line, say(f"overlaps.{line}")) for line in ("years", "levels"))
    return node("p", *(part for line, words in lines for part in (link(address("overlaps", line=line), words), "　")))


def _plan_boxes(known: Mapping[str, Titled]) -> None:
    given = {name: parameter(name) for name in ("a", "b")}
    docs = list(known)
    for name, column in zip(given, st.columns(2, gap="small"), strict=True):
        current = given[name] if given[name] in known else None
        key = f"plan-{name}-{current}"
        column.selectbox(
            say(f"overlaps.{name}"),
            docs,
            index=docs.index(current) if current else None,
            key=key,
            format_func=lambda doc: known[doc].title,
            placeholder=say("plan.placeholder"),
            on_change=lambda name, key: go(address("comparison", **{**given, name: st.session_state[key]})),
            args=(name, key),
        )


def _show(held: Library, a: str, b: str) -> None:
    from graph.comparing import order_words  # noqa: PLC0415 - its arithmetic is loaded by who compares

    found, order = cached.comparison(held, a, b)
    words = order_words(order, english=language() == "en")
    shown = Shown(a=found.a.doc, b=found.b.doc, levels=order == "levels", part=parameter("show"),
                  change=parameter("change"))  # fmt: skip
    show(_sides(found, shown), node("p", words, " ", _pairs(found), cls="quiet"), _few(found), key="sides")
    show(comparison_parts.figures(found, shown), comparison_parts.changes(found, shown), key="figures")
    _export(found, order)
    for number, part in enumerate(comparison_parts.parts(found, shown)):
        show(part, key=f"part-{number}")


def _sides(found: Comparison, shown: Shown) -> Node:
    level = "_levels" if shown.levels else ""
    entries: list[Node] = []
    for word, plan in (("first", found.a), ("second", found.b)):
        entries += [
            node("dt", say(f"compared.{word}{level}")),
            node("dd", link(address("plan", id=plan.doc), plan.title), lang="zh-CN"),
        ]
    return node("dl", entries, cls="facts")


def _pairs(found: Comparison) -> Node:
    return link(address("overlaps", a=found.a.doc, b=found.b.doc), say("compared.pairs"))


def _few(found: Comparison) -> Node | None:
    few = _FEW * (len(found.kept) + len(found.doubtful)) < min(found.a.tasks, found.b.tasks)
    return node("p", say("compared.few"), cls="reason") if few else None


def _export(found: Comparison, order: Order) -> None:
    from graph.comparing import order_words  # noqa: PLC0415 - see _show
    from graph.exporting.comparisonbook import comparison_workbook  # noqa: PLC0415 - only who takes it away needs it

    downloads.download(say("compared.export"), lambda: comparison_workbook(found, order_words(order)),
                       f"{say('nav.comparison')} {found.a.title}", "xlsx", key="export")  # fmt: skip
