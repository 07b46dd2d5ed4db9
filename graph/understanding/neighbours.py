"""Which characters stand beside each other in texts, and how often: sorted arrays, a tenth of a table of strings."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

_BITS = 21  # of a character's number
_BREAK = ord("\n")

Numbers = npt.NDArray[np.int64]


class Neighbours:
    """So many neighbouring characters (2 or 3) of stretches of text.

    >>> held = Neighbours([["散乱污", "乱污"]], 2)
    >>> held.count("乱污"), held.count("污乱"), "散乱" in held, "散" in held
    (2, 0, True, False)
    """

    def __init__(self, texts: Iterable[Iterable[str]], size: int) -> None:
        self._size = size
        found = [np.unique(_codes("\n".join(runs), size), return_counts=True) for runs in texts]
        codes = np.concatenate([np.zeros(0, np.int64), *(own for own, _ in found)])
        counts = np.concatenate([np.zeros(0, np.int64), *(own for _, own in found)])
        self._codes, at = np.unique(codes, return_inverse=True)
        self._counts = np.bincount(at, weights=counts, minlength=len(self._codes)).astype(np.int32)

    def count(self, words: str) -> int:
        """How often these characters stand together."""
        if len(words) != self._size:
            return 0
        code = int(_codes(words, self._size)[0]) if "\n" not in words else -1
        at = int(np.searchsorted(self._codes, code))
        return int(self._counts[at]) if at < len(self._codes) and self._codes[at] == code else 0

    def __contains__(self, words: str) -> bool:
        return self.count(words) > 0

    def letters(self) -> set[str]:
        """Every character that stands beside another."""
        held = {int(one) for place in range(self._size) for one in np.unique(self._codes >> (_BITS * place) & _MASK)}
        return set(map(chr, held))


_MASK = (1 << _BITS) - 1


def _codes(text: str, size: int) -> Numbers:
    """The stretches of so many characters, each as one number."""
    letters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.int64)
    count = max(0, len(letters) - size + 1)
    found = np.zeros(count, np.int64)
    whole = np.ones(count, np.bool_)
    for at in range(size):
        found = (found << _BITS) | letters[at : at + count]
        whole &= letters[at : at + count] != _BREAK
    return found[whole]
