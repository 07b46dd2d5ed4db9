"""Answers on what plans leave open: tasks and sub-actions without a lead, a deadline, a cooperating unit, any unit."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Sequence

from graph.answering.concerning import chapter_tasks, sets_work
from graph.answering.conditions import conditions_of, parties_of, unknown_party
from graph.answering.leftopen import counted, select_open
from graph.answering.listing import list_tasks
from graph.answering.queries import Duty, assignments_query, both, tasks_query
from graph.answering.request import Request
from graph.answering.selecting import Selection, select, tasks_of
from graph.answers import Answer
from graph.wording import fold, letters


def answer_no_lead(request: Request) -> Answer:
    """Tasks that lack a lead, a deadline or any unit; sub-actions of a unit that nobody leads."""
    conditions = conditions_of(request)
    if request.understood.quoted and "lead" in conditions.without:
        return list_tasks(request, _without_lead_saying(request))
    if parties_of(request):
        return unknown_party(request, "tasks") or list_tasks(request, _of_units(select(request), request))
    selection = select_open(request)
    return list_tasks(request, selection, note=counted(request, selection))


def _of_units(selection: Selection, request: Request) -> Selection:
    """Without clauses on how the plan is organised, where there are others."""
    works = {work.task: work for work in request.works(tasks_query(selection.docs))} if selection.tasks else {}
    kept = tuple(chosen for chosen in selection.tasks if sets_work(works[chosen.work.task]))
    return dataclasses.replace(selection, tasks=kept or selection.tasks)


def _without_lead_saying(request: Request) -> Selection:
    """The tasks with a statement that holds the quoted words and has no lead, of the chapter that is named."""
    query = both(tasks_query(request.docs), assignments_query(request.docs))
    rows: dict[str, list[Duty]] = defaultdict(list)
    for duty in request.duties(query):
        rows[duty.statement].append(duty)
    wanted = [letters(fold(words)) for words in request.understood.quoted]
    found = [
        own[0]
        for own in rows.values()
        if own[0].task and _says(own[0], wanted) and not any(duty.role == "lead" for duty in own)
    ]
    tasks = tasks_of(found)
    chapter = {work.task for work in chapter_tasks(request, request.works(query))}
    kept = [chosen for chosen in tasks if chosen.work.task in chapter] or tasks
    return Selection(conditions=conditions_of(request), query=query, tasks=tuple(kept))


def _says(duty: Duty, wanted: Sequence[str]) -> bool:
    said = letters(fold(duty.quote))
    return all(words in said for words in wanted)
