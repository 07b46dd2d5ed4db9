"""The place a document belongs to, told by its title, number, issuer and words; unknown stays None.

What finds places in words (:mod:`extract.naming.placenames`), the table (:mod:`extract.naming.divisions`) and its
reorganisations are offered here too.
"""

from __future__ import annotations

import functools
import re
from typing import Literal, cast

from extract.lexicons import load_lexicon
from extract.naming.divisions import CHINA, Level, Place, all_places, below, children_of, places_by_name
from extract.naming.docnumbers import (
    cities_by_character,
    named_in_number,
    number_words,
    place_of_number,
    places_of_number,
    year_of_number,
)
from extract.naming.mentions import mentioned_places, smallest_only
from extract.naming.placenames import cities_in, counties_of, find_place, split_place
from extract.naming.reorganisations import as_of, predecessors_of, reorganisations, successors_of, today_of
from extract.naming.towns import county_of_town, issuing_town
from extract.naming.zoneplaces import division_called, place_called, zone_at_start
from extract.rulebook import Rule, load_pattern, load_rules

__all__ = [
    "CHINA",
    "Place",
    "all_places",
    "children_of",
    "cities_in",
    "counties_of",
    "division_called",
    "find_place",
    "jurisdiction_of",
    "mentioned_places",
    "place_called",
    "place_of_number",
    "predecessors_of",
    "reorganisations",
    "split_place",
    "successors_of",
    "today_of",
]

_BEFORE = re.compile(r"^(?:[\s《“\"(（]|中共(?!中央)|中国共产党(?!中央)|关于(?:印发|发布|下发|转发|公布)|印发|转发)+")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_HEAD = 600
_SPOKEN: dict[str, Level] = {"省": "province", "自治区": "province", "市": "city", "州": "city", "盟": "city"}

Unknown = Literal["unknown"]
UNKNOWN: Unknown = "unknown"
"""The words name a place, and no table says which: no other sign of the document may then speak for it."""


def jurisdiction_of(title: str | None, number: str | None, issuer: str | None, text: str = "") -> Place | None:
    """The place the document belongs to; the country for documents of central bodies; None where nothing tells it.

    The issuer speaks first (of several the first, who leads and whose number the document bears), then the beginning of
    the title, the number, any place in the title, and last the only place of the level that the text calls its own
    (全市, 我县). A government of a place that no table holds ends the search, whatever the number looks like.

    >>> jurisdiction_of("大同市平城区水环境再提升2023年行动计划", None, None).full_name
    '山西省大同市平城区'
    >>> jurisdiction_of(None, "朔政发〔2020〕8号", "市政府").full_name
    '山西省朔州市'
    >>> jurisdiction_of("云岭市人民政府关于植树的通知", "云政发〔2020〕8号", None) is None
    True
    """
    title, number, issuer = _BEFORE.sub("", title or ""), number or "", _BEFORE.sub("", issuer or "")
    title = _pattern("visit").sub("", title)
    found = _place(title, number, issuer, f"{title}\n{issuer}\n{text}")
    return as_of(found, year_of_number(number) or _year_of_title(title)) if isinstance(found, Place) else None


def _year_of_title(title: str) -> int | None:
    found = _YEAR.search(title)
    return int(found[0]) if found else None


def _place(title: str, number: str, issuer: str, around: str) -> Place | Unknown | None:
    town = issuing_town(issuer, title, text=around)
    if town is not None:
        return town.at(town.county) or town.at(county_of_town(town.name, around)) or town.at(_of_text(around, "county"))
    level = _stated_level(issuer) or _stated_level(title) or _own_level(around)
    return (
        _leading(issuer, around)
        or _leading(title, around)
        or _unknown_title(title, number, around)
        or _of_number(number, level, around)
        or _signed(around)
        or smallest_only(mentioned_places(title))
        or _of_text(around, level)
    )


# ----------------------------------------------------------------------------------------------------------------------
# the beginning of a title or of an issuer


def _leading(words: str, around: str) -> Place | Unknown | None:
    """The place that the words begin with, or UNKNOWN where they name a government of a place that is not known."""
    zone = zone_at_start(words)
    if zone is not None or _pattern("ordinary").match(words):
        return zone
    if _starts_nationally(words):
        return _branch(words) or CHINA
    place, rest = split_place(words)
    if place is None:
        return _seat(words, around)
    if len(words) - len(rest) == len(place.bare) and _pattern("road").match(rest):
        return None
    return _refined(place, rest)


def _refined(place: Place, rest: str) -> Place | None:
    """The place in the light of the words behind it: 晋城市城区集中供热 speaks of the city, no district."""
    if place.name in _PLAIN_DISTRICTS and not _pattern("organ").match(rest):
        return place.parent
    return _county_by_name(place, rest) or place


_PLAIN_DISTRICTS = frozenset(("城区", "郊区", "矿区", "东区", "西区"))


def _pattern(rule: str) -> re.Pattern[str]:
    return load_pattern("places", f"place.{rule}")


def _county_by_name(place: Place, rest: str) -> Place | None:
    """A government behind a known place that no table holds: it stays as the words name it."""
    found = _pattern("unknown.seat").match(rest)
    if found is None or place.level not in ("province", "city") or found["name"] in places_by_name():
        return None
    return below(place, found["name"], "city" if place.level == "province" and rest[-1:] == "市" else "county")


