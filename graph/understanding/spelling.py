"""A question as the library would write it: one script, one width, misspelt characters put right, English in Chinese.

Nothing is corrected that the library's texts know: only a character whose neighbours on both sides do not go with it
anywhere, and only where the texts leave one other character that sounds the same, or the character is foreign to them.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from graph.wording import fold, load_table, runs

LONGEST = 300  # characters of a question that are read
_CHINESE = re.compile(r"[一-鿿]")
_LATIN = re.compile(r"[A-Za-z]{2,}")
_SPACE = re.compile(r"(?<=[^A-Za-z0-9])\s+|\s+(?=[^A-Za-z0-9])")
_TAG = re.compile(r"<[^<>]{0,200}>")


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


def is_english(question: str) -> bool:
    """Whether the question is English: three Latin words or more, and at least half as many as Chinese characters."""
    return len(_LATIN.findall(question)) >= 3 and len(_LATIN.findall(question)) * 2 > len(_CHINESE.findall(question))


def from_english(question: str, places: Mapping[str, str]) -> str:
    """The question in Chinese words in their order; ``places`` maps pinyin to the names of places.

    Words that no table knows are left out; Chinese in brackets stays.

    >>> from_english("Who leads clean heating in Shuozhou?", {"shuozhou": "朔州"})
    '谁牵头 清洁取暖 朔州'
    """
    table = load_table("english")
    words = {**table["frame"], **table["term"], **places}
    longest = sorted(words, key=lambda word: (-len(word), word))
    known = re.compile(
        r"(?<![a-z])(?:" + "|".join(map(re.escape, longest)) + r")(?![a-z])|"
        r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|底)?前?|[一-鿿“”]+|\d+(?:\.\d+)?%?"
    )
    found = known.findall(_chinese_days(question.lower().replace("pm2.5", "细颗粒物")))
    told = list(dict.fromkeys(words.get(word, word) for word in found))
    return " ".join(word for at, word in enumerate(told) if word not in told[:at])


_ENGLISH_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ENGLISH_DAY = re.compile(
    r"\b(?P<by>by |before |until )?(?P<end>(?:the )?end of )?(?P<month>"
    + "|".join(_ENGLISH_MONTHS)
    + r")(?:[a-z]{2,6})?"
    r"\b(?: (?P<day>\d{1,2})(?:st|nd|rd|th)?\b)?(?:,? ?(?P<year>20\d\d))?"
)


def _chinese_days(question: str) -> str:
    """English days and months as they are written in Chinese.

    >>> _chinese_days("due by the end of august 2020")
    'due 2020年8月底前'
    """

    def told(hit: re.Match[str]) -> str:
        year = f"{hit['year']}年" if hit["year"] else ""
        day = f"{int(hit['day'])}日" if hit["day"] else "底" if hit["end"] or hit["by"] else ""
        return f"{year}{_ENGLISH_MONTHS.index(hit['month']) + 1}月{day}{'前' if hit['by'] or hit['end'] else ''}"

    return _ENGLISH_DAY.sub(told, question)


@functools.cache
def pinyin(words: str) -> str:
    """How the characters sound, without tones or spaces."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - its tables load slowly

    return "".join(lazy_pinyin(words))


class Speller:
    """Puts misspelt characters right by the words that the library holds."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._pairs: set[str] = set()
        self._characters: set[str] = set()
        self._gaps: dict[str, set[str]] = defaultdict(set)
        frames = load_table("frames")
        self._asking = frozenset(frames["asking"])
        self._starts = frozenset(phrase[:2] for phrase in frames["phrases"])
        for phrase in frames["phrases"]:
            self._learn(phrase)
        for text in texts:
            for run in runs(fold(text)):
                self._learn(run)

    def _learn(self, run: str) -> None:
        self._characters.update(run)
        self._pairs.update(run[at : at + 2] for at in range(len(run) - 1))
        for at in range(len(run) - 3):
            a, b, c, d = tuple(run[at : at + 4])
            self._gaps[f"{a}{b}_{d}"].add(c)
            self._gaps[f"{a}_{c}{d}"].add(b)
            self._gaps[f"{a}{b}{c}_"].add(d)

    def correct(self, question: str) -> str:
        """The question with each misspelt character put right, where exactly one other fits."""
        letters = list(question)
        for at, letter in enumerate(letters):
            if _CHINESE.match(letter) and letter not in self._asking and self._strangers(letters, at):
                letters[at] = self._fitting(letters, at) or letter
        return "".join(letters)

    def _strangers(self, letters: list[str], at: int) -> int:
        """On how many sides the character stands beside one that it goes with nowhere in the texts."""
        before = at > 0 and "".join(letters[at - 1 : at + 1]) in self._pairs
        after = "".join(letters[at : at + 2]) in self._pairs
        return (not before) + (not after)

    def _fitting(self, letters: list[str], at: int) -> str | None:
        """The one character that the texts have here instead, like the one written in sound or for a foreign one."""
        left, right = "".join(letters[max(0, at - 3) : at]), "".join(letters[at + 1 : at + 3])
        keys = [f"{left[-2:]}_{right[:1]}", f"{left[-1:]}_{right}", f"{left}_"]
        alone = self._strangers(letters, at) == 2
        last = not _CHINESE.match(right[:1] or " ") or right[:1] in self._asking or right in self._starts
        shapes = (len(left) >= 2 and len(right) >= 1, len(left) >= 1 and len(right) == 2, len(left) == 3 and last)
        for key, usable in zip(keys, shapes, strict=True):
            found = self._gaps.get(key, set()) if usable and (alone or not key.endswith("_")) else set()
            near = sorted(x for x in found if pinyin(x) == pinyin(letters[at]))
            if len(near) == 1:
                return near[0]
            if len(found) == 1 and alone and letters[at] not in self._characters:
                return next(iter(found))
        return None
