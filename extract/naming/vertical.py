"""Vertical bodies: branches of central organs, banks and companies for a place, and the railways."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import replace

from extract.lexicons import load_lexicon
from extract.naming.divisions import Place, places_by_name
from extract.naming.levels import names_of_levels
from extract.naming.organs import read_organ
from extract.naming.placenames import split_place
from extract.naming.readings import Organ, Reading, Setting
from extract.naming.rendering import power_companies, power_company, reading_of

_RAILWAY = re.compile(
    r"(?:国铁|中国铁路)(?P<named>.{2,6}?)局(?:集团(?:(?:有限)?(?:责任)?公司)?)?(?P<part>.*)$|"
    r"(?P<old>.{2,6}?)铁路局(?:集团(?:(?:有限)?公司)?)?(?P<old_part>.*)$"
)
_SECTION = re.compile(r"(?:车务段|工务段|电务段|机务段|客运段|车辆段|供电段|货运中心)$")
_POWER = re.compile(r"^(?:国家电网|国网).*?电力(?:有限)?公司(?=.+供电(?:分)?公司$)")
_GRID = "国家电网"
_CUSTOMS = re.compile("(?!各|所|有|相|驻|属|主|隶|当|该|本|市|省|县|区|州)([\u4e00-\u9fff]{2,4})海关$")


@functools.cache
def _vertical_names() -> Mapping[str, Mapping[str, str]]:
    """Every name of a vertical body → its row, the longest first."""
    table: dict[str, Mapping[str, str]] = {}
    for row in sorted(load_lexicon("vertical_bodies"), key=lambda row: row["full"]):
        for name in (row["full"], *filter(None, row["variants"].split("|"))):
            table.setdefault(name, row)
    return dict(sorted(table.items(), key=lambda pair: -len(pair[0])))


@functools.cache
def _vertical_pattern() -> re.Pattern[str]:
    """The longest name of a vertical body that words begin with, and some words behind it."""
    return re.compile(f"({'|'.join(map(re.escape, _vertical_names()))})(?=.)")


@functools.cache
def _tails() -> Mapping[tuple[str, str], str]:
    """(vertical body, ending of a name) → the whole ending (空管局 → 空中交通管理局)."""
    rows = load_lexicon("vertical_endings")
    return {(row["body"], short): row["full"] for row in rows for short in row["shorts"].split("|")}


def read_vertical(words: str, setting: Setting) -> Reading | None:
    """The branch that the words name after its central body: 人行武汉分行, 国家统计局济宁调查队.

    >>> read_vertical("人行武汉分行", Setting()).canonical
    '中国人民银行武汉分行'
    """
    reading = _grid(words, setting) or _branch(words, setting) or _customs(words, setting)
    if reading is None:
        return None
    if reading.canonical == words:
        return replace(reading, rule="name.full")
    return replace(reading, rule="name.vertical", because=f"{words}：{reading.canonical}")


def _grid(words: str, setting: Setting) -> Reading | None:
    """A power supply company; its province's company may stand before it."""
    if "电" not in words and not words.startswith("国网"):
        return None
    company = next((name for name in power_companies() if words.startswith(name) and words != name), "")
    plain = _GRID + words.removeprefix(company) if company else _POWER.sub(_GRID, words)
    found = _vertical_pattern().match(plain)
    if not found or _vertical_names()[found[1]]["full"] != _GRID:
        return None
    own, tail = split_place(plain[found.end() :], within=setting.place)
    tail = f"市{tail}" if tail.startswith("区供电") else tail  # 重庆市区供电公司 is 重庆's company of the town
    own = own or (setting.place if tail == "供电公司" else None)
    if own is None:
        return Reading(place=None, key=words, canonical=words, kind="company")
    level, province = names_of_levels(own)
    organ = read_organ(tail, level, province)
    if organ.kind == "other" and tail.endswith("公司"):
        organ = Organ(key="国网{p}" + tail, full="{g}" + tail, kind="company")
    whole = organ.full.replace("{g}", power_company(own, setting.year))
    return reading_of(replace(organ, kind="company", full=whole), own)


