"""What plans print of themselves, found in their texts: the rules of ``rules/planfacts.toml``."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from graph.answers import AnswerType
from graph.holdings import HeldPlan
from graph.wording import fold, load_table, sentences

_NUMBER = re.compile(r"[一-鿿]{1,12}[〔﹝\[(（【]20\d\d[〕﹞\])）】]第?\d+号")
_DAY = re.compile(r"(20\d\d)年(\d{1,2})月(\d{1,2})日")
_UNDONE = re.compile(r"(?:作了?|做了?|并|分别|先后|依次|出席会议|出席|会上|作)+$")
_PEOPLE_SIGNS = "“”《》 :："


@dataclass(frozen=True, slots=True, kw_only=True)
class Aspect:
    """A fact that plans have: what it is called, and the pattern of the words that print it, where one does."""

    id: str
    type: AnswerType
    zh: str
    en: str
    pattern: re.Pattern[str] | None
    about: bool
    examples: tuple[tuple[str, str], ...]
    counterexamples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A fact of a plan and where its words stand; an empty span where they stand nowhere in one piece."""

    value: str
    label: str
    start: int
    end: int


@functools.cache
def load_aspects() -> dict[str, Aspect]:
    """The facts that can be asked for, by id."""
    return {
        entry["aspect"]: Aspect(
            id=entry["aspect"],
            type=cast("AnswerType", entry["type"]),
            zh=entry["zh"],
            en=entry["en"],
            pattern=re.compile(entry["pattern"]) if "pattern" in entry else None,
            about=entry.get("about", entry["aspect"] == "number"),
            examples=tuple((words, value) for words, value in entry.get("examples", ())),
            counterexamples=tuple(entry.get("counterexamples", ())),
        )
        for entry in load_table("planfacts")["fact"]
    }


def by_pattern(aspect: Aspect, plan: HeldPlan) -> Iterator[Found]:
    """Every place where the pattern of the fact is found."""
    if aspect.pattern is None:
        return
    plain, origins = _plain(plan.text)
    for hit in aspect.pattern.finditer(plain):
        value, label = value_of(hit)
        yield Found(value=value, label=label, start=origins[hit.start()], end=origins[hit.end() - 1] + 1)


def value_of(hit: re.Match[str]) -> tuple[str, str]:
    """The value that a pattern found, and how it is shown: a document's number with its title, a day in digits."""
    groups = {name: words for name, words in hit.groupdict().items() if words}
    number, title = groups.pop("number", None), groups.pop("title", None)
    if title or number:
        return (
            number or f"{title}",
            f"《{title}》({number})" if title and number else f"《{title}》" if title else f"{number}",
        )
    words = next(iter(groups.values()))
    day = _DAY.fullmatch(words)
    return (f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}" if day else words), words


def numbers_cited(plan: HeldPlan) -> Iterator[Found]:
    """The numbers of documents that its text writes."""
    for hit in _NUMBER.finditer(plan.text):
        yield Found(value=hit[0], label=hit[0], start=hit.start(), end=hit.end())


def listed_after(fact: Found, plan: HeldPlan) -> Iterator[Found]:
    """The further documents of a list (《…》《…》、《…》) whose first one was found."""
    hit = _LISTED.match(plan.text, fact.end)
    while hit:
        title, number = "".join(hit[1].split()), hit[2]
        label = f"《{title}》({number})" if number else f"《{title}》"
        yield Found(value=number or title, label=label, start=hit.start(1) - 1, end=hit.end())
        hit = _LISTED.match(plan.text, hit.end())


_LISTED = re.compile(r"\s*[、和及与]?\s*《([^《》]+)》(?:[(（]([^()（）]*\d+号)[)）])?")


def of_record(plan: HeldPlan, value: str | None) -> Iterator[Found]:
    """A fact of the record with the place of its words; a date in its Chinese form."""
    if value:
        start, end = _where(plan, value)
        yield Found(value=value, label=value, start=start, end=end)


def cited(plan: HeldPlan) -> Iterator[Found]:
    """The documents that it cites, by title or number."""
    for name in plan.document.meta.cites:
        yield from of_record(plan, name)


def speakers(plan: HeldPlan, question: str) -> Iterator[Found]:
    """Who did what the question says at the meeting: the words before the verb in its clause."""
    for verb in verbs_asked(question):
        for start, end in sentences(plan.text):
            sentence = plan.text[start:end]
            at = sentence.find(verb)
            if at < 0 or "会" not in plan.text[max(0, start - 200) : end]:
                continue
            clause = max(sentence.rfind(sign, 0, at) for sign in "，,") + 1
            subject = _UNDONE.sub("", sentence[clause:at]).strip(_PEOPLE_SIGNS)
            if subject and not re.match(r"要|会议|各", subject):
                parts = subject.split("、") if verb == "发言" else [subject]
                yield from (Found(value=part, label=part, start=start, end=end) for part in parts)
                return


def verbs_asked(question: str) -> list[str]:
    """The verbs of what people do at meetings that the question asks for; to speak where it says none.

    >>> verbs_asked("这次会谁主持的")
    ['主持']
    """
    done = [entry["verb"] for entry in load_table("planfacts")["done"] if re.search(entry["asked"], fold(question))]
    return done or ["发言"]


def chapters(plan: HeldPlan) -> list[Found]:
    """The parts of the plan: the uppermost headings over its tasks, else the numbered headings of its text."""
    plain = [Found(value=hit[0].strip(), label=hit[0].strip(), start=hit.start(), end=hit.end())
             for hit in _CHAPTER.finditer(plan.text)]  # fmt: skip
    if len(plain) > 1:
        return list({found.value: found for found in reversed(plain)}.values())[::-1]
    tops = dict.fromkeys(task.section.split(" / ")[0] for task in plan.document.tasks if task.section)
    return [
        Found(value=top, label=top, start=at, end=at + len(top)) for top in tops if (at := plan.text.find(top)) >= 0
    ]


_CHAPTER = re.compile(
    r"(?m)^[ \t　]*(?:[一二三四五六七八九十]+、|第[一二三四五六七八九十]+[章部])[^。；\n]{2,30}(?=[ \t　。]*$)"
)


def _where(plan: HeldPlan, value: str) -> tuple[int, int]:
    """Where the value stands, spaces and breaks within it apart; an empty span where it stands nowhere."""
    forms = [value]
    day = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", value)
    if day:
        year, month, number = day[1], int(day[2]), int(day[3])
        forms = [f"{year}年{month}月{number}日", f"{month}月{number}日", value]
    plain, origins = _plain(plan.text)
    at, form = next(((at, form) for form in forms if (at := plain.find("".join(form.split()))) >= 0), (-1, ""))
    return (origins[at], origins[at + len("".join(form.split())) - 1] + 1) if form else (0, 0)


@functools.lru_cache(maxsize=32)
def _plain(text: str) -> tuple[str, list[int]]:
    """The text without white space, and where each of its characters stood."""
    origins = [at for at, letter in enumerate(text) if not letter.isspace()]
    return "".join(text[at] for at in origins), origins
