"""The administrative divisions of China down to counties, as GB/T 2260 numbers them.

The table holds the present divisions and those that a reorganisation ended since 2006 (``until`` is its year; see
:mod:`extract.naming.reorganisations`). Nothing is read before the first question.
"""

from __future__ import annotations

import functools
import hashlib
import re
from dataclasses import dataclass
from typing import Literal

from extract.lexicons import load_lexicon

Level = Literal["country", "province", "city", "county", "zone", "town"]


@dataclass(frozen=True, eq=False, kw_only=True)
class Place:
    """A division: ``full_name`` begins with its province, ``until`` is the year of the reorganisation that ended it.

    Each stands in the table once, so two are equal only if they are the same. Zones and towns stand in no table: they
    are made for the documents that name them (:func:`below`), each once.
    """

    code: str
    name: str
    full_name: str
    level: Level
    parent: Place | None
    until: int | None = None

    @functools.cached_property
    def bare(self) -> str:
        """The name as people shorten it: 朔州 for 朔州市, 景宁 for 景宁畲族自治县, 应县 for 应县."""
        return bare_name(self.name)

    @functools.cached_property
    def chain(self) -> tuple[Place, ...]:
        """The place and what it lies in, smallest first, without the country."""
        return (self, *(self.parent.chain if self.parent else ())) if self.level != "country" else ()

    def within(self, other: Place) -> bool:
        """Whether the place is the other one or lies in it."""
        return other.level == "country" or other in self.chain


CHINA = Place(code="000000", name="中华人民共和国", full_name="全国", level="country", parent=None)
_SUFFIX = re.compile(
    "(?:维吾尔自治区|壮族自治区|回族自治区|自治区|特别行政区|自治州|自治县|自治旗|地区|新区|林区|省|市|县|区|盟)$"
)


@functools.cache
def _nationalities() -> re.Pattern[str]:
    names = sorted((row["name"] for row in load_lexicon("nationalities")), key=lambda name: (-len(name), name))
    return re.compile(f"(?<=..)(?:{'|'.join(names)})+$")


@functools.cache
def bare_name(name: str) -> str:
    """The name without the word for its level and without nationalities; at least two characters.

    >>> [bare_name(name) for name in ("恩施土家族苗族自治州", "东乡族自治县", "内蒙古自治区", "浦东新区", "应县")]
    ['恩施', '东乡', '内蒙古', '浦东', '应县']
    """
    stem = _SUFFIX.sub("", name)
    if "自治" in name and not name.endswith("自治区"):
        stem = _nationalities().sub("", stem)
        stem = stem.removesuffix("族") if len(stem) > 2 else stem
    return stem if len(stem) >= 2 else name


@functools.cache
def all_places() -> tuple[Place, ...]:
    """Every division of the table, in the order of the codes, those of today and those that ended."""
    made: dict[tuple[str, str], Place] = {}
    today: dict[str, Place] = {}
    rows = load_lexicon("divisions")
    for row in sorted(rows, key=lambda row: (_depth(row["code"]), bool(row["until"]), row["code"])):
        place = _place(row["code"], row["name"], int(row["until"]) if row["until"] else None, today)
        made[place.code, place.name] = place
        today.setdefault(place.code, place)
    return tuple(made[key] for key in sorted(made))


def _depth(code: str) -> int:
    return 1 if code.endswith("0000") else 2 if code.endswith("00") else 3


def _place(code: str, name: str, until: int | None, made: dict[str, Place]) -> Place:
    level: Level = ("province", "city", "county")[_depth(code) - 1]
    province = made.get(f"{code[:2]}0000")
    parent = CHINA if level == "province" else made.get(f"{code[:4]}00", province) if level == "county" else province
    before = parent.full_name if parent and parent.level != "country" else ""
    return Place(code=code, name=name, full_name=before + name, level=level, parent=parent, until=until)


@functools.lru_cache(maxsize=65_536)
def below(parent: Place, name: str, level: Level) -> Place:
    """A place that no table holds, in the division that holds it: a zone, a town, or a county by its name alone.

    >>> from extract.naming.placenames import find_place
    >>> below(find_place("湛江市"), "经济技术开发区", "zone").full_name
    '广东省湛江市经济技术开发区'
    """
    before = "" if parent.level == "country" else parent.full_name
    code = f"{parent.code}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
    return Place(code=code, name=name, full_name=before + name, level=level, parent=parent)


@functools.cache
def children_of(place: Place) -> tuple[Place, ...]:
    """The divisions of today directly below the place, in the order of the codes."""
    return tuple(other for other in all_places() if other.parent == place and other.until is None)


@functools.cache
def places_by_name() -> dict[str, tuple[Place, ...]]:
    """Every name, whole and bare, with the places it can mean; an ended name only where no name of today is equal.

    A bare name means the places of the highest level that share it: 吉林 is the province, 朝阳 the city.
    """
    return _by_name(all_places())


@functools.cache
def ended_cities() -> dict[str, tuple[Place, ...]]:
    """The cities that have ended, by name: 巢湖市 was one before it became a county-level city."""
    ended = [place for place in all_places() if place.level == "city" and place.until is not None]
    return {place.name: tuple(other for other in ended if other.name == place.name) for place in ended}


@functools.cache
def names_inside(place: Place) -> dict[str, tuple[Place, ...]]:
    """The names of the divisions in the place with what each means there; 蒙自 is a city and was a county."""
    return _by_name(tuple(other for other in all_places() if other != place and other.within(place)))


def _by_name(places: tuple[Place, ...]) -> dict[str, tuple[Place, ...]]:
    whole: dict[str, list[Place]] = {}
    bare: dict[str, list[Place]] = {}
    for place in places:
        whole.setdefault(place.name, []).append(place)
        for short in _short_names(place):
            bare.setdefault(short, []).append(place)
    merged = {name: _current(found) for name, found in whole.items()}
    for name, found in bare.items():
        if name not in merged:
            merged[name] = _highest(_current(found))
    return merged


def _short_names(place: Place) -> tuple[str, ...]:
    """The bare name, that with the plain word for the level, and the customary shorts that are no beginning of it."""
    customary = customary_shorts().get(place.code, ()) if place.until is None else ()
    if place.bare == place.name:
        return customary
    ending = re.search("(自治州|自治县)$", place.name)
    plain = (place.bare + ending[1][-1],) if ending else ()
    return tuple(dict.fromkeys((place.bare, *plain, *customary)))


@functools.cache
def customary_shorts() -> dict[str, tuple[str, ...]]:
    """Code → the shorts of the division that only custom explains: 达茂旗, 昆区.

    >>> customary_shorts()["150223"]
    ('达茂旗',)
    """
    found: dict[str, tuple[str, ...]] = {}
    for row in load_lexicon("division_shorts"):
        found[row["code"]] = (*found.get(row["code"], ()), row["short"])
    return found


def _current(found: list[Place]) -> tuple[Place, ...]:
    return tuple(place for place in found if place.until is None) or tuple(found)


def _highest(found: tuple[Place, ...]) -> tuple[Place, ...]:
    def rank(place: Place) -> int:
        # a district is seldom named without 区, so its bare name counts only where nothing else bears it
        return _depth(place.code) + place.name.endswith("区") * (place.level == "county")

    best = min(rank(place) for place in found)
    return tuple(place for place in found if rank(place) == best)
