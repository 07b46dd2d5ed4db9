"""A plain text as Word document: as typed, with automatic numbers, in columns, and as a ruled task table."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from tests.dressing import HEADER, INDENT, Plain, cells_of, heading_level, merged_categories

FONT = "Noto Serif CJK SC"
RUNNING_HEAD = "某市人民政府办公室文件"
GAZETTE_HEAD = "某市人民政府公报　2021年第2期"
_WIDTHS = (1.2, 2.5, 8.5, 2.8, 3.6, 3.2, 1.6, 2.2)  # of the task table's columns, in centimetres
_NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a page is set: size of the type in points, distance of the lines, columns, and what runs at the head."""

    size: float = 16
    leading: float = 28
    columns: int = 1
    head: str = ""


OFFICIAL = Layout()
WITH_HEAD = Layout(head=RUNNING_HEAD)
GAZETTE = Layout(size=10.5, leading=17, columns=2, head=GAZETTE_HEAD)


def as_docx(plain: Plain, layout: Layout = OFFICIAL, *, automatic_numbers: bool = False) -> bytes:
    """The text as a Word document; with automatic numbers its leading 一、（一）1. are Word's own."""
    document = _blank(layout)
    numbering = Numbering(document) if automatic_numbers else None
    for place, words in enumerate(plain.paragraphs):
        _add_paragraph(document, plain, words, layout, numbering)
        if place == 0 and layout.columns > 1:
            _begin_columns(document, layout.columns)
    return _saved(document)


def as_docx_table(plain: Plain) -> bytes:
    """The text's task table in a Word document, on its side, with ruled cells and categories merged over their rows."""
    layout = Layout(size=10.5, leading=16)
    document = _blank(layout)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    section.top_margin = section.bottom_margin = section.left_margin = section.right_margin = Cm(2)
    title = document.add_paragraph((plain.title or "重点任务清单").strip())
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    lines = [[name for name, _ in HEADER]]
    lines += [cells_of(row, number) for number, row in enumerate(plain.rows, start=1)]
    merged = merged_categories(plain)
    repeated = {row for above, below in merged for row in range(above + 1, below + 1)}
    table = document.add_table(rows=len(lines), cols=len(HEADER), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = Cm(width)
    grid = table._cells  # each use of table.cell() reads the whole table again
    for number, line in enumerate(lines):
        for column, words in enumerate(line):
            cell = grid[number * len(HEADER) + column]
            cell.width = Cm(_WIDTHS[column])
            if not (column == 1 and number - 1 in repeated):
                cell.paragraphs[0].add_run(words)
    for above, below in merged:
        table.cell(above + 1, 1).merge(table.cell(below + 1, 1))
    repeat = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)
    return _saved(document)


