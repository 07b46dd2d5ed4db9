"""Adding to a task what was missed: which words, what they mean by the rules, and what a person says instead.

The words can be picked among pieces of the clause, each a link, or typed. Nothing is kept here.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from typing import Literal

import streamlit as st

from graph import adding
from graph.corrections import COMPARISONS, Correction, interval
from graph.errors import GraphError
from graph.identity import called
from graph.library import Library
from graph.meaning import Aim, Days, aim_meant, days_meant, pieces
from graph.recurrences import repeats
from graph.rows import TaskRow
from graph.setting_right import Signed
from views.addresses import address
from views.frame import parameter
from views.sheet import Node, node, show
from views.task_parts import ROLES, value_in_words
from views.wording import say

Maker = Callable[[Signed], Correction | None]
_FIRST, _LAST = datetime.date(1980, 1, 1), datetime.date(2100, 12, 31)
_NUMERAL = re.compile(r"\d+(?:\.\d+)?")
_MOST = 80  # characters of words


def unit(held: Library, task: TaskRow) -> Maker:
    """Ask for a unit that was missed: its words, which unit it is, and its role."""
    left, middle, right = st.columns([3, 3, 2], gap="medium")
    with left:
        words = st.text_input(say("task.words_of"), key="task-unit-words", max_chars=80,
                              placeholder=say("task.words_hint"), help=say("task.words_help"))  # fmt: skip
    with middle:
        name = st.text_input(say("task.unit_name"), key="task-unit-name", max_chars=80,
                             placeholder=say("task.unit_hint"))  # fmt: skip
    with right:
        role = st.selectbox(say("task.role"), ROLES, key="task-unit-role", format_func=lambda one: say(f"role.{one}"))

    def make(by: Signed) -> Correction | None:
        if not words.strip():
            return None
        meant = _one_unit(held, name.strip()) if name.strip() else None
        return adding.of_missed(held, task.task_id, words, role or "responsible", by, unit=meant)

    return make


def _one_unit(held: Library, name: str) -> str:
    found = called(held, name)
    if len(found) != 1:
        raise GraphError(say("task.no_such_unit" if not found else "task.several_units", name=name))
    return found[0]


def deadline(held: Library, task: TaskRow) -> Maker:
    """Ask for a deadline that was missed: its words, and its days as the rules read them or a person says."""
    words = _words(held, task, "deadline")
    document = held.document(task.doc)
    meant = days_meant(document, words) if words else None
    first_day, last_day = (meant.first, meant.last) if meant else (None, None)
    _tell_meaning(words, _days_in_words(meant) if meant else None)
    left, middle, right = st.columns([2, 2, 2], gap="medium", vertical_alignment="bottom")
    with right:
        without = meant is not None and not (first_day or last_day)
        undated = st.checkbox(say("state.no_date"), value=without, key=f"task-undated-{words}")
    with left:
        last = date_field("task.last_day", last_day, f"task-missed-last-{words}", off=undated)
    with middle:
        first = date_field("task.first_day", first_day, f"task-missed-first-{words}", off=undated)

    def make(by: Signed) -> Correction | None:
        if not words:
            return None
        if not (undated or first or last):
            adding.missed_in(held, task.task_id, words, "deadline")  # says what is wrong with the words
            return None
        days = (None, None) if undated else (iso(first), iso(last))
        return adding.of_missed_deadline(held, task.task_id, words, by, days=days)

    return make


def target(held: Library, task: TaskRow) -> Maker:
    """Ask for a target that was missed: its words, and what they set as the rules read it or a person says."""
    words = _words(held, task, "target")
    meant = aim_meant(words) if words else None
    _tell_meaning(words, _aim_in_words(meant) if meant else None)
    signs = list(COMPARISONS)
    one, two, three, four = st.columns([4, 3, 2, 2], gap="medium")
    with one:
        indicator = st.text_input(say("task.indicator"), value=meant.indicator if meant else "", max_chars=_MOST,
                                  key=f"task-indicator-{words}")  # fmt: skip
    with two:
        comparison = st.selectbox(say("task.comparison"), signs, key=f"task-comparison-{words}",
                                  index=signs.index(meant.comparison) if meant else None,
                                  placeholder=say("task.choose"),
                                  format_func=lambda sign: say(f"comparison.{sign}"))  # fmt: skip
    with three:
        value = st.number_input(say("task.value"), value=meant.value if meant else _number(words),
                                key=f"task-missed-value-{words}")  # fmt: skip
    with four:
        measure = st.text_input(say("task.measure"), value=(meant.measure or "") if meant else "", max_chars=20,
                                key=f"task-measure-{words}")  # fmt: skip

    def make(by: Signed) -> Correction | None:
        if not words:
            return None
        if not indicator.strip() or comparison is None or value is None:
            adding.missed_in(held, task.task_id, words, "target")
            return None
        aim = Aim(indicator=indicator, comparison=comparison, value=float(value), measure=measure)
        return adding.of_missed_target(held, task.task_id, words, by, aim=aim)

    return make


def _days_in_words(meant: Days) -> str:
    return meant.rrule if meant.rrule and repeats(meant.rrule) else interval(meant.first, meant.last)


def _aim_in_words(meant: Aim) -> str:
    return f"{meant.indicator} {say(f'comparison.{meant.comparison}')} {meant.value:g}{meant.measure or ''}"


def _number(words: str) -> float | None:
    found = _NUMERAL.search(words)
    return float(found[0]) if found else None


def _words(held: Library, task: TaskRow, kind: Literal["deadline", "target"]) -> str:
    """The words that were typed, or picked among pieces of the clause in which nothing was read."""
    picked = (parameter("words") or "")[:_MOST]
    document, text = held.plans([task.doc])[0]
    offered = pieces(document, text, task.task_id, kind)
    show(_picks(task, kind, offered, picked), key=f"task-picks-{kind}")
    return st.text_input(say(f"task.words_of_{kind}"), value=picked, key=f"task-{kind}-words-{picked}", max_chars=_MOST,
                         placeholder=say(f"task.{kind}_hint"), help=say("task.words_help")).strip()  # fmt: skip


def _picks(task: TaskRow, kind: str, offered: Sequence[str], picked: str) -> Node | None:
    if not offered:
        return None
    ways = (
        node("li", node("a", one, href=address("task", id=task.task_id, do=kind, words=one), lang="zh-CN",
                        aria_current="true" if one == picked else None))
        for one in offered
    )  # fmt: skip
    return node("nav", node("span", say("task.pick"), cls="quiet"), node("ul", ways), cls="task-picks",
                aria_label=say("task.pick"))  # fmt: skip


def _tell_meaning(words: str, meant: str | None) -> None:
    """What the rules read in the words, or that they read nothing."""
    if words:
        said = say("task.meant", meant=value_in_words(meant)) if meant else say("task.not_meant")
        show(node("p", said, cls="quiet", role="status"), key="task-meant")


def date_field(label: str, day: str | None, key: str, *, off: bool = False) -> datetime.date | None:
    """Ask for a day; it may stay open."""
    found = st.date_input(say(label), value=_day(day), min_value=_FIRST, max_value=_LAST, key=key, format="YYYY-MM-DD",
                          disabled=off)  # fmt: skip
    return found if isinstance(found, datetime.date) else None


def _day(words: str | None) -> datetime.date | None:
    try:
        day = datetime.date.fromisoformat(words) if words else None
    except ValueError:
        return None
    return day if day and _FIRST <= day <= _LAST else None


def iso(day: datetime.date | None) -> str | None:
    """The day as a correction writes it."""
    return day.isoformat() if day else None
