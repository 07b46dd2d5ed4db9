"""The bodies that a collective of a known place stands for: 各县（市、区）政府 of 朔州 are six.

A member is derived, never written: it carries the collective and the table of divisions that it follows from. Only a
collective of every division is expanded; which ones 有关县区 are, only the plan's authors know.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass

from extract.naming.collectives import names_nobody, reach_of
from extract.naming.divisions import Place
from extract.naming.divisionyears import table_year
from extract.naming.names import resolve_unit
from extract.naming.placenames import find_place
from extract.naming.reaches import Reach, divisions_of, passed_over
from graph.facts import assignments
from graph.filters import Filter
from graph.library import Library
from graph.rows import AssignmentRow

RULE = "members.every"
"""The rule by which every member is derived."""
_UNLISTED = ("town", "corps", "")
"""Ranks of which the table of divisions holds nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A body that a collective stands for. ``because`` says from what it was derived, in Chinese."""

    unit_id: str
    canonical: str
    place: str
    rule: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Expansion:
    """What a collective stands for: its members, and what of it nobody can list, with the reason in Chinese."""

    members: tuple[Member, ...] = ()
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A duty that a plan gives a collective, and that a unit carries as its member ``member``."""

    member: Member
    duty: AssignmentRow


@functools.lru_cache(maxsize=4096)
def members_of(words: str, place: str | None, year: int | None = None) -> Expansion:
    """What the collective stands for in a document of the place (its full name) and of the year.

    >>> [member.canonical for member in members_of("各县区", "山西省朔州市").members][:2]
    ['朔州市朔城区人民政府', '朔州市平鲁区人民政府']
    >>> members_of("有关县区", "山西省朔州市").members
    ()
    """
    home = find_place(place) if place else None
    found = reach_of(words, home)
    if found is None:
        return Expansion(left=("没有点名，无法列出",) if names_nobody(words, home) else ())
    reach, seat = found
    if seat is None:
        return Expansion(left=("不知道是哪个地方的，无法列出",))
    if reach.which:
        return Expansion(left=(f"只说“{reach.which}”，没有写明是哪些，不列出",))
    divisions = divisions_of(reach, seat, year)
    because = _because(words, seat, year)
    members = tuple(member for each in divisions for member in _bodies(each, reach, because))
    return Expansion(members=members, left=tuple(_left(reach, seat, year, divisions)))


def _because(words: str, seat: Place, year: int | None) -> str:
    table = f"{table_year()}年区划表"
    past = f"，回溯到{year}年" if year and year < table_year() else ""
    return f"“{words}”，{seat.name}，按{table}{past}"


def _bodies(place: Place, reach: Reach, because: str) -> Iterator[Member]:
    """The government of the division, its Party committee, or both, with the ids that their written names have."""
    government = "行政公署" if place.name.endswith(("盟", "地区")) else "人民政府"
    names = {"government": [government], "party": ["委"], "both": ["委", government]}[reach.whose]
    for name in names:
        unit = resolve_unit(f"{place.full_name}{name}", place=place)
        yield Member(unit_id=unit.unit_id, canonical=unit.canonical, place=place.full_name, rule=RULE, because=because)


def _left(reach: Reach, seat: Place, year: int | None, divisions: tuple[Place, ...]) -> Iterator[str]:
    for kind in sorted(reach.kinds):
        if kind.rank in _UNLISTED:
            yield f"{kind.word}：没有名单，不能列出"
    if reach.zones:
        yield f"{'、'.join(reach.zones)}：没有名单，不能列出"
    if reach.with_others:
        yield f"含{'、'.join(reach.with_others)}：按原文另行写明"
    beside = [other.name for other in passed_over(reach, seat, year)]
    if divisions and beside:
        yield f"{'、'.join(beside)}：与字面不符，不能确定是否包括在内"
    if not divisions and not any(kind.rank in _UNLISTED for kind in reach.kinds):
        yield f"区划表中{seat.name}没有这样的区划"


def expansion(library: Library, unit_id: str) -> Expansion:
    """What a collective of the library stands for, by the places and years of all plans that write it."""
    members: dict[tuple[str, str], Member] = {}
    left: dict[str, None] = {}
    for words, place, year in _writings(library, "n.unit = :unit", {"unit": unit_id}):
        one = members_of(words, place, year)
        members |= {(member.unit_id, member.canonical): member for member in reversed(one.members)}
        left |= dict.fromkeys(one.left)
    ordered = sorted(members.values(), key=lambda member: (_code(member.place), member.canonical))
    return Expansion(members=tuple(ordered), left=tuple(left))


def _code(place: str) -> str:
    found = find_place(place)
    return found.code if found else ""


def through_collectives(library: Library, unit_id: str) -> list[Carried]:
    """The duties that plans give to collectives of which the unit is a member: derived, not among its written ones.

    A duty is left out where the same statement names the unit itself.
    """
    given = library.read("SELECT DISTINCT given FROM naming WHERE unit = ?", (unit_id,))
    wanted = {unit_id, *(each for (each,) in given)}
    found: list[Carried] = []
    for collective, doc, member in _memberships(library, wanted):
        duties = assignments(library, Filter(unit_id=collective, doc=doc))
        found += [Carried(member=member, duty=duty) for duty in duties]
    own = {(duty.doc, duty.statement_id) for duty in assignments(library, Filter(unit_id=unit_id))}
    return [each for each in found if (each.duty.doc, each.duty.statement_id) not in own]


def _memberships(library: Library, wanted: set[str]) -> Iterator[tuple[str, str, Member]]:
    """The collectives that hold one of the units, with the document that writes them so."""
    rows = library.read(
        "SELECT DISTINCT n.unit, n.doc, n.canonical, n.place, p.year FROM naming AS n JOIN plan AS p ON p.doc = n.doc"
        " WHERE n.collective = 1 AND n.kind = 'areas' ORDER BY n.doc, n.unit"
    )
    seen: set[tuple[str, str]] = set()
    for unit, doc, canonical, place, year in rows:
        held = next((m for m in members_of(canonical, place, year).members if m.unit_id in wanted), None)
        if held and (unit, doc) not in seen:
            seen.add((unit, doc))
            yield unit, doc, held


def _writings(library: Library, where: str, values: dict[str, str]) -> list[tuple[str, str | None, int | None]]:
    sql = (
        "SELECT DISTINCT n.canonical, n.place, p.year FROM naming AS n JOIN plan AS p ON p.doc = n.doc"
        f" WHERE n.collective = 1 AND {where} ORDER BY p.year, n.canonical"
    )
    return library.read(sql, values)
