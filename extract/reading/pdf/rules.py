"""The rules that a PDF page draws: strokes, borders of rectangles, thin filled bars; not shades behind words."""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Iterator, Sequence
from ctypes import c_int, c_void_p
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from pypdfium2 import raw

from extract.reading.pdf.boxes import Matrix, address_of, bare, boxes_of_objects, shown
from extract.reading.printed.ruled import Rule

Point = tuple[float, float]
Box = tuple[float, float, float, float]

_THIN = 3.0  # points: what is no broader is a rule
_SHORT = 5.0  # points: a shorter stroke belongs to a sign
_SLANT = 1.0  # points that a level or upright stroke may deviate
_ONE_FIGURE = 6  # segments of a filled shape that is no rule as a whole
_MOST_SEGMENTS = 2_000  # a path with more is a drawing
_MOST_OBJECTS = 200_000
_DEEPEST_FORM = 3


def find_rules(page: pdfium.PdfPage, frame: Matrix) -> tuple[list[Rule], float]:
    """The rules of a page, ``frame`` taking its coordinates to the page as shown; the share that pictures cover."""
    rules: list[Rule] = []
    covered = 0.0
    width, height = page.get_size()
    for paths, pictures, matrix in _layers(address_of(page), "FPDFPage", frame, 0):
        for left, top, right, bottom in _bounds(pictures, matrix):
            extent = max(0.0, min(right, width) - max(left, 0)) * max(0.0, min(bottom, height) - max(top, 0))
            covered = max(covered, extent / max(1.0, width * height))
        for path, box in zip(paths, _bounds(paths, matrix), strict=True):
            rules += _rules_of(path, box, matrix)
    return [rule for rule in rules if _is_on_page(rule, width, height)], covered


def _is_on_page(rule: Rule, width: float, height: float) -> bool:
    """Whether a rule can be seen; what damaged files draw nowhere (a position that is no number) cannot."""
    breadth, length = (width, height) if rule.upright else (height, width)
    return -_THIN <= rule.at <= breadth + _THIN and rule.start <= length and rule.end >= 0 and rule.start < rule.end


def _layers(holder: int, called: str, matrix: Matrix, depth: int) -> Iterator[tuple[list[int], list[int], Matrix]]:
    """The paths and pictures of a page, then those of each form, with the matrix that takes them to it as shown."""
    count = min(bare(f"{called}_CountObjects", c_void_p)(holder), _MOST_OBJECTS)
    get = bare(f"{called}_GetObject", c_void_p, c_int, gives=c_void_p)
    pieces = list(map(get, repeat(holder), range(count)))
    kinds, text = map(bare("FPDFPageObj_GetType", c_void_p), pieces), raw.FPDF_PAGEOBJ_TEXT
    drawn = [(kind, piece) for kind, piece in zip(kinds, pieces, strict=True) if kind != text]
    paths = [piece for kind, piece in drawn if kind == raw.FPDF_PAGEOBJ_PATH]
    yield paths, [piece for kind, piece in drawn if kind == raw.FPDF_PAGEOBJ_IMAGE], matrix
    if depth < _DEEPEST_FORM:
        for form in (piece for kind, piece in drawn if kind == raw.FPDF_PAGEOBJ_FORM):
            yield from _layers(form, "FPDFFormObj", _chained(matrix, _matrix_of(_handle(form))), depth + 1)


def _handle(piece: int) -> Any:  # noqa: ANN401 - pdfium's handle
    return ctypes.cast(piece, raw.FPDF_PAGEOBJECT)


def _matrix_of(piece: Any) -> Matrix:  # noqa: ANN401
    found = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(piece, found)
    return found.a, found.c, found.e, found.b, found.d, found.f


def _chained(outer: Matrix, inner: Matrix) -> Matrix:
    """The matrix of what is taken by the inner one first."""
    a, b, e, c, d, f = outer
    p, q, x, r, s, y = inner
    return a * p + b * r, a * q + b * s, a * x + b * y + e, c * p + d * r, c * q + d * s, c * x + d * y + f


def _bounds(pieces: list[int], matrix: Matrix) -> list[list[float]]:
    """The box of each on the page as shown."""
    with np.errstate(invalid="ignore"):  # damaged files draw things of no extent or without end
        return shown(boxes_of_objects(pieces), matrix).T.tolist() if pieces else []


def _taken(matrix: Matrix, x: float, y: float) -> Point:
    a, b, e, c, d, f = matrix
    return a * x + b * y + e, c * x + d * y + f


def _around(points: Sequence[Point]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _rules_of(piece: int, box: Sequence[float], frame: Matrix) -> Iterator[Rule]:
    if min(box[2] - box[0], box[3] - box[1]) <= _THIN:
        yield from _as_rule(box)
        return
    path = _handle(piece)
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    count = raw.FPDFPath_CountSegments(path)
    if not stroke.value and count <= _ONE_FIGURE:
        return
    if not 0 < count <= _MOST_SEGMENTS:
        return
    for figure in _figures(path, count, _chained(frame, _matrix_of(path))):
        around = _around(figure)
        if min(around[2] - around[0], around[3] - around[1]) <= _THIN:
            yield from _as_rule(around)
        elif stroke.value:
            for (x, y), (to_x, to_y) in itertools.pairwise(figure):
                if min(abs(to_x - x), abs(to_y - y)) <= _SLANT:
                    yield from _as_rule((min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y)))


def _as_rule(box: Sequence[float]) -> Iterator[Rule]:
    left, top, right, bottom = box
    upright = bottom - top > right - left
    if max(right - left, bottom - top) >= _SHORT:
        at, start, end = ((left + right) / 2, top, bottom) if upright else ((top + bottom) / 2, left, right)
        yield Rule(upright=upright, at=at, start=start, end=end)


def _figures(path: Any, count: int, frame: Matrix) -> Iterator[list[Point]]:  # noqa: ANN401
    """The connected strokes of a path as points on the page as shown; curves are left out with their figure."""
    figure: list[Point] = []
    curved = False
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if len(figure) > 1 and not curved:
                yield figure
            figure, curved = [], False
        curved |= kind == raw.FPDF_SEGMENT_BEZIERTO
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        figure.append(_taken(frame, x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment):
            figure.append(figure[0])
    if len(figure) > 1 and not curved:
        yield figure
