"""Answers on the plans themselves: from the record first, else from the words of the text, with their place."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from graph.answering.question.asking_words import without
from graph.answering.question.queries import plans_query
from graph.answering.question.request import Request, answered, refused
from graph.answering.search.closeness import closeness
from graph.answering.search.lines import Line, find_lines, heading_of
from graph.answering.tasks.counting import count_chapter
from graph.answering.telling.sentences import say
from graph.answering.texts.printed import (
    Aspect,
    Found,
    by_pattern,
    chapters,
    cited,
    listed_after,
    load_aspects,
    numbers_cited,
    of_record,
    speakers,
)
from graph.answers import Answer, Item
from graph.holdings import HeldPlan
from graph.wording import fold, letters, load_table

AS_GOOD = 0.95  # facts whose surroundings are this close to the best are as good
AROUND = 120  # characters around a fact that tell what it is of
TITLED = 0.5  # share of the topic that a title holds
SAYS = 0.6  # share of what is asked that a sentence holds
MOST = 12  # documents that one answer tells of, where the question names none
_ISSUED = re.compile(r"(?:发|印发|下发|附|含|包括)了?(?:几|多少|哪些|哪几|什么)|issue")  # what a notice issues
_MADE = re.compile(r"[^。；]{0,80}(?:制定|编制|(?:现|特)[^。；]{0,30}(?:提出|印发))")  # what is made by it
_OFTEN = re.compile(r"多久|多长时间|隔多|几[天周]一次|频[次率]|how often")
_HOW_MANY = re.compile(r"(?<!哪)(?:几|多少)(?:大|个|份|章|部分|块|项|板块|条)|how many")


def answer_plan(request: Request) -> Answer:
    """The fact of the plan that the question asks for; refused where the document does not print it."""
    aspect = load_aspects().get(request.understood.aspect or "")
    plans = _plans(request)
    if aspect and aspect.id == "plans":
        if len(plans) == 1 and _ISSUED.search(fold(request.question)):
            return _listed(request, plans, load_aspects()["cites"])
        return _held(request, plans)
    if len(plans) > MOST:
        return refused(request, "text", say(request, "plan.which", count=len(plans)), query=plans_query(request.docs))
    if aspect is None:
        return _said(request, plans)
    if aspect.id in _COUNTED:
        return (count_chapter(request) if aspect.id == "parts" else None) or _listed(request, plans, aspect)
    return _told(request, plans, aspect)


def _plans(request: Request) -> list[HeldPlan]:
    """The documents that are meant; of several those whose title is most about the topic."""
    plans = [request.holdings.plans[doc] for doc in request.docs]
    topic = without(request.topic, "planfacts")
    if len(plans) < 2 or not topic:
        return plans
    index = request.holdings.topics
    scored = [(closeness(topic, [(1.0, plan.title)], index), plan) for plan in plans]
    best = max(score for score, _ in scored)
    return [plan for score, plan in scored if best < TITLED or score >= AS_GOOD * best]


def _told(request: Request, plans: Sequence[HeldPlan], aspect: Aspect) -> Answer:
    found = [(plan, fact) for plan in plans for fact in _facts(request, aspect, plan)]
    found = _best_only(request, found) if aspect.about else _first_only(found, every=aspect.id == "speakers")
    query = plans_query([plan.doc for plan in plans])
    what = request.say(aspect.zh, aspect.en)
    if not found:
        where = request.say("、", ", ").join(plan.label for plan in plans[:3])
        return refused(request, aspect.type, say(request, "plan.none", where=where, what=what), query=query)
    several = len({plan.doc for plan, _ in found}) > 1
    items = [
        Item(label=fact.label, value=fact.value, group=plan.label if several else None, doc=plan.doc)
        for plan, fact in found
    ]
    named = request.understood.place or request.understood.plan
    return answered(
        request,
        aspect.type,
        list(dict.fromkeys(items)),
        evidence=[request.evidence(plan.doc, fact.start, fact.end) for plan, fact in found if fact.end > fact.start],
        query=query,
        text=_ended(request, _in_words(request, found, what)),
        ambiguous=several and not named,
    )


def _in_words(request: Request, found: Sequence[tuple[HeldPlan, Found]], what: str) -> str:
    own = {plan.doc: plan for plan, _ in found}
    told = {doc: dict.fromkeys(fact.label for plan, fact in found if plan.doc == doc) for doc in own}
    listing = request.say("、", ", ")
    return say(request, "and").join(
        say(request, "plan.found", title=plan.title, what=what, told=listing.join(told[doc]))
        for doc, plan in own.items()
    )


def _facts(request: Request, aspect: Aspect, plan: HeldPlan) -> Iterable[Found]:
    """The places in the record and the text that print the fact."""
    finder = _FINDERS.get(aspect.id)
    return finder(request, aspect, plan) if finder else by_pattern(aspect, plan)


def _numbers(request: Request, aspect: Aspect, plan: HeldPlan) -> Iterable[Found]:
    return numbers_cited(plan) if _of_other(request, plan) else of_record(plan, plan.document.meta.doc_number)


def _dates(request: Request, aspect: Aspect, plan: HeldPlan) -> Iterable[Found]:
    return of_record(plan, plan.document.meta.date)


def _issuers(request: Request, aspect: Aspect, plan: HeldPlan) -> Iterable[Found]:
    return of_record(plan, plan.document.meta.issuer)


def _genres(request: Request, aspect: Aspect, plan: HeldPlan) -> Iterable[Found]:
    words = request.say(*load_table("planfacts")["genre"][plan.document.meta.genre])
    at = max(plan.text.find(plan.title), 0)
    return [Found(value=words, label=words, start=at, end=at + len(plan.title))]


def _speakers(request: Request, aspect: Aspect, plan: HeldPlan) -> Iterable[Found]:
    return speakers(plan, request.question)


def _of_other(request: Request, plan: HeldPlan) -> bool:
    """Whether the question asks for the number of a document that the plan cites: its topic is none of the title's."""
    topic = without(request.topic, "planfacts")
    index = request.holdings.topics
    known = any(index.knows(topic[at : at + 2]) for at in range(len(topic) - 1))
    return known and closeness(topic, [(1.0, plan.title)], index) < TITLED


