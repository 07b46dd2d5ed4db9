"""Answers on what plans leave open: tasks without a lead, a deadline, a cooperating unit, any unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from graph.answer_tasks import one_a_task, title_quote, wanted_works
from graph.answers import Answer
from graph.queries import (
    Duty,
    Work,
    assignments_query,
    both,
    deadlines_query,
    find_dues,
    find_duties,
    find_works,
    tasks_query,
)
from graph.request import Request, answered, refused, task_item
from graph.wording import fold, letters


def answer_no_lead(request: Request) -> Answer:
    """Tasks that name units and no lead, no deadline, or no unit at all; statements with quoted words but no lead."""
    if request.understood.quoted and request.understood.aspect == "lead":
        return _without_lead_saying(request)
    aspect = request.understood.aspect
    facts = deadlines_query(request.docs) if aspect == "deadline" else assignments_query(request.docs)
    query = both(tasks_query(request.docs), facts)
    works = find_works(request.store, query)
    duties = [] if aspect == "deadline" else find_duties(request.store, query)
    test: Callable[[Work], bool]
    if aspect == "deadline":
        dated = {due.task for due in find_dues(request.store, query) if due.last_day}
        test = lambda work: work.task not in dated  # noqa: E731
    elif aspect == "cooperating":
        helped = {duty.task for duty in duties if duty.role == "cooperating"}
        test = lambda work: work.task not in helped  # noqa: E731
    elif aspect == "unit":
        named = {duty.task for duty in duties}
        test = lambda work: work.task not in named  # noqa: E731
    else:
        test = _leaderless(duties)
    found = [work for work in wanted_works(request, works) if test(work)]
    word = {"deadline": "时限", "unit": "单位", "cooperating": "配合单位"}.get(aspect or "", "牵头单位")
    if not found:
        return refused(request, "tasks", f"没有找到未写明{word}的任务。", query=query)
    docs = list(dict.fromkeys(work.doc for work in found))
    proof = [request.evidence(d.doc, d.start, d.end) for d in duties if d.task in {work.task for work in found}]
    return answered(
        request,
        "tasks",
        [task_item(request, work, grouped=len(docs) > 1) for work in found],
        evidence=[*proof, *(title_quote(request, work) for work in found)],
        query=query,
        text=f"方案未写明{word}的任务有{len(found)}项：{'；'.join(work.title for work in found)}。",
    )


def _leaderless(duties: Sequence[Duty]) -> Callable[[Work], bool]:
    """Tasks without a lead: among those of a plan that names units, else all of its tasks."""
    led = {duty.task for duty in duties if duty.role == "lead"}
    named = {duty.task for duty in duties}
    naming = {duty.doc for duty in duties}
    return lambda work: work.task not in led and (work.task in named or work.doc not in naming)


def _without_lead_saying(request: Request) -> Answer:
    query = assignments_query(request.docs)
    rows: dict[str, list[Duty]] = defaultdict(list)
    for duty in find_duties(request.store, query):
        rows[duty.statement].append(duty)
    wanted = [letters(fold(words)) for words in request.understood.quoted]
    found = [
        own[0]
        for own in rows.values()
        if all(words in letters(fold(own[0].quote)) for words in wanted) and not any(d.role == "lead" for d in own)
    ]
    if not found:
        said = "、".join(f"“{words}”" for words in request.understood.quoted)
        return refused(request, "tasks", f"没有找到写了{said}而未写明牵头单位的任务。", query=query)
    tasks = one_a_task(found)
    docs = list(dict.fromkeys(row.doc for row in tasks))
    return answered(
        request,
        "tasks",
        [task_item(request, row, grouped=len(docs) > 1) for row in tasks],
        evidence=[request.evidence(duty.doc, duty.start, duty.end) for duty in found],
        query=query,
        text=f"这样的任务有{len(tasks)}项：{'；'.join(row.title for row in tasks)}。",
    )
