"""Answers on the plans themselves: number, date, issuer, basis, standards, who spoke at a meeting and where it was."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from graph.answering.queries import plans_query
from graph.answering.request import Request, answered, refused
from graph.answering.topics import coverage, pairs
from graph.answers import Answer, AnswerType, Item
from graph.holdings import HeldPlan
from graph.wording import sentences

_NUMBER = re.compile(r"[一-鿿]{1,12}[〔﹝\[(（【]20\d\d[〕﹞\])）】]第?\d+号")
_BASIS = re.compile(
    r"(?:根据|按照|依据|落实|参照|执行)(?:了)?(?:[^。；《]{0,12})《([^《》]+)》(?:[(（]([^()（）]*\d+号)[)）])?"
)
_BASIS_WORDS = re.compile("依据|根据|按照|落实|参照|执行|制定|编制|出台|文件|方案|办法|规定|国家|省里?|上级|上位")
_STANDARD = re.compile(
    r"(?:《([^《》]*标准[^《》]*)》)?[(（]?((?:[A-Z]{2,3}|[A-Z]{1,2}\d{2})(?:/[A-Z]|/)?\s?\d+(?:\.\d+)?[-—]\d{2,4})[)）]?"
)
_SPOKE = re.compile(r"发言|讲话|主持|宣读|通报|出席|参加")
_VENUE = re.compile(r"在([一-鿿]{2,10}?)(?:市?设主会场|隆重召开|召开|举行)")
_ORDINAL = re.compile(r"第\d+次[一-鿿]{0,8}会议")
_PERIOD = re.compile(
    r"(?:时间|期限|自|从)(?:为|是)?((?:20\d\d年)?\d{1,2}月(?:\d{1,2}日)?(?:至|到|—|-)(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日|底)?)"
)
_RANGE = re.compile(r"(?:实施|适用|覆盖|整治)?范围(?:是|为|：|:)?([^。；]{2,80}?)(?=,时间|，时间|。|；|$)")

Found = tuple[str, str, int, int]  # value, label, start, end


def answer_plan(request: Request) -> Answer:
    """The fact of the plan that the question asks for; refused where the document does not print it."""
    aspect = request.understood.aspect or ""
    find, kind, what = _FINDERS[aspect]
    query = plans_query(request.docs)
    rows = {str(row["doc"]): row for row in request.store.rows(query)}
    plans = [request.holdings.plans[doc] for doc in request.docs]
    found = [(plan, fact) for plan in plans for fact in find(request, plan)]
    found = _best_only(request, found) if aspect in _SEARCHED else found
    if not found:
        where = "、".join(request.label(doc) for doc in request.docs[:3])
        return refused(request, kind, f"{where}的文件里没有印出{what}。", query=query)
    docs = list(dict.fromkeys(plan.doc for plan, _ in found))
    several = len(docs) > 1
    items = [
        Item(label=label, value=value, group=request.label(plan.doc) if several else None, doc=plan.doc)
        for plan, (value, label, _, _) in found
    ]
    proof = [request.evidence(plan.doc, start, end) for plan, (_, _, start, end) in found if end > start]
    text = "；".join(
        f"{rows[doc]['title'] or doc}：{what}" + "、".join(i.label for i in items if i.doc == doc) for doc in docs
    )
    named = request.understood.place or request.understood.plan
    return answered(
        request,
        kind,
        list(dict.fromkeys(items)),
        evidence=proof,
        query=query,
        text=f"{text}。",
        ambiguous=several and not named,
    )


def _best_only(request: Request, found: Sequence[tuple[HeldPlan, Found]]) -> list[tuple[HeldPlan, Found]]:
    """The facts whose surroundings are most about the topic, where the question has one."""
    index = request.holdings.topics
    if not any(index.knows(pair) for pair in pairs(request.topic)) or not found:
        return list(found)
    scored = []
    for plan, fact in found:
        start, end = max(0, fact[2] - 120), fact[3] + 120
        scored.append((coverage(request.topic, plan.text[start:end], index), (plan, fact)))
    best = max(score for score, _ in scored)
    return [pair for score, pair in scored if score >= 0.95 * best] if best >= 0.2 else list(found)[:1]


def _meta(field: str) -> Callable[[Request, HeldPlan], Iterable[Found]]:
    def find(request: Request, plan: HeldPlan) -> Iterable[Found]:
        value = getattr(plan.document.meta, field)
        if value:
            yield value, value, *_where(plan, value)

    return find


def _where(plan: HeldPlan, value: str) -> tuple[int, int]:
    """Where the value stands in the text; a date in its Chinese form."""
    forms = [value]
    day = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", value)
    if day:
        year, month, number = day[1], int(day[2]), int(day[3])
        forms = [f"{year}年{month}月{number}日", f"{month}月{number}日", value]
    at = next(((plan.text.find(form), len(form)) for form in forms if form in plan.text), (0, 0))
    return at[0], at[0] + at[1]


def _numbers(request: Request, plan: HeldPlan) -> Iterable[Found]:
    """Its own number; that of a document cited where the topic stands, if the question has a topic."""
    if request.topic and any(request.holdings.topics.knows(pair) for pair in pairs(request.topic)):
        for hit in _NUMBER.finditer(plan.text):
            yield hit[0], hit[0], hit.start(), hit.end()
        return
    yield from _meta("doc_number")(request, plan)


def _bases(request: Request, plan: HeldPlan) -> Iterable[Found]:
    """What it is made by: 根据《…》（文号）; first of all in the sentence that says 制定."""
    hits = list(_BASIS.finditer(plan.text))
    made = [hit for hit in hits if re.search(r"制定|编制", plan.text[hit.end() : hit.end() + 20])]
    topic = _BASIS_WORDS.sub(" ", request.topic)
    topical = any(request.holdings.topics.knows(pair) for pair in pairs(topic))
    for hit in hits if topical else (made or hits):
        title, number = hit[1], hit[2]
        yield (number or title), (f"《{title}》({number})" if number else f"《{title}》"), hit.start(), hit.end()


def _standards(request: Request, plan: HeldPlan) -> Iterable[Found]:
    for hit in _STANDARD.finditer(plan.text):
        yield hit[2], f"《{hit[1]}》({hit[2]})" if hit[1] else hit[2], hit.start(), hit.end()


def _speakers(request: Request, plan: HeldPlan) -> Iterable[Found]:
    """Who did what the question says at the meeting: the words before the verb in its clause."""
    asked = _SPOKE.search(request.question)
    verb = asked[0] if asked else "发言"
    for start, end in sentences(plan.text):
        sentence = plan.text[start:end]
        at = sentence.find(verb)
        if at < 0 or not re.search(r"会", plan.text[max(0, start - 200) : end]):
            continue
        clause = max(sentence.rfind(sign, 0, at) for sign in "，,") + 1
        subject = re.sub(r"(?:作了?|做了?|并|出席会议|作)+$", "", sentence[clause:at]).strip("“”《》 ")
        if subject and not re.match(r"(?:要|会议)", subject):
            found = (
                [(part, part, start, end) for part in re.split("、", subject)]
                if verb == "发言"
                else [(subject, subject, start, end)]
            )
            yield from found
            return


def _pattern(pattern: re.Pattern[str]) -> Callable[[Request, HeldPlan], Iterable[Found]]:
    def find(request: Request, plan: HeldPlan) -> Iterable[Found]:
        hit = pattern.search(plan.text)
        if hit:
            value = hit[hit.lastindex or 0]
            yield value, value, hit.start(), hit.end()

    return find


_FINDERS: dict[str, tuple[Callable[[Request, HeldPlan], Iterable[Found]], AnswerType, str]] = {
    "number": (_numbers, "text", "文号"),
    "date": (_meta("date"), "date", "日期"),
    "issuer": (_meta("issuer"), "text", "发文机关"),
    "basis": (_bases, "text", "依据"),
    "standard": (_standards, "text", "标准"),
    "speakers": (_speakers, "text", "人员或单位"),
    "venue": (_pattern(_VENUE), "text", "地点"),
    "ordinal": (_pattern(_ORDINAL), "text", "会议"),
    "period": (_pattern(_PERIOD), "text", "起止时间"),
    "range": (_pattern(_RANGE), "text", "范围"),
}
_SEARCHED = ("number", "basis", "standard", "ordinal")
