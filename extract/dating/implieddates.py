"""Deadlines that a document sets once for many tasks: by a declared rule (以下任务均于6月底前完成) or in a heading.

They hold for tasks that have no deadline of their own, a declared one for none under 保障措施 and the like. They are
kept with the task, apart from what is written there, and quote the rule or the heading.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.assigning.conventions import Declared
from extract.outlining.listings import behind_statements
from extract.outlining.outline import Heading
from extract.reading.source import SourceText
from extract.records import Deadline, ImpliedDeadline, Span, Task
from extract.text.numbering import outline_rules
from extract.text.origins import Origins

_NUMBER = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）]?[、.．]?|第[一二三四五六七八九十]{1,3}[章节部分]{1,2})\s*"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Words that set deadlines for the tasks between two places; the days stand at ``dates``.

    One that is ``declared`` for all tasks means those that set work, not how it is seen to (加强领导).
    """

    words: Span
    dates: Span
    first: int
    last: int
    declared: bool = False


def blanket_rules(declared: Sequence[Declared], origins: Origins, tasks: Sequence[Task], end: int) -> Iterator[Rule]:
    """What the blanket deadlines of the text say: their words, where their days stand, and the tasks they reach."""
    for one in declared:
        if one.convention == "blanket-deadline":
            words = origins.span(one.start, one.end)
            # a task in which the rule stands is among those after it
            here = next((task.start for task in tasks if task.start <= words.start < task.end), words.start)
            first, last = {"after": (here, end), "before": (0, here + 1)}.get(one.reach, (0, end))
            dates = origins.span(one.date_start, one.date_end)
            yield Rule(words=words, dates=dates, first=first, last=last, declared=True)


def with_implied_deadlines(
    source: SourceText,
    tasks: Sequence[Task],
    deadlines: Sequence[Deadline],
    declared: Sequence[Rule],
    headings: Sequence[Heading],
) -> tuple[Task, ...]:
    """The tasks, those without a deadline of their own with the nearest one that a heading or a rule sets for them."""
    rules = [*declared, *_heading_rules(source.visible, tasks, deadlines, headings)]
    rules = sorted(rules, key=lambda rule: rule.last - rule.first)
    dated = {deadline.task for deadline in deadlines}
    return tuple(task if task.id in dated else _dated(source, task, deadlines, rules) for task in tasks)


def _dated(source: SourceText, task: Task, deadlines: Sequence[Deadline], rules: Sequence[Rule]) -> Task:
    lasting = _only_safeguards(task)
    for rule in rules:
        if rule.first <= task.start < rule.last and not (rule.declared and lasting):
            found = tuple(
                ImpliedDeadline(
                    text=each.text,
                    start=each.start,
                    end=each.end,
                    kind=each.kind,
                    from_=each.from_,
                    to=each.to,
                    rrule=each.rrule,
                    rule=rule.words.of(source.text),
                )
                for each in deadlines
                if each.start < rule.dates.end and rule.dates.start < each.end
            )
            if found:
                return replace(task, implied_deadlines=found)
    return task


def _only_safeguards(task: Task) -> bool:
    """Whether the task, or a part that it stands in, says how work is seen to (保障措施, 严格问责)."""
    titles = [*(_NUMBER.sub("", each) for each in task.section.split(" / ")), task.title]
    return any(rule.pattern.fullmatch(title) for title in titles for rule in outline_rules("safeguards"))


def _heading_rules(
    text: str, tasks: Sequence[Task], deadlines: Sequence[Deadline], headings: Sequence[Heading]
) -> Iterator[Rule]:
    """The headings that name a day for all below them, in their brackets or on the label lines behind them."""
    starts = [task.start for task in tasks]
    ordered = sorted(deadlines, key=lambda deadline: deadline.start)
    places = [deadline.start for deadline in ordered]
    for heading in headings:
        below = bisect_left(starts, heading.end)
        if below >= bisect_left(starts, heading.until):
            continue
        body = text[heading.end : starts[below]]
        end = heading.end + len(body) - len(behind_statements(body))
        end = heading.start + len(text[heading.start : end].rstrip())
        named = ordered[bisect_left(places, heading.words) : bisect_left(places, end)]
        if named:
            end = max(end, *(deadline.end for deadline in named))  # a title may be cut off inside its deadline
            yield Rule(
                words=Span(start=heading.start, end=end),
                dates=Span(start=heading.words, end=end),
                first=heading.end,
                last=heading.until,
            )
