"""A web page as a browser shows it, block by block: paragraphs and tables in their order, hidden words aside."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from lxml import etree

from extract.reading.composing import Filled, Piece
from extract.reading.webpage.tables import Grid, grid_of, words_of

Element = etree._Element

_SILENT_NAMES = (
    "script style noscript template canvas svg math select button textarea object input rt rp head map audio video"
    " iframe embed applet"
)
_BLOCK_NAMES = (
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup p pre section summary"
    " table tbody td tfoot th thead title tr ul xmp listing frameset noframes"
)
_SILENT, _BLOCKS = frozenset(_SILENT_NAMES.split()), frozenset(_BLOCK_NAMES.split())
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_INDENT = re.compile(r"text-indent\s*:\s*([\d.]+)\s*(em|px|pt|rem|mm|cm)", re.IGNORECASE)
_INDENTED_FROM = {"em": 1.5, "rem": 1.5, "px": 16.0, "pt": 12.0, "mm": 5.0, "cm": 0.5}
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060\ufeff]")
_BROKEN_SOURCE_LINE = re.compile(
    r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*[\n\r][ \t\n\r]*(?=[\u3000-\u9fff\uff00-\uffef])"
)
_WIDTHS = {"\u3000": 2, "\u2003": 2, "\u2001": 2}
_DAY = re.compile(r"(?:20\d\d\s?[-/.年]\s?)?\d{1,2}\s?[-/.月]\s?\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?")
_SIGN = re.compile(r"[^\w]+")
_NUMBERED = re.compile(
    r"\s*(?:[(（]?[\d一二三四五六七八九十]{1,3}[)）、.．]|第[\d一二三四五六七八九十]{1,3}[条章节]|[①-⑳])"
)
_FEWEST_WRAPPED, _NARROWEST, _WIDEST = 5, 20, 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph or a data table of a page: its words, the element that holds it, and how much of it is links.

    ``broken`` is True where only a line break (<br>, or a line of <pre>) parts it from what follows.
    """

    element: Element
    words: str
    level: int | None = None
    links: int = 0
    linked: int = 0
    broken: bool = False
    grid: Grid | None = None

    @property
    def is_link(self) -> bool:
        """Whether nearly all of its words lead elsewhere, but for a day beside them; a sentence never does."""
        letters = len(_SIGN.sub("", _DAY.sub("", self.words)))
        return self.grid is None and self.links > 0 and "。" not in self.words and self.linked >= 0.8 * letters


def drop_silent(root: Element) -> list[str]:
    """Take away what a browser does not show; the words of hidden elements are given back.

    Where nothing else on the page is a sentence, a script shows the hidden elements: then they stay.
    """
    etree.strip_elements(root, etree.Comment, etree.ProcessingInstruction, *_SILENT, with_tail=False)
    hidden = [one for one in root.iter() if isinstance(one.tag, str) and _is_hidden(one)]
    outermost = [one for one in hidden if not any(above in hidden for above in one.iterancestors())] if hidden else []
    words = [words_of(one).strip() for one in outermost]
    shown = len(words_of(root)) - sum(map(len, words))
    if shown < sum(map(len, words)) and any("。" in each for each in words):
        return []
    for one in outermost:
        _take_away(one)
    return [" ".join(each.split()) for each in words if each]


def find_blocks(root: Element, is_table: Callable[[Grid], bool] = lambda _: False) -> list[Block]:
    """The blocks of an element; the words of what is no table by ``is_table`` run on like others."""
    return list(_unwrapped(_Flow(root, is_table).blocks()))


def cells_of(grid: Grid, start: int) -> list[Filled]:
    """The cells of a data table as they are written; ``start`` is the number of the table in the document."""
    return [
        Filled(
            row=place.row,
            column=place.column,
            rows=place.rows,
            columns=place.columns,
            pieces=(Piece(words=words, where=place.where(start)),) if (words := cell_words(place.element)) else (),
        )
        for place in grid.places
    ]


def cell_words(element: Element) -> str:
    """The words of a cell, a line for each of its paragraphs."""
    return "\n".join(block.words.strip() for block in find_blocks(element))


def _is_hidden(element: Element) -> bool:
    return "hidden" in element.attrib or bool(_HIDDEN.search(element.get("style", "")))


