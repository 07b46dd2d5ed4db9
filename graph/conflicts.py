"""Conflicts: what a plan, or the plans of one place, set in two ways; each finding with both sides' words.

Precision goes before recall: what may be meant so (stages, parts, a reform between two plans) is not told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from extract.records import Document
from graph.clauses import clauses_of
from graph.conflicts_of_days import day_conflicts
from graph.conflicts_of_leads import different_leads, several_leads
from graph.conflicts_of_targets import target_conflicts
from graph.findings import Check, Finding, Progress, checks_of
from graph.overlapping.pairs import Overlap
from graph.wording import load_table

Plans = Sequence[tuple[Document, str]]


def find_conflicts(
    plans: Iterable[tuple[Document, str]],
    pairs: Iterable[Overlap] | None = None,
    *,
    of: str | None = None,
    progress: Progress | None = None,
) -> tuple[Check, ...]:
    """Every check of ``rules/conflicts.toml`` with its findings; ``of`` leaves those that this document is part of.

    ``pairs`` are the overlaps of the plans, where they are known; else those of each place are looked for.
    """
    known = None if pairs is None else tuple(pairs)
    ordered = sorted(plans, key=lambda plan: plan[0].doc)
    found = [one for plan in ordered if of in (None, plan[0].doc) for one in _inside(*plan)]
    groups = _by_place(ordered, of)
    total, done = sum(map(len, groups)), 0
    for same in groups:
        found += [
            one for one in _between(same, known) if of is None or of in {one.doc, *(side.doc for side in one.others)}
        ]
        done += len(same)
        if progress:
            progress("conflicts", done, total)
    return checks_of(load_table("conflicts")["check"], found)


def _inside(document: Document, text: str) -> Iterator[Finding]:
    """What one plan says against itself."""
    for clause in clauses_of(document, text):
        yield from several_leads(clause)
    yield from day_conflicts([(document, text)])
    yield from target_conflicts([(document, text)])


def _between(plans: Plans, pairs: Sequence[Overlap] | None) -> Iterator[Finding]:
    """What the plans of one place say against each other."""
    yield from different_leads(plans, pairs)
    yield from day_conflicts(plans, inside=False)
    yield from target_conflicts(plans, inside=False)


def _by_place(plans: Plans, of: str | None) -> list[Plans]:
    """The plans of each place that has several, of which one is this document."""
    found: dict[str, list[tuple[Document, str]]] = defaultdict(list)
    for document, text in plans:
        if document.meta.jurisdiction:
            found[document.meta.jurisdiction].append((document, text))
    groups = [found[place] for place in sorted(found) if len(found[place]) > 1]
    return [group for group in groups if of is None or any(document.doc == of for document, _ in group)]
