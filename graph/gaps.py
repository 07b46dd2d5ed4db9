"""Gaps: what a plan leaves open, counted, each finding with its facts and quotes, each check with its definition.

「方案未写明」 (the plan does not say) and 「未识别」 (the program did not understand) are kept apart: only the check
``unread`` is of the second kind.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from extract.jsonform import to_json
from extract.naming.collectives import names_nobody
from extract.naming.places import find_place
from extract.records import Assignment, Deadline, Document, Task
from graph.people import owners, shown
from graph.whereabouts import Where, whereabouts
from graph.wording import load_table

Kind = Literal["方案未写明", "未识别"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The words of a document that show a finding, and where they stood in its file."""

    doc: str
    start: int
    end: int
    quote: str
    place: Where | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One gap: the task (None where the words stand outside tasks), what is known of it, and the words."""

    doc: str
    plan: str
    task: str | None
    number: str | None
    title: str
    start: int
    kind: Kind
    facts: tuple[str, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A check with its definition and all its findings; ``count`` is their number."""

    id: str
    zh: str
    en: str
    definition_zh: str
    definition_en: str
    count: int
    findings: tuple[Finding, ...]


class _Clause(NamedTuple):
    """A task with what stands in it."""

    document: Document
    text: str
    task: Task
    statements: Sequence[Assignment]
    deadlines: Sequence[Deadline]


def find_gaps(plans: Iterable[tuple[Document, str]]) -> tuple[Check, ...]:
    """Every check of ``rules/gaps.toml`` with its findings in the order of documents and texts."""
    ordered = sorted(plans, key=lambda plan: plan[0].doc)
    found: dict[str, list[Finding]] = defaultdict(list)
    for document, text in ordered:
        found["unread"].extend(_unread(document, text))
        for clause in _clauses(document, text):
            for check, finder in _FINDERS.items():
                found[check].extend(finder(clause))
    return tuple(_check(entry, found[entry["id"]]) for entry in load_table("gaps")["check"])


def open_tasks(check: str, document: Document, text: str) -> set[str]:
    """The ids of the tasks of one document that a check finds, of those that look at one task at a time."""
    return {clause.task.id for clause in _clauses(document, text) if any(True for _ in _FINDERS[check](clause))}


def gaps_json(checks: Sequence[Check]) -> dict[str, Any]:
    """The checks in the form that programs read."""
    return {"checks": to_json(checks)}


def _check(entry: dict[str, str], findings: Sequence[Finding]) -> Check:
    return Check(**entry, count=len(findings), findings=tuple(findings))


def _clauses(document: Document, text: str) -> Iterator[_Clause]:
    statements: dict[str | None, list[Assignment]] = defaultdict(list)
    deadlines: dict[str | None, list[Deadline]] = defaultdict(list)
    for statement in document.assignments:
        statements[statement.task].append(statement)
    for deadline in document.deadlines:
        deadlines[deadline.task].append(deadline)
    for task in document.tasks:
        yield _Clause(document, text, task, statements[task.id], deadlines[task.id])


def _no_lead(clause: _Clause) -> Iterator[Finding]:
    roles = {unit.effective_role for statement in clause.statements for unit in statement.units}
    roles |= {unit.role for statement in clause.statements for unit in statement.implied}
    if roles and "lead" not in roles:
        facts = [f"写明的单位：{_names(clause.statements)}"]
        people = dict.fromkeys(shown(person.name, person.title) for person in owners(clause.statements))
        facts += [f"写明的人员：{'、'.join(people)}"] if people else []
        facts += [f"原文用语：{s.qualifier}" for s in clause.statements if s.qualifier]
        yield _finding(clause, facts, clause.statements)


def _no_unit(clause: _Clause) -> Iterator[Finding]:
    if not _names_unit(clause) and not any(owners(clause.statements)):
        yield _finding(clause, ["没有写明由谁承担"], ())


