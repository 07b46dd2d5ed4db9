"""Answers that are tasks or numbers of tasks: duties, counts, rankings, comparisons, what is due, what has no lead."""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from extract.records import Role
from graph.answering.absent import refuse_unit
from graph.answering.locating import has_role, locate_all
from graph.answering.queries import (
    Due,
    Duty,
    Work,
    assignments_query,
    tasks_query,
)
from graph.answering.request import ROLE_WORDS, Request, answered, names, refused, task_item, unit_items
from graph.answering.topics import pairs
from graph.answering.units import public_only
from graph.answers import Answer, Evidence, Item
from graph.wording import letters, load_words

ABOUT = 0.5  # share of the topic that the scope of a statement holds where a duty is about it


def answer_duties(request: Request) -> Answer:
    """The tasks in which a unit has a duty, by role, topic and time where these are asked for."""
    ids = request.unit_ids() if request.units else []
    if not ids:
        return refuse_unit(request, "tasks")
    role = request.understood.role
    query = assignments_query(request.docs, units=ids, roles=[role] if role else ())
    duties = _about(request, request.duties(query))
    if not duties:
        word = ROLE_WORDS[role] if role else "承担"
        return refused(request, "tasks", f"方案中没有写“{request.understood.units[0]}”{word}的任务。", query=query)
    return _tasks_answer(request, duties, query, what=f"{ROLE_WORDS[role]}的" if role else "的")


def _tasks_answer(request: Request, duties: Sequence[Duty], query: str, *, what: str) -> Answer:
    docs = list(dict.fromkeys(duty.doc for duty in duties))
    several = len(docs) > 1
    rows = one_a_task(duties)
    items = [task_item(request, row, grouped=several) for row in rows]
    parts = []
    for doc in docs:
        own = [row for row in rows if row.doc == doc]
        who = "、".join(dict.fromkeys(duty.name for duty in duties if duty.doc == doc))
        titles = "；".join(row.title for row in own)
        parts.append(f"{request.label(doc)}：{who}{what}任务有{len(own)}项：{titles}")
    return answered(
        request,
        "tasks",
        items,
        evidence=[request.evidence(duty.doc, duty.start, duty.end) for duty in duties],
        query=query,
        text="。".join(parts) + "。",
        ambiguous=several and not request.understood.place,
    )


def one_a_task(duties: Iterable[Duty]) -> list[Duty]:
    """The first row of each task, in their order."""
    return list({(duty.doc, duty.task): duty for duty in reversed(list(duties)) if duty.task}.values())[::-1]


def _about(request: Request, duties: Sequence[Duty]) -> list[Duty]:
    """The rows whose scope or task is about the topic; all where the topic says nothing that the library knows."""
    index = request.holdings.topics
    if not any(index.knows(pair) for pair in pairs(request.topic)):
        return [] if request.topic and _asked_strictly(request) else list(duties)
    hits = [hit for hit in index.search(request.topic, request.docs) if hit.score >= ABOUT]
    kept = [
        duty
        for duty in duties
        if any(
            hit.passage.doc == duty.doc and duty.scope_start < hit.passage.end and hit.passage.start < duty.scope_end
            for hit in hits
        )
    ]
    return kept if kept or hits or _asked_strictly(request) else list(duties)


def _asked_strictly(request: Request) -> bool:
    """Whether the question says that it is about the topic (在…里, 关于…, …方面)."""
    topic = re.escape(request.topic)
    return bool(re.search(rf"(?:在|关于|有关|涉及|针对|围绕){topic}|{topic}(?:方面|领域|里|中|上)", request.question))


def answer_count(request: Request) -> Answer:
    """How many tasks a unit has in a role, how many units have a role in a topic, or how many tasks a plan sets."""
    if request.understood.aspect == "units":
        return _count_units(request)
    if request.understood.units:
        return _count_duties(request)
    return _count_tasks(request)


