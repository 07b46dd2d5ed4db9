"""The level on which a document speaks of its own place: 全市, 我县, 市政府, and the bodies that it writes to."""

from __future__ import annotations

import re
from typing import cast

from extract.naming.divisions import Level, Place, children_of
from extract.rulebook import load_pattern, load_rules

HEAD = 600
"""Characters at the beginning and at the end of a text that speak of the whole."""
_SPOKEN: dict[str, Level] = {"省": "province", "自治区": "province", "市": "city", "州": "city", "盟": "city"}


def place_pattern(rule: str) -> re.Pattern[str]:
    """The pattern of a rule of ``places.toml``, named without the word that all begin with."""
    return load_pattern("places", f"place.{rule}")


def is_spoken_of_as(place: Place, level: Level | None) -> bool:
    """Whether a document of the place speaks on the level: 全市 of a municipality, 各镇 of a city without counties.

    >>> from extract.naming.placenames import find_place
    >>> is_spoken_of_as(find_place("上海市"), "city"), is_spoken_of_as(find_place("东莞市"), "county")
    (True, True)
    """
    if level is None or place.level == level:
        return True
    if place.level == "province":
        return level == "city" and place.name.endswith("市")
    if place.level == "county":
        return level == "city" and place.name.endswith("市") and len(place.chain) == 2  # 石河子市, below no city
    return place.level == "city" and level == "county" and not children_of(place)


def stated_level(words: str) -> Level | None:
    """The level of an issuer that leaves its place out (市政府, 县委办公室)."""
    found = place_pattern("level").match(words)
    return _SPOKEN.get(found["level"], "county") if found else None


def own_level(text: str) -> Level | None:
    """The level that most of the words say by which a document speaks of its own place; None where it has none.

    An autonomous region calls itself 全区 as a district does, but writes to cities; a city that writes to towns is a
    county.
    """
    counts: dict[Level, int] = {}
    for rule in load_rules("places"):
        if rule.kind == "own":
            level = cast(Level, rule.more["level"])
            counts[level] = counts.get(level, 0) + len(rule.pattern.findall(text))
    level = max(counts, key=lambda each: counts[each])
    head = text[:HEAD]
    if level == "county" and "自治区" in text and place_pattern("own.province").search(head):
        return "province"
    if level == "city" and place_pattern("own.towns").search(head):
        return "county"
    return level if counts[level] else None
