"""What people corrected in what was read of a document: append-only, each with who, when and why, undoable.

A correction speaks of one unit of one statement, one deadline or one target, by the words of the document
(:mod:`graph.anchors`). So it holds when the file is read again, with newer rules too, and for a new version in which
the words still stand; where they are gone or could be several places it is kept and does nothing. Of several on one
place the last one holds.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from extract.records import ROLES, Comparison, Role
from graph.anchors import Anchor
from graph.errors import GraphError
from graph.recurrences import repeats

Change = Literal["role", "not-unit", "unit", "date", "not-deadline", "deadline", "value", "not-target", "target"]

WORDS: dict[Change, tuple[str, str]] = {
    "role": ("改角色", "another role"),
    "not-unit": ("不是该任务的单位", "no unit of this task"),
    "unit": ("补单位", "a unit that was missed"),
    "date": ("改日期", "another date"),
    "not-deadline": ("不是时限", "no deadline"),
    "deadline": ("补时限", "a deadline that was missed"),
    "value": ("改目标值", "another value"),
    "not-target": ("不是目标", "no target"),
    "target": ("补目标", "a target that was missed"),
}
"""What each kind of correction is called, in Chinese and in English."""

COMPARISONS: dict[Comparison, str] = {"<=": "≤", ">=": "≥", "=": "=", "decrease>=": "↓≥", "increase>=": "↑≥"}
"""The sign of each comparison."""

State = Literal["applied", "replaced", "unread", "gone"]

STATES: dict[State, tuple[str, str]] = {
    "applied": ("有效", "holds"),
    "replaced": ("已有更晚的更正", "replaced by a later one"),
    "unread": ("不再适用：这些文字现在不这样识别", "no longer applies: these words are not read so now"),
    "gone": (
        "不再适用：原文已改，或无法确定是哪一处",
        "no longer applies: the words are gone, or could be several places",
    ),
}
"""What became of a correction that was not taken back, in the document as it is held."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class CorrectionError(GraphError, ValueError):
    """A correction that means nothing, or of what is not there; the message is for the user."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One correction of a document, at an ISO time; ``number`` is given by the library.

    ``words`` are those of the unit, deadline or target without white space, the ``nth`` of their places in the
    anchor's quote; what a rule implied (``implied``) has no place in it. ``task`` is the title of the task and ``read``
    what had been read then. What holds instead: ``role``; of a unit that was missed also its id and full name;
    ``first_day`` and ``last_day``, of a deadline that was missed also the ``rrule`` where it repeats or has no day; or
    ``value``, of a target that was missed also its ``indicator``, ``comparison`` and ``measure``. ``undoes`` is the
    number of an earlier correction that this one takes back; its own change then means nothing.
    """

    number: int = 0
    at: str
    who: str
    doc: str
    change: Change
    task: str
    anchor: Anchor
    words: str
    nth: int = 0
    implied: bool = False
    read: str | None = None
    role: Role | None = None
    unit: str | None = None
    name: str | None = None
    first_day: str | None = None
    last_day: str | None = None
    value: float | None = None
    note: str = ""
    undoes: int | None = None
    rrule: str | None = None
    indicator: str | None = None
    comparison: Comparison | None = None
    measure: str | None = None

    @property
    def now(self) -> str | None:
        """What holds now, written as :attr:`read` is; None where nothing does."""
        if self.change in ("role", "unit"):
            return self.role
        if self.change in ("date", "deadline"):
            return self.rrule if repeats(self.rrule) else interval(self.first_day, self.last_day)
        if self.change == "target" and self.comparison and self.value is not None:
            sign = COMPARISONS[self.comparison]
            return f"{self.indicator or ''} {sign} {self.value:g}{self.measure or ''}".strip()
        return f"{self.value:g}" if self.change == "value" else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """What became of a correction in the document as it is held, and the task whose words it speaks of."""

    doc: str
    number: int
    state: State
    task: str | None


def interval(first: str | None, last: str | None) -> str:
    """Days as an ISO interval, open where there is no day.

    >>> interval(None, "2024-06-30")
    '../2024-06-30'
    """
    return f"{first or '..'}/{last or '..'}"


def standing_corrections(corrections: Iterable[Correction]) -> tuple[Correction, ...]:
    """The corrections that were not taken back, in the order they were made."""
    ordered = sorted(corrections, key=lambda one: one.number)
    undone = {one.undoes for one in ordered}
    return tuple(one for one in ordered if one.undoes is None and one.number not in undone)


def by_document(corrections: Iterable[Correction]) -> dict[str, list[Correction]]:
    """The corrections of each document, in the order they were made."""
    found: dict[str, list[Correction]] = {}
    for one in corrections:
        found.setdefault(one.doc, []).append(one)
    return found


def taking_back(corrections: Iterable[Correction], number: int, *, who: str, at: str, note: str = "") -> Correction:
    """The correction that takes back the one of this number.

    Raises:
        CorrectionError: none of this number stands.
    """
    taken = next((one for one in standing_corrections(corrections) if one.number == number), None)
    if taken is None:
        raise CorrectionError(f"没有仍然有效的第{number}条更正可以撤销。请用 zeren correct 查看全部更正的编号。")
    return replace(taken, number=0, at=at, who=who, note=note, undoes=number)


def check_correction(correction: Correction, before: Iterable[Correction]) -> None:
    """Return if the correction can be added to these.

    Raises:
        CorrectionError: nobody makes it, it changes nothing, or it takes back what does not stand.
    """
    if not correction.who.strip():
        raise CorrectionError("请写明由谁更正。")
    if correction.change not in WORDS:
        raise CorrectionError(f"更正只能是 {'、'.join(f'{name}（{zh}）' for name, (zh, _) in WORDS.items())}。")
    if correction.undoes is not None:
        if correction.undoes not in {one.number for one in standing_corrections(before)}:
            raise CorrectionError(f"没有仍然有效的第{correction.undoes}条更正可以撤销。")
        return
    if not correction.words or not correction.anchor.quote:
        raise CorrectionError("请写明更正的是原文的哪些字。")
    _check_value(correction)


def _check_value(one: Correction) -> None:
    if one.change in ("role", "unit") and one.role not in ROLES:
        raise CorrectionError(f"角色只能是 {'、'.join(ROLES)}。")
    if one.change == "unit" and not (one.unit and one.name):
        raise CorrectionError("请写明补的是哪个单位。")
    if one.change in ("date", "deadline"):
        days = [day for day in (one.first_day, one.last_day) if day is not None]
        if (one.change == "date" and not days) or not all(map(is_day, days)) or days != sorted(days):
            raise CorrectionError("日期请写成 2024-06-30 这样，起始日不晚于截止日。")
    if one.change in ("value", "target") and (one.value is None or not math.isfinite(one.value)):
        raise CorrectionError("目标值请写成数字。")
    if one.change == "target" and not (one.comparison in COMPARISONS and (one.indicator or "").strip()):
        raise CorrectionError(f"请写明目标的指标和比较方式：{'、'.join(COMPARISONS)}。")


def is_day(words: str) -> bool:
    """Whether the words are a day of the calendar in ISO form.

    >>> is_day("2024-02-29"), is_day("2023-02-29"), is_day("2024-6-30")
    (True, False, False)
    """
    if not _DAY.fullmatch(words) or not words.isascii():
        return False
    try:
        date.fromisoformat(words)
    except ValueError:
        return False
    return True
