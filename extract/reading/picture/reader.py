"""Reader of pictures of pages: PNG, JPEG, and TIFF with all its pages."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator

import numpy as np
from PIL import Image, ImageOps, TiffImagePlugin, UnidentifiedImageError

from extract.reading.composing import Composer
from extract.reading.picture.doubts import with_doubts
from extract.reading.picture.recognition import MOST_PAGES, recognise_page
from extract.reading.printed.flow import compose_pages
from extract.reading.progress import tell
from extract.reading.source import SourceText, UnreadableDocument
from extract.records import Form

_FORMATS = ("PNG", "JPEG", "TIFF")
_MOST_PIXELS = 80_000_000
"""An A3 page at 600 dpi has 70 million; Pillow warns from 89 million on."""
_LONGEST_SIDE = 65_500  # pixels: what a JPEG file can hold at most
_PREVIEW = 1
_SUBFILE_TYPE = 254
_BROKEN = (OSError, SyntaxError, ValueError, TypeError, LookupError, EOFError, OverflowError, struct.error)
"""What Pillow raises on bytes that are no good picture; caught around single calls of it, never around ours."""


def read(data: bytes, name: str) -> SourceText:
    """The document that the picture, or the pictures of a TIFF file, show.

    Raises:
        UnreadableDocument: damaged, too large, too many pages, or nothing recognised.
    """
    composer = Composer()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of odd tags; what matters is whether the picture can be read
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        with _open(data) as image:
            count = _count(image)
            pages = []
            for index, page in enumerate(_pictures(image, count), start=1):
                pages.append(recognise_page(page, number=index, scale=1.0))
                tell(index, count)
    if not any(page.lines or page.tables for page in pages):
        raise UnreadableDocument(
            "no-text", "图片里没有认出文字：请确认图片是文件的清晰扫描件（建议 200 dpi 以上），再重新导入。"
        )
    compose_pages(pages, composer)
    return with_doubts(composer.source(name=name, data=data, form=Form(format="picture")))


def picture_of(data: bytes, number: int) -> Image.Image | None:
    """The page of this number, from 1, as it is read; None where the file has none.

    Raises:
        UnreadableDocument: damaged or too large.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        with _open(data) as image:
            pages = enumerate(_pictures(image, _count(image)), start=1)
            return next((page for index, page in pages if index == number), None)


def _open(data: bytes) -> Image.Image:
    try:
        return Image.open(io.BytesIO(data), formats=_FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large() from error
    except UnidentifiedImageError as error:
        raise UnreadableDocument(
            "damaged", "图片已损坏，或不是 PNG、JPEG、TIFF 图片：请重新扫描，或另存为 PNG 后再导入。"
        ) from error
    except _BROKEN as error:
        raise _damaged() from error


def _count(image: Image.Image) -> int:
    """How many pages the file has; only TIFF files have more than one (the second picture of a photo is a preview)."""
    if image.format != "TIFF":
        return 1
    for index in range(MOST_PAGES + 1):
        try:
            image.seek(index)
        except EOFError:
            return index
        except _BROKEN as error:
            raise _damaged() from error
    raise UnreadableDocument("too-many-pages", f"图片超过 {MOST_PAGES} 页：请拆成几个文件后再导入。")


def _pictures(image: Image.Image, count: int) -> Iterator[Image.Image]:
    """Each page in shades of grey, previews left out."""
    for index in range(count):
        try:
            image.seek(index)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise _too_large() from error
        except _BROKEN as error:
            raise _damaged() from error
        if image.width * image.height > _MOST_PIXELS or max(image.size) > _LONGEST_SIDE:
            raise _too_large()
        if not _is_preview(image):
            yield _grey(_upright(image))


def _is_preview(image: Image.Image) -> bool:
    """Whether a page of a TIFF file is a small copy of another."""
    if not isinstance(image, TiffImagePlugin.TiffImageFile):
        return False
    try:
        kind = image.tag_v2.get(_SUBFILE_TYPE, 0)
    except _BROKEN as error:
        raise _damaged() from error
    return isinstance(kind, int) and bool(kind & _PREVIEW)


def _upright(image: Image.Image) -> Image.Image:
    """The picture that the file stands at, unpacked, the way up that the camera noted."""
    try:
        image.load()
    except _BROKEN as error:
        raise _damaged() from error
    try:
        return ImageOps.exif_transpose(image)
    except _BROKEN as error:
        raise _damaged() from error


def _grey(image: Image.Image) -> Image.Image:
    """The picture as on white paper, whatever its depth, colours and transparency."""
    if image.mode.startswith(("I", "F")):  # more than 8 bits: Pillow would cut off what is above 255
        deep = np.asarray(image, dtype=np.float32)
        dark, bright = float(deep.min()), float(deep.max())
        return Image.fromarray(((deep - dark) * (255 / max(bright - dark, 1e-6))).astype(np.uint8))
    if image.mode == "LAB":
        return image.getchannel("L")
    if image.has_transparency_data:
        seen = image.convert("RGBA")
        paper = Image.new("RGBA", seen.size, "white")
        return Image.alpha_composite(paper, seen).convert("L")
    return image.convert("RGB").convert("L") if image.mode == "CMYK" else image.convert("L")


def _too_large() -> UnreadableDocument:
    return UnreadableDocument(
        "too-large",
        f"图片太大，超过 {_MOST_PIXELS // 10_000} 万像素：请用 200 到 300 dpi 重新扫描，或缩小后再导入。",
    )


def _damaged() -> UnreadableDocument:
    return UnreadableDocument("damaged", "图片不完整或已损坏，无法读取：请重新扫描，或重新下载后再导入。")
