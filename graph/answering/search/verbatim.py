"""Where words stand in a text letter for letter: signs, spaces and widths between and of their letters apart."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from graph.wording import fold, letters

LONGEST = 200  # letters that are looked for; what is longer is no phrase of a plan
_WIDE = 0xFEE0  # from a half-width letter to its full-width form

Span = tuple[int, int]


def find_words(text: str, words: str) -> list[Span]:
    """Every place where the words stand.

    >>> find_words("落实“一厂、一策”", "一厂一策")
    [(3, 8)]
    """
    pattern = _pattern(words)
    return [hit.span() for hit in pattern.finditer(text)] if pattern else []


def find_all(text: str, pieces: Sequence[str]) -> list[list[Span]]:
    """For each piece where it stands; empty where one of them stands nowhere."""
    found = []
    for piece in pieces:
        spots = find_words(text, piece)
        if not spots:
            return []
        found.append(spots)
    return found


@functools.lru_cache(maxsize=64)
def _pattern(words: str) -> re.Pattern[str] | None:
    plain = letters(fold(words))
    if not plain or len(plain) > LONGEST:
        return None
    return re.compile(r"[^\w]*".join(_letter(letter) for letter in plain), re.IGNORECASE)


def _letter(letter: str) -> str:
    return f"[{letter}{chr(ord(letter) + _WIDE)}]" if letter.isascii() else re.escape(letter)
