"""How an answer came about, step by step: what was read, named and searched for, what was asked of the graph."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from graph.answering.question.request import Request, make_request
from graph.answering.search.locating import least
from graph.answers import Answer, Part, Understood
from graph.asking import Asker
from graph.errors import GraphError

PASSAGES = 8
_CONDITIONS = ("role", "aspect", "sector", "excluded", "after", "before", "year", "without", "joint", "missing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name in the question and what the library holds under it; no meanings where it holds nothing."""

    field: str
    words: str
    meanings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A passage that the topic was compared with, and the share of the topic that it holds."""

    score: float
    doc: str
    start: int
    task: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """The steps from a question to its answer. ``least`` is the share of the topic that a passage must hold.

    ``rows`` is the number of rows that the query gives; None where none was asked, or it cannot be told.
    """

    read: str
    parts: tuple[Part, ...]
    names: tuple[Name, ...]
    unread: tuple[str, ...]
    signals: tuple[str, ...]
    kind: str
    rule: str
    docs: tuple[str, ...]
    conditions: dict[str, Any]
    topic: str | None
    least: float | None
    passages: tuple[Ranked, ...]
    query: str
    rows: int | None

    def plain(self) -> dict[str, Any]:
        """The JSON form."""
        return dataclasses.asdict(self)


def explain(asker: Asker, answer: Answer) -> Explained:
    """The steps by which the asker came to this answer."""
    understood = answer.understood
    request = make_request(answer.question, understood, asker.holdings, asker.store)
    topic = understood.topic
    return Explained(
        read=understood.read or answer.question,
        parts=understood.parts,
        names=tuple(_names(request)),
        unread=understood.unread,
        signals=understood.signals,
        kind=understood.kind,
        rule=understood.rule,
        docs=understood.docs,
        conditions=dict(_conditions(understood)),
        topic=topic,
        least=least(topic) if topic else None,
        passages=tuple(_passages(request)) if topic else (),
        query=answer.query,
        rows=_rows(request, answer.query),
    )


def _names(request: Request) -> Iterator[Name]:
    understood, plans = request.understood, request.holdings.plans
    for words, units in zip(understood.units, request.units, strict=True):
        yield Name(field="unit", words=words, meanings=tuple(unit.canonical for unit in units))
    for words in understood.places:
        place = request.holdings.places.get(words)
        held = [plan.label for plan in plans.values() if place and plan.place and plan.place.within(place)]
        yield Name(field="place", words=words, meanings=tuple(held))
    if understood.plan:
        held = [plan.doc for plan in plans.values() if plan.title == understood.plan]
        yield Name(field="plan", words=understood.plan, meanings=tuple(held))
    if understood.when:
        days = [day for day in (understood.after, understood.before) if day]
        yield Name(field="when", words=understood.when, meanings=tuple(days))


def _conditions(understood: Understood) -> Iterator[tuple[str, object]]:
    """What narrows the answer, besides names and topic."""
    for name in _CONDITIONS:
        value = getattr(understood, name)
        if value not in (None, "", ()):
            yield name, list(value) if isinstance(value, tuple) else value


def _passages(request: Request) -> Iterator[Ranked]:
    for hit in request.holdings.topics.search(request.topic, request.docs)[:PASSAGES]:
        passage = hit.passage
        title = f"{passage.task.number or ''} {passage.task.title}".strip()
        yield Ranked(
            score=round(hit.score, 3), doc=passage.doc, start=passage.start, task=title, words=passage.words.strip()
        )


def _rows(request: Request, query: str) -> int | None:
    if not query:
        return None
    try:
        return request.store.count(query)
    except GraphError:  # what a server cannot tell now; the answer stands all the same
        return None
