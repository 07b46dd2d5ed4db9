"""One unit of the network: its numbers, its surroundings as a graph or a matrix, and the tables of the same numbers."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping, Sequence

import streamlit as st

from graph import kept_network
from graph.calling import called, numbered
from graph.kept_network import Circle, Tie, Unit
from graph.library import Library
from graph.network_lists import SharedRow
from graph.surroundings import TIES, Placed, Surroundings, surroundings
from graph.wording import load_table
from graph.workload import Measure
from views import tables
from views.addresses import address, place
from views.cards import tag
from views.frame import go, parameter
from views.names import whole
from views.paging import begin_of, pages
from views.sheet import Node, draw, link, node, show
from views.wording import language, say

WAYS = ("graph", "matrix", "table")
ACROSS = 30  # units of a matrix
PAGE = 20
_MANY = 60  # units from which lines are drawn thinner
_COLOURS = 5  # circles with a colour of their own
_MARGIN = 60.0


@functools.cache
def network_measures() -> dict[str, Measure]:
    """Every number of the network by its id, in the order of the file."""
    return {row["id"]: Measure(**row) for row in load_table("measures")["measure"]}


def measure_words(measure: str) -> str:
    """What a number is called."""
    told = network_measures()[measure]
    return told.zh if language() == "zh" else told.en


def show_unit(held: Library, one: Unit) -> None:
    """One unit's surroundings, in the way that the address asks for."""
    asked = parameter("as") or "graph"
    way = asked if asked in WAYS else "graph"
    steps = 2 if parameter("steps") == "2" else 1
    found = surroundings(held, one.id, steps=steps)
    if found is None:
        return
    circles = kept_network.circles_called(held, _circles_of(found, one))
    show(_head(one, circles), key="unit")
    if not one.degree:
        show(node("p", say("network.no_partner"), cls="quiet"), key="none")
        return
    _choose(one, way, steps)
    if way == "graph":
        _graph(found, circles)
    elif way == "matrix":
        show(*_matrix(found), key="matrix")
    _partners(held, one, way)
    if way != "table" or steps > 1:
        _ties(found)


def _circles_of(found: Surroundings, one: Unit) -> list[int]:
    numbers = {placed.unit.circle for placed in found.units} | {one.circle}
    return sorted(number for number in numbers if number is not None)


def strength_of(one: Unit) -> Node:
    """The strength of a unit; it opens the list of shared tasks."""
    return tables.count(one.strength, address("network", unit=one.id, list="shared"))


def circle_words(one: Unit, circles: Mapping[int, Circle]) -> Node | str:
    """The circle of a unit, which opens its members."""
    circle = circles.get(one.circle) if one.circle is not None else None
    if circle is None:
        return say("network.alone")
    return link(address("network", circle=circle.head), say("network.circle", name=called(circle.canonical)))


def _head(one: Unit, circles: Mapping[int, Circle]) -> Node:
    """The unit with its numbers; each opens its list."""
    figures: tuple[tuple[str, Node | str], ...] = (
        (say("network.own_tasks"), tables.count(one.tasks, address("list", of="tasks", unit=one.id))),
        (measure_words("degree"), tables.count(one.degree, address("network", unit=one.id, as_="table"))),
        (measure_words("strength"), strength_of(one)),
        (measure_words("betweenness"), link("#meaning-betweenness", f"{one.betweenness:.3f}")),
        (measure_words("community"), circle_words(one, circles)),
    )
    cut = tag(measure_words("articulation")) if one.articulation else None
    title = node("header", node("h2", one.canonical, lang="zh-CN"), cut,
                 link(address("unit", id=one.id), say("network.its_page")),
                 link(address("network"), say("network.every")))  # fmt: skip
    entries = [node("div", node("dt", name), node("dd", value)) for name, value in figures]
    return node("section", title, node("dl", entries, cls="network-figures"), cls="part")


def _choose(one: Unit, way: str, steps: int) -> None:
    """Graph, matrix or table; direct partners or a step further."""
    left, right = st.columns(2, gap="medium")
    key = f"as-{one.id}-{way}-{steps}"
    with left:
        st.segmented_control(
            say("network.as_"), WAYS, default=way, key=key, label_visibility="collapsed",
            format_func=lambda name: say(f"network.as_{name}"),
            on_change=lambda: go(_at(one, st.session_state[key] or way, steps)),
        )  # fmt: skip
    again = f"steps-{one.id}-{way}-{steps}"
    with right:
        st.segmented_control(
            say("network.steps_1"), (1, 2), default=steps, key=again, label_visibility="collapsed",
            format_func=lambda number: say(f"network.steps_{number}"),
            on_change=lambda: go(_at(one, way, st.session_state[again] or steps)),
        )  # fmt: skip


