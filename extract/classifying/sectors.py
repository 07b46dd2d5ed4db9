"""The sectors of a task: what it is about, each with the words that show it.

Topics and their words are data (``rules/sectors*.toml``) under the State Council's theme classification. One pass finds
all words of a document; those in a task's title weigh more than those in its body, those in passing (one of many in a
row, in the title of a cited document) less, and names of units and the statements that list them never count. What
stands in the headings above speaks for a topic that the task names too, and stands in where the task names none.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from extract.classifying.sectordata import OTHER, Word, load_sectors, theme_of, word_finder
from extract.records import FoundIn, SectorMention, Span
from extract.rulebook import load_pattern
from extract.text.brackets import find_brackets
from extract.text.folding import Folded, fold
from extract.text.stretches import merged

MOST = 5
"""So many sectors a task has at most."""

_TITLE, _LONG_TITLE, _OPENING = 6.0, 3.0, 1.5
_TITLE_LENGTH = 24
"""Titles are about this long; what runs on behind it is a sentence."""
_OPENING_LENGTH = 12
"""A word this near the beginning of its sentence says what the sentence is about."""
_HINT, _LISTED, _CITED = 0.35, 0.6, 0.3
_SENTENCE_ENDS = frozenset("。；;:\n")
_LAST_OF_MANY = ("、", "等", "和", "及", "与", "以及")
_CITATION = re.compile(r"《[^《》\n]{1,80}》")
_REPEATED = 0.5
_REPEATS = 2
_ABOVE = 1.5
"""What a topic of the nearest heading, or of the document's title, adds to the same topic in the task."""
_ENOUGH = 0.4
"""Share of the first sector's weight that a further one needs, ..."""
_SURELY = 3.4
"""... and the weight that is enough for one beside any other."""
_LEAST, _SUM = 0.9, 1.5
"""A word that counts less is a mention in passing, unless several of them make up the sum."""
_FURTHER, _PER_CHARACTER, _FURTHER_MOST = 0.9, 1 / 250, 2.0
"""What a further sector needs: more, the longer the task is, as long ones mention much in passing."""
_INHERITED = 2
"""So many sectors a task has from its headings at most."""


class _Hit(NamedTuple):
    """A word of sectors in the folded text; ``value`` is what it counts where it stands."""

    start: int
    end: int
    word: Word
    value: float


@dataclass(slots=True)
class _Score:
    """What speaks for a sector, and the best word for it: a keyword rather than a hint, heaviest, longest, earliest."""

    weight: float = 0.0
    heaviest: float = 0.0
    best: tuple[bool, float, int, int] = (False, 0.0, 0, 0)
    times: dict[str, int] = field(default_factory=dict)

    def add(self, hit: _Hit, value: float, *, keyword: bool) -> None:
        word = hit.word.text
        seen = self.times.get(word, 0)
        if seen > _REPEATS and value <= self.heaviest:
            return
        self.times[word] = seen + 1
        self.weight += value * (1.0 if not seen else _REPEATED if seen <= _REPEATS else 0.0)
        self.heaviest = max(self.heaviest, value)
        self.best = max(self.best, (keyword, value, hit.end - hit.start, -hit.start))


