"""Where names of a list stand in a text: the first and longest of those that overlap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import ahocorasick


def automaton_of(names: Iterable[str]) -> ahocorasick.Automaton:
    """What finds the names in a text in one pass, however many they are."""
    automaton = ahocorasick.Automaton()
    for name in names:
        automaton.add_word(name, name)
    automaton.make_automaton()
    return automaton


def hits_in(text: str, automaton: ahocorasick.Automaton) -> list[tuple[int, str]]:
    """All names in the text with where they begin, in their order, the longest first of those that begin together.

    >>> hits_in("市公安局平城分局", automaton_of(["公安局", "市公安局", "平城"]))
    [(0, '市公安局'), (1, '公安局'), (4, '平城')]
    """
    if not len(automaton):
        return []
    return sorted(
        ((end - len(name) + 1, name) for end, name in automaton.iter(text)), key=lambda hit: (hit[0], -len(hit[1]))
    )


def apart(hits: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """The first and longest of the hits that overlap."""
    behind = 0
    for start, name in hits:
        if start >= behind:
            behind = start + len(name)
            yield start, name
