"""The characters of a PDF page with their boxes; pdfium reads them, arrays keep it fast.

Boxes count from the upper left corner of the page as it is shown. Text that runs up, down or upside down is told from
level text, slanted text (a watermark) from both.
"""

from __future__ import annotations

import ctypes
import functools
import itertools
import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from pypdfium2 import raw

Numbers = np.ndarray[Any, np.dtype[Any]]

SLANTED = 4
_SYMBOL_DIGITS = {0xF000 + code: code for code in (*range(0x30, 0x3A), 0x2E)}
_LETTERING = {**_SYMBOL_DIGITS, 0x02: "-", 0xFFFE: "-"}  # pdfium gives these for a hyphen at the end of a line


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Glyphs:
    """The visible characters of a page in the order of its file.

    ``text`` is the whole text with its blanks; of each character ``places`` has its index in it, ``points`` its code,
    ``boxes`` a row of left, top, right, bottom, and ``quarters`` the quarter turns (against the clock) of the line that
    it stands in, :data:`SLANTED` for slanted ones. ``garbled`` of them mean nothing.
    """

    text: str
    places: Numbers
    points: Numbers
    boxes: Numbers
    quarters: Numbers
    garbled: int

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.places)


def read_glyphs(page: pdfium.PdfPage, frame: Numbers) -> Glyphs:
    """The characters of a page whose coordinates ``frame`` (2 × 3) takes to the page as shown."""
    textpage = raw.FPDFText_LoadPage(page)
    try:
        text = _text(textpage)
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        visible = np.flatnonzero(_is_visible(points))
        boxes = _shown(_boxes(textpage, len(text))[visible], frame)
        within = _within(boxes, page.get_size())
        visible, boxes = visible[within], boxes[within]
        quarters = _quarters(textpage, visible, boxes, turned=page.get_rotation() // 90)
    finally:
        raw.FPDFText_ClosePage(textpage)
    points = points[visible]
    garbled = int(_is_garbled(points).sum())
    return Glyphs(text=text, places=visible, points=points, boxes=boxes, quarters=quarters, garbled=garbled)


def _text(textpage: Any) -> str:  # noqa: ANN401 - a handle of pdfium
    """The text of a page, a character for each that pdfium counts."""
    count = raw.FPDFText_CountChars(textpage)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = raw.FPDFText_GetText(textpage, 0, count, buffer)
    text = bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16-le", "replace")
    if len(text) != count:  # characters without a meaning are left out there
        codes = (raw.FPDFText_GetUnicode(textpage, index) for index in range(count))
        text = "".join(chr(code) if code < 0x110000 else "\ufffd" for code in codes)
    return text.translate(_LETTERING)


def _is_visible(points: Numbers) -> Numbers:
    blank = (points <= 0x20) | (points == 0xA0) | (points == 0x3000) | ((points >= 0x2000) & (points <= 0x200F))
    # Characters without a meaning are kept: they tell that the page cannot be read as text.
    unknown = (points < 0x20) & (points != 0x09) & (points != 0x0A) & (points != 0x0D)
    visible: Numbers = (~blank & (points != 0xFEFF)) | unknown
    return visible


def _is_garbled(points: Numbers) -> Numbers:
    private = (points >= 0xE000) & (points <= 0xF8FF)
    control = (points < 0x20) | ((points >= 0x7F) & (points < 0xA0))
    garbled: Numbers = private | control | (points == 0xFFFD) | (points >= 0xF0000)
    return garbled


@functools.cache
def _box_reader() -> Callable[..., int]:
    """Pdfium's reader of a character's box, called with bare addresses: it runs once a character."""
    address = ctypes.cast(raw.FPDFText_GetLooseCharBox, ctypes.c_void_p).value
    assert address is not None
    return ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(address)


def _boxes(textpage: Any, count: int) -> Numbers:  # noqa: ANN401
    """The boxes of all characters in page coordinates: left, top, right, bottom, the top above the bottom."""
    rows = np.zeros((count, 4), dtype=np.float32)
    handle = ctypes.cast(textpage, ctypes.c_void_p).value
    first = rows.ctypes.data
    addresses = range(first, first + rows.nbytes, rows.itemsize * 4)
    deque(map(_box_reader(), itertools.repeat(handle), range(count), addresses), maxlen=0)
    return rows.astype(np.float64)


def _shown(boxes: Numbers, frame: Numbers) -> Numbers:
    """The boxes on the page as shown."""
    (a, b, e), (c, d, f) = frame.tolist()
    if a > 0 > d and b == c == 0:
        shown: Numbers = boxes * (a, d, a, d) + (e, f, e, f)
        return shown
    one = boxes[:, :2] @ frame[:, :2].T + frame[:, 2]
    other = boxes[:, 2:] @ frame[:, :2].T + frame[:, 2]
    return np.hstack([np.minimum(one, other), np.maximum(one, other)])


def _within(boxes: Numbers, size: tuple[float, float]) -> Numbers:
    """Which boxes have an extent and stand on the page (tricks print outside of it)."""
    left, top, right, bottom = boxes.T
    width, height = size
    within: Numbers = (
        (bottom - top > 0.1)
        & (left + right >= 0)
        & (left + right <= 2 * width)
        & (top + bottom >= 0)
        & (top + bottom <= 2 * height)
    )
    return within


def frame_of(page: pdfium.PdfPage) -> Numbers:
    """What takes the page's coordinates to the page as shown, in points from its upper left corner."""
    left, bottom, right, top = page.get_bbox()
    rows = {
        0: ((1, 0, -left), (0, -1, top)),
        90: ((0, 1, -bottom), (1, 0, -left)),
        180: ((-1, 0, right), (0, 1, -bottom)),
        270: ((0, -1, top), (-1, 0, right)),
    }[page.get_rotation()]
    return np.array(rows, dtype=np.float64)


def _quarters(textpage: Any, visible: Numbers, boxes: Numbers, *, turned: int) -> Numbers:  # noqa: ANN401
    """The quarter turns of each character; pdfium is asked only where the next one does not stand beside it."""
    quarters = np.zeros(len(visible), dtype=np.int8)
    if len(visible) < 2:
        return quarters
    middle = (boxes[:, :2] + boxes[:, 2:]) / 2
    step = np.abs(np.diff(middle, axis=0))
    height = (boxes[:, 3] - boxes[:, 1])[1:]
    odd = (step[:, 1] > 0.3 * height) & (step[:, 0] < 2.5 * height)
    asked = np.flatnonzero(np.append(odd, False) | np.insert(odd, 0, False))
    for index in asked:
        angle = math.degrees(raw.FPDFText_GetCharAngle(textpage, int(visible[index]))) - 90 * turned
        nearest = round(angle / 90)
        quarters[index] = nearest % 4 if abs(angle - 90 * nearest) < 5 else SLANTED
    upright = (step[:, 1] > 0.7 * height) & (step[:, 0] < 0.3 * height)
    if len(asked) and not quarters.any() and upright.sum() > 0.7 * len(upright):
        quarters[:] = 3  # columns of characters set one under the other
    return quarters


def turn(boxes: Numbers, quarters: int, size: tuple[float, float]) -> Numbers:
    """The boxes on a page of ``size`` as one sees them who reads lines of so many quarter turns."""
    left, top, right, bottom = boxes.T
    width, height = size
    turned = {
        0: (left, top, right, bottom),
        1: (height - bottom, left, height - top, right),
        2: (width - right, height - bottom, width - left, height - top),
        3: (top, width - right, bottom, width - left),
    }[quarters]
    return np.column_stack(turned)
