"""How far two readings of one document agree: the bag of (written role, unit as written), places aside."""

from __future__ import annotations

import importlib.util
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import cast

from extract.records import Document

Bag = Counter[tuple[str, str]]


def _load_fold() -> Callable[[str], str]:
    """The folding of the scoring script, so that what agrees here agrees there."""
    spec = importlib.util.spec_from_file_location("gold_score", Path(__file__).parent / "gold" / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return cast(Callable[[str], str], module.fold)


fold = _load_fold()


def bag_of(document: Document) -> Bag:
    """Every unit that a statement writes, with its written role, as often as it is written."""
    return Counter((unit.role, fold(unit.text)) for each in document.assignments for unit in each.units)


def agreement(one: Bag, other: Bag) -> float:
    """F1 of two bags; two empty ones agree.

    >>> agreement(Counter({("lead", "市能源局"): 1}), Counter({("lead", "市能源局"): 1, ("lead", "市水务局"): 2}))
    0.5
    """
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0


def differing(one: Bag, other: Bag) -> list[str]:
    """What only one of two bags holds, "-" for what the other lacks and "+" for what it has besides."""
    missing = [f"- {role} {words}" for role, words in (one - other).elements()]
    added = [f"+ {role} {words}" for role, words in (other - one).elements()]
    return missing + added
