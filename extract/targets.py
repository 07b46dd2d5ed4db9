"""Targets in running text: measurable levels, changes and numbers to reach, with indicator, comparison and measure.

The text is read clause by clause, number by number. The first rule that reads the clause's next number as its value
wins; rules of kind ``none`` make a clause, its sentence or their own words a report, a price or a threshold. A target
just before lets the next clause go on counting (培育3家……平台，20家……平台), a goal in front of it lets it name a bare
number (到2025年，……示范项目10个). What the found words mean is read in :mod:`extract.targetreading`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from extract.folding import Folded, fold, report_chapters
from extract.marks import Mark
from extract.records import Target
from extract.rulebook import Rule, load_pattern, load_rules
from extract.stretches import merged, touches
from extract.targetreading import FoundTarget, behind_lead_in, is_bare, is_past, read_found

_NUMBER = re.compile(
    r"(?<![A-Za-z\d.〔第×/“\-])(?:\d+(?:,\d{3}(?!\d))*(?:\.\d+)?(?!\d|[年月日号]|[.:]\d)|\d+\.\d+(?=年))"
)
_CLAUSE_END = re.compile(r"[;:。!?\n]|(?<!\d),|,(?!\d{3}(?!\d))")
_SENTENCE_END = re.compile(r"[。;!?\n]")
_SENTENCE_SIGNS = "。;!?\n"
_LONGEST_CLAUSE = 400
"""Characters behind a number within which its clause ends: a text without signs would be searched for each anew."""
_TITLE = re.compile(r"《[^《》\n]{1,80}》")
_LONGEST_OBJECT = 40
_BEFORE = 120
"""Characters before a number within which its clause begins."""
_MOST_UNENDED = 20
"""Clauses without a sign before them in a row that are read: what goes on without any is no text of sentences."""
_LEAD = 24
"""Characters before a clause in which the goal stands that it goes on from (到2025年，)."""


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause of the folded text, the places of its numbers, and the rules that forbid some measures in it."""

    start: int
    end: int
    numbers: tuple[int, ...]
    limits: tuple[Rule, ...] = ()


def find_targets(text: str) -> list[Mark]:
    """The targets of the text in its order; a mark's label is the comparison that its rule stands for.

    >>> [mark.words("建成区清洁取暖覆盖率达到100%。") for mark in find_targets("建成区清洁取暖覆盖率达到100%。")]
    ['建成区清洁取暖覆盖率达到100%']
    """
    folded = fold(text)
    return [_mark(folded, found) for found in _find(folded.text)]


def read_targets(text: str, marks: Iterable[Mark], *, year: int | None = None) -> list[Target]:
    """The marks as records without their tasks; a mark whose words name several numbers gives several records.

    The value is as printed, a range counts with its lower bound, 清零 is 0; 万 and 亿 stay in the unit. What was to
    be reached before the plan's ``year`` is past and no target.
    """
    folded = fold(text)
    found = {(item.start, item.end): item for item in _find(folded.text)}
    records: list[Target] = []
    for mark in marks:
        item = found.get((folded.place(mark.start), folded.place(mark.end - 1) + 1))
        if item is not None and not is_past(folded.text, item, year):
            records += read_found(folded.text, mark, mark.words(text), item, records[-1] if records else None)
    return records


@functools.lru_cache(maxsize=4)
def _find(text: str) -> tuple[FoundTarget, ...]:
    hidden = merged(_hidden(text))
    found: list[FoundTarget] = []
    for clause in _clauses(text):
        found += _of_clause(text, clause, found[-1] if found else None)
    found = [_with_subject(text, item, found[:place][-1:]) for place, item in enumerate(found)]
    taken = merged((item.start, item.end) for item in found)
    found += [word for word in _words(text) if not touches(word.start, word.end, taken)]
    found = [item for item in found if not touches(item.value_at, item.value_at + 1, hidden)]
    return tuple(sorted(found, key=lambda item: item.start))


