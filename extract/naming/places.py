"""The place a document belongs to, told by its title, number, issuer and words; unknown stays None.

What finds places in words (:mod:`extract.naming.placenames`) and the table (:mod:`extract.naming.divisions`) are
offered here too.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator

import ahocorasick

from extract.lexicons import load_lexicon
from extract.naming.divisions import CHINA, Level, Place, all_places, children_of, places_by_name
from extract.naming.placenames import (
    cities_by_character,
    cities_in,
    counties_of,
    find_place,
    only_one,
    place_of_number,
    split_place,
)
from extract.naming.towns import county_of_town, issuing_town

__all__ = [
    "CHINA",
    "Place",
    "all_places",
    "children_of",
    "cities_in",
    "counties_of",
    "find_place",
    "jurisdiction_of",
    "mentioned_places",
    "place_of_number",
    "split_place",
]

_BEFORE = re.compile(r"^(?:[\s《“\"(（]|中共(?!中央)|中国共产党(?!中央)|关于(?:印发|发布|下发|转发|公布)|印发|转发)+")
_ALL_PROVINCES = re.compile(r"各省、自治区、直辖市")  # only central bodies write to all of them
_OF_A_CITY = re.compile("[市州盟](?!场)")
_HEAD = 600
_OWN_WORDS: tuple[tuple[Level, re.Pattern[str]], ...] = (
    ("county", re.compile("[全我本][县区旗](?!域)")),
    ("city", re.compile("[全我本][市州盟](?!场)")),
    ("province", re.compile("[全我本]省|[全我本]自治区")),
)


def jurisdiction_of(title: str | None, number: str | None, issuer: str | None, text: str = "") -> Place | None:
    """The place the document belongs to; the country for documents of central bodies; None where nothing tells it.

    The issuer speaks first, then the beginning of the title, the number, any place in the title, and last the only
    place of the level that the text calls its own (全市, 我县).

    >>> jurisdiction_of("大同市平城区水环境再提升2023年行动计划", None, None).full_name
    '山西省大同市平城区'
    >>> jurisdiction_of(None, "朔政发〔2020〕8号", "市政府").full_name
    '山西省朔州市'
    >>> jurisdiction_of("关于做好就业工作的意见", None, None) is None
    True
    """
    title, number, issuer = title or "", number or "", issuer or ""
    around = f"{title}\n{issuer}\n{text}"
    town = issuing_town(issuer, title)
    if town is not None:
        return town.county or county_of_town(town.name, around) or _of_text(around)
    return (
        _leading(issuer)
        or _leading(title)
        or _of_number(number, issuer, around)
        or _smallest_only(mentioned_places(title))
        or _of_text(around)
    )


def _leading(words: str) -> Place | None:
    words = _BEFORE.sub("", words)
    return CHINA if _starts_nationally(words) else split_place(words)[0]


@functools.cache
def _national_names() -> tuple[str, ...]:
    rows = load_lexicon("national_bodies")
    names = {name for row in rows for name in (row["canonical"], *row["variants"].split("|"))}
    # short names such as 能源局 stand for a central body only in central documents
    return tuple(sorted(name for name in names if name.startswith(("国", "中")) or name.endswith(("部", "总局"))))


def _starts_nationally(words: str) -> bool:
    return words.startswith(("国务院", "国家", "中共中央", "党中央", *_national_names()))


def _of_number(number: str, issuer: str, text: str) -> Place | None:
    """The place of the number; one character of a city's name counts for a city's issuer or where the text names it."""
    known = place_of_number(number)
    if not number or (known is not None and known not in cities_by_character(number[0])):
        return known
    if known is not None and (number.startswith(known.bare) or _OF_A_CITY.match(issuer)):
        return known
    nearby = [place for place in cities_by_character(number[0]) if place.bare in text]
    return nearby[0] if len(nearby) == 1 else None


@functools.cache
def _automaton() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for name, places in places_by_name().items():
        if any(place.level != "county" or (place.name == name and len(name) > 2) for place in places):
            automaton.add_word(name, name)  # not 开县, which also stands in 召开县…会议
    automaton.make_automaton()
    return automaton


def mentioned_places(text: str) -> tuple[Place, ...]:
    """The places that the text names and that can mean one division only, each once, in the order of the text.

    Shortened names count for provinces and cities only.

    >>> [place.full_name for place in mentioned_places("晋城市陵川县")]
    ['山西省晋城市', '山西省晋城市陵川县']
    """
    found: dict[str, Place] = {}
    before: Place | None = None
    for name in _longest_names(text):
        place = only_one(places_by_name()[name], before)
        if place is not None and place.until is None:
            found.setdefault(place.code + place.name, place)
            before = place
    return tuple(found.values())


def _longest_names(text: str) -> Iterator[str]:
    text = text.replace("新疆生产建设兵团", "　" * 8)  # addressed beside the provinces in every central document
    hits = sorted((end - len(name) + 1, -len(name), name) for end, name in _automaton().iter(text))
    behind = 0
    for start, _, name in hits:
        if start >= behind:
            behind = start + len(name)
            yield name


def _smallest_only(places: Iterable[Place]) -> Place | None:
    """The one place that lies in all the others, if there is one."""
    candidates = tuple(places)
    smallest = [place for place in candidates if not any(o != place and o.within(place) for o in candidates)]
    return smallest[0] if len(smallest) == 1 else None


def _of_text(text: str) -> Place | None:
    head, tail = text[:_HEAD], text[-_HEAD:]
    if _ALL_PROVINCES.search(head):
        return CHINA
    level = _own_level(text)
    for part in (head, f"{head}\n{tail}", text):
        place = _smallest_only(place for place in mentioned_places(part) if level is None or _level(place) == level)
        if place is not None:
            return place
    return None


def _level(place: Place) -> Level:
    """The level by which people speak of the place: a municipality under the central government is a city."""
    return "city" if place.level == "province" and place.name.endswith("市") else place.level


def _own_level(text: str) -> Level | None:
    counts = [(len(pattern.findall(text)), level) for level, pattern in _OWN_WORDS]
    most = max(count for count, _ in counts)
    return next((level for count, level in counts if count == most), None) if most else None
