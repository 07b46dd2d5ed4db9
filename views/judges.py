"""Who judges, and why: asked once a visit and shared by all pages on which people decide something."""

from __future__ import annotations

import datetime

import streamlit as st

from views.wording import say

_WHO = "judge"
_WHO_FIELD = "judge-who"
_NOTE_FIELD = "judge-note"


def who_field() -> None:
    """Ask who judges, once a visit, and for a reason."""
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
    """Keep who judges for the other pages of this visit."""
    st.session_state[_WHO] = str(st.session_state.get(_WHO_FIELD, "")).strip()


def who() -> str:
    """Who judges in this visit; empty where nobody has said it."""
    return str(st.session_state.get(_WHO, ""))


def note() -> str:
    """The reason that stands in the field."""
    return str(st.session_state.get(_NOTE_FIELD, "")).strip()


def clear_note() -> None:
    """Empty the field of the reason, once a judgement has taken it."""
    st.session_state[_NOTE_FIELD] = ""


def now() -> str:
    """The time of a judgement that is made now, with its zone."""
    return datetime.datetime.now().astimezone().isoformat(timespec="seconds")
