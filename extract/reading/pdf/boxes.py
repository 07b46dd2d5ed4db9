"""The boxes of a page's characters and objects: pdfium gives them one by one, arrays take them many at once.

What runs once a character calls pdfium with bare addresses: converting the arguments would cost more than the call.
"""

from __future__ import annotations

import ctypes
import functools
from collections import deque
from collections.abc import Callable, Iterable
from itertools import repeat
from typing import Any

import numpy as np
from pypdfium2 import raw

Numbers = np.ndarray[Any, np.dtype[Any]]
Matrix = tuple[float, float, float, float, float, float]
"""Takes a point (x, y) to (a x + b y + e, c x + d y + f), in the order a, b, e, c, d, f."""

_ROW = 16  # bytes: left, top, right and bottom of one box


@functools.cache
def bare(name: str, *arguments: Any, gives: Any = ctypes.c_int) -> Callable[..., Any]:  # noqa: ANN401 - types of ctypes
    """A function of pdfium that takes and gives plain numbers, also for handles; other threads wait for its end."""
    address = ctypes.cast(getattr(raw, name), ctypes.c_void_p).value
    assert address is not None
    return ctypes.PYFUNCTYPE(gives, *arguments)(address)


def address_of(handle: Any) -> int:  # noqa: ANN401 - a handle of pdfium
    """The number that a handle of pdfium is."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def boxes_of_characters(textpage: Any, places: Iterable[int], count: int) -> Numbers:  # noqa: ANN401
    """The boxes of ``count`` characters in page coordinates: a row of left, top, right, bottom, the top above."""
    rows = np.zeros((count, 4), dtype=np.float32)
    call = bare("FPDFText_GetLooseCharBox", ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
    first = rows.ctypes.data
    _exhaust(map(call, repeat(address_of(textpage)), places, range(first, first + rows.nbytes, _ROW)))
    return rows


def boxes_of_objects(objects: list[int]) -> Numbers:
    """The boxes of objects in the coordinates of what holds them, as :func:`boxes_of_characters` gives them."""
    rows = np.zeros((len(objects), 4), dtype=np.float32)
    call = bare("FPDFPageObj_GetBounds", *[ctypes.c_void_p] * 5)
    left, top, right, bottom = (
        range(start, start + rows.nbytes, _ROW) for start in range(rows.ctypes.data, rows.ctypes.data + _ROW, 4)
    )
    _exhaust(map(call, objects, left, bottom, right, top))
    return rows


def _exhaust(calls: Iterable[object]) -> None:
    deque(calls, maxlen=0)


def shown(boxes: Numbers, frame: Matrix) -> Numbers:
    """The boxes on the page as shown: rows of left, top, right and bottom edges."""
    left, top, right, bottom = boxes.T.astype(np.float64)
    a, b, e, c, d, f = frame
    if b == c == 0 < a and d < 0:
        return np.stack([left * a + e, top * d + f, right * a + e, bottom * d + f])
    xs = left * a + top * b + e, right * a + bottom * b + e
    ys = left * c + top * d + f, right * c + bottom * d + f
    return np.stack([np.minimum(*xs), np.minimum(*ys), np.maximum(*xs), np.maximum(*ys)])
