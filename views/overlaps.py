"""交叉重叠: tasks of two plans that set the same job, side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from graph import facts
from graph.assessing import judgeable
from graph.library import Library
from graph.rows import DeadlineRow, PlanRow, TargetRow, TaskRow
from views import cached, judges, verdicts
from views.addresses import address, place
from views.cards import short, tag, where
from views.frame import go, heading, library, parameter, state
from views.paging import begin_of, pages
from views.sheet import Node, link, node, show
from views.tables import leads_of
from views.wording import language, say

if TYPE_CHECKING:
    from graph.overlaps import Overlap, TaskRef
    from graph.verdicts import Verdict

PAGE = 20
MOST = 4
KINDS = ("same", "related", "carried-on", "handed-down")
ASPECTS = ("lead", "deadline", "target")


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is known of the tasks of all plans, by task id."""

    plans: dict[str, PlanRow]
    tasks: dict[str, TaskRow]
    deadlines: dict[str | None, list[DeadlineRow]]
    targets: dict[str | None, list[TargetRow]]


def show_page() -> None:
    """Draw the page."""
    held = library()
    heading(say("nav.overlaps"), say("overlaps.purpose"))
    plans = facts.plans(held)
    if len(plans) < 2:
        state(say("overlaps.too_few"), say("state.import_first"), link(address("intake"), say("nav.intake")))
        return
    with st.spinner(say("overlaps.comparing")):
        found = cached.compared(held)
    pairs = found.pairs
    _filters(plans, pairs)
    chosen = [pair for pair in pairs if _wanted(pair)]
    if not chosen:
        state(say("state.nothing_found"), say("state.widen"), link(address("overlaps"), say("overlaps.every")))
        return
    said = verdicts.standing()
    aside = bool(parameter("aside"))
    numbers = verdicts.counted((pair.id for pair in chosen), said)
    given = {name: parameter(name) for name in ("a", "b", "kind", "task")}
    left = node("p", say("overlaps.left_out", n=found.left_out), cls="quiet") if found.left_out else None
    show(verdicts.states("overlaps", given, numbers, aside=aside), _kinds(), left, key="states")
    verdicts.show_kept()
    _show_pairs([pair for pair in chosen if verdicts.is_open(pair.id, said) != aside], _known(held, plans), said)


def _show_pairs(pairs: Sequence[Overlap], known: _Facts, said: Mapping[str, Verdict]) -> None:
    """A part of the pairs, each with the buttons that judge it."""
    if not pairs:
        state(say("state.nothing_found"), say("findings.none_left"))
        return
    judges.who_field()
    begin = begin_of(len(pairs))
    part = pairs[begin : begin + PAGE]
    for pair, judged in zip(part, judgeable((), part), strict=True):
        show(_pair(pair, known, said.get(pair.id)), key=pair.id)
        verdicts.buttons(judged, said.get(pair.id))
    show(pages("overlaps", len(pairs), begin, PAGE), key="pages")


def _kinds() -> Node:
    """What each kind of overlap means."""
    entries: list[Node] = []
    for kind in KINDS:
        entries += [node("dt", say(f"overlap.{kind}")), node("dd", say(f"overlap_means.{kind}"))]
    return node("details", node("summary", say("overlaps.meaning")), node("dl", entries, cls="facts"))


def _wanted(pair: Overlap) -> bool:
    docs, tasks = {pair.a.doc, pair.b.doc}, {pair.a.task, pair.b.task}
    asked = {doc for doc in (parameter("a"), parameter("b")) if doc}
    kind, task = parameter("kind"), parameter("task")
    return asked <= docs and kind in (None, pair.kind) and (task is None or task in tasks)


def _known(held: Library, plans: Sequence[PlanRow]) -> _Facts:
    deadlines: dict[str | None, list[DeadlineRow]] = defaultdict(list)
    targets: dict[str | None, list[TargetRow]] = defaultdict(list)
    for deadline in facts.deadlines(held):
        deadlines[deadline.task_id].append(deadline)
    for target in facts.targets(held):
        targets[target.task_id].append(target)
    return _Facts({row.doc: row for row in plans}, {row.task_id: row for row in facts.tasks(held)}, deadlines, targets)


