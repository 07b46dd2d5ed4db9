"""Deadlines in running text: where they stand. Which days they mean there is read by :mod:`extract.dating.duedays`.

A rule of kind ``none`` hides what stands inside its words (titles, document numbers, base years); of the rest the
longest words win. A value behind a label (完成时限：) is a deadline in whatever words it comes.
"""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Iterator, Sequence

from extract.dating.datedigits import with_digits
from extract.dating.times import parse_deadline
from extract.rulebook import Rule, load_rules
from extract.text.folding import Folded, fold, report_chapters
from extract.text.marks import Mark
from extract.text.stretches import merged, touches

_BACK = 48
_AHEAD = 6
_DATE = 16
_LIST = 160
"""The characters of a date and of a list of twelve dates."""
_SHORTEST_TITLE = 6
_VALUE = re.compile(r"(?:(?!来源|附件|[一二三四五六七八九十]{1,3}、|(?:牵头|责任|配合)单位)[^。;)\n,]){1,24}")
_BARE = {f"deadline.during.{unit}" for unit in ("year", "this_year", "month", "quarter", "half")}
"""A year, month or other stretch that stands alone: due by its end behind a label or below a head of times."""
_SEASONS = ("deadline.during.season", "deadline.during.event")
_LASTS = re.compile(r"(?<=实施|工作|推进)时间[:：]")
_NUMBER_OF_LINE = re.compile(
    r"(\n(?:\d{1,2}|\([一二三四五六七八九十\d]{1,3}))[.)](?=[^\d.]|20\d\d[年.—-]|\d{1,2}月|\d{1,2}[—-]\d{1,2}月)"
)
_GUARDS = {
    "0123456789": r"(?<!\d)[0-9](?=\d{0,3}[年月日天个小分季周工—~至到-]|\d{3}[./])",
    "今本当明次翌": r"[今本当明次翌](?=[年月冬春夏秋]|明[两春])",
    "到至": r"[到至](?=[\d今本当明次翌“十上下一二三四第少])",
    "一二三四": r"[一二三四](?=[季月周年个天日小工分])",
    "上下": r"[上下](?=半年)",
    "(": r"\((?=20)",
    "自从": r"[自从](?=[\d今明本即现春秋])",
    "现": r"现(?=在起)",
    "较比与以同相": r"[较比与以同相](?=[较比之于]{0,2}(?:20|19)\d\d年)",
}
"""What must stand around a first character before any rule is tried there: most of these characters begin no date."""


def find_deadlines(text: str) -> list[Mark]:
    """The deadlines of the text in its order; a mark's label is the kind (by, during, recurring, from, point).

    >>> [mark.words("力争10月底前散煤基本清零") for mark in find_deadlines("力争10月底前散煤基本清零")]
    ['10月底前']
    """
    folded = _view(text)
    found = list(_matches(folded.text))
    none = ((start, end) for start, end, rule, _ in found if rule.kind == "none")
    hidden = merged((*none, *report_chapters(folded.text)))
    kept = [item for item in found if item[2].kind != "none" and not touches(item[0], item[1], hidden)]
    kept += [
        (start, end, _rule("deadline.by.day"), "by")
        for start, end in _listed(folded.text)
        if not touches(start, end, hidden)
    ]
    return [_mark(folded, *item) for item in _with_brackets(folded.text, _longest(_label_values(folded.text, kept)))]


def _view(text: str) -> Folded:
    """The folded text with its dates in digits; the point behind a line's number (3.2025年底前) ends the number."""
    folded = with_digits(fold(text))
    lines = _NUMBER_OF_LINE.sub(lambda found: found[1] + "\n", "\n" + folded.text)
    return Folded(lines[1:], folded.origins)


def outside_titles(text: str, marks: Sequence[Mark], title: str | None) -> list[Mark]:
    """The marks that stand in no print of the document's own title (冬春季火灾防控工作方案), nor of what it issues."""
    spans: list[tuple[int, int]] = []
    for words in {title or "", *re.findall("[《〈](.+?)[》〉]", title or "")}:
        signs = [re.escape(sign) for sign in words if not sign.isspace()]
        if len(signs) > _SHORTEST_TITLE:
            spans += [found.span() for found in re.finditer(r"\s*".join(signs), text)]
    taken = merged(spans)
    return [mark for mark in marks if not touches(mark.start, mark.end, taken)]


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


_Item = tuple[int, int, Rule, str]


