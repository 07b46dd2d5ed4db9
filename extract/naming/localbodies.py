"""Bodies of a place: the place is written (朔州市), meant by a level (市), or left out."""

from __future__ import annotations

import functools
import re
from dataclasses import replace

from extract.lexicons import load_lexicon
from extract.naming.branches import read_local_branch, read_zone_branch
from extract.naming.central import PLATE
from extract.naming.collectives import read_generic, read_members
from extract.naming.companies import read_own_bank, read_own_company
from extract.naming.divisions import Place
from extract.naming.groups import is_nameless, read_customary
from extract.naming.hostbodies import read_host_body
from extract.naming.levels import match_level, names_of_levels, place_of_level, scope_of
from extract.naming.organs import read_organ
from extract.naming.partybodies import in_order, read_joint, read_led, read_of_party
from extract.naming.placenames import split_place
from extract.naming.readings import Organ, Reading, Setting
from extract.naming.rendering import power_company, reading_of, rendered
from extract.naming.stations import read_station
from extract.naming.townbodies import read_of_town, read_town
from extract.naming.wholeorgans import whole_name
from extract.naming.zones import is_known_zone, of_zone, split_zone

_GOVERNMENT = "人民政府"
_WHOLE_LEVELS = ("省", "市", "县", "区", "州", "旗", "盟", "自治区", "地区", "镇", "乡", "街道", "苏木")
_OF_PLACES = ("局", "厅", "委")
_PLATE_ENDS = "局厅委办司公心院会室部"
_CORPS = re.compile("(?:新疆生产建设)?兵团(?=.)")
_REGULATOR, _REGULATOR_SINCE = "金融监管局", 2023
_CENTRAL = re.compile("国家|中国|中华人民共和国|{g}|国网")
_PROVINCIAL = re.compile("(?:厅|总队)$")


def read_local(words: str, setting: Setting) -> Reading:
    """The body of a place that the words name, in a document of a place.

    >>> from extract.naming.placenames import find_place
    >>> read_local("县水利局", Setting(place=find_place("应县"))).canonical
    '应县水利局'
    """
    words = in_order(words)
    return _written(words, setting) or _of_level(words, setting) or _bare(words, setting)


def _written(words: str, setting: Setting) -> Reading | None:
    """A body whose place is written: 芜湖市教育局, 共青团芜湖市委, 兵团农业农村局."""
    place = setting.place
    led = read_led(words, place)
    if led:
        return _explained(_organ(led[1], led[0], words, led[0].name, setting), "name.full", None)
    corps = _CORPS.match(words)
    if corps:
        return _of_corps(words[corps.end() :], words, setting)
    if place is not None and place.level in ("town", "zone") and words.startswith(place.name) and words != place.name:
        own, rest = place, words.removeprefix(place.name)
    else:
        found, rest = _split(words, place)
        if found is None:
            return None
        own = found
    prefix = words[: len(words) - len(rest)]
    if rest == _REGULATOR and prefix == own.bare and (setting.year is None or setting.year >= _REGULATOR_SINCE):
        rest = f"国家{rest}"  # 浙江金融监管局 is the central body's, 省金融监管局 the province's
    reading = _organ(rest or _GOVERNMENT, own, words, prefix, setting)
    return _explained(reading, "name.full", None) if rest else _explained(reading, "name.place_alone", own.full_name)


def _split(words: str, place: Place | None) -> tuple[Place | None, str]:
    """The place written before the words; a county's bare name means it in its own documents (朝阳 in 朝阳区)."""
    own, rest = split_place(words, within=place)
    if rest.startswith(_PREFECTURE):
        own = _prefecture(own or place) or own
    if own is None or place is None or place.level != "county" or own.chain[-1:] == place.chain[-1:]:
        return own, rest
    if words.startswith(place.bare) and own.bare == place.bare and not words.startswith(own.name):
        return place, words.removeprefix(place.bare)
    return own, rest


_PREFECTURE = ("地委", "行署")


def _prefecture(own: Place | None) -> Place | None:
    """The prefecture (地区) that the place is or belongs to: 地委 in a county of 阿克苏 is that of 阿克苏地区."""
    return next((place for place in own.chain if place.name.endswith("地区")), None) if own else None


