"""The paragraphs of a Word document with their automatic numbers, as they follow each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from lxml import etree

from extract.reading.word.numbering import Numbering
from extract.reading.word.package import W, child, flattened, is_on
from extract.reading.word.styles import Look, Styles
from extract.reading.word.tables import Grid, read_grid
from extract.reading.word.words import DELETED, HIDDEN, Words, WordsReader


class Paragraphs:
    """Reads paragraphs in the order of the file: numbers count on and fields reach from one to the next."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles, self._numbering = styles, numbering
        self._reader = WordsReader(styles)

    @property
    def in_contents(self) -> bool:
        """Whether a table of contents has begun and not ended."""
        return self._reader.in_contents

    def read(
        self, paragraph: etree._Element, carried: Words | None, *, counts: bool = True
    ) -> tuple[Words, Look, bool]:
        """The words of a paragraph behind those carried over to it, its look, and whether it goes on in the next.

        Its number stands before its own words. Where its end is deleted, it is one with the next, whose number theirs
        is; where only the end is hidden, the next runs in behind it.
        """
        look = self._styles.look(child(paragraph, "pPr"))
        words = self._reader.read(paragraph, look)
        end = _unprinted_end(paragraph, look)
        if counts and end != DELETED and (words.text.strip() or end is None):
            number = self._numbering.next_number(look.number)
            if number and carried:
                carried.text = number + carried.text
            else:
                words.text = (number or "") + words.text
        return carried.joined(words) if carried else words, look, end is not None

    def is_indented(self, look: Look) -> bool:
        """Whether the first line of a paragraph of this look stands in by about two characters."""
        level = self._numbering.level(look.number)
        return look.begins_indented(level.indent if level else None)

    def lines(self, container: etree._Element, *, counts: bool = True) -> Iterator[Words]:
        """The paragraphs in a cell; a row of a table within it is one line."""
        carried: Words | None = None
        for block in flattened(container):
            if block.tag == W + "p":
                words, _, goes_on = self.read(block, carried, counts=counts)
                carried = words if goes_on else None
                if carried is None:
                    yield words
                    for box in words.boxes:
                        yield from self.lines(box, counts=counts)
            elif block.tag == W + "tbl":
                yield from self._inner_rows(read_grid(block), counts=counts)
        if carried is not None:
            yield carried

    def _inner_rows(self, grid: Grid, *, counts: bool) -> Iterator[Words]:
        for _, cells in groupby(grid.cells, key=lambda cell: cell.row):
            joined = Words()
            for cell in cells:
                for words in self.lines(cell.element, counts=counts):
                    gap = "\u3000" if joined.text else ""
                    joined = joined.joined(Words(text=gap)).joined(words)
            yield joined
        yield Words(left_out=[(reason, self.plain(cell)) for reason, cell in grid.left_out])

    def plain(self, container: etree._Element) -> str:
        """The words of a part or cell that is left out, on lines, without numbers: they count nothing on."""
        lines = []
        for words in self.lines(container, counts=False):
            lines += [words.line, *(said for reason, said in words.left_out if reason == DELETED)]
        return "\n".join(line for line in lines if line.strip())


def _unprinted_end(paragraph: etree._Element, look: Look) -> str | None:
    """Why the mark at the end of a paragraph is not printed, so that the next one goes on with its words."""
    mark = child(paragraph, "pPr", "rPr")
    if child(mark, "del") is not None or child(mark, "moveFrom") is not None:
        return DELETED
    hidden = is_on(mark, "vanish")
    return HIDDEN if hidden or (hidden is None and look.hidden) else None
