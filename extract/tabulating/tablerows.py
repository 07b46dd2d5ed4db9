"""The rows of a task table: which task each sets, under which heads, and where its units, people and times stand.

A row is a task. Where one task is merged over several rows, the rows are its measures and tasks of their own; rows
that share the measure too only add units to it. Rows that repeat the head on a new page, notes, sums and the rows
that head a group of tasks set none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.assigning.people import read_leading_person
from extract.assigning.roles import Label
from extract.outlining.outline import Clause, Heading, with_ends
from extract.reading.source import Cell
from extract.records import Person, Span
from extract.rulebook import load_pattern
from extract.tabulating.grids import Grid
from extract.tabulating.tableheads import Head

_FIRST_SENTENCE = re.compile(r"[^。；;！\n\t]*")
_LONGEST_TITLE = 60
_SHORTEST_CUT = 6
_LONGEST_CAPTION = 50
_ANNEX = re.compile(r"附\s*(?:件|表|录)?\s*[一二三四五六七八九十\d]{0,3}\s*[:：]?$|[(（].{0,12}[)）]$|单位[:：].*")
_MORE_THAN_HEAD = 3
"""Characters by which a cell that repeats its head may be longer."""
_ANNEX_NAME = re.compile(r"^附(?:件|表|录)[一二三四五六七八九十\d]{0,3}[:：]")  # before the title of an annex
_GROUP_LEVEL = 10
"""The level of a group's heading, below all those of running text."""
_LONGEST_GROUP = 60
"""Characters that the words of a row which heads a group have at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A cell of a row, the label that heads its column, and the words of the head."""

    cell: Cell
    label: Label
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """A row: the number of its task among the table's clauses, its own stretch of the text, and its cells.

    ``leaders`` are the people that the heads of its groups name. ``carried`` is True where its units are those of the
    row above, because its own cells are empty.
    """

    clause: int
    start: int
    end: int
    units: tuple[Held, ...]
    people: tuple[Held, ...]
    times: tuple[Cell, ...]
    leaders: tuple[Person, ...] = ()
    carried: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskTable:
    """A table that assigns: its stretch of the text and that of its head, its tasks, and its rows in order.

    ``untitled`` are the rows that name units but no task, ``groups`` those that head a group of tasks, ``notes`` those
    that say something of the table in running text.
    """

    start: int
    end: int
    head: Span
    clauses: tuple[Clause, ...]
    rows: tuple[TaskRow, ...]
    untitled: tuple[Span, ...] = ()
    groups: tuple[Heading, ...] = ()
    notes: tuple[Span, ...] = ()


def read_rows(grid: Grid, head: Head, text: str, *, above: Sequence[str], merged: bool) -> TaskTable:
    """The table as tasks; ``above`` are the headings it stands under.

    ``merged`` says that the file knows merged cells, so that an empty cell of a numbered row is empty.
    """
    reader = _Rows(grid, head, text, above=above, merged=merged)
    for row in range(head.body, grid.rows):
        reader.read(row)
    table = grid.table
    heads = [cell for row in range(head.first, head.body) for cell in grid.across(row)]
    return TaskTable(
        start=table.start,
        end=table.end,
        head=Span(
            start=min((each.start for each in heads), default=0), end=max((each.end for each in heads), default=0)
        ),
        clauses=tuple(reader.clauses),
        rows=tuple(reader.rows),
        untitled=tuple(reader.untitled),
        groups=tuple(with_ends(reader.groups, [], table.end)),
        notes=tuple(reader.notes),
    )


def caption_of(grid: Grid, head: Head, text: str) -> str | None:
    """The title of a table: a row above its head, or the short line before it; None if there is none."""
    for row in range(head.first - 1, -1, -1):
        cells = [cell for cell in grid.across(row) if grid.words(cell)]
        if len(cells) == 1 and _is_caption(grid.words(cells[0])):
            return grid.printed(cells[0])
    lines = [
        _ANNEX_NAME.sub("", re.sub(r"\s+", "", line))
        for line in text[max(0, grid.table.start - 300) : grid.table.start].split("\n")
    ]
    nearest = [line for line in lines if line and not _ANNEX.match(line)][-1:]
    return nearest[0] if nearest and _is_caption(nearest[0]) else None


def _is_caption(words: str) -> bool:
    return len(words) <= _LONGEST_CAPTION and not re.search(r"[。；;，,：:]|^\d+$", words) and not _ANNEX.match(words)


def _says_again(words: str, head: str) -> bool:
    """Whether a cell repeats the head of its column or a part of it.

    >>> _says_again("责任单位（续）", "责任单位"), _says_again("抓好重点任务督查", "重点任务")
    (True, False)
    """
    return words in head or (head in words and len(words) <= len(head) + _MORE_THAN_HEAD)


