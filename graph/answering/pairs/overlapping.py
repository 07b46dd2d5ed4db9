"""Answers that are pairs: which tasks of several plans set the same job, and why."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from extract.records import Document, Task
from graph.answering.pairs.counterparts import answer_counterparts, title_about
from graph.answering.question.asking_words import subject
from graph.answering.question.queries import tasks_query
from graph.answering.question.request import Request, answered, refused
from graph.answering.search.topics import pairs
from graph.answering.telling.sentences import say
from graph.answers import Answer, Evidence, Item
from graph.wording import load_table

if TYPE_CHECKING:
    from graph.overlaps import Overlap, TaskRef

ABOUT = 0.5  # share of the words asked for that a title holds
SUBJECT = 0.8  # share of the topic that the titles of plans hold which are about it as wholes
AS_GOOD = 0.9  # pairs this close to the best one of a task are as good
GROUP = 3  # tasks of which a topic that more of them bear in their titles names a group (十大攻坚战)
LEAST = 0.32  # score from which related tasks are told
MOST = 40  # plans of which all are compared with each other for one answer
MOST_OF_TOPIC = 8  # plans that are compared as wholes where the question names them among more
MOST_TASKS = 24  # tasks of a larger library that are compared for a topic: those that speak of it most


def answer_overlaps(request: Request) -> Answer:
    """The tasks of the plans that set the same job; of two plans those related, too, that have no nearer one."""
    topic = subject(request, "overlaps")
    topic = "" if _is_shared(request, topic) else topic
    if _too_many(request) and not _told(request, topic):
        return refused(request, "pairs", say(request, "overlaps.many", count=len(request.holdings.plans)))
    shown = [pair for pair in overlaps_of_topic(request) if between(request, pair) and _has_reason(pair)]
    found = _of_topic(request, shown, topic) if _told(request, topic) else _general(request, shown)
    query = tasks_query(sorted({ref.doc for pair in found for ref in (pair.a, pair.b)} or request.docs))
    if not found:
        organising = answer_counterparts(request, topic)
        if organising:
            return organising
        where = request.say("、", " and ").join(request.understood.places) or request.say("各方案", "the plans")
        sentence = "overlaps.none-about" if _told(request, topic) else "overlaps.none"
        reason = say(request, sentence, where=where, topic=topic)
        return refused(request, "pairs", reason, suggestions=["有哪些任务是重复的？"], query=query)
    groups = _groups(request, found) if _told(request, topic) else {}
    return answered(
        request,
        "pairs",
        [dataclasses.replace(overlap_item(pair), group=groups.get(pair.id)) for pair in found],
        evidence=title_quotes(request, found),
        query=query,
        text=say(
            request,
            "overlaps.found",
            count=len(found),
            told=say(request, "and").join(_sentence(request, pair) for pair in found),
        ),
        ambiguous=len(set(groups.values())) > 1,
    )


def _of_topic(request: Request, shown: Sequence[Overlap], topic: str) -> list[Overlap]:
    """The pairs about the topic; where one place is named and nothing says with which other, those with each other."""
    if len(request.understood.places) != 1 or len(request.holdings.plans) > MOST:
        return _about(request, shown, topic)
    own = set(request.docs)
    others = {doc for pair in shown for doc in (pair.a.doc, pair.b.doc)} - own
    apart = ([pair for pair in shown if {pair.a.doc, pair.b.doc} - own == {doc}] for doc in sorted(others))
    found = [pair for pairs_of_doc in apart for pair in _about(request, pairs_of_doc, topic)]
    same = [pair for pair in found if pair.kind != "related"]
    return sorted(same or found, key=lambda pair: -pair.score)


def _groups(request: Request, found: Sequence[Overlap]) -> dict[str, str]:
    """For each pair the plan that it compares with the one that the question names, where there are several."""
    if len(request.understood.places) != 1:
        return {}
    own = set(request.docs)
    other = {pair.id: {pair.a.doc, pair.b.doc} - own for pair in found}
    told = {id_: request.label(min(docs)) for id_, docs in other.items() if len(docs) == 1}
    return told if len(set(told.values())) > 1 else {}


def overlaps_of_topic(request: Request) -> Sequence[Overlap]:
    """The overlaps of the library; of a large one those between the plans that are meant or speak of the topic."""
    if len(request.holdings.plans) <= MOST:
        return request.holdings.overlaps
    from graph.overlaps import find_overlaps  # noqa: PLC0415 - its arithmetic takes a second to load

    if 2 <= len(request.docs) <= MOST_OF_TOPIC:
        held = [request.holdings.plans[doc] for doc in request.docs]
        sides = tuple(request.understood_docs_by_place())
        return find_overlaps(((plan.document, plan.text) for plan in held), sides=sides)
    return find_overlaps(_speaking(request))


def _speaking(request: Request) -> Iterator[tuple[Document, str]]:
    """The documents with only their tasks that speak most of the topic, so few that all can be compared."""
    found: dict[str, dict[str, Task]] = defaultdict(dict)
    left = MOST_TASKS
    for hit in request.holdings.topics.search(subject(request, "overlaps"), list(request.holdings.plans)):
        own = found[hit.passage.doc]
        if hit.passage.task.id not in own and left:
            own[hit.passage.task.id] = hit.passage.task
            left -= 1
    for doc, tasks in found.items():
        plan = request.holdings.plans[doc]
        kept = tuple(task for task in plan.document.tasks if task.id in tasks)
        yield dataclasses.replace(plan.document, tasks=kept), plan.text


def _too_many(request: Request) -> bool:
    return len(request.holdings.plans) > MOST and not 2 <= len(request.docs) <= MOST_OF_TOPIC


def _is_shared(request: Request, topic: str) -> bool:
    """Whether the topic is what both of two plans are about as wholes: it tells none of their tasks from another."""
    titles = [request.holdings.plans[doc].title for doc in request.docs]
    return len(titles) == 2 and all(title_about(request, topic, title) >= SUBJECT for title in titles)


def _told(request: Request, topic: str) -> bool:
    return any(request.holdings.topics.knows(pair) for pair in pairs(topic))


def between(request: Request, pair: Overlap) -> bool:
    """Whether the pair is between the documents that are meant: of two places or plans, where two are named."""
    docs = {pair.a.doc, pair.b.doc}
    meant = [set(own) & set(request.docs) or set(own) for own in request.understood_docs_by_place()]
    if len(meant) >= 2:
        return any(
            docs & one and docs & other and len(docs) == 2 for one in meant for other in meant if one is not other
        )
    if 1 < len(request.docs) < len(request.holdings.plans):
        return docs <= set(request.docs)
    return not meant or bool(docs & meant[0])


def _has_reason(pair: Overlap) -> bool:
    """Whether it is more than similar wording."""
    return pair.kind != "related" or pair.why != load_table("overlaps")["why"]["zh"]["none"]


def _general(request: Request, shown: Sequence[Overlap]) -> list[Overlap]:
    """Those that set the same job; between few plans, or where there are none, also those that are nearest related."""
    same = [pair for pair in shown if pair.kind != "related"]
    few = len({doc for pair in shown for doc in (pair.a.doc, pair.b.doc)}) <= 2
    if same and not few:
        return same
    best = _best(shown)
    near = [
        pair
        for pair in shown
        if pair.score >= LEAST
        and all(
            pair.score >= AS_GOOD * best[own.doc, own.task, other.doc]
            for own, other in ((pair.a, pair.b), (pair.b, pair.a))
        )
    ]
    return sorted({pair.id: pair for pair in [*same, *near]}.values(), key=lambda pair: -pair.score)


def _best(shown: Sequence[Overlap]) -> dict[tuple[str, str, str], float]:
    """The score of the best pair that a task has in each other document."""
    best: dict[tuple[str, str, str], float] = defaultdict(float)
    for pair in shown:
        for own, other in ((pair.a, pair.b), (pair.b, pair.a)):
            best[own.doc, own.task, other.doc] = max(best[own.doc, own.task, other.doc], pair.score)
    return best


def _about(request: Request, shown: Sequence[Overlap], topic: str) -> list[Overlap]:
    """The best pairs of the tasks whose titles are most about the topic; else of those whose words are."""
    index = request.holdings.topics
    titles = {(ref.doc, ref.task): ref.title for pair in shown for ref in (pair.a, pair.b)}
    told = {key: title_about(request, topic, title) for key, title in titles.items()}
    titled = max(told.values(), default=0.0) >= ABOUT
    if not titled:
        hits = index.search(topic, list(dict.fromkeys(doc for doc, _ in titles)))
        found = [hit for hit in hits if hit.score >= max(ABOUT, AS_GOOD * hits[0].score)]
        told = dict.fromkeys(titles, 0.0) | {(h.passage.doc, h.passage.task.id): h.score for h in reversed(found)}
    sides = {pair.id: sorted(told.get((ref.doc, ref.task), 0.0) for ref in (pair.a, pair.b)) for pair in shown}
    rank = {id_: more + less / 2 for id_, (less, more) in sides.items()}
    best = max(rank.values(), default=0.0)
    # what only a sentence speaks of has to stand in both tasks: their likeness may be of other sentences
    kept = [pair for pair in shown if sides[pair.id][titled] >= ABOUT and rank[pair.id] >= AS_GOOD * best]
    if len({(ref.doc, ref.task) for pair in kept for ref in (pair.a, pair.b) if _is_about(told, ref)}) > GROUP:
        return _general(request, kept)
    nearest = _best(kept)
    return [
        pair
        for pair in kept
        if any(
            told.get((own.doc, own.task), 0.0) >= ABOUT
            and pair.score >= AS_GOOD * nearest[own.doc, own.task, other.doc]
            for own, other in ((pair.a, pair.b), (pair.b, pair.a))
        )
    ]


def _is_about(told: dict[tuple[str, str], float], ref: TaskRef) -> bool:
    return told.get((ref.doc, ref.task), 0.0) >= ABOUT


def _sentence(request: Request, pair: Overlap) -> str:
    return say(
        request,
        "overlaps.pair",
        where=request.label(pair.a.doc),
        title=pair.a.title,
        other=request.label(pair.b.doc),
        others=pair.b.title,
        kind=say(request, f"overlaps.{pair.kind}"),
        why=request.say(pair.why, pair.why_en),
    )


def overlap_item(pair: Overlap) -> Item:
    """The answer for a pair."""

    def plain(ref: TaskRef) -> dict[str, object]:
        return {"doc": ref.doc, "number": ref.number, "title": ref.title, "start": ref.start}

    return Item(
        label=f"{pair.a.title} / {pair.b.title}", a=plain(pair.a), b=plain(pair.b), kind=pair.kind, value=pair.score
    )


def title_quotes(request: Request, found: Sequence[Overlap]) -> list[Evidence]:
    """The first words of both tasks of each pair, and what they share."""
    heads = [request.evidence(ref.doc, *_title_span(request, ref)) for pair in found for ref in (pair.a, pair.b)]
    shared = [
        request.evidence(ref.doc, words.start, words.end)
        for pair in found
        for one in pair.shared[:1]
        for ref, words in ((pair.a, one.a), (pair.b, one.b))
    ]
    return [*heads, *shared]


def _title_span(request: Request, ref: TaskRef) -> tuple[int, int]:
    text = request.holdings.plans[ref.doc].text
    stops = [stop for sign in "。\n；;，," if (stop := text.find(sign, ref.start)) > ref.start]
    return ref.start, min([*stops, ref.start + 60])
