"""What a heading gives to all tasks below it: its units and people are implied there, with the heading as the rule.

A statement belongs to a heading where nothing stands between the two. It governs the whole part, and every task in it
that has no other word on a unit inherits that unit; a task without any statement gets the heading's as its own, which
writes no unit and implies what it gives.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from extract.outlining.outline import Heading
from extract.reading.source import SourceText
from extract.records import Assignment, ImpliedUnit, Person, Role, Span, Task, content_id
from extract.rulebook import load_pattern

_OF_TASKS = ("parenthetical", "label", "table")
"""The kinds of statement that speak for their task; an inline duty speaks for its sentence only."""


_NEAR = 20

_LEFT_OPEN: Mapping[Role, frozenset[Role]] = {
    "lead": frozenset({"responsible"}),
    "cooperating": frozenset(),
    "responsible": frozenset(),
    "supervising": frozenset(),
}
"""Role that a heading gives → the roles that a task's own words may give the unit beside it; any other word wins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """What a heading's statement gives to the tasks of its part."""

    statement: Assignment
    tasks: Sequence[Task]
    rule: Span
    quote: str


def inherit(
    source: SourceText, assignments: Sequence[Assignment], tasks: Sequence[Task], headings: Sequence[Heading]
) -> list[Assignment]:
    """The assignments of the document with what its headings give to the tasks below them, in order."""
    given = list(_given(source, assignments, tasks, headings))
    assignments = _of_titles(source.visible, assignments, tasks, headings)
    if not given:
        return list(assignments)
    scopes = {each.statement.id: Span(start=each.rule.start, end=max(t.end for t in each.tasks)) for each in given}
    above: dict[str, list[_Given]] = defaultdict(list)
    for each in given:
        for task in each.tasks:
            above[task.id].append(each)
    own: dict[str, list[Assignment]] = defaultdict(list)
    for one in assignments:
        if one.task and one.kind in _OF_TASKS and one.id not in scopes:
            own[one.task].append(one)
    named = {task: _named(own[task]) for task in above}
    inherited: list[Assignment] = []
    for one in assignments:
        if one.id in scopes:
            inherited.append(replace(one, scope=scopes[one.id]))
        elif one.task in above and one.kind in _OF_TASKS:
            inherited.append(_with_inherited(one, above[one.task], named[one.task]))
        else:
            inherited.append(one)
    inherited += [_passed_on(source.name, each, task) for each in given for task in each.tasks if not own[task.id]]
    return sorted(inherited, key=attrgetter("start"))


def _given(
    source: SourceText, assignments: Sequence[Assignment], tasks: Sequence[Task], headings: Sequence[Heading]
) -> Iterator[_Given]:
    text = source.visible
    starts = [task.start for task in tasks]
    by_start = sorted((one for one in assignments if one.kind != "blanket"), key=attrgetter("start"))
    places = [one.start for one in by_start]
    for heading in headings:
        below = tasks[bisect_left(starts, heading.end) : bisect_left(starts, heading.until)]
        if not below:
            continue
        end = heading.end
        for one in by_start[bisect_left(places, heading.start) : bisect_left(places, below[0].start)]:
            if not _belongs(text, one, heading, end):
                break
            end = max(end, one.end)
            rule = Span(start=heading.start, end=end)
            yield _Given(statement=one, tasks=below, rule=rule, quote=rule.of(source.text))


def _of_titles(
    text: str, assignments: Sequence[Assignment], tasks: Sequence[Task], headings: Sequence[Heading]
) -> Sequence[Assignment]:
    """The assignments; a statement between a task's title and its words governs the task where it is the only one."""
    titles = {heading.start: heading for heading in headings}
    below: dict[str, list[Assignment]] = defaultdict(list)
    for one in assignments:
        if one.task and one.kind in _OF_TASKS:
            below[one.task].append(one)
    whole: dict[str, Span] = {}
    for task in tasks:
        heading, own = titles.get(task.start), below[task.id]
        if heading is None or len(own) != 1 or not _belongs(text, own[0], heading, heading.end):
            continue
        if load_pattern("headings", "heading.words_behind").match(text[own[0].end : min(task.end, own[0].end + _NEAR)]):
            whole[own[0].id] = Span(start=task.start, end=task.end)
    return [replace(one, scope=whole[one.id]) if one.id in whole else one for one in assignments]


def _belongs(text: str, statement: Assignment, heading: Heading, end: int) -> bool:
    """Whether a statement stands in a heading or directly behind it; ``end`` is that of the heading's last one."""
    if statement.kind == "inline":
        return heading.gives and heading.start <= statement.start and statement.end <= heading.end
    between = text[end : statement.start]
    return statement.kind in ("parenthetical", "label") and bool(
        load_pattern("headings", "heading.between").match(between)
    )


def _named(own: Sequence[Assignment]) -> Mapping[str, set[Role]]:
    """The units that a task's own statements name, with the roles that they give them."""
    named: dict[str, set[Role]] = defaultdict(set)
    for written in (unit for other in own for unit in other.units):
        named[written.unit_id].add(written.effective_role)
    return named


def _with_inherited(statement: Assignment, above: Sequence[_Given], named: Mapping[str, set[Role]]) -> Assignment:
    """The statement of a task with what the headings above give beside what the task's own statements name."""
    implied = list(statement.implied)
    known = {(unit.unit_id, unit.role) for unit in implied}
    for each in above:
        for unit in _units(each):
            if named.get(unit.unit_id, set()) <= _LEFT_OPEN[unit.role] and (unit.unit_id, unit.role) not in known:
                known.add((unit.unit_id, unit.role))
                implied.append(unit)
    people = list(statement.people)
    for each in above:
        people += [person for person in _people(each) if person.name not in {other.name for other in people}]
    return replace(statement, implied=tuple(implied), people=tuple(people))


def _passed_on(name: str, given: _Given, task: Task) -> Assignment:
    """The heading's statement as that of a task which has none."""
    one = given.statement
    return replace(
        one,
        id=content_id("assignment", name, task.id, one.id, given.quote),
        task=task.id,
        scope=Span(start=task.start, end=task.end),
        units=(),
        implied=(*_units(given), *one.implied),
        people=tuple(_people(given)),
    )


def _units(given: _Given) -> Iterator[ImpliedUnit]:
    for unit in given.statement.units:
        yield ImpliedUnit(
            text=unit.text,
            role=unit.effective_role,
            canonical=unit.canonical,
            unit_id=unit.unit_id,
            rule=given.quote,
            start=given.rule.start,
            end=given.rule.end,
        )


def _people(given: _Given) -> Iterator[Person]:
    return (replace(person, rule=given.quote) for person in given.statement.people)
