"""What can be asked instead: questions of the same topic, unit and place as the one that has no answer.

They are candidates; :mod:`graph.asking` offers those of them that have an answer.
"""

from __future__ import annotations

from collections import Counter

from graph.answering.request import Request
from graph.holdings import HeldPlan, HeldUnit
from graph.understanding.unitnames import known_work

_NEAR = 0.42  # share of the topic that a task holds which is offered instead
_OF_PLANS = ("谁牵头的任务最多？", "有多少项任务？")
_ASKED = (("lead", "由谁牵头"), ("responsible", "由谁负责"), ("cooperating", "由谁配合"))


def nearest(request: Request) -> list[str]:
    """Questions on the tasks that share most with the topic, each for a role that its task gives."""
    docs = request.docs or tuple(request.holdings.plans)
    hits = request.holdings.topics.search(request.topic, docs)[:12] if request.topic else []
    tasks = {hit.passage.task.id: hit.passage for hit in reversed(hits) if hit.score >= _NEAR}
    rounds: list[list[str]] = [[] for _ in _ASKED]
    for passage in list(tasks.values())[::-1][:3]:
        plan = request.holdings.plans[passage.doc]
        given = {
            unit.effective_role
            for statement in plan.document.assignments
            if statement.task == passage.task.id
            for unit in statement.units
        }
        place = plan.place.name if plan.place else ""
        asked = [f"{place}“{passage.task.title}”{asking}？" for role, asking in _ASKED if role in given]
        for own, question in zip(rounds, asked, strict=False):
            own.append(question)
    return [question for own in rounds for question in own]


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
    return [f"{unit.canonical}有哪些任务？" for unit in [*same, *rest][:3]]


def by_plan(request: Request) -> list[str]:
    """Questions on the plans that are meant, or on those nearest to the place that the question names."""
    plans = [request.holdings.plans[doc] for doc in request.docs] or list(request.holdings.plans.values())
    names = [plan.place.name for plan in plans if plan.place] + [_called(plan) for plan in plans if not plan.place]
    return [f"{name}{asking}" for name in dict.fromkeys(names) for asking in _OF_PLANS][:6]


def by_unit(request: Request) -> list[str]:
    """Questions on the units that the question names."""
    here = set(request.docs)
    named: list[HeldUnit] = [unit for group in request.units for unit in group if unit.docs & here]
    return [f"{unit.canonical}有哪些任务？" for unit in named[:3]]


def _called(plan: HeldPlan) -> str:
    quoted = plan.title.rpartition("《")[2].partition("》")[0]
    return quoted or plan.title
