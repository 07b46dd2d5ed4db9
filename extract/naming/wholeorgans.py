"""Organs whose whole names stand in a list: governments, Party organs, courts, regulators, mass organisations.

A row holds for a level, a province and a time; the row that says most about them is taken. The level ``separate`` is
that of the cities of separate planning, which regulators treat like provinces.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass

from extract.lexicons import load_lexicon

_QUOTES = re.compile('[“”"]')
_SEAT = re.compile("(?:人民)?政府")
_COMMITTEE = re.compile(r"\{p\}(?!人民政府).*(?:委员会|指挥部)(?:办公室)?$")
_OF_COMMITTEES = (("党工委", "中共"), ("工委", "中共"), ("地委", "中共"), ("地", "中共"), ("党", "中共"))
"""The committees of zones and prefectures, and 党委 before what is called by 委: 党委审计办."""
_PREFIXES = (
    ("", ""),
    ("人民政府", "{p}人民政府"),
    ("政府", "{p}人民政府"),
    ("党委", "中共"),
    ("委", "中共"),
    *_OF_COMMITTEES,
)
"""What may stand before an organ's words, and how the whole names then begin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeOrgan:
    """An organ of the list: its whole name as a template, equal ``key`` for the names of one body."""

    key: str
    full: str
    level: str = ""
    province: str = ""
    first_year: int | None = None
    last_year: int | None = None

    def holds(self, level: str, province: str, year: int | None) -> bool:
        """Whether the name is used there and then; no year is today."""
        levels = ("", level, "city") if level == "separate" else ("", level)
        if self.level not in levels or self.province not in ("", province):
            return False
        if year is None:
            return self.last_year is None
        return (self.first_year or year) <= year <= (self.last_year or year)


@functools.cache
def whole_organs() -> Mapping[str, tuple[WholeOrgan, ...]]:
    """Words → the organs that they name, those of a level or a province first."""
    table: dict[str, list[WholeOrgan]] = {}
    for row in load_lexicon("organs"):
        full = row["full"] if "{" in row["full"] else "{p}" + row["full"]
        organ = WholeOrgan(
            key=row["key"] or full,
            full=full,
            level=row["level"],
            province=row["province"],
            first_year=int(row["from"]) if row["from"] else None,
            last_year=int(row["until"]) if row["until"] else None,
        )
        variants = [*filter(None, row["variants"].split("|"))]
        shorter = [words.removesuffix("公室") for words in variants if words.endswith(("委办公室", "会办公室"))]
        for words in dict.fromkeys([*variants, *shorter, full.removeprefix("{p}")]):
            table.setdefault(words, []).append(organ)
    return {words: tuple(sorted(organs, key=_breadth)) for words, organs in table.items()}


def _breadth(organ: WholeOrgan) -> tuple[bool, bool, bool]:
    return not organ.province, not organ.level, organ.level != "separate"


def whole_name(words: str, level: str, province: str = "", year: int | None = None) -> WholeOrgan | None:
    """The organ of the list that the words name there and then; None if it is not there.

    >>> whole_name("府办", "city").full, whole_name("委外办", "city").full
    ('{p}人民政府办公室', '中共{p}{w}外事工作委员会办公室')
    >>> whole_name("编办", "city", year=2012).full
    '{p}机构编制委员会办公室'
    """
    words = _QUOTES.sub("", words)
    for prefix, beginning in _PREFIXES:
        if not words.startswith(prefix):
            continue
        held = [o for o in whole_organs().get(words[len(prefix) :], ()) if o.holds(level, province, year)]
        found = next((organ for organ in held if organ.full.startswith(beginning)), None)
        if found:
            return found
    seated = _of_government(words, level, province, year)
    if seated:
        return seated
    # names of another time are read as they would be today, not as something unknown
    return whole_name(words, level, province) if year is not None else _ended(words, level, province)


def _of_government(words: str, level: str, province: str, year: int | None) -> WholeOrgan | None:
    """A committee or a headquarters that is said to be the government's: 政府妇儿工委."""
    seat = _SEAT.match(words)
    held = [o for o in whole_organs().get(words[seat.end() :], ()) if o.holds(level, province, year)] if seat else []
    return next((organ for organ in held if _COMMITTEE.match(organ.full)), None)


def _ended(words: str, level: str, province: str) -> WholeOrgan | None:
    """The organ of the list that had this name last, where no body has it today (国税局)."""
    ended = [organ for organ in whole_organs().get(words, ()) if organ.last_year]
    return next((o for o in ended if o.holds(level, province, o.last_year)), None)
