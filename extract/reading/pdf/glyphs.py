"""The characters of a PDF page with their boxes; pdfium reads them, arrays keep it fast.

Boxes count from the upper left corner of the page as it is shown. Text that runs up, down or upside down is told from
level text, slanted text (a watermark) from both.
"""

from __future__ import annotations

import ctypes
import functools
import math
import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from pypdfium2 import raw

from extract.reading.pdf.boxes import Matrix, Numbers, boxes_of_characters, shown

SLANTED = 4
_SYMBOL_DIGITS = {0xF000 + code: code for code in (*range(0x30, 0x3A), 0x2E)}
_LETTERED = re.compile("[\x02\uf02e\uf030-\uf039\ufffe]")
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


def read_glyphs(page: pdfium.PdfPage, frame: Matrix) -> Glyphs:
    """The characters of a page whose coordinates ``frame`` takes to the page as shown."""
    textpage = raw.FPDFText_LoadPage(page)
    try:
        text = _text(textpage)
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        visible = np.flatnonzero(_visible()[points])
        boxes = shown(boxes_of_characters(textpage, visible.tolist(), len(visible)), frame)
        within = _within(boxes, page.get_size())
        if not within.all():
            visible, boxes = visible[within], boxes[:, within]
        quarters = _quarters(textpage, visible, boxes, turned=page.get_rotation() // 90)
    finally:
        raw.FPDFText_ClosePage(textpage)
    points = points[visible]
    garbled = int(np.count_nonzero(_garbled()[points]))
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
    return text.translate(_LETTERING) if _LETTERED.search(text) else text


@functools.cache
def _visible() -> Numbers:
    """Of every code whether it is seen. Characters without a meaning are: they tell that a page is no text."""
    table = np.ones(0x110000, dtype=bool)
    for code in (0x09, 0x0A, 0x0D, 0x20, 0xA0, 0x3000, 0xFEFF, *range(0x2000, 0x2010)):
        table[code] = False
    return table


@functools.cache
def _garbled() -> Numbers:
    """Of every code whether it means nothing: controls, private use, the sign for what is unknown."""
    table = np.zeros(0x110000, dtype=bool)
    for start, end in ((0, 0x20), (0x7F, 0xA0), (0xE000, 0xF900), (0xFFFD, 0xFFFE), (0xF0000, 0x110000)):
        table[start:end] = True
    return table


def _within(boxes: Numbers, size: tuple[float, float]) -> Numbers:
    """Which boxes have an extent and stand on the page (tricks print outside of it)."""
    left, top, right, bottom = boxes
    across, down = left + right, top + bottom
    width, height = size
    within: Numbers = (bottom - top > 0.1) & (across >= 0) & (across <= 2 * width) & (down >= 0) & (down <= 2 * height)
    return within


def frame_of(page: pdfium.PdfPage) -> Matrix:
    """What takes the page's coordinates to the page as shown, in points from its upper left corner."""
    left, bottom, right, top = page.get_bbox()
    return {
        0: (1.0, 0.0, -left, 0.0, -1.0, top),
        90: (0.0, 1.0, -bottom, 1.0, 0.0, -left),
        180: (-1.0, 0.0, right, 0.0, 1.0, -bottom),
        270: (0.0, -1.0, top, -1.0, 0.0, right),
    }[page.get_rotation()]


def _quarters(textpage: Any, visible: Numbers, boxes: Numbers, *, turned: int) -> Numbers:  # noqa: ANN401
    """The quarter turns of each character; pdfium is asked only where the next one does not stand beside it."""
    quarters = np.zeros(len(visible), dtype=np.int8)
    if len(visible) < 2:
        return quarters
    left, top, right, bottom = boxes
    height = (bottom - top)[1:]
    down = np.abs(np.diff(top + bottom)) / 2
    lower = np.flatnonzero(down > 0.3 * height)
    across = np.abs(left[lower + 1] + right[lower + 1] - left[lower] - right[lower]) / 2
    odd = lower[across < 2.5 * height[lower]]
    asked = sorted({*odd.tolist(), *(odd + 1).tolist()})
    for index in asked:
        # pdfium's angle runs with the clock, as does the turning of the page.
        angle = -math.degrees(raw.FPDFText_GetCharAngle(textpage, int(visible[index]))) - 90 * turned
        nearest = round(angle / 90)
        quarters[index] = nearest % 4 if abs(angle - 90 * nearest) < 5 else SLANTED
    upright = np.count_nonzero((down[lower] > 0.7 * height[lower]) & (across < 0.3 * height[lower]))
    if asked and not quarters.any() and upright > 0.7 * len(height):
        quarters[:] = 3  # columns of characters set one under the other
    return quarters


def turn(boxes: Numbers, quarters: int, size: tuple[float, float]) -> Numbers:
    """The boxes on a page of ``size`` as one sees them who reads lines of so many quarter turns."""
    if not quarters:
        return boxes
    left, top, right, bottom = boxes
    width, height = size
    turned = {
        1: (height - bottom, left, height - top, right),
        2: (width - right, height - bottom, width - left, height - top),
        3: (top, width - right, bottom, width - left),
    }[quarters]
    return np.stack(turned)
