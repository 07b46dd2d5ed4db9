"""What an address can ask for: whether the library holds the value of a filter, and which names come near to one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz, process

from extract.records import ROLES
from graph.filters import NAMED, UNDATED
from graph.functions import load_functions
from graph.library import Library

LIKE = 60.0  # likeness, in percent, from which a name is near to what was asked for
_LONGEST = 200  # characters of an address that are looked at

_SOUGHT = {
    "doc": "SELECT 1 FROM plan WHERE doc = ?",
    "unit": "SELECT 1 FROM body WHERE unit = ?",
    "with": "SELECT 1 FROM body WHERE unit = ?",
    "sector": "SELECT 1 FROM sector WHERE id = ? LIMIT 1",
    "task": "SELECT 1 FROM task WHERE id = ? LIMIT 1",
    "place": "SELECT 1 FROM plan WHERE instr(jurisdiction, ?) > 0 LIMIT 1",
    "surface": "SELECT 1 FROM duty WHERE surface = ? LIMIT 1",
}


def holds(library: Library, name: str, value: str) -> bool:
    """Whether there is such a plan, unit, sector, task, place, writing, role …; always true of other filters."""
    if name in _SOUGHT:
        return bool(library.read(_SOUGHT[name], (value,)))
    listed = {"role": ROLES, "named": NAMED, "undated": (*UNDATED, "yes")}
    return value in listed[name] if name in listed else name != "function" or value in load_functions()


def near(asked: str, names: Mapping[str, Sequence[str]], most: int = 6) -> list[str]:
    """The ids of what has a name that holds these words or is like them, best first; none where nothing is.

    >>> near("生态环境居", {"a": ["生态环境局"], "b": ["教育局"], "c": ["市生态环境局"]})
    ['a', 'c']
    >>> near("nonsense", {"a": ["生态环境局"]})
    []
    """
    words = asked.strip()[:_LONGEST]
    if not words:
        return []
    flat = [(own, name) for own, given in names.items() for name in given]
    inside = {own: 100.0 for own, name in flat if words in name}
    likely = process.extract(words, [name for _, name in flat], scorer=fuzz.ratio, score_cutoff=LIKE, limit=most * 3)
    scores: dict[str, float] = {}
    for _, score, at in likely:
        own = flat[at][0]
        scores[own] = max(scores.get(own, 0.0), score)
    scores |= inside
    return sorted(scores, key=lambda own: -scores[own])[:most]
