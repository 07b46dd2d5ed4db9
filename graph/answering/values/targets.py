"""Answers that are values: what the plans set as targets of an indicator, else what their sentences say."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from graph.answering.question.asking_words import without
from graph.answering.question.queries import Level, targets_query
from graph.answering.question.request import Request, refused
from graph.answering.search.closeness import LEAST_LETTERS, closeness, lacks, most_close
from graph.answering.search.topics import pairs
from graph.answering.telling.sentences import say
from graph.answering.values.indicators import core, counties_asked, of_counties, same_indicator
from graph.answering.values.measured import asked_measure, before, of_member, of_named, of_year
from graph.answering.values.stated import answer_levels, offered, question_on, told_level
from graph.answering.values.written import answer_text
from graph.answers import Answer
from graph.holdings import Holdings
from graph.kept import once
from graph.wording import fold, load_words, unify

Characters = dict[Level, tuple[frozenset[str], frozenset[str], str]]

AS_GOOD = 0.9  # targets this close to the best one are as good
AS_GOOD_ELSEWHERE = 0.75  # the same for another place that the question names
ABOUT = 0.55  # share of what is asked for that a target holds
LIKE = 0.45  # the same for a target of another plan that is of the very indicator of one found
IN_TARGET = 0.15  # what at least stands in the target itself: its sentence may be of other things, too
OTHER = 0.7  # share at which a target counts that lacks a word of the question which the plans know
OF_INDICATOR = 0.1  # what a target gains whose indicator is all asked for
_PARTS = re.compile(r"[\s、，,和与及跟或]+")
_NEAR = 80  # characters before a target that are looked at first
_LINE = 150  # characters before a target in its line that may say what it is of
_LATIN = re.compile(r"[a-z]{4,}")


def answer_targets(request: Request) -> Answer:
    """The values of the indicator that the question names, in every plan that sets them."""
    query = targets_query(request.docs)
    every = request.levels(query)
    words = _words(request)
    if not words:
        return refused(request, "number", say(request, "targets.unasked"))
    characters = _characters(request.holdings)
    levels = [level for level in every if _may_be(request, words, level, characters)]
    scored = [(_score(request, words, level), level) for level in levels]
    if max((score for score, _ in scored), default=0.0) < ABOUT and request.understood.units:
        words = _words(request, *request.understood.units)  # what was taken for a unit may be what is measured
        scored = [(_score(request, words, level), level) for level in levels]
    best = max((score for score, _ in scored), default=0.0)
    if best < ABOUT:
        return answer_text(request, words, offered(request, scored), query)
    found = _chosen(request, words, scored)
    counties = counties_asked(request, words)
    if counties and not of_counties(request, counties, found):
        return _of_no_county(request, words, found, counties, query)
    found = of_counties(request, counties, found) if counties else _in_all_plans(request, found, scored)
    measure = asked_measure(_asked_words(request))
    found += _in_other_measures(found, scored, measure) if measure else []
    if measure and not any(_counted(level, measure) for level in found):
        return _other_measure(request, words, found, measure, query)
    found = [level for level in found if not measure or _counted(level, measure)]
    found = sorted(of_member(request, of_year(request, found)), key=lambda level: (level.doc, level.start))
    return answer_levels(request, found, query)


def _words(request: Request, *more: str) -> str:
    """What is asked for: the topic without words of asking, and without Latin words that no task holds."""
    index, unread = request.holdings.topics, set(request.understood.unread)
    words = without(" ".join([request.topic, *more]), "targets")
    words = " ".join(word for word in words.split() if word not in unread) or words
    return _LATIN.sub(lambda hit: hit[0] if all(map(index.knows, pairs(hit[0]))) else " ", words).strip()


def _score(request: Request, words: str, level: Level) -> float:
    """How much of the words stands in the target: indicator and region in full, its sentence and its title less."""
    index = request.holdings.topics
    named = f"{level.indicator} {level.region or ''}"
    layers = [
        (1.0, named),
        (0.95, level.words),
        (0.85, before(request, level)),
        (0.6, _paragraph(request, level)),
        (0.5, _headings(request, level)),
    ]
    wanted, own = set(pairs(words)), set(pairs(core(level.indicator)))
    gain = OF_INDICATOR * len(own & wanted) / len(own) if own else 0.0
    other = lacks(words, " ".join(text for _, text in layers), index)
    return (OTHER if other else 1.0) * (closeness(words, layers, index) + gain)


def _paragraph(request: Request, level: Level) -> str:
    """What stands before it in its line: what the first value of a line is of, the next ones often are."""
    text = request.holdings.plans[level.doc].text
    return text[max(level.start - _LINE, text.rfind("\n", 0, level.start) + 1, 0) : level.end]


def _headings(request: Request, level: Level) -> str:
    """The title of its task and what stands above it: the plan's title, its chapter."""
    _, task = request.holdings.tasks.get(level.task or "", (None, None))
    return f"{level.title} {task.section if task else ''} {request.holdings.plans[level.doc].title}"


