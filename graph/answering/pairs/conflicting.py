"""Answers that are conflicts: what a plan, or the plans of one place, set in two ways, each with what differs.

Plans of different places bind different people: between them nothing is called a conflict, and what they set
differently for the same job is told as that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from graph.answering.pairs.overlapping import MOST, between, overlap_item, overlaps_of_topic, title_quotes
from graph.answering.question.queries import assignments_query, both, deadlines_query, tasks_query
from graph.answering.question.request import Request, answered, refused
from graph.answering.search.topics import coverage
from graph.answering.telling.sentences import say
from graph.answers import Answer, Evidence, Item
from graph.findings import Check, Finding
from graph.holdings import Holdings
from graph.kept import once

if TYPE_CHECKING:
    from graph.overlaps import Overlap

ABOUT = 0.5  # share of the topic that the titles of a finding hold
_OF_ASPECT = {
    "lead": ("several-leads", "lead-differs"),
    "deadline": ("deadline-differs",),
    "target": ("target-differs",),
}


def answer_conflicts(request: Request) -> Answer:
    """The findings of the conflict checks in the plans that are meant; between two places what differs."""
    if len(request.understood.places) > 1:
        return _differing(request)
    if len(request.docs) > MOST:
        reason = say(request, "overlaps.many", count=len(request.docs))
        return refused(request, "pairs", reason, query=tasks_query(request.docs))
    checks = [check for check in _checks(request.holdings, request.docs) if _asked(request, check)]
    found = [(check, one) for check in checks for one in check.findings if _meant(request, one)]
    query = both(assignments_query(request.docs), deadlines_query(request.docs))
    if not found:
        where = _where(request)
        names = say(request, "and").join(_called(request, check) for check in checks)
        return refused(request, "pairs", say(request, "conflicts.none", where=where, checks=names), query=query)
    told = say(request, "and").join(_told(request, check, one) for check, one in found)
    return answered(
        request,
        "pairs",
        [_item(check, one) for check, one in found],
        evidence=_proof(request, (one for _, one in found)),
        query=query,
        text=say(request, "conflicts.found", count=len(found), told=told),
    )


@once
def _checks(holdings: Holdings, docs: tuple[str, ...]) -> tuple[Check, ...]:
    """The checks over these plans, kept as long as the library stays as it is."""
    from graph.conflicts import find_conflicts  # noqa: PLC0415 - its arithmetic is loaded by who asks for conflicts

    held = (holdings.plans[doc] for doc in docs)
    return find_conflicts((plan.document, plan.text) for plan in held)


def _asked(request: Request, check: Check) -> bool:
    return check.id in _OF_ASPECT.get(request.understood.aspect or "", (check.id,))


def _meant(request: Request, finding: Finding) -> bool:
    """Whether it is of the documents that are meant, all of them, and about the topic."""
    docs = {finding.doc, *(other.doc for other in finding.others)}
    titles = " ".join((finding.title, *(other.title for other in finding.others), *finding.facts))
    about = not request.topic or coverage(request.topic, titles, request.holdings.topics) >= ABOUT
    return docs <= set(request.docs) and about


def _where(request: Request) -> str:
    labels = [request.label(doc) for doc in request.docs]
    return request.say("、", ", ").join(labels) if len(labels) <= 3 else request.say("资料库", "the library")


def _called(request: Request, check: Check) -> str:
    return request.say(check.zh, check.en)


def _told(request: Request, check: Check, one: Finding) -> str:
    facts = request.say("，", ", ").join(one.facts_en if request.understood.english else one.facts)
    filled = {"where": request.label(one.doc), "title": one.title, "check": _called(request, check), "facts": facts}
    if not one.others:
        return say(request, "conflicts.one", **filled)
    other = one.others[0]
    return say(request, "conflicts.between", other=request.label(other.doc), others=other.title, **filled)


def _item(check: Check, one: Finding) -> Item:
    """The two sides; a task that is at odds with itself stands on both."""
    mine: dict[str, object] = {"doc": one.doc, "number": one.number, "title": one.title, "start": one.start}
    sides = [{"doc": s.doc, "number": s.number, "title": s.title, "start": s.start} for s in one.others]
    label = " / ".join(dict.fromkeys([one.title, *(side.title for side in one.others)]))
    return Item(label=label, id=one.id, a=mine, b=sides[0] if sides else mine, kind=check.id)


def _proof(request: Request, found: Iterable[Finding]) -> list[Evidence]:
    return [request.evidence(quote.doc, quote.start, quote.end) for one in found for quote in one.quotes]


def _differing(request: Request) -> Answer:
    """The tasks of two places that set the same job with other leads, days or values."""
    aspect = request.understood.aspect
    pairs = [
        pair
        for pair in overlaps_of_topic(request)
        if between(request, pair) and any(aspect in (None, "all", one.aspect) for one in pair.differs)
    ]
    query = tasks_query(request.docs)
    if not pairs:
        checks = say(request, "and").join(_called(request, check) for check in _checks(request.holdings, request.docs))
        return refused(
            request, "pairs", say(request, "conflicts.none", where=_where(request), checks=checks), query=query
        )
    told = say(request, "and").join(_differs(request, pair) for pair in pairs)
    places = request.say("、", " and ").join(request.understood.places)
    return answered(
        request,
        "pairs",
        [overlap_item(pair) for pair in pairs],
        evidence=title_quotes(request, pairs),
        query=query,
        text=say(request, "conflicts.differing", places=places, count=len(pairs), told=told),
    )


def _differs(request: Request, pair: Overlap) -> str:
    differs: Sequence[str] = [say(request, f"differs.{one.aspect}", a=one.a, b=one.b) for one in pair.differs]
    return say(
        request,
        "conflicts.differs",
        where=request.label(pair.a.doc),
        title=pair.a.title,
        other=request.label(pair.b.doc),
        others=pair.b.title,
        differs=say(request, "and").join(differs),
    )
