"""A writer of small PDF files: words and rules at their places, so that a test can say what a page looks like."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

A4 = (595.0, 842.0)


@dataclass(frozen=True, kw_only=True)
class Words:
    """Words with the upper left corner of the first at (left, top); ``turned`` is an angle's cosine and sine."""

    words: str
    left: float
    top: float
    size: float = 16.0
    turned: tuple[float, float] = (1.0, 0.0)
    spacing: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Stroke:
    """A straight rule."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A page: its size, what stands on it, and how it is turned to be shown."""

    marks: Sequence[Words | Stroke]
    size: tuple[float, float] = A4
    rotate: int = 0


FONT = (
    "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
    "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light"
    "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000/W[1 95 500]/FontDescriptor 5 0 R>>",
    "<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880"
    "/Descent -120/CapHeight 880/StemV 93>>",
)


def write_pdf(sheets: Sequence[Sheet], *, encrypt: str = "") -> bytes:
    """The file with these pages; ``encrypt`` is what its trailer says of encryption."""
    objects: list[bytes] = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    objects += [part.encode() for part in FONT]
    kids = []
    for sheet in sheets:
        drawn = zlib.compress("\n".join(_drawn(mark, sheet.size[1]) for mark in sheet.marks).encode())
        objects.append(b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(drawn), drawn))
        width, height = sheet.size
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width} {height}]/Rotate {sheet.rotate}"
            f"/Resources<</Font<</F 3 0 R>>>>/Contents {len(objects)} 0 R>>".encode()
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>".encode()
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    entries = "".join(f"{place:010d} 00000 n \n" for place in places)
    trailer = f"trailer<</Size {len(objects) + 1}/Root 1 0 R{encrypt}>>"
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{entries}{trailer}\nstartxref\n{len(out)}\n%%EOF"
    return out + end.encode()


def _drawn(mark: Words | Stroke, height: float) -> str:
    if isinstance(mark, Stroke):
        return f"{mark.left} {height - mark.top} m {mark.right} {height - mark.bottom} l S"
    cos, sin = mark.turned
    code = mark.words.encode("utf-16-be").hex()
    # The upper left corner of the first character, not the start of its baseline.
    x = mark.left + 0.88 * mark.size * sin
    y = height - mark.top - 0.88 * mark.size * cos
    return f"BT /F {mark.size} Tf {mark.spacing} Tc {cos} {sin} {-sin} {cos} {x:.2f} {y:.2f} Tm <{code}> Tj ET"
