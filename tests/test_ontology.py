"""The ontology as a file that others open: every term explained, nothing imported, and a graph that keeps to it."""

from __future__ import annotations

import re
from collections import defaultdict
from importlib import resources
from itertools import combinations
from pathlib import Path

import owlrl
import pytest
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, SKOS, XSD

from graph.build import build_graph, iri, load_ontology, load_terms
from graph.evidence import OA
from graph.library import Library
from graph.store import library_triples
from graph.vocabulary import PREFIXES, Z
from ingest import ingest_bytes
from tests.plans import load_documents, load_text

ONTOLOGY = URIRef("urn:zeren:ontology")
KINDS = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.NamedIndividual}
STANDARD = (str(OWL), str(RDF), str(RDFS), str(XSD))


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return load_ontology()


@pytest.fixture(scope="module")
def whole(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The graph of the seeds, with the ontology."""
    library = Library.open(tmp_path_factory.mktemp("whole"))
    for path in sorted(seeds.iterdir()):
        ingest_bytes(path.read_bytes(), path.name, library)
    return Graph().parse(data=library_triples(library), format="ox-nt") + load_ontology()


def own_terms(ontology: Graph) -> set[URIRef]:
    return set(ontology.subjects(RDFS.isDefinedBy, ONTOLOGY))


def test_a_misspelt_term_is_an_error():
    with pytest.raises(AttributeError, match="not in namespace"):
        _ = Z.Taks


def test_the_vocabulary_is_the_ontology(ontology: Graph):
    known = {PREFIXES["z"] + name for name in Z.__annotations__ if not name.startswith("_")}
    assert {str(term) for term in own_terms(ontology)} == known


def test_every_term_is_labelled_and_explained_in_both_languages(ontology: Graph):
    for term in {*own_terms(ontology), ONTOLOGY}:
        for predicate in (RDFS.label, RDFS.comment):
            languages = sorted(str(value.language) for value in ontology.objects(term, predicate))
            assert languages == ["en", "zh"], term


def test_nothing_has_to_be_fetched_and_the_version_is_named(ontology: Graph):
    assert not set(ontology.subject_objects(OWL.imports))
    assert ontology.value(ONTOLOGY, OWL.versionIRI) == URIRef(f"{ONTOLOGY}:{ontology.value(ONTOLOGY, OWL.versionInfo)}")


def test_every_term_of_another_vocabulary_is_declared(ontology: Graph, whole: Graph):
    """Each has one kind, says where it comes from, and is labelled: what Protégé needs to show it typed."""
    used = {node for triple in whole for node in (triple[1], triple[2] if triple[1] == RDF.type else triple[1])}
    used |= {node for triple in ontology for node in triple if isinstance(node, URIRef)}
    foreign = {
        node
        for node in used
        if isinstance(node, URIRef)
        and any(str(node).startswith(start) for start in PREFIXES.values())
        and not str(node).startswith((*STANDARD, "urn:zeren:"))
    }
    foreign -= set(ontology.objects(predicate=RDFS.isDefinedBy))  # the vocabularies themselves
    assert len(foreign) > 50
    for term in foreign:
        assert len(KINDS & set(ontology.objects(term, RDF.type))) == 1, term
        assert ontology.value(term, RDFS.isDefinedBy), term
        assert sorted(str(label.language) for label in ontology.objects(term, RDFS.label)) == ["en", "zh"], term


def test_no_term_is_of_two_kinds(ontology: Graph):
    """OWL 2 DL: a property holds nodes, values or notes, a class is no individual."""
    for term in set(ontology.subjects(RDF.type)):
        assert len(KINDS & set(ontology.objects(term, RDF.type))) <= 1, term


def test_properties_are_used_as_they_are_declared(whole: Graph):
    for prop in set(whole.subjects(RDF.type, OWL.ObjectProperty)):
        assert not any(isinstance(value, Literal) for value in whole.objects(predicate=prop)), prop
    for prop in set(whole.subjects(RDF.type, OWL.DatatypeProperty)):
        assert all(isinstance(value, Literal) for value in whole.objects(predicate=prop)), prop
        kinds = {value.datatype or XSD.string for value in whole.objects(predicate=prop)}
        told = whole.value(prop, RDFS.range)
        assert told is None or kinds <= {told} or (told, kinds) == (XSD.nonNegativeInteger, {XSD.integer}), prop


def test_functional_properties_have_one_value(whole: Graph):
    functional = set(whole.subjects(RDF.type, OWL.FunctionalProperty))
    assert len(functional) > 40
    for prop in functional:
        values = defaultdict(set)
        for subject, value in whole.subject_objects(prop):
            values[subject].add(value)
        assert all(len(found) == 1 for found in values.values()), prop


def test_nothing_in_the_seeds_is_two_things_that_cannot_be_one(whole: Graph):
    """Types follow from superclasses, domains and ranges; no node has two that are declared disjoint."""
    types = inferred_types(whole)
    disjoint = disjoint_classes(whole)
    assert len(disjoint) > 80
    for node, kinds in types.items():
        clash = [pair for pair in combinations(sorted(kinds), 2) if frozenset(pair) in disjoint]
        assert not clash, (node, clash)


def test_the_check_of_disjointness_finds_what_is_wrong(whole: Graph):
    task = min(whole.subjects(RDF.type, Z.Task))
    wrong = whole + Graph().add((task, Z.leads, task))  # a task that leads is a unit
    kinds = inferred_types(wrong)[task]
    assert frozenset((Z.Fact, Z.Unit)) in disjoint_classes(wrong)
    assert {Z.Fact, Z.Unit} <= kinds


def test_a_reasoner_finds_no_contradiction_in_a_plan(ontology: Graph):
    graph = build_graph(load_documents()[0], load_text("plan-a.txt")) + ontology
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    errors = set(graph.objects(predicate=URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")))
    assert not errors
    lead = graph.value(predicate=Z.role, object=Z.Lead)
    assert (lead, RDF.type, Z.Leading) in graph  # by the role in effect
    assert (lead, RDF.type, Z.Fact) in graph


def test_a_shortcut_follows_from_its_chain(ontology: Graph):
    """unit⁻¹ · a loop on assignments of one role · task: read from the file, followed by hand in a plan's graph."""
    graph = build_graph(load_documents()[0], load_text("plan-a.txt"))
    for shortcut in (Z.leads, Z.supports, Z.answersFor, Z.supervises):
        [chain] = ontology.objects(shortcut, OWL.propertyChainAxiom)
        back, loop, forth = Collection(ontology, chain)
        assert (ontology.value(back, OWL.inverseOf), forth) == (Z.unit, Z.task)
        role = role_of_loop(ontology, loop)
        followed = {
            (graph.value(each, Z.unit), task)
            for each in graph.subjects(Z.role, role)
            for task in graph.objects(each, Z.task)
        }
        assert set(graph.subject_objects(shortcut)) == followed != set()


def role_of_loop(ontology: Graph, loop: object) -> object:
    """The role of the class whose members a reflexive property holds."""
    [restriction] = (one for one in ontology.subjects(OWL.onProperty, loop) if (one, OWL.hasSelf, None) in ontology)
    kind = ontology.value(predicate=OWL.equivalentClass, object=restriction)
    same = ontology.objects(kind, OWL.equivalentClass)
    [members] = (found for one in same for found in ontology.objects(one, OWL.intersectionOf))
    return next(ontology.value(part, OWL.hasValue) for part in Collection(ontology, members) if isinstance(part, BNode))


def test_the_store_holds_the_terms_without_blank_nodes(ontology: Graph):
    terms = load_terms()
    assert own_terms(terms) == own_terms(ontology)
    assert not any(isinstance(node, BNode) for node in terms.all_nodes())
    assert {str(label.language) for label in terms.objects(Z.Lead, SKOS.prefLabel)} == {"zh", "en"}
    assert iri("task-1") != iri("task-2")


def test_the_file_declares_the_prefixes_of_the_program():
    source = resources.files("graph").joinpath("ontology", "ontology.ttl").read_text("utf-8")
    for name, namespace in re.findall(r"@prefix (\w+): <([^>]+)>", source):
        assert {**PREFIXES, "owl": str(OWL)}[name] == namespace
    assert PREFIXES["oa"] == str(OA.Annotation).removesuffix("Annotation")


def inferred_types(graph: Graph) -> dict[object, set[object]]:
    above = {kind: set(graph.transitive_objects(kind, RDFS.subClassOf)) for kind in graph.subjects(RDF.type, OWL.Class)}
    types: dict[object, set[object]] = defaultdict(set)
    for node, kind in graph.subject_objects(RDF.type):
        types[node] |= above.get(kind, set())
    for prop in set(graph.subjects(RDF.type, OWL.ObjectProperty)) | set(graph.subjects(RDF.type, OWL.DatatypeProperty)):
        domain, reach = graph.value(prop, RDFS.domain), graph.value(prop, RDFS.range)
        for subject, value in graph.subject_objects(prop):
            types[subject] |= above.get(domain, set()) if isinstance(domain, URIRef) else set()
            types[value] |= above.get(reach, set()) if isinstance(value, URIRef) else set()
    return {node: {kind for kind in kinds if isinstance(kind, URIRef)} for node, kinds in types.items()}


def disjoint_classes(graph: Graph) -> set[frozenset[object]]:
    """The pairs that are declared disjoint, with what is below them."""
    told = {frozenset(pair) for pair in graph.subject_objects(OWL.disjointWith)}
    for axiom in graph.subjects(RDF.type, OWL.AllDisjointClasses):
        members = Collection(graph, graph.value(axiom, OWL.members))
        told |= {frozenset(pair) for pair in combinations(members, 2)}
    below = defaultdict(set)
    for kind in set(graph.subjects(RDF.type, OWL.Class)):
        for above in graph.transitive_objects(kind, RDFS.subClassOf):
            below[above].add(kind)
    return told | {
        frozenset((a, b)) for one, other in map(tuple, told) for a in below[one] | {one} for b in below[other] | {other}
    }
