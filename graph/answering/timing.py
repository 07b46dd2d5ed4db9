"""Which deadlines fall on the time that a question names: on a day, in a period, by then, or first and last of all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from extract.dating.times import parse_deadline
from graph.answering.queries import Due
from graph.answering.request import Request

_BEFORE = re.compile("前$")  # by that day, what was due before it too
_SHORT = 92  # days of a period (a month, a quarter) at whose end something is due


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """The deadlines that are asked for: ``exact`` those of the very day or period, ``sentence`` how the time is said.

    ``vague`` are deadlines of the same tasks that no day follows from (每月, 采暖季前).
    """

    dues: tuple[Due, ...]
    exact: frozenset[tuple[str, str | None]]
    sentence: str
    words: str
    day: str
    vague: tuple[Due, ...]


def is_timed(request: Request) -> bool:
    """Whether the question asks for tasks by their deadlines."""
    understood = request.understood
    told = understood.when or understood.after or understood.before
    return bool(told) or understood.kind == "due" or understood.aspect == "dated"


def on_time(request: Request, dues: Sequence[Due]) -> Timed:
    """Those of the deadlines that are asked for, what is due earlier too where the words are of a limit."""
    aspect, words = request.understood.aspect, request.understood.when or ""
    limits = [due for due in dues if due.last_day and due.kind in ("by", "point")]
    if aspect in ("first", "last") and limits:
        day = (min if aspect == "first" else max)(due.last_day or "" for due in limits)
        return _timed([due for due in limits if due.last_day == day], f"time.{aspect}", words=day, day=day)
    understood = request.understood
    if not (words or understood.after or understood.before) or (aspect == "dated" and not words):
        return _timed(limits, "time.dated", vague=[due for due in dues if not due.last_day])
    return _asked(request, dues, words)


def _asked(request: Request, dues: Sequence[Due], words: str) -> Timed:
    on_day: list[Due] = []
    by_then: list[Due] = []
    exact, ends, lasting = set(), set(), False
    periods: dict[int | None, tuple[str | None, str | None]] = {}
    for due in dues:
        year = request.holdings.plans[due.doc].year
        if year not in periods:
            periods[year] = _period(request, year, words)
        first, last = periods[year]
        lasting = lasting or bool(first)
        if not last or not _is_limit(due, first) or not _of_its_time(request, due, last):
            continue
        ends.add(last)
        if due.last_day == last or (first and first <= (due.last_day or "") <= last):
            on_day.append(due)
            exact.add((due.doc, due.task))
        if (due.last_day or "") <= last:
            by_then.append(due)
    vague = [due for due in dues if not due.last_day]
    day = " / ".join(sorted(ends)) or words
    said = words or _said_days(request)
    days = {(due.doc, due.task, due.start) for due in on_day}
    earlier = [due for due in by_then if (due.doc, due.task, due.start) not in days]
    if on_day and not (earlier and _BEFORE.search(words)):
        return _timed(on_day, "time.on", words=said, day=day, exact=exact, vague=vague)
    if on_day:
        return _timed([*on_day, *earlier], "time.by", words=said, day=day, exact=exact, vague=vague)
    season = [due for due in dues if words and words.rstrip("之以前内") in due.words]
    if season:
        return _timed(season, "time.on", words=said, day=day)
    return _timed([] if lasting else by_then, "time.by", words=said, day=day, vague=vague)


def _timed(  # noqa: PLR0913 - the fields of the record
    dues: Sequence[Due],
    sentence: str,
    *,
    words: str = "",
    day: str = "",
    exact: set[tuple[str, str | None]] | None = None,
    vague: Sequence[Due] = (),
) -> Timed:
    return Timed(
        dues=tuple(dues),
        exact=frozenset(exact or {(due.doc, due.task) for due in dues}),
        sentence=sentence,
        words=words,
        day=day,
        vague=tuple(vague),
    )


def _is_limit(due: Due, first: str | None) -> bool:
    """Whether something is to be done by its last day: a limit, or a period of a month or a quarter."""
    if due.kind in ("by", "point"):
        return bool(due.last_day)
    if due.kind != "during" or not due.first_day or not due.last_day:
        return False
    if first:
        return first <= due.first_day
    return (date.fromisoformat(due.last_day) - date.fromisoformat(due.first_day)).days <= _SHORT


def _of_its_time(request: Request, due: Due, last: str) -> bool:
    """Whether the day asked for lies in the time of the due's plan: until the end of January after its year."""
    year = request.holdings.plans[due.doc].year
    return year is None or last <= f"{year + 1}-01-31" or (due.last_day or "")[:4] == last[:4]


def _period(request: Request, year: int | None, words: str) -> tuple[str | None, str | None]:
    """The days of the words in the year of a plan; the days that were understood where they say none."""
    period = (parse_deadline(words, year=year) or parse_deadline(f"{words}底前", year=year)) if words else None
    if period is None or period.last_day is None:
        return request.understood.after, request.understood.before
    first = period.first_day.isoformat() if period.first_day and period.kind == "during" else None
    return first, period.last_day.isoformat()


def _said_days(request: Request) -> str:
    after, before = request.understood.after, request.understood.before
    return f"{after}—{before}" if after and before else f"{before or after}"