def _bases(request: Request, aspect: Aspect, plan: HeldPlan) -> Iterable[Found]:
    """What it is made by: where the text says 制定 or before its first task; with a topic all that it follows."""
    found = list(by_pattern(aspect, plan))
    if _of_other(request, plan):
        return found
    first = min((task.start for task in plan.document.tasks), default=len(plan.text))
    made = [fact for fact in found if _MADE.match(plan.text[fact.end : fact.end + AROUND])]
    made = made or [fact for fact in found if fact.start < first and plan.title not in fact.label]
    return [one for fact in made for one in (fact, *listed_after(fact, plan))]


def _effective(request: Request, aspect: Aspect, plan: HeldPlan) -> Iterable[Found]:
    """The day that is printed; that of issue where the plan says that it holds from then on."""
    issued = plan.document.meta.date
    for fact in by_pattern(aspect, plan):
        yield dataclasses.replace(fact, value=issued) if issued and fact.value.endswith("之日") else fact


_FINDERS: Mapping[str, Callable[[Request, Aspect, HeldPlan], Iterable[Found]]] = {
    "number": _numbers,
    "date": _dates,
    "issuer": _issuers,
    "genre": _genres,
    "speakers": _speakers,
    "basis": _bases,
    "effective": _effective,
}


def _best_only(request: Request, found: Sequence[tuple[HeldPlan, Found]]) -> list[tuple[HeldPlan, Found]]:
    """The facts whose surroundings are most about the topic, where the question has one."""
    topic, index = without(request.topic, "planfacts"), request.holdings.topics
    if not topic or not found:
        return list(found)
    scored = []
    for plan, fact in found:
        words = plan.text[max(0, fact.start - AROUND) : fact.end + AROUND]
        scored.append((closeness(topic, [(1.0, words), (0.8, plan.title)], index), (plan, fact)))
    best = max(score for score, _ in scored)
    return [pair for score, pair in scored if score >= AS_GOOD * best] if best >= 0.2 else list(found)[:1]


def _first_only(found: Sequence[tuple[HeldPlan, Found]], *, every: bool) -> list[tuple[HeldPlan, Found]]:
    """The first fact of each plan, or all of them."""
    first = {plan.doc: fact for plan, fact in reversed(found)}
    return [(plan, fact) for plan, fact in found if every or first[plan.doc] is fact]


