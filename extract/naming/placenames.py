"""Places in words: what division a name means, and to which one a document belongs.

A name counts only if exactly one division remains for it; what stays open is None, never a guess.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from extract.lexicons import load_lexicon
from extract.naming.divisions import CHINA, Place, all_places, children_of, places_by_name

_LONGEST = 15
_NUMBER = re.compile(r"^[^〔﹝\[（(【0-9]*")


def find_place(words: str, *, within: Place | None = None) -> Place | None:
    """The division that the words name, whole or shortened, if exactly one can be meant.

    ``within`` is the place the words were written in: names of its own divisions go first, then those around it.

    >>> find_place("大同市平城区").full_name
    '山西省大同市平城区'
    >>> find_place("通州区") is None
    True
    >>> find_place("通州区", within=find_place("南通市")).full_name
    '江苏省南通市通州区'
    """
    place, rest = split_place(words.strip(), within=within, bare_counties=True)
    return place if not rest else None


def counties_of(place: Place) -> tuple[Place, ...]:
    """The counties, county-level cities and districts of today in the place, in the order of the codes.

    >>> [county.name for county in counties_of(find_place("朔州市"))]
    ['朔城区', '平鲁区', '山阴县', '应县', '右玉县', '怀仁市']
    """
    if place.level == "county":
        return ()
    return tuple(
        county
        for child in children_of(place)
        for county in ((child,) if child.level == "county" else counties_of(child))
    )


def cities_in(place: Place) -> tuple[Place, ...]:
    """The prefectures and prefecture-level cities of today directly below a province."""
    return tuple(child for child in children_of(place) if child.level == "city")


@functools.lru_cache(maxsize=8192)
def split_place(words: str, *, within: Place | None = None, bare_counties: bool = False) -> tuple[Place | None, str]:
    """The place that the words begin with, as small as they say, and the words behind it.

    Shortened names of counties count only near ``within``, because many are ordinary words (和平, 新建), unless
    ``bare_counties`` is set.

    >>> place, rest = split_place("山西省大同市平城区人民政府")
    >>> place.full_name, rest
    ('山西省大同市平城区', '人民政府')
    """
    place, rest = _first(words, within, bare_counties)
    while place is not None and rest:
        below, behind = _first(rest, place, False)
        if below is None or below == place or not below.within(place):
            break
        place, rest = below, behind
    return place, rest


def _first(words: str, within: Place | None, bare_counties: bool) -> tuple[Place | None, str]:
    if words.startswith(CHINA.name):
        return CHINA, words[len(CHINA.name) :]
    names = places_by_name()
    for length in range(min(_LONGEST, len(words)), 1, -1):
        name = words[:length]
        found = names.get(name, ())
        if found and not bare_counties:
            found = tuple(place for place in found if not _is_bare_county(place, name) or _near(place, within))
        if found:
            return only_one(found, within), words[length:]
    return None, words


def _is_bare_county(place: Place, name: str) -> bool:
    return place.level == "county" and place.name != name


def _near(place: Place, within: Place | None) -> bool:
    return within is not None and within.level in ("city", "county") and within.chain[-2:] == place.chain[-2:]


def only_one(found: Iterable[Place], within: Place | None) -> Place | None:
    """The one place of those found, looking from ``within`` outwards; None where two remain at the same distance."""
    candidates = tuple(found)
    circles = (*_circles(within), CHINA) if within else (CHINA,)
    for circle in circles:
        near = [place for place in candidates if place.within(circle) or place in (within.chain if within else ())]
        if near:
            return near[0] if len(near) == 1 else None
    return None


def _circles(within: Place) -> tuple[Place, ...]:
    return within.chain


@functools.cache
def _number_characters() -> tuple[tuple[str, Place], ...]:
    rows = [(row["characters"], places_by_name()[row["place"]]) for row in load_lexicon("number_characters")]
    return tuple(sorted(((key, places[0]) for key, places in rows), key=lambda pair: (-len(pair[0]), pair[0])))


@functools.cache
def _national_numbers() -> tuple[str, ...]:
    return tuple(row["characters"] for row in load_lexicon("national_numbers"))


def place_of_number(number: str) -> Place | None:
    """The place whose document number this is, by the characters before 政 or 府; central numbers give the country.

    >>> [place_of_number(n).full_name for n in ("平城政办发〔2023〕10号", "朔政发〔2020〕4号", "晋政办发〔2020〕17号")]
    ['山西省大同市平城区', '山西省朔州市', '山西省']
    >>> place_of_number("国办发〔2018〕26号").level
    'country'
    """
    match = _NUMBER.match(number.strip())
    words = match[0].strip() if match else ""
    if words.startswith(_national_numbers()):
        return CHINA
    for length in range(min(6, len(words) - 1), 1, -1):
        place = only_one(places_by_name().get(words[:length], ()), None)
        if place is not None:
            return place
    for characters, place in _number_characters():
        if words.startswith(characters) and not words.startswith(f"{characters}市"):
            return place
    return _only_city(words[:1])


def cities_by_character(character: str) -> tuple[Place, ...]:
    """The cities whose name begins with the character, or, where there is none, that hold it."""
    cities = [place for place in all_places() if place.level == "city" and place.until is None]
    first = tuple(place for place in cities if place.name.startswith(character))
    return first or tuple(place for place in cities if character in place.bare)


def _only_city(character: str) -> Place | None:
    found = cities_by_character(character) if character else ()
    return found[0] if len(found) == 1 else None
