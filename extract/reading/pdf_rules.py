"""The rules that a PDF page draws: strokes, borders of rectangles, thin filled bars; not shades behind words."""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from pypdfium2 import raw

from extract.reading.ruled import Rule

Numbers = np.ndarray[Any, np.dtype[Any]]
Box = tuple[float, float, float, float]

_THIN = 3.0  # points: what is no broader is a rule
_SHORT = 5.0  # points: a shorter stroke belongs to a sign
_SLANT = 1.0  # points that a level or upright stroke may deviate
_MOST_SEGMENTS = 2_000  # a path with more is a drawing
_MOST_OBJECTS = 200_000
_DEEPEST_FORM = 3


def find_rules(page: pdfium.PdfPage, frame: Numbers) -> tuple[list[Rule], float]:
    """The rules of a page, ``frame`` taking its coordinates to the page as shown; the share that pictures cover."""
    rules: list[Rule] = []
    pictures = 0.0
    width, height = page.get_size()
    for piece, matrix in _objects(page, raw.FPDFPage_CountObjects(page), raw.FPDFPage_GetObject, np.eye(3), 0):
        kind = raw.FPDFPageObj_GetType(piece)
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            left, top, right, bottom = _bounds(piece, frame @ matrix)
            extent = max(0.0, min(right, width) - max(left, 0)) * max(0.0, min(bottom, height) - max(top, 0))
            pictures = max(pictures, extent / max(1.0, width * height))
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            rules += _rules_of(piece, frame @ matrix)
    return rules, pictures


def _objects(holder: Any, count: int, get: Any, matrix: Numbers, depth: int) -> Iterator[tuple[Any, Numbers]]:  # noqa: ANN401 - pdfium's handles
    """The objects of a page, those in forms too, each with the matrix (3 × 3) that takes it to the page."""
    for index in range(min(count, _MOST_OBJECTS)):
        piece = get(holder, index)
        kind = raw.FPDFPageObj_GetType(piece)
        if kind in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE):
            yield piece, matrix
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
            inner = matrix @ _matrix_of(piece)
            yield from _objects(piece, raw.FPDFFormObj_CountObjects(piece), raw.FPDFFormObj_GetObject, inner, depth + 1)


def _matrix_of(piece: Any) -> Numbers:  # noqa: ANN401
    found = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(piece, found)
    return np.array([[found.a, found.c, found.e], [found.b, found.d, found.f], [0, 0, 1]], dtype=np.float64)


def _bounds(piece: Any, frame: Numbers) -> Box:  # noqa: ANN401
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(piece, left, bottom, right, top)
    return _around([(left.value, bottom.value), (right.value, top.value)], frame)


def _around(points: Sequence[tuple[float, float]], frame: Numbers) -> Box:
    shown = np.array(points) @ frame[:, :2].T + frame[:, 2]
    (left, top), (right, bottom) = shown.min(axis=0).tolist(), shown.max(axis=0).tolist()
    return left, top, right, bottom


def _rules_of(path: Any, frame: Numbers) -> Iterator[Rule]:  # noqa: ANN401
    box = _bounds(path, frame)
    if min(box[2] - box[0], box[3] - box[1]) <= _THIN:
        yield from _as_rule(box)
        return
    count = raw.FPDFPath_CountSegments(path)
    if not 0 < count <= _MOST_SEGMENTS:
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    for figure in _figures(path, count, frame @ _matrix_of(path)):
        around = (min(x for x, _ in figure), min(y for _, y in figure), *_far_corner(figure))
        if min(around[2] - around[0], around[3] - around[1]) <= _THIN:
            yield from _as_rule(around)
        elif stroke.value:
            for (x, y), (to_x, to_y) in itertools.pairwise(figure):
                if min(abs(to_x - x), abs(to_y - y)) <= _SLANT:
                    yield from _as_rule((min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y)))


def _far_corner(figure: Sequence[tuple[float, float]]) -> tuple[float, float]:
    return max(x for x, _ in figure), max(y for _, y in figure)


def _as_rule(box: Box) -> Iterator[Rule]:
    left, top, right, bottom = box
    upright = bottom - top > right - left
    if max(right - left, bottom - top) >= _SHORT:
        at, start, end = ((left + right) / 2, top, bottom) if upright else ((top + bottom) / 2, left, right)
        yield Rule(upright=upright, at=at, start=start, end=end)


def _figures(path: Any, count: int, frame: Numbers) -> Iterator[list[tuple[float, float]]]:  # noqa: ANN401
    """The connected strokes of a path as points on the page as shown; curves are left out with their figure."""
    figure: list[tuple[float, float]] = []
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
        across, down = (frame[:, :2] @ (x.value, y.value) + frame[:, 2]).tolist()
        figure.append((across, down))
        if raw.FPDFPathSegment_GetClose(segment):
            figure.append(figure[0])
    if len(figure) > 1 and not curved:
        yield figure
