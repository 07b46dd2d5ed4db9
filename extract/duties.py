"""Inline duties: a public body told in running text to do something specific and checkable.

A duty has a subject (units at the head of a sentence or behind 由) and words that oblige it or act directly behind it
(:mod:`extract.dutywords`); general appeals (要高度重视, 各司其职), reports of what happened and words that only describe
a body are none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from extract.dutywords import BodyKind, is_checkable, is_told, match, read_predicate, roles_of
from extract.marks import Mark
from extract.passages import Passage
from extract.records import Role
from extract.roles import closing_verb
from extract.rulebook import load_pattern
from extract.statements import Named, Reading, tidy_name
from extract.stretches import merged, touches
from extract.unitwords import is_unit

_JOIN = re.compile(r"[、和及与]|以及")
_ITEM = load_pattern("duties", "duty.listed")
_COMMAS = re.compile("[，,]")
_END = re.compile(r"[。；;\n？?]|$")
_OPENERS = "。；;\n，,：:！”’)）》"
_OF = "的"
_ITEM_NUMBER = re.compile(
    r"(?:(?<!\d)\d{1,2}[.．﹒、]|(?<![一-鿿])[一二三四五六七八九十]{1,3}、|[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]|[—－-]{1,2}|[①-⑳])\s*\Z"
)
_LONGEST = 800
"""Characters after which words without a stop are no sentence any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Subject:
    """The units at the head of a duty and where the words about them begin."""

    marks: tuple[Mark, ...]
    start: int
    end: int
    open: bool
    commanded: bool
    founded: bool


def find_duties(text: str, units: Sequence[Mark], taken: Sequence[Passage]) -> list[Passage]:
    """The inline duties of the text outside the statements already ``taken``, in order.

    ``units`` are the unit mentions of the text, sorted and not overlapping.
    """
    found: list[Passage] = []
    subjects = list(_subjects(text, units))
    read = merged((one.start, one.end) for one in taken)
    starts = sorted(one.start for one in taken)
    for number, subject in enumerate(subjects):
        if touches(subject.start, subject.end, read) or (found and subject.start < found[-1].end):
            continue
        end = _duty_end(text, subject, subjects[number + 1 : number + 4])
        duty = _read_duty(text, subject, end, units)
        if duty:
            following = bisect_left(starts, subject.end)
            stop = min([end, *starts[following : following + 1]])
            found.append(Passage(kind="inline", start=subject.start, end=max(stop, subject.end), reading=duty))
    return found


def _subjects(text: str, units: Sequence[Mark]) -> Iterator[_Subject]:
    """Groups of units joined by 、 or 和, or like 各地各有关部门, at a place where a sentence can begin."""
    number = 0
    while number < len(units):
        group = [units[number]]
        start = group[0].start
        before = text[max(0, start - 3) : start]
        commanded, founded = (match(kind, before) is not None for kind in ("commanded", "founded"))
        opens = commanded or founded or _opens_sentence(text, start)
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
            yield _Subject(
                marks=tuple(group), start=start, end=end, open=bool(etc), commanded=commanded, founded=founded
            )


def _joins(text: str, one: Mark, other: Mark, *, opens: bool) -> bool:
    between = text[one.end : other.start]
    each = text.startswith("各", other.start) and "collective" in (one.label, other.label)
    return _JOIN.fullmatch(between) is not None or (each and between in (("", "，", ",") if opens else ("",)))


def _listed(text: str, place: int) -> Mark | None:
    """The unit that goes on a list and that only its place in it tells: of 市教育局、团区委和区文联要 the last."""
    item = _ITEM.match(text, place)
    if not item or not is_unit(item["name"]):
        return None
    return Mark(start=item.start("name"), end=item.end("name"), rule="duty.listed", label="organ")


def _opens_sentence(text: str, start: int) -> bool:
    before = _character_before(text, start)
    return before in _OPENERS or before == _OF or _ITEM_NUMBER.search(text, max(0, start - 6), start) is not None


def _is_told_of(text: str, start: int) -> bool:
    """Whether the words of the sentence before the place make it a report, a question or a part of a title."""
    opening = max(text.rfind(glyph, max(0, start - 80), start) for glyph in "。；;\n") + 1
    return match("past", text[max(opening, start - 80) : start]) is not None


def _character_before(text: str, start: int) -> str:
    """The last character before a place that is no padding; a line feed at the beginning."""
    return text[max(0, start - 40) : start].rstrip(" \t　")[-1:] or "\n"


def _sentence_end(text: str, start: int) -> int:
    limit = min(len(text), start + _LONGEST)
    found = _END.search(text, start, limit)
    return found.start() if found else limit


def _duty_end(text: str, subject: _Subject, following: Sequence[_Subject]) -> int:
    """Where the duty's words end: with the sentence, or where another subject behind a comma is told something."""
    end = _sentence_end(text, subject.end)
    if end == subject.end and match("stop", text[end : end + 12]) and _stands_alone(text, subject):
        return _sentence_end(text, end + 1)
    has_partners = match("opening", text[subject.end : end]) is not None
    for other in following:
        if has_partners and match("closing", text[other.end : other.end + 16]):
            continue  # X牵头，Y配合，…: the partners belong to this duty
        comma = max(text.rfind(glyph, subject.end, other.start) for glyph in "，,")
        near = other.start - comma <= (10 if other.commanded else 1)
        if other.start < end and comma >= 0 and near and _acts(text, other, end):
            return comma
    return end


