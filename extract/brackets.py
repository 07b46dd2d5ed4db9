"""Brackets of every shape: where they stand, also mixed, nested or with a stray closer.

Plans mix （ ( 〔 ［ 【 and their closers freely (〔…）), so every opening glyph is one class and every closing glyph
its counterpart; only nesting counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

OPENING = "（(〔[﹝［【〈"
CLOSING = "）)〕]﹞］】〉"
_GLYPH = re.compile(f"[{re.escape(OPENING + CLOSING)}]")
LONGEST = 1200
"""Characters after which an opening glyph is taken for a stray one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bracket:
    """``text[start:end]`` with its glyphs; ``depth`` is 0 for an outermost bracket."""

    start: int
    end: int
    depth: int


def find_brackets(text: str) -> list[Bracket]:
    """The closed brackets of the text, inner ones too, in the order of their opening.

    >>> [text[b.start : b.end] for text in ["（各县〔市、区〕政府负责）"] for b in find_brackets(text)]
    ['（各县〔市、区〕政府负责）', '〔市、区〕']
    """
    opened: list[int] = []
    found: list[Bracket] = []
    for glyph in _GLYPH.finditer(text):
        if glyph[0] in OPENING:
            opened.append(glyph.start())
        elif opened:
            opened = [start for start in opened if glyph.start() - start < LONGEST]
            if opened:
                start = opened.pop()
                found.append(Bracket(start=start, end=glyph.end(), depth=len(opened)))
    return sorted(found, key=lambda bracket: (bracket.start, -bracket.end))


def outside_brackets(text: str, start: int, end: int) -> Iterator[int]:
    """The positions between ``start`` and ``end`` that stand in no bracket opened there."""
    depth = 0
    for at in range(start, end):
        if text[at] in OPENING:
            depth += 1
        elif text[at] in CLOSING:
            depth = max(0, depth - 1)
        elif not depth:
            yield at
