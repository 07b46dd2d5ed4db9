"""How long the 25 questions take on a library, rows fetched, and how much longer rdflib's own store takes.

    python benchmarks/queries.py HOME [--rdflib SECONDS]

HOME is the folder of a library, such as one filled with the plans of benchmarks/plans.py. Each question is asked for
what that library holds: its busiest unit, its commonest sector and indicator. With --rdflib the same triples are loaded
into rdflib's memory store, too, and each query is given up after so many seconds there.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from rdflib import Graph

from graph.competency import Competency, load_queries
from graph.library import Library
from graph.store import Store, ask, library_triples, open_store

LIMIT = 0.2  # seconds that a question may take
REPEATED = 5

# parameter → a query for the value that is asked for
ASKED = {
    "unit": "SELECT ?v WHERE { ?u z:leads ?t ; z:canonical ?v } GROUP BY ?v ORDER BY DESC(COUNT(?t)) ?v LIMIT 1",
    "topic": "SELECT (SUBSTR(?l, 1, 2) AS ?v) WHERE { ?t z:sector ?s . ?s skos:prefLabel ?l } GROUP BY ?l"
    " ORDER BY DESC(COUNT(?t)) ?l LIMIT 1",
    "sector": "SELECT ?v WHERE { ?t z:sector ?s . ?s skos:prefLabel ?v } GROUP BY ?v"
    " ORDER BY DESC(COUNT(?t)) ?v LIMIT 1",
    "indicator": "SELECT ?v WHERE { ?t z:indicator ?v } GROUP BY ?v ORDER BY DESC(COUNT(?t)) ?v LIMIT 1",
    "group": "SELECT ?v WHERE { ?u org:hasMember ?m ; z:canonical ?v } GROUP BY ?v ORDER BY DESC(COUNT(?m)) ?v LIMIT 1",
    "number": "SELECT ?v WHERE { ?p z:cites ?v } GROUP BY ?v ORDER BY DESC(COUNT(?p)) ?v LIMIT 1",
    "doc": "SELECT ?v WHERE { ?t z:plan/z:doc ?v } GROUP BY ?v ORDER BY DESC(COUNT(?t)) ?v LIMIT 1",
    "place": "SELECT ?v WHERE { ?t a z:Task ; z:plan/z:jurisdiction/rdfs:label ?v } GROUP BY ?v"
    " ORDER BY DESC(COUNT(?t)) ?v LIMIT 1",
    "from": "SELECT ?v WHERE { ?d z:lastDay ?v } GROUP BY ?v ORDER BY DESC(COUNT(?d)) ?v LIMIT 1",
    "to": "SELECT ?v WHERE { ?d z:lastDay ?v } GROUP BY ?v ORDER BY DESC(COUNT(?d)) ?v LIMIT 1",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("--rdflib", type=int, metavar="SECONDS", help="compare with rdflib's own store")
    given = parser.parse_args()
    library = Library.open(given.home)
    store = open_store(library)
    loaded = store.loaded()
    print(f"{len(library.docs())} plans, {len(loaded)} triples")
    values = values_of(lambda text: ask(loaded, text))
    other = loaded_by_rdflib(library) if given.rdflib else None
    slowest = 0.0
    for name, query in load_queries().items():
        text = query.text(**wanted(query, values))
        seconds, rows = timed(store, text)
        slowest = max(slowest, seconds)
        line = f"{name:22}{rows:8} rows {seconds:8.3f} s{'' if seconds <= LIMIT else '  too slow'}"
        print(
            line + (f"   rdflib {compared(other, text, seconds, given.rdflib)}" if other is not None else ""),
            flush=True,
        )
    print(f"slowest {slowest:.3f} s, limit {LIMIT} s")


def values_of(rows: Callable[[str], list[dict[str, object]]]) -> dict[str, str]:
    found = {name: rows(text) for name, text in ASKED.items()}
    return {name: str(held[0]["v"]) for name, held in found.items() if held}


def wanted(query: Competency, values: dict[str, str]) -> dict[str, str]:
    return {one.name: values[one.name] for one in query.parameters if one.name in values}


def timed(store: Store, text: str) -> tuple[float, int]:
    """The least of several runs, as another program may be busy; each fetches all rows."""
    best, rows = float("inf"), 0
    for _ in range(REPEATED):
        begun = time.perf_counter()
        rows = len(store.rows(text))
        best = min(best, time.perf_counter() - begun)
    return best, rows


def loaded_by_rdflib(library: Library) -> Graph:
    begun = time.perf_counter()
    graph = Graph().parse(data=library_triples(library), format="nt")
    print(f"rdflib: loaded in {time.perf_counter() - begun:.0f} s")
    return graph


def compared(graph: Graph, text: str, seconds: float, limit: int) -> str:
    def give_up(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, give_up)
    signal.alarm(limit)
    begun = time.perf_counter()
    try:
        len(list(graph.query(text)))
    except TimeoutError:
        return f"given up after {limit} s (more than {limit / seconds:.0f} times)"
    finally:
        signal.alarm(0)
    took = time.perf_counter() - begun
    return f"{took:.2f} s ({took / seconds:.0f} times)"


if __name__ == "__main__":
    main()
