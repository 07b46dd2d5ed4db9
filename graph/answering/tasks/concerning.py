"""What tasks must be about: the words of a topic, a sector or a chapter, held against tasks and scopes."""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from graph.answering.question.queries import Work
from graph.answering.question.request import Request
from graph.answering.search.locating import IN_TITLE, least, locate_all
from graph.answering.search.sections import tasks_under
from graph.answering.search.topics import Hit, TopicIndex, pairs
from graph.answering.tasks.conditions import says
from graph.wording import letters, load_table, load_words, runs

_TITLE = 4  # characters of quoted words that can name a plan
_CLASS = 3  # letters of a word of plans (攻坚战) that can name a class
_SEVERAL = 3  # titles that end alike name a class
ABOUT = 0.5  # share of the topic that a passage holds which is about it


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """The topic as far as it tells tasks apart: ``free`` are the documents whose title it only repeats.

    ``strict`` says that the question names the topic as such (在…方面, 关于…), so that nothing is the answer where no
    task is about it.
    """

    words: str
    free: frozenset[str]
    hits: tuple[Hit, ...]
    strict: bool

    def holds(self, doc: str, start: int, end: int) -> bool:
        """Whether something between these places of the document is about the topic."""
        return doc in self.free or any(
            hit.passage.doc == doc and start < hit.passage.end and hit.passage.start < end for hit in self.hits
        )


def concern_of(request: Request) -> Concern | None:
    """What the tasks must be about; None where the topic says nothing that the library knows."""
    named = _named_by_quote(request)
    if named:
        return Concern(words="", free=named, hits=(), strict=True)
    strict = bool(request.topic) and _asked_strictly(request)
    index = request.holdings.topics
    asked: dict[str, list[str]] = defaultdict(list)
    for doc in request.docs:
        title = set(pairs(request.holdings.plans[doc].title))
        kept = [piece for piece in _pieces(request, strict=strict) if not _repeats(piece, title, index)]
        kept = [piece for piece in kept if not is_subject(piece, request.holdings.plans[doc].title)]
        asked[" ".join(kept)].append(doc)
    free = frozenset(asked.pop("", ()))
    if not asked:
        return None
    hits = [
        hit
        for words, docs in asked.items()
        for either in alternatives(words)
        for hit in index.search(either, docs)
        if hit.score >= ABOUT
    ]
    return Concern(words=max(asked, key=len), free=free, hits=tuple(hits), strict=strict)


def alternatives(words: str) -> list[str]:
    """The words, or each of those that 或 joins.

    >>> alternatives("散煤替代或者清洁取暖")
    ['散煤替代', '清洁取暖']
    """
    return [one for one in re.split(load_table("answers_tasks")["topics"]["or"], words) if letters(one)] or [words]


def tasks_on(request: Request, words: str) -> frozenset[str]:
    """The tasks that are about the words as a whole: by their title or heading, else the one of each plan most so."""
    holdings = request.holdings
    hits = holdings.topics.search(words, request.docs)
    titled = {hit.passage.task.id for hit in hits if hit.in_title >= IN_TITLE and hit.score >= least(words)}
    headed = {task.id for doc in request.docs for task in tasks_under(holdings, words, doc)}
    most = locate_all(holdings, words, request.docs, lambda _: True)
    return frozenset(titled | headed) or frozenset(place.task.id for place in most)


def _named_by_quote(request: Request) -> frozenset[str]:
    """The documents whose title holds quoted words of the question, where others are meant too."""
    quoted = [words for one in request.understood.quoted if len(words := letters(one)) >= _TITLE]
    named = [
        doc for doc in request.docs if any(words in letters(request.holdings.plans[doc].title) for words in quoted)
    ]
    return frozenset(named) if len(named) < len(request.docs) else frozenset()


def _repeats(piece: str, title: Collection[str], index: TopicIndex) -> bool:
    """Whether the piece says only what the plan's title says."""
    told = [pair for pair in pairs(piece) if index.knows(pair) or pair in title]
    return bool(told) and all(pair in title for pair in told)


def is_subject(piece: str, title: str) -> bool:
    """Whether the piece only says in other words what the whole plan is about, by its title.

    >>> is_subject("大气治理", "空气质量改善计划"), is_subject("大气治理", "水环境提升计划")
    (True, False)
    """
    table = load_table("answers_tasks")["topics"]
    return any(
        any(word in title for word in group if len(word) > 1)
        and re.fullmatch(table["subject"].format(words="|".join(group)), piece)
        for group in table["subjects"]
    )


def _pieces(request: Request, *, strict: bool) -> list[str]:
    """The pieces of the topic that tell something: known to the texts, and no mere word of plans (清单, 工作)."""
    index, generic = request.holdings.topics, load_words().generic
    empty, papers = load_table("answers_tasks")["topics"]["empty"], load_table("answers_tasks")["topics"]["papers"]
    bare = {piece: re.sub(papers, "", piece) for piece in runs(request.topic)}
    told = [piece if generic.fullmatch(words) else words for piece, words in bare.items()]  # 项目清单 is no 项目
    found = [piece for piece in told if pairs(piece) and not piece.isdigit() and piece not in empty]
    if says(request, "organising") or says(request, "no_organising"):
        found = [piece for piece in found if not load_words().organising.search(piece)]
    if strict:
        return found
    return [
        piece for piece in found if any(index.knows(pair) for pair in pairs(piece)) and not generic.fullmatch(piece)
    ]


