"""What a draft shows before it is issued: gaps in it, conflicts and overlaps with what is held, plans that it cites.

The draft is looked at with the held plans beside it; nothing of it is kept.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from rapidfuzz import fuzz

from extract.jsonform import to_json
from extract.records import Document
from graph.citing import names_plan
from graph.conflicts import find_conflicts
from graph.findings import Check, Quote, quote
from graph.gaps import find_gaps
from graph.overlaps import Overlap, overlaps_json, overlaps_of
from graph.unfold import plan_year
from graph.wording import letters

Standing = Literal["held", "replaced", "repealed"]
_DIGITS = re.compile(r"[\d一二三四五六七八九十〇]+年?度?")
_REPEAL = re.compile(r"废止|失效|停止执行|不再执行")
_SUBJECT = 90
"""Likeness of two titles without their years, out of 100, from which the later plan follows the earlier."""
_AHEAD = 60
"""Characters behind a title within which a plan says that it is repealed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A held plan that the draft cites: its words, and whether another held plan follows or repeals it.

    ``by`` is the document that does so; ``shown`` are its words where it repeals the cited plan.
    """

    words: str
    doc: str
    plan: str
    standing: Standing
    zh: str
    en: str
    by: str | None = None
    where: Quote | None = None
    shown: Quote | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftReport:
    """What was found in a draft, and beside how many held plans; ``same_text`` are held plans with the same text."""

    doc: str
    title: str
    tasks: int
    statements: int
    beside: int
    same_text: tuple[str, ...]
    gaps: tuple[Check, ...]
    conflicts: tuple[Check, ...]
    overlaps: tuple[Overlap, ...]
    cited: tuple[Cited, ...]

    @property
    def findings(self) -> int:
        """How many gaps and conflicts there are."""
        return sum(check.count for check in (*self.gaps, *self.conflicts))


def check_draft(document: Document, text: str, held: Iterable[tuple[Document, str]]) -> DraftReport:
    """Everything that is found in the draft, by itself and beside the held plans; its name is made one of its own."""
    plans = list(held)
    same = tuple(other.doc for other, _ in plans if other.text_sha256 == document.text_sha256)
    others = [(other, words) for other, words in plans if other.doc not in same]
    draft = dataclasses.replace(document, doc=_own_name(document.doc, {other.doc for other, _ in others}))
    pairs = overlaps_of((draft, text), others)
    return DraftReport(
        doc=draft.doc,
        title=draft.meta.title or draft.doc,
        tasks=len(draft.tasks),
        statements=len(draft.assignments),
        beside=len(others),
        same_text=same,
        gaps=find_gaps([(draft, text)]),
        conflicts=find_conflicts([(draft, text), *others], pairs, of=draft.doc),
        overlaps=pairs,
        cited=tuple(_cited(draft, text, others)),
    )


def report_json(report: DraftReport) -> dict[str, Any]:
    """The report in the form that programs read."""
    plain: dict[str, Any] = to_json(report)
    return {**plain, "overlaps": overlaps_json(report.overlaps)["pairs"], "findings": report.findings}


def _own_name(doc: str, held: set[str]) -> str:
    """The file's name, marked as a draft where a held document has it."""
    while doc in held:
        doc = f"{doc}（草案）"
    return doc


def _cited(draft: Document, text: str, held: Sequence[tuple[Document, str]]) -> list[Cited]:
    """The held plans that the draft cites, in the order in which it does."""
    found: dict[str, Cited] = {}
    for words in draft.meta.cites:
        for document, _ in held:
            if document.doc not in found and names_plan(words, document):
                found[document.doc] = _standing(words, document, draft, text, held)
    return list(found.values())


def _standing(
    words: str, document: Document, draft: Document, text: str, held: Sequence[tuple[Document, str]]
) -> Cited:
    title = document.meta.title or document.doc
    at = text.find(words)
    where = quote(draft, text, at, at + len(words)) if at >= 0 else None
    told = Cited(words=words, doc=document.doc, plan=title, standing="held", where=where,
                 zh=f"引用的《{title}》在资料库中", en=f"The cited plan “{title}” is held")  # fmt: skip
    for other, said in held:
        shown = _repeals(other, said, document)
        if shown and other.doc != document.doc:
            return dataclasses.replace(told, standing="repealed", by=other.doc, shown=shown,
                                       zh=f"引用的《{title}》可能已被《{other.meta.title or other.doc}》废止",
                                       en=f"“{title}” may have been repealed by “{other.meta.title or other.doc}”",
                                       )  # fmt: skip
    later = [other for other, _ in held if _follows(other, document)]
    if later:
        last = max(later, key=lambda other: (_year(other) or 0, other.doc))
        return dataclasses.replace(told, standing="replaced", by=last.doc,
                                   zh=f"引用的《{title}》之后，资料库中已有《{last.meta.title or last.doc}》",
                                   en=f"After “{title}” the library holds “{last.meta.title or last.doc}”")  # fmt: skip
    return told


def _repeals(other: Document, text: str, cited: Document) -> Quote | None:
    """The words by which another document repeals the cited one."""
    for name in (cited.meta.doc_number, cited.meta.title):
        at = text.find(name) if name else -1
        while name and at >= 0:
            end = at + len(name)
            stop = _REPEAL.search(text, end, end + _AHEAD)
            if stop and "。" not in text[end : stop.start()]:
                return quote(other, text, at, stop.end())
            at = text.find(name, end)
    return None


def _follows(other: Document, cited: Document) -> bool:
    """Whether the other is a later plan of the same place under the same title but for its years."""
    years = _year(cited), _year(other)
    if other.doc == cited.doc or other.meta.jurisdiction != cited.meta.jurisdiction or None in years:
        return False
    return (years[1] or 0) > (years[0] or 0) and fuzz.ratio(_subject(other), _subject(cited)) >= _SUBJECT


def _year(document: Document) -> int | None:
    return plan_year(document.meta.title, document.meta.date)


def _subject(document: Document) -> str:
    return letters(_DIGITS.sub("", document.meta.title or ""))
