"""Findings: what analysis says of plans, each with the check that made it, its facts and the words that show it.

Gaps, conflicts and what a draft shows are all findings. The id of a finding comes from its check, its documents, the
titles of its tasks and the quoted words, not from where these stand: it is the same after a plan is read again, and
a judgement of people that rests on it still holds after words elsewhere in the plan have changed.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from extract.jsonform import to_json
from extract.records import Document, Task, content_id
from graph.whereabouts import Where, whereabouts

Kind = Literal["方案未写明", "推断", "待核", "未识别"]
"""What a finding is: not written by the plan, inferred by a declared rule, to be checked, not understood by us."""

UNSURE: tuple[Kind, ...] = ("待核", "未识别")
"""The kinds that say something of our reading and nothing of the plan."""


Progress = Callable[[str, int, int], None]
"""Called with what is looked for (gaps, conflicts, overlaps), how many documents are done, and how many there are."""


class Fact(NamedTuple):
    """One fact of a finding in both languages; names and quoted words stay as the plan writes them."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The words of a document that show a finding, and where they stood in its file."""

    doc: str
    start: int
    end: int
    quote: str
    place: Where | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """Another place that a finding rests on: a task of the same plan or of another, or a plan as a whole."""

    doc: str
    plan: str
    task: str | None
    number: str | None
    title: str
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding of one check: the task (None where the words stand outside tasks), what is known, and the words.

    ``others`` are the further tasks that a conflict rests on; ``facts`` and ``facts_en`` say the same.
    """

    id: str
    check: str
    doc: str
    plan: str
    task: str | None
    number: str | None
    title: str
    start: int
    kind: Kind
    facts: tuple[str, ...]
    facts_en: tuple[str, ...]
    quotes: tuple[Quote, ...]
    others: tuple[Side, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A check with its definition and all its findings; ``count`` is their number."""

    id: str
    zh: str
    en: str
    definition_zh: str
    definition_en: str
    count: int
    findings: tuple[Finding, ...]


def checks_of(entries: Iterable[dict[str, Any]], found: Iterable[Finding]) -> tuple[Check, ...]:
    """The checks of a rules table, each with those of the findings that are its own, every id given once."""
    by_check: dict[str, list[Finding]] = {entry["id"]: [] for entry in entries}
    for finding in told_apart(found):
        by_check[finding.check].append(finding)
    return tuple(
        Check(**{name: entry[name] for name in ("id", "zh", "en", "definition_zh", "definition_en")},
              count=len(by_check[entry["id"]]), findings=tuple(by_check[entry["id"]]))
        for entry in entries
    )  # fmt: skip


def checks_json(checks: Sequence[Check]) -> dict[str, Any]:
    """The checks in the form that programs read."""
    return {"checks": to_json(checks)}


def finding(  # noqa: PLR0913 - a record's fields
    check: str,
    document: Document,
    text: str,
    *,
    task: Task | None,
    kind: Kind,
    facts: Iterable[Fact],
    spans: Iterable[tuple[int, int]],
    start: int | None = None,
    elsewhere: Sequence[Quote] = (),
    others: Sequence[Side] = (),
) -> Finding:
    """A finding on words of this document, and of others where it rests on them (``elsewhere``, ``others``)."""
    quotes = (*(quote(document, text, *span) for span in dict.fromkeys(spans)), *elsewhere)
    title = task.title if task else ""
    said = dict.fromkeys(facts)
    return Finding(
        id=finding_id(check, document.doc, title, quotes, others),
        check=check,
        doc=document.doc,
        plan=document.meta.title or document.doc,
        task=task.id if task else None,
        number=task.number if task else None,
        title=title,
        start=task.start if task else (quotes[0].start if start is None and quotes else start or 0),
        kind=kind,
        facts=tuple(fact.zh for fact in said),
        facts_en=tuple(fact.en for fact in said),
        quotes=quotes,
        others=tuple(others),
    )


def finding_id(check: str, doc: str, title: str, quotes: Sequence[Quote], others: Sequence[Side]) -> str:
    """The id of a finding: white space and places in the text don't change it, other words do."""
    words = ["".join(one.quote.split()) for one in quotes]
    sides = [part for side in others for part in (side.doc, side.title)]
    return content_id("finding", check, doc, title, *sides, *words)


def told_apart(found: Iterable[Finding]) -> list[Finding]:
    """The findings in their order; those that say the same of the same words count from the first to the last."""
    seen: Counter[str] = Counter()
    kept = []
    for one in found:
        seen[one.id] += 1
        number = seen[one.id]
        kept.append(one if number == 1 else dataclasses.replace(one, id=content_id("finding", one.id, number)))
    return kept


def quote(document: Document, text: str, start: int, end: int) -> Quote:
    """The words of the document with their place in its file."""
    return Quote(doc=document.doc, start=start, end=end, quote=text[start:end],
                 place=whereabouts(document.places, start, end))  # fmt: skip


def side(document: Document, task: Task | None, start: int = 0) -> Side:
    """A task of a document as what a finding rests on; ``start`` is where it stands that has no task."""
    return Side(
        doc=document.doc,
        plan=document.meta.title or document.doc,
        task=task.id if task else None,
        number=task.number if task else None,
        title=task.title if task else "",
        start=task.start if task else start,
    )


def title_span(text: str, task: Task) -> tuple[int, int]:
    """Where the first sentence or line of the task stands."""
    stops = [stop for sign in "。；;，,\n" if (stop := text.find(sign, task.start, task.end)) > task.start]
    return task.start, min(stops, default=task.end)
