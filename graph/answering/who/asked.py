"""Which roles a question on units asks for, and the rows of the statements in them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.records import Assignment, Role
from graph.answering.question.queries import Duty, assignments_query
from graph.answering.question.request import Request
from graph.answering.search.locating import Place, has_role

_ROLES: tuple[Role, ...] = ("lead", "cooperating", "responsible", "supervising")
_OF_KIND: dict[str, Role] = {
    "who-cooperates": "cooperating",
    "who-is-responsible": "responsible",
    "who-supervises": "supervising",
}
_LEAD_OR_RESPONSIBLE: tuple[Role, ...] = ("lead", "responsible")
_BARE = re.compile("(?:谁|哪(?:个|家)?(?:单位|部门|局)?)(?:来|在)?(?:管|抓)|归(?:谁|哪)")  # whoever has to do with it


def role_asked(request: Request) -> Role:
    """The role asked for; where the question names none, that of its kind."""
    return request.understood.role or _OF_KIND.get(request.understood.kind, "lead")


def roles_together(request: Request) -> tuple[Role, ...]:
    """The roles where the question asks for several (谁牵头谁配合)."""
    if request.understood.aspect != "both":
        return ()
    asked = tuple(role for role in _ROLES if f"asked.{role}" in request.understood.signals)
    return asked if len(asked) > 1 else ("lead", "cooperating")


def roles_wanted(role: Role) -> tuple[Role, ...]:
    """The roles in which a statement can be the answer: 负责 in common speech also asks who leads."""
    return ("responsible", "lead") if role == "responsible" else (role,)


def is_bare(request: Request) -> bool:
    """Whether the question asks who has to do with the work, whatever the plan calls it (谁管, 谁来做)."""
    return request.understood.aspect == "doer" or bool(_BARE.search(request.understood.read or request.question))


def roles_in_effect(request: Request, places: Sequence[Place]) -> tuple[Role, ...]:
    """The role asked for; for 负责 the leads where nobody is called responsible or where a unit that is named leads.

    For a bare 谁 the leads first.
    """
    role, bare = role_asked(request), is_bare(request)
    statements = [statement for place in places for statement in place.statements]
    leads = [has_role("lead")(statement) for statement in statements]
    if bare and any(leads):
        return ("lead",) if all(leads) else _LEAD_OR_RESPONSIBLE
    answering = any(has_role("responsible")(statement) for statement in statements)
    if bare and role == "lead" and answering:
        return ("responsible",)
    if role == "responsible" and (not answering or _is_led_by_named(request, statements)):
        return ("lead",)
    return (role,)


def _is_led_by_named(request: Request, statements: Sequence[Assignment]) -> bool:
    """Whether units that the question names lead, and none of them is called responsible."""
    named = {unit.unit_id for group in request.units for unit in group}
    roles = {unit.effective_role for s in statements for unit in s.units if unit.unit_id in named}
    return "lead" in roles and "responsible" not in roles and not excepts(request)


def duties_in(request: Request, places: Sequence[Place], roles: Sequence[Role]) -> tuple[str, list[Duty]]:
    """The query and its rows; units called responsible stay so where a declared rule makes the first of them lead."""
    docs, statements = (
        [place.doc for place in places],
        [statement for place in places for statement in place.statements],
    )
    ids = [statement.id for statement in statements]
    promoted = {
        (statement.id, unit.unit_id)
        for statement in statements
        for unit in statement.units
        if unit.role == "responsible" and unit.effective_role == "lead"
    }
    if tuple(roles) == _LEAD_OR_RESPONSIBLE and not roles_together(request):
        leading = {place.doc for place in places if any(has_role("lead")(s) for s in place.statements)}
        by_doc = [(doc, "lead" if doc in leading else "responsible") for doc in docs]
        query = assignments_query(docs, statements=ids, roles_of=by_doc)
        return query, request.duties(query)
    if tuple(roles) == ("responsible",) and promoted:
        query = assignments_query(docs, statements=ids, roles=["responsible", "lead"])
        rows = request.duties(query)
        return query, [row for row in rows if row.role == "responsible" or (row.statement, row.unit) in promoted]
    query = assignments_query(docs, statements=ids, roles=roles)
    return query, request.duties(query)


def excepts(request: Request) -> bool:
    """Whether the question asks for others than the units that it names (除了甲还有谁)."""
    return "except" in request.understood.signals
