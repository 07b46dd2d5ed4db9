"""Two invented plans as records and texts, and a library that holds them."""

from __future__ import annotations

import dataclasses
import io
import json
import re
from itertools import pairwise
from pathlib import Path

from docx import Document as WordDocument

from extract.jsonform import from_json
from extract.records import Document, Form, Furniture, Issue, Page, Place, Where
from graph.library import Library

DATA = Path(__file__).parent / "data"
RECORDS = DATA / "records.jsonl"


def load_documents() -> list[Document]:
    return [from_json(json.loads(line)) for line in RECORDS.read_text("utf-8").splitlines()]


def load_text(doc: str) -> str:
    return (DATA / doc).read_bytes().decode("utf-8")


def fill_library(home: Path) -> Library:
    library = Library.open(home)
    for document in load_documents():
        text = load_text(document.doc)
        assert library.add(document, text=text, original=text.encode("utf-8")) == "new"
    return library


def printed(document: Document, text: str, *, lines: int = 4) -> Document:
    """The record as if its file had been a scan with so many lines a page; a running head was left out of each."""
    spans = [found.span() for found in re.finditer(r"[^\n]+", text)]
    places = tuple(
        Place(start=start, end=end, where=Where(page=1 + number // lines, confidence=0.97,
                                                box=(72.0, 90.0 + number, 500.0, 104.0 + number)))
        for number, (start, end) in enumerate(spans)
    )  # fmt: skip
    firsts = [places[number].start for number in range(0, len(places), lines)]
    pages = tuple(
        Page(number=number, start=start, end=end)
        for number, (start, end) in enumerate(pairwise([*firsts, len(text)]), start=1)
    )
    return dataclasses.replace(
        document,
        analysed_text=text,
        form=Form(format="pdf", recognised=True, confidence=0.974),
        places=places,
        pages=pages,
        furniture=tuple(Furniture(reason="页眉页脚", text="内部资料", page=page.number) for page in pages),
        issues=(*document.issues, Issue(code="scan.doubtful", message="这一行识别得不清楚。", start=0, end=4)),
    )


def word_plan() -> bytes:
    """A Word document: a title, and a task table of two tasks."""
    document = WordDocument()
    document.add_paragraph("某市清洁取暖2024年工作方案")
    rows = (("序号", "重点任务", "牵头单位"), ("1", "完成散煤替代", "市能源局"), ("2", "整治扬尘", "市住建局"))
    table = document.add_table(rows=3, cols=3)
    for cells, row in zip(rows, table.rows, strict=True):
        for words_of_cell, cell in zip(cells, row.cells, strict=True):
            cell.text = words_of_cell
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()