def _matches(text: str) -> Iterator[_Item]:
    """Every match of every rule: by the first character, or around the words that the rule is anchored on."""
    by_start, near, starts = _dispatch()
    guards = _guards()
    for found in starts.finditer(text):
        first, at = found.group(), found.start()
        if first in guards and not guards[first].match(text, at):
            continue
        following = text[at + 1 : at + 2]
        for second, rule in by_start[first]:
            if (not second or following in second) and (match := rule.pattern.match(text, at)):
                yield match.start(), match.end(), rule, rule.kind
    for words, rule in near:
        at = text.find(words)
        while at >= 0:
            if ending := _ending(rule, text, at, at + len(words)):
                yield *ending.span(), rule, rule.kind
            at = text.find(words, at + 1)


def _ending(rule: Rule, text: str, at: int, end: int) -> re.Match[str] | None:
    """The match of a rule that ends with the words ``text[at:end]``."""
    behind, followed = rule.more.get("behind"), rule.more.get("followed")
    if behind and text[at - 1 : at] not in tuple(behind):
        return None
    if followed and text[end : end + 1] not in tuple(followed):
        return None
    found = rule.pattern.search(text, _clause_start(text, at), end + rule.more.get("ahead", _AHEAD if followed else 0))
    return found if found and found.end() >= end else None


@functools.cache
def _dispatch() -> tuple[dict[str, tuple[tuple[str, Rule], ...]], tuple[tuple[str, Rule], ...], re.Pattern[str]]:
    by_start: dict[str, list[tuple[str, Rule]]] = {}
    near = []
    for rule in load_rules("deadlines"):
        for character in rule.more.get("starts", ""):
            by_start.setdefault(character, []).append((rule.more.get("second", ""), rule))
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
    """The dates of 3月25日、6月25日、9月25日前 before the last, which its own rule finds."""
    dates, date = _rule("deadline.listed.dates").pattern, _rule("deadline.listed.date").pattern
    done = 0
    for last in _rule("deadline.listed.last").pattern.finditer(text):
        found = dates.search(text, max(done, last.start() - _LIST), last.end() + _DATE)
        while found and found.end() < last.end():  # an earlier list, whose own last date was not the end of it
            found = dates.search(text, found.end(), last.end() + _DATE)
        if found:
            done = found.end()
            yield from (item.span() for item in date.finditer(text, *found.span()))


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
            if item[2].id in _BARE and not _LASTS.match(text, item[0] - len("时间:")):
                rest[place] = (*item[:3], "by")
    in_columns = _rule("deadline.column.head").pattern.search(text) is not None
    return [each for item in rest if (each := _in_cell(text, item, in_columns))]


def _in_cell(text: str, item: _Item, in_columns: bool) -> _Item | None:
    """The item; a year or month that fills a line is due below a head of times, else a head of figures itself."""
    if item[3] != "during" or item[2].id not in _BARE or not _is_cell(text, item):
        return item
    return (*item[:3], "by") if in_columns else None


def _value(found: re.Match[str], rule: Rule) -> list[_Item]:
    """A label's value in words: a deadline unless it points elsewhere (详见附件)."""
    words = found.group()
    period = parse_deadline(words, year=2000)
    if period is not None:
        return [(*found.span(), rule, "by" if period.kind == "during" and period.last_day else period.kind)]
    if len(words) > 1 and not _rule("deadline.label.no_time").pattern.match(words):
        return [(*found.span(), rule, "by")]
    return []


def _is_cell(text: str, item: _Item) -> bool:
    """Whether the words fill a cell of a table by themselves, or with the words that they lead over to."""
    ends = text[item[1] : item[1] + 1] in ("\n", "")
    goes_on = _rule("deadline.recurring.continued").pattern.match(text, item[1])
    return text[item[0] - 1 : item[0]] == "\n" and (ends or bool(goes_on))


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


def _with_brackets(text: str, items: list[_Item]) -> Iterator[_Item]:
    """The items, a season and the days in the bracket right behind it as the one limit that they are."""
    dated = _rule("deadline.during.season_dated")
    number = 0
    while number < len(items):
        start, end, rule, kind = items[number]
        behind = items[number + 1] if number + 1 < len(items) and rule.id in _SEASONS else None
        number += 1
        if behind and text[end : end + 1] == "(" and dated.pattern.fullmatch(text, start, behind[1] + 1):
            yield start, behind[1] + 1, dated, dated.kind
            number += 1
        else:
            yield start, end, rule, kind


def _mark(folded: Folded, start: int, end: int, rule: Rule, kind: str) -> Mark:
    first, last = folded.span(start, end)
    return Mark(start=first, end=last, rule=rule.id, label=kind)
