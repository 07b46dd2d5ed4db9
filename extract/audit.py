"""What became of every place in a document that looks as if it assigned something; ``zeren audit`` shows it.

The places are looked for here once more, by their outside alone: brackets in which a word of role or a list of units
stands, lines that begin with a role label, and lists of units in running text that words of role end. Each was read,
stands in a declared rule, was reported, was refused with a reason, or is unaccounted for; the last must not happen.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import Literal

from extract.assigning.barelists import lists_units
from extract.assigning.cuedlists import find_cued_lists
from extract.assigning.roles import find_labels, find_plain_labels
from extract.files import find_documents, read_file
from extract.naming.unitwords import is_unit
from extract.reading.source import SourceText, UnreadableDocument
from extract.records import Assignment, Document, Form, Issue, Place, Refused, Span, Where
from extract.rulebook import load_pattern
from extract.text.folding import fold
from extract.text.origins import Origins
from extract.text.stretches import merged, touches

Fate = Literal["read", "declared", "reported", "refused", "unaccounted"]
FATES: tuple[Fate, ...] = ("read", "declared", "reported", "refused", "unaccounted")

LONGEST = 1200
"""Characters that a bracket may hold and still be looked at."""

_OPENING, _CLOSING = "（(〔[﹝［", "）)〕]﹞］"
_GLYPH = re.compile(f"[{re.escape(_OPENING + _CLOSING)}]")
_BEFORE_LABEL = re.compile(r"(?:\A|\n)[ \t　]*(?:[-—·•●■◆▪][ 　]?)?\Z")
_SENTENCE_END = re.compile("[。\n]")
_NEVER = 400
"""Characters after which a bracket that nothing closes is taken to end, if its sentence does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed:
    """A place that looks like a statement, what became of it, and why where it was not read.

    ``line`` counts from 1 in the analysed text; ``where`` is the place in the original of a format that has places.
    """

    start: int
    end: int
    text: str
    line: int
    where: Where | None
    fate: Fate
    why: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubtful:
    """An issue of the record, with its words and where they stand; ``line`` and ``where`` as in :class:`Noticed`."""

    code: str
    message: str
    start: int
    end: int
    text: str
    line: int
    where: Where | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What was read in a document, what a declared rule adds (its words and how many units), what was not read.

    ``inherited`` are the tasks without words of their own that a heading gives its units or people.

    ``issues`` are all that the record has, those of statements that were read with a doubt too; ``form`` tells whether
    words were recognised in a picture.
    """

    doc: str
    title: str | None
    statements: dict[str, int]
    inherited: int
    units: int
    implied: dict[str, int]
    promoted: dict[str, int]
    noticed: tuple[Noticed, ...]
    issues: tuple[Doubtful, ...]
    form: Form

    def of(self, fate: Fate) -> list[Noticed]:
        """The noticed places with this fate, in the order of the text."""
        return [each for each in self.noticed if each.fate == fate]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A file that cannot be read, or a folder without any, and what to do."""

    doc: str
    error: str


def audit_paths(paths: Iterable[Path]) -> Iterator[Audit | Unread]:
    """The audit of each file of the paths, in order; nothing is stored."""
    for path in paths:
        found = list(find_documents(path))
        if not found:
            yield Unread(doc=str(path), error="文件夹里没有可读的文件。")
        for file, name in found:
            try:
                document, text = read_file(file, name)
            except UnreadableDocument as error:
                yield Unread(doc=name, error=str(error))
            else:
                yield audit_document(document, text)


def audit_document(document: Document, text: str) -> Audit:
    """The audit of a record against its analysed text."""
    units = [unit for each in document.assignments for unit in each.units]
    passed_on = {each.id for each in _passed_on(document.assignments)}
    lines = [found.end() for found in re.finditer("\n", text)]
    return Audit(
        doc=document.doc,
        title=document.meta.title,
        statements=_counted(each.kind for each in document.assignments if each.id not in passed_on),
        inherited=len(passed_on),
        units=len(units),
        implied=_counted(unit.rule for each in document.assignments for unit in each.implied),
        promoted=_counted(unit.rule for unit in units if unit.rule and unit.role != unit.effective_role),
        noticed=tuple(_judged(document, text, lines)),
        issues=tuple(_doubtful(document, text, lines)),
        form=document.form,
    )


def _passed_on(assignments: Sequence[Assignment]) -> Iterator[Assignment]:
    """The assignments of tasks that only repeat a statement which stands elsewhere, in the heading above them."""
    own = {(each.start, each.end) for each in assignments if _says_itself(each)}
    return (each for each in assignments if not _says_itself(each) and (each.start, each.end) in own)


