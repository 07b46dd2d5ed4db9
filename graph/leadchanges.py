"""Whether the lead of a task changed between two plans: by body in one place, by line of work between places.

A body that a reform of bodies or divisions merely gave another name is said to be renamed, not to have changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extract.naming.places import split_place
from extract.records import Document
from graph.changed import Change, quoted
from graph.changes import Lineage, Link
from graph.clauses import Clause
from graph.findings import Quote
from graph.functions import functions_of
from graph.linking import Body, gather
from graph.reforms import sentence
from graph.unfold import plan_year

_LEVELS = re.compile(r"[各省市州盟县区旗镇乡、（）()]|街道|地级|以上|人民|自治|直辖|管委会")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lead:
    """A leading unit of a task and the places of the words that say so."""

    unit: str
    name: str
    spans: tuple[tuple[int, int], ...]


class Leads:
    """The leads of two plans, ready to be compared task by task."""

    def __init__(self, a: Document, b: Document) -> None:
        self._bodies: Mapping[str, Body] = gather([a, b])
        years = {one.doc: plan_year(one.meta.title, one.meta.date) for one in (a, b)}
        self._lineage = Lineage(self._bodies.values(), years)
        self.one_place = a.meta.jurisdiction is not None and a.meta.jurisdiction == b.meta.jurisdiction

    def changes(self, a: Clause, b: Clause) -> Iterator[Change]:
        """What is different in the leads of two tasks that are one; nothing where neither names any."""
        mine, theirs = _leads(a), _leads(b)
        gone, come = list(mine), list(theirs)
        for one in mine:
            same = next((other for other in come if self._same(one.unit, other.unit)), None)
            if same:
                gone.remove(one)
                come.remove(same)
        for one in list(gone):
            other, change = self._followed(a, b, one, come)
            if other and change:
                gone.remove(one)
                come.remove(other)
                yield change
        if gone or come:
            kind = "added" if not mine else "removed" if not theirs else "changed"
            yield Change(aspect="lead", kind=kind, a=_named(mine), b=_named(theirs),
                         quotes_a=_quotes(a, mine), quotes_b=_quotes(b, theirs))  # fmt: skip

    def _same(self, one: str, other: str) -> bool:
        """Whether the two are one body, or between places do the same work."""
        if one == other:
            return True
        mine, theirs = self._bodies[one], self._bodies[other]
        if self.one_place and mine.place == theirs.place:
            return False
        works, others = ({concept.id for concept in functions_of(body)} for body in (mine, theirs))
        if works or others:
            return bool(works & others) and (works <= others or others <= works)
        return _organ(mine) == _organ(theirs)

    def _followed(self, a: Clause, b: Clause, one: _Lead, come: Sequence[_Lead]) -> tuple[_Lead | None, Change | None]:
        """The lead that is this one by another name, with how that is known; none where there is none."""
        for other in come:
            way = self._way(one.unit, other.unit)
            if way or self._alike(one.unit, other.unit):
                return other, Change(
                    aspect="lead",
                    kind="renamed" if way else "alike",
                    a=one.name,
                    b=other.name,
                    because=_said(way) if way else None,
                    because_en=_said(way, english=True) if way else None,
                    sure=bool(way) and all(link.certain for link in way),
                    quotes_a=_quotes(a, [one]),
                    quotes_b=_quotes(b, [other]),
                )
        return None, None

    def _way(self, one: str, other: str) -> tuple[Link, ...]:
        """The steps by which the one became the other, whichever of the two is the older."""
        former, now = self._lineage.party(one), self._lineage.party(other)
        if former is None or now is None:
            return ()
        return self._lineage.path(former, to=other) or self._lineage.path(now, to=one)

    def _alike(self, one: str, other: str) -> bool:
        mine, theirs = self._bodies[one], self._bodies[other]
        works = [tuple(concept.id for concept in functions_of(body)) for body in (mine, theirs)]
        return bool(works[0]) and works[0] == works[1] and mine.kind == theirs.kind == "department"


def _leads(clause: Clause) -> list[_Lead]:
    """The units that lead the task or a part of it, written or implied, in the order of the text."""
    found: dict[str, tuple[str, list[tuple[int, int]]]] = {}
    for statement in clause.statements:
        words = (statement.start, statement.end)
        for unit in statement.units:
            if unit.effective_role == "lead":
                found.setdefault(unit.unit_id, (unit.canonical, []))[1].append(words)
        for added in statement.implied:
            if added.role == "lead":
                rule = (added.start, added.end)
                span = words if rule[0] is None or rule[1] is None else (rule[0], rule[1])
                found.setdefault(added.unit_id, (added.canonical, []))[1].append(span)
    return [_Lead(unit=unit, name=name, spans=tuple(spans)) for unit, (name, spans) in found.items()]


def _organ(body: Body) -> str:
    """What the body is without its place; of a collective without the levels that it names."""
    words = split_place(body.canonical)[1] or body.canonical
    return _LEVELS.sub("", words) if body.collective else words


def _said(way: Sequence[Link], *, english: bool = False) -> str:
    return "；".join(
        sentence(link.change, former=link.former.canonical, now=link.now.canonical, certain=link.certain,
                 english=english)
        for link in way
    )  # fmt: skip


def _named(leads: Sequence[_Lead]) -> str | None:
    return "、".join(lead.name for lead in leads) or None


def _quotes(clause: Clause, leads: Sequence[_Lead]) -> tuple[Quote, ...]:
    return quoted(clause, *(span for lead in leads for span in lead.spans))