def _take_away(element: Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


class _Flow:
    """Walks an element in document order and cuts its words into blocks."""

    def __init__(self, root: Element, is_table: Callable[[Grid], bool]) -> None:
        self._root, self._is_table = root, is_table
        self._words: list[str] = []
        self._links = self._linked = 0
        self._done: list[Block] = []
        self._inside: list[Element] = []
        self._counts: dict[Element, int] = {}
        self._first_of: Element | None = None  # the block element whose first line is not written yet
        self._depths = {"a": 0, "pre": 0}

    def blocks(self) -> list[Block]:
        walk = etree.iterwalk(self._root, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                self._open(element)
                if element.tag == "table" and element is not self._root:
                    grid = grid_of(element)
                    if self._is_table(grid):
                        self._table(element, grid)
                        walk.skip_subtree()
                        continue
                self._say(element.text)
            else:
                self._close(element)
                if element is not self._root:
                    self._say(element.tail)
        self._flush()
        return self._done

    def _open(self, element: Element) -> None:
        tag = element.tag
        if tag in _BLOCKS:
            self._flush()
            self._inside.append(element)
            self._first_of = element
            if tag == "li":
                self._number(element)
        elif tag == "br":
            self._flush(broken=True)
        if _key(element) in self._depths:
            self._depths[_key(element)] += 1
            self._links += _key(element) == "a"

    def _close(self, element: Element) -> None:
        if element.tag in _BLOCKS:
            self._flush()
            self._inside.pop()
            self._first_of = None
        if _key(element) in self._depths:
            self._depths[_key(element)] -= 1

    def _say(self, words: str | None) -> None:
        if not words:
            return
        if not self._depths["pre"]:
            self._add(words)
            return
        for number, line in enumerate(re.split(r"\r\n?|\n", words)):
            if number:
                self._flush(broken=True)
            self._add(_kept_indent(line))

    def _add(self, words: str) -> None:
        self._words.append(words)
        if self._depths["a"]:
            self._linked += len(_SIGN.sub("", words))

    def _number(self, item: Element) -> None:
        """The number that a browser prints before an item of a numbered list that has none of its own."""
        parent = item.getparent()
        if parent is None or parent.tag != "ol" or "none" in parent.get("style", ""):
            return
        first = _whole_number(item.get("value")) or _whole_number(parent.get("start")) or 1
        number = first if item.get("value") or parent not in self._counts else self._counts[parent] + 1
        self._counts[parent] = number
        if not _NUMBERED.match(words_of(item).strip()):
            self._words.append(f"{number}.")

    def _table(self, element: Element, grid: Grid) -> None:
        caption = element.find("caption")
        if caption is not None:
            self._say(words_of(caption))
            self._flush()
        words = "\n".join(cell_words(place.element) for place in grid.places)
        self._done.append(Block(element=element, words=words, grid=grid))

    def _flush(self, *, broken: bool = False) -> None:
        words = _shown("".join(self._words))
        if words.strip():
            inside = self._inside[-1] if self._inside else self._root
            if not words.startswith("\u3000\u3000") and self._first_of is not None and _is_indented(self._inside):
                words = "\u3000\u3000" + words
            level = next((_HEADINGS[one.tag] for one in reversed(self._inside) if one.tag in _HEADINGS), None)
            block = Block(
                element=inside, words=words, level=level, links=self._links, linked=self._linked, broken=broken
            )
            self._done.append(block)
            self._first_of = None
        elif broken and self._done:  # an empty line parts what stands around it
            self._done[-1] = replace(self._done[-1], broken=False)
        self._words, self._links, self._linked = [], 0, 0


def _key(element: Element) -> str:
    """The tag of an element; an anchor that leads nowhere is none."""
    return str(element.tag) if element.tag != "a" or element.get("href") else ""


def _kept_indent(line: str) -> str:
    bare = line.lstrip(" \t")
    return "\xa0" * len(line[: len(line) - len(bare)].expandtabs(4)) + bare


def _whole_number(words: str | None) -> int | None:
    return int(words) if words and re.fullmatch(r"\d{1,4}", words, re.ASCII) else None


def _shown(words: str) -> str:
    r"""The words as a browser prints them, an indent of two characters or more as two ideographic spaces.

    >>> _shown("\n &emsp; ".replace("&emsp;", "\u2003\u2003") + "一、推进\n清洁取暖 \xa0")
    '\u3000\u3000一、推进清洁取暖'
    """
    words = _BROKEN_SOURCE_LINE.sub("", _INVISIBLE.sub("", words))
    words = re.sub(r"[ \t\n\r\f]+", " ", words).strip(" ")
    bare = words.lstrip()
    width = sum(_WIDTHS.get(char, 1) for char in words[: len(words) - len(bare)])
    bare = bare.rstrip().replace("\xa0", " ")
    return "\u3000\u3000" + bare if width >= 3 and bare else bare


def _is_indented(inside: Iterable[Element]) -> bool:
    """Whether the style of the nearest block that has one begins its first line two characters in."""
    for element in reversed(list(inside)):
        found = _INDENT.search(element.get("style", ""))
        if found:
            return float(found[1].strip(".") or 0) >= _INDENTED_FROM[found[2].lower()]
        if element.tag in ("td", "th", "table"):
            return False
    return False


def _unwrapped(blocks: list[Block]) -> Iterator[Block]:
    """The blocks, paragraphs that their author wrapped by hand with line breaks of one width in one piece."""
    run: list[Block] = []
    for block in blocks:
        if run and not (run[-1].broken and block.element is run[-1].element and block.grid is None):
            yield from _joined(run)
            run = []
        run.append(block)
    yield from _joined(run)


def _joined(run: list[Block]) -> Iterator[Block]:
    widths = [_width(block.words) for block in run]
    longest = max(widths, default=0)
    full = [width >= longest - 4 for width in widths]
    wrapped = len(run) >= _FEWEST_WRAPPED and _NARROWEST <= longest <= _WIDEST and 2 * sum(full) >= len(run)
    joined: Block | None = None
    for number, block in enumerate(run):
        if joined is None:
            joined = block
        elif wrapped and full[number - 1] and not block.words.startswith("\u3000\u3000"):
            glue = " " if re.search(r"\w$", joined.words, re.ASCII) and re.match(r"\w", block.words, re.ASCII) else ""
            joined = replace(
                joined,
                words=joined.words + glue + block.words,
                links=joined.links + block.links,
                linked=joined.linked + block.linked,
            )
        else:
            yield joined
            joined = block
    if joined is not None:
        yield joined


def _width(words: str) -> int:
    return sum(1 if char.isascii() else 2 for char in words)