def _at(one: Unit, way: str, steps: int) -> str:
    return address("network", unit=one.id, as_=None if way == "graph" else way, steps=None if steps == 1 else steps)


def _graph(found: Surroundings, circles: Mapping[int, Circle]) -> None:
    """The drawing with its legend."""
    middle, others = found.units[0], found.units[1:]
    first = max(others, key=lambda one: (one.shared, one.unit.canonical)).unit.canonical
    box = _bounds(found.units)
    places = {one.unit.id: at for at, one in enumerate(found.units)}
    names = {one.unit.id: one.unit.canonical for one in found.units}
    most, thick = max((tie.tasks for tie in found.ties), default=1), 6 if len(found.units) <= _MANY else 3
    alt = say("network.alt", name=middle.unit.canonical, n=len(others), first=first)
    tools = {name: say(f"network.{name}") for name in ("keys", "nearer", "farther", "whole")}
    data = {
        "left": box[0], "top": box[1], "width": box[2], "height": box[3], "words": {**tools, "alt": alt},
        "units": [_drawn(one) for one in found.units],
        "ties": [
            {
                "a": places[tie.a], "b": places[tie.b], "width": round(1 + thick * math.sqrt(tie.tasks / most), 1),
                "href": _shared(tie.a, tie.b),
                "title": say("network.shared_hint", a=names[tie.a], b=names[tie.b], n=tie.tasks),
            }
            for tie in _drawn_ties(found)
        ],
    }  # fmt: skip
    draw("network", key=f"graph-{middle.unit.id}", data=data)
    show(_legend(found, circles), key="legend")


def _drawn_ties(found: Surroundings) -> Sequence[Tie]:
    """The ties that are drawn: all with the middle, and the strongest of the others, those last that stand above."""
    middle = found.units[0].unit.id
    own = [tie for tie in found.ties if middle in (tie.a, tie.b)]
    rest = [tie for tie in found.ties if middle not in (tie.a, tie.b)]
    return [*rest[: max(TIES - len(own), 0)][::-1], *own[::-1]]


def _drawn(one: Placed) -> dict[str, object]:
    unit = one.unit
    to = address("unit", id=unit.id) if one.step == 0 else address("network", unit=unit.id)
    return {
        "id": unit.id, "x": one.x, "y": one.y, "r": one.radius, "lines": list(one.label),
        "letter": letter_of(one.group), "circle": colour_of(one.group) if unit.circle is not None else "circle-0",
        "href": to,
        "title": say("network.unit_hint", name=unit.canonical, tasks=unit.tasks, degree=unit.degree),
    }  # fmt: skip


def letter_of(group: int) -> str:
    """The letter of a circle among those drawn.

    >>> letter_of(0), letter_of(26)
    ('A', '27')
    """
    return chr(ord("A") + group) if group < 26 else str(group + 1)


def colour_of(group: int) -> str:
    """The class of a circle's colour; those after the first ones share a quiet one."""
    return f"circle-{group + 1}" if group < _COLOURS else "circle-0"


def _bounds(units: Sequence[Placed]) -> tuple[float, float, float, float]:
    left = min(one.x - one.radius for one in units) - _MARGIN
    right = max(one.x + one.radius for one in units) + _MARGIN
    top = min(one.y - one.radius for one in units) - _MARGIN / 2
    bottom = max(one.y + one.radius for one in units) + _MARGIN
    return round(left, 1), round(top, 1), round(right - left, 1), round(bottom - top, 1)


def _legend(found: Surroundings, circles: Mapping[int, Circle]) -> Node:
    signs = [
        node("li", node("span", letter_of(at), cls=f"network-sign {colour_of(at)}"), " ",
             link(address("network", circle=circles[number].head),
                  say("network.circle", name=called(circles[number].canonical))))
        for at, number in enumerate(found.circles) if number in circles
    ]  # fmt: skip
    drawn = len(_drawn_ties(found))
    told = [say("network.legend"), say("network.hint")]
    if found.prefix:
        told.append(say("network.prefix", prefix=found.prefix))
    if drawn < len(found.ties):
        told.append(say("network.ties_left_out", shown=drawn, n=len(found.ties)))
    if found.hidden:
        near = sum(one.step == 1 for one in found.units) < found.units[0].unit.degree
        told.append(say("network.left_out" if near else "network.left_out_far", n=found.hidden))
    return node("div", node("ul", signs, cls="network-legend"), (node("p", words, cls="quiet") for words in told))


