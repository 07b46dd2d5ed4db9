"""单位: what a unit leads, answers for, supports and supervises, by sector and month, and with whom; and its name."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence
from functools import partial

import streamlit as st

from graph import facts, identity, unit_facts
from graph.exporting.contents import Contents
from graph.filters import Filter, Part
from graph.known import near
from graph.library import Library
from graph.rows import AssignmentRow, UnitRow
from views import cached, sector_words, tables, unfound, unit_name, unit_relations
from views.addresses import address
from views.cards import role_name, short, tag
from views.downloads import download
from views.frame import go, heading, library, parameter, state
from views.overview import figures
from views.sheet import Node, link, node, show
from views.strip import days_of, strip
from views.wording import say

VIEWS = ("work", "name")
ROLES = ("lead", "responsible", "cooperating", "supervising")
SHOWN = 12
WRITINGS = 5
SECTORS = 10
DEPTHS = 4  # shades of the table of sectors


def show_page() -> None:
    """Draw the page."""
    held = library()
    units = cached.units(held)
    if not units:
        heading(say("nav.unit"))
        state(say("state.nothing_loaded"), say("state.import_first"), link(address("intake"), say("nav.intake")))
        return
    asked = parameter("id")
    chosen = _chosen(held, asked, units)
    moved = node("p", say("unit.gone"), cls="notice") if chosen and chosen.unit_id != asked else None
    heading(_title(chosen) if chosen else say("nav.unit"), None if chosen else say("unit.purpose"), moved)
    _chooser(units, chosen)
    if chosen:
        _show_view(held, chosen, units)
    elif asked:
        like = _near(asked, units)
        state(say("state.not_found", what=short(asked)), unfound.advice(like), tables.units_table(like or units[:6]))
    else:
        show(
            node("h2", say("unit.busiest")),
            tables.units_table(units[:SHOWN]),
            node("p", link(address("list", of="units"), say("list.all", n=len(units))), cls="more"),
            key="busiest",
        )


def _chosen(held: Library, asked: str | None, units: Sequence[UnitRow]) -> UnitRow | None:
    """The unit of the address, or the one that people judged it to be."""
    found = {unit.unit_id: unit for unit in units}
    return found.get(asked or "") or found.get((identity.held_as(held, asked) if asked else None) or "")


def _near(asked: str, units: Sequence[UnitRow]) -> Sequence[UnitRow]:
    """Units whose name or writing holds the words or is like them."""
    found = {unit.unit_id: unit for unit in units}
    like = near(asked, {own: (unit.canonical, *unit.surfaces) for own, unit in found.items()})
    return [found[own] for own in like]


def _chooser(units: Sequence[UnitRow], chosen: UnitRow | None) -> None:
    names = {unit.unit_id: unit.canonical for unit in units}
    ids = list(names)
    key = f"unit-{chosen.unit_id if chosen else ''}"
    st.selectbox(
        say("unit.choose"),
        ids,
        index=None,
        key=key,
        format_func=lambda name: names[name],
        placeholder=say("unit.another" if chosen else "unit.placeholder"),
        label_visibility="collapsed",
        on_change=lambda: go(address("unit", id=st.session_state[key])),
    )


def _title(unit: UnitRow) -> Node:
    return node("h1", unit.canonical, " ", tag(say("unit.collective")) if unit.collective else None)


def _show_view(held: Library, unit: UnitRow, units: Sequence[UnitRow]) -> None:
    found = cached.identity(held, unit.unit_id)
    named = parameter("show") == "name" and found is not None
    _choose_view(unit, named, len(found.unsure) if found else 0)
    if found and named:
        unit_name.show_name(held, found, units)
    else:
        _show_unit(held, unit, len(found.unsure) if found else 0)


def _choose_view(unit: UnitRow, named: bool, doubts: int) -> None:
    key = f"view-{unit.unit_id}-{named}"
    words = {"work": say("unit.work_view"), "name": say("unit.name_view")}
    if doubts:
        words["name"] = say("unit.name_view_doubts", n=doubts)
    st.segmented_control(
        say("unit.view"),
        VIEWS,
        default=VIEWS[named],
        key=key,
        label_visibility="collapsed",
        format_func=lambda view: words[view],
        on_change=lambda: go(_view_address(unit, st.session_state[key] or VIEWS[named])),
    )


def _view_address(unit: UnitRow, view: str) -> str:
    return address("unit", id=unit.unit_id, show="name" if view == "name" else None)


def _known_as(held: Library, unit: UnitRow) -> Node:
    """Whose unit it is, in which plans it stands and how it is written there."""
    written = [surface for surface in unit.surfaces if surface != unit.canonical] or [unit.canonical]
    shown = "、".join(written[:WRITINGS])
    work = unit_relations.work_words(held, unit)
    more = say("unit.more_writings", n=len(written)) if len(written) > WRITINGS else ""
    return node(
        "dl",
        node("dt", say("unit.own_place")),
        node("dd", unit.place or say("unit.uncertain")),
        (node("dt", say("unit.work")), node("dd", work)) if work else (),
        node("dt", say("unit.place")),
        node("dd", "、".join(unit.jurisdictions) or say("state.unwritten")),
        node("dt", say("unit.written")),
        node("dd", shown, " ", link(_view_address(unit, "name"), more or say("unit.why_so"), cls="quiet")),
        cls="facts",
    )


def _doubtful(unit: UnitRow, doubts: int) -> Node | None:
    if not doubts:
        return None
    to = link(_view_address(unit, "name"), say("unit.judge_now"))
    return node("p", say("unit.doubtful", n=doubts), " ", to, cls="notice")


def _show_unit(held: Library, unit: UnitRow, doubts: int) -> None:
    where = Filter(unit_id=unit.unit_id)
    deadlines = facts.count(held, "deadlines", where)
    undated = facts.count(held, "deadlines", dataclasses.replace(where, undated=True))
    entries = [
        (say(f"unit.{role}"), getattr(unit, role), address("list", of="tasks", unit=unit.unit_id, role=role))
        for role in ROLES
    ]
    entries.append((say("unit.deadlines"), deadlines, address("list", of="deadlines", unit=unit.unit_id)))
    entries.append((say("unit.tasks"), unit.tasks, address("list", of="tasks", unit=unit.unit_id)))
    show(_known_as(held, unit), _doubtful(unit, doubts), figures(entries, (*ROLES, "deadline", "")), key="counts")
    _downloads(held, unit)
    show(_months(held, unit, undated), key="months")
    _lists(held, unit)
    show(_sectors(held, unit), key="sectors")
    show(unit_relations.members(held, unit), unit_relations.carried(held, unit), key="relations")
    _partners(held, unit)


def _lists(held: Library, unit: UnitRow) -> None:
    sections = []
    for role in ROLES:
        where = Filter(unit_id=unit.unit_id, role=role)
        total = facts.count(held, "assignments", where)
        if total:
            sections.append(_list(unit, role, facts.assignments(held, where, Part(size=SHOWN)), total))
    show(*sections, key="lists")


def _list(unit: UnitRow, role: str, rows: Sequence[AssignmentRow], total: int) -> Node:
    to = address("list", of="assignments", unit=unit.unit_id, role=role)
    head = node("header", node("h2", role_name(role)), link(to, say("unit.statements", n=total), cls="quiet"))
    rest = node("p", link(to, say("list.all", n=total)), cls="more") if total > SHOWN else None
    return node("section", head, tables.own_table(rows), rest, cls="part")


def _downloads(held: Library, unit: UnitRow) -> None:
    """The unit's own list as a sheet and its deadlines as a calendar, of just what the page shows."""

    def workbook() -> bytes:
        from graph.exporting.workbook import workbook_parts  # noqa: PLC0415 - only who downloads waits for it

        return b"".join(workbook_parts(contents))

    def calendar() -> bytes:
        from graph.exporting.calendars import calendar_parts  # noqa: PLC0415

        return b"".join(calendar_parts(contents))

    contents = Contents(library=held, where=Filter(unit_id=unit.unit_id))
    with st.container(horizontal=True, gap="small"):
        for form, made in {"xlsx": workbook, "ics": calendar}.items():
            name = f"{unit.canonical} {say(f'unit.{form}_name')}"
            download(say(f"unit.{form}"), made, name, form, key=f"own-{form}")