def _people_only(clause: _Clause) -> Iterator[Finding]:
    people = dict.fromkeys(shown(person.name, person.title) for person in owners(clause.statements))
    if people and not _names_unit(clause):
        yield _finding(clause, [f"没有写明单位，只写明了人员：{'、'.join(people)}"], clause.statements)


def _names_unit(clause: _Clause) -> bool:
    return any(statement.units or statement.implied for statement in clause.statements)


def _nobody_named(clause: _Clause) -> Iterator[Finding]:
    if _leaves_open_who(clause):
        yield _finding(clause, [f"只写了：{_names(clause.statements)}"], clause.statements)


def _leaves_open_who(clause: _Clause) -> bool:
    """Whether the task has units, written or implied, and from none of their names anybody can tell who it is."""
    named = [unit.text for statement in clause.statements for unit in statement.units]
    named += [unit.text for statement in clause.statements for unit in statement.implied]
    home = clause.document.meta.jurisdiction
    place = find_place(home) if home else None
    return bool(named) and not any(owners(clause.statements)) and all(names_nobody(each, place) for each in named)


def _collective_only(clause: _Clause) -> Iterator[Finding]:
    units = [unit for statement in clause.statements for unit in statement.units]
    if units and all(unit.collective for unit in units) and not _leaves_open_who(clause):
        yield _finding(clause, [f"写明的单位：{_names(clause.statements)}"], clause.statements)


def _no_deadline(clause: _Clause) -> Iterator[Finding]:
    days = [deadline.to for deadline in clause.deadlines] + [each.to for each in clause.task.implied_deadlines]
    if not any(days):
        words = "、".join(dict.fromkeys(deadline.text for deadline in clause.deadlines))
        yield _finding(clause, [f"只有不能落到日期的说法：{words}" if words else "没有任何时限"], ())


def _open_list(clause: _Clause) -> Iterator[Finding]:
    names = {"lead": "牵头", "cooperating": "配合", "responsible": "责任", "supervising": "督导"}
    for statement in clause.statements:
        if statement.open:
            roles = "、".join(names[role] for role in statement.open)
            yield _finding(clause, [f"未写全的名单：{roles}单位"], [statement])


_FINDERS: dict[str, Callable[[_Clause], Iterator[Finding]]] = {
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
        yield Finding(
            doc=document.doc,
            plan=document.meta.title or document.doc,
            task=task.id if task else None,
            number=task.number if task else None,
            title=task.title if task else "",
            start=issue.start,
            kind="未识别",
            facts=(issue.message,),
            quotes=(_quote(document, text, issue.start, issue.end),),
        )


def _names(statements: Iterable[Assignment]) -> str:
    return "、".join(dict.fromkeys(unit.text for statement in statements for unit in statement.units))


def _finding(clause: _Clause, facts: Sequence[str], statements: Sequence[Assignment]) -> Finding:
    """A gap of the task; where no statement shows it, its title line does."""
    document, text, task = clause.document, clause.text, clause.task
    spans = [(statement.start, statement.end) for statement in statements] or [(task.start, _title_end(text, task))]
    return Finding(
        doc=document.doc,
        plan=document.meta.title or document.doc,
        task=task.id,
        number=task.number,
        title=task.title,
        start=task.start,
        kind="方案未写明",
        facts=tuple(dict.fromkeys(facts)),
        quotes=tuple(_quote(document, text, start, end) for start, end in spans),
    )


def _quote(document: Document, text: str, start: int, end: int) -> Quote:
    place = whereabouts(document.places, start, end)
    return Quote(doc=document.doc, start=start, end=end, quote=text[start:end], place=place)


def _title_end(text: str, task: Task) -> int:
    """Where the first sentence or line of the task ends."""
    stops = [stop for sign in "。；;，,\n" if (stop := text.find(sign, task.start, task.end)) > task.start]
    return min(stops, default=task.end)
