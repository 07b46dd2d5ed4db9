"""导入: the way in for own documents: what came out of each is shown before anything is kept."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from incoming import MOST_BYTES, MOST_FILES, Incoming, Instead, Item
from ingest import own_library, readable
from views import intake_held, intake_items, judges
from views.frame import heading, library, parameter
from views.people import admit, may_edit, person, why_not
from views.sheet import Node, node, show
from views.wording import say

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
MOST_PASTED = 500_000
_KEEP = ("intake.keep", "intake.keep_both", "intake.keep_every")
"""The button beside a file that no held plan, one, or several say nearly the same as."""

_INCOMING = "incoming"
_POLL = 0.7  # seconds between two looks at work that goes on


def show_page() -> None:
    """Draw the page."""
    heading(say("nav.intake"), say("intake.purpose"), notice=False)
    if parameter("remove") or parameter("versions"):
        intake_held.show_one()
        return
    if may_edit():
        _ask_for_files()
        found = _incoming()
        watching = found.busy
        st.fragment(_show_items, run_every=_POLL if watching else None)(found, watching)
    else:
        show(node("p", why, cls="notice") if (why := why_not()) else None, key="read-only")
    intake_held.show_list()


def _incoming() -> Incoming:
    """The files of this visit; they stay while the visitor looks at other pages or changes the language."""
    own = own_library()
    found = st.session_state.get(_INCOMING)
    if not isinstance(found, Incoming) or not found.of(own):
        found = st.session_state[_INCOMING] = Incoming(own)
    return found


def _ask_for_files() -> None:
    with st.form("intake", clear_on_submit=True, border=False):
        show(_formats(), key="formats")
        files = st.file_uploader(say("intake.files"), accept_multiple_files=True)
        started = st.form_submit_button(say("intake.button"), type="primary")
    if started and not files:
        show(node("p", say("intake.choose_first"), cls="reason"), key="no-file")
    elif started:
        _take([(file.name, file.getvalue()) for file in files])
    with st.expander(say("intake.paste")), st.form("paste", clear_on_submit=False, border=False):
        name = st.text_input(say("intake.paste_name"), max_chars=80, placeholder=say("intake.paste_hint"))
        text = st.text_area(say("intake.paste_text"), height=200, max_chars=MOST_PASTED)
        pasted = st.form_submit_button(say("intake.button"))
    if pasted and name.strip() and text.strip():
        _take([(f"{name.strip().removesuffix('.txt')}.txt", text.encode("utf-8", "replace"))])
    elif pasted:
        show(node("p", say("intake.paste_first"), cls="reason"), key="nothing")


def _take(files: Sequence[tuple[str, bytes]]) -> None:
    found = _incoming()
    found.leave([item.number for item in found.items if item.state in ("kept", "refused")])
    found.take(files)


def _formats() -> Node:
    """What can be read, kind by kind, and how much at once."""
    able = readable()
    lines: list[Node] = []
    for kind, suffixes in KINDS.items():
        held = [suffix for suffix in suffixes if suffix in able]
        if held:
            lines.append(node("div", node("dt", say(f"format.{kind}")), node("dd", " ".join(held))))
    most = say("intake.most", files=MOST_FILES, size=MOST_BYTES >> 20)
    return node("dl", lines, node("div", node("dt", say("intake.at_once")), node("dd", most)), cls="intake-meta")


def _show_items(found: Incoming, watching: bool) -> None:
    """The files of this visit, looked at again and again while they are worked on, which is when ``watching``."""
    admit()
    if found.busy != watching:
        st.rerun()  # only the whole page can begin to look again, and end it
    items = found.items
    waiting = [item for item in items if item.state == "ready"]
    show(*intake_items.working(items), key="working")
    if waiting:
        _choose(found, waiting)
        for item in waiting:
            show(intake_items.card(item), key=f"item-{item.number}")
            _choice(found, item)
    ended = [item for item in items if item.outcome is not None]
    show(intake_items.results(ended) if ended else None, key="results")


def _choose(found: Incoming, waiting: Sequence[Item]) -> None:
    """Keep all that was looked at but what says the same as a held plan, which is decided one by one; or leave all."""
    show(intake_items.waiting_head(len(waiting)), key="waiting")
    if library().samples:
        show(node("p", say("intake.samples_go"), cls="notice"), key="samples-go")
    able = [item.number for item in waiting if intake_items.changes_library(item) and not intake_items.asks(item)]
    if len(waiting) > 1:
        left, right, _ = st.columns([2, 2, 5])
        if able:
            left.button(say("intake.keep_all", n=len(able)), key="keep-all", type="primary", on_click=_keep,
                        args=(found, able), width="stretch")  # fmt: skip
        numbers = [item.number for item in waiting]
        right.button(say("intake.leave_all"), key="leave-all", on_click=found.leave, args=(numbers,), width="stretch")


def _choice(found: Incoming, item: Item) -> None:
    alike = intake_items.asks(item)
    with st.container(horizontal=True, gap="small"):
        if intake_items.changes_library(item):
            st.button(say(_KEEP[min(len(alike), 2)]), key=f"keep-{item.number}", type="primary",
                      on_click=_keep, args=(found, [item.number]))  # fmt: skip
        if alike:
            st.button(say("intake.keep_only"), key=f"only-{item.number}", on_click=_keep,
                      args=(found, [item.number], [one.twin.doc for one in alike]))  # fmt: skip
        st.button(say("intake.leave"), key=f"leave-{item.number}", on_click=found.leave, args=([item.number],))


def _keep(found: Incoming, numbers: Sequence[int], instead_of: Sequence[str] = ()) -> None:
    if not may_edit():
        return
    signed = person()
    who = signed.name if signed else judges.who() or say("intake.somebody")
    found.keep(numbers, Instead(docs=tuple(instead_of), who=who, at=judges.now()) if instead_of else None)
