"""What stands around every page: the menu, the language switch, the library in use, the way from page to page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import replace
from functools import partial
from pathlib import Path

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from graph.library import Library
from ingest import current_library
from views import people
from views.addresses import HOME, address
from views.arriving import show_arriving
from views.failing import Told
from views.sheet import Node, draw, link, node, show
from views.surface import own_names, surface
from views.wording import LANGUAGES, language, say

Entries = Sequence[tuple[str, Callable[[], None]]]
Table = Mapping[str, Entries]
_GO = "go_to"
_STEPS = "steps"
_UNKNOWN = "unknown"
_DRAWING = Path(__file__).parent / "drawing"


def run(table: Table, beside: Entries = ()) -> None:
    """Draw the page that the address names.

    ``table``: section of the menu → pages as (name, function); ``beside``: those that stand in no menu.
    """
    icon = _DRAWING / "icon.svg"
    st.set_page_config(layout="wide", page_icon=icon)
    st.logo(
        _DRAWING / ("name-dark.svg" if st.context.theme.type == "dark" else "name.svg"), icon_image=icon, size="large"
    )
    pages: dict[str, st.Page] = {}
    for entries in table.values():
        for name, page in entries:
            pages[name] = st.Page(page, title=say(f"nav.{name}"), url_path=_path(name), default=name == HOME)
    sections = {say(f"nav.{part}"): [pages[name] for name, _ in entries] for part, entries in table.items()}
    first = next(iter(sections))
    hidden = [st.Page(page, title=say(f"nav.{name}"), url_path=name, visibility="hidden") for name, page in beside]
    sections[first] = [*sections[first], _second_address(pages[HOME], table), *hidden]
    sections[first] += _unknown_pages({page.url_path for page in (*pages.values(), *hidden)} | {HOME})
    chosen = st.navigation(sections, expanded=True)
    st.set_page_config(page_title=f"{chosen.title} · {say('app.name')}", page_icon=icon)
    # serve.py puts it into the page too, so that it is there from the first moment.
    st.html(f"<style>{surface()}</style>")
    people.admit()
    _follow()
    with st.sidebar:
        _language_switch()
        people.show_person()
    with Told():
        show_arriving()
        chosen.run()
        draw("foot", key="foot", data={"copy": say("app.copy_address")})


def library() -> Library:
    """The library in use: the one of ZEREN_HOME, or the sample documents where nothing was imported.

    For who may only read it is guarded: nothing can be written through it.
    """
    held = current_library()
    return held if people.may_edit() else replace(held, guarded=True)


def heading(title: str | Node, purpose: str | None = None, *more: Node | None, notice: bool = True) -> None:
    """The head of a page, with a word about the sample documents where they are in use.

    A title of ours (never one of a document) is Streamlit's own and so the first thing that is seen.
    """
    if isinstance(title, str):
        st.title(title, anchor=False)
    samples = None
    if notice and library().samples:
        samples = node("p", say("app.samples"), " ", link(address("intake"), say("app.import_own")), cls="notice")
    show(
        None if isinstance(title, str) else title,
        node("p", purpose, cls="purpose") if purpose else None,
        samples,
        *more,
        key="heading",
    )


def state(title: str, advice: str, *more: Node | None, key: str = "state") -> None:
    """An empty state: what is the case, and what to do next."""
    show(node("div", node("h3", title), node("p", advice), *more, cls="state"), key=key)


def go(to: str) -> None:
    """Go to this address with the next run (from a callback)."""
    st.session_state[_GO] = to


def parameter(name: str) -> str | None:
    """A parameter of the address; None where it is missing or empty."""
    return st.query_params.get(name) or None


def _follow() -> None:
    """Leave for the address that a choice asked for. The browser goes first, so that its history is right."""
    to = st.session_state.pop(_GO, None)
    if to is not None:
        steps = st.session_state[_STEPS] = st.session_state.get(_STEPS, 0) + 1
        draw("walk", key=f"walk-{steps}", data={"to": to})
        st.stop()


def _path(name: str) -> str:
    """The last part of a page's address. The first page answers at the root and needs another name here."""
    return "start" if name == HOME else name


def _second_address(home: st.Page, table: Table) -> st.Page:
    """The first page answers at the root; /overview is its second address and stands in no menu."""
    page = next(page for entries in table.values() for name, page in entries if name == HOME)
    return st.Page(page, title=home.title, url_path=HOME, visibility="hidden")


def _unknown_pages(known: Set[str]) -> list[st.Page]:
    """A page for each address that was asked for and has none; Streamlit would say so in English, in a box."""
    context = get_script_run_ctx()
    asked = (context.pages_manager.intended_page_name if context else None) or ""
    seen: list[str] = st.session_state.setdefault(_UNKNOWN, [])
    if asked and "/" not in asked and asked not in (*known, *seen):
        seen.append(asked)
    title = say("nav.unknown")
    return [st.Page(partial(_not_found, name), title=title, url_path=name, visibility="hidden") for name in seen]


def _not_found(asked: str) -> None:
    heading(say("nav.unknown"), notice=False)
    ways = node("p", link(address(HOME), say(f"nav.{HOME}")), " · ", link(address("list", of="plans"), say("nav.list")))
    state(say("state.not_found", what=asked[:80]), say("state.no_page"), ways)


def _language_switch() -> None:
    asked = f"{st.context.url} {sorted(st.query_params.items())}"  # with a new address it looks at it again
    names = [{"code": code, "name": name, "chosen": code == language()} for code, name in LANGUAGES.items()]
    draw("languages", key="languages", data={"languages": names, "asked": asked, "names": own_names()})
