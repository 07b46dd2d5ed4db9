"""Measures of the co-operation network: partners, shared tasks, betweenness, circles, and what alone holds it together.

What each number means stands in ``rules/measures.toml``. Collectives are no bodies and are left out. The same data
give the same numbers: the circles are sought from a fixed seed, betweenness is exact.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np
import numpy.typing as npt

from graph.wording import load_table
from graph.workload import Measure

Floats = npt.NDArray[np.float64]

SEED = 20180317  # of the circles; any would do
_SOURCES = 256  # units from which the shortest chains are followed at once


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitMeasures:
    """The numbers of one unit; ``community`` is the index of its circle, None where it stands alone."""

    unit_id: str
    canonical: str
    degree: int
    strength: int
    betweenness: float
    community: int | None
    articulation: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Community:
    """A circle of units: named after the one with most shared tasks, its units by shared tasks, tasks inside it."""

    canonical: str
    units: tuple[str, ...]
    tasks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Two units that work together, the number of tasks, and whether nothing else joins their sides."""

    a: str
    b: str
    tasks: int
    bridge: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """All units, those with most shared tasks first; the circles, largest first; how many connected parts there are."""

    units: tuple[UnitMeasures, ...]
    communities: tuple[Community, ...]
    ties: tuple[Tie, ...]
    components: int


@functools.cache
def network_measures() -> dict[str, Measure]:
    """Every number of the network by its id, in the order of the file."""
    return {row["id"]: Measure(**row) for row in load_table("measures")["measure"]}


def measure(graph: nx.Graph[str]) -> Network:
    """The measures of a graph of :func:`graph.networks.cooperation`, its collectives left out."""
    bodies: nx.Graph[str] = nx.Graph()
    for unit in sorted(graph):
        if not graph.nodes[unit]["collective"]:
            bodies.add_node(unit, name=graph.nodes[unit]["name"])
    bodies.add_edges_from((a, b, data) for a, b, data in sorted(graph.edges(data=True)) if a in bodies and b in bodies)
    names = {unit: str(data["name"]) for unit, data in bodies.nodes(data=True)}
    strength = {unit: int(own) for unit, own in bodies.degree(weight="tasks")}
    communities = _communities(bodies, names, strength)
    circle = {unit: at for at, one in enumerate(communities) for unit in one.units}
    between, cuts = betweenness(bodies), set(nx.articulation_points(bodies))
    bridges = {frozenset(pair) for pair in nx.bridges(bodies)}
    units = [
        UnitMeasures(unit_id=unit, canonical=names[unit], degree=bodies.degree(unit), strength=strength[unit],
                     betweenness=round(between[unit], 6), community=circle.get(unit), articulation=unit in cuts)
        for unit in bodies
    ]  # fmt: skip
    return Network(
        units=tuple(sorted(units, key=lambda one: (-one.strength, -one.degree, one.canonical, one.unit_id))),
        communities=communities,
        ties=tuple(
            Tie(a=a, b=b, tasks=data["tasks"], bridge=frozenset((a, b)) in bridges)
            for a, b, data in bodies.edges(data=True)
        ),
        components=nx.number_connected_components(bodies),
    )


def ties_of(network: Network, unit_id: str) -> list[tuple[str, Tie]]:
    """The partners of a unit with what ties them, most shared tasks first."""
    names = {one.unit_id: one.canonical for one in network.units}
    found = [(tie.b if tie.a == unit_id else tie.a, tie) for tie in network.ties if unit_id in (tie.a, tie.b)]
    return sorted(found, key=lambda pair: (-pair[1].tasks, names[pair[0]], pair[0]))


def _communities(bodies: nx.Graph[str], names: dict[str, str], strength: dict[str, int]) -> tuple[Community, ...]:
    """The circles of two units and more."""
    found = []
    for units in nx.community.louvain_communities(bodies, weight="tasks", seed=SEED):
        if len(units) > 1:
            ordered = sorted(units, key=lambda unit: (-strength[unit], names[unit], unit))
            tasks = int(bodies.subgraph(units).size(weight="tasks"))
            found.append(Community(canonical=names[ordered[0]], units=tuple(ordered), tasks=tasks))
    return tuple(sorted(found, key=lambda one: (-len(one.units), one.canonical, one.units)))


def betweenness(graph: nx.Graph[str]) -> dict[str, float]:
    """The exact betweenness of each node by the number of steps, as a share of all pairs of others in its part.

    >>> betweenness(nx.path_graph(["a", "b", "c"]))
    {'a': 0.0, 'b': 1.0, 'c': 0.0}
    """
    nodes = list(graph)
    found = dict.fromkeys(nodes, 0.0)
    for part in nx.connected_components(graph):
        pairs = (len(part) - 1) * (len(part) - 2)  # each of both ways
        if pairs:
            own = [node for node in nodes if node in part]
            found |= {node: float(passed) / pairs for node, passed in zip(own, _passed(graph, own), strict=True)}
    return found


def _passed(graph: nx.Graph[str], nodes: list[str]) -> Floats:
    """How many shortest chains between two others pass each node, as Brandes counts them, many sources at once."""
    joined: Any = nx.to_scipy_sparse_array(graph, nodelist=nodes, weight=None, format="csr").astype(float)
    total = np.zeros(len(nodes))
    for begin in range(0, len(nodes), _SOURCES):
        sources = np.arange(begin, min(begin + _SOURCES, len(nodes)))
        levels = list(_levels(joined, sources))
        chains = np.sum(levels, axis=0)
        passed = np.zeros_like(chains)
        for level, before in zip(levels[:1:-1], levels[-2:0:-1], strict=True):
            passed += before * (joined @ np.divide(1 + passed, chains, out=np.zeros_like(chains), where=level > 0))
        total += passed.sum(axis=1)
    return total


def _levels(joined: Any, sources: npt.NDArray[np.int64]) -> Iterator[Floats]:  # noqa: ANN401 - a sparse array of scipy
    """For each number of steps from the sources (columns) the number of shortest chains to the nodes at its end."""
    front = np.zeros((joined.shape[0], len(sources)))
    front[sources, np.arange(len(sources))] = 1
    seen = front > 0
    while front.any():
        yield front
        front = np.where(seen, 0, joined @ front)
        seen |= front > 0
