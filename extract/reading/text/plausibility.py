"""How much a text reads like a Chinese document: the logarithm of its probability, character by character.

The same bytes read in the right table give frequent characters, in a wrong one rare ones. Whether a character is
frequent is said by ``lexicon/characters.csv`` and by the standards themselves: GB 2312 and Big5 put the frequent
characters on their first level, and which level a character is on follows from its bytes.
"""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from collections.abc import Mapping

from extract.lexicons import load_lexicon
from extract.text.scripts import simplified_character

_GB_LEVEL_1 = (0xB0, 0xD7)
_GB_LEVEL_2 = (0xD8, 0xF7)
_BIG5_LEVEL_1 = (0xA4, 0xC6)
_TRADITIONAL = 0.2  # how often a text is in traditional characters, against simplified ones
_WESTERN_LETTER = 3e-3  # an accented letter beside Latin letters, in a text that is no Chinese at all

# Probability of each character of a class; the first class that holds a character counts.
_CLASSES: tuple[tuple[re.Pattern[str], float], ...] = tuple(
    (re.compile(pattern), share)
    for pattern, share in (
        (r"[0-9]", 6e-3),
        (r"[ \n]", 1e-2),
        (r"[\u3000\r，。、；：（）“”]", 8e-3),
        (r"[a-z]", 3e-3),
        (r"[A-Z\t.,:;()%/+\-]", 1e-3),
        (r"[《》·—…！？〔〕【】‘’％．－～０-９①-⑩]", 5e-4),
        (r"[\x21-\x7e│├─┼┤┌┬┐└┴┘]", 2e-4),
        (r"[〈〉「」『』﹝﹞\uff01-\uff5e]", 5e-5),
        (r"[āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜüńⅠ-Ⅻα-ωΩ×÷±°℃≥≤≠≈→←√∑⑪-⑳■□●○★☆▲△◆◇▼⊙㎡㎞\xa0\u2002\u2003]", 1e-5),
        (r"[\u3001-\u303f\u2010-\u2027\u2500-\u257f]", 2e-6),
        (r"[ぁ-んァ-ヶΑ-Ωа-яА-Я\u2190-\u22ff\u2460-\u24ff\u25a0-\u26ff\u3200-\u33ff]", 2e-7),
        (r"[\u4e00-\u9fff]", 2e-8),
        (r"[\u3400-\u4dbf\uac00-\ud7a3\U00020000-\U0003ffff]", 2e-9),
        (r"[\ufeff\u200b-\u200f\ufffd]", 1e-9),
        (r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]", 1e-12),
    )
)
_OTHER = 1e-10
_ACCENTED = re.compile(r"(?<=[A-Za-z])[ß-öø-ÿ\x92]+(?=[A-Za-z ,.])|(?<![^\s(])[À-ÖØ-ö](?=[a-z])|(?<=[A-Za-z])[ß-öø-ÿ]$")


def plausibility(text: str) -> float:
    """The logarithm of the probability of a text; comparable between readings of the same bytes.

    >>> plausibility("各县人民政府") > plausibility("跺瓤侄蝴彰寥")
    True
    """
    return sum(count * _log_share(char) for char, count in Counter(text).items())


def western_plausibility(text: str) -> float:
    """As :func:`plausibility`, but accented letters beside Latin ones are as frequent as in French or German."""
    accented = "".join(_ACCENTED.findall(text))
    return plausibility(text) - plausibility(accented) + len(accented) * math.log(_WESTERN_LETTER)


def rarity(text: str) -> float:
    """The mean plausibility of the characters that are not ASCII; 0 if there are none."""
    foreign = re.sub(r"[\x00-\x7f]+", "", text)
    return plausibility(foreign) / len(foreign) if foreign else 0.0


@functools.lru_cache(maxsize=20_000)
def _log_share(char: str) -> float:
    return math.log(_share(char))


def _share(char: str) -> float:
    listed = _listed().get(char)
    if listed:
        return listed
    simple = simplified_character(char)
    traditional = _listed().get(simple) if simple != char else None
    if traditional:
        return traditional * _TRADITIONAL
    if _within(char, "gb2312", _GB_LEVEL_1):
        return 8e-6
    if _within(char, "big5", _BIG5_LEVEL_1):
        return 2e-6
    if _within(char, "gb2312", _GB_LEVEL_2):
        return 4e-7
    return next((share for pattern, share in _CLASSES if pattern.match(char)), _OTHER)


def _within(char: str, encoding: str, rows: tuple[int, int]) -> bool:
    """Whether the character is a Chinese one in these rows of a table."""
    if not "\u4e00" <= char <= "\u9fff":
        return False
    data = char.encode(encoding, "ignore")
    return len(data) == 2 and rows[0] <= data[0] <= rows[1]


@functools.cache
def _listed() -> Mapping[str, float]:
    """Each listed character with its probability."""
    return {
        char: float(row["share"]) / len(row["characters"])
        for row in load_lexicon("characters")
        for char in row["characters"]
    }
