"""Lists of units in running text that words of role end: 中原路街道、区环卫处、市城市管理局按职责分工负责.

Where one name is known, what has a body's shape beside it is a unit too; an item that has none is told apart, so that
the list is never taken for whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from extract.assigning.barelists import stands_for_unit
from extract.assigning.dutywords import match
from extract.assigning.unitlists import Item, divide_joined, split_items, strip_list_words
from extract.naming.unitwords import may_name
from extract.rulebook import load_pattern

_STOP = re.compile("[。；;\n：:！!？?]")
_OPENED, _CLOSED = re.compile("[（(〔［【]"), re.compile("[）)〕］】]")
_LONGEST = 200
"""Characters before the words of role in which their list stands."""
_LONGEST_ITEM = 30
_COMMAS = ("，", ",")
_LISTING = "、"
_TOLD = "由"


@dataclass(frozen=True, slots=True, kw_only=True)
class CuedList:
    """The items of a list that are units, in order, those that are none, and where the words of role end."""

    units: tuple[Item, ...]
    others: tuple[Item, ...]
    start: int
    end: int


def find_cued_lists(text: str, whole: Sequence[tuple[int, int]], is_unit: Callable[[str], bool]) -> Iterator[CuedList]:
    """The lists of the text of which one item at least is a known unit, in order.

    ``whole`` are the spans of names that no separator divides, sorted.

    >>> from extract.naming.unitwords import is_unit
    >>> text = "（六）中原路街道、区环卫处、市城市管理局按职责分工负责，主次干道全部清扫。"
    >>> [[item.text for item in one.units] for one in find_cued_lists(text, (), is_unit)]
    [['中原路街道', '区环卫处', '市城市管理局']]
    >>> list(find_cued_lists("种植户、养殖场负责，", (), is_unit))
    []
    """
    for cue in load_pattern("lists", "list.cue").finditer(text):
        start = _opening(text, cue.start())
        in_bracket = len(_OPENED.findall(text, start, cue.start())) > len(_CLOSED.findall(text, start, cue.start()))
        one = None if in_bracket else _read(text, start, cue, whole, is_unit)
        if one is not None and not match("past", text[start : one.start]):
            yield one


def _opening(text: str, end: int) -> int:
    """Where the part of the sentence begins that may hold the list, behind its number."""
    first = max(0, end - _LONGEST)
    start = max((found.end() for found in _STOP.finditer(text, first, end)), default=first)
    number = load_pattern("lists", "list.opener").match(text, start, end)
    return number.end() if number else start


def _read(
    text: str, start: int, cue: re.Match[str], whole: Sequence[tuple[int, int]], is_unit: Callable[[str], bool]
) -> CuedList | None:
    items = _listed(split_items(text, start, cue.start(), whole), is_unit)
    if len(items) < 2 or not any(is_unit(item.text) for item in items):
        return None
    units = tuple(item for item in items if _is_body(item.text, is_unit))
    others = tuple(item for item in items if item not in units)
    if len(others) > len(units):
        return None
    return CuedList(units=units, others=others, start=items[0].start, end=cue.end())


def _listed(items: Sequence[Item], is_unit: Callable[[str], bool]) -> list[Item]:
    """The items that belong to the words of role behind the last: back to other words of role, or to what is no name.

    Behind a comma an item without a body's shape ends the list, behind 、 it is one of its items.
    """
    found: list[Item] = []
    for number in range(len(items) - 1, -1, -1):
        parts = [strip_list_words(part) for part in divide_joined(items[number])]
        before = items[number - 1].separator if number else ""
        if any(not part.text for part in parts) or not _goes_on(items[number], parts, before, is_unit):
            break
        found[:0] = parts
        if _TOLD in items[number].text[: parts[0].start - items[number].start]:
            break  # 省道、县道由市交通运输局负责: what stands before is no unit
    return found


def _goes_on(item: Item, parts: Sequence[Item], before: str, is_unit: Callable[[str], bool]) -> bool:
    if all(_is_body(part.text, is_unit) for part in parts):
        return True
    listed = _LISTING in (item.separator, before) and item.separator not in _COMMAS
    return listed and len(item.text) <= _LONGEST_ITEM and may_name(item.text)


def _is_body(name: str, is_unit: Callable[[str], bool]) -> bool:
    return is_unit(name) or stands_for_unit(name)
