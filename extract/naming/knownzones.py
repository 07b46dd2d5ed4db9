"""Zones of the table by their many names: 航空港区管委会 in 郑州 is that of 郑州航空港经济综合实验区."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping

from extract.lexicons import load_lexicon
from extract.naming.divisions import Place, all_places
from extract.naming.levels import match_level, scope_of
from extract.naming.placenames import split_place
from extract.naming.readings import Reading, Setting

_BODIES = {
    "": "",
    "管委会": "",
    "管委": "",
    "管理委员会": "",
    "管理局": "",
    "党工委": "党工委",
    "工委": "党工委",
    "党工委管委会": "党工委+管委会",
    "党工委、管委会": "党工委+管委会",
    "党工委和管委会": "党工委+管委会",
}
_ENDINGS = {"党工委": "党工委", "党工委+管委会": "党工委和管委会"}
_CORPS = "新疆生产建设兵团"


@functools.cache
def _by_code() -> Mapping[str, Place]:
    return {place.code: place for place in all_places() if place.until is None}


@functools.cache
def _zones() -> Mapping[str, tuple[Mapping[str, str], bool]]:
    """Every name of a zone → its row, and whether the name tells it outside its city too."""
    found: dict[str, tuple[Mapping[str, str], bool]] = {}
    for row in load_lexicon("zones"):
        if row["name"] != _CORPS:
            found |= dict.fromkeys(filter(None, row["shorts"].split("|")), (row, False))
            found |= dict.fromkeys(filter(None, (row["name"], *row["variants"].split("|"))), (row, True))
    return found


def read_known_zone(words: str, setting: Setting) -> Reading | None:
    """The zone of the table that the words name, or its Party body, in a document from around it.

    >>> from extract.naming.placenames import find_place
    >>> read_known_zone("航空港区管委会", Setting(place=find_place("郑州市"))).canonical
    '郑州航空港经济综合实验区管理委员会'
    >>> read_known_zone("航空港区管委会", Setting(place=find_place("西安市"))) is None
    True
    """
    place = setting.place
    if place is None or place.level in ("zone", "country"):
        return None  # the zone's own documents name its bodies like those of a place
    for name in _names(words, place):
        for length in range(min(len(name), 20), 1, -1):
            row, telling = _zones().get(name[:length], (None, False))
            if row and (reading := _reading(row, name[length:], telling, place)):
                return reading
    return None


def _names(words: str, place: Place) -> Iterator[str]:
    """The words, and what they are behind a place or a level."""
    yield words
    own, rest = split_place(words, within=place)
    if own is not None and (place.within(own) or own.within(place)):
        yield rest
    level = match_level(words, place)
    if level:
        yield words[level.end() :]


def _reading(row: Mapping[str, str], body: str, telling: bool, place: Place) -> Reading | None:
    holder = _by_code()[row["code"]]
    added = _BODIES.get(body)
    if added is None or not (place.within(holder) or holder.within(place)) or (not body and not telling):
        return None
    if not telling and not place.within(holder):
        return None
    if body == "管理局" and not row["committee"].endswith(body):
        return None
    name = f"{row['name']}{_ENDINGS[added]}" if added else row["committee"] or f"{row['name']}管理委员会"
    return Reading(
        place=holder,
        key=f"zone:{row['name']}{added}",
        canonical=name,
        scope=scope_of(holder),
        kind="zone",
        rule="name.zone",
        because=f"{row['name']}：{name}",
    )
