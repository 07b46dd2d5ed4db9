"""The tasks that plans leave open, by the definitions of :mod:`graph.gaps`: no lead, no deadline, no unit at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from graph.answering.question.queries import Duty, Work, assignments_query, both, tasks_query
from graph.answering.question.request import Request
from graph.answering.tasks.concerning import concern_of, concerned, of_sector, sets_work
from graph.answering.tasks.conditions import Conditions, conditions_of, says
from graph.answering.tasks.selecting import Chosen, Selection, narrowed, select, with_less, with_times
from graph.answering.tasks.timing import is_timed
from graph.answering.telling.sentences import say

NO_UNIT = ("no-unit", "people-only")
"""The checks that find tasks without any unit."""


def select_open(request: Request) -> Selection:
    """The tasks that lack what the question says; clauses on how a plan is organised only where they assign units.

    Where only such clauses lack it, or where the question counts them in, they are part of the answer.
    """
    conditions, concern = conditions_of(request), concern_of(request)
    query = _query(request, conditions)
    duties = request.duties(query) if conditions.without - {"deadline", "target"} else []
    works = request.works(query)
    every = left_open(request, conditions, works, duties)
    about = concerned(request, works, concern)
    organising = says(request, "organising") or (bool(about) and not any(map(sets_work, about)))
    wanted = {work.task for work in _wanted(request, about, conditions, works, duties)}
    is_of_sector = of_sector(request)
    found = [work for work in every if work.task in wanted and is_of_sector(work.task)]
    if organising:
        lacking = {work.task for work in (*every, *_silent(request, conditions, works))}
        found = [work for work in about if work.task in lacking]
    elif not found and concern is None:
        found = [work for work in every or _silent(request, conditions, works) if not sets_work(work)]
    rows: dict[str | None, list[Duty]] = defaultdict(list)
    for duty in duties:
        rows[duty.task].append(duty)
    shown = [Chosen(work=work, duties=tuple(rows[work.task])) for work in found]
    selection = Selection(conditions=conditions, query=query, tasks=tuple(shown), concern=concern)
    return narrowed(request, selection) if is_timed(request) else with_less(request, selection)


def selected(request: Request) -> Selection:
    """The tasks that are asked for: what the plans leave open where that is asked, else what fulfils the conditions."""
    conditions = conditions_of(request)
    return select_open(request) if conditions.without and not conditions.of_units else select(request)


def _query(request: Request, conditions: Conditions) -> str:
    query = tasks_query(request.docs)
    if conditions.without - {"deadline", "target"}:
        query = both(query, assignments_query(request.docs))
    return with_times(request, conditions, query)


def _wanted(
    request: Request, about: Sequence[Work], conditions: Conditions, works: Sequence[Work], duties: Sequence[Duty]
) -> list[Work]:
    """The tasks that are asked about: those of the topic; where none is told, those that set work or assign units."""
    if request.topic and len(about) < sum(sets_work(work) for work in works):
        return list(about)
    assigned = {duty.task for duty in duties if duty.kind != "inline"} if "lead" in conditions.without else set()
    wanted = assigned | {work.task for work in about}
    return [work for work in works if work.task in wanted]


def left_open(request: Request, conditions: Conditions, works: Sequence[Work], duties: Sequence[Duty]) -> list[Work]:
    """The tasks that lack all that is asked for.

    Without a lead are those that name units and no lead, and in plans that name no unit at all every task.
    """
    naming = {duty.doc for duty in duties}
    found = {work.task for work in works}
    for lack in conditions.without:
        if lack == "cooperating":
            found -= {duty.task for duty in duties if duty.role == "cooperating"}
        elif lack == "target":
            found -= {target.task for _, target in request.holdings.targets(request.docs)}
        else:
            found &= {task for doc in request.docs for task in _open(request, lack, doc, named=doc in naming)}
    return [work for work in works if work.task in found]


def _silent(request: Request, conditions: Conditions, works: Sequence[Work]) -> list[Work]:
    """Of a question for tasks without a lead: those that name no unit at all."""
    if conditions.without != {"lead"}:
        return []
    silent = {task for doc in request.docs for task in _open(request, "unit", doc, named=True)}
    return [work for work in works if work.task in silent]


def _open(request: Request, lack: str, doc: str, *, named: bool) -> set[str]:
    checks = {"deadline": ("no-deadline",), "unit": NO_UNIT}.get(lack, ("no-lead", *(() if named else NO_UNIT)))
    return {task for check in checks for task in request.holdings.open_tasks(check, doc)}


def counted(request: Request, selection: Selection) -> str:
    """What the number leaves out of the gaps of the same plans, so that both numbers can be told together."""
    found = {chosen.work.task for chosen in selection.tasks}
    duties = request.duties(selection.query) if selection.conditions.without - {"deadline", "target"} else []
    every = {work.task for work in left_open(request, selection.conditions, request.works(selection.query), duties)}
    said = []
    if selection.conditions.without == {"lead"}:
        silent = {task for doc in request.docs for task in _open(request, "unit", doc, named=True)}
        inside = len(silent & found)
        beside = len(silent - every - found)
        named = {duty.doc for duty in duties} & {chosen.work.doc for chosen in selection.tasks}
        said += [say(request, "open.organising")] if inside == len(found) and named else []
        said += [say(request, "open.silent", inside=inside)] if inside and not named else []
        said += [say(request, "open.beside", beside=beside)] if beside else []
    others = every - found - {chosen.work.task for chosen in selection.less}
    if others:
        said.append(say(request, "open.others", others=len(others)))
    if not said:
        return ""
    return f" ({'; '.join(said)}.)" if request.understood.english else f"（{'；'.join(said)}。）"
