"""Answers on time: the tasks that fall due on a day or in a period, of a unit where one is named."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from extract.dating.times import parse_deadline
from graph.answering.absent import refuse_unit
from graph.answering.queries import Due, Duty, assignments_query, both, deadlines_query
from graph.answering.request import Request, answered, refused, task_item
from graph.answering.tasks import ABOUT
from graph.answering.topics import pairs
from graph.answers import Answer, Evidence
from graph.wording import load_words

_BEFORE = re.compile("前$")  # by that day, what was due before it too


def answer_due(request: Request) -> Answer:
    """What falls due on the day that the words name; where nothing does, what is due by then."""
    query = deadlines_query(request.docs)
    if request.units:
        ids, role = request.unit_ids(), request.understood.role
        if not ids:
            return refuse_unit(request, "tasks", query)
        query = both(query, assignments_query(request.docs, units=ids, roles=[role] if role else ()))
    dues = [due for due in request.dues(query) if due.task]
    dues = _in_scope(dues, request.duties(query)) if request.units else dues
    dues = _about_dues(request, dues)
    found, said = _on_time(request, dues)
    if not found:
        return refused(request, "tasks", f"方案中没有{said}的任务。", query=query)
    docs = list(dict.fromkeys(due.doc for due in found))
    several = len(docs) > 1
    rows = {(due.doc, due.task): due for due in reversed(found)}
    exact = _of_that_day(request, found)
    ordered = sorted(rows.values(), key=lambda due: ((due.doc, due.task) not in exact, due.doc, due.task_start))
    items = [task_item(request, due, grouped=several, value=due.last_day) for due in ordered]
    proof = [e for due in found for e in (request.evidence(due.doc, due.start, due.end), _sentence(request, due))]
    return answered(
        request,
        "tasks",
        items,
        evidence=proof,
        query=query,
        text=_due_text(ordered, said, exact),
        ambiguous=several and not request.understood.place,
    )


def _sentence(request: Request, due: Due) -> Evidence:
    text = request.holdings.plans[due.doc].text
    stops = [stop for sign in "。；;\n" if (stop := text.find(sign, due.end)) >= 0]
    return request.evidence(due.doc, due.start, min([*stops, due.end + 120]))


def _in_scope(dues: Sequence[Due], duties: Sequence[Duty]) -> list[Due]:
    """The deadlines that stand in the scope of a statement."""
    return [
        due
        for due in dues
        if any(d.doc == due.doc and d.scope_start <= due.start and due.end <= d.scope_end for d in duties)
    ]


def _about_dues(request: Request, dues: list[Due]) -> list[Due]:
    index = request.holdings.topics
    told = [pair for pair in pairs(request.topic) if index.knows(pair) and pair not in load_words().generic_pairs]
    if not told or request.understood.aspect != "by":
        return dues
    topic = "".join(told)
    hits = [hit for hit in index.search(request.topic, request.docs) if hit.score >= ABOUT] if topic else []
    return [
        d for d in dues if any(h.passage.start <= d.start < h.passage.end and h.passage.doc == d.doc for h in hits)
    ] or dues


def _on_time(request: Request, dues: Sequence[Due]) -> tuple[list[Due], str]:
    """The deadlines that are asked for, and the condition in words."""
    limits = [due for due in dues if due.last_day and due.kind in ("by", "point")]
    aspect = request.understood.aspect
    if aspect in ("first", "last") and limits:
        day = (min if aspect == "first" else max)(due.last_day or "" for due in limits)
        return [due for due in limits if due.last_day == day], f"{'最早' if aspect == 'first' else '最晚'}到期（{day}）"
    if aspect == "dated" or not request.understood.when:
        return limits, "写明了具体时限"
    words = request.understood.when
    on_day: list[Due] = []
    by_then: list[Due] = []
    for due in dues:
        first, last = _period(request, due.doc, words)
        if last and due.last_day and due.kind in ("by", "point") and _of_its_time(request, due, last):
            on_day += [due] if (due.last_day == last or (first and first <= due.last_day <= last)) else []
            by_then += [due] if due.last_day <= last else []
    earlier = [due for due in by_then if due not in on_day]
    if on_day and not (earlier and _BEFORE.search(words)):
        return on_day, f"{words}要完成"
    if on_day:
        return [*on_day, *earlier], f"{words}（含更早）到期"
    season = [due for due in dues if words.rstrip("之以前内") in due.words]
    return (season, f"{words}要完成") if season else (by_then, f"{words}（含更早）到期")


def _of_that_day(request: Request, found: Sequence[Due]) -> set[tuple[str, str | None]]:
    """The tasks of which something is due on the very day that the words name."""
    words = request.understood.when
    if not words:
        return set()
    return {
        (due.doc, due.task) for due in found if due.last_day and due.last_day == _period(request, due.doc, words)[1]
    }


def _due_text(ordered: Sequence[Due], said: str, exact: Collection[tuple[str, str | None]]) -> str:
    """The tasks with the words of their days, those of the very day before earlier ones."""

    def named(dues: Sequence[Due]) -> str:
        return "；".join(f"{due.title}（{due.words}）" for due in dues)

    own = [due for due in ordered if (due.doc, due.task) in exact]
    earlier = [due for due in ordered if due not in own]
    if not own or not earlier:
        return f"{said}的任务有{len(ordered)}项：{named(ordered)}。"
    return (
        f"{said}的任务有{len(ordered)}项。其中正好在这一天到期的{len(own)}项：{named(own)}。"
        f"更早到期的{len(earlier)}项：{named(earlier)}。"
    )


def _of_its_time(request: Request, due: Due, last: str) -> bool:
    """Whether the day asked for lies in the time of the due's plan: until the end of January after its year."""
    year = request.holdings.plans[due.doc].year
    return year is None or last <= f"{year + 1}-01-31" or (due.last_day or "")[:4] == last[:4]


def _period(request: Request, doc: str, words: str) -> tuple[str | None, str | None]:
    """The days of the words in the year of the document's plan."""
    year = request.holdings.plans[doc].year
    period = parse_deadline(words, year=year) or parse_deadline(f"{words}底前", year=year)
    if period is None or period.last_day is None:
        return None, None
    first = period.first_day.isoformat() if period.first_day and period.kind == "during" else None
    return first, period.last_day.isoformat()