def _count_duties(request: Request) -> Answer:
    ids = request.unit_ids()
    if not ids:
        return refuse_unit(request, "number")
    role = request.understood.role
    query = assignments_query(request.docs, units=ids, roles=[role] if role else ())
    duties = _about(request, request.duties(query))
    held = [doc for doc in request.docs if any(doc in unit.docs for unit in request.units[0])]
    docs = list(dict.fromkeys(duty.doc for duty in duties)) or held
    several = len(docs) > 1
    rows = {doc: one_a_task(duty for duty in duties if duty.doc == doc) for doc in docs}
    items = [_number(len(own), "项", request.label(doc) if several else None) for doc, own in rows.items()]
    word = ROLE_WORDS[role] if role else "承担"
    text = "；".join(
        f"{request.label(doc)}：{own[0].name if own else request.understood.units[0]}{word}{len(own)}项任务"
        + (f"（{'；'.join(row.title for row in own)}）" if own else "")
        for doc, own in rows.items()
    )
    return answered(
        request,
        "number",
        items,
        evidence=[request.evidence(duty.doc, duty.start, duty.end) for duty in duties],
        query=query,
        text=f"{text}。",
        ambiguous=several and not request.understood.place,
    )


def _number(value: int, measure: str, group: str | None) -> Item:
    return Item(label=f"{value}{measure}", value=value, group=group, count=value)


def _count_units(request: Request) -> Answer:
    role = request.understood.role
    wanted = has_role(role) if role else (lambda _: True)
    found = locate_all(request.holdings, request.topic, request.docs, wanted)
    places = [place for place in found if place.statements]
    if request.topic and not places:
        return refused(request, "number", f"资料库的方案里没有找到关于“{request.topic}”的单位。")
    statements = [s.id for place in places for s in place.statements] if request.topic else None
    docs = [place.doc for place in places] if request.topic else list(request.docs)
    query = assignments_query(docs, statements=statements, roles=[role] if role else ())
    duties = request.duties(query)
    several = len({duty.doc for duty in duties}) > 1
    items, parts = [], []
    for doc in dict.fromkeys(duty.doc for duty in duties):
        own = unit_items(request, (duty for duty in duties if duty.doc == doc), grouped=False)
        items.append(_number(len(own), "个", request.label(doc) if several else None))
        parts.append(f"{request.label(doc)}：{len(own)}个{ROLE_WORDS[role] if role else ''}单位（{names(own)}）")
    return answered(
        request,
        "number",
        items,
        evidence=[request.evidence(duty.doc, duty.start, duty.end) for duty in duties],
        query=query,
        text="；".join(parts) + "。",
        ambiguous=several and not request.understood.place,
    )


def _count_tasks(request: Request) -> Answer:
    query = tasks_query(request.docs)
    works = wanted_works(request, request.works(query))
    by_doc: dict[str, list[Work]] = defaultdict(list)
    for work in works:
        by_doc[work.doc].append(work)
    several = len(by_doc) > 1
    items = [_number(len(own), "项", request.label(doc) if several else None) for doc, own in by_doc.items()]
    text = "；".join(f"{request.label(doc)}：{len(own)}项任务" for doc, own in by_doc.items())
    proof = [title_quote(request, work) for work in works]
    return answered(
        request, "number", items, evidence=proof, query=query, text=f"{text}。",
        ambiguous=several and not request.understood.place,
    )  # fmt: skip


def wanted_works(request: Request, works: Sequence[Work]) -> list[Work]:
    """The tasks of the section that the question names, else those that set work rather than how it is organised."""
    topic = [pair for pair in pairs(request.topic) if pair not in load_words().generic_pairs]
    named = [work for work in works if topic and sum(pair in pairs(work.section) for pair in topic) * 2 >= len(topic)]
    if named:
        return [work for work in named if _sets_work(work)] or named
    literal = letters(request.topic)
    titled = [work for work in works if len(literal) >= 2 and letters(work.title).endswith(literal)]
    if not topic and titled:
        return titled
    about = [work for work in works if topic and all(pair in pairs(work.title) for pair in topic)]
    return about or [work for work in works if _sets_work(work)]


def _sets_work(work: Work) -> bool:
    """Whether the task is work itself and not how the plan is organised, by the headings it stands under."""
    return not load_words().organising.search(work.section)


