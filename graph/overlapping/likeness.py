"""How alike tasks of different plans are: as wholes, and by the two clauses that are most alike.

Two tasks set the same work where they are alike as wholes, or where one thing that the one asks for stands in the other
too: a news item names in five words what a plan says on a page. Candidates come from the product of sparse vectors,
block by block; only they are compared clause by clause.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from math import log, sqrt
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, diags

from graph.findings import Progress
from graph.overlapping.entries import Clause, Entry
from graph.overlapping.rarity import Rarity, grams, told_pairs

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

SINGLE = 1.0  # weight of single characters beside pairs, in wholes
CLAUSE = 0.16  # weight of the two clauses most alike beside the likeness as wholes
ASIDE = 0.7  # weight of a pair of work and a clause on how a plan is carried out
HEADING = 0.6  # weight of a heading beside a clause of the task itself
ENOUGH = 7.0  # rarity that two clauses share from which half of their likeness counts
KIN = 0.08  # mean likeness of the tasks of a plan to the best of another from which both are of one subject
STRANGE = 0.3  # weight of a pair of plans that have nothing in common
_CANDIDATE = 0.02  # likeness as wholes below which no clauses are compared
_NEAREST = 40  # candidates of a task in a large library
_SMALL = 1500  # tasks up to which every pair is a candidate
_COMMON = 0.04  # share of tasks: what more of them hold finds no candidates in a large library
_BLOCK = 256


class Scores(NamedTuple):
    """Pairs of entries (each ``i`` < ``j``), in order, with their scores and their likeness as wholes."""

    i: Ints
    j: Ints
    score: Floats
    whole: Floats


class Comparison:
    """The entries of several plans as vectors, ready to be compared.

    ``apart`` names each two documents that are not compared with each other.
    """

    def __init__(self, entries: Sequence[Entry], apart: Collection[tuple[str, str]] = ()) -> None:
        self._entries = entries
        rarity = Rarity(entries)
        columns: dict[str, int] = {}
        self._wholes = _unit_rows(_matrix((_whole(entry, rarity) for entry in entries), columns))
        pairs: dict[str, int] = {}
        owned = [(clause, entry) for entry in entries for clause in entry.clauses]
        self._clauses = _matrix((_clause(clause, entry, rarity) for clause, entry in owned), pairs)
        self._lengths = np.sqrt(np.maximum(1e-9, np.asarray(self._clauses.power(2).sum(axis=1)).ravel()))
        self._weights = np.array([HEADING if clause.heading else 1.0 for clause, _ in owned])
        self._first = np.concatenate([[0], np.cumsum([len(entry.clauses) for entry in entries])]).astype(np.int64)
        self._slots = np.full(self._clauses.shape[1], -1, dtype=np.int64)
        names, self._docs = np.unique([entry.doc for entry in entries], return_inverse=True)
        self._compared = _compared(names.tolist(), apart)
        self._aside = np.array([entry.aside for entry in entries])

    def scores(self, among: Iterable[int] | None = None, *, progress: Progress | None = None) -> Scores:
        """The scores of all candidates; with ``among``, of these entries to all of other plans only."""
        wanted = np.arange(len(self._entries)) if among is None else np.array(sorted(among), dtype=np.int64)
        i, j, wholes, best = [], [], [], []
        for one, others in _grouped(list(self._candidates(wanted))):
            if progress and one and self._docs[one] > self._docs[one - 1]:
                progress("overlaps", int(self._docs[one]), int(self._docs[-1]) + 1)
            i.append(np.full(len(others), one, dtype=np.int64))
            j.append(others)
            wholes.append(np.asarray((self._wholes[others] @ self._wholes[[one]].T).todense()).ravel())
            best.append(self._best_clauses(one, others))
        if not i:
            return Scores(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0), np.empty(0))
        first, second, whole = np.concatenate(i), np.concatenate(j), np.concatenate(wholes)
        aside = np.where(self._aside[first] != self._aside[second], ASIDE, 1.0)
        score = np.minimum(1.0, (whole + CLAUSE * np.concatenate(best)) * aside)
        return Scores(first, second, score * self._kinship(first, second, score), whole)

    def matches(self, i: int, j: int) -> list[tuple[float, Clause, Clause]]:
        """The clauses of two entries that are most alike, each in one match at most, best first; headings apart."""
        likeness = self._clause_likeness(i, np.array([j]))
        mine, theirs = self._entries[i].clauses, self._entries[j].clauses
        found: list[tuple[float, Clause, Clause]] = []
        used: tuple[set[int], set[int]] = (set(), set())
        for at in np.argsort(-likeness, axis=None, kind="stable"):
            row, column = divmod(int(at), likeness.shape[1])
            if likeness[row, column] <= 0:
                break
            if row in used[0] or column in used[1] or mine[row].heading or theirs[column].heading:
                continue
            used[0].add(row)
            used[1].add(column)
            found.append((float(likeness[row, column]), mine[row], theirs[column]))
        return found

    def _candidates(self, wanted: Ints) -> Iterator[tuple[int, Ints]]:
        """Each of these entries with those of other plans that may be like it."""
        large = len(self._entries) > _SMALL
        wholes = self._telling() if large else self._wholes
        turned = wholes.T.tocsr()
        for begin in range(0, len(wanted), _BLOCK):
            block = wanted[begin : begin + _BLOCK]
            product = (wholes[block] @ turned).tocsr()
            for at, i in enumerate(block):
                here = slice(product.indptr[at], product.indptr[at + 1])
                others, values = product.indices[here].astype(np.int64), product.data[here]
                kept = (values >= _CANDIDATE) & self._compared[self._docs[i], self._docs[others]]
                others, values = others[kept], values[kept]
                if large and len(others) > _NEAREST:
                    others = others[np.lexsort((others, -values))[:_NEAREST]]
                yield int(i), others

    def _telling(self) -> csr_matrix:
        """The wholes without what many tasks hold: enough to find candidates, and fast."""
        held = np.bincount(self._wholes.indices, minlength=self._wholes.shape[1])
        return self._wholes[:, np.flatnonzero(held <= _COMMON * len(self._entries))]

    def _kinship(self, first: Ints, second: Ints, score: Floats) -> Floats:
        """How far the plans of each pair are of one subject: by the best likeness of the tasks of one to the other's.

        In plans of other subjects the same few words seldom set the same work.
        """
        count = int(self._docs.max()) + 1
        tasks = np.bincount(self._docs, minlength=count)
        found = np.zeros((2, len(first)))
        for side, (own, other) in enumerate(((first, second), (second, first))):
            both = np.concatenate([own, other]) * count + self._docs[np.concatenate([other, own])]
            keys, places = np.unique(both, return_inverse=True)
            best = np.zeros(len(keys))
            np.maximum.at(best, places, np.concatenate([score, score]))
            plans = self._docs[keys // count] * count + keys % count
            pairs, at = np.unique(plans, return_inverse=True)
            mean = np.bincount(at, weights=best) / tasks[pairs // count]
            found[side] = mean[np.searchsorted(pairs, self._docs[own] * count + self._docs[other])]
        kinship: Floats = np.clip(found.max(axis=0) / KIN, STRANGE, 1.0)
        return kinship

    def _best_clauses(self, i: int, others: Ints) -> Floats:
        """Of each other entry the likeness of its best clause to the best of this one."""
        starts = np.cumsum(self._first[others + 1] - self._first[others])
        best = self._clause_likeness(i, others).max(axis=0)
        result: Floats = np.maximum.reduceat(best, np.concatenate([[0], starts[:-1]]))
        return result

    def _clause_likeness(self, i: int, others: Ints) -> Floats:
        """How alike each clause of an entry (rows) is to each of the others' (columns, one entry after another)."""
        rows = np.arange(self._first[i], self._first[i + 1])
        columns = np.concatenate([np.arange(self._first[j], self._first[j + 1]) for j in others])
        at, terms, values = self._clauses.indptr, self._clauses.indices, self._clauses.data
        own = slice(at[rows[0]], at[rows[-1] + 1])
        told, places = np.unique(terms[own], return_inverse=True)
        mine = np.zeros((len(told), len(rows)))
        mine[places, np.repeat(np.arange(len(rows)), np.diff(at[rows[0] : rows[-1] + 2]))] = values[own]
        self._slots[told] = np.arange(len(told))
        spans = [slice(at[self._first[j]], at[self._first[j + 1]]) for j in others]
        slots = self._slots[np.concatenate([terms[span] for span in spans])]
        kept = slots >= 0
        held = np.repeat(np.arange(len(columns)), at[columns + 1] - at[columns])[kept]
        starts = np.searchsorted(held, np.arange(len(columns) + 1))
        data = np.concatenate([values[span] for span in spans])[kept]
        self._slots[told] = -1
        shared = (csr_matrix((data, slots[kept], starts), shape=(len(columns), len(told))) @ mine).T
        scale = self._weights / self._lengths
        return np.asarray(shared * shared / (shared + ENOUGH) * scale[rows][:, None] * scale[columns][None, :])