def _first_word(words: str) -> int:
    """Where the words of a cell begin behind white space and a number of their own (（二）…)."""
    blank = len(words) - len(words.lstrip())
    numbered = load_pattern("tables", "table.cell.numbered").match(words.lstrip())
    return blank + (numbered.end() if numbered else 0)


class _Rows:
    """The rows of one table while they are read."""

    def __init__(self, grid: Grid, head: Head, text: str, *, above: Sequence[str], merged: bool) -> None:
        self._grid, self._head, self._text = grid, head, text
        self._above, self._merged = tuple(above), merged
        rows = range(head.first, head.body)  # none in a part that goes on under the head of the table before
        self._heads = [
            {words for words in (column.words, *(self._words_at(each, number) for each in rows)) if words}
            for number, column in enumerate(head.columns)
        ]
        self._groups: list[tuple[int, str]] = []
        self._titled: Cell | None = None
        self.clauses: list[Clause] = []
        self.rows: list[TaskRow] = []
        self.untitled: list[Span] = []
        self.groups: list[Heading] = []
        self.notes: list[Span] = []

    def read(self, row: int) -> None:
        cells = [cell for cell in self._grid.across(row) if self._grid.words(cell)]
        own = [cell for cell in cells if cell.row == row]
        if own and load_pattern("tables", "table.row.note").match(self._words(own[0])):
            self.notes.append(Span(start=own[0].start, end=own[-1].end))
            return
        if not own or self._repeats_head(row):
            return
        group = self._group(row, cells)
        if group is not None:
            self._groups = [each for each in self._groups if each[0] < group[0]] + [group]
            self.groups.append(self._heading(group, own))
            return
        title = self._title_cell(row)
        if title is None:
            if any(held.cell.row == row for held in self._held("unit", row)):
                self.untitled.append(Span(start=own[0].start, end=own[-1].end))
            return
        start, end = own[0].start, own[-1].end
        if self.clauses and self._goes_on(row):
            self.clauses[-1] = replace(self.clauses[-1], end=max(end, self.clauses[-1].end))
            return
        if title is not self._titled:
            self._titled = title
            self.clauses.append(self._clause(row, title, start, end))
        else:
            self.clauses[-1] = replace(self.clauses[-1], end=max(end, self.clauses[-1].end))
        self.rows.append(self._row(row, start, end))

    def _words(self, cell: Cell) -> str:
        return self._grid.words(cell)

    def _repeats_head(self, row: int) -> bool:
        said = [
            any(_says_again(words, head) for head in heads)
            for number, heads in enumerate(self._heads)
            if heads and (words := self._words_at(row, number))
        ]
        return len(said) > 1 and all(said)

    def _words_at(self, row: int, column: int) -> str:
        return self._grid.words(self._grid.at(row, column))

    def _group(self, row: int, cells: Sequence[Cell]) -> tuple[int, str] | None:
        """The depth and the words of a row that heads a group (一、强化算力), or None if the row is none."""
        head = self._head
        if self._held("unit", row) or len(cells) > 2 or any(cell.rows > 1 for cell in cells):
            return None
        numbers = [cell for cell in cells if cell.column in head.of("number") and cell.columns == 1]
        others = [cell for cell in cells if cell not in numbers]
        ordinal = [cell for cell in numbers if load_pattern("tables", "table.cell.ordinal").match(self._words(cell))]
        if len(others) != 1 or (numbers and not ordinal):
            return None
        words = self._words(others[0])
        wide = others[0].columns > 1 and 2 * others[0].columns >= self._grid.columns - len(numbers)
        if not (wide or ordinal) or len(words) > _LONGEST_GROUP:
            return None
        deeper = re.match(r"[(（]", self._words(ordinal[0]) if ordinal else words)
        return (1 if deeper else 0), self._grid.printed(others[0])

    def _heading(self, group: tuple[int, str], cells: Sequence[Cell]) -> Heading:
        depth, words = group
        last = cells[-1]
        first = last.start + _first_word(self._text[last.start : last.end])
        end = last.start + len(self._text[last.start : last.end].rstrip())
        return Heading(
            level=_GROUP_LEVEL + depth, number="", title=words, start=cells[0].start, end=end, words=min(first, end)
        )

    def _goes_on(self, row: int) -> bool:
        """Whether the row holds only more words of the task above: no number where rows have one, no unit, no time."""
        numbers = [self._grid.at(row, column) for column in self._head.of("number")]
        if not numbers or any(self._words(cell) for cell in numbers if cell):
            return False
        others = [self._grid.at(row, column) for column in self._head.of("category", "unit", "person", "time")]
        return not any(self._words(cell) for cell in others if cell)

    def _title_cell(self, row: int) -> Cell | None:
        """The cell that says the row's task: the first that begins in this row, else the one that covers it."""
        columns = self._head.of("task") + self._head.of("detail")
        cells = [cell for column in columns if (cell := self._grid.at(row, column)) and self._words(cell)]
        begun = [cell for cell in cells if cell.row == row]
        narrow = [cell for cell in begun if cell.rows == min(each.rows for each in begun)]
        return next(iter(narrow or cells), None)

    def _clause(self, row: int, title: Cell, start: int, end: int) -> Clause:
        number, first = self._number(row, title)
        found = _FIRST_SENTENCE.match(self._text, first, title.end)
        last = found.end() if found else title.end
        if last - first > _LONGEST_TITLE:
            comma = re.compile("[，,：:]").search(self._text, first + _SHORTEST_CUT, last)
            last = comma.start() if comma else last
        words = re.sub(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])", "", self._text[first:last]).strip(" ：:，,")
        return Clause(
            number=number, title=words, section=" / ".join(self._path(row, title)), start=start, end=max(start, end)
        )

    def _number(self, row: int, title: Cell) -> tuple[str | None, int]:
        """The number of the row's task as printed, and where the words behind it begin."""
        words = self._text[title.start : title.end]
        first = title.start + len(words) - len(words.lstrip())
        own = load_pattern("tables", "table.cell.numbered").match(words.lstrip())
        cells = (self._grid.at(row, column) for column in self._head.of("number"))
        printed = next(
            (self._grid.printed(cell) for cell in cells if cell and cell.row == row and self._words(cell)), None
        )
        if own and first + own.end() < title.end:
            return printed or own[0], first + own.end()
        return printed, first

    def _path(self, row: int, title: Cell) -> Iterator[str]:
        yield from self._above
        yield from (words for _, words in self._groups)
        seen: set[str] = set()
        for column in self._head.of("category", "task"):
            cell = self._grid.at(row, column)
            if cell is None or cell is title or cell.start >= title.start or not self._words(cell):
                continue
            if self._words(cell) not in seen and len(self._words(cell)) <= _LONGEST_GROUP:
                seen.add(self._words(cell))
                yield self._grid.printed(cell)

    def _row(self, row: int, start: int, end: int) -> TaskRow:
        units = self._held("unit", row)
        carried = False
        if not units and self.rows and self._is_open(row):
            units, carried = self.rows[-1].units, bool(self.rows[-1].units)
        times = (self._grid.at(row, column) for column in self._head.of("time"))
        return TaskRow(
            clause=len(self.clauses) - 1,
            start=start,
            end=end,
            units=tuple(self._without_ditto(units)),
            people=tuple(self._held("person", row)),
            times=tuple(dict.fromkeys(cell for cell in times if cell and not self._is_none(cell))),
            leaders=tuple(person for _, words in self._groups if (person := read_leading_person(words))),
            carried=carried,
        )

    def _held(self, kind: str, row: int) -> Sequence[Held]:
        """The filled cells of the columns of a kind in a row; one that begins in another column is no list of units."""
        found: list[Held] = []
        for number, column in enumerate(self._head.columns):
            cell = self._grid.at(row, number)
            if column.kind == kind and column.label and cell and cell.column == number and not self._is_none(cell):
                found.append(Held(cell=cell, label=column.label, title=column.words))
        return found

    def _without_ditto(self, units: Sequence[Held]) -> Iterator[Held]:
        """The cells, one that says 同上 replaced by the cell of its column in the row above."""
        for held in units:
            if not load_pattern("tables", "table.cell.ditto").match(self._words(held.cell)):
                yield held
                continue
            above = self.rows[-1].units if self.rows else ()
            yield from (each for each in above if each.cell.column == held.cell.column)

    def _is_none(self, cell: Cell) -> bool:
        return load_pattern("tables", "table.cell.none").match(self._words(cell)) is not None

    def _is_open(self, row: int) -> bool:
        """Whether the row's empty cells stand for those above: it has no number of its own, or no file says merged.

        A row in which a cell says none (—) has said it.
        """
        numbers = [self._grid.at(row, column) for column in self._head.of("number")]
        numbered = any(cell is not None and cell.row == row and self._words(cell) for cell in numbers)
        dashed = any(self._words(cell) for column in self._head.of("unit") if (cell := self._grid.at(row, column)))
        return not dashed and not (numbered and self._merged)
