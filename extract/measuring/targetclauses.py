"""The clauses in which targets are looked for: those that hold numbers, without reports, prices and conditions.

A text is walked once from its beginning to its end, and every look around a number is bounded, so that a text without
signs, or of nothing but numbers, is read as fast as any other.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.rulebook import Rule, load_rules
from extract.text.folding import report_chapters
from extract.text.stretches import Stretch

NUMBER = re.compile(  # its first digit is looked for first: what stands before and behind is asked only there
    r"\d(?<![A-Za-z\d.〔第×/“\-]\d)"
    r"(?:\d{0,11}+(?:,\d{3}(?!\d)){0,4}+(?:\.\d{1,6}+)?(?!\d|[年月日号]|[.:]\d)|\d{0,8}+\.\d{1,6}+(?=年)"
    r"|(?<=[减短缩][至到]\d)\d{0,2}+(?=日))"  # a time that gets shorter (压缩至10日), not a day of the month
)
_SAYING = re.compile(r"[\u3400-\u9fff≥≤<>=“]")
_MEASURING = re.compile(r"[\u3400-\u9fff%‰℃㎡A-Za-zμ/—~\-+]")
_CLAUSE_END = re.compile(r"[;:。!?\n]|(?<!\d),|,(?!\d{3}(?!\d))")
_SENTENCE_END = re.compile(r"[。;!?\n]")
_TITLE = re.compile(r"《[^《》\n]{1,80}》")
_LONGEST_CLAUSE = 400
"""Characters behind a number within which its clause ends: a text without signs would be searched for each anew."""
_LONGEST_SENTENCE = 500
_BEFORE = 120
"""Characters before a number within which its clause begins."""
_BEHIND = 120
"""Characters of the clause behind its first number that are read."""
_MOST_UNENDED = 20
"""Clauses without a sign before them in a row that are read: what goes on without any is no text of sentences."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of the folded text, the places of its numbers, and the rules that forbid some measures in it."""

    start: int
    end: int
    numbers: tuple[int, ...]
    limits: tuple[Rule, ...] = ()


@functools.cache
def rules_of(kind: str) -> tuple[Rule, ...]:
    """The rules for targets of one kind, in the order of their file."""
    return tuple(rule for rule in load_rules("targets") if rule.kind == kind)


def may_match(rule: Rule, words: str) -> bool:
    """Whether one of the words that the rule cannot do without is there; spares most rules their search."""
    needed = _needed().get(rule.id)
    return needed is None or needed.search(words) is not None


@functools.cache
def _needed() -> dict[str, re.Pattern[str]]:
    """For each rule that has such words, the pattern of one of them."""
    rules = (rule for rule in load_rules("targets") if "has" in rule.more)
    return {rule.id: re.compile("|".join(map(re.escape, rule.more["has"]))) for rule in rules}


def hidden(text: str) -> Iterator[Stretch]:
    """Stretches in which no number is a target: chapters that report, titles of documents, prices and conditions."""
    yield from report_chapters(text)
    yield from (found.span() for found in _TITLE.finditer(text))
    for rule in _hiding("words"):
        if may_match(rule, text):
            yield from (found.span() for found in rule.pattern.finditer(text))


def clauses(text: str) -> Iterator[Clause]:
    """The clauses that hold numbers and may hold targets; a bracket's inside is a clause of its own."""
    sentences = _Sentences(text)
    start, end, numbers, unended = 0, -1, list[int](), 0
    for number in NUMBER.finditer(text):
        at, behind = number.span()
        if not (_SAYING.match(text, at - 1) if at else False) and not _MEASURING.match(text, behind):
            continue  # a bare number in a list or a heading
        if at >= end:
            yield from _allowed(text, start, end, numbers, sentences)
            start, end = _clause_around(text, at, behind)
            unended = unended + 1 if at - start >= _BEFORE else 0
            numbers = []
        if unended <= _MOST_UNENDED:
            numbers.append(at)
    yield from _allowed(text, start, end, numbers, sentences)


class _Sentences:
    """The sentences of a text, asked for in its order, each judged once by the rules that hide a whole sentence."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.start = self.end = 0
        self.rules: tuple[Rule, ...] = ()

    def reach(self, place: int) -> None:
        """Goes on to the sentence that holds the place."""
        if place < self.end:
            return
        while self.end <= place:
            self.start = self.end
            farthest = min(self.start + _LONGEST_SENTENCE, len(self._text))
            ending = _SENTENCE_END.search(self._text, self.start, farthest)
            self.end = ending.end() if ending else max(farthest, self.start + 1)
        words = self.words()
        found = (rule for rule in _hiding("sentence") if may_match(rule, words))
        self.rules = tuple(rule for rule in found if rule.pattern.search(self._text, self.start, self.end))

    def words(self) -> str:
        return self._text[self.start : self.end]


@functools.cache
def _hiding(what: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in rules_of("none") if rule.more.get("hides", "clause") == what)


def _allowed(text: str, start: int, end: int, numbers: Sequence[int], sentences: _Sentences) -> Iterator[Clause]:
    """The clause, unless a rule of kind none forbids all numbers in it."""
    if not numbers:
        return
    sentences.reach(start)
    words = text[start:end]
    found = [rule for rule in _hiding("clause") if may_match(rule, words) and rule.pattern.search(text, start, end)]
    found = [rule for rule in (*sentences.rules, *found) if not _lifted(rule, sentences)]
    if all("measures" in rule.more for rule in found):
        yield Clause(start, end, tuple(numbers), tuple(found))


def _lifted(rule: Rule, sentences: _Sentences) -> bool:
    return "unless" in rule.more and re.search(rule.more["unless"], sentences.words()) is not None


def _clause_around(text: str, at: int, number_end: int) -> Stretch:
    start = max(0, at - _BEFORE)
    for ending in _CLAUSE_END.finditer(text, start, at):
        start = ending.end()
    farthest = min(number_end + _LONGEST_CLAUSE, len(text))
    closing = _CLAUSE_END.search(text, number_end, farthest)
    end = closing.start() if closing else farthest
    opened = text.rfind("(", start, at)
    if opened >= 0 and ")" not in text[opened:at]:
        shut = text.find(")", at, end + 40)
        return opened + 1, shut if shut >= 0 else end
    return start, min(end, number_end + _BEHIND)
