"""When two targets are of one indicator, though their plans word it differently, and whom a target is for."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from graph.answering.question.queries import Level
from graph.answering.question.request import Request
from graph.answering.values.measured import before, equal_measures
from graph.understanding.names import is_inside
from graph.understanding.placenames import find_places
from graph.wording import fold, letters, load_table, unify

_GLOSSES = re.compile(r"[（(][^（()）]*[)）]")


def counties_asked(request: Request, words: str) -> list[str]:
    """The counties inside the place of a plan that the words name."""
    return [one.words for one in find_places(words, request.holdings, []) if is_inside(one, request.holdings)]


def of_counties(request: Request, counties: Sequence[str], levels: Sequence[Level]) -> list[Level]:
    """Those set for one of the counties, or for each county: a target for the city says nothing of a county in it."""
    wanted = [*counties, *_table()["every_county"]]
    return [level for level in levels if any(word in _whom(request, level) for word in wanted)]


def _whom(request: Request, level: Level) -> str:
    return "".join(fold(f"{level.region or ''}{before(request, level)}").split())


def same_indicator(one: Level, other: Level) -> bool:
    """Whether both set one thing in one measure: PM2.5年均浓度 in μg/m3, 细颗粒物年平均值 in 微克/立方米."""
    return core(one.indicator) == core(other.indicator) != "" and _measure(one) == _measure(other)


@functools.lru_cache(maxsize=40_000)
def core(indicator: str) -> str:
    """What is measured, without the words for how.

    >>> core("PM2.5年均浓度"), core("细颗粒物(PM2.5)年平均值")
    ('细颗粒物', '细颗粒物')
    """
    plain = letters(_GLOSSES.sub("", unify(indicator)))
    for word in _table()["neutral"]:
        plain = plain.replace(word, "")
    return plain


def _measure(level: Level) -> str:
    """The measure, each of its words by the first of those for the same."""
    told = fold(level.measure or "").replace("每", "/")
    for group in equal_measures():
        told = re.sub("|".join(map(re.escape, sorted(group, key=len, reverse=True))), group[0], told)
    return told


@functools.cache
def _table() -> dict[str, list[str]]:
    found: dict[str, list[str]] = load_table("answers_facts")["indicator"]
    return found
