"""Central organs of the Party and the State: known by their own words, or by a bare name in a central document."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from extract.lexicons import load_lexicon
from extract.naming.divisions import CHINA
from extract.naming.readings import Reading, Setting

PLATE = re.compile(r"(.+?)（([^（）]+)）$")
"""A name with a second nameplate in brackets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Central:
    full: str
    bare: bool
    first_year: int
    last_year: int


@functools.cache
def _central_names() -> Mapping[str, tuple[_Central, ...]]:
    table: dict[str, list[_Central]] = {}
    for row in load_lexicon("national_bodies"):
        first, last = int(row["from"] or 0), int(row["until"] or 9999)
        for column in ("canonical", "variants", "bare"):
            for name in filter(None, row[column].split("|")):
                body = _Central(full=row["canonical"], bare=column == "bare", first_year=first, last_year=last)
                table.setdefault(name, []).append(body)
    return {name: tuple(bodies) for name, bodies in table.items()}


def central_spellings(bare: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """Every name of a central organ with its full one; of its bare names those that the pattern matches.

    >>> dict(central_spellings(re.compile(".*会")))["银监会"]
    '中国银行业监督管理委员会'
    """
    for name, bodies in _central_names().items():
        if not bodies[-1].bare or bare.match(name):
            yield name, bodies[-1].full


def read_central(words: str, setting: Setting) -> Reading | None:
    """The central organ that the words name; a bare 能源局 is one in central documents only.

    >>> read_central("国家能源局", Setting()).canonical, read_central("能源局", Setting())
    ('国家能源局', None)
    >>> read_central("能源局", Setting(place=CHINA)).canonical
    '国家能源局'
    """
    plate = PLATE.match(words)
    if plate and (main := read_central(plate[1], setting)):
        second = read_central(plate[2], replace(setting, place=CHINA))
        name = second.canonical if second else plate[2]
        return replace(main, canonical=f"{main.canonical}（{name}）", rule="name.plate", because=plate[2])
    at_home = setting.place is not None and setting.place.level == "country"
    bodies = [body for body in _central_names().get(words, ()) if at_home or not body.bare]
    if not bodies:
        return None
    year = setting.year
    of_then = [body for body in bodies if year is not None and body.first_year <= year <= body.last_year]
    full = max(of_then or bodies, key=lambda body: body.last_year).full
    because = "全国" if words == full else f"{words}：{full}"
    return Reading(place=CHINA, key=full, canonical=full, rule="name.national", because=because)
