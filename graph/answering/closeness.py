"""How much of the words of a question a short text holds: a title, an indicator, a deadline's own words.

Short texts leave words out that people say, and say others in between (新买公务车, 新购买公务用车). A pair of
neighbouring characters therefore also counts, for less, where the text has both a little apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.answering.topics import TopicIndex
from graph.wording import fold, pairs_of, runs, unify

APART = 0.6  # share at which a pair counts whose characters stand a little apart
BETWEEN = 2  # characters that may stand between them
BRIDGED = 0.8  # share at which a pair counts that joins two words which both stand in the text


def closeness(words: str, layers: Sequence[tuple[float, str]], index: TopicIndex) -> float:
    """The share of the words, by weight, that stands in layers of text, each pair at its best layer's value."""
    weights = index.weights(words)
    total = sum(weights.values())
    if not total:
        return 0.0
    texts = [(value, "\n".join(runs(unify(text)))) for value, text in layers]
    told: dict[str, float] = {}
    for run in runs(unify(words)):
        own = pairs_of(run)
        found = [max((value * _held(pair, text) for value, text in texts), default=0.0) for pair in own]
        for at, pair in enumerate(own):
            joined = BRIDGED * min(found[at - 1], found[at + 1]) if 0 < at < len(own) - 1 else 0.0
            told[pair] = max(told.get(pair, 0.0), found[at], joined)
    return sum(weight * told.get(pair, 0.0) for pair, weight in weights.items()) / total


def _held(pair: str, text: str) -> float:
    if pair in text:
        return 1.0
    apart = rf"{re.escape(pair[0])}[^\n]{{1,{BETWEEN}}}{re.escape(pair[1])}"
    return APART if not fold(pair).isascii() and re.search(apart, text) else 0.0
