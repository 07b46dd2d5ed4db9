"""Overlaps: tasks of different plans that set the same job, with the reason in words and what differs.

How alike two tasks are rests on their own words and those of their plans (:mod:`graph.overlapping.likeness`): whole
against whole, and the two clauses most alike. Clauses on organisation and appraisal don't count at all.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from extract.jsonform import to_json
from extract.records import Document, content_id
from graph.findings import Progress
from graph.overlapping.differences import differences, renamed_leads
from graph.overlapping.entries import Entry, Plan, entries_of
from graph.overlapping.kinds import kind_of
from graph.overlapping.likeness import Comparison, Scores
from graph.overlapping.pairs import Difference, Kind, Overlap, Shared, TaskRef, Words
from graph.overlapping.reasons import Reason, in_words, matching, reasons
from graph.sketches import one_plan
from graph.wording import letters

__all__ = [
    "Difference",
    "Found",
    "Kind",
    "Overlap",
    "Shared",
    "TaskRef",
    "Words",
    "compare_all",
    "find_overlaps",
    "overlaps_called",
    "overlaps_json",
    "overlaps_of",
]

SHOWN = 0.26  # pairs that score less are not shown: below it most of them share only a subject
SAME = 0.16  # likeness as wholes from which two tasks can set the same job
NEXT_BEST = 0.8  # a task sets the same job only as what is at least so near to the best that the other plan has
PER_TASK = 30  # pairs that are told of one task
MOST = 5000  # pairs that are told of a library


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The overlaps that are told, best first, and how many more there are (of tasks and libraries with very many)."""

    pairs: tuple[Overlap, ...]
    left_out: int


def find_overlaps(
    plans: Iterable[tuple[Document, str]], *, least: float = SHOWN, sides: tuple[Collection[str], ...] = ()
) -> tuple[Overlap, ...]:
    """The overlapping tasks between the plans, best first; ``least`` is the lowest score that is given.

    Of two ``sides`` only those of a document of one with a document of the other.
    """
    return compare_all(plans, least=least, sides=sides).pairs


def compare_all(
    plans: Iterable[tuple[Document, str]],
    *,
    least: float = SHOWN,
    between: Collection[str] = (),
    sides: tuple[Collection[str], ...] = (),
    progress: Progress | None = None,
) -> Found:
    """The overlapping tasks between the plans, and how many are left out because there are too many to tell.

    With ``between`` only those of these documents with each other, of two ``sides`` only those of one with the other;
    what is rare is still counted over all plans. Documents that are one plan
    (:mod:`graph.sketches`) are compared only where they are asked for so.
    """
    entries = _entries(plans)
    if len({entry.doc for entry in entries}) < 2:
        return Found(pairs=(), left_out=0)
    apart = frozenset() if between or sides else one_plan({entry.doc: entry.plan for entry in entries}.values())
    comparison = Comparison(entries, apart)
    scores = comparison.scores(progress=progress)
    if between:
        meant = np.array([entry.doc in between for entry in entries])
        kept = meant[scores.i] & meant[scores.j]
        scores = Scores(*(values[kept] for values in scores))
    if len(sides) == 2:
        one, other = (np.array([entry.doc in side for entry in entries]) for side in sides)
        kept = (one[scores.i] & other[scores.j]) | (other[scores.i] & one[scores.j])
        scores = Scores(*(values[kept] for values in scores))
    return _told(entries, comparison, scores, least)


def overlaps_of(
    plan: tuple[Document, str], others: Iterable[tuple[Document, str]], *, least: float = SHOWN
) -> tuple[Overlap, ...]:
    """The tasks of others that set the same job as one of this plan, best first.

    The sides of a pair stand in the order of their documents' names, and a task has at most ``PER_TASK`` pairs, as in
    :func:`find_overlaps`.
    """
    doc = plan[0].doc
    entries = _entries([plan, *(other for other in others if other[0].doc != doc)])
    own = [at for at, entry in enumerate(entries) if entry.doc == doc]
    if not own or len(own) == len(entries):
        return ()
    comparison = Comparison(entries)
    return _told(entries, comparison, comparison.scores(own), least).pairs


def overlaps_called(plans: Iterable[tuple[Document, str]], ids: Collection[str]) -> tuple[Overlap, ...]:
    """The overlapping tasks whose id is one of these or begins so; those that no list tells, too."""
    entries = _entries(plans)
    if not ids or len({entry.doc for entry in entries}) < 2:
        return ()
    comparison = Comparison(entries)
    scores, names, asked = comparison.scores(), _names(entries), tuple(ids)
    found = [at for at in _ranked(scores, SHOWN) if _id(names, scores, at).startswith(asked)]
    return tuple(_built(entries, comparison, scores, found))


