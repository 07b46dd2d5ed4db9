"""Lists of units: where one item ends and the next begins, and what is item and what is list word (由, 等部门).

Separators inside brackets (各县(市、区)政府) and inside names that are known as one unit are no separators.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.assigning.barelists import stands_for_unit
from extract.rulebook import load_pattern
from extract.text.brackets import outer_brackets
from extract.text.stretches import merged, touches

SEPARATORS = "、，,；;。．\n"
_SEPARATOR = re.compile(f"[{SEPARATORS}]")
_LEAST_NAME = 5
_TIER_HEADS = ("各", "市", "省", "县", "区")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of a list with its place; ``open`` where 等 follows it, ``separator`` the glyph that ends it."""

    text: str
    start: int
    end: int
    open: bool = False
    separator: str = ""


def split_items(text: str, start: int, end: int, whole: Sequence[tuple[int, int]] = ()) -> list[Item]:
    """The items of ``text[start:end]``; ``whole`` are the spans of names that are never divided, sorted.

    >>> [item.text for item in split_items("市工信局、各县(市、区)政府", 0, 14)]
    ['市工信局', '各县(市、区)政府']
    """
    spans = _within(whole, start, end)
    joined = (found.span() for found in load_pattern("lists", "list.whole").finditer(text, start, end))
    closed = [(opener, closer + 1) for opener, closer in outer_brackets(text, start, end)]
    inside = merged([*((first + 1, last) for first, last in (*spans, *joined) if first + 1 < last), *closed])
    found = (each.start() for each in _SEPARATOR.finditer(text, start, end))
    cuts = [at for at in found if not touches(at, at + 1, inside) and (text[at] != "\n" or _is_break(text, at))]
    seams = [at for at in _seams(text, spans) if start <= at < end and not touches(at, at + 1, closed)]
    bounds = sorted([(at, at + 1) for at in cuts] + [(at, at) for at in seams])
    items = []
    for (_, first), (last, behind) in pairwise([(start, start), *bounds, (end, end)]):
        separator = text[last:behind] or ("\n" if last < end else "")
        items.append(_trimmed(text, first, last, separator))
    return [item for item in items if item.start < item.end]


def _seams(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[int]:
    """Where one known name ends and the next begins with its level: the blank between them was left out."""
    begins, ends = load_pattern("lists", "list.begins_name"), load_pattern("lists", "list.ends_name")
    for (_, last), (first, end) in pairwise(spans):
        if last == first and begins.match(text, first, end) and ends.search(text[last - 2 : last]):
            yield first


def _within(spans: Sequence[tuple[int, int]], start: int, end: int) -> Sequence[tuple[int, int]]:
    """Those of the spans, which stand in order and apart, that reach into a stretch."""
    return spans[max(0, bisect_left(spans, (start, 0)) - 1) : bisect_left(spans, (end, 0))]


def _is_break(text: str, at: int) -> bool:
    """Whether a line break separates items: a wrap inside a name does not, one between two whole names does."""
    whole_before = load_pattern("lists", "list.body_end").search(text[max(0, at - 4) : at].rstrip())
    return whole_before is not None and text[at + 1 : at + 2] in _TIER_HEADS


def _trimmed(text: str, start: int, end: int, separator: str) -> Item:
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "。."):
        end -= 1
    return Item(text=text[start:end], start=start, end=end, separator=separator)


def split_at_gaps(item: Item, gaps: Sequence[int], is_unit: Callable[[str], bool]) -> list[Item]:
    """The item divided at white space that was left out (``gaps``) where names meet, and kept whole where one wraps.

    >>> item = Item(text="市财政局市教育局", start=0, end=8)
    >>> [part.text for part in split_at_gaps(item, [4], lambda words: words in ("市财政局", "市教育局"))]
    ['市财政局', '市教育局']
    """
    parts: list[Item] = []
    cuts = [gap for gap in gaps if item.start < gap < item.end]
    for first, last in zip([item.start, *cuts], [*cuts, item.end], strict=True):
        words = item.text[first - item.start : last - item.start]
        joined = parts and not (is_unit(parts[-1].text.strip()) and _begins_anew(words.strip(), is_unit))
        start = parts.pop().start if joined else first
        text = item.text[start - item.start : last - item.start]
        parts.append(Item(text=text, start=start, end=last, separator=item.separator if last == item.end else "\n"))
    return parts


def _begins_anew(words: str, is_unit: Callable[[str], bool]) -> bool:
    """Whether the words behind a whole name are another: a unit's, or long enough and with a body's shape."""
    return is_unit(words) or (len(words) >= _LEAST_NAME and stands_for_unit(words))


def divide_joined(item: Item) -> list[Item]:
    """The item divided at 和, 及, 与 where both sides are bodies; a conjunction inside a name divides nothing.

    >>> [part.text for part in divide_joined(Item(text="省农业农村厅和省商务厅", start=0, end=11))]
    ['省农业农村厅', '省商务厅']
    >>> [part.text for part in divide_joined(Item(text="市规划和自然资源局", start=0, end=9))]
    ['市规划和自然资源局']
    """
    body_end, paired = load_pattern("lists", "list.body_end"), load_pattern("lists", "list.paired")
    etc = load_pattern("lists", "list.etc")
    for found in load_pattern("lists", "list.and").finditer(item.text):
        left, right = item.text[: found.start()], item.text[found.end() :]
        around = item.text[max(0, found.start() - 3) : found.end() + 5]
        ended = body_end.search(left) or etc.search(left)
        if len(left) > 1 and ended and not paired.search(around):
            first = Item(text=left, start=item.start, end=item.start + len(left), separator="和")
            rest = Item(
                text=right, start=item.start + found.end(), end=item.end, open=item.open, separator=item.separator
            )
            return [first, *divide_joined(rest)]
    return [item]


def strip_list_words(item: Item) -> Item:
    """The item without 由 before it and 等部门 or a note on its seat behind it; ``open`` says whether 等 was there.

    >>> strip_list_words(Item(text="由市国资委等部门", start=0, end=8))
    Item(text='市国资委', start=1, end=5, open=True, separator='')
    >>> strip_list_words(Item(text="市河长办（设在市水务局）", start=0, end=12)).text
    '市河长办'
    """
    first, last = _list_words(item.text)
    text = load_pattern("lists", "list.seat").sub("", item.text[first:last]).rstrip()
    start = item.start + first
    return Item(
        text=text, start=start, end=start + len(text), open=item.open or last is not None, separator=item.separator
    )


@functools.lru_cache(maxsize=4096)
def _list_words(text: str) -> tuple[int, int | None]:
    """Where the item begins behind 由 and ends before 等部门; None where no 等 ends it."""
    leading = load_pattern("lists", "list.leading").match(text)
    first = leading.end() if leading else 0
    etc = load_pattern("lists", "list.etc").search(text[first:])
    return first, None if etc is None else first + etc.start() if etc.start() else len(text)
