"""Why the library holds names to be one unit: its surfaces, what is in doubt, what people decided."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast

from extract.naming.reasons import name_rules
from graph.correcting import BY_PERSON
from graph.decisions import Decision, DecisionError, Judgement, Judgements, Subject, standing
from graph.doubts import Link, doubled, look_alikes, propose
from graph.library import Library
from graph.linking import Body

_QUOTED = 80
"""Characters of a statement that are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A decision about the unit; ``holds`` is false of one that was taken back or followed by another."""

    decision: Decision
    holds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """A unit and all that its name rests on. ``names`` holds the full names of the units that the links speak of."""

    body: Body
    unsure: tuple[Link, ...]
    different: tuple[Link, ...]
    decisions: tuple[Judged, ...]
    names: dict[str, str]


def identify(library: Library, unit: str) -> Identity | None:
    """What is known of this unit's name; None where the library has no such unit."""
    near = library.bodies(_near(library, unit))
    body = near.get(unit)
    if body is None:
        return None
    decisions = library.decisions()
    judgements = Judgements(decisions)
    unsure = [link for link in propose(near, judgements) if unit in (link.unit, link.other)]
    unsure += [link for link in _doubled(library, judgements, unit) if link.unit == unit]
    known = {frozenset((link.unit, link.other)) for link in unsure}
    different = [link for link in look_alikes(body, near) if frozenset((unit, link.other)) not in known]
    return Identity(
        body=body,
        unsure=tuple(unsure),
        different=tuple(different),
        decisions=tuple(_judged(body, decisions)),
        names={other.unit: other.canonical for other in near.values()},
    )


def all_doubts(library: Library) -> tuple[list[Link], dict[str, str]]:
    """Every link that is unsure, and the full names of the units."""
    bodies = library.bodies()
    judgements = Judgements(library.decisions())
    links = [*propose(bodies, judgements), *_doubled(library, judgements)]
    return links, {body.unit: body.canonical for body in bodies.values()}


def decide(  # noqa: PLR0913 - who judges what, how, when and why
    library: Library,
    unit: str,
    other: str,
    judgement: str,
    *,
    surface: str | None = None,
    who: str,
    at: str,
    note: str = "",
) -> Decision:
    """Judge a unit of the library, or one surface of it, against another; ids are those that the library shows.

    Raises:
        DecisionError: a unit or surface is not there, or the judgement contradicts one that stands.
    """
    held = library.bodies([unit, other])
    for one in (unit, other):
        if one not in held:
            raise DecisionError(f"资料库中没有单位 {one}。")
    if unit == other and surface is None:
        raise DecisionError(f"两者现在就是同一单位“{held[unit].canonical}”，不必判断；要拆出一种写法，请写明是哪一种。")
    givens = [unit] if surface is None else [one.given for one in held[unit].surfaces if one.words == surface]
    if not givens:
        written = "、".join(sorted(one.words for one in held[unit].surfaces))
        raise DecisionError(f"“{held[unit].canonical}”没有“{surface}”这种写法。现有：{written}。")
    name, against = held[unit].canonical, Subject(unit=other, name=held[other].canonical)
    made = [
        library.decide(
            Decision(
                number=0,
                at=at,
                who=who,
                judgement=cast(Judgement, judgement),
                subject=Subject(unit=given, name=name, surface=surface),
                other=against,
                note=note,
            )
        )
        for given in givens
    ]
    return made[-1]


def undo(library: Library, number: int, *, who: str, at: str) -> Decision:
    """Take back a decision.

    Raises:
        DecisionError: no decision of this number stands.
    """
    taken = next((one for one in library.decisions() if one.number == number), None)
    if taken is None:
        raise DecisionError(f"没有第{number}条判断。")
    return library.decide(replace(taken, at=at, who=who, note="", undoes=number))


def name_rule(rule: str, *, english: bool = False) -> str:
    """The rule behind a name in words; nothing for a name that was read before rules were kept.

    >>> name_rule("name.head")
    '所在名单前面的单位写明了层级或地区，本名称省略，依此补全。'
    """
    if rule == BY_PERSON:
        return "a person said so" if english else "由人更正时指明。"
    found = name_rules().get(rule)
    return (found.en if english else found.zh) if found else rule


def called(library: Library, name: str) -> list[str]:
    """The ids of the units whose id or full name this is, else of those that are written so; sorted."""
    full = library.read("SELECT unit FROM body WHERE ? IN (unit, canonical) ORDER BY unit", (name,))
    rows = full or library.read("SELECT DISTINCT unit FROM naming WHERE surface = ? ORDER BY unit", (name,))
    return [unit for (unit,) in rows]


def held_as(library: Library, unit: str) -> str | None:
    """The unit under which the library holds what the rules call ``unit``; None where no document names it.

    It is another one where people judged all its names to be another unit.
    """
    rows = library.read(
        "SELECT unit FROM naming WHERE given = ? GROUP BY unit ORDER BY unit = given DESC, SUM(mentions) DESC, unit",
        (unit,),
    )
    return str(rows[0][0]) if rows else None


def orphans(library: Library) -> set[int]:
    """The numbers of the standing decisions that hold nothing now: no document names what they judge, or the other."""
    rows = library.read("SELECT given FROM naming UNION SELECT unit FROM naming")
    named = {unit for (unit,) in rows}
    judged = standing(library.decisions())
    return {one.number for one in judged if one.subject.unit not in named or one.other.unit not in named}


def _near(library: Library, unit: str) -> list[str]:
    """The unit, those of its jurisdiction, and those that are written like it anywhere."""
    rows = library.read(
        "SELECT unit FROM body WHERE place IS (SELECT place FROM body WHERE unit = :unit)"
        " UNION SELECT unit FROM naming WHERE surface IN (SELECT surface FROM naming WHERE unit = :unit)",
        {"unit": unit},
    )
    return [found for (found,) in rows]


def _doubled(library: Library, judgements: Judgements, unit: str | None = None) -> list[Link]:
    rows = library.read(
        "SELECT a.unit, a.surface, b.surface, MIN(s.quote) FROM duty AS a"
        " JOIN duty AS b ON b.doc = a.doc AND b.statement = a.statement AND b.unit = a.unit AND b.role = a.role"
        " AND b.given = a.given"
        " AND a.position < b.position AND a.surface != b.surface"
        " JOIN statement AS s ON s.doc = a.doc AND s.id = a.statement"
        " WHERE a.collective = 0 AND (:unit IS NULL OR a.unit = :unit)"
        " GROUP BY a.unit, a.surface, b.surface ORDER BY a.unit, a.surface, b.surface",
        {"unit": unit},
    )
    judged = {(one.subject.unit, one.subject.surface) for one in judgements.standing}
    links: dict[tuple[str, str], Link] = {}
    for found, first, second, quote in rows:
        if (found, second) not in judged and (found, first) not in judged:
            link = doubled(found, first, second, "".join(quote.split())[:_QUOTED])
            links.setdefault((found, second), link)  # a surface is doubted once, against the first beside it
    return list(links.values())


def _judged(body: Body, decisions: list[Decision]) -> list[Judged]:
    given = {surface.given for surface in body.surfaces} | {body.unit}
    holding = {decision.number for decision in standing(decisions)}
    concerned = [one for one in decisions if one.undoes is None and {one.subject.unit, one.other.unit} & given]
    return [Judged(decision=one, holds=one.number in holding) for one in concerned]
