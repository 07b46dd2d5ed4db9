"""Records → RDF: one graph a document, every node with an IRI, so that equal records give equal triples.

The vocabulary is :class:`~graph.vocabulary.Z` on ORG, PROV-O, SKOS, OWL-Time, Web Annotation and Dublin Core. Words
from documents only ever become literals; ids are percent-encoded before they become part of an IRI.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from decimal import Decimal
from importlib import resources
from urllib.parse import quote

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, ORG, PROV, RDF, RDFS, SKOS, TIME, XSD
from rdflib.term import Node

from extract.naming.names import resolve_unit
from extract.naming.places import Place, place_called, split_place
from extract.records import Document, Naming, content_id
from graph import unfold as flat
from graph.evidence import add_evidence, decimal
from graph.functions import Concept, functions_of, load_functions
from graph.memberships import add_members
from graph.people import NamedPerson, unfold_people
from graph.vocabulary import ID, Z

ROLES = {
    "lead": (Z.Lead, Z.leads),
    "cooperating": (Z.Cooperating, Z.supports),
    "responsible": (Z.Responsible, Z.answersFor),
    "supervising": (Z.Supervising, Z.supervises),
}
STANDINGS = {"written": Z.Written, "implied": Z.Implied, "corrected": Z.Corrected}
_DAYS = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}


def build_graph(document: Document, text: str | None = None) -> Graph:
    """The graph of one document; with the analysed text it also holds the clauses' words and what surrounds quotes."""
    rows = flat.unfold(document, text)
    graph = Graph(bind_namespaces="none")
    plan = iri(rows.plan.id)
    _add_plan(graph, plan, rows.plan, document)
    for task in rows.tasks:
        _add_task(graph, plan, task)
    for sector in rows.sectors:
        _add_sector(graph, sector)
    conventions = {convention.start: iri(convention.id) for convention in rows.conventions}
    for statement in rows.statements:
        _add_statement(graph, plan, statement)
    namings = {naming.unit_id: naming for naming in document.names}
    for duty in rows.duties:
        _add_assignment(graph, duty, _seat(duty, namings.get(duty.unit), rows.plan.jurisdiction))
        _add_functions(graph, duty, namings.get(duty.unit))
        if duty.collective:
            named = namings.get(duty.unit)
            seat = named.place if named else rows.plan.jurisdiction
            add_members(graph, iri(duty.unit), duty.canonical, seat, rows.plan.year)
        if duty.rule_start in conventions:  # else a heading gives it
            graph.add((iri(duty.id), Z.convention, conventions[duty.rule_start]))
    for person in unfold_people(document):
        _add_person(graph, document, person)
    for deadline in rows.deadlines:
        _add_deadline(graph, plan, deadline, implied=deadline.position >= flat.written_deadlines(document))
    for target in rows.targets:
        _add_target(graph, plan, target)
    for convention in rows.conventions:
        _add_convention(graph, plan, convention)
    facts: list[flat.Statement | flat.Deadline | flat.Target | flat.Convention]
    facts = [*rows.statements, *rows.deadlines, *rows.targets, *rows.conventions]
    for fact in facts:
        add_evidence(graph, _source(document), iri(fact.id), fact, text or document.analysed_text)
    for triple in load_concepts():
        graph.add(triple)
    return graph


def iri(record_id: str) -> URIRef:
    """The IRI of a record's id.

    >>> str(iri("sector-清洁取暖"))
    'urn:zeren:sector-%E6%B8%85%E6%B4%81%E5%8F%96%E6%9A%96'
    """
    return ID[quote(record_id, safe="-._~")]


@functools.cache
def load_ontology() -> Graph:
    """The ontology."""
    source = resources.files("graph").joinpath("ontology", "ontology.ttl").read_text("utf-8")
    return Graph(bind_namespaces="none").parse(data=source, format="turtle")


