"""Who leads, cooperates, is responsible or supervises: the units of the statements that govern a topic."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

from extract.records import Assignment, Role
from graph.answering.question.queries import Duty, assignments_query, both
from graph.answering.question.readings import told_apart
from graph.answering.question.request import Request, answered, refused, unit_items
from graph.answering.search.locating import Place, has_role, locate_all
from graph.answering.search.sections import places_in_section
from graph.answering.telling.absent import refuse_role, refuse_topic
from graph.answering.telling.mentions import holds
from graph.answering.telling.pieces import derived, in_a_row, in_sentence, is_added, listed, topic_said, units_by_role
from graph.answering.telling.sentences import say
from graph.answering.who.asked import (
    duties_in,
    excepts,
    is_bare,
    role_asked,
    roles_in_effect,
    roles_together,
    roles_wanted,
)
from graph.answering.who.dividing import topics_of
from graph.answering.who.named import of_named
from graph.answering.who.partners import answer_partners
from graph.answering.who.silent import responsible_instead, silent_text, unfound_places
from graph.answers import Answer, Evidence, Item

READINGS = 0.8  # documents that speak of a topic this much less than the best one give no reading of their own


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """Where documents speak of the topic: with the role, without it, and who is responsible where nobody leads."""

    places: list[Place]
    silent: list[Place]
    instead: list[Place]


def answer_who(request: Request) -> Answer:
    """Who has a role in a topic: for each document that speaks of it the units of the statement that governs it."""
    if request.topic:
        return _of_several(request, topics_of(request)) or _of_topic(request)
    if request.units and _on_helping(request):
        return answer_partners(request)
    return refused(request, "units", say(request, "unnamed.topic"))


def _on_helping(request: Request) -> bool:
    """Whether the question without a work is about helping: whom the unit helps, or who helps it."""
    return request.understood.role == "cooperating" or "role.cooperating" in request.understood.signals


def _of_several(request: Request, topics: Sequence[str]) -> Answer | None:
    """The answers for each of several topics in one, each told apart by its group; None where they are one answer."""
    if len(topics) < 2:
        return None
    each = [_of_topic(_about(request, topic)) for topic in topics]
    found = [(topic, answer) for topic, answer in zip(topics, each, strict=True) if not answer.refused]
    if not found:
        return each[0]
    if len({frozenset((item.id, item.group) for item in answer.answers) for answer in each}) == 1:
        return None
    items = [
        dataclasses.replace(item, group=f"{item.group} {topic}" if item.group else topic)
        for topic, answer in found
        for item in answer.answers
    ]
    query = found[0][1].query
    for _, answer in found[1:]:
        query = both(query, answer.query)
    return answered(
        request,
        "units",
        items,
        evidence=[quote for _, answer in found for quote in answer.evidence],
        query=query,
        text=in_a_row(request, (answer.text for answer in each)),
        ambiguous=any(answer.ambiguous for answer in each),
    )


def _about(request: Request, topic: str) -> Request:
    return dataclasses.replace(request, understood=dataclasses.replace(request.understood, topic=topic))


def _of_topic(request: Request) -> Answer:
    role = role_asked(request)
    together = roles_together(request)
    wanted = together or roles_wanted(role)
    places = places_of(request, has_role(*wanted))
    if not places:
        return refuse_topic(request)
    found = _sorted(request, places, role)
    if not found.places:
        return refuse_role(request, places, role)
    asked = together or roles_in_effect(request, found.places)
    query, rows = duties_in(request, found.places, asked)
    others = _others(request, rows)
    if not others:
        return _nobody_else(request, query, rows) if rows else refuse_role(request, places, role)
    added = [duty for duty in others if is_added(request, duty)]
    duties = [duty for duty in others if duty not in added] or others
    items = unit_items(request, duties, grouped=len(_docs(found.places)) > 1)
    leads = _leads_too(request, found.places, items) if "responsible" in asked else []
    return answered(
        request,
        "units",
        items,
        evidence=proof_of(request, duties, found.places),
        query=query,
        text=in_a_row(
            request,
            (
                in_sentence(request, (_told(request, place, [*leads, *duties]) for place in found.places)),
                derived(request, duties, [duty for duty in added if duty not in duties]),
                "" if excepts(request) else of_named(request, found.places, items),
                silent_text(request, found.silent, found.instead),
                in_sentence(request, unfound_places(request, places)),
            ),
        ),
        ambiguous=told_apart(request, _docs(found.places)),
    )


def _docs(places: Sequence[Place]) -> list[str]:
    return list(dict.fromkeys(place.doc for place in places))


def places_of(request: Request, wanted: Callable[[Assignment], bool]) -> list[Place]:
    """Where the documents speak of the topic, without those that do so much less than the best of the place named."""
    places = locate_all(request.holdings, request.topic, request.docs, _with_units(request, wanted))
    best = max((place.score for place in places), default=0.0)
    kept = {place.doc for place in places if place.score >= READINGS * best}
    if len(request.understood.places) > 1:
        for docs in request.understood_docs_by_place():
            here = [place for place in places if place.doc in docs]
            kept |= {place.doc for place in here if place.score >= READINGS * max(one.score for one in here)}
    found = [place for place in places if place.doc in kept]
    return [one for place in found for one in places_in_section(request.holdings, request.topic, place, wanted)]


def _with_units(request: Request, wanted: Callable[[Assignment], bool]) -> Callable[[Assignment], bool]:
    """For who cooperates with a unit: only statements that name the unit."""
    if not request.units or request.understood.kind != "who-cooperates":
        return wanted
    ids = {unit.unit_id for named in request.units for unit in named}
    return lambda statement: wanted(statement) and any(unit.unit_id in ids for unit in statement.units)


def _sorted(request: Request, places: Sequence[Place], role: Role) -> _Found:
    """The places by what they say of the role; 谁管 also takes who is responsible where nobody leads."""
    with_role = [place for place in places if settled(place, role)]
    silent = [place for place in places if place not in with_role] if role == "lead" else []
    instead = responsible_instead(request, silent)
    if is_bare(request):
        told = set(_docs(instead))
        return _Found(places=[*with_role, *instead], silent=[p for p in silent if p.doc not in told], instead=[])
    return _Found(places=with_role, silent=silent, instead=instead)


def settled(place: Place, role: Role) -> bool:
    """Whether a statement gives the role, and for the lead of a clause as a whole not only to a later part of it."""
    return bool(place.statements) and not (role == "lead" and place.partial)


def _others(request: Request, duties: Sequence[Duty]) -> list[Duty]:
    """The rows; those of others than the units named where the question asks for these."""
    named = {unit.unit_id for group in request.units for unit in group} if excepts(request) else set()
    return [duty for duty in duties if duty.unit not in named]


def _nobody_else(request: Request, query: str, rows: Sequence[Duty]) -> Answer:
    """The refusal where the units named are the only ones with the role."""
    units = listed(request, (row.name for row in rows))
    titles = listed(request, (f"{request.label(row.doc)}“{row.title}”" for row in rows))
    proof = [request.evidence(row.doc, row.start, row.end) for row in rows]
    return refused(
        request, "units", say(request, "named.nobody-else", units=units, where=titles), evidence=proof, query=query
    )


def _leads_too(request: Request, places: Sequence[Place], items: Sequence[Item]) -> list[Duty]:
    """Who leads by the statements that say who is responsible: in common speech 谁负责 asks for both."""
    statements = [statement.id for place in places for statement in place.statements]
    query = assignments_query(_docs(places), statements=statements, roles=["lead"])
    told = {item.id for item in items}
    return [duty for duty in request.duties(query) if duty.unit not in told]


def proof_of(request: Request, duties: Sequence[Duty], places: Sequence[Place]) -> list[Evidence]:
    """The statements, then the words of the clause that are about the topic."""
    statements = [request.evidence(duty.doc, duty.start, duty.end) for duty in duties]
    passages = [(place.doc, place.hits[0].passage) for place in places]
    return [*statements, *(request.evidence(doc, passage.start, passage.end) for doc, passage in passages)]


def _told(request: Request, place: Place, duties: Sequence[Duty]) -> str:
    statements = {statement.id for statement in place.statements}
    own = unit_items(request, (duty for duty in duties if duty.statement in statements), grouped=False)
    words = {"plan": request.label(place.doc), "title": place.task.title, "by": units_by_role(request, own)}
    if place.whole_clause:
        return say(request, "who.clause", **words)
    written = holds(request, place.doc, place.task)
    return say(request, "who.part" if written else "who.about", topic=topic_said(request), **words)