def _branch(words: str, setting: Setting) -> Reading | None:
    found = _vertical_pattern().match(words)
    if not found:
        return None
    row, rest = _vertical_names()[found[1]], words[found.end() :]
    full = row["full"]
    if row["endings"] and not rest.endswith(tuple(row["endings"].split("|"))):
        return None
    own, tail = _zone_or_place(rest, setting.place)
    if own is None:
        region, ending = _known_ending(full, rest)
        key = f"{full}{region}{ending}"
        return Reading(place=None, key=key, canonical=key, everywhere=not _is_open(rest))
    mark = "{p}" if rest.startswith(own.name) else "{b}"
    key = row["key"] if tail in row["same"].split("|") else ""
    tail = _tails().get((full, tail), tail)
    key = key or full + mark + tail
    return reading_of(Organ(key=key, full=full + mark + tail, kind="organ"), own)


def _zone_or_place(words: str, place: Place | None) -> tuple[Place | None, str]:
    """The place that the words begin with; a zone counts in its own documents."""
    if place is not None and place.level == "zone" and words.startswith(place.name):
        return place, words.removeprefix(place.name)
    return split_place(words, within=place)


def _known_ending(full: str, rest: str) -> tuple[str, str]:
    for (body, short), whole in _tails().items():
        if body == full and rest.endswith(short) and not rest.endswith(whole):
            return rest.removesuffix(short), whole
    return rest, ""


def _is_open(rest: str) -> bool:
    """Whether the words begin with a place that can be two, so that nothing tells which branch it is."""
    return any(rest[:length] in places_by_name() for length in range(2, 6))


def _customs(words: str, setting: Setting) -> Reading | None:
    """Customs are called after a port, which is not always a division: 皇岗海关."""
    found = _CUSTOMS.match(words)
    if not found or split_place(words, within=setting.place)[0] is not None or _is_open(found[1]):
        return None
    full = f"中华人民共和国{found[1]}海关"
    return Reading(place=None, key=full, canonical=full, everywhere=True)


@functools.cache
def _railway_groups() -> Mapping[str, str]:
    return {row["province"]: row["group"] for row in load_lexicon("railways")}


def read_railway(words: str, setting: Setting) -> Reading | None:
    """The railway group that the words name, or a section of the group that serves the place.

    >>> read_railway("国铁济南局", Setting()).canonical
    '中国铁路济南局集团有限公司'
    """
    found = _RAILWAY.match(words)
    group = (found["named"] or found["old"]) if found else ""
    if found and group in _railway_groups().values():
        part = found["part"] or found["old_part"] or ""
        now = f"中国铁路{group}局集团有限公司"
        of_then = found["old"] and setting.year is not None and setting.year < _GROUPS_SINCE
        full = f"{group}铁路局" if of_then or (found["old"] and part) else now
        rule, because = ("name.full", None) if words == full + part else ("name.vertical", f"{words}：{full}")
        return Reading(place=None, key=now + part, canonical=full + part, everywhere=True, rule=rule, because=because)
    return _section(words, setting)


_GROUPS_SINCE = 2018
"""The railway bureaus became groups in November 2017."""


def _section(words: str, setting: Setting) -> Reading | None:
    if not _SECTION.search(words):
        return None
    own, rest = split_place(words, within=setting.place)
    seat: Place | None = own or setting.place
    group = _railway_groups().get(seat.chain[-1].name) if seat and seat.chain else None
    if not group:
        return None
    full = f"中国铁路{group}局集团有限公司" + ("{b}" if own else "") + rest
    reading = reading_of(Organ(key=full, full=full, kind="organ"), seat)
    return replace(reading, rule="name.vertical", because=f"{seat.chain[-1].name if seat else ''}：{group}局")
