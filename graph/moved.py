"""Whether the deadlines and targets of a task moved between two plans: earlier or later, tighter or weaker.

A deadline answers to the one whose sentence says most of the same, a target to the one of the same indicator. Where
numbers don't tell which asks for more, the change is only said to be one.
"""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
from rapidfuzz import fuzz

from extract.records import Target
from graph.amounts import in_one_measure
from graph.changed import Change, quoted
from graph.clauses import Clause
from graph.corrections import COMPARISONS
from graph.wording import letters, load_table, sentences, unify

ALIKE = 0.5  # likeness of two sentences, years and amounts apart, from which their days are compared
PLAINLY = 0.75  # likeness from which that is sure
INDICATOR = 0.8  # likeness of the words of two indicators from which their values are compared
SAME_INDICATOR = 0.95  # likeness from which that is sure
_DIGITS = re.compile(r"\d+")


class _Day(NamedTuple):
    """The last day of a deadline, its words, and what the sentence says besides."""

    day: date
    words: str
    span: tuple[int, int]
    about: str


class Years(NamedTuple):
    """The years of the two plans."""

    a: int | None
    b: int | None

    def own(self, one: int | None, other: int | None) -> bool:
        """Whether each of the two years is its plan's own, as in plans for a year."""
        return one is not None and other is not None and (one, other) == (self.a, self.b)


def deadline_changes(a: Clause, b: Clause, *, years: Years) -> Iterator[Change]:
    """How the days of the task moved; in plans for a year each day counts in its own plan's year.

    A day that a task sets twice, in its words and in a column, is added or removed only once.
    """
    mine, theirs = _days(a), _days(b)
    likeness = [[fuzz.ratio(one.about, other.about) / 100 if one.about or other.about else 1.0 for other in theirs]
                for one in mine]  # fmt: skip
    pairs = _assigned(likeness, ALIKE)
    for i, j in pairs:
        one, other = mine[i], theirs[j]
        if one.day != other.day:
            same = one.day
            if years.own(one.day.year, other.day.year):
                same = _in_year(one.day, other.day.year)
            days = (other.day - same).days
            kind = "rolled" if days == 0 else "earlier" if days < 0 else "later"
            yield Change(aspect="deadline", kind=kind, a=_day(one), b=_day(other), days=days,
                         sure=likeness[i][j] >= PLAINLY,
                         quotes_a=quoted(a, one.span), quotes_b=quoted(b, other.span))  # fmt: skip
    known = {mine[i].day for i, _ in pairs}, {theirs[j].day for _, j in pairs}
    left = [one for one in mine if one.day not in known[0] | {other.day for other in theirs}]
    right = [other for other in theirs if other.day not in known[1] | {one.day for one in mine}]
    for one in left:
        sure = not right and not _says(b.words, one.words)
        yield Change(aspect="deadline", kind="removed", a=_day(one), b=None, sure=sure,
                     quotes_a=quoted(a, one.span))  # fmt: skip
    for other in right:
        sure = not left and not _says(a.words, other.words)
        yield Change(aspect="deadline", kind="added", a=None, b=_day(other), sure=sure,
                     quotes_b=quoted(b, other.span))  # fmt: skip


def _days(clause: Clause) -> list[_Day]:
    """The deadlines of the task that fall on a day, written and implied ones, each day of a sentence once."""
    written = [(one.to, one.text, one.start, one.end) for one in clause.deadlines]
    implied = [(one.to, one.text, one.start, one.end) for one in clause.task.implied_deadlines]
    found: dict[tuple[str, str], _Day] = {}
    for to, words, start, end in (*written, *implied):
        if to:
            about = _about(clause, start, end)
            found.setdefault((to, about), _Day(date.fromisoformat(to), "".join(words.split()), (start, end), about))
    return list(found.values())


def _about(clause: Clause, start: int, end: int) -> str:
    """The letters of the sentence around a deadline, without the deadline itself; nothing of those outside the task."""
    first = clause.task.start
    around = next(
        ((first + begin, first + stop) for begin, stop in sentences(clause.words)
         if first + begin <= start and end <= first + stop),
        (start, end),
    )  # fmt: skip
    return _letters(clause.text[around[0] : start] + clause.text[end : around[1]])


def _letters(words: str) -> str:
    return _DIGITS.sub("", letters(unify(words)))


def _in_year(day: date, year: int) -> date:
    """The same day of another year; the last of February stays the last."""
    if (day.month, (day + timedelta(days=1)).month) == (2, 3):
        return date(year, 3, 1) - timedelta(days=1)
    return day.replace(year=year)


def _day(one: _Day) -> str:
    return f"{one.words}（{one.day.isoformat()}）"


