"""Reader of PDF files: the text layer where a page has one, recognised characters where it is a picture."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2 as pdfium
from pypdfium2 import raw

from extract.reading.composing import Composer
from extract.reading.pdf.pages import PdfPage, read_page
from extract.reading.picture.doubts import with_doubts
from extract.reading.printed.flow import compose_pages
from extract.reading.printed.page import PrintedPage
from extract.reading.progress import tell
from extract.reading.source import SourceText, UnreadableDocument
from extract.records import Form, Span

_MOST_PAGES = 3_000
_DPI = 200
_POINTS_AN_INCH = 72
_LONGEST_SIDE = 4_000  # pixels of a page that is drawn to be recognised


def read(data: bytes, name: str) -> SourceText:
    """The document of a PDF file.

    Raises:
        UnreadableDocument: encrypted, damaged, too many pages, or without a word.
    """
    document = _open(data)
    try:
        count = len(document)
        if count > _MOST_PAGES:
            raise UnreadableDocument(
                "too-many-pages", f"PDF 有 {count} 页，超过 {_MOST_PAGES} 页：请拆成几个文件后再导入。"
            )
        pages = list(_pages(document))
        damaged = sorted(set(range(1, count + 1)) - {page.printed.number for page in pages})
        if not pages:
            raise _damaged()
        printed = _recognised(document, pages)
    finally:
        document.close()
    composer = Composer()
    compose_pages(printed, composer)
    if damaged:
        numbers = "、".join(map(str, damaged[:10])) + ("等" if len(damaged) > 10 else "")
        message = f"PDF 第 {numbers} 页已损坏，没有读出：请对照原件。"
        composer.doubt("page.damaged", message, Span(start=0, end=composer.length))
    return with_doubts(composer.source(name=name, data=data, form=Form(format="pdf")))


def _open(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise UnreadableDocument("encrypted", "PDF 设有打开密码：请解除密码后再导入。") from error
        raise _damaged() from error


def _damaged() -> UnreadableDocument:
    return UnreadableDocument("damaged", "PDF 文件已损坏，无法打开：请重新下载或重新导出。")


def _pages(document: pdfium.PdfDocument) -> Iterator[PdfPage]:
    """The pages that can be loaded; a damaged one is passed over."""
    count = len(document)
    for index in range(count):
        try:
            page = document[index]
        except pdfium.PdfiumError:
            continue
        try:
            yield read_page(page, index + 1)
        finally:
            page.close()
        tell(index + 1, count)


def _recognised(document: pdfium.PdfDocument, pages: list[PdfPage]) -> list[PrintedPage]:
    """The printed pages, those without usable text as they are recognised in their picture."""
    waiting = sum(page.to_recognise for page in pages)
    if not waiting:
        return [page.printed for page in pages]
    # Recognition loads its models: only where a page needs it.
    from extract.reading.picture.recognition import MOST_PAGES, recognise_page  # noqa: PLC0415

    if waiting > MOST_PAGES:
        raise UnreadableDocument(
            "too-many-pages", f"PDF 有 {waiting} 页是扫描图片，超过 {MOST_PAGES} 页：请拆成几个文件后再导入。"
        )
    printed: list[PrintedPage] = []
    for page in pages:
        if not page.to_recognise:
            printed.append(page.printed)
            continue
        number = page.printed.number
        drawn = document[number - 1]
        try:
            scale = min(_DPI / _POINTS_AN_INCH, _LONGEST_SIDE / max(drawn.get_size()))
            picture = drawn.render(scale=scale).to_pil()
        finally:
            drawn.close()
        printed.append(recognise_page(picture, number=number, scale=scale))
        tell(number, len(document))
    return printed
