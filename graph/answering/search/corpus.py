"""The texts of a library as the search sees them: passages, with the scope, clause, title and headings of each."""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import Literal

import numpy as np

from extract.records import Document, Task
from graph.answering.search.passages import Passage, brackets_of, line_width, passages_of, unwrapped
from graph.answering.search.postings import Marks, Numbers, Postings, Tokens, code_of, read_tokens
from graph.wording import unify

Part = Literal["passage", "scope", "title", "headings", "clause"]
PARTS: tuple[Part, ...] = ("passage", "scope", "title", "headings", "clause")
_NONE = -1
_ASIDE = re.compile("(?<=[一-鿿])[（(〔][一-鿿]{1,4}[）)〕](?=[一-鿿])")


def _with_plain(title: str) -> str:
    """The title, and once more without brackets inside its words: 充（换）电设施 is also 充电设施."""
    plain = _ASIDE.sub("", title)
    return title if plain == title else f"{title} {plain}"


class Corpus:
    """The passages of all documents, with arrays that tell which parts of the texts hold which pairs."""

    def __init__(self, documents: Iterable[tuple[Document, str]]) -> None:
        self.passages: list[Passage] = []
        self._sizes: dict[Part, int] = dict.fromkeys(PARTS, 0)
        self._pieces: list[str] = []
        self._titles: dict[str, str] = {}
        self._numbers: list[tuple[int, ...]] = []  # for each piece the number of its text in each of the parts
        for document, text in documents:
            width = line_width(text)
            self._titles[document.doc] = unify(document.meta.title or "")
            for task in document.tasks:
                self._add(document, task, text, width)
        self._tokens: Tokens | None = read_tokens(self._pieces)
        self.codes = self._tokens.codes
        numbers = np.array(self._numbers, dtype=np.int32).reshape(-1, len(PARTS))
        self._pieces, self._numbers = [], []
        self._texts: dict[Part, Numbers] = {part: numbers[:, at] for at, part in enumerate(PARTS)}
        sentences = self._texts["passage"] != _NONE
        clause_of = self._texts["clause"][sentences]
        self.owner: dict[Part, Numbers] = {part: self._texts[part][sentences] for part in ("passage", "scope")}
        self.owner |= {"title": clause_of, "headings": clause_of, "clause": clause_of}
        self.postings: dict[Part, Postings] = {part: self._postings(part) for part in PARTS}

    def _add(self, document: Document, task: Task, text: str, width: int) -> None:
        clause, scopes = self.clauses, self._sizes["scope"]
        headings = " ".join((task.section, *(sector.label for sector in task.sectors)))
        brackets = brackets_of(document, task)
        self._pieces += [_with_plain(task.title), headings, *(unwrapped(text[start:end]) for start, end in brackets)]
        self._numbers.append((_NONE, _NONE, clause, _NONE, clause))
        self._numbers.append((_NONE, _NONE, _NONE, clause, _NONE))
        self._numbers += [(_NONE, _NONE, _NONE, _NONE, clause)] * len(brackets)
        edges = sorted({task.start, *(s.end for s in document.assignments if s.task == task.id and s.kind != "inline")})
        for start, end in passages_of(task, text, brackets, width):
            scope = scopes + max(0, bisect_right(edges, start) - 1)
            self._pieces.append(unwrapped(text[start:end]))
            self._numbers.append((len(self.passages), scope, _NONE, _NONE, clause))
            self.passages.append(Passage(doc=document.doc, task=task, start=start, end=end, text=text))
        self._sizes = {
            "passage": len(self.passages), "scope": scopes + len(edges),
            "title": clause + 1, "headings": clause + 1, "clause": clause + 1,
        }  # fmt: skip

    @property
    def clauses(self) -> int:
        """How many tasks there are."""
        return self._sizes["clause"]

    @functools.cached_property
    def spans(self) -> dict[str, tuple[int, int]]:
        """Where the passages of each document stand among all."""
        found: dict[str, tuple[int, int]] = {}
        for at, passage in enumerate(self.passages):
            found[passage.doc] = (found.get(passage.doc, (at, at))[0], at + 1)
        return found

    @functools.cached_property
    def plan_of(self) -> Numbers:
        """For each passage the number of its document."""
        numbers = {doc: at for at, doc in enumerate(self._titles)}
        return np.array([numbers[passage.doc] for passage in self.passages], dtype=np.int64)

    def titled(self, pair: str) -> Marks:
        """For each document whether its own title holds the pair, so that all its tasks are about it."""
        return np.array([pair in title for title in self._titles.values()], dtype=np.bool_)

    def token(self, pair: str) -> int:
        """The number of a pair; -1 where no text has it."""
        code = code_of(pair)
        at = int(np.searchsorted(self.codes, code))
        return at if at < len(self.codes) and self.codes[at] == code else -1

    def held(self, part: Part) -> tuple[Numbers, Numbers]:
        """The tokens of this part of the texts, as often as they stand there, and the numbers of the texts."""
        tokens = self._tokens or read_tokens([])
        texts = self._texts[part][tokens.pieces]
        held = texts != _NONE
        return tokens.ids[held], texts[held]

    def forget_tokens(self) -> None:
        """Give up what only those need who make an index; :meth:`held` gives nothing from now on."""
        self._tokens, self._texts = None, {}

    def _postings(self, part: Part) -> Postings:
        tokens, texts = self.held(part)
        return Postings(tokens, texts, kinds=len(self.codes), size=self._sizes[part])
