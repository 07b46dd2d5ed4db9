"""Organs whose whole names stand in a list: governments, Party organs, courts, regulators, mass organisations."""

from __future__ import annotations

import functools
import re

from extract.lexicons import load_lexicon

_QUOTES = re.compile('[“”"]')


@functools.cache
def whole_organs() -> dict[tuple[str, str], str]:
    """(level or "", words) → whole name as a template."""
    table: dict[tuple[str, str], str] = {}
    for row in load_lexicon("organs"):
        full = row["full"] if "{" in row["full"] else "{p}" + row["full"]
        for words in {*row["variants"].split("|"), full.removeprefix("{p}")}:
            table.setdefault((row["level"], words), full)
    return table


def whole_name(words: str, level: str, year: int | None = None) -> str | None:
    """The whole name of an organ of the list as a template, in the year of the document; None if it is not there.

    >>> whole_name("市府办", "city"), whole_name("府办", "city")
    (None, '{p}人民政府办公室')
    """
    table = whole_organs()
    words = _QUOTES.sub("", words)
    for prefix in ("", "人民政府", "政府", "党委", "委"):
        name = words.removeprefix(prefix)
        full = table.get((level, name)) or table.get(("", name))
        if full and (name == words or full.startswith(("{p}人民政府", "中共"))):
            return full
    return None
