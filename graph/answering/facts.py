"""Answers from the text: targets of a topic, where words stand, which tasks overlap."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from graph.answering.queries import (
    Level,
    Work,
    targets_query,
    tasks_query,
)
from graph.answering.request import Request, answered, refused, task_item
from graph.answering.suggesting import nearest
from graph.answering.topics import coverage, layered_coverage, pairs
from graph.answers import Answer, Item
from graph.wording import fold, letters, load_words, unify

if TYPE_CHECKING:
    from graph.overlaps import Overlap, TaskRef

AS_GOOD = 0.9  # facts this close to the best one are as good


def answer_targets(request: Request) -> Answer:
    """The values of the indicator that the question names, in every plan that sets them."""
    query = targets_query(request.docs)
    levels = request.levels(query)
    if not request.topic:
        return refused(request, "number", "问题里没有说明是哪项指标。")
    every, levels = levels, [level for level in levels if _of_substance(request.topic, level)]
    scored = [(_level_score(request, level), level) for level in levels]
    best = max((score for score, _ in scored), default=0.0)
    if best < 0.5:
        return refused(
            request,
            "number",
            f"方案中没有找到关于“{request.topic}”的指标数值。",
            suggestions=[_asked_level(request, level) for level in (levels or every)[:6]],
            query=query,
        )
    found = [level for score, level in scored if score >= AS_GOOD * best]
    docs = list(dict.fromkeys(level.doc for level in found))
    several = len(docs) > 1
    items = [_level_item(request, level, grouped=several) for level in found]
    text = "；".join(
        f"{request.label(level.doc)}：{letters_kept(level.words)}" for level in {le.words: le for le in found}.values()
    )
    return answered(
        request,
        "number",
        list(dict.fromkeys(items)),
        evidence=[request.evidence(level.doc, level.start, level.end) for level in found],
        query=query,
        text=f"{text}。",
        ambiguous=several and not request.understood.place,
    )


def _asked_level(request: Request, level: Level) -> str:
    place = request.holdings.plans[level.doc].place
    return f"{level.region or (place.name if place else '')}{level.indicator}目标是多少？"


def letters_kept(words: str) -> str:
    """The words on one line."""
    return "".join(words.split())


def _level_item(request: Request, level: Level, *, grouped: bool) -> Item:
    value = int(level.value) if level.value == int(level.value) else level.value
    return Item(
        label=f"{value}{level.measure or ''}",
        value=value,
        group=request.label(level.doc) if grouped else None,
        measure=level.measure,
        doc=level.doc,
        title=f"{level.region or ''}{level.indicator}",
    )


def _of_substance(topic: str, level: Level) -> bool:
    """Whether the target is of every substance or index that the topic names (PM10 is not PM2.5)."""
    named = [head for head in set(load_words().stands_for.values()) if head in unify(topic)]
    return all(head in unify(f"{level.indicator} {level.words} {level.region or ''}") for head in named)


def _level_score(request: Request, level: Level) -> float:
    """How much of the topic stands in the target: indicator and region in full, its words and its title less."""
    layers = [(1.0, f"{level.indicator} {level.region or ''}"), (0.9, level.words), (0.4, level.title)]
    told = layered_coverage(request.topic, layers, request.holdings.topics)
    wanted, own = set(pairs(request.topic)), set(pairs(level.indicator))
    return told + 0.1 * len(own & wanted) / len(own) if own else told


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


def answer_overlaps(request: Request) -> Answer:
    """The tasks that the plans of the places set alike: the same job first, related ones only where there is none."""
    places = request.understood.places
    shown = [pair for pair in request.holdings.overlaps if _between(request, pair)]
    if request.topic and _told(request):
        shown = [pair for pair in shown if _pair_about(request, pair)]
    same = [pair for pair in shown if pair.kind != "related"]
    found = same or shown
    if not found:
        where = "、".join(places) or "各方案"
        return refused(request, "pairs", f"没有发现{where}之间重复的任务。", suggestions=["有哪些任务是重复的？"])
    items = [_pair_item(pair) for pair in found]
    proof = [request.evidence(ref.doc, *_title_span(request, ref)) for pair in found for ref in (pair.a, pair.b)]
    text = "；".join(
        f"{request.label(pair.a.doc)}“{pair.a.title}”与{request.label(pair.b.doc)}“{pair.b.title}”（{pair.why}）"
        for pair in found
    )
    return answered(
        request,
        "pairs",
        items,
        evidence=proof,
        query=tasks_query(request.docs),
        text=f"重复的任务有{len(items)}对：{text}。",
    )


def _told(request: Request) -> bool:
    return any(request.holdings.topics.knows(pair) for pair in pairs(request.topic))


def _between(request: Request, pair: Overlap) -> bool:
    """Whether the pair is between the documents that are meant; those of each place, where two places are named."""
    meant = [set(docs) for docs in request.understood_docs_by_place()]
    docs = {pair.a.doc, pair.b.doc}
    if len(meant) >= 2:
        return any(
            docs & one and docs & other and len(docs) == 2 for one in meant for other in meant if one is not other
        )
    return not meant or bool(docs & meant[0])


def _pair_about(request: Request, pair: Overlap) -> bool:
    titles = f"{pair.a.title} {pair.b.title}"
    return coverage(request.topic, titles, request.holdings.topics) >= 0.5


def _pair_item(pair: Overlap) -> Item:
    def plain(ref: TaskRef) -> dict[str, object]:
        return {"doc": ref.doc, "number": ref.number, "title": ref.title, "start": ref.start}

    return Item(
        label=f"{pair.a.title} / {pair.b.title}", a=plain(pair.a), b=plain(pair.b), kind=pair.kind, value=pair.score
    )


def _title_span(request: Request, ref: TaskRef) -> tuple[int, int]:
    text = request.holdings.plans[ref.doc].text
    stops = [stop for sign in "。\n；;，," if (stop := text.find(sign, ref.start)) > ref.start]
    return ref.start, min([*stops, ref.start + 60])
