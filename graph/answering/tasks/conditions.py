"""The conditions that a question sets for tasks: units with their roles, together or alone, and what must be missing.

They are read from what was understood and resolved to what the library holds; nothing is looked up here.
"""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

from extract.records import Role
from graph.answering.question.queries import Duty
from graph.answering.question.request import Request
from graph.answering.telling.absent import refuse_unit
from graph.answers import Answer, AnswerType
from graph.wording import load_table

_OF_ASPECT: dict[str, tuple[Role, ...]] = {
    "lead+cooperating": ("lead", "cooperating"),
    "cooperating+lead": ("cooperating", "lead"),
}
_NUMBERS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "2": 2, "3": 3, "4": 4, "5": 5, "6": 6}
_SEVERAL = re.compile(
    r"([两二三四五六2-6])(?:家|个)(?:单位|部门)?(?:或)?(?:及)?以上|(?:超过|多于)([两二三四五六2-6])(?:家|个)"
)
_RESPONSIBLE: Role = "responsible"
_LACKS = {"lead", "cooperating", "deadline", "target", "unit"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A unit that the question names: its words, the ids that they can mean, the role asked of it (None: any)."""

    words: str
    ids: frozenset[str]
    role: Role | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """What tasks must fulfil. ``absent`` is the unit that must not be there, ``together``: all stand in one statement.

    ``alone``: nobody else has the role; ``several``: at least so many units share it, where no unit is named.
    ``only`` asks for statements that name nobody but the party, ``parts`` for parts of clauses that lack something.
    """

    parties: tuple[Party, ...] = ()
    role: Role | None = None
    absent: Party | None = None
    together: bool = False
    alone: bool = False
    several: int = 0
    only: bool = False
    parts: bool = False
    without: frozenset[str] = frozenset()

    @property
    def of_units(self) -> bool:
        """Whether any of them is on the units of statements."""
        return bool(self.parties or self.alone or self.several or self.role)


def conditions_of(request: Request) -> Conditions:
    """The conditions of the question."""
    understood = request.understood
    parties = list(parties_of(request))
    without = lacking(request)
    absent = parties.pop() if "unit" in without and parties else None
    kind, aspect = understood.kind, understood.aspect
    bound = kind == "multi-constraint" or aspect == "together" or understood.joint is True
    apart = len({party.role for party in parties}) > 1
    only = bool(parties) and "lead" in without and says(request, "only")
    return Conditions(
        parties=tuple(dataclasses.replace(party, role=None) if only else party for party in parties),
        role=None if parties or labels_missing(request) else understood.role,
        absent=absent,
        together=len(parties) > 1 and (bound or apart),
        alone=understood.joint is False,
        several=0 if parties or not (understood.joint or aspect == "joint-leads") else _least(request.question),
        only=only,
        without=without - {"unit"} if absent else without,
    )


def parties_of(request: Request) -> list[Party]:
    """The units that are named, each with the role that the question gives it; two names of one unit are one."""
    understood = request.understood
    roles: Sequence[Role | None] = understood.roles or _OF_ASPECT.get(understood.aspect or "", ())
    if understood.joint is False and "bears" in understood.signals and not any(roles):  # 只由甲一家负责
        roles = [_RESPONSIBLE for _ in understood.units]
    found: list[Party] = []
    for at, words in enumerate(understood.units):
        own = roles[at] if at < len(roles) else None
        party = Party(
            words=words,
            ids=frozenset(request.unit_ids(at)),
            role=own if any(roles) and not understood.joint else own or understood.role,
        )
        same = next((one for one in found if one.ids and one.ids == party.ids), None)
        if same is None:
            found.append(party)
        else:
            found[found.index(same)] = dataclasses.replace(same, role=same.role or party.role)
    return found


def _least(question: str) -> int:
    """How many units at least must share the role: two, or as many as the question says (三家以上)."""
    found = _SEVERAL.search(question)
    return max(2, _NUMBERS[found[1] or found[2]] + (1 if found[2] else 0)) if found else 2


def lacking(request: Request) -> frozenset[str]:
    """What the tasks must lack."""
    understood = request.understood
    if understood.without:
        return frozenset(understood.without) & _LACKS
    if understood.kind != "no-lead":
        return frozenset()
    return frozenset({understood.aspect if understood.aspect in _LACKS else "lead"})


def says(request: Request, what: str) -> bool:
    """Whether the question asks for what is left open in this way (rules: ``gaps``)."""
    return bool(_asked(what).search(request.understood.read or request.question))


def labels_missing(request: Request) -> bool:
    """Whether the quoted words are those that the missing brackets would begin with (没附“牵头单位”的)."""
    quoted = request.understood.quoted
    return bool(quoted and lacking(request)) and all(_asked("labels").fullmatch(words) for words in quoted)


@functools.cache
def _asked(what: str) -> re.Pattern[str]:
    return re.compile(load_table("answers_tasks")["gaps"][what], re.IGNORECASE)


def unknown_party(request: Request, kind: AnswerType) -> Answer | None:
    """The refusal where one of the units stands nowhere in the documents that are meant; None where all do."""
    for at, words in enumerate(request.understood.units):
        if not request.unit_ids(at):
            alone = dataclasses.replace(request.understood, units=(words,))
            return refuse_unit(dataclasses.replace(request, understood=alone, units=(request.units[at],)), kind)
    return None


def plays(request: Request) -> Callable[[Duty, Role | None], bool]:
    """Whether a row is of a role: in effect, of responsible units also as the plan writes it (the first may lead)."""
    written: dict[str, set[str]] = {}

    def is_of(duty: Duty, role: Role | None) -> bool:
        if role is None or duty.role == role:
            return True
        if role != "responsible":
            return False
        if duty.doc not in written:
            written[duty.doc] = {
                f"{statement.id} {unit.unit_id}"
                for statement in request.holdings.statements(duty.doc)
                for unit in statement.units
                if unit.role == "responsible"
            }
        return f"{duty.statement} {duty.unit}" in written[duty.doc]

    return is_of


def roles_asked(conditions: Conditions) -> tuple[str, ...]:
    """The roles that a query may be narrowed to; none where rows of any role are needed."""
    if conditions.alone or conditions.only or conditions.without & {"lead", "cooperating"}:
        return ()
    found = {party.role for party in conditions.parties} or {conditions.role}
    return () if None in found or "responsible" in found else tuple(sorted(cast("set[str]", found)))
