"""Two texts side by side: which words only one of them says, and the part of a long one that matters.

Words count as common wherever they stand in the other text, so that clauses in another order are no difference. Numbers
and Latin words are common only as a whole: 2024 and 2025 share nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from graph.wording import fold, sentences

Stretch = tuple[int, int]

_TOKEN = re.compile(r"\d+(?:[.．]\d+)*|[A-Za-zａ-ｚＡ-Ｚ]+|[一-鿿]")
_PARTICLES = frozenset("的和与及或对在将等并把被以为了其各到至于年月日")
_AROUND = 12  # characters by which a stretch grows that stands in an endless sentence


class _Token(NamedTuple):
    start: int
    end: int
    word: str
    joined: bool
    """Whether nothing but white space stands between this token and the one before."""


def only_here(text: str, other: str, *, begin: int = 0) -> list[Stretch]:
    """The stretches of a text whose words the other does not say; nothing before ``begin`` counts.

    >>> text = "加快推进老旧小区改造，到2025年完成80%"
    >>> [text[start:end] for start, end in only_here(text, "推进城镇老旧小区的改造，到2024年完成60%")]
    ['加快', '2025', '80']
    """
    mine, theirs = list(_tokens(text, begin)), list(_tokens(other, 0))
    pairs, whole = set(_pairs(theirs)), {token.word for token in theirs if len(token.word) > 1 or token.word.isdigit()}
    common = [token.word in whole for token in mine]
    for at in range(1, len(mine)):
        if mine[at].joined and (mine[at - 1].word, mine[at].word) in pairs:
            common[at - 1] = common[at] = True
    return _stretches(text, mine, common)


def around(text: str, stretches: Iterable[Stretch], *, most: int) -> list[Stretch]:
    """The sentences of a text that hold these stretches, and the first one; the whole text where it is short.

    >>> around("一、供水。老旧管网要改造。经费由财政承担。建立台账。", [(6, 8)], most=10)
    [(0, 13)]
    """
    if len(text) <= most:
        return [(0, len(text))] if text else []
    found: list[Stretch] = []
    wanted = list(stretches)
    for number, (start, end) in enumerate(sentences(text)):
        held = [(max(start, one), min(end, other)) for one, other in wanted if one < end and other > start]
        if not held and number:
            continue
        first, last = _shortened((start, end), held, most)
        stop = last + 1 if last < len(text) and not text[last].isspace() else last  # with the sign that ends it
        if found and text[found[-1][1] : first].strip() == "":
            found[-1] = found[-1][0], stop
        else:
            found.append((first, stop))
    return found


def _shortened(sentence: Stretch, held: Sequence[Stretch], most: int) -> Stretch:
    """The sentence; of an endless one what is wanted, with a few words around."""
    start, end = sentence
    if end - start <= most:
        return sentence
    first, last = (held[0][0], held[-1][1]) if held else (start, start + most)
    return max(start, first - _AROUND), min(end, last + _AROUND)


def _tokens(text: str, begin: int) -> Iterator[_Token]:
    last = None
    for found in _TOKEN.finditer(text, begin):
        joined = last is not None and text[last : found.start()].strip() == ""
        yield _Token(found.start(), found.end(), fold(found[0]).lower(), joined)
        last = found.end()


def _pairs(tokens: Sequence[_Token]) -> Iterator[tuple[str, str]]:
    for at in range(1, len(tokens)):
        if tokens[at].joined:
            yield tokens[at - 1].word, tokens[at].word


def _stretches(text: str, tokens: Sequence[_Token], common: Sequence[bool]) -> list[Stretch]:
    """The runs of tokens that are not common; runs that only a sign parts are one, particles alone are none."""
    found: list[list[_Token]] = []
    for before, token, shared in zip((None, *tokens), tokens, (*common,), strict=False):
        if shared:
            continue
        follows = found and before is found[-1][-1] and len(text[before.end : token.start].strip()) <= 1
        if follows:
            found[-1].append(token)
        else:
            found.append([token])
    return [(run[0].start, run[-1].end) for run in map(_trimmed, found) if run]


def _trimmed(run: Sequence[_Token]) -> Sequence[_Token]:
    """The run without particles at its ends."""
    told = [at for at, token in enumerate(run) if token.word not in _PARTICLES]
    return run[told[0] : told[-1] + 1] if told else []
