"""Answers that are numbers of tasks or units: each is the length of the list that the sentence names."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Sequence

from extract.records import Role
from graph.answering.question.queries import Duty, assignments_query, both, tasks_query
from graph.answering.question.request import Request, answered, names, refused, unit_items
from graph.answering.search.locating import has_role, locate_all
from graph.answering.tasks.concerning import under_heading
from graph.answering.tasks.conditions import Conditions, conditions_of, parties_of, plays, unknown_party
from graph.answering.tasks.leftopen import selected
from graph.answering.tasks.listing import instead_of, is_ambiguous, list_tasks, proof_of, sentence_of
from graph.answering.tasks.selecting import Selection, of_unit, of_units, select
from graph.answering.telling.sentences import say
from graph.answers import Answer, Evidence, Item

_IN_ALL = re.compile("一共|总共|合计|加起来|加在一起|拢共|in all|together", re.IGNORECASE)  # not each by itself

_WHICH = re.compile(
    "(?:几|多少)[^哪]{0,12}(?:是|有|都是|分别是)(?:哪几|哪些)|how many .{0,60}which (?:ones|are)", re.IGNORECASE
)


def answer_count(request: Request) -> Answer:
    """How many tasks meet the conditions of the question, or how many units have a role in a topic."""
    if request.understood.aspect == "units":
        return unknown_party(request, "number") or _count_units(request)
    missing = unknown_party(request, "number")
    if missing:
        return missing
    conditions = conditions_of(request)
    if _WHICH.search(request.question):
        return list_tasks(request, selected(request))
    roles = _roles_asked(request)
    if len(conditions.parties) == 1 and len(roles) > 1 and not conditions.without:
        return _count_roles(request, roles)
    each = not _IN_ALL.search(request.question) and "either" not in request.understood.signals
    if len(conditions.parties) > 1 and not conditions.together and each:
        return _count_each(request)
    return count_tasks(request, selected(request))


def count_tasks(request: Request, selection: Selection) -> Answer:
    """The number of tasks of each document; 0 where the units that are named are held and have no such task."""
    several = len(request.understood.places) > 1
    docs = list(dict.fromkeys([*selection.docs, *(_held(request) if several or not selection.docs else ())]))
    if not docs:
        return refused(request, "number", say(request, "tasks.none.at-all"), query=selection.query)
    grouped = len(docs) > 1
    items = [number(request, len(selection.of(doc)), "tasks", request.label(doc) if grouped else None) for doc in docs]
    return answered(
        request,
        "number",
        items,
        evidence=proof_of(request, selection.tasks) if selection.tasks else _seen(request),
        query=selection.query,
        text=sentence_of(request, selection, empty=docs) + _beside(request, selection),
        ambiguous=is_ambiguous(request, docs),
    )


def _beside(request: Request, selection: Selection) -> str:
    """What a unit does instead where it has no such task; of a whole plan, how many clauses are not counted."""
    if not selection.tasks:
        return instead_of(request, selection)
    if selection.conditions != Conditions() or selection.time or request.topic or request.understood.sector:
        return ""
    counted = {chosen.work.task for chosen in selection.tasks}
    beside = sum(work.task not in counted for work in request.works(tasks_query(request.docs)))
    return say(request, "count.organising", beside=beside) if beside else ""


def _count_each(request: Request) -> Answer:
    """The number of tasks of each unit that is named."""
    each = [of_unit(request, at) for at in range(len(request.understood.units))]
    docs = [_docs_of(request, at, one) for at, one in enumerate(each)]
    grouped = len({doc for own in docs for doc in own}) > 1
    items = [
        dataclasses.replace(
            number(request, len(one.of(doc)), "tasks", request.label(doc) if grouped else None), title=words
        )
        for words, one, own in zip(request.understood.units, each, docs, strict=True)
        for doc in own
    ]
    chosen = [chosen for one in each for chosen in one.tasks]
    return answered(
        request,
        "number",
        items,
        evidence=proof_of(request, chosen) if chosen else _seen(request),
        query=of_units(request).query,
        text=(" " if request.understood.english else "").join(
            sentence_of(request, one, empty=own) for one, own in zip(each, docs, strict=True)
        ),
        ambiguous=is_ambiguous(request, list(dict.fromkeys(doc for own in docs for doc in own))),
    )


def _roles_asked(request: Request) -> list[Role]:
    """The roles that the question names (牵头几项、配合几项)."""
    signals = request.understood.signals
    roles: tuple[Role, ...] = ("lead", "cooperating", "responsible", "supervising")
    return [] if "role.any" in signals else [role for role in roles if f"role.{role}" in signals]


def count_chapter(request: Request) -> Answer | None:
    """The number of clauses of the chapter whose parts are asked for; None where the question names no chapter."""
    works = under_heading(request, request.works(tasks_query(request.docs)))
    if not works:
        return None
    selection = select(request)
    return count_tasks(request, selection) if selection.tasks else None


def _count_roles(request: Request, roles: Sequence[Role]) -> Answer:
    """The number of tasks of the unit in each of the roles; in any role where they are to be counted together."""
    if _IN_ALL.search(request.question):
        whole = dataclasses.replace(request.understood, role=None, roles=())
        return count_tasks(request, selected(dataclasses.replace(request, understood=whole)))
    asked = [
        dataclasses.replace(request, understood=dataclasses.replace(request.understood, role=role, roles=(role,)))
        for role in roles
    ]
    each = [count_tasks(one, selected(one)) for one in asked]
    return dataclasses.replace(
        each[0],
        answers=tuple(
            dataclasses.replace(item, role=role)
            for role, answer in zip(roles, each, strict=True)
            for item in answer.answers
        ),
        understood=request.understood,
        evidence=tuple(dict.fromkeys(quote for answer in each for quote in answer.evidence)),
        query=functools.reduce(both, dict.fromkeys(answer.query for answer in each)),
        text=(" " if request.understood.english else "").join(answer.text for answer in each),
    )


def _docs_of(request: Request, at: int, selection: Selection) -> list[str]:
    """The documents with such tasks of a unit; where it has none, those in which it stands."""
    named = {doc for unit in request.units[at] for doc in unit.docs}
    return selection.docs or [doc for doc in request.docs if doc in named]


def number(request: Request, value: int, measure: str, group: str | None) -> Item:
    """The answer that is a number."""
    return Item(label=say(request, f"measure.{measure}", count=value), value=value, group=group, count=value)


def _held(request: Request) -> list[str]:
    """The documents in which the units stand that the question names; all that are meant where it names none."""
    if not request.units:
        return [] if request.topic and len(request.understood.places) < 2 else list(request.docs)
    return [doc for doc in request.docs if all(any(doc in unit.docs for unit in units) for units in request.units)]


def _seen(request: Request) -> list[Evidence]:
    """Where the units stand that are named, in whatever role."""
    ids = sorted({unit for party in parties_of(request) for unit in party.ids})
    rows = request.duties(assignments_query(request.docs, units=ids)) if ids else []
    return [request.evidence(duty.doc, duty.start, duty.end) for duty in rows[:6]]


# ------------------------------------------------------------------ units


def _count_units(request: Request) -> Answer:
    found = _partners(request) if request.units else _with_role(request)
    if found is None or not found[0]:
        return refused(request, "number", say(request, "count.no-units", topic=request.topic))
    duties, query = found
    docs = list(dict.fromkeys(duty.doc for duty in duties))
    role = request.understood.role
    items, parts = [], []
    for doc in docs:
        own = unit_items(request, (duty for duty in duties if duty.doc == doc), grouped=False)
        items.append(number(request, len(own), "units", request.label(doc) if len(docs) > 1 else None))
        said = say(request, f"doing.{role}") if role else ""
        parts.append(say(request, "count.units", where=request.label(doc), count=len(own), role=said, names=names(own)))
    return answered(
        request,
        "number",
        items,
        evidence=[request.evidence(duty.doc, duty.start, duty.end) for duty in duties],
        query=query,
        text=". ".join(parts) + "." if request.understood.english else "；".join(parts) + "。",
        ambiguous=is_ambiguous(request, docs),
    )


def _with_role(request: Request) -> tuple[list[Duty], str] | None:
    """The units with the role in the statements of the topic, or in all that is meant."""
    role = request.understood.role
    places = [
        place
        for place in locate_all(
            request.holdings, request.topic, request.docs, has_role(role) if role else (lambda _: True)
        )
        if place.statements
    ]
    if request.topic and not places:
        return None
    statements = [s.id for place in places for s in place.statements] if request.topic else None
    docs = [place.doc for place in places] if request.topic else list(request.docs)
    query = assignments_query(docs, statements=statements, roles=[role] if role else ())
    return request.duties(query), query


def _partners(request: Request) -> tuple[list[Duty], str] | None:
    """The other units, in the role that is counted, of the statements in which the units stand that are named."""
    role = request.understood.role
    own = request.understood.roles[0] if request.understood.roles else None
    ids = {unit for party in parties_of(request) for unit in party.ids}
    beside = "lead" if own is None and role == "cooperating" else own if own != role else None
    alone = dataclasses.replace(request.understood, kind="duties", aspect=None, role=beside, roles=())
    selection = select(dataclasses.replace(request, understood=alone))
    statements = sorted({duty.statement for chosen in selection.tasks for duty in chosen.duties})
    if not statements:
        return None
    query = assignments_query(request.docs, statements=statements, roles=[role] if role else ())
    is_of = plays(request)
    return [duty for duty in request.duties(query) if duty.unit not in ids and is_of(duty, role)], query
