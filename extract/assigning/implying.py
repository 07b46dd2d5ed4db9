"""What declared conventions imply for a statement: promoted leads and added units, each with the quoted rule.

What is implied is kept apart from what is written: a promoted unit keeps its written role and gains an effective one,
an added unit stands among the implied ones. A written lead keeps every rule of promotion away.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import TypeVar

from extract.assigning.conventions import BLANKET_ROLES, Declared, Reach
from extract.assigning.roles import Label
from extract.assigning.statements import Reading, read_listed
from extract.assigning.unitlists import Item, split_items
from extract.records import Assignment, ImpliedUnit, UnitMention
from extract.rulebook import load_pattern

_GOVERNED = ("parenthetical", "label", "table")
"""The kinds of statement that conventions speak of; an inline duty says itself who does what."""

_GROUPS = {"两": 2, "双": 2, "三": 3, "四": 4}
"""How many lists a rule speaks of that says 两市 or 三地."""

MOST_ADDED = 100
"""Units that the blanket clauses of a text may add to its statements; what names more is said and left out."""

Separators = Mapping[int, str]
"""The glyph behind a unit's item in its list, by the unit's start."""

Told = TypeVar("Told")


@dataclass(frozen=True, slots=True)
class _Added:
    """A unit that a blanket clause adds, the clause, and its declaration."""

    unit: UnitMention
    blanket: Assignment
    declared: Declared


@dataclass(frozen=True, slots=True, kw_only=True)
class Conventions:
    """The declarations of a text with their words, and the units of its blanket clauses by the clause's start."""

    text: str
    declared: Sequence[Declared]
    quote: Callable[[int, int], str]

    def applied(self, assignments: Sequence[Assignment], separators: Sequence[Separators]) -> Iterator[Assignment]:
        """The assignments, each with its separators, with what the conventions imply for them."""
        promoting = _told_once(
            (one.reach, (one.rule, one.mark, self._groups(one)), one)
            for one in self.declared
            if one.convention not in BLANKET_ROLES
        )
        adding = [
            (added.declared, self._implied(added.unit, added.blanket))
            for added in _adding(self.declared, assignments)[:MOST_ADDED]
        ]
        for assignment, glyphs in zip(assignments, separators, strict=True):
            if assignment.kind in _GOVERNED:
                yield self._with_added(self._with_promoted(assignment, promoting, glyphs), adding)
            else:
                yield assignment

    def _with_promoted(
        self, assignment: Assignment, promoting: Sequence[Declared], separators: Separators
    ) -> Assignment:
        for declared in promoting:
            if declared.governs(assignment.start, assignment.end):
                assignment = self._promoted(assignment, declared, separators)
        return assignment

    def _promoted(self, assignment: Assignment, declared: Declared, separators: Separators) -> Assignment:
        if any(unit.effective_role == "lead" for unit in assignment.units):
            return assignment
        chosen = {(one.start, one.role) for one in self._chosen(assignment.units, declared, separators)}
        rule = self.quote(declared.start, declared.end)
        units = (
            replace(one, effective_role="lead", rule=rule) if (one.start, one.role) in chosen else one
            for one in assignment.units
        )
        return replace(assignment, units=tuple(units))

    def _chosen(
        self, units: Sequence[UnitMention], declared: Declared, separators: Separators
    ) -> Sequence[UnitMention]:
        """The units that a rule promotes, of a list without a written lead."""
        responsible = [unit for unit in units if unit.role == "responsible"]
        if declared.rule == "convention.first_of_each":
            opening = [one for at, one in enumerate(responsible) if not at or _parted(responsible, at, separators)]
            return opening[: self._groups(declared) or len(opening)]
        if declared.convention == "first-is-lead":
            return [unit for unit in units[:1] if unit.role == "responsible"]
        if declared.convention == "no-lead-means-responsible-leads":
            return responsible
        if declared.convention == "before-comma-is-lead":
            glyphs = "；;" if declared.rule == "convention.before_semicolon_is_lead" else "，,"
            stops = [number for number, one in enumerate(units) if separators.get(one.start, "") in set(glyphs)]
            return units[: stops[0] + 1] if stops else ()
        if declared.mark:
            return [one for one in units if declared.mark in self._around(one)]
        return ()

    def _groups(self, declared: Declared) -> int | None:
        """How many lists a rule speaks of that says so (两市), or None."""
        return _GROUPS.get(self.text[declared.start]) if declared.rule == "convention.first_of_each" else None

    def _around(self, unit: UnitMention) -> str:
        """The glyphs before and behind a unit."""
        return (
            self.text[max(0, unit.start - 2) : unit.start].rstrip()[-1:]
            + self.text[unit.end : unit.end + 2].lstrip()[:1]
        )

    def _with_added(self, assignment: Assignment, adding: Sequence[tuple[Declared, ImpliedUnit]]) -> Assignment:
        """The assignment with the units that blanket clauses add, each once, unless it names them itself."""
        known = {(unit.unit_id, unit.role) for unit in assignment.units}
        implied: list[ImpliedUnit] = []
        for declared, unit in adding:
            inside = declared.start < assignment.end and assignment.start < declared.end and declared.reach != "all"
            carries = declared.reach == "after" and assignment.start <= declared.start
            is_new = (unit.unit_id, unit.role) not in known
            if is_new and not carries and not inside and declared.governs(assignment.start, assignment.end):
                known.add((unit.unit_id, unit.role))
                implied.append(unit)
        return replace(assignment, implied=tuple(implied))

    def _implied(self, unit: UnitMention, blanket: Assignment) -> ImpliedUnit:
        rule = self.quote(blanket.start, blanket.end)
        return ImpliedUnit(text=unit.text, role=unit.role, canonical=unit.canonical, unit_id=unit.unit_id, rule=rule)


