"""Gaps: what a plan leaves open, counted, each finding with its facts and quotes, each check with its definition.

「方案未写明」 (the plan does not say) and 「未识别」 (the program did not understand) are kept apart: only the check
``unread`` is of the second kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from extract.naming.collectives import names_nobody
from extract.naming.places import find_place
from extract.records import Assignment, Document, Role
from graph.clauses import Clause, clauses_of, names_of
from graph.findings import Check, Fact, Finding, checks_json, checks_of, finding, title_span
from graph.people import owners, shown
from graph.wording import load_table

_Facts = Iterator[tuple[Sequence[Fact], Sequence[Assignment]]]
"""What is open, and the statements that show it."""
_ROLES: dict[Role, Fact] = {
    "lead": Fact("牵头", "leading"),
    "cooperating": Fact("配合", "cooperating"),
    "responsible": Fact("责任", "responsible"),
    "supervising": Fact("督导", "supervising"),
}


def find_gaps(plans: Iterable[tuple[Document, str]]) -> tuple[Check, ...]:
    """Every check of ``rules/gaps.toml`` with its findings in the order of documents and texts."""
    found: list[Finding] = []
    for document, text in sorted(plans, key=lambda plan: plan[0].doc):
        found += _unread(document, text)
        for clause in clauses_of(document, text):
            for check in _FINDERS:
                found += _found(check, clause)
    return checks_of(load_table("gaps")["check"], found)


def open_tasks(check: str, document: Document, text: str) -> set[str]:
    """The ids of the tasks of one document that a check finds, of those that look at one task at a time."""
    return {clause.task.id for clause in clauses_of(document, text) if any(True for _ in _FINDERS[check](clause))}


def gaps_json(checks: Sequence[Check]) -> dict[str, Any]:
    """The checks in the form that programs read."""
    return checks_json(checks)


def _found(check: str, clause: Clause) -> Iterator[Finding]:
    """What a check finds in a clause; where no statement shows it, the title line does."""
    for facts, statements in _FINDERS[check](clause):
        spans = [(one.start, one.end) for one in statements] or [title_span(clause.text, clause.task)]
        document, text, task = clause.document, clause.text, clause.task
        yield finding(check, document, text, task=task, kind="方案未写明", facts=facts, spans=spans)


def _no_lead(clause: Clause) -> _Facts:
    roles = {unit.effective_role for statement in clause.statements for unit in statement.units}
    roles |= {unit.role for statement in clause.statements for unit in statement.implied}
    if roles and "lead" not in roles:
        yield [_units(clause.statements), *_people(clause.statements), *_phrases(clause.statements)], clause.statements


def _no_unit(clause: Clause) -> _Facts:
    if not _names_unit(clause) and not any(owners(clause.statements)):
        yield [Fact("没有写明由谁承担", "No unit is given the task")], ()


def _people_only(clause: Clause) -> _Facts:
    people = _owning(clause.statements)
    if people and not _names_unit(clause):
        yield (
            [Fact(f"没有写明单位，只写明了人员：{people}", f"No unit is written, only people: {people}")],
            clause.statements,
        )


def _names_unit(clause: Clause) -> bool:
    return any(statement.units or statement.implied for statement in clause.statements)


def _nobody_named(clause: Clause) -> _Facts:
    if _leaves_open_who(clause):
        names = names_of(clause.statements)
        yield [Fact(f"只写了：{names}", f"Only written: {names}")], clause.statements


def _leaves_open_who(clause: Clause) -> bool:
    """Whether the task has units, written or implied, and from none of their names anybody can tell who it is."""
    named = [unit.text for statement in clause.statements for unit in statement.units]
    named += [unit.text for statement in clause.statements for unit in statement.implied]
    home = clause.document.meta.jurisdiction
    place = find_place(home) if home else None
    return bool(named) and not any(owners(clause.statements)) and all(names_nobody(each, place) for each in named)


def _collective_only(clause: Clause) -> _Facts:
    units = [unit for statement in clause.statements for unit in statement.units]
    if units and all(unit.collective for unit in units) and not _leaves_open_who(clause):
        yield [_units(clause.statements)], clause.statements


def _no_deadline(clause: Clause) -> _Facts:
    days = [deadline.to for deadline in clause.deadlines] + [each.to for each in clause.task.implied_deadlines]
    if not any(days):
        words = "、".join(dict.fromkeys(deadline.text for deadline in clause.deadlines))
        said = Fact(f"只有不能落到日期的说法：{words}", f"Only words that give no day: {words}")
        yield [said if words else Fact("没有任何时限", "No deadline at all")], ()


def _open_list(clause: Clause) -> _Facts:
    for statement in clause.statements:
        if statement.open:
            zh = "、".join(_ROLES[role].zh for role in statement.open)
            en = ", ".join(_ROLES[role].en for role in statement.open)
            yield [Fact(f"未写全的名单：{zh}单位", f"List left open: {en} units")], [statement]


_FINDERS: dict[str, Callable[[Clause], _Facts]] = {
    "no-lead": _no_lead,
    "no-unit": _no_unit,
    "people-only": _people_only,
    "nobody-named": _nobody_named,
    "collective-only": _collective_only,
    "no-deadline": _no_deadline,
    "open-list": _open_list,
}


def _unread(document: Document, text: str) -> Iterator[Finding]:
    for issue in document.issues:
        task = next((task for task in document.tasks if task.start <= issue.start < task.end), None)
        yield finding(
            "unread",
            document,
            text,
            task=task,
            kind="未识别",
            facts=[Fact(issue.message, issue.message)],
            spans=[(issue.start, issue.end)],
        )


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
