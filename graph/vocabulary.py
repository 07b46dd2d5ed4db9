"""The vocabulary of the graph: every term of ontology.ttl, and nothing else; a misspelt term is an error."""

from __future__ import annotations

from rdflib import Namespace, URIRef
from rdflib.namespace import DefinedNamespace

ID = Namespace("urn:zeren:")

PREFIXES = {
    "z": "urn:zeren:ontology#",
    "id": "urn:zeren:",
    "dct": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "odrl": "http://www.w3.org/ns/odrl/2/",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


class Z(DefinedNamespace):
    """The terms; their meaning stands in ontology.ttl."""

    # ruff: noqa: N815 - terms are written as they stand in the ontology
    _fail = True
    _NS = Namespace(PREFIXES["z"])

    Plan: URIRef
    Fact: URIRef
    Task: URIRef
    Statement: URIRef
    Assignment: URIRef
    Leading: URIRef
    Supporting: URIRef
    Answering: URIRef
    Overseeing: URIRef
    Unit: URIRef
    UnitGroup: URIRef
    Jurisdiction: URIRef
    Deadline: URIRef
    Target: URIRef
    Sector: URIRef
    Function: URIRef
    Change: URIRef
    NamedBody: URIRef
    Expansion: URIRef
    Convention: URIRef
    Person: URIRef
    Decision: URIRef
    UnitDecision: URIRef
    Verdict: URIRef
    Correction: URIRef
    Evidence: URIRef
    SourceText: URIRef
    Library: URIRef
    Extraction: URIRef
    Role: URIRef
    Standing: URIRef

    Roles: URIRef
    Standings: URIRef
    Functions: URIRef
    Lead: URIRef
    Cooperating: URIRef
    Responsible: URIRef
    Supervising: URIRef
    Written: URIRef
    Implied: URIRef
    Corrected: URIRef

    plan: URIRef
    task: URIRef
    statement: URIRef
    unit: URIRef
    role: URIRef
    writtenRole: URIRef
    readAs: URIRef
    standing: URIRef
    correction: URIRef
    convention: URIRef
    jurisdiction: URIRef
    sector: URIRef
    function: URIRef
    certainty: URIRef
    evidence: URIRef
    person: URIRef
    post: URIRef
    judged: URIRef
    comparedWith: URIRef
    undoes: URIRef
    undoneBy: URIRef
    leads: URIRef
    supports: URIRef
    answersFor: URIRef
    supervises: URIRef
    isLeading: URIRef
    isSupporting: URIRef
    isAnswering: URIRef
    isOverseeing: URIRef
    doc: URIRef
    stamp: URIRef
    sha256: URIRef
    year: URIRef
    issuer: URIRef
    genre: URIRef
    cites: URIRef
    access: URIRef
    accessWords: URIRef
    number: URIRef
    section: URIRef
    words: URIRef
    start: URIRef
    end: URIRef
    kind: URIRef
    quote: URIRef
    scopeStart: URIRef
    scopeEnd: URIRef
    scopeWords: URIRef
    qualifier: URIRef
    openRole: URIRef
    rule: URIRef
    order: URIRef
    surface: URIRef
    judgement: URIRef
    judgedName: URIRef
    comparedName: URIRef
    finding: URIRef
    holdsAs: URIRef
    taskTitle: URIRef
    check: URIRef
    note: URIRef
    force: URIRef
    canonical: URIRef
    collective: URIRef
    firstDay: URIRef
    lastDay: URIRef
    rrule: URIRef
    indicator: URIRef
    comparison: URIRef
    value: URIRef
    measure: URIRef
    region: URIRef
    page: URIRef
    box: URIRef
    paragraph: URIRef
    table: URIRef
    sheet: URIRef
    cell: URIRef
    format: URIRef
    recognised: URIRef
    confidence: URIRef
    convertedFrom: URIRef
