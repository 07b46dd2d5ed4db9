"""Where the facts of a record stood as they were read, whatever people took out or added: ids rest on it."""

from __future__ import annotations

from extract.records import Assignment, Document, ImpliedUnit, UnitMention


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


def named_of(document: Document, statement: Assignment) -> list[tuple[int, str, UnitMention | ImpliedUnit]]:
    """The units of a statement with the position and the id of each duty: those read first, then those people added.

    Positions and ids are the same whatever people took out or added beside them.
    """
    read = [unit for unit in statement.units if not _is_added(unit)]
    added = [unit for unit in statement.units if _is_added(unit)]
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


def _is_added(unit: UnitMention) -> bool:
    return unit.corrected is not None and unit.corrected.read is None


def standing_of(unit: UnitMention | ImpliedUnit) -> str:
    """Whether the unit's role is written, implied by a declared rule, or corrected by a person."""
    if unit.corrected:
        return "corrected"
    return "written" if isinstance(unit, UnitMention) and unit.effective_role == unit.role else "implied"
