"""The units that words can mean: by the names of the documents, by level, place, line of work, abbreviation.

A name means a body of its own kind: 交警支队 is no 公安局, 数据中心 no 数据局. In each document the best reading
counts, so that one place's spelling of a name does not hide the body of another place that is spelt otherwise.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence

from extract.naming.mentions import names_in
from extract.naming.names import resolve_unit
from extract.naming.places import Place, split_place
from graph.centralnames import central_name
from graph.functions import work_of
from graph.holdings import HeldUnit, Holdings
from graph.kept import once
from graph.reforms import alike
from graph.renamed import now_called
from graph.understanding.collectives import collectives_called
from graph.wording import load_table

_ORGAN_END = re.compile(r"(?:局|委员会|分局|厅|部门|办公室)$")
_AUTHORITY = re.compile(r"(?:局|委|委员会|厅|部门|办|办公室|部|署|系统|口)$")
_BRANCH = "分局"
_KIND = re.compile(r"(?:主管)?(?:部门|系统|条线|口|局|委员会|委|厅)$")
_GOVERNMENT = re.compile("[省市县区](?:人民)?政府")
_LEVEL = re.compile(r"省|市(?!场|政(?!府)|容|民|区|监)|县(?!域)|区(?!域)")
_LEVELS = {"province": "省", "city": "市"}
_FULL = (("办公室", "办"), ("委员会", "委"))
_NOBODY = frozenset("等")
_LONGEST = 40


def units_named(words: str, holdings: Holdings) -> tuple[HeldUnit, ...]:
    """The units that the words can mean: of the place or level that they begin with, else of all places."""
    return _units_named(holdings, words)


@once
def _units_named(holdings: Holdings, words: str) -> tuple[HeldUnit, ...]:
    if len(words) > _LONGEST:
        return aliases(holdings).get(words, ())
    if _GOVERNMENT.fullmatch(words):
        return _governments(words[0], holdings)
    if words in aliases(holdings) and (_LEVEL.match(words) or _place_before(words, holdings)):
        return _once((*_level_alike(words, holdings), *now_called(words, holdings, sure=True)))
    before = _place_before(words, holdings)
    if before:
        place, rest = before
        found = (*units_named(rest, holdings), *units_called(words, holdings))
        return _once(unit for unit in found if _is_of(unit, place, holdings))
    units = units_called(words, holdings)
    level = level_of(words)
    if central_name(words) or not level:
        return units
    return tuple(unit for unit in units if _is_at(unit, level))


def _governments(level: str, holdings: Holdings) -> tuple[HeldUnit, ...]:
    """The governments of the places whose plans these are: 市政府 is no government of a city in the plan's place."""
    places = dict.fromkeys(plan.place for plan in holdings.plans.values() if plan.place)
    names = {f"{place.full_name}人民政府" for place in places} | {f"{place.name}人民政府" for place in places}
    exact = aliases(holdings).get(f"{level}政府", ()) + aliases(holdings).get(f"{level}人民政府", ())
    whole = [unit for unit in holdings.units if unit.canonical in names or (unit in exact and not unit.collective)]
    return tuple(unit for unit in whole if _is_at(unit, level) and not _is_below(unit, holdings))


def _is_below(unit: HeldUnit, holdings: Holdings) -> bool:
    own = split_place(unit.canonical)[0]
    return own is not None and not any(holdings.plans[doc].place == own for doc in unit.docs)


def _level_alike(words: str, holdings: Holdings) -> tuple[HeldUnit, ...]:
    """The units that are called exactly so; behind a bare level also those of other places that are spelt otherwise."""
    exact = aliases(holdings)[words]
    level = level_of(words)
    if level is None or _place_before(words, holdings):
        return exact
    told = {doc for unit in exact for doc in unit.docs}
    more = (unit for unit in units_called(words[1:], holdings) if not unit.docs & told and _is_at(unit, level))
    return (*exact, *more)


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
    for size in range(min(len(words) - 2, _longest_place(holdings)), 1, -1):
        place = holdings.places.get(words[:size])
        if place:
            return place, words[size:]
    return None


@once
def _longest_place(holdings: Holdings) -> int:
    return max(map(len, holdings.places), default=0)


