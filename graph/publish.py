"""From a record to triples that may be shown: built, checked, and written as sorted N-Triples."""

from __future__ import annotations

import functools
import hashlib
from importlib import resources

from rdflib import Graph

from extract.records import Document
from graph.build import build_graph, function_scheme, load_terms
from graph.functions import load_functions
from graph.gate import check_graph

_MADE_BY = (
    *(
        "anchors.py",
        "build.py",
        "correcting.py",
        "correcting_times.py",
        "correcting_missed.py",
        "placing.py",
        "evidence.py",
        "planyears.py",
        "positions.py",
    ),
    *("unfold.py", "vocabulary.py", "whereabouts.py", "rules/whereabouts.toml"),
    *(
        "changes.py",
        "divisionchanges.py",
        "events.py",
        "functions.py",
        "reforms.py",
        "rules/functions.toml",
        "rules/reforms.toml",
    ),
    *("members.py", "memberships.py", "people.py", "ontology/ontology.ttl", "ontology/shapes.ttl"),
)


def publish(document: Document, text: str | None = None) -> str:
    """The checked triples of one document, one a line, sorted.

    Raises:
        InvalidGraphError: the graph breaks the shapes.
    """
    graph = build_graph(document, text)
    check_graph(graph, document.doc)
    return to_lines(graph)


def republish(document: Document, text: str) -> str:
    """The triples of a document that has passed the shapes and of whose units only ids and names are others now."""
    return to_lines(build_graph(document, text))


def to_lines(graph: Graph) -> str:
    """The triples of a graph without blank nodes as N-Triples, one a line, sorted."""
    written = graph.serialize(format="ox-nt", encoding="utf-8").decode("utf-8")
    return "".join(sorted(f"{line}\n" for line in written.split("\n") if line))


def merge(parts: list[str]) -> str:
    """The triples of several graphs, each once, sorted."""
    return "".join(sorted({f"{line}\n" for part in parts for line in part.split("\n") if line}))


@functools.cache
def ontology_lines() -> str:
    """The ontology and the scheme of lines of work as N-Triples."""
    return merge([to_lines(load_terms()), to_lines(function_scheme(load_functions().values()))])


@functools.cache
def form() -> str:
    """A name for the way records become triples: it changes whenever the builder, the ontology or the shapes do."""
    package = resources.files("graph")
    digest = hashlib.sha256()
    for name in _MADE_BY:
        digest.update(package.joinpath(*name.split("/")).read_bytes())
    return digest.hexdigest()[:16]
