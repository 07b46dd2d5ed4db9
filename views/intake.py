"""导入: the way in for own documents, and what came out of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from graph import facts
from graph.openness import access_in_words
from graph.whereabouts import form_in_words, recognised_in_words
from ingest import Ingested, PageProgress, ingest_bytes, own_library, readable
from views import tables
from views.addresses import address
from views.cards import tag
from views.frame import heading, library
from views.sheet import Node, link, node, show
from views.wording import known, language, say

COUNTED = ("tasks", "leads", "statements", "deadlines", "targets", "doubts")
# The kinds of files as a reader of the page would group them; a test sees that each suffix of the readers has one.
KINDS = {
    "text": (".txt", ".md"),
    "word": (".docx",),
    "sheet": (".xlsx", ".xls", ".csv"),
    "pdf": (".pdf",),
    "web": (".html", ".htm"),
    "picture": (".png", ".jpg", ".jpeg", ".tif", ".tiff"),
    "old": (".doc", ".wps", ".et"),
}
BECAME = ("kept", "unchanged", "duplicate", "refused")
_RESULTS = "imported"


def show_page() -> None:
    """Draw the page."""
    heading(say("nav.intake"), say("intake.purpose"), notice=False)
    with st.form("intake", clear_on_submit=True, border=False):
        show(_formats(), key="formats")
        files = st.file_uploader(say("intake.files"), accept_multiple_files=True)
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


def _formats() -> Node:
    """What can be read, kind by kind."""
    able = readable()
    lines: list[Node] = []
    for kind, suffixes in KINDS.items():
        held = [suffix for suffix in suffixes if suffix in able]
        if held:
            lines += [node("dt", say(f"format.{kind}")), node("dd", " ".join(held))]
    return node("dl", lines, cls="facts")


def _import(files: Sequence[tuple[str, bytes]]) -> None:
    """Import the files one by one; each is kept or refused as a whole."""
    own = own_library()
    results: list[Ingested] = []
    bar = st.progress(0.0, text=say("intake.starting"))
    for number, (name, data) in enumerate(files, start=1):
        bar.progress((number - 1) / len(files), text=say("intake.reading", n=number, total=len(files)))
        results.append(ingest_bytes(data, name, own, _page_teller(bar, number, len(files))))
    bar.empty()
    st.session_state[_RESULTS] = results


def _page_teller(bar: st.delta_generator.DeltaGenerator, number: int, total: int) -> PageProgress:
    """Shows how far a file of several pages has come."""

    def tell(done: int, pages: int) -> None:
        if pages > 1:
            said = say("intake.reading_pages", n=number, total=total, page=done, pages=pages)
            bar.progress(min((number - 1 + done / pages) / total, 1.0), text=said)

    return tell


def _results(results: Sequence[Ingested]) -> Node:
    became = Counter("kept" if result.status in ("new", "reread", "replaced") else result.status for result in results)
    said = [say(f"intake.n_{name}", n=became[name]) for name in BECAME if became[name]]
    head = node(
        "header",
        node("h2", say("intake.results")),
        node("span", say("format.between").join(said), cls="quiet"),
    )
    rows = ((_name(result), _status(result), *_counts(result), _told(result)) for result in results)
    body = tables.table(("file", "outcome", *COUNTED, "message"), rows, numbers=COUNTED)
    return node("section", head, body, cls="part", role="status")


def _name(result: Ingested) -> Node | str:
    """The name of the file, with a way to its document where the library holds one of this name."""
    return result.doc if result.status in ("refused", "duplicate") else link(address("plan", id=result.doc), result.doc)


def _status(result: Ingested) -> Node:
    return tag(say(f"intake.{result.status}"), doubt=result.status == "refused")


def _counts(result: Ingested) -> list[Node | str]:
    """What was read; the doubts lead to their list on the page of the document."""
    if result.counts is None:
        return [""] * len(COUNTED)
    *others, doubts = (str(getattr(result.counts, name)) for name in COUNTED)
    to = address("plan", id=result.doc, show="doubts")
    return [*others, link(to, doubts) if doubts != "0" and result.status != "duplicate" else doubts]


def _told(result: Ingested) -> str:
    """What became of a file in the language of the page: what was read, or why nothing was."""
    english = language() == "en"
    if result.status == "refused":
        return say(f"refusal.{result.code}") if english and known(f"refusal.{result.code}") else result.message
    told = say(f"intake.then_{result.status}") if known(f"intake.then_{result.status}") else None
    form = form_in_words(result.form, result.pages, english=english) if result.form else None
    advice = recognised_in_words(result.form, english=english) if result.form else None
    limit = access_in_words(result.access.kind, result.access.text, english=english) if result.access else None
    return say("format.stop").join(part for part in (form, told, advice, limit) if part)
