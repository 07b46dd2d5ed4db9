"""What became of bodies as events of the Organization Ontology, from the table of reforms and from no plan.

Every event says so, and whether documents name both sides of it. A body that no document names has the id that it would
have, and is no :class:`~graph.vocabulary.Z` Unit: it is never counted among the units of plans.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rdflib import Graph, Literal
from rdflib.namespace import DCTERMS, ORG, PROV, RDF, RDFS, SKOS, TIME, XSD

from extract.naming.places import place_called, split_place
from extract.records import content_id
from graph.build import iri
from graph.changes import Lineage, Link, Party
from graph.gate import InvalidGraphError, check_graph
from graph.linking import Body
from graph.publish import to_lines
from graph.reforms import Change, sentence
from graph.vocabulary import ID, Z

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A change of bodies of one place: several that were merged, or one that was split, are one event.

    ``certain``: documents name bodies of both sides, and nothing speaks against it; else it is the usual change.
    """

    change: Change
    former: tuple[Party, ...]
    now: tuple[Party, ...]
    certain: bool

    @property
    def id(self) -> str:
        """Its id, from the change and the body that it has one of."""
        one = self.former[0] if self.change.kind == "split" else self.now[0]
        return content_id("change", self.change.id, one.unit)


def find_events(lineage: Lineage) -> tuple[Event, ...]:
    """The changes of the units held, in a stable order."""
    grouped: dict[tuple[str, str], list[Link]] = defaultdict(list)
    for link in lineage.links():
        one = link.former if link.change.kind == "split" else link.now
        grouped[link.change.id, one.unit].append(link)
    events = [_event(links) for _, links in sorted(grouped.items())]
    return (*events, *(_founding(change, party) for change, party in lineage.foundings()))


def _event(links: Sequence[Link]) -> Event:
    return Event(
        change=links[0].change,
        former=tuple({link.former.unit: link.former for link in links}.values()),
        now=tuple({link.now.unit: link.now for link in links}.values()),
        certain=all(link.certain for link in links) and any(link.held for link in links),
    )


def _founding(change: Change, party: Party) -> Event:
    return Event(change=change, former=(), now=(party,), certain=True)


def event_lines(lineage: Lineage, name: str = "机构改革") -> str:
    """The checked triples of all events, one a line, sorted; nothing where no unit was touched by a reform.

    Events that break the shapes are left out and logged under ``name``: plans can be asked without them.
    """
    events = find_events(lineage)
    broken = _finding(events, name)
    if broken:
        _LOG.warning("%s", broken)
        events = tuple(event for event in events if not _finding([event], name))
        events = () if _finding(events, name) else events
    return to_lines(event_graph(events))


def _finding(events: Sequence[Event], name: str) -> InvalidGraphError | None:
    try:
        check_graph(event_graph(events), name)
    except InvalidGraphError as error:
        return error
    return None


def by_province(bodies: Iterable[Body]) -> dict[str, list[Body]]:
    """The bodies by the province that they belong to, sorted; those of the country and of no known place together.

    No body becomes one of another province, so that what became of each part can be told, and kept, by itself.
    """
    found: dict[str, list[Body]] = defaultdict(list)
    for body in sorted(bodies, key=lambda body: body.unit):
        place = place_called(body.place) if body.place else split_place(body.canonical)[0]
        found[place.chain[-1].name if place and place.chain else ""].append(body)
    return dict(sorted(found.items()))


def event_graph(events: Iterable[Event]) -> Graph:
    """The graph of these events."""
    graph = Graph(bind_namespaces="none")
    told = tuple(events)
    _add_bodies(graph, told)
    for event in told:
        _add_event(graph, event)
        for predicate, parties in ((ORG.originalOrganization, event.former), (ORG.resultingOrganization, event.now)):
            for party in parties:
                graph.add((iri(event.id), predicate, iri(party.unit)))
        for party in event.former:
            graph.add((iri(party.unit), ORG.changedBy, iri(event.id)))
        for party in event.now:
            graph.add((iri(party.unit), ORG.resultedFrom, iri(event.id)))
    return graph


def _add_event(graph: Graph, event: Event) -> None:
    node, change = iri(event.id), event.change
    for kind in (Z.Change, ORG.ChangeEvent):
        graph.add((node, RDF.type, kind))
    for english, language in ((False, "zh"), (True, "en")):
        comma = ", " if english else "、"
        former, now = (comma.join(one.canonical for one in side) for side in (event.former, event.now))
        label = sentence(change, former=former, now=now, certain=event.certain, english=english)
        graph.add((node, SKOS.prefLabel, Literal(label, lang=language)))
        note = change.en if english else change.zh
        graph.add((node, DCTERMS.description, Literal(note, lang=language)))
    graph.add((node, DCTERMS.identifier, Literal(change.id)))
    graph.add((node, DCTERMS.source, Literal(change.reform.source)))
    graph.add((node, DCTERMS.date, Literal(change.reform.adopted, datatype=XSD.date)))
    graph.add((node, Z.certainty, Literal("held" if event.certain else "usual")))
    graph.add((node, PROV.used, ID.reforms))
    graph.add((ID.reforms, RDF.type, PROV.Entity))
    graph.add((ID.reforms, RDFS.label, Literal("机构改革对照表", lang="zh")))
    graph.add((ID.reforms, RDFS.label, Literal("table of reforms", lang="en")))
    for predicate, day in ((TIME.hasBeginning, change.first_day), (TIME.hasEnd, change.last_day)):
        instant = iri(f"day-{day}")
        graph.add((node, predicate, instant))
        graph.add((instant, RDF.type, TIME.Instant))
        graph.add((instant, TIME.inXSDDate, Literal(day, datatype=XSD.date)))


def _add_bodies(graph: Graph, events: Sequence[Event]) -> None:
    """The bodies that no document names, each with one name: of several the one of the latest change."""
    parties = [(event.change.last_day, party) for event in events for party in (*event.former, *event.now)]
    held = {party.unit for _, party in parties if party.held}
    names: dict[str, tuple[str, str]] = {}
    for day, party in parties:
        if party.unit not in held:
            names[party.unit] = max(names.get(party.unit, ("", "")), (day, party.canonical))
    for unit, (_, name) in sorted(names.items()):
        for kind in (Z.NamedBody, ORG.Organization):
            graph.add((iri(unit), RDF.type, kind))
        graph.add((iri(unit), SKOS.prefLabel, Literal(name)))
