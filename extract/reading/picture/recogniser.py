"""Characters in pictures: where lines of them stand, and what they are, by the models in rapidocr's own package.

The models are named by their files, so nothing is ever looked for on the network. The engine is made when the first
picture comes.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from rapidocr import RapidOCR

Grey = npt.NDArray[np.uint8]
Corners = npt.NDArray[np.float32]
"""The corners of a line: upper left, upper right, lower right, lower left."""

_SMALLEST_SIDE = 1280
_LARGEST_SIDE = 2200
_SHRUNK = 0.55
_BORDER = 32
_STACKED = 1.5
_SQUARE = 1.15
_PLACE = 1.3
_LEANING = 0.14  # of the height: italic figures lean by 0.10 at most, slashes mostly by 0.20
_INKED = 0.03  # of a row: less is dirt
_PAGE_HEIGHT = 1.4  # of the width
_LONG_PAGE = 2.2
_MOST_THREADS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """The words of a line, and for each of its characters how sure the recogniser is of it (0 to 1)."""

    words: str
    confidences: tuple[float, ...]

    @property
    def mean(self) -> float:
        """How sure the recogniser is of the line as a whole; 0 where there are no words.

        >>> Recognised(words="市局", confidences=(1.0, 0.5)).mean
        0.75
        """
        return sum(self.confidences) / len(self.confidences) if self.confidences else 0.0

    @property
    def least(self) -> float:
        """How sure it is of the least sure letter or figure; of the signs where there are only signs.

        Whether a sign is full or half width can be seen in few prints, and changes nothing.

        >>> Recognised(words="市局，", confidences=(1.0, 0.9, 0.5)).least
        0.9
        """
        letters = [sure for sign, sure in zip(self.words, self.confidences, strict=True) if sign.isalnum()]
        return min(letters or self.confidences, default=0.0)


def find_lines(picture: Grey) -> list[Corners]:
    """The corners of each line of characters; a line that a wide gap parts is two."""
    return [line + np.array([0, top], dtype=np.float32) for top, band in _bands(picture) for line in _lines_of(band)]


def _bands(picture: Grey) -> Iterator[tuple[int, Grey]]:
    """The picture from top to bottom in pieces as high as pages, each with its top; cut where a row is most alike."""
    height, width = picture.shape
    usual = max(int(_PAGE_HEIGHT * width), _SMALLEST_SIDE)
    top = 0
    while height - top > max(_LONG_PAGE * width, 1.5 * usual):
        first = top + usual
        unrest = picture[first : first + usual // 4].std(axis=1)
        cut = first + int(unrest.argmin())
        yield top, picture[top:cut]
        top = cut
    yield top, picture[top:]


def _lines_of(picture: Grey) -> list[Corners]:
    """The lines, found in a smaller picture than they are read in: at 200 dpi a half is as sure, and faster."""
    height, width = picture.shape
    longest = max(height, width)
    scale = min(1.0, min(max(_SHRUNK * longest, _SMALLEST_SIDE), _LARGEST_SIDE) / longest)
    size = (max(round(width * scale), 1), max(round(height * scale), 1))
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA) if scale < 1 else picture
    framed = cv2.copyMakeBorder(small, _BORDER, _BORDER, _BORDER, _BORDER, cv2.BORDER_CONSTANT, value=(255.0,))
    found = _asked(framed, use_det=True, use_rec=False)
    boxes = getattr(found, "boxes", None)  # the library gives an object without boxes where it finds no line
    return [] if boxes is None else [((box - _BORDER) / scale).astype(np.float32) for box in boxes]


def read_lines(picture: Grey, lines: Sequence[Corners]) -> list[Recognised]:
    """What each line says; as many are read at a time as this process may use cores.

    A line is read by one thread, so that the same picture gives the same words and figures on every machine.
    """
    strips = [_cut(picture, corners) for corners in lines]
    _engine()
    with ThreadPoolExecutor(_cores()) as threads:
        return list(threads.map(_read_strip, strips))


def _read_strip(strip: Grey) -> Recognised:
    found = _asked(strip, use_det=False, use_rec=True, return_word_box=True)
    words, details = found.txts[0], found.word_results[0]
    if words == "1" and _leans(strip):
        words = "/"  # which says in a table that there is nothing
    return Recognised(words=words, confidences=tuple(details.confs[: len(words)]))


def _leans(strip: Grey) -> bool:
    """Whether the only stroke in the strip leans as a slash does, more than an italic figure."""
    ink = _inked(strip)
    rows = np.flatnonzero(ink.any(axis=1))
    if not len(rows):
        return False
    end = max(len(rows) // 4, 1)
    top, bottom = (float(np.nonzero(ink[part])[1].mean()) for part in (rows[:end], rows[-end:]))
    return top - bottom > _LEANING * len(rows)


def _asked(picture: npt.NDArray[Any], **what: bool) -> Any:  # noqa: ANN401 - the library has a class for each case
    from rapidocr.inference_engine.onnxruntime import ONNXRuntimeError  # noqa: PLC0415 - as for the engine

    coloured = cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR)
    try:
        return _engine()(coloured, use_cls=False, **what)
    except ONNXRuntimeError as error:
        raise MemoryError from error  # the models and the form of their input are right, so nothing else can fail


def _cut(picture: Grey, corners: Corners) -> Grey:
    """The line as a level strip."""
    width = max(int(max(np.linalg.norm(corners[1] - corners[0]), np.linalg.norm(corners[2] - corners[3]))), 1)
    height = max(int(max(np.linalg.norm(corners[3] - corners[0]), np.linalg.norm(corners[2] - corners[1]))), 1)
    level = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    turn = cv2.getPerspectiveTransform(corners, level)
    cut = cv2.warpPerspective(picture, turn, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    strip: Grey = np.asarray(cut, dtype=np.uint8)
    return _laid_down(strip) if height > _STACKED * width else strip


def _laid_down(column: Grey) -> Grey:
    """The characters of a narrow column, which stand one below the other, side by side as in a line."""
    ink = _inked(column)
    across = np.flatnonzero(ink.mean(axis=0) > _INKED)
    rows = ink.mean(axis=1) > _INKED
    if not len(across) or not rows.any():
        return column
    size = int(across[-1] - across[0]) + 1
    edges = np.flatnonzero(np.diff(rows.astype(np.int8), prepend=0, append=0))
    characters: list[list[int]] = []
    for top, bottom in edges.reshape(-1, 2).tolist():
        if characters and bottom - characters[-1][0] <= _SQUARE * size:
            characters[-1][1] = bottom
        else:
            characters.append([top, bottom])
    place = round(_PLACE * max(size, *(bottom - top for top, bottom in characters)))
    squares = [_framed(column[top:bottom], place) for top, bottom in characters]
    return np.asarray(np.hstack(squares), dtype=np.uint8)


def _inked(strip: Grey) -> Grey:
    """1 where there is ink."""
    _, inked = cv2.threshold(strip, 0, 1, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    return np.asarray(inked, dtype=np.uint8)


def _framed(character: Grey, place: int) -> Grey:
    """The character in the middle of the height of a line."""
    above = (place - len(character)) // 2
    below = place - len(character) - above
    paper = (float(character.max()),)
    framed = cv2.copyMakeBorder(character, above, below, 0, 0, cv2.BORDER_CONSTANT, value=paper)
    return np.asarray(framed, dtype=np.uint8)


def _cores() -> int:
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min(available or 1, _MOST_THREADS)


@functools.cache
def _engine() -> RapidOCR:
    """The engine, one thread for each question, and memory given back after it."""
    import rapidocr  # noqa: PLC0415 - more than a second, and only where a picture comes

    models = Path(str(rapidocr.__file__)).parent / "models"
    return rapidocr.RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "Global.use_preprocess_img": False,
            "Global.use_vertical_padding": False,
            "Det.model_path": str(models / "PP-OCRv6_det_small.onnx"),
            "Det.limit_type": "max",
            "Det.limit_side_len": 2 * _LARGEST_SIDE,
            "Rec.model_path": str(models / "PP-OCRv6_rec_small.onnx"),
            "Rec.rec_batch_num": 1,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "EngineConfig.onnxruntime.enable_cpu_mem_arena": False,
        }
    )
