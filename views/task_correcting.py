"""Setting right what was read of a task: what would change, who says so and why; and what was corrected before.

What is to be corrected stands in the address (``do``, ``of``, ``to``); nothing is kept before it is confirmed.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from graph import setting_right, task_facts
from graph.corrections import STATES, WORDS, Correction
from graph.errors import GraphError
from graph.library import Library
from graph.rows import TaskRow
from graph.setting_right import Signed
from graph.task_facts import Past
from views import failing, judges, people, task_adding
from views.addresses import address
from views.cards import short, tag
from views.frame import go, library, parameter
from views.sheet import Node, link, node, show
from views.task_adding import Maker, date_field, iso
from views.task_parts import ROLES, do, struck, value_in_words
from views.wording import language, say

_SAID = "task-said"
_NOBODY = Signed(who="?", at="")


def show_asked(held: Library, task: TaskRow) -> None:
    """Draw what came of the last correction, and the one that the address asks for."""
    said: tuple[str, str] | None = st.session_state.get(_SAID)
    if said and said[0] == task.task_id:
        del st.session_state[_SAID]
        show(node("p", said[1], cls="notice", role="status"), key="task-said")
    what = parameter("do")
    if what not in _ASKING:
        return
    if not people.may_edit():
        show(node("p", people.why_not(), cls="notice"), key="task-may-not")
        return
    with st.container(border=True, key="task-asking"):
        _show_form(held, task, what)


def _show_form(held: Library, task: TaskRow, what: str) -> None:
    if not task_facts.of_task(held, task, _OF.get(what), parameter("of") or ""):
        ways = link(address("task", id=task.task_id), say("task.cancel"))
        show(node("h3", _heading(what)), node("p", say("failing.not_so"), cls="reason"), ways, key="task-no")
        return
    top = st.container()
    make = _ASKING[what](held, task)
    try:
        made = make(_NOBODY)
    except GraphError as error:
        with top:
            show(node("h3", _heading(what)), node("p", failing.refused(error), cls="reason"), key="task-no")
        made = None
    else:
        with top:
            show(node("h3", _heading(what)), *_before_and_after(made), key="task-asked")
    judges.who_field()
    with st.container(horizontal=True, gap="small"):
        st.button(
            say("task.confirm"),
            key="task-confirm",
            type="primary" if made else "secondary",
            disabled=made is None,
            on_click=_confirm,
            args=(task.task_id, make),
        )
        st.button(say("task.cancel"), key="task-cancel", on_click=go, args=(address("task", id=task.task_id),))


def _heading(what: str) -> str:
    return say("task.undoing") if what == "undo" else say("task.correcting", what=_change(what))


def _change(what: str) -> str:
    words = WORDS[what]  # type: ignore[index]  # what the address says is one of these
    return words[0] if language() == "zh" else words[1]


def _before_and_after(made: Correction | None) -> list[Node]:
    """What was read, what will hold, and of which words."""
    if made is None:
        return []
    name = made.words if not made.name or made.name == made.words else f"{made.words}（{made.name}）"
    return [
        node("p", node("span", short(name, 60), cls="task-name", lang="zh-CN"), "　",
             struck(value_in_words(made.read)), " → ", node("strong", value_in_words(made.now)),
             cls="task-change")
    ]  # fmt: skip


def _confirm(task_id: str, make: Maker) -> None:
    """Keep the correction, say what came of it, and leave its address."""
    try:
        judges.keep_who()
        if not judges.who():
            st.session_state[_SAID] = task_id, say("judge.who_first")
            return
        by = Signed(who=judges.who(), at=judges.now(), note=judges.note())
        made = make(by)
        if made is None:
            return
        kept = library().correct(made)
    except GraphError as error:
        st.session_state[_SAID] = task_id, say("judge.refused", why=failing.refused(error))
        return
    judges.clear_note()
    st.session_state[_SAID] = task_id, _kept_in_words(kept)
    go(address("task", id=task_id))


def _kept_in_words(kept: Correction) -> str:
    if kept.undoes is not None:
        return say("task.undone", n=kept.undoes)
    return say("task.kept", n=kept.number, words=short(kept.words, 40), read=value_in_words(kept.read),
               now=value_in_words(kept.now))  # fmt: skip


# What the address asks for: each gives what makes the correction once it is signed.


def _role(held: Library, task: TaskRow) -> Maker:
    duty, role = parameter("of") or "", parameter("to")
    return lambda by: setting_right.of_unit(held, duty, role if role in ROLES else "?", by)


def _not_unit(held: Library, task: TaskRow) -> Maker:
    duty = parameter("of") or ""
    return lambda by: setting_right.of_unit(held, duty, None, by)


def _date(held: Library, task: TaskRow) -> Maker:
    deadline = parameter("of") or ""
    rows = held.read("SELECT first_day, last_day FROM deadline WHERE id = ?", (deadline,))
    first_day, last_day = rows[0] if rows else (None, None)
    left, right = st.columns(2, gap="medium")
    with left:
        last = date_field("task.last_day", last_day, f"task-last-{deadline}")
    with right:
        first = date_field("task.first_day", first_day, f"task-first-{deadline}")

    def make(by: Signed) -> Correction | None:
        if first is None and last is None:
            return None
        return setting_right.of_deadline(held, deadline, by, first=iso(first), last=iso(last))

    return make


def _not_deadline(held: Library, task: TaskRow) -> Maker:
    deadline = parameter("of") or ""
    return lambda by: setting_right.of_deadline(held, deadline, by)


def _value(held: Library, task: TaskRow) -> Maker:
    target = parameter("of") or ""
    rows = held.read("SELECT value FROM target WHERE id = ?", (target,))
    value = st.number_input(say("task.value"), value=rows[0][0] if rows else None, key=f"task-value-{target}")
    return lambda by: None if value is None else setting_right.of_target(held, target, float(value), by)


def _not_target(held: Library, task: TaskRow) -> Maker:
    target = parameter("of") or ""
    return lambda by: setting_right.of_target(held, target, None, by)


def _undo(held: Library, task: TaskRow) -> Maker:
    asked = parameter("of") or ""
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 0
    return lambda by: setting_right.of_number(held, number, by)


_ASKING: dict[str, Callable[[Library, TaskRow], Maker]] = {
    "role": _role,
    "not-unit": _not_unit,
    "unit": task_adding.unit,
    "date": _date,
    "not-deadline": _not_deadline,
    "deadline": task_adding.deadline,
    "value": _value,
    "not-target": _not_target,
    "target": task_adding.target,
    "undo": _undo,
}


_OF: dict[str, task_facts.Kind] = {
    "role": "duty",
    "not-unit": "duty",
    "date": "deadline",
    "not-deadline": "deadline",
    "value": "target",
    "not-target": "target",
    "undo": "correction",
}
"""What ``of`` names in the address, which must be of this task."""


def history(held: Library, task: TaskRow, *, editing: bool) -> Node | None:
    """What was corrected in this task, by whom, when and why, the last first; nothing where nothing was."""
    past = task_facts.history(held, task)
    if not past:
        return None
    lines = node("ol", (_entry(task, one, editing=editing) for one in past), cls="task-history")
    return node("section", node("h2", say("task.history", n=len(past))), lines, cls="part")


def _entry(task: TaskRow, past: Past, *, editing: bool) -> Node:
    one = past.correction
    by = node("span", say("judge.by", who=one.who, at=one.at[:10]), cls="quiet")
    note = node("span", say("judge.reason", note=one.note), cls="quiet") if one.note else None
    if one.undoes is not None:
        return node("li", say("task.took_back", n=one.number, undone=one.undoes), " ", by, " ", note)
    holds = past.state is not None and past.undone_by is None
    undo = link(do(task, "undo", str(one.number)), say("judge.undo")) if editing and holds else None
    return node(
        "li", say("task.number", n=one.number), " ", node("span", one.words, cls="task-name", lang="zh-CN"), "　",
        struck(value_in_words(one.read)), " → ", value_in_words(one.now), " ",
        _state(past), " ", by, " ", note, " ", undo,
    )  # fmt: skip


def _state(past: Past) -> Node:
    if past.undone_by is not None:
        return tag(say("task.void"))
    words = STATES[past.state or "gone"][language() == "en"]
    return tag(words, doubt=past.state in ("gone", "unread"))
