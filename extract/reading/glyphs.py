"""The characters of a PDF page with their boxes, as lines; pdfium reads them, arrays keep it fast.

Boxes count from the upper left corner of the page as it is shown. Text that runs up, down or upside down is read in
its own direction; slanted text (a watermark) stands apart.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from pypdfium2 import raw

from extract.reading.lettering import close_up
from extract.reading.printed_page import PrintedLine

Numbers = np.ndarray[Any, np.dtype[Any]]

_SAME_LINE = 0.5  # of the smaller height that two characters of a line share
_RUN_GAP = 1.0  # of the height: what a run may leave blank
_LINE_GAP = 1.5  # of the height: what a line may leave blank; more parts two lines
_SYMBOL_DIGITS = {0xF000 + code: code for code in (*range(0x30, 0x3A), 0x2E)}
_LETTERING = {**_SYMBOL_DIGITS, 0x02: "-", 0xFFFE: "-"}  # pdfium gives these for a hyphen at the end of a line
_CJK = re.compile(r"[\u2014\u2018-\u201d\u2026\u3001-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uffef]")
_MARK = re.compile(r"[\u2014\u2018-\u201d\u2026\u3001-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]")


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Glyphs:
    """The visible characters of a page in the order of its file.

    ``text`` is the whole text with its blanks, ``places`` the index of each character in it, ``quarters`` the quarter
    turns (against the clock) of the line that it stands in, 4 for slanted lines; ``boxes`` are rows of left, top,
    right, bottom.
    """

    text: str
    places: Numbers
    boxes: Numbers
    quarters: Numbers
    garbled: int

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.places)


def read_glyphs(page: pdfium.PdfPage, frame: Numbers) -> Glyphs:
    """The characters of a page whose coordinates ``frame`` (2 × 3) takes to the page as shown."""
    textpage = page.get_textpage()
    try:
        count = textpage.count_chars()
        text = textpage.get_text_range(0, count) if count else ""
        if len(text) != count:
            codes = (raw.FPDFText_GetUnicode(textpage, index) for index in range(count))
            text = "".join(chr(code) if code < 0x110000 else "\ufffd" for code in codes)
        text = text.translate(_LETTERING)
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        visible = np.flatnonzero(_is_visible(points))
        boxes = _boxes(textpage, count)[visible]
        boxes = _shown(boxes, frame)
        within = _within(boxes, page.get_size())
        visible, boxes = visible[within], boxes[within]
        quarters = _quarters(textpage, visible, boxes, turned=page.get_rotation() // 90)
    finally:
        textpage.close()
    return Glyphs(
        text=text, places=visible, boxes=boxes, quarters=quarters, garbled=int(_is_garbled(points[visible]).sum())
    )


def _is_visible(points: Numbers) -> Numbers:
    blank = (points <= 0x20) | (points == 0xA0) | (points == 0x3000) | ((points >= 0x2000) & (points <= 0x200F))
    # Characters without a meaning are kept: they tell that the page cannot be read as text.
    unknown = (points < 0x20) & (points != 0x09) & (points != 0x0A) & (points != 0x0D)
    return (~blank & (points != 0xFEFF)) | unknown


def _is_garbled(points: Numbers) -> Numbers:
    private = (points >= 0xE000) & (points <= 0xF8FF)
    control = (points < 0x20) | ((points >= 0x7F) & (points < 0xA0))
    return private | control | (points == 0xFFFD) | (points >= 0xF0000)


def _boxes(textpage: pdfium.PdfTextPage, count: int) -> Numbers:
    """The boxes of all characters in page coordinates: left, top, right, bottom, the top above the bottom."""
    rows = (raw.FS_RECTF * max(count, 1))()
    handle, read = textpage.raw, raw.FPDFText_GetLooseCharBox
    for index in range(count):
        read(handle, index, rows[index])
    return np.frombuffer(rows, dtype=np.float32).reshape(-1, 4)[:count].astype(np.float64)


def _shown(boxes: Numbers, frame: Numbers) -> Numbers:
    """The boxes on the page as shown."""
    one = boxes[:, :2] @ frame[:, :2].T + frame[:, 2]
    other = boxes[:, 2:] @ frame[:, :2].T + frame[:, 2]
    return np.hstack([np.minimum(one, other), np.maximum(one, other)])


def _within(boxes: Numbers, size: tuple[float, float]) -> Numbers:
    """Which boxes have an extent and stand on the page (white-out tricks print outside of it)."""
    middle = (boxes[:, :2] + boxes[:, 2:]) / 2
    inside = np.all((middle >= 0) & (middle <= np.array(size)), axis=1)
    within: Numbers = inside & (boxes[:, 3] - boxes[:, 1] > 0.1)
    return within


def _quarters(textpage: pdfium.PdfTextPage, visible: Numbers, boxes: Numbers, *, turned: int) -> Numbers:
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
        quarters[index] = nearest % 4 if abs(angle - 90 * nearest) < 5 else 4
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


def make_lines(glyphs: Glyphs, boxes: Numbers, chosen: Numbers, regions: Numbers) -> Iterator[tuple[int, PrintedLine]]:
    """The lines of the chosen characters with the region (a cell, or the page outside of tables) that each is in.

    ``boxes`` are the characters' boxes as the reader of the lines sees them; ``regions`` has a number per character.
    """
    chosen = _printed_once(glyphs, boxes, chosen)
    if not len(chosen):
        return
    runs: dict[int, list[PrintedLine]] = {}
    for region, run in _runs(glyphs, boxes, chosen, regions):
        runs.setdefault(region, []).append(run)
    for region, some in runs.items():
        for line in _joined(some):
            yield region, line


def _printed_once(glyphs: Glyphs, boxes: Numbers, chosen: Numbers) -> Numbers:
    """The characters without those that are printed a second time at once at the same place (bold by overprinting)."""
    if len(chosen) < 2:
        return chosen
    letters = np.frombuffer(glyphs.text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)[glyphs.places[chosen]]
    moved = np.abs(np.diff(boxes[chosen][:, :2], axis=0))
    extent = (boxes[chosen][:, 2:] - boxes[chosen][:, :2])[1:]
    again = (letters[1:] == letters[:-1]) & np.all(moved < 0.3 * extent, axis=1)
    return chosen[np.insert(~again, 0, True)]


def _runs(glyphs: Glyphs, boxes: Numbers, chosen: Numbers, regions: Numbers) -> Iterator[tuple[int, PrintedLine]]:
    """Stretches of characters that follow each other in the file and on a line."""
    some = boxes[chosen]
    left, top, right, bottom = some.T
    height = bottom - top
    smaller = np.minimum(height[1:], height[:-1])
    shared = np.minimum(bottom[1:], bottom[:-1]) - np.maximum(top[1:], top[:-1])
    gap = left[1:] - right[:-1]
    goes_on = (
        (shared >= _SAME_LINE * smaller)
        & (gap < _RUN_GAP * height[1:])
        & (gap > -0.6 * np.maximum(right - left, 0.3 * height)[1:])
        & (regions[chosen][1:] == regions[chosen][:-1])
    )
    starts = np.insert(np.flatnonzero(~goes_on) + 1, 0, 0)
    ends = np.append(starts[1:], len(chosen))
    lefts, tops = np.minimum.reduceat(left, starts), np.minimum.reduceat(top, starts)
    rights, bottoms = np.maximum.reduceat(right, starts), np.maximum.reduceat(bottom, starts)
    corners = np.column_stack([lefts, tops, rights, bottoms]).round(2).tolist()
    places = glyphs.places[chosen].tolist()
    gaps, heights = gap.tolist(), height.tolist()
    region_of = regions[chosen][starts].tolist()
    for region, start, end, box in zip(region_of, starts.tolist(), ends.tolist(), corners, strict=True):
        if places[end - 1] - places[start] == end - start - 1:
            words = glyphs.text[places[start] : places[end - 1] + 1]
        else:
            words = _spaced(glyphs.text, places[start:end], gaps[start : end - 1], heights[start:end])
        yield region, PrintedLine(words=words, left=box[0], top=box[1], right=box[2], bottom=box[3])


def _spaced(text: str, places: Sequence[int], gaps: Sequence[float], heights: Sequence[float]) -> str:
    """The characters with the blanks that are printed between them."""
    parts = [text[places[0]]]
    for before, place, gap, height in zip(places, places[1:], gaps, heights[1:], strict=False):
        blank = text[before + 1 : place]
        if blank and not blank.isspace():
            blank = ""  # characters that are printed twice stood between
        if blank:
            parts.append(" " if _parts_words(text[before], text[place], gap, height) else "")
        parts.append(text[place])
    return close_up("".join(parts))


def _parts_words(before: str, after: str, gap: float, height: float) -> bool:
    """Whether a blank between two characters is seen: beside Chinese ones a small gap is the spacing of the line.

    >>> _parts_words("市", "财", 2.0, 16.0), _parts_words("到", "2", 4.0, 16.0), _parts_words("标", "市", 16.0, 16.0)
    (False, True, True)
    """
    if _MARK.match(before) or _MARK.match(after):
        return gap > 1.2 * height
    if _CJK.match(before) and _CJK.match(after):
        return gap > 0.5 * height
    return gap > 0.1 * height


def _joined(runs: list[PrintedLine]) -> Iterator[PrintedLine]:
    """The runs that stand side by side as one line, each stretch of words once."""
    lines: list[PrintedLine] = []
    for run in sorted(runs, key=lambda each: each.left):
        beside = [each for each in lines if _on_one_line(each, run)]
        if any(_covers(each, run) for each in beside):
            continue
        nearest = max(beside, key=lambda each: each.right, default=None)
        if nearest is None or run.left - nearest.right > _LINE_GAP * max(nearest.height, run.height):
            lines.append(run)
            continue
        lines.remove(nearest)
        gap = run.left - nearest.right
        blank = " " if _parts_words(nearest.words[-1], run.words[0], gap, min(nearest.height, run.height)) else ""
        lines.append(
            replace(
                nearest,
                words=nearest.words + blank + run.words,
                top=min(nearest.top, run.top),
                right=max(nearest.right, run.right),
                bottom=max(nearest.bottom, run.bottom),
            )
        )
    for line in lines:
        yield replace(line, words=close_up(line.words))


def _on_one_line(one: PrintedLine, other: PrintedLine) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared >= _SAME_LINE * min(one.height, other.height)


def _covers(line: PrintedLine, run: PrintedLine) -> bool:
    """Whether the run is printed a second time over the line."""
    return run.words in line.words and run.right <= line.right + 0.3 * run.height and run.left < line.right - 0.2


def frame_of(page: pdfium.PdfPage) -> Numbers:
    """What takes the page's coordinates to the page as shown, in points from its upper left corner."""
    width, height = page.get_size()
    scale = 100
    corners = []
    for x, y in ((0.0, 0.0), (1000.0, 0.0), (0.0, 1000.0)):
        across, down = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(
            page, 0, 0, round(width * scale), round(height * scale), 0, x, y, ctypes.byref(across), ctypes.byref(down)
        )
        corners.append(np.array([across.value, down.value], dtype=np.float64) / scale)
    origin, unit_x, unit_y = corners
    return np.column_stack([(unit_x - origin) / 1000, (unit_y - origin) / 1000, origin])
