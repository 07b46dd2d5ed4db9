"""The graph as files for other programs and people: .ttl .nq .trig .jsonld .graphml, and .csv of the assignments.

Every format is made from the same sorted triples, so the same data give the same bytes.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Callable, Mapping, Sequence
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Any

import networkx as nx
import pyoxigraph as ox
from networkx.readwrite.graphml import GraphMLWriter

from graph.errors import GraphError, cause
from graph.store import Value, ask, plain
from graph.vocabulary import PREFIXES

COLUMNS = {
    "doc": "文件", "plan": "计划", "area": "行政区", "number": "序号", "task": "任务", "section": "章节",
    "role": "角色", "standing": "依据", "unit": "单位", "surface": "原文写法", "people": "人员", "kind": "形式",
    "qualifier": "限定语", "quote": "引文", "place": "位置", "start": "起", "end": "止", "rule": "推断规则",
}  # fmt: skip
People = Mapping[str, Sequence[str]]
"""The people of statements, as they are shown, by the statement's id."""
NOBODY: People = MappingProxyType({})

_NATIVE = ("xsd:string", "xsd:integer", "xsd:boolean")
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")
# characters that XML 1.0 forbids, which spreadsheets cannot show either
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class ExportError(GraphError, ValueError):
    """A file that cannot be written; the message is for the user."""


def export(triples: str, path: Path, *, people: People = NOBODY) -> None:
    """Write the graph (N-Triples, sorted) to a file whose suffix decides the format.

    ``people`` are those of the statements; the graph holds none, and only the CSV tells them.

    Raises:
        ExportError: the suffix is none of those known, or the file cannot be written.
    """
    write = WRITERS.get(path.suffix.lower())
    if write is None:
        raise ExportError(f"不支持的输出格式“{path.suffix}”。请用 {'、'.join(WRITERS)} 之一作后缀。")
    written = to_csv(triples, people) if write is to_csv else write(triples)
    try:
        _replace(path, written)
    except OSError as error:
        raise ExportError(f"无法写入 {path}：{cause(error)}。请检查文件夹是否存在、是否可写。") from error


def _replace(path: Path, written: bytes) -> None:
    """Write the file whole or not at all; what is no file of its own (a device, a pipe) is written to directly."""
    if path.exists() and not path.is_file():
        path.write_bytes(written)
        return
    draft = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        draft.write_bytes(written)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def to_turtle(triples: str) -> bytes:
    """The graph as Turtle, prefixes first and sorted."""
    return _sorted_prefixes(ox.serialize(_triples(triples), format=ox.RdfFormat.TURTLE, prefixes=PREFIXES))


def to_trig(triples: str) -> bytes:
    """The graph as TriG, all of it in the default graph."""
    return _sorted_prefixes(ox.serialize(_quads(triples), format=ox.RdfFormat.TRIG, prefixes=PREFIXES))


def to_nquads(triples: str) -> bytes:
    """The graph as N-Quads, all of it in the default graph."""
    return triples.encode("utf-8")


def to_jsonld(triples: str) -> bytes:
    """The graph as JSON-LD with its context inside, one object a node."""
    nodes: dict[str, dict[str, Any]] = {}
    for triple in _triples(triples):
        subject, term = _name(triple.subject), _short(triple.predicate.value)
        node = nodes.setdefault(subject, {"@id": subject})
        if term == "rdf:type":
            node.setdefault("@type", []).append(_name(triple.object))
        else:
            node.setdefault(term, []).append(_json_value(triple.object))
    whole = {"@context": PREFIXES, "@graph": list(nodes.values())}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def to_graphml(triples: str) -> bytes:
    """The graph as a property graph in GraphML: plans, tasks, units and what joins them."""
    writer = GraphMLWriter(encoding="utf-8", prettyprint=True)
    writer.add_graph_element(property_graph(triples))
    file = io.BytesIO()
    writer.dump(file)
    return file.getvalue()


