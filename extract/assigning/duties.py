"""Inline duties: a public body told in running text to do something specific and checkable.

A duty has a subject (units at the head of a sentence or behind 由) and words that oblige it or act directly behind it
(:mod:`extract.assigning.dutywords`); general appeals (要高度重视, 各司其职), reports of what happened and words that
only describe a body are none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import attrgetter

from extract.assigning.cuedlists import CuedList
from extract.assigning.dutynames import with_named
from extract.assigning.dutysubjects import JOIN, OF, Subject, body_kind, character_before, find_subjects, stands_alone
from extract.assigning.dutywords import is_checkable, is_report, match, read_predicate, roles_of
from extract.assigning.passages import Passage
from extract.assigning.roles import closing_verb
from extract.assigning.statements import Named, Reading
from extract.records import Role
from extract.text.marks import Mark
from extract.text.stretches import merged, touches

_COMMAS = re.compile("[，,]")
_END = re.compile(r"[。；;\n？?]|$")
_LONGEST = 500
"""Characters after which words without a stop are no sentence any more."""


_INTRODUCED = 10
"""Characters from a comma to a body behind 由 within which another duty may begin."""

_TELLING = 100
"""Characters behind a subject in which the words that make its sentence a report stand."""


def find_duties(
    text: str, units: Sequence[Mark], taken: Sequence[Passage], lists: Sequence[CuedList] = ()
) -> list[Passage]:
    """The inline duties of the text outside the statements already ``taken``, in order.

    ``units`` are the unit mentions of the text, sorted and not overlapping, ``lists`` those that words of role end.
    """
    units = with_named(text, units, lists)
    found: list[Passage] = []
    subjects = list(find_subjects(text, units))
    others = {item.start for one in lists for item in one.others}
    read = merged((one.start, one.end) for one in taken)
    starts = sorted(one.start for one in taken)
    for number, subject in enumerate(subjects):
        if touches(subject.start, subject.end, read) or (found and subject.start < found[-1].end):
            continue
        end = _duty_end(text, subject, subjects[number + 1 : number + 4])
        duty = _read_duty(text, subject, end, units)
        if duty:
            duty = replace(duty, named=tuple(unit for unit in duty.named if unit.start not in others))
            following = bisect_left(starts, subject.end)
            stop = min([end, *starts[following : following + 1]])
            found.append(Passage(kind="inline", start=subject.start, end=max(stop, subject.end), reading=duty))
    return found


def _sentence_end(text: str, start: int) -> int:
    limit = min(len(text), start + _LONGEST)
    found = _END.search(text, start, limit)
    return found.start() if found else limit


def _duty_end(text: str, subject: Subject, following: Sequence[Subject]) -> int:
    """Where the duty's words end: with the sentence, or where another subject behind a comma is told something."""
    end = _sentence_end(text, subject.end)
    if end == subject.end and match("stop", text[end : end + 12]) and stands_alone(text, subject):
        return _sentence_end(text, end + 1)
    has_partners = match("opening", text[subject.end : end]) is not None
    for other in following:
        if has_partners and match("closing", text[other.end : other.end + 16]):
            continue  # X牵头，Y配合，…: the partners belong to this duty
        comma = max(text.rfind(glyph, subject.end, other.start) for glyph in "，,")
        toward = other.commanded and match("toward", text[comma : other.start])
        near = toward or other.start - comma <= (_INTRODUCED if other.commanded else 1)
        if other.start < end and comma >= 0 and near and _acts(text, other, end):
            return comma
    return end


def _read_duty(text: str, subject: Subject, end: int, units: Sequence[Mark]) -> Reading | None:
    words = _own_words(text, subject, end)
    if text[end : end + 1] in ("？", "?") or not _acts(text, subject, end):
        return None
    if not is_checkable(words, body_kind(text, subject)):
        return None
    helpers, behind = _helpers(text, end - len(words), words, units)
    roles, rule = roles_of(read_predicate(text[behind:end] if helpers else words).words)
    called = words.lstrip("，,要应")
    if "lead" not in roles and match("first.lead", called):
        roles, rule = ("lead",), "duty.first.lead"
    elif called.startswith(("为", "作为")) and match("first.cooperating", called):
        roles, rule = ("cooperating",), "duty.first.cooperating"
    named = [_named(text, mark, role, rule) for mark in subject.marks for role in roles]
    partners = _partners(text, end - len(words), words, units)
    return Reading(named=(*named, *helpers, *partners), open=roles[:1] if subject.open else (), worded=True)


def _own_words(text: str, subject: Subject, end: int) -> str:
    """The words behind the subject without the glyph of X：负责…; empty where a colon stands before something else."""
    words = text[subject.end : end]
    if words[:1] not in ("：", ":", "。", "."):
        return words
    listed = stands_alone(text, subject) or character_before(text, subject.start) in "；;。"
    named = body_kind(text, subject) != "class"
    told = match("colon", words) or match("stop", words)
    return words[told.start("act") :] if listed and named and told else ""


def _acts(text: str, subject: Subject, end: int) -> bool:
    """Whether the words behind the subject tell it something; behind 的 or 成立 only words behind a comma do."""
    words = _own_words(text, subject, end)
    if not words or not (match("comma", words) or _is_told(text, subject, words)):
        return False
    titled = text[end : end + 1] in ("\n", "") and match("title", words)
    told = words[:_TELLING]
    handed = match("handed", told)
    return not titled and not is_report(told[: handed.start()] if handed else told)


def _is_told(text: str, subject: Subject, words: str) -> bool:
    """Whether the words directly behind the subject are what it has to do."""
    if words[0] == "和" or (words[0] in "，,、" and not subject.commanded):
        return False
    if character_before(text, subject.start) == OF or subject.founded:
        return False
    predicate = read_predicate(words)
    acts_at_once = match("act", words) or match("rhythm", words)
    if body_kind(text, subject) == "place" and not (predicate.obliged or acts_at_once):
        return False
    return predicate.obliged or ((subject.commanded or predicate.acts) and not predicate.describes)


def _named(text: str, mark: Mark, role: Role, rule: str) -> Named:
    return Named(text=mark.words(text), start=mark.start, end=mark.end, role=role, rule=rule)


def _from(units: Sequence[Mark], place: int) -> Iterator[Mark]:
    """The units from a place on."""
    return (units[number] for number in range(bisect_left(units, place, key=attrgetter("start")), len(units)))


def _helpers(text: str, start: int, words: str, units: Sequence[Mark]) -> tuple[list[Named], int]:
    """The Y of X会同Y and where the words behind them begin."""
    together = match("together", words)
    if not together:
        return [], start
    at, behind, helpers = start + together.end(), start + together.end(), list[Named]()
    for mark in _from(units, at):
        if mark.start != at:
            break
        helpers.append(_named(text, mark, "cooperating", "duty.together"))
        joined = JOIN.match(text, mark.end)
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
    for mark in _from(units, at) if opening else ():
        if mark.start != at:
            break
        group.append(mark)
        etc = match("etc", text[mark.end : mark.end + 40])
        behind = mark.end + (etc.end() if etc else 0)
        joined = JOIN.match(text, behind) or _COMMAS.match(text, behind)
        closed = match("closing", text[behind : behind + 16])
        at = joined.end() if joined else behind + closed.end() if closed else -1
        verb = closing_verb(closed[0].rstrip("，,；;。\n")) if closed else None
        if verb:
            partners += [_named(text, one, role, verb.rule) for one in group for role in verb.roles]
            group = []
    return partners
