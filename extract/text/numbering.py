"""Numbers that open a part of a document: where they stand, what they say, which of them are real.

A number at the start of a line is believed if it carries a sequence on; one in the middle of a line only where the
document has lost its line breaks (all of them, or this one), and then only if it is the very next of its sequence.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from extract.rulebook import Rule, load_rules

_HAN = {char: value for value, char in enumerate("零一二三四五六七八九十")} | {"〇": 0}
_AFTER = "。；;：:！？!?）)”」』》〉】〕\n\r\f"
_GAP = 3  # numbers that may be missing in a sequence of lines
_ANNEX_LIST = re.compile(r"附\s?(?:件|表)\s*[:：][^。]{0,300}$")
_BREAKS = re.compile(r"[。；;，,\n]")
_BLANKS = " \t\u3000\xa0\u2002\u2003"
_LONG_LINE = 1000
_PLAN_LEVEL = 2
_IN_LINES = ("number.arabic", "number.han_bracket")
_HEADED = 24  # characters that a heading has at most with which a run in its line goes on
_NEAR = 60
_AHEAD = 1000  # candidates among which the next number of a plan is looked for
_COUNTED = 2  # so far the numbers of the plan before must have counted
CLAUSE_LEVEL = 3
"""The level from which on a part without parts of its own is a clause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number in the text: its words are ``text[start:end]``; a smaller ``level`` is a larger part."""

    level: int
    value: int
    start: int
    end: int
    opens_line: bool
    rule: str


@functools.cache
def outline_rules(kind: str) -> tuple[Rule, ...]:
    """The rules of rules/outline.toml of one kind."""
    return tuple(rule for rule in load_rules("outline") if rule.kind == kind)


def parse_number(words: str) -> int | None:
    """The value of a Chinese or Arabic number below 100, or None.

    >>> parse_number("二十一"), parse_number("１２"), parse_number("十")
    (21, 12, 10)
    """
    words = unicodedata.normalize("NFKC", words)  # of ① too
    if words.isdecimal():
        return int(words)
    if not words or any(char not in _HAN for char in words):
        return None
    tens, ten, ones = words.rpartition("十")
    if not ten:
        return _HAN[words] if len(words) == 1 else None
    if len(tens) > 1 or len(ones) > 1:
        return None
    return (_HAN[tens] if tens else 1) * 10 + (_HAN[ones] if ones else 0)


def find_numbers(text: str) -> list[Number]:
    """The numbers that open parts of the text, in order."""
    candidates = sorted(
        (number for rule in outline_rules("number") for number in _candidates(text, rule)),
        key=lambda number: number.start,
    )
    flowing = _is_flowing(text, candidates)
    if flowing:
        return _Sequence(text, flowing=True).accept(candidates)
    in_lines = _in_lines(text, candidates) | set(_run_on(text, candidates))
    in_lines |= {one for one in candidates if _opens_measures(text, one)}
    alone = [one for one in candidates if one.opens_line or one in in_lines]
    return _Sequence(text, flowing=False, in_lines=in_lines).accept(alone)


def _in_lines(text: str, candidates: list[Number]) -> set[Number]:
    """The numbers of runs in one line: those that assign, and titled ones that go on behind their heading.

    1.…（甲局牵头）2.…（乙局负责） is a run of the first kind, 二、重点任务　（一）环境整治。…（二）… of the second.
    """
    found: set[Number] = set()
    for rule in _IN_LINES:
        run: list[Number] = []
        for number in [*(one for one in candidates if one.rule == rule), None]:
            if run and number and number.value == run[-1].value + 1 and _is_next(text, run[-1], number):
                run.append(number)
                continue
            found.update(run if len(run) > 1 and _are_parts(text, run, candidates) else ())
            run = [number] if number and number.value == 1 else []
    return found


def _run_on(text: str, candidates: list[Number]) -> Iterator[Number]:
    """The titled numbers of which only this one lost its line break: the next of its sequence, and no doubt about it.

    It stands behind a gap or a statement (…负责）（二）污水治理。…), or the next one that opens a line misses it.
    """
    titles = [rule.pattern for kind in ("titled", "headed") for rule in outline_rules(kind)]
    for rule in ("number.han", *_IN_LINES):
        last = 0
        numbers = [one for one in candidates if one.rule == rule]
        opening = [one for one in numbers if one.opens_line]
        for number in numbers:
            if number.opens_line:
                last = number.value
            elif number.value == last + 1 and any(title.match(text, number.end) for title in titles):
                following = opening[bisect_left(opening, number.start, key=attrgetter("start")) :][:1]
                missing = [one.value for one in following] == [number.value + 1]
                if _is_set_off(text, number) or (missing and _ends(text, number)):
                    last = number.value
                    yield number


def _is_set_off(text: str, number: Number) -> bool:
    before = text[max(0, number.start - _NEAR) : number.start]
    return any(rule.pattern.search(before) for rule in outline_rules("set-off"))


def _ends(text: str, number: Number) -> bool:
    """Whether a sentence or a bracket ends before the number."""
    return text[max(0, number.start - _NEAR) : number.start].rstrip(_BLANKS)[-1:] in _AFTER


def _opens_measures(text: str, number: Number) -> bool:
    """Whether the number is the first of measures and stands in the line that says so (整改措施：1.全面排查)."""
    if number.value != 1 or number.rule != _IN_LINES[0] or number.opens_line:
        return False
    line = text.rfind("\n", max(0, number.start - _NEAR), number.start) + 1
    return any(rule.pattern.fullmatch(text[line : number.start].strip()) for rule in outline_rules("measures"))


def _are_parts(text: str, run: list[Number], candidates: list[Number]) -> bool:
    """Whether most numbers of a run open a title sentence below a heading of the line, or what assigns."""
    first = run[0]
    at = bisect_left(candidates, first.start, key=attrgetter("start"))
    (titled,) = (rule.pattern for rule in outline_rules("titled"))
    above = first.opens_line or (at > 0 and _heads(text, candidates[at - 1], first))
    if above and 2 * sum(titled.match(text, one.end) is not None for one in run) > len(run):
        return True
    if first.rule != _IN_LINES[0]:
        return False
    ends = [*(one.start for one in run[1:]), _line_end(text, run[-1].end)]
    assigning = [_assigns(text[one.end : end]) for one, end in zip(run, ends, strict=True)]
    return 2 * sum(assigning) > len(run)


def _heads(text: str, heading: Number, first: Number) -> bool:
    """Whether a larger number opens the line and nothing but its short title stands before the first of a run."""
    title = text[heading.end : first.start]
    return heading.opens_line and heading.level < first.level and len(title) <= _HEADED and not _BREAKS.search(title)


def _is_next(text: str, number: Number, following: Number) -> bool:
    """Whether the number stands in the same line, behind the end of a sentence or a bracket."""
    near = following.start - number.end < _LONG_LINE and "\n" not in text[number.end : following.start]
    return near and text[following.start - 1] in _AFTER


def _line_end(text: str, place: int) -> int:
    end = text.find("\n", place, place + _LONG_LINE)
    return end if end >= 0 else min(len(text), place + _LONG_LINE)


def _assigns(words: str) -> bool:
    return any(rule.pattern.search(words) for rule in outline_rules("statement"))


def _candidates(text: str, rule: Rule) -> list[Number]:
    found = []
    for match in rule.finditer(text):
        value = parse_number(match["value"])
        opens_line = _opens_line(text, match.start())
        if value is None or not (opens_line or rule.more.get("flowing")):
            continue
        found.append(
            Number(
                level=int(rule.more["level"]),
                value=value,
                start=match.start(),
                end=match.end(),
                opens_line=opens_line,
                rule=rule.id,
            )
        )
    return found


def _opens_line(text: str, start: int) -> bool:
    while start > 0 and text[start - 1] in _BLANKS:
        start -= 1
    return start == 0 or text[start - 1] in "\n\r\f"


def _is_flowing(text: str, candidates: list[Number]) -> bool:
    """Whether headings stand in the middle of lines: most of the text is in very long lines, or none opens a line."""
    lines = text.split("\n")
    in_long_lines = sum(len(line) for line in lines if len(line) > _LONG_LINE)
    return in_long_lines > len(text) / 2 or not any(number.opens_line and number.level <= 5 for number in candidates)


class _Sequence:
    """Believes the candidates that carry their sequence on."""

    def __init__(self, text: str, *, flowing: bool, in_lines: Collection[Number] = ()) -> None:
        self._text, self._flowing, self._in_lines = text, flowing, in_lines
        self._last: dict[str, int] = {}  # rule → value of the last number
        self._inside: dict[str, int] = {}  # rule → its level, forgotten where a larger part begins
        self._accepted: list[Number] = []

    def accept(self, candidates: list[Number]) -> list[Number]:
        for index, number in enumerate(candidates):
            if self._believes(number) or self._begins_anew(number, candidates[index + 1 : index + _AHEAD]):
                self._accepted.append(number)
                self._last[number.rule] = number.value
                self._inside = {rule: level for rule, level in self._inside.items() if level <= number.level}
                self._inside[number.rule] = number.level
        return self._accepted

    def _believes(self, number: Number) -> bool:
        if self._accepted and number.start < self._accepted[-1].end:
            return False
        if number.level == 5 and _ANNEX_LIST.search(self._text, max(0, number.start - 320), number.start):
            return False
        last = self._last.get(number.rule, 0)
        if number.opens_line or number in self._in_lines:
            return number.value == 1 or last < number.value <= last + _GAP
        if not self._flowing:
            return False
        is_next = number.value == last + 1 or (number.value == 1 and number.rule not in self._inside)
        if self._stands_free(number):
            return is_next or (last > 0 and number.value == last + 2)
        return is_next and number.level == 2 and number.value > 1

    def _begins_anew(self, number: Number, following: Sequence[Number]) -> bool:
        """Whether 一、 opens another plan of a text without line breaks: 二、 follows before the old count goes on."""
        last = self._last.get(number.rule, 0)
        if not self._flowing or number.level != _PLAN_LEVEL or number.value != 1 or last < _COUNTED:
            return False
        same = (each for each in following if each.rule == number.rule and self._stands_free(each))
        after = next((each for each in same if each.value in (2, last + 1)), None)
        return self._stands_free(number) and after is not None and after.value == 2

    def _stands_free(self, number: Number) -> bool:
        """Behind the end of a sentence, or behind a heading that has none."""
        before = self._text[max(0, number.start - _NEAR) : number.start].rstrip()[-1:]
        if before in _AFTER:
            return True
        if not self._accepted:
            return False
        title = self._text[self._accepted[-1].end : number.start]
        return self._accepted[-1].level < number.level and len(title) <= 40 and not re.search(r"[。；;，,]", title)
