"""Deadlines in running text: where they stand (find), and which days they mean there (read).

A rule of kind ``none`` hides what stands inside its words (titles, document numbers, base years); of the rest the
longest words win. A value behind a label (完成时限：) is a deadline in whatever words it comes.
"""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import cast

from extract.folding import Folded, fold, report_chapters
from extract.marks import Mark
from extract.records import Deadline, DeadlineKind, Issue
from extract.rulebook import Rule, load_rules
from extract.stretches import merged, touches
from extract.times import Period, as_kind, parse_deadline

_BACK = 48
_LISTED = re.compile(
    r"(?:(?:20\d\d年)?(?<!\d)(?:1[0-2]|0?[1-9])月(?:3[01]|[12]\d|0?[1-9])日[、,])+(?=(?:20\d\d年)?\d{1,2}月\d{1,2}日前)"
)
_VALUE = re.compile(r"(?:(?!来源|附件|[一二三四五六七八九十]{1,3}、|(?:牵头|责任|配合)单位)[^。;)\n,]){1,24}")
_GUARDS = {
    "0123456789": r"(?<!\d)[0-9](?=\d{0,3}[年月日天个小分季周工—~至到-])",
    "今本当明次翌": r"[今本当明次翌](?=年)",
    "到至": r"[到至](?=[\d今本当明次翌“十上下一二三四第少])",
    "一二三四": r"[一二三四](?=[季月周年])",
    "上下": r"[上下](?=半年)",
    "(": r"\((?=20)",
    "自从": r"[自从](?=[\d今])",
    "较比与以同相": r"[较比与以同相](?=[较比之于]{0,2}(?:20|19)\d\d年)",
}
"""What must stand around a first character before any rule is tried there: most of these characters begin no date."""
_DAMAGED = re.compile(r"(?:(?<![\d.〔(])\d{3,4}日前?|(?<![\d一-龥])年?月(?:日|底)?前)\Z")
_DAMAGED_END = re.compile(r"[日底月]前|\d日(?=、)")
_AMBIGUOUS = re.compile(r"(?<!\d)20\d\d年(?:之前|以前|前)(?!期|[^,;。]{0,6}的)")
_RUN_TOGETHER = re.compile(r"(?<!\d)20\d{4,6}日|(?<!\d)到年,")
_TIME_COLUMN = re.compile(r"\n(?:(?:完成|整改|办结)(?:时限|期限|时间)|时间节点|时限(?:要求)?|进度安排|时间要求)(?=\n)")
_SENTENCE = re.compile(r"[。！？!?\n]")


def find_deadlines(text: str) -> list[Mark]:
    """The deadlines of the text in its order; a mark's label is the kind (by, during, recurring, from, point).

    >>> [mark.words("力争10月底前散煤基本清零") for mark in find_deadlines("力争10月底前散煤基本清零")]
    ['10月底前']
    """
    folded = fold(text)
    found = list(_matches(folded.text))
    none = ((start, end) for start, end, rule, _ in found if rule.kind == "none")
    hidden = merged((*none, *report_chapters(folded.text)))
    kept = [item for item in found if item[2].kind != "none" and not touches(item[0], item[1], hidden)]
    kept += [
        (start, end, _rule("deadline.by.day"), "by")
        for start, end in _listed(folded.text)
        if not touches(start, end, hidden)
    ]
    return [_mark(folded, *item) for item in _longest(_label_values(folded.text, kept))]


def find_column_deadlines(text: str, start: int, end: int) -> list[Mark]:
    """The deadlines of a cell ``text[start:end]`` below a head such as 完成时限, in whatever words they come.

    >>> [mark.label for mark in find_column_deadlines("2026年6月", 0, 7)]
    ['by']
    """
    label = "完成时限："
    shift = start - len(label)
    marks = find_deadlines(label + text[start:end])
    return [
        Mark(start=mark.start + shift, end=mark.end + shift, rule=mark.rule, label=mark.label)
        for mark in marks
        if mark.start >= len(label)
    ]


