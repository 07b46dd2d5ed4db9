"""Questions to try: made from what a library holds, so that each of them has an answer there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from graph import facts, unit_facts
from graph.library import Library
from graph.rows import TaskRow

LONGEST = 18  # characters of a title that still make a question to read at a glance
TRIED = 6  # questions of one kind that are tried before it is given up


def find_examples(library: Library, answers: Callable[[str], bool]) -> tuple[str, ...]:
    """At most one question of each kind: who leads a task, what a unit leads, what is due in a year, what is open.

    ``answers`` says whether a question has an answer in this library; only such questions are given.
    """
    kinds = (_who_leads(library), _duties(library), _due(library), _no_lead(library))
    return tuple(question for kind in kinds if (question := _first(kind, answers)))


def _first(questions: Iterator[str], answers: Callable[[str], bool]) -> str | None:
    tried = (question for _, question in zip(range(TRIED), questions, strict=False))
    return next((question for question in tried if answers(question)), None)


def _who_leads(library: Library) -> Iterator[str]:
    """Tasks that have a lead, those with the shortest of the titles that are long enough to tell them apart first."""
    led = [task for task in facts.tasks(library) if task.leads and 4 <= len(task.title) <= LONGEST]
    for task in sorted(led, key=lambda task: (len(task.title), task.doc, task.start)):
        yield f"谁牵头{_told(task)}"


def _told(task: TaskRow) -> str:
    return task.title.strip("。，；：、 ")


def _duties(library: Library) -> Iterator[str]:
    """Units with something to do, those that lead most first."""
    units = [unit for unit in unit_facts.units(library) if not unit.collective]
    for unit in sorted(units, key=lambda unit: (-unit.lead, -unit.tasks, unit.unit_id)):
        yield f"{unit.canonical}牵头哪些任务" if unit.lead else f"{unit.canonical}负责哪些任务"


def _due(library: Library) -> Iterator[str]:
    """The years in which deadlines end, those with most of them first."""
    years = Counter[str]()
    for month in facts.months(library):
        years[month.month[:4]] += month.deadlines
    for year, _ in sorted(years.items(), key=lambda entry: (-entry[1], entry[0])):
        yield f"{year}年底前要完成什么"


def _no_lead(library: Library) -> Iterator[str]:
    if any(not task.leads for task in facts.tasks(library)):
        yield "哪些任务没有写明牵头单位"
