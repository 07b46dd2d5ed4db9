"""What a question asks about, without the words with which it asks."""

from __future__ import annotations

import functools
import re

from graph.answering.question.request import Request
from graph.wording import load_table, unify


def subject(request: Request, kind: str) -> str:
    """The quoted words of the question, else its topic without the words of asking of this kind."""
    quoted = " ".join(request.understood.quoted)
    return quoted or without(request.topic, kind)


def without(words: str, kind: str) -> str:
    """The words without those of asking.

    >>> without("散煤替代 撞车", "overlaps")
    '散煤替代'
    >>> without("规模以上工业 五以上", "targets")
    '规模以上工业'
    """
    kept = load_table("answers_facts")["asking"]["kept"]
    left = _asking(kind).sub(lambda hit: hit[0] if hit[0] in kept else " ", unify(words))
    return " ".join(piece for piece in left.split() if len(piece) > 1)


@functools.cache
def _asking(kind: str) -> re.Pattern[str]:
    table = load_table("answers_facts")["asking"]
    words = sorted([*table[kind], *table["kept"]], key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, words)))
