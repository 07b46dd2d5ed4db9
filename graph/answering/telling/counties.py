"""Counties that a question names and no plan is of: told before what the plans around them say in general."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from graph.answering.question.request import Request
from graph.answering.telling.pieces import in_a_row, listed
from graph.answering.telling.sentences import say
from graph.answers import Answer, Evidence

_OF_TEXTS = ("where-is", "plan-facts", "definition", "overlaps", "conflicts", "changes")


def with_counties(answer: Answer, request: Request) -> Answer:
    """The answer; where it does not speak of a county that is asked for, first whose plan it is of instead."""
    if answer.refused or request.understood.kind in _OF_TEXTS:
        return answer
    tasks = " ".join(text for quote in answer.evidence for text in _tasks_around(request, quote))
    places = [request.holdings.places[words] for words in request.understood.inside]
    untold = [place.name for place in places if place.bare not in answer.text or place.bare not in tasks]
    if not untold:
        return answer
    plans = listed(request, (request.label(quote.doc) for quote in answer.evidence))
    said = say(request, "county.around", counties=listed(request, untold), plans=plans)
    return dataclasses.replace(answer, text=in_a_row(request, (said, answer.text)))


def _tasks_around(request: Request, quote: Evidence) -> Iterator[str]:
    """The texts of the tasks in which a quote stands."""
    plan = request.holdings.plans[quote.doc]
    for task in plan.document.tasks:
        if task.start < quote.end and quote.start < task.end:
            yield plan.text[task.start : task.end]
