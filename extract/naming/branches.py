"""Branches of a city's bureaus for its counties and districts: 市生态环境局平城分局, 区公安分局."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import replace

from extract.lexicons import load_lexicon
from extract.naming.divisions import Place
from extract.naming.levels import place_of_level
from extract.naming.organs import read_branch, read_organ
from extract.naming.placenames import find_place
from extract.naming.readings import Organ, Reading, Setting
from extract.naming.rendering import reading_of

_BY_LAW = "生态环境局"
"""The bureau whose name alone, in a county, means the branch of the city's bureau."""
_POLICE = "公安局"


@functools.cache
def _hosts() -> frozenset[str]:
    return frozenset(row["host"] for row in load_lexicon("branch_hosts"))


@functools.cache
def _names() -> Mapping[tuple[str, str], str]:
    return {(row["province"], row["host"]): row["full"] for row in load_lexicon("branch_names")}


def read_local_branch(rest: str, own: Place | None, year: int | None) -> Reading | None:
    """The branch of a city's bureau for a county that the words behind the place ``own`` name.

    >>> read_local_branch("生态环境分局", find_place("平城区"), None).canonical
    '大同市生态环境局平城分局'
    """
    if own is None or own.level not in ("province", "city", "county"):
        return None
    city, county = (own.parent, own) if own.level == "county" else (own, None)
    host, county = _parts(rest, own, county, year)
    if not host or county is None or city is None or not _has_branches(city, host) or not county.within(city):
        return None
    organ = read_organ(host, "city")
    written = rest == _POLICE
    full = f"{{p}}{host}" if written else _full(city, county, organ, (read_branch(rest) or ("", ""))[1])
    branch = Organ(key=f"{organ.key}@{county.code}", full=full, kind="branch", function=organ.function)
    reading = reading_of(branch, city)
    if written:
        reading = replace(reading, canonical=reading_of(branch, county).canonical)
    return replace(reading, rule="name.branch", because=f"{rest}：{reading.canonical}")


def read_zone_branch(rest: str, own: Place | None, setting: Setting) -> Reading | None:
    """The branch of a city's bureau for the zone whose document it is: 公安分局, 公安局开发区分局.

    >>> from extract.naming.zoneplaces import place_called
    >>> zone = place_called("河北省秦皇岛市秦皇岛经济技术开发区")
    >>> read_zone_branch("公安分局", zone, Setting(place=zone)).canonical
    '秦皇岛市公安局开发区分局'
    """
    zone = setting.place
    if zone is None or zone.level != "zone" or own is None:
        return None
    city = next((place for place in zone.chain if place.level == "city"), None)
    parts = read_branch(rest)
    if city is None or not parts or own not in (zone, city) or not _is_host(parts[0]):
        return None
    named = parts[1].removeprefix(city.bare)
    if (own == city and not named) or (named and place_of_level(named, zone) != zone and not zone.name.endswith(named)):
        return None
    organ = read_organ(parts[0], "city")
    called = named or next((word for kind, word in _ZONE_WORDS.items() if kind in zone.name), zone.name)
    full = f"{organ.full}{called}分局"
    branch = Organ(key=f"{organ.key}@{zone.full_name}", full=full, kind="branch", function=organ.function)
    reading = reading_of(branch, city)
    return replace(reading, rule="name.branch", because=f"{rest}：{reading.canonical}")


_ZONE_WORDS = {"经济技术开发区": "开发区", "经济开发区": "开发区", "高新技术": "高新区", "综合保税区": "综合保税区"}
"""What a zone is → how its branches of the city's bureaus call it."""


def _parts(rest: str, own: Place, county: Place | None, year: int | None) -> tuple[str, Place | None]:
    """The bureau and the county of its branch; bureaus that are branches by law need not say so."""
    parts = read_branch(rest)
    if parts and parts[1]:
        return parts[0], find_place(parts[1], within=own)
    if parts:
        return (parts[0] if _is_host(parts[0]) else ""), county
    by_law = rest == _BY_LAW and (year is None or year >= _SINCE)
    police = rest == _POLICE and own.level == "county" and own.name.endswith("区")
    return (rest if by_law or police else ""), county


_SINCE = 2019
"""The reform by which environment bureaus of counties became branches."""


def _is_host(host: str) -> bool:
    return host in _hosts() or read_organ(host, "city").full.removeprefix("{p}") in _hosts()


def _has_branches(city: Place, host: str) -> bool:
    """Whether the place is a city; the police of municipalities has branches too."""
    return city.level == "city" or (city.name.endswith("市") and host == _POLICE)


def _full(city: Place, county: Place, organ: Organ, called: str) -> str:
    """The branch's whole name; ``called`` is the county as the words have it."""
    host = organ.full.removeprefix("{p}")
    template = _names().get((city.chain[-1].name, host))
    bare = county.name if len(county.name) == 2 else county.bare
    if template and not called:
        return template.format(city="{p}", bare=bare, name=county.name)
    return f"{organ.full}{called or bare}分局"
