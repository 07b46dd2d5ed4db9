"""Counts over all deadlines and duties, which take longer than a click may take: kept while the library stays."""

from __future__ import annotations

from graph import facts, sector_load, timeline, unit_facts
from graph.filters import Filter
from graph.kept import while_it_stays
from graph.library import Library
from graph.rows import AssignmentRow, TaskRow

lanes = while_it_stays(32)(timeline.lanes)
"""The lanes of the time line."""

sectors = while_it_stays(32)(sector_load.sectors)
"""All sectors with their tasks and units."""

units = while_it_stays(32)(sector_load.units)
"""The units with their tasks and the number of their sectors."""

unit_names = while_it_stays(32)(unit_facts.unit_names)
"""The names of all units that have a part in a task, by id."""

unit_rows = while_it_stays(32)(unit_facts.units)
"""A part of the units of a filter; all of them would take much memory."""

sector_labels = while_it_stays(32)(sector_load.labels)
"""The labels of all sectors, by id."""


@while_it_stays(24)
def of_plan(library: Library, doc: str) -> tuple[tuple[AssignmentRow, ...], tuple[TaskRow, ...]]:
    """All assignments and all tasks of a plan, in which an answer finds what its quotes prove."""
    where = Filter(doc=doc)
    return tuple(facts.assignments(library, where)), tuple(facts.tasks(library, where))
