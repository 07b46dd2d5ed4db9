"""A question as the library would write it: one script, one width, misspelt characters put right.

Nothing is corrected that the library's texts know, nor what is the name of a place or of a body that exists somewhere:
only a character that goes with its neighbours nowhere, and only for one that sounds or looks alike and goes with them.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from graph.understanding.english import from_english, is_english
from graph.understanding.neighbours import Neighbours
from graph.understanding.sounds import sound_of
from graph.wording import fold, load_table, runs

__all__ = ["LONGEST", "Correction", "Speller", "from_english", "is_english", "plain_question"]

LONGEST = 300  # characters of a question that are read
_CHINESE = re.compile(r"[一-鿿]")
_SPACE = re.compile(r"(?<=[^A-Za-z0-9])\s+|\s+(?=[^A-Za-z0-9])")
_TAG = re.compile(r"<[^<>]{0,200}>")
_PARTLY, _WHOLLY = 1, 2
_WORD = 2  # characters of a short word
_SAME = 2  # the sound is the same, not only nearly
_OFTEN = 2  # how often the texts must have two characters together that nothing else speaks for


def plain_question(question: str) -> str:
    """The question folded, in simplified characters, without markup and padding, cut to the length that is read.

    >>> plain_question("優質煤  由誰牽頭？")
    '优质煤由谁牵头?'
    """
    words = _TAG.sub(" ", fold(question[: 4 * LONGEST]))
    return _SPACE.sub("", _simplifier().convert(words).strip())[:LONGEST]


@functools.cache
def _simplifier():  # type: ignore[no-untyped-def] # noqa: ANN202 - the library carries no types
    from opencc import OpenCC  # type: ignore[import-untyped]  # noqa: PLC0415 - its tables load slowly

    return OpenCC("t2s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A character of the question as it was written, where it stands, and what it was read as."""

    start: int
    old: str
    new: str


class Speller:
    """Puts misspelt characters right by the words that the library holds."""

    def __init__(self, texts: Iterable[str]) -> None:
        table = load_table("frames")
        self._asking = frozenset(load_table("spelling")["asks"])
        self._starts = frozenset(phrase[:2] for phrase in table["phrases"])
        stretches = [table["phrases"], *(runs(fold(text)) for text in texts)]
        self._pairs, self._triples = Neighbours(stretches, 2), Neighbours(stretches, 3)
        self._sounds: dict[str, set[str]] = defaultdict(set)
        for letter in filter(_CHINESE.match, self._pairs.letters()):
            self._sounds[_blurred(letter)].add(letter)

    def correct(self, question: str, *, is_name: Callable[[str], bool] | None = None) -> str:
        """The question with each misspelt character put right, where exactly one other fits best."""
        letters = list(question)
        for one in self.corrections(question, is_name=is_name):
            letters[one.start] = one.new
        return "".join(letters)

    def corrections(self, question: str, *, is_name: Callable[[str], bool] | None = None) -> tuple[Correction, ...]:
        """What is put right. ``is_name`` tells words that are a name as they stand: 市政局 is no misspelt 财政局."""
        letters = list(question)
        found = self._asking_words(letters)
        for at, letter in enumerate(question):
            strange = self._strangeness(letters, at)
            if not strange or (is_name and _in_name(letters, at, is_name)):
                continue
            better = self._better(letters, at, sure=strange == _PARTLY)
            if better:
                letters[at] = better
                found.append(Correction(start=at, old=letter, new=better))
        return tuple(sorted(found, key=lambda one: one.start))

    def _asking_words(self, letters: list[str]) -> list[Correction]:
        """Puts right, in place, the words of asking with one wrong character, the longest first."""
        found = []
        sizes = sorted({len(word) for word in load_table("spelling")["asking"]}, reverse=True)
        for size in (*sizes, *sizes):  # 牵投单们 has one wrong character more than its longest word may have
            for start in range(len(letters) - size + 1):
                wrong = self._wrong_letter(letters, start, size)
                if wrong:
                    letters[wrong.start] = wrong.new
                    found.append(wrong)
        return found

    def _wrong_letter(self, letters: list[str], start: int, size: int) -> Correction | None:
        words = _join(letters, start, start + size)
        if words in _asking_words() or not _is_word(words):
            return None
        for at in range(size):
            for word in _asking_words().get(f"{words[:at]}_{words[at + 1 :]}", ()):
                old, new = words[at], word[at]
                like = _sound_alike(old, new) or old in _alike().get(new, "") or size > _WORD
                if like and old not in _kept() and not self._goes_elsewhere(letters, start, start + at, size):
                    return Correction(start=start + at, old=old, new=new)
        return None

    def _goes_elsewhere(self, letters: list[str], start: int, at: int, size: int) -> bool:
        """Whether the character stands in the texts beside the one before or behind the words of asking, or in them."""
        before, after = _join(letters, at - 1, at + 1), _join(letters, at, at + 2)
        outside = before if at == start else after if at == start + size - 1 else ""
        inside = after if at == start else before
        joined = load_table("spelling")["joined"].get(letters[start], "")
        if start and letters[start - 1] in joined:
            return True
        return any(len(pair) == _WORD and pair in self._pairs for pair in (outside, inside))

    def _strangeness(self, letters: list[str], at: int) -> int:
        """Whether the texts have the character beside neither of its neighbours, or not beside one of them."""
        letter = letters[at]
        if not _CHINESE.match(letter) or letter in self._asking or letter in _kept():
            return 0
        if at and letters[at - 1].isdigit():
            return 0  # 168城, 三年2期: a measure goes with any number
        both = (_join(letters, at - 1, at + 1), _join(letters, at, at + 2))
        words = [pair for pair in both if len(pair) == _WORD and _is_word(pair)]
        known = [pair in self._pairs or bool(self._asking & set(pair.replace(letter, ""))) for pair in words]
        return 0 if all(known) else _PARTLY if any(known) else _WHOLLY

    def _better(self, letters: list[str], at: int, *, sure: bool) -> str | None:
        """The one character like this one that goes best with its neighbours; None where none or several do.

        ``sure``: only one of the same sound that stands between these two neighbours in the texts.
        """
        likes = self._likes(letters[at])
        if sure:
            around = (_join(letters, at - 1, at), _join(letters, at + 1, at + 2))
            likes = [
                (x, like) for x, like in likes if like == _SAME and x.join(around) in self._triples and all(around)
            ]
        scored = [(self._fit(letters, at, other, sound=sound), other) for other, sound in likes]
        fitting = sorted((one for one in scored if one[0]), reverse=True)
        if not fitting or (len(fitting) > 1 and fitting[0][0] == fitting[1][0]):
            return None
        return fitting[0][1]

    def _likes(self, letter: str) -> list[tuple[str, int]]:
        """The characters that sound or look like this one; 2 where the sound is the same, else 1."""
        same = sound_of(letter)
        found = {other: _SAME if sound_of(other) == same else 1 for other in self._sounds.get(_blurred(letter), ())}
        for other in _alike().get(letter, ""):
            found.setdefault(other, 1)
        return [(other, like) for other, like in sorted(found.items()) if other != letter and other not in _kept()]

    def _fit(self, letters: list[str], at: int, other: str, *, sound: int) -> int:
        """How well another character goes here, by the threes that it stands in; 0 where it does not.

        What only the words behind speak for counts where none stand before. A pair alone is enough for a character that
        both sounds and looks alike.
        """
        left, right = _join(letters, at - 2, at), _join(letters, at + 1, at + 3)
        before, after = left[-1:], right[:1]
        threes = [
            len(three) == 3 and three in self._triples
            for three in (left + other, before + other + after, other + right)
        ]
        beside = (before + other, other + after)
        pairs = [self._pairs.count(pair) for pair in beside if len(pair) == _WORD and _is_word(pair)]
        ends = not after or not _is_word(after) or after in self._asking or right in self._starts
        begins = not before or not _is_word(before)
        parts = sound == _SAME and threes[0] and len(right) == _WORD and right in self._pairs  # 散乱污|综合
        ordinary = letters[at] in load_table("spelling")["ordinary"]
        ends = ends and (sound == _SAME or not ordinary)  # 污染重的 is no 污染综合
        told = threes[0] or (not ordinary and (threes[1] or (begins and threes[2] and sound == _SAME)))
        if told and (sum(threes) > 1 or all(pairs) or ends or parts):
            return 10 * sum(threes) + sound
        twin = sound == _SAME and other in _alike().get(letters[at], "")
        return 1 if twin and max(pairs, default=0) >= _OFTEN else 0


