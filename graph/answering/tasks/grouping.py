"""Rankings of what is no unit: plans, sectors and chapters by their tasks, tasks by their units."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Sequence

from graph.answering.question.queries import Duty, assignments_query, tasks_query
from graph.answering.question.request import Request, answered, names, refused, task_item
from graph.answering.tasks.concerning import concern_of, of_sector, sets_work
from graph.answering.tasks.conditions import Conditions, plays
from graph.answering.tasks.listing import is_ambiguous, less_told, proof_of
from graph.answering.tasks.selecting import Chosen, Selection, select, tasks_of, with_less
from graph.answering.telling.sentences import say
from graph.answers import Answer, Item

_MOST_GROUPS = 20  # plans, sectors or chapters that are named in a sentence
_MOST_READINGS = 6  # documents that are ranked each by itself


def is_least(request: Request) -> bool:
    """Whether the fewest are asked for."""
    return request.understood.aspect == "least" or "rank.least" in request.understood.signals


# ------------------------------------------------------------------ plans, sectors, chapters


def rank_groups(request: Request, by: str) -> Answer:
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
    less = less_told(request, selection)
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
        ) + "".join(request.say(f"。{one}", f". {one}") for one in less) + request.say("。", "."),
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


# ------------------------------------------------------------------ tasks


def rank_tasks(request: Request) -> Answer:
    """The tasks with most (or fewest) units in the role, all that have as many; of few documents those of each."""
    role = request.understood.role
    query = assignments_query(request.docs)
    is_of, concern, is_of_sector = plays(request), concern_of(request), of_sector(request)
    rows = [
        duty
        for duty in request.duties(query)
        if duty.task
        and (role is None or is_of(duty, role))
        and is_of_sector(duty.task)
        and (concern is None or concern.holds(duty.doc, duty.scope_start, duty.scope_end))
    ]
    selection = Selection(conditions=Conditions(), query=query, tasks=tuple(tasks_of(rows)), concern=concern)
    selection = with_less(request, selection)
    rows = [duty for chosen in selection.tasks for duty in chosen.duties]
    if not rows:
        return refused(request, "tasks", say(request, "rank.none"), query=query)
    docs = list(dict.fromkeys(duty.doc for duty in rows))
    apart = 1 < len(docs) <= _MOST_READINGS
    best, told = [], []
    for own_docs in [[doc] for doc in docs] if apart else [docs]:
        where = say(request, "rank.where", where=request.label(own_docs[0])) if apart else ""
        chosen, sentence = _of_most_units(request, [duty for duty in rows if duty.doc in own_docs], where=where)
        best += chosen
        told.append(sentence)
    told += less_told(request, selection)
    return answered(
        request,
        "tasks",
        [dataclasses.replace(task_item(request, chosen.work, grouped=apart), count=_number(chosen)) for chosen in best],
        evidence=proof_of(request, best),
        query=query,
        text=". ".join(told) + "." if request.understood.english else "。".join(told) + "。",
        ambiguous=apart and is_ambiguous(request, docs),
    )


def _of_most_units(request: Request, rows: Sequence[Duty], *, where: str) -> tuple[list[Chosen], str]:
    """The tasks with most units in these rows, and the sentence that names those units."""
    tasks = tasks_of(rows)
    extreme = (min if is_least(request) else max)(map(_number, tasks))
    best = [chosen for chosen in tasks if _number(chosen) == extreme]
    role = request.understood.role
    join = ", " if request.understood.english else "、"
    units = join.join(dict.fromkeys(duty.name for duty in best[0].duties)) if len(best) == 1 else ""
    sentence = say(
        request,
        "rank.tasks.least" if is_least(request) else "rank.tasks.most",
        where=where, role=say(request, f"doing.{role}") if role else "",
        titles=("; " if request.understood.english else "；").join(chosen.work.title for chosen in best),
        count=extreme, units=f"({units})" if units and request.understood.english else f"（{units}）" if units else "",
    )  # fmt: skip
    return best, sentence


def _number(chosen: Chosen) -> int:
    return len({duty.unit for duty in chosen.duties})
