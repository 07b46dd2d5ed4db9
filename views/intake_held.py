"""The documents that are held: their versions with what changed from one to the next, and taking one out."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from graph import facts
from graph.filters import ALL, Filter, Part
from graph.library import Library
from graph.rows import PlanRow
from graph.versions import versions_held, versions_told
from graph.workers import ApartError
from incoming import WORKERS
from ingest import own_library
from views import intake_items, judges
from views.addresses import address
from views.cards import short
from views.frame import go, library, parameter, state
from views.names import place_name
from views.paging import begin_of, pages
from views.people import may_edit, person
from views.sheet import Node, link, node, show
from views.tables import count, same_text, table
from views.wording import say

_ROWS = 20
_WHO = "remove-who"


def show_list() -> None:
    """The documents of the library with their versions, newest names last as everywhere."""
    held = library()
    total = facts.count(held, "plans")
    if not total:
        return
    begin = begin_of(total)
    rows = facts.plans(held, ALL, Part(first=begin, size=_ROWS))
    versions = versions_held(held)
    own = not held.samples and may_edit()
    head = node("header", node("h2", say("intake.samples" if held.samples else "overview.loaded")),
                node("span", say("intake.of", n=total), cls="quiet"))  # fmt: skip
    body = table(
        ("plan", "place", "issued", "tasks", "statements", "versions", *(["remove"] if own else [])),
        (
            (
                _document(row),
                place_name(row.jurisdiction) if row.jurisdiction else say("state.unwritten"),
                row.issued or say("state.unwritten"),
                count(row.tasks, address("list", of="tasks", doc=row.doc)),
                str(row.statements),
                _versions(row.doc, versions.get(row.doc, 1)),
                *([link(address("intake", remove=row.doc), say("intake.remove"), cls="at")] if own else []),
            )
            for row in rows
        ),
        numbers=("tasks", "statements", "versions"),
    )
    show(node("section", head, body, pages("intake", total, begin, _ROWS), cls="part"), key="held")


def _document(row: PlanRow) -> Node:
    file = node("span", row.doc, cls="where intake-file")
    return node("span", link(address("plan", id=row.doc), row.title), " ", file, " ", same_text(row))


def _versions(doc: str, number: int) -> Node | str:
    return link(address("intake", versions=doc), str(number)) if number > 1 else str(number)


def show_one() -> None:
    """What the address asks for of one document: its versions, or taking it out."""
    doc = parameter("remove") or parameter("versions") or ""
    held = library()
    if not held.holds(doc):
        near = [row for row in facts.plans(held) if doc in row.title or doc in row.doc][:5]
        ways = (node("li", link(address("plan", id=row.doc), row.title)) for row in near)
        back = node("p", link(address("intake"), say("intake.back")))
        state(say("state.not_found", what=short(doc)), say("intake.no_document"), node("ul", ways), back)
    elif parameter("versions"):
        _show_versions(held, doc)
    else:
        _ask_to_remove(held, doc)


def _show_versions(held: Library, doc: str) -> None:
    try:
        found = WORKERS.call(versions_told, replace(held, home=held.home.resolve()), doc, seconds=60)
    except ApartError:
        state(say("intake.no_versions"), say("intake.try_again"))
        return
    cards = []
    for number, one in reversed(list(enumerate(found, start=1))):
        now = number == len(found)
        head = node("header", node("span", say("intake.version", n=number), cls="name"),
                    node("span", say("intake.current" if now else "intake.former"), cls="tag"))  # fmt: skip
        numbers = say("intake.version_counts", tasks=one.tasks, statements=one.statements, deadlines=one.deadlines)
        first = [node("p", say("intake.first_version"), cls="quiet")]
        told = intake_items.difference(one.difference) if one.difference else first
        cards.append(node("article", head, node("p", one.title, lang="zh-CN"), node("p", numbers, cls="quiet"), *told,
                          cls="card"))  # fmt: skip
    plan = node("p", link(address("plan", id=doc), doc), " · ", link(address("intake"), say("intake.back")))
    show(node("section", node("h2", say("intake.versions_of")), plan, node("div", cards, cls="cards"), cls="part"),
         key="versions")  # fmt: skip


def _ask_to_remove(held: Library, doc: str) -> None:
    (row,) = facts.plans(held, Filter(doc=doc))
    back = node("p", link(address("intake"), say("intake.back")))
    if held.samples or not may_edit():
        state(say("intake.cannot_remove"), say("intake.samples_stay" if held.samples else "intake.read_only"), back)
        return
    advice = say("intake.removing", tasks=row.tasks, statements=row.statements)
    state(say("intake.remove_this"), advice, node("p", node("strong", row.title, lang="zh-CN")),
          node("p", doc, cls="quiet"), back)  # fmt: skip
    if person() is None:
        st.text_input(say("intake.remove_who"), judges.who(), key=_WHO, max_chars=60)
    st.button(say("intake.remove_now"), type="primary", on_click=_remove, args=(doc,))


def _remove(doc: str) -> None:
    """Take the document out; nothing happens where this visit may not, or it has gone meanwhile."""
    signed = person()
    who = signed.name if signed else str(st.session_state.get(_WHO, "")).strip()
    own = own_library()
    if may_edit() and own.holds(doc):
        own.remove(doc, who=who or say("intake.somebody"), at=judges.now())
    go(address("intake"))
