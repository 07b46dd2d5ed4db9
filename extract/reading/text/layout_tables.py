"""Tables of a page that was saved as text: columns held apart by blanks, cells over several lines, no rules.

Such a text interleaves the words of a cell with those of its neighbours, and sets the number of a row beside the
middle of its longest cell. The columns follow from the blanks that the lines of a page share, the rows from their
numbers. Only a table with running numbers and a column of units is read, and only where its rows come out well;
another stays as it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.assigning.roles import column_label
from extract.reading.composing import Filled, Piece
from extract.reading.text.lettering import join_lines
from extract.reading.text.pagemarks import PAGE_BREAK, is_page_mark
from extract.reading.text.redrawn import Redrawn
from extract.reading.text.rowlines import CellLine, split_rows
from extract.text.scripts import simplified

_SEGMENT = re.compile(r"\S+(?: \S+)*")
_HEAD_CELL = re.compile(r"\S+(?: {1,2}\S+)*")
_NUMBER_HEAD = re.compile(r"[序编編]\s*[号號]")
_NUMBER = re.compile(r"(\d{1,3})[.．、]?|[（(]?[一二三四五六七八九十]{1,3}[）)]?、?")
_ORDINAL = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[）)]?、?")
_GROUP = re.compile(r"(?:[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、) ?[^。；;：:]{2,40}")
_ENDS_TABLE = re.compile(r"附\s*[件录表]?\s*[\d一二三四五六七八九十]{0,2}\s*[:：]?$|[▲*※]?\s*注\s*\d?\s*[:：]")
_FEWEST_COLUMNS = 3
_LONGEST_HEAD = 14
_DOUBTFUL = 0.03  # share of the lines with two stretches in one cell: with more, the columns are not found right
_NEAR = 6  # places by which the words of a column may stand beside its beginning
_COVERED = (0.03, 0.08, 0.15)
"""Shares of the lines that may run into a gutter, tried in turn: a full line leaves one blank before the next cell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line that holds words: its number on the page, its place in the text, and its words with their indent."""

    number: int
    start: int
    words: str

    @property
    def end(self) -> int:
        """The place behind its last word."""
        return self.start + len(self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row: its stretch of the text and its words by column; one that heads a group has an ordinal and a title."""

    start: int
    end: int
    words: tuple[str, ...]
    carries_on: bool = False


def find_layout_tables(text: str) -> list[Redrawn]:
    """The tables of this kind, in order, as far as all of their rows are sure."""
    found: list[Redrawn] = []
    pages = list(_pages(text))
    for number, lines in enumerate(pages):
        for at, line in enumerate(lines):
            heads = _head(line.words)
            if heads and (not found or line.start >= found[-1].end):
                rows = _read([lines[at + 1 :], *pages[number + 1 :]], heads, line.words)
                if rows:
                    found.append(_redrawn(line, heads, rows))
    return found


def _pages(text: str) -> Iterator[list[Line]]:
    """The lines of each page that hold words, without the page number at its foot."""
    start = 0
    for page in text.split(PAGE_BREAK):
        lines: list[Line] = []
        at = start
        for number, words in enumerate(page.split("\n")):
            if words.strip():
                lines.append(Line(number=number, start=at, words=words.replace("\u3000", " ").rstrip()))
            at += len(words) + 1
        while lines and _is_folio(lines):
            lines.pop()
        yield lines
        start += len(page) + 1


def _is_folio(lines: Sequence[Line]) -> bool:
    """Whether the last line of a page is its number, bare numbers only if set apart from the lines above."""
    last = lines[-1]
    apart = len(lines) < 2 or last.number - lines[-2].number >= 2
    bare = re.fullmatch(r" {8,}\d{1,3}", last.words)
    return is_page_mark(last.words) or (apart and bare is not None)


def _head(words: str) -> list[re.Match[str]]:
    """The cells of a line that heads a numbered table with a column of units; none if it is no such line."""
    cells = list(_HEAD_CELL.finditer(words))
    if len(cells) < _FEWEST_COLUMNS or not _NUMBER_HEAD.fullmatch(cells[0][0]):
        return []
    short = all(len(cell[0]) <= _LONGEST_HEAD for cell in cells)
    labels = [column_label(simplified(re.sub(r"\s", "", cell[0]))) for cell in cells]
    return cells if short and any(label and label.roles for label in labels) else []


def _read(pages: Sequence[Sequence[Line]], heads: Sequence[re.Match[str]], head: str) -> list[Row]:
    """The rows of a table that goes on over the pages; none if one of them is not sure."""
    rows: list[Row] = []
    columns: list[int] | None = None
    for nth, page in enumerate(pages):
        repeated = next((line for line in page if line.words.split() == head.split()), None)
        lines = [line for line in page if line.words.split() != head.split()]
        if not any(_opens_row(line) for line in _before_end(lines)):
            break
        own = _head(repeated.words) if repeated else heads if nth == 0 else None
        read = _read_page(lines, own, columns, carried=nth > 0)
        if read is None or not _numbers_run_on([*rows, *read.rows]):
            return []
        columns = read.columns
        rows += [_spread(row, columns, len(heads)) for row in read.rows]
        if read.ends:
            break
    return rows if sum(bool(row.words[0]) for row in rows) >= 2 else []


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """The rows of a page, the head above each of its columns, and whether the table ends on it."""

    rows: list[Row]
    columns: list[int]
    ends: bool


