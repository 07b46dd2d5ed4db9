"""缺口与冲突: counted checks with their definitions, the words behind each finding, and what people say of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from graph import facts
from graph.assessing import judgeable
from graph.findings import UNSURE, Check, Finding, Quote, Side
from graph.library import Library
from graph.verdicts import Verdict
from views import cached, judges, tables, verdicts
from views.addresses import address, place
from views.cards import at_text, short, tag
from views.frame import go, heading, library, parameter, state
from views.paging import begin_of, pages
from views.sheet import Node, link, node, show
from views.wording import language, say

PAGE = 20
QUOTES = 3


def show_page() -> None:
    """Draw the page."""
    held = library()
    heading(say("nav.findings"), say("findings.purpose"))
    if not facts.totals(held).plans:
        state(say("state.nothing_loaded"), say("state.import_first"), link(address("intake"), say("nav.intake")))
        return
    with st.spinner(say("findings.checking")):
        groups = cached.findings(held)
    said = verdicts.standing()
    asked = parameter("check")
    if asked is None:
        show(*(_group(name, checks, said) for name, checks in groups.items()), key="groups")
        return
    chosen = next((check for checks in groups.values() for check in checks if check.id == asked), None)
    if chosen is None:
        every = link(address("findings"), say("findings.every"))
        state(say("state.unknown", what=asked), say("findings.choose"), every)
        return
    _show_check(held, chosen, said)


def _group(name: str, checks: Sequence[Check], said: Mapping[str, Verdict]) -> Node:
    """The checks of a group with their definitions and how much each found."""
    head = node("header", node("h2", say(f"findings.{name}")), node("span", say(f"findings.{name}_note"), cls="quiet"))
    rows = []
    for check in checks:
        still, aside = verdicts.counted((finding.id for finding in check.findings), said)
        to = address("findings", check=check.id)
        rows.append((
            link(to, _name(check)) if check.count else node("span", _name(check)),
            tables.count(still, to),
            tables.count(aside, address("findings", check=check.id, aside=1)),
            node("span", _definition(check), cls="quiet"),
        ))  # fmt: skip
    return node("section", head, tables.table(("check", "open", "aside", "definition"), rows, numbers=("open", "aside"),
                                              fold=True), cls="part")  # fmt: skip


def _name(check: Check) -> str:
    return check.zh if language() == "zh" else check.en


def _definition(check: Check) -> str:
    return check.definition_zh if language() == "zh" else check.definition_en


def _show_check(held: Library, check: Check, said: Mapping[str, Verdict]) -> None:
    every = link(address("findings"), say("findings.every"))
    head = node("header", node("h2", _name(check)), every)
    show(node("section", head, node("p", _definition(check), cls="quiet"), cls="part"), key="definition")
    _plan_box(held, check)
    doc, aside = parameter("doc"), bool(parameter("aside"))
    of_doc = [one for one in check.findings if doc is None or doc in (one.doc, *(side.doc for side in one.others))]
    numbers = verdicts.counted((one.id for one in of_doc), said)
    chosen = [one for one in of_doc if verdicts.is_open(one.id, said) != aside]
    show(verdicts.states("findings", {"check": check.id, "doc": doc}, numbers, aside=aside), key="states")
    verdicts.show_kept()
    if not chosen:
        state(say("state.nothing_found"), say("findings.none_left"))
        return
    judges.who_field()
    begin = begin_of(len(chosen))
    judged = {one.id: one for one in judgeable([check])}
    for finding in chosen[begin : begin + PAGE]:
        show(_finding(finding, said.get(finding.id)), key=finding.id)
        verdicts.buttons(judged[finding.id], said.get(finding.id))
    show(pages("findings", len(chosen), begin, PAGE), key="pages")


def _plan_box(held: Library, check: Check) -> None:
    """One plan of those in which the check found something."""
    titles = {row.doc: row.title for row in facts.plans(held)}
    docs = sorted({one.doc for one in check.findings})
    current = parameter("doc") if parameter("doc") in docs else None
    key = f"doc-{check.id}-{current}"
    if len(docs) > 1:
        st.selectbox(
            say("findings.plan"), docs, index=docs.index(current) if current else None, key=key,
            format_func=lambda doc: titles[doc], placeholder=say("findings.any_plan"),
            on_change=lambda: go(address("findings", check=check.id, doc=st.session_state[key])),
        )  # fmt: skip


def _finding(finding: Finding, verdict: Verdict | None) -> Node:
    title = f"{finding.number or ''} {finding.title}".strip() or say("list.no_task")
    head = node(
        "header",
        link(place(finding.doc, finding.start), title, cls="name"),
        tag(say(f"finding.{finding.kind}"), doubt=finding.kind in UNSURE),
        verdicts.verdict_tag(verdict),
    )
    said = finding.facts if language() == "zh" else finding.facts_en
    lines = node("ul", (node("li", words) for words in said), cls="lines")
    quotes = [_quote(quote) for quote in finding.quotes[:QUOTES]]
    rest = len(finding.quotes) - QUOTES
    more = node("p", say("findings.more_quotes", n=rest), cls="quiet") if rest > 0 else None
    others = [_other(side) for side in finding.others]
    return node("article", head, node("p", finding.plan, cls="path"), lines, *quotes, more, *others, cls="card")


def _quote(quote: Quote) -> Node:
    words = node("blockquote", short(quote.quote, 400), lang="zh-CN")
    return node("div", words, at_text(quote.doc, quote.start, quote.end, quote.place))


def _other(side: Side) -> Node:
    title = f"{side.number or ''} {side.title}".strip() or side.plan
    return node("p", say("findings.also"), link(place(side.doc, side.start), title), "　",
                node("span", side.plan, cls="quiet"))  # fmt: skip
