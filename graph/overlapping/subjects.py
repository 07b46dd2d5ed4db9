"""Whether two plans are about one subject: by the sectors of their tasks and the families of kin sectors."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Mapping
from math import sqrt

from extract.records import Document
from graph.wording import load_table

ALIKE = 0.4  # likeness of what their tasks are about from which two plans are of one subject
KIN = 0.7  # weight of a family beside a sector of its own


def one_subject(a: Document, b: Document) -> bool:
    """Whether what the tasks of the one plan are about is mostly what those of the other are about."""
    one, other = (subject_of(sector.id for task in plan.tasks for sector in task.sectors) for plan in (a, b))
    return likeness(one, other) >= ALIKE


def subject_of(sectors: Iterable[str]) -> Mapping[str, float]:
    """How much of a plan is of each sector and of each family, by the sectors of its tasks.

    >>> subject_of(["yangchen", "yangchen", "caizheng"])
    {'yangchen': 2.0, '生态环境': 1.4}
    """
    everywhere, families = _rules()
    found: dict[str, float] = {}
    for sector, count in Counter(sectors).items():
        if sector not in everywhere:
            found[sector] = float(count)
            for family in families.get(sector, ()):
                found[family] = found.get(family, 0.0) + KIN * count
    return found


def likeness(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """How alike two are: 1 where one is the other at another size, 0 where nothing is in both.

    >>> likeness({"yangchen": 2}, {"yangchen": 4}), likeness({"yangchen": 2}, {"jiaoyu": 4}), likeness({}, {})
    (1.0, 0.0, 0.0)
    """
    sizes = sqrt(sum(value**2 for value in a.values()) * sum(value**2 for value in b.values()))
    return sum(value * b.get(name, 0.0) for name, value in a.items()) / sizes if sizes else 0.0


@functools.cache
def _rules() -> tuple[frozenset[str], Mapping[str, tuple[str, ...]]]:
    """The sectors that every plan has, and of each other sector the families."""
    table = load_table("subjects")
    kin: dict[str, list[str]] = table["kin"]
    sectors = {sector for family in kin.values() for sector in family}
    families = {sector: tuple(name for name, family in kin.items() if sector in family) for sector in sectors}
    return frozenset(table["everywhere"]), families
