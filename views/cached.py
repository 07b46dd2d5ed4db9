"""What takes longer than a page may take, kept in the server as long as the library stays as it is."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import TYPE_CHECKING

import streamlit as st

from graph import facts, unit_facts
from graph import identity as identities
from graph.changes import Lineage
from graph.comparing import compare_held
from graph.doubts import Link
from graph.filters import Filter
from graph.functions import of_functions
from graph.identity import Identity
from graph.library import Library
from graph.rows import UnitRow
from graph.workers import Workers
from graph.workload import Workload, find_workload
from views.wording import language

if TYPE_CHECKING:
    from graph.answers import Answer
    from graph.comparing import Comparison, Order


_COMPARING = Workers(1, idle=60.0)  # what it loads for its arithmetic goes with it


def units(library: Library) -> list[UnitRow]:
    """Every unit with its numbers of tasks; with most to lead first."""
    return _units(library, str(library.home), library.stamp())


@st.cache_resource(max_entries=2, show_spinner=False)
def _units(_library: Library, home: str, stamp: str) -> list[UnitRow]:
    return unit_facts.units(_library)


def alike(library: Library, function: str) -> int:
    """How many units have this line of work."""
    return _alike(library, str(library.home), library.stamp(), function)


@st.cache_resource(max_entries=256, show_spinner=False)
def _alike(_library: Library, home: str, stamp: str, function: str) -> int:
    return len(of_functions(units(_library), function))


def identity(library: Library, unit: str) -> Identity | None:
    """Why the library holds names to be this unit, and what is unsure of it."""
    made = repr(library.decisions())  # one that was taken back is told too, and leaves the stamp as it was before
    return _identity(library, str(library.home), library.stamp(), made, unit)


@st.cache_resource(max_entries=64, show_spinner=False)
def _identity(_library: Library, home: str, stamp: str, made: str, unit: str) -> Identity | None:
    return identities.identify(_library, unit)


def doubts(library: Library) -> tuple[list[Link], dict[str, str]]:
    """Every unsure link of the library, and the full names of the units."""
    return _doubts(library, str(library.home), library.stamp())


@st.cache_resource(max_entries=2, show_spinner=False)
def _doubts(_library: Library, home: str, stamp: str) -> tuple[list[Link], dict[str, str]]:
    return identities.all_doubts(_library)


def lineage(library: Library) -> Lineage:
    """The units of the library, ready to be asked what they came from and what became of them."""
    return _lineage(library, str(library.home), library.stamp())


@st.cache_resource(max_entries=2, show_spinner=False)
def _lineage(_library: Library, home: str, stamp: str) -> Lineage:
    return Lineage(_library.bodies().values(), {plan.doc: plan.year for plan in facts.plans(_library)})


def workload(library: Library, place: str | None) -> Workload:
    """What the units of the plans of a place, or of all, carry."""
    return _workload(library, str(library.home), library.stamp(), place)


@st.cache_resource(max_entries=8, show_spinner=False)
def _workload(_library: Library, home: str, stamp: str, place: str | None) -> Workload:
    return find_workload(_library, Filter(place=place))


def comparison(library: Library, a: str, b: str) -> tuple[Comparison, Order]:
    """What changed between two plans, the one that comes first first, and by what that was decided."""
    return _comparison(library, str(library.home), library.stamp(), a, b)


@st.cache_resource(max_entries=8, show_spinner=False)
def _comparison(_library: Library, home: str, stamp: str, a: str, b: str) -> tuple[Comparison, Order]:
    return _COMPARING.call(compare_held, dataclasses.replace(_library, home=_library.home.resolve()), a, b)


def answer(library: Library, question: str, changes: Mapping[str, str] | None = None) -> Answer | None:
    """The answer to a question, its sentence in the language of the page; with ``changes`` to another reading of it.

    None while the library is being made ready for questions, which this begins.

    Raises:
        UnknownChangeError: a change is no part of a question, or cannot have its value.
    """
    from graph.readying import opened  # noqa: PLC0415 - opens the graph: only who asks waits for it

    asker = opened(library)
    return asker.ask(question, changes, english=True if language() == "en" else None) if asker else None


def is_ready(library: Library) -> bool:
    """Whether questions can be answered now."""
    from graph.readying import opened  # noqa: PLC0415 - see answer

    return opened(library) is not None


def examples(library: Library) -> tuple[str, ...]:
    """Questions that the documents of this library answer, in the language of the page."""
    from graph.readying import examples as find  # noqa: PLC0415 - see answer

    return find(library, english=language() == "en")
