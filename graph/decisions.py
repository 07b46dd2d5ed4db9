"""What people decided about units: append-only, each with who and when; the last word on a pair counts.

A decision judges a whole unit, or one surface of it, against another unit. Units are named by the ids that the rules
give, which come from content: so a decision holds for documents that come later, too, and survives their re-import.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from operator import is_
from typing import Literal, TypeVar

from extract.records import Assignment, Document, ImpliedUnit, Naming, UnitMention, content_id
from graph.errors import GraphError

Judgement = Literal["same", "different", "unsure"]
Renaming = Callable[[str, str, str], tuple[str, str]]
"""(id by the rules, surface, full name) → the id and the full name that hold."""
Named = TypeVar("Named", UnitMention, ImpliedUnit, Naming)

JUDGEMENTS: tuple[Judgement, ...] = ("same", "different", "unsure")


class DecisionError(GraphError, ValueError):
    """A decision that contradicts another or means nothing; the message is for the user."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is judged: a unit by the rules' id, or only one surface of it; ``name`` is its full name at that time."""

    unit: str
    name: str
    surface: str | None = None

    @property
    def words(self) -> str:
        """What a person calls it."""
        return self.surface or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One judgement: ``subject`` and ``other`` are the same body, are different ones, or nobody knows.

    ``undoes`` is the number of an earlier decision that this one takes back; its own judgement then means nothing.
    ``at`` is an ISO time.
    """

    number: int
    at: str
    who: str
    judgement: Judgement
    subject: Subject
    other: Subject
    note: str = ""
    undoes: int | None = None


def standing(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions that hold: none taken back, of those on one pair only the last, in the order they came."""
    ordered = sorted(decisions, key=lambda decision: decision.number)
    undone = {decision.undoes for decision in ordered}
    last = {_pair(one): one for one in ordered if one.undoes is None and one.number not in undone}
    return tuple(sorted(last.values(), key=lambda decision: decision.number))


def _pair(decision: Decision) -> object:
    """What is judged: a surface and a unit, or two units, whichever stood first."""
    subject, other = decision.subject, decision.other
    return (subject.unit, subject.surface, other.unit) if subject.surface else frozenset((subject.unit, other.unit))


class Judgements:
    """The standing decisions, ready to be asked which unit a name of a document means.

    >>> slip = Subject(unit="unit-1", name="朔州市公交警支队")
    >>> right = Subject(unit="unit-2", name="朔州市公安局交通警察支队")
    >>> one = Decision(number=1, at="2026-01-05T09:00:00", who="王", judgement="same", subject=slip, other=right)
    >>> Judgements([one]).unit_of("unit-1", "市公交警支队")
    'unit-2'

    Raises:
        DecisionError: two decisions contradict each other.
    """

    def __init__(self, decisions: Iterable[Decision]) -> None:
        self.standing = standing(decisions)
        self._surfaces: dict[tuple[str, str], list[Decision]] = defaultdict(list)
        for decision in self.standing:
            if decision.subject.surface:
                self._surfaces[decision.subject.unit, decision.subject.surface].append(decision)
        self._merged: dict[str, str] = {}
        self._names = {s.unit: s.name for d in self.standing for s in (d.subject, d.other) if s.surface is None}
        for decision in self.standing:
            if decision.judgement == "same" and decision.subject.surface is None:
                self._merge(decision)
        self._check()

    def __bool__(self) -> bool:
        return bool(self.standing)

    def unit_of(self, unit: str, surface: str) -> str:
        """The id of the unit that the surface means, whose id by the rules is ``unit``.

        A surface that was put to a unit goes there; one that was judged not to be its own unit is a unit by itself.
        """
        judged = self._surfaces.get((unit, surface), ())
        own = self._root(unit)
        for decision in reversed(judged):
            if decision.judgement == "same":
                return self._root(decision.other.unit)
        apart = any(one.judgement == "different" and self._root(one.other.unit) == own for one in judged)
        return self._root(content_id("unit", unit, surface)) if apart else own

    def pairs(self) -> frozenset[frozenset[str]]:
        """The pairs of units that people have judged, by the ids that hold now; what they left open is not judged."""
        judged = (one for one in self.standing if one.judgement != "unsure")
        return frozenset(frozenset((self._root(one.subject.unit), self._root(one.other.unit))) for one in judged)

    def name_of(self, unit: str) -> str | None:
        """The full name of a unit that decisions speak of, None of another."""
        return self._names.get(unit)

    def _root(self, unit: str) -> str:
        while unit in self._merged:
            unit = self._merged[unit]
        return unit

    def _merge(self, decision: Decision) -> None:
        subject, other = self._root(decision.subject.unit), self._root(decision.other.unit)
        if subject != other:
            self._merged[subject] = other

    def _check(self) -> None:
        for one in self.standing:
            subject = one.subject
            meant = self.unit_of(subject.unit, subject.surface) if subject.surface else self._root(subject.unit)
            if one.judgement == "different" and meant == self._root(one.other.unit):
                raise DecisionError(
                    f"“{subject.words}”与“{one.other.name}”已判断为不同单位（第{one.number}条），"
                    "又经其他判断合并在一起。请先撤销其中一条。"
                )


def check_decision(decision: Decision, before: Iterable[Decision]) -> None:
    """Return if the decision can be added to these.

    Raises:
        DecisionError: it means nothing, takes back what does not stand, or contradicts one that stands.
    """
    if not decision.who.strip():
        raise DecisionError("请写明由谁判断。")
    if decision.judgement not in JUDGEMENTS:
        raise DecisionError(f"判断只能是 {'、'.join(JUDGEMENTS)}。")
    known = list(before)
    if decision.undoes is not None and decision.undoes not in {one.number for one in standing(known)}:
        raise DecisionError(f"没有仍然有效的第{decision.undoes}条判断可以撤销。")
    itself = decision.subject.unit == decision.other.unit and decision.subject.surface is None
    if decision.undoes is None and itself:
        raise DecisionError("不能把一个单位与它自己比较。")
    last = max((one.number for one in known), default=0)
    Judgements([*known, replace(decision, number=last + 1)])


def with_units(document: Document, named: Renaming) -> Document:
    """The document with each unit's id and full name as ``named`` gives them for (id, surface, full name)."""

    def changed(one: Named) -> Named:
        unit, canonical = named(one.unit_id, one.text, one.canonical)
        if (unit, canonical) == (one.unit_id, one.canonical):
            return one
        return replace(one, unit_id=unit, canonical=canonical)

    def reassigned(one: Assignment) -> Assignment:
        units, implied = tuple(map(changed, one.units)), tuple(map(changed, one.implied))
        same = all(map(is_, units, one.units)) and all(map(is_, implied, one.implied))
        return one if same else replace(one, units=units, implied=implied)

    assignments, names = tuple(map(reassigned, document.assignments)), tuple(map(changed, document.names))
    return replace(document, assignments=assignments, names=names)
