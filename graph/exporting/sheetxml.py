"""The parts of an Excel workbook as XML: text is text, days are days, no cell is a formula.

Cells hold inline text, with Excel's own sign where it could start a formula, so that editing the cell later makes no
formula either.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date
from importlib import resources
from xml.sax.saxutils import escape, quoteattr

from graph.exporting.packing import File
from graph.exporting.sheets import STYLES, Cell, Sheet, Style
from graph.exporting.texts import clean, starts_formula

_LINE = 13.5  # points
_TITLE = 30.0
_HIGHEST = 409.0  # points, of a row
_LOOKED_AT = 3000  # characters, more than the highest row shows

_EPOCH = date(1899, 12, 30)
_FIRST = date(1900, 3, 1)  # earlier days are counted with a leap day that never was
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


def package(title: str, sheets: Sequence[Sheet]) -> Iterator[File]:
    """The files of the workbook, in the order in which Excel writes them."""
    kinds, relations = [], []
    for number in range(1, len(sheets) + 1):
        kinds.append(f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{_SHEET_TYPE}"/>')
        relations.append(
            f'<Relationship Id="rId{number}" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        )
    yield "[Content_Types].xml", part("sheets-types", sheets="".join(kinds))
    yield "_rels/.rels", part("sheets-rels")
    yield "docProps/core.xml", part("core", title=escape(clean(title)))
    yield "xl/workbook.xml", _workbook(sheets)
    yield "xl/_rels/workbook.xml.rels", part("sheets-book-rels", sheets="".join(relations))
    yield "xl/styles.xml", part("sheets-styles")
    for number, sheet in enumerate(sheets, start=1):
        yield f"xl/worksheets/sheet{number}.xml", _sheet(sheet)


def part(name: str, **filled: str) -> bytes:
    """A part of a package that is the same in all files, with what is filled in where it says so."""
    xml = resources.files("graph").joinpath("exporting", "parts", f"{name}.xml").read_text("utf-8")
    for place, words in filled.items():
        xml = xml.replace(f"<!--{place}-->", words)
    return xml.encode("utf-8")


def _workbook(sheets: Sequence[Sheet]) -> bytes:
    """The list of the sheets, with the rows that are printed on every page and the ranges that are filtered."""
    listed, defined = [], []
    for at, sheet in enumerate(sheets):
        listed.append(f'<sheet name={quoteattr(sheet.name)} sheetId="{at + 1}" r:id="rId{at + 1}"/>')
        if sheet.heads:
            area = f"'{sheet.name}'!$A$1:${letters(len(sheet.columns) - 1)}${len(sheet.rows) + 1}"
            names = {"_xlnm._FilterDatabase": area, "_xlnm.Print_Titles": f"'{sheet.name}'!$1:$1"}
            defined += [
                f'<definedName name="{name}" localSheetId="{at}">{escape(words)}</definedName>'
                for name, words in names.items()
            ]
    names_part = f"<definedNames>{''.join(defined)}</definedNames>" if defined else ""
    return (
        f'{_HEAD}<workbook {_MAIN} xmlns:r="{_RELATIONS}"><bookViews><workbookView activeTab="0"/></bookViews>'
        f"<sheets>{''.join(listed)}</sheets>{names_part}</workbook>"
    ).encode()


def _sheet(sheet: Sheet) -> bytes:
    last = f"{letters(len(sheet.columns) - 1)}{len(sheet.rows) + sheet.heads}"
    widths = "".join(
        f'<col min="{at}" max="{at}" width="{column.width}" customWidth="1"/>'
        for at, column in enumerate(sheet.columns, start=1)
    )
    found = [
        f'{_HEAD}<worksheet {_MAIN}><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:{last}"/>',
        f'{_view(sheet)}<sheetFormatPr defaultRowHeight="15"/><cols>{widths}</cols><sheetData>',
    ]
    if sheet.heads:
        heads = "".join(_cell(at, 1, column.head, column.head_style) for at, column in enumerate(sheet.columns))
        found.append(f'<row r="1" ht="{sheet.head_height:g}" customHeight="1">{heads}</row>')
    found += [_row(sheet, at, row) for at, row in enumerate(sheet.rows)]
    found.append("</sheetData>")
    found += [f'<autoFilter ref="A1:{last}"/>'] if sheet.heads else []
    found += [_printing(sheet), "</worksheet>"]
    return "".join(found).encode("utf-8")


def _view(sheet: Sheet) -> str:
    if not sheet.heads:
        return '<sheetViews><sheetView showGridLines="0" workbookViewId="0"/></sheetViews>'
    corner = f"{letters(sheet.frozen)}2"
    split = f'xSplit="{sheet.frozen}" ' if sheet.frozen else ""
    pane = "bottomRight" if sheet.frozen else "bottomLeft"
    return (
        f'<sheetViews><sheetView workbookViewId="0"><pane {split}ySplit="1" topLeftCell="{corner}"'
        f' activePane="{pane}" state="frozen"/><selection pane="{pane}" activeCell="{corner}" sqref="{corner}"/>'
        "</sheetView></sheetViews>"
    )


def _printing(sheet: Sheet) -> str:
    """A4, as wide as the page, with the sheet's name above and the page's number below."""
    turned = "landscape" if sheet.landscape else "portrait"
    return (
        '<printOptions horizontalCentered="1"/>'
        '<pageMargins left="0.4" right="0.4" top="0.65" bottom="0.6" header="0.3" footer="0.3"/>'
        f'<pageSetup paperSize="9" orientation="{turned}" fitToWidth="1" fitToHeight="0"/>'
        f'<headerFooter><oddHeader>&amp;C&amp;"黑体,常规"&amp;14{escape(sheet.name)}</oddHeader>'
        "<oddFooter>&amp;C第 &amp;P 页 共 &amp;N 页</oddFooter></headerFooter>"
    )


def _row(sheet: Sheet, at: int, row: Sequence[Cell]) -> str:
    shown = at + 1 + sheet.heads
    cells = "".join(
        _cell(place, shown, value, sheet.styles.get((at, place), column.style))
        for place, (value, column) in enumerate(zip(row, sheet.columns, strict=True))
    )
    return f'<row r="{shown}" ht="{_height(sheet, at, row)}">{cells}</row>'


def _height(sheet: Sheet, at: int, row: Sequence[Cell]) -> float:
    """How high a row must be in points for its wrapped texts; not every program works it out when it opens a file."""
    if sheet.styles.get((at, 0)) == "title":
        return _TITLE
    lines = max((_lines(value, column.width) for value, column in zip(row, sheet.columns, strict=True)), default=1)
    return min(lines * _LINE + 3, _HIGHEST)


def _lines(value: Cell, width: float) -> int:
    if not isinstance(value, str):
        return 1
    within = max(int(width), 2)
    return sum(max(1, -(-_shown_width(line) // within)) for line in value[:_LOOKED_AT].split("\n"))


def _shown_width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in line)


def _cell(place: int, row: int, value: Cell, style: Style) -> str:
    where = f"{letters(place)}{row}"
    if isinstance(value, date):
        if value >= _FIRST:
            return f'<c r="{where}" s="{_index("day")}"><v>{(value - _EPOCH).days}</v></c>'
        value = value.isoformat()
    if value is None or value == "":
        return f'<c r="{where}" s="{_index(style)}"/>'
    if not isinstance(value, str):
        return f'<c r="{where}" s="{_index(style)}"><v>{value}</v></c>'
    kind = _index(style) + (len(STYLES) if starts_formula(value) or value.startswith("'") else 0)
    words = _ESCAPED.sub("_x005F_", escape(value))
    return f'<c r="{where}" s="{kind}" t="inlineStr"><is><t xml:space="preserve">{words}</t></is></c>'


def _index(style: Style) -> int:
    return STYLES.index(style) + 1


def letters(place: int) -> str:
    """The letters of a column that counts from 0.

    >>> [letters(place) for place in (0, 25, 26)]
    ['A', 'Z', 'AA']
    """
    found = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        found = chr(ord("A") + rest) + found
    return found
