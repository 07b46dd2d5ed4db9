"""问一问: a question, its answer in a sentence, the quotes that prove it, what was understood, and the query."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import streamlit as st

from graph import facts
from graph.answers import Answer, Evidence, Item, Understood
from graph.filters import Filter
from graph.library import Library
from graph.rows import AssignmentRow
from views import cached
from views.addresses import address, place
from views.cards import assignment_quote, because, foot, letter, short, tag, task_path
from views.frame import heading, library, parameter
from views.overview import LIMIT, ask_box, examples, refusal
from views.sheet import Node, link, node, show
from views.wording import known, say

PARTS = ("kind", "role", "unit", "topic", "plan", "place", "after", "before", "year")
SHORT = 90
CARDS = 6


def show_page() -> None:
    """Draw the page."""
    held = library()
    question = (parameter("q") or "").strip()
    heading(say("nav.ask"), None if question else say("ask.purpose"))
    ask_box(question)
    if not question:
        tried = examples(held)
        show(node("p", say("ask.try"), cls="quiet") if tried else None, tried, key="examples")
        return
    if len(question) > LIMIT:
        show(refusal(question), key="too-long")
        return
    with st.spinner(say("ask.looking")):
        answer = cached.answer(held, question)
    if answer.refused:
        _show_refusal(answer)
    else:
        _show_answer(held, answer)
    show(_understood(answer.understood), key="understood")
    if answer.query:
        with st.expander(say("ask.query")):
            st.code(answer.query, language="sparql", wrap_lines=True)


def _show_refusal(answer: Answer) -> None:
    said = node("div", node("p", answer.reason or answer.text), cls="reason", role="status")
    parts: list[Node] = [said]
    if answer.suggestions:
        items = (node("li", link(address("ask", q=words), words)) for words in answer.suggestions)
        parts += [node("p", say("ask.suggestions"), cls="quiet"), node("ul", items, cls="examples")]
    show(*parts, key="refusal")


def _show_answer(held: Library, answer: Answer) -> None:
    note = node("p", say("ask.ambiguous"), cls="notice") if answer.ambiguous else None
    groups = list(dict.fromkeys(item.group for item in answer.answers))
    proofs = _Proofs(held, answer)
    parts = [
        part
        for group in groups
        for part in _group(group, [item for item in answer.answers if item.group == group], proofs)
    ]
    rest = [proofs.card(quote) for quote in answer.evidence if id(quote) not in proofs.shown]
    said = node(
        "p",
        answer.text,
        cls="answer" if len(answer.text) <= SHORT else "answer long",
        role="status",
        aria_live="polite",
    )
    show(said, note, *parts, _cards(rest), key="answer")


def _group(name: str | None, items: Sequence[Item], proofs: _Proofs) -> Iterator[Node]:
    """One reading of the question: its name, its answers, its quotes."""
    cards = [proofs.card(quote) for quote in proofs.of(name, items)]
    names = [_item(item) for item in items if (item.doc or item.a or item.id) and item.id not in proofs.named]
    head = node("h2", name) if name else None
    body = (
        head,
        node("ul", names, cls="lines" if items[0].doc or items[0].a else "pairs-in") if names else None,
        _cards(cards),
    )
    yield node("section", body, cls="group" if name else "part")


def _cards(cards: Sequence[Node]) -> Node | None:
    """The cards, from the seventh on folded away."""
    if not cards:
        return None
    folded = cards[CARDS:]
    more = node("details", node("summary", say("ask.more", n=len(folded))), node("div", folded, cls="cards"))
    return node("div", cards[:CARDS], more if folded else None, cls="cards")


def _item(item: Item) -> Node:
    """An answer as a link to where it stands."""
    if item.a and item.b:
        return node("li", _pair_side(item.a), " ↔ ", _pair_side(item.b))
    if item.doc and item.start is not None:
        return node("li", link(place(item.doc, item.start), f"{item.number or ''} {item.label}".strip()))
    if item.doc:
        return node("li", link(address("plan", id=item.doc), item.label))
    if item.id and item.id.startswith("unit-"):
        return node("li", link(address("unit", id=item.id), item.label))
    return node("li", item.label)


def _pair_side(side: dict[str, object]) -> Node:
    title = f"{side.get('number') or ''} {side.get('title') or ''}".strip()
    return link(place(str(side["doc"]), int(str(side.get("start") or 0))), title)


class _Proofs:
    """The quotes of an answer with what is known of each: which units of the answer stand in it."""

    def __init__(self, held: Library, answer: Answer) -> None:
        self.answer = answer
        self.wanted = {item.id for item in answer.answers if item.id}
        self.titles = {row.doc: row.title for row in facts.plans(held)}
        self.rows = {doc: facts.assignments(held, Filter(doc=doc)) for doc in {quote.doc for quote in answer.evidence}}
        self.shown: set[int] = set()
        self.named: set[str | None] = set()

    def rows_of(self, quote: Evidence) -> list[AssignmentRow]:
        """The assignments that the quote proves: those of the units of the answer first of all."""
        inside = [row for row in self.rows[quote.doc] if quote.start <= row.start and row.end <= quote.end]
        around = [row for row in self.rows[quote.doc] if row.start <= quote.start and quote.end <= row.end]
        found = inside or around
        role = self.answer.understood.role
        mine = [row for row in found if row.unit_id in self.wanted and role in (None, row.role)]
        return mine or [row for row in found if role in (None, row.role)]

    def of(self, group: str | None, items: Sequence[Item]) -> Iterator[Evidence]:
        """The quotes of these answers, each once, in the order of the answer."""
        ids = {item.id for item in items}
        docs = {doc for item in items for doc in (item.docs or (item.doc,)) if doc}
        for quote in self.answer.evidence:
            units = {row.unit_id for row in self.rows_of(quote)} & self.wanted
            of_group = (not units or units & ids) and (not docs or quote.doc in docs)
            if id(quote) not in self.shown and (group is None or of_group):
                self.shown.add(id(quote))
                yield quote

    def card(self, quote: Evidence) -> Node:
        """The card of one quote."""
        self.shown.add(id(quote))
        rows = self.rows_of(quote)
        self.named |= {row.unit_id for row in rows}
        title = self.titles.get(quote.doc, quote.doc)
        if not rows or (rows[0].start, rows[0].end) != (quote.start, quote.end):
            body = node("blockquote", quote.quote, lang="zh-CN")
            return node("article", _names(rows), node("p", title, cls="path"), body, foot(quote, title), cls="card")
        parts = (_names(rows), task_path(rows[0]), _governs(rows[0]), assignment_quote(rows), because(rows[0]))
        return node("article", parts, foot(quote, title), cls=f"card {rows[0].role}")


def _names(rows: Iterable[AssignmentRow]) -> Node | None:
    rows = {(row.unit_id, row.role): row for row in rows}.values()
    if not rows:
        return None
    shown: list[Node] = []
    for row in rows:
        name = link(address("unit", id=row.unit_id), row.canonical, cls="name")
        doubt = tag(say("state.implied")) if row.standing == "implied" else None
        shown.append(node("span", letter(row.role), "\u00a0", name, " ", doubt))
    return node("header", shown)


def _governs(row: AssignmentRow) -> Node | None:
    """The words that a statement governs, before its quote: what the units have the role for."""
    if not row.scope_words or row.start <= row.scope_start:
        return None
    words = " ".join(row.scope_words.split())
    if len(words) <= SHORT:
        return node("p", words, cls="quote scope", lang="zh-CN")
    whole = node("details", node("summary", short(words, SHORT)), node("p", words))
    return node("div", whole, cls="quote scope", lang="zh-CN")


def _understood(understood: Understood) -> Node:
    """What was understood of the question, part by part."""
    parts: list[Node] = []
    for name in PARTS:
        value = getattr(understood, name)
        if value is None or value == "":
            continue
        words = str(value)
        for key in (f"asked.{words}", f"role.{words}"):
            words = say(key) if known(key) else words
        parts += [node("dt", say(f"understood.{name}")), node("dd", words)]
    head = node("h3", say("ask.understood"))
    return node("section", head, node("dl", parts, cls="facts"), cls="part")
