"""Corrections made of what the library shows: of a unit of a statement, of words of a clause, of a deadline or target.

Each is anchored by the words of the document. Nothing is stored here: :meth:`graph.library.Library.correct` does that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from extract.records import Document, Role, Span
from graph.anchors import AROUND, Squeezed, anchor, bare, clause_at, places_of
from graph.corrections import Change, Correction, CorrectionError, taking_back
from graph.library import Library


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
    found = row(library, "duty", duty, "doc, statement, surface, start, stop, role, read, correction, unit, canonical")
    doc, statement, surface, start, stop, held, read, number, unit, name = found
    ((first, last),) = library.read("SELECT start, stop FROM statement WHERE doc = ? AND id = ?", (doc, statement))
    document, text = library.plans([doc])[0]
    added = number is not None and read is None
    if role == held:
        raise CorrectionError("这个单位现在就是这个角色，不必更正（可能刚才已经改好）。")
    if added and role is None:
        raise CorrectionError(f"这个单位是由第{number}条更正补上的，请撤销那一条。")
    quote, words, nth = Span(start=first, end=last), bare(surface), 0
    if start is not None:
        quote, words, nth = within(text, quote, Span(start=start, end=stop))
    change: Change = "not-unit" if role is None else "unit" if added else "role"
    return Correction(
        at=by.at, who=by.who, note=by.note, doc=doc, change=change, task=title(document, quote, start or first),
        anchor=anchor(document, text, quote.start, quote.end), words=words, nth=nth, implied=start is None,
        read=None if added else read or held, role=cast(Role | None, role), unit=unit if added else None,
        name=name if added else None,
    )  # fmt: skip


def of_deadline(
    library: Library, deadline: str, by: Signed, *, first: str | None = None, last: str | None = None
) -> Correction:
    """The correction that gives a deadline other days, or without days says that it is none.

    Raises:
        CorrectionError: there is no such deadline, or a person added it, and that has to be taken back.
    """
    columns = "doc, task, start, stop, quote, first_day, last_day, rrule, read, correction"
    doc, task, start, stop, quote, was_first, was_last, rrule, read, number = row(
        library, "deadline", deadline, columns
    )
    added = number is not None and read is None
    change: Change = "not-deadline" if not first and not last else "deadline" if added else "date"
    if added and change == "not-deadline":
        raise CorrectionError(f"这个时限是由第{number}条更正补上的，请撤销那一条。")
    document, text = library.plans([doc])[0]
    implied = not any((one.start, one.end) == (start, stop) for one in document.deadlines)
    here, words = Span(start=start, end=stop), bare(text[start:stop])
    if implied:
        here, words = _implied_by(document, text, task, quote)
    days = f"{was_first or '..'}/{was_last or '..'}" if was_first or was_last or not rrule else rrule
    return Correction(
        at=by.at, who=by.who, note=by.note, doc=doc, change=change,
        task=title(document, here, here.start), anchor=anchor(document, text, here.start, here.end), words=words,
        implied=implied, read=None if added else read or days, first_day=first, last_day=last,
    )  # fmt: skip


def of_target(library: Library, target: str, value: float | None, by: Signed) -> Correction:
    """The correction that gives a target another value, or with None says that it is no target.

    Raises:
        CorrectionError: there is no such target, or a person added it, and that has to be taken back.
    """
    columns = "doc, start, stop, value, read, correction, indicator, comparison, measure"
    doc, start, stop, held, read, number, indicator, comparison, measure = row(library, "target", target, columns)
    added = number is not None and read is None
    if added and value is None:
        raise CorrectionError(f"这个目标是由第{number}条更正补上的，请撤销那一条。")
    change: Change = "not-target" if value is None else "target" if added else "value"
    document, text = library.plans([doc])[0]
    here = Span(start=start, end=stop)
    return Correction(
        at=by.at, who=by.who, note=by.note, doc=doc, change=change,
        task=title(document, here, start), anchor=anchor(document, text, start, stop), words=bare(here.of(text)),
        read=None if added else read or f"{held:g}", value=value, indicator=indicator if added else None,
        comparison=comparison if added else None, measure=measure if added else None,
    )  # fmt: skip


def of_number(library: Library, number: int, by: Signed) -> Correction:
    """The correction that takes back the one of this number.

    Raises:
        CorrectionError: none of this number stands.
    """
    return taking_back(library.corrections(), number, who=by.who, at=by.at, note=by.note)


def row(library: Library, table: str, own: str, columns: str) -> Any:  # noqa: ANN401 - a row of SQLite
    """These columns of the one row with this id.

    Raises:
        CorrectionError: there is none.
    """
    rows = library.read(f"SELECT {columns} FROM {table} WHERE id = ?", (own,))
    if not rows:
        raise CorrectionError("资料库中没有要更正的这一处。请刷新页面后再试。")
    return rows[0]


def within(text: str, quote: Span, words: Span) -> tuple[Span, str, int]:
    """The quote, the words without white space, and the number of their place in it; a quote that lacks them grows."""
    quote = Span(start=min(quote.start, words.start), end=max(quote.end, words.end))
    written = bare(words.of(text))
    at = len(bare(text[quote.start : words.start]))
    return quote, written, places_of(written, bare(quote.of(text))).index(at)


def title(document: Document, quote: Span, start: int) -> str:
    """The title of the task that the words stand in."""
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
