"""Where words stand in the texts, letter for letter: what may be claimed of a text, and what it says of a name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.records import Task
from graph.answering.request import Request
from graph.answering.sentences import say
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
    named = dict.fromkeys((_shown(request, doc, task), holds(request, doc, task)) for doc, task in places)
    exact = [where for where, exactly in named if exactly]
    if exact:
        return say(request, "mentions.exact", where=_row(request, exact), topic=request.topic)
    return say(request, "mentions.near", where=_row(request, [where for where, _ in named]), topic=request.topic)


def _shown(request: Request, doc: str, task: Task) -> str:
    return say(request, "mentions.task", where=request.label(doc), title=task.title)


def _row(request: Request, words: Sequence[str]) -> str:
    return request.say("、", ", ").join(words)


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
