"""The deadlines as a calendar (RFC 5545): one all-day event a deadline, for Outlook, WPS, telephones.

Lines are folded at 75 octets and never within a character. What repeats carries its rule; what has no day stands in
a note (VJOURNAL) and in the calendar's description, so that nothing is silently left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dateutil.rrule import rrulestr

from graph.exporting.contents import Contents, Due
from graph.exporting.saying import (
    closed_in_words,
    due_in_words,
    lead_of,
    own_role_in_words,
    scope_in_words,
    task_in_words,
)
from graph.exporting.texts import clean, one_line, place_words
from graph.rows import PlanRow

_RULE = re.compile(
    r"FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)"
    r"(?:;(?:INTERVAL=[1-9]\d{0,2}|BYMONTH=(?:[1-9]|1[0-2])(?:,(?:[1-9]|1[0-2]))*"
    r"|BYMONTHDAY=-?(?:[1-9]|[12]\d|3[01])|BYDAY=(?:MO|TU|WE|TH|FR|SA|SU)))*"
)
"""The rules of repetition that records hold; other words in that field are words."""
_FOLD = 75  # octets of a line
_STAMP = "19700101T000000Z"
"""When an event of a plan without a date was made: the same data give the same bytes on any day."""
_ESCAPED = re.compile(r"[\\;,]")
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """A deadline on its day; ``rule`` says how it repeats from there."""

    due: Due
    day: date
    rule: str | None
    stamp: str


def calendar_parts(contents: Contents) -> Iterator[bytes]:
    """The calendar: its head, the events by day, the note on deadlines without a day."""
    plans = {plan.doc: plan for plan in contents.plans}
    labels = {(task.doc, task.task_id): task.sectors for task in contents.tasks}
    placed = [(due, _placed(due, plans[due.row.doc])) for due in contents.deadlines]
    dayless = [due for due, entry in placed if entry is None]
    yield _head(contents, len(dayless))
    for due, entry in placed:
        if entry is not None:
            said = _said(due, own_role_in_words(contents, due.row.doc, due.row.task_id))
            yield _event(entry, said, labels.get((due.row.doc, due.row.task_id or ""), ()))
    if dayless:
        yield _note(contents, dayless)
    yield _lines([("END", "VCALENDAR")])


def _placed(due: Due, plan: PlanRow) -> _Entry | None:
    """The deadline on the last of its days; one that repeats from its first day on, or from its plan's."""
    last, rule, stamp = _day(due.row.last_day), due.row.rrule or "", _stamp(plan.issued)
    if _RULE.fullmatch(rule):
        first = _day(due.row.first_day) or _day(plan.issued) or (date(plan.year, 1, 1) if plan.year else None)
        first = _first_occurrence(rule, first) if first else None
        if first and (last is None or first <= last):
            until = f";UNTIL={last:%Y%m%d}" if last else ""
            return _Entry(due=due, day=first, rule=rule + until, stamp=stamp)
    return None if last is None else _Entry(due=due, day=last, rule=None, stamp=stamp)


def _first_occurrence(rule: str, start: date) -> date | None:
    """The first day of the rule from this day on; None where the calendar has none."""
    found = next(iter(rrulestr(rule, dtstart=datetime(start.year, start.month, start.day))), None)
    return found.date() if found else None


def _head(contents: Contents, dayless: int) -> bytes:
    count = len(contents.deadlines)
    said = f"{scope_in_words(contents)}的时限 {count} 处：日程 {count - dayless} 个，落不到日期的 {dayless} 处见说明。"
    return _lines([
        ("BEGIN", "VCALENDAR"), ("VERSION", "2.0"), ("PRODID", "-//zeren//zeren 1.0//ZH"), ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"), ("X-WR-CALNAME", _text("责任时限")),
        ("X-WR-CALDESC", _text(said + closed_in_words(contents))),
    ])  # fmt: skip