def _says_itself(each: Assignment) -> bool:
    return bool(each.units) or any(person.rule is None for person in each.people)


def _counted(words: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    return counts


def _doubtful(document: Document, text: str, lines: Sequence[int]) -> Iterator[Doubtful]:
    for issue in document.issues:
        yield Doubtful(
            code=issue.code,
            message=issue.message,
            start=issue.start,
            end=issue.end,
            text=text[issue.start : issue.end],
            line=bisect_right(lines, issue.start) + 1,
            where=_where(document.places, issue.start),
        )


def _judged(document: Document, text: str, lines: Sequence[int]) -> Iterator[Noticed]:
    read = merged(_read_places(document.assignments))
    declared = merged((each.start, each.end) for each in document.conventions)
    reported = merged((each.start, each.end) for each in document.issues)
    refused = merged((each.start, each.end) for each in document.refused)
    for place in _noticed(document, text):
        fate: Fate = "unaccounted"
        why = None
        if touches(place.start, place.end, read):
            fate = "read"
        elif touches(place.start, place.end, declared):
            fate = "declared"
        elif touches(place.start, place.end, reported):
            fate, why = "reported", _first(document.issues, place)
        elif touches(place.start, place.end, refused):
            fate, why = "refused", _first(document.refused, place)
        yield Noticed(
            start=place.start,
            end=place.end,
            text=text[place.start : place.end],
            line=bisect_right(lines, place.start) + 1,
            where=_where(document.places, place.start),
            fate=fate,
            why=why,
        )


def _read_places(assignments: Sequence[Assignment]) -> Iterator[tuple[int, int]]:
    """What was read: whole statements, of a duty in running text its units only."""
    for each in assignments:
        for place in each.units if each.kind == "inline" else (each,):
            yield place.start, place.end


def _where(places: Sequence[Place], start: int) -> Where | None:
    number = bisect_right(places, start, key=attrgetter("end"))
    return places[number].where if number < len(places) else None


def _first(said: Sequence[Issue | Refused], place: Span) -> str:
    return next(each.message for each in said if each.start < place.end and place.start < each.end)


def _noticed(document: Document, text: str) -> Iterator[Span]:
    """The places in the order of the text; one inside another stands in it."""
    source = SourceText(name=document.doc, sha256=document.sha256, text=text, ignored=document.ignored)
    folded = fold(source.visible)
    origins = Origins(text, folded)
    end = 0
    lists = set() if document.meta.genre == "news" else set(_lists(folded.text))
    places = lists.union(_brackets(folded.text), _label_lines(folded.text))
    for first, last in sorted(places, key=lambda at: (at[0], -at[1])):
        if first >= end and ((first, last) in lists or _looks_assigning(folded.text, first, last)):
            end = last
            yield origins.span(first, last)


def _lists(text: str) -> Iterator[tuple[int, int]]:
    """The lists of units in running text that words of role end; a report's only tell what was done."""
    return ((one.start, one.end) for one in find_cued_lists(text, (), is_unit))


def _looks_assigning(text: str, start: int, end: int) -> bool:
    """Whether a word of role stands there, or units in a row and nothing else."""
    if load_pattern("roles", "word.role").search(text, start, end):
        return True
    return lists_units(text[start:end].strip(_OPENING + _CLOSING), is_unit)


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    """The outermost brackets; one that is not closed goes to the end of its sentence or line."""
    opened: list[int] = []
    for glyph in _GLYPH.finditer(text):
        while opened and glyph.start() - opened[0] > LONGEST:
            yield _to_sentence_end(text, opened.pop(0))
        if glyph[0] in _OPENING:
            opened.append(glyph.start())
        elif opened:
            start = opened.pop()
            if not opened:
                yield start, glyph.end()
    yield from (_to_sentence_end(text, start) for start in opened)


def _to_sentence_end(text: str, start: int) -> tuple[int, int]:
    stop = _SENTENCE_END.search(text, start, start + _NEVER)
    return start, stop.start() if stop else min(len(text), start + _NEVER)


def _label_lines(text: str) -> Iterator[tuple[int, int]]:
    for label in (*find_labels(text), *find_plain_labels(text)):
        if label.roles and _BEFORE_LABEL.search(text, max(0, label.start - 8), label.start):
            stop = text.find("\n", label.end)
            yield label.start, stop if stop >= 0 else len(text)
