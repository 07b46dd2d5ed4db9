"""领域: where duties gather: units against sectors as a map of numbers, the sectors, one sector, one unit's sectors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from graph import facts, sector_load, timeline, unit_facts
from graph.filters import Filter, Part
from graph.known import holds, near
from graph.library import Library
from graph.sector_load import SectorLoad, SectorShare
from views import gathered, sector_words, tables, unfound
from views.addresses import address
from views.cards import letter, short, tag
from views.frame import go, heading, library, parameter, state
from views.paging import begin_of, pages
from views.sector_map import COLUMNS, ROWS, Asked, heat_map
from views.sheet import Node, link, node, show
from views.wording import known, say

PAGE = 50
SHOWN = 20
NEAR = 12
WORDS = 30
ROLES = ("lead", "responsible", "cooperating", "supervising")
FILTERS = ("place", "doc", "role")


def show_page() -> None:
    """Draw the page."""
    held = library()
    if not facts.count(held, "plans"):
        heading(say("nav.sectors"), say("sectors.purpose"))
        state(say("state.nothing_loaded"), say("state.import_first"), link(address("intake"), say("nav.intake")))
        return
    asked = Asked(filters={name: value for name in FILTERS if (value := parameter(name))})
    part = {name: parameter(name) for name in ("sector", "unit")}
    if not all(holds(held, name, value) for name, value in asked.filters.items()):
        heading(say("nav.sectors"), say("sectors.purpose"))
        unfound.told(held, asked.filters, lambda name: asked.page(**{**part, name: None}))
    elif sector := parameter("sector"):
        _show_sector(held, asked, sector)
    elif unit := parameter("unit"):
        _show_unit(held, asked, unit)
    else:
        heading(say("nav.sectors"), say("sectors.purpose"))
        _choose(held, asked)
        _show_all(held, asked)


def where_of(asked: Asked) -> Filter:
    """The filter of the address, the same as that of the lists."""
    return Filter(place=asked.filters.get("place"), doc=asked.filters.get("doc"), role=asked.filters.get("role"))


def _choose(held: Library, asked: Asked) -> None:
    options = {
        "place": {place: place for place in timeline.places(held)},
        "doc": dict(held.read("SELECT doc, title FROM plan ORDER BY title, doc")),
    }
    with st.container(horizontal=True, gap="small", key="parts-sectors"):
        for name, named in options.items():
            _choice(name, named, asked)
    show(_roles(asked), _chips(held, asked), key="filter")


def _choice(name: str, options: Mapping[str, str], asked: Asked) -> None:
    current = asked.filters.get(name)
    ids = list(options)
    key = f"sectors-{name}-{current}"
    st.selectbox(
        say(f"sectors.{name}"),
        ids,
        index=ids.index(current) if current and current in options else None,
        key=key,
        format_func=lambda value: options[value],
        placeholder=say(f"sectors.any_{name}"),
        on_change=lambda: go(asked.page(**{name: st.session_state[key]})),
        disabled=not ids,
    )


def _roles(asked: Asked) -> Node:
    chosen = asked.filters.get("role")
    every = link(asked.page(role=None), say("sectors.every_role"), cls=None if chosen else "chosen")
    items = [node("li", every)]
    for role in ROLES:
        words = (letter(role), " ", say(f"role.{role}"))
        items.append(node("li", link(asked.page(role=role), *words, cls="chosen" if role == chosen else None)))
    return node("ul", items, cls="examples")


def _chips(held: Library, asked: Asked) -> Node | None:
    """The filters in words, each to be taken away."""
    items = []
    for name, value in asked.filters.items():
        words = say(f"role.{value}") if name == "role" and known(f"role.{value}") else value
        if name == "doc":
            found = held.read("SELECT title FROM plan WHERE doc = ?", (value,))
            words = str(found[0][0]) if found else value
        to = asked.page(**{name: None})
        items.append(node("li", link(to, f"{say(f'filter.{name}')}：", words, " ×", title=say("filter.remove"))))
    return node("ul", items, cls="examples") if items else None


def _show_all(held: Library, asked: Asked) -> None:
    where = where_of(asked)
    first_unit, first_sector = _number("units"), _number("columns")
    loads, units = gathered.units(held, where, Part(first=first_unit, size=ROWS))
    if first_unit and not loads:  # the address counts too far
        first_unit = 0
        loads, units = gathered.units(held, where, Part(size=ROWS))
    sectors = gathered.sectors(held, where)
    first_sector = first_sector if first_sector < len(sectors) else 0
    columns = sectors[first_sector : first_sector + COLUMNS]
    if not sectors:
        without = link(address("sectors"), say("sectors.back"))
        state(say("sectors.none"), say("state.widen"), without)
        return
    head = node("header", node("h2", say("sectors.map")))
    if loads:
        found = sector_load.cells(held, where, [one.unit_id for one in loads], [one.sector_id for one in columns])
        drawn = (
            _told("units", first_unit, len(loads), units, asked),
            _told("sectors", first_sector, len(columns), len(sectors), asked),
            heat_map(asked, loads, columns, found),
            node("p", say("sectors.note"), cls="quiet"),
        )
        show(node("section", head, drawn, cls="part"), key="map")
    else:
        show(node("p", say("sectors.nobody"), cls="quiet"), key="map")
    _show_sectors(asked, sectors)


def _told(of: str, first: int, shown: int, total: int, asked: Asked) -> Node | None:
    """Which part of the units or the sectors is shown, and the ways to the rest."""
    if shown == total:
        return None
    size, name = (ROWS, "units") if of == "units" else (COLUMNS, "columns")
    parts: list[Node | str] = [say(f"sectors.{of}_shown", first=first + 1, last=first + shown, n=total)]
    rest = total - first - shown
    if first:
        to = asked.page(**{**_parts(), name: max(0, first - size) or None})
        parts += ["　", link(to, say("sectors.former", n=min(size, first)))]
    if rest > 0:
        parts += ["　", link(asked.page(**{**_parts(), name: first + size}), say("sectors.next", n=min(size, rest)))]
    return node("p", parts, cls="quiet")


def _parts() -> dict[str, str | int | None]:
    """The parts of the map that the address asks for."""
    return {name: _number(name) or None for name in ("units", "columns")}


def _number(name: str) -> int:
    words = parameter(name) or "0"
    return int(words) if words.isascii() and words.isdigit() and len(words) < 7 else 0


def _show_sectors(asked: Asked, sectors: Sequence[SectorLoad]) -> None:
    total = len(sectors)
    begin = begin_of(total)
    title = node("header", node("h2", say("sectors.all")), node("span", say("sectors.all_note"), cls="quiet"))
    body = _sectors_table(asked, sectors[begin : begin + PAGE])
    show(node("section", title, body, pages("sectors", total, begin, PAGE), cls="part"), key="sectors")


def _sectors_table(asked: Asked, rows: Sequence[SectorLoad]) -> Node:
    return tables.table(
        ("sector", "theme", "tasks", "units"),
        (
            (
                link(asked.page(sector=row.sector_id), sector_words.named(row.label)),
                node("span", sector_words.named(row.theme), cls="quiet"),
                tables.count(row.tasks, asked.list("tasks", sector=row.sector_id)),
                tables.count(row.units, asked.list("units", sector=row.sector_id)),
            )
            for row in rows
        ),
        numbers=("tasks", "units"),
    )


def _show_sector(held: Library, asked: Asked, sector: str) -> None:
    """One sector: its theme, the words that show it, and the units that have a part in its tasks, in any role."""
    asked = Asked(filters={name: value for name, value in asked.filters.items() if name != "role"})
    where = replace(where_of(asked), sector=sector)
    found = next((row for row in gathered.sectors(held, where_of(asked)) if row.sector_id == sector), None)
    names = gathered.sector_labels(held)
    if found is None and sector not in names:
        heading(say("nav.sectors"), say("sectors.purpose"))
        like = near(sector, {one: (one, label, sector_words.plain(label)) for one, label in names.items()}, NEAR)
        listed = (
            node("li", link(asked.page(sector=one), sector_words.named(names[one]))) for one in like or [*names][:NEAR]
        )
        advice = unfound.advice(like)
        state(say("state.not_found", what=short(sector)), advice, node("ul", listed, cls="examples"))
        return
    heading(node("h1", sector_words.named(names[sector])), None, node("p", link(asked.page(), say("sectors.back"))))
    show(_chips(held, asked), key="filter")
    if found is None:
        state(say("state.nothing_found"), say("state.widen"))
        return
    tasks = tables.count(found.tasks, asked.list("tasks", sector=sector))
    words = node("span", "、".join(sector_load.words_of(held, where, sector, WORDS)), lang="zh-CN", cls="quote")
    told = node(
        "dl",
        node("dt", say("sectors.theme")),
        node("dd", sector_words.named(found.theme)),
        node("dt", say("sectors.tasks")),
        node("dd", tasks),
        cls="facts",
    )
    show(told, node("p", say("sectors.contains"), " ", words), key="about")
    units = gathered.unit_rows(held, where, Part(size=SHOWN))
    head = node("header", node("h2", say("sectors.who")))
    every = link(asked.list("units", sector=sector), say("sectors.who_all", n=found.units))
    more = node("p", every, cls="more") if found.units > len(units) else None
    body = tables.units_table(units, sector=sector, **asked.filters) if units else node("p", say("sectors.nobody"))
    show(node("section", head, body, more, cls="part"), key="who")


def _show_unit(held: Library, asked: Asked, unit: str) -> None:
    """The sectors of one unit: its main theme first, then what lies outside of it."""
    found = unit_facts.unit(held, unit)
    if found is None:
        heading(say("nav.sectors"), say("sectors.purpose"))
        like = near(unit, {one: (name,) for one, name in gathered.unit_names(held).items()})
        offered = [one for own in like for one in unit_facts.units(held, Filter(unit_id=own))]
        others = offered or unit_facts.units(held, part=Part(size=6))
        state(say("state.not_found", what=short(unit)), unfound.advice(like), tables.units_table(others))
        return
    to_unit = link(address("unit", id=unit), say("sectors.to_unit"))
    ways = node("p", link(asked.page(), say("sectors.back")), "　", to_unit)
    heading(node("h1", say("sectors.of_unit", unit=found.canonical)), None, ways)
    show(_chips(held, asked), key="filter")
    rows = sector_load.sectors_of(held, where_of(asked), unit)
    if not rows:
        state(say("state.nothing_found"), say("state.widen"))
        return
    weights: Counter[str] = Counter()
    for row in rows:
        weights[row.theme] += row.tasks
    main = max(weights, key=lambda theme: (weights[theme], theme))
    rows.sort(key=lambda row: (row.theme != main, -row.tasks))
    own = sum(row.theme == main for row in rows)
    said = say(
        "sectors.mainly" if own < len(rows) else "sectors.only",
        theme=sector_words.plain(main),
        n=own,
        m=len(rows) - own,
    )
    note = node("p", tag(say("state.implied")), " ", said, " ", node("span", say("sectors.main_note"), cls="quiet"))
    show(note, _shares_table(asked, unit, rows, main), key="shares")


def _shares_table(asked: Asked, unit: str, rows: Sequence[SectorShare], main: str) -> Node:
    return tables.table(
        ("sector", "theme", "tasks"),
        (
            (
                link(asked.page(sector=row.sector_id), sector_words.named(row.label)),
                node(
                    "span",
                    sector_words.named(row.theme),
                    *((" ", tag(say("sectors.outside"))) if row.theme != main else ()),
                    cls="quiet",
                ),
                tables.count(row.tasks, asked.list("tasks", sector=row.sector_id, unit=unit)),
            )
            for row in rows
        ),
        numbers=("tasks",),
    )
