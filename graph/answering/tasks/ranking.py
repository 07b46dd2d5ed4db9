"""Rankings of units: which has most (or fewest) of the tasks that are asked for, which comes second or third."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from extract.records import Role
from graph.answering.question.queries import Duty, assignments_query
from graph.answering.question.request import Request, answered, names, refused, unit_items
from graph.answering.tasks.concerning import concern_of
from graph.answering.tasks.conditions import Conditions, lacking, parties_of, plays
from graph.answering.tasks.grouping import is_least, rank_groups, rank_tasks
from graph.answering.tasks.listing import is_ambiguous, less_told, which_of
from graph.answering.tasks.selecting import Selection, narrowed, tasks_of, with_times
from graph.answering.telling.sentences import say
from graph.answers import Answer, Item
from graph.wording import load_table

_MOST_READINGS = 6  # documents that are ranked each by itself
_PUBLIC = re.compile(r"部门|局|\b(?:departments?|bureaus?|agency|agencies)\b", re.IGNORECASE)  # no groups of units
_NTH = re.compile(
    r"第([二三四五])(?:多|少|大|名|位|的)|排(?:在|行|名)?[第老]([二三四五])|\b(second|third)\b",
    re.IGNORECASE,
)
_FIRST = re.compile(r"前\s*(\d{1,2}|[二两三四五六七八九十])|\btop\s+(\d{1,2}|two|three|four|five|ten)\b", re.IGNORECASE)
_NUMBERS = {
    "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
    "two": 2, "three": 3, "four": 4, "five": 5, "ten": 10, "second": 2, "third": 3,
}  # fmt: skip


def answer_ranking(request: Request) -> Answer:
    """The units with most (or fewest) tasks in a role, all that have as many; plans, sectors or tasks likewise."""
    by = ranked(request.question)
    if by:
        return rank_groups(request, by)
    if request.understood.aspect == "tasks":
        return rank_tasks(request)
    role = role_ranked(request)
    selection = _ranked(request, role)
    query, duties = selection.query, [duty for chosen in selection.tasks for duty in chosen.duties]
    docs = list(dict.fromkeys(duty.doc for duty in duties))
    if not duties:
        return refused(request, "units", say(request, "rank.none"), query=query)
    apart = 1 < len(docs) <= _MOST_READINGS
    which = which_of(request, selection)
    among = say(request, "rank.among", which=which) if which else ""
    items: list[Item] = []
    told = []
    for own_docs in [[doc] for doc in docs] if apart else [docs]:
        own = [duty for duty in duties if duty.doc in own_docs]
        where = say(request, "rank.where", where=request.label(own_docs[0])) if apart else ""
        best, sentence = _best(request, own, where=where + among)
        items += [dataclasses.replace(item, group=request.label(own_docs[0]) if apart else None) for item in best]
        told.append(sentence)
    chosen = {(item.id, doc) for item in items for doc in item.docs or ()}
    left_out = [party.words for party in parties_of(request)]
    told += [say(request, "rank.apart", units="、".join(left_out))] if left_out else []
    told += less_told(request, selection)
    text = ". ".join(told) + "." if request.understood.english else "。".join(told) + "。"
    if not items:
        return refused(request, "units", text, query=query)
    return answered(
        request,
        "units",
        items,
        evidence=[request.evidence(d.doc, d.start, d.end) for d in duties if (d.unit, d.doc) in chosen],
        query=query,
        text=text,
        ambiguous=apart and is_ambiguous(request, docs),
    )


def ranked(question: str) -> str | None:
    """What the question ranks instead of units: plans, sectors or sections."""
    return next((by for by, found in _groupings().items() if found.search(question)), None)


@functools.cache
def _groupings() -> dict[str, re.Pattern[str]]:
    return {by: re.compile(words, re.IGNORECASE) for by, words in load_table("answers_tasks")["ranked"].items()}


def role_ranked(request: Request) -> Role | None:
    """The role in which tasks are counted: that of leads where none is named, any where one takes part."""
    return request.understood.role or (None if "role.any" in request.understood.signals else "lead")


def _ranked(request: Request, role: Role | None) -> Selection:
    """The tasks that fulfil the conditions, each with its units in the role, without those that are to be left out."""
    conditions = Conditions(without=lacking(request) - {"unit"})
    narrow = role not in (None, "responsible")
    query = with_times(request, conditions, assignments_query(request.docs, roles=(role,) if role and narrow else ()))
    is_of = plays(request)
    left_out = {unit for party in parties_of(request) for unit in party.ids}
    rows = [duty for duty in request.duties(query) if duty.task and duty.unit not in left_out]
    rows = rows if role is None else [duty for duty in rows if is_of(duty, role)]
    concern = concern_of(request)
    kept = [duty for duty in rows if concern is None or concern.holds(duty.doc, duty.scope_start, duty.scope_end)]
    found = kept if kept or (concern and concern.strict) else rows
    found = [duty for duty in found if not duty.collective] if _PUBLIC.search(request.question) else found
    return narrowed(request, Selection(conditions=conditions, query=query, tasks=tuple(tasks_of(found))))


def _best(request: Request, duties: Sequence[Duty], *, where: str) -> tuple[list[Item], str]:
    """The units at the top (or the bottom) of these rows, and the sentence that says so."""
    counts = _task_counts(duties)
    known = {duty.unit: duty.name for duty in duties}
    least, places, place = is_least(request), _places(request), _place(request)
    if place > 1:
        return _at_place(request, duties, counts, place, where=where)
    ordered = sorted(counts.values(), reverse=not least)
    limit = ordered[min(places, len(ordered)) - 1]
    best = {unit for unit, count in counts.items() if (count <= limit if least else count >= limit)}
    own = [duty for duty in duties if duty.unit in best]
    items = _items(request, own, counts)
    role = say(request, f"doing.{role_ranked(request) or 'any'}")
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


def _at_place(
    request: Request, duties: Sequence[Duty], counts: Mapping[str, int], place: int, *, where: str
) -> tuple[list[Item], str]:
    """The units whose number is the second, third … of all numbers, and the sentence that says so."""
    least = is_least(request)
    numbers = sorted(set(counts.values()), reverse=not least)
    said = {
        "where": where,
        "role": say(request, f"doing.{role_ranked(request) or 'any'}"),
        "place": place if request.understood.english else "一二三四五"[place - 1],
    }
    if place > len(numbers):
        return [], say(request, "rank.no-place", **said)
    own = [duty for duty in duties if counts[duty.unit] == numbers[place - 1]]
    items = _items(request, own, counts)
    sentence = say(
        request, "rank.nth.least" if least else "rank.nth", **said, names=names(items), count=numbers[place - 1]
    )
    before = [duty for duty in duties if counts[duty.unit] in numbers[: place - 1]]
    told = (", " if request.understood.english else "、").join(
        say(request, "rank.one", name=item.label, count=item.count) for item in _items(request, before, counts)
    )
    return items, sentence + (". " if request.understood.english else "。") + say(request, "rank.before", told=told)


def _items(request: Request, own: Sequence[Duty], counts: Mapping[str, int]) -> list[Item]:
    """The units of these rows with their numbers, those at the top of the ranking first."""
    sign = 1 if is_least(request) else -1
    found = {item.id: item for item in unit_items(request, own, grouped=False)}
    ordered = sorted({duty.unit for duty in own}, key=lambda unit: (sign * counts[unit], unit))
    return [dataclasses.replace(found[unit], count=counts[unit], docs=_docs_of(own, unit)) for unit in ordered]


def _places(request: Request) -> int:
    """How many places of the ranking are asked for (前三名)."""
    found = _FIRST.search(request.question)
    words = (found[1] or found[2]).lower() if found else "1"
    return max(1, _NUMBERS.get(words) or int(words))


def _place(request: Request) -> int:
    """The place of the ranking that is asked for alone (第二多); 1 where it is the first, or several."""
    found = _NTH.search(request.question)
    return _NUMBERS[next(filter(None, found.groups())).lower()] if found else 1


def _task_counts(duties: Iterable[Duty]) -> dict[str, int]:
    tasks: dict[str, set[tuple[str, str | None]]] = defaultdict(set)
    for duty in duties:
        tasks[duty.unit].add((duty.doc, duty.task))
    return {unit: len(own) for unit, own in sorted(tasks.items())}
