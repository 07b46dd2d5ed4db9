"""Which texts hold which pairs of neighbouring characters: arrays, made at once for a whole library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.wording import unify

_BREAK = ord("\n")
_SHIFT = 16  # a pair is the code of its first character, shifted, and that of its second; all kept ones are below 2^16
_LETTERS = ((0x4E00, 0x9FFF), (ord("0"), ord("9")), (ord("a"), ord("z")))

Numbers = npt.NDArray[np.int64] | npt.NDArray[np.int32]
Marks = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """The pairs of pieces of text in their order: ``ids`` into the sorted ``codes``, ``pieces`` in which they stand."""

    codes: Numbers
    ids: Numbers
    pieces: Numbers


def read_tokens(pieces: Sequence[str]) -> Tokens:
    """The pairs of the pieces, each word of a group of equals by the first of its group."""
    plain = unify("\n".join(piece.replace("\n", " ") for piece in pieces))
    text = np.frombuffer(plain.encode("utf-32-le", "replace"), dtype=np.uint32).astype(np.int64)
    kept = np.any([(text >= first) & (text <= last) for first, last in _LETTERS], axis=0)
    first = np.flatnonzero(kept[:-1] & kept[1:])
    codes, ids = np.unique((text[first] << _SHIFT) | text[first + 1], return_inverse=True)
    numbers = np.cumsum(text == _BREAK, dtype=np.int32)
    return Tokens(codes=codes, ids=ids.astype(np.int32), pieces=numbers[first])


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """For each token the texts that hold it, in order: ``texts[edges[token]:edges[token + 1]]``, and how often."""

    edges: Numbers
    texts: Numbers
    often: Numbers


def columns_of(tokens: Numbers, texts: Numbers, *, kinds: int, size: int) -> Columns:
    """Which of ``size`` texts hold which of so many kinds of tokens, as scipy tells it (whose 20 MB are spared)."""
    size = max(size, 1)
    keys, often = np.unique(tokens.astype(np.int64) * size + texts, return_counts=True)
    edges = np.searchsorted(keys, np.arange(max(kinds, 1) + 1, dtype=np.int64) * size)
    return Columns(edges=edges, texts=(keys % size).astype(np.int32), often=often.astype(np.int32))


class Postings:
    """For each pair the texts that hold it, numbered from 0."""

    def __init__(self, tokens: Numbers, texts: Numbers, *, kinds: int, size: int) -> None:
        held = columns_of(tokens, texts, kinds=kinds, size=size)
        self.size, self._texts, self._edges = size, held.texts, held.edges

    def count(self, token: int) -> int:
        """How many texts hold the pair; none hold -1, which stands for one that no text has."""
        return 0 if token < 0 else int(self._edges[token + 1] - self._edges[token])

    def marks(self, token: int) -> Marks:
        """For each text whether it holds the pair."""
        found: Marks = np.zeros(self.size, dtype=np.bool_)
        if token >= 0:
            found[self._texts[self._edges[token] : self._edges[token + 1]]] = True
        return found


def code_of(pair: str) -> int:
    """The code of a pair; -1 of what is none."""
    return (ord(pair[0]) << _SHIFT) | ord(pair[1]) if len(pair) == len("ab") else -1
