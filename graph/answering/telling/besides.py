"""What a question asks besides what is answered first: answered too where it is plain, else told.

Nobody is to take a part for the whole.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from extract.records import Role
from graph.answering.question.queries import both
from graph.answering.question.request import Request
from graph.answering.telling.pieces import in_a_row
from graph.answering.telling.sentences import say
from graph.answers import Answer, Kind

_WHO = ("who-leads", "who-cooperates", "who-is-responsible", "who-supervises", "lead-differs")
_LEFT: dict[str, tuple[str, ...]] = {
    "ask.when": (*_WHO, "role-of", "targets"),
    "ask.value": (*_WHO, "role-of", "deadline-of"),
    "ask.who": ("deadline-of", "targets"),
}
"""Signals of what is asked, and the kinds of answers that do not tell it."""
_KINDS: dict[str, Kind] = {"ask.when": "deadline-of", "ask.value": "targets"}
_OF_ROLE: dict[Role, Kind] = {
    "lead": "who-leads",
    "cooperating": "who-cooperates",
    "responsible": "who-is-responsible",
    "supervising": "who-supervises",
}


def with_rest(answer: Answer, request: Request, ask: Callable[[Request], Answer]) -> Answer:
    """The answer with what the question asks too (by when, how much, or who): answered on the same tasks.

    Where there is no such answer, why; where it is of other tasks, only that it is asked.
    """
    understood = request.understood
    if answer.refused:
        return answer
    left = [one for one, kinds in _LEFT.items() if one in understood.signals and understood.kind in kinds]
    left += ["ask.who"] if _asks_who_too(request) and "ask.who" not in left else []
    for one in left:
        other = ask(_also(request, one, answer))
        said = other.text if other.refused else say(request, f"besides.{one.removeprefix('ask.')}")
        if _is_of(request, other, answer):
            proof = tuple(dict.fromkeys((*answer.evidence, *other.evidence)))
            answer = dataclasses.replace(answer, evidence=proof, query=both(answer.query, other.query))
            said = other.text
        answer = dataclasses.replace(answer, text=in_a_row(request, (answer.text, said)))
    named = [say(request, "besides.role", role=say(request, f"doing.{role}")) for role in _roles_left(request, answer)]
    return dataclasses.replace(answer, text=in_a_row(request, (answer.text, *named)))


def _asks_who_too(request: Request) -> bool:
    """Whether a role is asked for beside a day or a value without the word who (公转铁的牵头单位和时限)."""
    understood = request.understood
    asked = any(one.startswith("asked.") for one in understood.signals)
    return asked and not understood.units and understood.kind in _LEFT["ask.who"]


def _roles_left(request: Request, answer: Answer) -> list[Role]:
    """The roles that are asked for beside the one that was answered, of the same work or the same unit."""
    understood = request.understood
    if understood.aspect or understood.kind not in (*_OF_ROLE.values(), "duties"):
        return []
    told: set[str | None]
    if understood.kind == "duties":
        if "不" in understood.read:  # 只配合不牵头
            return []
        told = set(understood.roles) if any(understood.roles) else set(_OF_ROLE)
    else:
        told = {understood.role, *(item.role for item in answer.answers)}
    return [role for role in _OF_ROLE if f"asked.{role}" in understood.signals and role not in told]


def _also(request: Request, signal: str, answer: Answer) -> Request:
    """The request for what is asked too, of the documents that the answer is of."""
    understood = request.understood
    asked = [role for role in _OF_ROLE if f"asked.{role}" in understood.signals]
    role: Role | None = (asked[0] if asked else "responsible") if signal == "ask.who" else None
    kind = _OF_ROLE[role] if role else _KINDS[signal]
    docs = tuple(sorted({quote.doc for quote in answer.evidence})) or understood.docs
    return dataclasses.replace(
        request, understood=dataclasses.replace(understood, kind=kind, aspect=None, role=role, docs=docs)
    )


def _is_of(request: Request, other: Answer, answer: Answer) -> bool:
    """Whether a second answer is one, and of no other tasks and readings than the first."""
    if other.refused or (other.ambiguous and not answer.ambiguous):
        return False
    return bool(other.evidence) and _tasks(request, other) <= _tasks(request, answer)


def _tasks(request: Request, answer: Answer) -> set[str]:
    """The tasks in which quotes of an answer stand; what stands in none, as an aim, is of all of its plan."""
    return {
        task.id
        for quote in answer.evidence
        for task in request.holdings.plans[quote.doc].document.tasks
        if task.start <= quote.start < task.end
    }
