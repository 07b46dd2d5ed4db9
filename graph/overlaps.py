"""Overlaps: tasks of different plans that set the same job, with the reason in words and what differs.

Two tasks are compared by the pairs of characters that they share, weighted by how rare these are (TF-IDF), as wholes
and part against whole, since a short news item and a long clause may set the same work. The verbs of plans count less,
and clauses on organisation and appraisal don't count at all.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz
from scipy.sparse import csr_matrix, diags
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

from extract.jsonform import to_json
from extract.naming.names import resolve_unit
from extract.records import Document, Target, Task
from graph.unfold import plan_year
from graph.wording import clauses, fold, letters, load_words, runs, unify

Floats = npt.NDArray[np.float64]
Kind = Literal["same", "related", "carried-on", "handed-down"]

SHOWN = 0.122  # pairs that score less are not shown: below it most of them share only a subject
SAME = 0.12  # likeness as wholes from which two clauses can set the same job
BREADTH = 0.07  # likeness of the average part of each to the other, from which they do so as wholes
GENERIC = 0.6  # weight of the pairs of characters that every plan uses
PARTS = 0.5  # weight of the best part against a whole
TITLE = 0.05  # weight of the telling words of one title that stand in the other clause
ASIDE = 0.8  # weight of a pair with a clause on how the plan is organised, which names many works and sets none
_SMALLEST_PART = 6
_SHARED_LETTERS = 4  # letters that two dated sentences share before their days are compared
_CANDIDATE = 0.03  # likeness as wholes below which parts are not looked at
_BLOCK = 1024
_APART = ("parenthetical", "label")  # statements that stand behind what a task asks for
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRef:
    """A task of a document, as other parts name it."""

    doc: str
    number: str | None
    title: str
    start: int
    task: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What the two plans set differently for the same job."""

    aspect: Literal["lead", "deadline", "target"]
    a: str
    b: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Two tasks of two plans; ``score`` lies between 0 and 1, ``why`` names in Chinese what they share."""

    a: TaskRef
    b: TaskRef
    kind: Kind
    score: float
    why: str
    differs: tuple[Difference, ...]


class Plan(NamedTuple):
    """A document with its analysed text."""

    document: Document
    text: str


class _Entry(NamedTuple):
    plan: Plan
    task: Task
    body: str


def find_overlaps(plans: Iterable[tuple[Document, str]], *, least: float = SHOWN) -> tuple[Overlap, ...]:
    """All overlapping tasks between the plans, best first; ``least`` is the lowest score that is given."""
    ordered = sorted((Plan(*plan) for plan in plans), key=lambda plan: plan.document.doc)
    entries = [entry for plan in ordered for entry in _entries(plan)]
    if len({entry.plan.document.doc for entry in entries}) < 2:
        return ()
    likeness = _Likeness(entries)
    found = [
        _overlap(entries[pair.i], entries[pair.j], pair)
        for pair in likeness.pairs()
        if pair.score >= least and entries[pair.i].plan.document.doc != entries[pair.j].plan.document.doc
    ]
    return tuple(sorted(found, key=lambda pair: (-pair.score, pair.a.doc, pair.a.start, pair.b.doc, pair.b.start)))


def overlaps_json(pairs: Sequence[Overlap]) -> dict[str, Any]:
    """The pairs in the form that programs read."""
    return {"pairs": [_plain(pair) for pair in pairs]}


def _plain(pair: Overlap) -> dict[str, Any]:
    values: dict[str, Any] = dataclasses.asdict(pair)
    return {**values, "differs": [to_json(difference) for difference in pair.differs]}


def _entries(plan: Plan) -> list[_Entry]:
    document, text = plan
    boilerplate = load_words().boilerplate
    return [
        _Entry(plan, task, _body(document, text, task)) for task in document.tasks if not boilerplate.search(task.title)
    ]


def _body(document: Document, text: str, task: Task) -> str:
    """The words of a task without the brackets that name its units."""
    parts, at = [], task.start
    for statement in sorted(document.assignments, key=lambda statement: statement.start):
        if statement.kind != "inline" and at <= statement.start and statement.end <= task.end:
            parts.append(text[at : statement.start])
            at = statement.end
    return "。".join([*parts, text[at : task.end]])


class _Pair(NamedTuple):
    """Two entries (i < j): whether they set the same job as wholes, and how alike they are."""

    i: int
    j: int
    same: bool
    score: float


class _Likeness:
    """How alike the entries are, as wholes and part against whole."""

    def __init__(self, entries: Sequence[_Entry]) -> None:
        bodies = [_compared(entry.body) for entry in entries]
        vectors = TfidfVectorizer(analyzer="char", ngram_range=(2, 2), sublinear_tf=True, lowercase=False, norm=None)
        raw = vectors.fit_transform(bodies)
        generic = load_words().generic_pairs
        weights = diags([GENERIC if pair in generic else 1.0 for pair in vectors.get_feature_names_out()])
        parts = [_parts(entry) for entry in entries]
        self.wholes: csr_matrix = normalize(raw @ weights)
        telling = diags([
            0.0 if pair in generic else rarity
            for pair, rarity in zip(vectors.get_feature_names_out(), vectors.idf_, strict=True)
        ])  # fmt: skip
        titles = vectors.transform([_compared(entry.task.title) for entry in entries])
        self.titles: csr_matrix = normalize((titles > 0).astype(float) @ telling, norm="l1")
        self.held: csr_matrix = (raw > 0).astype(float).tocsr()
        self.aside = [bool(load_words().organising.search(entry.task.section)) for entry in entries]
        self.parts: csr_matrix = normalize(vectors.transform([part for own in parts for part in own]) @ weights)
        self.owner = np.repeat(np.arange(len(entries)), [len(own) for own in parts])
        self.first = np.concatenate([[0], np.cumsum([len(own) for own in parts])])

    def pairs(self) -> Iterable[_Pair]:
        """Each pair that shares enough."""
        count = self.wholes.shape[0]
        for begin in range(0, count, _BLOCK):
            block = (self.wholes[begin : begin + _BLOCK] @ self.wholes.T).tocoo()
            for row, j, whole in zip(block.row, block.col, block.data, strict=True):
                i = begin + int(row)
                if i < j and whole >= _CANDIDATE:
                    one, other = self._parts_in(i, int(j)), self._parts_in(int(j), i)
                    score = float(whole) + PARTS * float(max(one.max(), other.max()))
                    score += TITLE * max(self._title_in(i, int(j)), self._title_in(int(j), i))
                    score = min(1.0, score * (ASIDE if self.aside[i] or self.aside[int(j)] else 1.0))
                    # the title comes first and is no part of its own
                    breadth = sum(float(own[1:].mean()) if len(own) > 1 else 0.0 for own in (one, other)) / 2
                    yield _Pair(i, int(j), whole >= SAME and breadth >= BREADTH, score)

    def _parts_in(self, i: int, j: int) -> Floats:
        """How alike the title and each part of i are to j as a whole."""
        own = self.parts[self.first[i] : self.first[i + 1]]
        likeness: Floats = np.asarray((own @ self.wholes[j].T).todense()).ravel()
        return likeness

    def _title_in(self, i: int, j: int) -> float:
        """The share, by rarity, of the telling words of the title of i that stand in j."""
        return float((self.titles[i] @ self.held[j].T).sum())


def _compared(text: str) -> str:
    """The letters of a text: years and amounts make two jobs no more alike."""
    return _DIGITS.sub("", letters(unify(text)))


def _parts(entry: _Entry) -> list[str]:
    spans = clauses(entry.body)
    parts = [_compared(entry.body[start:end]) for start, end in spans]
    return [_compared(entry.task.title), *(part for part in parts if len(part) >= _SMALLEST_PART)]


def _overlap(a: _Entry, b: _Entry, pair: _Pair) -> Overlap:
    return Overlap(
        a=_reference(a),
        b=_reference(b),
        kind=_kind(a, b) if pair.same else "related",
        score=round(pair.score, 4),
        why=_why(a, b),
        differs=tuple(_differences(a, b)),
    )


def _reference(entry: _Entry) -> TaskRef:
    task = entry.task
    return TaskRef(doc=entry.plan.document.doc, number=task.number, title=task.title, start=task.start, task=task.id)


def _kind(a: _Entry, b: _Entry) -> Kind:
    """What two plans that set the same job are to each other, by place, year and citation."""
    first, second = a.plan.document.meta, b.plan.document.meta
    places = (first.jurisdiction or "", second.jurisdiction or "")
    years = (_year(a), _year(b))
    if places[0] and places[0] == places[1] and None not in years and years[0] != years[1]:
        return "carried-on"
    upper, lower = (a, b) if len(places[0]) < len(places[1]) else (b, a)
    return "handed-down" if _cites(lower.plan.document, upper.plan.document) else "same"


def _year(entry: _Entry) -> int | None:
    meta = entry.plan.document.meta
    return plan_year(meta.title, meta.date)


def _cites(lower: Document, upper: Document) -> bool:
    """Whether a plan of a place inside the other's place cites the other plan."""
    outer, inner = upper.meta.jurisdiction, lower.meta.jurisdiction
    if not outer or not inner or outer == inner or not inner.startswith(outer):
        return False
    names = [letters(name) for name in (upper.meta.doc_number, upper.meta.title) if name]
    cited = [letters(words) for words in lower.meta.cites if letters(words)]
    return any(words in name or name in words for words in cited for name in names)