def _compared(names: Sequence[str], apart: Collection[tuple[str, str]]) -> npt.NDArray[np.bool_]:
    """Of each two of the documents whether their tasks are compared."""
    compared = ~np.eye(len(names), dtype=bool)
    for one, other in apart:
        i, j = names.index(one), names.index(other)
        compared[i, j] = compared[j, i] = False
    return compared


def _grouped(found: Sequence[tuple[int, Ints]]) -> Iterator[tuple[int, Ints]]:
    """Each pair once, in order: the first entry with the later ones."""
    ones = np.concatenate([np.full(len(others), one, dtype=np.int64) for one, others in found])
    others = np.concatenate([others for _, others in found])
    low, high = np.minimum(ones, others), np.maximum(ones, others)
    pairs = np.unique(low << 32 | high)
    low, high = pairs >> 32, pairs & 0xFFFFFFFF
    first, starts = np.unique(low, return_index=True)
    for i, later in zip(first, np.split(high, starts[1:]), strict=False):
        yield int(i), later


def _whole(entry: Entry, rarity: Rarity) -> dict[str, float]:
    """What an entry says as a whole: how rare each pair and each character is, more where it is repeated."""
    weights = told_pairs(entry.letters)
    return {
        gram: (1 + log(count)) * weights.get(gram, SINGLE) * rarity.told(gram, entry.doc)
        for gram, count in Counter(grams(entry.letters)).items()
    }


def _clause(clause: Clause, entry: Entry, rarity: Rarity) -> dict[str, float]:
    """The pairs of a clause: their product with those of another adds up to the rarity that both share."""
    return {pair: sqrt(weight * rarity.told(pair, entry.doc)) for pair, weight in told_pairs(clause.letters).items()}


def _matrix(rows: Iterable[dict[str, float]], columns: dict[str, int]) -> csr_matrix:
    """The rows as a sparse matrix; what no column stands for yet gets the next one."""
    starts, places, values = [0], [], []
    for row in rows:
        for gram, value in row.items():
            if value > 0:
                places.append(columns.setdefault(gram, len(columns)))
                values.append(value)
        starts.append(len(places))
    return csr_matrix((values, places, starts), shape=(len(starts) - 1, max(1, len(columns))))


def _unit_rows(matrix: csr_matrix) -> csr_matrix:
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return csr_matrix(diags(1 / np.maximum(lengths, 1e-12)) @ matrix)
