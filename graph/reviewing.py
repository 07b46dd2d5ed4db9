"""What a person should check next: everything that is unsure and unjudged in one queue, by weight × doubt.

The weight says how much hangs on it, the doubt how likely a look changes something. Both stand with their reasons in
``rules/reviewing.toml``. Equal data of equal days give the same queue: ids come from content.
"""

from __future__ import annotations

import functools
import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from extract.records import content_id
from graph.decisions import Decision, standing
from graph.doubts import Link
from graph.wording import load_table

NAME = "name"
"""The group whose things are judged by decisions about units, all others by verdicts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of thing to check: its group, what it concerns, how doubtful it is and why; names where we have some."""

    id: str
    group: str
    concerns: str
    doubt: float
    why_zh: str
    why_en: str
    zh: str = ""
    en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hanging:
    """What hangs on a thing; ``due`` are the days until the next deadline, None where nothing is due."""

    due: int | None = None
    tasks: int = 1
    units: int = 0
    load: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing to check. ``link`` is set for names that may be one; ``task`` is the first task that it is about."""

    id: str
    kind: str
    docs: tuple[str, ...]
    task: str | None
    start: int
    hanging: Hanging
    score: float
    concerns: str
    link: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A summand of the weight: the factor, its points, and the words of it in both languages."""

    factor: str
    points: float
    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why an item stands where it stands: ``score`` = ``weight`` × ``doubt``, the weight from its parts."""

    parts: tuple[Part, ...]
    weight: float
    doubt: float
    score: float
    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """All items, first to check first; ``places`` are those of the documents, ``names`` the units' full names."""

    items: tuple[Item, ...]
    places: Mapping[str, str]
    names: Mapping[str, str]


@functools.cache
def kinds() -> dict[str, Kind]:
    """Every kind of thing that may be checked, by its id."""
    return {row["id"]: Kind(**row) for row in load_table("reviewing")["kind"]}


@functools.cache
def groups() -> tuple[str, ...]:
    """The groups in the order of the file."""
    return tuple(load_table("reviewing")["groups"])


def kind_of(check: str, group: str) -> Kind:
    """The entry of a kind; that of its group where it has none of its own."""
    found = kinds()
    return found.get(check) or found[group]


def item(  # noqa: PLR0913 - a record's fields
    own: str,
    kind: Kind,
    docs: Iterable[str],
    hanging: Hanging,
    *,
    task: str | None = None,
    start: int = 0,
    concerns: str | None = None,
    link: Link | None = None,
) -> Item:
    """An item with its place in the queue; ``concerns`` says what it concerns where its kind doesn't."""
    about = concerns or kind.concerns
    weight = sum(points for _, points, _ in _points(hanging, about))
    return Item(
        id=own, kind=kind.id, docs=tuple(docs), task=task, start=start, hanging=hanging,
        score=round(weight * kind.doubt, 4), concerns=about, link=link,
    )  # fmt: skip


def ordered(items: Iterable[Item]) -> tuple[Item, ...]:
    """The items, first to check first; of equal ones those that stand first, by document and text."""
    return tuple(sorted(items, key=lambda one: (-one.score, one.docs, one.start, one.id)))


def why(one: Item) -> Why:
    """Why an item stands where it stands."""
    kind, table = kinds()[one.kind], load_table("reviewing")
    told = {row["id"]: row for row in table["factor"]}
    parts = []
    for factor, points, n in _points(one.hanging, one.concerns):
        what = table["concerns"][one.concerns]
        zh = told[factor]["zh"].format(what=what["zh"], n=n)
        parts.append(Part(factor=factor, points=points, zh=zh, en=told[factor]["en"].format(what=what["en"], n=n)))
    weight = round(sum(part.points for part in parts), 4)
    return Why(parts=tuple(parts), weight=weight, doubt=kind.doubt, score=one.score, zh=kind.why_zh, en=kind.why_en)


def _points(hanging: Hanging, concerns: str) -> Iterator[tuple[str, float, int]]:
    """The factors that count for it, with their points and the number they rest on."""
    table = load_table("reviewing")["points"]
    yield "concerns", table["concerns"][concerns], 0
    if hanging.due is not None:
        soon = next((row for row in table["due"] if hanging.due <= row["days"]), None)
        if soon:
            yield "due", soon["points"], soon["days"]
    for factor in ("tasks", "units", "load"):
        number = getattr(hanging, factor)
        if number > 1:
            yield factor, round(table[factor] * math.log2(number), 2), number


def name_id(unit: str, other: str, surface: str | None) -> str:
    """The id of an unsure name: of a pair, whichever stands first, or of one writing of a unit."""
    return content_id(NAME, unit, surface) if surface else content_id(NAME, *sorted((unit, other)))


def judged_names(decisions: Iterable[Decision]) -> dict[str, Decision]:
    """The decision that holds on each unsure name, by the id that it has in the queue; what was left open, too."""
    return {
        name_id(one.subject.unit, one.other.unit, one.subject.surface): one for one in standing(decisions)
    }  # fmt: skip


def chosen(
    queue: Queue, *, group: str | None = None, kind: str | None = None, doc: str | None = None, place: str | None = None
) -> list[Item]:
    """The items that fit, in the order of the queue. ``place`` is part of the place of one of its documents."""
    docs = {doc} if doc else None
    if place is not None:
        docs = {one for one, where in queue.places.items() if place in where and (docs is None or one in docs)}
    fits = [one for one in queue.items if docs is None or not docs.isdisjoint(one.docs)]
    found = kinds()
    return [
        one
        for one in fits
        if (kind is None or one.kind == kind) and (group is None or found[one.kind].group == group)
    ]  # fmt: skip


def counted(items: Iterable[Item], judged: Collection[str]) -> dict[str, tuple[int, int]]:
    """How many of each kind are open and how many judged, in the order of the rules."""
    total: Counter[str] = Counter()
    aside: Counter[str] = Counter()
    for one in items:
        total[one.kind] += 1
        aside[one.kind] += one.id in judged
    return {kind: (total[kind] - aside[kind], aside[kind]) for kind in kinds() if total[kind]}
