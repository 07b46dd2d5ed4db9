"""Automatic numbering: the numbers that Word prints before paragraphs and that stand nowhere in their words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from extract.reading.word.numbers import custom_number, format_number
from extract.reading.word.package import MC, W, alternative, child, is_on, value, whole

_LEVELS = 9
_SYMBOL_FONT = re.compile(r"wingdings|webdings|symbol|marlett|zapfdingbats", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberRef:
    """What a paragraph or style says of its number: the list, the level, and the style that says so, if one does."""

    list_id: str | None = None
    level: int | None = None
    style: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A level of a list: how its number is written (``%1`` stands for that of the first level)."""

    start: int
    number_format: str
    pattern: str | None
    words: str
    legal: bool
    suffix: str
    restart: int | None
    style: str | None
    indent: etree._Element | None


@dataclass(slots=True, kw_only=True)
class _List:
    counters: dict[int, int]  # shared by all lists of one definition
    levels: dict[int, Level]
    starts: dict[int, int]
    begun: set[int] = field(default_factory=set)


class Numbering:
    """The lists of a document, and how far each has counted.

    ``list_of_style`` gives the list of a numbering style: a definition may only point to one (numStyleLink).
    """

    def __init__(self, root: etree._Element | None, list_of_style: Callable[[str], str | None]) -> None:
        self._definitions = _by_id(root, "abstractNum", "abstractNumId")
        self._nums = _by_id(root, "num", "numId")
        self._list_of_style = list_of_style
        self._counters: dict[str, dict[int, int]] = {}
        self._lists: dict[str, _List | None] = {}

    def level(self, ref: NumberRef) -> Level | None:
        """The level that a paragraph of this reference stands on; None where it has no number."""
        found, index = self._found(ref)
        return found.levels.get(index) if found else None

    def next_number(self, ref: NumberRef) -> str | None:
        """The number of the next paragraph of this reference as it is printed, with the blank behind it.

        Every call counts on. None where the paragraph has no number, "" where nothing of it is printed.
        """
        found, index = self._found(ref)
        level = found.levels.get(index) if found else None
        if found is None or level is None:
            return None
        _count(found, index)
        words = _written(found, level)
        return words if not words or level.suffix == "nothing" else f"{words} "

    def _found(self, ref: NumberRef) -> tuple[_List | None, int]:
        if ref.list_id is None:
            return None, 0
        if ref.list_id not in self._lists:
            self._lists[ref.list_id] = self._list(ref.list_id)
        found = self._lists[ref.list_id]
        linked = [index for index, level in found.levels.items() if level.style == ref.style] if found else []
        if ref.style is not None and linked:
            return found, linked[0]
        return found, ref.level or 0

    def _list(self, list_id: str) -> _List | None:
        num = self._nums.get(list_id)
        key = self._definition(num)
        if num is None or key is None:
            return None
        levels = {index: _level(each) for index, each in _numbered(self._definitions[key], "lvl")}
        starts: dict[int, int] = {}
        for index, override in _numbered(num, "lvlOverride"):
            replaced = child(override, "lvl")
            if replaced is not None:
                levels[index] = _level(replaced)
            start = whole(value(override, "startOverride"))
            if start is not None:
                starts[index] = start
        return _List(counters=self._counters.setdefault(key, {}), levels=levels, starts=starts)

    def _definition(self, num: etree._Element | None) -> str | None:
        """The id of the definition that holds the levels: behind links through numbering styles, none if they turn."""
        seen: set[str] = set()
        while num is not None:
            key = value(num, "abstractNumId")
            if key is None or key in seen or key not in self._definitions:
                return None
            seen.add(key)
            linked = value(self._definitions[key], "numStyleLink")
            if linked is None:
                return key
            num = self._nums.get(self._list_of_style(linked) or "")
        return None


def _by_id(root: etree._Element | None, name: str, key: str) -> dict[str, etree._Element]:
    found = () if root is None else root.findall(W + name)
    return {each.get(W + key, ""): each for each in found}


def _numbered(element: etree._Element, name: str) -> list[tuple[int, etree._Element]]:
    found = [(whole(each.get(W + "ilvl")), each) for each in element.findall(W + name)]
    return [(index, each) for index, each in found if index is not None and 0 <= index < _LEVELS]


def _level(element: etree._Element) -> Level:
    number_format = child(element, "numFmt")
    choice = element.find(MC + "AlternateContent")  # a custom format, for programs that know it
    if number_format is None and choice is not None:
        number_format = child(alternative(choice), "numFmt")
    written = "decimal" if number_format is None else number_format.get(W + "val", "decimal")
    words = value(element, "lvlText") or ""
    if is_on(element, "rPr", "vanish") or child(element, "lvlPicBulletId") is not None:
        words = ""
    elif written == "bullet":
        words = _printable(words, element)
    return Level(
        start=whole(value(element, "start")) or 0,
        number_format=written,
        pattern=number_format.get(W + "format") if number_format is not None and written == "custom" else None,
        words=words,
        legal=bool(is_on(element, "isLgl")),
        suffix=value(element, "suff") or "tab",
        restart=whole(value(element, "lvlRestart")),
        style=value(element, "pStyle"),
        indent=child(element, "pPr", "ind"),
    )


def _printable(glyph: str, level: etree._Element) -> str:
    """A bullet that is a sign of its own; nothing for letters that only a font of pictures makes one."""
    fonts = child(level, "rPr", "rFonts")
    pictured = fonts is not None and any(_SYMBOL_FONT.search(str(name)) for name in fonts.attrib.values())
    signs = all(unicodedata.category(char)[0] in "SP" for char in glyph)
    return glyph if signs and not pictured else ""


def _count(found: _List, index: int) -> None:
    """Count one on; a higher level that was passed over counts as begun, a deeper one begins again."""
    if index in found.starts and index not in found.begun:
        found.counters.pop(index, None)
    found.begun.add(index)
    counters = found.counters
    for higher in range(index):
        counters.setdefault(higher, _start(found, higher))
    counters[index] = counters[index] + 1 if index in counters else _start(found, index)
    for deeper in [each for each in counters if each > index]:
        restart = found.levels[deeper].restart if deeper in found.levels else None
        if restart is None or index < restart:
            del counters[deeper]


def _start(found: _List, index: int) -> int:
    level = found.levels.get(index)
    return found.starts.get(index, level.start if level else 1)


def _written(found: _List, level: Level) -> str:
    def number(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        counted = found.counters.get(index, _start(found, index))
        of = found.levels.get(index, level)
        if level.legal and of.number_format != "none":
            return str(counted)
        return custom_number(counted, of.pattern) if of.pattern else format_number(counted, of.number_format)

    if level.number_format == "bullet":
        return level.words
    return _PLACEHOLDER.sub(number, level.words)
