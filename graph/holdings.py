"""What a library holds, as far as a question can name it: plans, places, units and the words of the texts."""

from __future__ import annotations

import functools
import re
import threading
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from extract.naming.places import Place, counties_of, place_called
from extract.records import Assignment, Deadline, Document, Target, Task
from graph.answering.question.rows import Rows
from graph.answering.search.topics import TopicIndex
from graph.divisionchanges import other_names
from graph.gaps import open_tasks
from graph.kept import Kept
from graph.library import Library
from graph.understanding.sounds import place_sound
from graph.understanding.spelling import Speller
from graph.unfold import plan_year
from graph.wording import letters

if TYPE_CHECKING:
    from graph.overlaps import Overlap

_QUOTED = re.compile(r"《[^》]*》")
_NO_NAME = frozenset(
    {"城区", "郊区", "矿区", "新区", "市区", "开发区"}
)  # words of any town, though some town is called so

_LIBRARIES = 4  # of which the last state is kept
_QUERIES = 128  # of which the ids and rows found are kept


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldPlan:
    """A document of the library. ``label`` names its reading (place and year) where answers are told apart."""

    document: Document
    text: str
    place: Place | None
    year: int | None
    label: str
    content: str

    @property
    def doc(self) -> str:
        """The name of its file."""
        return self.document.doc

    @property
    def title(self) -> str:
        """Its title, or the name of its file."""
        return self.document.meta.title or self.document.doc


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldUnit:
    """A unit with every name that the documents give it; ``tail`` is its full name without places."""

    unit_id: str
    canonical: str
    surfaces: tuple[str, ...]
    docs: frozenset[str]
    function: str | None
    collective: bool
    tail: str


class Holdings:
    """Everything that a question may name, and the index for the words it searches."""

    def __init__(self, plans: Sequence[HeldPlan]) -> None:
        self.kept = Kept()
        """What was made for this state of the library."""
        self.found: Kept = Kept(_QUERIES)
        """The ids and rows that queries found in this state."""
        self.plans = {plan.doc: plan for plan in _labelled(plans)}
        self.units = _units(plans)
        self.topics = TopicIndex([(plan.document, plan.text) for plan in plans])
        self.places = _places(plans)
        self.tasks: dict[str, tuple[str, Task]] = {
            task.id: (plan.doc, task) for plan in plans for task in plan.document.tasks
        }

    @functools.cached_property
    def rows(self) -> Rows:
        """The records of the documents by the ids that a query finds."""
        return Rows([(plan.document, plan.text) for plan in self.plans.values()])

    def open_tasks(self, check: str, doc: str) -> frozenset[str]:
        """The ids of the tasks of a document that a check of :mod:`graph.gaps` finds."""
        plan = self.plans[doc]
        return self.kept.get((check, doc), lambda: frozenset(open_tasks(check, plan.document, plan.text)))

    @functools.cached_property
    def speller(self) -> Speller:
        """Puts questions right by the words of the texts."""
        names = [name for unit in self.units for name in (unit.canonical, *unit.surfaces)]
        return Speller([*(plan.text for plan in self.plans.values()), *names, *self.places])

    @functools.cached_property
    def pinyin_places(self) -> dict[str, str]:
        """Places by the pinyin of their short names and names, for English questions."""
        found: dict[str, str] = {}
        for name, place in sorted(self.places.items()):
            if name in (place.name, place.bare):
                found.setdefault(place_sound(name), name)
        return found

    @functools.cached_property
    def overlaps(self) -> tuple[Overlap, ...]:
        """The overlapping tasks between all plans."""
        from graph.overlaps import find_overlaps  # noqa: PLC0415 - its arithmetic takes a second to load

        return find_overlaps((plan.document, plan.text) for plan in self.plans.values())

    def statements(self, doc: str) -> Sequence[Assignment]:
        """The statements of a document."""
        return self.plans[doc].document.assignments

    def deadlines(self, docs: Iterable[str]) -> list[tuple[str, Deadline]]:
        """The deadlines of the documents."""
        return [(doc, deadline) for doc in docs for deadline in self.plans[doc].document.deadlines]

    def targets(self, docs: Iterable[str]) -> list[tuple[str, Target]]:
        """The targets of the documents."""
        return [(doc, target) for doc in docs for target in self.plans[doc].document.targets]


_held: OrderedDict[tuple[Path, bool], tuple[str, Holdings]] = OrderedDict()
_loading = threading.Lock()


