"""Text that a page prints twice: whole second copies, teasers cut short, abstracts stitched from later sentences."""

from __future__ import annotations

import re

from extract.reading.text.pagemarks import find_lines
from extract.records import Ignored

Line = tuple[int, int]

REASON = "重复的正文"
_LONG_LINE = 80  # one repeated line is a copy from here on; shorter ones only in company (labels repeat lawfully)
_COMPANY = 100
_TEASER_AT_LEAST = 30
_SHARE_OF_ABSTRACT = 0.6


def find_copies(text: str) -> list[Ignored]:
    """The stretches that say again what the text says elsewhere; of two copies the first stays."""
    lines = list(find_lines(text))
    packed = [re.sub(r"\s+", "", text[start:end]) for start, end in lines]
    found = _second_copies(lines, packed) + _teasers(lines, packed) + _closing_copies(lines, packed)
    return found + _abstracts(lines, packed)


def _second_copies(lines: list[Line], packed: list[str]) -> list[Ignored]:
    """Runs of lines that follow each other here as they did before."""
    first: dict[str, int] = {}
    found: list[Ignored] = []
    run: list[int] = []
    for index, words in enumerate([*packed, ""]):
        before = first.get(words)
        carries_on = bool(run) and before is not None and first[packed[run[-1]]] < before
        if run and not carries_on:
            found += _copy(lines, packed, run)
            run = []
        if before is not None:
            run.append(index)
        elif len(words) >= 4:
            first[words] = index
    return found


def _copy(lines: list[Line], packed: list[str], run: list[int]) -> list[Ignored]:
    sizes = [len(packed[index]) for index in run]
    sentences = [packed[index] for index in run if packed[index].endswith(("。", "！", "？")) and "。" in packed[index]]
    long_enough = max(sizes) >= _LONG_LINE and any(len(words) >= _LONG_LINE for words in sentences)
    company = len(run) >= 3 and sum(sizes) >= _COMPANY and bool(sentences)
    if not (long_enough or company):
        return []
    return [Ignored(reason=REASON, start=lines[run[0]][0], end=lines[run[-1]][1])]


def _teasers(lines: list[Line], packed: list[str]) -> list[Ignored]:
    """Opening lines (perhaps with the title in front) that say how the text behind them begins."""
    found = []
    for index in range(min(15, len(packed))):
        words = packed[index].rstrip(".…")
        follows = "".join(packed[index + 1 : index + 12])
        titles = [title for title in packed[:index] if len(title) >= 6 and words.startswith(title)]
        rests = [words, *(words[len(title) :] for title in titles)]
        if any(len(rest) >= _TEASER_AT_LEAST and follows.startswith(rest) for rest in rests):
            found.append(Ignored(reason=REASON, start=lines[index][0], end=lines[index][1]))
    return found


def _closing_copies(lines: list[Line], packed: list[str]) -> list[Ignored]:
    """Closing lines that repeat how the document begins (summaries for sharing)."""
    found = []
    for index in range(max(1, len(lines) - 10), len(lines)):
        words = re.sub(r"(?:\.{3}|…)+$", "", packed[index])
        if len(words) >= 60 and packed[index] != words and words in "".join(packed[:index]):
            found.append(Ignored(reason=REASON, start=lines[index][0], end=lines[index][1]))
    return found


def _abstracts(lines: list[Line], packed: list[str]) -> list[Ignored]:
    """Opening paragraphs most of whose sentences stand word for word further down."""
    found = []
    for index in range(min(5, len(packed) - 1)):
        sentences = [sentence for sentence in re.split(r"[。！？]", packed[index]) if len(sentence) >= 8]
        if len(packed[index]) < 100 or len(sentences) < 3:
            continue
        rest = "".join(packed[index + 1 :])
        repeated = sum(len(sentence) for sentence in sentences if sentence in rest)
        if repeated >= _SHARE_OF_ABSTRACT * sum(map(len, sentences)):
            found.append(Ignored(reason=REASON, start=lines[index][0], end=lines[index][1]))
    return found
