"""Names where there is little room: of units, alone or in a row, and of places; what is left out is in the title."""

from __future__ import annotations

from collections.abc import Sequence

from graph import titles
from graph.calling import called, parts_of_place
from graph.library import Library
from graph.whereabouts import form_in_words
from views.addresses import address
from views.sheet import Node, link, node
from views.wording import language, say

SHOWN = 4


def apart(held: Library) -> dict[str, str]:
    """What is said behind the title of a document that another one has too, in another format: " · PDF"."""
    english = language() == "en"
    return {doc: f" · {form_in_words(form, english=english)}" for doc, form in titles.formats(held).items()}


def whole(canonical: str) -> str | None:
    """The full name for a title; None where a table shows it anyway."""
    return canonical if called(canonical) != canonical else None


def unit_link(unit_id: str, canonical: str, cls: str | None = None) -> Node:
    """A unit by the name of tables, with the way to its page."""
    return link(address("unit", id=unit_id), called(canonical), cls=cls, title=whole(canonical))


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
