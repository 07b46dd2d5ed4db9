"""What was seen in documents and not understood, or deserves a look (待核): a row each, with its words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from extract.records import Document, Where, content_id
from graph.whereabouts import whereabouts


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundIssue:
    """An issue as the library's fact table holds it; its id is the same wherever its words stand in the document."""

    doc: str
    id: str
    position: int
    code: str
    message: str
    task: str | None
    quote: str
    start: int
    stop: int
    place: Where | None


def unfold_issues(document: Document, text: str) -> tuple[FoundIssue, ...]:
    """The issues of a document in the order of the record, each with the innermost task that it stands in."""
    seen: Counter[tuple[str, str]] = Counter()
    found = []
    for position, issue in enumerate(document.issues):
        quote = text[issue.start : issue.end]
        seen[issue.code, quote] += 1
        around = [task for task in document.tasks if task.start <= issue.start < task.end]
        found.append(
            FoundIssue(
                doc=document.doc,
                id=content_id("issue", document.doc, issue.code, quote, seen[issue.code, quote]),
                position=position,
                code=issue.code,
                message=issue.message,
                task=min(around, key=lambda task: task.end - task.start).id if around else None,
                quote=quote,
                start=issue.start,
                stop=issue.end,
                place=whereabouts(document.places, issue.start, issue.end),
            )
        )
    return tuple(found)
