"""The leads of a topic in each place, told apart; where a plan writes none, who answers for it."""

from __future__ import annotations

from collections.abc import Sequence

from extract.records import Role
from graph.answering.question.queries import assignments_query
from graph.answering.question.request import Request, answered, refused, unit_items
from graph.answering.search.locating import Place, has_role, locate_all
from graph.answering.telling.absent import refuse_role, refuse_topic
from graph.answering.telling.pieces import in_sentence, listed
from graph.answering.telling.sentences import say
from graph.answering.who.silent import responsible_instead, unfound_places
from graph.answering.who.units import proof_of, settled
from graph.answers import Answer, Item


def answer_lead_differs(request: Request) -> Answer:
    """Who leads a topic in each of the places that are compared."""
    if not request.topic:
        return refused(request, "units", say(request, "unnamed.topic"))
    found = locate_all(request.holdings, request.topic, request.docs, has_role("lead"))
    if not found:
        return refuse_topic(request)
    silent = [place for place in found if not settled(place, "lead")]
    instead = {place.doc: place for place in responsible_instead(request, silent)}
    places = [instead.get(place.doc, place) if place in silent else place for place in found]
    roles_of: list[tuple[str, Role]] = [
        (p.doc, "responsible" if p in silent or p.doc in instead else "lead") for p in places
    ]
    statements = [statement.id for place in places for statement in place.statements]
    query = assignments_query([place.doc for place in places], statements=statements, roles_of=roles_of)
    duties = request.duties(query)
    if not duties:
        return refuse_role(request, places, "lead")
    items = unit_items(request, duties, grouped=True)
    return answered(
        request,
        "units",
        items,
        evidence=proof_of(request, duties, places),
        query=query,
        text=in_sentence(request, [*_told(request, items, places), *unfound_places(request, places)]),
    )


def _told(request: Request, items: Sequence[Item], places: Sequence[Place]) -> list[str]:
    parts = []
    for place in places:
        own = [item for item in items if place.doc in (item.docs or ())]
        lead = any("lead" in (item.role or "") for item in own)
        form = "differs.lead" if lead else "differs.responsible" if own else "differs.nobody"
        units = listed(request, (item.label for item in own))
        parts.append(say(request, form, plan=request.label(place.doc), title=place.task.title, units=units))
    return parts
