"""Predecessors and successors of the units held: which body of the same place became which, in which reform.

Pure, over the units of :func:`graph.linking.gather`. A successor that the documents name is told with its id; one that
they do not name is told by the name and id that it would have, and is only the usual one.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from extract.naming.names import UnitName, resolve_unit
from extract.naming.places import CHINA, Place, counties_of, find_place, place_called, split_place
from graph.divisionchanges import of_places, steps_from, steps_to
from graph.functions import work_of
from graph.linking import Body
from graph.reforms import COUNTRY, PROBE, Change, Side, Slot, by_work, load_changes, names_on, probed, resolved

_DEPARTMENT = re.compile(r"(?:局|厅|委员会|办公室|委|办)$")  # a centre or a team of the same work is another body


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One side of a change: a body of a place, with the documents that name it and their years."""

    unit: str
    canonical: str
    place: str | None
    function: str | None
    kind: str
    docs: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()

    @property
    def held(self) -> bool:
        """Whether documents name it."""
        return bool(self.docs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One body became, or went into, another."""

    change: Change
    former: Party
    now: Party

    @property
    def held(self) -> bool:
        """Whether documents name both."""
        return self.former.held and self.now.held

    @property
    def contradicted(self) -> bool:
        """Whether documents name the former body after the change, the new one only before it, or both in one."""
        late = any(year > self.change.last_year for year in self.former.years)
        new = self.change.kind in ("renamed", "merged")  # what work moved to may have stood there before
        return late or (new and (self.too_early or bool(self.former.docs & self.now.docs)))

    @property
    def too_early(self) -> bool:
        """Whether all documents that name the new body are of years before the change."""
        return bool(self.now.years) and max(self.now.years) < self.change.first_year

    @property
    def certain(self) -> bool:
        """Whether it may be said as a fact: the successor is held, places do not differ, no document contradicts."""
        return self.now.held and not self.change.varies and not self.contradicted


_Step = Callable[[Party, Change | None], Iterator[Link]]


class Lineage:
    """The units held, ready to be asked what they came from and what became of them."""

    def __init__(self, bodies: Iterable[Body], years: Mapping[str, int | None]) -> None:
        self._by_place: dict[str | None, list[Party]] = defaultdict(list)
        self._by_id: dict[str, Party] = {}
        self._central: dict[str, Party] = {}
        for body in bodies:
            if not body.collective:
                party = _party(body, years)
                self._by_place[party.place].append(party)
                self._by_id[party.unit] = party
                if party.canonical in _central_names():
                    self._central[party.canonical] = party

    def party(self, unit: str) -> Party | None:
        """The held unit with this id."""
        return self._by_id.get(unit)

    def named(self, words: str, place: Place) -> Party:
        """The body that the words name in a document of this place, held or not."""
        central = _central_full(words)
        name = resolve_unit(central or words, place=CHINA if central else place)
        return self._by_id.get(name.unit_id) or self._central.get(name.canonical) or _unheld(name)

    def links(self) -> tuple[Link, ...]:
        """Every link of a held unit, and those between that lead on to the end, in a stable order."""
        found: dict[tuple[str, str, str], Link] = {}
        for unit in sorted(self._by_id):
            party = self._by_id[unit]
            for link in (*self.successors(party), *self.predecessors(party)):
                found.setdefault((link.change.id, link.former.unit, link.now.unit), link)
        return tuple(found[key] for key in sorted(found))

    def successors(self, party: Party) -> tuple[Link, ...]:
        """What became of the body, and of those that it became; in the order of time."""
        return self._chain(party, self._forward, lambda link: link.now)

    def predecessors(self, party: Party) -> tuple[Link, ...]:
        """What the body came from, and those came from; the latest first."""
        return self._chain(party, self._backward, lambda link: link.former)

    def foundings(self) -> tuple[tuple[Change, Party], ...]:
        """The held units that a reform founded, in a stable order."""
        return tuple(
            (change, party)
            for _, party in sorted(self._by_id.items())
            for place in _places(party)
            for change in _played(party, place, "now")
            if change.kind == "founded" and not (party.years and max(party.years) < change.first_year)
        )

    def path(self, party: Party, to: str | None = None) -> tuple[Link, ...]:
        """The steps from the body to this unit, or to the first held one that it became; else the usual ones."""
        ways: list[tuple[Party, tuple[Link, ...]]] = [(party, ())]
        for last, way in ways:  # grows while it is read: the shortest ways first
            for link in self._forward(last, way[-1].change if way else None):
                if link.now.unit in (party.unit, *(step.now.unit for step in way)):
                    continue
                if link.now.unit == to or (to is None and link.now.held):
                    return (*way, link)
                ways.append((link.now, (*way, link)))
        return () if to else ways[-1][1]

    def results(self, link: Link) -> tuple[Party, ...]:
        """Everything that the former body became in this change; several where it was split."""
        return tuple(other.now for other in self._forward(link.former) if other.change == link.change)

    def _chain(self, party: Party, step: _Step, end: Callable[[Link], Party]) -> tuple[Link, ...]:
        found: dict[tuple[str, str, str], Link] = {}
        waiting: list[tuple[Party, Change | None]] = [(party, None)]
        while waiting:
            for link in step(*waiting.pop(0)):
                key = (link.change.id, link.former.unit, link.now.unit)
                if key not in found:
                    found[key] = link
                    waiting.append((end(link), link.change))
        return tuple(found.values())

    def _forward(self, party: Party, since: Change | None = None) -> Iterator[Link]:
        """What became of the body, by changes that do not lie before the one by which it came up."""
        for link in self._became(party):
            if since is None or _may_follow(link.change, since):
                yield link

    def _backward(self, party: Party, until: Change | None = None) -> Iterator[Link]:
        """What the body came from, by changes that do not lie behind the one by which it went."""
        for link in self._came_from(party):
            if until is None or _may_follow(until, link.change):
                yield link

    def _became(self, party: Party) -> Iterator[Link]:
        for place in _places(party):
            for step in steps_from(place):
                name = _moved(party, step.old, step.new, step.year)
                if name:
                    yield from _link(of_places(step), party, self._by_id.get(name.unit_id) or _unheld(name))
            for change in _played(party, place, "former"):
                for slot in () if _came_up_again(party, place, change) else change.now:
                    now = self._filled(slot, place, change.last_year + 1) or self._wider(slot, place, change)
                    yield from _link(change, party, now or _unheld(resolved(slot[0], place, change.last_year + 1)))

    def _came_from(self, party: Party) -> Iterator[Link]:
        for place in _places(party):
            for step in steps_to(place):
                name = _moved(party, step.new, step.old, step.year - 1)
                if name and name.unit_id in self._by_id:  # else every body of a new division would have had one
                    yield from _link(of_places(step), self._by_id[name.unit_id], party)
            for change in dict.fromkeys([*_played(party, place, "now"), *self._in_combination(party, place)]):
                for slot in () if _stood_before(party, place, change) else change.former:
                    former = self._filled(slot, place, change.first_year - 1)
                    if former or not change.varies:  # whether there was such a body where places differ nobody knows
                        usual = _unheld(resolved(slot[0], place, change.first_year - 1))
                        yield from _link(change, former or usual, party)

    def _filled(self, slot: Slot, place: Place, year: int) -> Party | None:
        """The held body of the place that has one of these names, or is a department of that line of work."""
        names = [resolved(name, place, year) for name in slot]
        exact = [self._by_id[name.unit_id] for name in names if name.unit_id in self._by_id]
        if place == CHINA:
            exact += [self._central[name] for name in slot if name in self._central]
        works = {name.function for name in names if name.kind == "department" and name.function}
        same = [one for one in self._by_place[place.full_name] if _is_department(one) and one.function in works]
        return next(iter((*exact, *same)), None)

    def _wider(self, slot: Slot, place: Place, change: Change) -> Party | None:
        """The one held department of the place whose lines of work hold that of the usual successor and more."""
        found = [
            one
            for one in self._by_place[place.full_name]
            if _covers(one, slot) and not any(_fills(one, former, place) for former in change.former)
        ]
        return found[0] if len(found) == 1 else None

    def _in_combination(self, party: Party, place: Place) -> Iterator[Change]:
        """The changes whose usual successor is not held, and this body alone has its line of work among others."""
        for change, slot in _now_slots(party):
            filled = self._filled(slot, place, change.last_year + 1)
            if _happened(change, place) and not filled and self._wider(slot, place, change) == party:
                yield change


def _moved(party: Party, here: Place, there: Place, year: int) -> UnitName | None:
    """The body of the same work of another division; None where the name does not begin with its own."""
    own, rest = split_place(party.canonical, within=here)
    return resolve_unit(f"{there.name}{rest}", place=there, year=year) if own == here and rest else None


def _link(change: Change, former: Party, now: Party) -> Iterator[Link]:
    """The link, unless both are one body or all documents that name the former are of years after the change."""
    after = former.years and min(former.years) > change.last_year
    if former.unit != now.unit and not after:
        yield Link(change=change, former=former, now=now)


def _may_follow(later: Change, earlier: Change) -> bool:
    """Whether places could make the one change after the other."""
    return later.last_day >= earlier.first_day


def _came_up_again(party: Party, place: Place, change: Change) -> bool:
    """Whether the name is also that of a body of a later reform, which it means where no year is known."""
    later = [one for one in _played(party, place, "now") if one.first_day > change.last_day]
    return not party.years and any(_bears(party, slot, place) for one in later for slot in one.now)


def _stood_before(party: Party, place: Place, change: Change) -> bool:
    """Whether the documents name an older body of the same name, which had gone when the change made this one."""
    early = party.years and max(party.years) < change.first_year
    return bool(early) and any(one.last_day < change.first_day for one in _played(party, place, "former"))


def _bears(party: Party, slot: Slot, place: Place) -> bool:
    return any(party.canonical == resolved(name, place).canonical for name in slot)


def _party(body: Body, years: Mapping[str, int | None]) -> Party:
    return Party(
        unit=body.unit,
        canonical=body.canonical,
        place=body.place,
        function=body.function,
        kind=body.kind,
        docs=frozenset(body.docs),
        years=frozenset(year for doc in body.docs if (year := years.get(doc))),
    )


def _unheld(name: UnitName) -> Party:
    return Party(unit=name.unit_id, canonical=name.canonical, place=name.place, function=name.function, kind=name.kind)


def _places(party: Party) -> tuple[Place, ...]:
    """The place whose body it is; of a branch the county that it works in, which had a bureau of its own."""
    place = place_called(party.place) if party.place else None
    if place is None:
        return (CHINA,) if party.canonical in _central_names() else ()
    if party.kind == "branch" and place.level == "city" and party.function:
        names = [slot[0] for _, slot in by_work("now").get(party.function, ())]
        return tuple(c for c in counties_of(place) if any(resolved(n, c).unit_id == party.unit for n in names))
    return (place,)


def _played(party: Party, place: Place, side: Side) -> list[Change]:
    """The changes of the place in which the body stands on this side."""
    found = [*_whole(place, side).get(party.unit, ())]
    if party.kind == "branch" or _is_department(party):
        found += [change for change, _ in by_work(side).get(party.function or "", ())]
    if place == CHINA:
        found += _central_names().get(party.canonical, {}).get(side, ())
    return [change for change in dict.fromkeys(found) if _happened(change, place)]


def _happened(change: Change, place: Place) -> bool:
    """Whether the change was made at the place's level, in its province."""
    gone = place.until is not None and place.until < change.first_year
    other = bool(place.chain) and place.chain[-1].name in change.elsewhere
    return place.level in change.levels and not gone and not other


def _fills(party: Party, slot: Slot, place: Place) -> bool:
    names = (resolved(name, place) for name in slot)
    return any(
        party.unit == name.unit_id or (_is_department(party) and name.function == party.function is not None)
        for name in names
    )


def _is_department(party: Party) -> bool:
    return party.kind == "department" and bool(_DEPARTMENT.search(party.canonical))


def _covers(party: Party, slot: Slot) -> bool:
    """Whether the department has the line of work of the slot and others besides."""
    own = frozenset(work_of(party.function)) if party.function and _is_department(party) else frozenset()
    return any(own > work for work in _works_of(slot))


@functools.cache
def _works_of(slot: Slot) -> tuple[frozenset[str], ...]:
    functions = (probed(name).function for name in slot)
    works = (frozenset(work_of(function)) for function in functions if function)
    return tuple(work for work in works if work)


def _now_slots(party: Party) -> Iterator[tuple[Change, Slot]]:
    for change in load_changes():
        for slot in change.now:
            if _covers(party, slot):
                yield change, slot


@functools.lru_cache(maxsize=2048)
def _whole(place: Place, side: Side) -> dict[str, list[Change]]:
    """Ids of the place's bodies that are known by their whole name → the changes that they stand in."""
    found: dict[str, list[Change]] = defaultdict(list)
    for change, _, name in names_on(side):
        if _happened(change, place) and (place == CHINA or probed(name).kind != "department"):
            found[resolved(name, place).unit_id].append(change)
    return found


@functools.cache
def _central_names() -> dict[str, dict[Side, list[Change]]]:
    """The names of central bodies, by which they are known where a document's place is not the country."""
    found: dict[str, dict[Side, list[Change]]] = defaultdict(lambda: defaultdict(list))
    sides: tuple[Side, Side] = ("former", "now")
    for side in sides:
        for change, _, name in names_on(side):
            if COUNTRY in change.levels:
                found[name][side].append(change)
    return found


@functools.cache
def _central_full(words: str) -> str | None:
    """The full name of the central body that the table knows under these words."""
    slots = (slot for change in load_changes() if COUNTRY in change.levels for slot in (*change.former, *change.now))
    return next((slot[0] for slot in slots if words in slot), None)


def is_former(words: str) -> bool:
    """Whether the words name a body, of any place, that became another in some reform, or one of a division of old.

    >>> is_former("市环保局"), is_former("国土局"), is_former("市生态环境局"), is_former("环保部")
    (True, True, False, True)
    >>> is_former("襄樊市水利局"), is_former("襄阳市水利局")
    (True, False)
    """
    party = _unheld(resolve_unit(words, place=find_place(PROBE)))
    return any(_played(party, own, "former") or steps_from(own) for own in _places(party))
