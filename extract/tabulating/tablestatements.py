"""What the rows of task tables state: the units of a row in the roles that the columns' heads give them.

A cell reads like any list of units (separators, 等, brackets); words of role inside it (市工信局牵头，市发改委配合) win
over its column. White space between two whole names divides them, inside a name it only wraps it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.assigning.passages import Passage
from extract.assigning.people import read_labelled_person
from extract.assigning.roles import find_labels
from extract.assigning.statements import Doubt, Reading, read_listed, read_statement
from extract.assigning.unitlists import Item, split_at_gaps, split_items
from extract.records import ROLES
from extract.rulebook import load_pattern
from extract.tabulating.tablerows import Held, TaskRow, TaskTable
from extract.text.folding import Folded

_WITH_PERSON = re.compile(
    r"^(?P<unit>.*(?:[局厅委办部院行会社团处科室司站队所]|政府|中心|集团|公司))"
    r"[（(]?(?P<person>(?<=[（(])[^（）()]+(?=[)）])|[\u4e00-\u9fff]{2,3}(?![)）]))[)）]?$"
)
_LIST_NUMBER = re.compile(r"^(?:\d{1,2}[.．、)）]|[①-⑳])\s*(?=[\u4e00-\u9fff])")
_NUMBER_INSIDE = re.compile(r"(?<=[\u4e00-\u9fff])(?:\d{1,2}[.．)）]|[①-⑳])(?=\s*[\u4e00-\u9fff])")
_BEGINS_NAME = re.compile(r"[省市县区州盟旗各](?!.*(?:分局|支队|大队|中心|分公司)$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class CellReader:
    """Reads cells of units; all offsets count in the folded text. ``names`` are spans of unit names, sorted."""

    folded: Folded
    names: Sequence[tuple[int, int]]
    is_unit: Callable[[str], bool]

    def read(self, held: Held) -> tuple[int, int, Reading] | None:
        """The place and the reading of a cell, or None where it names no unit and no person."""
        start, end = self.place(held.cell.start), self.place(held.cell.end)
        if start >= end:
            return None
        among = self.names[bisect_left(self.names, (start, 0)) : bisect_left(self.names, (end, 0))]
        names = [name for name in among if name[1] <= end]
        if find_labels(self.folded.text, start, end):
            reading = read_statement(self.folded.text, start, end, whole=names, is_unit=self.is_unit)
        else:
            reading = self._listed(start, end, names, held)
        return (start, end, reading) if reading else None

    def place(self, offset: int) -> int:
        """The place in the folded text."""
        return self.folded.place(offset)

    def row(self, row: TaskRow) -> tuple[int, int]:
        """The stretch of a row."""
        return self.place(row.start), self.place(row.end)

    def _listed(self, start: int, end: int, names: Sequence[tuple[int, int]], held: Held) -> Reading | None:
        numbered = {found.start() for found in _NUMBER_INSIDE.finditer(self.folded.text, start + 1, end)}
        gaps = sorted({*self._gaps(start, end, names), *self._seams(names), *numbered}) if held.label.roles else []
        with_people = load_pattern("tables", "table.head.people").search(held.title) is not None

        def is_whole(words: str) -> bool:
            words = _LIST_NUMBER.sub("", words)
            return self.is_unit(words) or (with_people and read_labelled_person(words, "") is not None)

        split = split_items(self.folded.text, start, end, names)
        parts = [part for item in split for part in split_at_gaps(item, gaps, is_whole)]
        items = [_bare(each) for part in parts for each in _alternatives(_tidied(part), self.is_unit)]
        items = [part for item in items for part in (_with_person(item) if with_people else (item,))]
        named = [item for item in items if with_people and not self.is_unit(item.text)]
        people = [person for item in named if (person := read_labelled_person(item.text, "责任人"))]
        units = [item for item in items if not (item in named and read_labelled_person(item.text, ""))]
        reading = read_listed(units, label=held.label, title=held.title, is_unit=self.is_unit)
        return replace(reading or Reading(worded=True), people=tuple(people)) if people else reading

    def _gaps(self, start: int, end: int, names: Sequence[tuple[int, int]]) -> list[int]:
        """Where white space was left out or stands as a line feed, outside known names."""
        origins, text = self.folded.origins, self.folded.text
        found = [at for at in range(start + 1, end) if origins[at] > origins[at - 1] + 1 or text[at - 1] == "\n"]
        return [at for at in found if not any(first < at < last for first, last in names)]

    def _seams(self, names: Sequence[tuple[int, int]]) -> Iterator[int]:
        """Where a known name ends and the next begins with its level: a line of the cell ended there."""
        for (_, last), (first, end) in pairwise(names):
            if last == first and _BEGINS_NAME.match(self.folded.text, first, end):
                yield first


def table_passages(tables: Sequence[TaskTable], reader: CellReader) -> Iterator[Passage]:
    """The statements of the tables, a row each, in the order of the text; rows without units give none."""
    for table in tables:
        for row in table.rows:
            units = [read for held in row.units if (read := reader.read(held))]
            people = [read for held in row.people if (read := reader.read(held))]
            if units or people:
                both = units or people
                if max(end for _, end, _ in both) <= reader.place(table.head.end):
                    both = [(*reader.row(row), Reading())]  # the row marks departments that the head names
                readings = [*(reading for _, _, reading in (*units, *people)), Reading(people=row.leaders)]
                if len(people) < len(row.people):
                    readings.append(Reading(doubt="partly-read"))  # a post (副市长) without a name
                yield Passage(
                    kind="table",
                    start=min(start for start, _, _ in both),
                    end=max(end for _, end, _ in both),
                    reading=_merged(readings),
                    row=reader.row(row),
                )


def _merged(readings: Sequence[Reading]) -> Reading:
    """The readings of a row's cells as one."""
    opened = {role for reading in readings for role in reading.open}
    doubts: list[Doubt] = [reading.doubt for reading in readings if reading.doubt]
    return Reading(
        named=tuple(unit for reading in readings for unit in reading.named),
        open=tuple(role for role in ROLES if role in opened),
        qualifier="；".join(dict.fromkeys(each.qualifier for each in readings if each.qualifier)) or None,
        people=tuple(dict.fromkeys(person for reading in readings for person in reading.people)),
        separators=tuple(pair for reading in readings for pair in reading.separators),
        worded=True,
        doubt=doubts[0] if doubts else None,
    )


