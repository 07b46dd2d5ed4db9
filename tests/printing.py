"""Dresses on paper: what LibreOffice prints of a document, and a scan of the print."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pypdfium2
from PIL import Image

SCAN_DPI = 200
_LONGEST_PRINTING = 300


def can_print() -> bool:
    """Whether LibreOffice is here."""
    return shutil.which("soffice") is not None


def as_pdf(documents: Mapping[str, bytes]) -> dict[str, bytes]:
    """The PDF of each Office document, by its file name; one run of LibreOffice prints them all."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        files = [home / name for name in documents]
        for file in files:
            file.write_bytes(documents[file.name])
        command = ["soffice", "--headless", f"-env:UserInstallation=file://{home}/profile", "--convert-to", "pdf"]
        subprocess.run(
            [*command, "--outdir", str(home / "out"), *map(str, files)],
            check=True,
            capture_output=True,
            timeout=_LONGEST_PRINTING,
        )
        return {file.name: (home / "out" / f"{file.stem}.pdf").read_bytes() for file in files}


def photograph(pdf: bytes) -> list[Image.Image]:
    """Each page of a PDF as a grey picture at 200 dpi."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=SCAN_DPI / 72, grayscale=True).to_pil() for page in document]
    finally:
        document.close()


def as_scan(pdf: bytes) -> bytes:
    """A PDF of the pages' pictures, without any text."""
    return _saved(pdf, format="PDF", resolution=SCAN_DPI)


def as_tiff(pdf: bytes) -> bytes:
    """A TIFF file with a picture of each page."""
    return _saved(pdf, format="TIFF", compression="tiff_lzw", dpi=(SCAN_DPI, SCAN_DPI))


def _saved(pdf: bytes, **how: object) -> bytes:
    first, *others = photograph(pdf)
    out = io.BytesIO()
    first.save(out, save_all=True, append_images=others, **how)
    return out.getvalue()
