"""这样理解了问题: what was understood of a question, each part a control that asks again when it is changed."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import get_args

import streamlit as st

from graph import facts
from graph.answers import Kind, Part, Understood
from graph.library import Library
from views import cached
from views.addresses import asking
from views.frame import go
from views.sheet import Node, link, node, show
from views.wording import known, say

PARTS = (
    *("kind", "role", "unit", "topic", "place", "plan", "year"),
    *("after", "before", "sector", "without", "joint"),
)
_ALWAYS = ("kind", "topic")
_ROLES = ("lead", "cooperating", "responsible", "supervising")
_LACKING = ("lead", "deadline", "cooperating", "unit", "target")
_OF_FIELD = {"units": "unit", "places": "place", "years": "year", "docs": "plan", "roles": "role"}
_WIDTH = {"kind": 300, "unit": 250, "topic": 250, "place": 210, "plan": 250, "sector": 210}
_NARROW = 165


def given_changes() -> dict[str, str]:
    """The parts that the address changes; an empty one is taken away."""
    return {name: st.query_params[name].strip() for name in PARTS if name in st.query_params}


def show_understood(held: Library, question: str, understood: Understood, changes: Mapping[str, str]) -> None:
    """Draw what was understood, with a control for each part and the way back to the first reading."""
    back = link(asking(question, {}), say("ask.first_reading")) if changes else None
    head = node("header", node("h3", say("ask.understood")), back)
    show(node("section", head, _as_read(question, understood), cls="part"), key="understood")
    shown = [name for name in PARTS if name in _ALWAYS or name in changes or value_of(understood, name)]
    _controls(held, question, understood, changes, shown)
    rest = [name for name in PARTS if name not in shown]
    if rest:
        with st.expander(say("ask.more_parts")):
            _controls(held, question, understood, changes, rest)


def value_of(understood: Understood, name: str) -> str:
    """The part as the address writes it; empty where nothing of it was understood."""
    if name == "joint":
        return "" if understood.joint is None else "yes" if understood.joint else "no"
    if name == "without":
        return understood.without[0] if understood.without else ""
    value = getattr(understood, name)
    return "" if value is None else str(value)


def _as_read(question: str, understood: Understood) -> Node | None:
    """The question as it was read, each part marked with what it was taken for, and the words that were of no use."""
    read = understood.read or question
    marks = _marks(read, understood)
    if read == question and not marks:
        return None
    parts: list[Node | str] = []
    here = 0
    for part in marks:
        label = None if part.field == "unread" else node("small", say(f"understood.{_part_of(part)}"))
        mark = node("mark", part.words, label, cls="unread" if part.field == "unread" else "part-of")
        parts += [read[here : part.start], mark]
        here = part.end
    return node("p", say("ask.read_as"), *(part for part in (*parts, read[here:]) if part != ""), cls="as-read")


def _marks(read: str, understood: Understood) -> list[Part]:
    """The parts in their order that stand in the question as read, none over another, neighbours of a kind as one."""
    unread = [
        Part(field="unread", words=words, start=at, end=at + len(words))
        for words in understood.unread
        if words and (at := read.find(words)) >= 0
    ]
    found: list[Part] = []
    for part in sorted((*understood.parts, *unread), key=lambda part: (part.start, -part.end)):
        named = part.field == "unread" or known(f"understood.{_part_of(part)}")
        fits = named and read[part.start : part.end] == part.words
        if part.start < part.end and fits and (not found or found[-1].end <= part.start):
            found.append(part)
    return _joined(read, found)


def _joined(read: str, parts: Sequence[Part]) -> list[Part]:
    found: list[Part] = []
    for part in parts:
        last = found[-1] if found else None
        if last and _part_of(last) == _part_of(part) and not read[last.end : part.start].strip():
            found[-1] = Part(field=last.field, words=read[last.start : part.end], start=last.start, end=part.end)
        else:
            found.append(part)
    return found


def _part_of(part: Part) -> str:
    return _OF_FIELD.get(part.field, part.field)


def _controls(
    held: Library, question: str, understood: Understood, changes: Mapping[str, str], names: Sequence[str]
) -> None:
    with st.container(horizontal=True, gap="small", key=f"parts-{names[0]}"):
        for name in names:
            _control(held, name, understood, question, changes)


def _control(held: Library, name: str, understood: Understood, question: str, changes: Mapping[str, str]) -> None:
    """The control of one part; its label says where a person changed it."""
    value = value_of(understood, name)
    label = say(f"understood.{name}") + (say("ask.changed") if name in changes else "")
    key = f"part-{name}-{_short_name(question, changes, value)}"
    width = _WIDTH.get(name, _NARROW)

    def change() -> None:
        chosen = st.session_state[key]
        words = chosen.isoformat() if isinstance(chosen, datetime.date) else str(chosen or "").strip()
        go(asking(question, {**changes, name: words}))

    if name == "topic":
        st.text_input(label, value=value, key=key, on_change=change, max_chars=100, width=width)
    elif name in ("after", "before"):
        _day(label, value, key, change)
    else:
        several = _several(understood, name)
        options = list(dict.fromkeys((*_nothing(name), *_options(held, name), value)))
        st.selectbox(
            label, options, index=options.index(value), key=key, on_change=change, width=width,
            format_func=lambda option: several if several and option == value else _in_words(name, option),
        )  # fmt: skip


def _day(label: str, value: str, key: str, change: Callable[[], None]) -> None:
    try:
        day = datetime.date.fromisoformat(value) if value else None
    except ValueError:
        st.text_input(label, value=value, key=key, on_change=change, width=_NARROW)
    else:
        first, last = datetime.date(1990, 1, 1), datetime.date(2100, 12, 31)
        low, high = min(day or first, first), max(day or last, last)
        st.date_input(
            label, value=day, min_value=low, max_value=high, key=key, on_change=change, format="YYYY-MM-DD",
            width=_NARROW,
        )  # fmt: skip


def _short_name(question: str, changes: Mapping[str, str], value: str) -> str:
    """A name for this state of the page, so that a control begins with what was understood in it."""
    said = repr((question, sorted(changes.items()), value))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _several(understood: Understood, name: str) -> str:
    """All that the question names of a part, where that is more than the one that the control changes."""
    every = {"unit": understood.units, "place": understood.places, "year": understood.years}.get(name, ())
    return "、".join(map(str, every)) if len(every) > 1 else ""


def _nothing(name: str) -> tuple[str, ...]:
    return () if name == "kind" else ("",)


def _options(held: Library, name: str) -> Iterator[str]:
    """The values of the part that the library knows."""
    if name == "kind":
        yield from (kind for kind in get_args(Kind) if kind != "out-of-scope")
    elif name in ("unit", "sector"):
        yield from cached.names(held, name)
    elif name in ("place", "plan", "year"):
        field = {"place": "jurisdiction", "plan": "title", "year": "year"}[name]
        values = [getattr(row, field) for row in facts.plans(held)]
        yield from sorted({str(value) for value in values if value})
    else:
        yield from {"role": _ROLES, "without": _LACKING, "joint": ("yes", "no")}[name]


def _in_words(name: str, option: str) -> str:
    """What a value is called; names stay as they are."""
    prefix = {"kind": "asked", "role": "role", "without": "lacking", "joint": "joint"}.get(name)
    if not option:
        return say("ask.any")
    key = f"{prefix}.{option}"
    return say(key) if prefix and known(key) else option