def load_terms() -> Graph:
    """What the ontology says of each term, without the axioms that need blank nodes: those stand in the file alone."""
    named = Graph(bind_namespaces="none")
    for triple in load_ontology():
        if not any(isinstance(node, BNode) for node in triple):
            named.add(triple)
    return named


@functools.cache
def load_concepts() -> tuple[tuple[Node, Node, Node], ...]:
    """The triples of the roles and standings, which each graph carries so that it can be read alone."""
    ontology = load_ontology()
    members = {*ontology.subjects(SKOS.inScheme), *ontology.objects(predicate=SKOS.inScheme)}
    kept = (SKOS.inScheme, SKOS.notation, SKOS.prefLabel, RDF.type)
    return tuple(sorted(found for found in ontology if found[0] in members and found[1] in kept))


def _add(graph: Graph, subject: URIRef, values: dict[URIRef, Node | str | int | bool | None]) -> None:
    for predicate, value in values.items():
        if value is not None:
            graph.add((subject, predicate, value if isinstance(value, Node) else Literal(value)))


def _source(document: Document) -> URIRef:
    return iri(content_id("source", document.text_sha256))


def _add_plan(graph: Graph, plan: URIRef, row: flat.Plan, document: Document) -> None:
    source, run = _source(document), iri(content_id("extraction", document.text_sha256))
    day = row.issued
    _add(graph, plan, {
        RDF.type: Z.Plan, DCTERMS.title: row.title, Z.doc: row.doc, DCTERMS.identifier: row.number,
        DCTERMS.issued: Literal(day, datatype=_DAYS.get(len(day), XSD.string)) if day else None,
        Z.issuer: row.issuer, Z.genre: row.genre, Z.year: row.year, PROV.wasDerivedFrom: source,
        PROV.wasGeneratedBy: run, Z.jurisdiction: _add_jurisdiction(graph, row.jurisdiction),
        Z.access: row.access, Z.accessWords: row.access_quote,
    })  # fmt: skip
    for cited in document.meta.cites:
        graph.add((plan, Z.cites, Literal(cited)))
    _add(graph, source, {
        RDF.type: Z.SourceText, Z.doc: row.doc, Z.sha256: row.sha256, Z.format: row.format,
        Z.recognised: row.recognised, Z.convertedFrom: row.converted_from,
        Z.confidence: None if row.confidence is None else decimal(row.confidence),
    })  # fmt: skip
    _add(graph, run, {RDF.type: Z.Extraction, PROV.used: source, PROV.wasAssociatedWith: ID.software})
    _add(graph, ID.software, {RDF.type: PROV.SoftwareAgent, RDFS.label: "zeren"})


def _add_jurisdiction(graph: Graph, name: str | None) -> URIRef | None:
    if not name:
        return None
    place = place_called(name)
    if place is not None:
        return _add_place(graph, place)
    area = iri(content_id("place", name))
    _add(graph, area, {RDF.type: Z.Jurisdiction, RDFS.label: name})
    return area


def _add_place(graph: Graph, place: Place) -> URIRef:
    area = iri(f"place-{place.code}")
    above = _add_place(graph, place.parent) if place.parent else None
    _add(graph, area, {RDF.type: Z.Jurisdiction, RDFS.label: place.full_name, DCTERMS.isPartOf: above,
                       DCTERMS.identifier: place.code})  # fmt: skip
    return area


def _add_task(graph: Graph, plan: URIRef, row: flat.Task) -> None:
    _add(graph, iri(row.id), {
        RDF.type: Z.Task, Z.plan: plan, DCTERMS.title: row.title, Z.number: row.number, Z.section: row.section or None,
        Z.start: row.start, Z.end: row.stop, Z.words: row.words,
    })  # fmt: skip


