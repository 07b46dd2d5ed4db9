"""Answers on what plans leave open: tasks without a lead, a deadline, a cooperating unit, any unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from graph.answering.queries import (
    Duty,
    Work,
    assignments_query,
    both,
    deadlines_query,
    tasks_query,
)
from graph.answering.request import Request, answered, refused, task_item
from graph.answering.tasks import one_a_task, title_quote, wanted_works
from graph.answers import Answer
from graph.gaps import open_tasks
from graph.wording import fold, letters

_NO_UNIT = ("no-unit", "people-only")
"""The checks that find tasks without any unit."""


def answer_no_lead(request: Request) -> Answer:
    """Tasks that name units and no lead, no deadline, or no unit at all; statements with quoted words but no lead."""
    if request.understood.quoted and request.understood.aspect == "lead":
        return _without_lead_saying(request)
    aspect = request.understood.aspect
    facts = deadlines_query(request.docs) if aspect == "deadline" else assignments_query(request.docs)
    query = both(tasks_query(request.docs), facts)
    works = request.works(query)
    duties = [] if aspect == "deadline" else request.duties(query)
    left_open = _left_open(request, duties)
    every = [work for work in works if work.task in left_open]
    wanted = {work.task for work in wanted_works(request, works)}
    found = [work for work in every if work.task in wanted]
    word = {"deadline": "时限", "unit": "单位", "cooperating": "配合单位"}.get(aspect or "", "牵头单位")
    if not found:
        return refused(request, "tasks", f"没有找到未写明{word}的任务。", query=query)
    docs = list(dict.fromkeys(work.doc for work in found))
    proof = [request.evidence(d.doc, d.start, d.end) for d in duties if d.task in {work.task for work in found}]
    return answered(
        request,
        "tasks",
        [task_item(request, work, grouped=len(docs) > 1) for work in found],
        evidence=[*proof, *(title_quote(request, work) for work in found)],
        query=query,
        text=f"方案未写明{word}的任务有{len(found)}项：{'；'.join(work.title for work in found)}。"
        + _counted(request, found, every),
    )


def _left_open(request: Request, duties: Sequence[Duty]) -> set[str]:
    """The tasks that the plans leave open, by the definitions of :mod:`graph.gaps`.

    Without a lead are those that name units and no lead, and in plans that name no unit at all every task.
    """
    aspect = request.understood.aspect
    if aspect == "cooperating":
        helped = {duty.task for duty in duties if duty.role == "cooperating"}
        return {task.id for doc in request.docs for task in request.holdings.plans[doc].document.tasks} - helped
    checks = {"deadline": ["no-deadline"], "unit": [*_NO_UNIT]}.get(aspect or "", ["no-lead"])
    naming = {duty.doc for duty in duties}
    found: set[str] = set()
    for doc in request.docs:
        for check in [*checks, *(_NO_UNIT if checks == ["no-lead"] and doc not in naming else [])]:
            found |= _open(request, check, doc)
    return found


def _counted(request: Request, found: Sequence[Work], every: Sequence[Work]) -> str:
    """What the number leaves out of the gaps of the same plans, so that both numbers can be told together."""
    said = []
    if request.understood.aspect == "lead":
        silent = {task for doc in request.docs for check in _NO_UNIT for task in _open(request, check, doc)}
        inside = sum(work.task in silent for work in found)
        beside = len(silent - {work.task for work in every})
        said += [f"其中{inside}项所在的文件没有写任何单位"] if inside else []
        said += [f"没有写任何单位的条款另有{beside}项"] if beside else []
    if len(every) > len(found):
        said.append(f"组织保障条款或所问部分以外的{len(every) - len(found)}项没有计入")
    return f"（{'；'.join(said)}。）" if said else ""


def _open(request: Request, check: str, doc: str) -> set[str]:
    plan = request.holdings.plans[doc]
    return open_tasks(check, plan.document, plan.text)


def _without_lead_saying(request: Request) -> Answer:
    query = assignments_query(request.docs)
    rows: dict[str, list[Duty]] = defaultdict(list)
    for duty in request.duties(query):
        rows[duty.statement].append(duty)
    wanted = [letters(fold(words)) for words in request.understood.quoted]
    found = [
        own[0]
        for own in rows.values()
        if all(words in letters(fold(own[0].quote)) for words in wanted) and not any(d.role == "lead" for d in own)
    ]
    if not found:
        said = "、".join(f"“{words}”" for words in request.understood.quoted)
        return refused(request, "tasks", f"没有找到写了{said}而未写明牵头单位的任务。", query=query)
    tasks = one_a_task(found)
    docs = list(dict.fromkeys(row.doc for row in tasks))
    return answered(
        request,
        "tasks",
        [task_item(request, row, grouped=len(docs) > 1) for row in tasks],
        evidence=[request.evidence(duty.doc, duty.start, duty.end) for duty in found],
        query=query,
        text=f"这样的任务有{len(tasks)}项：{'；'.join(row.title for row in tasks)}。",
    )
