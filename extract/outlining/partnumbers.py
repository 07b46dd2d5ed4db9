"""Which numbers open parts: without those of mere items, and with headings that no number opens.

A heading without number is one that its file calls so, or a line that says nothing but who leads what follows.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from operator import attrgetter

from extract.outlining.listings import gives_tasks, sets_work
from extract.outlining.titles import front_rules, pack
from extract.reading.source import SourceText
from extract.text.numbering import CLAUSE_LEVEL, Number, find_numbers, outline_rules
from extract.text.stretches import written_lines

_STYLED_LEVELS = (2, 4, 5, 6)  # of headings by depth: those of 一、, （一）, 1. and what lies below
_BOX_LEVEL = 5
_LONGEST_GIVEN = 40
_FEWEST_ITEMS = 2
_NEAR = 60


def part_numbers(source: SourceText) -> list[Number]:
    """The numbers that open the parts of a document, in order; empty ones open headings without a number."""
    text = source.visible
    return _with_given(text, _with_styled(source, _without_items(text, find_numbers(text))))


def _with_styled(source: SourceText, numbers: list[Number]) -> list[Number]:
    """The numbers, and an empty one where a heading that its file calls so begins without a number.

    Its level is that of the numbers which headings of the same style have, else one by its depth. A single heading
    above all others, or the only one and worded as a title, is the document's title.
    """
    shown = [each for each in source.headings if source.visible[each.start : each.end].strip()]
    titled = len(shown) > 1 and all(each.level > shown[0].level for each in shown[1:])
    titled = titled or (len(shown) == 1 and _is_title(source.visible[shown[0].start : shown[0].end]))
    headings = shown[1:] if titled else shown
    opening = {number.start: number.level for number in numbers}
    own = {each: next((opening[at] for at in range(each.start, each.end) if at in opening), None) for each in headings}
    known = {each.level: level for each, level in own.items() if level is not None}
    depths = sorted({each.level for each in headings})
    values: Counter[int] = Counter()
    styled = []
    for each in (each for each, level in own.items() if level is None):
        level = known.get(each.level, _STYLED_LEVELS[min(depths.index(each.level), len(_STYLED_LEVELS) - 1)])
        values = Counter({key: count for key, count in values.items() if key <= level})
        values[level] += 1
        first = each.start + len(source.text[each.start : each.end]) - len(source.text[each.start : each.end].lstrip())
        styled.append(
            Number(level=level, value=values[level], start=first, end=first, opens_line=True, rule="outline.styled")
        )
    return sorted([*numbers, *styled], key=lambda number: number.start)


def _with_given(text: str, numbers: list[Number]) -> list[Number]:
    """The numbers, and an empty one where a line without number says who leads what follows (李明副市长牵头：)."""
    given = []
    for start, end in written_lines(text):
        words = text[start:end]
        first = end - len(words.lstrip())
        after = bisect_left(numbers, first, key=attrgetter("start"))
        if len(words) > _LONGEST_GIVEN or after == len(numbers) or not gives_tasks(words.strip(" \t\u3000：:")):
            continue
        numbered = numbers[after].start < end
        if not numbered and not text[end : numbers[after].start].strip():
            level = max(numbers[after].level - 1, 0)
            given.append(Number(level=level, value=1, start=first, end=first, opens_line=True, rule="outline.given"))
    return sorted([*numbers, *given], key=attrgetter("start")) if given else numbers


def _is_title(words: str) -> bool:
    return any(rule.pattern.match(pack(words)) for rule in front_rules("title"))


def followed(numbers: list[Number], end: int) -> Iterator[tuple[Number, int]]:
    """The numbers, each with where the next one or the text ends."""
    starts = [number.start for number in numbers[1:]] + [end]
    return zip(numbers, starts, strict=False)  # without any number there is no pair


def _without_weak(text: str, numbers: list[Number]) -> list[Number]:
    """The numbers without those of lists （1）…（2）…, unless most of them hold a statement of responsibility."""
    weak = {rule.id for rule in outline_rules("number") if rule.more.get("weak")}
    assigning: dict[str, list[bool]] = {rule: [] for rule in weak}
    for number, following in followed(numbers, len(text)):
        if number.rule in weak:
            assigning[number.rule].append(sets_work(text[number.end : following]))
    mere = {rule for rule, each in assigning.items() if len(each) < _FEWEST_ITEMS or 2 * sum(each) <= len(each)}
    return [number for number in numbers if number.rule not in mere]


def _without_items(text: str, numbers: list[Number]) -> list[Number]:
    """The numbers without those of mere items: a list behind a colon that is one clause (下列情形：1.…；2.…)."""
    kept: list[Number] = []
    numbers = _without_weak(text, numbers)
    ends = [following for _, following in followed(numbers, len(text))]
    inside: int | None = None  # the level of the list that goes on
    for at, number in enumerate(numbers):
        if inside is not None and number.level < inside:
            inside = None
        if number.value == 1 and number.level > CLAUSE_LEVEL:
            announced = _is_list(text, numbers, ends, at) or _is_of_measures(text, numbers, ends, at)
            inside = number.level if announced else None
        if inside is None:
            kept.append(number)
    return kept


def _is_list(text: str, numbers: list[Number], ends: list[int], at: int) -> bool:
    """Whether the number opens a list of items that end in semicolons."""
    number = numbers[at]
    before = text[max(0, number.start - _NEAR) : number.start].rstrip()
    announced = before[-1:] in "：:" or re.search(r"(?:下列|以下)[^。]{0,30}。?$", before)
    return number.level >= _BOX_LEVEL and bool(announced) and text[number.end : ends[at]].rstrip()[-1:] in "；;"


def _is_of_measures(text: str, numbers: list[Number], ends: list[int], at: int) -> bool:
    """Whether the number opens a list of measures (整改措施：1.…2.…) with a statement before them or behind all."""
    first = numbers[at]
    near = max(0, first.start - _NEAR)
    if not any(rule.pattern.search(text, near, first.start) for rule in outline_rules("measures")):
        return False
    run: list[bool] = []
    for place in range(at, len(numbers)):
        number, end = numbers[place], ends[place]
        if number.level < first.level or (number.rule == first.rule and number.value == 1 and run):
            break
        run.append(sets_work(text[number.end : end]))
    above = at > 0 and numbers[at - 1].level < first.level and sets_work(text[numbers[at - 1].end : first.start])
    return above or (not any(run[:-1]) and run[-1])
