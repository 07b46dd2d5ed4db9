"""Questions to try: made from what a library holds, so that each of them has an answer there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from graph import facts
from graph.library import Library

SHORTEST, LONGEST = 4, 18  # characters of a title that tell tasks apart and can be read at a glance
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
    rows = library.read(
        f"SELECT t.title FROM task AS t WHERE length(t.title) BETWEEN {SHORTEST} AND {LONGEST} AND EXISTS (SELECT 1"
        " FROM duty AS d WHERE d.doc = t.doc AND d.task = t.id AND d.role = 'lead')"
        f" ORDER BY length(t.title), t.doc, t.start LIMIT {TRIED}"
    )
    for (title,) in rows:
        yield forms["who"].format(title=title.strip("。，；：、 "))


def _duties(library: Library, forms: Mapping[str, str]) -> Iterator[str]:
    """Units with something to do, those that lead most first."""
    rows = library.read(
        "SELECT b.canonical, COUNT(DISTINCT CASE d.role WHEN 'lead' THEN d.doc || ' ' || d.task END) AS leading,"
        " COUNT(DISTINCT d.doc || ' ' || d.task) AS tasks FROM duty AS d JOIN body AS b ON b.unit = d.unit"
        f" WHERE NOT b.collective GROUP BY d.unit ORDER BY leading DESC, tasks DESC, d.unit LIMIT {TRIED}"
    )
    for name, leading, _ in rows:
        yield forms["leads" if leading else "does"].format(unit=name)


def _due(library: Library, forms: Mapping[str, str]) -> Iterator[str]:
    """The years in which deadlines end, those with most of them first."""
    years = Counter[str]()
    for month in facts.months(library):
        years[month.month[:4]] += month.deadlines
    for year, _ in sorted(years.items(), key=lambda entry: (-entry[1], entry[0])):
        yield forms["due"].format(year=year)


def _no_lead(library: Library, forms: Mapping[str, str]) -> Iterator[str]:
    leading = "SELECT 1 FROM duty AS d WHERE d.doc = t.doc AND d.task = t.id AND d.role = 'lead'"
    if library.read(f"SELECT 1 FROM task AS t WHERE NOT EXISTS ({leading}) LIMIT 1"):
        yield forms["open"]
