"""Who has which part in one plan: its tasks, its units, and the roles of each unit in each task with their words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from graph.library import Library

ROLES = ("lead", "responsible", "cooperating", "supervising")
_SHOWN = {"lead": 0, "responsible": 1, "cooperating": 2, "supervising": 3}
Place = tuple[str, str]
"""A task and a unit, by their ids."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixTask:
    """A task; ``unread`` where it names no unit and words of it were seen and not understood."""

    task_id: str
    number: str | None
    title: str
    section: str
    people: tuple[str, ...]
    unread: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixUnit:
    """A unit and the number of tasks in which it has a part."""

    unit_id: str
    canonical: str
    collective: bool
    tasks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A role of a unit in a task, with the first statement that gives it, and how many do.

    ``standing`` is "written" where any statement writes it, else "corrected" where a person gave it, else "implied" by
    a declared rule. ``start`` to ``end`` is the unit, or the statement where the unit stands in none; ``words`` are
    what stands there, ``quote`` is the statement.
    """

    role: str
    standing: str
    statements: int
    start: int
    end: int
    words: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Tasks in the order of the text, units by their number of tasks (collectives last), shares by task and unit.

    ``outside`` counts the assignments that stand in no task.
    """

    doc: str
    title: str
    tasks: tuple[MatrixTask, ...]
    units: tuple[MatrixUnit, ...]
    shares: Mapping[Place, tuple[Share, ...]]
    outside: int

    def units_of(self, task_id: str) -> int:
        """How many units have a part in a task."""
        return sum((task_id, unit.unit_id) in self.shares for unit in self.units)

    @property
    def sections(self) -> tuple[str, ...]:
        """The headings that tasks stand under, in the order of the text."""
        return tuple(dict.fromkeys(task.section for task in self.tasks))


def find_matrix(library: Library, doc: str) -> Matrix | None:
    """The matrix of the plan with this name; None where the library holds none."""
    plans = library.read("SELECT title FROM plan WHERE doc = ?", (doc,))
    if not plans:
        return None
    shares = _shares(library, doc)
    named = {task for task, _ in shares}
    tasks = _tasks(library, doc, named)
    names = library.read(
        "SELECT unit, canonical, collective FROM body WHERE unit IN (SELECT unit FROM duty WHERE doc = ?)", (doc,)
    )
    units = [
        MatrixUnit(unit_id=unit, canonical=name, collective=bool(collective), tasks=0)
        for unit, name, collective in names
    ]
    outside = library.read("SELECT COUNT(*) FROM duty WHERE doc = ? AND task IS NULL", (doc,))[0][0]
    found = Matrix(
        doc=doc, title=plans[0][0], tasks=tuple(tasks), units=tuple(units), shares=shares, outside=int(outside)
    )
    return narrowed(found)


def narrowed(
    matrix: Matrix,
    *,
    unit: str | None = None,
    beside: Sequence[str] = (),
    role: str | None = None,
    section: str | None = None,
) -> Matrix:
    """The part of the matrix that fits: tasks of a section, of a unit (and others beside it), shares of a role."""
    shares = {
        place: kept
        for place, found in matrix.shares.items()
        if (kept := tuple(share for share in found if role in (None, share.role)))
    }
    wanted = [*([] if unit is None else [unit]), *beside]
    tasks = [
        task
        for task in matrix.tasks
        if section in (None, task.section) and all((task.task_id, one) in shares for one in wanted)
    ]
    held = {task.task_id for task in tasks}
    shares = {place: found for place, found in shares.items() if place[0] in held}
    counts: dict[str, int] = defaultdict(int)
    for _, one in shares:
        counts[one] += 1
    units = [replace(one, tasks=counts[one.unit_id]) for one in matrix.units if counts[one.unit_id]]
    units.sort(key=lambda one: (one.unit_id not in wanted, one.collective, -one.tasks, one.canonical, one.unit_id))
    return replace(matrix, tasks=tuple(tasks), units=tuple(units), shares=shares)


def _shares(library: Library, doc: str) -> dict[Place, tuple[Share, ...]]:
    rows = library.select(
        "SELECT d.task, d.unit, d.role, d.standing, d.surface, COALESCE(d.start, s.start) AS start,"
        ' COALESCE(d.stop, s.stop) AS "end", d.start IS NULL AS added, s.quote'
        " FROM duty AS d JOIN statement AS s ON s.doc = d.doc AND s.id = d.statement"
        " WHERE d.doc = :doc AND d.task IS NOT NULL"
        " ORDER BY d.standing != 'written', d.standing, s.position, d.position",
        {"doc": doc},
    )
    found: dict[Place, dict[str, Share]] = defaultdict(dict)
    for row in rows:
        of_unit, role = found[row["task"], row["unit"]], row["role"]
        if role in of_unit:
            of_unit[role] = replace(of_unit[role], statements=of_unit[role].statements + 1)
            continue
        of_unit[role] = Share(
            role=role,
            standing=row["standing"],
            statements=1,
            start=row["start"],
            end=row["end"],
            words=row["quote"] if row["added"] else row["surface"],
            quote=row["quote"],
        )
    return {
        place: tuple(sorted(shares.values(), key=lambda share: _SHOWN.get(share.role, len(_SHOWN))))
        for place, shares in found.items()
    }


def _tasks(library: Library, doc: str, named: set[str]) -> list[MatrixTask]:
    """The tasks; of those that name no unit, whether something of them was not understood."""
    rows = library.read("SELECT id, number, title, section FROM task WHERE doc = ? ORDER BY position", (doc,))
    doubtful = {task for (task,) in library.read("SELECT task FROM issue WHERE doc = ?", (doc,))}
    people = _people(library, doc)
    return [
        MatrixTask(
            task_id=task,
            number=number,
            title=title,
            section=section,
            people=tuple(people[task]),
            unread=task in doubtful - named,
        )
        for task, number, title, section in rows
    ]


def _people(library: Library, doc: str) -> Mapping[str, Sequence[str]]:
    """The people whom tasks name, with their titles."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    rows = library.read(
        "SELECT x.task, x.name, x.title FROM person AS x JOIN statement AS s ON s.doc = x.doc AND s.id = x.statement"
        " WHERE x.doc = ? ORDER BY s.position, x.position",
        (doc,),
    )
    for task, name, title in rows:
        found[task][f"{name}（{title}）" if title else name] = None
    return defaultdict(tuple, {task: tuple(names) for task, names in found.items()})


def outside(library: Library, doc: str) -> Sequence[str]:
    """The ids of the assignments of a plan that stand in no task, in the order of the text."""
    rows = library.read(
        "SELECT d.id FROM duty AS d JOIN statement AS s ON s.doc = d.doc AND s.id = d.statement"
        " WHERE d.doc = ? AND d.task IS NULL ORDER BY s.position, d.position",
        (doc,),
    )
    return [one for (one,) in rows]
