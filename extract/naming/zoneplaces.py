"""Zones as places: those of a table (雄安新区, 苏州工业园区), and others by the place and kind that their name says.

A zone is no division: the division that holds it is its parent. What names a zone is its 管委会, or its name where
that leaves no doubt.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from extract.lexicons import load_lexicon
from extract.naming.divisions import Place, all_places, below
from extract.naming.placenames import find_place, split_place
from extract.rulebook import load_pattern

_TOWN = re.compile(r"[\u4e00-\u9fff]{1,8}(?:镇|乡|苏木|街道)")
_COUNTY = re.compile(r"[\u4e00-\u9fff]{1,9}(?:市|县|区|旗)")
_KIND = re.compile(r"[\u4e00-\u9fff（）()]{0,12}(?:区|新城|园|兵团)")


@functools.cache
def _table() -> Mapping[str, Place]:
    """The zones of the table by each of their names."""
    by_code = {place.code: place for place in all_places() if place.until is None}
    found: dict[str, Place] = {}
    for row in load_lexicon("zones"):
        zone = below(by_code[row["code"]], row["name"], "zone")
        for name in (row["name"], *filter(None, row["variants"].split("|"))):
            found[name] = zone
    return found


def zone_at_start(words: str) -> Place | None:
    """The zone whose name or whose committee's name the words begin with.

    >>> zone_at_start("雄安新区管委会关于植树的通知").full_name
    '河北省雄安新区'
    >>> zone_at_start("湛江市东山高新区管理委员会").full_name
    '广东省湛江市东山高新区'
    >>> zone_at_start("湛江市综合保税区发展方案") is None
    True
    """
    known = _known(words)
    if known is not None:
        return known
    place, rest = split_place(words, bare_counties=True)
    if place is None or place.level == "country":
        return None
    known = _known(rest)
    if known is not None and (known.within(place) or place.within(known.chain[1])):
        return known
    committee = load_pattern("places", "place.zone.body").match(rest)
    if committee is None and place.level == "province":
        return None
    found = committee or load_pattern("places", "place.zone.plain").match(rest)
    if found is None or (split_place(words)[0] is None and not _is_plain(found["zone"])):
        return None  # 五台 in 五台山风景区 is no county
    return _zone(place, found["zone"])


def _is_plain(name: str) -> bool:
    return load_pattern("places", "place.zone.kind").fullmatch(name) is not None


def _zone(place: Place, name: str) -> Place:
    """The zone by its full name: 合肥市高新区 is 合肥高新区."""
    return below(place, place.bare + name if _is_plain(name) else name, "zone")


def _known(words: str) -> Place | None:
    names = _table()
    name = next((words[:length] for length in range(min(20, len(words)), 3, -1) if words[:length] in names), None)
    return names[name] if name else None


@functools.cache
def _by_full_name() -> Mapping[str, Place]:
    return {place.full_name: place for place in all_places()}


@functools.lru_cache(maxsize=65_536)
def place_called(label: str) -> Place | None:
    """The place that a document's ``jurisdiction`` names: a division, a zone, or a town behind its county.

    >>> place_called("湖南省长沙市宁乡市双江口镇").level, place_called("河北省雄安新区").level
    ('town', 'zone')
    >>> place_called("双江口镇") is None
    True
    """
    place = _by_full_name().get(label) or find_place(label)
    if place is not None:
        return place
    holder, rest = split_place(label)
    if holder is None or not rest:
        return None
    if rest in _table():
        return _table()[rest]
    if _TOWN.fullmatch(rest):
        return below(holder, rest, "town")
    if zone_at_start(label + "管委会") is not None and _KIND.fullmatch(rest):
        return below(holder, rest, "zone")
    return below(holder, rest, "county") if _COUNTY.fullmatch(rest) else None


def division_called(label: str) -> Place | None:
    """The smallest division of the table in a document's ``jurisdiction``: a town's county, a zone's city.

    >>> division_called("湖南省长沙市宁乡市双江口镇").name, division_called("全国").level
    ('宁乡市', 'country')
    """
    place = place_called(label)
    while place is not None and "-" in place.code:
        place = place.parent
    return place
