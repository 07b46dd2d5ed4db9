"""What the words of a deadline mean in days. Pure: no text around the words, no clock, no spaCy.

The grammar is the rule file ``deadlines.toml``: a rule says what kind of limit its words are, its named groups say
which days. Days are inclusive; what no date can say (a season, an event, 每月至少一次) stands in ``rrule``.
"""

from __future__ import annotations

import calendar
import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal, cast

from extract.dating.datedigits import number, with_digits
from extract.dating.recurrences import rrule
from extract.records import After, DeadlineKind
from extract.rulebook import Rule, load_pattern, load_rules
from extract.text.folding import fold

Fault = Literal["impossible", "backward"]

_KINDS = ("by", "during", "recurring", "from", "point")
_RELATIVE = {"明年": 1, "次年": 1, "翌年": 1, "明": 1}
_QUARTERS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
PLAN_FIRST_YEAR = {"三": 2016, "四": 2021, "五": 2026, "六": 2031}
_WORDED = {"every", "every_", "alternate", "season", "event"}
"""Parts of words that no days follow from."""
_CLOCK = re.compile(r"(?:上午|下午|中午|晚上?|早上?)?\d{1,2}(?:[:：]\d\d|[时点]).*")
_WEEKDAYS = dict(zip("一二三四五六日天", (0, 1, 2, 3, 4, 5, 6, 6), strict=True))
_STEPS = {"日": 1, "天": 1, "周": 7}


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The days that words cover; both ends inclusive, ``None`` where the words name no day."""

    kind: DeadlineKind
    first_day: date | None = None
    last_day: date | None = None
    rrule: str | None = None
    relative: After | None = None


def parse_deadline(words: str, *, year: int | None, issued: date | None = None) -> Period | None:
    """The days that the words cover, or None if they are no deadline of the rule file; never raises.

    ``year`` stands in where the words name none, ``issued`` is the day that 即日 and 本月 speak of. Without them the
    days stay None and the words go into ``rrule``.

    >>> parse_deadline("10月底前", year=2023).last_day
    datetime.date(2023, 10, 31)
    >>> parse_deadline("每月25日前", year=2023).rrule
    'FREQ=MONTHLY;BYMONTHDAY=25'
    >>> parse_deadline("采暖期", year=2023).rrule
    '采暖期'
    """
    reading = _reading("".join(words.split()))
    return read_period(*reading, year=year, issued=issued) if reading else None


@functools.lru_cache(maxsize=2048)
def _reading(words: str) -> tuple[Rule, re.Match[str]] | None:
    """The first rule of the file that says what the words mean; the same few words stand in every plan."""
    folded = with_digits(fold(words)).text
    for rule in load_rules("deadlines"):
        tried = rule.kind in _KINDS and folded[:1] in rule.more.get("starts", folded[:1])
        if tried and (found := rule.pattern.fullmatch(folded)):
            return rule, found
    return None


def printed_weekday(words: str) -> int | None:
    """The weekday that a date prints in a bracket, Monday 0; None where it prints none.

    >>> printed_weekday("3月25日（星期一）前"), printed_weekday("3月25日前")
    (0, None)
    """
    if not any(sign in words for sign in "(（"):
        return None
    found = load_pattern("deadlines", "deadline.printed_weekday").search(fold("".join(words.split())).text)
    return _WEEKDAYS[found["weekday"]] if found else None


def date_fault(words: str, *, year: int | None, issued: date | None = None) -> Fault | None:
    """Why words of the rule file are no days: a day that no calendar has, an end before its beginning.

    >>> date_fault("2023年2月30日前", year=None), date_fault("2023年10月至2023年5月", year=None)
    ('impossible', 'backward')
    """
    reading = _reading("".join(words.split()))
    if reading is None or reading[0].kind == "recurring":
        return None
    try:
        first, last = _days(_parts(reading[1]), year, issued)
    except ValueError:
        return "impossible"
    return "backward" if _is_backward(first, last) else None


def _parts(found: re.Match[str]) -> dict[str, str]:
    return {name: value for name, value in found.groupdict().items() if value is not None}


def _is_backward(first: date | None, last: date | None) -> bool:
    return first is not None and last is not None and last < first


def read_period(rule: Rule, found: re.Match[str], *, year: int | None, issued: date | None) -> Period | None:
    """What a match of the rule means; None where it names a day that no calendar has (2月30日).

    A period that ends before it begins stays in words.
    """
    words = found.group()
    parts = _parts(found)
    kind = cast(DeadlineKind, rule.kind)
    try:
        first, last = _days(parts, year, issued)
    except ValueError:
        return None
    if kind == "recurring":
        return Period(kind=kind, first_day=first, last_day=last, rrule=rrule(words, parts))
    if _is_backward(first, last):
        return Period(kind=kind, rrule=words)
    clock = _CLOCK.search(words)
    open_end = last is None and (first is None or kind != "from")
    said = words if open_end else clock.group() if clock else None
    return as_kind(Period(kind=kind, first_day=first, last_day=last, rrule=said, relative=_after(parts)), kind)


def _after(parts: Mapping[str, str]) -> After | None:
    """The event and the time from it, of words that count from an event."""
    if "length" not in parts:
        return None
    event = parts.get("event")
    return After(event=event, length=parts["length"], measure=parts["measure"].removeprefix("个"))


def as_kind(period: Period, kind: DeadlineKind) -> Period:
    """The same days read as another kind: what limits by an end has no first day, what begins has no last one."""
    if kind == "by":
        return replace(period, kind=kind, first_day=None)
    if kind == "from":
        return replace(period, kind=kind, last_day=None)
    return replace(period, kind=kind)


def _days(parts: Mapping[str, str], year: int | None, issued: date | None) -> tuple[date | None, date | None]:
    """First and last day; raises ValueError where the calendar has no such day."""
    if "plan" in parts:
        first_year = PLAN_FIRST_YEAR[parts["plan"]]
        return date(first_year, 1, 1), date(first_year + 4, 12, 31)
    if _WORDED & parts.keys():
        return None, None
    if "now" in parts:
        return _this_month(parts, issued)
    if "end_to" in parts:
        return issued, _end_of_this(parts["end_to"], issued)
    if "both" in parts:
        return (date(year, 1, 1), date(year + 1, 12, 31)) if year is not None else (None, None)
    first, last = _stretches(parts, year)
    if "length" in parts and first is not None:
        last, first = _counted(first, parts), None
    if "today" in parts:
        first = issued
    return (None if "only" in parts else first), last


def _stretches(parts: Mapping[str, str], year: int | None) -> tuple[date | None, date | None]:
    """The first day of what the words begin with, the last of what they end with."""
    begins = _year(parts, "", year)
    ends = _year(parts, "_to", year if parts.get("relative_to") == "今年" else begins)
    first, last = _stretch(parts, "", begins) if begins is not None else (None, None)
    if ends is not None and any(name.endswith("_to") for name in parts):
        last = _later_end(parts, ends, first)
        if "month" not in parts and "year" not in parts:
            first = None
    return first, last


def _this_month(parts: Mapping[str, str], issued: date | None) -> tuple[date | None, date | None]:
    """The days of the month in which the document was issued."""
    if issued is None:
        return None, None
    if day := parts.get("day"):
        return (only := issued.replace(day=int(day))), only
    return _of_month(issued.year, issued.month, parts.get("part"))


def _end_of_this(stretch: str, issued: date | None) -> date | None:
    """The last day of the month or the quarter in which the document was issued."""
    if issued is None:
        return None
    month = issued.month if stretch == "月" else (issued.month + 2) // 3 * 3
    return _of_month(issued.year, month, None)[1]


def _counted(first: date, parts: Mapping[str, str]) -> date | None:
    """The last of so many days, weeks, months or years after a day."""
    count = number(parts["length"])
    if count is None:
        return None
    measure = parts["measure"].removeprefix("个")
    if measure in _STEPS:
        return first + timedelta(days=count * _STEPS[measure])
    months = first.month - 1 + count * (12 if measure == "年" else 1)
    year, month = first.year + months // 12, months % 12 + 1
    return date(year, month, min(first.day, calendar.monthrange(year, month)[1]))


def _year(parts: Mapping[str, str], which: str, known: int | None) -> int | None:
    if (written := parts.get("year" + which)) is not None:
        return int(written)
    if (relative := parts.get("relative" + which)) is not None and known is not None:
        return known + _RELATIVE.get(relative, 0)
    names_days = {"month", "quarter", "half", "part", "month_to", "day_to", "part_to", "relative", "year_to"}
    names_days &= parts.keys()
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
    ends = {"上中旬": (1, 20), "中旬": (11, 20), "中下旬": (11, end), "下旬": (21, end)}
    first, last = (1, 10) if part in ("上旬", "初") else ends.get(part or "", (1, end))
    return date(year, month, first), date(year, month, last)


def _later_end(parts: Mapping[str, str], year: int, first: date | None) -> date:
    """The last day of a range; an end before its beginning lies in the next year (11月至3月)."""
    ends = dict(parts)
    in_month = "month_to" not in parts and "day_to" in parts
    if in_month:
        ends["month_to"] = parts["month"]
    last = _stretch({k: v for k, v in ends.items() if k.endswith("_to")}, "_to", year)[1]
    if first is not None and last < first and not in_month and not {"year_to", "relative_to"} & parts.keys():
        last = _stretch(ends, "_to", year + 1)[1]
    return last
