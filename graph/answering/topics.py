"""Topics: where the texts are about the words of a question, down to the sentence and the statement that governs it.

The words are compared by pairs of neighbouring characters, which need no segmentation. A pair found in the sentence
itself counts in full, in the title of the task a little less, elsewhere in the scope of the statement, in the task or
in its headings less still. Rare pairs count more than common ones, the verbs of plans least.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from extract.records import Assignment, Document, Task
from graph.wording import load_words, pairs_of, runs, sentences, unify

IN_TITLE, IN_SCOPE, IN_TASK, IN_SECTION = 0.85, 0.5, 0.3, 0.3
GENERIC = 0.35  # weight of the pairs that every plan uses
JOINING = 0.25  # further weight of an unknown pair between two known ones
BRIDGED = 0.8  # share at which a pair counts where both words that it joins stand
UNKNOWN = 0.45  # weight, as a share of the rarest pair's, of pairs that no task holds

_MOST = 400  # hits that a search returns

_ROLES = re.compile(
    "牵头|配合|协助|参与|督导|监督|会同|负责|落实|实施|承担|按照?|各自|职责|分工|分别|共同|具体|统一|组织|协调|单位|部门|责任|主责|抓好|相关|有关|其他|等|由|并|各"
)
# What a statement says besides units and roles without setting work of its own: labelled fields of time and people
# (完成时限：2024年11月底; 牵头领导：张明远), and a day by which all is to be done (2024年5月1日前完成).
_ASIDE = re.compile(
    r"[一-鿿]{0,6}(?:时限|期限|时间|时点|日期|节点|进度|领导|责任人|负责人|联系人|联络员)\s*[：:][^；;\n)）]*"
    r"|(?:[于在]|力争|确保|计划)?(?:20\d\d年|(?<!\d)\d{1,2}月|年底|[本今明]年)[^，,；;。\n()（）]*?(?:前|底|末|内|[日号])"
    r"(?:全部|全面|基本)?(?:完成|建成|办结|落实|到位|实现|见效)?(?=\s*(?:[，,；;。\n)）]|$))"
    r"|长期坚持|持续推进|常态化(?:推进|开展)?"
)

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A sentence of a task, as far as one statement governs it."""

    doc: str
    task: Task
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage with the share of the topic that it holds, and that of the topic's telling pairs in its title."""

    passage: Passage
    score: float
    in_title: float


