"""What people decided, as the graph tells it: all of it, with who, when and whether it holds."""

from __future__ import annotations

import dataclasses
import logging
from pathlib import Path

import pytest
from rdflib import Graph, Literal
from rdflib.namespace import DCTERMS, PROV, RDF, XSD

from graph.decisions import Decision, Subject
from graph.judged import decision_graph, decision_lines, verdict_graph
from graph.library import Library
from graph.verdicts import Verdict
from graph.vocabulary import Z

ONE, OTHER = (Subject(unit=f"unit-{name}", name=name) for name in ("朔州市公交警支队", "朔州市公安局交通警察支队"))
FIRST = Decision(number=1, at="2026-01-05T09:00:00", who="督查室", judgement="same", subject=ONE, other=OTHER)
FINDING = Verdict(
    number=1, at="2026-01-05T09:00:00", who="督查室", finding="gap-1", check="no-lead", verdict="misread",
    words="没有牵头单位", doc="一.txt\n二.txt",
)  # fmt: skip


def forces(graph: Graph) -> list[str]:
    """Whether each decision holds, in the order of their numbers."""
    told = {str(number): str(graph.value(node, Z.force)) for node, number in numbered(graph)}
    return [told[number] for number in sorted(told)]


def numbered(graph: Graph):
    return [(node, graph.value(node, DCTERMS.identifier)) for node in graph.subjects(RDF.type, Z.Decision)]


def test_a_decision_says_who_when_and_what():
    graph = decision_graph([dataclasses.replace(FIRST, note="同一支队")])
    [node] = graph.subjects(RDF.type, Z.UnitDecision)
    assert graph.value(node, PROV.generatedAtTime) == Literal("2026-01-05T09:00:00", datatype=XSD.dateTime)
    assert (graph.value(node, PROV.wasAttributedTo), RDF.type, PROV.Agent) in graph
    said = [str(graph.value(node, term)) for term in (Z.judgement, Z.judgedName, Z.comparedName, Z.note)]
    assert said == ["same", "朔州市公交警支队", "朔州市公安局交通警察支队", "同一支队"]


def test_a_verdict_names_the_documents_of_its_finding():
    graph = verdict_graph([FINDING])
    assert sorted(str(doc) for doc in graph.objects(predicate=Z.doc)) == ["一.txt", "二.txt"]


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        ({}, ["replaced", "holds"]),
        ({"undoes": 1}, ["undone", "undoing"]),
    ],
)
def test_what_a_later_one_takes_back_or_replaces_is_kept_and_says_so(later: dict[str, int], expected: list[str]):
    assert forces(decision_graph([FIRST, dataclasses.replace(FIRST, number=2, **later)])) == expected
    assert forces(verdict_graph([FINDING, dataclasses.replace(FINDING, number=2, **later)])) == expected


def test_taking_back_joins_the_two():
    graph = verdict_graph([FINDING, dataclasses.replace(FINDING, number=2, undoes=1)])
    [(later, earlier)] = graph.subject_objects(Z.undoes)
    assert (earlier, Z.undoneBy, later) in graph


def test_a_library_without_decisions_tells_none(tmp_path: Path):
    assert decision_lines(Library.open(tmp_path)) == ""


def test_one_that_breaks_the_shapes_is_left_out_and_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    library = Library.open(tmp_path)
    library.judge(FINDING)
    library.judge(dataclasses.replace(FINDING, at="上周", finding="gap-2"))
    with caplog.at_level(logging.WARNING):
        lines = decision_lines(library)
    assert "gap-1" in lines and "gap-2" not in lines
    assert "人工判断" in caplog.text
    assert lines.splitlines() == sorted(lines.splitlines())
