"""Deadlines and targets that were missed and a person added, by words of the clause."""

from __future__ import annotations

import re
from dataclasses import replace
from operator import attrgetter

from extract.records import Deadline, DeadlineKind, Document, Span, Target, UnitMention
from graph.anchors import clause_at
from graph.correcting_times import days_read, kind_of, with_deadline, with_target
from graph.placing import Found, mark
from graph.recurrences import repeats

_SENTENCE = re.compile(r"[^。；！？\n]*[。；！？]?")


def missed_deadline(document: Document, text: str, found: Found) -> Document | None:
    """The document with the deadline that a person added.

    Where newer rules read just these words it has the days of the person; None where they read others that touch them.
    """
    one, words = found.correction, found.words
    if words is None:
        return None
    days = {"kind": _kind(found), "from_": one.first_day, "to": one.last_day, "rrule": one.rrule}

    def changed(read: Deadline) -> Deadline:
        return replace(read, **days, corrected=mark(found, days_read(read)))  # type: ignore[arg-type]

    if any(touch(each, words) for each in document.deadlines):
        return with_deadline(document, found, changed)
    task = clause_at(document, words.start, words.end)
    if task is None:
        return None
    scope = sentence_at(text, words, Span(start=task.start, end=task.end))
    added = Deadline(task=task.id, text=words.of(text), start=words.start, end=words.end, kind=_kind(found),
                     from_=one.first_day, to=one.last_day, rrule=one.rrule, scope=scope,
                     corrected=mark(found, None))  # fmt: skip
    return replace(document, deadlines=tuple(sorted((*document.deadlines, added), key=attrgetter("start"))))


def _kind(found: Found) -> DeadlineKind:
    one = found.correction
    return "recurring" if repeats(one.rrule) else kind_of(one.first_day, one.last_day)


def missed_target(document: Document, text: str, found: Found) -> Document | None:
    """The same for a target."""
    one, words = found.correction, found.words
    if words is None or one.value is None or one.comparison is None or one.indicator is None:
        return None
    indicator, op, value = one.indicator, one.comparison, one.value

    def changed(read: Target) -> Target:
        return replace(read, indicator=indicator, op=op, value=value, unit=one.measure,
                       corrected=mark(found, f"{read.value:g}"))  # fmt: skip

    if any(touch(each, words) for each in document.targets):
        return with_target(document, found, changed)
    task = clause_at(document, words.start, words.end)
    if task is None:
        return None
    added = Target(task=task.id, text=words.of(text), start=words.start, end=words.end, indicator=indicator, op=op,
                   value=value, unit=one.measure, corrected=mark(found, None))  # fmt: skip
    return replace(document, targets=tuple(sorted((*document.targets, added), key=attrgetter("start"))))


def touch(fact: UnitMention | Deadline | Target | Span, words: Span) -> bool:
    """Whether they have a character in common."""
    return fact.start < words.end and words.start < fact.end


def sentence_at(text: str, words: Span, within: Span) -> Span:
    """The sentence around these words within a stretch of the text, without white space at its ends."""
    clause = within.of(text)
    at = words.start - within.start
    for found in _SENTENCE.finditer(clause):
        if found.start() <= at < found.end():
            start, end = found.start(), max(found.end(), words.end - within.start)
            lead = len(clause[start:end]) - len(clause[start:end].lstrip())
            return Span(start=within.start + start + lead, end=within.start + start + len(clause[start:end].rstrip()))
    return words
