"""Which place of a document the reader shows, and the page of the original that it stands on.

Both go to the reader by a small component of their own, so that another page is drawn without sending the text again.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from graph.library import Document, Library
from graph.passages import Passage
from ingest import draw_page, has_pages
from views import people
from views.sheet import draw

_KEY = "place"
_RUN = "plan-run"
_PAGES_KEPT = 32


def show_place(library: Library, document: Document, passage: Passage | None) -> None:
    """The place that the address names now, and the page that the reader asked for."""
    run = st.session_state[_RUN] = st.session_state.get(_RUN, 0) + 1
    _show(library, document, passage, run)


@st.fragment
def _show(library: Library, document: Document, passage: Passage | None, run: int) -> None:
    """Drawn again by itself where the reader asks for a page; ``run`` stays, so that the reader stays where it is."""
    people.admit()
    data: dict[str, Any] = {"at": None, "run": run, "drawn": None, "pages": 0}
    if passage is not None and passage.fate != "no-place":
        data["at"] = {"start": passage.start, "end": passage.end, "fate": passage.fate}
    if has_pages(document):
        data["pages"] = len(document.pages)
        asked = _asked()
        if asked is not None and 1 <= asked <= data["pages"]:
            data["drawn"] = {"page": asked, **(_page(library, document.doc, document.sha256, asked) or {})}
    draw("place", key=_KEY, data=data, on_page_change=_nothing)


def _nothing() -> None:
    """The reader asks by a value of the component; drawing it anew is all there is to do."""


def _asked() -> int | None:
    """The number of the page that the reader asked for, whatever the browser sent."""
    held = st.session_state.get(_KEY)
    page = held.get("page") if held is not None else None
    return page if type(page) is int else None


@st.cache_resource(max_entries=_PAGES_KEPT, show_spinner=False)
def _page(_library: Library, doc: str, sha256: str, number: int) -> dict[str, Any] | None:
    return draw_page(_library, doc, number)
