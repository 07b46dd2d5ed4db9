"""决定记录: everything that people decided, newest first, by person, kind and time, each with a way to take it back."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import streamlit as st

from graph import decisionlog
from graph.decisionlog import FORCES, KINDS, Entry, Kind, Wanted
from graph.errors import GraphError
from graph.exporting.logbook import csv_of_log, workbook_of_log
from graph.library import Library
from views import failing, judges, people
from views.addresses import address
from views.cards import tag
from views.downloads import download
from views.frame import go, heading, library, parameter, state
from views.paging import begin_of, pages
from views.sheet import Node, link, node, show
from views.wording import language, say

PAGE = 30
FILTERS = ("kind", "who", "after", "before")
_SAID = "log-said"


def show_log(held: Library) -> None:
    """Draw the log."""
    heading(say("review.log"), say("log.purpose"), node("p", link(address("review"), say("review.queue"))))
    every = decisionlog.entries(held)
    if not every:
        state(say("log.none"), say("log.none_note"), link(address("review"), say("review.queue")))
        return
    wrong = next((name for name in ("after", "before") if not _is_day(parameter(name))), None)
    if wrong:
        state(say("state.no_day", what=parameter(wrong) or ""), say("state.write_day"), _all())
        return
    wanted = Wanted(**{name: parameter(name) for name in FILTERS})
    _filters(decisionlog.signers(every), wanted)
    found = decisionlog.entries(held, wanted)
    said = st.session_state.pop(_SAID, None)
    show(node("p", said, cls="notice", role="status") if said else None, key="said")
    if not found:
        state(say("log.nothing"), say("state.widen"), _all())
        return
    _show_entries(found)


def _all() -> Node:
    return link(address("review", log=1), say("review.every"))


def _show_entries(found: Sequence[Entry]) -> None:
    begin = begin_of(len(found))
    show(node("p", say("log.total", n=len(found)), cls="quiet"), key="total")
    with st.container(horizontal=True, gap="small"):
        download(say("log.csv"), lambda: csv_of_log(found), say("review.log"), "csv", key="log-csv")
        download(say("log.xlsx"), lambda: workbook_of_log(found), say("review.log"), "xlsx", key="log-xlsx")
    may = people.may_edit()
    part = found[begin : begin + PAGE]
    if may and any(one.force == "holds" for one in part):
        judges.who_field()
    elif not may and (reason := people.why_not()):
        show(node("p", reason, cls="quiet"), key="why-not")
    for one in part:
        show(_entry(one), key=f"log-{one.kind}-{one.number}")
        if may and one.force == "holds":
            st.button(say("log.undo"), key=f"undo-{one.kind}-{one.number}", on_click=_undo,
                      args=(one.kind, one.number))  # fmt: skip
    show(pages("review", len(found), begin, PAGE), key="pages")


def _entry(one: Entry) -> Node:
    """One entry: what was decided of what, by whom and when, and what became of it."""
    kind, zh = _of_kind(one.kind), language() == "zh"
    said = one.said_zh if zh else one.said_en
    if one.undoes is not None:
        said = say("log.undoes", kind=kind, n=one.undoes)
    force = FORCES[one.force][0 if zh else 1]
    if one.undone_by is not None:
        force = say("log.undone_by", n=one.undone_by)
    return node(
        "div",
        node("p", node("strong", said), " ", tag(kind), " ", tag(force, doubt=one.force in ("undone", "replaced")),
             cls="log-said"),
        node("p", one.about, cls="log-about", lang="zh-CN"),
        node("p", say("judge.by", who=one.who, at=one.at.replace("T", " ")[:16]), "　",
             say("log.entry", kind=kind, n=one.number), "　", *_ways(one), cls="quiet"),
        node("p", say("judge.reason", note=one.note), cls="quiet") if one.note else None,
        cls=f"review-entry {one.force}",
    )  # fmt: skip


def _ways(one: Entry) -> list[Node | str]:
    """Where the entry leads."""
    if one.kind == "name":
        return [link(address("unit", id=one.subject, show="name"), say("log.to_unit"))]
    if one.kind == "verdict":
        return [link(address("review", item=one.subject), say("log.to_item"))]
    return [link(address("plan", id=one.docs[0]), say("log.to_plan"))]


def _of_kind(kind: Kind) -> str:
    return KINDS[kind][0 if language() == "zh" else 1]


def _filters(signers: Sequence[str], wanted: Wanted) -> None:
    first, second, third, fourth = st.columns(4, gap="small")
    with first:
        _choice("kind", list(KINDS), wanted.kind, {kind: _of_kind(kind) for kind in KINDS})
    with second:
        _choice("who", list(signers), wanted.who, {})
    with third:
        _day("after", wanted.after)
    with fourth:
        _day("before", wanted.before)


def _choice(name: str, options: list[str], current: str | None, words: dict[str, str]) -> None:
    key = f"log-{name}-{current}"
    st.selectbox(
        say(f"log.{name}"), options, index=options.index(current) if current in options else None, key=key,
        format_func=lambda value: words.get(value, value), placeholder=say("log.any"),
        on_change=lambda: _go(name, st.session_state[key]),
    )  # fmt: skip


def _day(name: str, current: str | None) -> None:
    key = f"log-{name}-{current}"
    value = datetime.date.fromisoformat(current) if current else None
    st.date_input(
        say(f"log.{name}"), value=value, key=key, format="YYYY-MM-DD",
        min_value=datetime.date(1949, 1, 1), max_value=datetime.date(2199, 12, 31),
        on_change=lambda: _go(name, st.session_state[key].isoformat() if st.session_state[key] else None),
    )  # fmt: skip


def _go(name: str, value: str | None) -> None:
    given = {other: parameter(other) for other in FILTERS if other != name}
    go(address("review", log=1, **given, **{name: value}))


def _is_day(words: str | None) -> bool:
    """Whether the words are a day that the fields can show; no words are no fault."""
    try:
        return words is None or (
            datetime.date.fromisoformat(words).isoformat() == words and "1949" <= words[:4] <= "2199"
        )
    except ValueError:
        return False


def _undo(kind: Kind, number: int) -> None:
    judges.keep_who()
    if not judges.who():
        st.session_state[_SAID] = say("judge.who_first")
        return
    try:
        decisionlog.undo(library(), kind, number, who=judges.who(), at=judges.now())
    except GraphError as error:
        st.session_state[_SAID] = say("judge.refused", why=failing.refused(error))
    else:
        st.session_state[_SAID] = say("log.undone", kind=_of_kind(kind), n=number)
