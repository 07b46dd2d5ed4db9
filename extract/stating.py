"""From passages to assignments: who the units are, what each statement governs, what the conventions imply."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from extract.conventions import BLANKET_ROLES, Declared
from extract.names import UnitName, resolve_units
from extract.passages import Passage
from extract.places import Place
from extract.records import Assignment, ImpliedUnit, Span, UnitMention, content_id
from extract.scopes import governs_phrase, scope_before
from extract.statements import Named, Reading, read_statement, tidy_name

_PREFIX = re.compile(r"^(?:自治区|国家|省|市|州|盟|区|县|旗)")
_PARTY = re.compile(r"^(自治区|省|市|州|盟|区|县|旗)党?委")
_SENTENCE_BREAK = "。；;\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What the stage needs to know of the document.

    ``text`` is the folded text, in which all offsets of this stage count; ``task_at`` gives the task at a place and its
    clause's start; ``quote`` gives the document's own words for a stretch, ``written`` those of a name without the
    breaks, padding and page marks inside it; ``names`` are the spans of unit names, sorted; ``context`` are names that
    the document uses elsewhere and that may explain a short one.
    """

    text: str
    name: str
    place: Place | None
    task_at: Callable[[int], tuple[str | None, int]]
    declared: Sequence[Declared]
    quote: Callable[[int, int], str]
    written: Callable[[int, int], str]
    names: Sequence[tuple[int, int]]
    context: Sequence[str]


def state(document: Stated, passages: Sequence[Passage]) -> list[Assignment]:
    """The assignments of the passages and of the blanket clauses, in the order of the text."""
    both = sorted([*passages, *_blankets(document)], key=lambda passage: (passage.start, passage.kind == "blanket"))
    names = _resolved(document, both)
    ends: dict[int, int] = {}
    seen: Counter[tuple[str, str]] = Counter()
    assignments = []
    for passage in both:
        task, clause = document.task_at(passage.row[0] if passage.row else passage.start)
        scope = _scope(document, passage, max(clause, ends.get(clause, 0)))
        if passage.kind in ("parenthetical", "label") and not governs_phrase(document.text, passage.start):
            ends[clause] = passage.end
        words = document.text[passage.start : passage.end]
        seen[task or "", words] += 1
        assignments.append(
            Assignment(
                id=content_id("assignment", document.name, task, words, seen[task or "", words]),
                task=task,
                kind=passage.kind,
                start=passage.start,
                end=passage.end,
                text=words,
                scope=scope,
                units=tuple(_mention(document, unit, names[unit.start, unit.end]) for unit in passage.reading.named),
                open=passage.reading.open,
                qualifier=passage.reading.qualifier,
                people=passage.reading.people,
            )
        )
    return list(_with_conventions(document, assignments, both))


def _blankets(document: Stated) -> Iterator[Passage]:
    """The blanket clauses as statements of their own; their units have the role that the clause gives."""
    for one in document.declared:
        role = BLANKET_ROLES.get(one.convention)
        if role is None:
            continue
        start, end = one.units_start, one.units_end
        reading = read_statement(document.text, start, end, whole=document.names, is_unit=lambda words: True)
        if reading:
            named = tuple(replace(unit, role=role, rule=one.rule) for unit in reading.named)
            yield Passage(
                kind="blanket",
                start=one.start,
                end=one.end,
                reading=Reading(named=named, qualifier=reading.qualifier),
            )


def _resolved(document: Stated, passages: Sequence[Passage]) -> dict[tuple[int, int], UnitName]:
    """Every unit's name by its place, resolved together, elided prefixes taken from the head of their list."""
    units: list[Named] = []
    heads: list[str | None] = []
    for passage in passages:
        head: str | None = None
        for unit in passage.reading.named:
            found = _PARTY.match(tidy_name(unit.text)) or _PREFIX.match(tidy_name(unit.text))
            head = found[found.lastindex or 0] if found else head
            units.append(unit)
            heads.append(head)
    words = [tidy_name(unit.text) for unit in units]
    names = resolve_units(words, place=document.place, heads=heads, context=document.context)
    return {(unit.start, unit.end): name for unit, name in zip(units, names, strict=True)}


