"""Targets in running text: measurable levels, changes and numbers to reach, with indicator, comparison and measure.

The text is read clause by clause, number by number. The first rule that reads the clause's next number as its value
wins; rules of kind ``none`` make a clause a report, a price or a threshold. A target just before lets the next
clause go on counting (培育3家……平台，20家……平台).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import cast

from extract.folding import Folded, fold, report_chapters
from extract.marks import Mark
from extract.records import Comparison, Target
from extract.rulebook import Rule, load_rules

_NUMBER = re.compile(r"(?<![A-Za-z\d.〔第×/“\-])\d+(?:,\d{3}(?!\d))*(?:\.\d+)?(?!\d|[年月日号]|\.\d)")
_NUMERAL = re.compile(r"(?<![A-Za-z\d.])\d+(?:\.\d+)?")
_CLAUSE_END = re.compile(r"[;:。!?\n]|(?<!\d),|,(?!\d{3}(?!\d))")
_SENTENCE_END = re.compile(r"[。;!?\n]")
_LONGEST_CLAUSE = 400
"""Characters behind a number within which its clause ends: a text without signs would be searched for each anew."""
_TITLE = re.compile(r"《[^《》\n]{1,80}》")
_LEAD_IN = re.compile(
    r"(?:(?:到|至)?20\d\d年(?:年?[底末])?前?|“?十[三四五六]五”?(?:期间|末)|到?“十[三四五六]五”末|年底前|\d{1,2}月底前|\d{1,2}[.、](?=[^\d])"
    r"|\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十]是|力争|争取|努力|确保|基本|逐步|全面|其中|并|且|要|年均|以上|左右|原则上|[、和及,)])+"
)
_VERBS = re.compile(r"(?:实现|推动|促使|使|完成|做到|保证|保障|推进|实施|将)+")
"""Words that lead in to a level or a change, but are the work itself where things are counted."""
_REGION = re.compile(
    r"全[市省区县州旗国](?:农村地区)?"
    r"|(?:位于)?[\u4e00-\u9fff(、)]{0,14}?建成区(?:范围内|及(?:周边)?城乡结合部|及周边|周边)?的?"
    r"|市区(?:\([^)]*\))?(?:及[\u4e00-\u9fff、]{2,12}?[市县区])?|(?:[\u4e00-\u9fff]{2,4}[市县区]、)+[\u4e00-\u9fff]{2,4}[市县区]"
    r"|农村地区|平原地区(?:、[\u4e00-\u9fff]{2,6}地)?|(?:中心|主)城区|重点区域"
)
_TAIL = re.compile(
    r"(?:(?:较|比)?20\d\d年[底末]?|(?:力争|确保)?(?:达到|优于)《.*|从20\d\d年第?\d+名?|分别|力争|确保|原则上|要|应|均|需|可|约|的|由|从)+$"
)
_SUBJECT = re.compile(r"(.{2,60}?)(?:力争|确保|达到|优于|控制|保持|稳定|,)")
_BARE = re.compile(r"(?:浓度|比例|占比|比重|覆盖率|总量|规模|面积|增速|平均值?|年均浓度)?")
_COMPLETE = ("%", "％")
_LONGEST_OBJECT = 40
_AHEAD = 60
"""How far behind its words a rule may look for what completes the work (2家建材企业……完成搬迁)."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A target in the folded text: the words, the rule, and the places of its value and measure."""

    start: int
    end: int
    rule: Rule
    match: re.Match[str]


def find_targets(text: str) -> list[Mark]:
    """The targets of the text in its order; a mark's label is the comparison that its rule stands for.

    >>> [mark.words("建成区清洁取暖覆盖率达到100%。") for mark in find_targets("建成区清洁取暖覆盖率达到100%。")]
    ['建成区清洁取暖覆盖率达到100%']
    """
    folded = fold(text)
    return [_mark(folded, found) for found in _find(folded.text)]


def read_targets(text: str, marks: Iterable[Mark]) -> list[Target]:
    """The marks as records without their tasks; a mark whose words name several numbers gives several records.

    The value is as printed, a range counts with its lower bound, 清零 is 0; 万 and 亿 stay in the unit.
    """
    folded = fold(text)
    records: list[Target] = []
    for mark in marks:
        start, end = folded.place(mark.start), folded.place(mark.end)
        rule = _by_id()[mark.rule]
        match = rule.pattern.search(folded.text, start, min(end + _AHEAD, len(folded.text)))
        if match is not None and match.start() < end:
            found = _Found(start, end, rule, match)
            records += _read(folded.text, mark, mark.words(text), found, records[-1] if records else None)
    return records


