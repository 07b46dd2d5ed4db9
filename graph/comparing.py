"""What changed between two plans of one subject: tasks kept, new, dropped, parted or joined, and what moved in them.

The plans may be of two years of one place or of two levels. Nothing is claimed of pairs that are only somewhat alike:
they stand apart as doubtful. What each kind of change means stands in ``rules/comparing.toml``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any, Literal

from extract.jsonform import to_json
from extract.naming.places import Place, place_called
from extract.records import Document
from graph.changed import Change
from graph.clauses import Clause, clauses_of
from graph.findings import Quote, quote, title_span
from graph.findings import Side as TaskSide
from graph.findings import side as task_side
from graph.leadchanges import Leads
from graph.library import Library
from graph.moved import Years, deadline_changes, target_changes
from graph.pairing import Ground, Match, Side, pair_tasks
from graph.unfold import plan_year
from graph.wording import load_table

Order = Literal["years", "dates", "levels", "given"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSide:
    """One of the two plans."""

    doc: str
    title: str
    jurisdiction: str | None
    year: int | None
    tasks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A task of one of the plans, with the words of its title."""

    side: TaskSide
    quote: Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A task of both plans: how alike (0 to 1), matched by what, and what changed in it."""

    a: Task
    b: Task
    likeness: float
    by: Ground
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parted:
    """A task whose words stand in several of the later plan ("split"), or of the earlier one ("merged")."""

    kind: Literal["split", "merged"]
    whole: Task
    parts: tuple[Task, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two plans, task by task. Every task of the first stands in kept, doubtful, dropped or among merged parts."""

    a: PlanSide
    b: PlanSide
    kept: tuple[Kept, ...]
    doubtful: tuple[Kept, ...]
    new: tuple[Task, ...]
    dropped: tuple[Task, ...]
    parted: tuple[Parted, ...]


def compare_plans(a: tuple[Document, str], b: tuple[Document, str]) -> Comparison:
    """What changed from the first plan to the second; see :func:`ordered` for which comes first."""
    first, second = Side(*a), Side(*b)
    paired = pair_tasks(first, second)
    mine, theirs = list(clauses_of(*first)), list(clauses_of(*second))
    years = Years(_year(first.document), _year(second.document))
    leads = Leads(first.document, second.document)
    pairs = [_kept(mine[match.a], theirs[match.b], match, leads, years) for match in paired.matches]
    forward = {match.a: match.b for match in paired.matches}
    back = {match.b: match.a for match in paired.matches}
    split, merged = _groups(paired.held_in_a, forward), _groups(paired.held_in_b, back)
    return Comparison(
        a=_plan(first.document),
        b=_plan(second.document),
        kept=tuple(pair for pair, match in zip(pairs, paired.matches, strict=True) if match.sure),
        doubtful=tuple(pair for pair, match in zip(pairs, paired.matches, strict=True) if not match.sure),
        new=_left(theirs, back.keys() | merged.keys() | {at for parts in split.values() for at in parts}),
        dropped=_left(mine, forward.keys() | split.keys() | {at for parts in merged.values() for at in parts}),
        parted=(*_parted("split", split, mine, theirs), *_parted("merged", merged, theirs, mine)),
    )


def ordered(a: Document, b: Document) -> tuple[bool, Order]:
    """Whether the first comes first (the upper level, else the earlier year or day of issue), and by what."""
    levels = _levels(a, b)
    if levels is not None:
        return levels, "levels"
    years = [_year(one) for one in (a, b)]
    if years[0] and years[1] and years[0] != years[1]:
        return years[0] < years[1], "years"
    if a.meta.date and b.meta.date and a.meta.date != b.meta.date:
        return a.meta.date < b.meta.date, "dates"
    return True, "given"


def compare_held(library: Library, a: str, b: str) -> tuple[Comparison, Order]:
    """What changed between two plans that are held, the one that comes first first, and by what that was decided."""
    plans = library.plans([a, b])
    as_given, order = ordered(plans[0][0], plans[1][0])
    first, second = plans if as_given else plans[::-1]
    return compare_plans(first, second), order


def order_words(order: Order, *, english: bool = False) -> str:
    """By what it was decided which plan comes first."""
    words: str = load_table("comparing")["order"][order]["en" if english else "zh"]
    return words


def comparison_json(found: Comparison, order: Order) -> dict[str, Any]:
    """The comparison in the form that programs read."""
    values: dict[str, Any] = to_json(found)
    return {"order": order, "order_words": order_words(order), **values}


def _levels(a: Document, b: Document) -> bool | None:
    """Whether the first plan's place holds the second's; None where neither holds the other."""
    first, second = (_place(one) for one in (a, b))
    if first is None or second is None or first == second:
        return None
    if second.within(first):
        return True
    return False if first.within(second) else None


def _place(document: Document) -> Place | None:
    return place_called(document.meta.jurisdiction) if document.meta.jurisdiction else None


def _year(document: Document) -> int | None:
    return plan_year(document.meta.title, document.meta.date)


def _plan(document: Document) -> PlanSide:
    meta = document.meta
    return PlanSide(doc=document.doc, title=meta.title or document.doc, jurisdiction=meta.jurisdiction,
                    year=_year(document), tasks=len(document.tasks))  # fmt: skip


def _task(clause: Clause) -> Task:
    span = title_span(clause.text, clause.task)
    return Task(side=task_side(clause.document, clause.task), quote=quote(clause.document, clause.text, *span))


def _kept(a: Clause, b: Clause, match: Match, leads: Leads, years: Years) -> Kept:
    targets = target_changes(a, b, years=years, one_place=leads.one_place)
    changes = (*leads.changes(a, b), *deadline_changes(a, b, years=years), *targets)
    return Kept(a=_task(a), b=_task(b), likeness=match.likeness, by=match.by, changes=changes)


def _groups(held: Mapping[int, int], matched: Mapping[int, int]) -> dict[int, list[int]]:
    """Each task of which several of the other plan are parts, and these; the one that it is matched with among them."""
    found: dict[int, list[int]] = defaultdict(list)
    for part, whole in held.items():
        found[whole].append(part)
    for whole in found.keys() & matched.keys():
        found[whole].append(matched[whole])
    return {whole: sorted(parts) for whole, parts in found.items() if len(parts) > 1}


def _parted(
    kind: Literal["split", "merged"], groups: Mapping[int, list[int]], wholes: Sequence[Clause], parts: Sequence[Clause]
) -> Iterator[Parted]:
    for at in sorted(groups):
        yield Parted(kind=kind, whole=_task(wholes[at]), parts=tuple(_task(parts[own]) for own in groups[at]))


def _left(clauses: Sequence[Clause], told: Set[int]) -> tuple[Task, ...]:
    return tuple(_task(clause) for at, clause in enumerate(clauses) if at not in told)