def _is_of(unit: HeldUnit, place: Place, holdings: Holdings) -> bool:
    """Whether the unit is one of this very place: by its full name, else by the plans that name it."""
    own = split_place(unit.canonical, within=place)[0]
    return own == place or (
        (own is None or place.within(own)) and any(holdings.plans[doc].place == place for doc in unit.docs)
    )


@once
def aliases(holdings: Holdings) -> dict[str, tuple[HeldUnit, ...]]:
    """The names that the documents give units, in full, as written, and without place or level."""
    table: dict[str, list[HeldUnit]] = {}
    for unit in holdings.units:
        for name in _names_of(unit, holdings):
            if len(name) >= 3 and name[-1] not in _NOBODY and name not in holdings.places:
                table.setdefault(name, []).append(unit)
    return {name: tuple(dict.fromkeys(units)) for name, units in table.items()}


def _names_of(unit: HeldUnit, holdings: Holdings) -> set[str]:
    names = {unit.canonical, unit.tail, *unit.surfaces} if not unit.collective else {unit.canonical, *unit.surfaces}
    names |= {name[1:] for name in unit.surfaces if name[0] in "省市县区" and len(name) >= 4}
    names |= _without_place(unit, holdings)
    return names | {name.replace("“", "").replace("”", "") for name in names}


def inner_places(holdings: Holdings) -> list[str]:
    """The names of units in which a place stands further in (国网山西省电力公司朔州供电公司), one held or not."""
    places = {*holdings.places, *(place.bare for place in holdings.places.values())}
    longest = max(map(len, places), default=0)
    found = []
    for name, units in aliases(holdings).items():
        place, rest = split_place(name)
        behind = rest if place else name[1:]
        if not all(unit.collective for unit in units) and (
            _holds_any(behind, places, longest) or any(names_in(behind))
        ):
            found.append(name)
    return found


def _holds_any(words: str, names: set[str], longest: int) -> bool:
    return any(
        words[at : at + size] in names
        for at in range(len(words))
        for size in range(1, min(longest, len(words) - at) + 1)
    )


def _without_place(unit: HeldUnit, holdings: Holdings) -> set[str]:
    """The full name from its level on and without it, where another place stands in it (市公安局平城分局)."""
    if unit.collective:
        return set()
    place, rest = split_place(unit.canonical)
    if place is None or not _holds_any(rest, set(holdings.places), _longest_place(holdings)):
        return set()
    return {rest, f"{_LEVELS.get(place.level, place.name[-1])}{rest}"}


@functools.lru_cache(maxsize=16_384)
def known_work(words: str) -> str | None:
    """The line of work of the unit that the words name, None where they name none.

    >>> known_work("市监部门"), known_work("区住建局"), known_work("散煤局")
    ('市场监督管理', '住房和城乡建设', None)
    """
    short = clipped(words)
    body = short if short != words else re.sub(r"^(?:[省县区]|市(?![场政容]))", "", words)
    if len(body) < 3:
        return None
    plain = f"{clipped(_KIND.sub('', body))}局" if _AUTHORITY.search(body) else body
    for name in (body, plain):
        work = resolve_unit(name, place=None).function
        if work:
            return work
    return None


def clipped(words: str) -> str:
    """The words with the line of work in full where people clip it in a way that names nothing (市监局).

    >>> clipped("市监局"), clipped("交通局")
    ('市场监管局', '交通局')
    """
    kind = _KIND.search(words)
    body = words[: kind.start()] if kind else words
    full = load_table("unitwords")["clipped"].get(body)
    return full + words[len(body) :] if full else words


def units_called(words: str, holdings: Holdings) -> tuple[HeldUnit, ...]:
    """The units of the library that these words name, by line of work or as an abbreviation.

    An old name means what the body became, in the places whose documents do not name the old one.
    """
    return _units_called(holdings, words)