@functools.lru_cache(maxsize=4)
def _find(text: str) -> tuple[_Found, ...]:
    hidden = [*report_chapters(text), *(found.span() for found in _TITLE.finditer(text))]
    found: list[_Found] = []
    for start, end, numbers in _clauses(text):
        found += _of_clause(text, start, end, numbers, found[-1] if found else None)
    found = [_with_subject(text, item, found[:place]) for place, item in enumerate(found)]
    found += [
        zero for zero in _zeros(text) if not any(item.start < zero.end and zero.start < item.end for item in found)
    ]
    found = [item for item in found if not any(a <= item.start < b for a, b in hidden)]
    return tuple(sorted(found, key=lambda item: item.start))


def _clauses(text: str) -> Iterator[tuple[int, int, list[int]]]:
    """The clauses that hold numbers, with the places of these; a bracket's inside is a clause of its own."""
    start, end, numbers = 0, -1, list[int]()
    for number in _NUMBER.finditer(text):
        at = number.start()
        if at >= end:
            if numbers:
                yield start, end, numbers
            start, end = _clause_around(text, at, number.end())
            numbers = []
        numbers.append(at)
    if numbers:
        yield start, end, numbers


def _clause_around(text: str, at: int, number_end: int) -> tuple[int, int]:
    floor = max(0, at - 120)
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
    first = max(text.rfind(sign, max(0, start - 200), start) for sign in "。;!?\n") + 1
    ending = _SENTENCE_END.search(text, end, end + 200)
    return max(first, start - 200, 0), ending.start() if ending else min(len(text), end + 200)


def _of_clause(text: str, start: int, end: int, numbers: list[int], before: _Found | None) -> list[_Found]:
    """The targets of one clause; ``before`` is the last target, on which a clause just behind it may go on."""
    sentence = _sentence_around(text, start, end)
    for rule in _rules("none"):
        if rule.pattern.search(text, *(sentence if rule.more.get("within") == "sentence" else (start, end))):
            return []
    found: list[_Found] = []
    at = start
    for number in numbers:
        if number < at:
            continue
        going_on = before is not None and 0 <= at - before.end <= 1
        item = _first(text, at, end, number, going_on=going_on)
        if item is not None:
            found.append(item)
            before, at = item, item.end
    return found


def _first(text: str, at: int, end: int, number: int, *, going_on: bool) -> _Found | None:
    kinds = ("level", "change", "share", "count", "more") if going_on else ("level", "change", "share", "count")
    begins = (number, at) if text[number - 1] == "等" else (at,)
    for begin in begins:
        for rule in (rule for kind in kinds for rule in _rules(kind)):
            match = rule.pattern.match(text, begin, end)
            if match and _value_place(match) == number:
                return _trimmed(text, end, rule, match)
    return None


def _behind_lead_in(text: str, start: int, end: int, rule: Rule) -> int:
    """Where the target begins: behind 到2025年，力争 and the like, before what it is about."""
    leads = (_LEAD_IN, _VERBS, _LEAD_IN) if rule.kind in ("level", "change", "share", "zero") else (_LEAD_IN,)
    for lead in leads:
        found = lead.match(text, start, end)
        start = found.end() if found else start
    return start


def _with_subject(text: str, item: _Found, before: list[_Found]) -> _Found:
    """A bare 浓度控制在 reaches back over the clause before it, which says whose it is, unless that is a target."""
    if item.rule.kind != "level" or not _BARE.fullmatch(item.match["indicator"]):
        return item
    comma = item.start - 1
    start = max(text.rfind(sign, 0, comma) for sign in ",;:。\n") + 1 if comma > 0 and text[comma] == "," else comma
    if start >= comma or comma - start > 60 or (before and before[-1].end > start):
        return item
    return replace(item, start=_behind_lead_in(text, start, item.start, item.rule))


def _value_place(match: re.Match[str]) -> int:
    return match.start("values" if "values" in match.re.groupindex else "value")


def _trimmed(text: str, end: int, rule: Rule, match: re.Match[str]) -> _Found:
    """The match without what leads in, and with an object that ends before the next counted thing."""
    start = _behind_lead_in(text, match.start(), _value_place(match), rule)
    last = match.end()
    if "object" in match.re.groupindex and match["object"] is not None:
        last = min(last, match.start("object") + _LONGEST_OBJECT)
        following = _NUMBER.search(text, match.start("object"), end)
        if following is not None and following.start() < last + 8:
            cut = text.rfind("、", match.start("object"), following.start())
            last = min(last, cut) if cut >= 0 else match.start("object") if rule.kind == "share" else last
    return _Found(start, last, rule, match)