def _asked_strictly(request: Request) -> bool:
    """Whether the question says that it is about the topic (在…里, 关于…, …方面)."""
    topic = re.escape(request.topic)
    return bool(
        re.search(
            rf"(?:在|关于|有关|涉及|针对|围绕){topic}|{topic}(?:方面|领域|里|中|上)", request.question, re.IGNORECASE
        )
    )


def of_sector(request: Request) -> Callable[[str], bool]:
    """Whether a task is of the sector that is asked for; every task is where none is."""
    wanted = request.understood.sector
    if not wanted:
        return lambda _: True
    tasks = request.holdings.tasks
    return lambda task: task in tasks and any(sector.label == wanted for sector in tasks[task][1].sectors)


def chapter_tasks(request: Request, works: Sequence[Work]) -> list[Work]:
    """The tasks of the chapter that a piece of the topic names; none where it names no chapter."""
    named = under_heading(request, works)
    if named:
        return named
    told = [pairs for piece in _pieces(request, strict=False) if (pairs := _telling(request, piece))]
    shares = {
        heading: max((_share(own, heading) for own in told), default=0.0) for heading in {w.section for w in works}
    }
    best = max(shares.values(), default=0.0)
    return [work for work in works if best >= ABOUT and shares[work.section] >= best]


def under_heading(request: Request, works: Sequence[Work]) -> list[Work]:
    """The tasks under headings that hold a piece of the topic as it stands, a mere word of plans (保障措施).

    None where the question only says whether clauses on how the plan is organised count.
    """
    if says(request, "organising") or says(request, "no_organising"):
        return []
    part = load_table("answers_tasks")["topics"]["part"]
    words = [
        piece
        for piece in (re.sub(part, "", run) for run in runs(request.topic))
        if load_words().organising.search(piece) or (len(piece) >= _CLASS and not _telling(request, piece))
    ]
    return [work for work in works if any(piece in letters(work.section) for piece in words)]


def concerned(request: Request, works: Sequence[Work], concern: Concern | None) -> list[Work]:
    """The tasks that are about the topic, or about either of those that 或 joins."""
    each = [
        dataclasses.replace(request, understood=dataclasses.replace(request.understood, topic=words))
        for words in alternatives(request.topic)
    ]
    told = [(one, own) for one in each if (own := concern_of(one))] if len(each) > 1 else []
    if not told:
        return _concerned(request, works, concern)
    found = {work.task for one, own in told for work in _concerned(one, works, own)}
    return [work for work in works if work.task in found]


def _concerned(request: Request, works: Sequence[Work], concern: Concern | None) -> list[Work]:
    """The tasks that are about the topic: of its chapter, with it in their titles, or with it in a sentence.

    Where the topic tells nothing, those that set work rather than how it is organised, unless the question counts
    both.
    """
    if concern is None and says(request, "organising"):
        return list(works)
    of_class = _of_class(request, works)
    if of_class:
        return of_class
    named = chapter_tasks(request, works)
    if named:
        return [work for work in named if sets_work(work)] or named
    literal, told = letters(request.topic), _telling(request, request.topic)
    titled = [work for work in works if len(literal) >= 2 and letters(work.title).endswith(literal)]
    if titled and not told:
        return titled
    about = [work for work in works if told and set(told) <= set(pairs(work.title))]
    if about or concern is None:
        return about or [work for work in works if sets_work(work)]
    return [
        work
        for work in works
        if concern.holds(work.doc, work.start, work.end) and (work.doc not in concern.free or sets_work(work))
    ]


def _of_class(request: Request, works: Sequence[Work]) -> list[Work]:
    """The tasks whose titles end with the same words of the topic (…工程, …攻坚战), where these are several."""
    pieces = _pieces(request, strict=False)
    for piece in reversed(runs(request.topic)):
        if len(piece) < _CLASS and piece not in pieces:
            continue
        found = [work for work in works if letters(work.title).endswith(piece)]
        if len(found) >= _SEVERAL:
            return found
    return []


def _telling(request: Request, words: str) -> list[str]:
    """The pairs of the words that the texts know and that are no mere words of plans."""
    index, generic = request.holdings.topics, load_words().generic_pairs
    return [pair for pair in pairs(words) if index.knows(pair) and pair not in generic]


def _share(told: Sequence[str], heading: str) -> float:
    held = set(pairs(heading))
    return sum(pair in held for pair in told) / len(told)


def sets_work(work: Work) -> bool:
    """Whether the task is work itself and not how the plan is organised, by the headings it stands under."""
    return not load_words().organising.search(work.section)
