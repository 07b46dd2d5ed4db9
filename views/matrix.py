"""责任矩阵: who has which part in one plan, its tasks against its units, each letter with the words behind it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import streamlit as st

from graph import facts, matrix
from graph.filters import Filter, Part
from graph.known import near
from graph.library import Library
from graph.matrix import ROLES, Matrix
from views import tables, unfound
from views.addresses import address
from views.cards import letter, short
from views.downloads import download
from views.frame import go, heading, library, parameter, state
from views.matrix_grid import COLUMNS, ROWS, View, grid
from views.names import apart
from views.paging import begin_of, pages
from views.sheet import Node, link, node, show
from views.wording import say

PLANS = 50
OUTSIDE = 50
NEAR = 6
FILTERS = ("unit", "with", "role", "section")


def show_page() -> None:
    """Draw the page."""
    held = library()
    named = _titles(held)
    asked = parameter("id")
    if not named:
        heading(say("nav.matrix"), say("matrix.purpose"))
        state(say("state.nothing_loaded"), say("state.import_first"), link(address("intake"), say("nav.intake")))
    elif asked is None:
        heading(say("nav.matrix"), say("matrix.purpose"))
        _choose_plan(named)
        _list_plans(held, len(named))
    elif asked not in named:
        heading(say("nav.matrix"), say("matrix.purpose"))
        like = near(asked, {doc: (doc, title) for doc, title in named.items()}, NEAR)
        listed = node("ul", (node("li", _to_matrix(doc, named[doc])) for doc in like or [*named][:NEAR]), cls="lines")
        state(say("state.not_found", what=short(asked)), unfound.advice(like), listed)
        _choose_plan(named)
    else:
        _show_plan(held, asked)


def _titles(held: Library) -> dict[str, str]:
    """The documents by name with their titles, in the order of all pages; two formats of one title told apart."""
    behind = apart(held)
    rows = held.read(f"SELECT doc, title FROM plan ORDER BY {facts.NEWEST}")
    return {doc: title + behind.get(doc, "") for doc, title in rows}


def _to_matrix(doc: str, title: str) -> Node:
    return link(address("matrix", id=doc), title)


def _choose_plan(titles: Mapping[str, str]) -> None:
    st.selectbox(
        say("matrix.choose"),
        list(titles),
        index=None,
        key="matrix-plan",
        format_func=lambda doc: titles[doc],
        placeholder=say("matrix.choose_hint"),
        label_visibility="collapsed",
        on_change=lambda: go(address("matrix", id=st.session_state["matrix-plan"])),
    )


def _list_plans(held: Library, total: int) -> None:
    begin = begin_of(total)
    rows = facts.plans(held, part=Part(first=begin, size=PLANS))
    body = tables.plans_table(rows, ("tasks", "units"), page="matrix")
    show(node("p", say("matrix.pick"), cls="quiet"), body, pages("matrix", total, begin, PLANS), key="plans")


def _show_plan(held: Library, doc: str) -> None:
    whole = matrix.find_matrix(held, doc)
    if whole is None:  # it was removed a moment ago
        state(
            say("state.not_found", what=short(doc)), say("state.others"), link(address("matrix"), say("matrix.another"))
        )
        return
    view = _view()
    alone = {name: value for name, value in view.filters.items() if name != "with"}
    found = matrix.narrowed(whole, beside=view.beside, **alone)
    ways = node(
        "p", link(address("plan", id=doc), say("matrix.whole")), "　", link(address("matrix"), say("matrix.another"))
    )
    heading(node("h1", whole.title, lang="zh-CN"), say("matrix.purpose"), ways)
    if not whole.tasks:
        state(say("matrix.no_tasks"), say("matrix.no_tasks_advice"))
    elif not unfound.told(held, view.filters, lambda name: view.address(doc, **{name: None}), **_own(whole, view)):
        _choose_part(held, whole, found, view)
        show(_roles(whole, view), _chips(whole, view), key="filters")
        _show_grid(found, view)
    _show_outside(held, whole)


def _own(whole: Matrix, view: View) -> dict[str, Collection[str]]:
    """The values that the filters can have in this plan."""
    units = {unit.unit_id for unit in whole.units}
    beside = view.filters.get("with", "")
    together = {beside} if units.issuperset(view.beside) else set()
    return {"unit": units, "with": together, "role": ROLES, "section": whole.sections}


def _view() -> View:
    filters = {name: value for name in FILTERS if (value := parameter(name))}
    if "unit" not in filters:
        filters.pop("with", None)
    asked = parameter("columns")
    return View(
        filters=filters, first_unit=None if asked == "all" else _number(asked), first_task=_number(parameter("from"))
    )


def _number(words: str | None) -> int:
    """A count in the address; 0 where it is none."""
    return int(words) if words and words.isascii() and words.isdigit() and len(words) < 6 else 0


def _choose_part(held: Library, whole: Matrix, found: Matrix, view: View) -> None:
    units = {unit.unit_id: unit.canonical for unit in whole.units}
    sections = {section: section for section in whole.sections if section}
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key="parts-matrix"):
        _choice("unit", units, whole.doc, view)
        _choice("section", sections, whole.doc, view)
        _download(held, found, view)


def _choice(name: str, options: Mapping[str, str], doc: str, view: View) -> None:
    current = view.filters.get(name)
    key = f"matrix-{name}-{current}"
    listed = list(options)

    def follow() -> None:
        go(view.address(doc, **{name: st.session_state[key], "with": None}))

    st.selectbox(
        say(f"matrix.{name}"),
        listed,
        index=listed.index(current) if current in listed else None,
        key=key,
        format_func=lambda value: options[value],
        placeholder=say(f"matrix.every_{name}"),
        on_change=follow,
        disabled=not listed,
    )


def _roles(whole: Matrix, view: View) -> Node:
    """The roles of this plan, to look at one alone; what the letters mean."""
    present = [role for role in ROLES if any(share.role == role for found in whole.shares.values() for share in found)]
    chosen = view.filters.get("role")
    every = link(view.address(whole.doc, role=None), say("matrix.every_role"), cls=None if chosen else "chosen")
    items = [node("li", every)]
    for role in present:
        words = (letter(role), " ", say(f"role.{role}"))
        items.append(node("li", link(view.address(whole.doc, role=role), *words, cls="chosen" * (role == chosen))))
    return node("ul", items, cls="examples", aria_label=say("matrix.legend"))


def _chips(whole: Matrix, view: View) -> Node | None:
    """The filters that no control of the page shows, each to be taken away."""
    units = {unit.unit_id: unit.canonical for unit in whole.units}
    known = {"unit": set(units), "with": set(units), "role": set(ROLES), "section": set(whole.sections)}
    hidden = [name for name, value in view.filters.items() if name == "with" or value not in known[name]]
    if not hidden:
        return None
    return node(
        "ul",
        (
            node(
                "li",
                link(
                    view.address(whole.doc, **{name: None}),
                    f"{say(f'matrix.by_{name}')}：",
                    "、".join(units.get(value, value) for value in _values(view, name)),
                    " ×",
                    title=say("filter.remove"),
                ),
            )
            for name in hidden
        ),
        cls="examples",
    )


def _values(view: View, name: str) -> Sequence[str]:
    """The values of a filter; only "with" has several."""
    return view.beside if name == "with" else [view.filters[name]]


def _show_grid(found: Matrix, view: View) -> None:
    if not found.tasks or view.filters.get("role", "lead") not in ROLES:
        without = link(address("matrix", id=found.doc), say("matrix.everything"))
        state(say("state.nothing_found"), say("state.widen"), without)
        return
    show(_told(found, view), grid(found, view), _legend(_corrected(found)), key="matrix")


def _download(held: Library, found: Matrix, view: View) -> None:
    units = {unit.unit_id: unit.canonical for unit in found.units}
    scope = [_named(name, units.get(value, value)) for name in view.filters for value in _values(view, name)]

    def made() -> bytes:
        from graph.exporting.matrixbook import matrix_workbook  # noqa: PLC0415 - only who downloads waits for it

        return matrix_workbook(held, found, scope)

    download(say("matrix.xlsx"), made, f"{say('nav.matrix')} {found.title}", "xlsx", key="matrix-xlsx")


def _named(name: str, value: str) -> str:
    words = say(f"role.{value}") if name == "role" and value in ROLES else value
    return f"{say(f'matrix.by_{name}')}：{words}"


def _told(found: Matrix, view: View) -> Node:
    """How much there is, which part of it is shown, and the ways to the rest."""
    counts = say("matrix.counts", tasks=len(found.tasks), units=len(found.units))
    lines = [[counts], _part_of_units(found, view), _part_of_tasks(found, view)]
    return node("ul", (node("li", line) for line in lines if line), cls="matrix-told quiet")


def _part_of_units(found: Matrix, view: View) -> Sequence[Node | str]:
    total, shown = len(found.units), view.units(found)
    if len(shown) == total:
        return ()
    first, _ = view.begin(found)
    rest = total - first - len(shown)
    said = say("matrix.units_shown", first=first + 1, last=first + len(shown), rest=total - len(shown))
    ways: list[Node | str] = [said, "　"]
    if first:
        to = view.address(found.doc, columns=max(0, first - COLUMNS) or None)
        ways += [link(to, say("matrix.units_former", n=min(COLUMNS, first))), "　"]
    if rest:
        to = view.address(found.doc, columns=first + COLUMNS)
        ways += [link(to, say("matrix.units_next", n=min(COLUMNS, rest))), "　"]
    return [*ways, link(view.address(found.doc, columns="all"), say("matrix.units_all", n=total))]


def _part_of_tasks(found: Matrix, view: View) -> Sequence[Node | str]:
    total, shown = len(found.tasks), view.tasks(found)
    if len(shown) == total:
        return ()
    _, first = view.begin(found)
    rest = total - first - len(shown)
    ways: list[Node | str] = [say("matrix.tasks_shown", first=first + 1, last=first + len(shown)), "　"]
    if first:
        to = view.address(found.doc, from_=max(0, first - ROWS) or None)
        ways += [link(to, say("matrix.tasks_former", n=min(ROWS, first))), "　"]
    if rest:
        ways.append(link(view.address(found.doc, from_=first + ROWS), say("matrix.tasks_next", n=min(ROWS, rest))))
    return ways


def _legend(corrected_too: bool) -> Node:
    letters = [part for role in ROLES for part in (letter(role), " ", say(f"role.{role}"), "　")]
    implied = node("span", letter("lead"), cls="matrix-implied")
    corrected = f"；{say('matrix.corrected')}" if corrected_too else ""
    said = f"　{say('matrix.open_quote')}，{say('matrix.keys')}"
    return node("p", say("matrix.legend"), letters, implied, " ", say("matrix.implied"), corrected, said, cls="quiet")


def _corrected(found: Matrix) -> bool:
    """Whether a person has given any of the roles."""
    return any(share.standing == "corrected" for shares in found.shares.values() for share in shares)


def _show_outside(held: Library, whole: Matrix) -> None:
    if not whole.outside:
        return
    ids = set(matrix.outside(held, whole.doc)[:OUTSIDE])
    rows = [row for row in facts.assignments(held, Filter(doc=whole.doc)) if row.assignment_id in ids]
    title = node("h2", say("matrix.outside"), f" {whole.outside}")
    head = node("header", title, node("span", say("matrix.outside_note"), cls="quiet"))
    every = link(address("list", of="assignments", doc=whole.doc), say("nav.list"))
    rest = node("p", every, cls="more") if whole.outside > OUTSIDE else None
    show(node("section", head, tables.assignments_table(rows), rest, cls="part"), key="outside")
