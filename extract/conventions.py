"""Conventions: rules that a document declares once, found wherever they stand, and what they imply.

What a convention implies is kept apart from what is written: a promoted unit keeps its written role and gains an
effective one, an added unit stands among the implied ones; both carry the quoted convention.
"""

from __future__ import annotations

from dataclasses import dataclass

from extract.records import Role
from extract.rulebook import load_rules

BLANKET_ROLES: dict[str, Role] = {"blanket-responsible": "responsible", "blanket-cooperating": "cooperating"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """A declared convention: its place, what it is called in the record, and where a blanket clause names its units."""

    start: int
    end: int
    convention: str
    rule: str
    units_start: int
    units_end: int


def find_conventions(text: str) -> list[Declared]:
    """The conventions that the text declares, in order; overlapping finds go to the first rule of the file.

    >>> [found.convention for found in find_conventions("（市卫健委负责。列第一位的为牵头单位，下同）")]
    ['first-is-lead']
    """
    found: list[Declared] = []
    for rule in load_rules("conventions"):
        for match in rule.pattern.finditer(text):
            if any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            units = match.span("units") if "units" in rule.pattern.groupindex else (match.end(), match.end())
            found.append(
                Declared(
                    start=match.start(),
                    end=match.end(),
                    convention=rule.kind,
                    rule=rule.id,
                    units_start=units[0],
                    units_end=units[1],
                )
            )
    return sorted(found, key=lambda declared: declared.start)
