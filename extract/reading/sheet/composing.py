"""Sheets → text: the lines and tables of every visible sheet, with the cell that each stretch stood in."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from extract.reading.composing import MOST_PLACES, Composer, Filled, Piece
from extract.reading.sheet.layout import Box, Line, Region, lay_out
from extract.reading.sheet.sheets import Address, Sheet, cell_name, refuse_too_many
from extract.reading.source import SourceText, UnreadableDocument
from extract.records import Form, Span, Where

HIDDEN, BESIDE = "隐藏", "文本框"
_SAYS_NOTHING = re.compile(r"(?:sheet|工作表|表|页|table|feuil|book)?\s*[\d(（)）_-]*(?:副本)?", re.IGNORECASE)


def compose_sheets(sheets: Sequence[Sheet], *, name: str, data: bytes, beside: Sequence[str] = ()) -> SourceText:
    """The document of a workbook; ``beside`` are the words that lie over its cells in text boxes.

    Raises:
        UnreadableDocument: no visible sheet has a filled cell, or there are too many.
    """
    refuse_too_many(sum(len(sheet.cells) for sheet in sheets))
    composer = Composer()
    several = sum(bool(sheet.cells) and not sheet.hidden for sheet in sheets) > 1
    for sheet in sheets:
        _compose(composer, sheet, several=several)
    if any(sheet.without_value for sheet in sheets) and not composer.length:
        raise UnreadableDocument(
            "no-values", "工作簿里的公式没有保存计算结果：请用 Excel 或 WPS 打开，保存一次后再导入。"
        )
    if any(sheet.cells for sheet in sheets) and not composer.length:
        raise UnreadableDocument("hidden", "工作簿里有文字的工作表、行或列都被隐藏了：请取消隐藏并保存后再导入。")
    for words in beside:
        composer.leave_out(BESIDE, words)
    return composer.source(name=name, data=data, form=Form(format="sheet"))


def _compose(composer: Composer, sheet: Sheet, *, several: bool) -> None:
    """Write a sheet; its name stands right above its table, below the title, among several sheets as a heading."""
    if sheet.hidden:
        if sheet.cells:
            composer.leave_out(HIDDEN, f"工作表“{sheet.name}”\n" + "\n".join(sheet.cells.values()))
        return
    start = composer.length
    parts, hidden = lay_out(sheet)
    tables = [number for number, part in enumerate(parts) if isinstance(part, Region)]
    named = tables[0] if tables else 0 if several else None  # the only sheet, if it is running text, needs no name
    for number, part in enumerate(parts):
        if number == named and sheet.name and _says_something(sheet.name, parts[: number + 1]):
            composer.paragraph([Piece(words=sheet.name, where=Where(sheet=sheet.name))], level=1 if several else None)
        if isinstance(part, Line):
            for words, box in _paragraphs(part):
                composer.paragraph([Piece(words=words, where=_where(sheet, box.address))])
        else:
            _table(composer, sheet, part)
    for words in hidden:
        composer.leave_out(HIDDEN, words)
    for code, message in _doubts(sheet):
        composer.doubt(code, message, Span(start=start, end=composer.length))


def _says_something(name: str, parts: Sequence[Line | Region]) -> bool:
    """Whether the name of a sheet is more than Sheet1, and no line above its table says it."""
    packed = "".join(name.split())
    lines = ["".join(box.words.split()) for part in parts if isinstance(part, Line) for box in part.boxes]
    return not _SAYS_NOTHING.fullmatch(name) and not any(packed in line for line in lines)


def _paragraphs(line: Line) -> Iterator[tuple[str, Box]]:
    for box in line.boxes:
        for words in box.words.split("\n"):
            bare = words.strip()
            indented = re.match(r"\u3000|[ \t\xa0]{2}", words)
            if bare:
                yield ("\u3000\u3000" if indented else "") + bare, box


def _table(composer: Composer, sheet: Sheet, region: Region) -> None:
    lefts = sorted({box.left for row in region.rows for box in row})
    tops = [row[0].top for row in region.rows]
    cells = [_filled(sheet, box, tops, lefts) for row in region.rows for box in row]
    if len(tops) * len(lefts) <= MOST_PLACES:  # the composer refuses what is larger
        cells += _empty(cells, len(tops), len(lefts))
    composer.table(cells)


def _filled(sheet: Sheet, box: Box, tops: Sequence[int], lefts: Sequence[int]) -> Filled:
    row, column = bisect_left(tops, box.top), bisect_left(lefts, box.left)
    return Filled(
        row=row,
        column=column,
        rows=bisect_right(tops, box.bottom) - row,
        columns=bisect_right(lefts, box.right) - column,
        pieces=(Piece(words=_tidy(box.words), where=_where(sheet, box.address)),),
    )


def _tidy(words: str) -> str:
    r"""The words of a cell without outer blanks, and without the tabs that would part them; its line feeds stay.

    >>> _tidy(" 市财政局\t\n市审计局 ")
    '市财政局\n市审计局'
    """
    if "\t" not in words and "\n" not in words:
        return words.strip()
    return "\n".join(line for each in words.replace("\t", " ").split("\n") if (line := each.strip()))


def _empty(cells: Sequence[Filled], rows: int, columns: int) -> Iterator[Filled]:
    taken = {
        (cell.row + down, cell.column + along)
        for cell in cells
        for down in range(cell.rows)
        for along in range(cell.columns)
    }
    for row in range(rows):
        for column in range(columns):
            if (row, column) not in taken:
                yield Filled(row=row, column=column)


def _where(sheet: Sheet, address: Address) -> Where:
    return Where(sheet=sheet.name, cell=cell_name(address))


def _doubts(sheet: Sheet) -> Iterator[tuple[str, str]]:
    if sheet.without_value:
        cells = _named(sheet.without_value)
        yield "formula-without-value", f"公式单元格没有保存计算结果（{cells}），按空白读取，请打开原文件核对"
    if sheet.wrong:
        yield "formula-error", f"单元格显示的是公式错误（{_named(sheet.wrong)}），请打开原文件核对"


def _named(addresses: Sequence[Address]) -> str:
    """The first three cells by name, and how many there are if more."""
    names = "、".join(cell_name(address) for address in addresses[:3])
    return names if len(addresses) <= 3 else f"{names} 等 {len(addresses)} 个"
