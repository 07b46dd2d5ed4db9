"""What words that were missed mean by the rules of times and targets; words of a clause that may have been missed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from extract.dating.deadlines import find_column_deadlines
from extract.dating.duedays import plan_of, read_deadlines
from extract.dating.times import parse_deadline
from extract.measuring.targets import find_targets, read_targets
from extract.records import Comparison, Deadline, Document, Span, Target, Task
from graph.unfold import plan_year

MOST = 8
"""Pieces of a clause that are offered."""

_PIECE = re.compile(
    r"[^，。；：、！？,;:!?()（）\s“”](?:[^，。；：、！？,;:!?()（）\n“”]*[^，。；：、！？,;:!?()（）\s“”])?"
)
_LONGEST = 40
_DATE = re.compile(
    r"(?:\d{4}年)?\d{1,2}月(?:份?[上中下]旬|\d{1,2}[日号]|[底末初])?(?:以?前|之前)?|\d{4}年(?:[底末内]|[上下]半年)?(?:以?前)?"
)
_TIME = re.compile(
    r"[\d〇零一二三四五六七八九十]+\s*(?:年|月|季度|日|号|天|周|个工作日|时)|年[底末内]|月[底末]|每[年月周日季]|季[前末]|期间|前完成"
)
_NUMBER = re.compile(r"\d|[一二三四五六七八九十]+成|清零|翻[一两]?番|全覆盖")


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """The first and the last day of a deadline in ISO form; ``rrule`` holds what no day can say."""

    first: str | None = None
    last: str | None = None
    rrule: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """What a target is: what is measured, how it is compared, the value, and its measure as printed."""

    indicator: str
    comparison: Comparison
    value: float
    measure: str | None = None


def days_meant(document: Document, words: str) -> Days | None:
    """The days that the words mean by the rules of times, as if they stood under a head of times; None if they don't.

    Of words that are a time without a day (采暖期) they are ``rrule``.
    """
    marks = find_column_deadlines(words, 0, len(words))
    if len(marks) != 1:
        return None
    meta = document.meta
    plan = plan_of(meta.title, meta.date, plan_year(meta.title, meta.date))
    alone = parse_deadline(marks[0].words(words), year=plan.year, issued=plan.issued)
    for read in read_deadlines(words, marks, plan=plan):
        if alone or read.from_ or read.to:
            return Days(first=read.from_, last=read.to, rrule=read.rrule)
    return Days(last=alone.last_day.isoformat()) if alone and alone.last_day else None


def aim_meant(words: str) -> Aim | None:
    """What the words set by the rules of targets, of several targets the first; None where these read none."""
    for read in read_targets(words, find_targets(words)):
        return Aim(indicator=read.indicator, comparison=read.op, value=float(read.value), measure=read.unit)
    return None


def pieces(document: Document, text: str, task_id: str, kind: Literal["deadline", "target"]) -> list[str]:
    """Pieces of the task's clause that hold a time or a number and were not read as a deadline or a target."""
    facts: Sequence[Deadline] | Sequence[Target] = document.deadlines if kind == "deadline" else document.targets
    telling = _TIME if kind == "deadline" else _NUMBER
    found = dict.fromkeys(
        _date_in(one.of(text)) if kind == "deadline" else one.of(text)
        for task in document.tasks
        if task.id == task_id
        for one in _pieces(text, task)
        if telling.search(text, one.start, one.end)
        and not any(each.start < one.end and one.start < each.end for each in facts)
    )
    return list(found)[:MOST]


def _date_in(words: str) -> str:
    """The only date that stands in the words, else all of them."""
    dates = _DATE.findall(words)
    return dates[0] if len(dates) == 1 else words


def _pieces(text: str, task: Task) -> Iterator[Span]:
    begin = task.start + len(task.number or "")
    for one in _PIECE.finditer(text, begin, task.end):
        if 1 < one.end() - one.start() <= _LONGEST:
            yield Span(start=one.start(), end=one.end())
