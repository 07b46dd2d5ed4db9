"""How much a character, or a pair of neighbours, tells of what a task is about.

What few tasks hold tells much. It is counted three times: over the plans that are compared, over a table of counts
from many plans of all subjects (so that it is sensible for two short plans too), and within the task's own plan, since
what stands in all its tasks is the plan's subject and tells none of them from another.
"""

from __future__ import annotations

import csv
import functools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import resources
from math import log

from graph.overlapping.entries import Entry
from graph.wording import load_words

GENERIC = 0.7  # weight of a pair inside a word that every plan uses
BORDER = 0.8  # weight of a pair across the border of such a word: it belongs to no word
_FEW_TASKS = 3  # by so many tasks a plan is taken to be longer than it is: a short one shows little of its subject
_TOTAL = "*"  # the row of the table that holds the number of clauses counted


class Rarity:
    """How rare each character and each pair of characters is in the plans that are compared."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        known = load_counts()
        self._many = known[_TOTAL]
        self._known = known
        self._count = len(entries)
        self._tasks = Counter(entry.doc for entry in entries)
        self._own: dict[str, Counter[str]] = {doc: Counter() for doc in self._tasks}
        for entry in entries:
            self._own[entry.doc].update(set(grams(entry.letters)))
        self._here: Counter[str] = Counter()
        for own in self._own.values():
            self._here.update(own)
        self._told: dict[str, dict[str, float]] = {doc: {} for doc in self._tasks}
        self._rare: dict[str, float] = {}

    def told(self, gram: str, doc: str) -> float:
        """How much it tells of a task of this plan: how rare it is, and how far it tells the plan's tasks apart."""
        known = self._told[doc]
        value = known.get(gram)
        if value is None:
            tasks = self._tasks[doc] + _FEW_TASKS
            value = self.of(gram) * log(tasks / max(1, self._own[doc][gram])) / log(tasks)
            known[gram] = value
        return value

    def of(self, gram: str) -> float:
        """How rare it is over the plans and the table, each counting half; never below nothing."""
        value = self._rare.get(gram)
        if value is None:
            here = (self._here[gram] + 0.5) / (self._count + 1)
            elsewhere = (self._known.get(gram, 0) + 0.5) / (self._many + 1)
            value = max(0.0, log(2 / (here + elsewhere)))
            self._rare[gram] = value
        return value


def grams(text: str) -> Iterator[str]:
    """The characters and the pairs of neighbours.

    >>> list(grams("禁煤区"))
    ['禁', '煤', '区', '禁煤', '煤区']
    """
    yield from text
    yield from (text[at : at + 2] for at in range(len(text) - 1))


def told_pairs(text: str) -> dict[str, float]:
    """The pairs of neighbours, each with its weight by whether it lies in a word that every plan uses.

    >>> told_pairs("推进煤改电")
    {'推进': 0.7, '进煤': 0.8, '煤改': 1.0, '改电': 1.0}
    """
    words = load_words()
    weights: dict[str, float] = {}
    inside: set[int] = set()
    borders: set[int] = set()
    for found in words.generic.finditer(text):
        start, end = found.span()
        inside.update(range(start, end - 1))
        borders.update((start - 1, end - 1))
    for at in range(len(text) - 1):
        pair = text[at : at + 2]
        common = at in inside or pair in words.generic_pairs
        weight = GENERIC if common else BORDER if at in borders else 1.0
        if weight > weights.get(pair, 0.0):
            weights[pair] = weight
    return weights


@functools.cache
def load_counts() -> Mapping[str, int]:
    """In how many clauses of many plans each character and each common pair of characters stands."""
    rows = resources.files("graph").joinpath("rules", "letters.csv").read_text("utf-8").splitlines()
    return {letters: int(count) for letters, count in csv.reader(_data(rows))}


def _data(rows: Iterable[str]) -> Iterator[str]:
    lines = (row for row in rows if not row.startswith("#"))
    next(lines)
    return lines
