"""What became of divisions: renamed, raised to a city or district, merged, split, moved under another city.

The table holds every name of :mod:`extract.naming.divisions` that has ended since 2006. A document keeps the place as
it was called in its day; these functions lead from there to today and back.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, cast

from extract.lexicons import load_lexicon
from extract.naming.divisions import Place, all_places

ChangeKind = Literal["renamed", "raised", "merged", "split", "moved"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reorganisation:
    """One step from an old division to a new one; ``year`` is the first in which the new one stood."""

    old: Place
    new: Place
    year: int
    kind: ChangeKind


@functools.cache
def reorganisations() -> tuple[Reorganisation, ...]:
    """Every step of the table, in the order of the old codes; an old division that was split has several."""
    known = {(place.code, place.name): place for place in all_places()}
    return tuple(
        Reorganisation(
            old=known[row["old_code"], row["old_name"]],
            new=known[row["new_code"], row["new_name"]],
            year=int(row["year"]),
            kind=cast(ChangeKind, row["kind"]),
        )
        for row in load_lexicon("divisions_changes")
    )


@functools.cache
def _steps() -> tuple[Mapping[Place, tuple[Reorganisation, ...]], Mapping[Place, tuple[Reorganisation, ...]]]:
    onward: dict[Place, tuple[Reorganisation, ...]] = {}
    back: dict[Place, tuple[Reorganisation, ...]] = {}
    for step in reorganisations():
        onward[step.old] = (*onward.get(step.old, ()), step)
        back[step.new] = (*back.get(step.new, ()), step)
    return onward, back


def successors_of(place: Place) -> tuple[Place, ...]:
    """The divisions that followed directly upon the place, the main one first; none for a division of today.

    >>> from extract.naming.placenames import find_place
    >>> [place.full_name for place in successors_of(find_place("藁城市"))]
    ['河北省石家庄市藁城区']
    >>> successors_of(find_place("藁城区"))
    ()
    """
    return tuple(step.new for step in _steps()[0].get(place, ()))


def predecessors_of(place: Place) -> tuple[Place, ...]:
    """The divisions that ended and became the place or a part of it, in the order of their codes.

    >>> from extract.naming.placenames import find_place
    >>> [place.name for place in predecessors_of(find_place("姑苏区"))]
    ['沧浪区', '平江区', '金阊区']
    """
    return tuple(step.old for step in _steps()[1].get(place, ()))


def today_of(place: Place) -> tuple[Place, ...]:
    """The divisions of today that hold the place's area, the place itself where it still exists.

    >>> from extract.naming.placenames import find_place
    >>> [place.name for place in today_of(find_place("居巢区"))]
    ['巢湖市']
    """
    if place.until is None:
        return (place,)
    return tuple(dict.fromkeys(last for new in successors_of(place) for last in today_of(new)))


def as_of(place: Place, year: int | None) -> Place:
    """The division that bore the name in the year, where the one of today came up later.

    >>> from extract.naming.placenames import find_place
    >>> as_of(find_place("庐江县"), 2010).full_name, as_of(find_place("庐江县"), 2020).full_name
    ('安徽省巢湖市庐江县', '安徽省合肥市庐江县')
    """
    began = [step.year for step in _steps()[1].get(place, ()) if step.kind not in ("merged", "split")]
    if year is None or not began or year >= min(began):
        return place
    before = [old for old in _ended_by_name().get(place.name, ()) if old.within(place.chain[-1]) and _bore(old, year)]
    return before[0] if len(before) == 1 else place


def _bore(place: Place, year: int) -> bool:
    return place.until is not None and year < place.until


@functools.cache
def _ended_by_name() -> Mapping[str, tuple[Place, ...]]:
    found: dict[str, tuple[Place, ...]] = {}
    for place in all_places():
        if place.until is not None:
            found[place.name] = (*found.get(place.name, ()), place)
    return found