def overlaps_json(pairs: Sequence[Overlap]) -> dict[str, Any]:
    """The pairs in the form that programs read."""
    return {"pairs": [_plain(pair) for pair in pairs]}


def _plain(pair: Overlap) -> dict[str, Any]:
    values: dict[str, Any] = dataclasses.asdict(pair)
    return {**values, "differs": [to_json(difference) for difference in pair.differs]}


def _entries(plans: Iterable[tuple[Document, str]]) -> list[Entry]:
    ordered = sorted((Plan(*plan) for plan in plans), key=lambda plan: plan.doc)
    return [entry for plan in ordered for entry in entries_of(plan)]


def _told(entries: Sequence[Entry], comparison: Comparison, scores: Scores, least: float) -> Found:
    """The best pairs: of each task so many, of all so many."""
    order = _ranked(scores, least)
    told: Counter[int] = Counter()
    kept: list[int] = []
    for at in order:
        i, j = int(scores.i[at]), int(scores.j[at])
        if len(kept) < MOST and told[i] < PER_TASK and told[j] < PER_TASK:
            told.update((i, j))
            kept.append(at)
    return Found(pairs=tuple(_built(entries, comparison, scores, kept)), left_out=len(order) - len(kept))


def _ranked(scores: Scores, least: float) -> list[int]:
    """The places of the pairs that score enough, best first."""
    shown = _shown(scores)
    enough = np.flatnonzero(shown >= least)
    order: list[int] = enough[np.lexsort((scores.j[enough], scores.i[enough], -shown[enough]))].tolist()
    return order


def _shown(scores: Scores) -> npt.NDArray[Any]:
    """The scores as they are told: small likenesses differ most, and the root spreads them over the scale."""
    return np.round(np.sqrt(scores.score), 4)


def _built(
    entries: Sequence[Entry], comparison: Comparison, scores: Scores, places: Iterable[int]
) -> Iterator[Overlap]:
    """The pairs at these places."""
    shown, same, names = _shown(scores), _same(entries, scores), _names(entries)
    for at in places:
        i, j = int(scores.i[at]), int(scores.j[at])
        both = entries[i], entries[j]
        shared = matching(*both, comparison.matches(i, j))
        yield _overlap(_id(names, scores, at), both, shared, score=float(shown[at]), same=bool(same[at]))


def _id(names: Sequence[str], scores: Scores, at: int) -> str:
    return content_id("overlap", *sorted((names[int(scores.i[at])], names[int(scores.j[at])])))


def _names(entries: Sequence[Entry]) -> list[str]:
    """What each task is called in the ids of its pairs: document and title; further ones of one title are numbered."""
    seen: Counter[str] = Counter()
    names = []
    for entry in entries:
        name = f"{entry.doc}\n{entry.task.title}"
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name}\n{seen[name]}")
    return names


def _same(entries: Sequence[Entry], scores: Scores) -> npt.NDArray[np.bool_]:
    """Of each pair whether the two set the same job as wholes: alike, and each the other's best or nearly so."""
    docs = np.unique([entry.doc for entry in entries], return_inverse=True)[1]
    same = scores.whole >= SAME
    for own, other in ((scores.i, scores.j), (scores.j, scores.i)):
        ones, others = np.concatenate([own, other]), np.concatenate([other, own])
        keys, places = np.unique(ones * (docs.max() + 1) + docs[others], return_inverse=True)
        best = np.zeros(len(keys))
        np.maximum.at(best, places, np.concatenate([scores.score, scores.score]))
        same &= scores.score >= NEXT_BEST * best[places[: len(own)]]
    return same


def _overlap(own: str, both: tuple[Entry, Entry], shared: tuple[Shared, ...], *, score: float, same: bool) -> Overlap:
    a, b = both
    same = same or letters(a.task.title) == letters(b.task.title)
    kind, cited = kind_of(a.plan.document, b.plan.document) if same else ("related", None)
    found = reasons(a, b, shared)
    if cited:
        found.append(Reason("cited", (cited,)))
    return Overlap(
        id=own,
        a=_reference(a),
        b=_reference(b),
        kind=kind,
        score=score,
        why=in_words(found, renamed_leads(a, b)),
        why_en=in_words(found, renamed_leads(a, b, english=True), english=True),
        shared=shared,
        differs=tuple(differences(a, b)),
    )


def _reference(entry: Entry) -> TaskRef:
    task = entry.task
    return TaskRef(doc=entry.doc, number=task.number, title=task.title, start=task.start, task=task.id)
