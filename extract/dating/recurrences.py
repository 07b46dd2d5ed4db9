"""What recurs, as RFC 5545 says it where it can: 每月28日前 is FREQ=MONTHLY;BYMONTHDAY=28.

RFC 5545 knows no quarters and no thirds of a month; both are said by months and days. What it cannot say (每月至少一次,
每季度结束后10个工作日内, 每年春节前, a time of day) stays in words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from extract.dating.datedigits import number

_FREQUENCIES = {
    "年": "YEARLY",
    "学年": "YEARLY",
    "月": "MONTHLY",
    "月份": "MONTHLY",
    "次月": "MONTHLY",
    "一月": "MONTHLY",
    "周": "WEEKLY",
    "星期": "WEEKLY",
    "日": "DAILY",
    "天": "DAILY",
}
_MONTHS_OF = {"季": 3, "季度": 3, "半年": 6}
_SPECIAL = {
    "工作日": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    "个工作日": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    "旬": "FREQ=MONTHLY;BYMONTHDAY=10,20,-1",
    "双周": "FREQ=WEEKLY;INTERVAL=2",
    "双月": "FREQ=MONTHLY;INTERVAL=2",
}
_EVERY = re.compile(r"(?P<count>[一二两三四五六七八九十]|\d{1,2})?个?(?P<unit>[^\d]+)")
_WEEKDAYS = dict(zip("一二三四五六日天", ("MO", "TU", "WE", "TH", "FR", "SA", "SU", "SU"), strict=True))
_PART_DAYS = {"底": -1, "末": -1, "下旬": -1, "中下旬": -1, "中旬": 20, "上中旬": 20, "上旬": 10, "初": 10}
_NTH = {"首": 1, "一": 1, "1": 1, "二": 2, "2": 2, "三": 3, "3": 3, "末": 3, "最": 3}
_EXACTLY_ONCE = re.compile(r"\A(?![^一1]*(?:至少|不少于|不低于|最少|以上))[\u4e00-\u9fff]{0,10}[一1][次届]\Z")


def frequency(every: str) -> str | None:
    """The plain rule of a stretch of time; None where RFC 5545 has none (半月, 学期).

    >>> frequency("季度"), frequency("3天"), frequency("两年"), frequency("学期")
    ('FREQ=MONTHLY;INTERVAL=3', 'FREQ=DAILY;INTERVAL=3', 'FREQ=YEARLY;INTERVAL=2', None)
    """
    words = every.removesuffix("度") if every not in ("季度",) else every
    if words in _MONTHS_OF:
        return _with_interval("MONTHLY", _MONTHS_OF[words])
    if words.removeprefix("一") in _SPECIAL:
        return _SPECIAL[words.removeprefix("一")]
    found = _EVERY.fullmatch(words)
    if found is None:
        return None
    count = number(found["count"]) if found["count"] else 1
    unit = found["unit"]
    if unit in ("季", "季度") and count:
        return _with_interval("MONTHLY", 3 * count)
    return _with_interval(_FREQUENCIES[unit], count) if unit in _FREQUENCIES and count else None


def rrule(words: str, parts: Mapping[str, str]) -> str:
    """The rule of a recurrence with these named parts, else its words."""
    return _rule(words, parts) or words


def _rule(words: str, parts: Mapping[str, str]) -> str | None:
    if alternate := parts.get("alternate"):
        return _with_interval(_FREQUENCIES[alternate], 2)
    plain = frequency(parts.get("every") or parts.get("every_") or "?")
    if plain is None or "spanned" in parts or re.search(r"[时点:]|后\d", words):
        return None
    if times := parts.get("times"):
        return plain if _EXACTLY_ONCE.match(times) and "至少" not in words else None
    if weekday := parts.get("weekday"):
        return f"{plain};BYDAY={_WEEKDAYS[weekday]}"
    return _on_days(plain, parts)


def _on_days(plain: str, parts: Mapping[str, str]) -> str | None:
    """The plain rule with the months and days that are named."""
    if dates := parts.get("dates"):
        return _of_dates(dates)
    if months := _months(parts):
        return f"FREQ=YEARLY;BYMONTH={months}" + _days(parts)
    if plain == "FREQ=MONTHLY;INTERVAL=3" and ("days" in parts or "part" in parts):
        return _of_quarters(parts)
    if plain == "FREQ=YEARLY" and "part" in parts:
        return "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1"
    return plain + _days(parts)


def _of_dates(dates: str) -> str | None:
    """The rule of several days of the year; None where they are different days of their months."""
    found = re.findall(r"(\d+)月(\d+|底|末)", dates)
    days = {_PART_DAYS.get(day) or int(day) for _, day in found}
    if len(days) > 1:
        return None
    return f"FREQ=YEARLY;BYMONTH={','.join(str(int(month)) for month, _ in found)};BYMONTHDAY={days.pop()}"


def _with_interval(name: str, count: int) -> str:
    return f"FREQ={name}" + (f";INTERVAL={count}" if count > 1 else "")


def _months(parts: Mapping[str, str]) -> str | None:
    """The months that are named: 4月、10月, 11月至次年3月, those of 第一季度 (the last, where it is due by its end)."""
    if named := parts.get("months"):
        return ",".join(str(int(month)) for month in re.findall(r"\d+", named))
    if "from_month" in parts:
        first, last = int(parts["from_month"]), int(parts["to_month"])
        count = (last - first) % 12 + 1
        return ",".join(str((first - 1 + place) % 12 + 1) for place in range(count))
    if quarter := parts.get("yearly_quarter"):
        third = 3 * (number(quarter) or 0)
        return f"{third};BYMONTHDAY=-1" if "due" in parts else f"{third - 2},{third - 1},{third}"
    return None


def _of_quarters(parts: Mapping[str, str]) -> str | None:
    """A day of every quarter; None where the words don't say in which of its months."""
    nth = parts.get("nth", "").removeprefix("第")
    if nth.startswith("下"):
        return None
    if not nth and parts.get("part") not in ("底", "末"):
        return None
    month = _NTH[nth[0]] if nth else 3
    return f"FREQ=YEARLY;BYMONTH={month},{month + 3},{month + 6},{month + 9}" + _days(parts)


def _days(parts: Mapping[str, str]) -> str:
    if days := parts.get("days"):
        return ";BYMONTHDAY=" + ",".join(str(int(day)) for day in re.findall(r"\d+", days))
    return f";BYMONTHDAY={_PART_DAYS[parts['part']]}" if "part" in parts else ""
