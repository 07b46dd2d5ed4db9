from __future__ import annotations

import dataclasses

import pytest
from rdflib import Graph, Literal
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, RDF, TIME, XSD

from extract.records import Document, Meta, SectorMention, Task
from graph.build import build_graph, load_concepts
from graph.evidence import OA
from graph.unfold import governing, plan_year
from graph.vocabulary import PREFIXES, Z
from tests.plans import load_documents, load_text, printed

SHORT = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())


def test_a_small_record_gives_exactly_this_graph():
    document = Document(
        doc="空.txt",
        sha256="a" * 64,
        text_sha256="b" * 64,
        meta=Meta(title="某地工作要点", jurisdiction="某地", date="2024", cites=("国发〔2023〕1号",)),
    )
    graph = build_graph(document)
    for triple in load_concepts():
        graph.remove(triple)
    plan = next(graph.subjects(RDF.type, Z.Plan))
    names = {
        "PLAN": plan,
        "SOURCE": next(graph.subjects(RDF.type, Z.SourceText)),
        "RUN": next(graph.subjects(RDF.type, Z.Extraction)),
        "AREA": next(graph.subjects(RDF.type, Z.Jurisdiction)),
    }
    expected = """
        PLAN a z:Plan ; dct:title "某地工作要点" ; z:doc "空.txt" ; z:genre "plan" ; z:year 2024 ;
            dct:issued "2024"^^xsd:gYear ; z:cites "国发〔2023〕1号" ; z:jurisdiction AREA ;
            prov:wasDerivedFrom SOURCE ; prov:wasGeneratedBy RUN .
        AREA a z:Jurisdiction ; rdfs:label "某地" .
        SOURCE a z:SourceText ; z:doc "空.txt" ; z:sha256 "SHA" ; z:format "text" ; z:recognised false .
        RUN a z:Extraction ; prov:used SOURCE ; prov:wasAssociatedWith id:software .
        id:software a prov:SoftwareAgent ; rdfs:label "zeren" .
    """.replace("SHA", "a" * 64)
    for name, node in names.items():
        expected = expected.replace(name, f"<{node}>")
    assert isomorphic(graph, Graph().parse(data=SHORT + expected, format="turtle"))


@pytest.fixture(scope="module")
def graph() -> Graph:
    return build_graph(load_documents()[0], load_text("plan-a.txt"))


def rows(graph: Graph, query: str) -> list[tuple[str, ...]]:
    return sorted(tuple(str(value) for value in row) for row in graph.query(query, initNs=PREFIXES))


def test_assignments_say_unit_role_and_standing(graph: Graph):
    found = rows(
        graph,
        """SELECT ?surface ?role ?written ?standing WHERE {
            ?a a z:Assignment ; z:surface ?surface ; z:task/dct:title "清理河道垃圾" ; z:role/skos:notation ?role ;
               z:writtenRole/skos:notation ?written ; z:standing/skos:notation ?standing }""",
    )
    assert found == [
        ("各县（区）人民政府", "responsible", "responsible", "implied"),
        ("市城市管理局", "responsible", "responsible", "written"),
        ("市水务局", "lead", "responsible", "implied"),
    ]


def test_what_is_implied_names_its_convention(graph: Graph):
    found = rows(graph, "SELECT DISTINCT ?quote WHERE { ?a z:standing z:Implied ; z:convention/z:quote ?quote }")
    assert [quote for (quote,) in found] == [
        "以下各项工作均需各县（区）人民政府落实，不再列出。",
        "列第一位的责任单位为牵头单位，下同。",
    ]


def test_shortcuts_say_the_same_as_assignments(graph: Graph):
    pairs = {"leads": "Lead", "supports": "Cooperating", "answersFor": "Responsible", "supervises": "Supervising"}
    for shortcut, role in pairs.items():
        short = rows(graph, f"SELECT ?u ?t WHERE {{ ?u z:{shortcut} ?t }}")
        long = rows(graph, f"SELECT DISTINCT ?u ?t WHERE {{ ?a z:unit ?u ; z:task ?t ; z:role z:{role} }}")
        assert short == long != []


def test_units_stand_in_their_place(graph: Graph):
    found = rows(graph, "SELECT ?label WHERE { ?u z:canonical '大同市水务局' ; z:jurisdiction/rdfs:label ?label }")
    assert found == [("山西省大同市",)]
    above = rows(graph, "SELECT ?label WHERE { ?a rdfs:label '山西省大同市' ; dct:isPartOf/rdfs:label ?label }")
    assert above == [("山西省",)]


def test_evidence_of_a_scan_says_page_box_and_confidence():
    text = load_text("plan-a.txt")
    found = rows(
        build_graph(printed(load_documents()[0], text), text),
        """SELECT ?page ?box ?sure ?said ?exact WHERE {
            ?d a z:Deadline ; z:words "2024年10月31日前" ; z:evidence/oa:hasTarget ?place .
            ?place z:page ?page ; z:box ?box ; z:confidence ?sure ; rdfs:label ?said ; oa:hasSelector/oa:exact ?exact .
            FILTER (LANG(?said) = "zh") }""",
    )
    line = next(number for number, words in enumerate(filter(None, text.split("\n"))) if "2024年10月31日前" in words)
    page = 1 + line // 4
    assert found == [
        (str(page), f"72,{90 + line},500,{104 + line}", "0.9700", f"第{page}页（图片识别）", "2024年10月31日前")
    ]