def target_changes(a: Clause, b: Clause, *, years: Years, one_place: bool) -> Iterator[Change]:
    """How the targets of the task moved; in plans for a year each plan's own year is the same year.

    Between places only rates say which asks for more: a province's total is no measure of a city's.
    """
    mine, theirs = list(a.targets), list(b.targets)
    pairs = _assigned([[_indicator(one, other) for other in theirs] for one in mine], INDICATOR)
    for i, j in pairs:
        one, other = mine[i], theirs[j]
        kind = _direction(one, other, years=years, one_place=one_place)
        if kind:
            spans = (one.start, one.end), (other.start, other.end)
            yield Change(aspect="target", kind=kind, a=_target(one), b=_target(other), sure=_sure(one, other),
                         quotes_a=quoted(a, spans[0]), quotes_b=quoted(b, spans[1]))  # fmt: skip
    left = [one for i, one in enumerate(mine) if i not in dict(pairs)]
    right = [other for j, other in enumerate(theirs) if j not in {j for _, j in pairs}]
    for one in left:
        sure = not right and not _says(b.text, one.indicator)  # it may have moved to another task
        yield Change(aspect="target", kind="removed", a=_target(one), b=None, sure=sure,
                     quotes_a=quoted(a, (one.start, one.end)))  # fmt: skip
    for other in right:
        sure = not left and not _says(a.text, other.indicator)
        yield Change(aspect="target", kind="added", a=None, b=_target(other), sure=sure,
                     quotes_b=quoted(b, (other.start, other.end)))  # fmt: skip


def _says(text: str, words: str) -> bool:
    """Whether the words stand in the text, so that it may set what was not read there."""
    return letters(unify(words)) in _letters_of(text)


@functools.lru_cache(maxsize=8)
def _letters_of(text: str) -> str:
    return letters(unify(text))


def _indicator(one: Target, other: Target) -> float:
    """How alike the indicators are; among several alike, those of one measure, comparison and value come first."""
    words = fuzz.ratio(_letters(one.indicator), _letters(other.indicator)) / 100
    if one.region and other.region and one.region != other.region:
        return 0.0
    same = (_measure(one) == _measure(other), one.op == other.op, one.value == other.value)
    return words * (0.97 + 0.01 * sum(same))


def _sure(one: Target, other: Target) -> bool:
    """Whether the two are plainly of one thing: the same words, region and unit of measurement."""
    words = fuzz.ratio(_letters(one.indicator), _letters(other.indicator)) / 100
    return words >= SAME_INDICATOR and one.region == other.region and _measure(one) == _measure(other)


def _assigned(likeness: Sequence[Sequence[float]], least: float) -> list[tuple[int, int]]:
    """The one-to-one pairs that are most alike, none below the least likeness; else in the order of the text."""
    if not likeness or not likeness[0]:
        return []
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 - only who compares loads it

    alike = np.array(likeness)
    rows, columns = (np.linspace(0, 1, count) for count in alike.shape)
    wanted = np.where(alike >= least, alike, 0.0) - 1e-4 * (rows[:, None] - columns[None, :]) ** 2
    chosen = linear_sum_assignment(wanted, maximize=True)
    return [(int(i), int(j)) for i, j in zip(*chosen, strict=True) if alike[i, j] >= least]


def _measure(target: Target) -> str:
    return in_one_measure(target.value, target.unit)[1]


def _direction(one: Target, other: Target, *, years: Years, one_place: bool) -> str | None:
    """Tighter, weaker, or only changed; None where both ask for the same."""
    (before, measure), (after, other_measure) = (in_one_measure(each.value, each.unit) for each in (one, other))
    same_year = not (one.year and other.year) or one.year == other.year or years.own(one.year, other.year)
    alike = one.op == other.op or "=" in (one.op, other.op)  # 达到 is written for exactly and for at least
    if before == after and measure == other_measure and same_year and alike:
        return None
    way = load_table("comparing")["tighter"].get(one.op)
    if not one_place and measure not in load_table("comparing")["rates"]:
        return "changed"
    if one.op != other.op or measure != other_measure or way is None or one.baseline != other.baseline:
        return "changed"
    told = {_told(after - before, way)} - {None}
    if not same_year and one.year and other.year:
        told.add("tighter" if other.year < one.year else "weaker")
    return told.pop() if len(told) == 1 else "changed"


def _told(grown: float, way: str) -> str | None:
    if grown == 0:
        return None
    return "tighter" if (grown > 0) == (way == "higher") else "weaker"


def _target(one: Target) -> str:
    value = f"{COMPARISONS[one.op]} {one.value:g}{one.unit or ''}"
    return f"{one.region or ''}{one.indicator} {value}" + (f"（{one.year}年）" if one.year else "")


def mirrored(change: Change) -> Change:
    """The same change seen from the other plan.

    >>> mirrored(Change(aspect="target", kind="tighter", a="1", b="2")).kind
    'weaker'
    """
    other = {"earlier": "later", "tighter": "weaker", "added": "removed"}
    kind = {**other, **{now: former for former, now in other.items()}}.get(change.kind, change.kind)
    return dataclasses.replace(change, kind=kind, a=change.b, b=change.a,
                               days=-change.days if change.days is not None else None,
                               quotes_a=change.quotes_b, quotes_b=change.quotes_a)  # fmt: skip
