"""The role of a unit in a topic, by the statements that name it and govern the topic; without a topic in all tasks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from extract.records import Assignment
from graph.answering.question.queries import Duty, assignments_query
from graph.answering.question.readings import told_apart
from graph.answering.question.request import ROLE_WORDS, Request, answered, refused
from graph.answering.search.locating import Place
from graph.answering.telling.absent import refuse_topic, refuse_unit
from graph.answering.telling.pieces import in_a_row, in_sentence, listed, topic_said
from graph.answering.telling.sentences import say
from graph.answering.telling.suggesting import nearest
from graph.answering.who.clauses import clauses_with, of_the_plan
from graph.answers import Answer, Item

_CLAUSES = 3  # clauses without the unit that are told


def answer_role_of(request: Request) -> Answer:
    """The role that a unit has in a topic; each document that speaks of both is a reading of its own."""
    ids = [unit for number in range(len(request.units)) for unit in request.unit_ids(number)]
    if not ids:
        return refuse_unit(request, "text")
    if not request.topic or of_the_plan(request):
        query = assignments_query(request.docs, units=ids)
        duties = request.duties(query)
        return _answer(request, query, duties, in_sentence(request, _in_all(request, duties)))
    named, silent = clauses_with(request, ids)
    if not named:
        return _not_named(request, ids, silent) if silent else refuse_topic(request, "text")
    statements = [statement.id for _, own in named for statement in own]
    query = assignments_query([place.doc for place, _ in named], statements=statements, units=ids)
    duties = request.duties(query)
    told = in_sentence(request, _in_clauses(request, duties))
    return _answer(request, query, duties, in_a_row(request, (told, *_silent(request, ids, silent))))


def _answer(request: Request, query: str, duties: Sequence[Duty], text: str) -> Answer:
    docs = list(dict.fromkeys(duty.doc for duty in duties))
    several = len(request.units) > 1
    rows = dict.fromkeys((duty.doc, duty.name if several else "", duty.role) for duty in duties)
    items = [
        Item(
            label=ROLE_WORDS[role],
            value=ROLE_WORDS[role],
            group=" ".join(filter(None, (request.label(doc) if len(docs) > 1 else "", name))) or None,
            role=role,
        )
        for doc, name, role in rows
    ]
    return answered(
        request,
        "text",
        items,
        evidence=[request.evidence(duty.doc, duty.start, duty.end) for duty in duties],
        query=query,
        text=text,
        ambiguous=told_apart(request, docs),
    )


def _in_clauses(request: Request, duties: Sequence[Duty]) -> list[str]:
    """For each clause the unit with its roles."""
    roles: dict[tuple[str, str, str], list[str]] = {}
    for duty in duties:
        roles.setdefault((duty.doc, duty.title, duty.name), []).append(say(request, f"role.{duty.role}"))
    return [
        say(request, "role.of", plan=request.label(doc), title=title, unit=name, roles=listed(request, own))
        for (doc, title, name), own in roles.items()
    ]


def _in_all(request: Request, duties: Sequence[Duty]) -> list[str]:
    """For each document the number of tasks in which the unit has each role."""
    tasks = dict.fromkeys((duty.doc, duty.name, duty.role, duty.task) for duty in duties)
    counts = Counter((doc, name, role) for doc, name, role, _ in tasks)
    told: dict[tuple[str, str], list[str]] = {}
    for (doc, name, role), count in counts.items():
        words = say(request, "role.count", verb=say(request, f"verb.{role}"), count=count)
        told.setdefault((doc, name), []).append(words)
    return [
        say(request, "role.of-all", plan=request.label(doc), unit=name, roles=listed(request, own))
        for (doc, name), own in told.items()
    ]


def _silent(request: Request, ids: Collection[str], silent: Sequence[tuple[Place, list[Assignment]]]) -> list[str]:
    """For each clause that does not name the unit the units that it names."""
    parts = []
    for place, _ in silent[:_CLAUSES]:
        held = (unit for group in request.units for unit in group if unit.unit_id in ids and place.doc in unit.docs)
        unit = next((unit.canonical for unit in held), request.understood.units[0])
        clause = [s for s in request.holdings.statements(place.doc) if s.task == place.task.id]
        units = listed(request, (u.canonical for statement in clause for u in statement.units))
        words = {"plan": request.label(place.doc), "title": place.task.title, "unit": unit}
        parts += [say(request, "role.of-none", units=units, **words)] if units else []
    return parts


def _not_named(request: Request, ids: Collection[str], silent: Sequence[tuple[Place, list[Assignment]]]) -> Answer:
    """The refusal where the clause on the topic does not name the unit, with the units that it names."""
    unit = next(unit.canonical for group in request.units for unit in group if unit.unit_id in ids)
    unfound = say(request, "role.of-unfound", unit=unit, topic=topic_said(request))
    reason = in_a_row(request, _silent(request, ids, silent)) or unfound
    passages = [(place.doc, place.hits[0].passage) for place, _ in silent]
    proof = [request.evidence(doc, passage.start, passage.end) for doc, passage in passages]
    return refused(request, "text", reason, suggestions=nearest(request), evidence=proof)
