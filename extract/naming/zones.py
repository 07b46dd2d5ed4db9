"""Development zones, parks and scenic areas, with or without their 管委会, behind the place that holds them.

Two zones of one place meet only if their own words and their kinds are equal: 高新区 and 产业园 are two.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import replace

from extract.lexicons import load_lexicon
from extract.naming.readings import Organ

_BODIES = {
    "": ("", "管理委员会"),
    "管委会": ("", "管理委员会"),
    "管理委员会": ("", "管理委员会"),
    "管委": ("", "管理委员会"),
    "党工委": ("党工委", "党工委"),
    "工委": ("党工委", "党工委"),
    "党工委管委会": ("党工委+管委会", "党工委和管委会"),
}
"""What stands behind a zone's name → what it adds to the key, and to the name."""
_RANK = re.compile("国家级?$|省级$")
"""What a zone's name may say of its rank before its kind: 襄阳国家高新区 is 襄阳高新区."""
_MANAGED = re.compile("(.{2,8}?)(?:管委会|管理委员会)$")


@functools.cache
def _kinds() -> Mapping[str, Mapping[str, str]]:
    return {row["words"]: row for row in load_lexicon("zone_kinds")}


@functools.cache
def _pattern() -> re.Pattern[str]:
    kinds = "|".join(sorted(_kinds(), key=lambda words: (-len(words), words)))
    bodies = "党工委(?:[、和与及])?(?:管委会|管理委员会)|管委会|管理委员会|管委|党工委|工委"
    return re.compile(f"(?P<name>.*?)(?P<kind>{kinds})(?P<body>{bodies})?$")


@functools.cache
def _beginning() -> re.Pattern[str]:
    kinds = "|".join(sorted(_kinds(), key=lambda words: (-len(words), words)))
    return re.compile(f"(?P<zone>.{{0,8}}?(?:{kinds}))(?:管委会)?(?P<rest>[\u4e00-\u9fff]{{2,14}}[局办委部室心院队])$")


def read_zone(words: str) -> Organ | None:
    """The zone that the words name, with or without its 管委会; its Party body is another organ.

    >>> read_zone("经开区管委会").full, read_zone("经济开发区管理委员会").full
    ('{b}经济技术开发区管理委员会', '{b}经济开发区管理委员会')
    """
    match = _pattern().match(words)
    if match:
        kind = _kinds()[match["kind"]]
        if not match["name"] and not kind["unnamed"] and not match["body"]:
            return None
        body = re.sub("[、和与及]|(?<=党工委)管理委员会", "", match["body"] or "")
        added, ending = _BODIES.get(body, _BODIES["党工委管委会"])
        name = _RANK.sub("", match["name"])
        return Organ(key=f"zone:{name}{kind['kind']}{added}", full="{b}" + name + kind["full"] + ending, kind="zone")
    managed = _MANAGED.match(words)
    if managed:
        return Organ(key=f"zone:{managed[1]}", full="{b}" + managed[1] + "管理委员会", kind="zone")
    return None


def is_known_zone(organ: Organ) -> bool:
    """Whether the zone is one that its kind and the place's name tell (高新区), without words of its own."""
    kind = organ.key.removeprefix("zone:").removesuffix("党工委+管委会").removesuffix("党工委")
    return kind in ("经开区", "高新区", "综保区")


def split_zone(words: str) -> tuple[Organ, str] | None:
    """The zone before a department, and the department: 经开区经发局.

    >>> zone, rest = split_zone("经开区经发局")
    >>> zone.key, rest
    ('zone:经开区', '经发局')
    """
    match = _beginning().match(words)
    zone = read_zone(match["zone"]) if match else None
    return (zone, match["rest"]) if match and zone else None


def of_zone(zone: Organ, organ: Organ) -> Organ:
    """A department as the zone's own: two zones of one city have two of them.

    >>> of_zone(read_zone("高新区"), Organ(key="财政|局", full="{p}财政局", kind="department")).full
    '{b}高新技术产业开发区财政局'
    """
    name = zone.full.removesuffix("管理委员会")
    full = organ.full.replace("{p}", name, 1) if "{p}" in organ.full else name + organ.full
    return replace(organ, key=f"{zone.key}/{organ.key}", full=full)
