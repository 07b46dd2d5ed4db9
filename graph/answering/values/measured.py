"""Which of several values a question means: by the measure it counts in, the year, the member of a list."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from graph.answering.question.queries import Level
from graph.answering.question.request import Request
from graph.wording import fold, load_table, pairs_of, runs, unify

_JOINED = re.compile(r"[、和与及]")
_PAUSES = re.compile(r"[，,：:]")
_REACH = 800  # characters within which a sentence begins
_NAMED = 8  # characters of a member of a list that tell it
_YEAR = re.compile(r"20\d\d(?=年)")
_BREAKS = "。；;\n"


@functools.cache
def load_measures() -> tuple[tuple[re.Pattern[str], str], ...]:
    """What a question counts in, and the measures of targets that answer it."""
    return tuple((re.compile(entry["asked"]), entry["measures"]) for entry in load_table("answers_facts")["measure"])


def asked_measure(question: str) -> re.Pattern[str] | None:
    """The measures that the question asks for, of several parts all of them; None where it asks for any.

    >>> asked_measure("要改造多少户").pattern
    '户'
    >>> asked_measure("不超过多少微克").pattern
    '微克|μg|ug'
    """
    found = {
        hit.start(): measures.format(**{name: _same(words) for name, words in hit.groupdict().items()})
        for asked, measures in load_measures()
        for hit in asked.finditer(fold(question))
    }
    return re.compile("|".join(dict.fromkeys(found[at] for at in sorted(found)))) if found else None


def _same(measure: str) -> str:
    """A pattern of all words for the measure, its own first."""
    others = next((group for group in equal_measures() if measure in group), ())
    return "|".join(map(re.escape, dict.fromkeys([measure, *others])))


@functools.cache
def equal_measures() -> tuple[tuple[str, ...], ...]:
    """Words of measures that say the same, in groups."""
    return tuple(tuple(group) for group in load_table("answers_facts")["equal"]["measures"])


def of_year(request: Request, levels: Sequence[Level]) -> list[Level]:
    """Those that speak of a year that the question names, where some do; without a year that of their sentence."""
    years = {str(year) for year in request.understood.years} | set(_YEAR.findall(fold(request.question)))
    told = [set(_YEAR.findall(level.words)) or set(_YEAR.findall(before(request, level))) for level in levels]
    return [level for level, own in zip(levels, told, strict=True) if years & own] or list(levels)


def of_member(request: Request, levels: Sequence[Level]) -> list[Level]:
    """Of values told one after another (A和B分别为1、2) those of the members that the question names."""
    kept = list(levels)
    for level in levels:
        same = [one for one in levels if (one.doc, one.start, one.end) == (level.doc, level.start, level.end)]
        if len(same) < 2 or same[0] is not level or "分别" not in level.words:
            continue
        named = _named(fold(request.question), _members(request, same))
        if named and len(named) < len(same):
            kept = [one for one in kept if one not in same or same.index(one) in named]
    return kept


def of_named(request: Request, words: str, levels: Sequence[Level]) -> list[Level]:
    """In each plan those that the words name by what not all of them have: a region, a part (城区, 农村地区).

    A value without a region is of that which its sentence named last.
    """
    said = set(_pairs(words))
    kept = []
    for doc in dict.fromkeys(level.doc for level in levels):
        here = [level for level in levels if level.doc == doc]
        told = [{*_pairs(level.region or before(request, level)), *_pairs(level.indicator)} for level in here]
        shared = set.intersection(*told)
        named = [level for level, own in zip(here, told, strict=True) if said & (own - shared)]
        kept += named or here
    return kept


def _pairs(words: str | None) -> list[str]:
    return [pair for run in runs(unify(words or "")) for pair in pairs_of(run)]


def before(request: Request, level: Level) -> str:
    """The sentence of the target up to its end: what follows is of something else."""
    text = request.holdings.plans[level.doc].text
    first = max(0, level.start - _REACH)
    return text[max(first, *(text.rfind(sign, first, level.start) + 1 for sign in _BREAKS)) : level.end]


def _members(request: Request, same: Sequence[Level]) -> list[str]:
    """The members of the list to which the values belong, in their order; empty where no such list is found."""
    for clause in reversed(_PAUSES.split(fold(before(request, same[0])).partition("分别")[0])):
        parts = _JOINED.split(clause)
        if len(parts) == len(same):
            first = re.search(r"[A-Za-z0-9]+$", parts[0])
            last = re.match(r"[A-Za-z0-9]+", parts[-1])
            parts[0] = first[0] if first else parts[0][-_NAMED:]
            parts[-1] = last[0] if last else parts[-1][:_NAMED]
            return parts
    return []


def _named(question: str, members: Sequence[str]) -> set[int]:
    """Which of the members the question names, by words that the others don't have."""
    found = set()
    for at, member in enumerate(members):
        if member.isascii():
            if re.search(rf"(?<![A-Za-z0-9]){re.escape(member)}(?![A-Za-z0-9])", question, re.IGNORECASE):
                found.add(at)
        else:
            others = {pair for other in members if other != member for pair in pairs_of(other)}
            if any(pair in unify(question) for pair in pairs_of(unify(member)) if pair not in others):
                found.add(at)
    return found
