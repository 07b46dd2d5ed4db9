"""Whether what analysis found is there to be shown, and how far it is while it is made."""

from __future__ import annotations

import time

import streamlit as st

from graph.analysed import Part, current, held
from graph.apart import Under, ensure
from graph.library import Library
from views import people
from views.frame import state
from views.sheet import node, show
from views.wording import language, say

_PATIENCE = 4.0  # seconds that a page waits for the first result before it says how far it is
_LOOK = 0.1
_EVERY = 2.0  # seconds


def ready(library: Library, part: Part) -> bool:
    """Whether there is a result to show, be it of before; what is under way is told here, and begun if need be."""
    under = ensure(library)
    if under and not current(library, part) and not held(library, part):
        under = _wait(library, part)
    if under and not current(library, part):
        _tell(library, part)
    return held(library, part)


def _wait(library: Library, part: Part) -> Under | None:
    """What is under way after a while, for a small library nothing any more."""
    until = time.monotonic() + _PATIENCE
    with st.spinner(say("analysing.first")):
        while (under := ensure(library)) and not under.failed and time.monotonic() < until:
            if current(library, part):
                break
            time.sleep(_LOOK)
    return under


@st.fragment(run_every=_EVERY)
def _tell(library: Library, part: Part) -> None:
    """How far it is, looked at again every few seconds; the page is drawn anew when it is done."""
    people.admit()
    under = ensure(library)
    if under is None or current(library, part):
        st.rerun()
    elif under.failed:
        _failed(library, part)
    elif held(library, part):
        gap = "" if language() == "zh" else " "
        show(node("p", say("analysing.again"), gap, _far(under), cls="notice", role="status"), key="analysing")
    else:
        state(say("analysing.first"), say("analysing.first_note"), node("p", _far(under), role="status"),
              key="analysing")  # fmt: skip


def _failed(library: Library, part: Part) -> None:
    if held(library, part):
        show(node("p", say("analysing.failed_old"), cls="notice", role="status"), key="analysing")
    else:
        state(say("analysing.failed"), say("analysing.failed_note"), key="analysing")
    st.button(say("analysing.retry"), key="analyse-again", on_click=_again, args=(library,))


def _again(library: Library) -> None:
    ensure(library, again=True)


def _far(under: Under) -> str:
    if not under.total:
        return say("analysing.begins")
    name = under.stage if under.done < under.total else f"all_{under.stage}"
    return say(f"analysing.{name}", done=under.done, total=under.total)