def to_csv(triples: str, people: People = NOBODY) -> bytes:
    """The assignments as CSV for Excel: UTF-8 with a byte-order mark; no cell is ever a formula.

    A row is a unit of a statement with the people of the same statement; one that names people alone has a row too.
    """
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(COLUMNS.values())
    store = _store(triples)
    rows = ask(store, load_query("assignment-list"))
    with_units = {row["statement"] for row in rows}
    if people:
        every = ask(store, load_query("statement-list"))
        rows += [row for row in every if row["statement"] not in with_units and _record_id(row["statement"]) in people]
        rows.sort(key=lambda row: (str(row["doc"]), row["start"], row["end"]))
    for row in rows:
        row["people"] = "、".join(dict.fromkeys(people.get(_record_id(row["statement"]), ())))
        writer.writerow([safe_cell(row.get(name)) for name in COLUMNS])
    return file.getvalue().encode("utf-8-sig")


def property_graph(triples: str) -> nx.MultiDiGraph[str]:
    """The graph as networkx nodes and edges with plain attributes; node names are the records' ids."""
    store = _store(triples)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for row in ask(store, load_query("graph-nodes")):
        graph.add_node(_record_id(row["node"]), **_plain_attributes(row, "node"))
    for row in ask(store, load_query("graph-edges")):
        graph.add_edge(_record_id(row["from"]), _record_id(row["to"]), **_plain_attributes(row, "from", "to"))
    return graph


def load_query(name: str) -> str:
    """The text of a query of ontology/queries."""
    return resources.files("graph").joinpath("ontology", "queries", f"{name}.rq").read_text("utf-8")


def safe_cell(value: Value) -> str | int | float:
    """A cell that a spreadsheet shows as it stands: text that would start a formula gets an apostrophe in front.

    >>> safe_cell("=SUM(A1)"), safe_cell("散煤治理"), safe_cell(-3)
    ("'=SUM(A1)", '散煤治理', -3)
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        return value
    clean = _FORBIDDEN.sub("", value)
    return f"'{clean}" if clean.lstrip(" \u3000\n").startswith(_FORMULA) else clean


def _plain_attributes(row: Mapping[str, Value], *ends: str) -> dict[str, str | int | float]:
    given = ((name, value) for name, value in row.items() if name not in ends and value is not None)
    return {name: _FORBIDDEN.sub("", value) if isinstance(value, str) else value for name, value in given}


def _record_id(iri: Value) -> str:
    return str(iri).removeprefix(PREFIXES["id"])


def _short(iri: str) -> str:
    for prefix, start in PREFIXES.items():
        local = iri.removeprefix(start)
        if local != iri and re.fullmatch(r"[A-Za-z][\w-]*", local):
            return f"{prefix}:{local}"
    return iri


def _name(term: object) -> str:
    assert isinstance(term, ox.NamedNode)  # the graphs made here hold no blank nodes
    return _short(term.value)


def _json_value(term: object) -> object:
    if not isinstance(term, ox.Literal):
        return {"@id": _name(term)}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    kind = _short(term.datatype.value)
    return plain(term) if kind in _NATIVE else {"@value": term.value, "@type": kind}


def _triples(triples: str) -> list[ox.Triple]:
    return [ox.Triple(quad.subject, quad.predicate, quad.object) for quad in _quads(triples)]


def _quads(triples: str) -> list[ox.Quad]:
    return list(ox.parse(triples.encode("utf-8"), format=ox.RdfFormat.N_QUADS))


def _store(triples: str) -> ox.Store:
    store = ox.Store()
    store.bulk_extend(_quads(triples))
    return store


def _sorted_prefixes(written: bytes | None) -> bytes:
    lines = (written or b"").splitlines(keepends=True)
    count = sum(line.startswith(b"@prefix ") for line in lines)  # they come first, in an order of chance
    return b"".join([*sorted(lines[:count]), *lines[count:]])


WRITERS: Mapping[str, Callable[[str], bytes]] = {
    ".ttl": to_turtle,
    ".nq": to_nquads,
    ".trig": to_trig,
    ".jsonld": to_jsonld,
    ".graphml": to_graphml,
    ".csv": to_csv,
}
