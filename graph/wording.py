"""How words are compared: one width, one script, one name for one thing, and what plans say everywhere counts less."""

from __future__ import annotations

import functools
import re
import tomllib
import unicodedata
from dataclasses import dataclass
from importlib import resources
from typing import Any

_KEPT = re.compile(r"[一-鿿A-Za-z0-9]+")
_BREAKS = re.compile(r"[。；;！？!?\n]")
_PAUSES = re.compile(r"[。；;！？!?\n，,：:]")


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of ``rules/words.toml``, ready for use."""

    generic_pairs: frozenset[str]
    generic: re.Pattern[str]
    verb_at_edge: re.Pattern[str]
    verb_at_end: re.Pattern[str]
    actions: tuple[str, ...]
    action_pairs: frozenset[str]
    empty: frozenset[str]
    boilerplate: re.Pattern[str]
    organising: re.Pattern[str]
    framing: re.Pattern[str]
    same: re.Pattern[str]
    stands_for: dict[str, str]
    alike: dict[str, tuple[str, ...]]
    spoken: frozenset[str]
    everyday: frozenset[str]
    matters: frozenset[str]


@functools.cache
def load_table(name: str) -> dict[str, Any]:
    """The content of ``graph/rules/<name>.toml``."""
    return tomllib.loads(resources.files("graph").joinpath("rules", f"{name}.toml").read_text("utf-8"))


@functools.cache
def load_words() -> Words:
    """The word lists."""
    table = load_table("words")
    stands_for = {fold(word).lower(): fold(group[0]).lower() for group in table["same"] for word in group[1:]}
    longest = sorted(stands_for, key=lambda word: (-len(word), word))
    generic = sorted(table["generic"], key=lambda word: (-len(word), word))
    return Words(
        generic_pairs=frozenset(pair for word in table["generic"] for pair in pairs_of(word)),
        generic=re.compile("|".join(generic)),
        verb_at_edge=re.compile(rf"^(?:{'|'.join(generic)})|(?:{'|'.join(generic)})$"),
        verb_at_end=re.compile(rf"(?:{'|'.join(generic)})$"),
        actions=tuple(table["actions"]),
        action_pairs=frozenset([*table["actions"], *table["also_done"]]),
        empty=frozenset(table["empty"]),
        boilerplate=re.compile(rf"{table['boilerplate']}|^(?:{table['boilerplate_whole']})$"),
        organising=re.compile(table["organising"]),
        framing=re.compile(table["framing"]),
        same=re.compile("|".join(rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])" for word in longest)),
        stands_for=stands_for,
        alike={word: tuple(other for other in group if other != word) for group in table["alike"] for word in group},
        spoken=frozenset(table["spoken"]),
        everyday=frozenset(table["everyday"]),
        matters=frozenset(table["matters"]),
    )


def fold(text: str) -> str:
    """Half-width letters, digits and signs; nothing else is changed.

    >>> fold("ＰＭ２．５ ≤ １００％")
    'PM2.5 ≤ 100%'
    """
    return unicodedata.normalize("NFKC", text)


def unify(text: str) -> str:
    """The folded text in lower case in which each word of a group of equals is the first of its group.

    >>> unify("VOCs治理")
    '挥发性有机物治理'
    """
    words = load_words()
    return words.same.sub(lambda found: words.stands_for[found[0]], fold(text).lower())


def runs(text: str) -> list[str]:
    """The stretches of letters and digits, without signs.

    >>> runs("“公转铁”、煤炭外运")
    ['公转铁', '煤炭外运']
    """
    return _KEPT.findall(text)


def letters(text: str) -> str:
    """The letters and digits only."""
    return "".join(_KEPT.findall(text))


def pairs_of(text: str) -> list[str]:
    """Neighbouring characters, two at a time.

    >>> pairs_of("禁煤区")
    ['禁煤', '煤区']
    """
    return [text[at : at + 2] for at in range(len(text) - 1)]


def sentences(text: str) -> list[tuple[int, int]]:
    """Where the sentences stand: between full stops, semicolons and line breaks, without white space around."""
    return _stretches(text, _BREAKS)


def clauses(text: str) -> list[tuple[int, int]]:
    """Where the clauses stand: as sentences, divided at commas and colons too."""
    return _stretches(text, _PAUSES)


def _stretches(text: str, breaks: re.Pattern[str]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    at = 0
    for stop in [*(hit.start() for hit in breaks.finditer(text)), len(text)]:
        start, end = at, stop
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end:
            found.append((start, end))
        at = stop + 1
    return found
