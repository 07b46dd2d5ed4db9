"""The log of decisions as a table for Excel: as .csv with no cell ever a formula, and as a workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from graph.decisionlog import FORCES, KINDS, Entry
from graph.exporting.packing import zipped
from graph.exporting.sheets import Cell, Column, Sheet, within_limits
from graph.exporting.sheetxml import package
from graph.exporting.spreadsheet import safe_cell
from graph.exporting.texts import clean

TITLE = "决定记录"

_COLUMNS = (
    Column(head="时间", width=20), Column(head="由谁", width=14), Column(head="种类", width=11),
    Column(head="第几条", width=7, style="number"), Column(head="决定", width=14), Column(head="对象", width=56),
    Column(head="理由", width=24), Column(head="是否有效", width=12), Column(head="撤销第几条", width=10),
    Column(head="文件", width=26),
)  # fmt: skip


def csv_of_log(entries: Sequence[Entry]) -> bytes:
    """The entries as a .csv in UTF-8 with a byte-order mark."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow([column.head for column in _COLUMNS])
    for entry in entries:
        writer.writerow([safe_cell(cell) for cell in _row(entry)])
    return b"\xef\xbb\xbf" + file.getvalue().encode("utf-8")


def workbook_of_log(entries: Sequence[Entry]) -> bytes:
    """The entries as an .xlsx."""
    rows: list[list[Cell]] = [list(_row(entry)) for entry in entries]
    sheets = [Sheet(name=TITLE, columns=_COLUMNS, rows=rows, frozen=1)]
    return zipped(package(TITLE, within_limits(sheets)))


def _row(entry: Entry) -> tuple[str | int | None, ...]:
    said = entry.said_zh if entry.undoes is None else FORCES["undoing"][0]
    return (
        entry.at.replace("T", " "), clean(entry.who), KINDS[entry.kind][0], entry.number, said, clean(entry.about),
        clean(entry.note), FORCES[entry.force][0], entry.undoes, clean("、".join(entry.docs)),
    )  # fmt: skip
