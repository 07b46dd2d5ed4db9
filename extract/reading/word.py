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

from collections.abc import Iterable, Iterator

from lxml import etree

from extract.reading.composing import Composer, Filled, Piece
from extract.reading.source import SourceText, UnreadableDocument
from extract.reading.word_numbering import Numbering
from extract.reading.word_package import W, WordPackage, child, damaged, flattened, is_on, value
from extract.reading.word_styles import Look, Styles
from extract.reading.word_tables import Grid, GridCell, read_grid
from extract.reading.word_words import DELETED, Words, WordsReader
from extract.records import Form, Span, Where

_INDENT = "\u3000\u3000"
_CONTENTS = "目录"
_REVISED = tuple(W + name for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel"))


def read(data: bytes, name: str) -> SourceText:
    """The text of a Word document.

    Raises:
        UnreadableDocument: the file is broken, or has no words.
    """
    try:
        reading = _Reading(WordPackage(data))
        reading.read_body()
        reading.read_margins()
    except RecursionError as error:  # wrappers within wrappers, as no program writes them
        raise damaged() from error
    try:
        return reading.composer.source(name=name, data=data, form=Form(format="word"))
    except UnreadableDocument as error:
        raise reading.explained(error) from error


class _Reading:
    """One reading of one file."""

    def __init__(self, package: WordPackage) -> None:
        self.composer = Composer()
        self._package = package
        body = child(package.document, "body")
        if body is None:
            raise damaged()
        self._body = body
        self._styles = Styles(package.part("styles"))
        self._numbering = Numbering(package.part("numbering"), self._styles.list_of)
        self._reader = WordsReader(self._styles)
        self._notes = dict(_notes(package))
        self._contents = set(_contents_controls(body))
        self._revised = _first_revised(body)
        self._revised_from: int | None = None
        self._paragraphs = self._tables = 0
        self._previous: tuple[str, Span] | None = None
        self._pictures = self._embedded = False

    def read_body(self) -> None:
        """Write the body."""
        self._blocks(self._body, None)

    def read_margins(self) -> None:
        """Keep what is printed around the text or beside it: headers, footers, comments."""
        seen = set()
        for kind in ("header", "footer"):
            for part in self._package.parts(kind):
                words = self._plain(part)
                if words and words not in seen:
                    self.composer.leave_out("页眉页脚", words)
                seen.add(words)
        comments = self._package.part("comments")
        for comment in () if comments is None else comments.iter(W + "comment"):
            self._leave_out([("批注", self._plain(comment))])

    def explained(self, blank: UnreadableDocument) -> UnreadableDocument:
        """Why nothing was read, if more can be said than that."""
        if self._embedded:
            return UnreadableDocument(
                blank.code, "Word 文件的正文是嵌入的另一个文件：请用 Word 打开后另存为新的 .docx 再导入。"
            )
        if self._pictures:
            return UnreadableDocument(
                blank.code, "Word 文件里只有图片、没有文字：请另存为 PDF 后再导入，图片里的文字会被识别。"
            )
        return blank

    def _blocks(self, container: etree._Element, where: Where | None) -> None:
        """Write paragraphs and tables, at a place of their own or at that of what they hang on."""
        carried: Words | None = None
        for block in flattened(container):
            if block is self._revised:
                self._revised_from = self.composer.length
            if block.tag == W + "p":
                if where is None:
                    self._paragraphs += 1
                carried = self._paragraph(block, where or Where(paragraph=self._paragraphs), carried)
            elif block.tag == W + "tbl":
                self._table(block)
            elif block.tag == W + "altChunk":
                self._embedded = True
                here = Span(start=self.composer.length, end=self.composer.length)
                self.composer.doubt("embedded-part", "文件里嵌入了另一个文件，没有读取其中的内容，请核对。", here)
            if carried is None and self._revised_from is not None:
                self._doubt_revisions(self._revised_from)
        if carried is not None:
            self._write(carried, "", Look(), where or Where(paragraph=self._paragraphs), contents=False)

    def _paragraph(self, paragraph: etree._Element, where: Where, carried: Words | None) -> Words | None:
        """Write a paragraph, or give back its words where its end is not printed: the next one goes on with them."""
        look = self._styles.look(child(paragraph, "pPr"))
        words = self._reader.read(paragraph, look)
        words = carried.joined(words) if carried else words
        if self._runs_on(paragraph):
            return words
        contents = look.contents or words.in_contents or paragraph in self._contents
        self._write(words, self._number(look), look, where, contents=contents)
        return None

    def _runs_on(self, paragraph: etree._Element) -> bool:
        """Whether the mark at the end of a paragraph is deleted or hidden."""
        mark = child(paragraph, "pPr", "rPr")
        if mark is None:
            return False
        deleted = any(child(mark, name) is not None for name in ("del", "moveFrom"))
        return deleted or bool(is_on(mark, "vanish"))

    def _number(self, look: Look) -> str:
        return self._numbering.next_number(look.number) or ""

    def _write(self, words: Words, number: str, look: Look, where: Where, *, contents: bool) -> None:
        line = f"{number}{words.line}".rstrip(" ")
        if line.strip():
            level = self._numbering.level(look.number)
            if look.begins_indented(level.indent if level else None) and not line[0].isspace():
                line = _INDENT + line
            heading = None if contents else look.level
            span = self.composer.paragraph([Piece(words=line, where=where)], level=heading)
            self._ignore_contents(line, span, contents=contents)
        self._leave_out(words.left_out)
        self._pictures = self._pictures or words.pictures
        for box in words.boxes:
            self._blocks(box, where)
        self._write_notes(words.notes, where)

    def _ignore_contents(self, line: str, span: Span, *, contents: bool) -> None:
        """Keep a line of the table of contents from all finders, and the word 目录 before the first one."""
        if contents:
            title = self._previous
            if title is not None and "".join(title[0].split()) in ("目录", "目錄", "目次"):
                self.composer.ignore(_CONTENTS, title[1])
            self.composer.ignore(_CONTENTS, span)
        self._previous = None if contents else (line, span)

    def _write_notes(self, notes: Iterable[tuple[str, str]], where: Where) -> None:
        for note in notes:
            content = self._notes.pop(note, None)  # once, even if two places refer to it
            if content is not None:
                self._blocks(content, where)

    def _table(self, table: etree._Element) -> None:
        self._tables += 1
        number = self._tables
        grid = read_grid(table)
        spoken = [cell for cell in grid.cells if _has_words(cell.element)]
        notes: list[tuple[tuple[str, str], Where]] = []
        if len(spoken) == 1:
            self._blocks(spoken[0].element, Where(table=number, cell=spoken[0].name))
        elif spoken:
            self.composer.table([self._cell(cell, number, notes) for cell in grid.cells])
        self._pictures = self._pictures or any(True for _ in table.iter(W + "drawing", W + "pict"))
        self._leave_out((reason, self._plain(cell)) for reason, cell in grid.left_out)
        for note, where in notes:
            self._write_notes([note], where)
        self._previous = None

    def _cell(self, cell: GridCell, table: int, notes: list[tuple[tuple[str, str], Where]]) -> Filled:
        where = Where(table=table, cell=cell.name)
        lines = []
        for words, number in self._lines(cell.element):
            line = f"{number}{words.line}".strip(" \u3000")
            if line:
                lines.append(line)
            self._leave_out(words.left_out)
            notes += [(note, where) for note in words.notes]
        pieces = tuple(Piece(words=line + ("\n" if line is not lines[-1] else ""), where=where) for line in lines)
        return Filled(row=cell.row, column=cell.column, rows=cell.rows, columns=cell.columns, pieces=pieces)

    def _lines(self, container: etree._Element) -> Iterator[tuple[Words, str]]:
        """The paragraphs in a cell with their numbers; a row of a table within it is one line."""
        carried: Words | None = None
        for block in flattened(container):
            if block.tag == W + "p":
                look = self._styles.look(child(block, "pPr"))
                words = self._reader.read(block, look)
                words = carried.joined(words) if carried else words
                carried = words if self._runs_on(block) else None
                if carried is None:
                    yield words, self._number(look)
                    for box in words.boxes:
                        yield from self._lines(box)
            elif block.tag == W + "tbl":
                yield from self._inner_rows(read_grid(block))
        if carried is not None:
            yield carried, ""

    def _inner_rows(self, grid: Grid) -> Iterator[tuple[Words, str]]:
        for row in sorted({cell.row for cell in grid.cells}):
            joined = Words()
            for cell in grid.cells:
                for words, number in self._lines(cell.element) if cell.row == row else ():
                    gap = "\u3000" if joined.text else ""
                    joined = joined.joined(Words(text=gap + number)).joined(words)
            yield joined, ""
        self._leave_out((reason, self._plain(cell)) for reason, cell in grid.left_out)

    def _plain(self, container: etree._Element) -> str:
        """The words of a part or cell that is left out, on lines, without numbers: they count nothing on."""
        lines = []
        for paragraph in container.iter(W + "p"):
            look = self._styles.look(child(paragraph, "pPr"))
            words = self._reader.read(paragraph, look)
            lines += [words.line, *(said for reason, said in words.left_out if reason == DELETED)]
        return "\n".join(line for line in lines if line.strip())

    def _leave_out(self, said: Iterable[tuple[str, str]]) -> None:
        for reason, words in said:
            if words.strip():
                self.composer.leave_out(reason, words)

    def _doubt_revisions(self, start: int) -> None:
        self._revised_from = None
        here = Span(start=start, end=self.composer.length)
        self.composer.doubt("revisions", "文件里有尚未接受的修订，已按全部接受后的文字读取，请核对。", here)


def _notes(package: WordPackage) -> Iterator[tuple[tuple[str, str], etree._Element]]:
    """Element and id of a reference → the note."""
    for part, name in (("footnotes", "footnote"), ("endnotes", "endnote")):
        root = package.part(part)
        for note in () if root is None else root.iter(W + name):
            if value(note, name="type") in (None, "normal"):
                yield (f"{name}Reference", note.get(W + "id", "")), note


def _contents_controls(body: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs in content controls that hold a table of contents."""
    for gallery in body.iter(W + "docPartGallery"):
        control = next(gallery.iterancestors(W + "sdt"), None)
        if gallery.get(W + "val") == "Table of Contents" and control is not None:
            yield from control.iter(W + "p")


def _first_revised(body: etree._Element) -> etree._Element | None:
    """The outermost paragraph or table that the first revision stands in; the first in it where it is around some."""
    revision = next(body.iter(*_REVISED), None)
    if revision is None:
        return None
    outer = list(revision.iterancestors(W + "p", W + "tbl"))
    return outer[-1] if outer else next(revision.iterdescendants(W + "p", W + "tbl"), None)


def _has_words(cell: etree._Element) -> bool:
    """Whether anything is printed in a cell: words, or a number before none."""
    written = any((each.text or "").strip() for each in cell.iter(W + "t", W + "sym"))
    return written or next(cell.iter(W + "numPr"), None) is not None
