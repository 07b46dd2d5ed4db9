"""Answers on what plans leave open: tasks and sub-actions without a lead, a deadline, a cooperating unit, any unit."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Sequence

from graph.answering.question.queries import Duty, assignments_query, both, tasks_query
from graph.answering.question.request import Request
from graph.answering.tasks.concerning import chapter_tasks, concern_of, concerned, sets_work
from graph.answering.tasks.conditions import conditions_of, labels_missing, parties_of, says, unknown_party
from graph.answering.tasks.leftopen import counted, select_open
from graph.answering.tasks.listing import list_tasks
from graph.answering.tasks.selecting import Selection, is_led, led_scopes, select, tasks_of, with_less
from graph.answers import Answer
from graph.wording import fold, letters


def answer_no_lead(request: Request) -> Answer:
    """Tasks that lack a lead, a deadline or any unit; parts of clauses that nobody leads, by words or units."""
    conditions = conditions_of(request)
    lead = "lead" in conditions.without
    if lead and request.understood.quoted and not (conditions.only or labels_missing(request)):
        return list_tasks(request, _without_lead_saying(request))
    if parties_of(request):
        return unknown_party(request, "tasks") or list_tasks(request, _of_units(select(request), request))
    parts = _parts_without_lead(request) if lead and says(request, "parts") else None
    if parts and parts.tasks:
        return list_tasks(request, parts)
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
    wanted = [letters(fold(words)) for words in request.understood.quoted]
    found = [
        own[0]
        for own in _statements(request.duties(query))
        if own[0].task and _says(own[0], wanted) and not any(duty.role == "lead" for duty in own)
    ]
    tasks = tasks_of(found)
    chapter = {work.task for work in chapter_tasks(request, request.works(query))}
    kept = [chosen for chosen in tasks if chosen.work.task in chapter] or tasks
    return with_less(request, Selection(conditions=conditions_of(request), query=query, tasks=tuple(kept)))


def _parts_without_lead(request: Request) -> Selection:
    """The tasks about the topic that have a lead, though not for each part that a statement speaks for."""
    query = both(tasks_query(request.docs), assignments_query(request.docs))
    statements = _statements(request.duties(query))
    leads = led_scopes(statements)
    led = {duty.task for own in statements for duty in own if duty.role == "lead"}
    concern = concern_of(request)
    about = {work.task for work in concerned(request, request.works(query), concern)}
    found = [
        duty
        for own in statements
        for duty in own
        if duty.task in led & about and duty.kind != "inline" and not is_led(duty, leads)
    ]
    conditions = dataclasses.replace(conditions_of(request), parts=True)
    selection = Selection(conditions=conditions, query=query, tasks=tuple(tasks_of(found)), concern=concern)
    return with_less(request, selection)


def _statements(duties: Iterable[Duty]) -> list[list[Duty]]:
    rows: dict[str, list[Duty]] = defaultdict(list)
    for duty in duties:
        rows[duty.statement].append(duty)
    return list(rows.values())


def _says(duty: Duty, wanted: Sequence[str]) -> bool:
    said = letters(fold(duty.quote))
    return all(words in said for words in wanted)