def read_deadlines(text: str, marks: Iterable[Mark], *, year: int | None) -> list[Deadline]:
    """The marks as records without their tasks; ``year`` is the plan's.

    A year that the words leave out is that of the previous date in the sentence, else the plan's. What lies before
    the plan (2019年未按要求完成整治的企业) is no deadline and left out.
    """
    records: list[Deadline] = []
    carried, sentence = year, 0
    for mark in marks:
        if _SENTENCE.search(text, sentence, mark.start):
            carried = year
        sentence = mark.end
        words = mark.words(text)
        kind = cast(DeadlineKind, mark.label)
        period = _parsed(words, kind, _known_year(words, carried, year)) or _in_words(words, kind)
        day = period.last_day or period.first_day
        if day is not None and kind != "recurring":
            carried = day.year
        if not _is_past(period, kind, year):
            records.append(_record(mark, words, period))
    return records


def find_damaged_dates(text: str) -> list[Issue]:
    """Dates that have lost characters (615日前, 年月底前) or have two readings (2025年前): flagged, never guessed.

    >>> find_damaged_dates("须分别于615日、1215日前报送")[0].code
    'damaged-date'
    """
    folded = fold(text)
    issues = []
    for place in _damaged(folded.text):
        start, end = folded.span(*place)
        message = f"日期“{text[start:end]}”残缺，无法确定，请核对原文"
        issues.append(Issue(code="damaged-date", message=message, start=start, end=end))
    titles = [found.span() for found in _rule("deadline.none.title").pattern.finditer(folded.text)]
    for found in _AMBIGUOUS.finditer(folded.text):
        if touches(*found.span(), titles):
            continue
        start, end = folded.span(*found.span())
        message = f"“{found.group()}”可指该年之前，也可指该年年底前；现按年底前计，请核对"
        issues.append(Issue(code="ambiguous-date", message=message, start=start, end=end))
    return sorted(issues, key=lambda issue: issue.start)


def _damaged(text: str) -> Iterator[tuple[int, int]]:
    for ending in _DAMAGED_END.finditer(text):
        found = _DAMAGED.search(text, max(0, ending.end() - 12), ending.end())
        if found:
            yield found.span()
    yield from (found.span() for found in _RUN_TOGETHER.finditer(text))


_Item = tuple[int, int, Rule, str]


def _matches(text: str) -> Iterator[_Item]:
    """Every match of every rule: by the first character, or around the words that the rule is anchored on."""
    by_start, near, starts = _dispatch()
    guards = _guards()
    for found in starts.finditer(text):
        first, at = found.group(), found.start()
        if first in guards and not guards[first].match(text, at):
            continue
        for rule in by_start[first]:
            if match := rule.pattern.match(text, at):
                yield match.start(), match.end(), rule, rule.kind
    for words, rule in near:
        at = text.find(words)
        while at >= 0:
            match = rule.pattern.search(text, _clause_start(text, at), at + len(words))
            if match and match.end() >= at + len(words):
                yield match.start(), match.end(), rule, rule.kind
            at = text.find(words, at + 1)


@functools.cache
def _dispatch() -> tuple[dict[str, tuple[Rule, ...]], tuple[tuple[str, Rule], ...], re.Pattern[str]]:
    by_start: dict[str, list[Rule]] = {}
    near = []
    for rule in load_rules("deadlines"):
        for character in rule.more.get("starts", ""):
            by_start.setdefault(character, []).append(rule)
        if "near" in rule.more:
            near.append((str(rule.more["near"]), rule))
    starts = re.compile(f"[{re.escape(''.join(sorted(by_start)))}]")
    return {key: tuple(rules) for key, rules in by_start.items()}, tuple(near), starts


@functools.cache
def _guards() -> dict[str, re.Pattern[str]]:
    return {first: re.compile(guard) for firsts, guard in _GUARDS.items() for first in firsts}


@functools.cache
def _rule(rule_id: str) -> Rule:
    return next(rule for rule in load_rules("deadlines") if rule.id == rule_id)


def _clause_start(text: str, at: int) -> int:
    floor = max(0, at - _BACK)
    return max(floor, *(text.rfind(sign, floor, at) + 1 for sign in ",;:。\n("))


