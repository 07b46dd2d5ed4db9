"""A record laid out flat: one row a plan, task, statement, unit of a statement, deadline and target.

The library's fact tables and the graph are both made from these rows, so that they cannot differ. What follows from
a record without any new reading is decided here: the ids of things that the record does not number, whether an
assignment is written or implied, and the statement that governs a deadline or a target.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypedDict

from extract.records import (
    Assignment,
    Corrected,
    Document,
    ImpliedDeadline,
    ImpliedUnit,
    SectorMention,
    UnitMention,
    Where,
    content_id,
)
from graph.planyears import plan_year as plan_year  # noqa: PLC0414 - others take it from here
from graph.positions import keyed, named_of, standing_of
from graph.whereabouts import whereabouts


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The document as a whole. ``year`` is the plan's own year, or None where neither title nor date says it.

    ``format`` to ``pages`` say what kind of file it came as and how it was read; ``access`` and ``access_quote``
    whether it says that not everybody may read it, and in which words.
    """

    doc: str
    id: str
    sha256: str
    title: str
    number: str | None
    issuer: str | None
    jurisdiction: str | None
    issued: str | None
    genre: str
    year: int | None
    format: str
    recognised: bool
    confidence: float | None
    converted_from: str | None
    pages: int
    access: str | None
    access_quote: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A task in the order of the text; ``words`` is the whole clause, or None where the text is not at hand."""

    doc: str
    id: str
    position: int
    number: str | None
    title: str
    section: str
    start: int
    stop: int
    words: str | None
    place: Where | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sector:
    """A sector of a task, its theme, and where the words that led to it stand: in the task or in a heading above it."""

    doc: str
    task: str
    position: int
    id: str
    label: str
    theme: str
    found_in: str
    start: int
    stop: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """The words that assign. ``open_roles`` holds the roles whose list ends in 等, joined by spaces."""

    doc: str
    id: str
    position: int
    task: str | None
    kind: str
    start: int
    stop: int
    quote: str
    scope_start: int
    scope_stop: int
    scope_words: str | None
    qualifier: str | None
    open_roles: str
    place: Where | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One unit of one statement. Implied units have no place of their own: ``start`` and ``stop`` are None.

    ``correction`` is the number of the correction by which a person set it right, ``read`` the role that had been read.
    """

    doc: str
    id: str
    statement: str
    task: str | None
    position: int
    unit: str
    canonical: str
    collective: bool
    surface: str
    role: str
    written_role: str
    standing: str
    rule: str | None
    rule_start: int | None
    rule_stop: int | None
    start: int | None
    stop: int | None
    place: Where | None
    correction: int | None = None
    read: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A deadline; ``statement`` is the narrowest statement whose scope holds it."""

    doc: str
    id: str
    position: int
    task: str | None
    statement: str | None
    quote: str
    kind: str
    first_day: str | None
    last_day: str | None
    rrule: str | None
    start: int
    stop: int
    place: Where | None
    correction: int | None = None
    read: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A target; ``measure`` is the unit of measurement as printed."""

    doc: str
    id: str
    position: int
    task: str | None
    statement: str | None
    quote: str
    indicator: str
    comparison: str
    value: float
    measure: str | None
    region: str | None
    start: int
    stop: int
    place: Where | None
    correction: int | None = None
    read: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOut:
    """What was read and a person took out by this correction; ``read`` is its role, its days or its value."""

    doc: str
    kind: str
    task: str | None
    statement: str | None
    position: int
    words: str
    unit: str | None
    canonical: str | None
    start: int | None
    stop: int | None
    correction: int
    read: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Convention:
    """A rule that the document declares once."""

    doc: str
    id: str
    position: int
    rule: str
    quote: str
    start: int
    stop: int
    place: Where | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfolded:
    """All rows of one document, each kind in the order of the text."""

    plan: Plan
    tasks: tuple[Task, ...]
    sectors: tuple[Sector, ...]
    statements: tuple[Statement, ...]
    duties: tuple[Duty, ...]
    deadlines: tuple[Deadline, ...]
    targets: tuple[Target, ...]
    conventions: tuple[Convention, ...]
    withdrawn: tuple[TakenOut, ...]


