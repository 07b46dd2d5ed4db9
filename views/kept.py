"""Questions without an answer: kept for the owner of the library, who lists them where the library is.

The page says to everybody how many there are, and to nobody what others asked.
"""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from graph.answers import Answer
from graph.asked import count_asked, keep_soon, keeps
from graph.library import Library
from views.sheet import node, show
from views.wording import say

_KEPT = "kept_questions"


def keep_once(held: Library, answer: Answer) -> None:
    """Keep the question where it has no answer; once a visit, however often the page is drawn."""
    kept: set[str] = st.session_state.setdefault(_KEPT, set())
    if answer.question not in kept:
        kept.add(answer.question)
        keep_soon(held, answer, at=datetime.now().astimezone().isoformat(timespec="seconds"))


def show_kept(held: Library) -> None:
    """Draw how many there are, and that questions are kept; nothing where neither is so."""
    count = count_asked(held)
    if not count and not keeps(held):
        return
    found = node("span", say("kept.count", n=count), " ", node("strong", "zeren questions")) if count else None
    note = node("span", say("kept.note")) if keeps(held) else None
    show(node("p", found, " " if found and note else None, note, cls="quiet"), key="kept")
