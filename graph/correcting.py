"""A record as people corrected it: what was read stays beside what holds, what was taken out is kept apart.

This is the one place where corrections are applied: the fact tables, the graph, questions and exports are all made of
what it gives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from extract.naming.names import resolve_unit
from extract.naming.places import place_called
from extract.records import (
    Assignment,
    Document,
    ImpliedUnit,
    Naming,
    Span,
    UnitMention,
    Withdrawn,
    content_id,
)
from graph.anchors import bare, clause_at
from graph.correcting_missed import missed_deadline, missed_target, sentence_at, touch
from graph.correcting_times import not_deadline, not_target, other_date, other_value
from graph.corrections import Applied, Change, Correction, standing_corrections
from graph.placing import UNITS, Found, locate, mark, mentions_at
from graph.positions import free

BY_PERSON = "name.corrected"
"""The rule of a name that a person gave to words."""


def correct_document(
    document: Document, text: str, corrections: Iterable[Correction]
) -> tuple[Document, tuple[Applied, ...]]:
    """The document as corrected, and what became of each correction of it that was not taken back."""
    own = [one for one in standing_corrections(corrections) if one.doc == document.doc]
    if not own:
        return document, ()
    found = {one.number: locate(one, document, text) for one in own}
    last = {one.place(document): number for number, one in found.items() if one}
    applied, read = [], document
    for one in own:
        here = found[one.number]
        task = _task_of(document, here) if here else None
        if here is None:
            state = Applied(doc=one.doc, number=one.number, state="gone", task=None)
        elif last[here.place(read)] != one.number:
            state = Applied(doc=one.doc, number=one.number, state="replaced", task=task)
        else:
            changed = _APPLY[one.change](document, text, here)
            state = Applied(doc=one.doc, number=one.number, state="applied" if changed else "unread", task=task)
            document = changed or document
        applied.append(state)
    return _without_unnamed(document), tuple(applied)


def _task_of(document: Document, found: Found) -> str | None:
    """The task of the statement whose words these are, or of the clause that they stand in."""
    where = found.words or found.quote
    holding = [one for one in document.assignments if one.start <= where.start and where.end <= one.end and one.task]
    if found.correction.change in UNITS and holding:
        return min(holding, key=lambda one: one.end - one.start).task
    clause = clause_at(document, where.start, where.end)
    return clause.id if clause else None


def _other_role(document: Document, text: str, found: Found) -> Document | None:
    role = found.correction.role
    if role is None:
        return None
    if found.words is None:
        return _with_implied(document, found, lambda unit: replace(unit, role=role, corrected=mark(found, unit.role)))

    def changed(unit: UnitMention) -> UnitMention:
        return replace(unit, effective_role=role, rule=None, corrected=mark(found, unit.effective_role))

    return _with_unit(document, found, changed)


def _not_unit(document: Document, text: str, found: Found) -> Document | None:
    if found.words is None:
        return _with_implied(document, found, lambda unit: None)
    return _with_unit(document, found, lambda unit: None)


def _with_unit(
    document: Document, found: Found, change: Callable[[UnitMention], UnitMention | None]
) -> Document | None:
    """The document with the mention at this place changed, or taken out; None where none is read just there."""
    mentions = mentions_at(document, found)
    if len(mentions) > 1:
        read = found.correction.read
        mentions = [one for one in mentions if _as_read(one[0].units[one[1]]) == read]
    if len(mentions) != 1:
        return None
    ((statement, at),) = mentions
    unit = statement.units[at]
    new = change(unit)
    units = (*statement.units[:at], *([new] if new else ()), *statement.units[at + 1 :])
    gone = Withdrawn(
        kind="unit", task=statement.task, statement=statement.id, position=_read_as(document, statement, at),
        text=unit.text, start=unit.start, end=unit.end, unit_id=unit.unit_id, canonical=unit.canonical,
        corrected=mark(found, unit.effective_role),
    )  # fmt: skip
    return _with_statement(document, replace(statement, units=units), None if new else gone)


def _as_read(unit: UnitMention) -> str | None:
    return unit.corrected.read if unit.corrected else unit.effective_role


def _with_implied(
    document: Document, found: Found, change: Callable[[ImpliedUnit], ImpliedUnit | None]
) -> Document | None:
    """The same for the unit that a rule adds to the statement at this place."""
    for statement in document.assignments:
        if (statement.start, statement.end) != (found.quote.start, found.quote.end):
            continue
        words = found.correction.words
        at = [number for number, unit in enumerate(statement.implied) if bare(unit.text) == words]
        if len(at) == 1:
            unit = statement.implied[at[0]]
            new = change(unit)
            implied = (*statement.implied[: at[0]], *([new] if new else ()), *statement.implied[at[0] + 1 :])
            gone = Withdrawn(
                kind="implied", task=statement.task, statement=statement.id,
                position=_read_as(document, statement, at[0], "implied"), text=unit.text, start=unit.start,
                end=unit.end, unit_id=unit.unit_id, canonical=unit.canonical, corrected=mark(found, unit.role),
            )  # fmt: skip
            return _with_statement(document, replace(statement, implied=implied), None if new else gone)
    return None


def _read_as(document: Document, statement: Assignment, at: int, kind: str = "unit") -> int:
    """The position that the unit had as it was read, before others of the statement were taken out."""
    gone = {one.position for one in document.withdrawn if one.statement == statement.id and one.kind == kind}
    return free(gone, at + 1)[-1]


def _with_statement(document: Document, statement: Assignment, gone: Withdrawn | None = None) -> Document:
    assignments = tuple(statement if one.id == statement.id else one for one in document.assignments)
    withdrawn = (*document.withdrawn, gone) if gone else document.withdrawn
    return replace(document, assignments=assignments, withdrawn=withdrawn)


def _missed_unit(document: Document, text: str, found: Found) -> Document | None:
    one, words = found.correction, found.words
    if words is None or one.role is None or one.unit is None or one.name is None:
        return None
    naming = _naming(document, one.unit, one.name, bare(words.of(text)))
    named = _with_name(document, naming)
    if any(touch(unit, words) for statement in document.assignments for unit in statement.units):
        return _read_by_now(named, found, naming)
    unit = UnitMention(text=naming.text, start=words.start, end=words.end, role=one.role, effective_role=one.role,
                       canonical=naming.canonical, unit_id=naming.unit_id, collective=naming.collective,
                       corrected=mark(found, None))  # fmt: skip
    holding = [each for each in document.assignments if each.start <= words.start and words.end <= each.end]
    if holding:
        statement = min(holding, key=lambda each: each.end - each.start)
        return _with_statement(named, replace(statement, units=(*statement.units, unit)))
    return _with_new_statement(named, text, words, unit)


def _naming(document: Document, unit: str, name: str, surface: str) -> Naming:
    """What the words mean as a person said: the unit's full name, read like any other."""
    place = place_called(document.meta.jurisdiction) if document.meta.jurisdiction else None
    read = resolve_unit(name, place=place)
    return Naming(text=surface, unit_id=unit, canonical=name, collective=read.collective, place=read.place,
                  function=read.function, kind=read.kind, known=read.known, rule=BY_PERSON)  # fmt: skip


