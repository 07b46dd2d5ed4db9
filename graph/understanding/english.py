"""English questions in Chinese words, in their order: words of asking, bodies by their lines of work, days, topics.

What no table knows stays as it is written, so that it can be shown as not understood; nothing is dropped but articles
and the like.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.functions import load_functions
from graph.wording import load_table

_CHINESE = re.compile(r"[一-鿿]")
_LATIN = re.compile(r"[A-Za-z]{2,}")
_TOKEN = re.compile(
    r"比20\d\d年|(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日|底)?(?:到\d{1,2}月)?(?:前|以后|之间)?|20\d\d年底前|\d+(?:天|周|个月)内"
    r"|[一-鿿“”、]+|[a-z]+(?:\d+)?|\d+(?:\.\d+)?%?|[(),.?!;:]"
)
_LONGEST = 7  # words of an English expression
_LEVELS = {"provincial": "省", "province": "省", "municipal": "市", "city": "市", "district": "区", "county": "县"}
_KINDS = re.compile("(?:bureau|department|commission|agenc|authorit|office)(?:s|y|ies)?|administration")


_ASKS = re.compile(
    r"\s*(?:who(?:m|se)?|what|which|when|where|why|how|does|do|did|is|are|was|were|has|have)(?: +[a-z]|\W*$)",
    re.IGNORECASE,
)


def is_english(question: str) -> bool:
    """Whether the question is English: it begins so, or has three Latin words and half as many as Chinese characters.

    >>> is_english("Who leads 完成散煤替代?"), is_english("who牵头散煤替代")
    (True, False)
    """
    latin = len(_LATIN.findall(question))
    return bool(_ASKS.match(question)) or (latin >= 3 and latin * 2 > len(_CHINESE.findall(question)))


def is_english_word(word: str) -> bool:
    """Whether a table knows the word, so that it is no pinyin."""
    return word in _terms() or word in load_table("english")["stop"]


def begins_with_body(words: str) -> bool:
    """Whether the words begin with the name of a body by its line of work.

    >>> begins_with_body("education bureau lead?"), begins_with_body("leads clean heating")
    (True, False)
    """
    tokens = _TOKEN.findall(words.lower())
    return bool(tokens) and bool(_unit(tokens, 0) or _longest(tokens, 0, load_table("english")["body"]))


@dataclass(frozen=True, slots=True)
class _Word:
    """Words in Chinese and what they are: a name or topic can be told again in brackets behind it."""

    words: str
    is_name: bool = False
    is_topic: bool = False


def from_english(question: str, places: Mapping[str, str]) -> str:
    """The question in Chinese words in their order; ``places`` maps pinyin to the names of places.

    >>> from_english("Who leads clean heating in Shuozhou?", {"shuozhou": "朔州"})
    '谁牵头 清洁取暖 朔州'
    >>> from_english("What must the provincial education department do about zeppelins?", {})
    '什么 要 省教育局 做 zeppelins'
    """
    tokens = _TOKEN.findall(chinese_days(question.lower().replace("pm2.5", "细颗粒物").replace("’", "'")))
    told: list[_Word] = []
    at = 0
    while at < len(tokens):
        word, size = _bracketed(tokens, at, told) or _unit(tokens, at) or _known(tokens, at, places)
        at += size
        if word is None or word.words not in [one.words for one in told]:
            told.append(word or _Word(""))
    kept = [one for one in told if one.words]
    return " ".join(_in_place(kept, at) for at in range(len(kept)))


def _in_place(told: Sequence[_Word], at: int) -> str:
    """The word; what leaves out work leaves out no unit: except loose coal, but apart from the two lead bureaus."""
    if told[at].words != "除了":
        return told[at].words
    behind = next((one for one in told[at + 1 :] if _CHINESE.search(one.words)), None)
    return "不包括" if behind and behind.is_topic else "除了"


def with_chinese(question: str, places: Mapping[str, str]) -> str:
    """A Chinese question with its English words and pinyin in Chinese, those that a table knows.

    >>> with_chinese("晋城会议的 plan 里relocation的企业total几家", {})
    '晋城会议的计划里搬迁的企业总共几家'
    >>> with_chinese("VOCs治理的PM2.5目标", {})
    'VOCs治理的PM2.5目标'
    """
    table = {**_terms(), **load_table("english")["mixed"], **places}
    return _WORDS_INSIDE.sub(lambda hit: _in_chinese(hit[0], table), question)


_WORDS_INSIDE = re.compile(
    r" ?(?<![A-Za-z0-9])[a-z][a-z]{2,}(?:[ -][a-z]{2,})*(?![A-Za-z0-9.]) ?"
    r"|(?<![A-Za-z0-9])[A-Z][a-z]{3,}(?![A-Za-z0-9.])"
)


def _in_chinese(words: str, table: Mapping[str, str]) -> str:
    tokens = re.findall("[a-z]+", words.lower())
    told, at = "", 0
    while at < len(tokens):
        found = _longest(tokens, at, table)
        if found is None:
            return words
        told, at = told + table[found[0]], at + found[1]
    return told


def _bracketed(tokens: Sequence[str], at: int, told: list[_Word]) -> tuple[_Word | None, int] | None:
    """Chinese in brackets: the exact name of what stands before, where that is a name."""
    if tokens[at : at + 1] != ["("] or not _CHINESE.match(tokens[at + 1 : at + 2][0] if at + 1 < len(tokens) else ""):
        return None
    before = told.pop().words if told and told[-1].is_name else ""
    while not before and told and told[-1].is_topic:
        told.pop()
    level = before[:1] if before[:1] in _LEVELS.values() and tokens[at + 1][0] not in _LEVELS.values() else ""
    return _Word(level + tokens[at + 1], is_name=True), 2


def _unit(tokens: Sequence[str], at: int) -> tuple[_Word | None, int] | None:
    """A body by its line of work: provincial education department, bureau of finance."""
    level = _LEVELS.get(tokens[at], "")
    start = at + bool(level)
    if start < len(tokens) and _KINDS.fullmatch(tokens[start]) and tokens[start + 1 : start + 2] == ["of"]:
        start += 2 + (tokens[start + 2 : start + 3] == ["the"])
        found = _longest(tokens, start, _works())
        return (_Word(f"{level}{_works()[found[0]]}局", is_name=True), start + found[1] - at) if found else None
    bodies = load_table("english")["body"]
    body = _longest(tokens, start, bodies) if level else None
    if body:
        return _Word(level + bodies[body[0]], is_name=True), start + body[1] - at
    found = _longest(tokens, start, _works())
    behind = start + found[1] if found else start
    if found and behind < len(tokens) and _KINDS.fullmatch(tokens[behind]):
        return _Word(f"{level}{_works()[found[0]]}局", is_name=True), behind + 1 - at
    return None


def _known(tokens: Sequence[str], at: int, places: Mapping[str, str]) -> tuple[_Word | None, int]:
    """The Chinese for the longest words that a table knows; the word itself where none does."""
    table = load_table("english")
    for words in (places, _terms()):
        found = _longest(tokens, at, words)
        if found:
            name = words is places
            behind = tokens[at + found[1] : at + found[1] + 1]
            size = found[1] + (name and bool(behind) and behind[0] in table["divisions"])
            is_name = name or found[0] in table["body"]
            return _Word(words[found[0]], is_name=is_name, is_topic=not name and found[0] in _subjects()), size
    word = tokens[at]
    kept = word[0].isalnum() and word not in table["stop"]
    return (_Word(word, is_topic=word.isalpha()) if kept else None), 1


def _longest(tokens: Sequence[str], at: int, words: Mapping[str, str]) -> tuple[str, int] | None:
    """The longest words from here on that the table has, in the plural too, and how many they are."""
    for size in range(min(_LONGEST, len(tokens) - at), 0, -1):
        joined = " ".join(tokens[at : at + size])
        for form in (joined, *_singulars(joined)):
            if form in words:
                return form, size
    return None


def _singulars(words: str) -> tuple[str, ...]:
    """The forms of which the words can be the plural.

    >>> _singulars("smart cities")
    ('smart citie', 'smart citi', 'smart city')
    """
    if not words.endswith("s") or words in load_table("english")["stop"]:
        return ()
    return (words[:-1], words.removesuffix("es"), re.sub("ies$", "y", words))


@functools.cache
def _subjects() -> dict[str, str]:
    """What plans are about: English words of all subjects → Chinese."""
    known = {words: told for subject in load_table("englishterms").values() for words, told in subject.items()}
    return {**known, **load_table("english")["term"]}


@functools.cache
def _terms() -> dict[str, str]:
    table = load_table("english")
    return {words.replace("-", " "): told for words, told in {**_subjects(), **table["body"], **table["frame"]}.items()}


@functools.cache
def _works() -> dict[str, str]:
    """English names of lines of work → the Chinese, those of the concepts among them."""
    found = {
        concept.en.lower().replace(",", ""): concept.names[0] for concept in load_functions().values() if concept.names
    }
    return {**found, **load_table("english")["work"]}


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "six": 6, "a": 1}
_MONTH = rf"(?:{'|'.join(_MONTHS)})(?:[a-z]{{1,6}})?"
_ENGLISH_DAY = re.compile(
    rf"\b(?P<by>by |before |until |no later than |due )?(?P<after>after |from |since )?(?P<end>(?:the )?end of )?"
    rf"(?:(?P<early>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?)?\b(?P<month>{'|'.join(_MONTHS)})(?P<rest>[a-z]{{1,6}})?\.?"
    rf"\b(?: (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d))?(?:,? ?(?P<year>20\d\d))?"
)
_RANGE = re.compile(
    rf"\b(?:between|from) (?P<one>{_MONTH}) (?:and|to|until|through) (?P<two>{_MONTH})(?:,? (?P<year>20\d\d))?"
)
_LEVEL_OF = re.compile(
    r"\b(exceed|than|above|over|compared (?:with|to)|versus|relative to) (?:in |that of |the )?(20\d\d)"
    r"(?: levels?| figures?)?\b"
)
_NAMES = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
          "december", "sept", *_MONTHS)  # fmt: skip
_YEAR_END = re.compile(
    r"\b(?:by|before|until|no later than) (?:the )?(?:end of )?(?:the year )?(20\d\d)\b|\b(?:the )?end of (20\d\d)\b"
)
_WITHIN = re.compile(r"\b(?:within|in) (?:the next )?(\d{1,3}|one|two|three|four|six|a) (day|week|month)s?\b")
_QUARTER = re.compile(r"\b(?:the )?(first|second|third|fourth) quarter(?: of (20\d\d))?\b")
_QUARTERS = {"first": "一", "second": "二", "third": "三", "fourth": "四"}


def chinese_days(question: str) -> str:
    """English days and months as they are written in Chinese.

    >>> chinese_days("due by the end of august 2020"), chinese_days("by 2025"), chinese_days("within two weeks")
    ('due 2020年8月底前', '2025年底前', '2周内')
    >>> chinese_days("between june and august 2023"), chinese_days("we may march")
    ('2023年6月到8月之间', 'we may march')
    """
    question = _LEVEL_OF.sub(r"\1 比\2年", question)
    question = _RANGE.sub(_told_range, question)
    question = _YEAR_END.sub(lambda hit: f"{hit[1] or hit[2]}年底前", question)
    question = _WITHIN.sub(lambda hit: f"{_NUMBERS.get(hit[1], hit[1])}{_measure(hit[2])}内", question)
    question = _QUARTER.sub(lambda hit: f"{hit[2] + '年' if hit[2] else ''}{_QUARTERS[hit[1]]}季度", question)
    return _ENGLISH_DAY.sub(_told_day, question)


def _measure(word: str) -> str:
    return {"day": "天", "week": "周", "month": "个月"}[word]


def _month(words: str) -> int:
    return _MONTHS.index(words[:3]) + 1


def _told_range(hit: re.Match[str]) -> str:
    year = f"{hit['year']}年" if hit["year"] else ""
    return f"{year}{_month(hit['one'])}月到{_month(hit['two'])}月之间"


def _told_day(hit: re.Match[str]) -> str:
    name = hit["month"] + (hit["rest"] or "")
    day_of = hit["day"] or hit["early"]
    plain = not (hit["by"] or hit["after"] or hit["end"] or day_of or hit["year"])
    if name not in _NAMES or (plain and name in ("may", "march", "mar")):
        return hit[0]
    year = f"{hit['year']}年" if hit["year"] else ""
    due = (hit["by"] or "").startswith("due ")
    by = hit["by"] or hit["end"]
    day = f"{int(day_of)}日" if day_of else "底" if by and not hit["after"] else ""
    tail = "前" if by else "以后" if hit["after"] else ""
    return f"{'due ' if due else ''}{year}{_month(name)}月{day}{tail}"
