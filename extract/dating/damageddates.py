"""Dates that lost characters (615日前), have two readings (2025年前) or a wrong weekday: flagged, never guessed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from extract.dating.times import printed_weekday
from extract.records import Deadline, Issue
from extract.rulebook import load_pattern
from extract.text.folding import fold
from extract.text.stretches import touches

_BACK = 14
"""The characters before the end of a damaged date in which its beginning is looked for."""


def find_damaged_dates(text: str) -> list[Issue]:
    """The damaged and the ambiguous dates of the text, in its order.

    >>> find_damaged_dates("须分别于615日、1215日前报送")[0].code
    'damaged-date'
    """
    folded = fold(text)
    issues = []
    for place in _damaged(folded.text):
        start, end = folded.span(*place)
        message = f"日期“{text[start:end]}”残缺，无法确定，请核对原文"
        issues.append(Issue(code="damaged-date", message=message, start=start, end=end))
    titles = [found.span() for found in load_pattern("deadlines", "deadline.none.title").finditer(folded.text)]
    for found in load_pattern("deadlines", "deadline.ambiguous.year_before").finditer(folded.text):
        if touches(*found.span(), titles):
            continue
        start, end = folded.span(*found.span())
        message = f"“{found.group()}”可指该年之前，也可指该年年底前；现按年底前计，请核对"
        issues.append(Issue(code="ambiguous-date", message=message, start=start, end=end))
    return sorted(issues, key=lambda issue: issue.start)


def find_wrong_weekdays(deadlines: Iterable[Deadline]) -> Iterator[Issue]:
    """The deadlines whose printed weekday is not that of their day, in the year that is written or any near one."""
    for one in deadlines:
        weekday = printed_weekday(one.text) if one.to else None
        if one.to and weekday is not None and date.fromisoformat(one.to[:10]).weekday() != weekday:
            message = f"“{one.text}”所注星期与{one.to[:10]}不符，请核对年份和日期"
            yield Issue(code="wrong-weekday", message=message, start=one.start, end=one.end)


def _damaged(text: str) -> Iterator[tuple[int, int]]:
    whole, end_of = load_pattern("deadlines", "deadline.damaged.day"), load_pattern("deadlines", "deadline.damaged.end")
    last = 0
    for ending in end_of.finditer(text):
        found = whole.search(text, max(last, ending.end() - _BACK), ending.end())
        if found:
            yield found.span()
            last = found.end()
    for found in load_pattern("deadlines", "deadline.damaged.run_together").finditer(text):
        yield found.span()