def _zeros(text: str) -> Iterator[_Found]:
    for rule in _rules("zero"):
        at = text.find("清零")
        while at >= 0:
            floor = max([max(0, at - 40), *(text.rfind(sign, 0, at) + 1 for sign in ",;:。\n前")])
            match = rule.pattern.search(text, floor, at + 3)
            if match and match.end() > at and match["indicator"]:
                yield _Found(_behind_lead_in(text, match.start(), at, rule), match.end(), rule, match)
            at = text.find("清零", at + 2)


@functools.cache
def _rules(kind: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in load_rules("targets") if rule.kind == kind)


@functools.cache
def _by_id() -> dict[str, Rule]:
    return {rule.id: rule for rule in load_rules("targets")}


def _mark(folded: Folded, found: _Found) -> Mark:
    start, end = folded.span(found.start, found.end)
    return Mark(start=start, end=end, rule=found.rule.id, label=str(found.rule.more["op"]))


def _read(text: str, mark: Mark, words: str, found: _Found, before: Target | None) -> Iterator[Target]:
    groups = found.match.groupdict()
    indicator, region = _indicator(found, groups, before)
    if groups.get("values"):
        pairs = [(value, _unit_behind(groups["values"], place)) for place, value in _numerals(groups["values"])]
    else:
        pairs = [(_number(groups.get("value")), groups.get("unit"))]
    last_unit = pairs[-1][1]
    names = _names(indicator, len(pairs), each=found.rule.id.endswith("of_each"))
    if found.rule.id.endswith("of_each"):
        pairs = pairs * len(names)
    for name, (value, unit) in zip(names, pairs, strict=True):
        yield Target(
            task=None,
            text=words,
            start=mark.start,
            end=mark.end,
            indicator=name,
            op=_comparison(found.rule, value, unit or last_unit, groups.get("bound")),
            value=value,
            unit=unit or last_unit,
            region=region,
            found_by=mark.rule,
        )


def _numerals(values: str) -> list[tuple[int, float]]:
    return [(found.end(), _number(found.group())) for found in _NUMERAL.finditer(values)]


def _unit_behind(values: str, place: int) -> str | None:
    found = re.match(r"[^、,和及\d]+\d?", values[place:])
    return found.group() if found else None


def _number(printed: str | None) -> float:
    value = float(printed.replace(",", "")) if printed else 0.0
    return int(value) if value.is_integer() else value


def _names(indicator: str, count: int, *, each: bool) -> list[str]:
    """One indicator per number: the listed names where they are as many, else the whole for each."""
    listed = re.split(r"[、和及]", indicator)
    if each:
        return listed
    return listed if len(listed) == count and count > 1 else [indicator] * count


def _comparison(rule: Rule, value: float, unit: str | None, bound: str | None) -> Comparison:
    op = str(rule.more["op"])
    if op in ("=", "<=") and bound == "以上":
        op = ">="
    elif op in ("=", ">=") and bound in ("以内", "以下", "之内"):
        op = "<="
    elif op == ">=" and value == 100 and unit in _COMPLETE:
        op = "="  # more than all there is cannot be reached
    return cast(Comparison, op)


def _object(found: _Found) -> str:
    """The things counted, as far as the target's words reach."""
    if not found.match.groupdict().get("object"):
        return ""
    return found.match.string[found.match.start("object") : min(found.match.end("object"), found.end)]


def _indicator(found: _Found, groups: dict[str, str | None], before: Target | None) -> tuple[str, str | None]:
    """The indicator without lead-in and region; the previous target's where the words name none (控制在5天以内)."""
    words = (groups.get("indicator") or "") + _object(found)
    if _BARE.fullmatch(words) and found.match.start() > found.start:
        subject = _SUBJECT.match(found.match.string, found.start, found.match.start())
        words = subject[1] if subject else words
    words = words[_behind_lead_in(words, 0, len(words), found.rule) :] or words
    region = _REGION.match(words)
    place = region.group().rstrip("的") if region else None
    name = words[region.end() :] if region else words
    name = _TAIL.sub("", name.strip(" ,、的"))
    if found.rule.kind == "zero":
        name = re.sub(r"^实施|(?:动态|基本|全面|全部)+$", "", name)
    if found.rule.id == "target.level.rank":
        name += "排名"
    if not name and before is not None:
        name = before.indicator
    return name or words or found.match.group(), place
