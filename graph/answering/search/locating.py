"""Where a plan speaks of a topic, and which of its statements govern that.

The unit that leads a sub-action leads that and not the clause: a topic that is one sentence's goes to the statement
that governs the sentence most narrowly, a topic that is the clause's own goes to the clause's main statements.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extract.records import Assignment, Role, Task
from graph.answering.search.passages import Passage, governing, own_action
from graph.answering.search.topics import Hit, TopicIndex, coverage, pairs
from graph.holdings import Holdings
from graph.wording import load_words

LEAST = 0.46  # share of a topic that a passage has to hold before it is about it
LEAST_OF_FEW = 0.60  # the same for a topic of few words, half of which are easily another topic's (土壤修复, 修复绿化)
FEW = 6  # pairs of characters in such a topic
ALL_IN_TITLE = 0.95  # share from which on the topic is the title
SHARPER = 1.15  # a sentence that says so much more than the title is meant alone, though the title speaks of it too
AS_GOOD = 0.95  # passages this close to the best one are as good
NEAR = 0.7  # passages this close to the best one of their document can still be chosen
IN_TITLE = 0.72  # share of a topic that a title holds where the topic is the clause's own
ALSO = 0.2  # how much the title adds to what a passage holds where tasks are compared
ORGANISED = 0.8  # what a passage counts that tells how work is led (资金保障) where tasks are compared
ABOUT = 0.75  # a task with the topic in its title goes before one that mentions it this much more
SPREAD = 3  # passages over which a topic is spread that is the clause's own


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a document speaks of a topic: the best passages, the statements that govern them with the roles asked."""

    doc: str
    score: float
    hits: tuple[Hit, ...]
    statements: tuple[Assignment, ...]
    whole_clause: bool
    partial: bool

    @property
    def task(self) -> Task:
        """The task that is most about the topic."""
        return self.hits[0].passage.task


def locate(holdings: Holdings, topic: str, doc: str, wanted: Callable[[Assignment], bool]) -> Place | None:
    """The place in this document, None where it does not speak of the topic.

    ``wanted`` tells whether a statement can be the answer (has the role); ``statements`` is empty where none can.
    ``partial`` says that those of a whole clause are of later sub-actions only, while its first part has none.
    """
    return next(iter(locate_all(holdings, topic, [doc], wanted)), None)


def locate_all(
    holdings: Holdings, topic: str, docs: Sequence[str], wanted: Callable[[Assignment], bool]
) -> list[Place]:
    """The places in these documents, by one search over all; none for a document that does not speak of the topic."""
    hits = holdings.topics.search_each(topic, docs, least=least(topic), near=NEAR)
    return [_place(holdings, topic, doc, hits[doc], wanted) for doc in docs if doc in hits]


def _place(
    holdings: Holdings, topic: str, doc: str, hits: Sequence[Hit], wanted: Callable[[Assignment], bool]
) -> Place:
    task = _task(hits)
    own = [hit for hit in hits if hit.passage.task.id == task.id]
    best = [hit for hit in own if hit.score >= AS_GOOD * own[0].score]
    statements = [s for s in holdings.statements(doc) if s.task == task.id]
    spread = len({_governed(statements, hit) for hit in best}) > 1 and len(best) >= SPREAD
    sharper = own[0].in_title < ALL_IN_TITLE and _is_sharper(statements, own)
    whole = (own[0].in_title >= IN_TITLE and not sharper) or spread
    partial = False
    if whole:
        main = _main(holdings, topic, doc, task, statements)
        found = [s for s in main if wanted(s)] or [s for s in statements if s.kind == "inline" and wanted(s)][:1]
        partial = bool(main) and not wanted(main[0]) and not _covers_paragraph(holdings.plans[doc].text, task, main[0])
    else:
        found = _narrowest(holdings.topics, topic, statements, best, wanted)
    return Place(
        doc=doc, score=hits[0].score, hits=tuple(best), statements=tuple(found), whole_clause=whole, partial=partial
    )


def place_of(  # noqa: PLR0913, PLR0917 - a task, and what is asked of it
    holdings: Holdings, topic: str, doc: str, task: Task, like: Place, wanted: Callable[[Assignment], bool]
) -> Place:
    """The place that is this task as a whole, found as well as another of its document."""
    statements = [s for s in holdings.statements(doc) if s.task == task.id]
    found = [s for s in _main(holdings, topic, doc, task, statements) if wanted(s)]
    text = holdings.plans[doc].text
    start = max(task.start, text.find(task.title, task.start, task.end))
    title = Passage(doc=doc, task=task, start=start, end=start + len(task.title), text=text)
    hit = Hit(passage=title, score=like.score, in_title=0.0)
    return Place(doc=doc, score=like.score, hits=(hit,), statements=tuple(found), whole_clause=True, partial=False)


