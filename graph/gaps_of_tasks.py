"""Gaps of single tasks: who leads, who is named at all, by when, and which lists are left open."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from extract.naming.collectives import names_nobody
from extract.naming.places import find_place
from extract.records import Assignment, Role
from graph.clauses import Clause, names_of
from graph.findings import Fact, Finding, Kind, finding, title_span
from graph.people import owners, shown

_ROLES: dict[Role, Fact] = {
    "lead": Fact("牵头", "leading"),
    "cooperating": Fact("配合", "cooperating"),
    "responsible": Fact("责任", "responsible"),
    "supervising": Fact("督导", "supervising"),
}


@dataclass(frozen=True, slots=True)
class _Open:
    """What is open in a clause: the facts, the statements that show it, and the rules that it rests on."""

    facts: Sequence[Fact]
    statements: Sequence[Assignment] = ()
    rules: Sequence[tuple[int, int]] = ()
    kind: Kind = "方案未写明"


def gaps_of_task(check: str, clause: Clause) -> Iterator[Finding]:
    """What one of the checks finds in a clause; where no statement shows it, the title line does."""
    document, text, task = clause.document, clause.text, clause.task
    for found in TASK_CHECKS[check](clause):
        spans = [(one.start, one.end) for one in found.statements] or [title_span(text, task)]
        yield finding(
            check, document, text, task=task, kind=found.kind, facts=found.facts, spans=[*spans, *found.rules]
        )


def _no_lead(clause: Clause) -> Iterator[_Open]:
    roles = {unit.effective_role for statement in clause.statements for unit in statement.units}
    roles |= {unit.role for statement in clause.statements for unit in statement.implied}
    if roles and "lead" not in roles:
        alone = [unit for statement in clause.statements for unit in statement.units]
        one = (
            [Fact("只写了这一个单位", "It is the only unit written")]
            if len(alone) == 1 and not alone[0].collective
            else []
        )
        facts = [_units(clause.statements), *one, *_people(clause.statements), *_phrases(clause.statements)]
        yield _Open(facts, clause.statements)


def _lead_implied(clause: Clause) -> Iterator[_Open]:
    """Whether every lead of the task is one by a declared rule or a heading, so that none is written as such."""
    leads = [(one, unit) for one in clause.statements for unit in one.units if unit.effective_role == "lead"]
    added = [(one, unit) for one in clause.statements for unit in one.implied if unit.role == "lead"]
    if not (leads or added) or any(unit.role == "lead" for _, unit in leads):
        return
    rules = dict.fromkeys([*(unit.rule or "" for _, unit in leads), *(unit.rule for _, unit in added)])
    names = "、".join(dict.fromkeys([*(unit.text for _, unit in leads), *(unit.text for _, unit in added)]))
    facts = [Fact(f"推断的牵头单位：{names}", f"Lead implied: {names}")]
    facts += [Fact(f"依据：“{_short(rule)}”", f"By the words: “{_short(rule)}”") for rule in rules if rule]
    spans = [span for rule in rules if (span := _span_of(clause, rule))]
    shown_in = dict.fromkeys(one.id for one, _ in (*leads, *added))
    yield _Open(facts, [one for one in clause.statements if one.id in shown_in], spans, "推断")


def _span_of(clause: Clause, rule: str) -> tuple[int, int] | None:
    """Where the rule is declared, or the heading stands, that a lead was inferred from."""
    bare = "".join(rule.split())
    declared = ((one.start, one.end) for one in clause.document.conventions if "".join(one.text.split()) == bare)
    at = clause.text.find(rule) if rule else -1
    return next(declared, (at, at + len(rule)) if at >= 0 else None)


def _no_unit(clause: Clause) -> Iterator[_Open]:
    if not names_unit(clause) and not any(owners(clause.statements)):
        yield _Open([Fact("没有写明由谁承担", "No unit is given the task")])


def _people_only(clause: Clause) -> Iterator[_Open]:
    people = _owning(clause.statements)
    if people and not names_unit(clause):
        fact = Fact(f"没有写明单位，只写明了人员：{people}", f"No unit is written, only people: {people}")
        yield _Open([fact], clause.statements)


def names_unit(clause: Clause) -> bool:
    """Whether some unit is given the task, written or implied."""
    return any(statement.units or statement.implied for statement in clause.statements)


def _nobody_named(clause: Clause) -> Iterator[_Open]:
    if _leaves_open_who(clause):
        names = names_of(clause.statements)
        yield _Open([Fact(f"只写了：{names}", f"Only written: {names}")], clause.statements)


def _leaves_open_who(clause: Clause) -> bool:
    """Whether the task has units, written or implied, and from none of their names anybody can tell who it is."""
    named = [unit.text for statement in clause.statements for unit in statement.units]
    named += [unit.text for statement in clause.statements for unit in statement.implied]
    home = clause.document.meta.jurisdiction
    return bool(named) and not any(owners(clause.statements)) and all(_nobody(each, home) for each in named)


@functools.lru_cache(maxsize=50_000)
def _nobody(name: str, home: str | None) -> bool:
    return names_nobody(name, find_place(home) if home else None)


def _collective_only(clause: Clause) -> Iterator[_Open]:
    units = [unit for statement in clause.statements for unit in statement.units]
    if units and all(unit.collective for unit in units) and not _leaves_open_who(clause):
        yield _Open([_units(clause.statements)], clause.statements)


def _no_deadline(clause: Clause) -> Iterator[_Open]:
    days = [deadline.to for deadline in clause.deadlines] + [each.to for each in clause.task.implied_deadlines]
    if not any(days):
        words = "、".join(dict.fromkeys(deadline.text for deadline in clause.deadlines))
        said = Fact(f"只有不能落到日期的说法：{words}", f"Only words that give no day: {words}")
        yield _Open([said if words else Fact("没有任何时限", "No deadline at all")])


def _open_list(clause: Clause) -> Iterator[_Open]:
    for statement in clause.statements:
        if statement.open:
            zh = "、".join(_ROLES[role].zh for role in statement.open)
            en = ", ".join(_ROLES[role].en for role in statement.open)
            yield _Open([Fact(f"未写全的名单：{zh}单位", f"List left open: {en} units")], [statement])


TASK_CHECKS: dict[str, Callable[[Clause], Iterator[_Open]]] = {
    "no-lead": _no_lead,
    "lead-implied": _lead_implied,
    "no-unit": _no_unit,
    "people-only": _people_only,
    "nobody-named": _nobody_named,
    "collective-only": _collective_only,
    "no-deadline": _no_deadline,
    "open-list": _open_list,
}
"""The checks that look at one task at a time."""


def _units(statements: Sequence[Assignment]) -> Fact:
    names = names_of(statements)
    return Fact(f"写明的单位：{names}", f"Units written: {names}")


def _owning(statements: Sequence[Assignment]) -> str:
    return "、".join(dict.fromkeys(shown(person.name, person.title) for person in owners(statements)))


def _people(statements: Sequence[Assignment]) -> list[Fact]:
    people = _owning(statements)
    return [Fact(f"写明的人员：{people}", f"People written: {people}")] if people else []


def _phrases(statements: Sequence[Assignment]) -> list[Fact]:
    return [Fact(f"原文用语：{s.qualifier}", f"The plan's words: {s.qualifier}") for s in statements if s.qualifier]


def _short(words: str) -> str:
    joined = "".join(words.split())
    return joined if len(joined) <= 60 else f"{joined[:60]}…"
