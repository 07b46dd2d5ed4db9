"""The year of a plan."""

from __future__ import annotations

import re

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*年")
_SPAN_OF_YEARS = re.compile(r"(?:19|20)\d{2}\s*年?\s*[-—–－~～至]+\s*(?:(?:19|20)\d{2})\s*年")


def plan_year(title: str | None, date: str | None) -> int | None:
    """The year that the title names, else the year of issue, else the first of the span of years in the title.

    >>> plan_year("蓝天保卫战2020年决战计划", "2019-12-30")
    2020
    >>> plan_year("三年行动方案（2024—2026年）", "2024-03-18")
    2024
    """
    words = title or ""
    alone = _SPAN_OF_YEARS.sub("", words)
    named = _YEAR.search(alone) or re.match(r"(\d{4})", date or "") or re.search(r"(?<!\d)((?:19|20)\d{2})", words)
    return int(named[1]) if named else None
