"""Projections of the facts for networkx: who works with whom, and who does what.

With ``ZEREN_STORE`` they are read from that SPARQL server, else from the library's own tables; the graphs are equal.
"""

from __future__ import annotations

import itertools
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

import networkx as nx

from extract.naming.places import CHINA, place_called
from graph.citing import names_plan
from graph.errors import GraphError
from graph.filters import ALL, DUTY, PLAN, Filter, conditions
from graph.library import Library

if TYPE_CHECKING:
    from graph.store import Store

BATCH = 8000  # rows that are asked of a server at once: many give 10,000 at most and leave the rest out without a word
_SUREST = ("corrected", "written", "implied")


class Membership(NamedTuple):
    """One unit of one statement of a task."""

    doc: str
    statement: str
    task: str
    title: str
    unit: str
    name: str
    collective: bool
    role: str
    standing: str


class NetworkError(GraphError, ValueError):
    """A network that cannot be read as asked for; the message is for the user."""


def cooperation(library: Library, where: Filter = ALL) -> nx.Graph[str]:
    """Units joined where they stand in one statement of a task; ``tasks`` on an edge counts the distinct tasks.

    Nodes are unit ids with ``name`` and ``collective``, sorted; a unit that stands alone is one, too.
    """
    units: dict[str, Membership] = {}
    members: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for row in memberships(library, where):
        units.setdefault(row.unit, row)
        members[row.doc, row.statement, row.task].add(row.unit)
    shared: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for (doc, _, task), together in members.items():
        for pair in itertools.combinations(sorted(together), 2):
            shared[pair].add((doc, task))
    graph: nx.Graph[str] = nx.Graph()
    for unit in sorted(units):
        graph.add_node(unit, name=units[unit].name, collective=units[unit].collective)
    for (first, second), common in sorted(shared.items()):
        graph.add_edge(first, second, tasks=len(common))
    return graph


