"""协作网络: who works with whom, one unit's surroundings first: as a graph, as a matrix, or as a table."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from graph import facts, kept_network, network_lists
from graph.calling import called
from graph.kept_network import Circle, Unit
from graph.known import near
from graph.library import Library
from views import network_parts, people, tables, unfound
from views.addresses import address
from views.cards import short, tag
from views.frame import go, heading, library, parameter, state
from views.network_parts import circle_words, measure_words, strength_of, unit_called
from views.paging import begin_of, pages
from views.sheet import Node, link, node, show
from views.wording import language, say

PAGE = 20
PATIENCE = 10.0  # seconds that the page waits for the first measures before it goes on without them
SHOWN_CIRCLES = 20


def show_page() -> None:
    """Draw the page."""
    held = library()
    heading(say("nav.network"), say("network.purpose"))
    if not facts.totals(held).plans:
        state(say("state.nothing_loaded"), say("state.import_first"), link(address("intake"), say("nav.intake")))
        return
    if not _measured(held):
        return
    unit, circle = parameter("unit"), parameter("circle")
    if circle is not None:
        _show_circle(held, circle)
    elif unit is None:
        _show_place(held, parameter("place"))
    else:
        found = kept_network.units_called(held, [unit]).get(unit)
        if found is None:
            _not_found(held, unit)
        elif parameter("list") == "shared":
            _show_shared(held, found)
        else:
            _unit_box(held, unit)
            network_parts.show_unit(held, found)
    _definitions()


def _measured(held: Library) -> bool:
    """Whether there is a network to show; it is measured now where there is none, and anew beside an old one."""
    if not kept_network.held(held):
        with st.spinner(say("network.measuring")):
            try:
                kept_network.wait(held, PATIENCE)
            except kept_network.MeasuringError:
                state(say("network.failed"), say("network.failed_note"))
                return False
    elif not kept_network.current(held):
        kept_network.start(held)
    if not kept_network.current(held):
        _tell_again(held)
    return kept_network.held(held)


@st.fragment(run_every=2.0)
def _tell_again(held: Library) -> None:
    """That numbers are being made, and older ones shown, until they are there; then the page is drawn anew."""
    people.admit()
    if kept_network.current(held):
        st.rerun()
    if kept_network.under_way(held):
        far = say("network.again" if kept_network.held(held) else "network.measuring")
        show(node("p", far, cls="notice", role="status"), key="again")
    elif not kept_network.current(held):
        told = (say(f"network.{key}") for key in ("failed", "failed_note"))
        show(node("p", say("format.stop").join(told), cls="notice", role="status"), key="again")


def _not_found(held: Library, unit: str) -> None:
    """An unknown unit, or one outside the network, with some that are in it."""
    body = held.bodies([unit]).get(unit)
    words = body.canonical if body else unit
    names = kept_network.names(held)
    like = near(words, {one: (name,) for one, name in names.items()}, 5)
    offered = (node("li", link(address("network", unit=one), names[one])) for one in like or [*names][:5])
    ways = node("ul", offered, cls="lines")
    advice = say("network.not_in" if body else "state.near" if like else "state.others")
    state(say("state.not_found", what=short(words)), advice, ways,
          node("p", link(address("network"), say("network.every"))))  # fmt: skip


def _unit_box(held: Library, current: str | None) -> None:
    names = kept_network.names(held)
    ids = list(names)
    key = f"network-{current}"
    st.selectbox(
        say("network.unit"),
        ids,
        index=ids.index(current) if current in names else None,
        key=key,
        format_func=lambda unit: names[unit],
        placeholder=say("network.choose"),
        on_change=lambda: go(address("network", unit=st.session_state[key])),
    )


def _place_box(held: Library, current: str | None) -> None:
    places = kept_network.places(held)
    key = f"network-place-{current}"
    st.selectbox(
        say("network.place"),
        places,
        index=places.index(current) if current in places else None,
        key=key,
        placeholder=say("network.any_place"),
        on_change=lambda: go(address("network", place=st.session_state[key])),
    )


def _show_place(held: Library, place: str | None) -> None:
    """The units of a place, or all, with their numbers; the most connected one is proposed first."""
    left, right = st.columns(2, gap="medium")
    with left:
        _unit_box(held, None)
    with right:
        _place_box(held, place)
    found = kept_network.totals(held, place)
    if not found.units:
        if not unfound.told(held, {"place": place}, lambda _: address("network")):
            state(say("state.nothing_found"), say("network.no_place"), link(address("network"), say("network.every")))
        return
    begin = begin_of(found.units)
    units = kept_network.units(held, place, begin=begin, most=PAGE)
    best = units[0] if begin == 0 else kept_network.units(held, place, most=1)[0]
    counted = say("network.counted", units=str(found.units), ties=str(found.ties))
    parts = say("network.parts", parts=found.components)
    show(
        node("p", say("network.begin_with"), unit_called(best.id, best.canonical), cls="network-first"),
        node("p", f"{counted}　{parts}", cls="quiet"),
        node("p", say("network.in_short"), " ", link("#meaning-betweenness", say("workload.meaning")), cls="quiet"),
        _units_table(held, units),
        pages("network", found.units, begin, PAGE),
        key="units",
    )
    _show_circles(held, place, found.circles)


def _units_table(held: Library, units: Sequence[Unit]) -> Node:
    circles = kept_network.circles_called(held, [one.circle for one in units if one.circle is not None])
    return tables.table(
        ("unit", "degree", "strength", "betweenness", "community"),
        (
            (
                _unit(one),
                tables.count(one.degree, address("network", unit=one.id, as_="table")),
                strength_of(one),
                link("#meaning-betweenness", f"{one.betweenness:.3f}"),
                circle_words(one, circles),
            )
            for one in units
        ),
        numbers=("degree", "strength", "betweenness"),
        fold=True,
    )


def _unit(one: Unit) -> Node:
    cut = tag(measure_words("articulation")) if one.articulation else None
    return node("span", unit_called(one.id, one.canonical), " ", cut)


def _show_circles(held: Library, place: str | None, number: int) -> None:
    circles = kept_network.circles(held, place, most=SHOWN_CIRCLES)
    rows = ((_circle_link(one), *_circle_numbers(one)) for one in circles)
    head = node("header", node("h2", say("network.circles", n=number)))
    show(node("section", head, tables.table(("community", "members", "inside"), rows, numbers=("members", "inside"),
                                            fold=True), cls="part"), key="circles")  # fmt: skip


def _circle_link(one: Circle) -> Node:
    return link(address("network", circle=one.head), say("network.circle", name=called(one.canonical)))


def _circle_numbers(one: Circle) -> tuple[Node, Node]:
    to = address("network", circle=one.head)
    return tables.count(one.members, to), tables.count(one.inside, address("network", circle=one.head, list="shared"))


def _show_circle(held: Library, head: str) -> None:
    """The units of the circle that is named after this unit, or the tasks that they share."""
    unit = kept_network.units_called(held, [head]).get(head)
    number = unit.circle if unit else None
    circle = kept_network.circles_called(held, [number]).get(number) if number is not None else None
    if circle is None or number is None:
        state(say("network.no_circle", what=short(unit.canonical if unit else head)), say("network.not_in"),
              link(address("network"), say("network.every")))  # fmt: skip
        return
    members = kept_network.members(held, number)
    shared = parameter("list") == "shared"
    title = node("header", node("h2", say("network.circle", name=called(circle.canonical))),
                 link(address("network"), say("network.every")))  # fmt: skip
    ways = node(
        "ul",
        node("li", link(address("network", circle=head), say("network.circle_members", n=circle.members),
                        cls=None if shared else "chosen")),
        node("li", link(address("network", circle=head, list="shared"), say("network.circle_inside", n=circle.inside),
                        cls="chosen" if shared else None)),
        cls="examples",
    )  # fmt: skip
    if not shared:
        begin = begin_of(len(members))
        show(node("section", title, ways, _units_table(held, members[begin : begin + PAGE]), cls="part"),
             pages("network", len(members), begin, PAGE), key="circle")  # fmt: skip
        return
    ids = [one.id for one in members]
    total = network_lists.count_within(held, ids)
    begin = begin_of(total)
    rows = network_lists.rows_within(held, ids, begin=begin, most=PAGE)
    show(node("section", title, ways, node("p", say("network.inside_note"), cls="quiet"),
              network_parts.shared_table(rows, both=True), cls="part"),
         pages("network", total, begin, PAGE), key="circle")  # fmt: skip


def _show_shared(held: Library, one: Unit) -> None:
    """The list behind the strength of a unit."""
    total = network_lists.count_shared(held, one.id)
    begin = begin_of(total)
    rows = network_lists.shared_rows(held, one.id, begin=begin, most=PAGE)
    head = node("header", node("h2", link(address("network", unit=one.id), one.canonical)),
                node("span", say("network.strength_list", n=total)))  # fmt: skip
    show(node("section", head, node("p", say("network.strength_note"), cls="quiet"),
              network_parts.shared_table(rows, both=False), cls="part"),
         pages("network", total, begin, PAGE), key="shared")  # fmt: skip


def _definitions() -> None:
    """What each number means."""
    entries: list[Node] = []
    for name, measure in network_parts.network_measures().items():
        words = measure.definition_zh if language() == "zh" else measure.definition_en
        entries += [node("dt", measure_words(name), id=f"meaning-{name}"), node("dd", words)]
    head = node("header", node("h2", say("workload.meaning")))
    show(node("section", head, node("dl", entries, cls="facts"), cls="part"), key="meaning")
