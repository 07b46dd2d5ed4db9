"""Evidence as Web Annotations: which words of which source text a fact rests on, by position and by quote.

Where the file has pages, paragraphs or cells, the place in it is said too; box and confidence are as the reader gave
them.
"""

from __future__ import annotations

from decimal import Decimal

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDF, RDFS, DefinedNamespace

from extract.records import content_id
from graph.unfold import Convention, Deadline, Statement, Target
from graph.vocabulary import ID, PREFIXES, Z
from graph.whereabouts import Where, in_words

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
    if row.place is not None:
        _add_whereabouts(graph, place, row.place)
    graph.add((position, RDF.type, OA.TextPositionSelector))
    graph.add((position, OA.start, Literal(row.start)))
    graph.add((position, OA.end, Literal(row.stop)))
    graph.add((quote, RDF.type, OA.TextQuoteSelector))
    graph.add((quote, OA.exact, Literal(row.quote)))
    if text is not None:
        graph.add((quote, OA.prefix, Literal(text[max(0, row.start - AROUND) : row.start])))
        graph.add((quote, OA.suffix, Literal(text[row.stop : row.stop + AROUND])))


def _add_whereabouts(graph: Graph, place: URIRef, where: Where) -> None:
    counted = {Z.page: where.page, Z.paragraph: where.paragraph, Z.table: where.table}
    named = {Z.sheet: where.sheet, Z.cell: where.cell, Z.box: where.box and ",".join(f"{side:g}" for side in where.box)}
    for term, value in {**counted, **named}.items():
        if value is not None:
            graph.add((place, term, Literal(value)))
    if where.confidence is not None:
        graph.add((place, Z.confidence, decimal(where.confidence)))
    for language, english in (("zh", False), ("en", True)):
        if said := in_words(where, english=english):
            graph.add((place, RDFS.label, Literal(said, lang=language)))


def decimal(value: float) -> Literal:
    """A share between 0 and 1 with the four digits that a measurement of it is worth."""
    return Literal(Decimal(f"{value:.4f}"))
