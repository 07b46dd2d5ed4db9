"""A page of a file as a picture, for who wants to see the original beside its text; in this process, see the guard."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass

import pypdfium2 as pdfium
from PIL import Image

from extract.reading.guard.screening import screen, suffix_of
from extract.reading.source import UnreadableDocument

WIDEST, TALLEST = 1000, 1600
"""Pixels of a drawn page: twice what a column beside the text shows."""

_QUALITY = 80
_LARGEST_SCALE = 4.0  # pixels a point, for pages of the size of a stamp


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnPage:
    """A page as a WebP picture in base64, and its size in the measure in which places count boxes on it."""

    image: str
    width: float
    height: float


def draw_page(data: bytes, name: str, number: int) -> DrawnPage:
    """The page of this number, from 1, of a PDF file or of a picture.

    Raises:
        UnreadableDocument: there is no such page, or it cannot be drawn.
    """
    screen(data, name)
    if suffix_of(name) == ".pdf":
        return _drawn_pdf(data, number)
    from extract.reading.picture.reader import picture_of  # noqa: PLC0415 - loads what recognition needs

    picture = picture_of(data, number)
    if picture is None:
        raise _no_page()
    return _packed(picture, float(picture.width), float(picture.height))


def _drawn_pdf(data: bytes, number: int) -> DrawnPage:
    try:
        with pdfium.PdfDocument(data) as document:
            if not 1 <= number <= len(document):
                raise _no_page()
            page = document[number - 1]
            width, height = page.get_size()
            scale = min(WIDEST / max(width, 1), TALLEST / max(height, 1), _LARGEST_SCALE)
            return _packed(page.render(scale=scale).to_pil(), float(width), float(height))
    except pdfium.PdfiumError as error:
        raise UnreadableDocument("damaged", "这一页画不出来：请对照原来的文件。") from error


def _packed(picture: Image.Image, width: float, height: float) -> DrawnPage:
    small = picture.convert("RGB")
    small.thumbnail((WIDEST, TALLEST))
    written = io.BytesIO()
    small.save(written, "WEBP", quality=_QUALITY, method=2)
    return DrawnPage(image=base64.b64encode(written.getvalue()).decode("ascii"), width=width, height=height)


def _no_page() -> UnreadableDocument:
    return UnreadableDocument("damaged", "文件没有这一页。")
