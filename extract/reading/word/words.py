"""The words of a Word paragraph as they are printed, without what is deleted, hidden or an instruction."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from lxml import etree

from extract.reading.word.package import MC, M, W, alternative, child, is_on, value, whole
from extract.reading.word.styles import Look, Styles

DELETED, HIDDEN, PROMPT = "修订中已删除", "隐藏文字", "未填写的提示"

_UNPRINTED_FIELDS = ("PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION")
_OVERPRINT = re.compile(r"EQ\b.*\\o\s*(?:\\a[a-z]\s*)?\((.*)[,;，；](.*?)\)\s*$", re.DOTALL)  # ○ over 1, pinyin over 字
_CENTIMETRE = 360_000  # of a picture's own measure
_CIRCLES = "○〇◯"
_SYMBOLS: Mapping[int, str] = MappingProxyType(
    {0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB0: "°", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xB7: "·", 0xA5: "∞"}
    | dict(zip(b"abgdlmDSW", "αβγδλμΔΣΩ", strict=True))
)
"""The signs of the font Symbol that stand in figures; its other characters have none of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture; a large one may hold words."""

    large: bool


@dataclass(slots=True, kw_only=True)
class Words:
    """The words of a paragraph, and what else is in it: text boxes, notes it refers to, words that are left out."""

    text: str = ""
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    in_contents: bool = False

    @property
    def line(self) -> str:
        r"""The words on one line, of several where the paragraph breaks its lines itself; tabs as blanks of full width.

        >>> Words(text="\t责任单位：\t市发改委\n").line
        '\u3000\u3000责任单位：\u3000市发改委'
        """
        text = re.sub(r"[ \t\u3000]*\n\s*", "\n", self.text).strip("\n")
        text = re.sub(r"^\t+", "\u3000\u3000", text)
        return text.replace("\t", "\u3000").rstrip(" ")

    def joined(self, following: Words) -> Words:
        """These words with those of the next paragraph behind them: the mark between the two is not printed."""
        return Words(
            text=self.text + following.text,
            boxes=self.boxes + following.boxes,
            notes=self.notes + following.notes,
            left_out=self.left_out + following.left_out,
            in_contents=self.in_contents or following.in_contents,
            pictures=self.pictures + following.pictures,
        )


@dataclass(slots=True)
class _Field:
    """A field that is open; it may end some paragraphs on. ``shown`` once its result begins."""

    instruction: str = ""
    shown: bool = False

    @property
    def kind(self) -> str:
        return self.instruction.split(maxsplit=1)[0].upper() if self.instruction.strip() else ""


class WordsReader:
    """Reads the paragraphs of a part one after the other: fields reach over paragraphs."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._fields: list[_Field] = []
        self._read = Words()
        self._hidden = False

    @property
    def in_contents(self) -> bool:
        """Whether a table of contents has begun and not ended."""
        return any(each.kind == "TOC" for each in self._fields)

    def read(self, paragraph: etree._Element, look: Look) -> Words:
        """The words of the next paragraph."""
        self._read = Words()
        self._hidden = look.hidden
        self._walk(paragraph, None)
        # An instruction ends with its paragraph: what never comes to a result must not swallow the rest of the text.
        self._fields = [each for each in self._fields if each.shown]
        return self._read

    def _walk(self, element: etree._Element, dropped: str | None) -> None:
        for each in element:
            name = _NAMES.get(each.tag, "through" if str(each.tag).startswith(M) else None)
            if name in ("through", "run"):
                hidden = name == "run" and self._styles.hides(child(each, "rPr"), otherwise=self._hidden)
                self._walk(each, dropped or (HIDDEN if hidden else None))
            elif name == "deleted":
                self._walk(each, DELETED)
            elif name == "control":
                content = child(each, "sdtContent")
                prompt = PROMPT if is_on(each, "sdtPr", "showingPlcHdr") else None
                if content is not None:
                    self._walk(content, dropped or prompt)
            elif name == "ruby":
                base = child(each, "rubyBase")
                if base is not None:
                    self._walk(base, dropped)
            elif name == "choice":
                chosen = alternative(each)
                if chosen is not None:
                    self._walk(chosen, dropped)
            elif name is not None:
                self._leaf(each, name, dropped)

    def _leaf(self, element: etree._Element, name: str, dropped: str | None) -> None:
        if name == "text":
            self._write(re.sub(r"[\t\r\n]", " ", element.text or ""), dropped)
        elif name == "symbol":
            self._write(_symbol(element), dropped)
        elif name == "field":
            self._field(element, dropped)
        elif name == "simple-field":
            self._fields.append(_Field(value(element, name="instr") or "", shown=True))
            self._walk(element, dropped)
            self._fields.pop()
        elif name == "instruction":
            if self._fields and not self._fields[-1].shown:
                self._fields[-1].instruction += element.text or ""
        elif name == "note":
            if dropped is None:
                self._read.notes.append((element.tag.removeprefix(W), value(element, name="id") or ""))
        elif name == "drawing":
            boxes = list(_boxes(element)) if dropped is None else []
            self._read.boxes += boxes
            self._read.pictures += [] if boxes else [Picture(large=_is_large(element))]
        else:
            self._write(name, dropped)

    def _field(self, mark: etree._Element, dropped: str | None) -> None:
        kind = value(mark, name="fldCharType")
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].shown = True
        elif kind == "end" and self._fields:
            ended = self._fields.pop()
            if not ended.shown:
                self._write(_overprinted(ended.instruction), dropped)

    def _write(self, words: str, dropped: str | None) -> None:
        if not words or any(not each.shown or each.kind in _UNPRINTED_FIELDS for each in self._fields):
            return
        if dropped is None:
            self._read.text += words
            self._read.in_contents = self._read.in_contents or (self.in_contents and bool(words.strip()))
            return
        last = self._read.left_out[-1] if self._read.left_out else None
        if last and last[0] == dropped:
            self._read.left_out[-1] = (dropped, last[1] + words)
        else:
            self._read.left_out.append((dropped, words))