def _sectors(held: Library, unit: UnitRow) -> Node:
    """Sectors by roles; the deeper the ground, the more tasks."""
    every = unit_facts.sectors(held, Filter(unit_id=unit.unit_id))
    if not every:
        return _part("unit.by_sector", node("p", say("unit.no_sector"), cls="quiet"))
    roles = {
        role: {row.sector_id: row.tasks for row in unit_facts.sectors(held, Filter(unit_id=unit.unit_id, role=role))}
        for role in ROLES
    }
    most = max(number for counts in roles.values() for number in counts.values())
    rows = [
        (
            link(address("list", of="tasks", unit=unit.unit_id, sector=row.sector_id), sector_words.named(row.label)),
            *(_cell(unit, role, row.sector_id, counts.get(row.sector_id, 0), most) for role, counts in roles.items()),
        )
        for row in every
    ]
    shown, rest = rows[:SECTORS], rows[SECTORS:]
    more = node("details", node("summary", say("unit.more_sectors", n=len(rest))), _sector_table(rest))
    return _part("unit.by_sector", _sector_table(shown), more if rest else None, kind="by-sector")


def _sector_table(rows: Sequence[Sequence[tables.Cell]]) -> Node:
    return tables.table(("sector", *ROLES), rows, numbers=ROLES, fold=False)


