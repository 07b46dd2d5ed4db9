"""Inline duties: a public body told in running text to do something specific and checkable.

A duty has a subject (units at the head of a sentence or behind 由), words that oblige or act directly behind it, and
something that can be checked; general appeals (要高度重视, 各司其职) and reports of what happened are none.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from extract.marks import Mark
from extract.passages import Passage
from extract.records import ROLES, Role
from extract.roles import closing_verb
from extract.rulebook import Rule, load_rules
from extract.statements import Named, Reading, tidy_name
from extract.stretches import merged, touches

_JOIN = re.compile(r"[、和及与]|以及|，(?=各)|,(?=各)")
_END = re.compile(r"[。；;\n]|$")
_OPENERS = "。；;\n，,：:！”’)）"
_OF = "的"
_ITEM_NUMBER = re.compile(r"(?:(?<!\d)\d{1,2}[.．﹒、]|(?<![一-鿿])[一二三四五六七八九十]{1,3}、)\s*\Z")
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


def _duty_end(text: str, subject: _Subject, following: Sequence[_Subject]) -> int:
    """Where the duty's words end: with the sentence, or where another subject behind a comma is told something."""
    end = _sentence_end(text, subject.end)
    has_partners = _match("opening", text[subject.end : end]) is not None
    for other in following:
        if has_partners and _match("closing", text[other.end : other.end + 16]):
            continue  # X牵头，Y配合，…: the partners belong to this duty
        behind_comma = text[subject.end : other.start].rstrip()[-1:] in ("，", ",")
        if other.start < end and behind_comma and _acts(text, other, text[other.end : end]):
            return other.start - 1
    return end


def _subjects(text: str, units: Sequence[Mark]) -> Iterator[_Subject]:
    """Groups of units joined by 、 or 和, at a place where a sentence can begin."""
    number = 0
    while number < len(units):
        group = [units[number]]
        while number + 1 < len(units) and _JOIN.fullmatch(text, group[-1].end, units[number + 1].start):
            number += 1
            group.append(units[number])
        number += 1
        start = group[0].start
        before = text[max(0, start - 2) : start]
        commanded, founded = (_match(kind, before) is not None for kind in ("commanded", "founded"))
        if commanded or founded or _opens_sentence(text, start):
            etc = _match("etc", text[group[-1].end : group[-1].end + 40])
            end = group[-1].end + (etc.end() if etc else 0)
            yield _Subject(
                marks=tuple(group), start=start, end=end, open=bool(etc), commanded=commanded, founded=founded
            )


def _opens_sentence(text: str, start: int) -> bool:
    before = _character_before(text, start)
    return before in _OPENERS or before == _OF or _ITEM_NUMBER.search(text, max(0, start - 6), start) is not None


def _character_before(text: str, start: int) -> str:
    """The last character before a place that is no padding; a line feed at the beginning."""
    return text[max(0, start - 40) : start].rstrip(" \t　")[-1:] or "\n"


def _sentence_end(text: str, start: int) -> int:
    limit = min(len(text), start + _LONGEST)
    found = _END.search(text, start, limit)
    return found.start() if found else limit


def _read_duty(text: str, subject: _Subject, end: int, units: Sequence[Mark]) -> Reading | None:
    words = text[subject.end : end]
    if not words or _match("narrative", words):
        return None
    if not (subject.commanded or _acts(text, subject, words)) or not _checkable(text, subject, words):
        return None
    role, rule = _first_role(words)
    named = [_named(text, mark, role, rule) for mark in subject.marks]
    helpers = [*_helpers(text, subject.end, words, units), *_partners(text, subject.end, words, units)]
    return Reading(named=(*named, *helpers), open=(role,) if subject.open else (), worded=True)


def _acts(text: str, subject: _Subject, words: str) -> bool:
    """Whether the words behind the subject oblige it; behind 的 or 成立 only words behind a comma are its own."""
    if _match("comma", words):
        return True
    behind_of = _character_before(text, subject.start) == _OF
    return _match("duty", words) is not None and not behind_of and not subject.founded


def _checkable(text: str, subject: _Subject, words: str) -> bool:
    """Whether the duty can be checked; whole classes of units need a concrete act, and no appeal beside it."""
    concrete = any(_match(kind, words) for kind in ("concrete", "comma"))
    appeal = _match("exhortation", words) is not None
    if all(_match("generic", tidy_name(mark.words(text))) for mark in subject.marks):
        return concrete and not appeal
    if all(mark.label == "place" for mark in subject.marks):
        return concrete
    return concrete or not appeal


def _first_role(words: str) -> tuple[Role, str]:
    """The role that the first words give, and the id of the rule that knows them."""
    for role in ROLES:
        for rule in _rules(f"first.{role}"):
            if rule.pattern.search(words):
                return role, rule.id
    acts = (rule.id for kind in ("comma", "duty") for rule in _rules(kind) if rule.pattern.search(words))
    return "responsible", next(acts, "duty.commanded")


def _match(kind: str, words: str) -> re.Match[str] | None:
    """The first find of the rules of a kind in the words."""
    return next((found for rule in _rules(kind) if (found := rule.pattern.search(words))), None)


@functools.cache
def _rules(kind: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in load_rules("duties") if rule.kind == kind)


def _named(text: str, mark: Mark, role: Role, rule: str) -> Named:
    return Named(text=mark.words(text), start=mark.start, end=mark.end, role=role, rule=rule)


def _helpers(text: str, start: int, words: str, units: Sequence[Mark]) -> list[Named]:
    """The Y of X会同Y."""
    together = _match("together", words)
    if not together:
        return []
    at, helpers = start + together.end(), []
    for mark in units:
        if mark.start == at:
            helpers.append(_named(text, mark, "cooperating", "duty.together"))
            joined = _JOIN.match(text, mark.end)
            at = joined.end() if joined else -1
    return helpers


def _partners(text: str, start: int, words: str, units: Sequence[Mark]) -> list[Named]:
    """The Y of X牵头，Y配合，…: units behind a comma whose verb closes their list."""
    opening = _match("opening", words)
    at = start + opening.end() if opening else -1
    partners: list[Named] = []
    group: list[Mark] = []
    for mark in units[bisect_left(units, at, key=attrgetter("start")) :] if opening else ():
        if mark.start != at:
            break
        group.append(mark)
        etc = _match("etc", text[mark.end : mark.end + 40])
        behind = mark.end + (etc.end() if etc else 0)
        joined = _JOIN.match(text, behind) or re.compile("[，,]").match(text, behind)
        closed = _match("closing", text[behind : behind + 16])
        at = joined.end() if joined else behind + closed.end() if closed else -1
        verb = closing_verb(closed[0].rstrip("，,；;。\n")) if closed else None
        if verb:
            partners += [_named(text, one, role, verb.rule) for one in group for role in verb.roles]
            group = []
    return partners
