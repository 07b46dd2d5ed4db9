"""Answers on what changed between two plans: tasks that are new, no longer there, or set otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from graph.answering.question.queries import assignments_query, both, tasks_query
from graph.answering.question.request import Request, answered, refused
from graph.answering.search.topics import coverage
from graph.answering.telling.sentences import say
from graph.answers import Answer, Evidence, Item

if TYPE_CHECKING:
    from graph.changed import Change
    from graph.comparing import Comparison, Kept, Task

ABOUT = 0.5  # share of the topic that a title holds
SHOWN = 12  # titles that a sentence tells
_MISSING = ("added", "dropped")
_ASPECTS = (*_MISSING, "lead", "deadline", "target")


def answer_changes(request: Request) -> Answer:
    """What changed from the earlier of two plans to the later one, or from the upper to the lower one."""
    from graph.comparing import compare_plans, order_words, ordered  # noqa: PLC0415 - loads a second of arithmetic

    if len(request.docs) != 2:
        return _which(request)
    plans = [request.holdings.plans[doc] for doc in request.docs]
    as_given, order = ordered(plans[0].document, plans[1].document)
    first, second = plans if as_given else plans[::-1]
    found = compare_plans((first.document, first.text), (second.document, second.text))
    sides = say(
        request,
        "changes.sides",
        a=request.label(first.doc),
        tasks_a=found.a.tasks,
        b=request.label(second.doc),
        tasks_b=found.b.tasks,
        order=order_words(order, english=request.understood.english),
    )
    aspect = next((one for one in _ASPECTS if one == request.understood.aspect), "all")
    if aspect in _MISSING:
        return _of_tasks(request, found.new if aspect == "added" else found.dropped, aspect, sides)
    return _of_pairs(request, found, aspect, sides)


def _which(request: Request) -> Answer:
    """A refusal: the two plans are not told; with those that are held."""
    plans = [request.holdings.plans[doc] for doc in request.docs]
    shown = plans if len(plans) > 1 else list(request.holdings.plans.values())
    held = say(request, "and").join(f"{plan.label}《{plan.title}》" for plan in shown[:SHOWN])
    where = request.label(plans[0].doc) if plans else request.say("资料库没有的方案", "plans that are not held")
    sentence = "changes.many" if len(plans) > 1 else "changes.one-plan"
    reason = say(request, sentence, where=where, held=held, count=len(plans))
    return refused(request, "tasks", reason, query=tasks_query(request.docs))


def _of_tasks(request: Request, tasks: Sequence[Task], aspect: str, sides: str) -> Answer:
    shown = [task for task in tasks if _about(request, task.side.title)]
    query = tasks_query(request.docs)
    if not shown:
        reason = say(request, "changes.none", sides=sides, what=say(request, f"what.{aspect}"))
        return refused(request, "tasks", reason, query=query)
    items = [
        Item(
            label=task.side.title,
            title=task.side.title,
            id=task.side.task,
            doc=task.side.doc,
            number=task.side.number,
            start=task.side.start,
        )
        for task in shown
    ]
    told = say(request, f"changes.{aspect}", count=len(shown), titles=_titles(request, shown))
    return answered(
        request,
        "tasks",
        items,
        evidence=_title_proof(request, shown),
        query=query,
        text=f"{sides}{_ended(request, told)}",
    )


def _of_pairs(request: Request, found: Comparison, aspect: str, sides: str) -> Answer:
    """The tasks of both plans with what is different; for all changes also how many are new or gone."""
    changed = [(pair, own) for pair in found.kept if _kept_about(request, pair) and (own := _changes(pair, aspect))]
    query = both(assignments_query(request.docs), tasks_query(request.docs))
    told = _summary(request, found, changed) if aspect == "all" else [_kept_told(request, found, changed)]
    if not changed and (aspect != "all" or request.topic or not (found.new or found.dropped)):
        what = say(request, "what.topic", topic=request.topic) if request.topic else say(request, f"what.{aspect}")
        return refused(request, "pairs", say(request, "changes.none", sides=sides, what=what), query=query)
    if not changed:
        return _of_tasks(request, [*found.new, *found.dropped], "added" if found.new else "dropped", sides)
    quotes = [quote for _, own in changed for change in own for quote in (*change.quotes_a, *change.quotes_b)]
    proof = [request.evidence(quote.doc, quote.start, quote.end) for quote in quotes]
    text = say(request, "and").join(told)
    return answered(
        request,
        "pairs",
        [_item(pair, own) for pair, own in changed],
        evidence=[*proof, *_title_proof(request, (side for pair, _ in changed for side in (pair.a, pair.b)))],
        query=query,
        text=f"{sides}{_ended(request, text)}",
    )


def _changes(pair: Kept, aspect: str) -> list[Change]:
    """Its changes that are asked for; what only moved on with the year or got another name is none."""
    own = [change for change in pair.changes if change.kind not in ("rolled", "renamed")]
    return [change for change in own if aspect in ("all", change.aspect)]


def _summary(request: Request, found: Comparison, changed: Sequence[tuple[Kept, list[Change]]]) -> list[str]:
    told = [_kept_told(request, found, changed)]
    for aspect, tasks in (("added", found.new), ("dropped", found.dropped)):
        if tasks and not request.topic:
            told.append(say(request, f"changes.{aspect}", count=len(tasks), titles=_titles(request, tasks)))
    if found.doubtful:
        told.append(say(request, "changes.doubtful", count=len(found.doubtful)))
    return told


def _kept_told(request: Request, found: Comparison, changed: Sequence[tuple[Kept, list[Change]]]) -> str:
    from graph.changed import label  # noqa: PLC0415

    if not changed:
        return say(request, "changes.unchanged", count=len(found.kept))
    missing = say(request, "changes.not-written")
    told = [
        say(
            request,
            "changes.of",
            title=pair.b.side.title,
            what=label(change, english=request.understood.english),
            a=change.a or missing,
            b=change.b or missing,
        )
        for pair, own in changed
        for change in own
    ]
    return say(
        request, "changes.kept", count=len(found.kept), changed=len(changed), told=say(request, "and").join(told)
    )


def _kept_about(request: Request, pair: Kept) -> bool:
    return _about(request, f"{pair.a.side.title} {pair.b.side.title}")


def _about(request: Request, titles: str) -> bool:
    return not request.topic or coverage(request.topic, titles, request.holdings.topics) >= ABOUT


def _titles(request: Request, tasks: Sequence[Task]) -> str:
    more = request.say("等", " and others") if len(tasks) > SHOWN else ""
    return request.say("、", ", ").join(task.side.title for task in tasks[:SHOWN]) + more


def _title_proof(request: Request, tasks: Iterable[Task]) -> list[Evidence]:
    return [request.evidence(task.quote.doc, task.quote.start, task.quote.end) for task in tasks]


def _item(pair: Kept, changes: Sequence[Change]) -> Item:
    from graph.changed import label  # noqa: PLC0415

    a, b = ({"doc": s.doc, "number": s.number, "title": s.title, "start": s.start} for s in (pair.a.side, pair.b.side))
    kind = "、".join(dict.fromkeys(label(change) for change in changes))
    return Item(label=f"{pair.a.side.title} / {pair.b.side.title}", a=a, b=b, kind=kind, value=pair.likeness)


def _ended(request: Request, told: str) -> str:
    return told + request.say("。", ".")
