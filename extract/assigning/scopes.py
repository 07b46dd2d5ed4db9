"""Scope: the words that a statement governs, down to the sub-action it stands behind."""

from __future__ import annotations

from extract.records import Span
from extract.rulebook import load_pattern
from extract.text.brackets import CLOSING, OPENING

_PHRASE_BREAK = "，,。；;：:！？\n"
_NEAR = 60
_LEADING = " \t　\r\n。；;，,、"


def governs_phrase(text: str, start: int) -> bool:
    """Whether the bracket at ``start`` explains the noun phrase before it: 大型工矿企业(名单由市工信局牵头确定)."""
    return bool(load_pattern("lists", "scope.phrase").match(text[start : start + 12]))


def scope_before(text: str, start: int, *, earliest: int) -> Span:
    """The scope of a statement at ``start``; ``earliest`` is where its clause begins or the last statement ends.

    >>> words = "第一项工作。“一延”即配送优质煤(市能源局牵头)"
    >>> span = scope_before(words, words.index("("), earliest=0)
    >>> words[span.start : span.end]
    '“一延”即配送优质煤'
    """
    earliest = _own_line(text, start, earliest)
    first = _phrase_start(text, start, earliest) if governs_phrase(text, start) else earliest
    while first < start and text[first] in _LEADING:
        first += 1
    if text[max(0, start - _NEAR) : start].rstrip()[-1:] not in ("。", "！"):
        found = load_pattern("lists", "scope.opener").finditer(text, first, start)
        openers = [opener.end() - len(opener[0].lstrip()) for opener in found]
        first = openers[-1] if openers else first
    last = start
    while last > first and text[last - 1].isspace():
        last -= 1
    return Span(start=first, end=last)


def _own_line(text: str, start: int, earliest: int) -> int:
    """Where the line that the statement ends begins, if with a number: it governs no heading above, no point before."""
    line = text.rfind("\n", earliest, start) + 1
    measure = load_pattern("lists", "scope.measure").match(text, line, start) if line else None
    if measure and measure.end() > earliest:
        return measure.end()
    numbered = line > earliest and load_pattern("lists", "scope.numbered").match(text, line, start)
    return line if numbered else earliest


def _phrase_start(text: str, start: int, earliest: int) -> int:
    depth = 0
    for at in range(start - 1, earliest - 1, -1):
        if text[at] in CLOSING:
            depth += 1
        elif text[at] in OPENING:
            depth -= 1
        elif depth <= 0 and text[at] in _PHRASE_BREAK:
            return at + 1
    return earliest
