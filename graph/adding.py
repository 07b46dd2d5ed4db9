"""Corrections that add what was missed: a unit, a deadline or a target, by words of the task's clause.

Like those of what was read (:mod:`graph.setting_right`) they are anchored by the words, and nothing is stored here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import cast

from extract.naming.names import resolve_unit
from extract.naming.places import place_called
from extract.records import Deadline, Document, Role, Span, Target, UnitMention
from graph.anchors import Anchor, Squeezed, anchor, bare, places_of
from graph.correcting_missed import sentence_at, touch
from graph.corrections import Change, Correction, CorrectionError
from graph.library import Library
from graph.meaning import Aim, aim_meant, days_meant
from graph.setting_right import Signed, row, title, within
from graph.unfold import plan_year


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """Words of a task's clause that nothing was read of: where they stand, and how they are found again."""

    document: Document
    words: str
    nth: int
    title: str
    anchor: Anchor

    def correction(self, change: Change, by: Signed) -> Correction:
        """The correction of this kind, without what it adds."""
        return Correction(at=by.at, who=by.who, note=by.note, doc=self.document.doc, change=change, task=self.title,
                          anchor=self.anchor, words=self.words, nth=self.nth)  # fmt: skip


def of_missed(  # noqa: PLR0913 - which words of which task mean which unit in which role, and who says so
    library: Library, task: str, words: str, role: str, by: Signed, *, unit: str | None = None, nth: int | None = None
) -> Correction:
    """The correction that adds a unit which was missed: words of the task's clause, and the unit that they mean.

    Without ``unit``, an id of the library, the words are read like any name of the document.

    Raises:
        CorrectionError: there is no such task or unit, or the words do not stand in the clause or stand there twice.
    """
    missed = missed_in(library, task, words, "unit", nth)
    meant, name = _known(library, unit) if unit else named(missed.document, missed.words)
    return replace(missed.correction("unit", by), role=cast(Role, role), unit=meant, name=name)


def of_missed_deadline(
    library: Library, task: str, words: str, by: Signed, *, days: tuple[str | None, str | None] | None = None
) -> Correction:
    """The correction that adds a deadline which was missed: words of the task's clause, and the days that they mean.

    Without ``days`` the words are read by the rules of times; (None, None) says that they name no day.

    Raises:
        CorrectionError: as :func:`of_missed`, or the rules read no time in the words.
    """
    missed = missed_in(library, task, words, "deadline")
    meant = days_meant(missed.document, missed.words)
    if days is None and meant is None:
        raise CorrectionError(
            f"按时限的规则读不出“{words.strip()}”是哪一天。请写明日期；原文没有写日期的，请注明未定日期。"
        )
    first, last = days or (None, None)
    rrule = None if first or last else missed.words
    if meant is not None and days in (None, (meant.first, meant.last)):
        first, last, rrule = meant.first, meant.last, meant.rrule
    return replace(missed.correction("deadline", by), first_day=first, last_day=last, rrule=rrule)


def of_missed_target(library: Library, task: str, words: str, by: Signed, *, aim: Aim | None = None) -> Correction:
    """The correction that adds a target which was missed: words of the task's clause, and what they set.

    Without ``aim`` the words are read by the rules of targets.

    Raises:
        CorrectionError: as :func:`of_missed`, or the rules read no target in the words.
    """
    missed = missed_in(library, task, words, "target")
    meant = aim or aim_meant(missed.words)
    if meant is None:
        raise CorrectionError(f"按目标的规则读不出“{words.strip()}”。请写明指标、比较方式和目标值。")
    return replace(
        missed.correction("target", by), indicator=meant.indicator.strip(), comparison=meant.comparison,
        value=meant.value, measure=(meant.measure or "").strip() or None,
    )  # fmt: skip


def missed_in(library: Library, task: str, words: str, kind: Change, nth: int | None = None) -> Missed:
    """The words where they stand in the task's clause and nothing of the kind was read; the ``nth`` of such places.

    Raises:
        CorrectionError: there is no such task; the words do not stand in its clause, were read, or stand there twice.
    """
    doc, start, stop = row(library, "task", task, "doc, start, stop")
    document, text = library.plans([doc])[0]
    clause = Span(start=start, end=stop)
    every = spans_of(text, words, clause)
    read = [Span(start=fact.start, end=fact.end) for fact in _read(document, kind)]
    spans = [one for one in every if not any(touch(fact, one) for fact in read)]
    if not spans:
        known = dict.fromkeys(fact.of(text) for fact in read if any(touch(fact, one) for one in every))
        said = f"已经读出“{'”“'.join(known)}”" if known else f"原文这一条里没有“{words.strip()}”"
        raise CorrectionError(f"{said}。请照原文写出漏读的{_CALLED[kind]}。")
    if nth is None and len(spans) > 1:
        raise CorrectionError(f"“{words.strip()}”在这一条里有{len(spans)}处。请连同前后文字多选几个字，或指明第几处。")
    if nth is not None and not 0 <= nth < len(spans):
        raise CorrectionError(f"“{words.strip()}”在这一条里没有第{nth + 1}处。")
    here = spans[nth or 0]
    quote, written, number = within(text, _statement(document, text, here, clause) if kind == "unit" else here, here)
    return Missed(document=document, words=written, nth=number, title=title(document, quote, here.start),
                  anchor=anchor(document, text, quote.start, quote.end))  # fmt: skip


def _statement(document: Document, text: str, words: Span, clause: Span) -> Span:
    """What names the units beside these words: the narrowest statement that was read, or else their sentence."""
    holding = [one for one in document.assignments if one.start <= words.start and words.end <= one.end]
    narrow = min(holding, key=lambda one: one.end - one.start, default=None)
    return Span(start=narrow.start, end=narrow.end) if narrow else sentence_at(text, words, clause)


_CALLED = {"unit": "单位", "deadline": "时限", "target": "目标"}


def _read(document: Document, kind: Change) -> Iterable[UnitMention | Deadline | Target]:
    """What was read, or added before, of this kind."""
    if kind == "deadline":
        return document.deadlines
    if kind == "target":
        return document.targets
    return [unit for one in document.assignments for unit in one.units]


def spans_of(text: str, words: str, inside: Span) -> list[Span]:
    """Where the words stand in a stretch of the text, white space apart."""
    squeezed, sought = Squeezed(inside.of(text)), bare(words)
    found = []
    for place in places_of(sought, squeezed.words):
        start, end = squeezed.span(place, place + len(sought))
        found.append(Span(start=inside.start + start, end=inside.start + end))
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