def _read_page(
    lines: Sequence[Line], heads: Sequence[re.Match[str]] | None, columns: list[int] | None, *, carried: bool
) -> _Page | None:
    """The rows of a page, under its own heads or the columns of the page before; None if they are not sure."""
    for share in _COVERED:
        body, edges = _body(lines, share)
        if not body:
            continue
        under = _under(heads, body, edges) if heads else columns
        if under is None or len(under) != len(edges) or _is_doubtful(body, edges):
            continue
        rows = _page_rows([_cell_line(line, edges) for line in body], carried=carried)
        if rows is not None and _numbers_run_on(rows, anywhere=True):
            return _Page(rows=rows, columns=under, ends=len(body) < len(lines))
    return None


def _opens_row(line: Line) -> bool:
    first = _SEGMENT.search(line.words)
    return first is not None and _NUMBER.fullmatch(first[0]) is not None


def _heads_group(line: Line) -> bool:
    """Whether a line is an ordinal and a title (一    特色赛道, 一、特色赛道), which head a group of rows."""
    segments = _SEGMENT.findall(line.words)
    if len(segments) == 1:
        return _GROUP.fullmatch(segments[0]) is not None
    return len(segments) == 2 and _ORDINAL.fullmatch(segments[0]) is not None


def _is_doubtful(lines: Sequence[Line], edges: Sequence[tuple[int, int]]) -> bool:
    """Whether many lines have two stretches of words in one column: then its neighbours were taken for one."""
    doubled = 0
    for line in lines:
        places = [_column(place, edges) for place, _ in _pieces(line, edges)]
        doubled += len(set(places)) < len(places)
    return doubled > max(1, _DOUBTFUL * len(lines))


def _before_end(lines: Sequence[Line]) -> list[Line]:
    """The lines before one that begins an annex or a note."""
    ending = (at for at, line in enumerate(lines) if _ENDS_TABLE.match(line.words.strip()))
    return list(lines[: next(ending, len(lines))])


def _body(lines: Sequence[Line], share: float) -> tuple[list[Line], list[tuple[int, int]]]:
    """The lines of a page that belong to the table, and for each column the end of the gutter and its first place."""
    body = _before_end(lines)
    edges = _edges(body, share)
    for at, line in enumerate(body):
        if not _heads_group(line) and _crosses(line, edges):
            return body[:at], _edges(body[:at], share)
    return body, edges


def _edges(lines: Sequence[Line], share: float) -> list[tuple[int, int]]:
    """Where the gutter before each column begins and where the column itself does."""
    covered: Counter[int] = Counter()
    rows = [line for line in lines if not _heads_group(line)]
    for line in rows:
        for segment in _SEGMENT.finditer(line.words):
            covered.update(range(*segment.span()))
    allowed = int(max(len(rows) >= 8, share * len(rows)))
    width = max(covered, default=0) + 1
    filled = [covered[at] > allowed for at in range(width)]
    edges: list[tuple[int, int]] = []
    gutter = 0
    for at in range(width):
        if filled[at] and (at == 0 or not filled[at - 1]):
            edges.append((gutter, at))
        if not filled[at] and at and filled[at - 1]:
            gutter = at
    return edges


def _crosses(line: Line, edges: Sequence[tuple[int, int]]) -> bool:
    """Whether a segment runs over the beginning of a column and has no blank there: it is no line of the table."""
    for segment in _SEGMENT.finditer(line.words):
        for _, edge in edges:
            if segment.start() < edge < segment.end() - 1 and _blank_near(segment, edge) is None:
                return True
    return False


def _blank_near(segment: re.Match[str], edge: int) -> int | None:
    blanks = [segment.start() + at for at, char in enumerate(segment[0]) if char == " "]
    near = [blank for blank in blanks if abs(blank + 1 - edge) <= _NEAR]
    return min(near, key=lambda blank: abs(blank + 1 - edge), default=None)


def _cell_line(line: Line, edges: Sequence[tuple[int, int]]) -> CellLine:
    """The words of a line by column."""
    words = [""] * len(edges)
    for start, piece in _pieces(line, edges):
        column = _column(start, edges)
        words[column] = f"{words[column]} {piece}".strip()
    return CellLine(number=line.number, start=line.start, end=line.end, words=tuple(words))


def _column(place: int, edges: Sequence[tuple[int, int]]) -> int:
    return max((at for at, (gutter, _) in enumerate(edges) if gutter <= place), default=0)


