"""Corrections made of what the library shows: of a unit of a statement, of words of a clause, of a deadline or target.

Each is anchored by the words of the document. Nothing is stored here: :meth:`graph.library.Library.correct` does that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from extract.naming.names import resolve_unit
from extract.naming.places import place_called
from extract.records import Document, Role, Span
from graph.anchors import AROUND, Squeezed, anchor, bare, clause_at, places_of
from graph.correcting import sentence_at
from graph.corrections import Change, Correction, CorrectionError, taking_back
from graph.library import Library
from graph.unfold import plan_year


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """Who corrects, when (an ISO time) and why."""

    who: str
    at: str
    note: str = ""


def of_unit(library: Library, duty: str, role: str | None, by: Signed) -> Correction:
    """The correction that gives a unit of a statement another role, or with ``role`` None takes it out.

    Raises:
        CorrectionError: there is no such duty, it has that role already, or a person added it, and that has to be
            taken back.
    """
    row = _row(library, "duty", duty, "doc, statement, surface, start, stop, role, read, correction, unit, canonical")
    doc, statement, surface, start, stop, held, read, number, unit, name = row
    ((first, last),) = library.read("SELECT start, stop FROM statement WHERE doc = ? AND id = ?", (doc, statement))
    document, text = library.plans([doc])[0]
    added = number is not None and read is None
    if role == held:
        raise CorrectionError("这个单位现在就是这个角色，不必更正（可能刚才已经改好）。")
    if added and role is None:
        raise CorrectionError(f"这个单位是由第{number}条更正补上的，请撤销那一条。")
    quote, words, nth = Span(start=first, end=last), bare(surface), 0
    if start is not None:
        quote, words, nth = _within(text, quote, Span(start=start, end=stop))
    change: Change = "not-unit" if role is None else "unit" if added else "role"
    return Correction(
        at=by.at, who=by.who, note=by.note, doc=doc, change=change, task=_title(document, quote, start or first),
        anchor=anchor(document, text, quote.start, quote.end), words=words, nth=nth, implied=start is None,
        read=None if added else read or held, role=cast(Role | None, role), unit=unit if added else None,
        name=name if added else None,
    )  # fmt: skip


def of_missed(  # noqa: PLR0913 - which words of which task mean which unit in which role, and who says so
    library: Library, task: str, words: str, role: str, by: Signed, *, unit: str | None = None, nth: int | None = None
) -> Correction:
    """The correction that adds a unit which was missed: words of the task's clause, and the unit that they mean.

    Without ``unit``, an id of the library, the words are read like any name of the document.

    Raises:
        CorrectionError: there is no such task or unit, or the words do not stand in the clause or stand there twice.
    """
    doc, start, stop = _row(library, "task", task, "doc, start, stop")
    document, text = library.plans([doc])[0]
    spans = [one for one in spans_of(text, words, Span(start=start, end=stop)) if not _read(document, one)]
    if not spans:
        said = "原文这一条里没有" if not spans_of(text, words, Span(start=start, end=stop)) else "已经读出"
        raise CorrectionError(f"{said}“{words.strip()}”。请照原文写出漏读的单位。")
    if nth is None and len(spans) > 1:
        raise CorrectionError(f"“{words.strip()}”在这一条里有{len(spans)}处。请连同前后文字多选几个字，或指明第几处。")
    if nth is not None and not 0 <= nth < len(spans):
        raise CorrectionError(f"“{words.strip()}”在这一条里没有第{nth + 1}处。")
    here = spans[nth or 0]
    holding = [one for one in document.assignments if one.start <= here.start and here.end <= one.end]
    narrow = min(holding, key=lambda one: one.end - one.start, default=None)
    quote = Span(start=narrow.start, end=narrow.end) if narrow else sentence_at(text, here, Span(start=start, end=stop))
    quote, written, number = _within(text, quote, here)
    meant, name = _known(library, unit) if unit else named(document, written)
    return Correction(
        at=by.at, who=by.who, note=by.note, doc=doc, change="unit", task=_title(document, quote, here.start),
        anchor=anchor(document, text, quote.start, quote.end), words=written, nth=number, role=cast(Role, role),
        unit=meant, name=name,
    )  # fmt: skip


def of_deadline(
    library: Library, deadline: str, by: Signed, *, first: str | None = None, last: str | None = None
) -> Correction:
    """The correction that gives a deadline other days, or without days says that it is none.

    Raises:
        CorrectionError: there is no such deadline.
    """
    columns = "doc, task, start, stop, quote, first_day, last_day, rrule, read"
    doc, task, start, stop, quote, was_first, was_last, rrule, read = _row(library, "deadline", deadline, columns)
    document, text = library.plans([doc])[0]
    implied = not any((one.start, one.end) == (start, stop) for one in document.deadlines)
    here, words = Span(start=start, end=stop), bare(text[start:stop])
    if implied:
        here, words = _implied_by(document, text, task, quote)
    days = f"{was_first or '..'}/{was_last or '..'}" if was_first or was_last or not rrule else rrule
    return Correction(
        at=by.at, who=by.who, note=by.note, doc=doc, change="date" if first or last else "not-deadline",
        task=_title(document, here, here.start), anchor=anchor(document, text, here.start, here.end), words=words,
        implied=implied, read=read or days, first_day=first, last_day=last,
    )  # fmt: skip


def of_target(library: Library, target: str, value: float | None, by: Signed) -> Correction:
    """The correction that gives a target another value, or with None says that it is no target.

    Raises:
        CorrectionError: there is no such target.
    """
    doc, start, stop, held, read = _row(library, "target", target, "doc, start, stop, value, read")
    document, text = library.plans([doc])[0]
    here = Span(start=start, end=stop)
    return Correction(
        at=by.at, who=by.who, note=by.note, doc=doc, change="not-target" if value is None else "value",
        task=_title(document, here, start), anchor=anchor(document, text, start, stop), words=bare(here.of(text)),
        read=read or f"{held:g}", value=value,
    )  # fmt: skip


def of_number(library: Library, number: int, by: Signed) -> Correction:
    """The correction that takes back the one of this number.

    Raises:
        CorrectionError: none of this number stands.
    """
    return taking_back(library.corrections(), number, who=by.who, at=by.at, note=by.note)


def spans_of(text: str, words: str, within: Span) -> list[Span]:
    """Where the words stand in a stretch of the text, white space apart."""
    squeezed, sought = Squeezed(within.of(text)), bare(words)
    found = []
    for place in places_of(sought, squeezed.words):
        start, end = squeezed.span(place, place + len(sought))
        found.append(Span(start=within.start + start, end=within.start + end))
    return found


def named(document: Document, words: str) -> tuple[str, str]:
    """The id and the full name of the unit that words of a document mean: as it names it elsewhere, or by the rules."""
    known = [one for one in document.names if bare(one.text) == words]
    if known:
        return known[0].unit_id, known[0].canonical
    meta = document.meta
    place = place_called(meta.jurisdiction) if meta.jurisdiction else None
    home = meta.issuer or document.text_sha256
    name = resolve_unit(words, place=place, year=plan_year(meta.title, meta.date), host=meta.issuer, home=home)
    return name.unit_id, name.canonical


def _known(library: Library, unit: str) -> tuple[str, str]:
    rows = library.read("SELECT unit, canonical FROM body WHERE unit = ?", (unit,))
    if not rows:
        raise CorrectionError(f"资料库中没有单位 {unit}。")
    return str(rows[0][0]), str(rows[0][1])


def _row(library: Library, table: str, own: str, columns: str) -> Any:  # noqa: ANN401 - a row of SQLite
    rows = library.read(f"SELECT {columns} FROM {table} WHERE id = ?", (own,))
    if not rows:
        raise CorrectionError("资料库中没有要更正的这一处。请刷新页面后再试。")
    return rows[0]


def _within(text: str, quote: Span, words: Span) -> tuple[Span, str, int]:
    """The quote, the words without white space, and the number of their place in it; a quote that lacks them grows."""
    quote = Span(start=min(quote.start, words.start), end=max(quote.end, words.end))
    written = bare(words.of(text))
    at = len(bare(text[quote.start : words.start]))
    return quote, written, places_of(written, bare(quote.of(text))).index(at)


def _read(document: Document, here: Span) -> bool:
    units = [unit for one in document.assignments for unit in one.units]
    return any(unit.start < here.end and here.start < unit.end for unit in units)


def _title(document: Document, quote: Span, start: int) -> str:
    clause = clause_at(document, max(quote.start, start), quote.end)
    return clause.title if clause else ""


def _implied_by(document: Document, text: str, task: str | None, quote: str) -> tuple[Span, str]:
    """The beginning of the clause for which a rule or a heading sets the time, and the words of the time."""
    clause = next((one for one in document.tasks if one.id == task), None)
    times = [one for one in clause.implied_deadlines if bare(one.text) in bare(quote)] if clause else []
    if clause is None or not times:
        raise CorrectionError("资料库中没有要更正的这一处。请刷新页面后再试。")
    words, number = Squeezed(text[clause.start : clause.end]), bare(clause.number or "")
    behind = len(number) if words.words.startswith(number) else 0
    start, end = words.span(behind, min(len(words.words), behind + AROUND))
    return Span(start=clause.start + start, end=clause.start + end), bare(times[0].text)
