"""What styles say of a paragraph: heading, number, indent, whether it is hidden or a line of the contents."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from extract.reading.word.numbering import NumberRef
from extract.reading.word.package import W, child, is_on, value, whole

_HEADING = re.compile(r"(?:heading|标题|標題|見出し)\s*([1-9])", re.IGNORECASE)
_CONTENTS = re.compile(
    r"(?:toc|目录|目錄)\s*(?:[1-9]|heading|标题|標題)\s*\d?|table of figures|图表目录", re.IGNORECASE
)
_NO_NUMBER = NumberRef()
_TWO_CHARACTERS = (150, 300)  # hundredths of a character
_TWO_CHARACTERS_WIDE = (360, 900)  # twentieths of a point: from 9 to 22 point type
_BODY_TEXT = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a paragraph looks, by its styles and by itself."""

    level: int | None = None
    number: NumberRef = _NO_NUMBER
    indent: Mapping[str, int] = field(default_factory=dict)
    own_indent: Mapping[str, int] = field(default_factory=dict)
    alignment: str | None = None
    hidden: bool = False
    contents: bool = False

    def begins_indented(self, of_number: etree._Element | None = None) -> bool:
        """Whether the first line stands in by about two characters.

        The indent of a number stands above that of the style, or below it where the style gives the number.
        """
        if self.alignment in ("center", "right", "end"):
            return False
        layers = [self.indent, _indent(of_number)]
        if self.number.style is not None:
            layers.reverse()
        indent = functools.reduce(_on_top, [*layers, self.own_indent])
        characters = indent.get("firstLineChars", 0)
        if characters:
            return _TWO_CHARACTERS[0] <= characters <= _TWO_CHARACTERS[1]
        return _TWO_CHARACTERS_WIDE[0] <= indent.get("firstLine", 0) <= _TWO_CHARACTERS_WIDE[1]


class Styles:
    """The styles of a document."""

    def __init__(self, root: etree._Element | None) -> None:
        found = [] if root is None else root.findall(W + "style")
        self._styles = {each.get(W + "styleId", ""): each for each in found}
        self._default = next((each.get(W + "styleId", "") for each in found if _is_default(each)), "")
        self._plain = _worn(Look(), child(root, "docDefaults", "pPrDefault", "pPr"), etree.Element(W + "style"))
        self._looks: dict[str, Look] = {}
        self._hiding: dict[str, bool | None] = {}

    def look(self, properties: etree._Element | None) -> Look:
        """The look of a paragraph with these properties (``w:pPr``)."""
        style = value(properties, "pStyle") or self._default
        if style not in self._looks:
            self._looks[style] = self._look_of_style(style)
        return _worn(self._looks[style], properties, None)

    def hides(self, properties: etree._Element | None, *, otherwise: bool) -> bool:
        """Whether a run with these properties (``w:rPr``) is hidden."""
        own = is_on(properties, "vanish")
        if own is not None:
            return own
        style = value(properties, "rStyle")
        if style is None:
            return otherwise
        if style not in self._hiding:
            said = (is_on(each, "rPr", "vanish") for each in self._chain(style))
            self._hiding[style] = next((each for each in said if each is not None), None)
        by_style = self._hiding[style]
        return otherwise if by_style is None else by_style

    def list_of(self, style: str) -> str | None:
        """The list of a numbering style."""
        return value(self._styles.get(style), "pPr", "numPr", "numId")

    def _look_of_style(self, style: str) -> Look:
        look = self._plain
        for each in reversed(list(self._chain(style))):
            look = _worn(look, child(each, "pPr"), each)
        name = value(self._styles.get(style), "name") or style
        return replace(look, contents=bool(_CONTENTS.fullmatch(name.strip())))

    def _chain(self, style: str) -> Iterator[etree._Element]:
        """The style, the one it is based on, and so on; each once."""
        seen: set[str] = set()
        while style not in seen:
            seen.add(style)
            found = self._styles.get(style)
            if found is None:
                found = etree.Element(W + "style", {W + "styleId": style})
            yield found
            based_on = value(found, "basedOn")
            if based_on is None:
                return
            style = based_on


def _is_default(style: etree._Element) -> bool:
    return style.get(W + "type") == "paragraph" and style.get(W + "default", "").lower() in ("1", "true", "on")


def _worn(look: Look, properties: etree._Element | None, style: etree._Element | None) -> Look:
    """The look with what the properties, of a style or of the paragraph itself, say on top of it."""
    level = look.level
    if style is not None:
        heading = _HEADING.fullmatch((value(style, "name") or style.get(W + "styleId") or "").strip())
        level = int(heading[1]) if heading else level
        hidden = is_on(style, "rPr", "vanish")
        look = replace(look, hidden=look.hidden if hidden is None else hidden)
    said = whole(value(properties, "outlineLvl"))
    if said is not None:
        level = said + 1 if 0 <= said < _BODY_TEXT else None
    if properties is None:
        return replace(look, level=level)
    indent = _indent(child(properties, "ind"))
    return replace(
        look,
        level=level,
        number=_numbered(look.number, child(properties, "numPr"), style),
        indent=look.indent if style is None else _on_top(look.indent, indent),
        own_indent=indent if style is None else {},
        alignment=value(properties, "jc") or look.alignment,
    )


def _numbered(before: NumberRef, said: etree._Element | None, style: etree._Element | None) -> NumberRef:
    if said is None:
        return before
    list_id, level = value(said, "numId"), whole(value(said, "ilvl"))
    if list_id is None:
        return replace(before, level=level, style=None)
    return NumberRef(
        list_id=None if list_id == "0" else list_id,
        level=before.level if level is None and style is None else level,
        style=None if style is None else style.get(W + "styleId"),
    )


def _indent(element: etree._Element | None) -> Mapping[str, int]:
    if element is None:
        return {}
    found = {name: whole(element.get(W + name)) for name in ("firstLine", "firstLineChars", "hanging", "hangingChars")}
    return {name: said for name, said in found.items() if said is not None}


def _on_top(below: Mapping[str, int], above: Mapping[str, int]) -> Mapping[str, int]:
    """What is hanging is not indented, and the other way round."""
    gone = {"hanging", "hangingChars"} if "firstLine" in above or "firstLineChars" in above else set()
    gone |= {"firstLine", "firstLineChars"} if "hanging" in above or "hangingChars" in above else set()
    return {**{name: said for name, said in below.items() if name not in gone}, **above}
