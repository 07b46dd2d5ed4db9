"""Changes of bodies and lines of work in the graph: what is published, and the query by line of work."""

from __future__ import annotations

import dataclasses
from importlib import resources

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import ORG, PROV, RDF, SKOS

from graph.build import function_scheme, iri
from graph.events import by_province, event_graph, event_lines, find_events
from graph.functions import load_functions
from graph.gate import InvalidGraphError
from graph.library import Library
from graph.linking import gather
from graph.store import open_store
from graph.vocabulary import ID, PREFIXES, Z
from ingest import ingest_bytes
from tests.lineages import document, lineage

PLAN = """运城市{year}年工作要点

一、重点任务

1.治理污染。完成改造。（牵头单位：{lead}；配合单位：市教育局）
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    library = Library.open(tmp_path_factory.mktemp("events"))
    for year, lead in ((2016, "市环保局"), (2021, "市生态环境局")):
        ingest_bytes(PLAN.format(year=year, lead=lead).encode("utf-8"), f"{year}.txt", library)
    return library


def events(**named: str) -> Graph:
    return event_graph(find_events(lineage("朔州市", **named)))


def words(graph: Graph, query: str) -> list[tuple[str, ...]]:
    return sorted(tuple(str(value) for value in row) for row in graph.query(query, initNs=PREFIXES))


def test_a_merger_is_one_event_with_all_that_went_into_it():
    graph = events(a2016="市工商局 市质监局", b2021="市市场监管局")
    found = words(
        graph,
        """SELECT ?label ?certainty ?from ?to WHERE {
            ?e a org:ChangeEvent ; skos:prefLabel ?label ; z:certainty ?certainty ;
            time:hasBeginning/time:inXSDDate ?from ; time:hasEnd/time:inXSDDate ?to . FILTER (LANG(?label) = "zh") }""",
    )
    former = "朔州市工商行政管理局、朔州市质量技术监督局、朔州市食品药品监督管理局"
    assert len(found) == 1
    assert found[0][1:] == ("held", "2018-10-01", "2019-03-31")
    assert all(name in found[0][0] for name in former.split("、"))


def test_a_body_that_no_document_names_is_no_unit():
    graph = events(a2016="市环保局")
    [named] = graph.subjects(RDF.type, Z.NamedBody)
    assert (named, RDF.type, Z.Unit) not in graph
    assert [str(label) for label in graph.objects(named, SKOS.prefLabel)] == ["朔州市生态环境局"]
    assert [str(one) for one in graph.objects(predicate=Z.certainty)] == ["usual"]


@pytest.mark.parametrize(
    ("named", "usual"),
    [
        ({"a2016": "市环保局", "b2021": "市生态环境局"}, False),
        ({"b2021": "市生态环境局"}, True),
        ({"a2016": "市环保局"}, True),
    ],
)
def test_what_no_document_shows_is_told_as_usual(named: dict[str, str], usual: bool):
    graph = events(**named)
    (event,) = set(graph.subjects(RDF.type, ORG.ChangeEvent))
    labels = " ".join(str(label) for label in graph.objects(event, SKOS.prefLabel))
    assert ("通常" in labels and "usual" in labels) == usual
    assert (str(graph.value(event, Z.certainty)) == "usual") == usual


def test_every_event_says_that_it_comes_from_the_table():
    graph = events(a2016="市环保局 市国税局 市扶贫办", b2023="市医保局")
    changes = set(graph.subjects(RDF.type, Z.Change))
    assert len(changes) >= 4
    assert all((change, PROV.used, ID.reforms) in graph for change in changes)
    founded = [change for change in changes if not list(graph.objects(change, ORG.originalOrganization))]
    assert len(founded) == 1


def test_the_same_units_give_the_same_events_in_any_order():
    one = event_lines(lineage("朔州市", a2016="市环保局 市工商局", b2021="市生态环境局"))
    other = event_lines(lineage("朔州市", b2021="市生态环境局", a2016="市工商局 市环保局"))
    assert one == other != ""


def test_without_units_there_are_no_events():
    assert event_lines(lineage("朔州市")) == ""


def test_the_library_publishes_its_changes(library: Library):
    rows = open_store(library).query(
        """SELECT ?old ?new WHERE { ?e a org:ChangeEvent ; org:originalOrganization/z:canonical ?old ;
            org:resultingOrganization/z:canonical ?new }"""
    )
    assert rows == [{"old": "运城市环境保护局", "new": "运城市生态环境局"}]


def test_units_are_found_by_their_line_of_work_under_any_name(library: Library):
    query = resources.files("graph").joinpath("ontology", "queries", "units-by-function.rq").read_text("utf-8")
    rows = [(row["label"], row["area"], row["name"]) for row in open_store(library).query(query)]
    assert rows == [
        ("教育", "山西省运城市", "运城市教育局"),
        ("生态环境", "山西省运城市", "运城市环境保护局"),
        ("生态环境", "山西省运城市", "运城市生态环境局"),
    ]


def test_the_scheme_holds_every_line_of_work():
    scheme = function_scheme(load_functions().values())
    assert len(set(scheme.subjects(RDF.type, Z.Function))) == len(load_functions())
    tops = {node for node, _ in scheme.subject_objects(SKOS.topConceptOf)}
    for node in scheme.subjects(RDF.type, Z.Function):
        assert isinstance(node, URIRef)
        assert (node in tops) != ((node, SKOS.broader, None) in scheme)
    assert (iri("function-traffic-police"), SKOS.broader, iri("function-police")) in scheme


def test_an_event_that_breaks_the_shapes_is_left_out_alone(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    line = lineage("朔州市", a2016="市环保局 市工商局", b2021="市生态环境局 市市场监管局")
    plain = find_events(line)
    broken = [dataclasses.replace(event, former=()) if event.change.kind == "renamed" else event for event in plain]
    monkeypatch.setattr("graph.events.find_events", lambda _: tuple(broken))
    monkeypatch.setattr("graph.events.check_graph", refuse_without_former)
    lines = event_lines(line)
    assert "2018.market" in lines
    assert "2018.environment" not in lines
    assert "机构改革" in caplog.text


def refuse_without_former(graph: Graph, name: str) -> None:
    if any(not list(graph.objects(one, ORG.originalOrganization)) for one in graph.subjects(RDF.type, Z.Change)):
        raise InvalidGraphError(name, ())


def test_bodies_of_records_without_places_are_of_the_province_that_their_names_begin_with():
    bodies = gather([document("a", "朔州市", ["市教育局"])]).values()
    old = [dataclasses.replace(body, place=None) for body in bodies]
    assert list(by_province(old)) == list(by_province(bodies)) == ["山西省"]
