"""Which days a deadline means where it stands: the year that its words leave out, the season that the text defines.

Order for the year: the one that is written; 今年, 年内, 明年 from the plan's; that of the previous date in the
sentence; the plan's. In a plan that crosses the turn of the year (秋冬季攻坚) the months of spring lie in the next.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from extract.dating.times import PLAN_FIRST_YEAR, Period, as_kind, parse_deadline, printed_weekday
from extract.records import Deadline, DeadlineKind
from extract.rulebook import load_pattern
from extract.text.marks import Mark

_SENTENCE = re.compile(r"[。！？!?\n]")
_OF_PLAN = re.compile(r"到?[今本明]|年[内底末]|全年|[自从]?(?:即日|现在)起")
_WRITTEN_YEAR = re.compile(r"20\d\d|[今本当明次翌]年|本年")
_DEFINES = re.compile(r"[(（为是:：指即自从“”]{0,4}\Z")
_SEASONS = ("deadline.during.season", "deadline.during.event")
_DATED_SEASON = "deadline.during.season_dated"
_SPRING, _AUTUMN = 6, 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a document says of its own time: its year, when it was issued, whether it runs over the turn of the year.

    ``begins`` is the first day of the five years that it plans; what is due earlier is past.
    """

    year: int | None = None
    issued: date | None = None
    turns: bool = False
    begins: date | None = None


def plan_of(title: str | None, issued: str | None, year: int | None) -> Plan:
    """The time of a plan from its title, the ISO day of its issue and its year.

    >>> plan_of("2023—2024年秋冬季大气污染综合治理攻坚方案", "2024-01-05", 2024).year
    2023
    """
    words = title or ""
    day = date.fromisoformat(issued) if issued else None
    five = load_pattern("deadlines", "deadline.plan.five_years").search(words)
    turning = load_pattern("deadlines", "deadline.plan.turning").search(words)
    begins = date(PLAN_FIRST_YEAR[five["plan"]], 1, 1) if five else None
    if turning and turning["year"]:
        return Plan(year=int(turning["year"]), issued=day, turns=True, begins=begins)
    in_autumn = turning is not None and day is not None and day.month > _AUTUMN
    return Plan(year=day.year if in_autumn and day else year, issued=day, turns=in_autumn, begins=begins)


def read_deadlines(text: str, marks: Iterable[Mark], *, plan: Plan) -> list[Deadline]:
    """The marks as records without their tasks and scopes.

    What lies before the plan (2019年未按要求完成整治的企业) is no deadline and left out.
    """
    records: list[Deadline] = []
    previous: date | None = None
    sentence = 0
    for mark in marks:
        if _SENTENCE.search(text, sentence, mark.start):
            previous = None
        sentence = mark.end
        words = mark.words(text)
        kind = cast(DeadlineKind, mark.label)
        period = _dated(words, kind, plan, previous) or _in_words(words, kind)
        day = period.last_day or period.first_day
        if day is not None and kind != "recurring":
            previous = day
        if not _is_past(period, kind, plan):
            records.append(_record(mark, words, period))
    return _with_defined_seasons(text, records)


def _dated(words: str, kind: DeadlineKind, plan: Plan, previous: date | None) -> Period | None:
    """What the words mean in the year of the previous date of the sentence, else in the plan's."""
    year = plan.year if previous is None or _OF_PLAN.match(words) else previous.year
    period = _on_weekday(words, kind, year, plan.issued) or _parsed(words, kind, year, plan.issued)
    if period is None or year is None or not plan.turns or _WRITTEN_YEAR.search(words):
        return period
    day = period.first_day or period.last_day
    in_autumn = previous is None or previous.month >= _AUTUMN
    if day is not None and day.month <= _SPRING and in_autumn:
        return _parsed(words, kind, year + 1, plan.issued)
    return period


def _on_weekday(words: str, kind: DeadlineKind, year: int | None, issued: date | None) -> Period | None:
    """What the words mean in the year in which the day has the weekday that they print; None where none is near.

    The next year is one only for days that this year had before the plan was issued: a slip stays a slip.
    """
    weekday = printed_weekday(words)
    if weekday is None or year is None or issued is None or _WRITTEN_YEAR.search(words):
        return None
    over = (here := _parsed(words, kind, year, issued)) and here.last_day and here.last_day < issued
    for each in (year, issued.year, *([year + 1] if over else [])):
        period = _parsed(words, kind, each, issued)
        if period and period.last_day and period.last_day.weekday() == weekday:
            return period
    return None


def _parsed(words: str, kind: DeadlineKind, year: int | None, issued: date | None) -> Period | None:
    """What the words mean; a bare day that is marked as due (完成时限：2024年12月31日) is due by its end."""
    period = parse_deadline(words, year=year, issued=issued)
    if period is None and kind == "by":
        period = parse_deadline(words.lstrip("于在") + "前", year=year, issued=issued)
    return as_kind(period, kind) if period else None


def _in_words(words: str, kind: DeadlineKind) -> Period:
    return Period(kind=kind, rrule="".join(words.split()))


def _is_past(period: Period, kind: DeadlineKind, plan: Plan) -> bool:
    """Whether the days are over when the plan begins: what was done, not what is due."""
    last = period.last_day
    if last is None or kind in ("recurring", "from"):
        return False
    if plan.begins is not None and last < plan.begins:
        return True
    if plan.year is None:
        return False
    if kind == "by" and plan.issued is not None and last < plan.issued:
        return last.year < plan.year
    return last.year < (plan.year if kind == "during" else plan.year - 1)


def _with_defined_seasons(text: str, records: Sequence[Deadline]) -> list[Deadline]:
    """The records, a season with the days that the document itself prints for it (采暖期为11月15日至次年3月15日)."""
    defined = {one.text.replace("（", "(").split("(")[0]: one for one in records if one.found_by == _DATED_SEASON}
    for season, days in itertools.pairwise(records):
        between = text[season.end : days.start]
        if season.found_by in _SEASONS and days.from_ and days.to and _DEFINES.match(between):
            defined.setdefault(season.text, days)
    found = []
    for one in records:
        days_of = defined.get(one.text) if one.found_by in _SEASONS else None
        found.append(replace(one, from_=days_of.from_, to=days_of.to) if days_of else one)
    return found


def _record(mark: Mark, words: str, period: Period) -> Deadline:
    return Deadline(
        task=None,
        text=words,
        start=mark.start,
        end=mark.end,
        kind=period.kind,
        from_=_iso(period.first_day),
        to=_iso(period.last_day),
        rrule=period.rrule,
        found_by=mark.rule,
        relative=period.relative,
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
