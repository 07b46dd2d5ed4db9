"""A page of a PDF with a text layer as a printed page: lines, ruled tables, watermarks."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pypdfium2 as pdfium

from extract.reading.pdf.glyph_lines import make_lines
from extract.reading.pdf.glyphs import SLANTED, Glyphs, frame_of, read_glyphs, turn
from extract.reading.pdf.rules import find_rules
from extract.reading.printed.page import PrintedCell, PrintedLine, PrintedPage, PrintedTable
from extract.reading.printed.ruled import Grid, Rule, find_grids

Numbers = np.ndarray[Any, np.dtype[Any]]

_MOST_GARBLED = 0.3
_FEW = 30  # characters: a stamp, a page number; less than any page of text
_PICTURE = 0.5  # of the page: a scan


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfPage:
    """What was read of a page; ``to_recognise`` where its words stand in a picture only."""

    printed: PrintedPage
    to_recognise: bool


def read_page(page: pdfium.PdfPage, number: int) -> PdfPage:
    """The printed page of a page of a PDF."""
    frame = frame_of(page)
    glyphs = read_glyphs(page, frame)
    rules, pictures = find_rules(page, frame)
    garbled = glyphs.garbled > _MOST_GARBLED * glyphs.count
    to_recognise = bool(garbled or (glyphs.count < _FEW and pictures > _PICTURE))
    return PdfPage(printed=_printed(page.get_size(), number, glyphs, rules), to_recognise=to_recognise)


def _printed(size: tuple[float, float], number: int, glyphs: Glyphs, rules: list[Rule]) -> PrintedPage:
    ways = sorted(set(glyphs.quarters.tolist())) if glyphs.quarters.any() else [0]
    main = max(ways, key=lambda way: int(np.count_nonzero(glyphs.quarters == way))) % SLANTED
    boxes = turn(glyphs.boxes, main, size)
    width, height = size if main % 2 == 0 else (size[1], size[0])
    grids = find_grids(_turned(rules, main, size)) if rules else []
    regions, owners = _regions(grids, boxes)
    lines: dict[int, list[PrintedLine]] = defaultdict(list)
    across: list[PrintedLine] = []
    for quarters in ways:
        chosen = np.flatnonzero(glyphs.quarters == quarters)
        if quarters == SLANTED:
            across.append(_slanted(glyphs, boxes, chosen))
            continue
        own = boxes if quarters == main else turn(boxes, (quarters - main) % 4, (width, height))
        for region, line in make_lines(glyphs, own, chosen, regions):
            lines[region].append(line if quarters == main else _turned_back(line, (quarters - main) % 4, width, height))
    tables, loose = _tables(grids, owners, lines)
    return PrintedPage(
        number=number,
        width=width,
        height=height,
        lines=tuple(lines[0] + loose),
        tables=tuple(tables),
        across=tuple(across),
        quarters=main,
    )


def _turned(rules: list[Rule], quarters: int, size: tuple[float, float]) -> list[Rule]:
    if not quarters or not rules:
        return rules
    boxes = [
        (rule.at, rule.start, rule.at, rule.end) if rule.upright else (rule.start, rule.at, rule.end, rule.at)
        for rule in rules
    ]
    turned = turn(np.array(boxes, dtype=np.float64).T, quarters, size).T.tolist()
    return [
        Rule(upright=True, at=left, start=top, end=bottom)
        if rule.upright == (quarters % 2 == 0)
        else Rule(upright=False, at=top, start=left, end=right)
        for rule, (left, top, right, bottom) in zip(rules, turned, strict=True)
    ]


def _turned_back(line: PrintedLine, quarters: int, width: float, height: float) -> PrintedLine:
    seen = PrintedPage(
        number=1,
        width=height if quarters % 2 else width,
        height=width if quarters % 2 else height,
        lines=(),
        quarters=quarters,
    )
    left, top, right, bottom = seen.box_of(line)
    return replace(line, left=left, top=top, right=right, bottom=bottom)


def _slanted(glyphs: Glyphs, boxes: Numbers, chosen: Numbers) -> PrintedLine:
    left, top = boxes[:2, chosen].min(axis=1).round(2).tolist()
    right, bottom = boxes[2:, chosen].max(axis=1).round(2).tolist()
    words = "".join(glyphs.text[place] for place in glyphs.places[chosen].tolist())
    return PrintedLine(words=words, left=left, top=top, right=right, bottom=bottom)


def _regions(grids: list[Grid], boxes: Numbers) -> tuple[Numbers, list[tuple[int, int]]]:
    """The region of every character, 0 outside of tables; of every region from 1 its grid and cell."""
    regions = np.zeros(boxes.shape[1], dtype=np.int64)
    owners: list[tuple[int, int]] = []
    x, y = (boxes[:2] + boxes[2:]) / 2
    for number, grid in enumerate(grids):
        places = np.zeros((len(grid.ys) + 1, len(grid.xs) + 1), dtype=np.int64)
        for index, cell in enumerate(grid.cells):
            owners.append((number, index))
            places[cell.row + 1 : cell.row + cell.rows + 1, cell.column + 1 : cell.column + cell.columns + 1] = len(
                owners
            )
        found = places[np.searchsorted(grid.ys, y, side="right"), np.searchsorted(grid.xs, x, side="right")]
        inside = (x < grid.xs[-1]) & (y < grid.ys[-1])
        regions = np.where((found > 0) & inside, found, regions)
    return regions, owners


def _tables(
    grids: list[Grid], owners: list[tuple[int, int]], lines: dict[int, list[PrintedLine]]
) -> tuple[list[PrintedTable], list[PrintedLine]]:
    """The grids with their lines as tables; the lines of grids that hold no table (a frame, a drawing) are loose."""
    filled: dict[int, list[PrintedCell]] = defaultdict(list)
    for region, (number, index) in enumerate(owners, start=1):
        cell = grids[number].cells[index]
        words = sorted(lines.get(region, []), key=lambda line: (line.middle, line.left))
        filled[number].append(
            PrintedCell(row=cell.row, column=cell.column, rows=cell.rows, columns=cell.columns, lines=tuple(words))
        )
    tables, loose = [], []
    for number, cells in filled.items():
        if _is_table(cells):
            tables.append(_table(grids[number], cells))
        else:
            loose += [line for cell in cells for line in cell.lines]
    return tables, loose


def _is_table(cells: list[PrintedCell]) -> bool:
    with_words = [cell for cell in cells if cell.lines]
    rows = {cell.row for cell in with_words}
    columns = {cell.column for cell in with_words}
    return len(with_words) >= 2 and len(columns) + len(rows) >= 3 and (len(columns) > 1 or len(rows) > 2)


def _table(grid: Grid, cells: list[PrintedCell]) -> PrintedTable:
    return PrintedTable(
        left=grid.xs[0],
        top=grid.ys[0],
        right=grid.xs[-1],
        bottom=grid.ys[-1],
        cells=tuple(cells),
        edges=tuple(round(x, 1) for x in grid.xs),
    )
