"""Documents that are one plan: read from several files, as a page and its print. Their tasks overlap with no news."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from extract.records import Document
from graph.citing import bare_title
from graph.wording import fold, letters

_SHORTEST = 8  # letters of a title that names one plan


def same_plan(a: Document, b: Document) -> bool:
    """Whether the two have one title and place, and neither number nor day of issue tells them apart."""
    titles = {_title(document) for document in (a, b)}
    if len(titles) > 1 or len(titles.pop()) < _SHORTEST or a.meta.jurisdiction != b.meta.jurisdiction:
        return False
    numbers = {letters(number) for document in (a, b) if (number := document.meta.doc_number)}
    days = {day for document in (a, b) if (day := document.meta.date)}
    return len(numbers) < 2 and len(days) < 2


def firsts(documents: Iterable[Document]) -> dict[str, str]:
    """For each document by name the first one that is the same plan: often itself."""
    known: dict[str, list[Document]] = defaultdict(list)
    found = {}
    for document in documents:
        alike = known[_title(document)]
        first = next((one for one in alike if same_plan(one, document)), None)
        found[document.doc] = first.doc if first else document.doc
        if first is None:
            alike.append(document)
    return found


def _title(document: Document) -> str:
    return bare_title(fold(document.meta.title or ""))
