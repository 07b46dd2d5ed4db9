"""An example from the library of what a word of the product means: the words of a plan that show it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from extract.records import Assignment, Convention, Deadline, Target
from graph.answering.question.queries import assignments_query, deadlines_query, plans_query, targets_query, tasks_query
from graph.answering.question.request import Request
from graph.answers import Evidence
from graph.conflicts import find_conflicts
from graph.findings import title_span
from graph.gaps import find_gaps
from graph.holdings import HeldPlan

Span = tuple[int, int]
_ROLES = ("lead", "cooperating", "responsible", "supervising")


def example_of(request: Request, of: str) -> tuple[Evidence | None, str]:
    """The first example in the documents that are meant, and the query for the facts it is one of."""
    for doc in request.docs or tuple(request.holdings.plans):
        plan = request.holdings.plans[doc]
        span = next(_spans(plan, of), None)
        if span:
            return request.evidence(doc, *span), _query(of, doc)
    return None, plans_query(request.docs)


def _spans(plan: HeldPlan, of: str) -> Iterator[Span]:
    document, text = plan.document, plan.text
    if of in _STATEMENTS:
        yield from ((one.start, one.end) for one in document.assignments if _STATEMENTS[of](one))
    elif of in ("deadline", "target", "convention"):
        yield from ((fact.start, fact.end) for fact in _facts(plan)[of])
    elif of in ("task", "sector"):
        yield from (title_span(text, task) for task in document.tasks if of == "task" or task.sectors)
    elif of != "overlap":
        checks = (*find_gaps([(document, text)]), *find_conflicts([(document, text)]))
        yield from ((q.start, q.end) for check in checks if check.id == of for f in check.findings for q in f.quotes)


def _facts(plan: HeldPlan) -> Mapping[str, Sequence[Deadline | Target | Convention]]:
    document = plan.document
    return {"deadline": document.deadlines, "target": document.targets, "convention": document.conventions}


def _query(of: str, doc: str) -> str:
    queries = {"deadline": deadlines_query, "target": targets_query, "task": tasks_query, "sector": tasks_query}
    return queries[of]([doc]) if of in queries else assignments_query([doc])


def _with_role(role: str) -> Callable[[Assignment], bool]:
    return lambda statement: any(unit.role == role for unit in statement.units)


_STATEMENTS: dict[str, Callable[[Assignment], bool]] = {
    **{role: _with_role(role) for role in _ROLES},
    "written": lambda statement: bool(statement.units),
    "implied": lambda statement: bool(statement.implied) or any(unit.rule for unit in statement.units),
    "collective": lambda statement: any(unit.collective for unit in statement.units),
    "canonical": lambda statement: any(unit.text != unit.canonical for unit in statement.units),
}
