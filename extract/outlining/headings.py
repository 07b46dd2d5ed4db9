"""Headings that give the tasks below them to someone: 「一、市教育局牵头任务（共6项）」, 「（二）李明副市长负责事项」.

Only a heading that says nothing else gives anything; one that merely names a unit (完善市场监管局信息系统) does not.
A heading that is nothing but a unit counts where others of its level are too: the plan is then ordered by units.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from extract.assigning.passages import Passage
from extract.assigning.people import read_labelled_person, read_titled_person
from extract.assigning.statements import Reading, read_statement
from extract.assigning.unitlists import split_items
from extract.records import Person
from extract.rulebook import load_pattern

_FEWEST_ALIKE = 2
"""Headings of one level that must be nothing but units."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Titled:
    """The words of a heading without its number (``text[start:end]``), and its level."""

    start: int
    end: int
    level: int


def heading_passages(
    text: str, titles: Sequence[Titled], names: Sequence[tuple[int, int]], is_unit: Callable[[str], bool]
) -> list[Passage]:
    """What the headings say of who leads or answers for all below them; ``names`` are spans of unit names, sorted."""
    reader = _Reader(text=text, names=names, known=frozenset(names), is_unit=is_unit)
    given = [(title, reader.given(title)) for title in titles]
    bare = [(title, reader.bare(title)) for title, reading in given if reading is None]
    alike = Counter(title.level for title, reading in bare if reading)
    bare = [(title, reading) for title, reading in bare if alike[title.level] >= _FEWEST_ALIKE]
    return [
        Passage(kind="inline", start=title.start, end=title.end, reading=reading)
        for title, reading in sorted([*given, *bare], key=lambda each: each[0].start)
        if reading
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    text: str
    names: Sequence[tuple[int, int]]
    known: frozenset[tuple[int, int]]
    is_unit: Callable[[str], bool]

    def given(self, title: Titled) -> Reading | None:
        """The reading of a heading with words of role, or None."""
        found = load_pattern("headings", "heading.given").match(self.text[title.start : title.end].rstrip())
        if not found:
            return None
        first, last = title.start + found.start("who"), title.start + found.end("who")
        one = _read_person(self.text[first:last])
        items = [] if one else split_items(self.text, first, last, self.names)
        people = [one] if one else [person for item in items if (person := _read_person(item.text))]
        units = [item for item in items if _read_person(item.text) is None]
        if not units:
            return Reading(people=tuple(people), worded=True) if people else None
        if any((item.start, item.end) not in self.known for item in units):
            return None
        reading = self._read(units[0].start, title.start + found.end("verb"))
        return replace(reading, people=tuple(people)) if reading and reading.worded else None

    def bare(self, title: Titled) -> Reading | None:
        """The reading of a heading that is nothing but units, or None."""
        found = load_pattern("headings", "heading.unit").match(self.text[title.start : title.end].rstrip())
        if not found:
            return None
        last = title.start + found.end("who")
        items = split_items(self.text, title.start, last, self.names)
        if any((item.start, item.end) not in self.known for item in items):
            return None
        return self._read(title.start, last)

    def _read(self, start: int, end: int) -> Reading | None:
        reading = read_statement(self.text, start, end, whole=self.names, is_unit=self.is_unit)
        return reading if reading and reading.named and reading.doubt is None else None


def _read_person(words: str) -> Person | None:
    """The person of the words, with the post before the name or behind it."""
    titled = load_pattern("headings", "heading.titled_name").match(words)
    if not titled:
        return read_titled_person(words)
    named = read_labelled_person(titled["name"], titled["title"])
    return replace(named, title=titled["title"]) if named else None
