"""Versions of one document: what the library would make of a record, and what differs from the version before."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.jsonform import from_json, to_json
from extract.records import Document
from graph.changed import Change
from graph.corrections import standing_corrections
from graph.library import Added, Library
from graph.storing import fingerprint_of
from graph.twins import find_twins

if TYPE_CHECKING:
    from graph.comparing import Kept
    from graph.comparing import Task as Matched

MOST = 200
"""Lines of each kind that a difference holds; its counts are those of all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """What would become of a record: ``other`` is the document that has the same text already.

    ``held`` names the version of the document that the library holds, ``twins`` are documents that say nearly the same,
    and ``corrections`` the numbers of those that stand of the document and its twins.
    """

    status: Added
    other: str | None = None
    held: str | None = None
    twins: tuple[str, ...] = ()
    corrections: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleChange:
    """A unit that has a role in a task in one of two versions only; ``came`` where that is the later one."""

    unit: str
    role: str
    came: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedTask:
    """A task of both versions and what differs: leads, deadlines and targets with both sides, other roles by unit."""

    number: str | None
    title: str
    changes: tuple[Change, ...]
    roles: tuple[RoleChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Two versions of a document, task by task; tasks are called by number and title. ``doubtful`` pairs may be one."""

    same: int
    changed: int
    new: int
    dropped: int
    doubtful: int
    changed_tasks: tuple[ChangedTask, ...]
    new_tasks: tuple[str, ...]
    dropped_tasks: tuple[str, ...]
    same_text: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a document, and what differs from the one before; the first has none before it."""

    title: str
    tasks: int
    statements: int
    deadlines: int
    difference: Difference | None


def foresee(library: Library, document: Document, text: str) -> Foreseen:
    """What :meth:`graph.library.Library.add` would make of the record now."""
    held = library.read("SELECT fingerprint, sha256 FROM version WHERE doc = ? AND current = 1", (document.doc,))
    record = json.dumps(to_json(document), ensure_ascii=False, separators=(",", ":"))
    now = str(held[0][0]) if held else None
    if now == fingerprint_of(document, record):
        return Foreseen(status="unchanged", held=now)
    same = library.read(
        "SELECT doc FROM version WHERE text_sha256 = ? AND current = 1 AND doc != ?",
        (document.text_sha256, document.doc),
    )
    if same:
        return Foreseen(status="duplicate", other=str(same[0][0]), held=now)
    alike = tuple(twin.doc for twin in find_twins(library, document, text))
    standing = standing_corrections(library.corrections())
    numbers = tuple(one.number for one in standing if one.doc in (document.doc, *alike))
    status: Added = "new" if not held else "reread" if held[0][1] == document.sha256 else "replaced"
    return Foreseen(status=status, held=now, twins=alike, corrections=numbers)


def versions_told(library: Library, doc: str) -> list[Version]:
    """All versions of a document in the order they came, the current one last."""
    rows = library.read("SELECT record, text FROM version WHERE doc = ? ORDER BY current, id", (doc,))
    told: list[Version] = []
    before: tuple[Document, str] | None = None
    for record, text in rows:
        document = from_json(json.loads(record))
        told.append(
            Version(
                title=document.meta.title or doc,
                tasks=len(document.tasks),
                statements=len(document.assignments),
                deadlines=len(document.deadlines),
                difference=differ(before, (document, text)) if before else None,
            )
        )
        before = document, text
    return told


def current_version(library: Library, doc: str) -> tuple[Document, str] | None:
    """The version that is shown, as it was read; None where no document has this name."""
    rows = library.read("SELECT record, text FROM version WHERE doc = ? AND current = 1", (doc,))
    return (from_json(json.loads(rows[0][0])), str(rows[0][1])) if rows else None


def versions_held(library: Library) -> dict[str, int]:
    """How many versions of each document are held, the current one among them."""
    rows = library.read("SELECT doc, COUNT(*) FROM version GROUP BY doc HAVING MAX(current) = 1")
    return {str(doc): int(number) for doc, number in rows}


def differ(before: tuple[Document, str], after: tuple[Document, str]) -> Difference:
    """What differs between two versions of one document."""
    from graph.comparing import compare_plans  # noqa: PLC0415 - its arithmetic takes a second to load

    found = compare_plans(before, after)
    changed = [one for pair in found.kept if (one := _changed(before[0], after[0], pair)) is not None]
    return Difference(
        same=len(found.kept) - len(changed),
        changed=len(changed),
        new=len(found.new),
        dropped=len(found.dropped),
        doubtful=len(found.doubtful) + len(found.parted),
        changed_tasks=tuple(changed[:MOST]),
        new_tasks=tuple(_called(task) for task in found.new[:MOST]),
        dropped_tasks=tuple(_called(task) for task in found.dropped[:MOST]),
        same_text=before[1] == after[1],
    )


def _changed(a: Document, b: Document, pair: Kept) -> ChangedTask | None:
    roles = tuple(_role_changes(_holders(a, pair.a.side.task), _holders(b, pair.b.side.task)))
    if not pair.changes and not roles:
        return None
    side = pair.b.side
    return ChangedTask(number=side.number, title=side.title, changes=pair.changes, roles=roles)


def _role_changes(before: dict[tuple[str, str], str], after: dict[tuple[str, str], str]) -> Iterator[RoleChange]:
    """Units of the other roles; leads are told among the changes."""
    for unit, role in sorted(before.keys() ^ after.keys()):
        if role != "lead":
            came = (unit, role) in after
            yield RoleChange(unit=(after if came else before)[unit, role], role=role, came=came)


def _holders(document: Document, task: str | None) -> dict[tuple[str, str], str]:
    """The units of a task by id and role in effect, with their names."""
    found: dict[tuple[str, str], str] = {}
    for statement in document.assignments:
        if statement.task == task:
            found |= {(unit.unit_id, unit.effective_role): unit.canonical for unit in statement.units}
            found |= {(unit.unit_id, unit.role): unit.canonical for unit in statement.implied}
    return found


def _called(task: Matched) -> str:
    return f"{task.side.number or ''} {task.side.title}".strip()
