"""Whole names from templates: {p} is the place (朔州市), {b} its bare name (朔州), and what else names need."""

from __future__ import annotations

import functools
import re

from extract.lexicons import load_lexicon
from extract.naming.divisions import Place
from extract.naming.levels import scope_of
from extract.naming.readings import Organ, Reading

_PLACES = re.compile(r"\{[pbc]\}")
_LEVEL_WORD = re.compile("自治区|[省市州盟县区旗]")


def reading_of(organ: Organ, own: Place | None, *, collective: bool = False) -> Reading:
    """The organ as a body of a place: spellings with whole and bare names of the place are one."""
    return Reading(
        place=own,
        key=_PLACES.sub("{}", organ.key),
        canonical=rendered(organ.full, own),
        collective=collective,
        function=organ.function,
        kind=organ.kind,
        scope=scope_of(own),
    )


def rendered(template: str, own: Place | None) -> str:
    """The whole name of a body of the place.

    {p} is the place, {b} its bare name, {c} a bare city or a whole county, {g} the power company of the province, {l}
    the word of the level, {w} 委, or 委员会 where the place is an autonomous region or prefecture, 工作委员会 in zones.
    """
    if own is not None and own.name.endswith("地区"):
        template = template.replace("{p}{w}", "{b}地委")
    if own is None or own.level == "country":
        return template.format(p="", b="", c="", g="国网" if own is None else "国家电网", l="", w="委")
    whole = local_name(own)
    bare = own.bare if own.level in ("province", "city", "county") else own.name
    level = _LEVEL_WORD.findall(own.name)
    return template.format(
        p=whole,
        b=bare,
        c=own.name if own.level == "county" and not own.name.endswith("区") else bare,
        g=power_company(own),
        l=level[-1] if level else "",
        w=_committee(own),
    )


def _committee(own: Place) -> str:
    """How names of the Party's organs write its committee."""
    if own.level == "zone":
        return "工作委员会"
    return "委员会" if own.name.endswith(("自治区", "自治州")) else "委"


def power_company(own: Place, year: int | None = None) -> str:
    """The power company that serves the place, by its name of the year (None is today).

    >>> from extract.naming.placenames import find_place
    >>> power_company(find_place("承德市")), power_company(find_place("吉安市"), 2010)
    ('国网冀北电力有限公司', '江西省电力公司')
    """
    names = {place.name for place in own.chain}
    when = _TODAY if year is None else year
    for row in load_lexicon("power_companies"):
        there = row["province"] in names and (not row["cities"] or not names.isdisjoint(row["cities"].split("|")))
        if there and int(row["since"] or 0) <= when <= int(row["until"] or _TODAY):
            return row["company"]
    return "国网"


_TODAY = 9999


@functools.cache
def power_companies() -> tuple[str, ...]:
    """The power companies of all provinces and times, the longest names first."""
    return tuple(
        sorted({row["company"] for row in load_lexicon("power_companies")}, key=lambda name: (-len(name), name))
    )


def local_name(place: Place) -> str:
    """The place as names of bodies carry it: districts and towns with what holds them, everything else alone.

    >>> from extract.naming.placenames import find_place
    >>> [local_name(find_place(name)) for name in ("平城区", "应县", "怀仁市", "东城区", "朔州市")]
    ['大同市平城区', '应县', '怀仁市', '北京市东城区', '朔州市']
    """
    above = place.parent
    if above is None or above.level == "country":
        return place.name
    if place.level == "town":
        return local_name(above) + place.name
    if place.level != "county" or not place.name.endswith("区"):
        return place.name
    return above.name + place.name if above.name.endswith("市") else place.name
