"""Places in words: what division a name means.

A name counts only if exactly one division remains for it; what stays open is None, never a guess.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence

from extract.lexicons import load_lexicon
from extract.naming.divisions import CHINA, Place, children_of, ended_cities, names_inside, places_by_name

_ENDINGS = frozenset("镇乡县旗市区盟街村")
_LONGER = re.compile("镇(?!化)|乡(?!村)|县(?![域级城])|区(?![域级位块内划])|旗|市(?![场政民区委属直级])|盟|街道|村")
_COUNTRY = frozenset(("全国", "国家", "中华人民共和国"))
_BUILT_UP = "城区"
_SEAT = ("人民政府", "政府", "区委", "人大", "政协", "人民")
"""What stands behind 城区 where it is the name of a district that has ended, no word for the built-up area."""


def find_place(words: str, *, within: Place | None = None) -> Place | None:
    """The division that the words name, whole or shortened, if exactly one can be meant.

    ``within`` is the place the words were written in: names of its own divisions go first, then those around it.

    >>> find_place("大同市平城区").full_name
    '山西省大同市平城区'
    >>> find_place("通州区") is None
    True
    >>> find_place("通州区", within=find_place("南通市")).full_name
    '江苏省南通市通州区'
    """
    words = words.strip()
    if words in _COUNTRY:
        return CHINA
    place, rest = split_place(words.strip(), within=within, bare_counties=True)
    return place if not rest else None


def counties_of(place: Place) -> tuple[Place, ...]:
    """The counties, county-level cities and districts of today in the place, in the order of the codes.

    >>> [county.name for county in counties_of(find_place("朔州市"))]
    ['朔城区', '平鲁区', '山阴县', '应县', '右玉县', '怀仁市']
    """
    if place.level == "county":
        return ()
    return tuple(
        county
        for child in children_of(place)
        for county in ((child,) if child.level == "county" else counties_of(child))
    )


def cities_in(place: Place) -> tuple[Place, ...]:
    """The prefectures and prefecture-level cities of today directly below a province."""
    return tuple(child for child in children_of(place) if child.level == "city")


@functools.lru_cache(maxsize=65_536)
def split_place(words: str, *, within: Place | None = None, bare_counties: bool = False) -> tuple[Place | None, str]:
    """The place that the words begin with, as small as they say, and the words behind it.

    Shortened names of counties count only near ``within``, because many are ordinary words (和平, 新建), unless
    ``bare_counties`` is set.

    >>> place, rest = split_place("山西省大同市平城区人民政府")
    >>> place.full_name, rest
    ('山西省大同市平城区', '人民政府')
    """
    place, rest = _first(words, within, bare_counties)
    while place is not None and rest:
        smaller, behind = _inside(place, rest)
        if smaller is None:
            break
        place, rest = smaller, behind
    return place, rest


def _first(words: str, within: Place | None, bare_counties: bool) -> tuple[Place | None, str]:
    if words.startswith(CHINA.name):
        return CHINA, words[len(CHINA.name) :]
    names, home = places_by_name(), _home_names(within) if within else {}
    for length in _lengths().get(words[:1], ()):
        name = words[:length]
        own = home.get(name)
        if own is not None:
            counts = name != _BUILT_UP or _counts(own, name, words[length:], own)
            return (_holding(own, CHINA, words[length:]), words[length:]) if counts else (None, words)
        found = names.get(name, ())
        if found and not bare_counties:
            found = tuple(place for place in found if not _is_bare_county(place, name) or _near(place, within))
        if found and not _is_cut(found[0], name, words[length : length + 2]):
            return _holding(only_one(found, within), CHINA, words[length:]), words[length:]
    return None, words


@functools.lru_cache(maxsize=4096)
def _home_names(within: Place) -> Mapping[str, Place]:
    """Whole names that mean a division at home before any other of the name: the place, what it lies in, its city's.

    Those that have ended count, too: 矿区 in a plan of 大同 is its own, though only 阳泉 has one today.
    """
    city = next((place for place in within.chain if place.level != "county" and place.name.endswith("市")), None)
    city = city or next((place for place in within.chain if place.level == "city"), None)
    inside = names_inside(city) if city else {}
    found = {name: only[0] for name, only in inside.items() if len(only) == 1 and only[0].name == name}
    return found | {place.name: place for place in reversed(within.chain)}


@functools.cache
def _lengths() -> Mapping[str, Sequence[int]]:
    """How long the names are that begin with a character, the longest first."""
    found: dict[str, set[int]] = {}
    for name in places_by_name():
        found.setdefault(name[0], set()).add(len(name))
    return {first: sorted(lengths, reverse=True) for first, lengths in found.items()}


def _inside(place: Place, rest: str) -> tuple[Place | None, str]:
    """The place in the other one that the rest begins with; one that has ended too, where the words leave no doubt."""
    if place.level not in ("province", "city"):
        return None, rest
    names = names_inside(place)
    for length in _lengths().get(rest[:1], ()):
        name, behind = rest[:length], rest[length:]
        found = tuple(each for each in names.get(name, ()) if _counts(each, name, behind, place))
        if found and not _is_cut(found[0], name, behind[:2]):
            return _holding(only_one(found, place), place, behind), behind
    return None, rest


def _is_cut(place: Place, name: str, behind: str) -> bool:
    """Whether a shortened name is the beginning of another place's: 大同 in 大同镇, 太原 in 太原县."""
    return place.name != name and behind[:1] in _ENDINGS and _LONGER.match(behind) is not None


def _holding(place: Place | None, around: Place, behind: str) -> Place | None:
    """The place, or the city of its name that has ended where the words behind lie only in that (巢湖市无为县)."""
    if place is not None and place.level == "county" and behind:
        for city in ended_cities().get(place.name, ()):
            if city.within(around) and _inside(city, behind)[0] is not None:
                return city
    return place


def _counts(place: Place, name: str, behind: str, around: Place) -> bool:
    if _is_bare_county(place, name):
        return around.level == "city" and name != around.bare and name not in ordinary_names()
    plain = len(name) == 2 and name[-1] == "区"  # 城区, which also says where a city is built up
    return place.until is None or not plain or not behind or behind.startswith(_SEAT)


@functools.cache
def ordinary_names() -> frozenset[str]:
    """Shortened names of counties that are words or names of other things too (和平, 新建)."""
    return frozenset(row["name"] for row in load_lexicon("ordinary_names"))


def _is_bare_county(place: Place, name: str) -> bool:
    """Whether the name is a county's without 县, 市 or 区; a city directly below its province counts as a city."""
    if place.level != "county" or place.name == name:
        return False
    under_province = place.parent is not None and place.parent.name[-1] in "省区"
    return not (under_province and place.name[-1] == "市") or name in ordinary_names()


def _near(place: Place, within: Place | None) -> bool:
    return within is not None and within.level in ("city", "county") and within.chain[-2:] == place.chain[-2:]


def only_one(found: Iterable[Place], within: Place | None) -> Place | None:
    """The one place of those found, looking from ``within`` outwards; None where two remain at the same distance."""
    candidates = tuple(found)
    circles = (*within.chain, CHINA) if within else (CHINA,)
    for circle in circles:
        near = [place for place in candidates if place.within(circle) or place in (within.chain if within else ())]
        if near:
            return near[0] if len(near) == 1 else None
    return None
