"""What was seen and not understood, as issues with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.assigning.conventions import Declared
from extract.assigning.cuedlists import CuedList
from extract.assigning.implying import MOST_ADDED, find_left_out
from extract.assigning.passages import Found, Passage
from extract.assigning.statements import Doubt
from extract.dating.damageddates import find_damaged_dates, find_impossible_dates, find_wrong_weekdays
from extract.dating.duedays import Plan
from extract.outlining.outline import Heading
from extract.reading.source import SourceText
from extract.records import Assignment, Deadline, Issue, Span
from extract.tabulating.tables import Tables
from extract.text.numbering import parse_number
from extract.text.origins import Origins
from extract.text.stretches import Stretch, merged, touches

_VALUE = re.compile(r"[\d０-９]+|[一二三四五六七八九十]+")
DOUBTS: dict[Doubt, str] = {
    "unworded": "最后几个单位后面没有分工用语，暂按责任单位处理，请核对",
    "partly-read": "这处分工里有些字句不像单位名称，没有列入，请核对",
    "mixed-scope": "责任单位名单末尾写有“配合”一类用语，可能只指最后一个单位，暂按全部处理，请核对",
}
"""What is said of a statement that was read with a doubt."""

LISTED = "这里并列的单位没有全部读出，请人工核对"
"""What is said of a list of units in running text that was not read, or not all of it."""


def statement_issues(source: SourceText, text: str, passages: Found, origins: Origins) -> Iterator[Issue]:
    """What the reader met, damaged dates, and statements that were not read or only with a doubt."""
    yield from source.issues
    yield from find_damaged_dates(text)
    read = merged(place for one in passages.passages for place in _read_places(one))
    for start, end in passages.unread:
        if touches(start, end, read):  # 市住建局（牵头） was read with its list
            continue
        message = "这里有分工用语，但没有读出责任单位，请人工核对"
        yield _issue("statement.unread", message, origins.span(start, end))
    for code, start, end in _unread_items(passages.lists, read):
        yield _issue(code, LISTED, origins.span(start, end))
    for passage in passages.passages:
        if passage.reading.doubt:
            message = DOUBTS[passage.reading.doubt]
            yield _issue(f"statement.{passage.reading.doubt}", message, origins.span(passage.start, passage.end))


def _unread_items(lists: Sequence[CuedList], read: Sequence[Stretch]) -> Iterator[tuple[str, int, int]]:
    """What of the lists that words of role end was not read: the list, or the stretch of the items left out."""
    for one in lists:
        unread = [item for item in (*one.units, *one.others) if not touches(item.start, item.end, read)]
        whole = len(unread) == len(one.units) + len(one.others)
        if whole:
            yield "statement.unread", one.start, one.end
        elif unread:
            yield "statement.partly-read", min(item.start for item in unread), max(item.end for item in unread)


def left_out(declared: Sequence[Declared], stated: Sequence[Assignment], origins: Origins) -> Iterator[Issue]:
    """The blanket clause from which on units were not added to the statements."""
    clause = find_left_out(declared, stated)
    if clause:
        message = f"统一规定的单位超过{MOST_ADDED}个，从这里起没有全部加到各项分工，请核对"
        yield _issue("convention.left-out", message, origins.span(clause.start, clause.end))


def _read_places(passage: Passage) -> Iterator[tuple[int, int]]:
    """What a passage reads: all of it, of a duty its units only, whose sentence may hold a bracket of its own."""
    if passage.kind != "inline":
        yield passage.start, passage.end
    else:
        yield from ((unit.start, unit.end) for unit in passage.reading.named)


def carried(tables: Tables) -> Iterator[Issue]:
    """The rows of tables that took over the units of the row above."""
    message = "这一行没有写单位，按上下合并的单元格沿用上一行的单位，请核对"
    for table in tables.tasks:
        for row in table.rows:
            if row.carried:
                yield Issue(code="table.carried", message=message, start=row.start, end=row.end)


def skipped_numbers(headings: Sequence[Heading]) -> Iterator[Issue]:
    """The headings behind a number that is missing in its sequence: （十四） … （十六）."""
    open_parts: dict[int, Heading] = {}
    for heading in headings:
        last = open_parts.get(heading.level)
        open_parts = {level: one for level, one in open_parts.items() if level < heading.level} | {
            heading.level: heading
        }
        if last and _skips(last.number, heading.number):
            message = (
                f"编号从“{last.number}”直接到“{heading.number}”，中间可能有没读出的部分，也可能原文如此，请对照原文"
            )
            yield Issue(code="outline.skipped", message=message, start=heading.start, end=heading.end)


def _skips(last: str, number: str) -> bool:
    (shape, value), (its_shape, its_value) = _counted(last), _counted(number)
    return shape == its_shape and value is not None and its_value is not None and value + 1 < its_value


def _counted(number: str) -> tuple[str, int | None]:
    """The signs of a number and its value.

    >>> _counted("（十四）"), _counted("３．")
    (('（）', 14), ('．', 3))
    """
    found = _VALUE.search(number)
    return (_VALUE.sub("", number, count=1), parse_number(found[0])) if found else (number, None)


def wrong_dates(deadlines: Sequence[Deadline], plan: Plan) -> Iterator[Issue]:
    """The dates that no calendar has."""
    yield from find_wrong_weekdays(deadlines)
    yield from find_impossible_dates(deadlines, year=plan.year, issued=plan.issued)


def _issue(code: str, message: str, span: Span) -> Issue:
    return Issue(code=code, message=message, start=span.start, end=span.end)