def _mention(document: Stated, unit: Named, name: UnitName) -> UnitMention:
    return UnitMention(
        text=document.written(unit.start, unit.end),
        start=unit.start,
        end=unit.end,
        role=unit.role,
        effective_role=unit.role,
        canonical=name.canonical,
        unit_id=name.unit_id,
        collective=name.collective,
        found_by=unit.rule,
    )


def _scope(document: Stated, passage: Passage, earliest: int) -> Span:
    text = document.text
    if passage.row:
        return Span(start=passage.row[0], end=passage.row[1])
    if passage.kind == "blanket":
        return Span(start=passage.end, end=len(text))
    if passage.kind == "inline":
        start = max(text.rfind(glyph, 0, passage.start) for glyph in _SENTENCE_BREAK) + 1
        return Span(start=max(start, earliest if earliest <= passage.start else start), end=passage.end)
    if earliest == 0:  # outside every task: the paragraph
        earliest = text.rfind("\n", 0, passage.start) + 1
    return scope_before(text, passage.start, earliest=earliest)


def _with_conventions(
    document: Stated, assignments: Sequence[Assignment], passages: Sequence[Passage]
) -> Iterator[Assignment]:
    """The assignments with what the declared conventions imply: promoted leads and added units."""
    blankets = [one for one in assignments if one.kind == "blanket"]
    for assignment, passage in zip(assignments, passages, strict=True):
        current = assignment
        if assignment.kind in ("parenthetical", "label", "table"):
            for declared in document.declared:
                current = _promoted(document, current, declared, passage.reading)
            current = _with_implied(document, current, blankets)
        yield current


def _promoted(document: Stated, assignment: Assignment, declared: Declared, reading: Reading) -> Assignment:
    """The assignment with the units that a declared rule makes its leads; a written lead keeps the rule away."""
    if assignment.end <= declared.start or any(unit.effective_role == "lead" for unit in assignment.units):
        return assignment
    chosen = _chosen(assignment.units, declared.convention, dict(reading.separators))
    quote = document.quote(declared.start, declared.end)
    units = tuple(
        replace(unit, effective_role="lead", rule=quote) if unit in chosen else unit for unit in assignment.units
    )
    return replace(assignment, units=units)


def _chosen(units: Sequence[UnitMention], rule: str, separators: dict[int, str]) -> Sequence[UnitMention]:
    """The units that a rule promotes, of a list without a written lead."""
    if rule == "first-is-lead":
        return units[:1]
    if rule == "no-lead-means-responsible-leads":
        return [unit for unit in units if unit.role == "responsible"]
    if rule == "before-comma-is-lead":
        commas = [number for number, unit in enumerate(units) if separators.get(unit.start, "") in ("，", ",")]
        return units[: commas[0] + 1] if commas else ()
    return ()


def _with_implied(document: Stated, assignment: Assignment, blankets: Sequence[Assignment]) -> Assignment:
    """The assignment with the units that earlier blanket clauses add, each once, unless it names them itself."""
    known = {(unit.unit_id, unit.role) for unit in assignment.units}
    implied: list[ImpliedUnit] = []
    for blanket in blankets:
        for unit in blanket.units if blanket.end < assignment.start else ():
            if (unit.unit_id, unit.role) not in known:
                known.add((unit.unit_id, unit.role))
                quote = document.quote(blanket.start, blanket.end)
                implied.append(_implied(unit, quote))
    return replace(assignment, implied=tuple(implied))


def _implied(unit: UnitMention, rule: str) -> ImpliedUnit:
    return ImpliedUnit(text=unit.text, role=unit.role, canonical=unit.canonical, unit_id=unit.unit_id, rule=rule)
