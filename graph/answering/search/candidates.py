"""Which passages are worth a closer look: BM25 over pairs of characters, in the passage and in the clause around it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from graph.answering.search.corpus import Corpus, Part
from graph.answering.search.postings import Numbers, columns_of

AROUND = 0.5  # what the clause around a passage counts
CLAUSE: tuple[Part, ...] = ("clause", "title", "title", "title", "headings")  # what counts there, the title thrice
EACH = 60  # passages of one document that are looked at
K1, B = 1.5, 0.75  # how soon a pair that is repeated tells no more, and how much a long text is held back

_STEP = 1 << 18  # counts that are made at once

Scores = npt.NDArray[np.float32]


class Ranks:
    """BM25 as Lucene counts it: for each token the texts that hold it, each with what it counts there."""

    def __init__(self, tokens: Numbers, texts: Numbers, *, kinds: int, size: int) -> None:
        held = columns_of(tokens, texts, kinds=kinds, size=size)
        lengths = np.bincount(texts, minlength=max(size, 1))
        known = np.diff(held.edges)
        told = np.log(1 + (size - known + 0.5) / (known + 0.5)).astype(np.float32)
        drag = K1 * ((1 - B) + B * lengths / max(lengths.mean(), 1))
        self._size, self._texts, self._edges = max(size, 1), held.texts, held.edges
        self._counts: Scores = np.empty(len(held.often), np.float32)
        for start in range(0, len(held.often), _STEP):
            part = slice(start, start + _STEP)
            counted = held.often[part] / (drag[held.texts[part]] + held.often[part])
            which = np.searchsorted(held.edges, np.arange(start, start + len(counted)), side="right") - 1
            self._counts[part] = told[which] * counted

    def scores(self, tokens: Sequence[int]) -> Scores:
        """For each text how much it has of these tokens."""
        found: Scores = np.zeros(self._size, np.float32)
        for token in tokens:
            part = slice(self._edges[token], self._edges[token + 1])
            found[self._texts[part]] += self._counts[part]
        return found


class Candidates:
    """Two indexes of BM25 over the same pairs: one of passages, one of clauses with their titles and headings."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._passages = self._index(["passage"], len(corpus.passages))
        self._clauses = self._index(CLAUSE, corpus.clauses)

    def _index(self, parts: Sequence[Part], size: int) -> Ranks:
        tokens, texts = (np.concatenate(found) for found in zip(*map(self._corpus.held, parts), strict=True))
        return Ranks(tokens, texts, kinds=len(self._corpus.codes), size=size)

    def find(self, pairs: Iterable[str], docs: Iterable[str]) -> Numbers:
        """The passages of these documents that hold something of the pairs or stand in a clause that does."""
        known = [token for pair in pairs if (token := self._corpus.token(pair)) >= 0]
        if not known:
            return np.zeros(0, dtype=np.int64)
        scores = self._passages.scores(known)
        scores = scores + AROUND * self._clauses.scores(known)[self._corpus.owner["clause"]]
        spans = (self._corpus.spans[doc] for doc in dict.fromkeys(docs) if doc in self._corpus.spans)
        found = [start + _best(scores[start:end]) for start, end in spans]
        return np.concatenate([np.zeros(0, dtype=np.int64), *found])


def _best(scores: Scores) -> Numbers:
    """The numbers of the best of these passages, in the order of the text."""
    held = np.flatnonzero(scores > 0)
    if len(held) > EACH:
        held = held[np.argpartition(-scores[held], EACH)[:EACH]]
    return np.sort(held)
