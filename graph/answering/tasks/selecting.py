"""Selecting: from the conditions of a question to the tasks that fulfil them, each with the rows that prove it.

One statement has to fulfil what is said of units. A topic is met where the statement's scope is about it, a time where
a deadline stands in the scope (or in the statement itself, or is set for the whole clause by a rule).
"""

from __future__ import annotations

import dataclasses
import functools
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from extract.records import Role
from graph.answering.question.queries import Due, Duty, Work, assignments_query, both, deadlines_query, tasks_query
from graph.answering.question.request import Request
from graph.answering.tasks.concerning import Concern, concern_of, concerned, of_sector, sets_work
from graph.answering.tasks.conditions import Conditions, conditions_of, plays, roles_asked
from graph.answering.tasks.excluding import tasks_excluded
from graph.answering.tasks.timing import Timed, is_timed, on_time

_FEW = 20  # units whose roles a query can ask for
Plays = Callable[[Duty, Role | None], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A task that fulfils the conditions, with the units in the statements and the deadlines that show it."""

    work: Work
    duties: tuple[Duty, ...] = ()
    dues: tuple[Due, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Selection:
    """The tasks in the order of documents and texts, the query that found them, and the time that was asked for.

    ``less`` are those that would be among them, but that the question does not want what they are about: ``taken`` are
    the topics that took some away, ``idle`` those that took none.
    """

    conditions: Conditions
    query: str
    tasks: tuple[Chosen, ...]
    time: Timed | None = None
    concern: Concern | None = None
    less: tuple[Chosen, ...] = ()
    taken: tuple[str, ...] = ()
    idle: tuple[str, ...] = ()

    @functools.cached_property
    def docs(self) -> list[str]:
        """The documents that hold such tasks."""
        return list(self._by_doc)

    def of(self, doc: str) -> list[Chosen]:
        """The tasks of one document."""
        return self._by_doc.get(doc, [])

    @functools.cached_property
    def _by_doc(self) -> dict[str, list[Chosen]]:
        found: dict[str, list[Chosen]] = {}
        for chosen in self.tasks:
            found.setdefault(chosen.work.doc, []).append(chosen)
        return found


def select(request: Request) -> Selection:
    """The tasks that fulfil the conditions of the question."""
    conditions, concern = conditions_of(request), concern_of(request)
    query = _query(request, conditions)
    if conditions.of_units:
        found = _by_units(request, conditions, query, concern)
    else:
        works = request.works(query)
        found = [Chosen(work=work) for work in (works if is_timed(request) else concerned(request, works, concern))]
    if conditions.absent:
        found = _absent(request, conditions, found, request.duties(query))
    selection = Selection(conditions=conditions, query=query, tasks=tuple(found), concern=concern)
    return narrowed(request, selection)


def narrowed(request: Request, selection: Selection) -> Selection:
    """Those of the tasks that are of the sector, lack what they must lack, and fall due at the time that is asked."""
    conditions, query, is_of_sector = selection.conditions, selection.query, of_sector(request)
    found = [chosen for chosen in selection.tasks if is_of_sector(chosen.work.task)]
    if "target" in conditions.without:
        aimed = {target.task for _, target in request.holdings.targets(request.docs)}
        found = [chosen for chosen in found if chosen.work.task not in aimed]
    if "deadline" in conditions.without:
        found = _undated(found, request.dues(query))
    if not is_timed(request):
        return with_less(request, dataclasses.replace(selection, tasks=tuple(found)))
    sentences = None if any(chosen.duties for chosen in found) else selection.concern
    time = on_time(request, _dues_of(found, request.dues(query), sentences))
    return with_less(request, dataclasses.replace(selection, tasks=tuple(_dated(found, time.dues)), time=time))


def with_less(request: Request, selection: Selection) -> Selection:
    """The selection without the tasks that are about what the question does not want."""
    topics = tasks_excluded(request)
    about = frozenset().union(*topics.values())
    found = {chosen.work.task for chosen in selection.tasks}
    return dataclasses.replace(
        selection,
        tasks=tuple(chosen for chosen in selection.tasks if chosen.work.task not in about),
        less=tuple(chosen for chosen in selection.tasks if chosen.work.task in about),
        taken=tuple(topic for topic, own in topics.items() if own & found),
        idle=tuple(topic for topic, own in topics.items() if not own & found),
    )


def of_unit(request: Request, at: int) -> Selection:
    """The tasks of one of the units that are named, by itself."""
    understood = request.understood
    role = understood.roles[at] if at < len(understood.roles) else None
    changed = dataclasses.replace(
        understood, kind="duties", aspect=None, joint=None, units=(understood.units[at],), roles=(role,)
    )
    return select(dataclasses.replace(request, understood=changed, units=(request.units[at],)))


def of_units(request: Request) -> Selection:
    """The tasks of any of the units that are named."""
    changed = dataclasses.replace(request.understood, kind="duties", aspect=None, joint=None, roles=())
    return select(dataclasses.replace(request, understood=changed))


def _query(request: Request, conditions: Conditions) -> str:
    parts = [] if conditions.of_units else [tasks_query(request.docs)]
    if conditions.of_units or conditions.absent:
        whole = conditions.alone or conditions.only or conditions.absent or "lead" in conditions.without
        ids = sorted({unit for party in conditions.parties for unit in party.ids})
        units = None if whole or not conditions.parties or "cooperating" in conditions.without else ids
        docs = _docs_of(request, ids) if ids and units is None else request.docs
        many = units is not None and len(units) > _FEW  # asking for their roles too takes ten times as long
        parts.append(assignments_query(docs, units=units, roles=() if whole or many else roles_asked(conditions)))
    return with_times(request, conditions, functools.reduce(both, parts))


def with_times(request: Request, conditions: Conditions, query: str) -> str:
    """The query, with deadlines where the question asks for tasks by them."""
    dated = is_timed(request) or "deadline" in conditions.without
    return both(query, deadlines_query(request.docs)) if dated else query


def _docs_of(request: Request, ids: Sequence[str]) -> list[str]:
    """The documents that are meant in which one of the units stands."""
    named = {doc for units in request.units for unit in units if unit.unit_id in ids for doc in unit.docs}
    return [doc for doc in request.docs if doc in named]


def _by_units(request: Request, conditions: Conditions, query: str, concern: Concern | None) -> list[Chosen]:
    """The tasks with a statement whose units fulfil the conditions and whose scope is about the topic."""
    statements: dict[str, list[Duty]] = defaultdict(list)
    for duty in request.duties(query):
        statements[duty.statement].append(duty)
    leads = led_scopes(statements.values()) if "lead" in conditions.without else {}
    is_of = plays(request)
    kept = [
        row
        for own in statements.values()
        for row in _fulfilling(own, conditions, is_of)
        if not is_led(row, leads) and row.task
    ]
    return tasks_of(_about(kept, concern))


def _fulfilling(own: Sequence[Duty], conditions: Conditions, is_of: Plays) -> list[Duty]:
    """The rows of one statement that fulfil what is asked of units; none where it does not."""
    if "cooperating" in conditions.without and any(duty.role == "cooperating" for duty in own):
        return []
    if not conditions.parties:
        return _shared(own, conditions, is_of)
    rows = [
        [duty for duty in own if duty.unit in party.ids and is_of(duty, party.role)] for party in conditions.parties
    ]
    named = {unit for party in conditions.parties for unit in party.ids}
    if conditions.only and any(duty.unit not in named for duty in own):
        return []
    if conditions.alone:
        role = conditions.parties[0].role or "lead"
        others = any(is_of(duty, role) and duty.unit not in named for duty in own)
        rows = [] if others else [[row for row in part if is_of(row, role)] for part in rows]
    if conditions.together and not all(rows):
        return []
    return sorted({row for part in rows for row in part}, key=own.index)


def _shared(own: Sequence[Duty], conditions: Conditions, is_of: Plays) -> list[Duty]:
    """The rows in the role that is asked for, as many units as must share it (one, where one must have it alone)."""
    rows = [duty for duty in own if is_of(duty, conditions.role or "lead")]
    units = len({duty.unit for duty in rows})
    if conditions.alone:
        return rows if units == 1 else []
    return rows if units >= max(1, conditions.several) else []


def led_scopes(statements: Iterable[Sequence[Duty]]) -> dict[str, list[tuple[int, int]]]:
    """Of each document the scopes of statements that have a lead."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for own in statements:
        if any(duty.role == "lead" for duty in own):
            found[own[0].doc].append((own[0].scope_start, own[0].scope_end))
    return found


def is_led(row: Duty, leads: dict[str, list[tuple[int, int]]]) -> bool:
    """Whether a statement with a lead governs the row's scope, its own or one around it."""
    return any(start <= row.scope_start and row.scope_end <= end for start, end in leads.get(row.doc, ()))


def _about(duties: list[Duty], concern: Concern | None) -> list[Duty]:
    """The rows whose scope is about the topic; all where nothing of the library is and none need be."""
    if concern is None:
        return duties
    kept = [duty for duty in duties if concern.holds(duty.doc, duty.scope_start, duty.scope_end)]
    return kept if kept or concern.hits or concern.strict else duties


def tasks_of(duties: Iterable[Duty]) -> list[Chosen]:
    """The tasks of these rows, each with its own."""
    rows: dict[tuple[str, str], list[Duty]] = defaultdict(list)
    for duty in duties:
        rows[duty.doc, duty.task or ""].append(duty)
    return [
        Chosen(
            work=Work(
                doc=doc, task=task, title=own[0].title, number=own[0].number, section="",
                start=own[0].task_start, end=own[0].task_end,
            ),
            duties=tuple(own),
        )
        for (doc, task), own in rows.items()
    ]  # fmt: skip


def _absent(request: Request, conditions: Conditions, found: Sequence[Chosen], duties: Iterable[Duty]) -> list[Chosen]:
    """The tasks in which the unit that must be missing has no such role; of all tasks those that set work."""
    party, is_of = conditions.absent, plays(request)
    if party is None:
        return list(found)
    held = {duty.task for duty in duties if duty.unit in party.ids and is_of(duty, party.role)}
    return [
        chosen for chosen in found if chosen.work.task not in held and (conditions.of_units or sets_work(chosen.work))
    ]


def _undated(found: Sequence[Chosen], dues: Iterable[Due]) -> list[Chosen]:
    """The tasks of which no statement that was found has a deadline with a day."""
    dated = _by_task(due for due in dues if due.last_day)
    return [chosen for chosen in found if not _own(dated, chosen)]


def _dues_of(found: Sequence[Chosen], dues: Iterable[Due], concern: Concern | None) -> list[Due]:
    """The deadlines of the tasks that were found, in the sentences that are about the topic where there are any."""
    of_tasks = _by_task(dues)
    own = [due for chosen in found for due in _own(of_tasks, chosen)]
    if concern is None:
        return own
    kept = [due for due in own if concern.holds(due.doc, due.start, due.end)]
    return kept if kept or concern.strict else own


def _by_task(dues: Iterable[Due]) -> dict[tuple[str, str], list[Due]]:
    found: dict[tuple[str, str], list[Due]] = defaultdict(list)
    for due in dues:
        found[due.doc, due.task or ""].append(due)
    return found


def _own(dues: Mapping[tuple[str, str], Sequence[Due]], chosen: Chosen) -> list[Due]:
    """The deadlines of the task, of the statements that were found where any were."""
    work = chosen.work
    return [
        due
        for due in dues.get((work.doc, work.task), ())
        if not chosen.duties
        or not work.start <= due.start < work.end  # a rule or a heading sets it for the whole clause
        or any(in_scope(due, duty) for duty in chosen.duties)
    ]


def in_scope(due: Due, duty: Duty) -> bool:
    """Whether a deadline stands in what a statement governs, or in the statement itself."""
    spans = ((duty.scope_start, duty.scope_end), (duty.start, duty.end))
    return any(start <= due.start and due.end <= end for start, end in spans)


def _dated(found: Sequence[Chosen], dues: Sequence[Due]) -> list[Chosen]:
    """The tasks that have one of the deadlines, with those and the units of their scopes."""
    of_tasks = _by_task(dues)
    kept = []
    for chosen in found:
        own = tuple(_own(of_tasks, chosen))
        if own:
            rows = tuple(duty for duty in chosen.duties if any(in_scope(due, duty) for due in own))
            kept.append(Chosen(work=chosen.work, duties=rows or chosen.duties, dues=own))
    return kept