def _event(entry: _Entry, said: Sequence[str], sectors: Sequence[str]) -> bytes:
    row, day = entry.due.row, entry.day
    titled = task_in_words(row.task_number, row.task_title) or one_line(row.plan_title)
    properties = [
        ("BEGIN", "VEVENT"), ("UID", f"{row.deadline_id}@zeren"), ("DTSTAMP", entry.stamp),
        ("DTSTART;VALUE=DATE", f"{day:%Y%m%d}"), *_end(day), *([("RRULE", entry.rule)] if entry.rule else []),
        ("SUMMARY", _text(titled)), ("DESCRIPTION", _text("\n".join(said))),
        ("CATEGORIES", ",".join(_text(one_line(name)) for name in ("责任时限", *sectors))),
        ("TRANSP", "TRANSPARENT"), ("END", "VEVENT"),
    ]  # fmt: skip
    return _lines(properties)


def _end(day: date) -> list[tuple[str, str]]:
    """The day after, on which an event of one day ends; the last day that can be written has none."""
    return [("DTEND;VALUE=DATE", f"{day + timedelta(days=1):%Y%m%d}")] if day < date.max else []


def _said(due: Due, own: str | None) -> list[str]:
    """What an event tells; in the calendar of a unit with what the unit itself is in the task."""
    row = due.row
    return [
        f"时限：{due_in_words(due)}",
        f"牵头：{lead_of(row)}",
        *([f"本单位：{own}"] if own else []),
        f"计划：{one_line(row.plan_title)}",
        f"原文：{clean(row.quote).strip()}",
        f"出处：{one_line(row.doc)} {place_words(row.place, row.start, row.end)}",
        *(["依据：推断（由方案声明的规则或标题得出）"] if due.implied else []),
    ]


def _note(contents: Contents, dayless: Sequence[Due]) -> bytes:
    first = [f"下列 {len(dayless)} 处时限落不到日期（如“采暖期”“长期坚持”），不在日历的日程中："]
    told = [
        f"{due_in_words(due)}｜{task_in_words(due.row.task_number, due.row.task_title) or one_line(due.row.plan_title)}"
        f"｜牵头：{lead_of(due.row)}｜{one_line(due.row.doc)} {place_words(due.row.place, due.row.start, due.row.end)}"
        for due in dayless
    ]
    stamps = [_stamp(plan.issued) for plan in contents.plans]
    return _lines([
        ("BEGIN", "VJOURNAL"), ("UID", "deadlines-without-a-day@zeren"), ("DTSTAMP", max(stamps, default=_STAMP)),
        ("SUMMARY", _text(f"没有截止日期的时限（{len(dayless)} 处）")),
        ("DESCRIPTION", _text("\n".join(first + told))), ("END", "VJOURNAL"),
    ])  # fmt: skip


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        return None


def _stamp(issued: str | None) -> str:
    day = _day(issued)
    return f"{day:%Y%m%d}T000000Z" if day else _STAMP


def _text(words: str) -> str:
    r"""Words as a value of type TEXT.

    >>> _text("一、散煤;治理,\n二")
    '一、散煤\\;治理\\,\\n二'
    """
    return _ESCAPED.sub(r"\\\g<0>", _UNSEEN.sub("", clean(words))).replace("\n", "\\n")


def _lines(properties: Sequence[tuple[str, str]]) -> bytes:
    return b"".join(_folded(f"{name}:{value}".encode()) + b"\r\n" for name, value in properties)


def _folded(line: bytes) -> bytes:
    r"""The line in pieces of at most 75 octets, each but the first after a space, no character cut.

    >>> max(map(len, _folded("SUMMARY:清洁取暖".encode() * 9).split(b"\r\n")))
    75
    """
    pieces: list[bytes] = []
    at = 0
    while at < len(line):
        end = min(at + _FOLD - (1 if pieces else 0), len(line))
        while end < len(line) and line[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(line[at:end])
        at = end
    return b"\r\n ".join(pieces)