def _is_sharper(statements: Sequence[Assignment], hits: Sequence[Hit]) -> bool:
    """Whether one sentence under a statement says clearly more of the topic than the title and all other sentences."""
    first = _governed(statements, hits[0])
    others = [
        hit.score
        for hit in hits[1:]
        if _governed(statements, hit) != first or hit.passage.start < hits[0].passage.start
    ]
    return first is not None and bool(others) and hits[0].score >= SHARPER * max(others)


def least(topic: str) -> float:
    """The share of this topic that a passage has to hold before it is about it."""
    return LEAST_OF_FEW if len(pairs(topic)) <= FEW else LEAST


def _governed(statements: Sequence[Assignment], hit: Hit) -> str | None:
    found = [s for s in governing(statements, hit.passage.start, hit.passage.end) if s.kind != "inline"]
    return found[0].id if found else None


def _worth(hit: Hit) -> float:
    """What a passage holds, more the more of it stands in the title of its task; less in clauses on how work is led."""
    task = hit.passage.task
    carried_out = hit.in_title < IN_TITLE and load_words().organising.search(task.section + task.title)
    return hit.score * (1.0 + ALSO * hit.in_title) * (ORGANISED if carried_out else 1.0)


def _task(hits: Sequence[Hit]) -> Task:
    """The task that the best passages are of: one with the topic in its title first, then that with most of them."""
    most = max(map(_worth, hits))
    best = [
        hit
        for hit in hits
        if _worth(hit) >= AS_GOOD * most
        or (hit.score >= AS_GOOD * hits[0].score and _worth(hit) >= ORGANISED * most)
        or (hit.in_title >= IN_TITLE and hit.score >= ABOUT * hits[0].score)
    ]
    told: dict[str, float] = defaultdict(float)
    tasks = {hit.passage.task.id: hit.passage.task for hit in best}
    for hit in best:
        told[hit.passage.task.id] += _worth(hit) * (1.0 + hit.in_title)
    titled = {hit.passage.task.id: hit.in_title for hit in best}
    return tasks[min(told, key=lambda task: (-(titled[task] >= IN_TITLE), -told[task], tasks[task].start))]


def _narrowest(
    index: TopicIndex,
    topic: str,
    statements: Sequence[Assignment],
    hits: Sequence[Hit],
    wanted: Callable[[Assignment], bool],
) -> list[Assignment]:
    """For each passage the statement with the narrowest scope that can be the answer."""
    found: dict[str, Assignment] = {}
    for hit in hits[:2]:
        passage = hit.passage
        around = governing(statements, passage.start, passage.end)
        covering = [s for s in around if _speaks(index, topic, s)] or around
        statement = next((s for s in covering if wanted(s)), None)
        if statement:
            found.setdefault(statement.id, statement)
    return list(found.values())


def _speaks(index: TopicIndex, topic: str, statement: Assignment) -> bool:
    """Whether a statement with an action of its own (名单由…确定) is about the topic: the topic names its action."""
    if statement.kind == "inline":
        return True
    own = [pair for pair in pairs(own_action(statement)) if index.knows(pair)]
    return not own or any(pair in own for pair in pairs(topic))


def _main(holdings: Holdings, topic: str, doc: str, task: Task, statements: Sequence[Assignment]) -> list[Assignment]:
    """The statements of a clause as a whole: those that close paragraphs which speak of the topic, else all of them."""
    text = holdings.plans[doc].text
    title_end = _paragraph_end(text, task.start, task.end)
    closing = [s for s in statements if s.kind != "inline"]
    candidates = [
        s
        for s in [s for s in closing if _speaks(holdings.topics, topic, s)] or closing
        if (s.scope.start < title_end or _shares(holdings.topics, topic, text[s.scope.start : s.scope.end]))
    ]
    main = [s for s in candidates if _covers_paragraph(text, task, s)]
    return main or candidates


def _shares(index: TopicIndex, topic: str, words: str) -> bool:
    return coverage(topic, words, index) >= 0.3


def _paragraph_end(text: str, start: int, end: int) -> int:
    stop = text.find("\n", start, end)
    return stop if stop >= 0 else end


def _covers_paragraph(text: str, task: Task, statement: Assignment) -> bool:
    """Whether the scope holds a whole paragraph of the clause, up to the bracket that closes it."""
    begin = max(task.start, text.rfind("\n", task.start, statement.start) + 1)
    closes = not text[statement.end : _paragraph_end(text, statement.end, task.end)].strip(" 。;；\r")
    return statement.scope.start <= begin + 2 and closes


def has_role(*roles: Role) -> Callable[[Assignment], bool]:
    """Whether a statement has a unit in one of the roles (written or in effect)."""
    return lambda statement: (
        any(unit.effective_role in roles for unit in statement.units)
        or any(unit.role in roles for unit in statement.implied)
    )
