"""The place a document belongs to, told by its title, number, issuer and words; unknown stays None.

What finds places in words (:mod:`extract.naming.placenames`), the table (:mod:`extract.naming.divisions`) and its
reorganisations are offered here too.
"""

from __future__ import annotations

import functools
import re

from extract.naming.beginnings import Unknown, doubt_title, is_named, read_beginning
from extract.naming.divisions import CHINA, Level, Place, all_places, children_of
from extract.naming.docnumbers import (
    cities_by_character,
    named_in_number,
    number_words,
    place_of_number,
    places_of_number,
    year_of_number,
)
from extract.naming.mentions import mentioned_places, smallest_only
from extract.naming.ownlevels import HEAD, is_spoken_of_as, own_level, place_pattern, stated_level
from extract.naming.placenames import cities_in, counties_of, find_place, split_place
from extract.naming.reorganisations import as_of, predecessors_of, reorganisations, successors_of, today_of
from extract.naming.towns import county_of_town, issuing_town
from extract.naming.zoneplaces import division_called, place_called

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
_OPENING = re.compile("印发《?|转发|《")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


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
    title = place_pattern("visit").sub("", title)
    found = _place(title, number, issuer, f"{title}\n{issuer}\n{text}")
    return as_of(found, year_of_number(number) or _year_of_title(title)) if isinstance(found, Place) else None


def _year_of_title(title: str) -> int | None:
    found = _YEAR.search(title)
    return int(found[0]) if found else None


def _place(title: str, number: str, issuer: str, around: str) -> Place | Unknown | None:
    town = issuing_town(issuer, title, text=around)
    if town is not None:
        return town.at(town.county) or town.at(county_of_town(town.name, around)) or town.at(_of_text(around, "county"))
    level = stated_level(issuer) or stated_level(title) or own_level(around)
    return (
        read_beginning(issuer, around)
        or read_beginning(title, around)
        or doubt_title(title, number, around)
        or _of_number(number, level, around)
        or _signed(around)
        or _in_title(title, level)
        or _of_text(around, level)
    )


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
    fitting = tuple(place for place in found if is_spoken_of_as(place, level))
    if len(fitting) == 1:
        return fitting[0]
    for circle in (fitting,) if fitting else _by_character(number, level):
        named = [place for place in circle if is_named(place, text)]
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


def _in_title(title: str, level: Level | None) -> Place | None:
    """The place that the title names, or that on the document's level which holds it (我市督查组在平城区检查)."""
    opened = (split_place(title[found.end() :])[0] for found in _OPENING.finditer(title))
    named = next((place for place in opened if place), None) or smallest_only(mentioned_places(title))
    return next((place for place in named.chain if is_spoken_of_as(place, level)), None) if named else None


def _signed(text: str) -> Place | None:
    """The place of the organs that sign, each on a line of its own at the end, where it is one place."""
    lines = [line.strip() for line in text[-HEAD:].split("\n")]
    found = {split_place(line)[0] for line in lines if place_pattern("signature").match(line)} - {None}
    return found.pop() if len(found) == 1 else None


def _of_text(text: str, level: Level | None) -> Place | None:
    head, tail = text[:HEAD], text[-HEAD:]
    if place_pattern("own.country").search(head):
        return CHINA
    for part in (head, f"{head}\n{tail}", text):
        fitting = (place for place in mentioned_places(part) if is_spoken_of_as(place, level))
        place = smallest_only(fitting)
        if place is not None:
            return place
    return None