def _add_sector(graph: Graph, row: flat.Sector) -> None:
    sector = iri(f"sector-{row.id}")
    theme = iri(f"theme-{row.theme}") if row.theme else None
    _add(graph, sector, {RDF.type: Z.Sector, SKOS.prefLabel: row.label, SKOS.notation: row.id, SKOS.broader: theme})
    if theme is not None:
        _add(graph, theme, {RDF.type: SKOS.Concept, SKOS.prefLabel: row.theme})
    graph.add((iri(row.task), Z.sector, sector))


def _add_statement(graph: Graph, plan: URIRef, row: flat.Statement) -> None:
    statement = iri(row.id)
    _add(graph, statement, {
        RDF.type: Z.Statement, Z.plan: plan, Z.task: iri(row.task) if row.task else None, Z.kind: row.kind,
        Z.quote: row.quote, Z.start: row.start, Z.end: row.stop, Z.scopeStart: row.scope_start,
        Z.scopeEnd: row.scope_stop, Z.scopeWords: row.scope_words, Z.qualifier: row.qualifier,
    })  # fmt: skip
    for role in row.open_roles.split():
        graph.add((statement, Z.openRole, ROLES[role][0]))


def _seat(row: flat.Duty, naming: Naming | None, jurisdiction: str | None) -> Place | None:
    """The unit's own place: the one that its name was read in, of a record without namings by its full name."""
    if naming is None or not naming.rule:
        return unit_place(row.canonical, jurisdiction)
    return place_called(naming.place) if naming.place else None


def _add_assignment(graph: Graph, row: flat.Duty, place: Place | None) -> None:
    unit = iri(row.unit)
    role, shortcut = ROLES[row.role]
    _add(graph, iri(row.id), {
        RDF.type: Z.Assignment, Z.statement: iri(row.statement), Z.task: iri(row.task) if row.task else None,
        Z.unit: unit, Z.role: role, Z.writtenRole: ROLES[row.written_role][0], Z.standing: STANDINGS[row.standing],
        Z.rule: row.rule, Z.order: row.position + 1, Z.surface: row.surface, Z.start: row.start, Z.end: row.stop,
    })  # fmt: skip
    _add_correction(graph, row)
    if row.task:
        graph.add((unit, shortcut, iri(row.task)))
    _add(graph, unit, {
        RDF.type: Z.UnitGroup if row.collective else Z.Unit, Z.canonical: row.canonical,
        SKOS.prefLabel: row.canonical, SKOS.altLabel: row.surface if row.surface != row.canonical else None,
        Z.collective: row.collective, Z.jurisdiction: _add_place(graph, place) if place else None,
    })  # fmt: skip
    for kind in (Z.Unit, ORG.Organization) if not row.collective else (Z.Unit,):
        graph.add((unit, RDF.type, kind))


def _add_functions(graph: Graph, row: flat.Duty, naming: Naming | None) -> None:
    """The lines of work of a unit, those of a record without namings by its full name."""
    known = naming or resolve_unit(row.canonical, place=None)
    for concept in functions_of(known):
        graph.add((iri(row.unit), Z.function, iri(f"function-{concept.id}")))
        _add_concept(graph, concept)


def _add_concept(graph: Graph, concept: Concept) -> None:
    """The concept as a document's graph needs it to be read alone; what it means stands in the scheme."""
    node = iri(f"function-{concept.id}")
    above = load_functions()[concept.broader] if concept.broader else None
    _add(graph, node, {
        RDF.type: Z.Function, SKOS.inScheme: Z.Functions, SKOS.notation: concept.id,
        SKOS.broader: iri(f"function-{above.id}") if above else None, SKOS.topConceptOf: None if above else Z.Functions,
    })  # fmt: skip
    graph.add((node, SKOS.prefLabel, Literal(concept.zh, lang="zh")))
    graph.add((node, SKOS.prefLabel, Literal(concept.en, lang="en")))
    if above:
        _add_concept(graph, above)


