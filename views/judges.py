"""Who judges, and why: asked once a visit and shared by all pages on which people decide something.

Who has signed in is not asked: what they decide is signed with their name, and with no other.
"""

from __future__ import annotations

import datetime

import streamlit as st

from views import people
from views.sheet import node, show
from views.wording import say

_WHO = "judge"
_WHO_FIELD = "judge-who"
_NOTE_FIELD = "judge-note"


def who_field() -> None:
    """Ask who judges, once a visit, unless they have signed in; and for a reason. Who may only read is told why."""
    why = people.why_not()
    if why:
        show(node("p", why, cls="quiet"), key="judge-why-not")
        return
    if people.person() is not None:
        st.text_input(say("judge.note"), key=_NOTE_FIELD, max_chars=500)
        return
    left, right = st.columns(2, gap="medium")
    with left:
        st.text_input(
            say("judge.who"),
            value=st.session_state.get(_WHO, ""),
            key=_WHO_FIELD,
            max_chars=60,
            placeholder=say("judge.who_hint"),
            on_change=keep_who,
        )
    with right:
        st.text_input(say("judge.note"), key=_NOTE_FIELD, max_chars=500)


def keep_who() -> None:
    """Keep who judges for the other pages of this visit.

    Raises:
        NotAllowedError: this visit may only read.
    """
    people.require_editor()
    st.session_state[_WHO] = str(st.session_state.get(_WHO_FIELD, "")).strip()


def who() -> str:
    """Who judges in this visit: who has signed in, else who was named; empty where nobody was."""
    signed = people.person()
    return signed.name if signed else str(st.session_state.get(_WHO, ""))


def note() -> str:
    """The reason that stands in the field."""
    return str(st.session_state.get(_NOTE_FIELD, "")).strip()


def clear_note() -> None:
    """Empty the field of the reason, once a judgement has taken it."""
    st.session_state[_NOTE_FIELD] = ""


def now() -> str:
    """The time of a judgement that is made now, with its zone."""
    return datetime.datetime.now().astimezone().isoformat(timespec="seconds")
