"""What repeats, told to people: 每月28日, never FREQ=MONTHLY;BYMONTHDAY=28."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from graph.wording import load_table

_PART = re.compile(r"([A-Z]+)=([A-Z0-9,+-]+)")
_WORKING_DAYS = "MO,TU,WE,TH,FR"


def repeats(rrule: str | None) -> bool:
    """Whether this is a rule of RFC 5545, and not words for a time that no date can say.

    >>> repeats("FREQ=MONTHLY"), repeats("采暖期"), repeats(None)
    (True, False, False)
    """
    return rrule is not None and rrule.startswith("FREQ=")


def in_words(rrule: str, *, english: bool = False) -> str:
    """A rule of RFC 5545 in words; words of a plan, which stand in the same field, stay as they are.

    >>> in_words("FREQ=MONTHLY;INTERVAL=3"), in_words("FREQ=MONTHLY;BYMONTHDAY=28"), in_words("采暖期")
    ('每季度', '每月28日', '采暖期')
    >>> in_words("FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1", english=True)
    'every year in June, December on the last day of the month'
    """
    if not repeats(rrule):
        return rrule
    parts = dict(_PART.findall(rrule))
    code = "en" if english else "zh"
    words = _every(parts, code)
    if days := parts.get("BYDAY"):
        words = _on_weekdays(words, days, code)
    if months := parts.get("BYMONTH"):
        words = _say("in_months", code, every=words, months=_months(months, code))
    return _on_days(words, parts["BYMONTHDAY"].split(","), code) if "BYMONTHDAY" in parts else words


def lasting() -> Sequence[str]:
    """The words by which plans say that something goes on without an end."""
    found: list[str] = load_table("recurrences")["lasting"]
    return found


def _every(parts: dict[str, str], code: str) -> str:
    table: dict[str, Any] = load_table("recurrences")["every"]
    often, times = parts.get("FREQ", ""), parts.get("INTERVAL", "1")
    name = often if times == "1" else f"{often} {times}"
    found = table.get(name) or table.get(f"{often} n") or table["other"]
    return str(found[code]).format(n=times)


def _months(months: str, code: str) -> str:
    names: Sequence[str] = load_table("recurrences")["months"][code]
    known = [names[int(month) - 1] for month in months.split(",") if month.isdigit() and 1 <= int(month) <= len(names)]
    return _joined([_say("month", code, month=name) for name in known], code)


def _on_weekdays(every: str, days: str, code: str) -> str:
    if days == _WORKING_DAYS:
        return _say("working_days", code)
    table = load_table("recurrences")["weekdays"]
    named = _joined([table[day][code] for day in days.split(",") if day in table], code)
    if every == _every({"FREQ": "WEEKLY"}, code):  # 每周一, not 每周周一
        named = named.removeprefix("周")
    return _say("on_weekdays", code, every=every, days=named) if named else every


def _on_days(every: str, days: Sequence[str], code: str) -> str:
    if list(days) == ["-1"]:
        return _say("on_last_day", code, every=every)
    named = [_say("last_day", code) if day == "-1" else _say("day", code, day=day.lstrip("+-")) for day in days]
    return _say("on_days", code, every=every, days=_joined(named, code))


def _joined(words: Sequence[str], code: str) -> str:
    return _say("join", code).join(words)


def _say(name: str, code: str, **values: str) -> str:
    return str(load_table("recurrences")["on"][name][code]).format(**values)
