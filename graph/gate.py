"""The gate: SHACL on the graph of one document; what fails is not published."""

from __future__ import annotations

import functools
import logging
from dataclasses import dataclass
from importlib import resources

from rdflib import Graph, Literal
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from graph.errors import GraphError

_SHOWN = 5
_TARGETS = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.targetNode)
logging.getLogger("rdflib.term").setLevel(logging.ERROR)  # a wrong date is a finding here, no warning with a trace


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What is wrong with one node, in both languages; ``path`` is the property, where one is at fault."""

    node: str
    path: str | None
    value: str | None
    chinese: str
    english: str


class InvalidGraphError(GraphError, ValueError):
    """A graph that breaks the shapes; ``findings`` holds every break."""

    def __init__(self, doc: str, findings: tuple[Finding, ...]) -> None:
        lines = "\n".join(f"  {found.chinese}（{found.node}）" for found in findings[:_SHOWN])
        more = f"\n  另有 {len(findings) - _SHOWN} 处" if len(findings) > _SHOWN else ""
        super().__init__(f"{doc}：图谱未通过校验，未发布。\n{lines}{more}")
        self.doc, self.findings = doc, findings


def check_graph(graph: Graph, doc: str) -> None:
    """Return if the graph keeps every shape.

    Raises:
        InvalidGraphError: with all findings, in a stable order.
    """
    import pyshacl  # noqa: PLC0415 - a third of a second that only publishing needs, not a page that reads

    conforms, report, _ = pyshacl.validate(graph, shacl_graph=_apart(), inplace=True, do_owl_imports=False)
    if not conforms:
        assert isinstance(report, Graph)
        raise InvalidGraphError(doc, _findings(report))


@functools.cache
def load_shapes() -> Graph:
    """The shapes of shapes.ttl."""
    source = resources.files("graph").joinpath("ontology", "shapes.ttl").read_text("utf-8")
    return Graph(bind_namespaces="none").parse(data=source, format="turtle")


@functools.cache
def _apart() -> Graph:
    """The same shapes with targets of their own for all properties.

    A shape of a property with the targets of the shape that it stands in finds the same. pySHACL then looks at one
    property of all nodes at once, instead of reading the shape again for every node, and needs half the time.
    """
    apart = Graph(bind_namespaces="none")
    apart += load_shapes()
    for shape in list(apart.subjects(RDF.type, SH.NodeShape)):
        targets = [(one, value) for one in _TARGETS for value in apart.objects(shape, one)]
        for found in list(apart.objects(shape, SH.property)) if targets else ():
            apart.remove((shape, SH.property, found))
            for one, value in targets:
                apart.add((found, one, value))
    return apart


def _findings(report: Graph) -> tuple[Finding, ...]:
    results = (_finding(report, result) for result in report.subjects(RDF.type, SH.ValidationResult))
    return tuple(sorted(results, key=lambda found: (found.node, found.chinese, found.value or "")))


def _finding(report: Graph, result: Node) -> Finding:
    # pySHACL drops the language of the messages of SPARQL constraints: the shapes know it
    messages = {_language(str(message)): str(message) for message in report.objects(result, SH.resultMessage)}
    path, value = report.value(result, SH.resultPath), report.value(result, SH.value)
    return Finding(
        node=str(report.value(result, SH.focusNode)),
        path=None if path is None else str(path),
        value=None if value is None else str(value),
        chinese=messages.get("zh", ""),
        english=messages.get("en", ""),
    )


@functools.cache
def _language(message: str) -> str | None:
    stated = (found for found in load_shapes().objects(predicate=SH.message) if str(found) == message)
    return next((found.language for found in stated if isinstance(found, Literal)), None)
