"""Projections of the facts for networkx: who works with whom, and who does what."""

from __future__ import annotations

import itertools
from collections import defaultdict

import networkx as nx

from graph import facts, unit_facts
from graph.filters import ALL, Filter
from graph.library import Library


def cooperation(library: Library, where: Filter = ALL) -> nx.Graph[str]:
    """Units joined where they stand in one statement of a task; ``tasks`` on an edge counts the distinct tasks.

    Nodes are unit ids with ``name`` and ``collective``, in the order of :func:`graph.unit_facts.units`.
    """
    statements: dict[tuple[str, str], set[str]] = defaultdict(set)
    tasks: dict[tuple[str, str], tuple[str, str]] = {}
    for row in facts.assignments(library, where):
        if row.task_id is not None:
            statements[row.doc, row.statement_id].add(row.unit_id)
            tasks[row.doc, row.statement_id] = (row.doc, row.task_id)
    shared: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for statement, members in statements.items():
        for pair in itertools.combinations(sorted(members), 2):
            shared[pair].add(tasks[statement])
    graph: nx.Graph[str] = nx.Graph()
    for unit in unit_facts.units(library, where):
        graph.add_node(unit.unit_id, name=unit.canonical, collective=unit.collective)
    for (first, second), common in sorted(shared.items()):
        graph.add_edge(first, second, tasks=len(common))
    return graph


def duties(library: Library, where: Filter = ALL) -> nx.MultiDiGraph[str]:
    """Units with an edge to each task they have a role in; the edge's key is the role, ``standing`` its ground.

    An edge is "written" if any of its assignments is. Unit nodes are unit ids, task nodes task ids; ``kind`` on a
    node tells them apart, ``name`` is the canonical name or the title.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for row in facts.assignments(library, where):
        if row.task_id is None:
            continue
        graph.add_node(row.unit_id, kind="unit", name=row.canonical)
        graph.add_node(row.task_id, kind="task", name=row.task_title or "", doc=row.doc)
        known = graph.get_edge_data(row.unit_id, row.task_id, row.role) or {}
        standing = "written" if "written" in (row.standing, known.get("standing")) else "implied"
        graph.add_edge(row.unit_id, row.task_id, key=row.role, standing=standing)
    return graph