def _hidden(text: str) -> Iterator[tuple[int, int]]:
    """Stretches in which no number is a target: chapters that report, titles of documents, prices and conditions."""
    yield from report_chapters(text)
    yield from (found.span() for found in _TITLE.finditer(text))
    for rule in _rules("none"):
        if rule.more.get("hides") == "words":
            yield from (found.span() for found in rule.pattern.finditer(text))


def _clauses(text: str) -> Iterator[_Clause]:
    """The clauses that hold numbers and may hold targets; a bracket's inside is a clause of its own."""
    start, end, numbers, unended = 0, -1, list[int](), 0
    for number in _NUMBER.finditer(text):
        at = number.start()
        if at >= end:
            yield from _allowed(text, start, end, numbers)
            start, end = _clause_around(text, at, number.end())
            unended = unended + 1 if at - start >= _BEFORE else 0
            numbers = []
        if unended <= _MOST_UNENDED:
            numbers.append(at)
    yield from _allowed(text, start, end, numbers)


def _allowed(text: str, start: int, end: int, numbers: list[int]) -> Iterator[_Clause]:
    """The clause, unless a rule of kind none forbids all numbers in it."""
    if not numbers:
        return
    sentence = _sentence_around(text, start, end)
    limits = []
    for rule in _rules("none"):
        hides = rule.more.get("hides", "clause")
        if hides == "words" or not rule.pattern.search(text, *(sentence if hides == "sentence" else (start, end))):
            continue
        if "unless" in rule.more and re.search(rule.more["unless"], text[sentence[0] : sentence[1]]):
            continue
        if "measures" not in rule.more:
            return
        limits.append(rule)
    yield _Clause(start, end, tuple(numbers), tuple(limits))


def _clause_around(text: str, at: int, number_end: int) -> tuple[int, int]:
    floor = max(0, at - _BEFORE)
    start = floor
    for ending in _CLAUSE_END.finditer(text, floor, at):
        start = ending.end()
    farthest = min(number_end + _LONGEST_CLAUSE, len(text))
    closing = _CLAUSE_END.search(text, number_end, farthest)
    end = closing.start() if closing else farthest
    opened = text.rfind("(", start, at)
    if opened >= 0 and ")" not in text[opened:at]:
        shut = text.find(")", at, end + 40)
        return opened + 1, shut if shut >= 0 else end
    return start, min(end, number_end + 120)


def _sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    first = max(text.rfind(sign, max(0, start - 200), start) for sign in _SENTENCE_SIGNS) + 1
    ending = _SENTENCE_END.search(text, end, end + 200)
    return max(first, start - 200, 0), ending.start() if ending else min(len(text), end + 200)


def _of_clause(text: str, clause: _Clause, before: FoundTarget | None) -> list[FoundTarget]:
    """The targets of one clause; ``before`` is the last target, on which a clause just behind it may go on."""
    led = load_pattern("targets", "target.words.goal").search(text, max(0, clause.start - _LEAD), clause.start)
    found: list[FoundTarget] = []
    at = clause.start
    for number in clause.numbers:
        if number < at:
            continue
        kinds = ["level", "change", "share", "count"]
        kinds += ["more"] if before is not None and 0 <= at - before.end <= 1 else []
        kinds += ["led"] if led else []
        item = _first(text, at, clause, number, kinds)
        if item is not None:
            found.append(item)
            before, at = item, item.end
    return found


def _first(text: str, at: int, clause: _Clause, number: int, kinds: list[str]) -> FoundTarget | None:
    begins = (number, at) if text[number - 1] == "等" else (at,)
    for begin in begins:
        for rule in (rule for kind in kinds for rule in _rules(kind)):
            match = rule.pattern.match(text, begin, clause.end)
            if match and _value_place(match) == number:
                item = _trimmed(text, clause.end, rule, match)
                if not _refused(text, item, clause.limits):
                    return item
    return None