def unfold(document: Document, text: str | None = None) -> Unfolded:
    """The rows of a document. With the analysed text every quote is cut from it; without, the record's words serve."""
    text = document.analysed_text if text is None else text
    return Unfolded(
        plan=_plan(document),
        tasks=tuple(
            Task(doc=document.doc, id=task.id, position=position, number=task.number, title=task.title,
                 section=task.section, start=task.start, stop=task.end, words=_cut(text, task.start, task.end),
                 place=whereabouts(document.places, task.start, task.end))
            for position, task in enumerate(document.tasks)
        ),
        sectors=tuple(
            _sector(document.doc, task.id, position, mention)
            for task in document.tasks
            for position, mention in enumerate(task.sectors)
        ),
        statements=tuple(_statement(document, position, text) for position in range(len(document.assignments))),
        duties=tuple(duty for statement in document.assignments for duty in _duties(document, statement)),
        deadlines=(*_deadlines(document, text), *implied_deadlines(document, text)),
        targets=_targets(document, text),
        conventions=tuple(
            Convention(doc=document.doc, id=content_id("convention", document.text_sha256, found.start, position),
                       position=position, rule=found.rule, quote=_cut(text, found.start, found.end) or found.text,
                       start=found.start, stop=found.end, place=whereabouts(document.places, found.start, found.end))
            for position, found in enumerate(document.conventions)
        ),
        withdrawn=tuple(
            TakenOut(doc=document.doc, kind=one.kind, task=one.task, statement=one.statement, position=one.position,
                     words=one.text, unit=one.unit_id, canonical=one.canonical, start=one.start, stop=one.end,
                     correction=one.corrected.number, read=one.corrected.read)
            for one in document.withdrawn
        ),
    )  # fmt: skip


def governing(document: Document, start: int, stop: int) -> str | None:
    """The id of the narrowest statement, blanket ones apart, whose scope or own words hold these characters."""
    reaches = (
        (min(found.scope.start, found.start), max(found.scope.end, found.end), found.id)
        for found in document.assignments
        if found.kind != "blanket"
    )
    holding = [(last - first, statement) for first, last, statement in reaches if first <= start and stop <= last]
    return min(holding)[1] if holding else None


def _plan(document: Document) -> Plan:
    meta, form = document.meta, document.form
    return Plan(doc=document.doc, id=content_id("plan", document.text_sha256), sha256=document.sha256,
                title=meta.title or document.doc, number=meta.doc_number, issuer=meta.issuer,
                jurisdiction=meta.jurisdiction, issued=meta.date, genre=meta.genre,
                year=plan_year(meta.title, meta.date), format=form.format, recognised=form.recognised,
                confidence=form.confidence, converted_from=form.converted_from, pages=len(document.pages),
                access=meta.access.kind if meta.access else None,
                access_quote=meta.access.text if meta.access else None)  # fmt: skip


def _sector(doc: str, task: str, position: int, mention: SectorMention) -> Sector:
    return Sector(doc=doc, task=task, position=position, id=mention.id, label=mention.label, theme=mention.theme,
                  found_in=mention.found_in, start=mention.start, stop=mention.end)  # fmt: skip


def _statement(document: Document, position: int, text: str | None) -> Statement:
    found = document.assignments[position]
    return Statement(doc=document.doc, id=found.id, position=position, task=found.task, kind=found.kind,
                     start=found.start, stop=found.end, quote=_cut(text, found.start, found.end) or found.text,
                     scope_start=found.scope.start, scope_stop=found.scope.end,
                     scope_words=_cut(text, found.scope.start, found.scope.end), qualifier=found.qualifier,
                     open_roles=" ".join(found.open),
                     place=whereabouts(document.places, found.start, found.end))  # fmt: skip


def _duties(document: Document, statement: Assignment) -> list[Duty]:
    known = {unit.unit_id: unit.collective for other in document.assignments for unit in other.units}
    rules = {_bare(found.text): (found.start, found.end) for found in document.conventions}
    return [_duty(document, statement, named, known, rules) for named in named_of(document, statement)]


