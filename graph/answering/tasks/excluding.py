"""What a question does not want tasks to be about: topics, one by one, and what cannot be taken away."""

from __future__ import annotations

import dataclasses
import functools
import re

from graph.answering.question.request import Request
from graph.answering.tasks.concerning import tasks_on
from graph.understanding.signals import find_signals
from graph.wording import letters, load_table

_FEWEST = 2  # letters of a topic
_CONDITIONS = ("without", "dated", "neither", "only", "joint", "alone", "refuse")  # heads of signals that say no topic


def tasks_excluded(request: Request) -> dict[str, frozenset[str]]:
    """The tasks about each of the topics that the question does not want."""
    return {topic: tasks_on(request, topic) for topic in topics_excluded(request)}


def topics_excluded(request: Request) -> list[str]:
    """The topics that the question does not want: each of those that are joined, unless a title holds them together."""
    words = request.understood.excluded or ""
    together = letters(words)
    if not together:
        return [words] if words else []
    titles = (task.title for doc in request.docs for task in request.holdings.plans[doc].document.tasks)
    if any(together in letters(title) for title in titles):
        return [words]
    return split_topics(words)


def split_topics(words: str) -> list[str]:
    """The topics that words join; the words where they join none.

    >>> split_topics("扬尘和散煤、锅炉"), split_topics("碳中和")
    (['扬尘', '散煤', '锅炉'], ['碳中和'])
    """
    parts = [part for part in _joins().split(words) if part]
    whole = any(len(letters(part)) < _FEWEST for part in parts)
    return [words] if whole else list(dict.fromkeys(parts))


@functools.cache
def _joins() -> re.Pattern[str]:
    return re.compile(load_table("answers_tasks")["topics"]["joins"])


def unread_exclusion(request: Request) -> str | None:
    """What the question does not want and no text has as a topic: a place, a state, another condition."""
    everywhere = dataclasses.replace(
        request, understood=dataclasses.replace(request.understood, docs=tuple(request.holdings.plans))
    )
    for topic in topics_excluded(request):
        condition = any(one.id.partition(".")[0] in _CONDITIONS for one in find_signals(topic))
        place = any(county in topic for county in request.understood.inside)
        if condition or place or not tasks_on(everywhere, topic):
            return topic
    return None
