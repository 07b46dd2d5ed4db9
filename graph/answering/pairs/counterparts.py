"""Clauses on how plans are carried out, with their counterparts: they set no work, but people ask what matches them."""

from __future__ import annotations

from collections.abc import Iterator

from extract.records import Task
from graph.answering.question.queries import tasks_query
from graph.answering.question.request import Request, answered
from graph.answering.search.closeness import closeness
from graph.answering.telling.sentences import say
from graph.answers import Answer, Evidence, Item
from graph.wording import letters, load_words

ABOUT = 0.5  # share of the topic that the title of the clause asked for holds
WHOLE = 4  # letters of a piece of the topic that can name a clause by itself


def answer_counterparts(request: Request, topic: str) -> Answer | None:
    """The clause on organisation, publicity or appraisal that the topic names, with that of the other plan on the same.

    None where no title says so, or where several clauses of the other plan are on it.
    """
    if len(request.understood_docs_by_place()) < 2 or len(request.docs) != 2:
        return None
    named = [
        (score, doc, task)
        for doc in request.docs
        for task in _organising(request, doc)
        if (score := title_about(request, topic, task.title)) >= ABOUT
    ]
    if not named:
        return None
    _, doc, task = max(named, key=lambda one: one[0])
    other = next(one for one in request.docs if one != doc)
    shared = {one.id: len(_subjects(task) & _subjects(one)) for one in _organising(request, other)}
    most = max(shared.values(), default=0)
    near = [one for one in _organising(request, other) if shared[one.id] == most]
    return _pair(request, (doc, task), (other, near[0])) if most and len(near) == 1 else None


def title_about(request: Request, topic: str, title: str) -> float:
    """The share of the topic, or of the piece of it that says most, which the title holds."""
    index = request.holdings.topics
    pieces = [topic, *(piece for piece in topic.split() if len(letters(piece)) >= WHOLE)]
    return max(closeness(piece, [(1.0, title)], index) for piece in dict.fromkeys(pieces))


def _organising(request: Request, doc: str) -> Iterator[Task]:
    boilerplate = load_words().boilerplate
    return (task for task in request.holdings.plans[doc].document.tasks if boilerplate.search(task.title))


def _subjects(task: Task) -> set[str]:
    """What the title says that is led, watched or made known: 考核, 宣传, 组织领导."""
    return {hit[0] for hit in load_words().boilerplate.finditer(task.title)}


def _pair(request: Request, one: tuple[str, Task], other: tuple[str, Task]) -> Answer:
    both = (one, other)
    sides = [{"doc": doc, "number": task.number, "title": task.title, "start": task.start} for doc, task in both]
    titles = [f"{request.label(doc)}“{task.title}”" for doc, task in both]
    text = say(request, "overlaps.counterparts", one=titles[0], other=titles[1])
    label = f"{one[1].title} / {other[1].title}"
    item = Item(label=label, a=sides[0], b=sides[1], kind="related")
    query = tasks_query(sorted(doc for doc, _ in both))
    proof = [_head(request, doc, task) for doc, task in both]
    return answered(request, "pairs", [item], evidence=proof, query=query, text=text)


def _head(request: Request, doc: str, task: Task) -> Evidence:
    text = request.holdings.plans[doc].text
    stops = [stop for sign in "。\n；;，," if (stop := text.find(sign, task.start)) > task.start]
    return request.evidence(doc, task.start, min([*stops, task.start + 60]))
