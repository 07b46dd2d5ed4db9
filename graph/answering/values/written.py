"""Values that stand in a sentence and are no target of the plan: quoted with the sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.answering.question.queries import tasks_query
from graph.answering.question.request import Request, answered, refused
from graph.answering.search.closeness import closeness
from graph.answering.search.lines import Line, find_lines
from graph.answering.telling.sentences import say
from graph.answering.values.measured import asked_measure
from graph.answering.values.stated import letters_kept, plain
from graph.answers import Answer, Item
from graph.wording import fold

ABOUT = 0.55  # share of what is asked for that the clause of a value holds
TEXT_ABOUT = 0.75  # the same for a sentence that is no target
COUNTED_ABOUT = 0.6  # the same where the question says what it counts in
_DAYS = re.compile(
    r"(?:20\d\d|19\d\d)年?(?:度|\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月(?:\d{1,2}日)?|第[\d.]+|〔\d+〕\d*号?|\d+号"
)
_LISTED = re.compile(r"(?:哪些|哪几[个项]|什么|啥)(?:约束性|预期性|主要|具体)?(?:指标|目标)|(?:which|what) targets")
_VALUE = re.compile(r"(\d+(?:\.\d+)?)\s*(%|‰|[万亿千百]*[一-鿿/·a-zA-Zμ]{0,6})")


def answer_text(
    request: Request,
    words: str,
    offered: Sequence[str],
    query: str,
    *,
    measure: re.Pattern[str] | None = None,
) -> Answer:
    """What a sentence says that is no target, where it gives one value; else a refusal with the sentence."""
    measure = measure or asked_measure(request.understood.read or request.question)
    if _LISTED.search(
        fold(request.understood.read or request.question)
    ):  # 定了哪些指标 asks for targets, not for what sentences say
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
            label=f"{plain(number)}{unit}",
            value=plain(number),
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


def _quoted(request: Request, line: Line) -> str:
    """The sentence on one line, with the place of its plan."""
    words = letters_kept(request.holdings.plans[line.doc].text[line.start : line.end])
    return f"{request.label(line.doc)}“{words}”"