def function_scheme(concepts: Iterable[Concept]) -> Graph:
    """These lines of work with what they mean and the words for them."""
    graph = Graph(bind_namespaces="none")
    for concept in concepts:
        node = iri(f"function-{concept.id}")
        _add_concept(graph, concept)
        graph.add((node, SKOS.definition, Literal(concept.definition_zh, lang="zh")))
        graph.add((node, SKOS.definition, Literal(concept.definition_en, lang="en")))
        for name in concept.names:
            graph.add((node, SKOS.altLabel, Literal(name, lang="zh")))
    return graph


@functools.lru_cache(maxsize=20_000)
def unit_place(canonical: str, jurisdiction: str | None) -> Place | None:
    """The division whose name a unit's full name begins with, or None.

    >>> unit_place("大同市平城区城市管理局", "山西省大同市平城区").full_name
    '山西省大同市平城区'
    """
    return split_place(canonical, within=place_called(jurisdiction) if jurisdiction else None)[0]


def _add_person(graph: Graph, document: Document, row: NamedPerson) -> None:
    """The person of this document alone: one name in two plans may be two people."""
    person = iri(content_id("person", document.text_sha256, row.name))
    _add(graph, person, {RDF.type: Z.Person, RDFS.label: row.name, Z.post: row.title})
    graph.add((iri(row.statement), Z.person, person))


def _add_deadline(graph: Graph, plan: URIRef, row: flat.Deadline, *, implied: bool) -> None:
    first, last = _add_day(graph, row.first_day), _add_day(graph, row.last_day)
    standing = Z.Corrected if row.correction else Z.Implied if implied else Z.Written
    _add(graph, iri(row.id), {
        RDF.type: Z.Deadline, Z.plan: plan, Z.task: iri(row.task) if row.task else None,
        Z.statement: iri(row.statement) if row.statement else None, Z.words: row.quote, Z.kind: row.kind,
        Z.firstDay: _day(row.first_day), Z.lastDay: _day(row.last_day), Z.rrule: row.rrule, Z.start: row.start,
        Z.end: row.stop, Z.standing: standing, TIME.hasBeginning: first, TIME.hasEnd: last,
    })  # fmt: skip
    _add_correction(graph, row)


def _add_correction(graph: Graph, row: flat.Duty | flat.Deadline | flat.Target) -> None:
    """By which correction a fact holds, and what had been read; who made it stands with the decisions."""
    if row.correction is not None:
        graph.add((iri(row.id), Z.correction, iri(f"correction-{row.correction}")))
        if row.read is not None:
            graph.add((iri(row.id), Z.readAs, Literal(row.read)))


def _day(day: str | None) -> Literal | None:
    return Literal(day, datatype=XSD.date) if day else None


def _add_day(graph: Graph, day: str | None) -> URIRef | None:
    if not day or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", day):
        return None
    instant = iri(f"day-{day}")
    _add(graph, instant, {RDF.type: TIME.Instant, TIME.inXSDDate: _day(day)})
    return instant


def _add_target(graph: Graph, plan: URIRef, row: flat.Target) -> None:
    _add(graph, iri(row.id), {
        RDF.type: Z.Target, Z.plan: plan, Z.task: iri(row.task) if row.task else None,
        Z.statement: iri(row.statement) if row.statement else None, Z.words: row.quote, Z.indicator: row.indicator,
        Z.comparison: row.comparison, Z.value: Literal(_decimal(row.value), datatype=XSD.decimal),
        Z.measure: row.measure, Z.region: row.region, Z.start: row.start, Z.end: row.stop,
    })  # fmt: skip
    _add_correction(graph, row)


def _decimal(value: float) -> Decimal:
    return Decimal(int(value)) if value.is_integer() else Decimal(repr(value))


def _add_convention(graph: Graph, plan: URIRef, row: flat.Convention) -> None:
    _add(graph, iri(row.id), {
        RDF.type: Z.Convention, Z.plan: plan, Z.rule: row.rule, Z.quote: row.quote, Z.start: row.start,
        Z.end: row.stop,
    })  # fmt: skip
