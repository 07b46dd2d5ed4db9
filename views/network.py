"""协作网络: who works with whom, in numbers that each say what they mean; one unit's partners first when asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from views import cached, tables
from views.addresses import address
from views.cards import tag
from views.frame import go, heading, library, parameter, state
from views.paging import begin_of, pages
from views.sheet import Node, link, node, show
from views.wording import language, say

if TYPE_CHECKING:
    from graph.measures import Community, Network, UnitMeasures

PAGE = 50
CIRCLE = 8  # units of a circle that are named


def show_page() -> None:
    """Draw the page."""
    held = library()
    heading(say("nav.network"), say("network.purpose"))
    with st.spinner(say("network.measuring")):
        found = cached.network(held)
    if not found.units:
        state(say("state.nothing_found"), say("state.import_first"), link(address("intake"), say("nav.intake")))
        return
    names = {one.unit_id: one for one in found.units}
    _unit_box(found, names)
    asked = parameter("unit")
    if asked is None:
        _show_all(found)
    elif asked in names:
        _show_unit(found, names[asked])
    else:
        state(say("state.unknown", what=asked), say("network.not_in"), link(address("network"), say("network.every")))
    _definitions()


def _unit_box(found: Network, names: dict[str, UnitMeasures]) -> None:
    current = parameter("unit") if parameter("unit") in names else None
    ids = [one.unit_id for one in found.units]
    key = f"network-{current}"
    st.selectbox(
        say("network.unit"),
        ids,
        index=ids.index(current) if current else None,
        key=key,
        format_func=lambda unit: names[unit].canonical,
        placeholder=say("network.choose"),
        on_change=lambda: go(address("network", unit=st.session_state[key])),
    )


def _show_all(found: Network) -> None:
    begin = begin_of(len(found.units))
    counted = say("network.counted", units=len(found.units), ties=len(found.ties), parts=found.components)
    show(
        node("p", counted, cls="quiet"),
        _units_table(found, found.units[begin : begin + PAGE]),
        pages("network", len(found.units), begin, PAGE),
        key="units",
    )
    show(_circles(found), key="circles")


def _units_table(found: Network, units: Sequence[UnitMeasures]) -> Node:
    return tables.table(
        ("unit", "degree", "strength", "betweenness", "community"),
        (
            (
                _unit(one),
                tables.count(one.degree, address("network", unit=one.unit_id)),
                str(one.strength),
                f"{one.betweenness:.3f}",
                _circle_of(found, one),
            )
            for one in units
        ),
        numbers=("degree", "strength", "betweenness"),
        fold=True,
    )


def _unit(one: UnitMeasures) -> Node:
    cut = tag(_name("articulation")) if one.articulation else None
    return node("span", link(address("unit", id=one.unit_id), one.canonical), " ", cut)


def _circle_of(found: Network, one: UnitMeasures) -> str:
    if one.community is None:
        return say("network.alone")
    return say("network.circle", name=found.communities[one.community].canonical)


def _circles(found: Network) -> Node:
    names = {one.unit_id: one.canonical for one in found.units}
    head = node("header", node("h2", say("network.circles", n=len(found.communities))))
    rows = ((_members(circle, names), str(len(circle.units)), str(circle.tasks)) for circle in found.communities)
    return node("section", head, tables.table(("units", "members", "inside"), rows, numbers=("members", "inside"),
                                              fold=True), cls="part")  # fmt: skip


def _members(circle: Community, names: dict[str, str]) -> Node:
    links: list[Node | str] = []
    for unit in circle.units[:CIRCLE]:
        links += [link(address("network", unit=unit), names[unit]), "、"]
    rest = len(circle.units) - CIRCLE
    more = say("network.more", n=rest) if rest > 0 else None
    return node("span", links[:-1], more)


def _show_unit(found: Network, one: UnitMeasures) -> None:
    """One unit's surroundings: its numbers, and every unit that it works with."""
    from graph.measures import ties_of  # noqa: PLC0415 - its arithmetic is loaded by who looks at the network

    figures = (
        ("degree", str(one.degree)),
        ("strength", str(one.strength)),
        ("betweenness", f"{one.betweenness:.3f}"),
        ("community", _circle_of(found, one)),
    )
    entries = [part for name, value in figures for part in (node("dt", _name(name)), node("dd", value))]
    head = node("header", node("h2", link(address("unit", id=one.unit_id), one.canonical)),
                link(address("network"), say("network.every")))  # fmt: skip
    names = {other.unit_id: other for other in found.units}
    partners = tables.table(
        ("unit", "shared", "community"),
        (
            (
                node("span", link(address("network", unit=other), names[other].canonical), " ",
                     tag(_name("bridge")) if tie.bridge else None),
                tables.count(tie.tasks, address("list", of="shared", unit=one.unit_id, with_=other)),
                _circle_of(found, names[other]),
            )
            for other, tie in ties_of(found, one.unit_id)
        ),
        numbers=("shared",),
        fold=True,
    )  # fmt: skip
    none = node("p", say("network.no_partner"), cls="quiet")
    show(node("section", head, node("dl", entries, cls="facts"), partners if one.degree else none, cls="part"),
         key="unit")  # fmt: skip


def _name(measure: str) -> str:
    from graph.measures import network_measures  # noqa: PLC0415 - see _show_unit

    told = network_measures()[measure]
    return told.zh if language() == "zh" else told.en


def _definitions() -> None:
    """What each number means."""
    from graph.measures import network_measures  # noqa: PLC0415 - see _show_unit

    entries: list[Node] = []
    for name, measure in network_measures().items():
        words = measure.definition_zh if language() == "zh" else measure.definition_en
        entries += [node("dt", _name(name)), node("dd", words)]
    head = node("header", node("h2", say("workload.meaning")))
    show(node("section", head, node("dl", entries, cls="facts"), cls="part"), key="meaning")