def _is_large(drawing: etree._Element) -> bool:
    """Whether a drawing shows a picture that a table or a page could be on: 10 by 4 centimetres, no seal or logo."""
    extent = next(drawing.iter("{*}extent"), None)
    if extent is None or next(drawing.iter("{*}blip"), None) is None:
        return False
    width, height = (whole(extent.get(name)) or 0 for name in ("cx", "cy"))
    return width >= 10 * _CENTIMETRE and height >= 4 * _CENTIMETRE


def _symbol(element: etree._Element) -> str:
    """The sign of a ``w:sym``; nothing for one that only its font draws."""
    code = re.fullmatch(r"[0-9A-Fa-f]*([0-9A-Fa-f]{4})", value(element, name="char") or "")
    if not code:
        return ""
    number = int(code[1], 16)
    if 0xF000 <= number <= 0xF0FF:
        return _SYMBOLS.get(number - 0xF000, "") if value(element, name="font") == "Symbol" else ""
    return chr(number) if chr(number).isprintable() else ""


def _overprinted(instruction: str) -> str:
    r"""The character that a field prints others over: the base of a reading aid, the number in a circle.

    >>> _overprinted(r" EQ \o\ac(○,3)"), _overprinted(r"EQ \* jc2 \o\ad(\s\up 9(lí),黎)"), _overprinted("TC 一")
    ('③', '黎', '')
    """
    found = _OVERPRINT.match(instruction.strip())
    if not found:
        return ""
    below, over = (each.strip() for each in found.groups())
    number = whole(over)
    circled = below in _CIRCLES and number is not None and 1 <= number <= 20
    return chr(ord("①") + number - 1) if circled and number is not None else over


def _boxes(element: etree._Element) -> Iterator[etree._Element]:
    """The text boxes of a drawing, each once; those inside another belong to its own paragraphs."""
    for each in element:
        if each.tag == W + "txbxContent":
            yield each
        elif each.tag == MC + "AlternateContent":
            chosen = alternative(each)
            if chosen is not None:
                yield from _boxes(chosen)
        else:
            yield from _boxes(each)


_NAMES: Mapping[object, str] = MappingProxyType(
    {
        **dict.fromkeys(
            (W + name for name in ("hyperlink", "ins", "moveTo", "smartTag", "customXml", "dir", "bdo", "sdtContent")),
            "through",
        ),
        W + "r": "run",
        W + "del": "deleted",
        W + "moveFrom": "deleted",
        W + "sdt": "control",
        W + "ruby": "ruby",
        MC + "AlternateContent": "choice",
        W + "t": "text",
        M + "t": "text",
        W + "delText": "text",
        W + "sym": "symbol",
        W + "fldChar": "field",
        W + "fldSimple": "simple-field",
        W + "instrText": "instruction",
        W + "footnoteReference": "note",
        W + "endnoteReference": "note",
        W + "drawing": "drawing",
        W + "pict": "drawing",
        W + "object": "drawing",
        W + "tab": "\t",
        W + "ptab": "\t",
        W + "br": "\n",
        W + "cr": "\n",
        W + "noBreakHyphen": "-",
    }
)
"""What to do with an element inside a paragraph, or what it prints; the others print nothing."""
