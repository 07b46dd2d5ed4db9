"""任务: who does this and what exactly does the text say; and the way to set right what was read wrong."""

from __future__ import annotations

import streamlit as st

from graph import facts, task_facts
from graph.filters import Filter, Part
from graph.library import Library
from graph.rows import TaskRow
from views import people, tables, task_around, task_correcting, task_parts, unfound
from views.addresses import address
from views.cards import short
from views.frame import go, heading, library, parameter, state
from views.paging import begin_of, pages
from views.sheet import Node, link, node, show
from views.wording import say

NEAR = 6
SHOWN = 50
_WORDS = 80  # characters of what is looked for


def show_page() -> None:
    """Draw the page."""
    held = library()
    if not facts.totals(held).tasks:
        heading(say("nav.task"))
        state(say("state.nothing_loaded"), say("state.import_first"), link(address("intake"), say("nav.intake")))
        return
    asked = parameter("id")
    task = task_facts.task_called(held, asked) if asked else None
    if task:
        _show_task(held, task)
        return
    heading(say("nav.task"), None if asked else say("task.purpose"))
    if asked:
        state(say("state.not_found", what=short(asked)), *_offered(held, asked))
    else:
        _show_list(held)


def _show_task(held: Library, task: TaskRow) -> None:
    heading(task_parts.title(task), None, task_parts.path(task), notice=True)
    task_correcting.show_asked(held, task)
    rows = task_parts.read(held, task)
    editing = people.may_edit()
    show(
        task_parts.roles(task, rows, editing=editing),
        task_parts.clause(held, task, rows),
        task_parts.times(task, rows, editing=editing),
        task_parts.aims(task, rows, editing=editing),
        task_correcting.history(held, task, editing=editing),
        key="task",
    )
    task_around.show_around(held, task)


def _offered(held: Library, asked: str) -> tuple[str, Node]:
    """Tasks whose clause has the words; else the first ones."""
    part = Part(size=NEAR)
    near = facts.tasks(held, Filter(words=_told(asked)), part)
    return unfound.advice(near), tables.tasks_table(near or facts.tasks(held, part=part))


def _told(words: str) -> str:
    """What was typed, as far as it is looked for."""
    return words.partition("\0")[0].strip()[:_WORDS]


def _show_list(held: Library) -> None:
    words = _told(parameter("q") or "")
    key = f"task-words-{words}"
    st.text_input(
        say("task.find"),
        value=words,
        key=key,
        max_chars=_WORDS,
        placeholder=say("task.find_hint"),
        on_change=lambda: go(address("task", q=st.session_state[key].strip())),
    )
    where = Filter(words=words or None)
    total = facts.count(held, "tasks", where)
    if not total:
        state(say("state.nothing_found"), say("task.fewer"), link(address("task"), say("task.every")))
        return
    begin = begin_of(total)
    told = node("p", say("task.found" if words else "task.all", n=total), cls="quiet")
    rows = facts.tasks(held, where, Part(first=begin, size=SHOWN))
    show(told, tables.tasks_table(rows), pages("task", total, begin, SHOWN), key="tasks")
