"""Who is who across documents: every unit with its surfaces, as the rules and the judgements of people have them.

A unit's id comes from its jurisdiction and its name, so that the same body of two documents meets without a search and
in whatever order they come. What only looks alike is never merged: :mod:`graph.doubts` proposes it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.naming.names import resolve_unit
from extract.naming.places import place_called
from extract.records import Document, ImpliedUnit, Naming, UnitMention
from graph.decisions import Judgements


@dataclass(frozen=True, slots=True, kw_only=True)
class Surface:
    """One way in which documents write a unit: how often, in which ones, and by which rule it was read.

    ``given`` is the unit's id by the rules alone, which a person's judgement may have changed.
    """

    words: str
    given: str
    count: int
    docs: tuple[str, ...]
    rule: str
    because: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A unit of all documents: one body in one jurisdiction. Surfaces: most frequent first."""

    unit: str
    canonical: str
    place: str | None
    function: str | None
    kind: str
    known: bool
    collective: bool
    surfaces: tuple[Surface, ...]

    @property
    def docs(self) -> tuple[str, ...]:
        """The documents that name it, sorted."""
        return tuple(sorted({doc for surface in self.surfaces for doc in surface.docs}))


def gather(documents: Iterable[Document], judgements: Judgements | None = None) -> dict[str, Body]:
    """The units of the documents by their ids, as the rules and the judgements of people have them, sorted by id."""
    held = judgements or Judgements(())
    read: dict[str, list[tuple[str, Naming, int]]] = defaultdict(list)
    for document in documents:
        for naming, count in namings_of(document):
            read[held.unit_of(naming.unit_id, naming.text)].append((document.doc, naming, count))
    return {unit: body_of(unit, read[unit], held) for unit in sorted(read)}


def namings_of(document: Document) -> list[tuple[Naming, int]]:
    """What the document's surfaces name by the rules, and how often each stands in a statement, written or implied."""
    units: list[UnitMention | ImpliedUnit] = []
    for one in document.assignments:
        units += [*one.units, *one.implied]
    counts = Counter((unit.unit_id, unit.text) for unit in units)
    known = {(naming.unit_id, naming.text): naming for naming in document.names}
    for unit in units:
        if (unit.unit_id, unit.text) not in known:
            known[unit.unit_id, unit.text] = _completed(unit, document)
    return [(naming, counts[key]) for key, naming in known.items()]


def _completed(unit: UnitMention | ImpliedUnit, document: Document) -> Naming:
    """What a record of an earlier version, which has no namings, names: by its full name, with the id that it gave."""
    place = place_called(document.meta.jurisdiction) if document.meta.jurisdiction else None
    name = resolve_unit(unit.canonical, place=place)
    return Naming(
        text=unit.text,
        unit_id=unit.unit_id,
        canonical=unit.canonical,
        collective=unit.collective if isinstance(unit, UnitMention) else name.collective,
        place=name.place,
        function=name.function,
        kind=name.kind,
        known=name.known,
    )


def body_of(unit: str, namings: Sequence[tuple[str, Naming, int]], judgements: Judgements) -> Body:
    """One unit from what documents name: (document, naming by the rules, how often it stands there)."""
    canonical, first = name_of(unit, [(naming, 1) for _, naming, _ in namings], judgements)
    return Body(
        unit=unit,
        canonical=canonical,
        place=first.place,
        function=first.function,
        kind=first.kind,
        known=first.known,
        collective=first.collective,
        surfaces=tuple(_surfaces(namings)),
    )


def name_of(unit: str, namings: Sequence[tuple[Naming, int]], judgements: Judgements) -> tuple[str, Naming]:
    """The full name of a unit, and the naming that tells what it is; each naming with how many documents have it.

    Its full name is the one that most documents give, of these the longest.
    """
    own = [one for one in namings if one[0].unit_id == unit] or namings
    named: Counter[str] = Counter()
    for naming, docs in own:
        named[naming.canonical] += docs
    plain = {name: count for name, count in named.items() if not name.endswith("）")}
    named = Counter(plain or named)  # a second nameplate is shown only where every document writes it
    canonical = min(named, key=lambda name: (-named[name], -len(name), name))
    first = min((n for n, _ in own if n.canonical == canonical), key=lambda n: (not n.known, n.text, n.rule))
    if own[0][0].unit_id != unit:
        canonical = judgements.name_of(unit) or first.text
    return canonical, first


def _surfaces(namings: Sequence[tuple[str, Naming, int]]) -> list[Surface]:
    by_words: dict[tuple[str, str], list[tuple[str, Naming, int]]] = defaultdict(list)
    for one in namings:
        by_words[one[1].text, one[1].unit_id].append(one)
    found = []
    for (words, given), same in by_words.items():
        rule, because = min((naming.rule, naming.because or "") for _, naming, _ in same)
        docs = tuple(sorted({doc for doc, _, _ in same}))
        count = sum(count for _, _, count in same)
        found.append(Surface(words=words, given=given, count=count, docs=docs, rule=rule, because=because or None))
    return sorted(found, key=lambda surface: (-surface.count, surface.words, surface.given))
