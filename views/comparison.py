"""两份对照: what changed from one plan to another of the same subject, with the words of both sides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import streamlit as st

from graph import facts
from graph.changed import Change, kinds, label
from graph.findings import Quote
from graph.library import Library
from views import cached
from views.addresses import address, place
from views.cards import at_text, short, tag
from views.frame import go, heading, library, parameter, state
from views.sheet import Node, link, node, show
from views.wording import language, say

if TYPE_CHECKING:
    from graph.comparing import Comparison, Kept, Parted, Task

QUOTED = 160  # characters of a quote
_FEW = 10  # of so many tasks one has to correspond, or the plans are told to be of two subjects


def show_page() -> None:
    """Draw the page."""
    held = library()
    heading(say("nav.comparison"), say("compared.purpose"))
    titles = {plan.doc: plan.title for plan in facts.plans(held)}
    if len(titles) < 2:
        state(say("overlaps.too_few"), say("state.import_first"), link(address("intake"), say("nav.intake")))
        return
    _plan_boxes(titles)
    chosen = [parameter("a"), parameter("b")]
    unknown = [doc for doc in chosen if doc is not None and doc not in titles]
    if unknown:
        state(say("state.unknown", what=unknown[0]), say("compared.choose"))
    elif None in chosen or chosen[0] == chosen[1]:
        state(say("compared.choose"), say("compared.which"))
    else:
        with st.spinner(say("compared.comparing")):
            _show(held, str(chosen[0]), str(chosen[1]))


def _plan_boxes(titles: Mapping[str, str]) -> None:
    given = {name: parameter(name) for name in ("a", "b")}
    for name, column in zip(given, st.columns(2, gap="small"), strict=True):
        current = given[name] if given[name] in titles else None
        key = f"plan-{name}-{current}"
        column.selectbox(
            say(f"overlaps.{name}"),
            list(titles),
            index=list(titles).index(current) if current else None,
            key=key,
            format_func=lambda doc: titles[doc],
            placeholder=say("plan.placeholder"),
            on_change=lambda name, key: go(address("comparison", **{**given, name: st.session_state[key]})),
            args=(name, key),
        )


def _show(held: Library, a: str, b: str) -> None:
    from graph.comparing import order_words  # noqa: PLC0415 - its arithmetic is loaded by who compares

    found, order = cached.comparison(held, a, b)
    english = language() == "en"
    sides = node("dl", *_side(say("compared.first"), found.a.doc, found.a.title),
                 *_side(say("compared.second"), found.b.doc, found.b.title), cls="facts")  # fmt: skip
    few = _FEW * (len(found.kept) + len(found.doubtful)) < min(found.a.tasks, found.b.tasks)
    warning = node("p", say("compared.few"), cls="reason") if few else None
    show(sides, node("p", order_words(order, english=english), cls="quiet"), warning, _counts(found), key="sides")
    show(_pairs("kept", found.kept), key="kept")
    show(_pairs("doubtful", found.doubtful) if found.doubtful else None, key="doubtful")
    show(_parted(found.parted) if found.parted else None, key="parted")
    show(_tasks("new", found.new), _tasks("dropped", found.dropped), key="rest")
    show(_definitions(found), key="meaning")


def _side(word: str, doc: str, title: str) -> tuple[Node, Node]:
    return node("dt", word), node("dd", link(address("plan", id=doc), title))


def _counts(found: Comparison) -> Node:
    """How many tasks of each kind, and how many sure changes of each kind."""
    entries = [
        ("kept", len(found.kept)), ("doubtful", len(found.doubtful)), ("new", len(found.new)),
        ("dropped", len(found.dropped)), ("parted", len(found.parted)),
    ]  # fmt: skip
    changes = Counter(label(change, english=language() == "en") for pair in found.kept for change in pair.changes
                      if change.sure)  # fmt: skip
    items = [(say(f"compared.{name}"), number) for name, number in entries] + changes.most_common()
    words = (node("li", node("div", node("strong", str(n)), node("span", name), cls="none")) for name, n in items)
    return node("ul", words, cls="figures")


def _pairs(name: str, pairs: Sequence[Kept]) -> Node:
    ordered = sorted(pairs, key=lambda pair: not pair.changes)  # what changed comes first
    return _section(name, len(pairs), [_pair(pair) for pair in ordered])


def _pair(pair: Kept) -> Node:
    by = say(f"compared.by_{pair.by}", likeness=f"{pair.likeness:.2f}")
    head = node("div", _task(pair.a), node("span", "→", cls="quiet"), _task(pair.b), cls="head", title=by)
    rows: list[Node] = []
    for change in pair.changes:
        doubt = tag(say("compared.doubt"), doubt=True) if not change.sure else None
        told = node("div", label(change, english=language() == "en"), " ", _days(change), " ", doubt, cls="aspect")
        rows += [told, _words(change.a, change.quotes_a), _words(change.b, change.quotes_b)]
        reform = change.because if language() == "zh" else change.because_en
        if reform:
            rows.append(node("div", say("compared.because", words=reform), cls="quiet wide"))
    if not pair.changes:
        rows.append(node("div", say("compared.unchanged"), cls="quiet wide"))
    return node("article", head, *rows, cls="pair")


def _days(change: Change) -> str | None:
    if not change.days:
        return None
    return say("compared.later" if change.days > 0 else "compared.sooner", n=abs(change.days))


def _words(said: str | None, quotes: Sequence[Quote]) -> Node:
    lines = (
        node("li", node("span", short(quote.quote, QUOTED), cls="quote", lang="zh-CN"), " ",
             at_text(quote.doc, quote.start, quote.end, quote.place))
        for quote in quotes
    )  # fmt: skip
    return node("div", node("p", said or say("state.unwritten")), node("ul", lines, cls="lines"))


def _parted(parted: Sequence[Parted]) -> Node:
    rows = []
    for one in parted:
        parts = node("ul", (node("li", _task(part)) for part in one.parts), cls="lines")
        rows.append(node("article", node("p", tag(say(f"compared.{one.kind}")), " ", _task(one.whole)), parts,
                         cls="card"))  # fmt: skip
    return _section("parted", len(parted), rows)


def _tasks(name: str, tasks: Sequence[Task]) -> Node:
    return _section(name, len(tasks), [node("ul", (node("li", _task(task)) for task in tasks), cls="lines")])


def _task(task: Task) -> Node:
    side = task.side
    return link(place(side.doc, side.start), f"{side.number or ''} {side.title}".strip())


def _section(name: str, count: int, body: Sequence[Node]) -> Node:
    note = node("span", say(f"compared.{name}_note"), cls="quiet")
    head = node("header", node("h2", f"{say(f'compared.{name}')} {count}"), note)
    return node("section", head, *(body if count else []), cls="part")


def _definitions(found: Comparison) -> Node | None:
    """What the kinds of change mean that stand on the page."""
    zh = language() == "zh"
    present = {(change.aspect, change.kind) for pair in (*found.kept, *found.doubtful) for change in pair.changes}
    entries: list[Node] = []
    for key, row in kinds().items():
        if key in present:
            entries += [
                node("dt", row["zh" if zh else "en"]),
                node("dd", row["definition_zh" if zh else "definition_en"]),
            ]
    head = node("header", node("h2", say("compared.meaning")))
    return node("section", head, node("dl", entries, cls="facts"), cls="part") if entries else None
