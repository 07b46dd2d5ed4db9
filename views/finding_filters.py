"""The filters of the page of findings: plan, place, unit; all of them stand in the address."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from graph import kept_findings, titles, unit_facts
from graph.filters import Filter
from graph.library import Library
from views.addresses import address
from views.frame import go, parameter
from views.sheet import link, node, show
from views.wording import say

FIELDS = ("check", "kind", "doc", "place", "unit")
UNITS = 8  # units that are offered for a part of a name


def given() -> dict[str, str | None]:
    """What the address asks for."""
    return {field: parameter(field) for field in FIELDS}


def here(**changed: str | None) -> str:
    """The address of this page with these fields changed and the others as they are."""
    return address("findings", **{**given(), **changed})


def show_filters(held: Library, check: str | None) -> None:
    """Draw a box for the plan, one for the place, and a field for the unit."""
    docs = {doc: title for doc, (title, _) in kept_findings.docs(held, check).items()}
    first, second, third = st.columns([2, 1.2, 1.2], gap="small")
    with first:
        _box("doc", say("findings.plan"), docs, say("findings.any_plan"))
    with second:
        names = {place: place for place in titles.places(held)}
        _box("place", say("findings.place"), names, say("findings.any_place"))
    with third:
        _unit_field()
    _of_unit(held)
    _units_to_choose(held)


def _box(field: str, label: str, options: Mapping[str, str], any_: str) -> None:
    asked = parameter(field)
    values = list(options)
    current = asked if asked in options else None
    key = f"{field}-{current}"
    st.selectbox(
        label, values, index=values.index(current) if current else None, key=key, format_func=options.__getitem__,
        placeholder=any_, on_change=_changed(field, key),
    )  # fmt: skip


def _unit_field() -> None:
    key = f"unit-{parameter('unit')}"
    st.text_input(say("findings.unit"), value=parameter("named") or "", key=key, max_chars=60,
                  placeholder=say("findings.unit_hint"), on_change=_changed("named", key))  # fmt: skip


def _changed(field: str, key: str) -> Callable[[], None]:
    return lambda: go(here(**{field: st.session_state[key]}))


def _of_unit(held: Library) -> None:
    """That only findings with one unit are shown, and the way out."""
    unit = parameter("unit")
    if not unit:
        return
    found = unit_facts.units(held, Filter(unit_id=unit))
    canonical = found[0].canonical if found else held.bodies([unit])[unit].canonical
    name = link(address("unit", id=unit), canonical)
    drop = link(here(unit=None), say("findings.all_plans"))
    show(node("p", say("findings.of_unit", name=canonical), " ", name, " · ", drop, cls="quiet"), key="of-unit")


def _units_to_choose(held: Library) -> None:
    """The units whose name holds the words of the field, each a way on."""
    words = parameter("named")
    if not words:
        return
    found = unit_facts.named(held, words[:60], UNITS)
    if not found:
        show(node("p", say("findings.no_unit", words=words[:60]), cls="reason", role="status"), key="units")
        return
    links = (node("li", link(here(unit=one.unit_id), one.canonical)) for one in found)
    show(node("p", say("findings.which_unit"), cls="quiet"), node("ul", links, cls="examples"), key="units")
