"""Towns, townships and subdistricts that issue documents: no table holds them, so their documents must say where.

The name of a town is told by its government's name (石桥镇人民政府), its county by a place that the document writes
before that name or in its signature.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.naming.divisions import Place, below, children_of
from extract.naming.placenames import split_place
from extract.rulebook import load_pattern

_LONGEST_PLACE = 15
_MOST = 200
"""Mentions of a town that are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A town by its name (石桥镇), and the place before it where the words name one."""

    name: str
    county: Place | None

    def at(self, county: Place | None) -> Place | None:
        """The town as a place of the county, or of a city without counties; None where that is not known."""
        if county is None or not (county.level == "county" or (county.level == "city" and not children_of(county))):
            return None
        return below(county, self.name, "town")


def issuing_town(*namings: str, text: str = "") -> Town | None:
    """The town whose government one of the names is, the first that is; ``namings`` are an issuer's and a title.

    A title may also begin with a town whose government the text names.

    >>> issuing_town("石桥镇人民政府").name, issuing_town("市政府", "山阴县石桥镇人民政府关于植树的通知").county.name
    ('石桥镇', '山阴县')
    >>> issuing_town("山阴县人民政府", "各乡镇人民政府") is None
    True
    """
    for words in namings:
        county, rest = split_place(words)
        found = load_pattern("front", "front.town").match(rest)
        if found:
            return Town(name=found["town"], county=county)
        begins = load_pattern("places", "place.town").match(rest)
        if begins and re.search(f"{begins['town']}(?:人民政府|办事处|党委)", text):
            return Town(name=begins["town"], county=county)
    return None


@functools.lru_cache(maxsize=64)
def county_of_town(town: str, text: str) -> Place | None:
    r"""The one place that the text writes directly before the name of a town, or None.

    >>> county_of_town("石桥镇", "石桥镇、河口镇。\n山阴县石桥镇人民政府").name
    '山阴县'
    """
    found = {place.code: place for place in _before(town, text)}
    return next(iter(found.values())) if len(found) == 1 else None


def _before(town: str, text: str) -> Iterator[Place]:
    for number, mention in enumerate(re.finditer(re.escape(town), text)):
        if number == _MOST:
            return
        near = text[max(0, mention.start() - _LONGEST_PLACE) : mention.start()]
        for size in range(len(near), 1, -1):
            place, rest = split_place(near[-size:])
            if place is not None and not rest and place.level in ("city", "county"):
                yield place
                break
