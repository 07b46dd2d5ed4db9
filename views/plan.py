"""方案: the whole text with everything that was read in it; a click leads from words to facts and back."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from graph import facts
from graph.library import Library
from graph.openness import access_in_words
from graph.rows import PlanRow
from graph.whereabouts import form_in_words, recognised_in_words
from views import tables
from views.addresses import address
from views.frame import go, heading, library, parameter, state
from views.plan_notes import doubts, left_out
from views.reader import show_reader
from views.sheet import Node, link, node, show
from views.wording import language, say


def show_page() -> None:
    """Draw the page."""
    held = library()
    plans = facts.plans(held)
    if not plans:
        heading(say("nav.plan"))
        state(say("state.nothing_loaded"), say("state.import_first"), link(address("intake"), say("nav.intake")))
        return
    asked = parameter("id")
    chosen = next((plan for plan in plans if asked in (plan.doc, plan.plan_id)), None)
    if chosen:
        _show_plan(held, plans, chosen)
        return
    heading(say("nav.plan"), say("plan.purpose"))
    _chooser(plans, None)
    if asked:
        state(say("state.not_found", what=asked), say("state.near"), tables.plans_table(_near(asked, plans)))
    else:
        show(tables.plans_table(plans), key="plans")


def _show_plan(held: Library, plans: Sequence[PlanRow], chosen: PlanRow) -> None:
    ((document, text),) = held.plans([chosen.doc])
    heading(node("h1", chosen.title), None, _front(chosen), *_notices(chosen))
    _chooser(plans, chosen)
    show(doubts(document, opened=parameter("show") == "doubts"), key="doubts")
    show_reader(held, document, text, parameter("at"))
    show(left_out(document, text), key="left-out")


def _notices(plan: PlanRow) -> list[Node]:
    """What a reader must know first: that the words were recognised in a picture, that not everybody may read them."""
    english = language() == "en"
    limit = access_in_words(plan.access, plan.access_quote or "", english=english) if plan.access else None
    told = (limit, recognised_in_words(plan.form, english=english))
    return [node("p", words, cls="notice") for words in told if words]


def _near(asked: str, plans: Sequence[PlanRow]) -> Sequence[PlanRow]:
    return [plan for plan in plans if asked in plan.title or asked in plan.doc] or plans[:6]


def _chooser(plans: Sequence[PlanRow], chosen: PlanRow | None) -> None:
    names = {plan.doc: plan.title for plan in plans}
    key = f"plan-{chosen.doc if chosen else ''}"
    st.selectbox(
        say("plan.choose"),
        list(names),
        index=None,
        key=key,
        format_func=lambda doc: names[doc],
        placeholder=say("plan.another" if chosen else "plan.placeholder"),
        label_visibility="collapsed",
        on_change=lambda: go(address("plan", id=st.session_state[key])),
    )


def _front(plan: PlanRow) -> Node:
    """What the document says of itself, and how much was read in it."""
    told = [
        ("issuer", plan.issuer),
        ("number", plan.number),
        ("issued", plan.issued),
        ("place", plan.jurisdiction),
        ("genre", say(f"genre.{plan.genre}")),
        ("file", plan.doc),
        ("format", form_in_words(plan.form, plan.pages, english=language() == "en")),
    ]
    words = [node("span", f"{say(f'list.{name}')} ", node("span", value), cls="quiet") for name, value in told if value]
    counts = [
        link(address("list", of=name, doc=plan.doc), f"{say(f'list.{name}')} {getattr(plan, name)}")
        for name in ("tasks", "units", "assignments", "deadlines", "targets")
        if getattr(plan, name)
    ]
    return node("div", node("p", _spaced(words)), node("p", _spaced(counts)), cls="lines")


def _spaced(parts: Sequence[Node]) -> list[Node | str]:
    return [piece for part in parts for piece in (part, "　")]
