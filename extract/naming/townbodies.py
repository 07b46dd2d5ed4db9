"""Towns as bodies in the documents of their counties, and the bodies of a town in its own documents."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.naming.divisions import Place
from extract.naming.levels import scope_of
from extract.naming.readings import Organ, Reading
from extract.naming.rendering import reading_of

_TOWN = re.compile(
    "(?P<name>(?![各有相所涉全本该属辖沿重试省市县区])[\u4e00-\u9fff]{1,7}?(?:镇|(?<!城)乡|苏木))(?:人民政府|政府)?$|"
    "(?P<street>(?![各有相所涉全本该属辖沿重试省市县区])[\u4e00-\u9fff]{1,6}?街道)(?:办事处|办)?$"
)
_NO_TOWN = re.compile(
    "(?:乡|城|集|市|村|重点|中心|建制|示范|特色|小|古|名|强|先进|试点|卫星|产业|园|重|大|工业|县城|涉农|沿江)[镇乡]$|街镇|镇街"
)
"""What ends like a town's name and is none: 建制镇, 重点镇."""
_OF_OTHERS = re.compile("项目部$|公司$|集团$|银行$")
"""Ends of names that stand in a town's documents and tell no body of the town."""
_PARTY = re.compile("(?:党委|党工委)$")
_STATION = re.compile("(?:公安)?派出所$")


def read_town(rest: str, own: Place | None) -> Reading | None:
    """A town of a county, which is its government, behind the county or in its documents.

    >>> from extract.naming.placenames import find_place
    >>> read_town("石寺镇", find_place("新安县")).canonical, read_town("城关街道办", find_place("新安县")).canonical
    ('新安县石寺镇人民政府', '新安县城关街道办事处')
    """
    if own is None or own.level != "county":
        return None
    party = _PARTY.search(rest)
    found = _TOWN.match(rest[: party.start()] if party else rest)
    if not found or _NO_TOWN.search(found["name"] or found["street"]):
        return None
    name = found["name"] or found["street"]
    if party:
        organ = Organ(key=f"town:{name}{party[0]}", full="中共{p}" + name + _PARTY_NAMES[party[0]], kind="town")
    else:
        organ = Organ(key=f"town:{name}", full="{p}" + name + ("人民政府" if found["name"] else "办事处"), kind="town")
    reading = reading_of(organ, own)
    return replace(reading, rule="name.town", because=own.full_name)


_PARTY_NAMES = {"党委": "委员会", "党工委": "工作委员会"}


def read_of_town(rest: str, town: Place, organ: Organ) -> Reading:
    """A body of a town in its own documents: its names vary, so they stay as written; equal organs are one.

    The police station is of the county's police.
    """
    plain = rest.removeprefix(town.name).removeprefix(town.name[:-1]) or "人民政府"
    if _STATION.fullmatch(plain) and town.parent is not None:
        full = f"{{p}}公安局{town.name.removesuffix('镇').removesuffix('乡').removesuffix('街道')}派出所"
        station = reading_of(Organ(key=full, full=full, kind="branch", function="公安"), town.parent)
        return replace(station, rule="name.town", because=town.full_name)
    if _OF_OTHERS.search(rest):
        return Reading(place=None, key=rest, canonical=rest, scope=scope_of(town), kind="other")
    full = organ.full if organ.kind == "organ" else "{p}" + rest
    many = rest.startswith("各")
    kind = "areas" if many else organ.kind
    reading = reading_of(Organ(key=organ.key, full=full, kind=kind, function=organ.function), town, collective=many)
    return replace(reading, rule="name.town", because=town.full_name)
