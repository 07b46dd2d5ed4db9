"""Topics: where the texts are about the words of a question, down to the sentence.

The words are compared by pairs of neighbouring characters, which need no segmentation. BM25 finds the passages that are
worth a closer look; what decides is the share of the topic that a passage holds. A pair found in the sentence itself
counts in full, in the title of the task a little less, elsewhere in the scope of the statement, in the task or in its
headings less still. Rare pairs count more than common ones, the verbs of plans least, and what no text knows counts
little where the rest of the topic tells enough.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from extract.records import Document
from graph.answering.search.candidates import Candidates
from graph.answering.search.corpus import Corpus, Part
from graph.answering.search.passages import Passage
from graph.answering.search.postings import Marks, Numbers
from graph.wording import load_words, pairs_of, runs, unify

VALUES: dict[Part, float] = {"passage": 1.0, "title": 0.85, "scope": 0.5, "clause": 0.3, "headings": 0.3}
BY_ANOTHER = 0.9  # what a word counts where another one for the same thing stands
BRIDGED = 0.8  # share at which a pair counts where both words that it joins stand
GENERIC = 0.35  # weight of the pairs that every plan uses
ACTING = 0.5  # weight of the pairs that say what is done to a thing
JOINING = 0.25  # further weight of an unknown pair between two known ones
SELDOM = 6  # how much more often both words have to be known
UNKNOWN = 0.45  # weight, as a share of the rarest pair's, of pairs that no task holds
SPOKEN = 0.25  # further weight of such a pair with a character of mere grammar (的, 了, 这)
TELLING = 2  # words of substance that the texts know, from which on unknown ones count less ...
ENOUGH = 1.6  # ... where the known weigh together as much as this many pairs that a single task holds
AT_MOST = 0.5  # what the unknown then count together, as a share of the known
OF_PLAN = 0.4  # what a pair counts in plans whose own title holds it
HEADLESS = 0.75  # what a passage counts where the last word of a short topic stands neither in it nor near it
SHORT, LONG = 4, 10  # characters of such a topic
MOST = 400  # hits that a search returns

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage with the share of the topic that it holds, and that of the topic's telling pairs in its title."""

    passage: Passage
    score: float
    in_title: float


