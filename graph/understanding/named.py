"""A name in a question: where it stands and what of the library it means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.naming.places import Place
from graph.holdings import HeldUnit


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A stretch of the question and what it names; ``held`` is false of what the library does not hold.

    ``gloss`` is true of a second name, in brackets, of the unit before: 质监局（现在的市场监管局）.
    """

    start: int
    end: int
    sign: str
    words: str
    units: tuple[HeldUnit, ...] = ()
    place: Place | None = None
    held: bool = True
    docs: tuple[str, ...] = ()
    gloss: bool = False


def is_free(start: int, end: int, taken: Iterable[Named]) -> bool:
    """Whether no name stands in these characters."""
    return all(end <= named.start or named.end <= start for named in taken)


def mark(question: str, named: Sequence[Named]) -> str:
    """The question with one sign for each name."""
    parts, at = [], 0
    for one in sorted(named, key=lambda one: one.start):
        parts += [question[at : one.start], one.sign]
        at = one.end
    return "".join([*parts, question[at:]])
