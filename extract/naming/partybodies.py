"""Bodies of the Party and of what it leads whose words stand in another order: 团市委, 市委市政府督查局."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.naming.divisions import Place
from extract.naming.levels import match_level, place_of_level
from extract.naming.placenames import split_place
from extract.naming.readings import Organ, Reading
from extract.naming.rendering import reading_of

_YOUTH = re.compile(r"(?:共青)?团(省|自治区|市|州|盟|地|县|区|旗|镇|乡)(?P<committee>工?委)(?:员会)?$")
_PARTY = re.compile("中国共产党|中共(?!中央)")
_WHOLE = re.compile("(?<=[省市州盟县区旗])委员会(?=[\u4e00-\u9fff])")
"""The committee in full before its office: 中共锡林郭勒盟委员会办公室 is that of the 盟委."""
_JOINT = re.compile(
    "(?:省|自治区|市|州|盟|县|区|旗)?党?委[、和]?(?:省|自治区|市|州|盟|县|区|旗)?(?:人民)?政府(?P<office>[\u4e00-\u9fff]{2,12})?$"
)
_OF_PARTY = re.compile(
    "党?委(?P<office>(?![员托派会])[\u4e00-\u9fff“”]{2,16}(?:局|部|室|办|办公室|院|校|中心|团|工委|委|委员会|领导小组))$"
)
_PEOPLE = re.compile("负责(?:人|同志)$|领导$")
_LED = (("共青团", "团委"), ("政协", "政协"), ("中国国际贸易促进委员会", "贸促会"), ("中国贸促会", "贸促会"))
_LED_END = re.compile("(?:委员会|委|[分支]会)?(?P<office>办公室)?$")


def in_order(words: str) -> str:
    """The words with the place first: 团市委 → 市团委; the Party's name goes, its organs are known without it.

    >>> in_order("团市委"), in_order("中共芜湖市委组织部")
    ('市团委', '芜湖市委组织部')
    """
    if words[:1] not in "中共团":
        return words
    ordered = _PARTY.sub("", _YOUTH.sub(r"\1团\g<committee>", words), count=1)
    return _WHOLE.sub("委", ordered, count=1) if ordered != words else ordered


def read_led(words: str, place: Place | None) -> tuple[Place, str] | None:
    """The place and the organ of 共青团芜湖市委 or 政协芜湖市委员会."""
    for prefix, organ in _LED:
        if words.startswith(prefix):
            behind = words.removeprefix(prefix)
            own, rest = split_place(behind, within=place)
            level = match_level(behind, place) if own is None else None
            if level:
                own, rest = place_of_level(level[1], place), behind[level.end() :]
            found = _LED_END.match(rest)
            if own is not None and found and rest:
                return own, organ + (found["office"] or "")
    return None


def read_joint(rest: str, own: Place | None) -> Reading | None:
    """An office that the Party committee and the government hold together: 市委市政府督查局, behind its place.

    >>> from extract.naming.placenames import find_place
    >>> read_joint("委市政府督查局", find_place("鹤壁市")).canonical
    '中共鹤壁市委鹤壁市人民政府督查局'
    """
    found = _JOINT.match(rest)
    if not found or own is None or _PEOPLE.search(rest):
        return None
    office = found["office"]
    if office:
        organ = Organ(key=f"joint:{office}", full="中共{p}{w}{p}人民政府" + office, kind="organ")
    elif rest.startswith("党委"):
        return None  # 党委和政府 of other places are written so
    else:
        organ = Organ(key="joint:", full="中共{p}{w}、{p}人民政府", kind="organ")
    return replace(reading_of(organ, own), rule="name.joint", because=office or "党委、政府")


def read_of_party(rest: str, own: Place | None, organ: Organ) -> Organ | None:
    """An organ of the Party committee that no list holds (县委督查考核局), behind its place; else ``organ`` is it."""
    found = _OF_PARTY.match(rest)
    if not found or own is None or organ.full.startswith(("中共", "{p}{w}")):
        return None
    office = re.sub("(?<!公)办$", "办公室", found["office"])
    return Organ(key="中共{p}委" + office, full="中共{p}{w}" + found["office"], kind="organ")