def _of_level(words: str, setting: Setting) -> Reading | None:
    """A body whose place is meant by the word for its level: 市教育局."""
    level = match_level(words, setting.place)
    if level is None:
        return None
    own, rest = place_of_level(level[1], setting.place), words[level.end() :]
    if own is None and setting.place is not None and rest.endswith("部门"):
        return _each_of_level(words, setting.place)
    if own is None:
        return _somewhere(level[1], rest, setting)
    return _explained(_organ(rest, own, words, level[1], setting), "name.level", f"{level[1]}：{own.full_name}")


def _each_of_level(words: str, place: Place) -> Reading | None:
    """省级教育部门 in a national document: those of every province, as 各省级教育部门 says it."""
    generic = read_generic(f"各{words}")
    reading = reading_of(replace(generic, full=words), place, collective=True) if generic else None
    return replace(reading, rule="name.generic") if reading else None


def _of_corps(rest: str, words: str, setting: Setting) -> Reading:
    """A body of the corps in Xinjiang, which is no division and has departments like a province."""
    organ = read_organ(rest, "province", year=setting.year)
    name = rendered(organ.full.replace("{p}", "新疆生产建设兵团").replace("{b}", "新疆生产建设兵团"), None)
    key = f"兵团:{organ.key}"
    reading = Reading(place=None, key=key, canonical=name, everywhere=True, function=organ.function, kind=organ.kind)
    return replace(reading, rule="name.full" if name == words else "name.abbreviation", because=f"{words}：{name}")


def _explained(reading: Reading, rule: str, because: str | None) -> Reading:
    """The reading with its rule; what the organ's own rule says comes behind what is said of its place."""
    if reading.rule == "name.as_written":
        return replace(reading, rule=rule, because=because)
    reasons = [each for each in (because, reading.because) if each]
    return replace(reading, because="；".join(dict.fromkeys(reasons)) or None)


def _bare(words: str, setting: Setting) -> Reading:
    """A name without any place: the issuing department's office, or a body of the document's own place."""
    host = read_host_body(words, setting)
    if host:
        return host
    if setting.host and setting.host.endswith(words) and is_nameless(words):
        issuer = read_local(setting.host, replace(setting, host=None))  # 联席会议办公室 that issues the document
        return replace(issuer, rule="name.host", because=setting.host)
    place = setting.place
    if place is not None and place.level in ("city", "county") and _PROVINCIAL.search(words):
        place = place.chain[-1]  # only provinces have 厅
    reading = _organ(words, place, words, "", setting)
    because = place.full_name if place is not None else None
    reading = _explained(reading, "name.own_place" if reading.place is not None else "name.as_written", because)
    unknown = reading.kind == "other" and words[-1:] in _OF_PLACES and "、" not in words
    named = place is not None and words.startswith(place.name[:2])  # 平潭海事局 in the documents of 平潭's zone
    office = reading.kind in ("organ", "department", "branch") and reading.rule != "name.town"
    return replace(reading, elided=office or (unknown and not named))


def _organ(rest: str, own: Place | None, words: str, prefix: str, setting: Setting) -> Reading:
    return (
        _plates(rest, own, words, prefix, setting)
        or read_local_branch(rest, own, setting.year)
        or read_zone_branch(rest, own, setting)
        or read_joint(rest, own)
        or read_station(rest, own, setting.year)
        or read_town(rest, own)
        or _members(rest, own)
        or _body(rest, own, words, prefix, setting)
    )


def _plates(rest: str, own: Place | None, words: str, prefix: str, setting: Setting) -> Reading | None:
    """A body with a second nameplate: it is the first, the second is named with it."""
    plate = PLATE.match(rest)
    if not plate or plate[1][-1] not in _PLATE_ENDS:
        return None
    main = _organ(plate[1], own, words.partition("（")[0], prefix, setting)
    second = read_local(plate[2], replace(setting, place=own))
    name = f"{main.canonical}（{second.canonical}）"
    return replace(main, canonical=name, rule="name.plate", because=f"{plate[1]}（{plate[2]}）")


def _members(rest: str, own: Place | None) -> Reading | None:
    members = read_members(rest)
    return replace(reading_of(members, own, collective=True), rule="name.members") if members else None