def _cell(unit: UnitRow, role: str, sector: str, number: int, most: int) -> Node:
    if not number:
        return node("span", "0", cls="zero")
    to = address("list", of="tasks", unit=unit.unit_id, role=role, sector=sector)
    return node("a", str(number), href=to, cls=role, data_level=str(math.ceil(number / most * DEPTHS)))


def _months(held: Library, unit: UnitRow, undated: int) -> Node:
    """The deadlines by month; with those that have no day the numbers add up to the figure of the page."""
    months = facts.months(held, Filter(unit_id=unit.unit_id))
    rows: list[tuple[str, Node]] = [
        (row.month, tables.count(row.deadlines, _month_address(unit, row.month))) for row in months
    ]
    if undated:
        to = address("list", of="deadlines", unit=unit.unit_id, undated="yes")
        rows.append((say("unit.undated"), tables.count(undated, to)))
    if not rows:
        return _part("unit.by_month", node("p", say("unit.no_month"), cls="quiet"))
    drawn = strip(months, partial(_month_address, unit), alt=say("unit.by_month")) if months else None
    numbers = tables.table(("month", "deadlines"), rows, numbers=("deadlines",))
    return _part("unit.by_month", drawn, node("details", node("summary", say("unit.as_table")), numbers))


def _month_address(unit: UnitRow, month: str) -> str:
    first, last = days_of(month)
    return address("list", of="deadlines", unit=unit.unit_id, after=first, before=last)


def _part(title: str, *body: Node | None, kind: str = "") -> Node:
    return node("section", node("header", node("h2", say(title))), *body, cls=f"part {kind}".strip())


def _partners(held: Library, unit: UnitRow) -> None:
    rows = unit_facts.partners(held, unit.unit_id)
    head = node("header", node("h2", say("unit.partners")), node("span", say("unit.partners_note"), cls="quiet"))
    if not rows:
        show(node("section", head, node("p", say("unit.alone")), cls="part"), key="partners")
        return
    first = node("section", head, tables.partners_table(unit.unit_id, rows[:SHOWN]), cls="part")
    rest = rows[SHOWN:]
    more = (
        node(
            "details",
            node("summary", say("unit.more_partners", n=len(rest))),
            tables.partners_table(unit.unit_id, rest),
        )
        if rest
        else None
    )
    show(first, more, key="partners")