def _stands_alone(text: str, subject: _Subject) -> bool:
    """Whether the subject is the head of a paragraph: （一）市教育局。负责招生."""
    before = _character_before(text, subject.start)
    return before == "\n" or _ITEM_NUMBER.search(text, max(0, subject.start - 6), subject.start) is not None


def _read_duty(text: str, subject: _Subject, end: int, units: Sequence[Mark]) -> Reading | None:
    words = _own_words(text, subject, end)
    if text[end : end + 1] in ("？", "?") or not _acts(text, subject, end):
        return None
    if not is_checkable(words, _body_kind(text, subject)):
        return None
    helpers, behind = _helpers(text, end - len(words), words, units)
    roles, rule = roles_of(read_predicate(text[behind:end] if helpers else words).words)
    if "lead" not in roles and match("first.lead", words.lstrip("，,要应")):
        roles, rule = ("lead",), "duty.first.lead"
    named = [_named(text, mark, role, rule) for mark in subject.marks for role in roles]
    partners = _partners(text, end - len(words), words, units)
    return Reading(named=(*named, *helpers, *partners), open=roles[:1] if subject.open else (), worded=True)


def _own_words(text: str, subject: _Subject, end: int) -> str:
    """The words behind the subject without the glyph of X：负责…; empty where a colon stands before something else."""
    words = text[subject.end : end]
    if words[:1] not in ("：", ":", "。", "."):
        return words
    listed = _stands_alone(text, subject) or _character_before(text, subject.start) in "；;。"
    named = _body_kind(text, subject) != "class"
    told = match("colon", words) or match("stop", words)
    return words.lstrip("：:。. 　") if listed and named and told else ""


def _acts(text: str, subject: _Subject, end: int) -> bool:
    """Whether the words behind the subject tell it something; behind 的 or 成立 only words behind a comma do."""
    words = _own_words(text, subject, end)
    titled = text[end : end + 1] in ("\n", "") and match("title", words)
    if not words or titled or match("narrative", words):
        return False
    if match("comma", words):
        return True
    if words[0] in "，," and not subject.commanded:
        return False
    if _character_before(text, subject.start) == _OF or subject.founded:
        return False
    predicate = read_predicate(words)
    if _body_kind(text, subject) == "place" and not (predicate.obliged or match("act", words)):
        return False
    return is_told(words, predicate, commanded=subject.commanded)


def _body_kind(text: str, subject: _Subject) -> BodyKind:
    """The vaguest kind among the units of a subject."""
    if any(match("generic", tidy_name(mark.words(text))) for mark in subject.marks):
        return "class"
    labels = {mark.label for mark in subject.marks}
    return "place" if labels == {"place"} else "collective" if labels & {"collective", "place", "post"} else "body"


def _named(text: str, mark: Mark, role: Role, rule: str) -> Named:
    return Named(text=mark.words(text), start=mark.start, end=mark.end, role=role, rule=rule)


def _helpers(text: str, start: int, words: str, units: Sequence[Mark]) -> tuple[list[Named], int]:
    """The Y of X会同Y and where the words behind them begin."""
    together = match("together", words)
    if not together:
        return [], start
    at, behind, helpers = start + together.end(), start + together.end(), list[Named]()
    for mark in units[bisect_left(units, at, key=attrgetter("start")) :]:
        if mark.start != at:
            break
        helpers.append(_named(text, mark, "cooperating", "duty.together"))
        joined = _JOIN.match(text, mark.end)
        each = text.startswith("各", mark.end)
        behind = mark.end
        at = joined.end() if joined else mark.end if each else -1
    etc = match("etc", text[behind : behind + 40])
    return helpers, behind + (etc.end() if etc else 0)


def _partners(text: str, start: int, words: str, units: Sequence[Mark]) -> list[Named]:
    """The Y of X牵头，Y配合，…: units behind a comma whose verb closes their list."""
    opening = match("opening", words)
    at = start + opening.end() if opening else -1
    partners: list[Named] = []
    group: list[Mark] = []
    for mark in units[bisect_left(units, at, key=attrgetter("start")) :] if opening else ():
        if mark.start != at:
            break
        group.append(mark)
        etc = match("etc", text[mark.end : mark.end + 40])
        behind = mark.end + (etc.end() if etc else 0)
        joined = _JOIN.match(text, behind) or _COMMAS.match(text, behind)
        closed = match("closing", text[behind : behind + 16])
        at = joined.end() if joined else behind + closed.end() if closed else -1
        verb = closing_verb(closed[0].rstrip("，,；;。\n")) if closed else None
        if verb:
            partners += [_named(text, one, role, verb.rule) for one in group for role in verb.roles]
            group = []
    return partners
