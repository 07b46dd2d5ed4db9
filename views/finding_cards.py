"""A finding as a card: the task, what is known, the words that show it, and the other side of a conflict."""

from __future__ import annotations

from graph.calling import numbered
from graph.findings import UNSURE, Finding, Quote, Side
from graph.verdicts import Verdict
from views import verdicts
from views.addresses import address, place
from views.cards import at_text, short, tag
from views.sheet import Node, link, node
from views.wording import language, say

QUOTES = 3
QUOTED = 400  # characters of a quote that are shown


def card(finding: Finding, verdict: Verdict | None, check: str | None = None) -> Node:
    """The finding; with ``check`` what it was found by, where that does not stand above."""
    title = numbered(finding.number, finding.title) or say("list.no_task")
    chinese = "zh-CN" if finding.title else None
    head = node(
        "header",
        node("span", link(place(finding.doc, finding.start), title, cls="name"), lang=chinese),
        node("span", tag(say(f"finding.{finding.kind}"), doubt=finding.kind in UNSURE),
             title=say(f"finding_means.{finding.kind}")),
        node("span", check, cls="quiet") if check else None,
        verdicts.verdict_tag(verdict),
    )  # fmt: skip
    said = finding.facts if language() == "zh" else finding.facts_en
    lines = node("ul", (node("li", words) for words in said), cls="lines")
    quotes = [_quote(quote) for quote in finding.quotes[:QUOTES]]
    rest = len(finding.quotes) - QUOTES
    more = node("p", say("findings.more_quotes", n=rest), cls="quiet") if rest > 0 else None
    others = [_other(side) for side in finding.others]
    return node("article", head, node("p", finding.plan, cls="path", lang="zh-CN"), lines, *quotes, more, *others,
                _foot(finding), cls="card")  # fmt: skip


def _quote(quote: Quote) -> Node:
    words = node("blockquote", short(quote.quote, QUOTED), lang="zh-CN")
    return node("div", words, at_text(quote.doc, quote.start, quote.end, quote.place))


def _other(side: Side) -> Node:
    title = numbered(side.number, side.title) or side.plan
    return node("p", say("findings.also"), link(place(side.doc, side.start), title), "　",
                node("span", side.plan, cls="quiet"), lang="zh-CN")  # fmt: skip


def _foot(finding: Finding) -> Node:
    """The address of the finding, and the task that it is of."""
    task = link(address("task", id=finding.task), say("findings.task")) if finding.task else None
    return node("footer", task, link(address("findings", id=finding.id), say("findings.address")))
