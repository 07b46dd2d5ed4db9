"""Targets that nobody answers for: in tasks without units and people, and goals of a plan that no task takes up."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from extract.records import Document, Target
from graph.clauses import Clause
from graph.findings import Fact, Finding, finding
from graph.gaps_of_tasks import names_unit
from graph.people import owners
from graph.unfold import governing
from graph.wording import letters, load_table, unify

_ALIKE = 80
"""Likeness of two indicators, out of 100, from which one task takes up the other's target."""
_IN_TASK = Fact("所在任务没有写明单位，也没有写明人员", "Its task names neither a unit nor a person")
_AMONG_GOALS = Fact(
    "写在总体目标里，没有一项有单位的任务写到同样的指标",
    "It stands among the plan's goals, and no task with a unit takes up the same indicator",
)


def unanswered_targets(document: Document, text: str, clauses: Sequence[Clause]) -> Iterator[Finding]:
    """The targets of a plan that has statements at all: where it has none, that is one gap and not one a target.

    Targets of one indicator in one task, or among the goals, are one finding.
    """
    answered = [clause for clause in clauses if names_unit(clause) or any(owners(clause.statements))]
    if not answered:
        return
    by_task = {clause.task.id: clause for clause in clauses}
    taken_up = _TakenUp(answered)
    held = {clause.task.id for clause in answered}
    open_: dict[tuple[str | None, str], list[Target]] = defaultdict(list)
    for target in document.targets:
        own = _indicator(target)
        if target.task not in held and own and not own[0].isdigit():
            goal = target.task is None and _is_goal(document, text, target)
            if (goal or target.task in by_task) and not taken_up.holds(own):
                open_[target.task, own].append(target)
    for (task, _), targets in open_.items():
        clause = by_task.get(task or "")
        indicator = targets[0].indicator
        facts = [Fact(f"指标：{indicator}", f"Indicator: {indicator}"), _IN_TASK if clause else _AMONG_GOALS]
        spans = [(target.start, target.end) for target in targets]
        own_task = clause.task if clause else None
        yield finding("target-nobody", document, text, task=own_task, kind="方案未写明", facts=facts, spans=spans)


class _TakenUp:
    """What the tasks that somebody answers for say of indicators: as targets, or in their words."""

    def __init__(self, answered: Sequence[Clause]) -> None:
        self._answered = answered
        self._indicators = [_indicator(target) for clause in answered for target in clause.targets]
        self._words: str | None = None

    def holds(self, indicator: str) -> bool:
        """Whether one of the tasks takes up the indicator."""
        for other in self._indicators:
            if other and (indicator in other or other in indicator or fuzz.ratio(indicator, other) >= _ALIKE):
                return True
        if self._words is None:
            self._words = "|".join(letters(unify(clause.words)) for clause in self._answered)
        return re.sub(load_table("gaps")["goals"]["verbs"], "", indicator) in self._words


def _indicator(target: Target) -> str:
    return letters(unify(target.indicator))


def _is_goal(document: Document, text: str, target: Target) -> bool:
    """Whether the target stands among the plan's goals, before its last task, and no statement reaches it."""
    last = max((task.start for task in document.tasks), default=0)
    if target.start > last or governing(document, target.start, target.end):
        return False
    before = max((task.end for task in document.tasks if task.end <= target.start), default=0)
    reach = load_table("gaps")["goals"]["reach"]
    return load_table("gaps")["goals"]["word"] in text[max(before, target.start - reach) : target.start]