def title_quote(request: Request, work: Work | Duty | Due) -> Evidence:
    """The words of the task's title in the text."""
    text = request.holdings.plans[work.doc].text
    start = work.start if isinstance(work, Work) else work.task_start
    stops = [stop for sign in "。\n；;，," if (stop := text.find(sign, start)) > start]
    return request.evidence(work.doc, start, min([*stops, start + 60]))


def answer_ranking(request: Request) -> Answer:
    """The unit with most (or fewest) tasks in a role; all of them where several have as many."""
    role: Role = request.understood.role or "lead"
    query = assignments_query(request.docs, roles=[role])
    duties = public_only(request, _about(request, request.duties(query)))
    if not duties:
        return refused(request, "units", "方案中没有写明这样的单位。", query=query)
    counts = _task_counts(duties)
    extreme = (min if request.understood.aspect == "least" else max)(counts.values())
    best = _first_places(request, counts, extreme)
    own = [duty for duty in duties if duty.unit in best]
    items = [
        dataclasses.replace(item, count=counts[item.id or ""])
        for item in sorted(unit_items(request, own, grouped=False), key=lambda item: -counts[item.id or ""])
    ]
    next_ones = sorted(((c, u) for u, c in counts.items() if u not in best), reverse=True)[:3]
    known = {duty.unit: duty.name for duty in duties}
    others = "、".join(f"{known[unit]}{count}项" for count, unit in next_ones)
    word = "最少" if request.understood.aspect == "least" else "最多"
    return answered(
        request,
        "units",
        items,
        evidence=[request.evidence(duty.doc, duty.start, duty.end) for duty in own],
        query=query,
        text=f"{ROLE_WORDS[role]}任务{word}的是{names(items)}，{extreme}项。" + (f"其次：{others}。" if others else ""),
    )


_PLACES = {"三": 3, "五": 5, "十": 10}


def _first_places(request: Request, counts: Mapping[str, int], extreme: int) -> set[str]:
    """The units with the extreme number; for 前三名 those with the three highest numbers."""
    asked = re.search(r"前([三五十]|[2-9])", request.question)
    if not asked or request.understood.aspect == "least":
        return {unit for unit, count in counts.items() if count == extreme}
    wanted = _PLACES.get(asked[1]) or int(asked[1])
    least = sorted(counts.values(), reverse=True)[:wanted][-1]
    return {unit for unit, count in counts.items() if count >= least}


def _task_counts(duties: Iterable[Duty]) -> dict[str, int]:
    tasks: dict[str, set[tuple[str, str | None]]] = defaultdict(set)
    for duty in duties:
        if duty.task:
            tasks[duty.unit].add((duty.doc, duty.task))
    return {unit: len(own) for unit, own in sorted(tasks.items())}


def answer_compare(request: Request) -> Answer:
    """Which of two units has more tasks, what they do together, or which of two plans sets more."""
    if request.understood.aspect == "plans":
        return _compare_plans(request)
    if len(request.units) < 2:
        return refused(request, "units", "请写明要比较的两个单位。")
    absent = [words for at, words in enumerate(request.understood.units[:2]) if not request.unit_ids(at)]
    if absent:
        return refused(request, "units", f"资料库的方案中没有出现“{absent[0]}”这个单位。")
    return _more(request) if request.understood.aspect == "more" else _together(request)


def _more(request: Request) -> Answer:
    role: Role = request.understood.role or "lead"
    ids = [request.unit_ids(0), request.unit_ids(1)]
    query = assignments_query(request.docs, units=[*ids[0], *ids[1]], roles=[role])
    duties = request.duties(query)
    counts = [len({(d.doc, d.task) for d in duties if d.unit in own and d.task}) for own in ids]
    extreme = min(counts) if re.search("(?<!多)少", request.question) else max(counts)
    chosen = [unit for own, count in zip(ids, counts, strict=True) if count == extreme for unit in own]
    items = unit_items(request, (duty for duty in duties if duty.unit in chosen), grouped=False)
    told = "，".join(f"{words}{count}项" for words, count in zip(request.understood.units, counts, strict=False))
    verdict = (
        "两家一样多" if counts[0] == counts[1] else f"{names(items)}{'更少' if extreme == min(counts) else '更多'}"
    )
    return answered(
        request,
        "units",
        items,
        evidence=[request.evidence(duty.doc, duty.start, duty.end) for duty in duties],
        query=query,
        text=f"{ROLE_WORDS[role]}的任务：{told}，{verdict}。",
    )


