"""The identity of units: surfaces as written → full names and ids that are equal for one body of one jurisdiction.

A name is read as place + organ. The place is written (朔州市), implied by a level (市, seen from the document's place)
or, where it is elided, the document's own. Beyond the grammar only what a document itself makes clear is merged:
市大气办 is the office of the one group whose name holds these characters. Doubtful names stay apart.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extract.lexicons import load_lexicon
from extract.naming.collectives import BRACKETS, read_collective, read_generic, read_members
from extract.naming.divisions import CHINA, Place
from extract.naming.mergers import merge_within_document
from extract.naming.organs import read_branch, read_organ
from extract.naming.placenames import find_place, split_place
from extract.naming.readings import NOWHERE, Organ, Reading, Setting
from extract.records import content_id

LEVEL = re.compile(
    r"(?:全|本|我)?(省|自治区|市|州|盟|地区|县|区|旗)(?:级|直属)?(?=[^、，。（）\s])"
    r"(?!(?<=市)(?:场|政(?:公用|工程|管理|园林|设施|道路|建设|集团)|容|区|民(?![政族宗防委办]))|(?<=区)域|(?<=县)域)"
)
_YOUTH = re.compile(r"(?:共青)?团(省|自治区|市|州|盟|地|县|区|旗)委(?:员会)?$")
_PLATE = re.compile(r"(.+?)（([^（）]+)）$")
_RAILWAY = re.compile(r"(?:国铁|中国铁路)(.{2,6}?)局(?:集团(?:有限)?公司)?$|(.{2,6}?)铁路局(?:集团(?:有限)?公司)?$")
_SECTION = re.compile(r"(?:车务段|工务段|电务段|机务段|客运段|车辆段)$")
_POWER = re.compile(r"^(?:国家电网|国网).*?电力(?:有限)?公司(?=.+供电(?:分)?公司$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitName:
    """A unit's identity: whole name, stable id, jurisdiction's full name and line of work, where known.

    ``rule`` is the id of the rule in ``rules/names.toml`` by which the words got this name, ``because`` what it rests
    on: another name of the document, the prefix of the list, an entry of a lexicon.
    """

    canonical: str
    unit_id: str
    collective: bool
    place: str | None
    function: str | None
    kind: str = "organ"
    rule: str = "name.as_written"
    because: str | None = None


def resolve_unit(  # noqa: PLR0913 - what a document tells about its names
    surface: str,
    *,
    place: Place | None,
    head: str | None = None,
    year: int | None = None,
    host: str | None = None,
    home: str = "",
) -> UnitName:
    """The unit that the words name in a document of ``place``; ``head`` restores an elided prefix (市).

    ``year`` is the document's, ``host`` the full name of the department that issues it, and ``home`` keeps bodies of
    unknown places apart.

    >>> from extract.naming.places import find_place
    >>> resolve_unit("市发改委", place=find_place("朔州市")).canonical
    '朔州市发展和改革委员会'
    >>> resolve_unit("工业和信息化局", place=find_place("平城区"), head="市").canonical
    '大同市工业和信息化局'
    """
    setting = Setting(place=place, year=year, host=host, home=home)
    return _named(read_unit(_completed(surface, head, setting), setting))


def resolve_units(  # noqa: PLR0913 - what a document tells about its names
    surfaces: Sequence[str],
    *,
    place: Place | None,
    heads: Sequence[str | None] | None = None,
    context: Iterable[str] = (),
    year: int | None = None,
    host: str | None = None,
    home: str = "",
) -> list[UnitName]:
    """The units of one document's surfaces, in their order; names that the document explains are merged.

    ``heads`` holds for each surface the prefix that its list has, ``context`` further names of the document (of groups
    and companies) that may explain a surface.

    >>> from extract.naming.places import find_place
    >>> names = resolve_units(["市大气办", "市大气污染防治工作领导组办公室"], place=find_place("朔州市"))
    >>> {name.canonical for name in names}
    {'朔州市大气污染防治工作领导组办公室'}
    """
    setting = Setting(place=place, year=year, host=host, home=home)
    pairs = zip(surfaces, heads or [None] * len(surfaces), strict=True)
    whole = [_completed(surface, head, setting) for surface, head in pairs]
    merged = merge_within_document({words: read_unit(words, setting) for words in sorted({*whole, *context})})
    return [_named(merged[words]) for words in whole]


def _completed(surface: str, head: str | None, setting: Setting) -> str:
    """The surface with the prefix of its list, where it is a department's name without one."""
    return f"{head}{surface}" if head and read_unit(surface, setting).elided else surface


def clean_surface(surface: str) -> str:
    """The surface on one line, with one kind of brackets."""
    # braces would be read as places of the templates that names are made from
    return re.sub(r"\s+", "", surface).translate(BRACKETS).replace("{", "｛").replace("}", "｝")


def _named(reading: Reading) -> UnitName:
    place = reading.place.full_name if reading.place else None
    return UnitName(
        canonical=reading.canonical,
        unit_id=content_id("unit", reading.scope, reading.key.removeprefix("bare:")),
        collective=reading.collective,
        place=place,
        function=reading.function,
        kind=reading.kind,
        rule=reading.rule,
        because=reading.because,
    )