def _body(rest: str, own: Place | None, words: str, prefix: str, setting: Setting) -> Reading:
    level, province = names_of_levels(own)
    organ = (
        read_customary(rest)
        or _of_separate_city(rest, own, setting.year)
        or read_organ(rest, level, province, setting.year)
    )
    if own is not None and own.level == "town":
        return read_of_town(rest, own, organ, setting.year)
    if organ.kind == "other":
        generic = read_generic(words)
        if generic:
            return replace(reading_of(generic, own, collective=True), rule="name.generic")
    if organ.function is None and organ.kind not in ("zone", "group"):
        organ = (read_of_party(rest, own, organ) if prefix else None) or _of_zone(rest, province, setting.year) or organ
    if organ.kind == "other" and own is not None:
        organ = read_own_bank(rest, own.level) or organ
    if organ.kind == "other" and not prefix and own is not None:
        organ = read_own_company(rest) or organ
    if (organ.kind == "other" and not _takes_place(prefix, own)) or (not prefix and is_nameless(rest)):
        key = f"{prefix}{rest}"
        return Reading(place=own if prefix else None, key=key, canonical=words, scope=scope_of(own), kind="other")
    if own is not None and "{g}" in organ.full:
        organ = replace(organ, full=organ.full.replace("{g}", power_company(own, setting.year)))
    return _with_rule(reading_of(_placed(organ, prefix, own), own), organ, rest)


def _of_separate_city(rest: str, own: Place | None, year: int | None) -> Organ | None:
    """A regulator's branch in a city of separate planning, which is called as in a province."""
    if own is None or own.name not in _separate_cities():
        return None
    found = whole_name(rest, "separate", own.chain[-1].name, year)
    return Organ(key=found.key, full=found.full, kind="organ") if found and found.level == "separate" else None


@functools.cache
def _separate_cities() -> frozenset[str]:
    return frozenset(row["name"] for row in load_lexicon("separate_cities"))


def _of_zone(rest: str, province: str, year: int | None) -> Organ | None:
    """A department of a zone in the documents of the place that holds it: 高新区经发局."""
    parts = split_zone(rest)
    organ = read_organ(parts[1], "zone", province, year) if parts else None
    return of_zone(parts[0], organ) if parts and organ and organ.kind in ("department", "organ") else None


def _takes_place(prefix: str, own: Place | None) -> bool:
    """Whether an unknown name gets its place before it: behind a level, or a whole name of the place."""
    if not prefix:
        return False
    return prefix in _WHOLE_LEVELS or prefix.endswith(own.name if own else "")


def _placed(organ: Organ, prefix: str, own: Place | None) -> Organ:
    """The organ with the place as its name has it: zones carry the bare name, those of a level the whole."""
    if organ.kind != "zone" or is_known_zone(organ):
        return organ
    if not prefix:
        cities_own = "高新区" in organ.key and own is not None and own.bare not in organ.full
        return organ if cities_own else replace(organ, full=organ.full.removeprefix("{b}"))
    return replace(organ, full=organ.full.replace("{b}", "{p}", 1)) if prefix in _WHOLE_LEVELS else organ


def _with_rule(reading: Reading, organ: Organ, rest: str) -> Reading:
    """The reading with the rule of its kind, if the organ's words are another way to say its name."""
    plain = rendered(organ.full, None)
    if plain == rest or organ.kind == "other":
        return reading
    rule = {"zone": "name.zone", "group": "name.group"}.get(organ.kind, "name.abbreviation")
    if _CENTRAL.match(organ.full):
        rule = "name.vertical"
    # a name around its place is shown with it: 中国人民银行芜湖市中心支行
    whole = plain if organ.full == "{p}" + plain else reading.canonical
    return replace(reading, rule=rule, because=f"{rest}：{whole}")


def _somewhere(level: str, rest: str, setting: Setting) -> Reading:
    """A body of a level whose place the document leaves open (市公安局 in a document of the province)."""
    organ = read_organ(rest, {"省": "province", "市": "city"}.get(level, "county"), year=setting.year)
    return Reading(
        place=None,
        key=f"{level}:{organ.key}",
        canonical=organ.full.format(p=level, b=level, c=level, g="国网", l=level, w="委"),
        scope=scope_of(setting.place) + setting.home,
        function=organ.function,
        kind=organ.kind,
        rule="name.unknown_place",
        because=level,
    )
