"""Answers that are values: what the plans set as targets of an indicator."""

from __future__ import annotations

from graph.answering.queries import Level, targets_query
from graph.answering.request import Request, answered, refused
from graph.answering.topics import layered_coverage, pairs
from graph.answers import Answer, Item
from graph.wording import load_words, unify

AS_GOOD = 0.9  # targets this close to the best one are as good


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
