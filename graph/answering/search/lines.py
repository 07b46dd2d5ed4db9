"""Sentences anywhere in the texts, inside tasks and outside of them, that are most about some words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.records import Task
from graph.answering.question.request import Request
from graph.answering.search.closeness import closeness
from graph.wording import load_words

RAREST = 4  # pairs of the words of which a sentence has to hold one letter for letter
AS_GOOD = 0.9  # sentences this close to the best one are as good
_REACH = 800  # characters within which a sentence begins and ends
_BREAKS = "。；;！？!?\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sentence of a document, its task where it stands in one, and how much of the words it holds."""

    doc: str
    start: int
    end: int
    task: Task | None
    score: float


def find_lines(
    request: Request, words: str, docs: Sequence[str], *, least: float, holding: re.Pattern[str] | None = None
) -> list[Line]:
    """The sentences that hold at least this share of the words, those as good as the best one, best first.

    With ``holding`` only sentences in which the pattern is found.
    """
    index = request.holdings.topics
    weights = index.weights(words)
    rare = sorted(weights, key=lambda pair: -weights[pair] * (pair not in load_words().generic_pairs))[:RAREST]
    if not rare:
        return []
    pattern = re.compile("|".join(r"\s*".join(map(re.escape, pair)) for pair in rare), re.IGNORECASE)
    found = []
    for doc in docs:
        plan = request.holdings.plans[doc]
        for start, end in _sentences(plan.text, pattern):
            sentence = plan.text[start:end]
            if holding and not holding.search(sentence):
                continue
            task = next((task for task in plan.document.tasks if task.start <= start < task.end), None)
            score = closeness(words, [(1.0, sentence), (0.5, f"{task.title if task else ''} {plan.title}")], index)
            if score >= least:
                found.append(Line(doc=doc, start=start, end=end, task=task, score=score))
    found.sort(key=lambda line: (-line.score, line.doc, line.start))
    return [line for line in found if line.score >= AS_GOOD * found[0].score]


def heading_of(request: Request, line: Line) -> str:
    """The title of the task in which it stands, or the nearest heading above it; empty where there is none."""
    if line.task:
        return line.task.title
    text = request.holdings.plans[line.doc].text
    heads = [hit[0] for hit in _HEADING.finditer(text, 0, line.start)]
    return heads[-1].strip() if heads else ""


_HEADING = re.compile(
    r"(?m)^[\s　]*(?:第?[一二三四五六七八九十]+[、章节]|[(（][一二三四五六七八九十]+[)）])[^。；\n]{2,40}(?=\s*$)"
)


def _sentences(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """The sentences in which the pattern is found, each once."""
    done = 0
    for hit in pattern.finditer(text):
        if hit.start() < done:
            continue
        first, last = max(0, hit.start() - _REACH), min(len(text), hit.end() + _REACH)
        start = max(first, *(text.rfind(sign, first, hit.start()) + 1 for sign in _BREAKS))
        stops = [stop for sign in _BREAKS if (stop := text.find(sign, hit.end(), last)) >= 0]
        done = min(stops, default=last)
        while start < done and text[start].isspace():
            start += 1
        yield start, done