def find_left_out(declared: Sequence[Declared], assignments: Sequence[Assignment]) -> Declared | None:
    """The first blanket clause with a unit beyond those that are added, or None."""
    return next((one.declared for one in _adding(declared, assignments)[MOST_ADDED:]), None)


def _adding(declared: Sequence[Declared], assignments: Sequence[Assignment]) -> list[_Added]:
    """What the blanket clauses among the assignments add."""
    by_start = {one.start: one for one in declared}
    blankets = [(one, by_start[one.start]) for one in assignments if one.kind == "blanket"]
    return _told_once(
        (clause.reach, (unit.unit_id, unit.role), _Added(unit, one, clause))
        for one, clause in blankets
        for unit in one.units
    )


def _told_once(said: Iterable[tuple[Reach, Hashable, Told]]) -> list[Told]:
    """What is said, in order, without what says the same of fewer statements: the first holds, of 以上 the last."""
    once: dict[tuple[Reach, Hashable], tuple[int, Told]] = {}
    for number, (reach, key, told) in enumerate(said):
        if reach == "before" or (reach, key) not in once:
            once[reach, key] = number, told
    return [told for _, told in sorted(once.values(), key=itemgetter(0))]


def _parted(units: Sequence[UnitMention], number: int, separators: Separators) -> bool:
    """Whether a semicolon stands before the unit: another group of the list begins with it."""
    return separators.get(units[number - 1].start, "") in set("；;")


def blanket_readings(
    text: str, declared: Sequence[Declared], names: Sequence[tuple[int, int]]
) -> Iterator[tuple[Declared, Reading]]:
    """The blanket clauses and the units they name, in the role that the clause gives."""
    for one in declared:
        role = BLANKET_ROLES.get(one.convention)
        if role is None:
            continue
        items = [_without_verb(item) for item in split_items(text, one.units_start, one.units_end, names)]
        label = Label(start=one.start, end=one.end, kind=role, rule=one.rule, roles=(role,))
        reading = read_listed(items, label=label, title=one.rule, is_unit=lambda _: True)
        if reading:
            named = tuple(replace(unit, role=role, rule=one.rule) for unit in reading.named)
            yield one, Reading(named=named, qualifier=reading.qualifier)


def _without_verb(item: Item) -> Item:
    """The item without the verb behind its unit (市人民政府组织)."""
    verb = load_pattern("conventions", "words.unit_verb").search(item.text)
    if not verb or not verb.start():
        return item
    return replace(item, text=item.text[: verb.start()], end=item.start + verb.start())
