"""Document numbers (平城政办发〔2023〕10号): the characters before 政, 府 or 办 name the place that issued them."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from extract.lexicons import load_lexicon
from extract.naming.divisions import CHINA, Place, all_places, places_by_name
from extract.naming.placenames import only_one

_BEFORE_YEAR = re.compile(r"^[^〔﹝\[（(【［0-9０-９]*")
_YEAR = re.compile(r"[〔﹝\[（(【［]\s*((?:19|20)[0-9]{2})")
_LONGEST = 6


def year_of_number(number: str) -> int | None:
    """The year in the number.

    >>> year_of_number("朔政发〔2020〕4号")
    2020
    """
    found = _YEAR.search(number)
    return int(found[1]) if found else None


def place_of_number(number: str) -> Place | None:
    """The place whose document number this is where only one can be meant; central numbers give the country.

    >>> [place_of_number(n).full_name for n in ("平城政办发〔2023〕10号", "朔政发〔2020〕4号", "晋政办发〔2020〕17号")]
    ['山西省大同市平城区', '山西省朔州市', '山西省']
    >>> place_of_number("宁政发〔2020〕4号") is None  # 宁夏, 南京 or 宁德
    True
    >>> place_of_number("国办发〔2018〕26号").level
    'country'
    """
    found = places_of_number(number)
    return found[0] if len(found) == 1 else None


@functools.lru_cache(maxsize=1024)
def places_of_number(number: str) -> tuple[Place, ...]:
    """The places that the characters of the number can mean; empty where they are no known sign.

    >>> [place.name for place in places_of_number("宁政发〔2020〕4号")]
    ['宁夏回族自治区', '南京市', '宁德市', '西宁市']
    """
    words = number_words(number)
    if words.startswith(_national_numbers()):
        return (CHINA,)
    whole = named_in_number(number)
    if whole is not None:
        return (whole,)
    for length in range(min(_LONGEST, len(words)), 0, -1):
        found = _characters().get(words[:length])
        if found and not (length == 1 and _of_city(words)):
            return found
    return cities_by_character(words[0]) if _of_city(words) else ()


def named_in_number(number: str) -> Place | None:
    """The place that the number writes out (平城政办发), which leaves no doubt."""
    words = number_words(number)
    for length in range(min(_LONGEST, len(words) - 1), 1, -1):
        place = only_one(places_by_name().get(words[:length], ()), None)
        if place is not None:
            return place
    return None


def number_words(number: str) -> str:
    """The words of the number before its year."""
    match = _BEFORE_YEAR.match(number.strip())
    return match[0].strip() if match else ""


def _of_city(words: str) -> bool:
    """Whether the second character says that the first is a city's (晋市政发), not a line of work (辽市监)."""
    return words[1:2] == "市" and words[2:3] != "监"


@functools.cache
def _characters() -> Mapping[str, tuple[Place, ...]]:
    found: dict[str, tuple[Place, ...]] = {}
    for row in load_lexicon("number_characters"):
        (place,) = (each for each in places_by_name()[row["place"]] if each.level in ("province", "city"))
        found[row["characters"]] = (*found.get(row["characters"], ()), place)
    return found


@functools.cache
def _national_numbers() -> tuple[str, ...]:
    return tuple(row["characters"] for row in load_lexicon("national_numbers"))


def cities_by_character(character: str) -> tuple[Place, ...]:
    """The cities whose name begins with the character, or, where there is none, that hold it."""
    cities = [place for place in all_places() if place.level == "city" and place.until is None]
    first = tuple(place for place in cities if place.name.startswith(character))
    return first or tuple(place for place in cities if character in place.bare)
