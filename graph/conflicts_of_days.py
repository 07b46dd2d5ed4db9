"""Conflicts of deadlines: nearly the same words set for different days, in one plan or in two of one place and year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from rapidfuzz import fuzz, process

from extract.records import Deadline, Document
from graph.findings import Fact, Finding, finding, quote, side
from graph.unfold import plan_year
from graph.wording import fold, letters, load_table


class _Dated(NamedTuple):
    """A deadline on a day, with what is to be done by then."""

    document: Document
    text: str
    deadline: Deadline
    span: tuple[int, int]
    words: str
    stages: frozenset[str]


def day_conflicts(plans: Sequence[tuple[Document, str]], *, inside: bool = True) -> Iterator[Finding]:
    """The pairs of deadlines of one plan (``inside``), or of plans of one year, that contradict each other."""
    dated = [one for document, text in plans for one in _dated(document, text)]
    for first, second in _alike([one.words for one in dated]):
        one, other = dated[first], dated[second]
        if (one.document.doc == other.document.doc) == inside and _contradict(one, other):
            yield _finding(one, other)


def _alike(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The pairs of words that are nearly the same, each once."""
    least = load_table("conflicts")["staged"]["likeness"]
    by_length: dict[int, list[int]] = {}
    for at, one in enumerate(words):
        by_length.setdefault(len(one) // 4, []).append(at)
    for length, own in by_length.items():
        near = [*own, *by_length.get(length + 1, [])]
        scores = process.cdist(
            [words[at] for at in own], [words[at] for at in near], scorer=fuzz.ratio, score_cutoff=least
        )
        for row, column in zip(*scores.nonzero(), strict=True):
            first, second = own[row], near[column]
            if first != second and (second not in own or first < second):
                yield min(first, second), max(first, second)


def _dated(document: Document, text: str) -> Iterator[_Dated]:
    """The deadlines that fall on one last day, with the words they limit; of tables only where these say enough."""
    table = load_table("conflicts")["staged"]
    for deadline in document.deadlines:
        if deadline.to is None or deadline.rrule or deadline.kind not in ("by", "point") or deadline.scope is None:
            continue
        start, end = deadline.scope.start, deadline.scope.end
        said = text[start : max(start, deadline.start)] + text[deadline.end : max(end, deadline.end)]
        words = letters(fold(said))
        if len(words) >= table["shortest"] and "\t" not in said:
            stages = frozenset(re.findall(table["pattern"], said))
            span = min(start, deadline.start), max(end, deadline.end)
            yield _Dated(document, text, deadline, span, words, stages)


def _contradict(one: _Dated, other: _Dated) -> bool:
    if one.deadline.to == other.deadline.to or one.stages != other.stages:
        return False
    if one.document.doc == other.document.doc:
        apart = one.span[1] <= other.span[0] or other.span[1] <= one.span[0]
        return apart and _same_words(one.words, other.words)
    years = {plan_year(each.document.meta.title, each.document.meta.date) for each in (one, other)}
    return len(years) == 1 and None not in years and _same_words(one.words, other.words)


def _same_words(one: str, other: str) -> bool:
    """Whether what differs is no number, place or order, and all numbers are the same."""
    differing = load_table("conflicts")["staged"]["differing"]
    steps = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    changed = "".join(one[a:b] + other[c:d] for kind, a, b, c, d in steps if kind != "equal")
    return re.search(differing, changed) is None


def _finding(one: _Dated, other: _Dated) -> Finding:
    task, theirs = (
        next((task for task in each.document.tasks if task.id == each.deadline.task), None) for each in (one, other)
    )
    days = [f"“{''.join(each.deadline.text.split())}”（{each.deadline.to}）" for each in (one, other)]
    same = one.document.doc == other.document.doc
    where = ("同一份方案", "the same plan") if same else ("同一地方同一年的两份方案", "two plans of one place and year")
    facts = [
        Fact(f"一处写{days[0]}，另一处写{days[1]}", f"One place writes {days[0]}, the other {days[1]}"),
        Fact(f"{where[0]}，所写的事几乎相同", f"In {where[1]}, in nearly the same words"),
    ]
    return finding(
        "deadline-differs",
        one.document,
        one.text,
        task=task,
        kind="待核",
        facts=facts,
        spans=[one.span],
        elsewhere=[quote(other.document, other.text, *other.span)],
        others=[side(other.document, theirs, other.span[0])],
    )