def _duty(
    document: Document,
    statement: Assignment,
    named: tuple[int, str, UnitMention | ImpliedUnit],
    known: Mapping[str, bool],
    rules: Mapping[str, tuple[int, int]],
) -> Duty:
    position, own, unit = named
    rule: tuple[int | None, int | None] = rules.get(_bare(unit.rule or ""), (None, None))
    if isinstance(unit, UnitMention):
        role, collective, start, stop = unit.effective_role, unit.collective, unit.start, unit.end
        place = whereabouts(document.places, unit.start, unit.end)
    else:
        role, start, stop, place = unit.role, None, None, None
        collective = known.get(unit.unit_id, "各" in unit.text)
        if unit.start is not None and unit.end is not None:
            rule = unit.start, unit.end
    mark = unit.corrected
    return Duty(doc=document.doc, id=own, statement=statement.id, task=statement.task, position=position,
                unit=unit.unit_id, canonical=unit.canonical, collective=collective, surface=unit.text, role=role,
                written_role=unit.role, standing=standing_of(unit), rule=unit.rule, rule_start=rule[0],
                rule_stop=rule[1], start=start, stop=stop, place=place,
                correction=mark.number if mark else None, read=mark.read if mark else None)  # fmt: skip


def _deadlines(document: Document, text: str | None) -> tuple[Deadline, ...]:
    return tuple(
        Deadline(doc=document.doc, id=content_id("deadline", document.text_sha256, found.start, found.end, key),
                 position=position, task=found.task, statement=governing(document, found.start, found.end),
                 quote=_cut(text, found.start, found.end) or found.text, kind=found.kind, first_day=found.from_,
                 last_day=found.to, rrule=found.rrule, start=found.start, stop=found.end,
                 place=whereabouts(document.places, found.start, found.end), **_mark(found.corrected))
        for (position, key), found in zip(
            keyed(document, "deadline", document.deadlines), document.deadlines, strict=True
        )
    )  # fmt: skip


def written_deadlines(document: Document) -> int:
    """How many deadlines stand in the text; those of a rule or a heading are counted behind them."""
    return len(document.deadlines) + sum(one.kind == "deadline" for one in document.withdrawn)


def implied_deadlines(document: Document, text: str | None) -> Iterator[Deadline]:
    """The deadlines that a rule or a heading sets for tasks, with the rule's words as their quote."""
    position = written_deadlines(document)
    for task in document.tasks:
        for found in task.implied_deadlines:
            start, stop, quote = _rule_of(found, text)
            yield Deadline(doc=document.doc, task=task.id, statement=None, position=position,
                           id=content_id("deadline", document.text_sha256, found.start, found.end, task.id),
                           quote=quote, kind=found.kind, first_day=found.from_, last_day=found.to,
                           rrule=found.rrule, start=start, stop=stop,
                           place=whereabouts(document.places, start, stop), **_mark(found.corrected))  # fmt: skip
            position += 1


def _rule_of(found: ImpliedDeadline, text: str | None) -> tuple[int, int, str]:
    """Where the rule stands that sets a deadline, and its words; those of the time alone where it is not found."""
    length = len(found.rule)
    first = (text or "").rfind(found.rule, max(0, found.end - length), found.start + length) if found.rule else -1
    if first < 0:
        return found.start, found.end, _cut(text, found.start, found.end) or found.text
    return first, first + length, found.rule


def _targets(document: Document, text: str | None) -> tuple[Target, ...]:
    return tuple(
        Target(doc=document.doc, id=content_id("target", document.text_sha256, found.start, found.end, key),
               position=position, task=found.task, statement=governing(document, found.start, found.end),
               quote=_cut(text, found.start, found.end) or found.text, indicator=found.indicator,
               comparison=found.op, value=float(found.value), measure=found.unit, region=found.region,
               start=found.start, stop=found.end, place=whereabouts(document.places, found.start, found.end),
               **_mark(found.corrected))
        for (position, key), found in zip(keyed(document, "target", document.targets), document.targets, strict=True)
    )  # fmt: skip


class _Mark(TypedDict):
    correction: int | None
    read: str | None


def _mark(corrected: Corrected | None) -> _Mark:
    return {"correction": corrected.number if corrected else None, "read": corrected.read if corrected else None}


def _cut(text: str | None, start: int, stop: int) -> str | None:
    return None if text is None else text[start:stop]


def _bare(words: str) -> str:
    return "".join(words.split())
