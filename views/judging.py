"""What people decide about a unit's name: who judges, the buttons, what was decided, and the way to take it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from graph import identity
from graph.decisions import JUDGEMENTS, Decision, Judgement
from graph.doubts import Link
from graph.errors import GraphError
from graph.identity import Judged
from graph.library import Library
from graph.linking import Body
from graph.rows import UnitRow
from views import failing, judges, people
from views.addresses import address
from views.cards import tag
from views.frame import go, library, parameter
from views.sheet import Node, link, node, show
from views.wording import say

_WHO = "judge"
_SAID = "judge-said"
_TOP = ""  # the place above all questions


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What came of the last button: words for a place of the unit's page, and the number of the decision kept."""

    unit: str
    at: str
    words: str
    number: int | None = None


def show_said(unit: str, at: str | None = None) -> None:
    """Say what came of the last button, if it belongs ``at`` this place, or else anywhere on the unit's page.

    A decision that was kept can be taken back at once.
    """
    said: Said | None = st.session_state.get(_SAID)
    if said is None or said.unit != unit or at not in (None, said.at):
        return
    del st.session_state[_SAID]
    show(node("p", said.words, cls="reason" if said.at else "notice", role="status"), key="said")
    if said.number is not None:
        _undo_button(unit, said.number, _TOP)


def _say(unit: str, at: str, words: str, number: int | None = None) -> None:
    st.session_state[_SAID] = Said(unit=unit, at=at, words=words, number=number)


def judge_buttons(unit: str, doubt: Link, key: str) -> None:
    """Three buttons that judge an unsure link, for who may; what was wrong with the last one is said below them."""
    if not people.may_edit():
        return
    with st.container(horizontal=True, gap="small"):
        for judgement in JUDGEMENTS:
            st.button(
                say(f"judge.{judgement}"),
                key=f"{key}-{judgement}",
                on_click=_judge,
                args=(unit, doubt.unit, doubt.other, judgement, doubt.surface, key),
            )
    show_said(unit, key)


def correct(body: Body, others: Sequence[UnitRow], decided: int, *, asked: bool) -> None:
    """What the rules did not notice: a writing that is not this unit, another unit that is the same.

    ``asked`` says that the page has asked already who judges.
    """
    if not people.may_edit():
        return
    key = f"{body.unit}-{decided}"
    with st.expander(say("judge.correct")):
        if not asked:
            judges.who_field()
        _part_writing(body, others, f"part-{key}")
        _join_unit(body, others, f"join-{key}")


def _part_writing(body: Body, others: Sequence[UnitRow], key: str) -> None:
    written = list(dict.fromkeys(surface.words for surface in body.surfaces))
    if len(written) == 1:
        show(node("p", say("judge.one_writing"), cls="quiet"), key=f"{key}-none")
        return
    st.selectbox(say("judge.surface"), written, index=None, key=f"{key}-s", placeholder=say("judge.surface_hint"))
    _unit_box(say("judge.meant"), others, f"{key}-o")
    st.button(say("judge.not_this"), key=f"{key}-b", on_click=_part, args=(body.unit, key))
    show_said(body.unit, key)


def _join_unit(body: Body, others: Sequence[UnitRow], key: str) -> None:
    _unit_box(say("judge.other"), others, f"{key}-o")
    show(node("p", say("judge.then_named"), cls="quiet"), key=f"{key}-then")
    st.button(say("judge.is_same"), key=f"{key}-b", on_click=_join, args=(body.unit, key))
    show_said(body.unit, key)


def _unit_box(label: str, others: Sequence[UnitRow], key: str) -> None:
    names = {unit.unit_id: unit for unit in others}
    twice = {unit.canonical for unit in others if sum(one.canonical == unit.canonical for one in others) > 1}

    def told(unit_id: str) -> str:
        unit = names[unit_id]
        place = unit.place or say("unit.uncertain")
        return f"{unit.canonical}　{place}" if unit.canonical in twice else unit.canonical

    st.selectbox(label, list(names), index=None, key=key, format_func=told, placeholder=say("judge.other_hint"))


