"""Answers that are days: by when a topic is due, by the words that a deadline limits or by the clause it stands in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from extract.records import Task
from graph.answering.locating import ABOUT, IN_TITLE, least
from graph.answering.mentions import told
from graph.answering.queries import Due, deadlines_query
from graph.answering.request import Request, answered, refused
from graph.answering.suggesting import nearest
from graph.answering.topics import Hit, layered_coverage
from graph.answers import Answer, Evidence, Item
from graph.wording import fold, letters, unify

OF_BEST = 0.75  # a deadline's own words against the best passage on the topic: below it, it is of something else
ASKED = 0.25  # what a deadline gains where what is to be done by it is what the question asks for (什么时候报, 完成)
_PAUSES = "，,；;。\n"
_DONE = re.compile(
    r"(?:什么时[候间]|啥时候|何时|哪天|几号|几月(?:份|底)?)(?:之?前|以前)?(?:要|应|须|得|能|才|可以|必须|需要)?"
    r"([一-鿿]{1,2}?)(?:完|好|掉|了|到位)*[?？。]?$"
)


def answer_deadline(request: Request) -> Answer:
    """The day by which the topic is due: of the deadline whose words are most about it, else those of its clause."""
    query = deadlines_query(request.docs)
    dues = request.dues(query)
    if not request.topic:
        return refused(request, "date", "问题里没有说明是哪项工作的时限。")
    hits = request.holdings.topics.search(request.topic, request.docs)
    if not hits or hits[0].score < least(request.topic):
        return refused(
            request, "date", f"资料库的方案里没有找到关于“{request.topic}”的任务。", suggestions=nearest(request)
        )
    clauses = _titled(hits)
    found = _of_the_work(request, _by_words(request, dues, hits[0].score), dues, clauses)
    found += [due for due in dues if (due.doc, due.task) in clauses and due.doc not in {own.doc for own in found}]
    if not found:
        passage = hits[0].passage
        about = list(clauses.values()) or [(passage.doc, passage.task)]
        return refused(
            request,
            "date",
            f"方案未写明：{told(request, about)}，但没有写时限。",
            evidence=[request.evidence(passage.doc, passage.start, passage.end)],
            suggestions=nearest(request),
            query=query,
        )
    found = [due for due in found if due.last_day] or found
    several = len({due.doc for due in found}) > 1
    days = {(due.doc, due.last_day or due.words): due for due in reversed(found)}
    items = [
        Item(label=due.words, value=due.last_day or due.words, group=request.label(doc) if several else None, doc=doc)
        for (doc, _), due in sorted(days.items())
    ]
    silent = [request.label(doc) for doc, _ in clauses.values() if doc not in {due.doc for due in found}]
    parts = [_said(request, due) for _, due in sorted(days.items())]
    parts += [f"{label}的方案也有这项任务，没有写时限" for label in dict.fromkeys(silent)]
    return answered(
        request,
        "date",
        items,
        evidence=[e for due in found for e in _due_proof(request, due)],
        query=query,
        text=f"{'；'.join(parts)}。",
        ambiguous=several and not request.understood.place,
    )


def _said(request: Request, due: Due) -> str:
    day = f"（{due.last_day}）" if due.last_day else ""
    title = f"“{due.title}”" if due.title else ""
    return f"{request.label(due.doc)}{title}：{due.words}{day}"


def _titled(hits: Sequence[Hit]) -> dict[tuple[str, str], tuple[str, Task]]:
    """The clauses that have the topic in their title, one a document."""
    found: dict[str, tuple[str, Task]] = {}
    for hit in hits:
        if hit.in_title >= IN_TITLE and hit.score >= ABOUT * hits[0].score:
            found.setdefault(hit.passage.doc, (hit.passage.doc, hit.passage.task))
    return {(doc, task.id): (doc, task) for doc, task in found.values()}


def _by_words(request: Request, dues: Sequence[Due], best_passage: float) -> list[Due]:
    """The deadlines whose own words are most about the topic; none where all of them are of something else."""
    scored = [(_due_score(request, due), due) for due in dues]
    best = max((score for score, _ in scored), default=0.0)
    if best < OF_BEST * best_passage:
        return []
    return [due for score, due in scored if score >= 0.98 * best]


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
    told = layered_coverage(request.topic, [(1.0, own), (0.6, sentence), (0.5, title)], request.holdings.topics)
    done = _DONE.search(fold(request.question))
    text = request.holdings.plans[due.doc].text
    behind = own[own.find(text[due.start : due.end]) + due.end - due.start :]
    return told + ASKED * bool(done and done[1] in behind)


def _due_words(request: Request, due: Due) -> tuple[str, str, str]:
    """The words from the deadline to the next one (with those before it in its clause), its sentence, its title."""
    plan = request.holdings.plans[due.doc]
    text = plan.text
    start = max(text.rfind(sign, 0, due.start) + 1 for sign in "。；;\n")
    stops = [stop for sign in "。；;\n" if (stop := text.find(sign, due.end)) >= 0]
    end = min([*stops, len(text)])
    others = [d for d in plan.document.deadlines if start <= d.start < end and d.start != due.start]
    after = min((d.start for d in others if d.start > due.start), default=end)
    before = max((d.end for d in others if d.end <= due.start), default=start)
    leading = text[max(before, start) : due.start]
    begin = (
        due.start if others and text[due.end : after].strip(_PAUSES) and before > start else due.start - len(leading)
    )
    return text[begin:after], text[start:end], due.title


def _due_proof(request: Request, due: Due) -> list[Evidence]:
    text = request.holdings.plans[due.doc].text
    stops = [stop for sign in "。；;\n" if (stop := text.find(sign, due.end)) >= 0]
    return [
        request.evidence(due.doc, due.start, due.end),
        request.evidence(due.doc, due.start, min([*stops, due.end + 120])),
    ]
