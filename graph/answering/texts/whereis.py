"""Answers that are places in the texts: where words stand, letter for letter or by what they mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graph.answering.question.asking_words import without
from graph.answering.question.queries import Work, tasks_query
from graph.answering.question.request import Request, answered, refused, task_item
from graph.answering.search.closeness import closeness
from graph.answering.search.lines import Line, find_lines, heading_of
from graph.answering.search.verbatim import find_all, find_words
from graph.answering.tasks.concerning import alternatives
from graph.answering.tasks.listing import list_tasks
from graph.answering.tasks.selecting import select
from graph.answering.telling.sentences import say
from graph.answering.telling.suggesting import nearest
from graph.answers import Answer, Item
from graph.wording import fold, letters

ABOUT = 0.55  # share of the words that a task holds which is about them
LINE_ABOUT = 0.6  # the same for a sentence
AS_GOOD = 0.9  # passages this close to the best one are as good
MOST_OUTSIDE = 12  # sentences outside tasks that are told
_TIMES = re.compile(r"(?<!哪)(?:几|多少)(?:次|处|回|遍)|how (?:often|many times)")
_COUNT = re.compile(r"(?<![哪第])(?:几|多少)(?:个)?(?:条|项|任务|条款)|how many (?:tasks|clauses)")


_CLAUSES = re.compile(r"[哪几]一?(?:几|些)?(?:条|项|处|段|节|任务)|任务|clause|task")
_PLANS = re.compile(r"哪(?:几|些)?(?:份|个)?(?:文件|方案|计划|材料|通知)(?!的?(?:第|哪|里))|which (?:documents|plans)")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """A task in which the words stand, or a sentence outside all tasks; and where they stand."""

    doc: str
    start: int
    end: int
    work: Work | None


def answer_where(request: Request) -> Answer:
    """The tasks in which the words stand; where they stand in none, sentences outside, then tasks about them."""
    if len(alternatives(request.topic)) > 1 and "ask.tasks" in request.understood.signals:
        return list_tasks(request, select(request))
    wanted = _wanted(request)
    query = tasks_query(request.docs)
    works = request.works(query)
    if not wanted:
        return _all_tasks(request, works, query)
    exact = _exact(request, works, wanted)
    inside = [place for place in exact if place.work]
    if exact:
        outside = [place for place in exact if not place.work] if inside else []
        return _found(request, inside or exact, outside, query)
    if request.understood.unread and not request.understood.rule:  # what is asked is not understood: nothing is near it
        return _nowhere(request, request.understood.unread, query)
    if not request.understood.quoted or request.understood.aspect == "about":
        found = _about(request, works, " ".join(wanted)) or _in_lines(request, works, " ".join(wanted))
        if found:
            return _found(request, found, [], query)
    return _nowhere(request, wanted, query)


def _wanted(request: Request) -> list[str]:
    """The pieces that have to stand in a task: the quoted ones, else those of the topic."""
    quoted = [*request.understood.quoted]
    pieces = quoted or without(request.topic, "where").split() or request.topic.split()
    return [piece for piece in pieces if len(letters(piece)) >= 2]  # one character stands anywhere


def _exact(request: Request, works: Sequence[Work], wanted: Sequence[str]) -> list[_Place]:
    """The tasks that hold all of the words, signs and widths apart; then the places outside tasks that do."""
    inside: list[_Place] = []
    outside: list[_Place] = []
    for doc in request.docs:
        text = request.holdings.plans[doc].text
        spots = find_all(text, wanted)
        if not spots:
            continue
        own = [work for work in works if work.doc == doc]
        for work in own:
            held = [[spot for spot in found if work.start <= spot[0] and spot[1] <= work.end] for found in spots]
            if all(held):
                inside.append(_Place(doc=doc, start=held[0][0][0], end=held[0][0][1], work=work))
        free = [spot for spot in spots[0] if not any(work.start <= spot[0] < work.end for work in own)]
        if len(wanted) == 1:
            outside += [_Place(doc=doc, start=start, end=end, work=None) for start, end in free]
    return [*inside, *outside[:MOST_OUTSIDE]]


def _about(request: Request, works: Sequence[Work], words: str) -> list[_Place]:
    """The tasks of the passages that are most about the words, and of these the ones that hold most of them."""
    hits = request.holdings.topics.search(words, request.docs)
    if not hits or hits[0].score < ABOUT:
        return []
    index = request.holdings.topics
    by_id = {work.task: work for work in works}
    best = [hit for hit in hits if hit.score >= AS_GOOD * hits[0].score and hit.passage.task.id in by_id]
    told = [
        (closeness(words, [(1.0, hit.passage.words), (0.6, hit.passage.task.title)], index), hit.passage)
        for hit in best
    ]
    closest = max((score for score, _ in told), default=0.0)
    found: dict[str, _Place] = {}
    for score, passage in told:
        if score >= AS_GOOD * closest:
            place = _Place(doc=passage.doc, start=passage.start, end=passage.end, work=by_id[passage.task.id])
            found.setdefault(passage.task.id, place)
    return list(found.values())


def _in_lines(request: Request, works: Sequence[Work], words: str) -> list[_Place]:
    """The sentences that hold most of the words, inside tasks and outside of them."""
    by_id = {work.task: work for work in works}
    lines = find_lines(request, words, request.docs, least=LINE_ABOUT)
    found: dict[object, _Place] = {}
    for line in lines[:MOST_OUTSIDE]:
        work = by_id.get(line.task.id) if line.task else None
        key = work.task if work else (line.doc, line.start)
        found.setdefault(key, _Place(doc=line.doc, start=line.start, end=line.end, work=work))
    return list(found.values())


def _found(request: Request, found: Sequence[_Place], outside: Sequence[_Place], query: str) -> Answer:
    question = fold(request.question)
    several = len({place.doc for place in found}) > 1
    told = say(request, "and").join(_told(request, place) for place in found)
    text = say(request, "where.found", count=len(found), told=told)
    if outside:
        text += say(request, "where.outside", count=len(outside))
    proof = [request.evidence(place.doc, place.start, place.end) for place in (*found, *outside)]
    if _TIMES.search(question) and request.understood.quoted:
        times = sum(len(find_words(request.holdings.plans[doc].text, _wanted(request)[0])) for doc in request.docs)
        item = Item(label=say(request, "where.times", count=times), value=times)
        text = f"{say(request, 'where.times', count=times)}{request.say('，', ', ')}{text}"
        return answered(request, "number", [item], evidence=proof, query=query, text=text)
    if _COUNT.search(question):
        item = Item(label=str(len(found)), value=len(found))
        return answered(request, "number", [item], evidence=proof, query=query, text=text)
    if _PLANS.search(question) and not _CLAUSES.search(question):
        docs = dict.fromkeys(place.doc for place in (*found, *outside))
        titles = {doc: request.holdings.plans[doc].title for doc in docs}
        items = [Item(label=title, title=title, doc=doc, value=doc) for doc, title in titles.items()]
        return answered(request, "plans", items, evidence=proof, query=query, text=text)
    items = [_item(request, place, grouped=several) for place in found]
    return answered(request, "tasks", items, evidence=proof, query=query, text=text)


def _item(request: Request, place: _Place, *, grouped: bool) -> Item:
    if place.work:
        return task_item(request, place.work, grouped=grouped)
    heading = _heading(request, place)
    group = request.label(place.doc) if grouped else None
    return Item(label=heading, title=heading, doc=place.doc, start=place.start, group=group)


def _told(request: Request, place: _Place) -> str:
    if place.work:
        title = f"{place.work.number or ''}{place.work.title}"
        return say(request, "where.task", where=request.label(place.doc), title=title)
    return say(request, "where.heading", where=request.label(place.doc), heading=_heading(request, place))


def _heading(request: Request, place: _Place) -> str:
    """The heading over a place outside tasks; the plan's title where it has none."""
    line = Line(doc=place.doc, start=place.start, end=place.end, task=None, score=1.0)
    return heading_of(request, line) or request.holdings.plans[place.doc].title


