"""That an import is under way, in this visit, another one or the terminal: told on every page while it lasts."""

from __future__ import annotations

import streamlit as st

from graph.importing import under_way
from graph.library import Library
from ingest import own_library
from views import people
from views.sheet import node, show
from views.wording import say

_EVERY = 3.0  # seconds; for a text Streamlit would load pandas


def show_arriving() -> None:
    """Say that files are coming in, and look again every few seconds; nothing where none are."""
    held = own_library()
    if under_way(held) is not None:
        _tell(held)


@st.fragment(run_every=_EVERY)
def _tell(held: Library) -> None:
    people.admit()  # a fragment runs without the frame
    now = under_way(held)
    if now is None:
        st.rerun()
    else:
        told = say("intake.under_way", done=now.done, total=now.total)
        show(node("p", told, cls="notice", role="status"), key="arriving")
