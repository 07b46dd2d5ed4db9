"""Counts over all deadlines and duties, which take longer than a click may take: kept while the library stays."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from graph import sector_load, timeline, unit_facts
from graph.filters import Filter, Part
from graph.library import Library
from graph.sector_load import SectorLoad, UnitLoad
from graph.timeline import Lane, Scale


def lanes(held: Library, where: Filter, scale: Scale, part: Part) -> tuple[Sequence[Lane], int]:
    """The lanes of the time line."""
    return _lanes(held, str(held.home), held.stamp(), where, scale, part)


@st.cache_resource(max_entries=32, show_spinner=False)
def _lanes(
    _held: Library, home: str, stamp: str, where: Filter, scale: Scale, part: Part
) -> tuple[Sequence[Lane], int]:
    return timeline.lanes(_held, where, scale, part)


def sectors(held: Library, where: Filter) -> Sequence[SectorLoad]:
    """All sectors with their tasks and units."""
    return _sectors(held, str(held.home), held.stamp(), where)


@st.cache_resource(max_entries=32, show_spinner=False)
def _sectors(_held: Library, home: str, stamp: str, where: Filter) -> Sequence[SectorLoad]:
    return sector_load.sectors(_held, where)


def units(held: Library, where: Filter, part: Part) -> tuple[Sequence[UnitLoad], int]:
    """The units with their tasks and the number of their sectors."""
    return _units(held, str(held.home), held.stamp(), where, part)


@st.cache_resource(max_entries=32, show_spinner=False)
def _units(_held: Library, home: str, stamp: str, where: Filter, part: Part) -> tuple[Sequence[UnitLoad], int]:
    return sector_load.units(_held, where, part)


def unit_names(held: Library) -> dict[str, str]:
    """The names of all units that have a part in a task, by id."""
    return _unit_names(held, str(held.home), held.stamp())


@st.cache_resource(max_entries=2, show_spinner=False)
def _unit_names(_held: Library, home: str, stamp: str) -> dict[str, str]:
    return unit_facts.unit_names(_held)


def sector_labels(held: Library) -> dict[str, str]:
    """The labels of all sectors, by id."""
    return _sector_labels(held, str(held.home), held.stamp())


@st.cache_resource(max_entries=2, show_spinner=False)
def _sector_labels(_held: Library, home: str, stamp: str) -> dict[str, str]:
    return sector_load.labels(_held)
