"""Evidence as Web Annotations: which words of which source text a fact rests on, by position and by quote."""

from __future__ import annotations

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDF, DefinedNamespace

from extract.records import content_id
from graph.unfold import Convention, Deadline, Statement, Target
from graph.vocabulary import ID, PREFIXES, Z

AROUND = 16  # characters before and after a quote, by which it is found again in a changed text


class OA(DefinedNamespace):
    """The terms of the Web Annotation vocabulary that are used here."""

    # ruff: noqa: N815 - terms are written as they stand in the vocabulary
    _fail = True
    _NS = Namespace(PREFIXES["oa"])

    Annotation: URIRef
    SpecificResource: URIRef
    TextPositionSelector: URIRef
    TextQuoteSelector: URIRef
    hasBody: URIRef
    hasTarget: URIRef
    hasSource: URIRef
    hasSelector: URIRef
    start: URIRef
    end: URIRef
    exact: URIRef
    prefix: URIRef
    suffix: URIRef


def add_evidence(
    graph: Graph, source: URIRef, fact: URIRef, row: Statement | Deadline | Target | Convention, text: str | None
) -> None:
    """Add the annotation of one fact; facts that rest on the same words share it."""
    name = content_id("evidence", source, row.start, row.stop)
    evidence, place, position, quote = (ID[name + part] for part in ("", "-place", "-position", "-quote"))
    graph.add((fact, Z.evidence, evidence))
    for kind in (Z.Evidence, OA.Annotation):
        graph.add((evidence, RDF.type, kind))
    graph.add((evidence, OA.hasBody, fact))
    graph.add((evidence, OA.hasTarget, place))
    graph.add((place, RDF.type, OA.SpecificResource))
    graph.add((place, OA.hasSource, source))
    graph.add((place, OA.hasSelector, position))
    graph.add((place, OA.hasSelector, quote))
    graph.add((position, RDF.type, OA.TextPositionSelector))
    graph.add((position, OA.start, Literal(row.start)))
    graph.add((position, OA.end, Literal(row.stop)))
    graph.add((quote, RDF.type, OA.TextQuoteSelector))
    graph.add((quote, OA.exact, Literal(row.quote)))
    if text is not None:
        graph.add((quote, OA.prefix, Literal(text[max(0, row.start - AROUND) : row.start])))
        graph.add((quote, OA.suffix, Literal(text[row.stop : row.stop + AROUND])))