@once
def _units_called(holdings: Holdings, words: str) -> tuple[HeldUnit, ...]:
    exact = aliases(holdings).get(words, ())
    central = central_name(words) if not exact else None
    if central:
        return _once((*aliases(holdings).get(central, ()), *now_called(words, holdings, sure=False)))
    later = now_called(words, holdings, sure=bool(exact))
    work = known_work(words) if not exact or _ORGAN_END.search(words) else None
    tiers: list[Sequence[HeldUnit]] = [exact]
    if work and _AUTHORITY.search(words):
        works = _authorities(holdings)
        nearly = [unit for function, units in works.items() if _is_done(work, function) for unit in units]
        tiers += [_branches(works.get(work, ()), words), later, _branches(nearly, words)]
        generic = [unit for unit in holdings.units if unit.collective and unit.function == work]
    else:
        generic = []
        tiers += [later, () if exact else collectives_called(words, holdings), _abbreviated(words, holdings)]
    if all(unit.collective for unit in exact) and exact:
        tiers.append(collectives_called(words, holdings))
    found = _first_in_each_document(tiers)
    return _once((*found, *later, *generic)) if found else tuple(generic)


def _branches(units: Sequence[HeldUnit], words: str) -> Sequence[HeldUnit]:
    """The units, only branches where the words name one (公安分局)."""
    if not words.endswith(_BRANCH):
        return units
    return [unit for unit in units if any(name.endswith(_BRANCH) for name in (unit.canonical, *unit.surfaces))]


def _once(units: Iterable[HeldUnit]) -> tuple[HeldUnit, ...]:
    return tuple(dict.fromkeys(units))


def _first_in_each_document(tiers: Iterable[Sequence[HeldUnit]]) -> tuple[HeldUnit, ...]:
    """The units of each tier that no earlier one has a unit for in the same documents."""
    found: list[HeldUnit] = []
    told: set[str] = set()
    for units in tiers:
        more = [unit for unit in units if not unit.docs <= told]
        told |= {doc for unit in more for doc in unit.docs}
        found += more
    return _once(found)


@once
def _authorities(holdings: Holdings) -> dict[str, list[HeldUnit]]:
    """The bureaus, commissions, departments and offices by their lines of work."""
    found: dict[str, list[HeldUnit]] = {}
    for unit in holdings.units:
        if unit.function and not unit.collective and _ORGAN_END.search(unit.canonical):
            found.setdefault(unit.function, []).append(unit)
    return found


@functools.lru_cache(maxsize=4096)
def _is_done(work: str, function: str) -> bool:
    """Whether a line of work is one that may be called so, or holds it among others (规划和自然资源)."""
    if function in alike().get(work, ()):
        return True
    asked = frozenset(work_of(work))
    return bool(asked) and asked < frozenset(work_of(function))


def _abbreviated(words: str, holdings: Holdings) -> tuple[HeldUnit, ...]:
    """The units whose names hold all characters of the words in their order, with the same end; one a place at most."""
    letters = [letter for letter in words if letter not in "“”"]
    if len(letters) < 3:
        return ()
    names = _spelt_out(holdings).get(letters[-1], ())
    tails = _once(unit for name, unit in names if _holds_in_order(name, letters))
    docs: dict[str, list[HeldUnit]] = {}
    for unit in tails:
        for doc in unit.docs:
            docs.setdefault(doc, []).append(unit)
    found: list[HeldUnit] = []
    for own in docs.values():
        whole = [unit for unit in own if unit.tail != unit.canonical] or own
        ending = [unit for unit in whole if any(name.endswith(words) for name in (unit.tail, *unit.surfaces))]
        found += ending or (whole if len(whole) == 1 else [])
    return _once(found)


def _holds_in_order(name: str, letters: Sequence[str]) -> bool:
    """Whether the name ends with the last letter and holds the others before it in their order."""
    at = 0
    for letter in letters[:-1]:
        at = name.find(letter, at, len(name) - 1) + 1
        if not at:
            return False
    return name.endswith(letters[-1])


@once
def _spelt_out(holdings: Holdings) -> dict[str, list[tuple[str, HeldUnit]]]:
    """The names that may be abbreviated, by their last character; those that end in 办公室 also with 办."""
    found: dict[str, list[tuple[str, HeldUnit]]] = {}
    for unit in holdings.units:
        if not unit.collective:
            names = [name for name in (unit.tail.replace("”", ""), *unit.surfaces) if name and "、" not in name]
            short = [name.removesuffix(full) + end for name in names for full, end in _FULL if name.endswith(full)]
            for name in dict.fromkeys((*names, *short)):
                found.setdefault(name[-1], []).append((name, unit))
    return found
