"""What the words of a deadline mean in days. Pure: no text around the words, no clock, no spaCy.

The grammar is the rule file ``deadlines.toml``: a rule says what kind of limit its words are, its named groups say
which days. Days are inclusive; what no date can say (a season, an event, 每月至少一次) stands in ``rrule``.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from extract.folding import fold
from extract.records import DeadlineKind
from extract.rulebook import Rule, load_rules

_KINDS = ("by", "during", "recurring", "from", "point")
_RELATIVE = {"明年": 1, "次年": 1, "翌年": 1, "明": 1}
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_PLAN_FIRST_YEAR = {"三": 2016, "四": 2021, "五": 2026, "六": 2031}
_FREQUENCIES = {
    "年": "FREQ=YEARLY",
    "年度": "FREQ=YEARLY",
    "两年": "FREQ=YEARLY;INTERVAL=2",
    "半年": "FREQ=MONTHLY;INTERVAL=6",
    "季": "FREQ=MONTHLY;INTERVAL=3",
    "季度": "FREQ=MONTHLY;INTERVAL=3",
    "个季度": "FREQ=MONTHLY;INTERVAL=3",
    "月": "FREQ=MONTHLY",
    "个月": "FREQ=MONTHLY",
    "月份": "FREQ=MONTHLY",
    "周": "FREQ=WEEKLY",
    "个周": "FREQ=WEEKLY",
    "星期": "FREQ=WEEKLY",
    "日": "FREQ=DAILY",
    "天": "FREQ=DAILY",
}
_CLOCK = re.compile(r"(?:上午|下午|中午|晚上?|早上?)?\d{1,2}(?:[:：]\d\d|[时点]).*")
_EXACTLY_ONCE = re.compile(r"\A(?![^一]*(?:至少|不少于|不低于|最少|以上))[\u4e00-\u9fff]{0,6}[一1]次\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The days that words cover; both ends inclusive, ``None`` where the words name no day."""

    kind: DeadlineKind
    first_day: date | None = None
    last_day: date | None = None
    rrule: str | None = None


def parse_deadline(words: str, *, year: int | None) -> Period | None:
    """The days that the words cover, or None if they are no deadline of the rule file; never raises.

    ``year`` stands in where the words name none. Without any year the days stay None and the words go into ``rrule``.

    >>> parse_deadline("10月底前", year=2023).last_day
    datetime.date(2023, 10, 31)
    >>> parse_deadline("每月25日前", year=2023).rrule
    'FREQ=MONTHLY;BYMONTHDAY=25'
    >>> parse_deadline("采暖期", year=2023).rrule
    '采暖期'
    """
    folded = fold("".join(words.split())).text
    for rule in load_rules("deadlines"):
        if rule.kind in _KINDS and (found := rule.pattern.fullmatch(folded)):
            return read_period(rule, found, year=year)
    return None


def read_period(rule: Rule, found: re.Match[str], *, year: int | None) -> Period | None:
    """What a match of the rule means; None where it names a day that no calendar has (2月30日)."""
    words = found.group()
    parts = {name: value for name, value in found.groupdict().items() if value is not None}
    kind = cast(DeadlineKind, rule.kind)
    try:
        first, last = _days(parts, year)
    except ValueError:
        return None
    if kind == "recurring":
        return Period(kind=kind, first_day=first, last_day=last, rrule=_rrule(words, parts))
    clock = _CLOCK.search(words)
    rrule = words if last is None and first is None else clock.group() if clock else None
    period = Period(kind=kind, first_day=first, last_day=last, rrule=rrule)
    return as_kind(period, kind)


def as_kind(period: Period, kind: DeadlineKind) -> Period:
    """The same days read as another kind: what limits by an end has no first day, what begins has no last one."""
    if kind == "by":
        return replace(period, kind=kind, first_day=None)
    if kind == "from":
        return replace(period, kind=kind, last_day=None)
    return replace(period, kind=kind)


