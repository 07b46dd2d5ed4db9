"""Comparisons: which of several units has more tasks, what they do together, which of several plans sets more."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from graph.answering.question.request import Request, answered, names, refused, unit_items
from graph.answering.tasks.conditions import unknown_party
from graph.answering.tasks.counting import number
from graph.answering.tasks.grouping import is_least
from graph.answering.tasks.leftopen import selected
from graph.answering.tasks.listing import MOST_DOCS, is_ambiguous, list_tasks, proof_of
from graph.answering.tasks.selecting import Chosen, of_unit, of_units, select
from graph.answering.telling.sentences import say
from graph.answers import Answer, AnswerType, Item

_FEWER = re.compile(r"(?<!多)少(?!于)|\bfewer\b|\bless\b", re.IGNORECASE)
_DIFFERENCE = re.compile(r"[多少差][^，,。？?]{0,4}(?:几|多少)|how many (?:more|fewer)", re.IGNORECASE)


def answer_compare(request: Request) -> Answer:
    """Which of the units has more tasks, what they do together, or which of the plans sets more."""
    if request.understood.aspect == "plans":
        return _compare_plans(request)
    if len(request.units) < 2:
        return refused(request, "units", say(request, "compare.which"))
    missing = unknown_party(request, "units")
    if missing:
        return missing
    return _more(request) if request.understood.aspect == "more" else list_tasks(request, select(request))


def _more(request: Request) -> Answer:
    """Which unit has more: in each document that holds them all; over all documents where none does."""
    sides = [of_unit(request, at) for at in range(len(request.understood.units))]
    shared = [doc for doc in request.docs if all(any(doc in u.docs for u in units) for units in request.units)]
    readings: list[tuple[str, ...]] = [(doc,) for doc in shared] or [tuple(request.docs)]
    items: list[Item] = []
    told, differences = [], []
    for docs in readings:
        own = [[chosen for chosen in side.tasks if chosen.work.doc in docs] for side in sides]
        label = request.label(docs[0]) if len(readings) > 1 else None
        counts = [len(tasks) for tasks in own]
        best = [tasks for tasks in own if len(tasks) == _extreme(request, counts)]
        rows = [duty for tasks in best for chosen in tasks for duty in chosen.duties]
        found = [_counted(item, best) for item in unit_items(request, rows, grouped=False)]
        items += [dataclasses.replace(item, group=label) for item in found]
        where = say(request, "rank.where", where=label) if label else ""
        told.append(where + _weighed(request, request.understood.units, counts, names(found)))
        differences.append(number(request, max(counts) - min(counts), "tasks", label))
    as_number = bool(_DIFFERENCE.search(request.question))
    if not items and not as_number:
        return refused(request, "units", "".join(told), query=of_units(request).query)
    return answered(
        request,
        "number" if as_number else "units",
        differences if as_number else items,
        evidence=proof_of(request, [chosen for side in sides for chosen in side.tasks]),
        query=of_units(request).query,
        text=(" " if request.understood.english else "").join(told),
        ambiguous=len(readings) > 1 and is_ambiguous(request, shared),
    )


def _extreme(request: Request, counts: Sequence[int]) -> int:
    return (min if _asks_fewer(request) else max)(counts)


def _asks_fewer(request: Request) -> bool:
    return bool(_FEWER.search(request.question)) or is_least(request)


def _weighed(request: Request, sides: Sequence[str], counts: Sequence[int], best: str) -> str:
    """The sentence with the number of each side (of many, of those with most), and which has more."""
    role = request.understood.role
    ordered = list(zip(sides, counts, strict=True))
    if len(ordered) > MOST_DOCS:
        ordered = sorted(ordered, key=lambda side: -side[1])[:MOST_DOCS]
    told = (", " if request.understood.english else "，").join(
        say(request, "rank.one", name=words, count=count) for words, count in ordered
    ) + ("…" if len(counts) > MOST_DOCS else "")
    said = {"role": say(request, f"doing.{role}") if role else "", "told": told}
    fewer = _asks_fewer(request)
    if len(set(counts)) == 1:
        return say(request, "compare.same", **said)
    if len(counts) > 2:
        return say(request, "compare.least" if fewer else "compare.most", names=best, **said)
    difference = max(counts) - min(counts)
    return say(request, "compare.fewer" if fewer else "compare.more", names=best, difference=difference, **said)


def _counted(item: Item, sides: Sequence[Sequence[Chosen]]) -> Item:
    """The unit with the number of its tasks."""
    own = [task for tasks in sides for task in tasks if any(duty.unit == item.id for duty in task.duties)]
    return dataclasses.replace(item, count=len(own))


def _compare_plans(request: Request) -> Answer:
    """Which plan sets most (or fewest) of the tasks that fulfil the conditions, with the number of each."""
    selection = selected(request)
    docs = selection.docs
    counts = [len(selection.of(doc)) for doc in docs]
    if not counts:
        return refused(request, "plans", say(request, "tasks.none.at-all"), query=selection.query)
    best = [doc for doc, count in zip(docs, counts, strict=True) if count == _extreme(request, counts)]
    plans = request.holdings.plans
    kind: AnswerType = "plans"
    shown = [
        Item(label=plans[doc].title, doc=doc, group=request.label(doc), count=len(selection.of(doc))) for doc in best
    ]
    if _DIFFERENCE.search(request.question) and len(counts) == 2:
        kind, shown = "number", [number(request, max(counts) - min(counts), "tasks", None)]
    return answered(
        request,
        kind,
        shown,
        evidence=proof_of(request, selection.tasks),
        query=selection.query,
        text=_weighed(request, [request.label(doc) for doc in docs], counts, "、".join(map(request.label, best))),
    )