class TopicIndex:
    """The sentences of all tasks, ready to be searched."""

    def __init__(self, documents: Iterable[tuple[Document, str]]) -> None:
        self.passages: list[Passage] = []
        self._task_of: list[int] = []
        self._scope_of: list[int] = []
        self._fields = {
            name: defaultdict[str, list[int]](list) for name in ("passage", "scope", "title", "section", "task")
        }
        self._known: Counter[str] = Counter()
        self._tasks = self._scopes = 0
        for document, text in documents:
            for task in document.tasks:
                self._add(document, task, text)
        self._arrays = {
            name: {pair: np.array(found, dtype=np.intp) for pair, found in table.items()}
            for name, table in self._fields.items()
        }
        self._owner = {"passage": np.arange(len(self.passages)), "scope": np.array(self._scope_of, dtype=np.intp)}
        self._owner |= {name: np.array(self._task_of, dtype=np.intp) for name in ("title", "section", "task")}
        self._doc = np.array([passage.doc for passage in self.passages])
        self._spans = self._spans_of_docs()

    def _add(self, document: Document, task: Task, text: str) -> None:
        number = self._tasks
        self._tasks += 1
        self._learn("title", number, task.title)
        self._learn("section", number, " ".join((task.section, *(sector.label for sector in task.sectors))))
        self._learn("task", number, text[task.start : task.end])
        self._known.update(set(pairs(text[task.start : task.end])) | set(pairs(task.title)))
        edges = sorted({task.start, *(s.end for s in document.assignments if s.task == task.id and s.kind != "inline")})
        scopes = [self._scopes + at for at in range(len(edges))]
        self._scopes += len(edges)
        for start, end in passages_of(document, task, text):
            at = scopes[max(0, bisect_right(edges, start) - 1)]
            self._learn("passage", len(self.passages), text[start:end])
            self._learn("scope", at, text[start:end])
            self.passages.append(Passage(doc=document.doc, task=task, start=start, end=end, words=text[start:end]))
            self._task_of.append(number)
            self._scope_of.append(at)

    def _learn(self, field: str, number: int, words: str) -> None:
        for pair in set(pairs(words)):
            self._fields[field][pair].append(number)

    def weight(self, pair: str) -> float:
        """How much a pair tells: more, the fewer tasks hold it."""
        rarest = math.log(self._tasks + 1)
        known = self._known[pair]
        told = math.log((self._tasks + 1) / (known + 0.5)) if known else UNKNOWN * rarest
        return max(0.1, told) * (GENERIC if pair in load_words().generic_pairs else 1.0)

    def weights(self, topic: str) -> dict[str, float]:
        """The pairs of a topic with their weights; one that only joins two known words (陶瓷|企业) counts little."""
        told: dict[str, float] = {}
        for run in runs(unify(topic)):
            own = pairs_of(run)
            for at, pair in enumerate(own):
                joins = 0 < at < len(own) - 1 and self.knows(own[at - 1]) and self.knows(own[at + 1])
                told[pair] = self.weight(pair) * (JOINING if joins and not self.knows(pair) else 1.0)
        return told

    def knows(self, pair: str) -> bool:
        """Whether any task holds the pair."""
        return self._known[pair] > 0

    def _spans_of_docs(self) -> dict[str, tuple[int, int]]:
        """Where the passages of each document stand among all."""
        found: dict[str, tuple[int, int]] = {}
        for at, passage in enumerate(self.passages):
            found[passage.doc] = (found.get(passage.doc, (at, at))[0], at + 1)
        return found

    def search(self, topic: str, docs: Collection[str]) -> list[Hit]:
        """The passages of these documents that hold something of the topic, best first."""
        scores, titles = self._scored(topic)
        scores = np.where(np.isin(self._doc, list(docs)), scores, 0.0)
        order = np.lexsort((np.arange(len(scores)), -scores))
        return [self._hit(at, scores, titles) for at in order[:_MOST] if scores[at] > 0]

    def search_each(self, topic: str, docs: Iterable[str], *, least: float, near: float) -> dict[str, list[Hit]]:
        """For each document whose best passage holds this much of the topic the passages near the best, best first."""
        scores, titles = self._scored(topic)
        found: dict[str, list[Hit]] = {}
        for doc in docs:
            start, end = self._spans.get(doc, (0, 0))
            own = scores[start:end]
            best = own.max(initial=0.0)
            if best <= 0 or best < least:
                continue
            close = np.flatnonzero(own >= near * best)
            order = close[np.lexsort((close, -own[close]))][:_MOST]
            found[doc] = [self._hit(start + at, scores, titles) for at in order]
        return found

    def _hit(self, at: int, scores: Floats, titles: Floats) -> Hit:
        return Hit(passage=self.passages[at], score=float(scores[at]), in_title=float(titles[at]))

    def _scored(self, topic: str) -> tuple[Floats, Floats]:
        """For each passage the share of the topic that it holds, and that of the telling pairs in its title."""
        scores, titles = np.zeros(len(self.passages)), np.zeros(len(self.passages))
        wanted = self.weights(topic)
        total = sum(wanted.values())
        if not total or not self.passages:
            return scores, titles
        told = self._telling(wanted)
        held = self._held(topic, "passage"), self._held(topic, "title")
        for pair, weight in wanted.items():
            found, at_title = (table[pair] for table in held)
            scores += weight * found
            titles += weight * at_title if pair in told else 0.0
        return scores / total, titles / (sum(weight for pair, weight in wanted.items() if pair in told) or 1.0)

    def _held(self, topic: str, field: str) -> dict[str, Floats]:
        """How far each passage holds each pair of the topic: in its title, or wherever it counts.

        A pair that only joins two words (季错 in 秋冬季错峰) also counts where both words stand apart.
        """
        held: dict[str, Floats] = {}
        for run in runs(unify(topic)):
            own = pairs_of(run)
            found = [self._marks("title", pair) if field == "title" else self._anywhere(pair) for pair in own]
            for at, pair in enumerate(own):
                whole = found[at]
                if 0 < at < len(own) - 1:
                    whole = np.maximum(whole, BRIDGED * np.minimum(found[at - 1], found[at + 1]))
                held[pair] = np.maximum(held[pair], whole) if pair in held else whole
        return held

    def _anywhere(self, pair: str) -> Floats:
        """What the pair counts for each passage: most in the sentence itself, less around it."""
        found: Floats = np.maximum.reduce([
            self._marks("passage", pair), IN_TITLE * self._marks("title", pair), IN_SCOPE * self._marks("scope", pair),
            IN_TASK * self._marks("task", pair), IN_SECTION * self._marks("section", pair),
        ])  # fmt: skip
        return found

    def _telling(self, wanted: Collection[str]) -> set[str]:
        """The pairs that say what the topic is: those that the texts know and that are no mere verbs of plans."""
        known = {pair for pair in wanted if self.knows(pair)}
        return known - load_words().generic_pairs or known or set(wanted)

    def _marks(self, field: str, pair: str) -> Floats:
        """1 for each passage whose field holds the pair, else 0."""
        owner = self._owner[field]
        size = {"passage": len(self.passages), "scope": self._scopes}.get(field, self._tasks)
        marks: Floats = np.zeros(size)
        marks[self._arrays[field].get(pair, _NOWHERE)] = 1.0
        found: Floats = marks[owner]
        return found


