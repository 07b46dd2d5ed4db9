"""The buttons below a thing to check: its judgements by the keys 1 to 3, the ways on by j and k, undo by u."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import streamlit as st

from graph import decisionlog, identity
from graph.assessing import verdict_on
from graph.decisions import JUDGEMENTS
from graph.errors import GraphError
from graph.library import Library
from graph.review_details import Detail
from graph.reviewing import Item
from graph.verdicts import WORDS, Holding
from views import failing, judges, people
from views.addresses import address
from views.frame import go, library
from views.sheet import node, show
from views.wording import language, say

_SAID = "review-said"
_DONE = "review-done"
_MOST = 50  # judgements of a visit that can be undone by a key
Params = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class _Done:
    """A judgement of this visit: its kind and number, and the item that it was on."""

    kind: decisionlog.Kind
    number: int
    item: str


def show_kept(params: Params) -> None:
    """Say what became of the last button, and offer to take back the last judgement of this visit."""
    words = st.session_state.pop(_SAID, None)
    if words:
        show(node("p", words, cls="notice", role="status"), key="said")
    if st.session_state.get(_DONE) and people.may_edit():
        st.button(say("review.undo"), key="review-undo", shortcut="U", on_click=_undo,
                  args=(dict(params),))  # fmt: skip


def show_buttons(  # noqa: PLR0913, PLR0917 - all that the buttons need
    held: Library, one: Item, found: Detail | None, params: Params, number: int, total: int, *, judged: bool
) -> None:  # fmt: skip
    """The judgements of the item and the ways on; who may not judge has only the ways."""
    may = people.may_edit()
    if may and found is not None and not judged:
        with st.container(horizontal=True, gap="small"):
            for key, (label, meaning, make) in enumerate(_choices(one, found), start=1):
                st.button(
                    label, key=f"review-{key}-{one.id}", shortcut=str(key), help=meaning, on_click=_keep,
                    args=(one, make, label, dict(params), number),
                )  # fmt: skip
    elif not may and (reason := people.why_not()):
        show(node("p", reason, cls="quiet"), key="why-not")
    with st.container(horizontal=True, gap="small"):
        st.button(say("review.former"), key="review-former", shortcut="K", disabled=number <= 1, type="tertiary",
                  on_click=go, args=(address("review", **params, at=number - 1),))  # fmt: skip
        st.button(say("review.skip"), key="review-skip", shortcut="J", disabled=number >= total, type="tertiary",
                  on_click=go, args=(address("review", **params, at=number + 1),))  # fmt: skip
    if may and not judged:
        judges.who_field()


Make = Callable[[Library, str, str, str], tuple[decisionlog.Kind, int]]
"""(library, who, when, why) → the kind and number of the entry that was kept."""


def _choices(one: Item, found: Detail) -> list[tuple[str, str, Make]]:
    """The judgements that an item may get: label, meaning, and what keeps it."""
    if one.link is not None:
        return [
            (say(f"judge.{judgement}"), say(f"review.means-{judgement}"), _decides(one, judgement))
            for judgement in JUDGEMENTS
        ]
    if found.correction is not None:
        withdraw = (say("review.withdraw"), say("review.withdraw"), _withdraws(found.correction))
        return [withdraw, (_word("settled"), say("review.means-settled"), _says(found, "settled"))]
    return [(_word(verdict), say(f"review.means-{verdict}"), _says(found, verdict)) for verdict in WORDS]


def _word(verdict: Holding) -> str:
    return WORDS[verdict][0 if language() == "zh" else 1]


def _decides(one: Item, judgement: str) -> Make:
    def make(held: Library, who: str, at: str, note: str) -> tuple[decisionlog.Kind, int]:
        assert one.link is not None
        made = identity.decide(
            held, one.link.unit, one.link.other, judgement, surface=one.link.surface, who=who, at=at, note=note
        )
        return "name", made.number

    return make


def _says(found: Detail, verdict: Holding) -> Make:
    def make(held: Library, who: str, at: str, note: str) -> tuple[decisionlog.Kind, int]:
        assert found.judgeable is not None
        return "verdict", held.judge(verdict_on(found.judgeable, verdict, who=who, at=at, note=note)).number

    return make


def _withdraws(number: int) -> Make:
    def make(held: Library, who: str, at: str, note: str) -> tuple[decisionlog.Kind, int]:
        return "correction", held.take_back(number, who=who, at=at, note=note).number

    return make


def _keep(one: Item, make: Make, label: str, params: Params, number: int) -> None:
    """Keep the judgement and go on: what was judged leaves the queue, so the next one has its place."""
    if not _signed():
        return
    try:
        kind, made = make(library(), judges.who(), judges.now(), judges.note())
    except GraphError as error:
        st.session_state[_SAID] = say("judge.refused", why=failing.refused(error))
        return
    judges.clear_note()
    st.session_state[_SAID] = say("review.kept", said=label)
    if kind != "correction":  # what takes a correction back is undone by correcting again
        st.session_state[_DONE] = [*st.session_state.get(_DONE, []), _Done(kind, made, one.id)][-_MOST:]
    if st.query_params.get("item"):
        go(address("review", **params, at=number))


def _undo(params: Params) -> None:
    """Take back the last judgement of this visit and show its item again."""
    done: list[_Done] = st.session_state.get(_DONE, [])
    if not done or not _signed():
        return
    last = done[-1]
    try:
        decisionlog.undo(library(), last.kind, last.number, who=judges.who(), at=judges.now())
    except GraphError as error:
        st.session_state[_SAID] = say("judge.refused", why=failing.refused(error))
    else:
        st.session_state[_SAID] = say("review.undone")
        go(address("review", **params, item=last.item))
    st.session_state[_DONE] = done[:-1]


def _signed() -> bool:
    """Whether somebody signs; says so where nobody does."""
    judges.keep_who()
    if not judges.who():
        st.session_state[_SAID] = say("judge.who_first")
    return bool(judges.who())
