"""Who leads, cooperates, is responsible or supervises: the units of the statements that govern a topic."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Sequence

from extract.records import Assignment, Role
from graph.answering.absent import refuse_role, refuse_topic
from graph.answering.dividing import topics_of
from graph.answering.locating import Place, has_role, locate_all
from graph.answering.named import of_named
from graph.answering.partners import answer_partners
from graph.answering.queries import Duty, assignments_query, both
from graph.answering.readings import told_apart
from graph.answering.request import Request, answered, refused, unit_items
from graph.answering.sentences import say
from graph.answering.silent import responsible_instead, silent_text, unfound_places
from graph.answering.telling import derived, in_a_row, in_sentence, is_added, listed, topic_said, units_by_role
from graph.answers import Answer, Evidence, Item

READINGS = 0.8  # documents that speak of a topic this much less than the best one give no reading of their own
_ROLES: tuple[Role, ...] = ("lead", "cooperating", "responsible", "supervising")
_OF_KIND: dict[str, Role] = {
    "who-cooperates": "cooperating",
    "who-is-responsible": "responsible",
    "who-supervises": "supervising",
}
_LEAD_OR_RESPONSIBLE: tuple[Role, ...] = ("lead", "responsible")
_BARE = re.compile("(?:谁|哪(?:个|家)?(?:单位|部门|局)?)(?:来|在)?(?:管|抓)|归(?:谁|哪)")  # whoever has to do with it


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
    """The answers for each of several topics in one, each told apart by its group; None where there is only one."""
    if len(topics) < 2:
        return None
    each = [_of_topic(_about(request, topic)) for topic in topics]
    found = [(topic, answer) for topic, answer in zip(topics, each, strict=True) if not answer.refused]
    if not found:
        return each[0]
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
    role = _role(request)
    together = _together(request)
    wanted = together or _roles(role)
    places = places_of(request, has_role(*wanted))
    if not places:
        return refuse_topic(request)
    found = _sorted(request, places, role)
    if not found.places:
        return refuse_role(request, places, role)
    asked = together or _in_effect(role, found.places, bare=_is_bare(request))
    query, rows = _duties(request, found.places, asked)
    others = _others(request, rows)
    if not others:
        return _nobody_else(request, query, rows) if rows else refuse_role(request, places, role)
    added = [duty for duty in others if is_added(request, duty)]
    duties = [duty for duty in others if duty not in added] or others
    items = unit_items(request, duties, grouped=len(found.places) > 1)
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
                in_sentence(request, (_told(request, place, [*leads, *items]) for place in found.places)),
                derived(request, duties, [duty for duty in added if duty not in duties]),
                "" if _excepts(request) else of_named(request, found.places, items),
                silent_text(request, found.silent, found.instead),
                in_sentence(request, unfound_places(request, places)),
            ),
        ),
        ambiguous=told_apart(request, _docs(found.places)),
    )


def _role(request: Request) -> Role:
    """The role asked for; where the question names none, that of its kind."""
    return request.understood.role or _OF_KIND.get(request.understood.kind, "lead")


def _together(request: Request) -> tuple[Role, ...]:
    """The roles where the question asks for several (谁牵头谁配合)."""
    if request.understood.aspect != "both":
        return ()
    asked = tuple(role for role in _ROLES if f"asked.{role}" in request.understood.signals)
    return asked if len(asked) > 1 else ("lead", "cooperating")


def _docs(places: Sequence[Place]) -> list[str]:
    return [place.doc for place in places]


def places_of(request: Request, wanted: Callable[[Assignment], bool]) -> list[Place]:
    """Where the documents speak of the topic, without those that do so much less than the best of the place named."""
    places = locate_all(request.holdings, request.topic, request.docs, _with_units(request, wanted))
    best = max((place.score for place in places), default=0.0)
    kept = {place.doc for place in places if place.score >= READINGS * best}
    if len(request.understood.places) > 1:
        for docs in request.understood_docs_by_place():
            here = [place for place in places if place.doc in docs]
            kept |= {place.doc for place in here if place.score >= READINGS * max(one.score for one in here)}
    return [place for place in places if place.doc in kept]


def _with_units(request: Request, wanted: Callable[[Assignment], bool]) -> Callable[[Assignment], bool]:
    """For who cooperates with a unit: only statements that name the unit."""
    if not request.units or request.understood.kind != "who-cooperates":
        return wanted
    ids = {unit.unit_id for named in request.units for unit in named}
    return lambda statement: wanted(statement) and any(unit.unit_id in ids for unit in statement.units)


def _roles(role: Role) -> tuple[Role, ...]:
    return ("responsible", "lead") if role == "responsible" else (role,)


def _sorted(request: Request, places: Sequence[Place], role: Role) -> _Found:
    """The places by what they say of the role; 谁管 also takes who is responsible where nobody leads."""
    with_role = [place for place in places if settled(place, role)]
    silent = [place for place in places if place not in with_role] if role == "lead" else []
    instead = responsible_instead(request, silent)
    if _is_bare(request):
        told = set(_docs(instead))
        return _Found(places=[*with_role, *instead], silent=[p for p in silent if p.doc not in told], instead=[])
    return _Found(places=with_role, silent=silent, instead=instead)


def settled(place: Place, role: Role) -> bool:
    """Whether a statement gives the role, and for the lead of a clause as a whole not only to a later part of it."""
    return bool(place.statements) and not (role == "lead" and place.partial)


def _is_bare(request: Request) -> bool:
    """Whether the question asks who has to do with the work, whatever the plan calls it (谁管, 谁来做)."""
    return request.understood.aspect == "doer" or bool(_BARE.search(request.understood.read or request.question))


def _in_effect(role: Role, places: Sequence[Place], *, bare: bool) -> tuple[Role, ...]:
    """The role asked for; for 负责 the leads where nobody is called responsible, for a bare 谁 the leads first."""
    statements = [statement for place in places for statement in place.statements]
    leads = [has_role("lead")(statement) for statement in statements]
    if bare and any(leads):
        return ("lead",) if all(leads) else _LEAD_OR_RESPONSIBLE
    answering = any(has_role("responsible")(statement) for statement in statements)
    if bare and role == "lead" and answering:
        return ("responsible",)
    return ("lead",) if role == "responsible" and not answering else (role,)


def _duties(request: Request, places: Sequence[Place], roles: Sequence[Role]) -> tuple[str, list[Duty]]:
    """The query and its rows; units called responsible stay so where a declared rule makes the first of them lead."""
    docs, statements = _docs(places), [statement for place in places for statement in place.statements]
    ids = [statement.id for statement in statements]
    promoted = {
        (statement.id, unit.unit_id)
        for statement in statements
        for unit in statement.units
        if unit.role == "responsible" and unit.effective_role == "lead"
    }
    if tuple(roles) == _LEAD_OR_RESPONSIBLE:
        leading = {place.doc for place in places if any(has_role("lead")(s) for s in place.statements)}
        by_doc = [(doc, "lead" if doc in leading else "responsible") for doc in docs]
        query = assignments_query(docs, statements=ids, roles_of=by_doc)
        return query, request.duties(query)
    if tuple(roles) == ("responsible",) and promoted:
        query = assignments_query(docs, statements=ids, roles=["responsible", "lead"])
        rows = request.duties(query)
        return query, [row for row in rows if row.role == "responsible" or (row.statement, row.unit) in promoted]
    query = assignments_query(docs, statements=ids, roles=roles)
    return query, request.duties(query)


def _excepts(request: Request) -> bool:
    """Whether the question asks for others than the units that it names (除了甲还有谁)."""
    return "except" in request.understood.signals


def _others(request: Request, duties: Sequence[Duty]) -> list[Duty]:
    """The rows; those of others than the units named where the question asks for these."""
    named = {unit.unit_id for group in request.units for unit in group} if _excepts(request) else set()
    return [duty for duty in duties if duty.unit not in named]


def _nobody_else(request: Request, query: str, rows: Sequence[Duty]) -> Answer:
    """The refusal where the units named are the only ones with the role."""
    units = listed(request, (row.name for row in rows))
    titles = listed(request, (f"{request.label(row.doc)}“{row.title}”" for row in rows))
    proof = [request.evidence(row.doc, row.start, row.end) for row in rows]
    return refused(
        request, "units", say(request, "named.nobody-else", units=units, where=titles), evidence=proof, query=query
    )


def _leads_too(request: Request, places: Sequence[Place], items: Sequence[Item]) -> list[Item]:
    """Who leads by the statements that say who is responsible: in common speech 谁负责 asks for both."""
    statements = [statement.id for place in places for statement in place.statements]
    query = assignments_query(_docs(places), statements=statements, roles=["lead"])
    told = {item.id for item in items}
    return [item for item in unit_items(request, request.duties(query), grouped=False) if item.id not in told]


def proof_of(request: Request, duties: Sequence[Duty], places: Sequence[Place]) -> list[Evidence]:
    """The statements, then the words of the clause that are about the topic."""
    statements = [request.evidence(duty.doc, duty.start, duty.end) for duty in duties]
    passages = [(place.doc, place.hits[0].passage) for place in places]
    return [*statements, *(request.evidence(doc, passage.start, passage.end) for doc, passage in passages)]


def _told(request: Request, place: Place, items: Sequence[Item]) -> str:
    own = [item for item in items if place.doc in (item.docs or ())]
    words = {"plan": request.label(place.doc), "title": place.task.title, "by": units_by_role(request, own)}
    if place.whole_clause:
        return say(request, "who.clause", **words)
    return say(request, "who.part", topic=topic_said(request), **words)
