"""What every reader gives: the text of a document, and what became of the rest of its file."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from extract.records import PLAIN_TEXT, Form, Furniture, Ignored, Issue, Page, Place, Span
from extract.text.folding import NARROW_BLANK

INSIDE_WORDS = ("注音", "网页标记", "行内页码")
"""Reasons of ignored stretches that may stand inside a word: what is left of them is no gap between words."""

RUNNING_HEAD = "页眉页脚"
"""The reason with which running heads and page numbers are left out, whatever the format."""


class UnreadableDocument(ValueError):  # noqa: N818 - it names the document's state, as the interface does
    """A file that cannot be read: a stable code, and a Chinese message that says what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table: the first row and column of its grid (from 0), how many it spans, and its words' place."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table in the text; its cells by row and column, each grid place in one cell at most."""

    start: int
    end: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StyledHeading:
    """A paragraph that its file itself calls a heading (a Word style, ``<h2>``), with its level from 1."""

    level: int
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class SourceText:
    """The text of a document as the analysis sees it; every offset of a record counts in ``text``.

    ``analysed`` is True where ``text`` is not the file's own decoded text: it comes from another format, or was put
    back in reading order. ``furniture`` then holds the printed words that are left out of it, in order, and ``places``
    say where its stretches stood in the file, in order and apart. ``ignored`` stretches stand in ``text`` but no
    finder may look at them.
    """

    name: str
    sha256: str
    text: str
    form: Form = PLAIN_TEXT
    ignored: tuple[Ignored, ...] = ()
    analysed: bool = False
    pages: tuple[Page, ...] = ()
    places: tuple[Place, ...] = ()
    tables: tuple[Table, ...] = ()
    headings: tuple[StyledHeading, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    issues: tuple[Issue, ...] = ()

    @functools.cached_property
    def visible(self) -> str:
        """The text with every ignored stretch blanked: same length, same line breaks, same offsets.

        >>> page = Ignored(reason="页码", start=2, end=7)
        >>> SourceText(name="a.txt", sha256="", text="深入— 3 —推进", ignored=(page,)).visible
        '深入     推进'
        """
        text = blanked(self.text, (Span(start=each.start, end=each.end) for each in self.ignored))
        inside = [Span(start=each.start, end=each.end) for each in self.ignored if each.reason in INSIDE_WORDS]
        return blanked(text, inside, blank=NARROW_BLANK) if inside else text

    def without(self, stretches: Iterable[Span], reason: str) -> SourceText:
        """The same text with these stretches ignored too."""
        more = [Ignored(reason=reason, start=each.start, end=each.end) for each in stretches]
        return replace(self, ignored=merge_ignored(self.text, [*self.ignored, *more]))


def blanked(text: str, stretches: Iterable[Span], *, blank: str = " ") -> str:
    """The text with the stretches, which stand in order and apart, as blanks; its line breaks stay."""
    parts: list[str] = []
    done = 0
    for stretch in stretches:
        parts.append(text[done : stretch.start])
        parts.append(re.sub(r"[^\n\r]", blank, text[stretch.start : stretch.end]))
        done = stretch.end
    parts.append(text[done:])
    return "".join(parts)


def merge_ignored(text: str, stretches: list[Ignored]) -> tuple[Ignored, ...]:
    r"""The stretches in order, without overlap, neighbours of one reason as one; the earlier keeps its reason.

    >>> menu = [Ignored(reason="网站导航", start=0, end=2), Ignored(reason="网站导航", start=3, end=5)]
    >>> merge_ignored("首页\n搜索", menu)
    (Ignored(reason='网站导航', start=0, end=5),)
    """
    merged: list[Ignored] = []
    for stretch in sorted(stretches, key=lambda each: (each.start, -each.end)):
        before = merged[-1] if merged else None
        start = max(stretch.start, before.end if before else 0)
        if start >= stretch.end:
            continue
        if before and before.reason == stretch.reason and not text[before.end : start].strip():
            start = before.start
            merged.pop()
        merged.append(Ignored(reason=stretch.reason, start=start, end=stretch.end))
    return tuple(merged)