def _nowhere(request: Request, wanted: Sequence[str], query: str) -> Answer:
    """A refusal, with the sentence that is nearest to the words where there is one."""
    said = request.say("、", ", ").join(f"“{words}”" for words in wanted)
    reason = say(request, "where.none", words=said)
    lines = find_lines(request, " ".join(wanted), request.docs, least=LINE_ABOUT)[:1]
    proof = [request.evidence(line.doc, line.start, line.end) for line in lines]
    if proof:
        words = "".join(proof[0].quote.split())
        reason += say(request, "where.nearest", where=request.label(proof[0].doc), words=words)
    return refused(request, "tasks", reason, suggestions=nearest(request), evidence=proof, query=query)


def _all_tasks(request: Request, works: Sequence[Work], query: str) -> Answer:
    """All tasks of the plan that the question names, where it names one and no single character to look for."""
    if len(letters(request.topic)) == 1:
        return refused(request, "tasks", say(request, "refuse.one", words=request.topic), query=query)
    if not works or len(request.docs) == len(request.holdings.plans):
        return refused(request, "tasks", say(request, "where.unasked"), query=query)
    items = [task_item(request, work, grouped=len(request.docs) > 1) for work in works]
    proof = [request.evidence(work.doc, work.start, min(work.end, work.start + 60)) for work in works]
    where = request.say("、", ", ").join(request.label(doc) for doc in request.docs)
    titles = say(request, "and").join(work.title for work in works)
    text = say(request, "where.all", where=where, count=len(works), titles=titles)
    return answered(request, "tasks", items, evidence=proof, query=query, text=text)