def test_a_plain_text_has_offsets_and_no_other_place(graph: Graph):
    assert not list(graph.subject_objects(Z.page))
    assert rows(graph, "SELECT ?format ?seen WHERE { ?s z:format ?format ; z:recognised ?seen }") == [("text", "false")]


def test_collectives_are_groups_and_bodies_organizations(graph: Graph):
    groups = rows(graph, "SELECT ?name WHERE { ?u a z:UnitGroup ; z:canonical ?name }")
    assert groups == [("各牵头单位",), ("大同市各县（区）人民政府",)]
    bodies = rows(graph, "SELECT ?name WHERE { ?u a org:Organization ; z:canonical ?name }")
    assert bodies == [("大同市城市管理局",), ("大同市水务局",), ("大同市生态环境局",)]


def test_deadlines_are_days_of_owl_time(graph: Graph):
    deadline = graph.value(predicate=Z.words, object=Literal("2024年10月31日前"))
    day = graph.value(deadline, TIME.hasEnd)
    assert graph.value(day, TIME.inXSDDate) == Literal("2024-10-31", datatype=XSD.date)
    assert graph.value(deadline, Z.lastDay) == Literal("2024-10-31", datatype=XSD.date)
    assert graph.value(deadline, Z.firstDay) is None


def test_every_fact_has_evidence_at_its_place(graph: Graph):
    text = load_text("plan-a.txt")
    facts = [
        node for kind in (Z.Statement, Z.Deadline, Z.Target, Z.Convention) for node in graph.subjects(RDF.type, kind)
    ]
    assert len(facts) == 5 + 4 + 2 + 2
    for fact in facts:
        place = graph.value(graph.value(fact, Z.evidence), OA.hasTarget)
        selectors = {graph.value(selector, RDF.type): selector for selector in graph.objects(place, OA.hasSelector)}
        position, quote = selectors[OA.TextPositionSelector], selectors[OA.TextQuoteSelector]
        start, end = (int(graph.value(position, term)) for term in (OA.start, OA.end))
        exact, before, after = (str(graph.value(quote, term)) for term in (OA.exact, OA.prefix, OA.suffix))
        assert text[start:end] == exact
        assert text[:start].endswith(before)
        assert text[end:].startswith(after)
        assert (start, end) == (int(graph.value(fact, Z.start)), int(graph.value(fact, Z.end)))


def test_without_the_text_the_words_of_the_record_serve():
    graph = build_graph(load_documents()[0])
    quotes = {str(quote) for quote in graph.objects(predicate=Z.quote)}
    assert "（责任单位：市水务局、市城市管理局）" in quotes
    assert not set(graph.triples((None, Z.scopeWords, None)))


def test_equal_records_give_equal_graphs_without_blank_nodes():
    first, second = (build_graph(load_documents()[0], load_text("plan-a.txt")) for _ in range(2))
    assert set(first) == set(second)
    assert not any(str(node).startswith("_:") or type(node).__name__ == "BNode" for node in first.all_nodes())


def test_words_of_documents_never_become_part_of_an_iri():
    document = load_documents()[1]
    nasty = dataclasses.replace(document.tasks[0], id='x> <urn:y> "z', title='"> . <urn:a> <urn:b> <urn:c')
    graph = build_graph(dataclasses.replace(document, tasks=(nasty,), assignments=(), deadlines=(), targets=()))
    task = next(graph.subjects(RDF.type, Z.Task))
    assert str(task) == "urn:zeren:x%3E%20%3Curn%3Ay%3E%20%22z"
    assert graph.value(task, DCTERMS.title) == Literal('"> . <urn:a> <urn:b> <urn:c')
    again = Graph().parse(data=graph.serialize(format="nt"), format="nt")
    assert isomorphic(graph, again)


def test_the_narrowest_statement_governs():
    document = load_documents()[0]
    first = document.deadlines[0]
    assert governing(document, first.start, first.end) == document.assignments[1].id
    assert governing(document, 0, 2) is None


@pytest.mark.parametrize(
    ("title", "date", "year"),
    [
        ("2024年工作方案", "2023-12-30", 2024),
        ("三年行动计划（2023—2025年）", "2023-03-01", 2023),
        ("工作方案", "2023-12-30", 2023),
        ("工作方案", None, None),
        (None, None, None),
    ],
)
def test_the_year_of_a_plan(title: str | None, date: str | None, year: int | None):
    assert plan_year(title, date) == year


def test_a_sector_stands_below_its_theme():
    told = SectorMention(id="yangchen", label="扬尘", theme="城乡建设、环境保护", start=0, end=2)
    task = Task(id="task-1", number=None, title="扬尘", section="", start=0, end=2, sectors=(told,))
    graph = build_graph(Document(doc="一.txt", sha256="a" * 64, text_sha256="b" * 64, meta=Meta(), tasks=(task,)))
    found = rows(graph, 'SELECT ?l WHERE { ?s skos:prefLabel "扬尘" ; skos:broader/skos:prefLabel ?l }')
    assert found == [("城乡建设、环境保护",)]
