"""名称与依据: every writing of a unit and the rule behind it, what is unsure, what people decided, what looks alike.

Nothing is merged without a rule or a person: the page shows which of the two it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from graph.doubts import Link
from graph.identity import Identity, name_rule
from graph.library import Library
from graph.linking import Body, Surface
from graph.rows import UnitRow
from views import judges, judging, tables
from views.addresses import address
from views.cards import tag
from views.sheet import Node, link, node, show
from views.unit_relations import history, work_words
from views.wording import known, language, say

WRITINGS = 12
DOUBTS = 12
DIFFERENT = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """All surfaces of a unit with the same words: ``why`` says each rule once."""

    words: str
    count: int
    docs: tuple[str, ...]
    why: tuple[str, ...]


def show_name(held: Library, found: Identity, units: Sequence[UnitRow]) -> None:
    """Draw the section for this unit; ``units`` are all of the library."""
    body = found.body
    above = st.container()
    show(_facts(held, body), _writings(body), key="writings")
    _unsure(held, found)
    judging.correct(body, _others(body, units), len(found.decisions), asked=_asks_above(found))
    judging.show_decisions(body, found.decisions)
    show(_different(found), history(held, body.unit), key="different")
    with above:  # last: what belongs to a button of the page stands below that
        judging.show_said(body.unit)


def _asks_above(found: Identity) -> bool:
    """Whether there is something to judge or to take back in plain sight, so that who judges is asked above it."""
    return bool(found.unsure or found.decisions)


def _facts(held: Library, body: Body) -> Node:
    unsure = say("unit.uncertain")
    strange = None if body.known else tag(say("name.strange"), doubt=True)
    told: list[tuple[str, Sequence[Node | str | None]]] = [
        ("own_place", [body.place or unsure]),
        ("work", work_words(held, body) or [say("unit.no_work")]),
        ("kind", [kind_in_words(body.kind) or unsure, " ", strange]),
        ("id", [body.unit]),
    ]
    rows = [part for key, words in told for part in (node("dt", say(f"unit.{key}")), node("dd", words))]
    return node("dl", rows, cls="facts")


def kind_in_words(kind: str) -> str:
    """What kind of body it is; as the record has it where we have no word for it."""
    return say(f"body.{kind}") if known(f"body.{kind}") else kind


def _writings(body: Body) -> Node:
    rows = writings_of(body)
    head = node(
        "header",
        node("h2", say("name.writings", n=len(rows))),
        node("span", say("name.writings_note"), cls="quiet"),
    )
    rest = rows[WRITINGS:]
    more = (
        node("details", node("summary", say("name.more_writings", n=len(rest))), _writings_table(body, rest))
        if rest
        else None
    )
    return node("section", head, _writings_table(body, rows[:WRITINGS]), more, cls="part")


def writings_of(body: Body) -> list[Writing]:
    """The surfaces by their words, those of units that people joined together; most frequent first."""
    found = []
    for words in dict.fromkeys(surface.words for surface in body.surfaces):
        same = [surface for surface in body.surfaces if surface.words == words]
        why = dict.fromkeys(_why(one, body.unit) for one in same)
        docs = tuple(sorted({doc for one in same for doc in one.docs}))
        found.append(Writing(words=words, count=sum(one.count for one in same), docs=docs, why=tuple(why)))
    return sorted(found, key=lambda writing: -writing.count)


def _why(surface: Surface, unit: str) -> str:
    judged = "" if surface.given == unit else say("name.judged")
    rule = name_rule(surface.rule, english=language() == "en") or say("name.no_rule")
    return "　".join(part for part in (judged, rule, surface.because) if part)


def _writings_table(body: Body, rows: Sequence[Writing]) -> Node:
    return tables.table(
        ("writing", "times", "docs", "because"),
        (
            (
                row.words,
                tables.count(row.count, address("list", of="assignments", unit=body.unit, surface=row.words)),
                tables.count(len(row.docs), address("list", of="plans", unit=body.unit, surface=row.words)),
                node("div", (node("p", one) for one in row.why)),
            )
            for row in rows
        ),
        numbers=("times", "docs"),
        fold=True,
    )


def _unsure(held: Library, found: Identity) -> None:
    unit, doubts = found.body.unit, found.unsure
    head = node(
        "header",
        node("h2", say("name.unsure", n=len(doubts))),
        node("span", say("name.unsure_note"), cls="quiet") if doubts else None,
        link(address("list", of="names"), say("name.all"), cls="quiet"),
    )
    samples = node("p", say("judge.samples"), cls="notice") if held.samples else None
    none = None if doubts else node("p", say("name.no_doubt"))
    show(node("section", head, none, samples, cls="part"), key="unsure")
    if _asks_above(found):
        judges.who_field()
    for doubt in doubts[:DOUBTS]:
        key = f"doubt-{doubt.rule}-{doubt.unit}-{doubt.other}-{doubt.surface or ''}"
        show(_doubt(held, found, doubt), key=key)
        judging.judge_buttons(unit, doubt, key)
    if len(doubts) > DOUBTS:
        show(node("p", say("name.further", n=len(doubts) - DOUBTS), cls="quiet"), key="further-doubts")


def _doubt(held: Library, found: Identity, doubt: Link) -> Node:
    """An unsure link: the other unit with its writings, why it is unsure, and what a judgement would do."""
    other = doubt.other if doubt.unit == found.body.unit else doubt.unit
    lines: list[Node | None] = [node("p", doubt.en if language() == "en" else doubt.zh)]
    if doubt.surface is None:
        names = {unit: found.names.get(unit, unit) for unit in (doubt.unit, doubt.other)}
        to = link(address("unit", id=other, show="name"), names[other], cls="name")
        lines = [node("header", to), node("p", _written(held, other), cls="path"), *lines]
        lines.append(node("p", say("name.then_merge", a=names[doubt.unit], b=names[doubt.other]), cls="quiet"))
    else:
        lines.append(node("p", say("name.then_split", a=doubt.surface), cls="quiet"))
    return node("article", lines, cls="card")


def _written(held: Library, unit: str) -> str:
    body = held.bodies([unit])[unit]
    return say("name.written", words="、".join(f"{row.words} {row.count}" for row in writings_of(body)[:6]))


def _others(body: Body, units: Sequence[UnitRow]) -> list[UnitRow]:
    """All other units, those of the same place first."""
    rest = [unit for unit in units if unit.unit_id != body.unit]
    return sorted(rest, key=lambda unit: (unit.place != body.place, unit.place or "", unit.canonical, unit.unit_id))


def _different(found: Identity) -> Node:
    rows = found.different
    head = node(
        "header",
        node("h2", say("name.different", n=len(rows))),
        node("span", say("name.different_note"), cls="quiet"),
    )
    if not rows:
        return node("section", head, node("p", say("name.none_different"), cls="quiet"), cls="part")
    rest = rows[DIFFERENT:]
    more = (
        node("details", node("summary", say("name.more_different", n=len(rest))), _different_table(found, rest))
        if rest
        else None
    )
    return node("section", head, _different_table(found, rows[:DIFFERENT]), more, cls="part")


def _different_table(found: Identity, rows: Sequence[Link]) -> Node:
    english = language() == "en"
    return tables.table(
        ("unit", "because"),
        (
            (link(address("unit", id=row.other), found.names.get(row.other, row.other)), row.en if english else row.zh)
            for row in rows
        ),
    )
