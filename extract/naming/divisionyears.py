"""When divisions existed: the years in which they began and ended since 2010, and the state of the table."""

from __future__ import annotations

import functools
import re

from extract.lexicons import load_lexicon
from extract.naming.divisions import Place


def existed(place: Place, year: int | None) -> bool:
    """Whether the division had this name and rank at the end of the year; today where no year is given.

    >>> from extract.naming.divisions import all_places
    >>> here = [place for place in all_places() if place.full_name == "山西省大同市大同县"]
    >>> [existed(place, year) for place in here for year in (2017, 2018, None)]
    [True, False, False]
    """
    if year is None:
        return place.until is None
    return _begun().get((place.code, place.name), 0) <= year and (place.until is None or year < place.until)


@functools.cache
def _begun() -> dict[tuple[str, str], int]:
    """The first year of the divisions that are younger than 2010."""
    return {(row["code"], row["name"]): int(row["since"]) for row in load_lexicon("divisions_begun")}


@functools.cache
def table_year() -> int:
    """The year of the official table that holds most divisions of today.

    >>> table_year() >= 2023
    True
    """
    sources = (re.search(r"-(\d{4})$", row["source"]) for row in load_lexicon("divisions") if not row["until"])
    return max(int(found[1]) for found in sources if found and not found.string.startswith("after"))
