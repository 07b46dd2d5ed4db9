"""What came out of a file before it is kept: counts, doubts, what corrections make of it, what else says the same.

Corrections of a document of this name are applied, as they will be when it is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.records import Access, Document, Form, Issue
from graph.correcting import correct_document
from graph.corrections import Change, Correction, State, standing_corrections
from graph.gaps import open_tasks
from graph.library import Library
from graph.twins import Twin, find_twins
from graph.versions import Difference, Foreseen, current_version, differ, foresee

SHOWN = 50
"""Doubts, open tasks and stretches of a preview that are shown; its counts are those of all."""

_QUOTED = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What was read from a document; ``leads`` counts the tasks that have a leading unit, ``doubts`` what to check."""

    tasks: int
    statements: int
    deadlines: int
    targets: int
    leads: int
    doubts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """What was not understood or deserves a look, with the words of the text."""

    code: str
    message: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lapsing:
    """A correction that holds no more once the document is kept, and why."""

    number: int
    change: Change
    task: str
    words: str
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """A held plan that says nearly the same, and how many corrections of it stand."""

    twin: Twin
    corrections: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What came out of a file, before it is kept; ``ignored`` counts the characters that are left out, by reason.

    Counts are those after ``corrected`` corrections, which will hold; ``lapsing`` are those that will not.
    """

    doc: str
    title: str | None
    place: str | None
    date: str | None
    number: str | None
    issuer: str | None
    form: Form
    pages: int
    access: Access | None
    characters: int
    counts: Counts
    units: int
    doubts: tuple[Doubt, ...]
    refused: tuple[Doubt, ...]
    refused_count: int
    no_lead: tuple[str, ...]
    no_lead_count: int
    ignored: tuple[tuple[str, int], ...]
    foreseen: Foreseen
    difference: Difference | None
    corrected: int = 0
    lapsing: tuple[Lapsing, ...] = ()
    alike: tuple[Alike, ...] = ()


def preview(read: Document, text: str, library: Library) -> Preview:
    """What came out of a file, and how it differs from the version that the library holds."""
    meta = read.meta
    foreseen = foresee(library, read, text)
    corrections = standing_corrections(library.corrections())
    document, applied = correct_document(read, text, corrections)
    before = current_version(library, read.doc) if foreseen.status in ("replaced", "reread") else None
    units = {unit.unit_id for one in document.assignments for unit in one.units}
    units |= {unit.unit_id for one in document.assignments for unit in one.implied}
    open_ = open_tasks("no-lead", document, text)
    no_lead = [f"{task.number or ''} {task.title}".strip() for task in document.tasks if task.id in open_]
    ignored: dict[str, int] = {}
    for one in document.ignored:
        ignored[one.reason] = ignored.get(one.reason, 0) + one.end - one.start
    return Preview(
        doc=document.doc,
        title=meta.title,
        place=meta.jurisdiction,
        date=meta.date,
        number=meta.doc_number,
        issuer=meta.issuer,
        form=document.form,
        pages=len(document.pages),
        access=meta.access,
        characters=len(text),
        counts=counts_of(document),
        units=len(units),
        doubts=tuple(_doubt(one, text) for one in document.issues[:SHOWN]),
        refused=tuple(
            Doubt(code=one.reason, message=one.message, quote=_quote(text, one.start, one.end))
            for one in document.refused[:SHOWN]
        ),
        refused_count=len(document.refused),
        no_lead=tuple(no_lead[:SHOWN]),
        no_lead_count=len(no_lead),
        ignored=tuple(ignored.items()),
        foreseen=foreseen,
        difference=differ(_corrected(before, corrections), (document, text)) if before else None,
        corrected=sum(one.state == "applied" for one in applied),
        lapsing=tuple(
            Lapsing(number=one.number, change=by.change, task=by.task, words=by.words, state=one.state)
            for one in applied
            for by in corrections
            if by.number == one.number and one.state in ("unread", "gone")
        ),
        alike=tuple(
            Alike(twin=twin, corrections=sum(one.doc == twin.doc for one in corrections))
            for twin in find_twins(library, read, text)
            if twin.doc in foreseen.twins
        ),
    )


def _corrected(held: tuple[Document, str], corrections: Sequence[Correction]) -> tuple[Document, str]:
    return correct_document(*held, corrections)[0], held[1]


def counts_of(document: Document) -> Counts:
    """What a document holds."""
    led = {
        found.task
        for found in document.assignments
        if any(unit.effective_role == "lead" for unit in found.units)
        or any(unit.role == "lead" for unit in found.implied)
    }
    return Counts(
        tasks=len(document.tasks),
        statements=len(document.assignments),
        deadlines=len(document.deadlines),
        targets=len(document.targets),
        leads=len(led - {None}),
        doubts=len(document.issues),
    )


def _doubt(issue: Issue, text: str) -> Doubt:
    return Doubt(code=issue.code, message=issue.message, quote=_quote(text, issue.start, issue.end))


def _quote(text: str, start: int, end: int) -> str:
    words = text[start:end]
    return words if len(words) <= _QUOTED else f"{words[:_QUOTED]}…"