def _why(a: _Entry, b: _Entry) -> str:
    shared = [phrase for phrase in shared_phrases(fold(a.body), fold(b.body)) if _is_whole(phrase, a.body, b.body)]
    sectors = sorted({s.label for s in a.task.sectors} & {s.label for s in b.task.sectors})
    reasons = ["标题相同"] if a.task.title == b.task.title else []
    reasons += ["都写到" + "、".join(f"“{phrase}”" for phrase in shared[:4])] if shared else []
    reasons += ["同属" + "、".join(sectors[:2])] if sectors else []
    return "；".join(reasons) or "用词相近"


def shared_phrases(a: str, b: str) -> list[str]:
    """The longest phrases that stand in both, those with most to say first; mere verbs of plans are left out.

    The words are compared as they are given; see :func:`graph.wording.unify` for one name for one thing.

    >>> shared_phrases("全面推进禁煤区建设、推进清洁取暖改造", "持续推进冬季清洁取暖改造。严格落实禁煤区建设标准要求")
    ['清洁取暖改造', '禁煤区建设']
    """
    other = "|".join(runs(b))
    found: set[str] = set()
    for run in runs(a):
        at = 0
        while at < len(run) - 1:
            size = _longest(run, at, other)
            found.add(run[at : at + size])
            at += max(1, size - 1)
    generic = load_words().generic
    told = {phrase: len(generic.sub("", phrase)) for phrase in found}
    kept = [phrase for phrase, size in told.items() if size >= 2 and len(phrase) >= 2]
    whole = [p for p in kept if not any(p != q and p in q for q in kept)]
    trimmed = dict.fromkeys(_trim(p) for p in sorted(whole, key=lambda p: (-told[p], -len(p), p)))
    return [phrase for phrase in trimmed if len(phrase) >= 2 and not phrase.isdigit()]


