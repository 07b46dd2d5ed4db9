"""Reader of PDF files: the text layer where a page has one, recognised characters where it is a picture."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2 as pdfium
from pypdfium2 import raw

from extract.reading.composing import Composer
from extract.reading.pdf_pages import PdfPage, read_page
from extract.reading.printed import compose_pages
from extract.reading.source import SourceText, UnreadableDocument
from extract.records import Form

_MOST_PAGES = 3_000


def read(data: bytes, name: str) -> SourceText:
    """The document of a PDF file.

    Raises:
        UnreadableDocument: encrypted, damaged, too many pages, or without a word.
    """
    document = _open(data)
    try:
        if len(document) > _MOST_PAGES:
            raise UnreadableDocument(
                "too-many-pages", f"PDF 有 {len(document)} 页，超过 {_MOST_PAGES} 页：请拆分后再导入。"
            )
        composer = Composer()
        pages = list(_pages(document))
        compose_pages([page.printed for page in pages], composer)
        return composer.source(name=name, data=data, form=Form(format="pdf"))
    finally:
        document.close()


def _open(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise UnreadableDocument("encrypted", "PDF 设有打开密码：请解除密码后再导入。") from error
        raise UnreadableDocument("damaged", "PDF 文件已损坏，无法打开：请重新下载或重新导出。") from error


def _pages(document: pdfium.PdfDocument) -> Iterator[PdfPage]:
    for index in range(len(document)):
        page = document[index]
        try:
            yield read_page(page, index + 1)
        finally:
            page.close()
