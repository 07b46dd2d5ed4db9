"""Targets as answers: each in its own words with its year and 力争, its value, and the question that asks for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.records import Target
from graph.answering.question.queries import Level
from graph.answering.question.request import Request, answered
from graph.answering.telling.sentences import say
from graph.answering.values.measured import before
from graph.answers import Answer, Item
from graph.wording import load_table

MOST = 8  # targets of one plan that are told in words; the answer lists all
_NEAR = 40  # characters between a year and a target that are quoted with both
_YEAR = re.compile(
    r"(?:力争|争取|努力|确保)?(?:到|至|截至|截止)?\s*20\d\d\s*年(?:\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?)?(?:底|末)?(?:之?前)?"
)
_LEAD = re.compile(r"(?:力争|争取|努力|确保|原则上|预计)[^，,。；;：:、\d]{0,30}$")


def answer_levels(request: Request, found: Sequence[Level], query: str) -> Answer:
    """The targets as an answer, in their own words."""
    several = len({level.doc for level in found}) > 1
    text = say(request, "and").join(_in_words(request, found))
    return answered(
        request,
        "number",
        list(dict.fromkeys(_item(request, level, grouped=several) for level in found)),
        evidence=[request.evidence(level.doc, *span) for level in found for span in spans(request, level)],
        query=query,
        text=request.say(f"{text}。", f"{text}."),
        ambiguous=several and not request.understood.place,
    )


def _in_words(request: Request, found: Sequence[Level]) -> Iterator[str]:
    """The targets of each plan in a row behind its place, no words twice, and how many more there are."""
    for doc in dict.fromkeys(level.doc for level in found):
        own = list({level.words: level for level in found if level.doc == doc}.values())
        where = request.label(doc) + request.say("：", ": ")
        for level in own[:MOST]:
            told = told_level(request, level)
            yield told if level is own[0] else told.removeprefix(where)
        if len(own) > MOST:
            yield say(request, "targets.more", where=request.label(doc), count=len(own) - MOST)


def spans(request: Request, level: Level) -> list[tuple[int, int]]:
    """Where its words stand, from 力争 on where that stands before it, and the year of its sentence if it has none."""
    text, sentence = request.holdings.plans[level.doc].text, before(request, level)
    first = level.end - len(sentence)
    lead = _LEAD.search(text[first : level.start])
    start = first + lead.start() if lead else level.start
    if re.search(r"20\d\d\s*年", text[start : level.end]):
        return [(start, level.end)]
    years = list(_YEAR.finditer(text, first, start))
    if not years or str(_year(request, level)) not in years[-1][0]:
        return [(start, level.end)]
    between = text[years[-1].end() : start]
    if re.search(r"\d", between) or len(between) > _NEAR:
        return [years[-1].span(), (start, level.end)]
    return [(years[-1].start(), level.end)]


def _words(request: Request, level: Level) -> str:
    """Its words on one line, those of its year before them."""
    text = request.holdings.plans[level.doc].text
    return "，".join(letters_kept(text[start:end]) for start, end in spans(request, level))


def told_level(request: Request, level: Level) -> str:
    """A target in words, with the place of its plan."""
    return say(
        request,
        "targets.one",
        where=request.label(level.doc),
        words=_words(request, level),
        indicator=f"{level.region or ''}{level.indicator}",
        comparison=load_table("answers_facts")["comparison"].get(_comparison(request, level), ""),
        value=f"{plain(level.value)}{level.measure or ''}",
    )


def _comparison(request: Request, level: Level) -> str:
    return next((one.op for one in _records(request, level)), "")


def _year(request: Request, level: Level) -> int | None:
    return next((one.year for one in _records(request, level)), None)


def _records(request: Request, level: Level) -> Iterator[Target]:
    """Its record among the targets of its document."""
    targets = request.holdings.plans[level.doc].document.targets
    return (one for one in targets if (one.start, one.value) == (level.start, level.value))


def _item(request: Request, level: Level, *, grouped: bool) -> Item:
    return Item(
        label=f"{plain(level.value)}{level.measure or ''}",
        value=plain(level.value),
        group=request.label(level.doc) if grouped else None,
        measure=level.measure,
        doc=level.doc,
        title=f"{level.region or ''}{level.indicator}",
    )


def plain(value: float) -> float:
    """A whole number without a point."""
    return int(value) if value == int(value) else value


def letters_kept(words: str) -> str:
    """The words on one line."""
    return "".join(words.split())


def offered(request: Request, scored: Sequence[tuple[float, Level]]) -> list[str]:
    """Questions for the targets that are nearest to what was asked; for none where nothing is near."""
    near = [level for score, level in sorted(scored, key=lambda one: -one[0]) if score > 0]
    return [question_on(request, level) for level in near[:6]]


def question_on(request: Request, level: Level) -> str:
    """The question that asks for this target."""
    place = request.holdings.plans[level.doc].place
    return f"{level.region or (place.name if place else '')}{level.indicator}目标是多少？"
