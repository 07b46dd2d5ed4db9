"""One pair of tasks, side by side: the words of both with what only one says marked, and who does it by when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from graph import facts, kept_overlaps
from graph.assessing import judgeable
from graph.calling import numbered
from graph.filters import Filter
from graph.kept_overlaps import Wanted
from graph.library import Library
from graph.rows import DeadlineRow, TargetRow, TaskRow
from graph.sidebyside import Stretch, around, only_here
from graph.titles import Titled
from views import judges, people, verdicts
from views.addresses import address, place
from views.cards import copy_button, role_name, tag, where
from views.frame import state
from views.names import behind
from views.overlap_rows import pair_row, spoken
from views.sheet import Node, link, node, show
from views.tables import due
from views.wording import language, say

if TYPE_CHECKING:
    from graph.overlapping.pairs import Overlap, TaskRef
    from graph.verdicts import Verdict

SHOWN = 260  # characters of a clause; of a longer one the sentences that matter are shown
MOST = 6  # deadlines and targets of a task that are listed
ROLES = ("lead", "cooperating", "responsible", "supervising")
_NAMES = {"lead": "leads", "cooperating": "cooperating", "responsible": "responsible", "supervising": "supervising"}


@dataclass(frozen=True, slots=True)
class _Side:
    """A task of the pair with all that is known of it; ``task`` is None where the library no longer holds it."""

    ref: TaskRef
    plan: Titled | None
    task: TaskRow | None
    deadlines: Sequence[DeadlineRow]
    targets: Sequence[TargetRow]
    shared: Sequence[Stretch]


def show_pair(held: Library, asked: str, known: Mapping[str, Titled], wanted: Wanted) -> None:
    """Draw the pair with this id, or that there is none, with some to look at instead."""
    pair = kept_overlaps.pair_called(held, asked)
    given = {name: value for name, value in asdict(wanted).items() if isinstance(value, str)}
    if pair is None:
        near = node("ol", (pair_row(one, known, None, {}) for one in kept_overlaps.near(held, asked)),
                    cls="overlaps-rows")  # fmt: skip
        state(say("state.not_found", what=asked[:80]), say("overlaps.near"), _back({}))
        show(near, key="near")
        return
    verdict = verdicts.standing().get(pair.id)
    sides = (_side(held, pair, pair.a, known), _side(held, pair, pair.b, known))
    show(_beside(held, pair, wanted, given), _head(pair, verdict), key="pair-head")
    verdicts.show_kept()
    show(_words(sides), _aspects(pair, sides), key=pair.id)
    if people.may_edit():
        judges.who_field()
    verdicts.buttons(judgeable((), [pair])[0], verdict)
    show(_further(held, pair), key="pair-further")


def _side(held: Library, pair: Overlap, ref: TaskRef, known: Mapping[str, Titled]) -> _Side:
    only = Filter(doc=ref.doc, task_id=ref.task)
    task = next(iter(facts.tasks(held, only)), None)
    words = [both.a if ref == pair.a else both.b for both in pair.shared]
    shared = [(one.start - task.start, one.end - task.start) for one in words] if task else []
    return _Side(ref, known.get(ref.doc), task, facts.deadlines(held, only), facts.targets(held, only), shared)


def _back(given: Mapping[str, str]) -> Node:
    return link(address("overlaps", **given), say("overlaps.back"))


def _beside(held: Library, pair: Overlap, wanted: Wanted, given: Mapping[str, str]) -> Node:
    """The way back, and to the pairs beside this one in the list that it was chosen from."""
    said = verdicts.standing()
    listed = replace(wanted, without=[one for one in verdicts.put_aside(said) if one != pair.id])
    at, before, after, total = kept_overlaps.beside(held, pair.id, listed)
    ways = [link(address("overlaps", **{**given, "pair": one}), say(f"overlaps.{name}"))
            for name, one in (("before", before), ("after", after)) if one]  # fmt: skip
    number = node("span", say("overlaps.number_of", n=at, total=total), cls="quiet") if at else None
    return node("nav", _back(given), node("span", number, ways, cls="overlaps-beside"), cls="overlaps-walk")


def _head(pair: Overlap, verdict: Verdict | None) -> Node:
    why = pair.why if language() == "zh" else pair.why_en
    signs: list[Node | str] = [
        tag(say(f"overlap.{pair.kind}")),
        " ",
        node("span", say("overlaps.score", score=f"{pair.score:.2f}")),
    ]
    means = node("details", node("summary", say("overlaps.how")),
                 node("p", say(f"overlap_means.{pair.kind}")), node("p", say("overlaps.score_means")),
                 cls="quiet")  # fmt: skip
    return node("header", node("p", *signs, " ", verdicts.verdict_tag(verdict)),
                node("p", node("span", say("overlaps.why"), cls="quiet"), " ", why, cls="overlaps-reason",
                     lang=spoken()), means,
                cls="overlaps-head")  # fmt: skip


def _words(sides: tuple[_Side, _Side]) -> Node:
    """Both clauses side by side."""
    texts = [side.task.quote if side.task else "" for side in sides]
    cards = [_card(side, texts[not at]) for at, side in enumerate(sides)]
    legend = node("p", node("mark", say("overlaps.only"), cls="only"), " ", say("overlaps.legend"), cls="quiet")
    return node("section", legend, node("div", cards, cls="overlaps-both"), cls="part")


def _card(side: _Side, other: str) -> Node:
    ref, task = side.ref, side.task
    plan = side.plan
    title = numbered(ref.number, ref.title)
    named = link(address("plan", id=ref.doc), plan.title + behind(plan.format) if plan else ref.doc)
    head = node("header", node("p", named, cls="overlaps-plan", lang="zh-CN"),
                node("p", plan.place if plan and plan.place else None, cls="quiet", lang="zh-CN"),
                node("h3", link(address("task", id=ref.task), title), lang="zh-CN"))  # fmt: skip
    if task is None:
        return node("article", head, node("p", say("overlaps.gone"), cls="reason"), cls="overlaps-card")
    words = task.quote
    begin = len(task.number) if task.number and words.startswith(task.number) else 0
    only = only_here(words, other, begin=begin)
    parts = around(words, side.shared, most=SHOWN)
    quote = node("blockquote", _marked(words, parts, only), cls="overlaps-words", lang="zh-CN")
    whole = None
    if parts != [(0, len(words))]:
        whole = node("details", node("summary", say("overlaps.whole", n=len(words))),
                     node("blockquote", _marked(words, [(0, len(words))], only), cls="overlaps-words",
                          lang="zh-CN"))  # fmt: skip
    foot = node("footer", where(task.place), link(place(task.doc, task.start, task.end), say("card.locate")),
                copy_button(words, task.plan_title))  # fmt: skip
    return node("article", head, quote, whole, foot, cls="overlaps-card")


def _marked(words: str, parts: Sequence[Stretch], only: Sequence[Stretch]) -> list[Node | str]:
    """The parts of the words, what only this side says marked, and … for what is left out between them."""
    shown: list[Node | str] = []
    last = 0
    for start, end in parts:
        if start > last:
            shown.append(node("span", " … ", cls="overlaps-cut"))
        here = start
        for first, stop in only:
            one, other = max(first, start), min(stop, end)
            if one < other:
                shown += [words[here:one], node("mark", words[one:other], cls="only")]
                here = other
        shown.append(words[here:end])
        last = end
    if parts and last < len(words):
        shown.append(node("span", " …", cls="overlaps-cut"))
    return [part for part in shown if part != ""]


def _aspects(pair: Overlap, sides: tuple[_Side, _Side]) -> Node:
    """Roles, deadlines and targets of both; where they differ, it is said and the differing words stand first."""
    differs = {difference.aspect: (difference.a, difference.b) for difference in pair.differs}
    rows = []
    for aspect in (*ROLES, "deadline", "target"):
        said = [_said(aspect, side) for side in sides]
        if aspect in ("cooperating", "supervising") and not any(said):
            continue
        told = differs.get(aspect)  # type: ignore[call-overload]
        mark = tag(say("overlaps.differs"), doubt=True) if told else None
        cells = [
            node("td", node("p", words, cls="overlaps-differing-words", lang="zh-CN") if words else None,
                 one or node("span", say("state.unwritten"), cls="quiet"))
            for one, words in zip(said, told if told and aspect != "lead" else (None, None), strict=True)
        ]  # fmt: skip
        rows.append(node("tr", node("th", role_name(aspect), " ", mark, scope="row"), cells,
                         cls="differs" if told else None))  # fmt: skip
    agree = None if pair.differs else node("p", say("overlaps.agree"), cls="quiet")
    return node("section", node("div", node("table", node("tbody", rows), cls="overlaps-aspects"), cls="scroll"),
                agree, cls="part")  # fmt: skip


def _said(aspect: str, side: _Side) -> Node | None:
    """What a task says of a role, of deadlines or targets; None where it says nothing."""
    if aspect in _NAMES:
        names: list[str] = list(getattr(side.task, _NAMES[aspect])) if side.task else []
        if aspect == "lead" and side.task and side.task.people:
            names.append(say("list.people", names="、".join(side.task.people)))
        return node("span", "、".join(names), lang="zh-CN") if names else None
    lines = _deadlines(side) if aspect == "deadline" else _targets(side)
    rest = len(side.deadlines if aspect == "deadline" else side.targets) - MOST
    more = node("li", say("overlaps.and_more", n=rest), cls="quiet") if rest > 0 else None
    return node("ul", lines, more, cls="lines") if lines else None


def _deadlines(side: _Side) -> list[Node]:
    return [
        node("li", link(place(row.doc, row.start, row.end, row.quote), row.quote), " ",
             node("span", due(row), cls="quiet") if due(row) != row.quote else None, lang="zh-CN")
        for row in side.deadlines[:MOST]
    ]  # fmt: skip


def _targets(side: _Side) -> list[Node]:
    return [
        node("li", link(place(row.doc, row.start, row.end, row.quote), row.quote), lang="zh-CN")
        for row in side.targets[:MOST]
    ]


def _further(held: Library, pair: Overlap) -> Node:
    """The ways from here: more pairs of each task, and the two plans as wholes."""
    entries = [node("li", link(address("comparison", a=pair.a.doc, b=pair.b.doc), say("overlaps.of_two")))]
    for ref in (pair.a, pair.b):
        more = kept_overlaps.count(held, Wanted(task=ref.task)) - 1
        if more:
            words = say("overlaps.more_of", n=more)
            to = address("overlaps", task=ref.task)
            entries.append(node("li", link(to, words), " ", node("span", ref.title, cls="quiet", lang="zh-CN")))
    return node("ul", entries, cls="lines")
