"""Targets in running text: measurable levels, changes and numbers to reach, with indicator, comparison and measure.

The text is read clause by clause, number by number. The first rule that reads the clause's next number as its value
wins; rules of kind ``none`` make a clause, its sentence or their own words a report, a price or a threshold. A target
just before lets the next clause go on counting (培育3家……平台，20家……平台), a goal in front of it lets it name a bare
number (到2025年，……示范项目10个). What the found words mean is read in :mod:`extract.measuring.targetreading`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from extract.measuring.targetclauses import NUMBER, Clause, clauses, hidden, may_match, rules_of
from extract.measuring.targetreading import FoundTarget, behind_lead_in, is_bare, is_past, read_found
from extract.records import Target
from extract.rulebook import Rule, load_pattern
from extract.text.folding import Folded, fold
from extract.text.marks import Mark
from extract.text.stretches import merged, touches

_LONGEST_OBJECT = 40
_LONGEST_SUBJECT = 60
"""Characters of the clause before a bare level that says whose it is."""
_QUOTE = re.compile("[“”]")
_BEHIND = 90
"""Characters behind a number in which the words of its target end."""
_DOING = 4
"""Characters before a value in words in which its verb stands (压减三分之一)."""
_AMONG = 6
_LEAD = 24
"""Characters before a clause in which the goal stands that it goes on from (到2025年，)."""


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
    untold = merged(hidden(text))
    found: list[FoundTarget] = []
    for clause in clauses(text):
        found += _of_clause(text, clause, found[-1] if found else None)
    befores = [None, *found]
    found = [_with_subject(text, item, before) for item, before in zip(found, befores, strict=False)]
    taken = merged((item.start, item.end) for item in found)
    found += [word for word in _words(text) if not touches(word.start, word.end, taken)]
    found = [item for item in found if not touches(item.value_at, item.value_at + 1, untold)]
    return tuple(sorted(found, key=lambda item: item.start))


def _of_clause(text: str, clause: Clause, before: FoundTarget | None) -> list[FoundTarget]:
    """The targets of one clause; ``before`` is the last target, on which a clause just behind it may go on."""
    led = load_pattern("targets", "target.words.goal").search(text, max(0, clause.start - _LEAD), clause.start)
    found: list[FoundTarget] = []
    at = clause.start
    for number in clause.numbers:
        if number < at:
            continue
        kinds = ["level", "change", "share", "count"]
        kinds += ["more"] if before is not None and _goes_on(text, before.end, at) else []
        kinds += ["led"] if led else []
        item = _first(text, at, clause, number, kinds)
        if item is not None:
            found.append(item)
            before, at = item, item.end
    return found


def _goes_on(text: str, end: int, at: int) -> bool:
    """Whether what starts there goes on counting behind a target: next to it, or behind 其中:."""
    among = load_pattern("targets", "target.words.among")
    return 0 <= at - end <= 1 or (1 < at - end < _AMONG and among.fullmatch(text, end, at) is not None)


def _first(text: str, at: int, clause: Clause, number: int, kinds: list[str]) -> FoundTarget | None:
    begins = (number, at) if text[number - 1] == "等" else (at,)
    for begin in begins:
        words = text[begin : min(number + _BEHIND, clause.end)]
        for rule in (rule for kind in kinds for rule in rules_of(kind)):
            match = rule.pattern.match(text, begin, clause.end) if may_match(rule, words) else None
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
    rules = [rule for kind in behind for rule in rules_of(kind)] if item.rule.kind in ("level", "change") else []
    if any(rule.pattern.match(text, item.end) for rule in rules):
        return True
    counted = item.match.start("object") if item.group("object") else item.end
    kinds = ("object", "sized") if item.rule.kind in ("count", "more", "led") else ("object",)
    refusing = (rule for kind in kinds for rule in rules_of(kind))
    if any(rule.pattern.match(text, counted, counted + _LONGEST_OBJECT) for rule in refusing):
        return True
    return is_bare(item)


def _with_subject(text: str, item: FoundTarget, before: FoundTarget | None) -> FoundTarget:
    """A bare 浓度控制在 reaches back over the clause before it, which says whose it is, unless that is a target."""
    bare = load_pattern("targets", "target.words.bare")
    if item.rule.kind != "level" or (item.group("indicator") and not bare.fullmatch(item.group("indicator"))):
        return item
    comma = item.match.start() - 1
    if comma < 0 or text[comma] != ",":
        return item
    floor = max(0, comma - _LONGEST_SUBJECT - 1)
    start = max(text.rfind(sign, floor, comma) for sign in ",;:。\n") + 1
    if (start == 0 < floor) or start == comma or (before is not None and before.end > start):
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
        following = NUMBER.search(text, match.start("object"), end)
        if following is not None and following.start() < last + 8:
            last = min(last, _before_next(text, match.start("object"), following.start(), rule, last))
    return FoundTarget(start, last, _value_place(match), rule, match)


def _before_next(text: str, start: int, number: int, rule: Rule, last: int) -> int:
    """Where an object ends that another number follows: before its level (…比重|达到70%), or before the next thing."""
    if rule.kind == "share":
        reaching = load_pattern("targets", "target.words.reaching").search(text, start, number)
        if reaching:
            return reaching.start()
    cut = number - 1 if text[number - 1] in "和及与" else text.rfind("、", start, number)
    return cut if cut >= 0 else start if rule.kind == "share" else last


def _words(text: str) -> Iterator[FoundTarget]:
    """Values in words: 清零, 翻一番, 九成以上."""
    for rule in rules_of("word"):
        for anchor in rule.more["anchors"]:
            at = text.find(anchor)
            while at >= 0:
                match = _around(text, rule, at)
                if match is not None:
                    start = behind_lead_in(text, match.start(), match.start("word"), rule)
                    yield FoundTarget(start, match.end(), match.start("word"), rule, match)
                at = text.find(anchor, max(at + len(anchor), match.end() if match else 0))


def _around(text: str, rule: Rule, at: int) -> re.Match[str] | None:
    """The rule's match on the value in words that stands there: from its clause's begin, or a quotation mark in it."""
    if not may_match(rule, text[max(0, at - _DOING) : at + _LONGEST_OBJECT]):
        return None
    near = max(0, at - _LONGEST_OBJECT)
    floor = max([near, *(text.rfind(sign, near, at) + 1 for sign in ",;:。\n前")])
    quoted = (found.end() if found.group() == "”" else found.start() for found in _QUOTE.finditer(text, floor, at))
    for start in (floor, *quoted):
        match = rule.pattern.match(text, start, at + 2 * _LONGEST_OBJECT)
        if match and match.start("word") <= at < match.end("word"):
            return match
    return None


def _mark(folded: Folded, found: FoundTarget) -> Mark:
    start, end = folded.span(found.start, found.end)
    return Mark(start=start, end=end, rule=found.rule.id, label=str(found.rule.more["op"]))
