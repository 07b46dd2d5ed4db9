"""What the lists of a library hold under one filter: the same rows as on the pages, so that every total agrees.

Each list is read when a writer first asks for it; a file of deadlines costs no search for gaps.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from extract.records import Document
from graph import facts, unit_facts
from graph.exporting.texts import corrected_in_words
from graph.filters import ALL, Filter, conditions
from graph.gaps import find_gaps
from graph.library import Library
from graph.openness import Limited, limited
from graph.people import shown
from graph.rows import AssignmentRow, DeadlineRow, PlanRow, SectorRow, StatementRow, TargetRow, TaskRow, UnitRow
from graph.unfold import implied_deadlines
from graph.verdicts import WORDS, standing_verdicts
from graph.whereabouts import Where, read_where

_Key = tuple[str, str]
"""A document and an id in it."""
_NO_DEADLINE = "没有时限"  # the name of the check that finds it, where words without a day count as none
_NO_DAY = "时限没有日期"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A unit with a role in a task; ``implied`` where no statement writes it there, only a declared rule.

    ``corrected`` where a person set it right.
    """

    unit_id: str
    name: str
    implied: bool
    corrected: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A deadline of a task; ``implied`` where a declared rule or a heading sets it."""

    row: DeadlineRow
    implied: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A task with all that the plan says of it: who by role, by when, how much, and what it leaves open.

    A gap that people have judged says the judgement in brackets.
    """

    row: TaskRow
    holders: Mapping[str, Sequence[Holder]]
    dues: Sequence[Due]
    targets: Sequence[TargetRow]
    gaps: Sequence[str]

    @property
    def last_day(self) -> str | None:
        """The last of the days by which the task is due."""
        return max((due.row.last_day for due in self.dues if due.row.last_day), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A unit of a statement, or the people of one that names no unit (role, standing and unit are None then)."""

    doc: str
    plan_title: str
    jurisdiction: str | None
    task_id: str | None
    task_number: str | None
    task_title: str | None
    section: str | None
    statement_id: str
    kind: str
    role: str | None
    standing: str | None
    unit: str | None
    surface: str | None
    people: Sequence[str]
    qualifier: str | None
    quote: str
    rule: str | None
    place: Where | None
    start: int
    end: int


@dataclass(kw_only=True)
class Contents:
    """The lists of a library under a filter; ``where`` narrows them exactly as it narrows a page."""

    library: Library
    where: Filter = ALL

    @property
    def samples(self) -> bool:
        """Whether these are the documents that come with the program."""
        return self.library.samples

    @cached_property
    def plans(self) -> list[PlanRow]:
        """The documents."""
        return facts.plans(self.library, self.where)

    @cached_property
    def tasks(self) -> list[TaskRow]:
        """The tasks."""
        return facts.tasks(self.library, self.where)

    @cached_property
    def statements(self) -> list[StatementRow]:
        """The statements that assign units."""
        return facts.statements(self.library, self.where)

    @cached_property
    def assignments(self) -> list[AssignmentRow]:
        """The assignments."""
        return facts.assignments(self.library, self.where)

    @cached_property
    def deadlines(self) -> list[Due]:
        """The deadlines, by last day."""
        return [
            Due(row=row, implied=row.deadline_id in self._implied) for row in facts.deadlines(self.library, self.where)
        ]

    @cached_property
    def targets(self) -> list[TargetRow]:
        """The targets."""
        return facts.targets(self.library, self.where)

    @cached_property
    def units(self) -> list[UnitRow]:
        """The units."""
        return unit_facts.units(self.library, self.where)

    @cached_property
    def sectors(self) -> list[SectorRow]:
        """The sectors."""
        return unit_facts.sectors(self.library, self.where)

    @cached_property
    def unit(self) -> UnitRow | None:
        """The unit that the filter names."""
        return unit_facts.unit(self.library, self.where.unit_id) if self.where.unit_id else None

    @cached_property
    def closed(self) -> list[Limited]:
        """The documents that limit who may read them, each with the words that say so."""
        held = {plan.doc for plan in self.plans}
        return [each for each in limited(self.library) if each.doc in held]

    @cached_property
    def entries(self) -> list[Entry]:
        """The tasks, each with everything that the plan says of it, of whichever unit."""
        around = self._around
        holders = _holders(facts.assignments(self.library, around))
        dues: dict[_Key, list[Due]] = defaultdict(list)
        for row in facts.deadlines(self.library, around):
            if row.task_id is not None:
                dues[row.doc, row.task_id].append(Due(row=row, implied=row.deadline_id in self._implied))
        targets: dict[_Key, list[TargetRow]] = defaultdict(list)
        for target in facts.targets(self.library, around):
            if target.task_id is not None:
                targets[target.doc, target.task_id].append(target)
        return [
            Entry(row=row, holders=holders[row.doc, row.task_id], targets=targets[row.doc, row.task_id],
                  dues=dues[row.doc, row.task_id],
                  gaps=_gaps_beside(dues[row.doc, row.task_id], self._gaps[row.doc, row.task_id]))
            for row in self.tasks
        ]  # fmt: skip

    @cached_property
    def own_roles(self) -> Mapping[_Key, Mapping[str, Sequence[Holder]]]:
        """The roles of the unit that the filter names, by task; none where it names no unit."""
        if not self.where.unit_id:
            return {}
        return _holders(facts.assignments(self.library, replace(self._around, unit_id=self.where.unit_id)))

    @cached_property
    def lines(self) -> list[Line]:
        """The assignments with the people of their statements, and the statements that name people alone."""
        found = [_line(row, self._people[row.doc, row.statement_id]) for row in self.assignments]
        if not (self.where.unit_id or self.where.role or self.where.surface):
            found += self._people_alone()
        return sorted(found, key=lambda line: (line.doc, line.start, line.end))

    @property
    def _around(self) -> Filter:
        """The filter as far as it tells documents apart."""
        return Filter(doc=self.where.doc, place=self.where.place, year=self.where.year)

    @cached_property
    def _read(self) -> list[tuple[Document, str]]:
        return self.library.plans([plan.doc for plan in self.plans])

    @cached_property
    def _implied(self) -> set[str]:
        return {deadline.id for document, _ in self._read for deadline in implied_deadlines(document, None)}

    @cached_property
    def _gaps(self) -> Mapping[_Key, list[str]]:
        found: dict[_Key, dict[str, None]] = defaultdict(dict)
        standing = standing_verdicts(self.library.verdicts())
        for check in find_gaps(self._read):
            for finding in check.findings:
                if finding.task is not None:
                    judged = standing.get(finding.id)
                    said = f"（{WORDS[judged.verdict][0]}）" if judged else ""
                    found[finding.doc, finding.task][check.zh + said] = None
        return defaultdict(list, {key: list(names) for key, names in found.items()})

    @cached_property
    def _people(self) -> Mapping[_Key, Sequence[str]]:
        found: dict[_Key, dict[str, None]] = defaultdict(dict)
        rows = self.library.read("SELECT doc, statement, name, title FROM person ORDER BY doc, statement, position")
        for doc, statement, name, title in rows:
            found[doc, statement][shown(name, title)] = None
        return defaultdict(tuple, {key: tuple(names) for key, names in found.items()})

    def _people_alone(self) -> Iterator[Line]:
        rows = self.library.select(
            "SELECT s.doc, s.id AS statement_id, s.task AS task_id, p.title AS plan_title, p.jurisdiction,"
            " t.number AS task_number,"
            ' t.title AS task_title, t.section, s.kind, s.qualifier, s.quote, s.place, s.start, s.stop AS "end"'
            " FROM statement AS s JOIN plan AS p ON p.doc = s.doc"
            " LEFT JOIN task AS t ON t.doc = s.doc AND t.id = s.task"
            " WHERE NOT EXISTS (SELECT 1 FROM duty AS x WHERE x.doc = s.doc AND x.statement = s.id)"
            " AND EXISTS (SELECT 1 FROM person AS x WHERE x.doc = s.doc AND x.statement = s.id)"
            f" AND {conditions(self._around, {})} ORDER BY s.doc, s.position",
            self.where.values(),
        )
        for row in rows:
            people = self._people[row["doc"], row["statement_id"]]
            place = read_where(row.pop("place"))
            yield Line(**row, people=people, place=place, role=None, standing=None, unit=None, surface=None, rule=None)


def _gaps_beside(dues: Sequence[Due], gaps: Sequence[str]) -> Sequence[str]:
    """The gaps as they are said beside deadlines: where some are written, they only lack a day."""
    return [gap.replace(_NO_DEADLINE, _NO_DAY, 1) for gap in gaps] if dues else gaps


def _line(row: AssignmentRow, people: Sequence[str]) -> Line:
    given: dict[str, Any] = {
        name: getattr(row, name)
        for name in ("doc", "plan_title", "jurisdiction", "task_number", "task_title", "section", "kind", "role",
                     "task_id", "statement_id", "standing", "surface", "qualifier", "quote", "rule", "place",
                     "start", "end")
    }  # fmt: skip
    given["rule"] = row.rule or corrected_in_words(row)
    return Line(**given, unit=row.canonical, people=people)


def _holders(rows: Sequence[AssignmentRow]) -> Mapping[_Key, Mapping[str, Sequence[Holder]]]:
    """The units of each task by role, in the order of the text; one that is written anywhere counts as written."""
    found: dict[_Key, dict[str, dict[str, Holder]]] = defaultdict(lambda: defaultdict(dict))
    for row in rows:
        if row.task_id is None:
            continue
        units = found[row.doc, row.task_id][row.role]
        known = units.get(row.unit_id)
        implied = row.standing == "implied" and (known is None or known.implied)
        corrected = row.standing == "corrected" or (known is not None and known.corrected)
        units[row.unit_id] = Holder(unit_id=row.unit_id, name=row.canonical, implied=implied, corrected=corrected)
    listed = {key: {role: tuple(units.values()) for role, units in roles.items()} for key, roles in found.items()}
    return defaultdict(dict, listed)
