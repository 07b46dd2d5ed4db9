"""Answers that are units: who leads, cooperates, is responsible or supervises; whose leads differ; partners; roles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from extract.records import Assignment, Role
from graph.answering.absent import refuse_unit
from graph.answering.locating import Place, has_role, least, locate, locate_all
from graph.answering.mentions import holds, mentions, quoted, told
from graph.answering.queries import Duty, assignments_query
from graph.answering.request import ROLE_ENGLISH, ROLE_WORDS, Request, answered, names, refused, unit_items
from graph.answering.suggesting import nearest
from graph.answers import Answer, Evidence, Item

READINGS = 0.8  # documents that speak of a topic this much less than the best one give no reading of their own
_VERBS = {"lead": "牵头", "cooperating": "配合", "responsible": "负责", "supervising": "督导"}
_BARE = re.compile("(?:谁|哪(?:个|家)?(?:单位|部门|局)?)(?:来|在)?(?:管|抓)|归(?:谁|哪)")  # whoever has to do with it
_PUBLIC = re.compile("部门|局")


def answer_who(request: Request) -> Answer:
    """Who has a role in a topic: for each document that speaks of it the units of the statement that governs it."""
    role: Role = request.understood.role or "lead"
    if not request.topic and role == "cooperating" and request.units:
        return answer_partners(request)
    if not request.topic:
        return refused(request, "units", _say(request, "问题里没有说明是哪项工作。", "The question names no work."))
    roles: tuple[Role, ...] = ("lead", "cooperating") if request.understood.aspect == "both" else _roles(role)
    places = _places(request, has_role(*roles))
    if not places:
        return _not_found(request)
    with_role = [place for place in places if _settled(place, role)]
    if not with_role:
        return _no_role(request, places, role)
    silent = [place for place in places if place not in with_role] if role == "lead" else []
    instead = _responsible_instead(request, silent)
    led = set(_docs(with_role))
    if _BARE.search(request.question):
        with_role, silent, instead = [*with_role, *instead], [p for p in silent if p.doc not in _docs(instead)], []
    statements = [s.id for place in with_role for s in place.statements]
    docs = _docs(with_role)
    asked = roles if request.understood.aspect == "both" else _in_effect(role, with_role, request.understood.aspect)
    query = assignments_query(docs, statements=statements, roles=asked)
    if role == "lead" and set(docs) - led:
        by_doc = [(doc, "lead" if doc in led else "responsible") for doc in docs]
        query = assignments_query(docs, statements=statements, roles_of=by_doc)
    duties = request.duties(query)
    several = len(docs) > 1
    items = unit_items(request, duties, grouped=several)
    leads = _leads_too(request, docs, statements) if asked == ("responsible",) else []
    return answered(
        request,
        "units",
        items,
        evidence=_proof(request, duties, with_role),
        query=query,
        text=_who_text(request, [*leads, *items], role, with_role) + _silent_text(request, silent, instead),
        ambiguous=several and not request.understood.place,
    )


def _docs(places: Sequence[Place]) -> list[str]:
    return [place.doc for place in places]


def _responsible_instead(request: Request, silent: Sequence[Place]) -> list[Place]:
    """The places that give the lead to nobody, with the statements that say who is responsible."""
    found = locate_all(request.holdings, request.topic, _docs(silent), has_role("responsible"))
    return [place for place in found if place.statements]


def _leads_too(request: Request, docs: Sequence[str], statements: Sequence[str]) -> list[Item]:
    """Who leads by the statements that say who is responsible: in common speech 谁负责 asks for both."""
    query = assignments_query(docs, statements=statements, roles=["lead"])
    return unit_items(request, request.duties(query), grouped=False)


def _silent_text(request: Request, silent: Sequence[Place], instead: Sequence[Place]) -> str:
    """The tasks of other places that speak of the topic without a lead."""
    if request.understood.english:
        return ""
    named = {
        place.doc: "、".join(
            dict.fromkeys(u.canonical for s in place.statements for u in s.units if u.effective_role == "responsible")
        )
        for place in instead
    }
    speaking = [place for place in silent if holds(request, place.doc, place.task)]
    parts = [
        f"{request.label(place.doc)}“{place.task.title}”没有写明牵头单位，写的是由{named[place.doc]}负责。"
        for place in speaking
        if named.get(place.doc)
    ]
    rest = "、".join(request.label(place.doc) for place in speaking if not named.get(place.doc))
    return "".join(parts) + (f"{rest}也写到了“{request.topic}”，没有写明牵头单位。" if rest else "")


def _roles(role: Role) -> tuple[Role, ...]:
    return ("responsible", "lead") if role == "responsible" else (role,)


def _in_effect(role: Role, places: Sequence[Place], aspect: str | None) -> tuple[Role, ...]:
    """The role asked for; for 负责 the leads where nobody is called responsible, for a bare 谁 the leads first."""
    statements = [s for place in places for s in place.statements]
    if aspect == "doer" and any(has_role("lead")(s) for s in statements):
        return ("lead", "responsible") if not all(has_role("lead")(s) for s in statements) else ("lead",)
    if role == "responsible" and not any(has_role("responsible")(s) for s in statements):
        return ("lead",)
    return (role,)


def _settled(place: Place, role: Role) -> bool:
    """Whether a statement gives the role, and for the lead of a clause as a whole not only to a later part of it."""
    return bool(place.statements) and not (role == "lead" and place.partial)


def _places(request: Request, wanted: Callable[[Assignment], bool]) -> list[Place]:
    """Where the documents speak of the topic, without those that do so much less than the best."""
    places = locate_all(request.holdings, request.topic, request.docs, _with_units(request, wanted))
    best = max((place.score for place in places), default=0.0)
    return [place for place in places if place.score >= READINGS * best]


def _with_units(request: Request, wanted: Callable[[Assignment], bool]) -> Callable[[Assignment], bool]:
    """For who cooperates with a unit: only statements that name the unit."""
    if not request.units or request.understood.kind != "who-cooperates":
        return wanted
    ids = {unit.unit_id for named in request.units for unit in named}
    return lambda statement: wanted(statement) and any(unit.unit_id in ids for unit in statement.units)


def _not_found(request: Request) -> Answer:
    topic = request.topic
    found = mentions(request, topic, request.docs)
    reason = f"资料库的方案里没有找到关于“{topic}”的任务。"
    if found:
        reason = f"没有任务写到“{topic}”；文中其他地方出现了这几个字：{quoted(found)}。"
    english = f"No task about “{topic}” was found in the library."
    return refused(request, "units", _say(request, reason, english), suggestions=nearest(request), evidence=found)


def _no_role(request: Request, places: Sequence[Place], role: Role) -> Answer:
    """The plan speaks of the topic and gives the role to nobody: said so, with who else is named there."""
    query = assignments_query([place.doc for place in places])
    about = {place.task.id for place in places}
    duties = [duty for duty in request.duties(query) if duty.task in about]
    exact = [place for place in places if holds(request, place.doc, place.task)]
    elsewhere = [] if exact else mentions(request, request.topic, request.docs)
    others = "、".join(dict.fromkeys(f"{duty.name}（{ROLE_WORDS[duty.role]}）" for duty in duties[:8]))
    in_role = "、".join(dict.fromkeys(duty.name for duty in duties if duty.role == role))
    reason = f"方案未写明：{told(request, [(place.doc, place.task) for place in places])}"
    if elsewhere:
        reason = f"没有任务写到“{request.topic}”；文中其他地方出现了这几个字：{quoted(elsewhere)}。"
    elif exact and in_role:
        reason += f"，但这一部分没有写明由谁{_VERBS[role]}；同一条的其他部分由{in_role}{_VERBS[role]}。"
    elif exact:
        reason += f"，但没有写明由谁{_VERBS[role]}。"
        reason += f"同一条里写明的单位有：{others}。" if others else "该条没有写任何单位。"
    else:
        reason += "。"
    english = f"The plan does not say who {ROLE_ENGLISH[role]} for “{request.topic}”."
    proof = elsewhere or [request.evidence(p.doc, p.hits[0].passage.start, p.hits[0].passage.end) for p in places]
    return refused(
        request, "units", _say(request, reason, english), suggestions=nearest(request), evidence=proof, query=query
    )


def _proof(request: Request, duties: Sequence[Duty], places: Sequence[Place]) -> Iterable[Evidence]:
    yield from (request.evidence(duty.doc, duty.start, duty.end) for duty in duties)
    for place in places:
        passage = place.hits[0].passage
        yield request.evidence(place.doc, passage.start, passage.end)


def _say(request: Request, chinese: str, english: str) -> str:
    return english if request.understood.english else chinese


def _who_text(request: Request, items: Sequence[Item], role: Role, places: Sequence[Place]) -> str:
    word = _VERBS[role]
    if request.understood.english:
        return f"{request.topic}: {names(items)} ({ROLE_ENGLISH[role]})."
    parts = []
    for place in places:
        own = [item for item in items if place.doc in (item.docs or ())]
        where = (
            f"“{place.task.title}”" if place.whole_clause else f"“{place.task.title}”中与“{request.topic}”有关的部分"
        )
        by_role = [(verb, [item for item in own if item.role == kind]) for kind, verb in _VERBS.items()]
        told = "，".join(f"由{names(mine)}{verb}" for verb, mine in by_role if mine) or f"由{names(own)}{word}"
        parts.append(f"{request.label(place.doc)}：{where}{told}")
    return "；".join(parts) + "。" + _presupposed(request, items)


def _presupposed(request: Request, items: Sequence[Item]) -> str:
    """A word on a unit that the question took to have the role and that has not."""
    named = [unit for group in request.units for unit in group if unit.docs & set(request.docs)]
    ids = {item.id for item in items}
    others = [unit.canonical for unit in named if unit.unit_id not in ids]
    return f"问题中提到的{'、'.join(dict.fromkeys(others))}不在其中。" if others else ""


def answer_lead_differs(request: Request) -> Answer:
    """The leads of a topic in each place, told apart; where a plan writes none, who answers for it."""
    if not request.topic:
        return refused(request, "units", "问题里没有说明比较哪项工作。")
    places = locate_all(request.holdings, request.topic, request.docs, has_role("lead"))
    if not places:
        return _not_found(request)
    statements: list[str] = []
    roles_of: list[tuple[str, Role]] = []
    for place in places:
        role: Role = "lead" if _settled(place, "lead") else "responsible"
        if role == "responsible":
            place = locate(request.holdings, request.topic, place.doc, has_role("responsible")) or place  # noqa: PLW2901
        statements += [s.id for s in place.statements]
        roles_of.append((place.doc, role))
    query = assignments_query([place.doc for place in places], statements=statements, roles_of=roles_of)
    duties = request.duties(query)
    if not duties:
        return _no_role(request, places, "lead")
    items = unit_items(request, duties, grouped=True)
    return answered(
        request,
        "units",
        items,
        evidence=_proof(request, duties, places),
        query=query,
        text=_differs_text(request, items, places),
    )


def _differs_text(request: Request, items: Sequence[Item], places: Sequence[Place]) -> str:
    parts = []
    for place in places:
        own = [item for item in items if place.doc in (item.docs or ())]
        lead = any("lead" in (item.role or "") for item in own)
        parts.append(
            f"{request.label(place.doc)}“{place.task.title}”"
            + (f"由{names(own)}牵头" if lead else f"未写明牵头单位，写的是由{names(own)}负责" if own else "未写明单位")
        )
    return "；".join(parts) + "。"


def answer_role_of(request: Request) -> Answer:
    """The role that a unit has in a topic, by the statement that speaks of the topic most and names the unit."""
    ids = request.unit_ids() if request.units else []
    if not ids:
        return refuse_unit(request, "text")
    query = assignments_query(request.docs, units=ids)
    duties = request.duties(query)
    ranked = _ranked(request, duties) if request.topic else [(1.0, duty) for duty in duties]
    if not ranked or ranked[0][0] < 0.8 * least(request.topic):
        name = duties[0].name if duties else request.understood.unit
        return refused(request, "text", f"方案中没有写{name}在“{request.topic}”中的角色。", query=query)
    best = [duty for score, duty in ranked if score >= 0.97 * ranked[0][0]]
    docs = list(dict.fromkeys(duty.doc for duty in best))
    roles = dict.fromkeys((duty.doc, duty.role) for duty in best)
    items = [
        Item(
            label=ROLE_WORDS[role],
            value=ROLE_WORDS[role],
            group=request.label(doc) if len(docs) > 1 else None,
            role=role,
        )
        for doc, role in roles
    ]
    text = "；".join(
        f"{d.name}在“{d.title}”中是{ROLE_WORDS[d.role]}单位" for d in {(d.unit, d.role): d for d in best}.values()
    )
    proof = [request.evidence(duty.doc, duty.start, duty.end) for duty in best]
    several = len(docs) > 1 and not request.understood.place
    return answered(request, "text", items, evidence=proof, query=query, text=f"{text}。", ambiguous=several)


def _ranked(request: Request, duties: Iterable[Duty]) -> list[tuple[float, Duty]]:
    """The rows by how much the text that their statement governs is about the topic."""
    hits = request.holdings.topics.search(request.topic, request.docs)
    scored = []
    for duty in duties:
        inside = [
            hit.score
            for hit in hits
            if hit.passage.doc == duty.doc and duty.scope_start < hit.passage.end and hit.passage.start < duty.scope_end
        ]
        scored.append((max(inside, default=0.0), duty))
    narrow = [(score, duty) for score, duty in scored if not _holds_other(score, duty, scored)]
    return sorted(narrow, key=lambda pair: (-pair[0], pair[1].doc, pair[1].start))


def _holds_other(score: float, duty: Duty, scored: Sequence[tuple[float, Duty]]) -> bool:
    """Whether another row of the unit governs a part of this one's text that is as much about the topic."""
    return any(
        other.unit == duty.unit
        and other.doc == duty.doc
        and other_score >= score > 0
        and duty.scope_start <= other.scope_start < other.scope_end <= duty.scope_end
        and other.scope_end - other.scope_start < duty.scope_end - duty.scope_start
        for other_score, other in scored
    )