def _days(parts: Mapping[str, str], year: int | None) -> tuple[date | None, date | None]:
    """First and last day; raises ValueError where the calendar has no such day."""
    if "plan" in parts:
        first_year = _PLAN_FIRST_YEAR[parts["plan"]]
        return date(first_year, 1, 1), date(first_year + 4, 12, 31)
    if {"every", "every_", "season"} & parts.keys():
        return None, None
    begins = _year(parts, "", year)
    ends = _year(parts, "_to", begins)
    if begins is None and ends is None:
        return None, None
    first, last = _stretch(parts, "", begins) if begins is not None else (None, None)
    if ends is not None and any(name.endswith("_to") for name in parts):
        last = _later_end(parts, ends, first)
        if "month" not in parts and "year" not in parts:
            first = None
    return first, last


def _year(parts: Mapping[str, str], which: str, known: int | None) -> int | None:
    if (written := parts.get("year" + which)) is not None:
        return int(written)
    if (relative := parts.get("relative" + which)) is not None and known is not None:
        return known + _RELATIVE.get(relative, 0)
    names_days = {"month", "quarter", "half", "part", "month_to", "day_to", "relative", "year_to"} & parts.keys()
    return known if names_days else None


def _stretch(parts: Mapping[str, str], which: str, year: int) -> tuple[date, date]:
    """The first and the last day of a day, a part of a month, a month, a quarter, a half or a whole year."""
    part = parts.get("part" + which)
    if month := parts.get("month" + which):
        if day := parts.get("day" + which):
            return (only := date(year, int(month), int(day))), only
        return _of_month(year, int(month), part)
    if quarter := parts.get("quarter"):
        third = _QUARTERS[quarter] * 3
        return date(year, third - 2, 1), _of_month(year, third, None)[1]
    if half := parts.get("half"):
        return (date(year, 1, 1), date(year, 6, 30)) if half == "上" else (date(year, 7, 1), date(year, 12, 31))
    return date(year, 12 if part else 1, 1), date(year, 12, 31)


def _of_month(year: int, month: int, part: str | None) -> tuple[date, date]:
    end = calendar.monthrange(year, month)[1]
    first, last = {"上旬": (1, 10), "初": (1, 10), "中旬": (11, 20), "下旬": (21, end)}.get(part or "", (1, end))
    return date(year, month, first), date(year, month, last)


def _later_end(parts: Mapping[str, str], year: int, first: date | None) -> date:
    """The last day of a range; an end before its beginning lies in the next year (11月至3月)."""
    ends = dict(parts)
    if "month_to" not in parts and "day_to" in parts:
        ends["month_to"] = parts["month"]
    last = _stretch({k: v for k, v in ends.items() if k.endswith("_to")}, "_to", year)[1]
    if first is not None and last < first and "year_to" not in parts and "relative_to" not in parts:
        last = _stretch(ends, "_to", year + 1)[1]
    return last


def _rrule(words: str, parts: Mapping[str, str]) -> str:
    """RFC 5545 where it can say the recurrence, else the words."""
    frequency = _FREQUENCIES.get(parts.get("every") or parts.get("every_") or "")
    if frequency is None or re.search(r"[时点:]|后\d|第|最后", words):
        return words
    if times := parts.get("times"):
        return frequency if _EXACTLY_ONCE.match(times) and "至少" not in words else words
    days = {"底": "-1", "末": "-1"}.get(parts.get("part", ""), parts.get("day"))
    if days is None and "part" in parts:
        return words
    if "INTERVAL=3" in frequency and days is not None:
        return words if days != "-1" else "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"
    month = f";BYMONTH={int(parts['month'])}" if "month" in parts else ""
    if frequency == "FREQ=YEARLY" and days is not None and not month:
        month = ";BYMONTH=12"
    return frequency + month + (f";BYMONTHDAY={days}" if days is not None else "")
