"""Tables drawn with box characters (┌─┬─┐ │ ├─┼─┤): cells over several lines, merged cells, rules over a part only.

Columns are aligned by printed width, so places are counted in half widths. A rule closes the cells that stand above
it; where a line has words between its bars instead, the cell goes on.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.reading.composing import Filled, Piece
from extract.reading.text.lettering import join_lines
from extract.reading.text.redrawn import Redrawn

_BARS = "│┃║|｜"
_CROSSINGS = "├┤┼┌┐└┘┬┴┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬┠┨┯┷┿╂+"
_FLAT = "─━═-—"
_HYPHENS = ("-", "—", "——")  # a cell that says that there is nothing
_DRAWN = re.compile(rf"\s*[{re.escape(_BARS + _CROSSINGS)}].*[{re.escape(_BARS + _CROSSINGS)}]\s*")
_NEAR = 1  # half widths by which a bar may stand beside the column's edge
_FEWEST_COLUMNS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What stands between two bars of a line: words, or a piece of a rule."""

    left: int
    right: int
    words: str
    is_rule: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A drawn line: its stretch of the text and its parts from left to right."""

    start: int
    end: int
    parts: tuple[Part, ...]


@dataclass(slots=True, kw_only=True)
class _Open:
    """A cell that no rule has closed yet."""

    row: int
    columns: tuple[int, int]
    words: str = ""


def find_box_tables(text: str) -> list[Redrawn]:
    """The tables of this kind, in order; a frame around running text is none."""
    found: list[Redrawn] = []
    run: list[tuple[int, int]] = []
    for line in [*re.finditer(r"[^\n\r]+", text), None]:
        drawn = line is not None and _DRAWN.fullmatch(line[0])
        if line is not None and drawn and (not run or text.count("\n", run[-1][1], line.start()) <= 1):
            run.append(line.span())
            continue
        found += _read(text, run)
        run = [line.span()] if line is not None and drawn else []
    return found


def _read(text: str, drawn: Sequence[tuple[int, int]]) -> list[Redrawn]:
    """The table of these lines; box characters are as wide as gives the fewest columns."""
    ways = [[_line(text, start, end, width) for start, end in drawn] for width in (1, 2)]
    run = min(ways, key=lambda lines: len(_edges(lines)))
    if sum(any(part.is_rule for part in line.parts) for line in run) < 2:
        return []
    edges = _edges(run)
    columns = len(edges) - 1
    if columns < _FEWEST_COLUMNS or columns > max(len(line.parts) for line in run):
        return []  # no line shows every column: the bars do not stand below each other
    cells, rows = _cells(run, edges)
    filled = tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))
    if len({cell.row for cell in filled}) < 2:
        return []
    return [Redrawn(start=run[0].start, end=run[-1].end, cells=filled, rows=tuple(rows))]


def _line(text: str, start: int, end: int, box_width: int) -> Line:
    return Line(start=start, end=end, parts=tuple(_parts(text[start:end], box_width)))


def _parts(words: str, box_width: int) -> Iterator[Part]:
    """What stands between the bars and crossings of a line, with its edges in half widths."""
    place = left = 0
    piece: str | None = None
    for char in words:
        if char in _BARS or char in _CROSSINGS:
            if piece is not None:
                flat = bool(piece) and not piece.strip(_FLAT) and piece not in _HYPHENS
                yield Part(left=left, right=place, words=piece.strip(), is_rule=flat)
            left, piece = place, ""
        elif piece is not None:
            piece += char
        place += _width(char, box_width)


def _width(char: str, box_width: int) -> int:
    if "\u2500" <= char <= "\u257f":
        return box_width
    return 2 if unicodedata.east_asian_width(char) in "WFA" else 1


def _edges(run: Sequence[Line]) -> list[int]:
    """The places of the bars, those that stand a half width apart taken as one."""
    places = sorted({place for line in run for part in line.parts for place in (part.left, part.right)})
    edges: list[int] = []
    for place in places:
        if not edges or place - edges[-1] > _NEAR:
            edges.append(place)
    return edges


def _columns(part: Part, edges: Sequence[int]) -> tuple[int, int]:
    """The first column of a part and the one behind its last."""

    def nearest(place: int) -> int:
        return min(range(len(edges)), key=lambda at: abs(edges[at] - place))

    return nearest(part.left), nearest(part.right)


def _cells(run: Sequence[Line], edges: Sequence[int]) -> tuple[list[Filled], list[int]]:
    """The cells and where the rows begin; a row ends at every line that has a rule in it."""
    opened: list[_Open] = []
    done: list[Filled] = []
    starts: list[int] = []
    fresh = True
    row = -1
    for line in run:
        has_rule = any(part.is_rule for part in line.parts)
        for part in line.parts:
            columns = _columns(part, edges)
            if part.is_rule:
                closed = [cell for cell in opened if columns[0] <= cell.columns[0] < columns[1]]
                done += [_filled(cell, row) for cell in closed]
                opened = [cell for cell in opened if cell not in closed]
        if not has_rule and fresh:
            row += 1
            starts.append(line.start)
        fresh = has_rule
        for part in line.parts:
            if not part.is_rule:
                _write(opened, part, _columns(part, edges), max(row, 0))
    done += [_filled(cell, row) for cell in opened]
    return done, starts


def _write(opened: list[_Open], part: Part, columns: tuple[int, int], row: int) -> None:
    cell = next((cell for cell in opened if cell.columns == columns), None)
    if cell is None:
        cell = _Open(row=row, columns=columns)
        opened.append(cell)
    if part.words:
        cell.words = join_lines(cell.words, part.words) if cell.words else part.words


def _filled(cell: _Open, last: int) -> Filled:
    first, behind = cell.columns
    return Filled(
        row=cell.row,
        column=first,
        rows=last - cell.row + 1,
        columns=behind - first,
        pieces=(Piece(words=cell.words),) if cell.words else (),
    )