def _listed(text: str) -> Iterator[tuple[int, int]]:
    """The days of 3月25日、6月25日、9月25日前 before the last, which its own rule finds."""
    for found in _LISTED.finditer(text):
        at = found.start()
        for item in re.split(r"[、,]", found.group().rstrip("、,")):
            yield at, at + len(item)
            at += len(item) + 1


def _label_values(text: str, items: list[_Item]) -> list[_Item]:
    """Labels replaced by their values: dates in them become kind by, other words a deadline of their own."""
    rest = sorted((item for item in items if item[2].kind != "label"), key=lambda item: item[:2])
    starts = [item[0] for item in rest]
    for _, end, rule, _ in [item for item in items if item[2].kind == "label"]:
        found = _VALUE.match(text, end)
        if found is None:
            continue
        first, last = bisect.bisect_left(starts, end), bisect.bisect_left(starts, found.end())
        if first == last:
            rest += _value(found, rule)
        for place in range(first, last):
            item = rest[place]
            if item[3] == "during" and item[:2] == found.span() and _is_one_time(found.group()):
                rest[place] = (*item[:3], "by")
    if _TIME_COLUMN.search(text):
        rest = [(*item[:3], "by") if item[3] == "during" and _is_cell(text, item) else item for item in rest]
    return rest


def _is_one_time(words: str) -> bool:
    """Whether a label's value is one day, month or year, not a span of them (2026年4月—10月)."""
    return bool(re.search(r"\d", words)) and not re.search(r"[—–~至-]", words)


def _value(found: re.Match[str], rule: Rule) -> list[_Item]:
    """A label's value in words: a deadline unless it points elsewhere (详见附件)."""
    words = found.group()
    period = parse_deadline(words, year=2000)
    if period is not None:
        return [(*found.span(), rule, "by" if period.kind == "during" and period.last_day else period.kind)]
    if len(words) > 1 and not re.match(r"见|详见|无", words):
        return [(*found.span(), rule, "by")]
    return []


def _is_cell(text: str, item: _Item) -> bool:
    """Whether the words fill a cell of a table by themselves."""
    return text[item[0] - 1 : item[0]] == "\n" and text[item[1] : item[1] + 1] in ("\n", "")


def _longest(items: list[_Item]) -> list[_Item]:
    """Of overlapping items the longest; of equally long ones the one that its rule file names first."""
    order = {rule.id: place for place, rule in enumerate(load_rules("deadlines"))}
    kept: list[_Item] = []
    taken: list[tuple[int, int]] = []
    for item in sorted(items, key=lambda item: (item[0] - item[1], order[item[2].id], item[0])):
        if not touches(item[0], item[1], taken):
            kept.append(item)
            bisect.insort(taken, item[:2])
    return sorted(kept, key=lambda item: item[0])


def _mark(folded: Folded, start: int, end: int, rule: Rule, kind: str) -> Mark:
    first, last = folded.span(start, end)
    return Mark(start=first, end=last, rule=rule.id, label=kind)


def _known_year(words: str, carried: int | None, plan: int | None) -> int | None:
    """今年, 年内 and the like count from the plan's year, everything else from the sentence's."""
    return plan if re.match(r"到?[今本当明]|年[内底末]|全年", words) else carried


def _parsed(words: str, kind: DeadlineKind, year: int | None) -> Period | None:
    """What the words mean; a bare day that is marked as due (完成时限：2024年12月31日) is due by its end."""
    period = parse_deadline(words, year=year)
    if period is None and kind == "by":
        period = parse_deadline(words.lstrip("于在") + "前", year=year)
    return as_kind(period, kind) if period else None


def _in_words(words: str, kind: DeadlineKind) -> Period:
    return Period(kind=kind, rrule="".join(words.split()))


def _is_past(period: Period, kind: DeadlineKind, year: int | None) -> bool:
    last = period.last_day
    if last is None or year is None or kind in ("recurring", "from"):
        return False
    return last.year < (year if kind == "during" else year - 1)


def _record(mark: Mark, words: str, period: Period) -> Deadline:
    return Deadline(
        task=None,
        text=words,
        start=mark.start,
        end=mark.end,
        kind=period.kind,
        from_=_iso(period.first_day),
        to=_iso(period.last_day),
        rrule=period.rrule,
        found_by=mark.rule,
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
