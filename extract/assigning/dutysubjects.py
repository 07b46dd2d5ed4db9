"""The subjects of duties: units at a place where a sentence can begin, or behind 由.

A group of units (市教育局、市财政局和各区县) is one subject. Beside the known mentions a body may be marked as such
only by what it is told (县投资促进局每月通报…).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.assigning.dutywords import BodyKind, match
from extract.assigning.statements import tidy_name
from extract.naming.unitwords import is_unit
from extract.rulebook import load_pattern
from extract.text.marks import Mark

JOIN = re.compile(r"[、和及与]|以及")
"""What stands between the units of a group."""
_OPENERS = "。；;\n，,：:！”’)）》"
OF = "的"
_ITEM_NUMBER = re.compile(
    r"(?:(?<!\d)\d{1,2}[.．﹒、]|(?<![一-鿿])[一二三四五六七八九十]{1,3}、|[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]|[—－-]{1,2}|[①-⑳]"
    r"|[◎○●■□◆◇▶►▷★☆※▪•]|(?<![^\s。；;：:，,])·)\s*\Z"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The units at the head of a duty and where the words about them begin."""

    marks: tuple[Mark, ...]
    start: int
    end: int
    open: bool
    commanded: bool
    founded: bool


def find_subjects(text: str, units: Sequence[Mark]) -> Iterator[Subject]:
    """Groups of units joined by 、 or 和, or like 各地各有关部门, at a place where a sentence can begin."""
    number = 0
    while number < len(units):
        group = [units[number]]
        start = group[0].start
        commanded, founded = _introduced(text[max(0, start - 3) : start])
        opens = commanded or founded or _opens_sentence(text, start)
        if not opens and (first := _first_listed(text, start)):
            group.insert(0, first)
            start, opens = first.start, True
        while True:
            following = units[number + 1] if number + 1 < len(units) else None
            if following and _joins(text, group[-1], following, opens=opens):
                number += 1
                group.append(following)
            elif opens and (listed := _listed(text, group[-1].end)):
                group.append(listed)
            else:
                break
        number += 1
        while number < len(units) and units[number].start < group[-1].end:
            number += 1
        if opens and not _is_told_of(text, start):
            etc = match("etc", text[group[-1].end : group[-1].end + 40])
            end = group[-1].end + (etc.end() if etc else 0)
            yield Subject(
                marks=tuple(group), start=start, end=end, open=bool(etc), commanded=commanded, founded=founded
            )


@functools.lru_cache(maxsize=4096)
def _introduced(before: str) -> tuple[bool, bool]:
    """Whether words stand before a unit that command it (由) or found it (成立)."""
    return match("commanded", before) is not None, match("founded", before) is not None


def _joins(text: str, one: Mark, other: Mark, *, opens: bool) -> bool:
    between = text[one.end : other.start]
    each = text.startswith("各", other.start) and "collective" in (one.label, other.label)
    return JOIN.fullmatch(between) is not None or (each and between in (("", "，", ",") if opens else ("",)))


def _first_listed(text: str, place: int) -> Mark | None:
    """The unit that opens a list which goes on at the place and that only its place in it tells."""
    if text[place - 1 : place] != "、":
        return None
    before = max(0, place - 18)
    item = load_pattern("duties", "duty.listed.first").search(text, before, place)
    if not item or not is_unit(item["name"]):
        return None
    return Mark(start=item.start("name"), end=item.end("name"), rule="duty.listed.first", label="organ")


def _listed(text: str, place: int) -> Mark | None:
    """The unit that goes on a list and that only its place in it tells: of 市教育局、团区委和区文联要 the last."""
    item = load_pattern("duties", "duty.listed").match(text, place)
    if not item or not is_unit(item["name"]):
        return None
    return Mark(start=item.start("name"), end=item.end("name"), rule="duty.listed", label="organ")


def _opens_sentence(text: str, start: int) -> bool:
    before = character_before(text, start)
    if before in _OPENERS or before == OF or _ITEM_NUMBER.search(text, max(0, start - 6), start):
        return True
    return before == "前" and match("clock", text[max(0, start - 12) : start].rstrip()) is not None


def _is_told_of(text: str, start: int) -> bool:
    """Whether the words of the sentence before the place make it a report, a question or a part of a title."""
    opening = max(text.rfind(glyph, max(0, start - 80), start) for glyph in "。；;\n") + 1
    return match("past", text[max(opening, start - 80) : start]) is not None


def character_before(text: str, start: int) -> str:
    """The last character before a place that is no padding; a line feed at the beginning."""
    return text[max(0, start - 40) : start].rstrip(" \t　")[-1:] or "\n"


def stands_alone(text: str, subject: Subject) -> bool:
    """Whether the subject is the head of a paragraph: （一）市教育局。负责招生."""
    before = character_before(text, subject.start)
    return before == "\n" or _ITEM_NUMBER.search(text, max(0, subject.start - 6), subject.start) is not None


def body_kind(text: str, subject: Subject) -> BodyKind:
    """The vaguest kind among the units of a subject."""
    if any(_is_generic(mark.words(text)) for mark in subject.marks):
        return "class"
    labels = {mark.label for mark in subject.marks}
    return "place" if labels == {"place"} else "collective" if labels & {"collective", "place", "post"} else "body"


@functools.lru_cache(maxsize=1024)
def _is_generic(words: str) -> bool:
    return match("generic", tidy_name(words)) is not None
