"""The local calendar of seasons: which days 采暖期 and 汛期 usually have where a plan applies, each with its provision.

It stands beside a deadline and never in it: a plan that writes 采暖期 names no day, and the days may be moved.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from extract.lexicons import load_lexicon
from extract.records import Deadline, Season

_HEATING = re.compile(r"(?:采|供|取)暖[期季]|供热[期季]")
_RULES = ("deadline.during.season", "deadline.during.season_year", "deadline.by.season")


def with_seasons(deadlines: Iterable[Deadline], place: str | None, year: int | None) -> list[Deadline]:
    """The deadlines, those that name a season with the days that it has in this place."""
    return [replace(one, season=_season(one, place, year)) if one.found_by in _RULES else one for one in deadlines]


def _season(deadline: Deadline, place: str | None, year: int | None) -> Season | None:
    written = re.search(r"20\d\d", deadline.text)
    year = int(written.group()) if written else year
    words = next((word for word in ("主汛期", "汛期") if word in deadline.text), None)
    words = "采暖期" if _HEATING.search(deadline.text) else words
    if place is None or year is None or words is None:
        return None
    rows = [row for row in load_lexicon("seasons") if row["season"] == words and place.startswith(row["place"])]
    if not rows:
        return None
    row = max(rows, key=lambda row: len(row["place"]))
    first, last = row["first_day"], row["last_day"]
    return Season(first_day=f"{year}-{first}", last_day=f"{year + (last < first)}-{last}", source=row["source"])
