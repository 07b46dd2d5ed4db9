"""A question as it is read: plain, English in Chinese words, misspellings put right, months in digits."""

from __future__ import annotations

from dataclasses import dataclass

from extract.naming.mentions import names_in
from graph.holdings import Holdings
from graph.understanding.english import from_english, is_english, with_chinese
from graph.understanding.englishplaces import places_in_pinyin
from graph.understanding.spelling import Correction, plain_question
from graph.understanding.times import arabic_months
from graph.understanding.unitnames import known_work


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """The words that names and kinds are looked for in, and what was changed to get them."""

    words: str
    english: bool
    corrections: tuple[Correction, ...]


def read_question(question: str, holdings: Holdings) -> Read:
    """The question as it is read. No correction changes the name of a place, or of a body known anywhere."""
    plain = plain_question(question)
    if is_english(plain):
        words = from_english(plain, places_in_pinyin(plain, holdings))
        return Read(words=arabic_months(words), english=True, corrections=())
    plain = with_chinese(plain, holdings.pinyin_places)
    places = {at for start, name in names_in(plain) for at in range(start, start + len(name))}
    wrong = holdings.speller.corrections(plain, is_name=lambda words: known_work(words) is not None)
    corrections = tuple(one for one in wrong if one.start not in places)
    letters = list(plain)
    for one in corrections:
        letters[one.start] = one.new
    return Read(words=arabic_months("".join(letters)), english=False, corrections=corrections)