def duties(library: Library, where: Filter = ALL) -> nx.MultiDiGraph[str]:
    """Units with an edge to each task they have a role in; the edge's key is the role, ``standing`` its ground.

    An edge is "corrected" if any of its assignments is, else "written" if any is. Unit nodes are unit ids, task nodes
    task ids; ``kind`` on a node tells them apart, ``name`` is the canonical name or the title.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for row in memberships(library, where):
        graph.add_node(row.unit, kind="unit", name=row.name)
        graph.add_node(row.task, kind="task", name=row.title, doc=row.doc)
        known = graph.get_edge_data(row.unit, row.task, row.role) or {}
        standing = min((row.standing, known.get("standing", row.standing)), key=_SUREST.index)
        graph.add_edge(row.unit, row.task, key=row.role, standing=standing)
    return graph


def memberships(library: Library, where: Filter = ALL) -> Iterable[Membership]:
    """The units of the statements of tasks that fit, by document, statement and unit.

    Raises:
        NetworkError: the server in ``ZEREN_STORE`` cannot be asked for such a filter.
    """
    if os.environ.get("ZEREN_STORE"):
        from graph.store import open_store  # noqa: PLC0415 - rdflib and Oxigraph, which the tables don't need

        return _from_store(open_store(library), where)
    rows = library.read(
        "SELECT f.doc, f.statement, f.task, t.title, f.unit, b.canonical, b.collective, f.role, f.standing"
        " FROM duty AS f JOIN plan AS p ON p.doc = f.doc JOIN task AS t ON t.doc = f.doc AND t.id = f.task"
        f" JOIN body AS b ON b.unit = f.unit WHERE {conditions(where, DUTY)}"
        " ORDER BY f.doc, f.statement, f.unit, f.role, f.standing",
        where.values(),
    )
    return [Membership(*row)._replace(collective=bool(row[6])) for row in rows]


def _from_store(store: Store, where: Filter) -> Iterator[Membership]:
    """The same rows from a SPARQL server, so many at a time that none is left out."""
    if replace(where, doc=None, place=None, year=None, unit_id=None, role=None) != ALL:
        raise NetworkError("从 ZEREN_STORE 读取网络时，只能按文件、地方、年份、单位和角色筛选。请去掉其他条件。")
    plans = {
        str(row["doc"]): int(row["assignments"] or 0)
        for row in store.rows(_query("cooperation-plans"))
        if (where.doc in (None, row["doc"]))
        and (where.place is None or where.place in str(row["area"] or ""))
        and (where.year is None or where.year == str(row["year"]))
    }
    for docs in _batches(plans):
        for row in store.rows(_of_documents(_query("cooperation"), docs)):
            ids = [unquote(str(row[name]).removeprefix("urn:zeren:")) for name in ("statement", "task", "unit")]
            found = Membership(str(row["doc"]), ids[0], ids[1], str(row["title"]), ids[2], str(row["name"]),
                               bool(row["collective"]), str(row["role"]), str(row["standing"]))  # fmt: skip
            if where.unit_id in (None, found.unit) and where.role in (None, found.role):
                yield found


def _batches(plans: dict[str, int]) -> Iterator[list[str]]:
    """The documents in groups of at most so many assignments; one that has more stands alone."""
    group: list[str] = []
    for doc in sorted(plans):
        if group and sum(plans[one] for one in group) + plans[doc] > BATCH:
            yield group
            group = []
        group.append(doc)
    if group:
        yield group


def _query(name: str) -> str:
    return resources.files("graph").joinpath("ontology", "queries", f"{name}.rq").read_text("utf-8")


def _of_documents(query: str, docs: Sequence[str]) -> str:
    from rdflib import Literal  # noqa: PLC0415 - see memberships

    return query.replace('"plan.txt"', " ".join(Literal(doc).n3() for doc in docs))


def plans(library: Library, where: Filter = ALL) -> nx.DiGraph[str]:
    """The plans with an edge from each to every held plan that it cites, where the words name no other.

    Nodes are document names with ``name``, ``place`` and ``year``.
    """
    held = library.select(
        f"SELECT p.doc, p.title, p.jurisdiction, p.year FROM plan AS p WHERE {conditions(where, PLAN)} ORDER BY p.doc",
        where.values(),
    )
    graph: nx.DiGraph[str] = nx.DiGraph()
    for plan in held:
        graph.add_node(plan["doc"], name=plan["title"], place=plan["jurisdiction"], year=plan["year"])
    documents = [library.document(plan["doc"]) for plan in held]
    for citing in documents:
        for words in citing.meta.cites:
            called = [one.doc for one in documents if one.doc != citing.doc and names_plan(words, one)]
            if len(called) == 1:
                graph.add_edge(citing.doc, called[0])
    return graph


def places(library: Library, where: Filter = ALL) -> nx.DiGraph[str]:
    """The places of the plans, with an edge from each to the place that holds it next; ``plans`` counts its plans."""
    counts = Counter(
        jurisdiction
        for (jurisdiction,) in library.read(
            f"SELECT p.jurisdiction FROM plan AS p WHERE p.jurisdiction IS NOT NULL AND {conditions(where, PLAN)}",
            where.values(),
        )
    )
    graph: nx.DiGraph[str] = nx.DiGraph()
    for name in sorted(counts):
        graph.add_node(name, name=name, plans=counts[name])
    for name in sorted(counts):
        around = _around(name, counts)
        if around:
            graph.add_edge(name, around)
    return graph


def _around(name: str, held: Collection[str]) -> str | None:
    """The smallest of the held places that holds this one."""
    place = place_called(name)
    holders = [*place.chain[1:], CHINA] if place and place != CHINA else []
    return next((one.full_name for one in holders if one.full_name in held), None)


VIEWS: dict[str, Callable[[Library, Filter], nx.Graph[str]]] = {
    "cooperation": cooperation,
    "duties": duties,
    "plans": plans,
    "places": places,
}