def _seat(words: str, around: str) -> Place | Unknown | None:
    """What a name at the beginning says where no place of the table, or more than one, bears it."""
    behind = split_place(words)[1]
    shared = words[: len(words) - len(behind)]
    found = next((hit for rule in _unknown_rules() if (hit := rule.pattern.match(words))), None)
    if not shared and found is None:
        return None
    name = shared or cast(re.Match[str], found)["name"]
    bearers = places_by_name().get(name, ())
    named = [place for place in bearers if place.parent and _is_named(place.parent, around)]
    if len(named) == 1:
        return named[0]
    return UNKNOWN if found or (len(name) > 2 and name[-1] in "市县区旗") else None


@functools.cache
def _unknown_rules() -> tuple[Rule, ...]:
    return tuple(rule for rule in load_rules("places") if rule.kind == "unknown")


def _is_named(place: Place, text: str) -> bool:
    return place.name in text or (len(place.bare) > 1 and place.bare in text)


def _unknown_title(title: str, number: str, around: str) -> Unknown | None:
    """UNKNOWN for a title that begins with what is a place because its government or its number say so."""
    found = _pattern("unknown.title").match(title)
    if found is None or split_place(title)[0] is not None:
        return None
    name = found["name"]
    governs = re.search(f"{name}(?:人民政府|政府|[市县旗]?委)", around)
    return UNKNOWN if governs or (number and number[0] == name[0]) else None


@functools.cache
def _national_names() -> tuple[str, ...]:
    rows = load_lexicon("national_bodies")
    names = {name for row in rows for name in (row["canonical"], *row["variants"].split("|"))}
    # short names such as 能源局 stand for a central body only in central documents
    kept = (name for name in names if name.startswith(("国", "中")) or name.endswith(("部", "总局")))
    return tuple(sorted((name for name in kept if len(name) > 2), key=lambda name: (-len(name), name)))


def _starts_nationally(words: str) -> bool:
    if _pattern("national").match(words):
        return True
    name = _national_name(words)
    return bool(name) and not _pattern("national.other").match(words[len(name) :])


def _national_name(words: str) -> str:
    """The longest name of a central body that the words begin with, or no words."""
    return next((name for name in _national_names() if words.startswith(name)), "")


def _branch(words: str) -> Place | None:
    """The place of a central body's branch (国家税务总局朔州市税务局)."""
    body = _national_name(words)
    place, rest = split_place(words[len(body) :])
    return place if body and place is not None and _pattern("vertical").match(rest) else None


# ----------------------------------------------------------------------------------------------------------------------
# the number


def _of_number(number: str, level: Level | None, text: str) -> Place | None:
    """The place of the number, as far as the words of the document agree with it.

    A sign that several places share counts for the one that the text names; a character that stands in no table, for
    the only place of the document's level that begins with it and is named.
    """
    if not number:
        return None
    written = named_in_number(number)
    found = (written,) if written else places_of_number(number)
    if found == (CHINA,) or written is not None:
        return found[0]
    fitting = tuple(place for place in found if level is None or _spoken_level(place) == level)
    if len(fitting) == 1:
        return fitting[0]
    for circle in (fitting,) if fitting else _by_character(number, level):
        named = [place for place in circle if _is_named(place, text)]
        if named:
            return named[0] if len(named) == 1 else None
    return None


def _by_character(number: str, level: Level | None) -> tuple[tuple[Place, ...], ...]:
    """Cities, then counties, that the first character of the number can mean in a document of the level.

    A county that is called a city speaks of itself as one (全市).
    """
    first = number_words(number)[:1]
    if not first or level == "province":
        return ()
    counties = tuple(place for place in _counties_by_character(first) if level != "city" or place.name[-1] == "市")
    return (cities_by_character(first) if level != "county" else (), counties)


@functools.lru_cache(maxsize=512)
def _counties_by_character(first: str) -> tuple[Place, ...]:
    return tuple(
        place for place in all_places() if place.level == "county" and place.until is None and place.name[0] == first
    )


# ----------------------------------------------------------------------------------------------------------------------
# the text


def _signed(text: str) -> Place | None:
    """The place of the organs that sign, each on a line of its own at the end, where it is one place."""
    lines = [line.strip() for line in text[-_HEAD:].split("\n")]
    found = {split_place(line)[0] for line in lines if _pattern("signature").match(line)}
    return found.pop() if len(found) == 1 else None


def _of_text(text: str, level: Level | None) -> Place | None:
    head, tail = text[:_HEAD], text[-_HEAD:]
    if _pattern("own.country").search(head):
        return CHINA
    for part in (head, f"{head}\n{tail}", text):
        fitting = (place for place in mentioned_places(part) if level is None or _spoken_level(place) == level)
        place = smallest_only(fitting)
        if place is not None:
            return place
    return None


def _spoken_level(place: Place) -> Level:
    """The level by which people speak of the place: a municipality under the central government is a city."""
    return "city" if place.level == "province" and place.name.endswith("市") else place.level


def _stated_level(words: str) -> Level | None:
    """The level of an issuer that leaves its place out (市政府, 县委办公室)."""
    found = _pattern("level").match(words)
    return _SPOKEN.get(found["level"], "county") if found else None


def _own_level(text: str) -> Level | None:
    """The level that most of the words say by which a document speaks of its own place; None where it has none.

    An autonomous region calls itself 全区 as a district does, but writes to cities.
    """
    rules = {cast(Level, rule.more["level"]): rule.pattern for rule in load_rules("places") if rule.kind == "own"}
    counts = {level: len(pattern.findall(text)) for level, pattern in rules.items()}
    level = max(counts, key=lambda each: counts[each])
    if level == "county" and "自治区" in text and rules["province"].search(text[:_HEAD]):
        return "province"
    return level if counts[level] else None