def answer_partners(request: Request) -> Answer:
    """The units that stand in statements together with the unit: whom it helps, who helps it, or all of them."""
    ids = request.unit_ids() if request.units else []
    if not ids:
        return refuse_unit(request, "units")
    query = assignments_query(request.docs)
    duties = request.duties(query)
    mine = [duty for duty in duties if duty.unit in ids]
    if request.topic:
        ranked = _ranked(request, mine)
        mine = [duty for score, duty in ranked if score >= max(least(request.topic), 0.95 * ranked[0][0])] or mine
    own_role, other_role = _asked_partners(request)
    statements = {duty.statement for duty in mine if own_role in (None, duty.role)}
    others = [d for d in duties if d.statement in statements and d.unit not in ids and other_role in (None, d.role)]
    if other_role is None:
        others = [duty for duty in others if not duty.collective] or others
    if not others:
        said = f"方案中没有与“{request.understood.units[0]}”一起{_VERBS.get(other_role or '', '写明')}的单位。"
        return refused(request, "units", said, query=query)
    docs = list(dict.fromkeys(duty.doc for duty in others))
    items = _by_count(unit_items(request, others, grouped=len(docs) > 1), others)
    if "最多" in request.question:
        shared = _shared(others)
        most = max(shared.values())
        items = [item for item in items if shared[item.id or "", (item.docs or ("",))[0]] == most]
    word = {None: "有分工", "lead": "牵头", "cooperating": "配合", "responsible": "负责", "supervising": "督导"}[
        other_role
    ]
    return answered(
        request,
        "units",
        items,
        evidence=[request.evidence(duty.doc, duty.start, duty.end) for duty in others],
        query=query,
        text=f"与{mine[0].name}写在一起、{word}的单位有{len(items)}个：{names(items)}。",
        ambiguous=len(docs) > 1 and not request.understood.place,
    )


