"""Two invented plans as records and texts, and a library that holds them."""

from __future__ import annotations

import json
from pathlib import Path

from extract.records import Document, from_json
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
