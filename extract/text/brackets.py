"""Brackets of every shape: where they stand, also mixed, nested, with a stray closer, or with a sign lost.

Plans mix （ ( 〔 ［ 【 and their closers freely (〔…）), so every opening glyph is one class and every closing glyph
its counterpart; only nesting counts. Where nesting leaves one open, a sign was lost, in typing or in recognising a
scan; there shapes tell which.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

OPENING = "（(〔[﹝［【〈"
CLOSING = "）)〕]﹞］】〉"
LONGEST = 1200
"""Characters after which an opening glyph is taken for a stray one."""

_ROUND = "（(）)"
_GLYPH = re.compile(
    r"\n[ \t　]*(?:\d{1,2}[.．﹒、](?!\d)|[一二三四五六七八九十]{1,3}、)(?=[ \t　]*[一-鿿“])"
    rf"|[{re.escape(OPENING + CLOSING)}]"
)
"""A glyph, or the number of a line, over which no bracket reaches."""
_SENTENCE_END = "。\n"

Pair = tuple[int, int]
"""Where a bracket's opening and closing glyphs stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bracket:
    """``text[start:end]`` with its glyphs, the last of which is missing unless it is ``closed``.

    ``depth`` is 0 for an outermost bracket.
    """

    start: int
    end: int
    depth: int = 0
    closed: bool = True

    @property
    def inside(self) -> tuple[int, int]:
        """The stretch between its glyphs."""
        return self.start + 1, self.end - 1 if self.closed else self.end


def find_brackets(text: str) -> list[Bracket]:
    """The closed brackets of the text, inner ones too, in the order of their opening.

    >>> [text[b.start : b.end] for text in ["（各县〔市、区〕政府负责）"] for b in find_brackets(text)]
    ['（各县〔市、区〕政府负责）', '〔市、区〕']
    >>> [text[b.start : b.end] for text in ["（各县〔市、区政府负责）"] for b in find_brackets(text)]
    ['（各县〔市、区政府负责）']
    """
    return _closed(_matched(text)[0])


def find_all_brackets(text: str) -> list[Bracket]:
    r"""The closed brackets and those that nothing closes, in the order of their opening.

    >>> [text[b.start : b.end] for text in ["（〔甲〕乙）（丙\n（丁）"] for b in find_all_brackets(text)]
    ['（〔甲〕乙）', '〔甲〕', '（丙', '（丁）']
    """
    pairs, opened = _matched(text)
    return sorted([*_closed(pairs), *_unclosed(text, pairs, opened)], key=attrgetter("start"))


def _closed(pairs: Sequence[Pair]) -> list[Bracket]:
    found: list[Bracket] = []
    around: list[int] = []
    for start, closer in pairs:
        while around and around[-1] < start:
            around.pop()
        found.append(Bracket(start=start, end=closer + 1, depth=len(around)))
        around.append(closer)
    return found


def _unclosed(text: str, pairs: Sequence[Pair], opened: Sequence[int]) -> list[Bracket]:
    """The outermost brackets that nothing closes, each up to the end of its sentence or line."""
    if not opened:
        return []
    closers = dict(pairs)
    outer = _outermost(pairs)
    starts = [start for start, _ in outer]
    found: list[Bracket] = []
    for start in opened:
        around = bisect_right(starts, start) - 1
        if not (around >= 0 and start < outer[around][1]) and not (found and start < found[-1].end):
            found.append(Bracket(start=start, end=_sentence_end(text, start, closers), closed=False))
    return found


def outer_brackets(text: str, start: int, end: int) -> list[Pair]:
    """The outermost brackets opened and closed between ``start`` and ``end``: where their glyphs stand.

    >>> outer_brackets("各县(市、区）、市(局", 0, 10)
    [(2, 6)]
    """
    if not _GLYPH.search(text, start, end):
        return []
    pairs, _ = _matched(text[start:end])
    return [(start + opener, start + closer) for opener, closer in _outermost(pairs)]


def _matched(text: str) -> tuple[list[Pair], list[int]]:
    """The brackets that are closed and the openers that nothing closes, both in the order of their opening."""
    opened: deque[int] = deque()
    stray: list[int] = []
    closers: dict[int, int] = {}
    for glyph in _GLYPH.finditer(text):
        if len(glyph[0]) > 1:
            stray += opened
            opened.clear()
        elif glyph[0] in OPENING:
            opened.append(glyph.start())
            continue
        while opened and glyph.start() - opened[0] >= LONGEST:
            stray.append(opened.popleft())
        if opened:
            closers[opened.pop()] = glyph.start()
    return _handed_over(text, closers, [*stray, *opened])


def _handed_over(text: str, closers: dict[int, int], opened: Sequence[int]) -> tuple[list[Pair], list[int]]:
    """The same with （各县〔市、区政府负责） closed by its own ）, which nesting alone gives to the 〔 in it."""
    mixed = [opener for opener, closer in sorted(closers.items()) if _is_mixed(text, opener, closer)]
    nearest: dict[bool, list[int]] = {True: [], False: []}  # whether the closing glyph is round → openers
    left: list[int] = []
    for start in reversed(opened):
        while mixed and mixed[-1] > start:
            other = mixed.pop()
            nearest[text[closers[other]] in _ROUND].append(other)
        others = nearest[text[start] in _ROUND]
        if others and _in_one_line(text, start, closers[others[-1]]):
            other = others.pop()
            closers[start] = closers.pop(other)
            left.append(other)
        else:
            left.append(start)
    return sorted(closers.items()), sorted(left)


def _is_mixed(text: str, opener: int, closer: int) -> bool:
    """Whether the shapes differ and no word goes on behind: in 各县〔市、区)政府 the author mixed them."""
    return (text[opener] in _ROUND) != (text[closer] in _ROUND) and not text[closer + 1 : closer + 2].isalnum()


def _in_one_line(text: str, start: int, end: int) -> bool:
    return end - start < LONGEST and "\n" not in text[start:end]


def _outermost(pairs: Sequence[Pair]) -> list[Pair]:
    outer: list[Pair] = []
    for pair in pairs:
        if not outer or pair[0] > outer[-1][1]:
            outer.append(pair)
    return outer


def _sentence_end(text: str, start: int, closers: Mapping[int, int]) -> int:
    """Where the sentence at ``start`` ends, brackets in it left out."""
    at = start + 1
    while at < len(text) and text[at] not in _SENTENCE_END:
        at = closers.get(at, at) + 1
    return start + len(text[start:at].rstrip())