def _saved(document: WordDocument) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _blank(layout: Layout) -> WordDocument:
    """A document of A4 pages with official margins, a page number at the foot and perhaps a running head."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
    for name in ("Normal", "Heading 1", "Heading 2"):
        style = document.styles[name]
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for key in list(fonts.attrib):
            del fonts.attrib[key]
        for script in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{script}"), FONT)
        style.font.size = Pt(layout.size)  # type: ignore[attr-defined]
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    foot.add_run("— ")
    foot._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'))
    foot.add_run(" —")
    if layout.head:
        section.header.paragraphs[0].text = layout.head
    return document


def _begin_columns(document: WordDocument, columns: int) -> None:
    """What follows is set in columns, below what stands across the page."""
    section = document.add_section(WD_SECTION.CONTINUOUS)
    setting = section._sectPr.find(qn("w:cols"))
    if setting is None:
        setting = OxmlElement("w:cols")
        section._sectPr.append(setting)
    setting.set(qn("w:num"), str(columns))
    setting.set(qn("w:space"), str(int(Cm(0.8).twips)))


def _add_paragraph(
    document: WordDocument, plain: Plain, words: str, layout: Layout, numbering: Numbering | None
) -> None:
    level = heading_level(words)
    paragraph = document.add_paragraph(style=f"Heading {level}" if level else None)
    form = paragraph.paragraph_format
    form.line_spacing, form.space_before, form.space_after = Pt(layout.leading), Pt(0), Pt(0)
    if words == plain.title:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(words.strip()).bold = True
        return
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    indented = words.startswith(INDENT)
    words = words.strip()
    if numbering is not None:
        words = words[numbering.number(paragraph, words) :]
    form.left_indent = Pt(0)
    form.first_line_indent = Pt(2 * layout.size) if indented else Pt(0)
    paragraph.add_run(words)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    pattern: re.Pattern[str]
    form: str  # Word's name of the numerals


_LEVELS = (
    _Level(pattern=re.compile(rf"()([{_NUMERALS}]+)(、)"), form="chineseCounting"),
    _Level(pattern=re.compile(rf"([（(])([{_NUMERALS}]+)([）)])"), form="chineseCounting"),
    _Level(pattern=re.compile(r"()([1-9]\d?)([.．、])(?![\d])"), form="decimal"),
    _Level(pattern=re.compile(r"([（(])([1-9]\d?)([）)])"), form="decimal"),
)


@dataclass
class Numbering:
    """Word's multilevel list of a document. Where a number does not follow from those before, a new list starts at it.

    A level counts in the form that its first number has; a number in another form stays typed.
    """

    document: WordDocument
    values: list[int] = field(default_factory=lambda: [0] * len(_LEVELS))
    lists: list[int] = field(default_factory=lambda: [1] * len(_LEVELS))
    forms: dict[int, tuple[str, str]] = field(default_factory=dict)
    last: int = 1

    def __post_init__(self) -> None:
        root = self.document.part.numbering_part.element
        for child in list(root):
            root.remove(child)
        self._root = root
        root.append(
            parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="0">{"".join(_levels())}</w:abstractNum>')
        )
        self._abstract = root[0]
        self._add_list(1, None)

    def number(self, paragraph: Paragraph, words: str) -> int:
        """Number a paragraph as its words begin; how many of its characters the number stands for."""
        for level, kind in enumerate(_LEVELS):
            found = kind.pattern.match(words)
            if not found:
                continue
            before, numeral, behind = found.groups()
            value = int(numeral) if numeral.isdecimal() else _value(numeral)
            if value is None or self.forms.setdefault(level, (before, behind)) != (before, behind):
                return 0
            self._count(level, value)
            self._show(level)
            properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val = level
            properties.get_or_add_numId().val = self.lists[level]
            return found.end()
        return 0

    def _count(self, level: int, value: int) -> None:
        deeper = range(level + 1, len(_LEVELS))
        if value != self.values[level] + 1:
            self.last += 1
            self._add_list(self.last, (level, value))
            self.lists[level] = self.last
        self.values[level] = value
        for each in deeper:
            self.values[each], self.lists[each] = 0, self.lists[level]

    def _show(self, level: int) -> None:
        before, behind = self.forms[level]
        self._abstract.findall(qn("w:lvl"))[level].find(qn("w:lvlText")).set(
            qn("w:val"), f"{before}%{level + 1}{behind}"
        )

    def _add_list(self, number: int, start: tuple[int, int] | None) -> None:
        override = ""
        if start is not None:
            level, value = start
            override = f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{value}"/></w:lvlOverride>'
        self._root.append(
            parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="0"/>{override}</w:num>')
        )


def _levels() -> Iterator[str]:
    for level, kind in enumerate(_LEVELS):
        yield (
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind.form}"/><w:suff w:val="nothing"/>'
            f'<w:lvlText w:val="%{level + 1}"/><w:lvlJc w:val="left"/></w:lvl>'
        )


def _value(numeral: str) -> int | None:
    """What 三 or 十二 counts, below a hundred.

    >>> _value("三"), _value("十二"), _value("二十"), _value("二十一"), _value("一二")
    (3, 12, 20, 21, None)
    """
    found = re.fullmatch(r"(?:([二三四五六七八九])?(十))?([一二三四五六七八九])?", numeral)
    if not found:
        return None
    tens, ten, ones = found.groups()
    return (_NUMERALS.find(tens) + 1 if tens else 1 if ten else 0) * 10 + (_NUMERALS.find(ones) + 1 if ones else 0)
