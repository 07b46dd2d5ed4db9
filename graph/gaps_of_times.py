"""Deadlines that were over before their plan: told only where the plan's own day is known."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.records import Deadline, Document, ImpliedDeadline, Task
from graph.findings import Fact, Finding, finding
from graph.plandays import PlanDay, plan_day
from graph.wording import load_table

_YEAR = re.compile(r"\d{2,4}\s*年")


def past_deadlines(document: Document, text: str) -> Iterator[Finding]:
    """The deadlines whose last day lies before the plan's day; none of a news item, which tells of what was."""
    begins = plan_day(document)
    if begins is None or document.meta.genre == "news":
        return
    tasks = {task.id: task for task in document.tasks}
    for deadline in document.deadlines:
        if _over(deadline, begins) and not _tells_of_the_past(text, deadline):
            yield _finding(document, text, tasks.get(deadline.task or ""), deadline, begins)
    for task in document.tasks:
        for implied in task.implied_deadlines:
            if _over(implied, begins):
                yield _finding(document, text, task, implied, begins)


def _over(deadline: Deadline | ImpliedDeadline, begins: PlanDay) -> bool:
    once = deadline.kind in ("by", "during", "point") and not deadline.rrule
    return once and deadline.to is not None and deadline.to < begins.day


def _tells_of_the_past(text: str, deadline: Deadline) -> bool:
    """Whether the clause around the words says what was done by then, or which things are meant by that day."""
    table = load_table("gaps")["past"]
    begin = max(text.rfind(sign, 0, deadline.start) for sign in "。；;，,\n") + 1
    stops = [stop for sign in "。；;，,\n" if (stop := text.find(sign, deadline.end)) >= 0]
    before, behind = text[begin : deadline.start], text[deadline.end : min(stops, default=len(text))]
    return bool(re.search(table["before"], before) or re.search(table["behind"], behind))


def _finding(
    document: Document, text: str, task: Task | None, deadline: Deadline | ImpliedDeadline, begins: PlanDay
) -> Finding:
    words = "".join(deadline.text.split())
    facts = [
        Fact(f"“{words}”最晚到{deadline.to}，{begins.zh}", f"“{words}” ends on {deadline.to}; {begins.en}"),
    ]
    if not _YEAR.search(words):
        facts.append(
            Fact("这里没有写年份，年份是程序按方案推断的", "No year is written here; it was inferred from the plan")
        )
    return finding(
        "deadline-past",
        document,
        text,
        task=task,
        kind="待核",
        facts=facts,
        spans=[(deadline.start, deadline.end)],
    )
