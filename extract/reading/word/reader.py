"""Reader of Word documents (.docx).

The text has the paragraphs in the order of the file, each with its automatic number; text boxes follow the paragraph
that anchors them, and so do footnotes and endnotes: what a note declares (排在首位的为牵头单位) holds from there on,
and behind the paragraph it splits no list of units. The marks of notes are not written.

A place is ``Where(paragraph=n)``, counted from 1 over the paragraphs of the body outside tables, blank ones too, or
``Where(table=t, cell="C5")``, counted over the tables of the body and its text boxes. A table within a table is part
of the cell it stands in; a table of which one cell only has words is no table but a box around paragraphs. Text boxes
and notes have the place of what they hang on.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from extract.reading.composing import Composer
from extract.reading.source import RUNNING_HEAD, SourceText, UnreadableDocument
from extract.reading.word.body import Body
from extract.reading.word.numbering import Numbering
from extract.reading.word.package import W, WordPackage, child, damaged, value
from extract.reading.word.paragraphs import Paragraphs
from extract.reading.word.styles import Styles
from extract.records import Form


def read(data: bytes, name: str) -> SourceText:
    """The text of a Word document.

    Raises:
        UnreadableDocument: the file is broken, or has no words.
    """
    composer = Composer()
    try:
        body = _compose(WordPackage(data), composer)
    except RecursionError as error:  # wrappers within wrappers, as no program writes them
        raise damaged() from error
    try:
        return composer.source(name=name, data=data, form=Form(format="word"))
    except UnreadableDocument as error:
        raise _explained(error, body) from error


def _compose(package: WordPackage, composer: Composer) -> Body:
    root = child(package.document, "body")
    if root is None:
        raise damaged()
    styles = Styles(package.part("styles"))
    paragraphs = Paragraphs(styles, Numbering(package.part("numbering"), styles.list_of))
    body = Body(root, paragraphs, composer, dict(_notes(package)))
    body.compose()
    _leave_out_margins(package, paragraphs, composer)
    return body


def _leave_out_margins(package: WordPackage, paragraphs: Paragraphs, composer: Composer) -> None:
    """Keep what is printed around the text or beside it: headers and footers, the same one once, and comments."""
    heads = [paragraphs.plain(part) for kind in ("header", "footer") for part in package.parts(kind)]
    for words in dict.fromkeys(filter(None, heads)):
        composer.leave_out(RUNNING_HEAD, words)
    comments = package.part("comments")
    for comment in () if comments is None else comments.iter(W + "comment"):
        words = paragraphs.plain(comment)
        if words:
            composer.leave_out("批注", words)


def _explained(blank: UnreadableDocument, body: Body) -> UnreadableDocument:
    """Why nothing was read, if more can be said than that."""
    if body.embeds:
        message = "Word 文件的正文是嵌入的另一个文件：请用 Word 打开后另存为新的 .docx 再导入。"
    elif body.pictures:
        message = "Word 文件里只有图片、没有文字：请另存为 PDF 后再导入，图片里的文字会被识别。"
    else:
        return blank
    return UnreadableDocument(blank.code, message)


def _notes(package: WordPackage) -> Iterator[tuple[tuple[str, str], etree._Element]]:
    """Element and id of a reference → the note."""
    for part, name in (("footnotes", "footnote"), ("endnotes", "endnote")):
        root = package.part(part)
        for note in () if root is None else root.iter(W + name):
            if value(note, name="type") in (None, "normal"):
                yield (f"{name}Reference", note.get(W + "id", "")), note
