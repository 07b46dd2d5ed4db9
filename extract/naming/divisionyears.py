"""When a division existed: the years in which names of divisions began and ended since 2010."""

from __future__ import annotations

import functools

from extract.lexicons import load_lexicon
from extract.naming.divisions import Place


def existed(place: Place, year: int | None) -> bool:
    """Whether the division had this name and rank at the end of the year; today where no year is given.

    >>> from extract.naming.divisions import all_places
    >>> here = [place for place in all_places() if place.full_name.startswith("山西省大同市大同县")]
    >>> [existed(place, year) for place in here for year in (2017, 2018, None)]
    [True, False, False]
    """
    if year is None:
        return place.until is None
    ended = _ended().get((place.code, place.name), place.until + 1 if place.until else None)
    return _begun().get((place.code, place.name), 0) <= year and (ended is None or year < ended)


@functools.cache
def _begun() -> dict[tuple[str, str], int]:
    """The first year of the divisions that are younger than 2010."""
    return {(row["code"], row["name"]): int(row["since"]) for row in load_lexicon("divisions_begun")}


@functools.cache
def _ended() -> dict[tuple[str, str], int]:
    return {(row["old_code"], row["old_name"]): int(row["year"]) for row in load_lexicon("divisions_changes")}
