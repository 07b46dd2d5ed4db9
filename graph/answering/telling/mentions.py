"""Where words stand in the texts, letter for letter: what may be claimed of a text, and what it says of a name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.records import Task
from graph.answering.question.request import Request
from graph.answering.telling.sentences import say
from graph.answers import Evidence
from graph.wording import letters, runs, unify

MOST = 4  # quotes of a mention
_BREAKS = "。；;\n"
_PAUSES = "，,：:、"
_NEAR = 60  # characters before and behind the words that are quoted with them


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
    once = {letters(quote.quote): quote for quote in reversed(found)}  # some texts write the same twice
    return sorted(once.values(), key=found.index)[:MOST]


def quoted(found: Sequence[Evidence]) -> str:
    """The quotes in a row, each on one line."""
    return "；".join(f"“{''.join(quote.quote.split())}”" for quote in found)


def _sentence(request: Request, doc: str, start: int, end: int) -> Evidence:
    """The sentence around the words; of a long one the clauses nearest to them."""
    text = request.holdings.plans[doc].text
    near, far = max(0, start - _NEAR), min(len(text), end + _NEAR)
    before = [
        at + 1 for signs in (_BREAKS, _PAUSES) for at in [max(text.rfind(s, near, start) for s in signs)] if at >= 0
    ]
    behind = [min(stops) for signs in (_BREAKS, _PAUSES) if (stops := _stops(text, signs, end, far))]
    first, last = before[0] if before else near, behind[0] if behind else far
    while text[first:start] and text[first].isspace():
        first += 1
    return request.evidence(doc, first, last)


def _stops(text: str, signs: str, start: int, end: int) -> list[int]:
    return [at for sign in signs if (at := text.find(sign, start, end)) >= 0]
