"""What a picture of a page says: its printed lines, level and in one piece, and its ruled tables."""

from __future__ import annotations

import dataclasses
import itertools
import math
import re
import statistics
from collections.abc import Iterable, Sequence

import cv2
import numpy as np
from PIL import Image

from extract.reading.picture.drawn_rules import find_rules, without_rules
from extract.reading.picture.recogniser import Corners, Grey, Recognised, find_lines, read_lines
from extract.reading.picture.straightening import quarters_of, straightened, thickness, turned, turned_corners
from extract.reading.printed.page import PrintedCell, PrintedLine, PrintedPage, PrintedTable
from extract.reading.printed.ruled import Grid, find_grids

MOST_PAGES = 300
"""How many pictures of one file are recognised at most; each takes seconds."""

_BODY_LINE = 13.0  # points: the box of a line of 12-point characters, as which most lines of a picture are taken
_NARROWEST_TABLE = 96.0  # points: broader than the largest character, whose strokes look like rules
_MOST_PIXELS = 12_000_000  # A4 at 350 dpi
_LEAST_SURE = 0.5
_ONE_LINE = 0.5
_WIDEST_GAP = 1.3
_DASHED_NUMBER = re.compile(r"[-—–－一]\s*\d{1,4}\s*[-—–－一]")
_CLOSER_OF = {"（": "）", "(": ")", "〔": "〕"}
_MISREAD_CLOSER = re.compile(r"(?P<inside>[（(〔][^（()）〔〕［］\[\]]*)\]")
_LATIN_I = re.compile("(?<=[A-Za-z])Ⅰ|Ⅰ(?=[A-Za-z])")
_HALF_EMPTY_BEFORE = "（(〔［【《“‘「"
_HALF_EMPTY_BEHIND = "，。、；：）〕］】》”’」！？"


def recognise_page(image: Image.Image, *, number: int, scale: float) -> PrintedPage:
    """The page that the picture shows; ``scale`` pixels of it are one unit of the boxes.

    The boxes count on the page as it is read: turned upright (``quarters``) and, where it leans, straightened about
    its middle.
    """
    picture, shrunk = _grey(image)
    lines = find_lines(picture)
    per_point = statistics.median(map(thickness, lines)) / _BODY_LINE if lines else 1.0
    quarters = quarters_of(picture, lines)
    lines = [turned_corners(line, quarters, picture.shape) for line in lines]
    picture, lines = straightened(turned(picture, quarters), lines)
    grids = [grid for grid in find_grids(find_rules(picture, per_point)) if grid.xs[-1] - grid.xs[0] > _NARROWEST_TABLE]
    if grids:
        picture = without_rules(picture, grids, per_point)
        lines = [part for line in _both(find_lines(picture), lines) for part in _parted(line, grids, per_point)]
    read = zip(lines, read_lines(picture, lines), strict=True)
    parts = [
        _printed(line, found, per_point) for line, found in read if found.mean >= _LEAST_SURE and found.words.strip()
    ]
    page = _page(parts, grids)
    height, width = picture.shape
    return _scaled(
        dataclasses.replace(page, number=number, width=width / per_point, height=height / per_point, quarters=quarters),
        per_point * shrunk / scale,
    )


def _grey(image: Image.Image) -> tuple[Grey, float]:
    """The picture in shades of grey, and how many of its pixels one of these is."""
    picture: Grey = np.asarray(image.convert("L"), dtype=np.uint8)
    shrunk = max(math.sqrt(picture.size / _MOST_PIXELS), 1.0)
    if shrunk > 1:
        height, width = picture.shape
        size = (max(round(width / shrunk), 1), max(round(height / shrunk), 1))
        picture = np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    return picture, shrunk


def _both(lines: Sequence[Corners], others: Sequence[Corners]) -> list[Corners]:
    """The lines, and the others that stand where none of them does."""
    new = (each for each in others if not any(_covers(line, each) or _covers(each, line) for line in lines))
    return [*lines, *new]


def _covers(line: Corners, other: Corners) -> bool:
    """Whether the middle of the other lies within the line's box."""
    middle = other.mean(axis=0)
    return bool(np.all(line.min(axis=0) < middle) and np.all(middle < line.max(axis=0)))


def _parted(line: Corners, grids: Sequence[Grid], per_point: float) -> list[Corners]:
    """The line cut at the upright rules that it runs over."""
    box = line / per_point
    left, right, middle = box[:, 0].min(), box[:, 0].max(), float(box[:, 1].mean())
    cuts = sorted(
        x
        for grid in grids
        for x in grid.xs[1:-1]
        if left < x < right and grid.cell_at(x - 1, middle) != grid.cell_at(x + 1, middle)
    )
    ends = [0.0, *((x - left) / (right - left) for x in cuts), 1.0]
    upper, lower = line[1] - line[0], line[2] - line[3]
    return [
        np.array([line[0] + a * upper, line[0] + b * upper, line[3] + b * lower, line[3] + a * lower], dtype=np.float32)
        for a, b in itertools.pairwise(ends)
    ]


def _printed(corners: Corners, recognised: Recognised, per_point: float) -> PrintedLine:
    (left, top), (right, bottom) = corners.min(axis=0) / per_point, corners.max(axis=0) / per_point
    line = PrintedLine(
        words=_lettered(_closed(_dashed(recognised.words.strip()))),
        left=float(left),
        top=float(top),
        right=float(right),
        bottom=float(bottom),
        confidence=round(recognised.least, 3),
    )
    return _whole(line)


