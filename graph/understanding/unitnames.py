"""The units that words can mean: by the names of the documents, by level, place, line of work, abbreviation."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from extract.naming.names import resolve_unit
from extract.naming.places import Place, split_place
from graph.centralnames import central_name
from graph.functions import work_of
from graph.holdings import HeldUnit, Holdings
from graph.reforms import alike
from graph.renamed import now_called

_ORGAN_END = re.compile(r"(?:局|委员会|分局|厅|部门)$")
_LEVEL = re.compile(r"省|市(?!场|政(?!府)|容|民|区)|县(?!域)|区(?!域)")
_LEVELS = {"province": "省", "city": "市"}


def units_named(words: str, holdings: Holdings) -> tuple[HeldUnit, ...]:
    """The units that the words can mean: of the place or level that they begin with, else of all places."""
    if words in aliases(holdings) and (_LEVEL.match(words) or _place_before(words, holdings)):
        return tuple(dict.fromkeys((*aliases(holdings)[words], *now_called(words, holdings, sure=True))))
    before = _place_before(words, holdings)
    if before:
        place, rest = before
        found = (*units_named(rest, holdings), *units_called(words, holdings))
        return tuple(dict.fromkeys(unit for unit in found if _is_of(unit, place, holdings)))
    units = units_called(words, holdings)
    level = level_of(words)
    if central_name(words):
        return units
    if level:
        return tuple(u for u in units if _is_at(u, level))
    later = now_called(words, holdings, sure=False)  # each place has its own: no reason to look further
    return tuple(dict.fromkeys([*_of_one_function([u for u in units if u not in later], holdings), *units]))


def level_of(words: str) -> str | None:
    """The level that the name of a unit begins with, or that 厅 says; None where it says none.

    >>> level_of("区交通局"), level_of("市场监管局"), level_of("生态环境厅")
    ('区', None, '省')
    """
    found = _LEVEL.match(words)
    return found[0] if found else "省" if words.endswith("厅") else None


def _is_at(unit: HeldUnit, level: str) -> bool:
    """Whether the unit is called one of the level somewhere, or its full name begins with a place of it."""
    if unit.collective or any(surface.startswith(level) for surface in unit.surfaces):
        return True
    if any(level_of(surface) not in (None, level) for surface in unit.surfaces):
        return False
    place = split_place(unit.canonical)[0]
    return place is not None and level == _LEVELS.get(place.level, place.name[-1])


def _place_before(words: str, holdings: Holdings) -> tuple[Place, str] | None:
    """The place of the library that the words begin with, and the words behind it."""
    for size in range(len(words) - 2, 1, -1):
        place = holdings.places.get(words[:size])
        if place:
            return place, words[size:]
    return None


def _is_of(unit: HeldUnit, place: Place, holdings: Holdings) -> bool:
    """Whether the unit is one of this very place: by its full name, else by the plans that name it."""
    own = split_place(unit.canonical, within=place)[0]
    return own == place or (
        (own is None or place.within(own)) and any(holdings.plans[doc].place == place for doc in unit.docs)
    )


def _of_one_function(units: Sequence[HeldUnit], holdings: Holdings) -> tuple[HeldUnit, ...]:
    """The units, and in other places those of the same line of work and standing."""
    functions = {unit.function for unit in units if unit.function and _ORGAN_END.search(unit.canonical)}
    more = [
        u for u in holdings.units if u.function in functions and _ORGAN_END.search(u.canonical) and not u.collective
    ]
    return tuple(dict.fromkeys([*units, *more]))


@functools.lru_cache(maxsize=8)
def aliases(holdings: Holdings) -> dict[str, tuple[HeldUnit, ...]]:
    """The names that the documents give units, in full, as written, and without place or level."""
    table: dict[str, list[HeldUnit]] = {}
    for unit in holdings.units:
        names = {unit.canonical, unit.tail, *unit.surfaces} if not unit.collective else {unit.canonical, *unit.surfaces}
        names |= {name[1:] for name in unit.surfaces if name[0] in "省市县区" and len(name) >= 4}
        names |= _without_place(unit, holdings)
        names |= {name.replace("“", "").replace("”", "") for name in names}
        for name in names:
            if len(name) >= 3 and name[-1] not in "等" and name not in holdings.places:
                table.setdefault(name, []).append(unit)
    return {name: tuple(dict.fromkeys(units)) for name, units in table.items()}


def inner_places(holdings: Holdings) -> list[str]:
    """The names of units in which a place stands further in (国网山西省电力公司朔州供电公司)."""
    places = {*holdings.places, *(place.bare for place in holdings.places.values())}
    found = []
    for name, units in aliases(holdings).items():
        place, rest = split_place(name)
        behind = rest if place else name[1:]
        if not all(unit.collective for unit in units) and any(place in behind for place in places):
            found.append(name)
    return found


def _without_place(unit: HeldUnit, holdings: Holdings) -> set[str]:
    """The full name from its level on and without it, where another place stands in it (市公安局平城分局)."""
    place, rest = split_place(unit.canonical)
    if place is None or unit.collective or not any(name in rest for name in holdings.places):
        return set()
    return {rest, f"{_LEVELS.get(place.level, place.name[-1])}{rest}"}


@functools.lru_cache(maxsize=4096)
def known_work(words: str) -> str | None:
    """The line of work of the unit that the words name, None where they name none."""
    body = re.sub(r"^[省市县区]", "", words)
    if len(body) < 3:
        return None
    for name in (body, f"{body[:-2]}局" if body.endswith("部门") else body):
        work = resolve_unit(name, place=None).function
        if work:
            return work
    return None


def units_called(words: str, holdings: Holdings) -> tuple[HeldUnit, ...]:
    """The units of the library that these words name, one or none a place, by line of work or as an abbreviation.

    An old name means what the body became, in the places whose documents do not name the old one.
    """
    exact = aliases(holdings).get(words)
    central = central_name(words) if exact is None else None
    if central:
        return tuple(dict.fromkeys((*aliases(holdings).get(central, ()), *now_called(words, holdings, sure=False))))
    if exact:
        return tuple(dict.fromkeys((*exact, *now_called(words, holdings, sure=True))))
    work = known_work(words)
    later = now_called(words, holdings, sure=False)
    if not work:
        return later or _abbreviated(words, holdings)
    plain = [u for u in holdings.units if not u.collective and _ORGAN_END.search(u.canonical)]
    generic = tuple(u for u in holdings.units if u.collective and u.function == work)
    for same in ([u for u in plain if u.function == work], later, [u for u in plain if _does(u, work)]):
        if same:
            return tuple(dict.fromkeys((*same, *later, *generic)))
    return generic or (() if _ORGAN_END.search(words) else _abbreviated(words, holdings))


def _does(unit: HeldUnit, work: str) -> bool:
    """Whether the unit's line of work is one that may be called so, or holds it among others (规划和自然资源)."""
    if unit.function is None or unit.function in alike().get(work, ()):
        return unit.function is not None
    asked = frozenset(work_of(work))
    return bool(asked) and asked < frozenset(work_of(unit.function))


def _abbreviated(words: str, holdings: Holdings) -> tuple[HeldUnit, ...]:
    """The units whose names hold all characters of the words in their order, with the same end; one a place at most."""
    letters = [letter for letter in words if letter not in "“”"]
    if len(letters) < 3:
        return ()
    pattern = re.compile(".*".join(map(re.escape, letters)) + "$")
    tails = [
        unit
        for unit in holdings.units
        if not unit.collective
        and any(pattern.search(name) and name.count("、") == 0 for name in (unit.tail.replace("”", ""), *unit.surfaces))
    ]
    docs: dict[str, list[HeldUnit]] = {}
    for unit in tails:
        for doc in unit.docs:
            docs.setdefault(doc, []).append(unit)
    found: list[HeldUnit] = []
    for own in docs.values():
        whole = [unit for unit in own if unit.tail != unit.canonical] or own
        ending = [unit for unit in whole if any(name.endswith(words) for name in (unit.tail, *unit.surfaces))]
        found += ending or (whole if len(whole) == 1 else [])
    return tuple(dict.fromkeys(found))