def _matrix(found: Surroundings) -> list[Node]:
    """Units down and across with the tasks that each two share."""
    units = [one.unit for one in found.units[:ACROSS]]
    shared = {frozenset((tie.a, tie.b)): tie.tasks for tie in found.ties}
    signs = {unit.id: str(at) for at, unit in enumerate(units, start=1)}
    head = node(
        "tr", node("th", say("list.unit"), scope="col", cls="name"),
        (node("th", signs[unit.id], scope="col", title=unit.canonical) for unit in units),
    )  # fmt: skip
    rows = [
        node("tr", node("th", signs[down.id], " ", unit_called(down.id, down.canonical), scope="row",
                        cls="name"), (_cell(down, across, shared) for across in units))
        for down in units
    ]  # fmt: skip
    title = say("network.alt", name=units[0].canonical, n=len(units) - 1, first=units[min(1, len(units) - 1)].canonical)
    table = node("table", node("thead", head), node("tbody", rows), cls="network-matrix", role="grid",
                 aria_label=title)  # fmt: skip
    rest = len(found.units) + found.hidden - len(units)
    more = node("p", say("network.matrix_more", shown=len(units), n=rest), cls="quiet") if rest else None
    return [part for part in (node("p", say("network.matrix_note"), cls="quiet"),
                              node("div", table, cls="network-box"), more) if part]  # fmt: skip


def _cell(down: Unit, across: Unit, shared: Mapping[frozenset[str], int]) -> Node:
    if down.id == across.id:
        return node("td", cls="own")
    number = shared.get(frozenset((down.id, across.id)), 0)
    if not number:
        return node("td")
    hint = say("network.shared_hint", a=down.canonical, b=across.canonical, n=number)
    return node("td", link(_shared(down.id, across.id), str(number), title=hint))


def _shared(unit: str, other: str) -> str:
    """The address of the list of the tasks that two units share."""
    return address("list", of="shared", unit=unit, with_=other)


def _partners(held: Library, one: Unit, way: str) -> None:
    """Every unit that works with this one, with the same numbers as the drawing; all of them, in parts."""
    ties = kept_network.partners(held, one.id)
    begin = begin_of(len(ties)) if way == "table" else 0
    head = node("header", node("h2", say("network.partners", n=len(ties))))
    shown, rest = _partners_table(held, one, ties[begin : begin + PAGE]), None
    if way != "table" and len(ties) > PAGE:
        others = node("summary", say("network.other_partners", n=len(ties) - PAGE))
        rest = node("details", others, _partners_table(held, one, ties[PAGE:]))
    show(node("section", head, shown, rest, cls="part"),
         pages("network", len(ties), begin, PAGE) if way == "table" else None, key="partners")  # fmt: skip


def _partners_table(held: Library, one: Unit, part: Sequence[Tie]) -> Node:
    units = kept_network.units_called(held, [tie.b for tie in part])
    circles = kept_network.circles_called(held, [unit.circle for unit in units.values() if unit.circle is not None])
    rows = (
        (
            node("span", unit_called(tie.b, units[tie.b].canonical), " ",
                 tag(measure_words("bridge")) if tie.bridge else None),
            tables.count(tie.tasks, _shared(one.id, tie.b)),
            tables.count(units[tie.b].tasks, address("list", of="tasks", unit=tie.b)),
            circle_words(units[tie.b], circles),
        )
        for tie in part if tie.b in units
    )  # fmt: skip
    return tables.table(("unit", "shared", "tasks", "community"), rows, numbers=("shared", "tasks"), fold=True)


def _ties(found: Surroundings) -> None:
    """The ties of the units that are drawn, in parts."""
    names = {one.unit.id: one.unit.canonical for one in found.units}
    begin = begin_of(len(found.ties))
    rows = (
        (
            node("span", unit_called(tie.a, names[tie.a]), " — ",
                 unit_called(tie.b, names[tie.b]), " ",
                 tag(measure_words("bridge")) if tie.bridge else None),
            tables.count(tie.tasks, _shared(tie.a, tie.b)),
        )
        for tie in found.ties[begin : begin + PAGE]
    )  # fmt: skip
    head = node("header", node("h2", say("network.ties", n=len(found.ties))))
    show(node("section", head, tables.table(("pair", "shared"), rows, numbers=("shared",), fold=False), cls="part"),
         pages("network", len(found.ties), begin, PAGE), key="ties")  # fmt: skip


def shared_table(rows: Sequence[SharedRow], *, both: bool) -> Node:
    """Shared tasks, a row for each pair in one; ``both`` names both units."""
    return tables.table(
        ("pair" if both else "other", "task", "plan"),
        (
            (
                _pair(row) if both else unit_called(row.other, row.other_canonical),
                link(place(row.doc, row.start, row.end), numbered(row.number, row.title)),
                tables.source(row.plan),
            )
            for row in rows
        ),
    )


def unit_called(unit: str, canonical: str) -> Node:
    """A unit by the name of tables, with the way to its surroundings."""
    return link(address("network", unit=unit), called(canonical), title=whole(canonical))


def _pair(row: SharedRow) -> Node:
    return node("span", unit_called(row.unit, row.canonical), " — ",
                unit_called(row.other, row.other_canonical))  # fmt: skip
