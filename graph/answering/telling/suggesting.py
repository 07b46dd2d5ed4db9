"""What can be asked instead: questions of the same topic, unit and place as the one that has no answer.

They are candidates; :mod:`graph.asking` offers those of them that have an answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from extract.records import Role, Task
from graph.answering.question.request import Request
from graph.answering.telling.sentences import say
from graph.holdings import HeldPlan, HeldUnit
from graph.understanding.unitnames import known_work

_NEAR = 0.42  # share of the topic that a task holds which is offered instead
_TASKS = 3  # tasks that are offered
_LONGEST = 32  # letters of a title that can be asked for in one breath
_OF_PLANS = ("ask.most", "ask.count")
_ROLES: tuple[Role, ...] = ("lead", "responsible", "cooperating")


def nearest(request: Request, first: Sequence[tuple[str, Task]] = ()) -> list[str]:
    """Questions on these tasks and those that share most with the topic, for the roles that each gives."""
    tasks = {task.id: (doc, task) for doc, task in (*first, *_near_tasks(request))}
    asked = [list(_on_task(request, doc, task)) for doc, task in list(tasks.values())[:_TASKS]]
    longest = max(map(len, asked), default=0)
    return [questions[at] for at in range(longest) for questions in asked if at < len(questions)]


def _near_tasks(request: Request) -> list[tuple[str, Task]]:
    """The tasks that share most with the topic; those with a short title where there are any."""
    docs = request.docs or tuple(request.holdings.plans)
    hits = request.holdings.topics.search(request.topic, docs)[:12] if request.topic else []
    found = {hit.passage.task.id: (hit.passage.doc, hit.passage.task) for hit in hits if hit.score >= _NEAR}
    short = [(doc, task) for doc, task in found.values() if len(task.title) <= _LONGEST]
    return (short or list(found.values()))[:_TASKS]


def _on_task(request: Request, doc: str, task: Task) -> Iterator[str]:
    statements = (statement for statement in request.holdings.statements(doc) if statement.task == task.id)
    given = {unit.effective_role for statement in statements for unit in statement.units}
    for role in sorted(_ROLES, key=lambda role: role != request.understood.role):
        if role in given:
            yield say(request, f"ask.{role}", what=_called(task.title), where=_where(request, doc, task.title))


def _called(title: str) -> str:
    """The title in quotation marks, or without where it has some itself."""
    return title if "“" in title or '"' in title else f"“{title}”"


def _where(request: Request, doc: str, title: str) -> str:
    """The place of the plan, unless it is the country or the title names it; the year where it has several plans."""
    plan = request.holdings.plans[doc]
    if not plan.place or plan.place.level == "country" or plan.place.bare in title:
        return ""
    others = [one for one in request.holdings.plans.values() if one.place == plan.place and one.doc != doc]
    year = f"{plan.year}年" if others and plan.year else ""
    return say(request, "ask.where", place=f"{plan.place.name}{year}")


def like_units(request: Request, words: str) -> list[str]:
    """Questions on units of the same line of work, and on those that have most to do in the plans that are meant."""
    here = set(request.docs) or set(request.holdings.plans)
    work = known_work(words)
    held = [unit for unit in request.holdings.units if unit.docs & here and not unit.collective]
    same = [unit for unit in held if work and unit.function == work]
    busy = Counter(
        unit.unit_id for doc in here for statement in request.holdings.statements(doc) for unit in statement.units
    )
    rest = sorted((unit for unit in held if unit not in same), key=lambda unit: (-busy[unit.unit_id], unit.unit_id))
    return [say(request, "ask.tasks", unit=unit.canonical) for unit in [*same, *rest][:3]]


def by_plan(request: Request) -> list[str]:
    """Questions on the plans that are meant, or on those nearest to the place that the question names."""
    plans = [request.holdings.plans[doc] for doc in request.docs] or list(request.holdings.plans.values())
    placed = [plan for plan in plans if plan.place and plan.place.level != "country"]
    names = [plan.place.name for plan in placed if plan.place] + [_title(plan) for plan in plans if plan not in placed]
    return [say(request, asking, plan=name) for name in dict.fromkeys(names) for asking in _OF_PLANS][:6]


def by_unit(request: Request) -> list[str]:
    """Questions on the units that the question names."""
    here = set(request.docs)
    named: list[HeldUnit] = [unit for group in request.units for unit in group if unit.docs & here]
    return [say(request, "ask.tasks", unit=unit.canonical) for unit in named[:3]]


def _title(plan: HeldPlan) -> str:
    quoted = plan.title.rpartition("《")[2].partition("》")[0]
    return quoted or plan.title