@functools.lru_cache(maxsize=8192)
def read_unit(surface: str, setting: Setting = NOWHERE) -> Reading:
    """The reading of one surface by the grammar alone; documents of one place name the same bodies again and again."""
    reading = _read(clean_surface(surface), setting.place)
    if reading.place is None and reading.key not in _railway_names():
        return replace(reading, scope=f"{reading.scope}{setting.home}")
    return reading


@functools.cache
def _railway_names() -> frozenset[str]:
    return frozenset(f"中国铁路{group}局集团有限公司" for group in _railway_groups().values())


def _read(words: str, place: Place | None) -> Reading:
    national = _national(words, place)
    if national:
        return replace(national, rule="name.national")
    return _collective(words, place) or _vertical(words, place) or _railway(words, place) or _local(words, place)


# central bodies


@functools.cache
def _national_names() -> dict[str, str]:
    table: dict[str, str] = {}
    for row in load_lexicon("national_bodies"):
        for name in (row["canonical"], *filter(None, row["variants"].split("|"))):
            table.setdefault(name, row["canonical"])
    return table


def _national(words: str, place: Place | None) -> Reading | None:
    plate = _PLATE.match(words)
    if plate and (main := _national(plate[1], place)):
        second = _national(plate[2], place)
        return replace(main, canonical=f"{main.canonical}（{second.canonical if second else plate[2]}）")
    full = _national_names().get(words)
    at_home = place is not None and place.level == "country"
    # a bare 能源局 is central only in a central document, 国家能源局 and 财政部 are so everywhere
    if full and (
        at_home or words == full or words.startswith(("国", "中", "党")) or words.endswith(("部", "总局", "署"))
    ):
        return Reading(place=CHINA, key=full, canonical=full)
    return None


# collectives


def _collective(words: str, place: Place | None) -> Reading | None:
    own, rest = split_place(words, within=place)
    organ = read_collective(rest, own) if own and rest else read_collective(words, place)
    if organ is None:
        return None
    level = LEVEL.match(words) if own is None and (organ.kind == "departments" or words.startswith("全")) else None
    seat = own or (place_of_level(level[1], place) if level else None) or place  # 省有关部门 are the province's
    return _at(organ, seat, collective=True)


# vertical bodies


@functools.cache
def _vertical_names() -> dict[str, str]:
    """Every name of a vertical body → its whole name, the longest first."""
    table: dict[str, str] = {}
    for row in sorted(load_lexicon("vertical_bodies"), key=lambda row: row["full"]):
        for name in (row["full"], *filter(None, row["variants"].split("|"))):
            table.setdefault(name, row["full"])
    return dict(sorted(table.items(), key=lambda pair: -len(pair[0])))


@functools.cache
def _vertical_pattern() -> re.Pattern[str]:
    """The longest name of a vertical body that words begin with, and some words behind it."""
    return re.compile(f"({'|'.join(map(re.escape, _vertical_names()))})(?=.)")


def _vertical(words: str, place: Place | None) -> Reading | None:
    words = _POWER.sub("", words)
    found = _vertical_pattern().match(words)
    if not found:
        return None
    full, rest = _vertical_names()[found[1]], words[found.end() :]
    if full == "国家电网":
        return _local(rest, place)
    own, tail = split_place(rest, within=place)
    if own is None:
        return Reading(place=None, key=full + rest, canonical=full + rest)
    mark = "{p}" if rest.startswith(own.name) else "{b}"
    organ = Organ(key=full + mark + tail, full=full + mark + tail, kind="organ")
    return _at(organ, own)


@functools.cache
def _railway_groups() -> dict[str, str]:
    return {row["province"]: row["group"] for row in load_lexicon("railways")}


def _railway(words: str, place: Place | None) -> Reading | None:
    match = _RAILWAY.match(words)
    if match and (match[1] or match[2] in _railway_groups().values()):
        full = f"中国铁路{match[1] or match[2]}局集团有限公司"
        return Reading(place=None, key=full, canonical=full)
    own, rest = split_place(words, within=place)
    seat = own or place
    group = _railway_groups().get(seat.chain[-1].name) if seat and seat.chain else None
    if group and _SECTION.search(words):
        full = f"中国铁路{group}局集团有限公司" + ("{b}" if own else "") + rest
        return _at(Organ(key=full, full=full, kind="organ"), seat)
    return None


# bodies of a place


def _local(words: str, place: Place | None) -> Reading:
    words = _YOUTH.sub(r"\1团委", words).removeprefix("中共").removeprefix("中国共产党")
    for prefix, order in (("共青团", "团委"), ("政协", "政协")):
        own, rest = split_place(words.removeprefix(prefix), within=place) if words.startswith(prefix) else (None, "")
        if own is not None and rest in ("委", "委员会", "委员会办公室"):
            return _organ(order + rest.removeprefix("委员会").removeprefix("委"), own, words, "")
    own, rest = split_place(words, within=place)
    if own is not None:
        return _organ(rest or "人民政府", own, words, words[: len(words) - len(rest)])
    level = LEVEL.match(words)
    if level is None:
        reading = _organ(words, place, words, "")
        return replace(reading, elided=reading.kind in ("organ", "department", "branch"))
    own = place_of_level(level[1], place)
    rest = words[level.end() :]
    if own is not None:
        return _organ(rest, own, words, level[1])
    return _somewhere(level[1], rest, place)


