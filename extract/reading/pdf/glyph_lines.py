"""The characters of a PDF page put together to lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from extract.reading.pdf.glyphs import Glyphs
from extract.reading.printed.page import PrintedLine
from extract.reading.text.lettering import close_up

Numbers = np.ndarray[Any, np.dtype[Any]]

_SAME_LINE = 0.5  # of the smaller height that two characters of a line share
_RUN_GAP = 1.0  # of the height: what a run may leave blank
_LINE_GAP = 1.5  # of the height: what a line may leave blank; more parts two lines
_CJK = re.compile(r"[\u2014\u2018-\u201d\u2026\u3001-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uffef]")
_MARK = re.compile(r"[\u2014\u2018-\u201d\u2026\u3001-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]")


def make_lines(glyphs: Glyphs, boxes: Numbers, chosen: Numbers, regions: Numbers) -> Iterator[tuple[int, PrintedLine]]:
    """The lines of the chosen characters with the region (a cell, or the page outside of tables) that each is in.

    ``boxes`` are the characters' boxes as the reader of the lines sees them; ``regions`` has a number per character.
    """
    if not len(chosen):
        return
    runs: dict[int, list[PrintedLine]] = {}
    for region, run in _runs(glyphs, boxes, chosen, regions):
        runs.setdefault(region, []).append(run)
    for region, some in runs.items():
        for line in _joined(some):
            yield region, line


def _runs(glyphs: Glyphs, boxes: Numbers, chosen: Numbers, regions: Numbers) -> Iterator[tuple[int, PrintedLine]]:
    """Stretches of characters that follow each other in the file and on a line."""
    left, top, right, bottom = boxes[:, chosen]
    height, width = bottom - top, right - left
    shared = np.minimum(bottom[1:], bottom[:-1]) - np.maximum(top[1:], top[:-1])
    in_line = (shared >= _SAME_LINE * np.minimum(height[1:], height[:-1])) & (
        regions[chosen[1:]] == regions[chosen[:-1]]
    )
    again = _again(glyphs.points[chosen], left, width, in_line)
    if again.any():
        yield from _runs(glyphs, boxes, chosen[~again], regions)
        return
    gap = left[1:] - right[:-1]
    goes_on = in_line & (gap < _RUN_GAP * height[1:]) & (gap > -0.6 * np.maximum(width, 0.3 * height)[1:])
    starts = np.concatenate([[0], np.flatnonzero(~goes_on) + 1])
    corners = np.stack(
        [
            np.minimum.reduceat(left, starts),
            _middles(top, starts),
            np.maximum.reduceat(right, starts),
            _middles(bottom, starts),
        ],
        axis=1,
    )
    places = glyphs.places[chosen].tolist()
    begins = starts.tolist()
    ends = [*begins[1:], len(places)]
    for region, start, end, box in zip(
        regions[chosen[starts]].tolist(), begins, ends, corners.round(2).tolist(), strict=True
    ):
        if places[end - 1] - places[start] == end - start - 1:
            words = glyphs.text[places[start] : places[end - 1] + 1]
        else:
            words = _spaced(glyphs.text, places[start:end], gap[start : end - 1].tolist(), height[start:end].tolist())
        yield region, PrintedLine(words=words, left=box[0], top=box[1], right=box[2], bottom=box[3])


def _middles(edges: Numbers, starts: Numbers) -> Numbers:
    """The median of each stretch: fonts give single characters a box of twice their height, which is no line's."""
    lengths = np.diff(np.append(starts, len(edges)))
    stretch = np.repeat(np.arange(len(starts)), lengths)
    middles: Numbers = edges[np.lexsort((edges, stretch))][starts + lengths // 2]
    return middles


def _again(points: Numbers, left: Numbers, width: Numbers, in_line: Numbers) -> Numbers:
    """Which characters are printed a second time at once at the same place (bold by overprinting)."""
    same = (points[1:] == points[:-1]) & in_line & (np.abs(np.diff(left)) < 0.3 * width[1:])
    again: Numbers = np.concatenate([[False], same])
    return again


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
    band: list[PrintedLine] = []
    bottom = 0.0
    for run in sorted(runs, key=lambda each: each.top):
        if band and run.top >= bottom:
            yield from _joined_side_by_side(band)
            band = []
        bottom = max(bottom, run.bottom) if band else run.bottom
        band.append(run)
    yield from _joined_side_by_side(band)


def _joined_side_by_side(band: list[PrintedLine]) -> list[PrintedLine]:
    if len(band) == 1:
        return band
    lines: list[PrintedLine] = []
    for run in sorted(band, key=lambda each: each.left):
        top, bottom = run.top, run.bottom
        near = [each for each in lines if each.top < bottom and each.bottom > top]  # few: columns make one tall band
        beside = [each for each in near if _on_one_line(each, run)]
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
            PrintedLine(
                words=close_up(nearest.words + blank + run.words),
                left=nearest.left,
                top=min(nearest.top, run.top),
                right=max(nearest.right, run.right),
                bottom=max(nearest.bottom, run.bottom),
            )
        )
    return lines


def _on_one_line(one: PrintedLine, other: PrintedLine) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared >= _SAME_LINE * min(one.height, other.height)


def _covers(line: PrintedLine, run: PrintedLine) -> bool:
    """Whether the run is printed a second time over the line."""
    return run.words in line.words and run.right <= line.right + 0.3 * run.height and run.left < line.right - 0.2
