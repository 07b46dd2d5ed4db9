"""All dresses of a text by their names."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from tests.dressing import Plain, as_html, as_xlsx
from tests.dressing_word import GAZETTE, WITH_HEAD, as_docx, as_docx_table
from tests.printing import as_pdf, as_scan, as_tiff


@dataclass(frozen=True, slots=True, kw_only=True)
class Dressed:
    """A text as the bytes of a file of some format."""

    plain: Plain
    dress: str
    name: str
    data: bytes


TYPED: Mapping[str, tuple[str, Callable[[Plain], bytes]]] = MappingProxyType(
    {
        "text": (".txt", lambda plain: plain.text.encode("utf-8")),
        "docx": (".docx", as_docx),
        "docx-numbered": (".docx", lambda plain: as_docx(plain, automatic_numbers=True)),
        "docx-table": (".docx", as_docx_table),
        "html": (".html", as_html),
        "html-gbk": (".html", lambda plain: as_html(plain, charset="gbk")),
        "xlsx": (".xlsx", as_xlsx),
        "xlsx-two-rows": (".xlsx", lambda plain: as_xlsx(plain, two_row_header=True)),
    }
)
"""Dress → suffix and maker, of those that are files as somebody typed them."""

PRINTED: Mapping[str, Callable[[Plain], bytes]] = MappingProxyType(
    {
        "pdf": lambda plain: as_docx(plain, WITH_HEAD),
        "pdf-columns": lambda plain: as_docx(plain, GAZETTE),
        "pdf-table": as_docx_table,
    }
)
"""Dress → the Word document that LibreOffice prints for it."""

SCANNED: Mapping[str, tuple[str, Callable[[bytes], bytes]]] = MappingProxyType(
    {"scan": (".pdf", as_scan), "tiff": (".tiff", as_tiff)}
)
"""Dress → suffix and maker, of those that are pictures of the printed pages."""

DRESSES = (*TYPED, *PRINTED, *SCANNED)


def dress(plains: Sequence[Plain], dresses: Collection[str] = DRESSES) -> Iterator[Dressed]:
    """Every text in every dress that is asked for; what is to be printed is printed at once."""
    for plain in plains:
        for name in TYPED.keys() & dresses:
            suffix, make = TYPED[name]
            yield Dressed(plain=plain, dress=name, name=f"{plain.name}{suffix}", data=make(plain))
    wanted = PRINTED.keys() & dresses
    scans = SCANNED.keys() & dresses
    to_print = wanted | ({"pdf"} if scans else set())
    sheets = {f"{plain.name}-{name}.docx": PRINTED[name](plain) for plain in plains for name in to_print}
    pages = as_pdf(sheets) if sheets else {}
    for plain in plains:
        for name in wanted:
            yield Dressed(plain=plain, dress=name, name=f"{plain.name}.pdf", data=pages[f"{plain.name}-{name}.docx"])
        for name in scans:
            suffix, picture = SCANNED[name]
            data = picture(pages[f"{plain.name}-pdf.docx"])
            yield Dressed(plain=plain, dress=name, name=f"{plain.name}{suffix}", data=data)
