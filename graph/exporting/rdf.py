"""The whole graph in the forms of RDF: Turtle, TriG, N-Quads, JSON-LD, each made from the same sorted triples."""

from __future__ import annotations

import functools
import itertools
import json
import re
from collections.abc import Iterator

import pyoxigraph as ox

from graph.store import plain
from graph.vocabulary import PREFIXES

_NATIVE = ("xsd:string", "xsd:integer", "xsd:boolean")
_LOCAL = re.compile(r"[A-Za-z][\w-]*")


def turtle_parts(triples: str) -> Iterator[bytes]:
    """The graph as Turtle, prefixes first and sorted."""
    terms = (quad.triple for quad in quads_of(triples))
    yield _sorted_prefixes(ox.serialize(terms, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES))


def trig_parts(triples: str) -> Iterator[bytes]:
    """The graph as TriG, all of it in the default graph."""
    yield _sorted_prefixes(ox.serialize(quads_of(triples), format=ox.RdfFormat.TRIG, prefixes=PREFIXES))


def nquads_parts(triples: str) -> Iterator[bytes]:
    """The graph as N-Quads, all of it in the default graph."""
    yield triples.encode("utf-8")


def jsonld_parts(triples: str) -> Iterator[bytes]:
    """The graph as JSON-LD with its context inside, one object a node, a node a line."""
    yield f'{{"@context": {json.dumps(PREFIXES, ensure_ascii=False)},\n"@graph": ['.encode()
    first = True
    for subject, quads in itertools.groupby(quads_of(triples), key=lambda quad: _iri(quad.subject)):
        node = json.dumps(_node(subject, quads), ensure_ascii=False)
        yield f"{'' if first else ','}\n{node}".encode()
        first = False
    yield b"\n]}\n"


def quads_of(triples: str) -> Iterator[ox.Quad]:
    """The triples as Oxigraph's quads, in their order."""
    return iter(ox.parse(triples.encode("utf-8"), format=ox.RdfFormat.N_QUADS))


def _node(subject: str, quads: Iterator[ox.Quad]) -> dict[str, object]:
    kinds: list[str] = []
    values: dict[str, list[object]] = {}
    for quad in quads:
        term = _short(quad.predicate.value)
        if term == "rdf:type":
            kinds.append(_name(quad.object))
        else:
            values.setdefault(term, []).append(_json_value(quad.object))
    return {"@id": _short(subject), **({"@type": kinds} if kinds else {}), **values}


@functools.lru_cache(maxsize=4096)
def _short(iri: str) -> str:
    for prefix, start in PREFIXES.items():
        local = iri.removeprefix(start)
        if local != iri and _LOCAL.fullmatch(local):
            return f"{prefix}:{local}"
    return iri


def _iri(term: object) -> str:
    assert isinstance(term, ox.NamedNode)  # the graphs made here hold no blank nodes
    return term.value


def _name(term: object) -> str:
    return _short(_iri(term))


def _json_value(term: object) -> object:
    if not isinstance(term, ox.Literal):
        return {"@id": _name(term)}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    kind = _short(term.datatype.value)
    return plain(term) if kind in _NATIVE else {"@value": term.value, "@type": kind}


def _sorted_prefixes(written: bytes | None) -> bytes:
    data = written or b""
    end = 0
    while data.startswith(b"@prefix ", end):  # they come first, in an order of chance
        end = data.index(b"\n", end) + 1
    return b"".join(sorted(data[:end].splitlines(keepends=True))) + data[end:]