_NOWHERE: npt.NDArray[np.intp] = np.array([], dtype=np.intp)


def pairs(words: str) -> list[str]:
    """The pairs of neighbouring characters of the words, each run of letters by itself.

    >>> pairs("“公转铁”、VOCs")
    ['公转', '转铁', '挥发', '发性', '性有', '有机', '机物']
    """
    return [pair for run in runs(unify(words)) for pair in pairs_of(run)]


def coverage(topic: str, words: str, index: TopicIndex) -> float:
    """The share of the topic, by weight, that the words hold; 0 for a topic without letters."""
    wanted = index.weights(topic)
    held = set(pairs(words))
    total = sum(wanted.values())
    return sum(weight for pair, weight in wanted.items() if pair in held) / total if total else 0.0


def layered_coverage(topic: str, layers: Sequence[tuple[float, str]], index: TopicIndex) -> float:
    """The share of the topic that stands in layers of words, each pair at the value of the best layer that holds it.

    Pairs that only join two words count as in :meth:`TopicIndex.search`.
    """
    wanted = index.weights(topic)
    tables = [(value, set(pairs(words))) for value, words in layers]
    held: dict[str, float] = {}
    for run in runs(unify(topic)):
        own = pairs_of(run)
        found = [max((value for value, table in tables if pair in table), default=0.0) for pair in own]
        for at, pair in enumerate(own):
            joined = BRIDGED * min(found[at - 1], found[at + 1]) if 0 < at < len(own) - 1 else 0.0
            held[pair] = max(held.get(pair, 0.0), found[at], joined)
    total = sum(wanted.values())
    return sum(weight * held[pair] for pair, weight in wanted.items()) / total if total else 0.0


def passages_of(document: Document, task: Task, text: str) -> list[tuple[int, int]]:
    """The sentences of a task, cut at brackets that only name units, which are left out."""
    cutting = [s for s in document.assignments if s.task == task.id and s.kind != "inline" and not own_action(s)]
    brackets = sorted((statement.start, statement.end) for statement in cutting)
    found, at = [], task.start
    for start, end in [*brackets, (task.end, task.end)]:
        found += [(at + a, at + b) for a, b in sentences(text[at:start])]
        at = max(at, end)
    return found


def own_action(statement: Assignment) -> str:
    """What a statement sets besides its units and roles (名单…确定); empty for most."""
    words = _ASIDE.sub(" ", statement.text)
    for unit in sorted((unit.text for unit in statement.units), key=len, reverse=True):
        words = words.replace(unit, " ")
    return " ".join(run for run in runs(_ROLES.sub(" ", words)) if len(run) > 1)


def governing(statements: Sequence[Assignment], start: int, end: int) -> list[Assignment]:
    """The statements whose scope holds most of these characters, the narrowest scope first."""
    covering = [
        s
        for s in statements
        if 2 * (min(s.scope.end, end) - max(s.scope.start, start)) > min(end - start, s.scope.end - s.scope.start)
    ]
    return sorted(covering, key=lambda s: (s.scope.end - s.scope.start, s.start))
