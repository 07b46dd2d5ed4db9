"""The place that a title or an issuer begins with: a division, a zone, the country, or one that no table holds."""

from __future__ import annotations

import functools
import re
from typing import Literal, cast

from extract.lexicons import load_lexicon
from extract.naming.divisions import CHINA, Place, below, places_by_name
from extract.naming.ownlevels import place_pattern
from extract.naming.placenames import split_place
from extract.naming.zoneplaces import zone_at_start
from extract.rulebook import Rule, load_rules

Unknown = Literal["unknown"]
UNKNOWN: Unknown = "unknown"
"""The words name a place, and no table says which: no other sign of the document may then speak for it."""
_PLAIN_DISTRICTS = ("城区", "郊区", "矿区", "东区", "西区", "新城区", "老城区", "新市区", "城中区", "市中区")
"""Districts whose names are words too: they count before an organ's name only."""


def read_beginning(words: str, around: str) -> Place | Unknown | None:
    """The place that the words begin with, or UNKNOWN where they name a government of a place that is not known.

    ``around`` is the text, which tells places of one name apart.

    >>> read_beginning("通州区人民政府关于植树的通知", "南通市").full_name
    '江苏省南通市通州区'
    >>> read_beginning("云岭市人民政府关于植树的通知", "")
    'unknown'
    """
    zone = zone_at_start(words)
    if zone is not None or place_pattern("ordinary").match(words):
        return zone
    if _starts_nationally(words):
        return _branch(words) or CHINA
    place, rest = split_place(words)
    if words.startswith(_PLAIN_DISTRICTS) and not place_pattern("organ").match(rest):
        return None
    if place is None:
        return _seat(words, around)
    if len(words) - len(rest) == len(place.bare) and place_pattern("road").match(rest):
        return None
    return _refined(place, rest)


def _refined(place: Place, rest: str) -> Place | None:
    """The place in the light of the words behind it: 晋城市城区集中供热 speaks of the city, no district."""
    if place.name in _PLAIN_DISTRICTS and not place_pattern("organ").match(rest):
        return place.parent
    return _county_by_name(place, rest) or place


def _county_by_name(place: Place, rest: str) -> Place | None:
    """A government behind a known place that no table holds: it stays as the words name it."""
    found = place_pattern("unknown.seat").match(rest)
    if found is None or place.level not in ("province", "city") or found["name"] in places_by_name():
        return None
    return below(place, found["name"], "city" if place.level == "province" and found["name"][-1] == "市" else "county")


def _seat(words: str, around: str) -> Place | Unknown | None:
    """What a name at the beginning says where no place of the table, or more than one, bears it."""
    behind = split_place(words)[1]
    shared = words[: len(words) - len(behind)]
    found = next((hit for rule in _unknown_rules() if (hit := rule.pattern.match(words))), None)
    if not shared and found is None:
        return None
    name = shared or cast(re.Match[str], found)["name"]
    bearers = places_by_name().get(name, ())
    named = [place for place in bearers if place.parent and is_named(place.parent, around)]
    if len(named) == 1:
        return named[0]
    return UNKNOWN if found or (len(name) > 2 and name[-1] in "市县区旗") else None


@functools.cache
def _unknown_rules() -> tuple[Rule, ...]:
    return tuple(rule for rule in load_rules("places") if rule.kind == "unknown")


def is_named(place: Place, text: str) -> bool:
    """Whether the text names the place, whole or shortened."""
    return place.name in text or (len(place.bare) > 1 and place.bare in text)


def doubt_title(title: str, number: str, around: str) -> Unknown | None:
    """UNKNOWN for a title that begins with what is a place because its government or its number say so."""
    found = place_pattern("unknown.title").match(title)
    if found is None or split_place(title)[0] is not None:
        return None
    name = found["name"]
    governs = re.search(f"{name}(?:人民政府|政府|[市县旗]?委)", around)
    return UNKNOWN if governs or (number and number[0] == name[0]) else None


@functools.cache
def _national_names() -> tuple[str, ...]:
    rows = load_lexicon("national_bodies")
    names = {name for row in rows for name in (row["canonical"], *row["variants"].split("|"))}
    # short names such as 能源局 stand for a central body only in central documents
    kept = (name for name in names if name.startswith(("国", "中")) or name.endswith(("部", "总局")))
    return tuple(sorted((name for name in kept if len(name) > 2), key=lambda name: (-len(name), name)))


def _starts_nationally(words: str) -> bool:
    if place_pattern("national").match(words):
        return True
    name = _national_name(words)
    return bool(name) and not place_pattern("national.other").match(words[len(name) :])


def _national_name(words: str) -> str:
    """The longest name of a central body that the words begin with, or no words."""
    return next((name for name in _national_names() if words.startswith(name)), "")


def _branch(words: str) -> Place | None:
    """The place of a central body's branch (国家税务总局朔州市税务局)."""
    body = _national_name(words)
    place, rest = split_place(words[len(body) :])
    return place if body and place is not None and place_pattern("vertical").match(rest) else None
