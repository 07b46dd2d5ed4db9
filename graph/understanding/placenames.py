"""Places in questions: those of the library by any of their names, and others that the question names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import ahocorasick

from graph.holdings import Holdings
from graph.kept import once
from graph.understanding.foreignplaces import Elsewhere, county_asked, divisions_elsewhere, place_before, place_in_front
from graph.understanding.named import Named, is_free
from graph.understanding.occurrences import apart, automaton_of, hits_in
from graph.understanding.unitnames import level_of

_NO_CITY = (
    "场",
    "区",
    "政",
    "容",
    "民",
    "监局",
    "监管",
    "监部",
)  # 市场监管局, 市区, 市政, 市监局 begin with no 市 of a place


_FOREIGN = re.compile("(?<![^ ])[A-Z][a-z]{2,}(?: [A-Z][a-z]{2,})?(?![^ ])")


def find_places(question: str, holdings: Holdings, taken: Sequence[Named]) -> list[Named]:
    """The places: those of the library by any of their names, and others that the question names."""
    held = [
        Named(start=start, end=start + len(name), sign="Ⓟ", words=name, place=holdings.places[name])
        for start, name in _held_in(question, holdings)
    ]
    front = place_in_front(question, holdings)
    others = [*divisions_elsewhere(question, holdings), *county_asked(question, holdings), *filter(None, [front])]
    elsewhere = [_named(one) for one in others]
    elsewhere += [
        Named(start=hit.start(), end=hit.end(), sign="Ⓟ", words=hit[0], held=False)
        for hit in _FOREIGN.finditer(question)
        if not any(hit[0] in plan.text for plan in holdings.plans.values())
    ]
    found: list[Named] = []
    for one in sorted([*held, *elsewhere], key=lambda one: (one.start, -one.end)):
        if is_free(one.start, one.end, [*taken, *found]):
            found.append(one)
    return found


def _named(one: Elsewhere) -> Named:
    return Named(start=one.start, end=one.end, sign="Ⓟ", words=one.words, place=one.place, held=one.held, docs=one.docs)


def unknown_places(question: str, holdings: Holdings, taken: Sequence[Named], units: Sequence[Named]) -> list[Named]:
    """The places before units of which nothing is held: 云岭市发改委 is not 市发改委 of another city."""
    left = list(question)
    for one in [*taken, *units]:
        left[one.start : one.end] = " " * (one.end - one.start)
    plain = "".join(left)
    found: list[Named] = []
    for unit in units:
        if unit.units and all(held.collective for held in unit.units):
            continue  # 县(市、区)政府 is of every place
        level = unit.words[0] if level_of(unit.words) == unit.words[0] else ""
        place = place_before(plain, unit.start, level, holdings)
        if place:
            found.append(_named(place))
    return found


def _held_in(question: str, holdings: Holdings) -> Iterator[tuple[int, str]]:
    """The names of the library's places with where they begin, the longest of those that overlap."""
    hits = hits_in(question, _automaton(holdings))
    return apart(
        (start, name)
        for start, name in hits
        if not (name.endswith("市") and question.startswith(_NO_CITY, start + len(name)))
    )


@once
def _automaton(holdings: Holdings) -> ahocorasick.Automaton:
    return automaton_of(holdings.places)