def _dashed(words: str) -> str:
    """The words of a line; the dashes around a page number, which look like 一, as dashes.

    >>> _dashed("-8一"), _dashed("一、总体要求")
    ('-8—', '一、总体要求')
    """
    return words.replace("一", "—") if _DASHED_NUMBER.fullmatch(words) else words


def _closed(words: str) -> str:
    """The words of a line; a ] that closes another bracket, which few authors set and thin closers look like, as its.

    >>> _closed("县（市、区]政府，各县〔市、区]政府[2]")
    '县（市、区）政府，各县〔市、区〕政府[2]'
    """
    return _MISREAD_CLOSER.sub(lambda found: found["inside"] + _CLOSER_OF[found["inside"][0]], words)


def _lettered(words: str) -> str:
    """The words of a line; what looks like the numeral Ⅰ beside Latin letters as their I.

    >>> _lettered("AⅠGC技术"), _lettered("Ⅰ级响应")
    ('AIGC技术', 'Ⅰ级响应')
    """
    return _LATIN_I.sub("I", words)


def _whole(line: PrintedLine) -> PrintedLine:
    """The line with the empty halves of the full-width signs at its ends, as its cells are set."""
    half = line.height / 2
    before = half if line.words[0] in _HALF_EMPTY_BEFORE else 0
    behind = half if line.words[-1] in _HALF_EMPTY_BEHIND else 0
    return dataclasses.replace(line, left=line.left - before, right=line.right + behind)


def _page(parts: Iterable[PrintedLine], grids: Sequence[Grid]) -> PrintedPage:
    """The parts put together, each in its cell or outside every table."""
    outside: list[PrintedLine] = []
    inside: dict[tuple[int, int], list[PrintedLine]] = {}
    for part in parts:
        place = _place(part, grids)
        if place is None:
            outside.append(part)
        else:
            inside.setdefault(place, []).append(part)
    tables = [
        PrintedTable(
            left=grid.xs[0],
            top=grid.ys[0],
            right=grid.xs[-1],
            bottom=grid.ys[-1],
            edges=grid.xs,
            cells=tuple(
                PrintedCell(
                    row=cell.row,
                    column=cell.column,
                    rows=cell.rows,
                    columns=cell.columns,
                    lines=_lines(inside.get((index, each), [])),
                )
                for each, cell in enumerate(grid.cells)
            ),
        )
        for index, grid in enumerate(grids)
        if any(place[0] == index for place in inside)
    ]
    return PrintedPage(number=0, width=0, height=0, lines=_lines(outside), tables=tuple(tables))


def _place(line: PrintedLine, grids: Sequence[Grid]) -> tuple[int, int] | None:
    """The table and the cell in which the line stands."""
    for index, grid in enumerate(grids):
        cell = grid.cell_at((line.left + line.right) / 2, line.middle)
        if cell is not None:
            return index, cell
    return None


def _lines(parts: Iterable[PrintedLine]) -> tuple[PrintedLine, ...]:
    """The parts from top to bottom and from left to right, those that stand in one line close together as one."""
    joined: list[PrintedLine] = []
    for part in sorted(parts, key=lambda each: (each.left, each.top)):
        for index, before in enumerate(joined):
            if _goes_on(before, part):
                joined[index] = _joined(before, part)
                break
        else:
            joined.append(part)
    return tuple(sorted(joined, key=lambda line: (line.middle, line.left)))


def _goes_on(before: PrintedLine, line: PrintedLine) -> bool:
    height = min(before.height, line.height)
    common = min(before.bottom, line.bottom) - max(before.top, line.top)
    return common > _ONE_LINE * height and -height < line.left - before.right < _WIDEST_GAP * height


def _joined(first: PrintedLine, last: PrintedLine) -> PrintedLine:
    blank = " " if re.match(r"[A-Za-z0-9]{2}", first.words[-1] + last.words[0]) else ""
    sure = [each.confidence for each in (first, last) if each.confidence is not None]
    return PrintedLine(
        words=first.words + blank + last.words,
        left=first.left,
        top=min(first.top, last.top),
        right=max(first.right, last.right),
        bottom=max(first.bottom, last.bottom),
        confidence=min(sure, default=None),
    )


def _scaled(page: PrintedPage, factor: float) -> PrintedPage:
    """The page with every measure in units of which a point of it has so many."""
    return dataclasses.replace(
        page,
        width=page.width * factor,
        height=page.height * factor,
        lines=tuple(_scaled_line(line, factor) for line in page.lines),
        tables=tuple(
            PrintedTable(
                left=table.left * factor,
                top=table.top * factor,
                right=table.right * factor,
                bottom=table.bottom * factor,
                edges=tuple(x * factor for x in table.edges),
                cells=tuple(
                    dataclasses.replace(cell, lines=tuple(_scaled_line(line, factor) for line in cell.lines))
                    for cell in table.cells
                ),
            )
            for table in page.tables
        ),
    )


def _scaled_line(line: PrintedLine, factor: float) -> PrintedLine:
    return dataclasses.replace(
        line,
        left=round(line.left * factor, 1),
        top=round(line.top * factor, 1),
        right=round(line.right * factor, 1),
        bottom=round(line.bottom * factor, 1),
    )
