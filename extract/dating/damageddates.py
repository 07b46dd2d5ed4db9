"""Dates that are none: flagged, never guessed.

They lost characters (615日前), have two readings (2025年前) or a wrong weekday, stand in no calendar (2月30日前), or
end before they begin (2023年10月至2023年5月).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from extract.dating.times import date_fault, printed_weekday
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
    titles = _spans(folded.text, "deadline.none.title")
    for span in _spans(folded.text, "deadline.impossible.date"):
        if not touches(*span, titles):
            start, end = folded.span(*span)
            issues.append(_impossible(text[start:end], start))
    for found in load_pattern("deadlines", "deadline.ambiguous.year_before").finditer(folded.text):
        if touches(*found.span(), titles):
            continue
        start, end = folded.span(*found.span())
        message = f"“{found.group()}”可指该年之前，也可指该年年底前；现按年底前计，请核对"
        issues.append(Issue(code="ambiguous-date", message=message, start=start, end=end))
    return sorted(issues, key=lambda issue: issue.start)


def find_impossible_dates(deadlines: Iterable[Deadline], *, year: int | None, issued: date | None) -> Iterator[Issue]:
    """The deadlines whose words name a day that the year of the plan has not, or an end before its beginning."""
    for one in deadlines:
        if one.kind == "recurring" or one.from_ or one.to:
            continue
        faults = (date_fault(words, year=year, issued=issued) for words in (one.text, one.text + "前"))
        fault = next(filter(None, faults), None)
        if fault == "impossible":
            yield _impossible(one.text, one.start)
        elif fault:
            message = f"“{one.text}”的结束时间早于开始时间，请核对原文"
            yield Issue(code="damaged-date", message=message, start=one.start, end=one.end)


def find_wrong_weekdays(deadlines: Iterable[Deadline]) -> Iterator[Issue]:
    """The deadlines whose printed weekday is not that of their day, in the year that is written or any near one."""
    for one in deadlines:
        weekday = printed_weekday(one.text) if one.to else None
        if one.to and weekday is not None and date.fromisoformat(one.to[:10]).weekday() != weekday:
            message = f"“{one.text}”所注星期与{one.to[:10]}不符，请核对年份和日期"
            yield Issue(code="wrong-weekday", message=message, start=one.start, end=one.end)


def _impossible(words: str, start: int) -> Issue:
    message = f"“{words}”不是日历上的日期，请核对原文"
    return Issue(code="impossible-date", message=message, start=start, end=start + len(words))


def _spans(text: str, rule: str) -> list[tuple[int, int]]:
    return [found.span() for found in load_pattern("deadlines", rule).finditer(text)]


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
