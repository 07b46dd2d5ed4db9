"""Answers that are places in the texts: where words stand."""

from __future__ import annotations

from collections.abc import Sequence

from graph.answering.queries import Work, tasks_query
from graph.answering.request import Request, answered, refused, task_item
from graph.answering.suggesting import nearest
from graph.answers import Answer
from graph.wording import fold, letters

AS_GOOD = 0.9  # passages this close to the best one are as good


def answer_where(request: Request) -> Answer:
    """The tasks in which the words stand; where they stand in none, the tasks that are most about them."""
    wanted = [*request.understood.quoted] or [request.topic]
    wanted = [words for words in wanted if len(letters(words)) >= 2]  # one character stands anywhere
    query = tasks_query(request.docs)
    works = request.works(query)
    if not wanted:
        return _all_tasks(request, works, query)
    found = [(work, spot) for work in works if (spot := _spot(request, work, wanted))]
    if not found and (not request.understood.quoted or request.understood.aspect == "about"):
        found = _about(request, works)
    if not found:
        said = "、".join(f"“{words}”" for words in wanted)
        return refused(
            request, "tasks", f"资料库的任务条款中没有找到{said}。", suggestions=nearest(request), query=query
        )
    docs = list(dict.fromkeys(work.doc for work, _ in found))
    several = len(docs) > 1
    items = [task_item(request, work, grouped=several) for work, _ in found]
    text = "；".join(f"{request.label(work.doc)}“{work.number or ''}{work.title}”" for work, _ in found)
    proof = [request.evidence(work.doc, *spot) for work, spot in found]
    return answered(request, "tasks", items, evidence=proof, query=query, text=f"见于{len(found)}条：{text}。")


def _all_tasks(request: Request, works: Sequence[Work], query: str) -> Answer:
    """All tasks of the plan that the question names, where it names one."""
    if not works or len(request.docs) == len(request.holdings.plans):
        return refused(request, "tasks", "问题里没有说明要找的话。", query=query)
    items = [task_item(request, work, grouped=len(request.docs) > 1) for work in works]
    proof = [request.evidence(work.doc, work.start, min(work.end, work.start + 60)) for work in works]
    text = "、".join(request.label(doc) for doc in request.docs)
    titles = "；".join(work.title for work in works)
    return answered(
        request, "tasks", items, evidence=proof, query=query, text=f"{text}的任务有{len(works)}项：{titles}。"
    )


def _spot(request: Request, work: Work, wanted: Sequence[str]) -> tuple[int, int] | None:
    """Where all of the words stand in the task, signs and widths apart; None where one of them does not."""
    text = request.holdings.plans[work.doc].text
    origins = [at for at in range(work.start, work.end) if letters(fold(text[at]))]
    plain = "".join(letters(fold(text[at]))[0].lower() for at in origins)
    spots = []
    for words in wanted:
        folded = letters(fold(words)).lower()
        at = plain.find(folded) if folded else -1
        if at < 0:
            return None
        spots.append((origins[at], origins[at + len(folded) - 1] + 1))
    return spots[0] if spots else None


def _about(request: Request, works: Sequence[Work]) -> list[tuple[Work, tuple[int, int]]]:
    hits = request.holdings.topics.search(request.topic, request.docs)
    if not hits or hits[0].score < 0.55:
        return []
    by_id = {work.task: work for work in works}
    found: dict[str, tuple[Work, tuple[int, int]]] = {}
    for hit in hits:
        if hit.score >= AS_GOOD * hits[0].score and hit.passage.task.id in by_id:
            found.setdefault(hit.passage.task.id, (by_id[hit.passage.task.id], (hit.passage.start, hit.passage.end)))
    return list(found.values())
