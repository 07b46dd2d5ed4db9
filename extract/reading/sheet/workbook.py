"""Reader of Excel workbooks (.xlsx): every visible sheet as it shows itself.

The parts of the package are read as a stream: a sheet with a million formatted rows, or a merged range over all of it,
costs no more than what it holds. openpyxl, which builds each such cell, gives the tables of number formats.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS

from extract.reading.sheet.cells import SheetReader
from extract.reading.sheet.composing import compose_sheets
from extract.reading.sheet.package import Package, damaged, elements_of, stream, words_of
from extract.reading.sheet.sheets import Sheet, refuse_too_many
from extract.reading.source import SourceText

Element = etree._Element

# What a Chinese Excel shows for the formats that depend on the country; 14 is the short day.
_CHINESE_FORMATS = {
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    **dict.fromkeys((32, 55), 'h"时"mm"分"'),
    **dict.fromkeys((33, 56), 'h"时"mm"分"ss"秒"'),
    14: "yyyy/m/d",
    22: "yyyy/m/d h:mm",
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
}


def read(data: bytes, name: str) -> SourceText:
    """The document of a workbook.

    Raises:
        UnreadableDocument: the workbook is damaged, too large, or shows nothing.
    """
    package = Package(data)
    main = package.main()
    book = package.tree(main)
    parts = package.related(main)
    strings = _strings(package, parts)
    formats = _formats(package, parts)
    flags = next(iter(elements_of(book, "workbookPr")), None)
    from_1904 = flags is not None and flags.get("date1904") in ("1", "true")
    sheets: list[Sheet] = []
    for entry in elements_of(book, "sheet"):
        part = parts.get(_relation(entry))
        if part is None:
            raise damaged()
        if part[1].endswith("/worksheet"):  # a sheet may also be nothing but a chart
            reader = SheetReader(strings, formats, from_1904=from_1904)
            hidden = entry.get("state", "visible") != "visible"
            sheets.append(reader.read(package.content(part[0]), name=entry.get("name", ""), hidden=hidden))
            refuse_too_many(sum(len(sheet.cells) for sheet in sheets))
    return compose_sheets(sheets, name=name, data=data, beside=_drawn(package))


def _drawn(package: Package) -> list[str]:
    """The words of the text boxes that lie over the sheets, a string a drawing."""
    drawings = [part for part in package.names() if re.fullmatch(r"xl/drawings/[^/]+\.xml", part)]
    paragraphs = [elements_of(package.tree(part), "p") for part in drawings]
    words = ["\n".join("".join(map(str, one.itertext())) for one in each).strip() for each in paragraphs]
    return [each for each in words if each]


def _relation(entry: Element) -> str:
    return next((str(value) for key, value in entry.attrib.items() if str(key).endswith("}id")), "")


def _strings(package: Package, parts: Mapping[str, tuple[str, str]]) -> list[str]:
    part = next((part for part, kind in parts.values() if kind.endswith("/sharedStrings")), None)
    if part is None:
        return []
    return [words_of(one) for one in stream(package.content(part), "si")]


def _formats(package: Package, parts: Mapping[str, tuple[str, str]]) -> list[str]:
    """The number format of each style of cells."""
    part = next((part for part, kind in parts.values() if kind.endswith("/styles")), None)
    if part is None:
        return []
    tree = package.tree(part)
    codes: dict[str, str] = {str(number): code for number, code in BUILTIN_FORMATS.items()}
    codes |= {str(number): code for number, code in _CHINESE_FORMATS.items()}
    codes |= {one.get("numFmtId", ""): one.get("formatCode", "") for one in elements_of(tree, "numFmt")}
    styles = next(iter(elements_of(tree, "cellXfs")), None)
    return [codes.get(one.get("numFmtId", "0"), "General") for one in styles] if styles is not None else []
