"""The lines of work of public bodies as concepts, by which plans of different places can be compared.

The concepts stand in ``rules/functions.toml``. A department's line of work is taken apart into the words of that file
(文化广电旅游体育 is four concepts); bodies that are known by their whole name have a pattern. What is not known
in full has no concept.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from graph.wording import load_table


class Named(Protocol):
    """Whatever has a full name and a line of work: a unit of a record, of the library, or a name that was resolved."""

    @property
    def canonical(self) -> str:
        """The full name."""

    @property
    def function(self) -> str | None:
        """The line of work as extract.naming.names gives it, several joined by +."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """A line of work. ``broader`` is the id of the concept above it; ``pattern`` finds bodies by their whole name."""

    id: str
    zh: str
    en: str
    definition_zh: str
    definition_en: str
    broader: str | None = None
    names: tuple[str, ...] = ()
    pattern: re.Pattern[str] | None = None

    def label(self, *, english: bool = False) -> str:
        """Its label in the language asked for."""
        return self.en if english else self.zh


@functools.cache
def load_functions() -> dict[str, Concept]:
    """All concepts by their ids, in the order of the file."""
    found: dict[str, Concept] = {}
    for row in load_table("functions")["concept"]:
        concept = Concept(
            **{name: row[name] for name in ("id", "zh", "en", "definition_zh", "definition_en")},
            broader=row.get("broader"),
            names=tuple(row.get("names", ())),
            pattern=re.compile(row["pattern"]) if "pattern" in row else None,
        )
        if concept.id in found or (concept.broader and concept.broader not in found):
            raise ValueError(f"rules/functions.toml: {concept.id} stands twice, or before the concept above it")
        found[concept.id] = concept
    return found


def functions_of(unit: Named) -> tuple[Concept, ...]:
    """The lines of work of a unit, in the order of the file; none where nothing sure is known.

    >>> from extract.naming.names import resolve_unit
    >>> [concept.zh for concept in functions_of(resolve_unit("市文旅局", place=None))]
    ['文化', '旅游']
    >>> [concept.zh for concept in functions_of(resolve_unit("市环保局", place=None))]
    ['生态环境']
    """
    return _functions(unit.function, unit.canonical)


@functools.lru_cache(maxsize=50_000)
def _functions(function: str | None, canonical: str) -> tuple[Concept, ...]:
    found = set(work_of(function)) if function else set()
    concepts = load_functions()
    found |= {concept.id for concept in concepts.values() if concept.pattern and concept.pattern.search(canonical)}
    if not found:
        found |= _national_work(canonical)
    return tuple(concept for concept in concepts.values() if concept.id in found)


def _above(concept_id: str) -> set[str]:
    """The ids of the concepts above this one."""
    above = load_functions()[concept_id].broader
    return {above, *_above(above)} if above else set()


def _national_work(canonical: str) -> set[str]:
    found = re.search(load_table("functions")["national"], canonical)
    return set(work_of(next(filter(None, found.groups())))) if found else set()


@functools.lru_cache(maxsize=4096)
def work_of(function: str) -> tuple[str, ...]:
    """The ids of the concepts of a line of work as departments' names have it; none where a part of it is unknown.

    >>> work_of("文化广电旅游体育"), work_of("生态环镜")
    (('culture', 'broadcasting', 'tourism', 'sport'), ())
    """
    parts = [_in_concepts(part) for part in function.split("+")]
    known = [part for part in parts if part is not None]
    return tuple(dict.fromkeys(one for part in known for one in part)) if len(known) == len(parts) else ()


def _in_concepts(words: str) -> tuple[str, ...] | None:
    """The concepts of the fewest words that make up these; None where they make up less than all."""
    known = _concepts_by_name()
    if words in known:
        return known[words]
    best: list[tuple[int, tuple[str, ...]] | None] = [(0, ())] + [None] * len(words)
    for end in range(1, len(words) + 1):
        for start in range(end):
            before, word = best[start], words[start:end]
            joint = start > 0 and word in _joints()
            if before is None or not (joint or word in known):
                continue
            count, found = before[0] + 1, before[1] if joint else (*before[1], *known[word])
            here = best[end]
            if here is None or count < here[0]:
                best[end] = (count, found)
    return best[-1][1] if best[-1] else None


@functools.cache
def _joints() -> frozenset[str]:
    return frozenset(load_table("functions")["joints"])


@functools.cache
def _concepts_by_name() -> dict[str, tuple[str, ...]]:
    """Every word for a line of work → the ids of its concepts."""
    table: dict[str, tuple[str, ...]] = {}
    for concept in load_functions().values():
        for name in concept.names:
            table[name] = (*table.get(name, ()), concept.id)
    return table


def of_functions(units: Sequence[Named], concept_id: str) -> tuple[Named, ...]:
    """The units of a line of work or one below it, in their order.

    >>> from extract.naming.names import resolve_unit
    >>> names = [resolve_unit(words, place=None) for words in ("市交警支队", "市公安局", "市财政局")]
    >>> [unit.canonical for unit in of_functions(names, "police")]
    ['市公安局交通警察支队', '市公安局']
    """
    return tuple(unit for unit in units if any(concept_id in (one.id, *_above(one.id)) for one in functions_of(unit)))
