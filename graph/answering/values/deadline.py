"""Answers that are days: by when a topic is due, by the words that a deadline limits or by the clause it stands in."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence

from extract.records import Task
from graph.answering.question.asking_words import without
from graph.answering.question.queries import Due, deadlines_query
from graph.answering.question.request import Request, answered, refused
from graph.answering.search.closeness import closeness, may_hold
from graph.answering.search.locating import ABOUT, IN_TITLE, least
from graph.answering.search.passages import paragraph_ends
from graph.answering.search.topics import Hit
from graph.answering.telling.mentions import told
from graph.answering.telling.sentences import say
from graph.answering.telling.suggesting import nearest
from graph.answers import Answer, Evidence, Item
from graph.wording import fold, letters, unify

OF_BEST = 0.75  # a deadline's own words against the best passage on the topic: below it, it is of something else
ELSEWHERE = 0.85  # passages of other plans that are as good as the best one on the topic
OF_TOPIC = 0.65  # share of the topic in the words of a day there
OWN = 0.05  # what a deadline gains the more its own words hold, against others of its sentence
ASKED = 0.35  # what a deadline gains where what is to be done by it is what the question asks for (什么时候报, 完成)
_STOPS = "。；;"
_PAUSES = "，,；;。\n"
_SHOWN = 48  # characters of what a day limits that a sentence tells
_FIELDS = re.compile(r"[（(][^（()）]*[：:][^（()）]*[）)]")  # a bracket with labelled units and days
_REACH = 800  # characters within which a sentence or a bracket begins and ends
_MANY = 2000  # deadlines that are all looked at
_NEAR = 150  # characters around a day that are looked at first
_LABEL = re.compile(r"(?:时限|期限|时间|日期|节点)\s*[：:]\s*$")
_LAST = re.compile("最晚|最迟|截止|截至|哪[天日]|几号|期限|时限|deadline|by when")
_DONE = re.compile(
    r"(?:什么时[候间]|啥时候|何时|哪天|几号|几月(?:份|底)?)(?:之?前|以前)?(?:要|应|须|得|能|才|可以|必须|需要)?"
    r"([一-鿿]{1,2}?)(?:完|好|掉|了|到位)*[?？。]?$"
)


def answer_deadline(request: Request) -> Answer:
    """The day by which the topic is due: of the deadline whose words are most about it, else those of its clause."""
    topic = without(request.topic, "deadlines")
    plain = dataclasses.replace(request, understood=dataclasses.replace(request.understood, topic=topic))
    return dataclasses.replace(_answer(plain), understood=request.understood)


def _answer(request: Request) -> Answer:
    query = deadlines_query(request.docs)
    dues = request.dues(query)
    if not request.topic:
        return refused(request, "date", say(request, "deadline.unasked"))
    hits = request.holdings.topics.search(request.topic, request.docs)
    by_words = _by_words(request, _near(dues, hits), hits[0].score if hits else 0.0)
    if not hits or (hits[0].score < least(request.topic) and not by_words):
        reason = say(request, "deadline.none", topic=request.topic)
        return refused(request, "date", reason, suggestions=nearest(request))
    clauses = _titled(hits)
    found = _of_the_work(request, by_words, dues, clauses)
    found += [due for due in dues if (due.doc, due.task) in clauses and due.doc not in {own.doc for own in found}]
    found = _of_other_plans(request, _limits(request, found), dues, hits)
    if not found:
        passage = hits[0].passage
        about = list(clauses.values()) or [(passage.doc, passage.task)]
        return refused(
            request,
            "date",
            say(request, "deadline.not-written", told=told(request, about)),
            evidence=[request.evidence(passage.doc, passage.start, passage.end)],
            suggestions=nearest(request),
            query=query,
        )
    return _found(request, [due for due in found if due.last_day] or found, clauses, query)


def _limits(request: Request, found: Sequence[Due]) -> list[Due]:
    """Without seasons and the like where the question asks for the last day: 秋冬季 is no day by which work is done."""
    last = _LAST.search(fold(request.question))
    return [due for due in found if due.last_day or due.kind == "by" or not last]


def _of_other_plans(request: Request, found: list[Due], dues: Sequence[Due], hits: Sequence[Hit]) -> list[Due]:
    """With the days that other plans set for the topic, where the question names no one place or plan.

    Such a day stands in a clause that speaks of the topic as much as the best one does, and limits the topic itself.
    """
    if len(request.understood.places) == 1 or request.understood.plan or not found:
        return found
    docs = {due.doc for due in found}
    speaking = {(hit.passage.doc, hit.passage.task.id) for hit in hits if hit.score >= ELSEWHERE * hits[0].score}
    near = [due for due in dues if due.last_day and due.doc not in docs and (due.doc, due.task) in speaking]
    scored = [(_due_score(request, due), due) for due in near]
    best = {doc: max(score for score, due in scored if due.doc == doc) for doc in {due.doc for due in near}}
    return [*found, *(due for score, due in scored if score >= max(OF_TOPIC, best[due.doc]))]


def _found(
    request: Request, found: Sequence[Due], clauses: Mapping[tuple[str, str], tuple[str, Task]], query: str
) -> Answer:
    """The days, each once a document, and the plans that have the work without a day."""
    several = len({due.doc for due in found}) > 1
    days = {(due.doc, due.last_day or due.words): due for due in reversed(found)}
    items = [
        Item(label=due.words, value=due.last_day or due.words, group=request.label(doc) if several else None, doc=doc)
        for (doc, _), due in sorted(days.items())
    ]
    silent = [request.label(doc) for doc, _ in clauses.values() if doc not in {due.doc for due in found}]
    parts = [_said(request, due) for _, due in sorted(days.items())]
    parts += [say(request, "deadline.silent", where=label) for label in dict.fromkeys(silent)]
    text = say(request, "and").join(parts)
    return answered(
        request,
        "date",
        items,
        evidence=[e for due in found for e in _due_proof(request, due)],
        query=query,
        text=request.say(f"{text}。", f"{text}."),
        ambiguous=several and not request.understood.place,
    )


def _said(request: Request, due: Due) -> str:
    words = "".join(due.words.split())
    if due.last_day and due.last_day != words:
        words = request.say(f"{words}（{due.last_day}）", f"{due.last_day} ({words})")
    own = "".join(_due_words(request, due)[0].split()).strip(_PAUSES)
    shown = f"{own[:_SHOWN]}……" if len(own) > _SHOWN else own
    return say(request, "deadline.one", where=request.label(due.doc), title=due.title, words=words, own=shown)


def _titled(hits: Sequence[Hit]) -> dict[tuple[str, str], tuple[str, Task]]:
    """The clauses that have the topic in their title, one a document."""
    found: dict[str, tuple[str, Task]] = {}
    for hit in hits:
        if hit.in_title >= IN_TITLE and hit.score >= ABOUT * hits[0].score:
            found.setdefault(hit.passage.doc, (hit.passage.doc, hit.passage.task))
    return {(doc, task.id): (doc, task) for doc, task in found.values()}


def _by_words(request: Request, dues: Sequence[Due], best_passage: float) -> list[Due]:
    """The deadlines whose own words are most about the topic; none where all of them are of something else."""
    scored = [(_due_score(request, due), due) for due in dues if _may_be(request, due)]
    best = max((score for score, _ in scored), default=0.0)
    if best < max(OF_BEST * best_passage, least(request.topic)):
        return []
    return [due for score, due in scored if score >= 0.98 * best]


def _near(dues: Sequence[Due], hits: Sequence[Hit]) -> Sequence[Due]:
    """Of very many deadlines those of tasks that speak of the topic, and those outside tasks in the same documents."""
    if len(dues) <= _MANY:
        return dues
    tasks = {(hit.passage.doc, hit.passage.task.id) for hit in hits}
    docs = {doc for doc, _ in tasks}
    return [due for due in dues if (due.doc, due.task) in tasks or (due.task is None and due.doc in docs)]


def _may_be(request: Request, due: Due) -> bool:
    text = request.holdings.plans[due.doc].text
    return may_hold(request.topic, unify(f"{due.title} {text[max(0, due.start - _NEAR) : due.end + _NEAR]}"))


def _of_the_work(
    request: Request, found: Sequence[Due], dues: Sequence[Due], clauses: Mapping[tuple[str, str], object]
) -> list[Due]:
    """Without the days of other work where a clause has the topic in its title: its own days go before them.

    Where it has none, another day stays only if its sentence holds the topic letter for letter.
    """
    titled = {doc for doc, _ in clauses}
    dated = {due.doc for due in dues if due.last_day and (due.doc, due.task or "") in clauses}
    topic = [letters(unify(piece)) for piece in request.topic.split()]
    kept = []
    for due in found:
        sentence = letters(unify(_due_words(request, due)[1]))
        own = due.doc not in titled or (due.doc, due.task or "") in clauses
        if own or (due.doc not in dated and all(piece in sentence for piece in topic)):
            kept.append(due)
    return kept


def _due_score(request: Request, due: Due) -> float:
    """How much of the topic stands in the words that the deadline limits, counting those around it less."""
    own, sentence, title = _due_words(request, due)
    index, layers = request.holdings.topics, [(1.0, own), (0.6, sentence), (0.5, title)]
    told = closeness(request.topic, layers, index) + OWN * closeness(request.topic, [(1.0, own)], index)
    done = _DONE.search(fold(request.question))
    text = request.holdings.plans[due.doc].text
    behind = own[own.find(text[due.start : due.end]) + due.end - due.start :]
    return told + ASKED * bool(done and done[1] in behind)


def _due_words(request: Request, due: Due) -> tuple[str, str, str]:
    """The words from the deadline to the next one (with those before it in its clause), its sentence, its title."""
    plan = request.holdings.plans[due.doc]
    text = plan.text
    field = _field(text, due)
    if field is not None:
        fields = [hit.end() for hit in _FIELDS.finditer(text, due.task_start, field)]
        own = "".join(text[max(fields, default=due.task_start) : field].split())
        return own, own, due.title
    first, last = max(0, due.start - _REACH), min(len(text), due.end + _REACH)
    behind = [text.rfind(sign, first, due.start) for sign in _STOPS] + paragraph_ends(text, first, due.start)
    start = max(first, *(at + 1 for at in behind))
    end = min([*_stops(text, due.end, last), last])
    others = [d for d in plan.document.deadlines if start <= d.start < end and d.start != due.start]
    after = min((d.start for d in others if d.start > due.start), default=end)
    before = max((d.end for d in others if d.end <= due.start), default=start)
    leading = text[max(before, start) : due.start]
    begin = (
        due.start if others and text[due.end : after].strip(_PAUSES) and before > start else due.start - len(leading)
    )
    return text[begin:after], text[start:end], due.title


def _field(text: str, due: Due) -> int | None:
    """Where the bracket opens in which a labelled day stands (完成时限：3月底）: it limits what is before."""
    first = max(0, due.start - _REACH)
    opened = max(text.rfind("（", first, due.start), text.rfind("(", first, due.start))
    inside = text[opened : due.start]
    labelled = opened >= due.task_start and not re.search(r"[)）。]", inside) and _LABEL.search(inside)
    return opened if due.task and labelled else None


def _due_proof(request: Request, due: Due) -> list[Evidence]:
    text = request.holdings.plans[due.doc].text
    stops = _stops(text, due.end, due.end + _REACH)
    return [
        request.evidence(due.doc, due.start, due.end),
        request.evidence(due.doc, due.start, min([*stops, due.end + 120])),
    ]


def _stops(text: str, start: int, end: int) -> list[int]:
    """Where sentences may end between these places."""
    return [at for sign in _STOPS if (at := text.find(sign, start, end)) >= 0] + paragraph_ends(text, start, end)
