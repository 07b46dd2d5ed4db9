"""What people decided, in the graph: who and when (PROV-O), what each decision says, and whether it still holds.

Decisions belong to the library, not to one document. They are told whole: those taken back and those that a later one
replaced stand there, too, and say so.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from typing import TYPE_CHECKING, TypeVar

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, RDFS, XSD

from extract.records import content_id
from graph.build import iri
from graph.corrections import Correction, State, standing_corrections
from graph.decisions import Decision, standing
from graph.gate import InvalidGraphError, check_graph
from graph.publish import merge, to_lines
from graph.verdicts import Verdict, standing_verdicts
from graph.vocabulary import Z

if TYPE_CHECKING:
    from graph.library import Library

_LOG = logging.getLogger(__name__)
Act = TypeVar("Act", Decision, Verdict, Correction)


def decision_lines(library: Library) -> str:
    """The checked triples of everything that people decided, one a line, sorted; nothing where nobody did.

    Decisions whose graph breaks the shapes are left out and logged: plans can be asked without them.
    """
    states = {one.number: one.state for one in library.applied()}

    def corrected(corrections: Sequence[Correction]) -> Graph:
        return correction_graph(corrections, states)

    decided = _checked(decision_graph, library.decisions())
    return merge([decided, _checked(verdict_graph, library.verdicts()), _checked(corrected, library.corrections())])


def decision_graph(decisions: Sequence[Decision]) -> Graph:
    """The graph of these decisions about units."""
    graph = Graph(bind_namespaces="none")
    holding = {one.number for one in standing(decisions)}
    names = {one.number: _name(one) for one in decisions}
    for one in decisions:
        node = names[one.number]
        _add_act(graph, node, one, Z.UnitDecision)
        _add_taking_back(graph, node, names.get(one.undoes or 0))
        graph.add((node, Z.judgement, Literal(one.judgement)))
        graph.add((node, Z.judged, iri(one.subject.unit)))
        graph.add((node, Z.judgedName, Literal(one.subject.name)))
        graph.add((node, Z.comparedWith, iri(one.other.unit)))
        graph.add((node, Z.comparedName, Literal(one.other.name)))
        if one.subject.surface is not None:
            graph.add((node, Z.surface, Literal(one.subject.surface)))
    _add_force(graph, decisions, names, holding)
    return graph


def verdict_graph(verdicts: Sequence[Verdict]) -> Graph:
    """The graph of these verdicts on findings."""
    graph = Graph(bind_namespaces="none")
    holding = {one.number for one in standing_verdicts(verdicts).values()}
    names = {one.number: _name(one) for one in verdicts}
    for one in verdicts:
        node = names[one.number]
        _add_act(graph, node, one, Z.Verdict)
        _add_taking_back(graph, node, names.get(one.undoes or 0))
        graph.add((node, Z.judgement, Literal(one.verdict)))
        graph.add((node, Z.finding, Literal(one.finding)))
        graph.add((node, Z.check, Literal(one.check)))
        graph.add((node, Z.words, Literal(one.words)))
        for doc in one.doc.splitlines():
            graph.add((node, Z.doc, Literal(doc)))
    _add_force(graph, verdicts, names, holding)
    return graph


def correction_graph(corrections: Sequence[Correction], states: Mapping[int, State]) -> Graph:
    """The graph of these corrections of what was read; ``states`` tells what became of those not taken back."""
    graph = Graph(bind_namespaces="none")
    standing_numbers = {one.number for one in standing_corrections(corrections)}
    holding = {number for number in standing_numbers if states.get(number) == "applied"}
    lapsed = {number for number in standing_numbers if states.get(number) not in ("applied", "replaced")}
    names = {one.number: _name(one) for one in corrections}
    for one in corrections:
        node = names[one.number]
        _add_act(graph, node, one, Z.Correction)
        _add_taking_back(graph, node, names.get(one.undoes or 0))
        said = {
            Z.judgement: one.change, Z.doc: one.doc, Z.words: one.words, Z.quote: one.anchor.quote,
            Z.taskTitle: one.task, Z.readAs: one.read, Z.holdsAs: one.now,
        }  # fmt: skip
        for term, words in said.items():
            if words is not None:
                graph.add((node, term, Literal(words)))
    _add_force(graph, corrections, names, holding, lapsed)
    return graph


def _name(one: Decision | Verdict | Correction) -> URIRef:
    if isinstance(one, Correction):
        return iri(f"correction-{one.number}")
    kind = "decision" if isinstance(one, Decision) else "verdict"
    about = one.subject.unit if isinstance(one, Decision) else one.finding
    return iri(content_id(kind, one.number, one.at, one.who, about))


def _add_act(graph: Graph, node: URIRef, one: Decision | Verdict | Correction, kind: URIRef) -> None:
    who = iri(content_id("agent", one.who))
    graph.add((node, RDF.type, Z.Decision))
    graph.add((node, RDF.type, kind))
    graph.add((node, DCTERMS.identifier, Literal(str(one.number))))
    graph.add((node, PROV.wasAttributedTo, who))
    graph.add((who, RDF.type, PROV.Agent))
    graph.add((who, RDFS.label, Literal(one.who)))
    graph.add((node, PROV.generatedAtTime, Literal(one.at, datatype=XSD.dateTime, normalize=False)))
    if one.note:
        graph.add((node, Z.note, Literal(one.note)))


def _add_taking_back(graph: Graph, node: URIRef, undone: URIRef | None) -> None:
    if undone is not None:
        graph.add((node, Z.undoes, undone))
        graph.add((undone, Z.undoneBy, node))


def _add_force(
    graph: Graph,
    acts: Iterable[Decision | Verdict | Correction],
    names: dict[int, URIRef],
    holding: set[int],
    lapsed: Set[int] = frozenset(),
) -> None:
    undone = {one.undoes for one in acts}
    for one in acts:
        force = "replaced"
        if one.number in holding:
            force = "holds"
        elif one.undoes is not None:
            force = "undoing"
        elif one.number in undone:
            force = "undone"
        elif one.number in lapsed:
            force = "lapsed"
        graph.add((names[one.number], Z.force, Literal(force)))


def _checked(make: Callable[[Sequence[Act]], Graph], acts: Sequence[Act]) -> str:
    graph = make(acts)
    broken = _broken(graph)
    if broken:
        acts = [one for one in acts if str(_name(one)) not in broken]
        graph = make(acts)
        if _broken(graph):
            return ""
    return to_lines(graph)


def _broken(graph: Graph) -> set[str]:
    """The nodes at fault."""
    try:
        check_graph(graph, "人工判断")
    except InvalidGraphError as error:
        _LOG.warning("%s", error)
        return {found.node for found in error.findings}
    return set()
