"""The quotes of an answer as cards: units with their roles, headings, the words marked, a copy, the place."""

from __future__ import annotations

import dataclasses
import functools
import itertools
import re
from collections.abc import Collection, Iterable, Sequence

from graph import facts
from graph.answers import Answer, Evidence, Item
from graph.calling import numbered
from graph.library import Library
from graph.rows import AssignmentRow, TaskRow
from views import gathered
from views.cards import Stretch, assignment_quote, because, foot, letter, marked, short, standing_tag, task_path
from views.names import apart, unit_link
from views.sheet import Node, node
from views.wording import say

SHORT = 90
MOST = 60  # quotes that are drawn
WORDS = 10  # characters that are less than a sentence
_SENTENCES = "。；;！？\n"
_LETTERS = re.compile(r"\w{2,}")


class Proofs:
    """The quotes of an answer with what is known of each: which units of the answer stand in it, and in which task."""

    def __init__(self, held: Library, answer: Answer) -> None:
        self.answer = answer
        docs = dict.fromkeys(quote.doc for quote in answer.evidence)
        self.wanted = {item.id for item in answer.answers if item.id}
        self.titles = {row.doc: row.title for row in facts.plans(held)}
        self.apart = apart(held)
        own = {doc: gathered.of_plan(held, doc) for doc in docs}
        self.rows = {doc: assignments for doc, (assignments, _) in own.items()}
        self.tasks = {doc: tasks for doc, (_, tasks) in own.items()}
        self.words = _words_to_mark(answer)
        self._text = functools.cache(held.text)
        self.shown: set[int] = set()
        self._found: dict[int, list[AssignmentRow]] = {}
        self.named: set[str | None] = set()

    def rows_of(self, quote: Evidence) -> list[AssignmentRow]:
        """The assignments that the quote proves: of the units of the answer, else of those named, else in the role."""
        if id(quote) not in self._found:
            self._found[id(quote)] = self._rows_of(quote)
        return self._found[id(quote)]

    def _rows_of(self, quote: Evidence) -> list[AssignmentRow]:
        inside = [row for row in self.rows[quote.doc] if quote.start <= row.start and row.end <= quote.end]
        around = [row for row in self.rows[quote.doc] if row.start <= quote.start and quote.end <= row.end]
        found = inside or around
        role = self.answer.understood.role
        if self.answer.understood.kind == "partners":  # the role is that of the unit named, not of its partners
            partners = [row for row in found if row.unit_id in self.wanted]
            return [*self._of_named(found), *partners]
        mine = [row for row in found if row.unit_id in self.wanted and role in (None, row.role)]
        return mine or self._of_named(found) or [row for row in found if role in (None, row.role)]

    def _of_named(self, rows: Sequence[AssignmentRow]) -> list[AssignmentRow]:
        """Those of the units that the question names, each in the role that it gives them."""
        understood = self.answer.understood
        named = list(itertools.zip_longest(understood.units, understood.roles[: len(understood.units)]))
        return [
            row
            for row in rows
            if any(role in (None, row.role) and _short_for(words, row.canonical) for words, role in named)
        ]

    def task_of(self, quote: Evidence) -> TaskRow | None:
        """The task that the quote begins in, the innermost one."""
        around = [row for row in self.tasks[quote.doc] if row.start <= quote.start < row.end]
        return min(around, key=lambda row: row.end - row.start, default=None)

    def of(self, items: Sequence[Item], docs: Collection[str]) -> list[Evidence]:
        """The quotes of these answers, which are of these documents (of any, where none is named), each once."""
        ids = {item.id for item in items}
        found = []
        for quote in self.answer.evidence:
            if id(quote) in self.shown or (docs and quote.doc not in docs):
                continue
            units = {row.unit_id for row in self.rows_of(quote)} & self.wanted
            if not units or units & ids:
                self.shown.add(id(quote))
                found.append(quote)
        return found

    def rest(self) -> list[Evidence]:
        """The quotes that stand with no answer."""
        return [quote for quote in self.answer.evidence if id(quote) not in self.shown]

    def cards(self, quotes: Sequence[Evidence], at_once: int) -> Node | None:
        """The quotes as cards: some at once, more behind a click, and of a great many the number of those left out."""
        if not quotes:
            return None
        telling = self._once(self._telling(quotes))
        cards = [self.card(quote) for quote in telling[:MOST]]
        folded, left = cards[at_once:], len(telling) - MOST
        said = node("p", say("ask.left_out", n=left), cls="quiet") if left > 0 else None
        summary = node("summary", say("ask.more", n=len(telling) - at_once))
        more = node("details", summary, node("div", folded, said, cls="cards"))
        return node("div", cards[:at_once], more if folded else None, cls="cards")

    def _telling(self, quotes: Sequence[Evidence]) -> list[Evidence]:
        """The quotes without the bare titles of tasks whose statements are quoted too, and name them."""
        stated = {row.task_id for quote in quotes for row in self.rows_of(quote)}
        tasks = [self.task_of(quote) for quote in quotes]
        bare = [
            bool(task and task.task_id in stated and not self.rows_of(quote) and _is_heading(quote, task))
            for quote, task in zip(quotes, tasks, strict=True)
        ]
        self.shown |= {id(quote) for quote, is_bare in zip(quotes, bare, strict=True) if is_bare}
        return [quote for quote, is_bare in zip(quotes, bare, strict=True) if not is_bare]

    def _once(self, quotes: Sequence[Evidence]) -> list[Evidence]:
        """The quotes, none of which shows the same words for the same units as one before it, or a part of them."""
        kept: list[tuple[Evidence, Evidence]] = []
        for quote in quotes:
            whole = self._in_sentence(quote)
            if any(self._shows(one, shown, quote, whole) for one, shown in kept):
                self.shown.add(id(quote))
            else:
                kept.append((quote, whole))
        return [quote for quote, _ in kept]

    def _shows(self, one: Evidence, shown: Evidence, other: Evidence, whole: Evidence) -> bool:
        """Whether the card of the one quote shows what that of the other would show."""
        rows = self.rows_of(other)
        if (shown.doc, shown.start, shown.end) == (whole.doc, whole.start, whole.end):
            return rows == self.rows_of(one)
        return not rows and shown.doc == whole.doc and shown.start <= whole.start and whole.end <= shown.end

    def card(self, quote: Evidence) -> Node:
        """The card of one quote."""
        self.shown.add(id(quote))
        rows = self.rows_of(quote)
        self.named |= {row.unit_id for row in rows}
        title = self.titles.get(quote.doc, quote.doc)
        if not rows or (rows[0].start, rows[0].end) != (quote.start, quote.end):
            word, quote = quote, self._in_sentence(quote)
            stretches = self._stretches(quote, rows, within=word if word is not quote else None)
            body = node("blockquote", marked(quote.quote, stretches), lang="zh-CN")
            return node("article", _names(rows), self._path(quote), body, foot(quote, title), cls="card")
        path = task_path(rows[0], self.titled(quote.doc))
        parts = (_names(rows), path, _governs(rows[0]), assignment_quote(rows), because(rows[0]))
        return node("article", parts, foot(quote, title), cls=f"card {rows[0].role}")

    def _in_sentence(self, quote: Evidence) -> Evidence:
        """The quote; of a word or two the sentence that they stand in, without which they prove nothing."""
        if len(quote.quote) >= WORDS:
            return quote
        text = self._text(quote.doc)
        start = max(text.rfind(stop, max(0, quote.start - SHORT), quote.start) for stop in _SENTENCES) + 1
        ends = (text.find(stop, quote.end, quote.end + SHORT) for stop in _SENTENCES)
        end = min((at for at in ends if at >= 0), default=quote.end)
        start = start or quote.start
        start += len(text[start:end]) - len(text[start:end].lstrip())
        return dataclasses.replace(quote, start=start, end=end, quote=text[start:end])

    def titled(self, doc: str) -> str:
        """The title of a document, told apart from another of the same title."""
        return self.titles.get(doc, doc) + self.apart.get(doc, "")

    def _path(self, quote: Evidence) -> Node:
        """Plan, headings and task that the quote stands under."""
        task, title = self.task_of(quote), self.titled(quote.doc)
        told = (title, task.section, numbered(task.number, task.title)) if task else (title,)
        return node("p", " › ".join(part for part in told if part), cls="path")

    def _stretches(
        self, quote: Evidence, rows: Iterable[AssignmentRow], *, within: Evidence | None = None
    ) -> list[Stretch]:
        """What is marked in a quote that is no statement: its units, and the words that were asked for or answered.

        ``within`` are the words that prove something, where the quote is the sentence around them.
        """
        units = [
            (row.unit_start - quote.start, row.unit_end - quote.start, row.role)
            for row in rows
            if row.unit_start is not None and row.unit_end is not None and row.unit_start >= quote.start
        ]
        asked = [found.span() for word in self.words for found in re.finditer(re.escape(word), quote.quote)]
        if within:
            asked.append((within.start - quote.start, within.end - quote.start))
        longest = sorted(asked, key=lambda span: span[0] - span[1])
        free = [span for span in longest if not any(span[0] < end and start < span[1] for start, end, _ in units)]
        return [*units, *((start, end, "asked") for start, end in free)]


