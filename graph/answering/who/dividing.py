"""Two works in one question (散煤替代和扬尘治理分别由谁牵头): told apart by the clauses that they are found in."""

from __future__ import annotations

import re

from graph.answering.question.request import Request
from graph.answering.search.locating import IN_TITLE
from graph.answering.search.topics import Hit
from graph.wording import letters

_JOINED = re.compile("或者|或是|或|和|与|及|跟|以及|、")
_WHOLE = 0.8  # share of the words joined that one passage may not hold, or they are one work
_EACH = 0.85  # share that a passage must hold of each, unless the question says that it asks for each
_RESPECTIVELY = re.compile("分别|各自|各(?:由|归|是|有|找)|都(?:是)?(?:由|归)谁|respectively|each", re.IGNORECASE)


def topics_of(request: Request) -> list[str]:
    """The works that the question joins, or the whole topic where its words are found in one place."""
    pieces = [piece for piece in _pieces(request) if len(letters(piece)) > 1]
    if len(pieces) < 2:
        return [request.topic]
    found = [_best(request, piece) for piece in pieces]
    apart = len({hit.passage.task.id for hit in found if hit}) == len(pieces)
    titled = all(hit and hit.in_title >= IN_TITLE and hit.score >= _EACH for hit in found)
    whole = _best(request, request.topic)
    if not apart or (whole and whole.score >= _WHOLE and not titled and "或" not in request.topic):
        return [request.topic]
    needed = 0.0 if _RESPECTIVELY.search(request.question) else _EACH
    return pieces if all(hit and hit.score >= needed for hit in found) else [request.topic]


def _pieces(request: Request) -> list[str]:
    """The pieces of the topic that the question joins by a word or sign of joining; one where it joins none."""
    question = request.understood.read or request.question
    pieces: list[str] = []
    for run in request.topic.split():
        parts = [part for part in _JOINED.split(run) if part]
        before = question[: question.find(run)] if run in question else ""
        if pieces and not _JOINED.search(before[-2:]):
            parts[0] = f"{pieces.pop()} {parts[0]}"
        pieces += parts
    return pieces


def _best(request: Request, topic: str) -> Hit | None:
    """The passage that is most about the words, one under a title that says them first."""
    hits = request.holdings.topics.search(topic, request.docs)
    return max(hits, key=lambda hit: (hit.in_title >= IN_TITLE and hit.score >= _EACH, hit.score), default=None)
