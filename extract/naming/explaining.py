"""Which one body of a document the names mean that may explain another of its names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from extract.naming.readings import Reading

Readings = Mapping[str, Reading]


def only_body(named: Iterable[tuple[str, Reading]]) -> Reading | None:
    """The one body that all the names mean, explained by the longest of them; None if they mean several."""
    found = list(named)
    bodies = {(reading.scope, reading.key) for _, reading in found}
    return explained_by(*min(found, key=lambda each: (-len(each[0]), each[0]))) if len(bodies) == 1 else None


def explained_by(name: str, reading: Reading) -> Reading:
    """The body under another name of the document that tells it."""
    return replace(reading, rule="name.explained", because=name)


def is_subsequence(short: str, long: str) -> bool:
    """Whether the longer words hold all characters of the shorter ones in their order.

    >>> is_subsequence("滇管", "滇池管理"), is_subsequence("管滇", "滇池管理")
    (True, False)
    """
    rest = iter(long)
    return all(character in rest for character in short)