def _pieces(line: Line, edges: Sequence[tuple[int, int]]) -> Iterator[tuple[int, str]]:
    """The segments of a line with their places, parted where one runs into the next column."""
    group = _heads_group(line)
    for segment in _SEGMENT.finditer(line.words):
        start, end = segment.span()
        place = start
        for _, edge in () if group else edges:
            blank = _blank_near(segment, edge) if start < edge < end else None
            if blank is not None and blank > start:
                yield place, line.words[start:blank]
                start, place = blank + 1, edge
        yield place, line.words[start:end]


def _under(heads: Sequence[re.Match[str]], body: Sequence[Line], edges: Sequence[tuple[int, int]]) -> list[int] | None:
    """For each column of the page the head that stands above it; None if there are more columns than heads."""
    if not _FEWEST_COLUMNS <= len(edges) <= len(heads):
        return None
    rows = [line for line in body if not _heads_group(line)]
    lines = [_cell_line(line, edges) for line in rows]
    middles = [edge + max(len(line.words[at]) for line in lines) / 2 for at, (_, edge) in enumerate(edges)]
    centres = [sum(head.span()) / 2 for head in heads]
    ways: dict[int, tuple[float, list[int]]] = {-1: (0.0, [])}
    for middle in middles:
        ways = {
            at: min((far + abs(middle - centres[at]), [*taken, at]) for last, (far, taken) in ways.items() if last < at)
            for at in range(len(heads))
            if any(last < at for last in ways)
        }
    return min(ways.values())[1] if ways else None


def _page_rows(lines: Sequence[CellLine], *, carried: bool) -> list[Row] | None:
    """The rows of a page; group heads stand alone, and the lines between them are cut into rows."""
    if any(line.words[0] and not _NUMBER.fullmatch(line.words[0]) and not _is_group(line) for line in lines):
        return None
    sizes = [
        sum(len(line.words[column]) for line in lines if not _is_group(line)) for column in range(len(lines[0].words))
    ]
    main = sizes.index(max(sizes))
    rows: list[Row] = []
    block: list[CellLine] = []
    for line in [*lines, None]:
        group = line is not None and _is_group(line)
        if line is not None and not group:
            block.append(line)
            continue
        if block:
            first = not rows
            cut = split_rows(block, main=main, may_carry_on=carried and first)
            if cut is None:
                return None
            rows += [_row(each) for each in cut]
            block = []
        if line is not None:
            rows.append(_row([line]))
    return rows


def _is_group(line: CellLine) -> bool:
    filled = sum(map(bool, line.words))
    ordinal = _ORDINAL.fullmatch(line.words[0]) is not None and filled == 2
    return ordinal or (filled == 1 and _GROUP.fullmatch("".join(line.words)) is not None)


def _row(lines: Sequence[CellLine]) -> Row:
    words = [""] * len(lines[0].words)
    for line in lines:
        for column, piece in enumerate(line.words):
            words[column] = join_lines(words[column], piece) if words[column] and piece else words[column] + piece
    carries_on = not any(line.numbered or _is_group(line) for line in lines)
    return Row(start=lines[0].start, end=lines[-1].end, words=tuple(words), carries_on=carries_on)


def _spread(row: Row, columns: Sequence[int], width: int) -> Row:
    """The row with its words under their heads."""
    words = [""] * width
    for column, piece in zip(columns, row.words, strict=True):
        words[column] = piece
    return Row(start=row.start, end=row.end, words=tuple(words), carries_on=row.carries_on)


def _numbers_run_on(rows: Sequence[Row], *, anywhere: bool = False) -> bool:
    """Whether the numbers count up by one, from 1 again behind a group's head; with ``anywhere`` from any number."""
    last = None if anywhere else 0
    for row in rows:
        number = _NUMBER.fullmatch(row.words[0])
        if number is None or not number[1]:
            last = 0 if number else last
            continue
        if last is not None and int(number[1]) not in (last + 1, 1):
            return False
        last = int(number[1])
    return True


def _redrawn(head: Line, heads: Sequence[re.Match[str]], rows: Sequence[Row]) -> Redrawn:
    merged: list[Row] = []
    for row in rows:
        if row.carries_on and merged:
            above = merged.pop()
            words = tuple(join_lines(a, b) if a and b else a + b for a, b in zip(above.words, row.words, strict=True))
            merged.append(Row(start=above.start, end=row.end, words=words))
        else:
            merged.append(row)
    grid = [tuple(each[0] for each in heads), *(row.words for row in merged)]
    return Redrawn(
        start=head.start,
        end=rows[-1].end,
        cells=tuple(
            Filled(row=number, column=column, pieces=(Piece(words=words),) if words else ())
            for number, cells in enumerate(grid)
            for column, words in enumerate(cells)
        ),
        rows=(head.start, *(row.start for row in merged)),
    )