def _is_whole(phrase: str, *bodies: str) -> bool:
    """Whether the phrase begins a word and ends one in at least one of the texts: 区及周边重 does neither."""
    around = [_around(phrase, fold(body)) for body in bodies]
    return any(before for before, _ in around) and any(after for _, after in around)


def _around(phrase: str, body: str) -> tuple[bool, bool]:
    """Whether a word ends before the phrase, and whether one begins behind it, wherever it stands in the text."""
    generic = load_words().generic
    before = after = False
    for found in re.finditer(re.escape(phrase), body):
        ahead, behind = body[max(0, found.start() - 4) : found.start()], body[found.end() : found.end() + 4]
        before = (
            before
            or not letters(ahead[-1:])
            or ahead[-1:] in _PARTICLES
            or re.search(f"(?:{generic.pattern})$", ahead) is not None
        )
        after = after or not letters(behind[:1]) or behind[:1] in _PARTICLES or generic.match(behind) is not None
    return before, after


def _longest(run: str, at: int, other: str) -> int:
    size = 0
    while at + size < len(run) and run[at : at + size + 1] in other:
        size += 1
    return size


_PARTICLES = "的和与及对在将等或并把被以为"
_LEADING = re.compile("^(?:的|和|与|及|对|在|将|等|推进|全面|深入|加强|严格|开展|实施|推动|完成|加快|持续|落实)+")
_TRAILING = re.compile("(?:的|和|与|及|对|在|将|等|进行|实施)+$")