def load_holdings(library: Library) -> Holdings:
    """What this library holds now; kept until its documents change, when the former state goes."""
    key, stamp = (library.home, library.samples), library.stamp()
    with _loading:
        held_stamp, held = _held.pop(key, ("", None))
        if held is None or held_stamp != stamp:
            held = Holdings([_plan(document, text) for document, text in library.plans()])
        _held[key] = stamp, held
        while len(_held) > _LIBRARIES:
            _held.popitem(last=False)
    return held


def _plan(document: Document, text: str) -> HeldPlan:
    meta = document.meta
    place = place_called(meta.jurisdiction) if meta.jurisdiction else None
    year = plan_year(meta.title, meta.date)
    names = [part.name for part in reversed(place.chain) if part.level != "province"] if place else []
    where = "".join(names) or (_said(place) if place else None) or meta.title or document.doc
    title = letters(meta.title or "")
    words = letters(_QUOTED.sub("", text))
    return HeldPlan(
        document=document,
        text=text,
        place=place,
        year=year,
        label=f"{where}({year})" if year else where,
        content=words.replace(title, "") if title else words,
    )


def _said(place: Place) -> str:
    """What the place of a plan is called: the country as pages call it.

    >>> [_said(place) for name in ("全国", "山西省") if (place := place_called(name))]
    ['全国', '山西省']
    """
    return place.full_name if place.level == "country" else place.name


def _labelled(plans: Sequence[HeldPlan]) -> list[HeldPlan]:
    """The plans with a label each of its own: where place and year are those of several, with the title too."""
    named = Counter(plan.label for plan in plans)
    titled = [plan if named[plan.label] == 1 else replace(plan, label=_with_title(plan)) for plan in plans]
    again = Counter(plan.label for plan in titled)
    return [plan if again[plan.label] == 1 else replace(plan, label=f"{plan.label}[{plan.doc}]") for plan in titled]


def _with_title(plan: HeldPlan) -> str:
    """The label with the name of the plan, without the place, which the label tells already."""
    name = plan.title.rpartition("《")[2].partition("》")[0]
    for part in plan.place.chain[:1] if plan.place else ():
        name = name.rpartition(part.name)[2] or name
    return plan.label if name in plan.label else f"{plan.label}《{name}》"


def _places(plans: Sequence[HeldPlan]) -> dict[str, Place]:
    """Names in full and short → the places of the plans, those around them, and the counties in them."""
    found: dict[str, Place] = {}
    near = [place for plan in plans if plan.place for place in plan.place.chain]
    inside = [
        county for plan in plans if plan.place and plan.place.level == "city" for county in counties_of(plan.place)
    ]
    for place in (*(plan.place for plan in plans if plan.place), *near, *inside):
        above = place.parent.bare if place.parent and place.parent.level == "city" else ""
        full = "".join(part.name for part in reversed(place.chain))
        short = "".join(part.name for part in reversed(place.chain) if part.level != "province")
        for name in (full, short, f"{above}{place.name}", f"{above}{place.bare}", place.name, place.bare):
            if name and name not in _NO_NAME:
                found.setdefault(name, place)
    for name, place in other_names(dict.fromkeys(near)).items():
        if name not in _NO_NAME:
            found.setdefault(name, place)
    return found


def _units(plans: Sequence[HeldPlan]) -> tuple[HeldUnit, ...]:
    surfaces: dict[str, set[str]] = defaultdict(set)
    docs: dict[str, set[str]] = defaultdict(set)
    first: dict[str, tuple[str, bool, Place | None]] = {}
    functions = {name.unit_id: name.function for plan in plans for name in plan.document.names if name.function}
    for plan in plans:
        for statement in plan.document.assignments:
            named = [(u.unit_id, u.text, u.canonical, u.collective) for u in statement.units]
            named += [(u.unit_id, u.text, u.canonical, True) for u in statement.implied]
            for unit_id, surface, canonical, collective in named:
                surfaces[unit_id].add(surface)
                docs[unit_id].add(plan.doc)
                first.setdefault(unit_id, (canonical, collective, plan.place))
    return tuple(
        HeldUnit(
            unit_id=unit_id,
            canonical=canonical,
            surfaces=tuple(sorted(surfaces[unit_id])),
            docs=frozenset(docs[unit_id]),
            function=functions.get(unit_id),
            collective=collective,
            tail=_tail(canonical, place),
        )
        for unit_id, (canonical, collective, place) in sorted(first.items())
    )


def _tail(canonical: str, place: Place | None) -> str:
    for part in place.chain if place else ():
        canonical = canonical.replace(part.name, "").replace(part.bare, "")
    return canonical
