"""Conflicts of targets: one indicator, area and year, and two values."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from extract.records import Comparison, Document, Target
from graph.amounts import in_one_measure
from graph.findings import Fact, Finding, finding, quote, side
from graph.wording import letters, load_table, unify

_SHORTEST = 4
_STOPS = "。！？\t"
_TIME = re.compile(r"\d{4}|\d+月|季度|上半年|下半年|年底|“?十[一二三四五]五”?")
_LEVEL: dict[Comparison, str] = {"<=": "most", ">=": "least", "=": "least", "decrease>=": "less", "increase>=": "more"}


class _Set(NamedTuple):
    """A target in its plan: the sentence that it stands in, the day it is set for, its value in one measure."""

    document: Document
    text: str
    target: Target
    sentence: tuple[int, int]
    day: str | None
    value: float
    measure: str


def target_conflicts(plans: Sequence[tuple[Document, str]], *, inside: bool = True) -> Iterator[Finding]:
    """The pairs of targets of one plan (``inside``), or of different plans, that set different values for the same."""
    groups: dict[tuple[str, ...], list[_Set]] = defaultdict(list)
    for document, text in plans:
        for one in _sets(document, text):
            groups[_key(one)].append(one)
    for group in groups.values():
        told: set[tuple[str, ...]] = set()
        for one, other in combinations(group, 2):
            values = (one.document.doc, other.document.doc, str(one.value), str(other.value))
            if (one.document.doc == other.document.doc) == inside and values not in told and _contradict(one, other):
                told.add(values)
                yield _finding(one, other)


def _sets(document: Document, text: str) -> Iterator[_Set]:
    """The targets that say in their own words what they measure, in which measure."""
    table = load_table("conflicts")["measured"]
    for target in document.targets:
        own = letters(unify(target.indicator))
        if len(own) < _SHORTEST or re.search(table["vague"], own) or not target.unit:
            continue
        if own not in letters(unify(target.text)):
            continue  # the indicator was taken over from the words before
        begin = max(text.rfind(sign, 0, target.start) for sign in _STOPS) + 1
        stops = [stop for sign in _STOPS if (stop := text.find(sign, target.end)) >= 0]
        value, measure = in_one_measure(target.value, target.unit)
        sentence = begin, min(stops, default=len(text))
        yield _Set(document, text, target, sentence, _day_of(document, target, sentence), value, measure)


def _day_of(document: Document, target: Target, sentence: tuple[int, int]) -> str | None:
    """The last day of the deadline that limits the target: the last one before it in its sentence, else the first."""
    inside = [one for one in document.deadlines if one.to and sentence[0] <= one.start < sentence[1]]
    before = [one for one in inside if one.start < target.end]
    return (before[-1] if before else inside[0]).to if inside else None


def _key(one: _Set) -> tuple[str, ...]:
    target = one.target
    return (
        letters(unify(target.indicator)),
        target.region or "",
        _LEVEL[target.op],
        one.measure,
        target.baseline or "",
    )


def _contradict(one: _Set, other: _Set) -> bool:
    if one.value == other.value or not _same_time(one, other):
        return False
    if one.document.doc != other.document.doc:
        return True
    return one.sentence != other.sentence and _strives(one) == _strives(other)


def _same_time(one: _Set, other: _Set) -> bool:
    """Whether both are for one year and day; in one plan also where neither sentence speaks of a time."""
    years = one.target.year, other.target.year
    if None not in years:
        return years[0] == years[1] and _end_of_year(one) == _end_of_year(other)
    if years != (None, None) or one.document.doc != other.document.doc:
        return False
    return not any(_TIME.search(each.text[each.sentence[0] : each.sentence[1]]) for each in (one, other))


def _end_of_year(one: _Set) -> str:
    """The day that the target is set for, the last of its year where no other is written."""
    return one.day or f"{one.target.year}-12-31"


def _strives(one: _Set) -> bool:
    words = one.text[max(one.sentence[0], one.target.start - 8) : one.target.end]
    return re.search(load_table("conflicts")["measured"]["strive"], words) is not None


def _finding(one: _Set, other: _Set) -> Finding:
    task, theirs = (
        next((task for task in each.document.tasks if task.id == each.target.task), None) for each in (one, other)
    )
    values = ["".join(each.target.text.split()) for each in (one, other)]
    year = f"{one.target.year}年" if one.target.year else ""
    facts = [
        Fact(
            f"指标：{one.target.indicator}{f'（{year}）' if year else ''}", f"Indicator: {one.target.indicator} {year}"
        ),
        Fact(f"一处：{values[0]}；另一处：{values[1]}", f"One place: {values[0]}; the other: {values[1]}"),
    ]
    if _strives(one) != _strives(other):
        facts.append(Fact("其中一处只是力争或约数，不一定矛盾", "One of the two is only striven for, or about"))
    return finding(
        "target-differs",
        one.document,
        one.text,
        task=task,
        kind="待核",
        facts=facts,
        spans=[(one.target.start, one.target.end)],
        elsewhere=[quote(other.document, other.text, other.target.start, other.target.end)],
        others=[side(other.document, theirs, other.target.start)],
    )
