"""没有答案的问题: what was asked and refused, or had several readings, for the owner of the library to look at."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from graph.answers import Answer
from graph.asked import Asked, clear_asked, keep, read_asked
from graph.errors import GraphError
from graph.library import Library
from views import tables
from views.addresses import address
from views.sheet import Node, link, node, show
from views.wording import known, say

SHOWN = 100
_KEPT = "kept_questions"


def keep_once(held: Library, answer: Answer) -> None:
    """Keep the question where it has no answer; once a visit, however often the page is drawn."""
    kept: set[str] = st.session_state.setdefault(_KEPT, set())
    if answer.question not in kept:
        kept.add(answer.question)
        keep(held, answer, at=datetime.now().astimezone().isoformat(timespec="seconds"))


def show_kept(held: Library) -> None:
    """Draw the list, folded; nothing while it is empty."""
    try:
        found = read_asked(held)
    except GraphError as error:
        show(node("p", str(error), cls="quiet"), key="kept-damaged")
        return
    if not found:
        return
    with st.expander(say("kept.title", n=len(found))):
        note = node("p", say("kept.note"), cls="quiet")
        left = say("kept.shown", n=SHOWN) if len(found) > SHOWN else None
        show(note, _table(found[:SHOWN]), node("p", left, cls="quiet") if left else None, key="kept")
        st.button(say("kept.clear"), on_click=_clear, args=(held,))


def _clear(held: Library) -> None:
    try:
        clear_asked(held)
    except GraphError:
        return  # the list stays, and so does the button


def _table(found: list[Asked]) -> Node:
    return tables.table(
        ("question", "times", "outcome", "last"),
        (
            (link(address("ask", q=one.question[:300]), one.question), str(one.times), _why(one), one.last[:10])
            for one in found
        ),
        numbers=("times",),
        fold=True,
    )


def _why(one: Asked) -> Node:
    outcome = one.reason or say(f"kept.{one.outcome}")
    key = f"asked.{one.kind}"
    kind = say("kept.kind", kind=say(key) if known(key) else one.kind)
    unread = say("ask.unread", words="、".join(one.unread)) if one.unread else None
    return node("div", node("p", outcome), node("p", kind, f"　{unread}" if unread else None, cls="quiet"))
