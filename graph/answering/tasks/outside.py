"""Days that stand outside of tasks, in aims and preambles: what a text sets for a time though no clause does."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from graph.answering.question.queries import deadlines_query
from graph.answering.question.request import Request
from graph.answering.question.rows import Due
from graph.answering.search.closeness import closeness
from graph.answering.tasks.timing import on_time
from graph.answering.telling.sentences import say
from graph.answers import Answer, Evidence

ABOUT = 0.5  # share of the topic that the words of a day hold
MOST = 4  # days that are told
_REACH = 200  # characters within which the words of a day end


def with_outside(answer: Answer, request: Request) -> Answer:
    """The answer with what the texts set outside of tasks: a refusal for all of the time, else for its last day."""
    if request.understood.units or request.understood.without:
        return answer
    quotes = days_outside(request, last=not answer.refused)
    if not quotes:
        return answer
    told = say(request, "and").join(
        say(request, "due.quote", where=request.label(quote.doc), words="".join(quote.quote.split()))
        for quote in quotes
    )
    text = f"{answer.text or ''}{say(request, 'due.outside', told=told)}"
    if answer.refused:
        return dataclasses.replace(answer, text=text, reason=text, evidence=(*quotes, *answer.evidence))
    return dataclasses.replace(answer, text=text, evidence=tuple(dict.fromkeys((*answer.evidence, *quotes))))


def days_outside(request: Request, *, last: bool) -> list[Evidence]:
    """The words of the days outside of tasks that fall on the time asked, or only on its last day."""
    free = [due for due in request.dues(deadlines_query(request.docs)) if due.task is None]
    asked = [due for due in _asked(request, free) if not last or due.last_day == request.understood.before]
    found = [_words(request, due) for due in sorted(asked, key=lambda due: (due.doc, due.start))]
    index, topic = request.holdings.topics, request.topic
    return [one for one in found if not topic or closeness(topic, [(1.0, one.quote)], index) >= ABOUT][:MOST]


def _asked(request: Request, dues: Sequence[Due]) -> tuple[Due, ...]:
    """Those of the time asked; none where the question names no time."""
    return on_time(request, dues).dues if dues and (request.understood.when or request.understood.before) else ()


def _words(request: Request, due: Due) -> Evidence:
    """The day with what is to be done by then, up to the end of its clause."""
    plan = request.holdings.plans[due.doc]
    scope = next((one.scope for one in plan.document.deadlines if one.start == due.start), None)
    stops = [at for sign in "。；;" if (at := plan.text.find(sign, due.end, due.end + _REACH)) >= 0]
    end = min(stops, default=due.end)
    return request.evidence(due.doc, due.start, max(due.end, scope.end if scope and not stops else end))
