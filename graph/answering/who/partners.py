"""The units that stand in statements together with a unit: whom it helps, who helps it, who leads with it, or all."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from extract.records import Role
from graph.answering.question.queries import Duty, assignments_query
from graph.answering.question.readings import told_apart
from graph.answering.question.request import Request, answered, refused, unit_items
from graph.answering.search.locating import locate_all
from graph.answering.telling.absent import refuse_topic, refuse_unit
from graph.answering.telling.pieces import in_a_row, in_sentence, listed
from graph.answering.telling.sentences import say
from graph.answering.telling.suggesting import by_unit
from graph.answering.who.clauses import clauses_with, names_any, of_the_plan
from graph.answers import Answer, Item
from graph.wording import load_table

_TITLES = 4  # clauses that are named in the sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerRule:
    """Which roles a question on partners is about, by its words."""

    id: str
    own: Role
    others: Role
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@functools.cache
def load_partner_rules() -> tuple[PartnerRule, ...]:
    """The rules of ``rules/partners.toml``."""
    return tuple(
        PartnerRule(
            id=entry["id"],
            own=entry["own"],
            others=entry["others"],
            pattern=re.compile(entry["pattern"]),
            examples=tuple(entry["examples"]),
            counterexamples=tuple(entry["counterexamples"]),
        )
        for entry in load_table("partners")["rule"]
    )


def partner_rule(marked: str) -> PartnerRule | None:
    """The rule for a question in which Ⓤ stands for the unit.

    >>> partner_rule("Ⓤ给谁配合").id
    'whom-it-helps'
    """
    return next((rule for rule in load_partner_rules() if rule.pattern.search(marked)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """The roles that a question on partners is about, None for any, and whether it asks for those with most tasks."""

    own: str | None
    others: str | None
    most: bool = False


def answer_partners(request: Request) -> Answer:
    """The units that stand together with the unit in the roles that are asked for."""
    ids = set(request.unit_ids() if request.units else [])
    if not ids:
        return _beside_issuer(request) or refuse_unit(request, "units")
    asked = _asked(request)
    held = {doc for unit in request.units[0] if unit.unit_id in ids for doc in unit.docs}
    docs = [doc for doc in request.docs if doc in held]
    statements = [s.id for doc in docs for s in request.holdings.statements(doc) if names_any(s, ids)]
    if request.topic and not of_the_plan(request):
        named, silent = clauses_with(request, ids)
        if not named:
            return _nobody(request, asked) if silent else refuse_topic(request)
        docs, statements = [place.doc for place, _ in named], [s.id for _, own in named for s in own]
    query = assignments_query(docs, statements=statements)
    duties = request.duties(query)
    shared = {duty.statement for duty in duties if duty.unit in ids and asked.own in (None, duty.role)}
    others = [d for d in duties if d.statement in shared and d.unit not in ids and asked.others in (None, d.role)]
    if asked.others is None:
        others = [duty for duty in others if not duty.collective] or others
    if not others:
        return _nobody(request, asked, query)
    names = {duty.doc: duty.name for duty in duties if duty.unit in ids}
    return _answer(request, query, others, names, asked)


def _answer(request: Request, query: str, others: Sequence[Duty], names: Mapping[str, str], asked: _Asked) -> Answer:
    docs = list(dict.fromkeys(duty.doc for duty in others))
    shared = _shared(others)
    items = sorted(unit_items(request, others, grouped=len(docs) > 1), key=lambda item: -shared[_key(item)])
    if asked.most:
        most = {doc: max(count for (_, own), count in shared.items() if own == doc) for doc in docs}
        items = [item for item in items if shared[_key(item)] == most[_key(item)[1]]]
    kept = {_key(item) for item in items}
    shown = [duty for duty in others if (duty.unit, duty.doc) in kept]
    parts = []
    for doc in docs:
        own = [item for item in items if _key(item)[1] == doc]
        words = {"plan": request.label(doc), "unit": names.get(doc, request.understood.units[0])}
        parts.append(_told(request, own, shared[_key(own[0])], asked, words))
    return answered(
        request,
        "units",
        items,
        evidence=[request.evidence(duty.doc, duty.start, duty.end) for duty in shown],
        query=query,
        text=in_a_row(request, (in_sentence(request, parts), _clauses(request, shown))),
        ambiguous=told_apart(request, docs),
    )


def _told(request: Request, items: Sequence[Item], most: int, asked: _Asked, words: Mapping[str, str]) -> str:
    units = listed(request, (item.label for item in items))
    if asked.most:
        return say(request, "partners.most", count=most, units=units, **words)
    form = f"partners.{asked.own}.{asked.others}" if asked.own and asked.others else "partners"
    return say(request, form, count=len(items), units=units, **words)


def _clauses(request: Request, duties: Sequence[Duty]) -> str:
    """The clauses in which they stand together, where they are few."""
    titles = list(dict.fromkeys(f"“{duty.title}”" for duty in duties if duty.task))
    return say(request, "partners.tasks", titles=listed(request, titles)) if 0 < len(titles) <= _TITLES else ""


def _nobody(request: Request, asked: _Asked, query: str = "") -> Answer:
    here = set(request.docs)
    held = (unit.canonical for unit in request.units[0] if unit.docs & here)
    unit = next(held, request.understood.units[0])
    said = say(request, "partners.none", unit=unit)
    if asked.others:
        said = say(request, "partners.none-in-role", unit=unit, verb=say(request, f"verb.{asked.others}"))
    return refused(request, "units", said, suggestions=by_unit(request), query=query)


def _asked(request: Request) -> _Asked:
    """What the question asks: by the roles that were understood, else by its words."""
    understood = request.understood
    question = understood.read or request.question
    most = "最多" in question or "rank.most" in understood.signals
    own = understood.roles[0] if understood.roles else None
    if own and understood.role and (own != understood.role or understood.joint):
        return _Asked(own=own, others=understood.role, most=most)
    if understood.kind == "who-cooperates":
        return _Asked(own="lead", others="cooperating", most=most)
    rule = partner_rule(question.replace(understood.units[0], "Ⓤ"))
    if rule:
        return _Asked(own=rule.own, others=rule.others, most=most)
    role = understood.role if understood.joint else None
    return _Asked(own=role, others=role, most=most)


def _beside_issuer(request: Request) -> Answer | None:
    """Who stands beside a unit in its own plan: there it is named nowhere, as all the plan sets is its work."""
    if not request.topic or not request.understood.units:
        return None
    words = request.understood.units[0]
    docs = [doc for doc in request.docs if words in (request.holdings.plans[doc].document.meta.issuer or "")]
    places = locate_all(request.holdings, request.topic, docs, lambda statement: bool(statement.units))
    statements = [statement.id for place in places for statement in place.statements]
    if not statements:
        return None
    query = assignments_query([place.doc for place in places], statements=statements)
    duties = request.duties(query)
    helping = [duty for duty in duties if duty.role == "cooperating"] or duties
    return _answer(request, query, helping, {}, _Asked(own=None, others=None))


def _key(item: Item) -> tuple[str, str]:
    return item.id or "", (item.docs or ("",))[0]


def _shared(duties: Collection[Duty]) -> Counter[tuple[str, str]]:
    """How many tasks each unit shares, by unit and document."""
    return Counter((unit, doc) for unit, doc, _ in {(d.unit, d.doc, d.task) for d in duties})
