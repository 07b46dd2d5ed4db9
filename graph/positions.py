"""Where the facts of a record stood as they were read, whatever people took out or added: ids rest on it."""

from __future__ import annotations

from collections.abc import Sequence

from extract.records import Assignment, Deadline, Document, ImpliedUnit, Target, UnitMention


def free(taken: set[int], number: int) -> list[int]:
    """The first positions that are not taken.

    >>> free({0, 2}, 3)
    [1, 3, 4]
    """
    return [position for position in range(number + len(taken)) if position not in taken][:number]


def positions(document: Document, kind: str, number: int, statement: str | None = None) -> list[int]:
    """The positions that so many things of a kind had as they were read, before people took others out."""
    gone = {one.position for one in document.withdrawn if one.kind == kind and one.statement == statement}
    return free(gone, number) if gone else list(range(number))


def keyed(document: Document, kind: str, facts: Sequence[Deadline] | Sequence[Target]) -> list[tuple[int, int | str]]:
    """The position of each deadline or target, and what its id rests on: those that people added stand behind all read.

    Both are the same whatever people took out or added beside it.
    """
    gone = sum(one.kind == kind for one in document.withdrawn)
    read = iter(positions(document, kind, sum(not is_added(one) for one in facts)))
    behind = iter(range(len(facts) + gone - sum(map(is_added, facts)), len(facts) + gone))
    found: list[tuple[int, int | str]] = []
    for one in facts:
        position = next(behind if is_added(one) else read)
        found.append((position, "added" if is_added(one) else position))
    return found


def named_of(document: Document, statement: Assignment) -> list[tuple[int, str, UnitMention | ImpliedUnit]]:
    """The units of a statement with the position and the id of each duty: those read first, then those people added.

    Positions and ids are the same whatever people took out or added beside them.
    """
    read = [unit for unit in statement.units if not is_added(unit)]
    added = [unit for unit in statement.units if is_added(unit)]
    own = positions(document, "unit", len(read), statement.id)
    gone = sum(one.kind == "unit" and one.statement == statement.id for one in document.withdrawn)
    behind = len(read) + gone
    implied = [behind + at for at in positions(document, "implied", len(statement.implied), statement.id)]
    last = max((*own, *implied), default=-1) + 1
    named: list[tuple[int, UnitMention | ImpliedUnit]] = [
        *zip(own, read, strict=True), *zip(implied, statement.implied, strict=True)
    ]  # fmt: skip
    found = [(position, f"{statement.id}-{position + 1}", unit) for position, unit in named]
    return found + [(last + at, f"{statement.id}-added-{unit.start}", unit) for at, unit in enumerate(added)]


def is_added(fact: UnitMention | Deadline | Target) -> bool:
    """Whether a person added it: nothing had been read there."""
    return fact.corrected is not None and fact.corrected.read is None


def standing_of(unit: UnitMention | ImpliedUnit) -> str:
    """Whether the unit's role is written, implied by a declared rule, or corrected by a person."""
    if unit.corrected:
        return "corrected"
    return "written" if isinstance(unit, UnitMention) and unit.effective_role == unit.role else "implied"
