"""Answers on time: the tasks that fall due on a day or in a period, of a unit where one is named."""

from __future__ import annotations

from graph.answering.request import Request
from graph.answering.tasks import answer_multi
from graph.answers import Answer


def answer_due(request: Request) -> Answer:
    """What falls due at the time that the question names; by a day what is due earlier too."""
    return answer_multi(request)
