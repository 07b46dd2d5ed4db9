"""Traditional characters as simplified ones, one for one, so that every offset stays.

Lists, rules and names are in simplified characters; a text in traditional ones is looked at in simplified ones and
keeps its own words.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from typing import Protocol, cast

_CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_ESCAPE = re.compile(rb"\\u([0-9a-f]{4})")
_TRADITIONAL_AT_LEAST = 0.05  # share of the Chinese characters that only a traditional text has
_VARIANTS = str.maketrans(
    "祗衆峯羣喫爲牀牆裏麪勳刦剏鍼産衞説脱税鋭悦閲郞繮嶽竝", "只众峰群吃为床墙里面勋劫创针产卫说脱税锐悦阅郎缰岳并"
)


class _Converter(Protocol):
    def convert(self, words: str) -> str: ...


@functools.cache
def _converter() -> _Converter:
    from opencc import OpenCC  # type: ignore[import-untyped]  # noqa: PLC0415 - its tables load slowly

    return cast(_Converter, OpenCC("t2s"))


@functools.lru_cache(maxsize=20_000)
def simplified_character(char: str) -> str:
    """The simplified form of one character, itself if it has none.

    >>> simplified_character("單"), simplified_character("单")
    ('单', '单')
    """
    simple = _converter().convert(char).translate(_VARIANTS)
    return simple if len(simple) == 1 else char


def is_traditional(text: str) -> bool:
    """Whether a text is in traditional characters, by the characters that no simplified text has.

    >>> is_traditional("牽頭單位：市財政局"), is_traditional("乾县著名景区")
    (True, False)
    """
    if not any(map(_only_traditional, _unlisted(text))):
        return False
    counts = Counter(_CHINESE.findall(text))
    only = sum(count for char, count in counts.items() if _only_traditional(char))
    return only > _TRADITIONAL_AT_LEAST * counts.total()


@functools.lru_cache(maxsize=8)
def simplified(text: str) -> str:
    """The text in simplified characters, of the same length.

    In a simplified text the characters stay that simplified texts write too (乾县, 著名).

    >>> simplified("牽頭單位：市財政局"), simplified("乾县政府推广著名景区")
    ('牵头单位：市财政局', '乾县政府推广著名景区')
    """
    characters = set(filter(_only_traditional, _unlisted(text)))
    if not characters:
        return text
    if is_traditional(text):
        whole = _converter().convert(text).translate(_VARIANTS)
        if len(whole) == len(text):
            return whole
        characters = set(text)
    table = {ord(char): simplified_character(char) for char in characters if _CHINESE.match(char)}
    return text.translate(table)


def _unlisted(text: str) -> set[str]:
    """The characters of the text that GB 2312, the table of simplified texts, does not list; maybe some others."""
    escaped = text.encode("gb2312", "backslashreplace")
    return {chr(int(code, 16)) for code in _ESCAPE.findall(escaped)}


@functools.lru_cache(maxsize=20_000)
def _only_traditional(char: str) -> bool:
    """Whether a character has a simplified form and no place in GB 2312, the table of simplified texts."""
    return "\u3400" <= char <= "\ufaff" and simplified_character(char) != char and not char.encode("gb2312", "ignore")
