"""The body of a Word document, composed: paragraphs, text boxes, notes, tables, each at its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from extract.reading.composing import Composer, Filled, Piece
from extract.reading.word.package import W, flattened
from extract.reading.word.paragraphs import Paragraphs
from extract.reading.word.styles import Look
from extract.reading.word.tables import GridCell, only_lays_out, read_grid
from extract.reading.word.words import Picture, Words
from extract.records import Span, Where

_INDENT = "\u3000\u3000"
_CONTENTS = "目录"
_CONTENTS_TITLES = (_CONTENTS, "目錄", "目次")
_REVISED = tuple(W + name for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel"))

NoteKey = tuple[str, str]
"""The element that refers to a note, and the note's id."""


class Body:
    """Composes the body of one document; afterwards it is known whether it has pictures or embedded files."""

    def __init__(
        self,
        root: etree._Element,
        paragraphs: Paragraphs,
        composer: Composer,
        notes: Mapping[NoteKey, etree._Element],
    ) -> None:
        self.pictures = self.embeds = False
        self._root, self._reading, self._composer, self._notes = root, paragraphs, composer, dict(notes)
        self._contents = set(_contents_controls(root))
        self._lines_of_contents: list[tuple[Span, bool]] = []
        self._titles_of_contents: list[Span] = []
        self._revised = _first_revised(root)
        self._revised_from: int | None = None
        self._doubted_pictures = False
        self._paragraphs = self._tables = 0

    def compose(self) -> None:
        """Write everything that is printed."""
        self._blocks(self._root, None)
        self._ignore_contents()

    def _blocks(self, container: etree._Element, where: Where | None) -> None:
        """Write paragraphs and tables, at a place of their own or at that of what they hang on."""
        carried: Words | None = None
        for block in flattened(container):
            if block is self._revised:
                self._revised_from = self._composer.length
            if block.tag == W + "p":
                if where is None:
                    self._paragraphs += 1
                carried = self._paragraph(block, where or Where(paragraph=self._paragraphs), carried)
            elif block.tag == W + "tbl":
                self._table(block)
            elif block.tag == W + "altChunk":
                self.embeds = True
                here = Span(start=self._composer.length, end=self._composer.length)
                self._composer.doubt("embedded-part", "文件里嵌入了另一个文件，没有读取其中的内容，请核对。", here)
            if carried is None and self._revised_from is not None:
                self._doubt_revisions(self._revised_from)
        if carried is not None:
            self._write(carried, Look(), where or Where(paragraph=self._paragraphs), contents=False)

    def _paragraph(self, paragraph: etree._Element, where: Where, carried: Words | None) -> Words | None:
        """Write a paragraph, or give back its words where its end is not printed: the next one goes on with them."""
        words, look, goes_on = self._reading.read(paragraph, carried)
        if goes_on:
            return words
        self._write(words, look, where, contents=look.contents or paragraph in self._contents)
        return None

    def _write(self, words: Words, look: Look, where: Where, *, contents: bool) -> None:
        line = words.line
        here = Span(start=self._composer.length, end=self._composer.length)
        if line.strip():
            if self._reading.is_indented(look) and not line[0].isspace():
                line = _INDENT + line
            contents = contents or words.in_contents
            here = self._composer.paragraph([Piece(words=line, where=where)], level=None if contents else look.level)
            self._lines_of_contents += [(here, words.in_contents)] if contents else []
            title = "".join(line.split()) in _CONTENTS_TITLES
            self._titles_of_contents += [here] if title else []
        self._leave_out(words.left_out)
        self._show(words.pictures, here)
        for box in words.boxes:
            self._blocks(box, where)
        self._write_notes(words.notes, where)

    def _ignore_contents(self) -> None:
        """Keep the table of contents from all finders, and the word 目录 before it.

        A field that never ends is none: it would take the rest of the document with it.
        """
        lines = [span for span, by_field in self._lines_of_contents if not (by_field and self._reading.in_contents)]
        starts = {line.start for line in lines}
        titles = [span for span in self._titles_of_contents if span.end + 1 in starts]
        for span in sorted({*lines, *titles}, key=lambda each: each.start):
            self._composer.ignore(_CONTENTS, span)

    def _show(self, pictures: Iterable[Picture], here: Span) -> None:
        """Say once that there are pictures so large that words may be in them."""
        for picture in pictures:
            self.pictures = True
            if picture.large and not self._doubted_pictures:
                self._doubted_pictures = True
                self._composer.doubt("picture", "文件里有较大的图片，图片里的文字没有读取，请核对。", here)

    def _write_notes(self, notes: Iterable[NoteKey], where: Where) -> None:
        for note in notes:
            content = self._notes.pop(note, None)  # once, even if two places refer to it
            if content is not None:
                self._blocks(content, where)

    def _table(self, table: etree._Element) -> None:
        self._tables += 1
        number = self._tables
        grid = read_grid(table)
        spoken = [cell for cell in grid.cells if _has_words(cell.element)]
        start = self._composer.length
        notes: list[tuple[NoteKey, Where]] = []
        pictures: list[Picture] = []
        if len(spoken) > 1 and not only_lays_out(spoken):
            self._composer.table([self._cell(cell, number, notes, pictures) for cell in grid.cells])
        else:
            for cell in grid.cells:
                self._blocks(cell.element, Where(table=number, cell=cell.name))
        self._show(pictures, Span(start=start, end=self._composer.length))
        self._leave_out((reason, self._reading.plain(cell)) for reason, cell in grid.left_out)
        for note, where in notes:
            self._write_notes([note], where)

    def _cell(self, cell: GridCell, table: int, notes: list[tuple[NoteKey, Where]], pictures: list[Picture]) -> Filled:
        where = Where(table=table, cell=cell.name)
        lines = []
        for words in self._reading.lines(cell.element):
            line = words.line.strip(" \u3000")
            if line:
                lines.append(line)
            self._leave_out(words.left_out)
            notes += [(note, where) for note in words.notes]
            pictures += words.pictures
        pieces = tuple(Piece(words=line + ("\n" if line is not lines[-1] else ""), where=where) for line in lines)
        return Filled(row=cell.row, column=cell.column, rows=cell.rows, columns=cell.columns, pieces=pieces)

    def _leave_out(self, said: Iterable[tuple[str, str]]) -> None:
        for reason, words in said:
            if words.strip():
                self._composer.leave_out(reason, words)

    def _doubt_revisions(self, start: int) -> None:
        self._revised_from = None
        here = Span(start=start, end=self._composer.length)
        self._composer.doubt("revisions", "文件里有尚未接受的修订，已按全部接受后的文字读取，请核对。", here)


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
    written = any((each.text or "").strip() for each in cell.iter(W + "t"))
    return written or next(cell.iter(W + "numPr"), None) is not None
