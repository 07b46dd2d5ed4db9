"""Where words stand in the texts, letter for letter: what may be claimed of a text, and what it says of a name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.records import Task
from graph.answering.request import Request
from graph.answers import Evidence
from graph.wording import letters, runs, unify

MOST = 4  # quotes of a mention
_BREAKS = "。；;\n"


def holds(request: Request, doc: str, task: Task) -> bool:
    """Whether the task holds every piece of the topic, by any of its names."""
    text = letters(unify(f"{task.title} {request.holdings.plans[doc].text[task.start : task.end]}"))
    return all(letters(unify(piece)) in text for piece in request.topic.split())


def told(request: Request, places: Sequence[tuple[str, Task]]) -> str:
    """The tasks that speak of the topic, in words that claim no more than they hold."""
    named = dict.fromkeys((f"{request.label(doc)}“{task.title}”", holds(request, doc, task)) for doc, task in places)
    exact = "、".join(where for where, exactly in named if exactly)
    if exact:
        return f"{exact}写到了“{request.topic}”"
    return f"没有任务写到“{request.topic}”；最接近的是{'、'.join(where for where, _ in named)}"


def mentions(request: Request, words: str, docs: Sequence[str]) -> list[Evidence]:
    """The sentences of these documents in which the words stand, spaces and signs between them apart."""
    pieces = [r"\W*".join(map(re.escape, letters(piece))) for piece in runs(words)]
    if not pieces or len(letters(words)) < 2:
        return []
    pattern = re.compile(r"\W*".join(pieces), re.IGNORECASE)
    found = [
        _sentence(request, doc, *hit.span())
        for doc in docs
        for hit in pattern.finditer(request.holdings.plans[doc].text)
    ]
    return list(dict.fromkeys(found))[:MOST]


def quoted(found: Sequence[Evidence]) -> str:
    """The quotes in a row, each on one line."""
    return "；".join(f"“{''.join(quote.quote.split())}”" for quote in found)


def _sentence(request: Request, doc: str, start: int, end: int) -> Evidence:
    text = request.holdings.plans[doc].text
    first = max(text.rfind(sign, max(0, start - 60), start) for sign in _BREAKS) + 1
    stops = [stop for sign in _BREAKS if (stop := text.find(sign, end, end + 60)) >= 0]
    first = first or max(0, start - 40)
    last = min(stops, default=min(len(text), end + 40))
    while text[first:start] and text[first].isspace():
        first += 1
    return request.evidence(doc, first, last)
