"""The places that a running text names, apart from the words and roads that only look like them."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator

import ahocorasick

from extract.naming.divisions import Place, places_by_name
from extract.naming.placenames import only_one
from extract.rulebook import load_pattern


@functools.cache
def _automaton() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for name, places in places_by_name().items():
        if any(place.level != "county" or (place.name == name and len(name) > 2) for place in places):
            automaton.add_word(name, name)  # not 开县, which also stands in 召开县…会议
    automaton.make_automaton()
    return automaton


def mentioned_places(text: str) -> tuple[Place, ...]:
    """The places that the text names and that can mean one division only, each once, in the order of the text.

    Shortened names count for provinces and cities only.

    >>> [place.full_name for place in mentioned_places("晋城市陵川县")]
    ['山西省晋城市', '山西省晋城市陵川县']
    >>> mentioned_places("各地情况大同小异，办公地点在太原路")
    ()
    """
    found: dict[str, Place] = {}
    before: Place | None = None
    for _, name in names_in(text):
        place = only_one(places_by_name()[name], before)
        if place is not None and place.until is None:
            found.setdefault(place.code + place.name, place)
            before = place
    return tuple(found.values())


def names_in(text: str) -> Iterator[tuple[int, str]]:
    """The names of divisions in the text with where they begin, the longest first of those that overlap.

    Names of several divisions and of those that have ended are among them.

    >>> list(names_in("襄樊市和通州区"))
    [(0, '襄樊市'), (4, '通州区')]
    """
    text = load_pattern("places", "place.ordinary").sub(lambda found: "　" * len(found[0]), text)
    road = load_pattern("places", "place.road")
    hits = sorted((end - len(name) + 1, -len(name), name) for end, name in _automaton().iter(text))
    behind = 0
    for start, _, name in hits:
        if start < behind:
            continue
        behind = start + len(name)
        if name[-1] in "省市县区旗州盟" or not road.match(text[behind : behind + 6]):
            yield start, name


def smallest_only(places: Iterable[Place]) -> Place | None:
    """The one place that lies in all the others, if there is one.

    >>> smallest_only(mentioned_places("山西省大同市平城区")).name, smallest_only(mentioned_places("大同和朔州"))
    ('平城区', None)
    """
    candidates = tuple(places)
    smallest = [place for place in candidates if not any(o != place and o.within(place) for o in candidates)]
    return smallest[0] if len(smallest) == 1 else None
