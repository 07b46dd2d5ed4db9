"""Paragraphs from rows: a row that ends where the next word would not fit goes on in the next row."""

from __future__ import annotations

import re
import statistics
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extract.reading.composing import Piece
from extract.reading.printed.page import units
from extract.reading.printed.rows import Column, Row
from extract.records import Where

INDENT = "\u3000\u3000"
# What the end of a line does not part: a word, signs that may not end or begin a line; some printers keep a closed
# quote to what follows.
_CHUNK = re.compile(
    r"[（(《〈“‘「〔【［\[]*(?:[A-Za-z0-9.,%:/_@+~-]+|.)[，。、；：！？）)》〉”’」〕】］\]%]*"
    r"(?:(?<=[”’])[^\W\d_][，。、；：！？）)》〉”’」〕】］\]%]*)?"
)
_SENTENCE_END = re.compile(r"[。；：！？;:]$")
_NUMBERED = re.compile(r"[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十]{1,3}[）)]|第.{1,3}[章节条]\s")
_OPENING = re.compile(r"[（(]?\d{1,3}[）).．、]|[①-⑳]|[^。，：:]{2,12}[：:]")
_SLACK = 0.4  # of a character: justified lines end a little before their margin
_AT_MARGIN = 0.8  # of a character: rows so near the left margin begin at it
_INDENTED = (1.2, 3.2)  # characters by which the first row of a paragraph is set in
_AS_USUAL = 0.2  # characters by which the first row of a paragraph may deviate from two
_PARTED = 1.6  # of the usual distance of rows: white space that parts paragraphs
_OTHER_SIZE = 1.45
_FEW_FULL = 3
_SHORT_FULL = 10  # characters: no text is set so narrow across a page


@dataclass(frozen=True, slots=True, kw_only=True)
class Margins:
    """Where the rows of a column begin and end, their character's width, and the distance between them."""

    left: float
    right: float
    em: float
    leading: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SetRow:
    """A row with the margins of its column; ``first`` where it opens the column."""

    row: Row
    margins: Margins
    first: bool

    @property
    def indent(self) -> float:
        """By how many characters the row is set in."""
        return (self.row.left - self.margins.left) / self.margins.em


def find_margins(columns: Iterable[Column]) -> dict[int, Margins]:
    """The margins of each column by its identity: its own, or those of its place on all pages where it has few rows."""
    slots: dict[tuple[int, ...], list[Column]] = defaultdict(list)
    for column in columns:
        slots[column.slot].append(column)
    margins: dict[int, Margins] = {}
    for some in slots.values():
        alone = len(some[0].slot) == 1
        whole = _margins([row for column in some for row in column.rows], _leading(some), whole_page=alone)
        for column in some:
            own = _margins(column.rows, whole.leading, whole_page=alone)
            trusted = len(column.rows) >= 8 and not _within(own, whole)
            margins[id(column)] = own if trusted else whole
    return margins


def _within(own: Margins, whole: Margins) -> bool:
    """Whether a column keeps inside the margins of its fellows: it holds short or indented rows only."""
    return own.left >= whole.left - 2 and own.right <= whole.right + 2


def _leading(columns: Sequence[Column]) -> float:
    gaps = [
        lower.middle - upper.middle
        for column in columns
        for upper, lower in zip(column.rows, column.rows[1:], strict=False)
    ]
    return statistics.median(gaps) if gaps else 1e9


def _margins(rows: Sequence[Row], leading: float, *, whole_page: bool) -> Margins:
    em = statistics.median(row.em for row in rows)
    needed = max(2, 0.1 * len(rows)) if len(rows) > 1 else 1
    lefts, rights = sorted(row.left for row in rows), sorted(row.right for row in rows)
    left = next((x for x in lefts if _count_near(lefts, x, 0.4 * em) >= needed), lefts[0])
    right = next((x for x in reversed(rights) if _count_near(rights, x, 0.6 * em) >= needed), rights[-1])
    full = _count_near(rights, right, 0.6 * em)
    if whole_page and (full < _FEW_FULL or right - left < _SHORT_FULL * em):
        # Too few or too short rows to tell: the margins of a page are about the same on both sides.
        right = max(right, rows[0].page.width - left - em)
    return Margins(left=left, right=max(right, left + em), em=em, leading=leading)