def _held(request: Request, plans: Sequence[HeldPlan]) -> Answer:
    """The documents that the library holds of the places and years that are meant."""
    told = say(request, "and").join(f"{plan.label}《{plan.title}》" for plan in plans)
    counted = bool(_HOW_MANY.search(fold(request.question)))
    items = [Item(label=plan.title, doc=plan.doc, title=plan.title, value=plan.doc) for plan in plans]
    if counted:
        items = [Item(label=str(len(plans)), value=len(plans))]
    proof = [
        request.evidence(plan.doc, at, at + len(plan.title))
        for plan in plans
        if (at := plan.text.find(plan.title)) >= 0
    ]
    text = _ended(request, say(request, "plan.held", count=len(plans), told=told))
    return answered(request, "plans", items, evidence=proof, query=plans_query([plan.doc for plan in plans]), text=text)


_COUNTED = {"parts": chapters, "cites": cited}


def _listed(request: Request, plans: Sequence[HeldPlan], aspect: Aspect) -> Answer:
    """The parts of a plan or the documents that it cites; their number where the question asks how many."""
    found = [(plan, list(_COUNTED[aspect.id](plan))) for plan in plans]
    found = [(plan, facts) for plan, facts in found if facts]
    query = plans_query([plan.doc for plan in plans])
    if not found:
        where = request.say("、", ", ").join(plan.label for plan in plans[:3])
        what = request.say(aspect.zh, aspect.en)
        return refused(request, "text", say(request, "plan.none", where=where, what=what), query=query)
    several = len(found) > 1
    told = say(request, "and").join(
        say(
            request,
            f"plan.{aspect.id}",
            where=plan.label,
            count=len(facts),
            told=request.say("、", ", ").join(fact.label for fact in facts),
        )
        for plan, facts in found
    )
    counted = bool(_HOW_MANY.search(fold(request.question)))
    items = [
        item
        for plan, facts in found
        for item in (
            [Item(label=str(len(facts)), value=len(facts), doc=plan.doc, group=plan.label if several else None)]
            if counted
            else [
                Item(label=fact.label, value=fact.value, doc=plan.doc, group=plan.label if several else None)
                for fact in facts
            ]
        )
    ]
    proof = [
        request.evidence(plan.doc, fact.start, fact.end)
        for plan, facts in found
        for fact in facts
        if fact.end > fact.start
    ]
    named = request.understood.place or request.understood.plan
    return answered(
        request,
        "number" if counted else "text",
        items,
        evidence=proof,
        query=query,
        text=_ended(request, told),
        ambiguous=several and not named,
    )


def _said(request: Request, plans: Sequence[HeldPlan]) -> Answer:
    """The sentences that are most about what is asked; refused where none is."""
    docs = [plan.doc for plan in plans]
    topic = without(request.topic, "planfacts") or request.topic
    lines = find_lines(request, topic, docs, least=SAYS)[:3] if len(letters(topic)) > 1 else []
    query = plans_query(docs)
    if not lines:
        where = request.say("、", ", ").join(plan.label for plan in plans[:3])
        return refused(request, "text", say(request, "plan.silent", where=where, topic=topic), query=query)
    several = len({line.doc for line in lines}) > 1
    quotes = [request.evidence(line.doc, line.start, line.end) for line in lines]
    words = ["".join(quote.quote.split()) for quote in quotes]
    often = _OFTEN.search(fold(request.question))
    named = " ".join([topic, *request.understood.units])
    values = [(often and _how_often(request, line, named)) or said for line, said in zip(lines, words, strict=True)]
    items = [
        Item(label=value, value=value, doc=line.doc, group=request.label(line.doc) if several else None)
        for line, value in zip(lines, values, strict=True)
    ]
    told = say(request, "and").join(
        say(request, "plan.says", where=request.label(line.doc), title=heading_of(request, line), words=said)
        for line, said in zip(lines, words, strict=True)
    )
    return answered(
        request,
        "text",
        items,
        evidence=quotes,
        query=query,
        text=_ended(request, told),
        ambiguous=several and not request.understood.place,
    )


def _how_often(request: Request, line: Line, words: str) -> str | None:
    """How often the clause of the sentence that is most about the words has it done; None where it does not say."""
    index, rule = request.holdings.topics, _recurring()
    text = "".join(request.holdings.plans[line.doc].text[line.start : line.end].split())
    clauses = [clause for clause in re.split(r"[，,：:]", text) if rule.search(clause)]
    best = max(clauses, key=lambda clause: closeness(words, [(1.0, clause)], index), default="")
    return hit[0] if (hit := rule.search(best)) else None


@functools.cache
def _recurring() -> re.Pattern[str]:
    return re.compile(load_table("planfacts")["recurring"]["pattern"])


def _ended(request: Request, told: str) -> str:
    return told + request.say("。", ".")
