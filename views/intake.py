"""导入: the way in for own documents, and what came out of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from graph import facts
from ingest import Ingested, ingest_bytes, own_library
from views import tables
from views.addresses import address
from views.cards import tag
from views.frame import heading, library
from views.sheet import Node, link, node, show
from views.wording import say

COUNTED = ("tasks", "leads", "statements", "deadlines", "targets")
# What the readers of documents know, in the order of the page; a test compares it with them.
READABLE = (".txt", ".md")
BECAME = ("kept", "unchanged", "duplicate", "refused")
_RESULTS = "imported"


def show_page() -> None:
    """Draw the page."""
    heading(say("nav.intake"), say("intake.purpose"), notice=False)
    with st.form("intake", clear_on_submit=True, border=False):
        files = st.file_uploader(say("intake.files", formats=_formats()), accept_multiple_files=True)
        started = st.form_submit_button(say("intake.button"), type="primary")
    if started and not files:
        show(node("p", say("intake.choose_first"), cls="reason"), key="none")
    elif started:
        _import([(file.name, file.getvalue()) for file in files])
    results: list[Ingested] = st.session_state.get(_RESULTS, [])
    if results:
        show(_results(results), key="results")
    held = facts.plans(library())
    head = node("header", node("h2", say("intake.samples" if library().samples else "overview.loaded")))
    show(node("section", head, tables.plans_table(held), cls="part") if held else None, key="held")


def _formats() -> str:
    return say("format.between").join(say(f"format.{suffix.removeprefix('.')}") for suffix in READABLE)


def _import(files: Sequence[tuple[str, bytes]]) -> None:
    """Import the files one by one; each is kept or refused as a whole."""
    own = own_library()
    results: list[Ingested] = []
    bar = st.progress(0.0, text=say("intake.starting"))
    for number, (name, data) in enumerate(files, start=1):
        bar.progress((number - 1) / len(files), text=say("intake.reading", n=number, total=len(files)))
        results.append(ingest_bytes(data, name, own))
    bar.empty()
    st.session_state[_RESULTS] = results


def _results(results: Sequence[Ingested]) -> Node:
    became = Counter("kept" if result.status in ("new", "replaced") else result.status for result in results)
    said = [say(f"intake.n_{name}", n=became[name]) for name in BECAME if became[name]]
    head = node(
        "header",
        node("h2", say("intake.results")),
        node("span", say("format.between").join(said), cls="quiet"),
    )
    rows = ((_name(result), _status(result), *_counts(result), result.message) for result in results)
    body = tables.table(("file", "outcome", *COUNTED, "message"), rows, numbers=COUNTED)
    return node("section", head, body, cls="part", role="status")


def _name(result: Ingested) -> Node | str:
    """The name of the file, with a way to its document where the library holds one of this name."""
    return result.doc if result.status in ("refused", "duplicate") else link(address("plan", id=result.doc), result.doc)


def _status(result: Ingested) -> Node:
    return tag(say(f"intake.{result.status}"), doubt=result.status == "refused")


def _counts(result: Ingested) -> list[str]:
    return [str(getattr(result.counts, name)) if result.counts else "" for name in COUNTED]
