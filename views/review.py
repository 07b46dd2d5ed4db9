"""审核: what a person should check next, one thing at a time, with what stands before it and why it comes first."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import streamlit as st

from graph import facts
from graph.library import Library
from graph.queueing import failed, queue_of
from graph.review_details import detail, titles
from graph.reviewing import Item, Queue, chosen, counted, groups, judged_names, kinds
from graph.verdicts import standing_verdicts
from views import analysing, people, review_card, review_judging, review_log
from views.addresses import address
from views.frame import go, heading, library, parameter, state
from views.review_card import group_words, kind_words
from views.sheet import Node, draw, link, node, show
from views.wording import say

AHEAD = 8  # items that are named beside the one that is shown


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What the address asks for: group or kind, plan, place."""

    group: str | None
    kind: str | None
    doc: str | None
    place: str | None

    def at(self, number: int | None = None) -> str:
        """The address of the item at this place of the queue that is asked for."""
        return address("review", **self.params(), at=number)

    def params(self) -> dict[str, str | None]:
        return {"group": self.group, "kind": self.kind, "doc": self.doc, "place": self.place}


def show_page() -> None:
    """Draw the page."""
    held = library()
    if parameter("log"):
        review_log.show_log(held)
        return
    heading(say("nav.review"), say("review.purpose"))
    if not facts.totals(held).plans:
        state(say("state.nothing_loaded"), say("state.import_first"), link(address("intake"), say("nav.intake")))
        return
    analysing.ready(held, "overlaps")
    queue = queue_of(held, datetime.date.today())
    if queue is None:
        _wait(held)
        return
    if failed(held, datetime.date.today()):
        show(node("p", say("review.broken_off"), cls="notice", role="status"), key="former")
    asked = _Asked(group=parameter("group"), kind=parameter("kind"), doc=parameter("doc"), place=parameter("place"))
    wrong = next((one for one, known in ((asked.group, groups()), (asked.kind, kinds())) if one and one not in known),
                 None)  # fmt: skip
    if wrong is not None:
        _not_known(say("review.unknown_kind", what=wrong), say("review.choose_kind"))
    elif asked.doc is not None and not held.holds(asked.doc):
        _not_known(say("state.not_found", what=asked.doc), say("review.choose_kind"))
    elif not queue.items:
        state(say("review.none"), say("review.none_note"), link(address("review", log=1), say("review.log")))
    else:
        _show_queue(held, queue, asked)


@st.fragment(run_every=1.0)
def _wait(held: Library) -> None:
    """Say that the queue is being made, and draw the page anew when it is there."""
    people.admit()
    if queue_of(held, datetime.date.today()) is not None:
        st.rerun()
    show(node("p", say("review.making"), cls="notice", role="status"), key="making")


def _not_known(title: str, advice: str) -> None:
    state(title, advice, link(address("review"), say("review.every")))


def _show_queue(held: Library, queue: Queue, asked: _Asked) -> None:
    names = judged_names(held.decisions())
    judged = {*standing_verdicts(held.verdicts()), *names}
    fitting = chosen(queue, doc=asked.doc, place=asked.place)
    wanted = [one for one in fitting if asked.kind in (None, one.kind)]
    wanted = [one for one in wanted if asked.group in (None, kinds()[one.kind].group)]
    waiting = [one for one in wanted if one.id not in judged]
    here = {one.id for one in queue.items}
    every_name = asked.kind is None and asked.group in (None, "name") and not (asked.doc or asked.place)
    settled = sum(one not in here for one in names) if every_name else 0
    show(_progress(len(wanted) - len(waiting) + settled, len(wanted) + settled, len(waiting)), key="progress")
    left, right = st.columns([2.3, 1], gap="large")
    with left:
        _show_item(held, queue, asked, waiting, judged, any_judged=len(wanted) + settled > 0)
    with right:
        _show_beside(held, queue, asked, fitting, waiting, judged)


def _progress(judged: int, total: int, waiting: int) -> Node:
    """How much of what is asked for is judged, as a bar and in words."""
    share = f"{600 * judged / total:.1f}" if total else "0"
    words = say("review.progress", judged=judged, total=total)
    bar = node(
        "svg", node("rect", width="600", height="6", rx="3", cls="all"),
        node("rect", width=share, height="6", rx="3", cls="done"),
        view_box="0 0 600 6", preserveAspectRatio="none", role="img", aria_label=words,
    )  # fmt: skip
    return node(
        "div",
        node("p", node("strong", words), "　", node("span", say("review.open", n=waiting), cls="quiet"), "　",
             link(address("review", log=1), say("review.log"))),
        bar,
        cls="review-progress",
    )  # fmt: skip


