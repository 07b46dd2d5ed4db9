"""Comparisons: which of several units has more tasks, what they do together, which of several plans sets more."""

from __future__ import annotations

import dataclasses
import re

from graph.answering.conditions import unknown_party
from graph.answering.counting import number, selected
from graph.answering.listing import list_tasks, proof_of
from graph.answering.ranking import is_least
from graph.answering.request import Request, answered, names, refused, unit_items
from graph.answering.selecting import Selection, select
from graph.answering.sentences import say
from graph.answers import Answer, Item

_FEWER = re.compile(r"(?<!多)少(?!于)|\bfewer\b|\bless\b", re.IGNORECASE)
_DIFFERENCE = re.compile(r"[多少差](?:出|了)?(?:几|多少)|how many (?:more|fewer)", re.IGNORECASE)


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
    sides = [(words, _alone(request, at)) for at, words in enumerate(request.understood.units)]
    counts = [len(side.tasks) for _, side in sides]
    fewer = bool(_FEWER.search(request.question))
    extreme = (min if fewer else max)(counts)
    chosen = [side for (_, side), count in zip(sides, counts, strict=True) if count == extreme]
    rows = [duty for side in chosen for task in side.tasks for duty in task.duties]
    items = [_counted(item, chosen) for item in unit_items(request, rows, grouped=False)]
    role = request.understood.role
    told = (", " if request.understood.english else "，").join(
        say(request, "rank.one", name=words, count=count) for (words, _), count in zip(sides, counts, strict=True)
    )
    sentence = "compare.same" if len(set(counts)) == 1 else "compare.fewer" if fewer else "compare.more"
    difference = max(counts) - min(counts)
    text = say(
        request, sentence, role=say(request, f"role.{role or 'any'}"), told=told, names=names(items),
        difference=difference,
    )  # fmt: skip
    as_number = bool(_DIFFERENCE.search(request.question))
    return answered(
        request,
        "number" if as_number else "units",
        [number(request, difference, "tasks", None)] if as_number else items,
        evidence=proof_of(request, [task for _, side in sides for task in side.tasks]),
        query=_alone(request, None).query,
        text=text,
    )


def _alone(request: Request, at: int | None) -> Selection:
    """The tasks of one of the units by itself; of any of them where none is said."""
    understood = request.understood
    roles = understood.roles or (understood.role,) * len(understood.units)
    if at is None:
        changed = dataclasses.replace(understood, kind="duties", aspect=None, joint=None, roles=())
        return select(dataclasses.replace(request, understood=changed))
    changed = dataclasses.replace(
        understood, kind="duties", aspect=None, joint=None, units=(understood.units[at],), roles=(roles[at],)
    )
    return select(dataclasses.replace(request, understood=changed, units=(request.units[at],)))


def _counted(item: Item, sides: list[Selection]) -> Item:
    """The unit with the number of its tasks."""
    own = [task for side in sides for task in side.tasks if any(duty.unit == item.id for duty in task.duties)]
    return dataclasses.replace(item, count=len(own))


def _compare_plans(request: Request) -> Answer:
    """Which plan sets most (or fewest) of the tasks that fulfil the conditions, with the number of each."""
    selection = selected(request)
    counts = {doc: len(selection.of(doc)) for doc in request.docs if doc in selection.docs}
    if not counts:
        return refused(request, "plans", say(request, "tasks.none.at-all"), query=selection.query)
    fewer = bool(_FEWER.search(request.question)) or is_least(request)
    extreme = (min if fewer else max)(counts.values())
    items = [
        Item(label=request.holdings.plans[doc].title, doc=doc, group=request.label(doc), count=count)
        for doc, count in counts.items()
        if count == extreme
    ]
    told = (", " if request.understood.english else "，").join(
        say(request, "rank.one", name=request.label(doc), count=count) for doc, count in counts.items()
    )
    role = request.understood.role
    difference = max(counts.values()) - min(counts.values())
    sentence = "compare.same" if not difference else "compare.fewer" if fewer else "compare.more"
    if _DIFFERENCE.search(request.question) and len(counts) == 2:
        shown, kind = [number(request, difference, "tasks", None)], "number"
    else:
        shown, kind = items, "plans"
    return answered(
        request,
        kind,  # type: ignore[arg-type]
        shown,
        evidence=proof_of(request, selection.tasks),
        query=selection.query,
        text=say(
            request, sentence, role=say(request, f"role.{role or 'any'}"), told=told,
            names="、".join(request.label(item.doc or "") for item in items), difference=difference,
        ),
    )  # fmt: skip
