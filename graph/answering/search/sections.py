"""Headings that a topic names: the tasks under them are what is asked about, though none of their titles says so."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from extract.records import Assignment, Task
from graph.answering.search.closeness import closeness
from graph.answering.search.locating import IN_TITLE, Place, place_of
from graph.answering.search.topics import pairs
from graph.holdings import Holdings

NAMED = 0.85  # share of a topic that a heading holds which it names, with what goes without saying in its plan
BY_ITSELF = 0.5  # share that the heading holds of what the title of the plan does not
MOST = 8  # tasks of a section that are told one by one


def places_in_section(
    holdings: Holdings, topic: str, place: Place, wanted: Callable[[Assignment], bool]
) -> Sequence[Place]:
    """The tasks of the section whose heading the topic names that have such statements; the place itself otherwise."""
    if place.hits[0].in_title >= IN_TITLE:
        return [place]
    tasks = tasks_under(holdings, topic, place.doc)
    found = [place_of(holdings, topic, place.doc, task, place, wanted) for task in tasks]
    return [one for one in found if one.statements] or [place]


def tasks_under(holdings: Holdings, topic: str, doc: str) -> Sequence[Task]:
    """The tasks under the innermost heading that the topic names; none where there is none, or they are too many."""
    tasks = holdings.plans[doc].document.tasks
    headings = dict.fromkeys(heading for task in tasks for heading in reversed(task.section.split(" / ")) if heading)
    found = max(headings, key=lambda heading: _share(holdings, topic, doc, heading), default="")
    if not found or _share(holdings, topic, doc, found) < NAMED:
        return ()
    under = [task for task in tasks if found in task.section.split(" / ")]
    return under if len(under) <= MOST else ()


def _share(holdings: Holdings, topic: str, doc: str, heading: str) -> float:
    """The share of the topic that the heading holds, with the words of the plan's own title."""
    title = holdings.plans[doc].document.meta.title or ""
    own = [pair for pair in pairs(topic) if pair not in title]
    if not own or sum(pair in heading for pair in own) < BY_ITSELF * len(own):
        return 0.0
    return closeness(topic, [(1.0, heading), (1.0, title)], holdings.topics)
