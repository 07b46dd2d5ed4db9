"""Where a unit stands in the clauses on a topic: the statements that name it and govern what is about the topic."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from extract.records import Assignment
from graph.answering.question.request import Request
from graph.answering.search.locating import Place, locate_all
from graph.holdings import HeldUnit
from graph.wording import letters

READINGS = 0.8  # documents that speak of a topic this much less than the best one give no reading of their own
_AS_GOOD = 0.97  # statements that are about the topic this much are as good as the best
_NEAR = 0.8  # share of the best score at which another clause that names the unit answers for it


def clauses_with(
    request: Request, ids: Collection[str]
) -> tuple[list[tuple[Place, list[Assignment]]], list[tuple[Place, list[Assignment]]]]:
    """The places of the topic whose clause names one of the units, with the statements, and those that name none."""
    docs = [doc for doc in request.docs if any(unit.unit_id in ids and doc in unit.docs for unit in _held(request))]
    places = locate_all(request.holdings, request.topic, docs, lambda statement: names_any(statement, ids))
    best = max((place.score for place in places), default=0.0)
    found = [(place, _statements(request, place, ids)) for place in places if place.score >= READINGS * best]
    return [pair for pair in found if pair[1]], [pair for pair in found if not pair[1]]


def of_the_plan(request: Request) -> bool:
    """Whether the topic is what the plans as a whole are about, by their titles, so that it tells no clause."""
    titles = [letters(request.holdings.plans[doc].title) for doc in request.docs]
    return bool(titles) and all(all(letters(piece) in title for piece in request.topic.split()) for title in titles)


def names_any(statement: Assignment, ids: Collection[str]) -> bool:
    """Whether the statement names one of the units."""
    return any(unit.unit_id in ids for unit in statement.units) or any(u.unit_id in ids for u in statement.implied)


def _held(request: Request) -> list[HeldUnit]:
    return [unit for group in request.units for unit in group]


def _statements(request: Request, place: Place, ids: Collection[str]) -> list[Assignment]:
    """Those that govern the topic; else those of the clause, else of another that is as much about the topic."""
    if len(place.statements) == 1:
        return list(place.statements)
    if place.statements:
        return _best(place.statements, _scores(request, place.doc, place.statements))
    naming = [s for s in request.holdings.statements(place.doc) if names_any(s, ids)]
    scores = _scores(request, place.doc, naming)
    own = [statement for statement in naming if statement.task == place.task.id]
    return _best(own or [s for s in naming if scores[s.id] >= _NEAR * place.score], scores)


def _best(statements: Sequence[Assignment], scores: dict[str, float]) -> list[Assignment]:
    most = max((scores[statement.id] for statement in statements), default=0.0)
    kept = [statement for statement in statements if scores[statement.id] >= _AS_GOOD * most]
    return [one for one in kept if not any(_narrower(other, one) for other in kept)]


def _narrower(other: Assignment, one: Assignment) -> bool:
    """Whether the other's text is a part of this one's."""
    inside = one.scope.start <= other.scope.start < other.scope.end <= one.scope.end
    return inside and other.scope.end - other.scope.start < one.scope.end - one.scope.start


def _scores(request: Request, doc: str, statements: Iterable[Assignment]) -> dict[str, float]:
    """How much the text that each statement governs is about the topic."""
    hits = request.holdings.topics.search(request.topic, [doc])
    return {
        statement.id: max(
            (
                hit.score
                for hit in hits
                if statement.scope.start < hit.passage.end and hit.passage.start < statement.scope.end
            ),
            default=0.0,
        )
        for statement in statements
    }
