"""Two-column pages of plain text, put back in reading order.

A page set in two columns and saved as text holds half a line of the left and half a line of the right column in every
line. The white space between them, the gutter, stands at the same place in all of them. The left column is read
first, then the right one; lines are rejoined to paragraphs; running heads and page numbers are left out and kept as
``furniture``.
"""

from __future__ import annotations

import re
import statistics
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from extract.reading.text.lettering import clean_cell, join_lines
from extract.reading.text.pagemarks import is_page_mark
from extract.records import Page

_SEGMENT = re.compile(r"[^ \u3000]+(?:[ \u3000]{1,2}[^ \u3000]+)*")
_FILLER = "\x01"  # stands behind a wide character where columns were aligned by width
_MIN_LINES = 8
_COMPLETE_TITLE = re.compile(r"(?:通知|意见|方案|办法|决定|公告|报告|计划|规划|[〕\]]\s*\d+\s*号)[)）]?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """The text in reading order, its pages, and the printed words that are left out of it."""

    text: str
    pages: tuple[Page, ...]
    furniture: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gutter:
    """Where the columns of a page part: the first character of the right column, and the lines set in columns."""

    left: int
    right: int
    first_line: int
    last_line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of one page; ``opens`` is False where it may carry on the page or column before it."""

    words: str
    opens: bool


def restore_columns(text: str) -> Restored | None:
    """The text in reading order, or None if no page of it is set in two columns."""
    if not re.search(r"\S[^\S\n]{3,}\S", text):
        return None
    pages = [_expand(page) for page in _split_pages(text)]
    gutters = [_find_gutter(lines) for lines in pages]
    if not any(gutters):
        return None
    furniture: list[str] = []
    numbers: list[int | None] = []
    bodies: list[list[Paragraph]] = []
    for lines, gutter in zip(pages, gutters, strict=True):
        printed, paragraphs = _read_page(lines, gutter)
        furniture += [words for words in printed if words]
        numbers.append(_page_number(printed))
        bodies.append(paragraphs)
    return _compose(bodies, numbers, tuple(furniture))


def _split_pages(text: str) -> list[list[str]]:
    pages = re.split(r"\f|\n(?=[ \t]*Page[ ]\d+)", text.replace("\r\n", "\n").replace("\r", "\n"))
    return [page.split("\n") for page in pages if page.strip()]


def _expand(lines: list[str]) -> list[str]:
    """Lines with tabs as blanks, and fillers behind wide characters if that is how the columns were aligned."""
    plain = [line.replace("\xa0", " ").expandtabs(8).rstrip() for line in lines]
    wide = [
        "".join(char + _FILLER if unicodedata.east_asian_width(char) in "WF" else char for char in line)
        for line in plain
    ]
    return wide if _alignment(wide) > _alignment(plain) else plain


def _alignment(lines: list[str]) -> int:
    starts = Counter(segments[1][0] for line in lines if len(segments := _segments(line)) == 2)
    return max(starts.values(), default=0)


def _segments(line: str) -> list[tuple[int, int]]:
    return [found.span() for found in _SEGMENT.finditer(line)]


def _find_gutter(lines: list[str]) -> Gutter | None:
    """The gutter of a page, or None if its lines are no running text in two columns (a table, say)."""
    segments = [_segments(line) for line in lines]
    starts = Counter(each[1][0] for each in segments if len(each) == 2)
    if not starts:
        return None
    right = min(start for start, count in starts.items() if count == max(starts.values()))
    paired = [
        index
        for index, each in enumerate(segments)
        if len(each) == 2 and each[0][1] <= right - 2 and right - 1 <= each[1][0] <= right + 8
    ]
    if len(paired) < _MIN_LINES:
        return None
    body = [each for each in segments[paired[0] : paired[-1] + 1] if each]
    crossing = sum(any(start < right - 1 < end for start, end in each) for each in body)
    if len(paired) < 0.4 * len(body) or crossing + sum(len(each) > 2 for each in body) > 0.15 * len(body):
        return None
    if not _is_prose([segments[index] for index in paired]):
        return None
    left = Counter(segments[index][0][0] for index in paired).most_common(1)[0][0]
    first, last = _stretch(segments, paired, left, right)
    return Gutter(left=left, right=right, first_line=first, last_line=last)


def _is_prose(paired: list[list[tuple[int, int]]]) -> bool:
    """Both columns hold long lines of about the same measure, most of them full: tables don't."""
    widths = [[end - start for start, end in (each[column] for each in paired)] for column in (0, 1)]
    medians = [statistics.median(column) for column in widths]
    measures = [statistics.quantiles(column)[2] for column in widths]
    pairs = zip(widths, measures, strict=True)
    full = [sum(width >= 0.75 * measure for width in column) / len(column) for column, measure in pairs]
    return min(medians) >= 10 and max(medians) <= 2 * min(medians) and min(full) >= 0.4


def _stretch(segments: list[list[tuple[int, int]]], paired: list[int], left: int, right: int) -> tuple[int, int]:
    """The first and last line of the columns: one column may be longer than the other."""

    def belongs(each: list[tuple[int, int]]) -> bool:
        return (
            len(each) == 1
            and any(edge - 1 <= each[0][0] <= edge + 6 for edge in (left, right))
            and not (each[0][0] < right - 1 < each[0][1])
        )

    def reach(edge: int, step: int) -> int:
        here, blanks = edge, 0
        while 0 <= here + step < len(segments) and blanks < 2:
            here += step
            if not segments[here]:
                blanks += 1
            elif belongs(segments[here]):
                edge, blanks = here, 0
            else:
                break
        return edge

    return reach(paired[0], -1), reach(paired[-1], 1)


def _read_page(lines: list[str], gutter: Gutter | None) -> tuple[list[str], list[Paragraph]]:
    """The furniture of a page and its paragraphs in reading order."""
    if gutter is None:
        printed = [line.replace(_FILLER, "").strip() for line in lines if is_page_mark(line.replace(_FILLER, ""))]
        rest = [line for line in lines if not is_page_mark(line.replace(_FILLER, ""))]
        return printed, list(_paragraphs(rest))
    furniture: list[str] = []
    paragraphs: list[Paragraph] = []
    for outside, is_top in ((lines[: gutter.first_line], True), (lines[gutter.last_line + 1 :], False)):
        kept = []
        for line in outside:
            words = line.replace(_FILLER, "").strip()
            if is_page_mark(words) or len(_segments(line)) > 1:
                furniture.append(words)
            elif words:
                kept.append(words)
        titles = _titles(kept)
        if is_top:
            paragraphs = titles + _columns(lines[gutter.first_line : gutter.last_line + 1], gutter.right)
        else:
            paragraphs += titles
    return furniture, paragraphs


def _titles(lines: list[str]) -> list[Paragraph]:
    """Lines across both columns; a title that runs over several lines becomes one paragraph."""
    joined: list[str] = []
    for line in lines:
        if joined and not _COMPLETE_TITLE.search(joined[-1]) and not joined[-1].endswith(("。", "：", ":")):
            joined[-1] = join_lines(joined[-1], clean_cell(line))
        else:
            joined.append(clean_cell(line))
    return [Paragraph(words=words, opens=True) for words in joined]


def _columns(lines: list[str], right: int) -> list[Paragraph]:
    """Left column, then right column; a line across both closes the columns above it."""
    paragraphs: list[Paragraph] = []
    block: list[str] = []

    def close() -> None:
        for column in ([line[: right - 1] for line in block], [" " + line[right - 1 :] for line in block]):
            paragraphs.extend(_paragraphs(column))
        block.clear()

    for line in lines:
        if any(start < right - 1 < end for start, end in _segments(line)):
            close()
            paragraphs.append(Paragraph(words=clean_cell(line.replace(_FILLER, "").strip()), opens=True))
        else:
            block.append(line)
    close()
    return paragraphs


def _paragraphs(lines: list[str]) -> Iterator[Paragraph]:
    """The lines of one column as paragraphs: an indented line opens one, a short line closes one."""
    cells = [(line, span) for line in lines if (span := _span(line))]
    if not cells:
        return
    edge = Counter(start for _, (start, _) in cells).most_common(1)[0][0]
    measure = statistics.quantiles([end - start for _, (start, end) in cells] * 2)[2]
    words, opens, short = "", False, False
    for line, (start, end) in cells:
        indented = start >= edge + 2
        if words and (indented or short):
            yield Paragraph(words=words, opens=opens)
            words = ""
        if not words:
            opens = indented or short
        words = join_lines(words, clean_cell(line[start:end].replace(_FILLER, "")))
        short = end - edge < 0.6 * measure
    yield Paragraph(words=words, opens=opens)


def _span(line: str) -> tuple[int, int] | None:
    words = line.strip(" \u3000" + _FILLER)
    if not words:
        return None
    start = line.index(words[0])
    return start, start + len(words)


def _page_number(furniture: list[str]) -> int | None:
    """The number that the page prints; a folio at its foot counts before the title of a viewer."""
    for pattern in (r"^[-—–―·•]\s*(\d+)\s*[-—–―·•]$", r"^(?:Page|P\.|第)\s*(\d+)"):
        for words in reversed(furniture):
            found = re.search(pattern, words)
            if found:
                return int(found[1])
    return None


def _compose(bodies: list[list[Paragraph]], numbers: list[int | None], furniture: tuple[str, ...]) -> Restored:
    text = ""
    pages: list[Page] = []
    for index, paragraphs in enumerate(bodies):
        start: int | None = None
        for paragraph in paragraphs:
            carries_on = text and not paragraph.opens and not text.endswith(("。", "！", "？"))
            if text and not carries_on:
                text += "\n"
            start = len(text) if start is None else start
            text = join_lines(text, paragraph.words) if carries_on else text + paragraph.words
        if start is not None:
            pages.append(Page(number=numbers[index] or index + 1, start=start, end=len(text)))
    return Restored(text=text, pages=tuple(pages), furniture=furniture)
