"""The matrix as a table: tasks down, units across, heads that stay in view, every number and letter a link."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from graph.calling import called, numbered
from graph.matrix import Matrix, MatrixTask, MatrixUnit, Share
from views.addresses import address, place
from views.cards import short, tag
from views.names import whole
from views.sheet import Node, link, node
from views.wording import role_letter, say

COLUMNS = 40
ROWS = 120
_ON_PAPER = 18  # columns that a sheet of paper surely holds
_HINT = 140  # characters of a quote in a hint


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What the address asks for: the filters, and where units and tasks begin (None: all units together)."""

    filters: Mapping[str, str]
    first_unit: int | None
    first_task: int

    def address(self, doc: str, **changed: str | int | None) -> str:
        """The address of the matrix with something changed; the parts begin anew unless they are told."""
        given: dict[str, str | int | None] = {**self.filters, **changed}
        beside = given.pop("with", None)
        return address("matrix", id=doc, with_=beside if given.get("unit") else None, **given)

    @property
    def beside(self) -> Sequence[str]:
        """The units that must have a part beside the one that is looked at."""
        return tuple(filter(None, self.filters.get("with", "").split(",")))

    def begin(self, found: Matrix) -> tuple[int, int]:
        """Where the shown units and the shown tasks begin."""
        unit, task = self.first_unit or 0, self.first_task
        return unit if unit < len(found.units) else 0, task if task < len(found.tasks) else 0

    def units(self, found: Matrix) -> Sequence[MatrixUnit]:
        """The units that are shown."""
        first, _ = self.begin(found)
        return found.units if self.first_unit is None else found.units[first : first + COLUMNS]

    def tasks(self, found: Matrix) -> Sequence[MatrixTask]:
        """The tasks that are shown."""
        _, first = self.begin(found)
        return found.tasks[first : first + ROWS]


def grid(found: Matrix, view: View) -> Node:
    """The table in a box of its own that scrolls; the arrow keys go from cell to cell."""
    units = view.units(found)
    head = node("tr", _corner(found), _sum_head(), (_unit_head(found, unit, view) for unit in units))
    body = node("tbody", _rows(found, view, units))
    title = say("matrix.caption", title=found.title)
    table = node("table", node("thead", head), body, cls="matrix", role="grid", aria_label=title)
    cut = len(units) > _ON_PAPER or len(units) < len(found.units) or len(view.tasks(found)) < len(found.tasks)
    paper = node("p", say("matrix.on_paper"), cls="on-paper notice") if cut else None
    return node("div", paper, node("div", table, cls="matrix-box", role="region", aria_label=title))


def _corner(found: Matrix) -> Node:
    return node("th", say("matrix.task"), " ", node("small", str(len(found.tasks))), scope="col", cls="matrix-task")


def _sum_head() -> Node:
    return node("th", say("matrix.units"), scope="col", cls="matrix-sum")


def _unit_head(found: Matrix, unit: MatrixUnit, view: View) -> Node:
    """The unit, written downwards, and the number of its tasks."""
    own = node("span", called(unit.canonical), lang="zh-CN")
    name = link(address("unit", id=unit.unit_id), own, cls="matrix-name", title=whole(unit.canonical))
    sign = tag(say("unit.collective")) if unit.collective else None
    hint = say("matrix.tasks_of", unit=unit.canonical, n=unit.tasks)
    number = link(_tasks_of(found, unit, view), str(unit.tasks), cls="matrix-count", title=hint)
    kind = "matrix-unit collective" if unit.collective else "matrix-unit"
    return node("th", node("div", name, sign, number, cls="matrix-head"), scope="col", cls=kind)


def _tasks_of(found: Matrix, unit: MatrixUnit, view: View) -> str:
    """The list of just these tasks: the library's, or the matrix where only it can narrow so far."""
    filters = view.filters
    if "section" not in filters and filters.get("unit", unit.unit_id) == unit.unit_id and "with" not in filters:
        return address("list", of="tasks", doc=found.doc, unit=unit.unit_id, role=filters.get("role"))
    if "unit" not in filters:
        return view.address(found.doc, unit=unit.unit_id)
    beside = [one for one in view.beside if one != unit.unit_id]
    if unit.unit_id != filters["unit"]:
        beside.append(unit.unit_id)
    return view.address(found.doc, **{"with": ",".join(beside)})


def _rows(found: Matrix, view: View, units: Sequence[MatrixUnit]) -> Iterator[Node]:
    for section, tasks in groupby(view.tasks(found), key=lambda task: task.section):
        if section:
            words = node("span", section, cls="matrix-path", lang="zh-CN")
            yield node("tr", node("th", words, colspan=str(len(units) + 2), scope="rowgroup"), cls="matrix-section")
        for task in tasks:
            yield _row(found, task, view, units)


def _row(found: Matrix, task: MatrixTask, view: View, units: Sequence[MatrixUnit]) -> Node:
    number = found.units_of(task.task_id)
    name = node("span", numbered(task.number, task.title), lang="zh-CN")
    title = link(address("task", id=task.task_id), name)
    silent = None if number else _silent(task, view)
    head = node("th", title, silent, scope="row", cls="matrix-task")
    to = address("list", of="units", doc=found.doc, task=task.task_id, role=view.filters.get("role"))
    total: Node = node("span", "0", cls="zero")
    if number:
        total = link(to, str(number), title=say("matrix.units_of", n=number))
    cells = (_cell(found, task, unit) for unit in units)
    return node("tr", head, node("td", total, cls="matrix-sum"), cells)


def _silent(task: MatrixTask, view: View) -> Node:
    """Why a task has no unit: people are named, it was not understood, or the plan does not say."""
    role = view.filters.get("role")
    if task.people:
        words = say("matrix.people", names="、".join(task.people))
    elif task.unread:
        return node("span", tag(say("matrix.unread"), doubt=True), cls="matrix-silent")
    else:
        words = say("matrix.no_role", role=say(f"role.{role}")) if role else say("matrix.no_unit")
    return node("span", tag(words), cls="matrix-silent")


def _cell(found: Matrix, task: MatrixTask, unit: MatrixUnit) -> Node:
    shares = found.shares.get((task.task_id, unit.unit_id), ())
    return node("td", (part for share in shares for part in _letter(found.doc, task, unit, share)))


def _letter(doc: str, task: MatrixTask, unit: MatrixUnit, share: Share) -> Iterator[Node]:
    """The letter, which opens the words behind it; where they stand more than once, the number opens them all."""
    standing = say(f"matrix.is_{share.standing}")
    said = say("matrix.letter", role=say(f"role.{share.role}"), standing=standing, unit=unit.canonical)
    yield node(
        "a",
        role_letter(share.role),
        href=place(doc, share.start, share.end, words=share.words),
        cls=f"letter {share.role}" + f" matrix-{share.standing}" * (share.standing != "written"),
        title=f"{said}\n{short(share.quote, _HINT)}",
        aria_label=said,
    )
    if share.statements > 1:
        every = address("list", of="assignments", doc=doc, task=task.task_id, unit=unit.unit_id, role=share.role)
        number = say("matrix.statements", n=share.statements)
        yield link(every, f"×{share.statements}", cls="matrix-times", title=number)
