"""The rules that a PDF page draws: strokes, borders of rectangles, thin filled bars; not shades behind words."""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from extract.reading.printed.ruled import Rule

Matrix = tuple[float, float, float, float, float, float]
"""Takes a point (x, y) to (a x + b y + e, c x + d y + f), in the order a, b, e, c, d, f."""
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
    pictures = 0.0
    width, height = page.get_size()
    for piece, kind, matrix in _objects(page, raw.FPDFPage_CountObjects(page), raw.FPDFPage_GetObject, frame, 0):
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            left, top, right, bottom = _bounds(piece, matrix)
            extent = max(0.0, min(right, width) - max(left, 0)) * max(0.0, min(bottom, height) - max(top, 0))
            pictures = max(pictures, extent / max(1.0, width * height))
        else:
            rules += _rules_of(piece, matrix)
    return [rule for rule in rules if _is_on_page(rule, width, height)], pictures


def _is_on_page(rule: Rule, width: float, height: float) -> bool:
    """Whether a rule can be seen; what damaged files draw nowhere (a position that is no number) cannot."""
    breadth, length = (width, height) if rule.upright else (height, width)
    return -_THIN <= rule.at <= breadth + _THIN and rule.start <= length and rule.end >= 0 and rule.start < rule.end


def _objects(holder: Any, count: int, get: Any, matrix: Matrix, depth: int) -> Iterator[tuple[Any, int, Matrix]]:  # noqa: ANN401 - pdfium's handles
    """The paths and pictures of a page, those in forms too, each with the matrix that takes it to the page as shown."""
    kind_of, text = raw.FPDFPageObj_GetType, raw.FPDF_PAGEOBJ_TEXT
    for index in range(min(count, _MOST_OBJECTS)):
        piece = get(holder, index)
        kind = kind_of(piece)
        if kind == text:
            continue
        if kind in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE):
            yield piece, kind, matrix
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
            inner = _chained(matrix, _matrix_of(piece))
            yield from _objects(piece, raw.FPDFFormObj_CountObjects(piece), raw.FPDFFormObj_GetObject, inner, depth + 1)


def _matrix_of(piece: Any) -> Matrix:  # noqa: ANN401
    found = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(piece, found)
    return found.a, found.c, found.e, found.b, found.d, found.f


def _chained(outer: Matrix, inner: Matrix) -> Matrix:
    """The matrix of what is taken by the inner one first."""
    a, b, e, c, d, f = outer
    p, q, x, r, s, y = inner
    return a * p + b * r, a * q + b * s, a * x + b * y + e, c * p + d * r, c * q + d * s, c * x + d * y + f


def _bounds(piece: Any, frame: Matrix) -> Box:  # noqa: ANN401
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(piece, left, bottom, right, top)
    return _around([_taken(frame, left.value, bottom.value), _taken(frame, right.value, top.value)])


def _taken(matrix: Matrix, x: float, y: float) -> Point:
    a, b, e, c, d, f = matrix
    return a * x + b * y + e, c * x + d * y + f


def _around(points: Sequence[Point]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _rules_of(path: Any, frame: Matrix) -> Iterator[Rule]:  # noqa: ANN401
    box = _bounds(path, frame)
    if min(box[2] - box[0], box[3] - box[1]) <= _THIN:
        yield from _as_rule(box)
        return
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


def _as_rule(box: Box) -> Iterator[Rule]:
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
