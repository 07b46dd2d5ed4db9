"""方案: the whole text with everything that was read in it; a click leads from words to facts and back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph import facts
from graph.letterheads import issuers_apart, number_shown
from graph.library import Library
from graph.openness import access_in_words
from graph.passages import Passage, find_passage
from graph.rows import PlanRow
from graph.shelves import find_by_id, near_plans
from graph.whereabouts import form_in_words, recognised_in_words
from views import tables
from views.addresses import WORDS, address
from views.cards import short
from views.frame import heading, library, parameter, state
from views.plan_list import show_list
from views.plan_notes import doubts, left_out
from views.reader import show_reader
from views.reader_place import show_place
from views.sheet import Node, link, node, show
from views.wording import language, say


def show_page() -> None:
    """Draw the page."""
    held = library()
    if not facts.count(held, "plans"):
        heading(say("nav.plan"))
        state(say("state.nothing_loaded"), say("state.import_first"), link(address("intake"), say("nav.intake")))
        return
    asked = parameter("id")
    if asked is None:
        heading(say("nav.plan"), say("plan.purpose"))
        show_list(held)
        return
    chosen = find_by_id(held, asked)
    if chosen is None:
        heading(say("nav.plan"), say("plan.purpose"))
        near = tables.plans_table(near_plans(held, asked))
        everything = link(address("plan"), say("plan.all"))
        state(say("state.not_found", what=short(asked)), say("state.near"), near, everything)
        return
    _show_plan(held, chosen)


def _show_plan(held: Library, chosen: PlanRow) -> None:
    ((document, text),) = held.plans([chosen.doc])
    at, words = parameter("at"), parameter("words")
    passage = find_passage(text, document.tasks, at, words) if at else None
    heading(node("h1", chosen.title, lang="zh-CN"), None, _front(chosen), *_notices(chosen))
    show(doubts(document, opened=parameter("show") == "doubts"), key="doubts")
    show(_said_of(passage, at or "", words or ""), key="passage")
    show_reader(held, document, text)
    show_place(held, document, passage)
    show(left_out(document, text), key="left-out")


def _said_of(passage: Passage | None, at: str, words: str) -> Node | None:
    """What must be said of the place that the address names, where it is not simply there."""
    said = {
        "moved": say("plan.at_moved"),
        "gone": say("plan.at_gone", words=short(words, WORDS)),
        "no-place": say("plan.at_none", at=short(at, WORDS)),
    }
    return node("p", said[passage.fate], cls="notice", role="status") if passage and passage.fate in said else None


def _notices(plan: PlanRow) -> list[Node]:
    """What a reader must know first: that the words were recognised in a picture, that not everybody may read them."""
    english = language() == "en"
    limit = access_in_words(plan.access, plan.access_quote or "", english=english) if plan.access else None
    told = (limit, recognised_in_words(plan.form, english=english))
    return [node("p", words, cls="notice") for words in told if words]


def _front(plan: PlanRow) -> Node:
    """What the document says of itself, how much was read in it, and where else it is shown."""
    return node(
        "div",
        node("dl", _said_by(plan), cls="plan-front"),
        node("p", *_counts(plan), cls="plan-counts"),
        node("p", *_ways(plan), cls="plan-ways"),
        cls="plan-head",
    )


def _said_by(plan: PlanRow) -> Iterator[Node]:
    told = [
        ("issuer", plan.issuer and issuers_apart(plan.issuer, plan.jurisdiction)),
        ("number", plan.number and number_shown(plan.number)),
        ("issued", plan.issued),
        ("place", plan.jurisdiction),
        ("genre", say(f"genre.{plan.genre}")),
    ]
    for name, value in told:
        if value:
            words = node("dd", value, lang=None if name == "genre" else "zh-CN")
            yield node("div", node("dt", say(f"list.{name}")), words)
    form = form_in_words(plan.form, plan.pages, english=language() == "en")
    file = node("dd", node("span", plan.doc, lang="zh-CN"), " ", node("span", form, cls="quiet"))
    yield node("div", node("dt", say("list.file")), file, cls="plan-file")


def _counts(plan: PlanRow) -> Iterator[Node]:
    for name in ("tasks", "units", "assignments", "deadlines", "targets"):
        number = node("b", str(getattr(plan, name)))
        label = f" {say(f'list.{name}')}"
        counted = getattr(plan, name)
        to = address("list", of=name, doc=plan.doc)
        yield link(to, number, label) if counted else node("span", number, label, cls="zero")


def _ways(plan: PlanRow) -> Sequence[Node]:
    return (
        link(address("matrix", id=plan.doc), say("plan.matrix")),
        link(address("deadlines", doc=plan.doc), say("nav.deadlines")),
        link(address("export", doc=plan.doc), say("plan.export")),
        link(address("plan"), say("plan.all")),
    )
