"""Answers that are values: what the plans set as targets of an indicator, else what their sentences say."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from graph.answering.asking_words import without
from graph.answering.closeness import LEAST_LETTERS, closeness, lacks, most_close
from graph.answering.indicators import core, counties_asked, of_counties, same_indicator
from graph.answering.lines import Line, find_lines
from graph.answering.measured import asked_measure, before, of_member, of_named, of_year
from graph.answering.queries import Level, targets_query, tasks_query
from graph.answering.request import Request, answered, refused
from graph.answering.sentences import say
from graph.answering.topics import pairs
from graph.answers import Answer, Item
from graph.holdings import Holdings
from graph.kept import once
from graph.wording import fold, load_table, load_words, unify

Characters = dict[Level, tuple[frozenset[str], frozenset[str], str]]

AS_GOOD = 0.9  # targets this close to the best one are as good
AS_GOOD_ELSEWHERE = 0.75  # the same for another place that the question names
ABOUT = 0.55  # share of what is asked for that a target holds
TEXT_ABOUT = 0.75  # the same for a sentence that is no target
LIKE = 0.45  # the same for a target of another plan that is of the very indicator of one found
COUNTED_ABOUT = 0.6  # the same where the question says what it counts in
IN_TARGET = 0.15  # what at least stands in the target itself: its sentence may be of other things, too
OTHER = 0.7  # share at which a target counts that lacks a word of the question which the plans know
OF_INDICATOR = 0.1  # what a target gains whose indicator is all asked for
_PARTS = re.compile(r"[\s、，,和与及跟或]+")
_DAYS = re.compile(
    r"(?:20\d\d|19\d\d)年?(?:度|\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月(?:\d{1,2}日)?|第[\d.]+|〔\d+〕\d*号?|\d+号"
)
_NEAR = 80  # characters before a target that are looked at first
_LISTED = re.compile(r"(?:哪些|哪几[个项]|什么|啥)(?:约束性|预期性|主要|具体)?(?:指标|目标)|(?:which|what) targets")
_LINE = 150  # characters before a target in its line that may say what it is of
_LATIN = re.compile(r"[a-z]{4,}")
_VALUE = re.compile(r"(\d+(?:\.\d+)?)\s*(%|‰|[万亿千百]*[一-鿿/·a-zA-Zμ]{0,6})")


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
        return _of_text(request, words, _offered(request, scored, every), query)
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
    return _answer(request, found, query)


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
    told = say(request, "and").join(_told(request, level) for level in found)
    county = request.say("、", ", ").join(counties)
    reason = say(request, "targets.county", topic=words, county=county, told=told)
    proof = [request.evidence(level.doc, level.start, level.end) for level in found]
    asked = [_asked(request, level) for level in found]
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
    other = _of_text(request, words, (), query, measure=measure)
    if not other.refused:
        return other
    told = say(request, "and").join(_told(request, level) for level in found)
    reason = say(request, "targets.measure", topic=words, measure=measure.pattern.split("|")[0], told=told)
    proof = [request.evidence(level.doc, level.start, level.end) for level in found]
    asked = [_asked(request, level) for level in found]
    return refused(request, "number", reason, evidence=proof, query=query, suggestions=asked)


def _of_text(
    request: Request,
    words: str,
    offered: Sequence[str],
    query: str,
    *,
    measure: re.Pattern[str] | None = None,
) -> Answer:
    """What a sentence says that is no target, where it gives one value; else a refusal with the sentence."""
    measure = measure or asked_measure(_asked_words(request))
    if _LISTED.search(fold(_asked_words(request))):  # 定了哪些指标 asks for targets, not for what sentences say
        return refused(request, "number", say(request, "targets.none", topic=words), suggestions=offered, query=query)
    least = COUNTED_ABOUT if measure else TEXT_ABOUT
    lines = find_lines(request, words, request.docs, least=least, holding=re.compile(r"\d"))[:3]
    values = [(line, value) for line in lines for value in [_value(request, line, words, measure)] if value]
    told = say(request, "and").join(_quoted(request, line) for line in lines)
    proof = [request.evidence(line.doc, line.start, line.end) for line in lines]
    if not lines:
        reason = say(request, "targets.none", topic=words)
        return refused(request, "number", reason, suggestions=offered, query=query)
    query = tasks_query(sorted({line.doc for line in lines}))
    if not values:
        reason = say(request, "targets.only-text", topic=words, told=told)
        return refused(request, "number", reason, suggestions=offered, evidence=proof, query=query)
    several = len({line.doc for line, _ in values}) > 1
    items = [
        Item(
            label=f"{_plain(number)}{unit}",
            value=_plain(number),
            measure=unit,
            doc=line.doc,
            group=request.label(line.doc) if several else None,
        )
        for line, (number, unit) in values
    ]
    told = say(request, "and").join(_quoted(request, line) for line, _ in values)
    proof = [request.evidence(line.doc, line.start, line.end) for line, _ in values]
    text = say(request, "targets.text", told=told)
    ambiguous = several and not request.understood.place
    return answered(request, "number", items, evidence=proof, query=query, text=text, ambiguous=ambiguous)


def _value(request: Request, line: Line, words: str, measure: re.Pattern[str] | None) -> tuple[float, str] | None:
    """The one value of the clause that is most about the words, days apart; None where there is none or several."""
    index = request.holdings.topics
    text = request.holdings.plans[line.doc].text[line.start : line.end]
    clauses = [clause for clause in re.split(r"[，,：:]", text) if _VALUE.search(_DAYS.sub(" ", fold(clause)))]
    best = max(clauses, key=lambda clause: closeness(words, [(1.0, clause)], index), default="")
    if closeness(words, [(1.0, best)], index) < ABOUT:
        return None
    found = [(float(hit[1]), hit[2]) for hit in _VALUE.finditer(_DAYS.sub(" ", fold(best)))]
    fitting = [(number, _cut(unit, measure)) for number, unit in found if not measure or measure.search(unit)]
    return fitting[0] if len(fitting) == 1 else None


def _cut(unit: str, measure: re.Pattern[str] | None) -> str:
    """The measure without the words behind it: 万平房户, not 万平房户未进行."""
    hit = measure.search(unit) if measure else None
    return unit[: hit.end()] if hit else unit


def _answer(request: Request, found: Sequence[Level], query: str) -> Answer:
    several = len({level.doc for level in found}) > 1
    text = say(request, "and").join(_told(request, level) for level in {le.words: le for le in found}.values())
    return answered(
        request,
        "number",
        list(dict.fromkeys(_item(request, level, grouped=several) for level in found)),
        evidence=[request.evidence(level.doc, level.start, level.end) for level in found],
        query=query,
        text=request.say(f"{text}。", f"{text}."),
        ambiguous=several and not request.understood.place,
    )


def _told(request: Request, level: Level) -> str:
    return say(
        request,
        "targets.one",
        where=request.label(level.doc),
        words=letters_kept(level.words),
        indicator=f"{level.region or ''}{level.indicator}",
        comparison=load_table("answers_facts")["comparison"].get(_comparison(request, level), ""),
        value=f"{_plain(level.value)}{level.measure or ''}",
    )


def _comparison(request: Request, level: Level) -> str:
    targets = request.holdings.plans[level.doc].document.targets
    return next((one.op for one in targets if (one.start, one.value) == (level.start, level.value)), "")


def _item(request: Request, level: Level, *, grouped: bool) -> Item:
    return Item(
        label=f"{_plain(level.value)}{level.measure or ''}",
        value=_plain(level.value),
        group=request.label(level.doc) if grouped else None,
        measure=level.measure,
        doc=level.doc,
        title=f"{level.region or ''}{level.indicator}",
    )


def _plain(value: float) -> float:
    return int(value) if value == int(value) else value


def _quoted(request: Request, line: Line) -> str:
    words = letters_kept(request.holdings.plans[line.doc].text[line.start : line.end])
    return f"{request.label(line.doc)}“{words}”"


def letters_kept(words: str) -> str:
    """The words on one line."""
    return "".join(words.split())


def _offered(request: Request, scored: Sequence[tuple[float, Level]], every: Sequence[Level]) -> list[str]:
    near = [level for score, level in sorted(scored, key=lambda one: -one[0]) if score > 0]
    return [_asked(request, level) for level in (near or every)[:6]]


def _asked(request: Request, level: Level) -> str:
    place = request.holdings.plans[level.doc].place
    return f"{level.region or (place.name if place else '')}{level.indicator}目标是多少？"