def place_of_level(level: str, place: Place | None) -> Place | None:
    """The place that a document of ``place`` calls 省, 市, 县 or 区; None where it cannot be told.

    >>> place_of_level("市", find_place("平城区")).name
    '大同市'
    """
    for own in place.chain if place else ():
        if level in ("省", "自治区"):
            if own.level == "province" and (own.name.endswith(level) or level == "省"):
                return own
        elif own.name.endswith(level):  # a municipality is 市, an autonomous region 区 in its own documents
            return own
    return None


def _organ(rest: str, own: Place | None, words: str, prefix: str) -> Reading:
    plate = _PLATE.match(rest)
    if plate and plate[1][-1] in "局厅委办司公心":
        main = _organ(plate[1], own, words.partition("（")[0], prefix)
        second = _local(plate[2], own)
        return replace(main, canonical=f"{main.canonical}（{second.canonical}）")
    branch = _branch(rest, own)
    if branch:
        return branch
    members = read_members(rest)
    if members:
        return _at(members, own, collective=True)
    level, province = (own.level, own.chain[-1].name) if own and own != CHINA else ("", "")
    organ = read_organ(rest, level, province)
    if organ.kind == "other":
        generic = read_generic(words)
        if generic:
            return _at(generic, own, collective=True)
    written_out = (
        prefix and own is not None and prefix not in ("省", "市", "县", "区", "州", "旗", "盟", "自治区", "地区")
    )
    if organ.kind == "other" and (not prefix or (written_out and not prefix.endswith(own.name if own else ""))):
        return Reading(
            place=own if prefix else None, key=f"{prefix}{rest}", canonical=words, scope=_scope(own), kind="other"
        )
    if organ.kind == "zone" and not prefix and organ.key[5:8] not in ("经开区", "高新区", "综保区"):
        organ = replace(organ, full=organ.full.removeprefix("{b}"))
    return _at(organ, own)


def _branch(rest: str, own: Place | None) -> Reading | None:
    """The branch of a city's bureau for a county: written as one, or the bureaus that are branches by law."""
    parts = read_branch(rest)
    if own is None or own.level not in ("city", "county"):
        return None
    city, county = (own.parent, own) if own.level == "county" else (own, None)
    if parts and parts[1]:
        county = find_place(parts[1], within=own)
        host = parts[0]
    elif parts:
        host = parts[0]
    else:
        # environment bureaus of counties are branches of the city's since 2019, police bureaus those of districts
        host = rest if rest == "生态环境局" or (rest == "公安局" and own.name.endswith("区")) else ""
    if not host or county is None or city is None or city.level != "city" or not county.within(city):
        return None
    organ = read_organ(host, "city")
    full = f"{organ.full}{_branch_name(county)}分局"
    return _at(Organ(key=f"{organ.key}@{county.code}", full=full, kind="branch", function=organ.function), city)


def _branch_name(county: Place) -> str:
    return county.name if len(county.name) == 2 else county.bare


def _somewhere(level: str, rest: str, place: Place | None) -> Reading:
    """A body of a level whose place the document leaves open (市公安局 in a document of the province)."""
    organ = read_organ(rest, {"省": "province", "市": "city"}.get(level, "county"))
    name = organ.full.format(p=level, b=level, g="")
    return Reading(
        place=None,
        key=f"{level}:{organ.key}",
        canonical=name,
        scope=_scope(place),
        function=organ.function,
        kind=organ.kind,
    )


def _at(organ: Organ, own: Place | None, *, collective: bool = False) -> Reading:
    key = re.sub(r"\{[pb]\}", "{}", organ.key)
    key = re.sub(r"(?<=^中国人民银行\{\}).*", "", key)
    return Reading(
        place=own,
        key=key,
        canonical=_rendered(organ.full, own),
        collective=collective,
        function=organ.function,
        kind=organ.kind,
        scope=_scope(own),
    )


def _scope(own: Place | None) -> str:
    return own.full_name if own else ""


def _rendered(full: str, own: Place | None) -> str:
    if own is None or own.level == "country":
        return full.format(p="", b="", g="")
    return full.format(p=local_name(own), b=own.bare, g=f"{own.chain[-1].name}电力公司")


def local_name(place: Place) -> str:
    """The place as names of bodies carry it: districts with their city, everything else alone.

    >>> [local_name(find_place(name)) for name in ("平城区", "应县", "怀仁市", "东城区", "朔州市")]
    ['大同市平城区', '应县', '怀仁市', '北京市东城区', '朔州市']
    """
    above = place.parent
    if place.level != "county" or above is None or not place.name.endswith("区"):
        return place.name
    return above.name + place.name if above.name.endswith("市") else place.name
