"""清单: the list behind every number, with the filter that made it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import streamlit as st

from graph import facts, filters, unit_facts
from graph.filters import Filter, Part
from graph.functions import load_functions, of_functions
from graph.library import Library
from views import findings, gathered, sector_words, tables, unfound, unsure_names, workload
from views.addresses import address
from views.cards import short
from views.frame import go, heading, library, parameter, state
from views.paging import part_of, part_shown
from views.sheet import Node, link, node, show
from views.wording import known, language, say

KINDS = ("plans", "tasks", "units", "assignments", "deadlines", "targets", "issues", "names")
FILTERS = {
    "doc": "doc",
    "unit": "unit_id",
    "role": "role",
    "surface": "surface",
    "sector": "sector",
    "task": "task_id",
    "place": "place",
    "after": "after",
    "before": "before",
}
DAYS = ("after", "before")
UNDATED = "undated"  # the deadlines without a day
FUNCTION = "function"  # the units of a line of work
NAMED = "named"  # the tasks for which just this is named
_OWN = {"deadlines": UNDATED, "units": FUNCTION, "tasks": NAMED}  # filters that one list alone has
_Lister = tuple[Callable[[Library, Filter, Part], Sequence[Any]], Callable[[Sequence[Any]], Node]]
_LISTS: dict[str, _Lister] = {
    "plans": (facts.plans, tables.plans_table),
    "tasks": (facts.tasks, tables.tasks_table),
    "units": (gathered.unit_rows, tables.units_table),
    "assignments": (facts.assignments, tables.assignments_table),
    "deadlines": (facts.deadlines, tables.deadlines_table),
    "targets": (facts.targets, tables.targets_table),
    "issues": (facts.issues, tables.issues_table),
}


def show_page() -> None:
    """Draw the page."""
    held = library()
    of = parameter("of") or "tasks"
    if of == "gaps":
        findings.show_page()  # an address that was given out before the page had one of its own
        return
    heading(say("nav.list") if of not in (*KINDS, "shared", "alone") else say(f"list.{of}"))
    _choose_kind(of)
    if of == "names":
        unsure_names.show_list(held)
    elif of == "shared":
        unit, other = parameter("unit") or "", parameter("with") or ""
        _show_rows(unit_facts.shared_tasks(held, unit, other), tables.tasks_table, _filters(held))
    elif of == "alone":
        rows = workload.alone_rows(held, parameter("unit") or "", parameter("place"))
        _show_rows(rows, tables.tasks_table, _filters(held))
    elif of in _LISTS:
        _show_list(held, of)
    else:
        state(say("state.unknown", what=short(of)), say("state.choose_list"))


def _show_list(held: Library, of: str) -> None:
    wrong = next((name for name in DAYS if not _is_day(parameter(name))), None)
    if unfound.told(held, _asked(of), lambda name: address("list", of=of, **{**_asked(of), name: None})):
        return
    if wrong:
        rest = {name: value for name, value in _given().items() if name != wrong}
        without = link(address("list", of=of, **rest), say("filter.remove"))
        state(say("state.no_day", what=short(parameter(wrong))), say("state.write_day"), without)
        return
    where = _where(of)
    work = parameter(FUNCTION)
    if of == "units" and work:
        _show_rows(of_functions(unit_facts.units(held, where), work), tables.units_table, _filters(held))
        return
    find, draw = _LISTS[of]
    total = facts.count(held, of, where)
    part, ways = part_of(total)
    _show_part(find(held, where, part), total, ways, draw, _filters(held))


def _asked(of: str) -> dict[str, str | None]:
    """The filters of the address that the list of this name has, but for the days."""
    names = [name for name in FILTERS if name not in DAYS] + ([_OWN[of]] if of in _OWN else [])
    return {name: parameter(name) for name in names}


def _where(of: str) -> Filter:
    """The filter that the address gives for the list of this name."""
    given = {field: parameter(name) for name, field in FILTERS.items()}
    named = next((name for name in filters.NAMED if of == "tasks" and name == parameter(NAMED)), None)
    kind = next((kind for kind in filters.UNDATED if kind == parameter(UNDATED)), parameter(UNDATED) is not None)
    return Filter(**given, undated=of == "deadlines" and kind, named=named)


def _is_day(words: str | None) -> bool:
    """Whether the words are a day as addresses write it; no words are no fault."""
    try:
        return words is None or datetime.date.fromisoformat(words).isoformat() == words
    except ValueError:
        return False


def _choose_kind(of: str) -> None:
    key = f"of-{of}"
    st.segmented_control(
        say("list.kind"),
        KINDS,
        default=of if of in KINDS else None,
        key=key,
        label_visibility="collapsed",
        format_func=lambda kind: say(f"list.{kind}"),
        on_change=lambda: go(address("list", of=st.session_state[key] or of, **_given())),
    )


def _given() -> dict[str, str | None]:
    return {name: parameter(name) for name in FILTERS if name not in ("task",)}


def _filters(held: Library) -> Node | None:
    """The filter in words; each part can be taken away."""
    of = parameter("of")
    names = (*FILTERS, "with", *([_OWN[of]] if of in _OWN else []))
    given = {name: value for name in names if (value := parameter(name))}
    if not given:
        return None
    items = [
        node(
            "li",
            link(
                address("list", of=of, **{k + "_" * (k == "with"): v for k, v in given.items() if k != name}),
                f"{say(f'filter.{name}')}：{_words(held, name, value)} ×",
                title=say("filter.remove"),
            ),
        )
        for name, value in given.items()
    ]
    return node("ul", items, cls="examples")


def _words(held: Library, name: str, value: str) -> str:
    """What a filter's value is called."""
    if name in ("role", UNDATED, NAMED):
        key = "unit.undated" if name == UNDATED and value not in filters.UNDATED else f"{name}.{value}"
        return say(key) if known(key) else value
    return next(_names(held, name, value), value)


def _names(held: Library, name: str, value: str) -> Iterator[str]:
    """The name of what has this id, where there is such a thing."""
    if name in ("unit", "with"):
        yield from (row.canonical for row in unit_facts.units(held, Filter(unit_id=value)))
    elif name == "doc":
        yield from (row.title for row in facts.plans(held, Filter(doc=value)))
    elif name == "task":
        yield from (row.title for row in facts.tasks(held, Filter(task_id=value)))
    elif name == "sector":
        yield from (sector_words.plain(row.label) for row in unit_facts.sectors(held) if row.sector_id == value)
    elif name == FUNCTION and value in load_functions():
        yield load_functions()[value].label(english=language() == "en")


def _show_rows(rows: Sequence[Any], draw: Callable[[Sequence[Any]], Node], filters: Node | None) -> None:
    shown, ways = part_shown(rows)
    _show_part(shown, len(rows), ways, draw, filters)


def _show_part(
    rows: Sequence[Any], total: int, ways: Node | None, draw: Callable[[Sequence[Any]], Node], filters: Node | None
) -> None:
    """A part of a list under how long the whole is, or that nothing is in it."""
    if not total:
        show(filters, key="filters")
        state(say("state.nothing_found"), say("state.widen"))
        return
    show(filters, node("p", say("list.total", n=total), cls="quiet"), draw(rows), ways, key="rows")
