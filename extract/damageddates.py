"""Dates that have lost characters (615日前, 年月底前) or have two readings (2025年前): flagged, never guessed."""

from __future__ import annotations

from collections.abc import Iterator

from extract.folding import fold
from extract.records import Issue
from extract.rulebook import load_pattern
from extract.stretches import touches

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