def _refused(text: str, item: FoundTarget, limits: tuple[Rule, ...]) -> bool:
    """Whether what follows, what is counted, or the measure makes it a condition, a list of topics or a price."""
    unit = item.group("unit") or item.group("values")
    if any(re.search(rule.more["measures"], unit) for rule in limits):
        return True
    behind = ("after",) if unit or item.group("bound") else ("after", "unmeasured")
    rules = [rule for kind in behind for rule in _rules(kind)] if item.rule.kind in ("level", "change") else []
    if any(rule.pattern.match(text, item.end) for rule in rules):
        return True
    counted = item.match.start("object") if item.group("object") else item.end
    if any(rule.pattern.match(text, counted, counted + _LONGEST_OBJECT) for rule in _rules("object")):
        return True
    return is_bare(item)


def _with_subject(text: str, item: FoundTarget, before: list[FoundTarget]) -> FoundTarget:
    """A bare 浓度控制在 reaches back over the clause before it, which says whose it is, unless that is a target."""
    bare = load_pattern("targets", "target.words.bare")
    if item.rule.kind != "level" or (item.group("indicator") and not bare.fullmatch(item.group("indicator"))):
        return item
    comma = item.match.start() - 1
    start = max(text.rfind(sign, 0, comma) for sign in ",;:。\n") + 1 if comma > 0 and text[comma] == "," else comma
    if start >= comma or comma - start > 60 or (before and before[-1].end > start):
        return item
    return replace(item, start=behind_lead_in(text, start, item.start, item.rule))


def _value_place(match: re.Match[str]) -> int:
    return match.start("values" if "values" in match.re.groupindex else "value")


def _trimmed(text: str, end: int, rule: Rule, match: re.Match[str]) -> FoundTarget:
    """The match without what leads in, and with an object that ends before the next counted thing."""
    start = behind_lead_in(text, match.start(), _value_place(match), rule)
    last = match.end()
    if "object" in match.re.groupindex and match["object"] is not None:
        last = min(last, match.start("object") + _LONGEST_OBJECT)
        following = _NUMBER.search(text, match.start("object"), end)
        if following is not None and following.start() < last + 8:
            last = min(last, _before_next(text, match.start("object"), following.start(), rule, last))
    return FoundTarget(start, last, _value_place(match), rule, match)


def _before_next(text: str, start: int, number: int, rule: Rule, last: int) -> int:
    """Where an object ends that another number follows: before its level (…比重|达到70%), or before the next thing."""
    if rule.kind == "share":
        reaching = load_pattern("targets", "target.words.reaching").search(text, start, number)
        if reaching:
            return reaching.start()
    cut = text.rfind("、", start, number)
    return cut if cut >= 0 else start if rule.kind == "share" else last


def _words(text: str) -> Iterator[FoundTarget]:
    """Values in words: 清零, 翻一番, 九成以上."""
    for rule in _rules("word"):
        for anchor in rule.more["anchors"]:
            at = text.find(anchor)
            while at >= 0:
                near = max(0, at - _LONGEST_OBJECT)
                floor = max([near, *(text.rfind(sign, near, at) + 1 for sign in ",;:。\n前")])
                match = rule.pattern.search(text, floor, at + _LONGEST_OBJECT)
                if match and match.start("word") <= at < match.end():
                    start = behind_lead_in(text, match.start(), match.start("word"), rule)
                    yield FoundTarget(start, match.end(), match.start("word"), rule, match)
                at = text.find(anchor, at + len(anchor))


@functools.cache
def _rules(kind: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in load_rules("targets") if rule.kind == kind)


def _mark(folded: Folded, found: FoundTarget) -> Mark:
    start, end = folded.span(found.start, found.end)
    return Mark(start=start, end=end, rule=found.rule.id, label=str(found.rule.more["op"]))
