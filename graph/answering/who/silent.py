"""Plans that speak of a topic and give its lead to nobody: told beside the answer, with who is responsible there."""

from __future__ import annotations

from collections.abc import Sequence

from graph.answering.question.request import Request
from graph.answering.search.locating import Place, has_role, locate_all
from graph.answering.telling.mentions import holds
from graph.answering.telling.pieces import in_a_row, listed, topic_said
from graph.answering.telling.sentences import say

_TOLD = 3  # plans of which it is told who is responsible instead
_NAMED = 6  # plans that are named


def responsible_instead(request: Request, silent: Sequence[Place]) -> list[Place]:
    """The places that give the lead to nobody, with the statements that say who is responsible."""
    found = (
        locate_all(request.holdings, request.topic, [place.doc for place in silent], has_role("responsible"))
        if silent
        else []
    )
    return [place for place in found if place.statements]


def silent_text(request: Request, silent: Sequence[Place], instead: Sequence[Place]) -> str:
    """The plans that speak of the topic, letter for letter, without a lead: of the first who is responsible."""
    speaking = [place for place in silent if holds(request, place.doc, place.task)]
    about = {place.doc: place for place in speaking}
    units = {place.doc: _responsible(request, place) for place in instead if place.doc in about}
    told = [doc for doc, named in units.items() if named][:_TOLD]
    parts = [
        say(
            request,
            "silent.responsible",
            plan=request.label(doc),
            title=about[doc].task.title,
            units=units[doc],
        )
        for doc in told
    ]
    rest = list(dict.fromkeys(request.label(place.doc) for place in speaking if place.doc not in told))
    if len(rest) > _NAMED:
        parts.append(say(request, "silent.many", count=len(rest), topic=topic_said(request)))
    elif rest:
        parts.append(say(request, "silent.too", plans=listed(request, rest), topic=topic_said(request)))
    return in_a_row(request, parts)


def _responsible(request: Request, place: Place) -> str:
    units = (unit for statement in place.statements for unit in statement.units)
    return listed(request, (unit.canonical for unit in units if unit.effective_role == "responsible"))


def unfound_places(request: Request, places: Sequence[Place]) -> list[str]:
    """Of several places that the question names those whose plans do not speak of the topic."""
    told = {place.doc for place in places}
    if len(request.understood.places) < 2:
        return []
    return [
        say(request, "differs.unfound", plan=request.label(docs[0]), topic=topic_said(request))
        for docs in request.understood_docs_by_place()
        if docs and not told & set(docs)
    ]