class TopicIndex:
    """The sentences of all tasks, ready to be searched."""

    def __init__(self, documents: Iterable[tuple[Document, str]]) -> None:
        self._corpus = Corpus(documents)

    @property
    def passages(self) -> Sequence[Passage]:
        """The sentences, in the order of the documents."""
        return self._corpus.passages

    @functools.cached_property
    def _candidates(self) -> Candidates:
        found = Candidates(self._corpus)
        self._corpus.forget_tokens()
        return found

    def _known(self, pair: str) -> int:
        return self._corpus.postings["clause"].count(self._corpus.token(pair))

    def knows(self, pair: str) -> bool:
        """Whether any task holds the pair."""
        return self._known(pair) > 0

    def weight(self, pair: str) -> float:
        """How much a pair tells: more, the fewer tasks hold it."""
        words, tasks, known = load_words(), self._corpus.clauses, self._known(pair)
        told = math.log((tasks + 1) / (known + 0.5)) if known else UNKNOWN * math.log(tasks + 1)
        spoken = pair in words.everyday or (not known and any(letter in words.spoken for letter in pair))
        less = GENERIC if pair in words.generic_pairs else ACTING if pair in words.action_pairs else 1.0
        return max(0.1, told) * (SPOKEN if spoken else less)

    def weights(self, topic: str) -> dict[str, float]:
        """The pairs of a topic with their weights; one that only joins two known words (陶瓷|企业) counts little.

        Where several words tell what the topic is, those that no text knows count for a part only.
        """
        told: dict[str, float] = {}
        words = 0
        for run in runs(unify(topic)):
            own = pairs_of(run)
            telling = [self._tells(pair) for pair in own]
            words += sum(now and not before for before, now in zip([False, *telling], telling, strict=False))
            for at, pair in enumerate(own):
                joins = 0 < at < len(own) - 1 and self._joins(*own[at - 1 : at + 2])
                among = 0 < at < len(own) - 1 and _is_done(own[at - 1]) and _is_done(own[at + 1])
                told[pair] = self.weight(pair) * (JOINING if joins else ACTING if among else 1.0)
        telling_weight = sum(weight for pair, weight in told.items() if self._tells(pair))
        unknown_weight = sum(weight for pair, weight in told.items() if not self.knows(pair))
        if words < TELLING or telling_weight < ENOUGH * math.log(self._corpus.clauses + 1) or not unknown_weight:
            return told
        less = min(1.0, AT_MOST * telling_weight / unknown_weight)
        return {pair: weight if self.knows(pair) else weight * less for pair, weight in told.items()}

    def _joins(self, before: str, pair: str, after: str) -> bool:
        """Whether a pair is where two words meet: both are known, and much better than the pair."""
        return self._known(pair) * SELDOM < min(self._known(before), self._known(after))

    def _tells(self, pair: str) -> bool:
        """Whether the texts know the pair and it is no mere verb of plans."""
        return self.knows(pair) and not _is_done(pair)

    def search(self, topic: str, docs: Collection[str]) -> list[Hit]:
        """The passages of these documents that hold something of the topic, best first."""
        return self._find(topic, docs)[:MOST]

    def search_each(self, topic: str, docs: Collection[str], *, least: float, near: float) -> dict[str, list[Hit]]:
        """For each document whose best passage holds this much of the topic the passages near the best, best first."""
        found: dict[str, list[Hit]] = {}
        for hit in self._find(topic, docs):
            own = found.setdefault(hit.passage.doc, [])
            if hit.score >= (near * own[0].score if own else least):
                own.append(hit)
        return {doc: own for doc, own in found.items() if own}

    def _find(self, topic: str, docs: Collection[str]) -> list[Hit]:
        wanted = self.weights(topic)
        if not wanted or not self.passages:
            return []
        near = self._candidates.find(self._expanded(topic), docs)
        scores, titles = self._scored(topic, wanted, near)
        order = np.lexsort((near, -scores))
        return [
            Hit(passage=self.passages[near[at]], score=float(scores[at]), in_title=float(titles[at]))
            for at in order
            if scores[at] > 0
        ]

    def _expanded(self, topic: str) -> list[str]:
        """The pairs of the topic and of the words that mean the same as some of its."""
        plain = unify(topic)
        others = [other for word, same in load_words().alike.items() if word in plain for other in same]
        return list(dict.fromkeys(pair for words in (plain, *others) for run in runs(words) for pair in pairs_of(run)))

    def _scored(self, topic: str, wanted: dict[str, float], near: Numbers) -> tuple[Floats, Floats]:
        """For each passage the share of the topic that it holds, and that of the telling pairs in its title."""
        held = self._held(topic, near, VALUES)
        weights = {pair: weight * self._own(pair, near) for pair, weight in wanted.items()}
        nothing = np.zeros(len(near))
        scores = sum((weights[pair] * held[pair] for pair in wanted), nothing) / sum(weights.values(), nothing)
        head = _head(topic)
        if head:
            scores = scores * np.where(held[head] >= VALUES["scope"], 1.0, HEADLESS)
        return scores, self._in_titles(topic, wanted, near)

    def _in_titles(self, topic: str, wanted: dict[str, float], near: Numbers) -> Floats:
        """For each passage the share of the telling pairs that its title holds, without those of the plan's own title.

        What a plan is about goes without saying in its titles: in one on 低空经济, 完善基础设施 is on 低空基础设施.
        """
        telling, nothing = self._telling(wanted), np.zeros(len(near))
        plans = self._corpus.plan_of[near]
        of_plan = {pair: self._corpus.titled(pair)[plans] for pair in telling}
        held = self._held(topic, near, {"title": 1.0}, of_plan)
        weights = {pair: wanted[pair] * ~of_plan[pair] for pair in telling}
        whole = sum(weights.values(), nothing)
        found = sum((weights[pair] * held[pair] for pair in telling), nothing)
        plain = self._held(topic, near, {"title": 1.0})
        all_of_plan = sum((wanted[pair] * plain[pair] for pair in telling), nothing) / sum(wanted[p] for p in telling)
        return np.where(whole > 0, found / np.maximum(whole, 1e-9), all_of_plan)

    def _own(self, pair: str, near: Numbers) -> Floats:
        """For each passage how much a pair tells in its plan: less where all the plan is about it."""
        share: Floats = np.where(self._corpus.titled(pair)[self._corpus.plan_of[near]], OF_PLAN, 1.0)
        return share

    def _held(
        self, topic: str, near: Numbers, values: dict[Part, float], granted: Mapping[str, Marks] | None = None
    ) -> dict[str, Floats]:
        """How far each passage holds each pair of the topic, in those parts of the texts or because it is granted.

        A pair that only joins two words (季错 in 秋冬季错峰) also counts where both words stand apart.
        """
        held: dict[str, Floats] = {}
        for run in runs(unify(topic)):
            own = pairs_of(run)
            found = [self._marked(pair, near, values) for pair in own]
            if granted:
                found = [np.maximum(one, granted.get(pair, 0.0)) for pair, one in zip(own, found, strict=True)]
            for start, end, others in alike_in(run):
                by_another = self._another(others, near, values)
                found[start : end - 1] = [np.maximum(one, by_another) for one in found[start : end - 1]]
            for at, pair in enumerate(own):
                whole = found[at]
                if 0 < at < len(own) - 1:
                    whole = np.maximum(whole, BRIDGED * np.minimum(found[at - 1], found[at + 1]))
                held[pair] = np.maximum(held[pair], whole) if pair in held else whole
        return held

    def _another(self, words: Sequence[str], near: Numbers, values: dict[Part, float]) -> Floats:
        """What a word counts for the best of the other words for it, all pairs of which have to stand."""
        found = [
            np.minimum.reduce([self._marked(pair, near, values) for pair in pairs_of(unify(word))]) for word in words
        ]
        best: Floats = BY_ANOTHER * np.maximum.reduce(found)
        return best

    def _marked(self, words: str, near: Numbers, values: dict[Part, float]) -> Floats:
        """What a pair counts for each passage: most in the sentence itself, less around it."""
        token = self._corpus.token(words)
        found: Floats = np.zeros(len(near))
        for part, value in values.items() if token >= 0 else ():
            marks = self._corpus.postings[part].marks(token)
            np.maximum(found, value * marks[self._corpus.owner[part][near]], out=found)
        return found

    def _telling(self, wanted: Collection[str]) -> set[str]:
        """The pairs that say what the topic is."""
        known = {pair for pair in wanted if self.knows(pair)}
        return {pair for pair in known if self._tells(pair)} or known or set(wanted)


