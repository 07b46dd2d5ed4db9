"""What takes longer than a page may take, kept in the server as long as the library stays as it is."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import TYPE_CHECKING

from graph import facts, unit_facts
from graph import identity as identities
from graph.changes import Lineage
from graph.comparing import compare_held
from graph.filters import Filter
from graph.functions import of_functions
from graph.identity import Identity
from graph.kept import while_it_stays
from graph.library import Library
from graph.rows import UnitRow
from graph.workers import Workers
from graph.workload import Workload, find_workload
from views.wording import language

if TYPE_CHECKING:
    from graph.answers import Answer
    from graph.comparing import Comparison, Order


_COMPARING = Workers(1, idle=60.0)  # what it loads for its arithmetic goes with it


@while_it_stays()
def units(library: Library) -> tuple[UnitRow, ...]:
    """Every unit with its numbers of tasks; with most to lead first."""
    return tuple(unit_facts.units(library))


@while_it_stays(256)
def alike(library: Library, function: str) -> int:
    """How many units have this line of work."""
    return len(of_functions(units(library), function))


@while_it_stays()
def names(library: Library, of: str) -> tuple[str, ...]:
    """What a question can name: the full names of units, those with most to lead first, or the labels of sectors."""
    return tuple(row.canonical for row in units(library)) if of == "unit" else _sectors(library)


def _sectors(library: Library) -> tuple[str, ...]:
    return tuple(row.label for row in unit_facts.sectors(library))


def identity(library: Library, unit: str) -> Identity | None:
    """Why the library holds names to be this unit, and what is unsure of it."""
    made = repr(library.decisions())  # one that was taken back is told too, and leaves the stamp as it was before
    return _identity(library, made, unit)


@while_it_stays()
def _identity(library: Library, made: str, unit: str) -> Identity | None:
    return identities.identify(library, unit)


doubts = while_it_stays()(identities.all_doubts)
"""Every unsure link of the library, and the full names of the units."""


@while_it_stays()
def lineage(library: Library) -> Lineage:
    """The units of the library, ready to be asked what they came from and what became of them."""
    return Lineage(library.bodies().values(), {plan.doc: plan.year for plan in facts.plans(library)})


@while_it_stays(8)
def workload(library: Library, place: str | None) -> Workload:
    """What the units of the plans of a place, or of all, carry."""
    return find_workload(library, Filter(place=place))


@while_it_stays(8)
def comparison(library: Library, a: str, b: str) -> tuple[Comparison, Order]:
    """What changed between two plans, the one that comes first first, and by what that was decided."""
    return _COMPARING.call(compare_held, dataclasses.replace(library, home=library.home.resolve()), a, b)


def answer(library: Library, question: str, changes: Mapping[str, str] | None = None) -> Answer | None:
    """The answer to a question, its sentence in the language of the page; with ``changes`` to another reading of it.

    None while the library is being made ready for questions, which this begins.

    Raises:
        UnknownChangeError: a change is no part of a question, or cannot have its value.
    """
    from graph.readying import answered  # noqa: PLC0415 - opens the graph: only who asks waits for it

    return answered(library, question, changes, english=True if language() == "en" else None)


def is_ready(library: Library) -> bool:
    """Whether questions can be answered now."""
    from graph.readying import opened  # noqa: PLC0415 - see answer

    return opened(library) is not None


def examples(library: Library) -> tuple[str, ...]:
    """Questions that the documents of this library answer, in the language of the page."""
    from graph.readying import examples as find  # noqa: PLC0415 - see answer

    return find(library, english=language() == "en")
