"""工作量: what units carry by role and weighted, what hangs on one unit alone, and what each number means."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from graph import facts
from graph.filters import Filter
from graph.library import Library
from graph.rows import TaskRow
from graph.workload import SinglePoint, UnitLoad, measures, weight_rows
from views import cached, tables
from views.addresses import address
from views.frame import go, heading, library, parameter, state
from views.names import place_name, unit_link
from views.paging import begin_of, pages
from views.sheet import Node, link, node, show
from views.wording import language, say

PAGE = 20
_ROLES = ("lead", "responsible", "cooperating", "supervising")
_LISTS = ("units", "collectives", "single")


def show_page() -> None:
    """Draw the page."""
    held = library()
    heading(say("nav.workload"), say("workload.purpose"))
    plans = facts.plans(held)
    if not plans:
        state(say("state.nothing_loaded"), say("state.import_first"), link(address("intake"), say("nav.intake")))
        return
    _place_box(sorted({plan.jurisdiction for plan in plans if plan.jurisdiction}))
    found = cached.workload(held, parameter("place"))
    lists: dict[str, Sequence[UnitLoad] | Sequence[SinglePoint]]
    lists = {"units": found.units, "collectives": found.collectives, "single": found.single}
    of = parameter("of") or "units"
    if of not in lists:
        state(say("state.unknown", what=of), say("state.choose_list"), link(address("workload"), say("nav.workload")))
        return
    show(_choices(lists, of), key="lists")
    rows = lists[of]
    begin = begin_of(len(rows))
    part = rows[begin : begin + PAGE]
    body = single_table(part) if of == "single" else loads_table(part, parameter("place"))  # type: ignore[arg-type]
    empty = node("p", say(f"workload.no_{of}"), cls="quiet")
    show(body if rows else empty, pages("workload", len(rows), begin, PAGE), key="rows")
    _definitions(of)


def _place_box(places: Sequence[str]) -> None:
    current = parameter("place") if parameter("place") in places else None
    key = f"place-{current}"
    if len(places) > 1:
        st.selectbox(
            say("workload.place"),
            places,
            index=places.index(current) if current else None,
            key=key,
            placeholder=say("workload.any_place"),
            on_change=lambda: go(address("workload", of=parameter("of"), place=st.session_state[key])),
        )


def _choices(lists: dict[str, Sequence[UnitLoad] | Sequence[SinglePoint]], of: str) -> Node:
    return node(
        "ul",
        (
            node("li", link(address("workload", of=name, place=parameter("place")),
                            f"{say(f'workload.{name}')} {len(lists[name])}", cls="chosen" if name == of else None))
            for name in _LISTS
        ),
        cls="examples",
    )  # fmt: skip


def loads_table(rows: Sequence[UnitLoad], place: str | None) -> Node:
    """Units with their tasks by role, weighted, led alone, and against the median of like units."""
    return tables.table(
        ("unit", *_ROLES, "tasks", "alone", "weighted", "like"),
        (
            (
                unit_link(row.unit_id, row.canonical),
                *(
                    tables.count(
                        getattr(row, role), address("list", of="tasks", unit=row.unit_id, role=role, place=place)
                    )
                    for role in _ROLES
                ),
                tables.count(row.tasks, address("list", of="tasks", unit=row.unit_id, place=place)),
                tables.count(len(row.alone), address("list", of="alone", unit=row.unit_id, place=place)),
                f"{row.weighted:g}",
                _like(row),
            )
            for row in rows
        ),
        numbers=(*_ROLES, "tasks", "alone", "weighted", "like"),
        fold=True,
    )


def _like(row: UnitLoad) -> Node | str:
    """How far above or below the median of like units; a dash where there are too few to compare."""
    if row.like is None:
        return say("workload.no_like")
    name = row.like.zh if language() == "zh" else row.like.en
    return node("span", say("workload.like", ratio=f"{row.like.ratio:.1f}"),
                title=say("workload.like_of", name=name, n=row.like.units, median=f"{row.like.median:g}"))  # fmt: skip


def single_table(rows: Sequence[SinglePoint]) -> Node:
    """Sectors, themes and plans of a place that one unit alone leads."""
    return tables.table(
        ("field", "place", "unit", "alone", "tasks"),
        (
            (
                node("span", _field(row), " ", node("span", say(f"workload.of_{row.field}"), cls="quiet")),
                place_name(row.jurisdiction) if row.jurisdiction else say("state.unwritten"),
                unit_link(row.unit_id, row.canonical),
                str(len(row.led)),
                str(row.tasks),
            )
            for row in rows
        ),
        numbers=("alone", "tasks"),
        fold=True,
    )


def _field(row: SinglePoint) -> Node | str:
    if row.field == "sector":
        return link(address("list", of="tasks", sector=row.id, place=row.jurisdiction), row.label)
    return link(address("plan", id=row.id), row.label) if row.field == "plan" else row.label


def _definitions(of: str) -> None:
    """What each number of the list means, and the weights with their reasons."""
    zh = language() == "zh"
    wanted = ("single",) if of == "single" else (*_ROLES, "tasks", "alone", "weighted", "median")
    told = measures()
    entries: list[Node] = []
    for name in wanted:
        measure = told[name]
        entries += [
            node("dt", measure.zh if zh else measure.en),
            node("dd", measure.definition_zh if zh else measure.definition_en),
        ]
    if of != "single":
        for row in weight_rows():
            entries += [
                node("dt", say("workload.weight", role=say(f"role.{row['role']}"), n=f"{row['value']:g}")),
                node("dd", row["zh"] if zh else row["en"]),
            ]
    head = node("header", node("h2", say("workload.meaning")))
    show(node("section", head, node("dl", entries, cls="facts"), cls="part"), key="meaning")


def alone_rows(held: Library, unit: str, place: str | None) -> list[TaskRow]:
    """The tasks of which the unit is the only lead, as the page 清单 shows them."""
    found = cached.workload(held, place)
    loads = (*found.units, *found.collectives)
    wanted = {task for load in loads if load.unit_id == unit for task in load.alone}
    return [row for row in facts.tasks(held, Filter(unit_id=unit, place=place)) if (row.doc, row.task_id) in wanted]
