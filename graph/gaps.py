"""Gaps: what a plan leaves open, counted, each finding with its facts and quotes, each check with its definition.

「方案未写明」 (the plan does not say) and 「未识别」 (the program did not understand) are kept apart: only the checks
``unit-unknown`` and ``unread`` are of the second kind. What a declared rule implies is 「推断」, what may be a slip of
the plan 「待核」.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from extract.records import Document
from graph.clauses import clauses_of
from graph.findings import Check, Fact, Finding, Progress, checks_of, finding
from graph.gaps_of_targets import unanswered_targets
from graph.gaps_of_tasks import TASK_CHECKS, gaps_of_task
from graph.gaps_of_times import past_deadlines
from graph.gaps_of_units import gone_units, unknown_units
from graph.wording import load_table


def find_gaps(plans: Iterable[tuple[Document, str]], progress: Progress | None = None) -> tuple[Check, ...]:
    """Every check of ``rules/gaps.toml`` with its findings in the order of documents and texts."""
    ordered = sorted(plans, key=lambda plan: plan[0].doc)
    return checks_of(load_table("gaps")["check"], _found(ordered, progress))


def _found(plans: Sequence[tuple[Document, str]], progress: Progress | None) -> Iterator[Finding]:
    for done, plan in enumerate(plans, start=1):
        yield from gaps_in(*plan)
        if progress:
            progress("gaps", done, len(plans))


def gaps_in(document: Document, text: str) -> Iterator[Finding]:
    """All gaps of one document, each check's in the order of the text."""
    clauses = list(clauses_of(document, text))
    for check in TASK_CHECKS:
        for clause in clauses:
            yield from gaps_of_task(check, clause)
    yield from past_deadlines(document, text)
    yield from unknown_units(document, text)
    yield from gone_units(document, text)
    yield from unanswered_targets(document, text, clauses)
    yield from _unread(document, text)


def open_tasks(check: str, document: Document, text: str) -> set[str]:
    """The ids of the tasks of one document that a check finds, of those that look at one task at a time."""
    finder = TASK_CHECKS[check]
    return {clause.task.id for clause in clauses_of(document, text) if any(True for _ in finder(clause))}


def _unread(document: Document, text: str) -> Iterator[Finding]:
    for issue in document.issues:
        task = next((task for task in document.tasks if task.start <= issue.start < task.end), None)
        facts = [Fact(issue.message, issue.message)]
        spans = [(issue.start, issue.end)]
        yield finding("unread", document, text, task=task, kind="未识别", facts=facts, spans=spans)
