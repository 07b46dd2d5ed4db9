"""Which deadlines fall on the time that a question names: on a day, in a period, by then, or first and last of all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graph.answering.question.queries import Due
from graph.answering.question.request import Request
from graph.understanding.times import parse_time

_BEFORE = re.compile("前$")  # by that day, what was due before it too
_SHORT = 92  # days of a period (a month, a quarter) at whose end something is due


_Period = tuple[str | None, str | None]
"""The first and the last day; a limit (8月底前) has no first, what comes after a day no last."""


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
    if aspect == "recurring":
        return _timed([due for due in dues if due.kind == "recurring"], "time.recurring")
    understood = request.understood
    if not (words or understood.after or understood.before) or (aspect == "dated" and not words):
        return _timed(limits, "time.dated", vague=[due for due in dues if not due.last_day])
    return _asked(request, dues, words)


def _asked(request: Request, dues: Sequence[Due], words: str) -> Timed:
    periods: dict[int | None, _Period] = {
        year: _period(request, year, words) for year in {request.holdings.plans[doc].year for doc in request.docs}
    }
    said = words or _said_days(request)
    if not any(first or last for first, last in periods.values()):
        season = [due for due in dues if words and words.rstrip("之以前内") in due.words]
        return _timed(season, "time.on" if season else "time.unread", words=said, day=said)
    on_day, earlier, ends = [], [], set()
    for due in dues:
        first, last = periods[request.holdings.plans[due.doc].year]
        if not _is_limit(due, first) or not _of_its_time(request, due, last or first or ""):
            continue
        ends.add(" – ".join(filter(None, (first, last))))
        day = due.last_day or ""
        if (first or last or "") <= day <= (last or day):
            on_day.append(due)
        elif not first and day <= (last or ""):
            earlier.append(due)
    by_then = earlier and (not on_day or _BEFORE.search(words))
    return _timed(
        [*on_day, *earlier] if by_then else on_day,
        "time.by" if by_then else "time.on",
        words=said,
        day=" / ".join(sorted(ends)) or said,
        exact={(due.doc, due.task) for due in on_day},
        vague=[due for due in dues if not due.last_day],
    )


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


def _period(request: Request, year: int | None, words: str) -> _Period:
    """The days of the words in the year of a plan; the days that were understood where they say none."""
    days = parse_time(words, year=year) if words else None
    if days is None or not (days.first or days.last):
        return request.understood.after, request.understood.before
    return (days.first.isoformat() if days.first else None), (days.last.isoformat() if days.last else None)


def _said_days(request: Request) -> str:
    after, before = request.understood.after, request.understood.before
    return f"{after}—{before}" if after and before else f"{before or after}"
