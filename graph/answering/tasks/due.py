"""Answers on time: the tasks that fall due on a day or in a period, of a unit where one is named."""

from __future__ import annotations

import dataclasses

from graph.answering.question.queries import Due, deadlines_query
from graph.answering.question.request import Request
from graph.answering.tasks.duties import answer_multi
from graph.answering.tasks.outside import with_outside
from graph.answering.telling.sentences import say
from graph.answers import Answer


def answer_due(request: Request) -> Answer:
    """What falls due at the time that the question names; by a day what is due earlier too.

    Where no task does, the refusal tells what the texts set for that time outside of tasks, and in a period without
    any the deadlines nearest to it.
    """
    return with_outside(_with_nearest(answer_multi(request), request), request)


def _with_nearest(answer: Answer, request: Request) -> Answer:
    """A refusal for a period with the last day before it and the first one after it that the plans set."""
    near = _nearest(request) if answer.refused and not (request.understood.units or request.topic) else []
    if not near:
        return answer
    told = say(request, "and").join(
        f"{due.last_day} {say(request, 'due.quote', where=request.label(due.doc), words=due.title)}" for due in near
    )
    text = f"{answer.text or ''}{say(request, 'due.nearest', told=told)}"
    quotes = (request.evidence(due.doc, due.start, due.end) for due in near)
    return dataclasses.replace(answer, text=text, reason=text, evidence=(*answer.evidence, *quotes))


def _nearest(request: Request) -> list[Due]:
    after, before = request.understood.after, request.understood.before
    if not after or not before:
        return []
    dues = [due for due in request.dues(deadlines_query(request.docs)) if due.task and due.kind in ("by", "point")]
    earlier = [due for due in dues if due.last_day and due.last_day < after]
    later = [due for due in dues if due.last_day and due.last_day > before]
    return [*(_first(earlier, last=True)), *(_first(later, last=False))]


def _first(dues: list[Due], *, last: bool) -> list[Due]:
    return [(max if last else min)(dues, key=lambda due: due.last_day or "")] if dues else []
