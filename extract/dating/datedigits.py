"""Dates that are written with Chinese numerals or a short year, as digits: 二〇二五年十月底, 25年底.

Every character of the result knows the character that it came from, so that a date is quoted as it was written.
"""

from __future__ import annotations

import re

from extract.rulebook import load_rules
from extract.text.folding import Folded

_FIGURES = dict(zip("〇○零一二三四五六七八九", "000123456789", strict=True))
_CENTURY = "20"


def with_digits(folded: Folded) -> Folded:
    """The folded text with the numbers of its dates as digits.

    >>> from extract.text.folding import fold
    >>> with_digits(fold("二〇二五年十二月三十一日前")).text
    '2025年12月31日前'
    """
    places = _places(folded.text)
    if not places:
        return folded
    parts: list[str] = []
    origins: list[int] = []
    done = 0
    for start, end, digits in places:
        parts += [folded.text[done:start], digits]
        origins += folded.origins[done:start]
        last = end - start - 1
        origins += [folded.origins[start + min(place, last)] for place in range(len(digits) - 1)]
        origins.append(folded.origins[end - 1])
        done = end
    parts.append(folded.text[done:])
    origins += folded.origins[done:]
    return Folded("".join(parts), tuple(origins))


def number(words: str) -> int | None:
    """A number below a hundred in digits or in Chinese; None where it is none.

    >>> number("15"), number("三十"), number("十二"), number("两"), number("半")
    (15, 30, 12, 2, None)
    """
    if words.isdecimal():
        return int(words)
    tens, ten, ones = words.rpartition("十")
    if any(sign and sign not in _FIGURES and sign not in ("两", "二十", "三十") for sign in (tens, ones)):
        return None
    return 10 * (_figure(tens) if tens else 1) + (_figure(ones) if ones else 0) if ten else _figure(words)


def _figure(sign: str) -> int:
    return 2 if sign == "两" else int(_FIGURES[sign])


def _places(text: str) -> list[tuple[int, int, str]]:
    found: dict[int, tuple[int, int, str]] = {}
    for rule in load_rules("deadlines"):
        if rule.kind == "numerals":
            for match in rule.pattern.finditer(text):
                found.update({item[0]: item for item in _items(match)})
    return [found[start] for start in sorted(found)]


def _items(match: re.Match[str]) -> list[tuple[int, int, str]]:
    """The numbers of a match: a year of four figures, a year of two, a month, a day."""
    items = []
    for name, words in match.groupdict().items():
        if words is None or name == "gap":
            continue
        value = number(words) if name in ("month", "day") else None
        if name == "figures":
            digits = "".join(_FIGURES.get(sign, sign) for sign in words)
        elif name == "short":
            digits = _CENTURY + words
        else:
            digits = str(value)
        items.append((*match.span(name), digits))
    return items