def _filters(plans: Sequence[PlanRow], pairs: Sequence[Overlap]) -> None:
    titles = {plan.doc: plan.title for plan in plans}
    given = {name: parameter(name) for name in ("a", "b", "kind", "task")}
    first, second, third = st.columns([2, 2, 1.3], gap="small")
    for name, column in (("a", first), ("b", second)):
        _choice(column, name, list(titles), titles, given)
    kinds = [kind for kind in KINDS if any(pair.kind == kind for pair in pairs)]
    _choice(third, "kind", kinds, {kind: say(f"overlap.{kind}") for kind in kinds}, given)
    if given["task"]:
        show(node("p", say("overlaps.of_task"), " ", link(address("overlaps"), say("overlaps.every"))), key="of-task")


def _choice(
    column: st.delta_generator.DeltaGenerator,
    name: str,
    options: list[str],
    names: dict[str, str],
    given: dict[str, str | None],
) -> None:
    current = given[name] if given[name] in options else None
    key = f"{name}-{current}"
    column.selectbox(
        say(f"overlaps.{name}"),
        options,
        index=options.index(current) if current else None,
        key=key,
        format_func=lambda value: names[value],
        placeholder=say("overlaps.any"),
        on_change=lambda: go(address("overlaps", **{**given, name: st.session_state[key]})),
    )


def _pair(pair: Overlap, known: _Facts, verdict: Verdict | None) -> Node:
    differing = {difference.aspect: difference for difference in pair.differs}
    head = node(
        "div",
        tag(say(f"overlap.{pair.kind}")),
        node("strong", pair.why if language() == "zh" else pair.why_en),
        verdicts.verdict_tag(verdict),
        cls="head",
        title=say("overlaps.score", score=f"{pair.score:.2f}"),
    )
    cells: list[Node] = [node("div", say("list.task"), cls="aspect"), _side(pair.a, known), _side(pair.b, known)]
    for aspect in ASPECTS:
        differs = "differs" if aspect in differing else None
        last = " last" if aspect == ASPECTS[-1] else ""
        mark = tag(say("overlaps.differs"), doubt=True) if differs else None
        cells.append(node("div", say(f"role.{aspect}"), " ", mark, cls=f"aspect{last}"))
        said = (differing[aspect].a, differing[aspect].b) if aspect in differing else (None, None)
        for side, words in zip((pair.a, pair.b), said, strict=True):
            cells.append(node("div", _aspect(aspect, side, known, words), cls=f"{differs or ''}{last}".strip()))
    return node("article", head, *cells, cls="pair")


def _side(side: TaskRef, known: _Facts) -> Node:
    task = known.tasks.get(side.task)
    end = task.end if task else None
    return node(
        "div",
        node("span", known.plans[side.doc].title, cls="side-name"),
        link(place(side.doc, side.start, end), f"{side.number or ''} {side.title}".strip()),
        " ",
        where(task.place) if task else None,
        node("p", short(task.quote, 140), cls="quote", lang="zh-CN") if task else None,
    )


def _aspect(aspect: str, side: TaskRef, known: _Facts, differing: str | None) -> Node:
    """What a task says of one aspect, the words that differ from the other task's first."""
    if aspect == "lead":
        task = known.tasks.get(side.task)
        return node("span", leads_of(task) if task else say("state.unwritten"))
    rows: Sequence[DeadlineRow | TargetRow] = (
        known.deadlines[side.task] if aspect == "deadline" else known.targets[side.task]
    )
    lines = [
        node("li", link(place(row.doc, row.start, row.end), row.quote), _day(row), " ", where(row.place))
        for row in rows[:MOST]
    ]
    if not lines:
        return node("span", say("state.unwritten"), cls="quiet")
    first = node("p", differing, cls="quote", lang="zh-CN") if differing else None
    return node("div", first, node("ul", lines, cls="lines"))


def _day(row: DeadlineRow | TargetRow) -> str:
    return f" → {row.last_day}" if isinstance(row, DeadlineRow) and row.last_day else ""
