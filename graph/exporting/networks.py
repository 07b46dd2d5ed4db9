"""The graph as a property graph for programs that draw and measure networks: GraphML and GEXF.

Both are written as they are walked, so that a large library needs no more memory than its nodes and edges.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import resources
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

from graph.exporting.rdf import quads_of
from graph.exporting.texts import clean
from graph.store import Value, ask
from graph.vocabulary import PREFIXES

if TYPE_CHECKING:
    import networkx as nx

Attribute = str | int | float

_TYPES: dict[type, str] = {int: "long", float: "double", str: "string"}


def property_graph(triples: str) -> nx.MultiDiGraph[str]:
    """The graph as networkx nodes and edges with plain attributes; node names are the records' ids."""
    import networkx as nx  # noqa: PLC0415 - other exports need only the rest of this module

    store = load_triples(triples)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for row in ask(store, load_query("graph-nodes")):
        graph.add_node(record_id(row["node"]), **_attributes(row, "node"))
    for row in ask(store, load_query("graph-edges")):
        graph.add_edge(record_id(row["from"]), record_id(row["to"]), **_attributes(row, "from", "to"))
    return graph


def graphml_parts(triples: str) -> Iterator[bytes]:
    """The property graph as GraphML."""
    graph = property_graph(triples)
    keys = _declared(graph)
    yield b"<?xml version='1.0' encoding='utf-8'?>\n"
    yield b'<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for (kind, name), (key, of) in keys.items():
        yield f'<key id="{key}" for="{kind}" attr.name="{name}" attr.type="{_TYPES[of]}"/>\n'.encode()
    yield b'<graph edgedefault="directed">\n'
    for node, values in graph.nodes(data=True):
        yield f"<node id={_quoted(node)}>{_data(keys, 'node', values)}</node>\n".encode()
    for number, (start, end, values) in enumerate(graph.edges(data=True)):
        ends = f'id="e{number}" source={_quoted(start)} target={_quoted(end)}'
        yield f"<edge {ends}>{_data(keys, 'edge', values)}</edge>\n".encode()
    yield b"</graph>\n</graphml>\n"


def gexf_parts(triples: str) -> Iterator[bytes]:
    """The property graph as GEXF 1.2, names as labels."""
    graph = property_graph(triples)
    keys = _declared(graph)
    yield b"<?xml version='1.0' encoding='utf-8'?>\n"
    yield b'<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">\n'
    yield b'<graph defaultedgetype="directed" mode="static">\n'
    for kind in ("node", "edge"):
        yield f'<attributes class="{kind}" mode="static">\n'.encode()
        for (of_kind, name), (key, of) in keys.items():
            if of_kind == kind:
                yield f'<attribute id="{key}" title="{name}" type="{_TYPES[of]}"/>\n'.encode()
        yield b"</attributes>\n"
    yield b"<nodes>\n"
    for node, values in graph.nodes(data=True):
        label = _quoted(str(values.get("name", node)))
        yield f"<node id={_quoted(node)} label={label}>{_values(keys, 'node', values)}</node>\n".encode()
    yield b"</nodes>\n<edges>\n"
    for number, (start, end, values) in enumerate(graph.edges(data=True)):
        label = _quoted(str(values.get("kind", "")))
        ends = f'id="e{number}" source={_quoted(start)} target={_quoted(end)} label={label}'
        yield f"<edge {ends}>{_values(keys, 'edge', values)}</edge>\n".encode()
    yield b"</edges>\n</graph>\n</gexf>\n"


def load_query(name: str) -> str:
    """The text of a query of ontology/queries."""
    return resources.files("graph").joinpath("ontology", "queries", f"{name}.rq").read_text("utf-8")


def load_triples(triples: str) -> ox.Store:
    """An Oxigraph store that holds the triples."""
    store = ox.Store()
    store.bulk_extend(quads_of(triples))
    return store


def record_id(iri: Value) -> str:
    """The id of a record, without the start that all IRIs of the project share."""
    return str(iri).removeprefix(PREFIXES["id"])


_Keys = dict[tuple[str, str], tuple[str, type]]


def _declared(graph: nx.MultiDiGraph[str]) -> _Keys:
    """The key of each attribute in a file and its type, in the order of names, those of nodes first."""
    found: set[tuple[str, str, type]] = set()
    for _, values in graph.nodes(data=True):
        found |= {("node", name, type(value)) for name, value in values.items()}
    for _, _, values in graph.edges(data=True):
        found |= {("edge", name, type(value)) for name, value in values.items()}
    widest: dict[tuple[str, str], type] = {}
    for of in _TYPES:
        widest |= {(kind, name): of for kind, name, held in found if held is of}
    ordered = sorted(widest.items(), key=lambda item: (item[0][0] != "node", item[0][1]))
    return {name: (f"d{number}", of) for number, (name, of) in enumerate(ordered)}


def _attributes(row: Mapping[str, Value], *ends: str) -> dict[str, Attribute]:
    given = ((name, value) for name, value in row.items() if name not in ends and value is not None)
    kept = {name: clean(value) if isinstance(value, str) else value for name, value in given}
    return {name: value for name, value in kept.items() if value != ""}


def _data(keys: _Keys, kind: str, values: Mapping[str, Attribute]) -> str:
    return "".join(
        f'<data key="{keys[kind, name][0]}">{escape(str(value))}</data>' for name, value in sorted(values.items())
    )


def _values(keys: _Keys, kind: str, values: Mapping[str, Attribute]) -> str:
    inner = "".join(
        f'<attvalue for="{keys[kind, name][0]}" value={_quoted(str(value))}/>' for name, value in sorted(values.items())
    )
    return f"<attvalues>{inner}</attvalues>" if inner else ""


def _quoted(text: str) -> str:
    """The text as the value of an attribute, in which line ends and tabs are written as such."""
    return quoteattr(text, {"\n": "&#10;", "\t": "&#9;", "\r": "&#13;"})
