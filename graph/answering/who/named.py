"""A word on the units that a question takes to have a role: those that have not, and whether one has it alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extract.records import Assignment
from graph.answering.question.request import Request
from graph.answering.search.locating import Place
from graph.answering.telling.pieces import in_a_row, listed
from graph.answering.telling.sentences import say
from graph.answers import Item
from graph.holdings import HeldUnit


def of_named(request: Request, places: Sequence[Place], items: Sequence[Item]) -> str:
    """What is to be said of the units that the question names; empty where they have the role."""
    ids = {item.id for item in items}
    told = [_not_among(request, unit, places) for unit in _taken(request) if unit.unit_id not in ids]
    return in_a_row(request, [_alone(request, ids), *dict.fromkeys(told)])


def _taken(request: Request) -> list[HeldUnit]:
    """The units that the question takes to have the role: not the one that others are to help."""
    asked = request.understood.role
    roles = request.understood.roles or (None,) * len(request.units)
    here = set(request.docs)
    groups = [
        group
        for group, role in zip(request.units, roles, strict=False)
        if role in (None, asked) and not (role is None and asked == "cooperating")
    ]
    return [unit for group in groups for unit in group if unit.docs & here]


def _alone(request: Request, ids: set[str | None]) -> str:
    if request.understood.joint is not False:
        return ""
    return say(request, "named.alone") if len(ids) == 1 else say(request, "named.not-alone", count=len(ids))


def _not_among(request: Request, unit: HeldUnit, places: Sequence[Place]) -> str:
    own = [place for place in places if place.doc in unit.docs]
    if not own:
        return ""
    here = _roles(request, unit, (statement for place in own for statement in place.statements))
    if here:
        return say(request, "named.other-role", unit=unit.canonical, roles=here)
    clause = [s for place in own for s in request.holdings.statements(place.doc) if s.task == place.task.id]
    elsewhere = _roles(request, unit, clause)
    if elsewhere:
        return say(request, "named.elsewhere", unit=unit.canonical, roles=elsewhere)
    return say(request, "named.absent", unit=unit.canonical)


def _roles(request: Request, unit: HeldUnit, statements: Iterable[Assignment]) -> str:
    found = [u.effective_role for s in statements for u in s.units if u.unit_id == unit.unit_id]
    return listed(request, (say(request, f"role.{role}") for role in found))