def _chosen(request: Request, words: str, scored: Sequence[tuple[float, Level]]) -> list[Level]:
    """The best ones; of several parts of the question (每月、全年) also those of the parts that the best one lacks."""
    best = max(score for score, _ in scored)
    by_doc = {doc: max(score for score, level in scored if level.doc == doc) for doc in {le.doc for _, le in scored}}
    several = len(request.understood.places) > 1
    found = [
        level
        for score, level in scored
        if score >= AS_GOOD * best
        or (several and score >= max(ABOUT, AS_GOOD_ELSEWHERE * best) and score >= AS_GOOD * by_doc[level.doc])
    ]
    found = of_named(request, words, found)
    parts = [part for part in _PARTS.split(unify(words)) if len(part) > 1]
    for part in parts:
        if len(parts) > 1 and not any(_holds(request, part, level) for level in found):
            more = [level for _, level in scored if _holds(request, part, level) and _alike(level, found)]
            found += [level for level in more[:1] if level not in found]
    return found


def _in_all_plans(request: Request, found: list[Level], scored: Sequence[tuple[float, Level]]) -> list[Level]:
    """With the values that other plans set for the same indicator, where it names no one place or plan."""
    if len(request.understood.places) == 1 or request.understood.plan:
        return found
    docs = {level.doc for level in found}
    more = [
        level
        for score, level in scored
        if level.doc not in docs and score >= LIKE and any(same_indicator(one, level) for one in found)
    ]
    return [*found, *more]


def _in_other_measures(
    found: Sequence[Level], scored: Sequence[tuple[float, Level]], measure: re.Pattern[str]
) -> list[Level]:
    """What else the same plans set for the indicator in what the question counts in (不超过多少天、下降百分之几)."""
    own = {(level.doc, core(level.indicator)) for level in found}
    had = {(level.doc, level.measure) for level in found}
    return [
        level
        for score, level in scored
        if score >= LIKE
        and (level.doc, core(level.indicator)) in own
        and (level.doc, level.measure) not in had
        and _counted(level, measure)
    ]


def _asked_words(request: Request) -> str:
    """The question in one script and width."""
    return request.understood.read or request.question


def _of_no_county(request: Request, words: str, found: Sequence[Level], counties: Sequence[str], query: str) -> Answer:
    """A refusal: the value is set, and not for the county that the question names."""
    told = say(request, "and").join(told_level(request, level) for level in found)
    county = request.say("、", ", ").join(counties)
    reason = say(request, "targets.county", topic=words, county=county, told=told)
    proof = [request.evidence(level.doc, level.start, level.end) for level in found]
    asked = [question_on(request, level) for level in found]
    return refused(request, "number", reason, evidence=proof, query=query, suggestions=asked)


def _holds(request: Request, part: str, level: Level) -> bool:
    text = unify(f"{level.indicator} {level.region or ''} {_clause_of(request, level)}")
    return part in "".join(text.split())


def _clause_of(request: Request, level: Level) -> str:
    """The words from the last pause before the target on."""
    text = request.holdings.plans[level.doc].text
    first = max(0, level.start - _NEAR)
    return text[max(first, *(text.rfind(sign, first, level.start) + 1 for sign in "，,。；;\n")) : level.end]


def _alike(level: Level, found: Sequence[Level]) -> bool:
    """Whether it is of the same kind of indicator as one of those found."""
    own = set(pairs(level.indicator))
    return any(2 * len(own & set(pairs(one.indicator))) >= min(len(own), len(pairs(one.indicator))) for one in found)


def _may_be(request: Request, words: str, level: Level, characters: Characters) -> bool:
    """Whether it has characters of the words, and is of every substance or index that they name (PM10: not PM2.5)."""
    around, own, plain = characters[level]
    wanted = frozenset("".join(words.split()))
    if len(wanted & around) < LEAST_LETTERS * len(wanted):
        return False
    if most_close(words, own, request.holdings.topics) < IN_TARGET:
        return False
    return all(head in plain for head in _heads() if head in words)


@functools.cache
def _heads() -> tuple[str, ...]:
    """The words that stand for others of their group: 细颗粒物 for PM2.5."""
    return tuple(dict.fromkeys(load_words().stands_for.values()))


@once
def _characters(holdings: Holdings) -> Characters:
    """Of each target the characters in and around it, those of its own words, and these words."""
    found = {}
    for level in holdings.rows.levels.rows:
        near = holdings.plans[level.doc].text[max(0, level.start - _NEAR) : level.start]
        plain = unify(f"{level.indicator} {level.words} {level.region or ''}")
        found[level] = frozenset(f"{plain}{level.title}{near}"), frozenset(plain), plain
    return found


def _counted(level: Level, measure: re.Pattern[str]) -> bool:
    return bool(measure.search(fold(level.measure or "")))


def _other_measure(
    request: Request, words: str, found: Sequence[Level], measure: re.Pattern[str], query: str
) -> Answer:
    """A refusal: the value is set, and not in what the question counts in; a sentence that does may still answer."""
    other = answer_text(request, words, (), query, measure=measure)
    if not other.refused:
        return other
    told = say(request, "and").join(told_level(request, level) for level in found)
    reason = say(request, "targets.measure", topic=words, measure=measure.pattern.split("|")[0], told=told)
    proof = [request.evidence(level.doc, level.start, level.end) for level in found]
    asked = [question_on(request, level) for level in found]
    return refused(request, "number", reason, evidence=proof, query=query, suggestions=asked)
