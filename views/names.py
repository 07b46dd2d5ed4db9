"""Names where there is little room: of units, alone or in a row, and of places; what is left out is in the title."""

from __future__ import annotations

from collections.abc import Sequence

from graph import facts, titles, unit_facts
from graph.calling import called, parts_of_place
from graph.citing import inner_title
from graph.library import Library
from graph.whereabouts import Form, form_in_words
from views.addresses import address
from views.cards import short
from views.sheet import Node, link, node
from views.wording import language, say

SHOWN = 4
_PLAN = 24  # characters of the title of a plan


def apart(held: Library) -> dict[str, str]:
    """What is said behind the title of a document that another one has too, in another format: " · PDF"."""
    return {doc: behind(form) for doc, form in titles.formats(held).items()}


def behind(form: Form | None) -> str:
    """The format as it is said behind a title; nothing where there is none to say."""
    return f" · {form_in_words(form, english=language() == 'en')}" if form else ""


def whole(canonical: str) -> str | None:
    """The full name for a title; None where a table shows it anyway."""
    return canonical if called(canonical) != canonical else None


def unit_link(unit_id: str, canonical: str, cls: str | None = None) -> Node:
    """A unit by the name of tables, with the way to its page."""
    return link(address("unit", id=unit_id), called(canonical), cls=cls, title=whole(canonical))


def unit_aside(held: Library, unit_id: str) -> str:
    """What tells a unit from another one of its name: its place and the plan that names it, with its format."""
    found = unit_facts.unit(held, unit_id)
    if found is None:
        return ""
    where = found.place or "、".join(found.jurisdictions[:1])
    titled = {row.doc: row.title for row in facts.plans(held)}
    of = [short(inner_title(titled[doc]), _PLAN) + apart(held).get(doc, "") for doc in found.docs[:1] if doc in titled]
    more = say("list.and_more_plans", n=len(found.docs)) if len(found.docs) > 1 else ""
    return " · ".join(filter(None, [where, *of])) + more


def in_a_row(names: Sequence[str]) -> Node | None:
    """Names one behind the other, each kept together where a line has room for it; None without any."""
    if not names:
        return None
    shown = [called(name) for name in names[:SHOWN]]
    parts = [node("span", f"{name}、") for name in shown[:-1]] + [node("span", shown[-1])]
    left = len(names) > SHOWN
    more = say("list.and_more", n=len(names)) if left else None
    title = "、".join(names) if left or any(map(whole, names)) else None
    return node("span", parts, more, cls="names", title=title, lang="zh-CN")


def place_name(place: str) -> Node:
    """A place whose name breaks behind a province or a city, and nowhere else."""
    return node("span", (node("span", part) for part in parts_of_place(place)), cls="place-name", lang="zh-CN")