def _trim(phrase: str) -> str:
    return _TRAILING.sub("", _LEADING.sub("", phrase))


def _differences(a: _Entry, b: _Entry) -> Iterable[Difference]:
    leads = [_leads(entry) for entry in (a, b)]
    if all(entry.plan.document.assignments for entry in (a, b)) and leads[0].keys() != leads[1].keys():
        yield Difference(aspect="lead", a=_listed(leads[0].values()), b=_listed(leads[1].values()))
    yield from _deadline_differences(a, b)
    yield from _target_differences(a, b)


def _listed(names: Iterable[str]) -> str:
    return "、".join(dict.fromkeys(names)) or "方案未写明牵头单位"


def _leads(entry: _Entry) -> dict[str, str]:
    """The leads of a task: by the function of the unit (two places' bureaus of one kind have the same), the name.

    A unit that leads only a part of the task is marked as such.
    """
    document, task = entry.plan.document, entry.task
    leads: dict[str, str] = {}
    for statement in document.assignments:
        if statement.task != task.id:
            continue
        own = statement.end - statement.start if statement.kind in _APART else 0
        asked = task.end - task.start - own
        part = "（分项）" if statement.scope.end - statement.scope.start < asked / 2 else ""
        for unit in statement.units:
            if unit.effective_role == "lead":
                function = resolve_unit(unit.canonical, place=None).function or unit.canonical
                whole = function in leads and not leads[function].endswith("（分项）")
                leads[function] = leads[function] if whole else unit.canonical + part
    return leads


def _deadline_differences(a: _Entry, b: _Entry) -> Iterable[Difference]:
    """The two dated sentences that share most words, where their days differ."""
    best, found = _SHARED_LETTERS - 1, None
    for mine, my_words in _dated(a):
        for theirs, their_words in _dated(b):
            shared = sum(len(phrase) for phrase in shared_phrases(unify(my_words), unify(their_words)))
            if mine != theirs and shared > best:
                best = shared
                found = Difference(aspect="deadline", a=f"{mine}：{my_words}", b=f"{theirs}：{their_words}")
    return (found,) if found else ()


def _dated(entry: _Entry) -> list[tuple[str, str]]:
    """The deadlines of a task that fall on a day, each with the sentence it stands in."""
    document, text = entry.plan
    return [
        (deadline.to, _sentence(text, deadline.start, deadline.end, entry.task))
        for deadline in document.deadlines
        if deadline.task == entry.task.id and deadline.to
    ]


def _sentence(text: str, start: int, end: int, task: Task) -> str:
    begin = max(task.start, *(text.rfind(sign, task.start, start) + 1 for sign in "。；;\n"))
    stops = [stop for sign in "。；;\n" if (stop := text.find(sign, end, task.end)) >= 0]
    return text[begin : min(stops, default=task.end)].strip()


def _target_differences(a: _Entry, b: _Entry) -> Iterable[Difference]:
    """The first target of one whose like in the other has another value; a like with the same value settles it."""
    for mine in _targets(a):
        alike = [theirs for theirs in _targets(b) if _same_indicator(mine, theirs)]
        if alike and not any((mine.op, mine.value) == (theirs.op, theirs.value) for theirs in alike):
            yield Difference(aspect="target", a=mine.text, b=alike[0].text)
            return


def _same_indicator(mine: Target, theirs: Target) -> bool:
    return fuzz.ratio(letters(unify(mine.indicator)), letters(unify(theirs.indicator))) >= 80


def _targets(entry: _Entry) -> list[Target]:
    return [target for target in entry.plan.document.targets if target.task == entry.task.id]
