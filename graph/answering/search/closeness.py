"""How much of the words of a question a short text holds: a title, an indicator, a deadline's own words.

Short texts leave words out that people say, and say others in between (新买公务车, 新购买公务用车). A pair of
neighbouring characters therefore also counts, for less, where the text has both a little apart.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from graph.answering.search.topics import BY_ANOTHER, TopicIndex, alike_in
from graph.wording import fold, load_table, load_words, pairs_of, runs, unify

APART = ((2, 0.6), (5, 0.4))  # so many characters may stand between those of a pair, which then counts at this share
LEAST_LETTERS = 0.3  # share of the characters of the words below which a text is not looked at closer
_SPACE = re.compile(r"(?<=[一-鿿])\s+(?=[一-鿿])")  # that of justified lines and line breaks
BRIDGED = 0.8  # share at which a pair counts that joins two words which both stand in the text


def closeness(words: str, layers: Sequence[tuple[float, str]], index: TopicIndex) -> float:
    """The share of the words, by weight, that stands in layers of text, each pair at its best layer's value."""
    weights, total = _weights(words, index)
    if not total:
        return 0.0
    texts = [(value, _plain(text)) for value, text in layers]
    told: dict[str, float] = {}
    for run in runs(unify(words)):
        for pair, share in _of_run(run, texts).items():
            told[pair] = max(told.get(pair, 0.0), share)
    return sum(weight * told.get(pair, 0.0) for pair, weight in weights.items()) / total


def may_hold(words: str, text: str) -> bool:
    """Whether the text has enough of the characters of the words to be about them; cheap, and never too strict.

    >>> may_hold("新买公务车", "新购买公务用车"), may_hold("新买公务车", "降尘量")
    (True, False)
    """
    wanted = set("".join(words.split()))
    return len(wanted & set(text)) >= LEAST_LETTERS * len(wanted)


def most_close(words: str, characters: frozenset[str], index: TopicIndex) -> float:
    """What :func:`closeness` can be at most for a text of these characters; cheap."""
    if any(map(alike_in, runs(unify(words)))):
        return 1.0
    weights, total = _weights(words, index)
    return sum(weight for pair, weight in weights.items() if characters.issuperset(pair)) / total if total else 0.0


def lacks(words: str, text: str, index: TopicIndex) -> bool:
    """Whether the text holds a stretch of the words but for a telling pair in it that the plans know: another thing.

    新能源公交车 is not 新能源公务用车: both words are known, and one of them is missing.
    """
    plain = _plain(text)
    generic = load_words().generic_pairs
    for run in runs(unify(words)):
        held = _of_run(run, [(1.0, plain)])
        unheld = [pair for pair, share in held.items() if not share and not set(pair) <= set(plain)]
        missing = any(index.knows(pair) and pair not in generic and not set(pair) & _joining() for pair in unheld)
        if missing and any(share == 1.0 for pair, share in held.items() if pair not in generic):
            return True
    return False


@functools.lru_cache(maxsize=8)
def _weights(words: str, index: TopicIndex) -> tuple[dict[str, float], float]:
    weights = index.weights(words)
    return weights, sum(weights.values())


@functools.lru_cache(maxsize=40_000)
def _plain(text: str) -> str:
    """The letters of a short text as they are compared, a line for each stretch; texts are asked of again and again."""
    return "\n".join(runs(unify(_SPACE.sub("", text))))


@functools.cache
def _joining() -> frozenset[str]:
    """Characters that only join words: a pair with one of them says nothing of what is meant."""
    return frozenset(load_table("answers_facts")["joining"]["letters"])


def _of_run(run: str, texts: Sequence[tuple[float, str]]) -> dict[str, float]:
    """The pairs of a stretch of words, each with the value of the best layer that holds it."""
    own = pairs_of(run)
    found = [max((value * _held(pair, text) for value, text in texts), default=0.0) for pair in own]
    for start, end, others in alike_in(run):
        other = max((value for value, text in texts if any(word in text for word in others)), default=0.0)
        found[start : end - 1] = [max(one, BY_ANOTHER * other) for one in found[start : end - 1]]
    told: dict[str, float] = {}
    for at, pair in enumerate(own):
        joined = BRIDGED * min(found[at - 1], found[at + 1]) if 0 < at < len(own) - 1 else 0.0
        told[pair] = max(told.get(pair, 0.0), found[at], joined)
    return told


def _held(pair: str, text: str) -> float:
    if pair in text:
        return 1.0
    if fold(pair).isascii():
        return 0.0
    first, second = map(re.escape, pair)
    found = (share for most, share in APART if re.search(rf"{first}[^\n]{{1,{most}}}{second}", text))
    return next(found, 0.0)