def _together(request: Request) -> Answer:
    role = request.understood.role
    query = assignments_query(
        request.docs, units=[*request.unit_ids(0), *request.unit_ids(1)], roles=[role] if role else ()
    )
    both = _in_both(request.duties(query), set(request.unit_ids(0)), set(request.unit_ids(1)))
    if not both:
        units = "和".join(request.understood.units[:2])
        return refused(
            request, "tasks", f"方案中没有{units}一起{ROLE_WORDS[role] if role else '承担'}的任务。", query=query
        )
    return _tasks_answer(request, both, query, what=f"一起{ROLE_WORDS[role] if role else '承担'}的")


def _in_both(duties: Sequence[Duty], first: set[str], second: set[str]) -> list[Duty]:
    """The rows of statements that name both units."""
    named: dict[str, set[str]] = defaultdict(set)
    for duty in duties:
        named[duty.statement].add(duty.unit)
    return [duty for duty in duties if named[duty.statement] & first and named[duty.statement] & second]


def _compare_plans(request: Request) -> Answer:
    query = tasks_query(request.docs)
    counts: dict[str, int] = defaultdict(int)
    for work in wanted_works(request, request.works(query)):
        counts[work.doc] += 1
    if not counts:
        return refused(request, "plans", "没有可以比较的方案。", query=query)
    fewest = re.search("(?<!多)少", request.question)
    extreme = (min if fewest else max)(counts.values())
    items = [
        Item(label=request.holdings.plans[doc].title, doc=doc, count=count)
        for doc, count in counts.items()
        if count == extreme
    ]
    told = "，".join(f"{request.label(doc)}{count}项" for doc, count in counts.items())
    return answered(
        request, "plans", items, query=query, text=f"任务数：{told}。{names(items)}{'最少' if fewest else '最多'}。"
    )


def answer_multi(request: Request) -> Answer:
    """Tasks that meet several conditions on their units: joint leads, or one unit leading and another cooperating."""
    if request.understood.aspect == "joint-leads":
        return _joint(request)
    if len(request.units) < 2 or not request.unit_ids(0) or not request.unit_ids(1):
        return refuse_unit(request, "tasks")
    first, second = (
        ("lead", "cooperating") if request.understood.aspect == "lead+cooperating" else ("cooperating", "lead")
    )
    one, other = set(request.unit_ids(0)), set(request.unit_ids(1))
    query = assignments_query(request.docs, units=[*one, *other], roles=["lead", "cooperating"])
    duties = [
        duty
        for duty in request.duties(query)
        if (duty.unit in one and duty.role == first) or (duty.unit in other and duty.role == second)
    ]
    both = _in_both(duties, one, other)
    if not both:
        return refused(request, "tasks", "方案中没有同时符合这些条件的任务。", query=query)
    return _tasks_answer(request, both, query, what="符合条件的")


def _joint(request: Request) -> Answer:
    query = assignments_query(request.docs, roles=["lead"])
    leads: dict[str, list[Duty]] = defaultdict(list)
    for duty in request.duties(query):
        leads[duty.statement].append(duty)
    joint = [duty for own in leads.values() if len({duty.unit for duty in own}) > 1 for duty in own]
    if not joint:
        return refused(request, "tasks", "方案中没有由几家单位共同牵头的任务。", query=query)
    rows = one_a_task(joint)
    docs = list(dict.fromkeys(row.doc for row in rows))
    items = [task_item(request, row, grouped=len(docs) > 1) for row in rows]
    return answered(
        request,
        "tasks",
        items,
        evidence=[request.evidence(duty.doc, duty.start, duty.end) for duty in joint],
        query=query,
        text=f"由两家以上单位共同牵头的任务有{len(rows)}项：{names(items)}。",
        ambiguous=len(docs) > 1 and not request.understood.place,
    )
