"""Which passages are worth a closer look: BM25 over pairs of characters, in the passage and in the clause around it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import bm25s
import numpy as np
import numpy.typing as npt

from graph.answering.corpus import Corpus, Part
from graph.answering.postings import Numbers

AROUND = 0.5  # what the clause around a passage counts
CLAUSE: tuple[Part, ...] = ("clause", "title", "title", "title", "headings")  # what counts there, the title thrice
EACH = 60  # passages of one document that are looked at

Scores = npt.NDArray[np.float32]


class Candidates:
    """Two indexes of BM25 over the same pairs: one of passages, one of clauses with their titles and headings."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._passages = self._index(["passage"], len(corpus.passages))
        self._clauses = self._index(CLAUSE, corpus.clauses)

    def _index(self, parts: Sequence[Part], size: int) -> bm25s.BM25:
        tokens, texts = (np.concatenate(found) for found in zip(*map(self._corpus.held, parts), strict=True))
        order = np.argsort(texts, kind="stable")
        cuts = np.searchsorted(texts[order], np.arange(1, size))
        lists = [own.tolist() for own in np.split(tokens[order], cuts)]
        index = bm25s.BM25(backend="numpy", csc_backend="scipy")
        index.index((lists, {at: at for at in range(len(self._corpus.tokens.codes))}), show_progress=False)
        return index

    def find(self, pairs: Iterable[str], docs: Iterable[str]) -> Numbers:
        """The passages of these documents that hold something of the pairs or stand in a clause that does."""
        known = [token for pair in pairs if (token := self._corpus.token(pair)) >= 0]
        if not known:
            return np.zeros(0, dtype=np.int64)
        scores = self._passages.get_scores_from_ids(known)
        scores = scores + AROUND * self._clauses.get_scores_from_ids(known)[self._corpus.owner["clause"]]
        spans = (self._corpus.spans[doc] for doc in dict.fromkeys(docs) if doc in self._corpus.spans)
        found = [start + _best(scores[start:end]) for start, end in spans]
        return np.concatenate([np.zeros(0, dtype=np.int64), *found])


def _best(scores: Scores) -> Numbers:
    """The numbers of the best of these passages, in the order of the text."""
    held = np.flatnonzero(scores > 0)
    if len(held) > EACH:
        held = held[np.argpartition(-scores[held], EACH)[:EACH]]
    return np.sort(held)
