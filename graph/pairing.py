"""Which tasks of two plans are one task: the one-to-one assignment under which they are most alike.

Two tasks are compared by their titles and by the pairs of characters of their bodies, weighed by how rare these are in
the two plans. Both ways round the result is the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz

from extract.records import Document, Task
from graph.wording import letters, load_words, unify

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Floats = npt.NDArray[np.float64]
Ground = Literal["title", "words"]

SURE = 0.45  # likeness from which two tasks are held to be one
DOUBTFUL = 0.27  # likeness from which they may be one, which people decide
SAME_TITLE = 0.9  # likeness of titles that are the same but for a slip or a sign
TITLE = 0.4  # weight of the titles; the rest is that of the words
GENERIC = 0.5  # weight of the pairs of characters that every plan uses
HELD = 0.6  # share of a task's words that stand in another one, from which it is a part of that one
_ORDER = 1e-4  # weight of the order in the plans, which settles what is equally alike


class Side(NamedTuple):
    """A plan with its analysed text."""

    document: Document
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A task of the one plan (by its position there) and one of the other; ``likeness`` lies between 0 and 1."""

    a: int
    b: int
    likeness: float
    by: Ground

    @property
    def sure(self) -> bool:
        """Whether they are held to be one task."""
        return self.likeness >= SURE


@dataclass(frozen=True, slots=True, kw_only=True)
class Paired:
    """The tasks of two plans: ``matches``, and for those without one the positions of tasks that hold their words."""

    matches: tuple[Match, ...]
    held_in_a: dict[int, int]
    held_in_b: dict[int, int]


def pair_tasks(a: Side, b: Side) -> Paired:
    """The best one-to-one pairs of tasks that are alike enough, in the order of the first plan."""
    if not (a.document.tasks and b.document.tasks):
        return Paired(matches=(), held_in_a={}, held_in_b={})
    from sklearn.preprocessing import normalize  # noqa: PLC0415 - 85 MB: only who compares loads it

    mine, theirs = _bodies(a), _bodies(b)
    vectors, weights = _weighed(mine, theirs)
    left, right = vectors[: len(mine)], vectors[len(mine) :]
    words = np.asarray((normalize(left) @ normalize(right).T).todense())
    titles = _titles(a.document.tasks, b.document.tasks)
    likeness = TITLE * titles + (1 - TITLE) * words
    likeness = np.where(titles >= SAME_TITLE, np.maximum(likeness, SURE), likeness)
    matches = _assigned(likeness, titles)
    return Paired(
        matches=matches,
        held_in_b=_held(left, right, weights, {match.a for match in matches}),
        held_in_a=_held(right, left, weights, {match.b for match in matches}),
    )


def task_words(side: Side, task: Task) -> str:
    """The words of a task without the brackets and lines that name its units."""
    parts, at = [], task.start
    for statement in sorted(side.document.assignments, key=lambda statement: statement.start):
        if statement.kind != "inline" and at <= statement.start and statement.end <= task.end:
            parts.append(side.text[at : statement.start])
            at = statement.end
    return "。".join([*parts, side.text[at : task.end]])


def _bodies(side: Side) -> list[str]:
    return [letters(unify(task_words(side, task))) for task in side.document.tasks]


def _weighed(mine: Sequence[str], theirs: Sequence[str]) -> tuple[csr_matrix, Floats]:
    """The pairs of characters of all tasks, those of both plans counted once, and the weight of each."""
    from scipy.sparse import diags  # noqa: PLC0415 - see pair_tasks
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415

    found = TfidfVectorizer(analyzer="char", ngram_range=(2, 2), sublinear_tf=True, lowercase=False, norm=None)
    # a task of a single character has no pair: the signs keep the vocabulary from being empty
    raw = found.fit_transform([f"{words}。。" for words in (*mine, *theirs)])
    generic = load_words().generic_pairs
    names = found.get_feature_names_out()
    usual = np.array([0.0 if "。" in pair else GENERIC if pair in generic else 1.0 for pair in names])
    return (raw @ diags(usual)).tocsr(), usual * found.idf_


def _titles(mine: Sequence[Task], theirs: Sequence[Task]) -> Floats:
    left, right = ([letters(unify(task.title)) for task in tasks] for tasks in (mine, theirs))
    return np.array([[fuzz.ratio(one, other) / 100 if one else 0.0 for other in right] for one in left])


def _assigned(likeness: Floats, titles: Floats) -> tuple[Match, ...]:
    """The pairs under which the plans are most alike; what is equally alike keeps the order of the plans."""
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 - see pair_tasks

    rows, columns = (np.linspace(0, 1, count) for count in likeness.shape)
    alike = np.where(likeness >= DOUBTFUL, likeness, 0.0)
    chosen = linear_sum_assignment(alike - _ORDER * (rows[:, None] - columns[None, :]) ** 2, maximize=True)
    return tuple(
        Match(a=int(i), b=int(j), likeness=round(float(min(1.0, likeness[i, j])), 4),
              by="title" if titles[i, j] >= SAME_TITLE else "words")
        for i, j in zip(*chosen, strict=True)
        if alike[i, j] > 0
    )  # fmt: skip


def _held(parts: csr_matrix, wholes: csr_matrix, weights: Floats, matched: set[int]) -> dict[int, int]:
    """For each task without a match the one task of the other plan in which most of its words stand."""
    from scipy.sparse import diags  # noqa: PLC0415 - see pair_tasks

    own = (parts > 0).astype(float) @ diags(weights)
    shared = np.asarray((own @ (wholes > 0).astype(float).T).todense())
    total = np.asarray(own.sum(axis=1)).ravel()
    found = {}
    for at in sorted(set(range(parts.shape[0])) - matched):
        best = int(shared[at].argmax())
        if total[at] and shared[at, best] / total[at] >= HELD:
            found[at] = best
    return found
