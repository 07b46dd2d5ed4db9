"""One change between a task of an earlier plan and the same task of a later one, with the words of both."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any, Literal

from graph.clauses import Clause
from graph.findings import Quote, quote
from graph.wording import load_table

Aspect = Literal["lead", "deadline", "target"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became different: ``kind`` is one of ``rules/comparing.toml`` for this aspect.

    ``a`` and ``b`` say both sides in short, None where there is none; ``days`` is how much later (negative: earlier)
    something is due; ``because`` the reform behind a new name. Where ``sure`` is False people should look.
    """

    aspect: Aspect
    kind: str
    a: str | None
    b: str | None
    days: int | None = None
    because: str | None = None
    because_en: str | None = None
    sure: bool = True
    quotes_a: tuple[Quote, ...] = ()
    quotes_b: tuple[Quote, ...] = ()


@functools.cache
def kinds() -> dict[tuple[str, str], dict[str, Any]]:
    """The kinds of change with their words and definitions, by aspect and id."""
    return {(row["aspect"], row["id"]): row for row in load_table("comparing")["kind"]}


def label(change: Change, *, english: bool = False) -> str:
    """What the change is called."""
    words: str = kinds()[change.aspect, change.kind]["en" if english else "zh"]
    return words


def quoted(clause: Clause, *spans: tuple[int, int]) -> tuple[Quote, ...]:
    """The words of a task's document at these places, each once, in the order of the text."""
    return tuple(quote(clause.document, clause.text, start, end) for start, end in sorted(set(spans)))
