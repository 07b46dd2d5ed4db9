"""Page numbers and running heads of printed pages: what stands outermost and repeats itself, or counts the pages."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extract.reading.printed.page import PrintedLine, PrintedPage, PrintedTable
from extract.reading.printed.rows import Row, make_rows
from extract.reading.source import RUNNING_HEAD
from extract.reading.text.pagemarks import is_page_mark
from extract.rulebook import load_rules

PAGE_NUMBER = "页码"
_EDGE_ROWS = 3  # so many rows may stand above or below the text of a page
_OUTER_LINES = 6
_LONGEST = 60
_FEWEST_PAGES = 3
_SHARE = 0.3  # of the pages from its first to its last on which a running head stands
_APART = 1.2  # characters between a row and the text that it is no part of
_AS_WIDE = 0.7  # of the widest row of its page
_MARGIN = 0.12  # of the page's height
_SAME_HEIGHT = 0.02  # of the page's height


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edge:
    """A row that stands outermost: ``up`` at the head of its page, ``apart`` far from the next row.

    ``alone`` where nothing else stands on the page, ``wide`` where it is as wide as the text.
    """

    index: int
    row: Row
    up: bool
    apart: bool
    alone: bool
    wide: bool

    @property
    def packed(self) -> str:
        return _packed(self.row.words)


def find_furniture(pages: Sequence[PrintedPage]) -> dict[int, dict[PrintedLine, str]]:
    """Index of a page → its lines that are no part of the text → why."""
    found: dict[int, dict[PrintedLine, str]] = {index: _beside_text(page) for index, page in enumerate(pages)}
    rows = {
        index: [row for row in make_rows(page, _outer_lines(page)) if row.lines[0] not in found[index]]
        for index, page in enumerate(pages)
    }
    for _ in range(_EDGE_ROWS):
        edges = list(_edges(pages, rows))
        marked = [*_page_numbers(edges), *_running_heads(edges)]
        if not marked:
            break
        for edge, reason in marked:
            found[edge.index].update(dict.fromkeys(edge.row.lines, reason))
            rows[edge.index] = [row for row in rows[edge.index] if row is not edge.row]
    return found


def _outer_lines(page: PrintedPage) -> Sequence[PrintedLine]:
    """The lines among which the outermost rows are, and the rows next to them."""
    if len(page.lines) <= 2 * _OUTER_LINES:
        return page.lines
    lines = sorted(page.lines, key=lambda line: line.top + line.bottom)
    return [*lines[:_OUTER_LINES], *lines[-_OUTER_LINES:]]


def _beside_text(page: PrintedPage) -> dict[PrintedLine, str]:
    """Page numbers printed upright beside the text of a page that lies on its side."""
    return {
        line: PAGE_NUMBER
        for line in page.lines
        if line.height > 1.5 * line.width and len(line.words) > 2 and is_page_mark(line.words)
    }


def _edges(pages: Sequence[PrintedPage], rows: Mapping[int, list[Row]]) -> Iterator[_Edge]:
    """The outermost row at the head and at the foot of each page; a table is no row, and stops the search."""
    for index, some in rows.items():
        if not some:
            continue
        tables = pages[index].tables
        alone = len(some) == 1 and not tables
        measure = max(row.right - row.left for row in some)
        for up in (True, False):
            row = min(some, key=lambda each: each.top) if up else max(some, key=lambda each: each.bottom)
            others: list[Row | PrintedTable] = [*(each for each in some if each is not row), *tables]
            if up:
                gap = min((each.top for each in others), default=pages[index].height) - row.bottom
            else:
                gap = row.top - max((each.bottom for each in others), default=0.0)
            if gap > -row.height / 2:
                wide = row.right - row.left > _AS_WIDE * measure
                yield _Edge(index=index, row=row, up=up, apart=gap > _APART * row.em, alone=alone, wide=wide)


def _page_numbers(edges: Sequence[_Edge]) -> Iterator[tuple[_Edge, str]]:
    """Rows that hold a page number: told by its dress (— 3 —), or bare and counting with the pages."""
    bare: dict[tuple[bool, int], list[_Edge]] = defaultdict(list)
    for edge in edges:
        if _is_page_number(edge.row.words):
            yield edge, PAGE_NUMBER
        elif re.fullmatch(r"\d{1,4}", edge.packed):
            bare[edge.up, int(edge.packed) - edge.row.page.number].append(edge)
    for (_, offset), counted in bare.items():
        if len(counted) > 1 or (counted[0].apart and (offset == 0 or _is_outside(counted[0].row))):
            yield from ((edge, PAGE_NUMBER) for edge in counted)


def _is_outside(row: Row) -> bool:
    """Whether a row stands in the margin above or below the text (of one page of another document, say)."""
    return min(row.middle, row.page.height - row.middle) < _MARGIN * row.page.height


@functools.lru_cache(maxsize=1024)  # rows are looked at until nothing more is found
def _is_page_number(words: str) -> bool:
    packed = _packed(words)
    if is_page_mark(words.strip()) or is_page_mark(packed):
        return True
    return any(rule.pattern.match(packed) for rule in load_rules("printed") if rule.kind == "page-number")


def _packed(words: str) -> str:
    return "".join(words.split())


def _running_heads(edges: Sequence[_Edge]) -> Iterator[tuple[_Edge, str]]:
    """Rows that stand at one height with the same words on many pages."""
    groups: dict[tuple[bool, str], list[_Edge]] = defaultdict(list)
    for edge in edges:
        may_be = not edge.alone and (edge.apart or not edge.wide)
        if may_be and not _is_page_number(edge.row.words) and (words := _repeated_words(edge.row)):
            groups[edge.up, words].append(edge)
    for group in groups.values():
        for level in _levels(group):
            between = level[-1].index - level[0].index + 1
            if len(level) >= max(_FEWEST_PAGES, _SHARE * between) or (len(level) == 2 == between and _closed(level)):
                yield from ((edge, RUNNING_HEAD) for edge in level)


def _repeated_words(row: Row) -> str:
    """The words of a row without the number that counts the pages; none where it can be no running head."""
    parts = [_packed(line.words) for line in row.lines]
    packed = "".join(part for part in parts if not part.isdigit() and not is_page_mark(part))
    if not packed or len(packed) > _LONGEST or packed[-1] in "。；":
        return ""
    counts = any(rule.pattern.search(packed) for rule in load_rules("printed") if rule.kind == "counting")
    return re.sub(r"\d+", "#", packed) if counts else packed


def _levels(group: Sequence[_Edge]) -> Iterator[list[_Edge]]:
    """The rows of a group by the height at which they stand, each in the order of the pages."""
    waiting = list(group)
    while waiting:
        near = _SAME_HEIGHT * waiting[0].row.page.height
        middle = waiting[0].row.middle
        yield [edge for edge in waiting if abs(edge.row.middle - middle) <= near]
        waiting = [edge for edge in waiting if abs(edge.row.middle - middle) > near]


def _closed(level: Sequence[_Edge]) -> bool:
    """Whether the rows stand apart from the text, close to the edge of the paper."""
    return all(
        edge.apart and min(edge.row.middle, edge.row.page.height - edge.row.middle) < 0.08 * edge.row.page.height
        for edge in level
    )
