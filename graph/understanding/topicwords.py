"""The topic of a question: the words of content that are left when names and the words of asking are taken away."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from graph.answering.search.topics import TopicIndex
from graph.wording import load_table, load_words, pairs_of, runs, unify

_JOINED = re.compile("^[和与跟及](?![谐平解睦])(?=..)")  # 和林业碳汇有关, but 和谐社区
_JOINING = re.compile("(?<=..)(?<![调饱总缓中温参])[和与跟]$")  # what stood behind it is named elsewhere
_NUMBER = re.compile(r"\d+年?")
_COUNTED = re.compile("^[一二三四五六七八九十两]+大(?=..)")  # 十大攻坚战
_LATIN = re.compile("[A-Za-z]+")
_ONESELF = re.compile("[我俺咱您]")  # people tell of themselves, plans do not
LONG = 34  # characters of a question that tells more than it asks
SPOKEN_OF = 0.4  # share of its pairs that a piece of such a question must share with the texts
_SEPARATOR = " "
_AT = re.compile("^在(?![线建产岗校用册途营])(?=..)")  # 在散煤方面, but 在建项目


def find_topic(words: str, taken: Iterable[tuple[int, int]], index: TopicIndex) -> tuple[str, tuple[str, ...]]:
    """The pieces of content of a question, apart, and its words that no text of the library speaks of.

    ``taken`` are the stretches that mean something else. Of a long question only what the texts speak of is content,
    where that tells something: people tell stories around what they ask.
    """
    phrases, edges = _frames()
    left = list(words)
    for start, end in taken:
        left[start:end] = _SEPARATOR * (end - start)
    text = "".join(left)
    text = unify(text) if any(word in text.lower() for word in load_words().stands_for) else text
    pieces = [_trimmed(piece, edges, index) for piece in runs(phrases.sub(_without_phrase, text))]
    pieces = [piece for piece in pieces if piece not in _alone() and not _NUMBER.fullmatch(piece)]
    kept = list(dict.fromkeys(piece for piece in pieces if len(piece) > 1 or (len(pieces) == 1 and piece)))
    told = [piece for piece in kept if not _ONESELF.search(piece)]
    kept = told if any(_tells(piece, index) for piece in told) else kept
    spoken = [piece for piece in kept if _known_share(piece, index) >= SPOKEN_OF]
    foreign = [piece for piece in kept if _LATIN.fullmatch(piece) and not _known_share(piece, index)]
    if foreign and any(_tells(piece, index) for piece in kept):
        kept = [piece for piece in kept if piece not in foreign]
        topic = _SEPARATOR.join(kept)
        return topic, (*foreign, *unread_words(topic, index))
    if len(words) > LONG and any(_tells(piece, index) for piece in spoken):
        topic = _SEPARATOR.join(spoken)
        return topic, (*(piece for piece in kept if piece not in spoken), *unread_words(topic, index))
    topic = _SEPARATOR.join(kept)
    return topic, unread_words(topic, index)


@functools.cache
def _alone() -> frozenset[str]:
    return frozenset(load_table("frames")["alone"])


def _known_share(piece: str, index: TopicIndex) -> float:
    """The share of the pairs of characters of a piece that some text of the library holds."""
    own = pairs_of(piece)
    return sum(index.knows(pair) for pair in own) / len(own) if own else 0.0


def _tells(piece: str, index: TopicIndex) -> bool:
    """Whether a piece says what it is about, beyond the verbs of all plans."""
    return any(index.knows(pair) and pair not in load_words().generic_pairs for pair in pairs_of(piece))


def unread_words(topic: str, index: TopicIndex) -> tuple[str, ...]:
    """The pieces of a topic that no text of the library speaks of: none of their pairs of characters stands in one."""
    return tuple(
        piece for piece in topic.split() if len(piece) > 1 and not any(index.knows(pair) for pair in pairs_of(piece))
    )


@functools.cache
def _frames() -> tuple[re.Pattern[str], frozenset[str]]:
    table = load_table("frames")
    phrases = sorted({*table["phrases"], *table["compounds"]}, key=lambda phrase: (-len(phrase), phrase))
    return re.compile(rf"(?<![无非])(?:{'|'.join(map(re.escape, phrases))})"), frozenset(table["edges"])


@functools.cache
def _compounds() -> frozenset[str]:
    return frozenset(load_table("frames")["compounds"])


def find_compounds(words: str) -> list[tuple[int, int]]:
    """Where words of content stand that hold a word of asking (责任清单, 合作社); none at the end of a question.

    >>> find_compounds("责任清单什么时候列出")
    [(0, 4)]
    """
    hits = ((hit.start(), hit.end()) for hit in _compound_pattern().finditer(words))
    return [(start, end) for start, end in hits if words[end:].strip("?。 ")]


@functools.cache
def _compound_pattern() -> re.Pattern[str]:
    longest = sorted(_compounds(), key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, longest)))


def _without_phrase(hit: re.Match[str]) -> str:
    return hit[0] if hit[0] in _compounds() else _SEPARATOR


def _trimmed(piece: str, edges: frozenset[str], index: TopicIndex) -> str:
    """The piece without words of asking at its ends; a character that goes with its neighbour in the texts stays."""
    if piece in _compounds():
        return piece
    heads = set(load_words().stands_for.values())
    piece = _COUNTED.sub("", piece)
    piece = _JOINING.sub("", _JOINED.sub("", _AT.sub("", piece)))
    while len(piece) > 2:
        if piece[0] in edges and not index.knows(piece[:2]) and not any(piece.startswith(head) for head in heads):
            piece = piece[1:]
        elif piece[-1] in edges and not index.knows(piece[-2:]) and piece not in heads:
            piece = piece[:-1]
        else:
            return piece
    return "" if all(letter in edges for letter in piece) and not index.knows(piece) else piece
