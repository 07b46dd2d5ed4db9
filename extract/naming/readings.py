"""What the grammar reads in a unit's surface, before it becomes a name with an id."""

from __future__ import annotations

from dataclasses import dataclass

from extract.naming.divisions import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Organ:
    """An organ without its place. ``kind`` tells how it was read: organ, department, branch, group, zone or other."""

    key: str
    full: str
    kind: str
    function: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Where and when words are written: their document's place, its year, the department that issues it.

    ``home`` keeps bodies of unknown places apart: two documents of unknown places share no local body.
    """

    place: Place | None = None
    year: int | None = None
    host: str | None = None
    home: str = ""


NOWHERE = Setting()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A body: ``scope`` and ``key`` are equal for all its surfaces; ``elided`` if the surface named no place.

    ``everywhere`` says that the key means one body in the whole country, though no division is its place.
    ``rule`` is the id of the rule in ``rules/names.toml`` that gave the name, ``because`` the words it rests on.
    """

    place: Place | None
    key: str
    canonical: str
    scope: str = ""
    collective: bool = False
    function: str | None = None
    kind: str = "organ"
    elided: bool = False
    everywhere: bool = False
    rule: str = "name.as_written"
    because: str | None = None
