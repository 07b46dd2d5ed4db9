"""Refusals: what the documents do not say of a topic or a unit, with the words where they come nearest to it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.records import Role
from graph.answering.question.queries import assignments_query
from graph.answering.question.request import Request, refused, unit_items
from graph.answering.search.locating import Place
from graph.answering.telling.mentions import holds, mentions, quoted
from graph.answering.telling.pieces import in_a_row, listed, topic_said, units_by_role
from graph.answering.telling.sentences import say
from graph.answering.telling.suggesting import like_units, nearest
from graph.answers import Answer, AnswerType

_CLAUSES = 3  # clauses that a refusal tells
_ASKED = re.compile(r"(.{2,18}?)(?:都|要|主要|具体)?(?:牵头|配合|负责|承担|管|干|做|有)")


def refuse_topic(request: Request, kind: AnswerType = "units") -> Answer:
    """The refusal where no task is about the topic; its words elsewhere in the documents are quoted."""
    found = mentions(request, request.topic, request.docs)
    topic = topic_said(request)
    reason = say(request, "unfound", topic=topic)
    if found:
        reason = say(request, "unfound.elsewhere", topic=topic, quotes=quoted(found))
    return refused(request, kind, reason, suggestions=nearest(request), evidence=found)


def refuse_role(request: Request, places: Sequence[Place], role: Role) -> Answer:
    """The refusal where the plan speaks of the topic and gives the role to nobody, with who is named there."""
    query = assignments_query([place.doc for place in places])
    exact = [place for place in places if holds(request, place.doc, place.task)]
    elsewhere = [] if exact else mentions(request, request.topic, request.docs)
    topic = topic_said(request)
    if elsewhere:
        reason = say(request, "unfound.elsewhere", topic=topic, quotes=quoted(elsewhere))
    elif exact:
        reason = _nobody(request, exact, role, query)
    else:
        reason = say(request, "unfound.nearest", topic=topic, where=_where(request, places))
    proof = elsewhere or [request.evidence(p.doc, p.hits[0].passage.start, p.hits[0].passage.end) for p in places]
    instead = nearest(request, [(place.doc, place.task) for place in exact])
    return refused(request, "units", reason, suggestions=instead, evidence=proof, query=query)


def _where(request: Request, places: Sequence[Place]) -> str:
    return listed(request, (f"{request.label(place.doc)}“{place.task.title}”" for place in places[:_CLAUSES]))


def _nobody(request: Request, places: Sequence[Place], role: Role, query: str) -> str:
    """For each clause that it gives the role to nobody, and which units it names instead."""
    duties = request.duties(query)
    told = []
    for place in places[:_CLAUSES]:
        own = [duty for duty in duties if duty.task == place.task.id]
        in_role = listed(request, (duty.name for duty in own if duty.role == role))
        words = {"where": _where(request, [place]), "topic": topic_said(request), "verb": say(request, f"verb.{role}")}
        if in_role:
            told.append(say(request, "nobody.part", units=in_role, **words))
        elif own:
            by = units_by_role(request, unit_items(request, own, grouped=False))
            told.append(say(request, "nobody.clause", by=by, **words))
        else:
            told.append(say(request, "nobody.at-all", **words))
        if former := _taken_from(request, place, role):
            told.append(say(request, "nobody.corrected", units=listed(request, former), verb=words["verb"]))
    more = len(places) - _CLAUSES
    told += [say(request, "nobody.more", count=more)] if more > 0 else []
    return in_a_row(request, told)


def _taken_from(request: Request, place: Place, role: Role) -> list[str]:
    """The units that the clause was read to give the role, until a person corrected it."""
    statements = [one for one in request.holdings.statements(place.doc) if one.task == place.task.id]
    moved = [
        unit.canonical for one in statements for unit in one.units if unit.corrected and unit.corrected.read == role
    ]
    gone = [
        one.canonical
        for one in request.holdings.plans[place.doc].document.withdrawn
        if one.task == place.task.id and one.canonical and one.corrected.read == role
    ]
    return list(dict.fromkeys(moved + gone))


def refuse_unit(request: Request, kind: AnswerType, query: str = "") -> Answer:
    """The refusal where nothing can be said of the unit that the question names."""
    asked = _ASKED.match(request.question) if request.understood.kind == "duties" else None
    words = request.understood.units[0] if request.understood.units else asked[1] if asked else ""
    if not words:
        return refused(request, kind, say(request, "unnamed.unit"), suggestions=nearest(request), query=query)
    suggestions = like_units(request, words)
    elsewhere = [unit for unit in (request.units[0] if request.units else ()) if not unit.docs & set(request.docs)]
    written = any(words in request.holdings.plans[doc].text for doc in request.docs)
    spoken = mentions(request, words, request.docs) if written or not elsewhere else []
    if spoken:
        reason = say(request, "unit.mentioned", unit=words, quotes=quoted(spoken))
    elif elsewhere and len(request.docs) < len(request.holdings.plans):
        plans = listed(request, (request.label(doc) for doc in request.docs[:3]))
        reason = say(request, "unit.elsewhere", unit=words, plans=plans)
    else:
        reason = say(request, "unit.unknown", unit=words)
    return refused(request, kind, reason, suggestions=suggestions, evidence=spoken, query=query)
