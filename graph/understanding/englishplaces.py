"""Places in English questions: written in pinyin with a capital, those of the library and all others of the country."""

from __future__ import annotations

import functools
import itertools
import re

from extract.naming.places import Place, all_places
from graph.holdings import Holdings
from graph.understanding.english import is_english_word
from graph.understanding.spelling import pinyin

_CAPITAL = re.compile(r"\b[A-Z][a-z]{2,}(?:['’][a-z]+)?\b")
_STATED = ("Shanxi", "Shaanxi")  # told apart in English by their spelling alone
_PLAIN = str.maketrans("ü", "v")


def places_in_pinyin(question: str, holdings: Holdings) -> dict[str, str]:
    """What the capitalised words of the question name: pinyin in small letters → the name of the place."""
    held = holdings.pinyin_places
    found = {"shaanxi": "陕西"} if _STATED[1] in question else {}
    for hit in _CAPITAL.finditer(question):
        word = hit[0].lower().split("'")[0].split("’")[0]
        if word not in held and not is_english_word(word) and (name := _country().get(word) or _read_so().get(word)):
            found[word] = name
    return {**found, **held}


def _cities() -> list[Place]:
    return [place for place in all_places() if place.level in ("province", "city") and place.until is None]


@functools.cache
def _country() -> dict[str, str]:
    """Provinces and cities by the pinyin of their short names and names."""
    found: dict[str, str] = {}
    for place in _cities():
        for name in (place.bare, place.name):
            found.setdefault(pinyin(name), name)
    return found


@functools.cache
def _read_so() -> dict[str, str]:
    """Provinces and cities by every reading of the characters of their short names."""
    return {reading: place.bare for place in reversed(_cities()) for reading in readings(place.bare)}


def readings(name: str) -> list[str]:
    """Every way in which the characters may sound: 长治 is changzhi, and zhangzhi.

    >>> "changzhi" in readings("长治")
    True
    """
    from pypinyin import Style  # noqa: PLC0415 - its tables load slowly
    from pypinyin import pinyin as sounds  # noqa: PLC0415

    each = [dict.fromkeys(one) for letter in name for one in sounds(letter, style=Style.NORMAL, heteronym=True)]
    return ["".join(sound).translate(_PLAIN) for sound in itertools.islice(itertools.product(*each), 32)]
