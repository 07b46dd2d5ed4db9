"""Answers on time: the tasks that fall due on a day or in a period, of a unit where one is named."""

from __future__ import annotations

from graph.answering.question.request import Request
from graph.answering.tasks.duties import answer_multi
from graph.answering.tasks.outside import with_outside
from graph.answers import Answer


def answer_due(request: Request) -> Answer:
    """What falls due at the time that the question names; by a day what is due earlier too.

    Where no task does, the refusal tells what the texts set for that time outside of tasks.
    """
    return with_outside(answer_multi(request), request)
