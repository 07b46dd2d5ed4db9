"""The parts of a document and its tasks: the lowest numbered clauses that set work.

Parts that only describe (总体要求, 主要目标, 基本原则 …) and what stands in them are no tasks. A heading without
numbered parts below it is a task itself; so is a paragraph under it with a title sentence and a statement of its own.
"""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.outlining.closings import Closing, find_closings, find_inner_title
from extract.outlining.listings import (
    behind_statements,
    find_campaigns,
    find_ordinal_clauses,
    find_titled_blocks,
    find_titled_paragraphs,
    sets_work,
)
from extract.outlining.partnumbers import followed, part_numbers
from extract.outlining.parttitles import is_spaced, line_width, tidy_title, title_end
from extract.reading.source import SourceText
from extract.text.numbering import CLAUSE_LEVEL, Number, outline_rules
from extract.text.stretches import written_lines

_BOX_LEVEL = 5
_CUT_TITLE = 4  # characters by which a title that was cut off is still known
_SHORT_LINE = 12
_MANY_LINES = 4
_FEWEST_PARAGRAPHS = 2
_MOST_OF_NOTICE = 12  # headings that the notice before a plan may have
_PLAN_LEVEL = 2
_NEIGHBOURS = 2  # so many clauses show how many paragraphs are usual
_LEAD_IN = re.compile(r"((?:主要|重点|工作|具体|目标)任务|主要内容|工作重点|重点工作)(?:是|为|包括|如下)?\s?[:：]\s*$")
_IN_CONTENTS = re.compile(r"[.．·…]{4,}\s*\d{0,4}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A part of the document; ``text[start:end]`` is its number and title as printed.

    ``words`` is where its title begins, ``until`` where the part ends: at the next of its level or a higher one.
    ``gives`` says that its title itself gives the tasks of the part to someone.
    """

    level: int
    number: str
    title: str
    start: int
    end: int
    words: int = 0
    until: int = 0
    gives: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A task: ``text[start:end]`` runs from its number to its last character; ``section`` is its headings' path."""

    number: str | None
    title: str
    section: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The headings and the tasks of a document, each in the order of the text."""

    headings: tuple[Heading, ...]
    tasks: tuple[Clause, ...]


@dataclass(slots=True, kw_only=True)
class _Part:
    heading: Heading
    path: tuple[Heading, ...]
    body: int  # where its own words begin, behind the title
    own_end: int  # where the next part, of whatever level, begins
    general: bool
    leaf: bool


def find_outline(source: SourceText) -> Outline:
    """The headings and tasks of a document; a document without any has an empty outline."""
    text = source.visible
    numbers = part_numbers(source)
    if not numbers:
        return Outline(headings=(), tasks=tuple(_unnumbered_tasks(text)))
    width = line_width(text)
    closings = find_closings(text)
    headings = [_heading(text, number, following, width) for number, following in followed(numbers, len(text))]
    headings = with_ends(headings, [each.start for each in closings if not each.appeal], len(text))
    parts = _parts(text, numbers, headings, closings)
    tasks = list(_tasks(text, parts, _lead_in(text, numbers[0])))
    return Outline(headings=tuple(headings), tasks=tuple(tasks if width else _without_epilogue(text, tasks)))


def _heading(text: str, number: Number, following: int, width: int) -> Heading:
    end = title_end(text, number, following, width)
    title = re.sub(r"\s+", "", text[number.end : end]) if is_spaced(text[number.end : end]) else text[number.end : end]
    return Heading(
        level=number.level,
        number=re.sub(r"\s+", "", text[number.start : number.end]),
        title=tidy_title(title),
        start=number.start,
        end=end,
        words=min(end, number.end + len(text[number.end : end]) - len(text[number.end : end].lstrip())),
    )


def with_ends(headings: Sequence[Heading], stops: Sequence[int], end: int) -> list[Heading]:
    """The headings with the ends of their parts; ``stops`` are places that no part reaches over, in order."""
    ended: list[Heading] = []
    behind: list[tuple[int, int]] = []  # the parts that follow and are not inside another: level, start
    for heading in reversed(headings):
        while behind and behind[-1][0] > heading.level:
            behind.pop()
        stop = bisect_left(stops, heading.end)
        until = min([end, *stops[stop : stop + 1], *(start for _, start in behind[-1:])])
        ended.append(dataclasses.replace(heading, until=until))
        behind.append((heading.level, heading.start))
    return ended[::-1]


def _parts(text: str, numbers: list[Number], headings: list[Heading], closings: list[Closing]) -> list[_Part]:
    parts: list[_Part] = []
    path: list[tuple[Heading, bool]] = []
    first_level = min(heading.level for heading in headings)
    plans = _plans(text, numbers, headings, first_level)
    plan: tuple[Heading, ...] = ()
    covering = _covering(text, headings, closings)
    for index, heading in enumerate(headings):
        while path and (path[-1][0].level >= heading.level or index == covering):
            path.pop()
        plan = plans.get(index, plan)
        following = headings[index + 1] if index + 1 < len(headings) else None
        opening = heading.level == first_level and numbers[index].value == 1
        leaf = following is None or following.level <= heading.level
        own_end = following.start if following else len(text)
        assigns = leaf and sets_work(text[heading.end : own_end])  # 饮水安全问题。责任单位：… is work
        above = any(each for _, each in path)
        general = index < covering or (not assigns and (above or _is_general(heading.title, opening=opening)))
        if not numbers[index].opens_line:
            line_end = text.find("\n", heading.end)
            own_end = min(own_end, line_end if line_end >= 0 else len(text))
        last = following is None or following.level < heading.level
        parts.append(
            _Part(
                heading=heading,
                path=(*plan, *(each for each, _ in path)),
                body=heading.end,
                own_end=_own_end(text, heading, own_end, closings, last=last),
                general=general,
                leaf=leaf,
            )
        )
        path.append((heading, general))
    return parts


def _covering(text: str, headings: list[Heading], closings: list[Closing]) -> int:
    """How many headings belong to the notice that issues the plan: signed, without statements, before its title."""
    signed = [closing.start for closing in closings if not closing.appeal]
    for index in range(1, min(len(headings), _MOST_OF_NOTICE + 1)):
        behind, start = headings[index - 1].end, headings[index].start
        if headings[index].level > _PLAN_LEVEL or bisect_left(signed, behind) == bisect_left(signed, start):
            continue
        title = find_inner_title(text, behind, start)
        if title and signed[bisect_left(signed, behind)] < title[0]:
            first = headings[0].start
            return 0 if sets_work(text[first : title[0]]) or not sets_work(text[start:]) else index
    return 0


def _plans(
    text: str, numbers: list[Number], headings: list[Heading], first_level: int
) -> dict[int, tuple[Heading, ...]]:
    """First heading → title of the plan that it opens, where a document holds several plans."""
    opening = [
        index for index, heading in enumerate(headings) if heading.level == first_level and numbers[index].value == 1
    ]
    found: dict[int, tuple[Heading, ...]] = {}
    for index in opening:
        behind = headings[index - 1].end if index else 0
        title = find_inner_title(text, behind, headings[index].start)
        if title:
            words = tidy_title(text[slice(*title)])
            found[index] = (Heading(level=-1, number="", title=words, start=title[0], end=title[1]),)
    return found if len(found) > 1 else {}


def _is_general(title: str, *, opening: bool) -> bool:
    """Whether a part of this title only describes.

    >>> _is_general("主要目标", opening=False), _is_general("加强目标考核", opening=False)
    (True, False)
    """
    if any(rule.pattern.search(title) for rule in outline_rules("not-general")):
        return any(rule.pattern.search(title) for rule in outline_rules("general") if rule.id == "general.requirements")
    kinds = ("general", "opening-general") if opening else ("general",)
    return any(rule.pattern.search(title) for kind in kinds for rule in outline_rules(kind))


def _own_end(text: str, heading: Heading, end: int, closings: list[Closing], *, last: bool) -> int:
    """The end of a part's own words: before what closes the document, without trailing white space."""
    for closing in closings[bisect_left(closings, heading.end, key=lambda each: each.start) :]:
        if closing.start >= end:
            break
        if last or not closing.appeal:
            end = closing.start
            break
    return heading.start + len(text[heading.start : end].rstrip())


def _lead_in(text: str, first: Number) -> tuple[str, ...]:
    """The words before the first number that name the whole list (主要任务是：)."""
    found = None if first.opens_line else _LEAD_IN.search(text[max(0, first.start - 20) : first.start])
    return (found[1],) if found else ()


def _tasks(text: str, parts: list[_Part], lead_in: tuple[str, ...]) -> Iterator[Clause]:
    working = [part for part in parts if not part.general and part.heading.level < CLAUSE_LEVEL]
    flat = sum(part.leaf for part in working) > len(working) / 2
    titled = _parts_of_titled_paragraphs(text, parts)
    told: defaultdict[tuple[str, str], _Titles] = defaultdict(_Titles)
    for part in parts:
        if part.general or not text[part.heading.start : part.own_end].strip():
            continue
        section = " / ".join([*lead_in, *(f"{each.number}{each.title}" for each in part.path)])
        below = " / ".join(filter(None, [section, f"{part.heading.number}{part.heading.title}"]))
        campaigns = find_campaigns(text, part.body, part.own_end) if part.leaf else []
        listed = campaigns or titled.get(part.heading.start, [])
        is_task = bool(listed) or _is_task(text, part, flat=flat)
        named = told[section, part.heading.number]  # in another section the same words are another task
        if part.leaf and not listed and part.heading.title in named:
            continue  # a table of the tasks behind them
        if is_task or not part.leaf:  # a line of a list of contents is neither
            named.add(part.heading.title)
        if listed:
            for start, end, title in listed:
                yield Clause(number=None, title=title, section=below, start=start, end=end)
        elif is_task:
            yield Clause(
                number=part.heading.number or None,
                title=part.heading.title,
                section=section,
                start=part.heading.start,
                end=part.own_end,
            )


class _Titles:
    """Titles of which none begins with another; one that was cut off is still known.

    >>> titles = _Titles()
    >>> titles.add("加强美育师资队伍建设")
    >>> "加强美育师资" in titles, "加强美育教师培训" in titles
    (True, False)
    """

    def __init__(self) -> None:
        self._sorted: list[str] = []

    def __contains__(self, title: str) -> bool:
        place = bisect_left(self._sorted, title)  # what begins alike stands beside it
        near = self._sorted[max(0, place - 1) : place + 1]
        return any(min(len(title), len(each)) >= _CUT_TITLE and _begin_alike(title, each) for each in near)

    def add(self, title: str) -> None:
        """Remember a title, unless it is known."""
        if len(title) >= _CUT_TITLE and title not in self:
            insort(self._sorted, title)


def _begin_alike(title: str, other: str) -> bool:
    return title.startswith(other) or other.startswith(title)


def _parts_of_titled_paragraphs(text: str, parts: list[_Part]) -> dict[int, list[tuple[int, int, str]]]:
    """Part → its titled paragraphs: where a part has two of them, or most parts of its level have one."""
    found = {
        part.heading.start: find_titled_paragraphs(text, part.body, part.own_end)
        or find_titled_blocks(text, part.body, part.own_end)
        for part in parts
        if not part.general and part.heading.level < _BOX_LEVEL
    }
    levels = {part.heading.start: part.heading.level for part in parts}
    usual = {
        level
        for level in set(levels.values())
        if 2 * sum(bool(each) for start, each in found.items() if levels[start] == level)
        > sum(levels[start] == level for start in found)
    }
    return {start: each for start, each in found.items() if len(each) >= 2 or levels[start] in usual}


def _is_task(text: str, part: _Part, *, flat: bool) -> bool:
    body = text[part.body : part.own_end].strip(" \n\r\t\u3000。；;：:")
    if not part.heading.number and not re.search("[。；;：:]", text[part.body : part.own_end]):
        return False  # a styled heading over nothing but titles and tables
    if _IN_CONTENTS.search(f"{part.heading.title}{body}"):
        return False
    if _is_debris(body) or not part.leaf:
        return not _is_debris(body) and sets_work(behind_statements(body))
    length = len(part.heading.title) + len(body)
    if part.heading.level >= CLAUSE_LEVEL:
        is_box_of_projects = part.heading.number.startswith("专栏") and not body
        return length >= 4 and not is_box_of_projects
    runs_on = text[part.body : part.body + 1] in set("。，,；;")
    if runs_on:
        return length >= 8
    return len(body) >= 15 and (flat or sets_work(body))


def _is_debris(body: str) -> bool:
    """Whether the words are cells of a table whose rows were lost: nearly nothing but short lines."""
    lines = [line.strip() for line in body.split("\n") if line.strip()]
    short = [line for line in lines if len(line) <= _SHORT_LINE and line[-1] not in "。；;）)"]
    return len(lines) >= _MANY_LINES and 4 * len(short) >= 3 * len(lines) and not sets_work(body)


def _without_epilogue(text: str, tasks: list[Clause]) -> list[Clause]:
    """The tasks, the last one without paragraphs that none of its neighbours has: they close the document."""
    if not tasks:
        return tasks
    last = tasks[-1]
    neighbours = [_paragraph_ends(text, task) for task in tasks[:-1] if task.section == last.section]
    ends = _paragraph_ends(text, last)
    usual = max(map(len, neighbours), default=0)
    if len(neighbours) < _NEIGHBOURS or len(ends) <= usual or sets_work(text[ends[usual - 1] : last.end]):
        return tasks
    return [*tasks[:-1], dataclasses.replace(last, end=ends[usual - 1])]


def _paragraph_ends(text: str, task: Clause) -> list[int]:
    return [end for _, end in written_lines(text, task.start, task.end)]


def _unnumbered_tasks(text: str) -> Iterator[Clause]:
    """The tasks of a text without numbered parts: 一是 … 二是 …, else paragraphs with a title and a statement."""
    clauses = find_ordinal_clauses(text)
    for number, title, start, end in clauses:
        yield Clause(number=number, title=title, section="", start=start, end=end)
    paragraphs = [] if clauses else find_titled_paragraphs(text, 0, len(text))
    if len(paragraphs) >= _FEWEST_PARAGRAPHS:
        for start, end, title in paragraphs:
            yield Clause(number=None, title=title, section="", start=start, end=end)
