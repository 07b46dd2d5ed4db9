"""What the grammar reads in a unit's surface, before it becomes a name with an id."""

from __future__ import annotations

from dataclasses import dataclass

from extract.naming.divisions import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A body: ``scope`` and ``key`` are equal for all its surfaces; ``elided`` if the surface named no place."""

    place: Place | None
    key: str
    canonical: str
    scope: str = ""
    collective: bool = False
    function: str | None = None
    kind: str = "organ"
    elided: bool = False
