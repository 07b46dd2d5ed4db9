"""Which way up a picture of a page is, and how far it leans: told by its lines of characters."""

from __future__ import annotations

import math
from collections.abc import Sequence

import cv2
import numpy as np

from extract.reading.picture.recogniser import Corners, Grey, read_lines

_UPRIGHT = 1.5
_LONG = 4.0
_PROBES = 5
_SURE = 0.85
_LEAST_LEAN = 0.15
_MOST_LEAN = 8.0


def quarters_of(picture: Grey, lines: Sequence[Corners]) -> int:
    """The quarter turns against the clock at which the lines run up the picture: 0 for a picture that is upright."""
    if not lines:
        return 0
    standing = sum(_height(line) > _UPRIGHT * _width(line) for line in lines)
    sideways = int(standing > len(lines) / 2)
    longest = sorted(lines, key=lambda line: -max(_width(line), _height(line)))[:_PROBES]
    level = turned(picture, sideways)
    probes = [turned_corners(line, sideways, picture.shape) for line in longest]
    as_is = _sureness(level, probes)
    if as_is >= _SURE:
        return sideways
    probes = [turned_corners(line, 2, level.shape) for line in probes]
    return sideways + 2 if _sureness(turned(level, 2), probes) > as_is else sideways


def turned(picture: Grey, quarters: int) -> Grey:
    """The picture turned by quarters with the clock."""
    return np.ascontiguousarray(np.rot90(picture, -quarters))


def turned_corners(line: Corners, quarters: int, shape: tuple[int, ...]) -> Corners:
    """The corners of a line in the picture that :func:`turned` gives.

    >>> line = np.array([[10, 90], [10, 50], [20, 50], [20, 90]], dtype=np.float32)
    >>> turned_corners(line, 1, (100, 60)).tolist()
    [[10.0, 10.0], [50.0, 10.0], [50.0, 20.0], [10.0, 20.0]]
    """
    height, width = shape[:2]
    for _ in range(quarters % 4):
        line = np.stack([height - line[:, 1], line[:, 0]], axis=1)
        height, width = width, height
    return ordered(line)


def ordered(corners: Corners) -> Corners:
    """The corners from the upper left one with the clock."""
    left, right = np.split(corners[np.argsort(corners[:, 0], kind="stable")], 2)
    upper_left, lower_left = left[np.argsort(left[:, 1], kind="stable")]
    upper_right, lower_right = right[np.argsort(right[:, 1], kind="stable")]
    return np.array([upper_left, upper_right, lower_right, lower_left], dtype=np.float32)


def straightened(picture: Grey, lines: Sequence[Corners]) -> tuple[Grey, list[Corners]]:
    """The picture turned about its middle so that its lines are level, and the lines in it; as it is where they are."""
    lean = lean_of(lines)
    if not _LEAST_LEAN <= abs(lean) <= _MOST_LEAN:
        return picture, list(lines)
    height, width = picture.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), lean, 1.0)
    level = cv2.warpAffine(
        picture, turn, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=(255.0,)
    )
    moved = [(line @ turn[:, :2].T + turn[:, 2]).astype(np.float32) for line in lines]
    return np.asarray(level, dtype=np.uint8), moved


def lean_of(lines: Sequence[Corners]) -> float:
    """The degrees by which the long lines fall to the right, as their weighted median.

    >>> lean_of([np.array([[0, 0], [100, 1], [100, 11], [0, 10]], dtype=np.float32)])
    0.57
    """
    leans = sorted((_lean(line), _width(line)) for line in lines if _width(line) > _LONG * _height(line))
    half = sum(width for _, width in leans) / 2
    for lean, width in leans:
        half -= width
        if half <= 0:
            return round(lean, 2)
    return 0.0


def thickness(line: Corners) -> float:
    """The shorter side of a line: about the size of its characters, whichever way it runs."""
    return min(_width(line), _height(line))


def _lean(line: Corners) -> float:
    across = (line[1] - line[0]) + (line[2] - line[3])
    return math.degrees(math.atan2(float(across[1]), float(across[0])))


def _width(line: Corners) -> float:
    return float(np.linalg.norm(line[1] - line[0]))


def _height(line: Corners) -> float:
    return float(np.linalg.norm(line[3] - line[0]))


def _sureness(picture: Grey, lines: Sequence[Corners]) -> float:
    read = read_lines(picture, lines)
    letters = sum(len(each.confidences) for each in read)
    return sum(sum(each.confidences) for each in read) / letters if letters else 0.0