def _is_heading(quote: Evidence, task: TaskRow) -> bool:
    """Whether the quote is the title of the task, with or without its number."""
    words, title = ("".join(each.split()).rstrip("。．.") for each in (quote.quote, task.title))
    return words.endswith(title) and len(words) - len(title) <= len(task.number or "") + 1


def _short_for(words: str, name: str) -> bool:
    """Whether the name holds all characters of the words in their order.

    >>> _short_for("科工局", "大同市平城区科学技术和工业信息化局"), _short_for("公安局", "朔州市能源局")
    (True, False)
    """
    rest = iter(name)
    return all(character in rest for character in words)


def docs_of(item: Item) -> tuple[str, ...]:
    """The documents that an answer is of."""
    return item.docs or ((item.doc,) if item.doc else ())


def _words_to_mark(answer: Answer) -> list[str]:
    """Words of the question and of the answers that are marked where a quote holds them."""
    understood = answer.understood
    told = [*understood.quoted, *_LETTERS.findall(understood.topic or "")]
    told += [words for item in answer.answers for words in (*(item.surfaces or ()), item.label) if words]
    return list(dict.fromkeys(words for words in told if len(words) > 1))


def _names(rows: Iterable[AssignmentRow]) -> Node | None:
    rows = {(row.unit_id, row.role): row for row in rows}.values()
    if not rows:
        return None
    shown: list[Node] = []
    for row in rows:
        name = unit_link(row.unit_id, row.canonical, cls="name")
        doubt = standing_tag(row.standing)
        shown.append(node("span", letter(row.role), "\u00a0", name, " ", doubt))
    return node("header", shown)


def _governs(row: AssignmentRow) -> Node | None:
    """The words that a statement governs, before its quote: what the units have the role for."""
    if not row.scope_words or row.start <= row.scope_start:
        return None
    words = " ".join(row.scope_words.split())
    if len(words) <= SHORT:
        return node("p", words, cls="quote scope", lang="zh-CN")
    whole = node("details", node("summary", short(words, SHORT)), node("p", words))
    return node("div", whole, cls="quote scope", lang="zh-CN")
