"""Page furniture of paged text: page numbers, page bars, running heads, and where each page begins and ends."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator

from extract.reading.source import RUNNING_HEAD
from extract.records import Ignored, Page
from extract.rulebook import Rule, load_rules

PAGE_BREAK = "\f"
_REPEATED_AT_LEAST = 3  # a line that opens or closes this many pages is a running head or foot


@functools.cache
def reading_rules(kind: str) -> tuple[Rule, ...]:
    """The rules of rules/reading.toml of one kind."""
    return tuple(rule for rule in load_rules("reading") if rule.kind == kind)


def is_page_mark(line: str) -> bool:
    """Whether a line holds nothing but a page number, a page bar or a viewer's page title.

    >>> is_page_mark("· 35  ·"), is_page_mark("一、总体要求")
    (True, False)
    """
    words = line.strip()
    return bool(words) and any(rule.pattern.match(words) for rule in reading_rules("page-mark"))


def find_lines(text: str, start: int = 0) -> Iterator[tuple[int, int]]:
    r"""Start and end of every line that holds more than white space, outer white space left out.

    >>> list(find_lines("一、目标\n\n  （一）"))
    [(0, 4), (8, 11)]
    """
    for found in re.finditer(r"[^\n\r\f]+", text[start:]):
        words = found.group().strip()
        if words:
            first = start + found.start() + found.group().index(words[0])
            yield first, first + len(words)


def find_page_marks(text: str) -> list[Ignored]:
    """The page numbers, page bars and running heads of a text, as stretches to ignore."""
    marks = [
        Ignored(reason="页码", start=start, end=end)
        for start, end in find_lines(text)
        if end - start <= 80 and is_page_mark(text[start:end])
    ]
    if PAGE_BREAK in text:
        marks += _bare_numbers(text) + _running_heads(text)
    return marks


def _page_edges(text: str) -> Iterator[list[tuple[int, int]]]:
    for start, end in _page_spans(text):
        lines = [(start + first, start + last) for first, last in find_lines(text[start:end])]
        lines = [(first, last) for first, last in lines if not is_page_mark(text[first:last])]
        yield lines[:1] + lines[1:][-1:]


def _page_spans(text: str) -> list[tuple[int, int]]:
    cuts = [found.end() for found in re.finditer(PAGE_BREAK, text)]
    starts = [0, *cuts]
    return [(start, end) for start, end in zip(starts, [*cuts, len(text)], strict=True) if text[start:end].strip()]


def _bare_numbers(text: str) -> list[Ignored]:
    (rule,) = reading_rules("page-number")
    pattern = re.compile(r"(?:^|\n)[ \t\u3000]*(\d{1,4})[ \t\u3000]*\n?\s*(?=\f|\Z)")
    return [
        Ignored(reason="页码", start=found.start(1), end=found.end(1))
        for found in pattern.finditer(text)
        if rule.pattern.match(found[1])
    ]


def _running_heads(text: str) -> list[Ignored]:
    seen: Counter[str] = Counter()
    edges = list(_page_edges(text))
    for lines in edges:
        seen.update({_shape(text[start:end]) for start, end in lines})
    return [
        Ignored(reason=RUNNING_HEAD, start=start, end=end)
        for lines in edges
        for start, end in lines
        if seen[_shape(text[start:end])] >= max(_REPEATED_AT_LEAST, len(edges) // 3)
        and end - start <= 40
        and text[end - 1] not in "。；）)"
    ]


def _shape(line: str) -> str:
    return re.sub(r"\s+|[\d０-９]+", "", line) or "#"


def find_pages(text: str) -> tuple[Page, ...]:
    r"""The pages between page breaks, numbered as printed where every page prints a number, else in order.

    >>> [page.number for page in find_pages("甲\n— 4 —\f乙\n— 5 —\f")]
    [4, 5]
    """
    if PAGE_BREAK not in text:
        return ()
    spans = _page_spans(text)
    printed = [_printed_number(text[start:end]) for start, end in spans]
    numbers = [number for number in printed if number is not None]
    ordered = len(numbers) == len(spans) and numbers == sorted(set(numbers))
    return tuple(
        Page(number=numbers[index] if ordered else index + 1, start=start, end=end)
        for index, (start, end) in enumerate(spans)
    )


def _printed_number(page: str) -> int | None:
    for start, end in reversed(list(find_lines(page))[-2:]):
        if is_page_mark(page[start:end]) or reading_rules("page-number")[0].pattern.match(page[start:end]):
            digits = re.search(r"\d+", page[start:end])
            return int(digits.group()) if digits else None
    return None
