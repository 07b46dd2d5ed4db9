"""Reader of web pages as government sites print them: the document's words and tables, without the site around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lxml import etree

from extract.reading.composing import Composer, Piece
from extract.reading.source import SourceText, UnreadableDocument, merge_ignored
from extract.reading.text.copies import find_copies
from extract.reading.text.decoding import find_losses
from extract.reading.text.pagemarks import find_page_marks
from extract.reading.webpage.blocks import Block, Element, cells_of, drop_silent, find_blocks
from extract.reading.webpage.charset import decode_page
from extract.reading.webpage.chrome import RECORD, find_reasons
from extract.reading.webpage.record import Entry, find_record, is_box
from extract.reading.webpage.tables import holds_data
from extract.reading.webpage.title import find_headline, page_titles, shape
from extract.records import Form, Ignored, Where

_HEAD_OF_DOCUMENT = 600
_TITLE_LABELS = ("标题", "信息名称", "文件名称")
_FEWEST_CHARACTERS = 12
_FEWEST_WITHOUT_SENTENCE = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """A page taken apart: what is written, in front and as it stands, and what is left out, with its reason."""

    record: Sequence[Entry]
    headline: str | None
    blocks: Sequence[Block]
    left_out: Sequence[tuple[str, str]]


def read(data: bytes, name: str) -> SourceText:
    """The document of a web page.

    Raises:
        UnreadableDocument: the page holds no text of its own: it is damaged, a frame, a picture, or built by a script.
    """
    page = decode_page(data)
    if "<" not in page and page.strip():
        raise UnreadableDocument(
            "wrong-suffix", "文件后缀是 .html，内容却是没有网页标记的纯文本：请把后缀改为 .txt 后再导入。"
        )
    root = _parse(page)
    kinds = {str(element.tag) for element in root.iter() if isinstance(element.tag, str)}
    parts = _take_apart(root)
    _refuse_empty(parts, kinds)
    source = _compose(parts).source(name=name, data=data, form=Form(format="html"))
    text = source.text
    repeated = [each for each in [*find_page_marks(text), *find_copies(text)] if not _is_in_table(source, each)]
    return replace(
        source,
        ignored=merge_ignored(text, [*source.ignored, *repeated]),
        issues=(*source.issues, *find_losses(text, unfinished=False)),
    )


def _is_in_table(source: SourceText, stretch: Ignored) -> bool:
    """Whether a stretch touches a table, whose cells may well say the same twice."""
    return any(table.start < stretch.end and stretch.start < table.end for table in source.tables)


def _parse(text: str) -> Element:
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, recover=True, huge_tree=True)
    body = re.sub(r"^\s*<\?xml[^>]*>", "", text).encode("utf-8", "ignore")
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise _damaged() from error
    if root is None or any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        raise _damaged()
    return root


def _damaged() -> UnreadableDocument:
    return UnreadableDocument("damaged", "网页内容已损坏，读不出结构：请在浏览器里打开后重新另存，再导入。")


def _take_apart(root: Element) -> _Page:
    titles = page_titles(root)
    hidden = drop_silent(root)
    blocks = find_blocks(root, lambda grid: holds_data(grid) and not is_box(grid))
    entries, boxed = find_record(blocks)
    recorded = next((entry.value for entry in entries if entry.label in _TITLE_LABELS), None)
    record = [entry for entry in entries if entry.label not in _TITLE_LABELS]
    reasons = find_reasons(blocks, [RECORD if number in boxed else None for number in range(len(blocks))])
    kept = [block for block, reason in zip(blocks, reasons, strict=True) if reason is None]
    headline = find_headline(titles, recorded, [each for number, each in enumerate(blocks) if number not in boxed])
    written = {entry.block for entry in record}
    left_out = [("隐藏的内容", words) for words in hidden]
    left_out += [
        (reason, block.words.strip())
        for number, (block, reason) in enumerate(zip(blocks, reasons, strict=True))
        if reason is not None and number not in written
    ]
    return _Page(record=record, headline=headline, blocks=kept, left_out=left_out)


def _refuse_empty(page: _Page, kinds: set[str]) -> None:
    headline = shape(page.headline or "")
    words = "".join("".join(block.words.split()) for block in page.blocks if shape(block.words) != headline)
    enough = _FEWEST_CHARACTERS if re.search(r"[。；：:）)]", words) else _FEWEST_WITHOUT_SENTENCE
    if len(words) >= enough or any(block.grid for block in page.blocks):
        return
    elsewhere = "请在浏览器里打开正文所在的页面，单独保存后再导入；正文是 PDF、Word 附件的，请直接导入附件。"
    if kinds & {"frame", "frameset", "iframe", "embed", "object"}:
        raise UnreadableDocument("frames", f"这个网页只是框架，正文在另一个文件里：{elsewhere}")
    if "img" in kinds:
        raise UnreadableDocument("pictures", "这个网页的正文是图片：请把图片另存为 .png 或 .jpg 文件后导入。")
    if "script" in kinds:
        advice = "请在浏览器里打开，等文字显示后打印为 PDF，或把文字复制到 .txt 文件（UTF-8）后导入。"
        raise UnreadableDocument("script", f"这个网页的正文由脚本生成，保存的文件里没有文字：{advice}")
    if not words:
        raise UnreadableDocument("blank", "网页里没有正文：请检查保存是否完整，或在浏览器里打开后另存。")


def _compose(page: _Page) -> Composer:
    composer = Composer()
    for entry in page.record:
        composer.ignore(RECORD, composer.paragraph([Piece(words=f"{entry.label}：{entry.value}")]))
    paragraph = table = 0
    if page.headline and not _begins_with(page.blocks, page.headline):
        composer.paragraph([Piece(words=page.headline)])
    for block in page.blocks:
        if block.grid is not None:
            table += 1
            composer.table(cells_of(block.grid, table))
            continue
        paragraph += 1
        level = None if page.headline and shape(block.words) == shape(page.headline) else block.level
        composer.paragraph([Piece(words=block.words, where=Where(paragraph=paragraph))], level=level)
    for reason, words in page.left_out:
        composer.leave_out(reason, words)
    return composer


def _begins_with(blocks: Sequence[Block], headline: str) -> bool:
    """Whether the headline stands at the head of the document already, on however many lines."""
    head = ""
    for block in blocks:
        if len(head) > _HEAD_OF_DOCUMENT:
            break
        head += shape(block.words)
    return shape(headline) in head
