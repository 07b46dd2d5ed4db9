"""交叉重叠: tasks of two plans that set the same job; pair by pair, from year to year, from level to level."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import streamlit as st

from graph import kept_overlaps, titles
from graph.kept_overlaps import Wanted
from graph.library import Library
from graph.titles import Titled
from graph.twins import twin_pairs
from views import analysing, overlap_lines, overlap_pair, unfound, verdicts
from views.addresses import address
from views.frame import go, heading, library, parameter, state
from views.names import behind
from views.overlap_rows import pair_row
from views.paging import begin_of, pages
from views.sheet import Node, link, node, show
from views.wording import say

PAGE = 20
KINDS = ("same", "carried-on", "handed-down", "related")
ASPECTS = ("lead", "deadline", "target")
FILTERS = ("a", "b", "kind", "place", "aspect", "task")


def show_page() -> None:
    """Draw the page."""
    held = library()
    line = overlap_lines.asked()
    asked = parameter("pair") or parameter("id")
    purpose = None if asked else say(f"overlaps.{line}_purpose" if line else "overlaps.purpose")
    heading(say("nav.overlaps"), purpose)
    known = titles.titles(held)
    if len(known) < 2:
        state(say("overlaps.too_few"), say("state.import_first"), link(address("intake"), say("nav.intake")))
        return
    if not asked:
        show(_ways(line), key="ways")
    if not analysing.ready(held, "overlaps"):
        return
    if asked:
        overlap_pair.show_pair(held, asked, known, wanted())
    elif line:
        overlap_lines.show_lines(held, line)
        _show_apart(held)
    else:
        _show_list(held, known)
        _show_apart(held)


def wanted() -> Wanted:
    """The pairs that the address asks for."""
    a, b, kind, place, aspect, task = (parameter(name) for name in FILTERS)
    return Wanted(a=a, b=b, kind=kind, place=place, aspect=aspect, task=task)


def _ways(line: str | None) -> Node:
    """The three ways to look at overlaps."""
    entries = ((None, "one_by_one"), ("years", "years"), ("levels", "levels"))
    return node("nav", (
        link(address("overlaps", line=of), say(f"overlaps.{name}"), cls="chosen" if of == line else None)
        for of, name in entries
    ), link(address("comparison"), say("overlaps.any_two"), cls="aside"), cls="overlaps-ways",
        aria_label=say("overlaps.ways"))  # fmt: skip


def _show_list(held: Library, known: Mapping[str, Titled]) -> None:
    chosen = wanted()
    given = {name: parameter(name) for name in FILTERS}
    _filters(held, known)
    own = {"a": known, "b": known, "kind": KINDS, "aspect": ASPECTS}
    if unfound.told(held, given, lambda name: address("overlaps", **{**given, name: None}), **own):
        return
    said = verdicts.standing()
    aside = verdicts.put_aside(said)
    still, apart = replace(chosen, without=aside), replace(chosen, among=aside)
    numbers = kept_overlaps.count(held, still), kept_overlaps.count(held, apart)
    judged = kept_overlaps.count(held, replace(chosen, among=verdicts.confirmed(said)))
    on_aside = bool(parameter("aside"))
    shown = apart if on_aside else still
    head = [_kinds(held, shown, given), _task_asked(held, chosen), _two(chosen)]
    show(verdicts.states("overlaps", given, numbers, aside=on_aside, judged=judged), *head, key="states")
    total = numbers[1] if on_aside else numbers[0]
    if not total:
        every = link(address("overlaps"), say("overlaps.every"))
        state(say("state.nothing_found"), say("findings.none_left" if sum(numbers) else "state.widen"), every)
        return
    begin = begin_of(total)
    found = kept_overlaps.pairs(held, shown, begin=begin, most=PAGE)
    rows = node("ol", (pair_row(pair, known, said.get(pair.id), given) for pair in found), cls="overlaps-rows")
    show(rows, pages("overlaps", total, begin, PAGE), key="pairs")
    left = kept_overlaps.left_out(held)
    show(_meanings(), node("p", say("overlaps.left_out", n=left), cls="quiet") if left else None, key="meaning")


def _show_apart(held: Library) -> None:
    """How many pairs of documents are not compared since they are one plan, and which; each leads to the comparison."""
    pairs = twin_pairs(held)
    rows = (
        node("li", node("span", other.title, lang="zh-CN"), " ", link(address("comparison", a=doc, b=other.doc),
             f"{doc} ↔ {other.doc}"), " ", say("overlaps.apart_share", share=other.percent))
        for doc, other in pairs
    )  # fmt: skip
    if pairs:
        show(node("details", node("summary", say("overlaps.apart", n=len(pairs))), node("ul", rows)), key="apart")


def _kinds(held: Library, shown: Wanted, given: Mapping[str, str | None]) -> Node:
    """The kinds with their numbers, each a filter."""
    numbers = kept_overlaps.kinds(held, replace(shown, kind=None))
    entries: list[tuple[str | None, str]] = [(None, say("overlaps.all_kinds", n=sum(numbers.values())))]
    entries += [(kind, f"{say(f'overlap.{kind}')} {numbers[kind]}") for kind in KINDS if numbers.get(kind)]
    aside = parameter("aside")
    return node(
        "ul",
        (
            node("li", link(address("overlaps", **{**given, "kind": kind}, aside=aside), words,
                            cls="chosen" if kind == given["kind"] else None))
            for kind, words in entries
        ),
        cls="examples",
    )  # fmt: skip


def _task_asked(held: Library, chosen: Wanted) -> Node | None:
    """That only pairs of one task are shown, and the way out."""
    if chosen.task is None:
        return None
    found = kept_overlaps.of_task(held, chosen.task, 1)
    own = [side.title for pair in found for side in (pair.a, pair.b) if side.task == chosen.task]
    every = link(address("overlaps"), say("overlaps.every"))
    return node("p", say("overlaps.of_task", title=own[0] if own else chosen.task), " ", every, cls="quiet")


def _two(chosen: Wanted) -> Node | None:
    """The way to the comparison of two plans that were chosen."""
    if not (chosen.a and chosen.b) or chosen.a == chosen.b:
        return None
    return node("p", link(address("comparison", a=chosen.a, b=chosen.b), say("overlaps.of_two")))


def _meanings() -> Node:
    """What each kind of overlap means, and what likeness is."""
    entries: list[Node] = []
    for kind in KINDS:
        entries += [node("dt", say(f"overlap.{kind}")), node("dd", say(f"overlap_means.{kind}"))]
    facts = node("dl", entries, cls="facts")
    return node("details", node("summary", say("overlaps.how")), facts,
                node("p", say("overlaps.score_means"), cls="quiet"))  # fmt: skip


def _filters(held: Library, known: Mapping[str, Titled]) -> None:
    given = {name: parameter(name) for name in FILTERS}
    names = {doc: one.title + behind(one.format) for doc, one in known.items()}
    first, second, third, fourth = st.columns([2, 2, 1.3, 1], gap="small")
    with first:
        choice("a", list(names), names.__getitem__, given)
    with second:
        choice("b", list(names), names.__getitem__, given)
    with third:
        choice("place", list(titles.places(held)), str, given)
    with fourth:
        choice("aspect", list(ASPECTS), lambda aspect: say(f"role.{aspect}"), given)


def choice(name: str, options: list[str], named: Callable[[str], str], given: Mapping[str, str | None]) -> None:
    """A box for one filter of the page; what is chosen goes into the address."""
    current = given[name] if given[name] in options else None
    key = f"{name}-{current}"
    st.selectbox(
        say(f"overlaps.{name}"), options, index=options.index(current) if current else None, key=key,
        format_func=named, placeholder=say("overlaps.any"),
        on_change=lambda: go(address("overlaps", **{**given, name: st.session_state[key]})),
    )  # fmt: skip
