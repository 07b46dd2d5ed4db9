"""The rules of tables in a picture: long straight strokes, level or upright, that no character has."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
import numpy.typing as npt

from extract.reading.picture.recogniser import Grey
from extract.reading.printed.ruled import Grid, Rule

_POINTS_SHORT = 17.0  # longer than any stroke of a 12-point character
_POINTS_LONG = 40.0
_POINTS_MEETING = 4.0
_POINTS_THICK = 5.0
_POINTS_AROUND = 15.0
_DARKER = 12


def find_rules(picture: Grey, scale: float) -> list[Rule]:
    """The rules in the picture, in points, where ``scale`` pixels are a point."""
    dark = _dark(picture, scale)
    strokes = [*_strokes(dark, scale, upright=False), *_strokes(dark, scale, upright=True)]
    long = [rule for rule in strokes if rule.end - rule.start >= _POINTS_LONG]
    return [rule for rule in strokes if rule in long or _spans(rule, long)]


def _spans(rule: Rule, others: list[Rule]) -> bool:
    """Whether a short stroke runs from one rule to another, as no stroke of a large character does.

    >>> sides = [Rule(upright=True, at=x, start=0, end=90) for x in (10, 30)]
    >>> [_spans(Rule(upright=False, at=50, start=start, end=30), sides) for start in (10, 17)]
    [True, False]
    """
    crossing = [
        other.at
        for other in others
        if other.upright != rule.upright and other.start - _POINTS_MEETING <= rule.at <= other.end + _POINTS_MEETING
    ]
    return all(any(abs(at - end) <= _POINTS_MEETING for at in crossing) for end in (rule.start, rule.end))


def without_rules(picture: Grey, grids: list[Grid], scale: float) -> Grey:
    """The picture with the rules of the tables painted over, so that none is taken for a character."""
    if not grids:
        return picture
    dark = _dark(picture, scale)
    rules = np.asarray(_long(dark, scale, upright=False) | _long(dark, scale, upright=True), dtype=np.uint8)
    rules = np.asarray(cv2.dilate(rules, np.ones((3, 3), np.uint8)), dtype=np.uint8)
    within = np.zeros_like(rules)
    for grid in grids:
        margin = _POINTS_THICK
        left, right = (int((x + margin * side) * scale) for x, side in ((grid.xs[0], -1), (grid.xs[-1], 1)))
        top, bottom = (int((y + margin * side) * scale) for y, side in ((grid.ys[0], -1), (grid.ys[-1], 1)))
        within[max(top, 0) : bottom, max(left, 0) : right] = 1
    painted = picture.copy()
    painted[(rules & within) > 0] = 255
    return painted


def _dark(picture: Grey, scale: float) -> Grey:
    """1 where the picture is darker than around it."""
    around = 2 * int(_POINTS_AROUND * scale / 2) + 3
    dark = cv2.adaptiveThreshold(picture, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, around, _DARKER)
    return np.asarray(dark, dtype=np.uint8)


def _long(dark: Grey, scale: float, *, upright: bool) -> Grey:
    """What of the dark belongs to a stroke of the least length; a stroke may step by a pixel."""
    length = max(int(_POINTS_SHORT * scale), 5)
    across = np.ones((1, 3) if upright else (3, 1), np.uint8)
    along = np.ones((length, 1) if upright else (1, length), np.uint8)
    return np.asarray(cv2.morphologyEx(cv2.dilate(dark, across), cv2.MORPH_OPEN, along), dtype=np.uint8)


def _strokes(dark: Grey, scale: float, *, upright: bool) -> Iterator[Rule]:
    _, _, boxes, middles = cv2.connectedComponentsWithStats(_long(dark, scale, upright=upright), connectivity=8)
    sizes: npt.NDArray[np.int32] = np.asarray(boxes, dtype=np.int32)[1:]
    for (left, top, width, height, _), (x, y) in zip(sizes.tolist(), np.asarray(middles)[1:].tolist(), strict=True):
        thick, long = (width, height) if upright else (height, width)
        if thick > _POINTS_THICK * scale and long < 20 * thick:
            continue
        start = top if upright else left
        yield Rule(upright=upright, at=(x if upright else y) / scale, start=start / scale, end=(start + long) / scale)
