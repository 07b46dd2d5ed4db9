"""Members of collectives in the graph: all are derived from the table of divisions, and a node of each says so."""

from __future__ import annotations

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, ORG, PROV, RDF, RDFS

from extract.records import content_id
from graph.members import members_of
from graph.vocabulary import ID, Z

DIVISIONS = ID.divisions
"""The table of divisions."""


def add_members(graph: Graph, unit: URIRef, words: str, place: str | None, year: int | None) -> None:
    """The bodies that a collective of the place stands for in that year; nothing where they cannot be listed."""
    members = members_of(words, place, year).members
    if not members:
        return
    expansion = ID[content_id("expansion", str(unit), str(year))]
    graph.add((expansion, RDF.type, Z.Expansion))
    graph.add((expansion, DCTERMS.subject, unit))
    graph.add((expansion, PROV.used, DIVISIONS))
    graph.add((expansion, Z.rule, Literal(members[0].because)))
    for member in members:
        body = ID[member.unit_id]
        graph.add((unit, ORG.hasMember, body))
        graph.add((body, RDF.type, ORG.Organization))
        graph.add((body, RDFS.label, Literal(member.canonical)))
