"""Answers that list tasks: what a unit has to do, what several units do together, each with its role."""

from __future__ import annotations

from graph.answering.question.request import Request
from graph.answering.tasks.conditions import parties_of, unknown_party
from graph.answering.tasks.leftopen import selected
from graph.answering.tasks.listing import list_tasks
from graph.answering.telling.absent import refuse_unit
from graph.answers import Answer


def answer_duties(request: Request) -> Answer:
    """The tasks in which a unit has a duty, by role, topic and time where these are asked for."""
    understood = request.understood
    if not parties_of(request) and not understood.role and not understood.without:
        return refuse_unit(request, "tasks")
    return answer_multi(request)


def answer_multi(request: Request) -> Answer:
    """The tasks that meet all conditions of the question on their units, their time and their topic."""
    return unknown_party(request, "tasks") or list_tasks(request, selected(request))