def _with_name(document: Document, naming: Naming) -> Document:
    known = {(one.unit_id, one.text) for one in document.names}
    if (naming.unit_id, naming.text) in known:
        return document
    return replace(document, names=(*document.names, naming))


def _read_by_now(document: Document, found: Found, naming: Naming) -> Document | None:
    """The document where newer rules read just these words as a unit: it has the role and the name of the person."""
    role = found.correction.role

    def changed(unit: UnitMention) -> UnitMention:
        named = replace(unit, unit_id=naming.unit_id, canonical=naming.canonical, collective=naming.collective)
        made = mark(found, unit.effective_role)
        return replace(named, effective_role=role or unit.effective_role, rule=None, corrected=made)

    return _with_unit(document, found, changed)


def _with_new_statement(document: Document, text: str, words: Span, unit: UnitMention) -> Document | None:
    """The document with a statement where none was read: the sentence of the clause in which the words stand."""
    task = clause_at(document, words.start, words.end)
    if task is None:
        return None
    sentence = sentence_at(text, words, Span(start=task.start, end=task.end))
    quote = sentence.of(text)
    statement = Assignment(
        id=content_id("assignment", document.doc, task.id, "corrected", bare(quote), sentence.start - task.start),
        task=task.id, kind="inline", start=sentence.start, end=sentence.end, text=quote,
        scope=Span(start=task.start, end=task.end), units=(unit,),
    )  # fmt: skip
    assignments = sorted((*document.assignments, statement), key=lambda one: one.start)
    return replace(document, assignments=tuple(assignments))


def _without_unnamed(document: Document) -> Document:
    """The document without the names of which people took out every mention."""
    gone = {(one.unit_id, one.text) for one in document.withdrawn if one.unit_id}
    if not gone:
        return document
    units = [unit for one in document.assignments for unit in one.units]
    implied = [unit for one in document.assignments for unit in one.implied]
    left = {(unit.unit_id, unit.text) for unit in units} | {(unit.unit_id, unit.text) for unit in implied}
    names = tuple(one for one in document.names if (one.unit_id, one.text) not in gone - left)
    return replace(document, names=names)


_APPLY: dict[Change, Callable[[Document, str, Found], Document | None]] = {
    "role": _other_role,
    "not-unit": _not_unit,
    "unit": _missed_unit,
    "date": other_date,
    "not-deadline": not_deadline,
    "deadline": missed_deadline,
    "value": other_value,
    "not-target": not_target,
    "target": missed_target,
}
