"""Titles of tasks in questions: who asks by a title means that task, whatever its words say elsewhere."""

from __future__ import annotations

import ahocorasick

from graph.holdings import Holdings
from graph.kept import once
from graph.understanding.occurrences import apart, automaton_of, hits_in
from graph.wording import letters

SHORTEST = 5  # characters of a title that no question holds by chance


def find_titles(words: str, holdings: Holdings) -> tuple[tuple[int, int], ...]:
    """Where titles of tasks stand in a question, letter by letter; the longest where two overlap."""
    return tuple((start, start + len(title)) for start, title in apart(hits_in(words, _titles(holdings))))


@once
def _titles(holdings: Holdings) -> ahocorasick.Automaton:
    titles = {task.title.strip("。.，,；;：: ") for _, task in holdings.tasks.values()}
    return automaton_of(sorted(title for title in titles if len(letters(title)) >= SHORTEST))
