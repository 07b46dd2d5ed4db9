"""Questions to try: made from what a library holds, so that each of them has an answer there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from graph import facts, unit_facts
from graph.library import Library

LONGEST = 18  # characters of a title that still make a question to read at a glance
TRIED = 6  # questions of one kind that are tried before it is given up
_CHINESE = {
    "who": "谁牵头{title}",
    "leads": "{unit}牵头哪些任务",
    "does": "{unit}负责哪些任务",
    "due": "{year}年底前要完成什么",
    "open": "哪些任务没有写明牵头单位",
}
_ENGLISH = {  # names stay as the documents write them
    "who": "Which unit leads {title}?",
    "leads": "Which tasks are led by {unit}?",
    "does": "Which tasks involve {unit}?",
    "due": "What must be finished by the end of {year}?",
    "open": "Which tasks name no lead?",
}


def find_examples(library: Library, answers: Callable[[str], bool], *, english: bool = False) -> tuple[str, ...]:
    """At most one question of each kind: who leads a task, what a unit leads, what is due in a year, what is open.

    ``answers`` says whether a question has an answer in this library; only such questions are given.
    """
    forms = _ENGLISH if english else _CHINESE
    kinds = (_who_leads(library, forms), _duties(library, forms), _due(library, forms), _no_lead(library, forms))
    return tuple(question for kind in kinds if (question := _first(kind, answers)))


def _first(questions: Iterator[str], answers: Callable[[str], bool]) -> str | None:
    tried = (question for _, question in zip(range(TRIED), questions, strict=False))
    return next((question for question in tried if answers(question)), None)


def _who_leads(library: Library, forms: Mapping[str, str]) -> Iterator[str]:
    """Tasks that have a lead, those with the shortest of the titles that are long enough to tell them apart first."""
    led = [task for task in facts.tasks(library) if task.leads and 4 <= len(task.title) <= LONGEST]
    for task in sorted(led, key=lambda task: (len(task.title), task.doc, task.start)):
        yield forms["who"].format(title=task.title.strip("。，；：、 "))


def _duties(library: Library, forms: Mapping[str, str]) -> Iterator[str]:
    """Units with something to do, those that lead most first."""
    units = [unit for unit in unit_facts.units(library) if not unit.collective]
    for unit in sorted(units, key=lambda unit: (-unit.lead, -unit.tasks, unit.unit_id)):
        yield forms["leads" if unit.lead else "does"].format(unit=unit.canonical)


def _due(library: Library, forms: Mapping[str, str]) -> Iterator[str]:
    """The years in which deadlines end, those with most of them first."""
    years = Counter[str]()
    for month in facts.months(library):
        years[month.month[:4]] += month.deadlines
    for year, _ in sorted(years.items(), key=lambda entry: (-entry[1], entry[0])):
        yield forms["due"].format(year=year)


def _no_lead(library: Library, forms: Mapping[str, str]) -> Iterator[str]:
    if any(not task.leads for task in facts.tasks(library)):
        yield forms["open"]
