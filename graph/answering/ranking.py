"""Rankings: which unit, plan, sector or chapter has most (or fewest) of the tasks that are asked for."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from graph.answering.concerning import concern_of, sets_work
from graph.answering.conditions import parties_of, plays
from graph.answering.listing import is_ambiguous, proof_of
from graph.answering.queries import Duty, assignments_query, tasks_query
from graph.answering.request import Request, answered, names, refused, unit_items
from graph.answering.selecting import Chosen, select
from graph.answering.sentences import say
from graph.answers import Answer, Item
from graph.wording import load_table

_MOST_GROUPS = 20  # plans, sectors or chapters that are named in a sentence
_MOST_READINGS = 6  # documents that are ranked each by itself
_PUBLIC = re.compile(r"部门|局|\b(?:departments?|bureaus?|agency|agencies)\b", re.IGNORECASE)  # no groups of units
_FIRST = re.compile(r"前\s*(\d{1,2}|[二两三四五六七八九十])|\btop\s+(\d{1,2}|two|three|four|five|ten)\b", re.IGNORECASE)
_NUMBERS = {
    "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
    "two": 2, "three": 3, "four": 4, "five": 5, "ten": 10,
}  # fmt: skip


def answer_ranking(request: Request) -> Answer:
    """The units with most (or fewest) tasks in a role, all that have as many; plans, sectors or chapters likewise."""
    by = ranked(request.question)
    if by:
        return _rank_groups(request, by)
    role = request.understood.role or "lead"
    query = assignments_query(request.docs, roles=() if role == "responsible" else (role,))
    duties = _ranked(request, request.duties(query))
    docs = list(dict.fromkeys(duty.doc for duty in duties))
    if not duties:
        return refused(request, "units", say(request, "rank.none"), query=query)
    apart = 1 < len(docs) <= _MOST_READINGS
    items: list[Item] = []
    told = []
    for own_docs in [[doc] for doc in docs] if apart else [docs]:
        own = [duty for duty in duties if duty.doc in own_docs]
        best, sentence = _best(
            request, own, where=say(request, "rank.where", where=request.label(own_docs[0])) if apart else ""
        )
        items += [dataclasses.replace(item, group=request.label(own_docs[0]) if apart else None) for item in best]
        told.append(sentence)
    chosen = {(item.id, doc) for item in items for doc in item.docs or ()}
    left_out = [party.words for party in parties_of(request)]
    told += [say(request, "rank.apart", units="、".join(left_out))] if left_out else []
    return answered(
        request,
        "units",
        items,
        evidence=[request.evidence(d.doc, d.start, d.end) for d in duties if (d.unit, d.doc) in chosen],
        query=query,
        text=". ".join(told) + "." if request.understood.english else "。".join(told) + "。",
        ambiguous=apart and is_ambiguous(request, docs),
    )


def ranked(question: str) -> str | None:
    """What the question ranks instead of units: plans, sectors or sections."""
    return next((by for by, found in _groupings().items() if found.search(question)), None)


@functools.cache
def _groupings() -> dict[str, re.Pattern[str]]:
    return {by: re.compile(words, re.IGNORECASE) for by, words in load_table("answers_tasks")["ranked"].items()}


def _ranked(request: Request, rows: Iterable[Duty]) -> list[Duty]:
    """The rows in the role that is asked for, without the units that are to be left out, on the topic."""
    is_of, role = plays(request), request.understood.role or "lead"
    left_out = {unit for party in parties_of(request) for unit in party.ids}
    rows = [duty for duty in rows if duty.task and duty.unit not in left_out and is_of(duty, role)]
    concern = concern_of(request)
    kept = [duty for duty in rows if concern is None or concern.holds(duty.doc, duty.scope_start, duty.scope_end)]
    found = kept if kept or (concern and concern.strict) else rows
    return [duty for duty in found if not duty.collective] if _PUBLIC.search(request.question) else found


def _best(request: Request, duties: Sequence[Duty], *, where: str) -> tuple[list[Item], str]:
    """The units at the top (or the bottom) of these rows, and the sentence that says so."""
    counts = _task_counts(duties)
    known = {duty.unit: duty.name for duty in duties}
    least, places = is_least(request), _places(request)
    ordered = sorted(counts.values(), reverse=not least)
    limit = ordered[min(places, len(ordered)) - 1]
    best = {unit for unit, count in counts.items() if (count <= limit if least else count >= limit)}
    own = [duty for duty in duties if duty.unit in best]
    found = {item.id: item for item in unit_items(request, own, grouped=False)}
    items = [
        dataclasses.replace(found[unit], count=counts[unit], docs=_docs_of(own, unit))
        for unit in sorted(best, key=lambda unit: (counts[unit] if least else -counts[unit], unit))
    ]
    role = say(request, f"doing.{request.understood.role or 'lead'}")
    join = ", " if request.understood.english else "、"
    if places > 1:
        told = join.join(say(request, "rank.one", name=item.label, count=item.count) for item in items)
        return items, say(request, "rank.first", where=where, role=role, places=places, told=told)
    sentence = say(
        request, "rank.least" if least else "rank.most", where=where, role=role, names=names(items), count=limit
    )
    rest = sorted(((count, unit) for unit, count in counts.items() if unit not in best), reverse=not least)[:3]
    following = join.join(say(request, "rank.one", name=known[unit], count=count) for count, unit in rest)
    stop = ". " if request.understood.english else "。"
    return items, sentence + (stop + say(request, "rank.next", told=following) if following else "")


def _docs_of(duties: Iterable[Duty], unit: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(duty.doc for duty in duties if duty.unit == unit))


def is_least(request: Request) -> bool:
    """Whether the fewest are asked for."""
    return request.understood.aspect == "least" or "rank.least" in request.understood.signals


def _places(request: Request) -> int:
    """How many places of the ranking are asked for (前三名)."""
    found = _FIRST.search(request.question)
    words = (found[1] or found[2]).lower() if found else "1"
    return max(1, _NUMBERS.get(words) or int(words))


def _task_counts(duties: Iterable[Duty]) -> dict[str, int]:
    tasks: dict[str, set[tuple[str, str | None]]] = defaultdict(set)
    for duty in duties:
        tasks[duty.unit].add((duty.doc, duty.task))
    return {unit: len(own) for unit, own in sorted(tasks.items())}


# ------------------------------------------------------------------ plans, sectors, chapters


def _rank_groups(request: Request, by: str) -> Answer:
    """The plans, sectors or chapters with most (or fewest) of the tasks that fulfil the conditions."""
    selection = select(request)
    works = {work.task: work for work in request.works(tasks_query(request.docs))}
    keys = {"plans": _plan, "sectors": _sectors, "sections": _section}[by]
    groups: dict[str, list[Chosen]] = defaultdict(list)
    for chosen in selection.tasks:
        work = works.get(chosen.work.task, chosen.work)
        for key in keys(request)(dataclasses.replace(chosen, work=work)) if sets_work(work) else ():
            groups[key].append(chosen)
    if not groups:
        return refused(request, "text", say(request, "tasks.none.at-all"), query=selection.query)
    counts = {key: len(own) for key, own in groups.items()}
    extreme = (min if is_least(request) else max)(counts.values())
    best = [key for key, count in counts.items() if count == extreme]
    items = [_group_item(request, key, by, groups[key]) for key in best]
    join = ", " if request.understood.english else "、"
    ordered = sorted(counts.items(), key=lambda one: -one[1])[:_MOST_GROUPS]
    told = join.join(say(request, "rank.one", name=_called(request, key, by), count=count) for key, count in ordered)
    role = request.understood.role
    return answered(
        request,
        "plans" if by == "plans" else "text",
        items,
        evidence=proof_of(request, [chosen for key in best for chosen in groups[key]]),
        query=selection.query,
        text=say(
            request,
            "rank.groups.least" if is_least(request) else "rank.groups.most",
            role=say(request, f"doing.{role}") if role else "", names=names(items), count=extreme, told=told,
        ) + ("." if request.understood.english else "。"),
    )  # fmt: skip


def _group_item(request: Request, key: str, by: str, own: Sequence[Chosen]) -> Item:
    label = _called(request, key, by)
    if by == "plans":
        return Item(label=request.holdings.plans[key].title, doc=key, group=request.label(key), count=len(own))
    return Item(label=label, value=label, count=len(own))


def _called(request: Request, key: str, by: str) -> str:
    return request.label(key) if by == "plans" else key


Keys = Callable[[Chosen], list[str]]


def _plan(_: Request) -> Keys:
    return lambda chosen: [chosen.work.doc]


def _sectors(request: Request) -> Keys:
    tasks = request.holdings.tasks
    return lambda chosen: [sector.label for sector in tasks[chosen.work.task][1].sectors]


def _section(_: Request) -> Keys:
    return lambda chosen: [chosen.work.section.rpartition(" / ")[2]]
