"""Places in English questions: written with a capital, those of the library, all others of the country, and any others.

A capitalised name that no table knows stays as it is written where the words around it say that it is one: its units
are nobody else's.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Mapping

from extract.naming.places import Place, all_places
from graph.holdings import Holdings
from graph.understanding.english import begins_with_body, is_english_word
from graph.understanding.sounds import place_sound, readings
from graph.wording import load_table

_CAPITAL = re.compile(r"\b[A-Z][a-z]+(?:['’][a-z]+)?\b")
_NAME = re.compile(r"(?P<name>[A-Z][a-z]{2,}(?: (?=[A-Z])[A-Z][a-z]{2,})?)(?P<owner>['’]s)?(?![A-Za-z'’-])")
_PLACED = re.compile(r"\b(?:in|of|for|at|from|within|across) $", re.IGNORECASE)
_DIVISION = re.compile(" (?P<kind>district|county|city|province|municipality|prefecture)\\b", re.IGNORECASE)
_SHORTEST = 3
_STATED = ("Shanxi", "Shaanxi")  # told apart in English by their spelling alone


def places_in_pinyin(question: str, holdings: Holdings) -> dict[str, str]:
    """What the capitalised words of the question name: words in small letters → the name of the place."""
    held = holdings.pinyin_places
    found = {"shaanxi": "陕西"} if _STATED[1] in question else {}
    for hit in _CAPITAL.finditer(question):
        word = hit[0].lower().replace("’", "'").removesuffix("'s")
        plain = word.replace("'", "")
        name = held.get(plain) if "'" in word else _country().get(plain) or _read_so().get(plain)
        name = name or (_country().get(plain) if "'" in word else None)
        if len(plain) >= _SHORTEST and plain not in held | found and not is_english_word(plain) and name:
            found[word.replace("'", " ")] = name
    known = {**load_table("english")["place"], **found, **held}
    return {**_others(question, known, holdings), **known}


def _others(question: str, known: Mapping[str, str], holdings: Holdings) -> dict[str, str]:
    """The names of places that are none of those known: counties in Chinese, others as they are written."""
    found: dict[str, str] = {}
    for hit in _NAME.finditer(question):
        words = hit["name"].split()
        own = list(itertools.takewhile(lambda word: not _is_known(word, known), words))
        behind = question[hit.start() + len(" ".join(own)) :]
        division = _DIVISION.match(behind)
        if own and (division or _is_place(question[: hit.start()], behind.removeprefix("'s").removeprefix("’s"))):
            name = " ".join(own)
            if not any(name in plan.text for plan in holdings.plans.values()):
                found[name.lower()] = _county(name.lower(), holdings) or name
    return found


def _is_known(word: str, known: Mapping[str, str]) -> bool:
    small = word.lower()
    told = small in known or is_english_word(small) or small in load_table("english")["no_places"]
    return told or bool(_DIVISION.match(f" {small}"))


def _is_place(before: str, behind: str) -> bool:
    """Whether the words around a name say that it is of a place: in Gotham, the Gotham education bureau."""
    return bool(_PLACED.search(before)) or begins_with_body(behind)


def _county(word: str, holdings: Holdings) -> str | None:
    """The county that is read so, one inside a place of the library before all others."""
    named = _counties().get(word.replace(" ", ""), ())
    held = set(holdings.places.values())
    inside = [place for place in named if any(above in held for above in place.chain)]
    return next((place.name for place in (*inside, *named)), None)


@functools.cache
def _counties() -> dict[str, list[Place]]:
    """The counties of today by the pinyin of their short names."""
    found: dict[str, list[Place]] = {}
    for place in all_places():
        if place.level not in ("province", "city") and place.until is None:
            found.setdefault(place_sound(place.bare), []).append(place)
    return found


def _cities() -> list[Place]:
    return [place for place in all_places() if place.level in ("province", "city") and place.until is None]


@functools.cache
def _country() -> dict[str, str]:
    """Provinces and cities by the pinyin of their short names and names."""
    found: dict[str, str] = {}
    for place in _cities():
        for name in (place.bare, place.name):
            found.setdefault(place_sound(name), name)
    return found


@functools.cache
def _read_so() -> dict[str, str]:
    """Provinces and cities by every reading of the characters of their short names."""
    return {reading: place.bare for place in reversed(_cities()) for reading in readings(place.bare)}
