"""Towns as bodies in the documents of their counties, and the bodies of a town in its own documents."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.naming.divisions import Place, below, children_of
from extract.naming.levels import scope_of
from extract.naming.organs import read_organ
from extract.naming.readings import Organ, Reading
from extract.naming.rendering import reading_of
from extract.naming.stations import station_of_town
from extract.rulebook import load_pattern

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
_PARTY = re.compile("(?:党委|党工委|纪委|纪工委)$")
_TOWN_END = re.compile("(?:镇|乡|街道|苏木)$")


def read_town(rest: str, own: Place | None) -> Reading | None:
    """A town of a county, which is its government, or a body of it, behind the county or in its documents.

    >>> from extract.naming.placenames import find_place
    >>> read_town("石寺镇", find_place("新安县")).canonical, read_town("城关街道办", find_place("新安县")).canonical
    ('新安县石寺镇人民政府', '新安县城关街道办事处')
    >>> read_town("石寺镇中心学校", find_place("新安县")).canonical
    '新安县石寺镇中心学校'
    """
    if own is None or not (own.level == "county" or (own.level == "city" and not children_of(own))):
        return None
    body = load_pattern("units", "unit.town.body").fullmatch(rest)
    if body and body["town"]:
        key = read_organ(body["body"], "town").key
        return _of(body["town"], own, Organ(key=key, full="{p}" + body["body"], kind="institution"))
    party = _PARTY.search(rest)
    found = _TOWN.match(rest[: party.start()] if party else rest)
    if not found or _NO_TOWN.search(found["name"] or found["street"]):
        return None
    full = "中共{p}" + _PARTY_NAMES[party[0]] if party else "{p}" + ("人民政府" if found["name"] else "办事处")
    return _of(found["name"] or found["street"], own, Organ(key=full, full=full, kind="town"))


def _of(name: str, county: Place, organ: Organ) -> Reading:
    """A body of the town in its county's documents: the same as in the town's own."""
    return replace(reading_of(organ, below(county, name, "town")), rule="name.town", because=county.full_name)


_PARTY_NAMES = {"党委": "委员会", "党工委": "工作委员会", "纪委": "纪律检查委员会", "纪工委": "纪律检查工作委员会"}


def read_of_town(rest: str, town: Place, organ: Organ, year: int | None) -> Reading:
    """A body of a town in its own documents: its names vary, so they stay as written; equal organs are one.

    Stations (派出所) are the county's.
    """
    plain = rest.removeprefix(town.name).removeprefix(_TOWN_END.sub("", town.name))
    station = station_of_town(plain, town, year)
    if station:
        return station
    if _OF_OTHERS.search(rest):
        return Reading(place=None, key=rest, canonical=rest, scope=scope_of(town), kind="other")
    full = organ.full if organ.kind == "organ" else "{p}" + rest
    many = rest.startswith("各")
    kind = "areas" if many else organ.kind
    reading = reading_of(Organ(key=organ.key, full=full, kind=kind, function=organ.function), town, collective=many)
    return replace(reading, rule="name.town", because=town.full_name)