def _count_near(ordered: Sequence[float], x: float, near: float) -> int:
    return bisect_right(ordered, x + near) - bisect_left(ordered, x - near)


def make_paragraphs(columns: Sequence[tuple[Column, Margins]]) -> Iterator[list[SetRow]]:
    """The paragraphs of columns that follow each other, each as its rows."""
    paragraph: list[SetRow] = []
    for column, margins in columns:
        for index, row in enumerate(column.rows):
            here = SetRow(row=row, margins=margins, first=index == 0)
            if paragraph and not _goes_on(paragraph, here):
                yield paragraph
                paragraph = []
            paragraph.append(here)
    if paragraph:
        yield paragraph


def _goes_on(paragraph: Sequence[SetRow], here: SetRow) -> bool:
    """Whether the row carries on the paragraph."""
    before = paragraph[-1]
    if len(here.row.lines) > 1 or not is_wrapped(before.row, here.row.words, before.margins.right):
        return False
    larger, smaller = max(before.row.em, here.row.em), min(before.row.em, here.row.em)
    if larger > _OTHER_SIZE * smaller:
        return False
    if not here.first and here.row.middle - before.row.middle > _PARTED * here.margins.leading:
        return False
    ends = _SENTENCE_END.search(before.row.words)
    if ends and _NUMBERED.match(here.row.words):
        return False
    if abs(here.indent) <= _AT_MARGIN:
        return not _is_centred(before) or len(paragraph) > 1
    hanging = abs(here.indent - before.indent) <= 0.5 and not ends and not here.first and not opens(here.row.words)
    return hanging and _INDENTED[0] <= here.indent and not _is_centred(here) and not _is_centred(before)


def opens(words: str) -> bool:
    """Whether words open a paragraph: a number or a label stands first.

    >>> opens("3.建立林业碳汇收储机制"), opens("牵头单位：市林业局"), opens("区、县人民政府")
    (True, True, False)
    """
    return bool(_NUMBERED.match(words) or _OPENING.match(words))


def is_wrapped(before: Row, after: str, right: float) -> bool:
    """Whether what comes after did not fit behind the row."""
    chunk = _CHUNK.match(after)
    needed = units(chunk.group()) if chunk else 1
    return right - before.right < (needed + _SLACK) * before.em


def _is_centred(here: SetRow) -> bool:
    """Whether a row stands in the middle of its column, further in than a paragraph's first row."""
    right = (here.margins.right - here.row.right) / here.margins.em
    return here.indent > 1 and abs(here.indent - right) <= 1 and abs(here.indent - 2) > _AS_USUAL


def pieces_of(paragraph: Sequence[SetRow]) -> list[Piece]:
    """The words of a paragraph on one line, a piece for each printed line."""
    pieces: list[Piece] = []
    first = paragraph[0]
    if _INDENTED[0] <= first.indent <= _INDENTED[1] and not (_is_centred(first) and len(paragraph) == 1):
        pieces.append(Piece(words=INDENT))
    for index, here in enumerate(paragraph):
        after = paragraph[index + 1].row.lines[0].words if index + 1 < len(paragraph) else ""
        for number, line in enumerate(here.row.lines):
            last = number + 1 == len(here.row.lines)
            blank = needs_blank(line.words, after) if last else "  "
            where = Where(page=here.row.page.number, box=here.row.page.box_of(line), confidence=line.confidence)
            pieces += [Piece(words=line.words, where=where), *([Piece(words=blank)] if blank else [])]
    return pieces


def needs_blank(before: str, after: str) -> str:
    """What goes between two lines of a paragraph: a blank between Latin words.

    >>> needs_blank("carbon", "peak"), needs_blank("清洁", "取暖")
    (' ', '')
    """
    last, first = before[-1:], after[:1]
    return " " if (last == "," or _is_letter(last)) and _is_letter(first) else ""


def _is_letter(sign: str) -> bool:
    return sign.isascii() and sign.isalpha()
