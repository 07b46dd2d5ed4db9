"""Answers that are persons: those whom a statement names with their title (牵头领导：张明远)."""

from __future__ import annotations

import re

from extract.records import Person
from graph.answering.question.queries import assignments_query
from graph.answering.question.request import Request, answered
from graph.answering.search.locating import locate_all
from graph.answering.telling.sentences import say
from graph.answering.who.posts import answer_posts
from graph.answers import Answer, Item
from graph.wording import letters

_TITLES = re.compile("牵头|分管|包保|包联|挂牌|主要|责任|负责|的|领导|负责人|责任人|联系人|名字|姓名|姓|是|叫")


def answer_people(request: Request) -> Answer | None:
    """Who is named with a title in the clause on the topic; None where nobody is."""
    topic = " ".join(_TITLES.sub(" ", request.topic).split())
    if not topic:
        return None
    found: list[tuple[str, str, int, int, Person]] = []
    for place in locate_all(request.holdings, topic, request.docs, lambda statement: bool(statement.people)):
        named = ((s, person) for s in place.statements for person in s.people)
        found += [(place.doc, place.task.title, s.start, s.end, person) for s, person in named]
    asked = letters(request.question)
    found = [one for one in found if (one[4].title or "") in asked] or found
    if not found:
        return answer_posts(request)
    docs = list(dict.fromkeys(doc for doc, *_ in found))
    several = len(docs) > 1
    group = {doc: request.label(doc) if several else None for doc in docs}
    items = [
        Item(label=person.name, value=person.name, title=person.title, doc=doc, group=group[doc])
        for doc, _, _, _, person in found
    ]
    told = say(request, "and").join(_told(request, doc, title, person) for doc, title, _, _, person in found)
    return answered(
        request,
        "text",
        items,
        evidence=[request.evidence(doc, start, end) for doc, _, start, end, _ in found],
        query=assignments_query(docs),
        text=request.say(f"{told}。", f"{told}."),
        ambiguous=several and not request.understood.place,
    )


def _told(request: Request, doc: str, title: str, person: Person) -> str:
    name = request.say(
        f"{person.title or ''}{person.name}", f"{person.name} ({person.title})" if person.title else person.name
    )
    return say(request, "people.one", where=request.label(doc), title=title, name=name)