def _part(unit: str, key: str) -> None:
    surface, other = st.session_state[f"{key}-s"], st.session_state[f"{key}-o"]
    if surface is None:
        _say(unit, key, say("judge.choose_first"))
    else:
        _judge(unit, unit, other or unit, "same" if other else "different", surface, key)


def _join(unit: str, key: str) -> None:
    other = st.session_state[f"{key}-o"]
    if other is None:
        _say(unit, key, say("judge.choose_first"))
    else:
        _judge(unit, unit, other, "same", None, key)


def _judge(  # noqa: PLR0913, PLR0917 - which page asks, who is judged how, and which button
    page: str, unit: str, other: str, judgement: Judgement, surface: str | None, key: str
) -> None:
    note = judges.note()

    def decide(held: Library, who: str, at: str) -> Decision:
        return identity.decide(held, unit, other, judgement, surface=surface, who=who, at=at, note=note)

    _keep(page, key, decide, _told)


def _told(decision: Decision) -> str:
    split = decision.judgement == "different" and decision.subject.surface
    key = "judge.kept_split" if split else f"judge.kept_{decision.judgement}"
    return say(key, a=decision.subject.words, b=decision.other.name)


def _undo_button(unit: str, number: int, at: str) -> None:
    st.button(say("judge.undo"), key=f"undo-{number}-{at}", on_click=_undo, args=(unit, number, at))


def _undo(page: str, number: int, at: str) -> None:
    def take_back(held: Library, who: str, at: str) -> Decision:
        return identity.undo(held, number, who=who, at=at)

    _keep(page, at, take_back, lambda _: say("judge.undone", n=number))


def _keep(page: str, at: str, make: Callable[[Library, str, str], Decision], told: Callable[[Decision], str]) -> None:
    """Make the decision and say what came of it, on the page of the unit that has the names then."""
    judges.keep_who()
    who = judges.who()
    if not who:
        _say(page, at or _WHO, say("judge.who_first"))
        return
    held = library()
    try:
        made = make(held, who, judges.now())
    except GraphError as error:
        now = _now(held, page, page)
        _say(now, at or _WHO, say("judge.refused", why=failing.refused(error)))
    else:
        judges.clear_note()
        now = _now(held, page, made.subject.unit)
        _say(now, _TOP, told(made), made.number if made.undoes is None else None)
    if now != parameter("id"):
        go(address("unit", id=now, show="name"))


def _now(held: Library, page: str, subject: str) -> str:
    """The unit of the page, or what holds the names of the subject where the library has that unit no more."""
    return page if page in held.bodies([page]) else identity.held_as(held, subject) or page


def show_decisions(body: Body, judged: Sequence[Judged]) -> None:
    """Who decided what about this unit, the latest first, each with a way to take it back while it holds."""
    head = node(
        "header",
        node("h2", say("judge.decisions", n=len(judged))),
        node("span", say("judge.decisions_note"), cls="quiet"),
    )
    empty = None if judged else node("p", say("judge.no_decision"), cls="quiet")
    show(node("section", head, empty, cls="part"), key="decisions")
    for one in reversed(judged):
        decision = one.decision
        show(_decision(body, one), key=f"decision-{decision.number}")
        if one.holds and people.may_edit():
            at = f"decision-{decision.number}"
            _undo_button(body.unit, decision.number, at)
            show_said(body.unit, at)


def _decision(body: Body, one: Judged) -> Node:
    decision = one.decision
    own = {body.unit, *(surface.given for surface in body.surfaces)}
    said = say(f"judge.said_{decision.judgement}", a=decision.subject.words, b=decision.other.name)
    at = decision.at.replace("T", " ")[:16]
    others = [subject for subject in (decision.subject, decision.other) if subject.unit not in own]
    return node(
        "div",
        node("p", said, " ", tag(say("judge.holds" if one.holds else "judge.void"), doubt=not one.holds)),
        node("p", say("judge.by", who=decision.who, at=at), cls="quiet"),
        node("p", say("judge.reason", note=decision.note), cls="quiet") if decision.note else None,
        node("p", [link(address("unit", id=other.unit, show="name"), other.name) for other in others[:1]]),
        cls="decision",
    )