class SectorFinder:
    """The words of sectors in a document, from which the sectors of its tasks are told."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._folded = fold(text)
        self._hits = list(_hits(self._folded))
        self._starts = [hit.start for hit in self._hits]
        self._topics: dict[Span, dict[int, _Score]] = {}

    def find(self, start: int, end: int, title_end: int, above: Sequence[Span] = ()) -> tuple[SectorMention, ...]:
        """One to five sectors of the task ``text[start:end]``, weightiest first, each at the words that show it best.

        ``above`` are the headings above it, the nearest first, the document's title last. A task that names no
        topic has that of the nearest heading that names one; if none does, it gets 其他 (``qita``) at its title.
        """
        place = self._folded.place
        first, last = place(start), place(end)
        scores = self._scores(first, last, max(place(min(title_end, end)), first))
        for span in {*above[:1], *above[-1:]}:
            for topic in self._topics_of(span):
                if topic in scores:
                    scores[topic].weight += _ABOVE
        least = min(_FURTHER + (last - first) * _PER_CHARACTER, _FURTHER_MOST)
        told = {
            topic: one
            for topic, one in scores.items()
            if one.heaviest >= _LEAST or (one.best[0] and one.weight >= _SUM)
        }
        chosen = _chosen(told, least)
        if chosen:
            return tuple(self._mention(topic, scores[topic], "task") for topic in chosen)
        for span in above:
            topics = self._topics_of(span)
            if topics:
                kind: FoundIn = "title" if span is above[-1] else "heading"
                return tuple(self._mention(topic, topics[topic], kind) for topic in _chosen(topics)[:_INHERITED])
        if scores:
            return tuple(self._mention(topic, scores[topic], "task") for topic in _chosen(scores)[:_INHERITED])
        return (self._other(start, end, title_end),)

    def _scores(self, first: int, last: int, title: int) -> dict[int, _Score]:
        scores: dict[int, _Score] = {}
        for hit in self._hits[bisect_left(self._starts, first) : bisect_left(self._starts, last)]:
            if hit.end > last:
                continue
            value = hint = hit.value
            if hit.start < title:
                near = hit.start - first < _TITLE_LENGTH
                plain = _CITED if value == _CITED else 1.0
                value, hint = plain * (_TITLE if near else _LONG_TITLE), plain * (_TITLE if near else 1.0)
            for topic in hit.word.shows:
                scores.setdefault(topic, _Score()).add(hit, value, keyword=True)
            for topic in hit.word.hints:
                scores.setdefault(topic, _Score()).add(hit, hint * _HINT, keyword=False)
        return scores

    def _topics_of(self, span: Span) -> dict[int, _Score]:
        """The topics that a heading names, by keywords rather than by hints."""
        if span not in self._topics:
            first, last = self._folded.place(span.start), self._folded.place(span.end)
            scores = self._scores(first, last, last)
            self._topics[span] = {topic: score for topic, score in scores.items() if score.heaviest >= _LONG_TITLE}
        return self._topics[span]

    def _mention(self, topic: int, score: _Score, found_in: FoundIn) -> SectorMention:
        _, _, length, begin = score.best
        start, end = self._folded.span(-begin, -begin + length)
        sector = load_sectors()[topic]
        theme = theme_of(sector.id).label
        return SectorMention(id=sector.id, label=sector.label, start=start, end=end, theme=theme, found_in=found_in)

    def _other(self, start: int, end: int, title_end: int) -> SectorMention:
        stop = title_end if start < title_end <= end else end
        words = self._text[start:stop]
        first, last = start + len(words) - len(words.lstrip()), start + len(words.rstrip())
        if first >= last:
            first, last = start, stop
        other = load_sectors()[-1]
        theme = theme_of(OTHER).label
        return SectorMention(id=other.id, label=other.label, start=first, end=last, theme=theme, found_in="task")


def find_sectors(text: str, start: int, end: int, title_end: int) -> tuple[SectorMention, ...]:
    """The sectors of one task by its own words, see :meth:`SectorFinder.find`.

    >>> [found.label for found in find_sectors("7．完成散煤替代。推进清洁取暖工作。", 0, 18, 8)]
    ['清洁取暖与散煤']
    """
    return SectorFinder(text).find(start, end, title_end)


def _chosen(scores: dict[int, _Score], further: float = 0.0) -> list[int]:
    """The heaviest topic and those near it that weigh this much, heaviest first, else in the order of their words."""
    ordered = sorted(scores, key=lambda topic: (-scores[topic].weight, -scores[topic].best[3], topic))
    least = max(min(scores[ordered[0]].weight * _ENOUGH, _SURELY), further) if ordered else 0.0
    return [*ordered[:1], *(topic for topic in ordered[1:MOST] if scores[topic].weight >= least)]


def _hits(folded: Folded) -> Iterator[_Hit]:
    """The words of sectors, those in the names of units and in statements left out."""
    text = folded.text
    tail = load_pattern("sectors", "sector.passing.unit-tail")
    hidden, cited = _Inside(_statements(text)), _Inside([found.span() for found in _CITATION.finditer(text)])
    for start, end, word in _longest_words(text):
        if not (word.shows or word.hints) or hidden.holds(start) or tail.match(text, end):
            continue
        if cited.holds(start):
            value = _CITED
        elif text.startswith("、", end) or (text.endswith("、", 0, start) and text.startswith(_LAST_OF_MANY, end)):
            value = _LISTED
        else:
            opening = text[max(0, start - _OPENING_LENGTH) : start]
            value = 1.0 if _SENTENCE_ENDS.isdisjoint(opening) else _OPENING
        yield _Hit(start, end, word, value)


def _longest_words(text: str) -> Iterator[tuple[int, int, Word]]:
    """The words of sectors, at each place the longest, none inside or across another."""
    last = len(text) - 1
    found = [(last - at, last - at + len(word.text), word) for at, word in word_finder().iter(text[::-1])]
    found.sort(key=lambda each: (each[0], -each[1]))
    behind = 0
    for start, end, word in found:
        if start >= behind:
            behind = end
            yield start, end, word


class _Inside:
    """Stretches in order and apart, asked about places in the order of the text."""

    def __init__(self, stretches: list[tuple[int, int]]) -> None:
        self._stretches = iter(stretches)
        self._start, self._end = next(self._stretches, (sys.maxsize, sys.maxsize))

    def holds(self, place: int) -> bool:
        """Whether the place stands in one of them; it is not before the place that was asked about last."""
        while place >= self._end:
            self._start, self._end = next(self._stretches, (sys.maxsize, sys.maxsize))
        return place >= self._start


def _statements(text: str) -> list[tuple[int, int]]:
    """The stretches that say who does something: brackets with words of role, labels with their lists."""
    stating = load_pattern("sectors", "sector.passing.stating")
    brackets = [(one.start, one.end) for one in find_brackets(text) if stating.search(text, one.start, one.end)]
    hidden = merged(brackets)
    inside = _Inside(hidden)  # a label inside a bracket ends with it
    labels = [
        found.span()
        for found in load_pattern("sectors", "sector.passing.label").finditer(text)
        if not inside.holds(found.start())
    ]
    return merged([*hidden, *labels])