def _join(letters: list[str], start: int, end: int) -> str:
    return "".join(letters[max(0, start) : end])


def _is_word(words: str) -> bool:
    return all(_CHINESE.match(letter) for letter in words)


def _in_name(letters: list[str], at: int, is_name: Callable[[str], bool]) -> bool:
    """Whether the character stands in a name of a body that exists somewhere: words up to 局, 委, 办 behind it."""
    text = "".join(letters)
    for end in range(at + 1, min(len(text), at + 9) + 1):
        if text[end - 1] in "局委办厅会院队门":
            return any(is_name(text[start:end]) for start in range(max(0, at - 8), at + 1))
    return False


@functools.lru_cache(maxsize=16_384)
def _blurred(letter: str) -> str:
    """The sound of a character as dialects blur it: zh and z, n and l, ing and in are one."""
    sound = re.sub("^([zcs])h", r"\1", sound_of(letter))
    return re.sub("(?<=[aei])ng$", "n", re.sub("^n", "l", sound))


@functools.cache
def _alike() -> dict[str, str]:
    found: dict[str, str] = {}
    for group in load_table("spelling")["alike"]:
        for letter in group:
            found[letter] = found.get(letter, "") + group.replace(letter, "")
    return found


def _sound_alike(letter: str, other: str) -> bool:
    return sound_of(letter) == sound_of(other)


@functools.cache
def _asking_words() -> dict[str, tuple[str, ...]]:
    """The words of asking, and each with a gap for one of its characters → the words that fill it."""
    found: dict[str, tuple[str, ...]] = {}
    for word in load_table("spelling")["asking"]:
        found[word] = (word,)
        for at in range(len(word)):
            gap = f"{word[:at]}_{word[at + 1 :]}"
            found[gap] = (*found.get(gap, ()), word)
    return found


@functools.cache
def _kept() -> frozenset[str]:
    return frozenset(load_table("spelling")["kept"])