def _head(topic: str) -> str | None:
    """The pair at the end of a short topic that says what it is (涨价 in 出租车涨价); None of a mere verb of plans."""
    words, own = load_words(), list(runs(unify(topic)))
    if len(own) != 1 or not SHORT <= len(own[0]) <= LONG:
        return None
    last = own[0][-2:]
    mere = _is_done(last) and last not in words.matters
    spoken = any(letter in words.spoken for letter in last)
    called_otherwise = any(end >= len(own[0]) - 1 for _, end, _ in alike_in(own[0]))
    return None if mere or spoken or called_otherwise else last


def _is_done(pair: str) -> bool:
    """Whether the pair is of a verb of plans or a word of speech rather than of a thing."""
    words = load_words()
    return pair in words.generic_pairs or pair in words.action_pairs or pair in words.everyday


@functools.lru_cache(maxsize=1024)
def alike_in(run: str) -> list[tuple[int, int, Sequence[str]]]:
    """Where words of the run stand for which the lists know others."""
    return [
        (at, at + len(word), others)
        for word, others in load_words().alike.items()
        if word in run
        for at in range(len(run))
        if run.startswith(word, at)
    ]


def pairs(words: str) -> list[str]:
    """The pairs of neighbouring characters of the words, each run of letters by itself.

    >>> pairs("“公转铁”、VOCs")
    ['公转', '转铁', '挥发', '发性', '性有', '有机', '机物']
    """
    return [pair for run in runs(unify(words)) for pair in pairs_of(run)]


def coverage(topic: str, words: str, index: TopicIndex) -> float:
    """The share of the topic, by weight, that the words hold; 0 for a topic without letters."""
    wanted = index.weights(topic)
    held = set(pairs(words))
    total = sum(wanted.values())
    return sum(weight for pair, weight in wanted.items() if pair in held) / total if total else 0.0