def _show_item(  # noqa: PLR0913, PLR0917 - all that the item stands in
    held: Library, queue: Queue, asked: _Asked, waiting: Sequence[Item], judged: Collection[str], any_judged: bool
) -> None:
    """The item of the address, with its buttons; a fixed one (item=…) also where it is judged."""
    fixed = parameter("item")
    one = next((found for found in queue.items if found.id == fixed), None) if fixed else None
    review_judging.show_kept(asked.params())
    if fixed and one is None:
        state(say("state.not_found", what=fixed or ""), say("review.gone"), link(asked.at(), say("review.to_queue")))
        return
    if one is None and not waiting:
        state(say("review.done" if any_judged else "review.nothing"), say("review.done_note"),
              node("p", link(address("review"), say("review.every")), "　",
                   link(address("review", log=1), say("review.log"))))  # fmt: skip
        return
    number = _number(waiting, one)
    if one is None:
        one = waiting[number - 1]
    found = detail(held, one)
    place = None if one.id in judged else say("review.at", at=number, n=len(waiting))
    show(review_card.card(held, one, found, queue, place), key="item")
    review_judging.show_buttons(held, one, found, asked.params(), number, len(waiting), judged=one.id in judged)
    if people.may_edit():
        draw("keys", key="keys", data={})
    show(review_card.reasons(one), review_card.keys() if people.may_edit() else None, key="item-why")


def _number(waiting: Sequence[Item], one: Item | None) -> int:
    """The place in the queue, from 1: that of the fixed item, else of the address, within what there is."""
    if one is not None:
        return next((at for at, found in enumerate(waiting, start=1) if found.id == one.id), 1)
    asked = parameter("at") or "1"
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 1
    return min(max(number, 1), max(len(waiting), 1))


def _show_beside(  # noqa: PLR0913, PLR0917 - all that stands beside the item
    held: Library, queue: Queue, asked: _Asked, fitting: Sequence[Item], waiting: Sequence[Item],
    judged: Collection[str],
) -> None:  # fmt: skip
    """The kinds with their counts, what comes next, and the choice of a plan or a place."""
    show(_kinds(fitting, asked, judged), _ahead(held, queue, asked, waiting), key="beside")
    _choice("place", sorted(set(queue.places.values())), {}, asked)
    docs = {doc for one in fitting for doc in one.docs}
    plans = {row.doc: row.title for row in facts.plans(held) if row.doc in docs}
    _choice("doc", list(plans), plans, asked)


def _kinds(fitting: Sequence[Item], asked: _Asked, judged: Collection[str]) -> Node:
    numbers = counted(fitting, judged)
    total = sum(still for still, _ in numbers.values())
    every = asked.group is None and asked.kind is None
    items = [_counted(say("review.every"), total, address("review", doc=asked.doc, place=asked.place), every)]
    for group in groups():
        own = {kind: still for kind, (still, _) in numbers.items() if kinds()[kind].group == group}
        if not own:
            continue
        to = address("review", group=group, doc=asked.doc, place=asked.place)
        chosen_one = asked.group == group
        items.append(_counted(group_words(group), sum(own.values()), to, chosen_one))
        if chosen_one or asked.kind in own:
            items += [
                _counted(kind_words(kind), still, address("review", kind=kind, doc=asked.doc, place=asked.place),
                         asked.kind == kind, cls="review-sub")
                for kind, still in own.items()
            ]  # fmt: skip
    return node("nav", node("h3", say("review.kinds")), node("ul", items, cls="review-kinds"),
                aria_label=say("review.kinds"))  # fmt: skip


def _counted(words: str, number: int, to: str, is_chosen: bool, cls: str = "") -> Node:
    name = node("strong", words) if is_chosen else words
    count = node("span", str(number), cls="number")
    return node("li", link(to, name, " ", count), cls=f"{cls} {'chosen' if is_chosen else ''}".strip())


def _ahead(held: Library, queue: Queue, asked: _Asked, waiting: Sequence[Item]) -> Node | None:
    """The items that come next."""
    begin = _number(waiting, None)
    coming = waiting[begin : begin + AHEAD]
    if not coming or parameter("item"):
        return None
    rows = [
        node("li", link(asked.at(begin + at), node("span", title, lang="zh-CN")), " ",
             node("span", kind_words(one.kind), cls="quiet"))
        for at, (one, title) in enumerate(zip(coming, titles(held, coming, queue.names), strict=True), start=1)
    ]  # fmt: skip
    return node("div", node("h3", say("review.next_up")), node("ol", rows, cls="review-next"))


def _choice(name: str, options: Sequence[str], words: dict[str, str], asked: _Asked) -> None:
    """One of many: all, or this plan or place; the chosen one is the address's."""
    current = asked.params()[name]
    key = f"review-{name}-{current}"
    st.selectbox(
        say("review.plan" if name == "doc" else "review.place"),
        options,
        index=options.index(current) if current in options else None,
        key=key,
        format_func=lambda value: words.get(value, value),
        placeholder=say("review.any"),
        on_change=lambda: go(address("review", **{**asked.params(), name: st.session_state[key]})),
    )