def _by_count(items: Sequence[Item], duties: Sequence[Duty]) -> list[Item]:
    shared = _shared(duties)
    return sorted(items, key=lambda item: -shared[item.id or "", (item.docs or ("",))[0]])


def _shared(duties: Sequence[Duty]) -> Counter[tuple[str, str]]:
    """How many tasks each unit shares, by unit and document."""
    return Counter((unit, doc) for unit, doc, _ in {(d.unit, d.doc, d.task) for d in duties})


def _asked_partners(request: Request) -> tuple[str | None, str | None]:
    """The role of the unit and that of the partners that are asked for."""
    words = request.question
    unit = re.escape(request.understood.units[0])
    if request.understood.kind == "who-cooperates" or re.search(
        rf"(?:配合|协助|支持)(?:的)?{unit}|(?:谁|哪|什么).{{0,8}}给.{{0,4}}{unit}", words
    ):
        return "lead", "cooperating"
    if re.search("一起牵头|共同牵头|联合牵头", words):
        return "lead", "lead"
    if re.search("一起配合|共同配合", words):
        return "cooperating", "cooperating"
    if re.search("给.{0,8}配合|配合谁|配合哪|帮谁|协助谁|协助哪|打配合", words):
        return "cooperating", "lead"
    if re.search("(?:谁|哪).{0,8}(?:来)?(?:配合|协助)", words):
        return "lead", "cooperating"
    return None, None


def public_only(request: Request, duties: Iterable[Duty]) -> list[Duty]:
    """The rows without collective names, where the question asks for departments."""
    found = list(duties)
    return [duty for duty in found if not duty.collective] if _PUBLIC.search(request.question) else found