def _with_person(item: Item) -> Iterator[Item]:
    """The unit and the person behind it, in brackets (市农业农村局（王强）) or not, as items of their own."""
    found = _WITH_PERSON.search(item.text)
    if not found or read_labelled_person(found["person"], "") is None:
        yield item
        return
    first, last = item.start + found.start("person"), item.start + found.end("person")
    yield replace(item, text=found["unit"], end=item.start + found.end("unit"), separator="")
    yield replace(item, text=found["person"], start=first, end=last)


def _alternatives(item: Item, is_unit: Callable[[str], bool]) -> Iterator[Item]:
    """The units that slashes part (市金融办/人民银行抚州市分行), or the item as it is."""
    parts = [(found.start(), found.end()) for found in re.finditer(r"[^/／]+", item.text)]
    if len(parts) < 2 or not all(is_unit(item.text[first:last].strip()) for first, last in parts):
        yield item
        return
    for first, last in parts:
        separator = item.separator if last == len(item.text) else "/"
        yield _tidied(_cut(item, first, last, separator))


def _bare(item: Item) -> Item:
    """The item without a number of its own before it (1.市工信局) and a time in brackets behind it (（5月底前）)."""
    number = _LIST_NUMBER.match(item.text)
    time = re.search(r"[（(][^（）()]*\d\s*[月日年][^（）()]*[)）]$", item.text)
    first, last = number.end() if number else 0, time.start() if time else len(item.text)
    return _tidied(_cut(item, first, last, item.separator)) if first < last else item


def _cut(item: Item, first: int, last: int, separator: str) -> Item:
    """The part of the item between two of its characters."""
    text = item.text[first:last]
    is_open = item.open and last == len(item.text)
    return Item(text=text, start=item.start + first, end=item.start + last, open=is_open, separator=separator)


def _tidied(item: Item) -> Item:
    """The item without white space around it."""
    text = item.text
    left, right = len(text) - len(text.lstrip()), len(text.rstrip())
    return replace(item, text=text[left:right], start=item.start + left, end=item.start + right)
