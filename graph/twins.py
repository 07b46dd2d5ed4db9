"""Plans of the library that say nearly the same as another one (:mod:`graph.sketches`), as a PDF and a web page do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from extract.records import Document
from graph.sketches import Sketch, alike, sketch_of

if TYPE_CHECKING:
    from graph.library import Library

_SKETCHES = (
    "SELECT doc, hashes, title, jurisdiction, number, issued, issuer FROM sketch JOIN plan USING (doc) WHERE doc != ?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """A held plan that says nearly the same, and how much of the text is."""

    doc: str
    title: str
    share: float

    @property
    def percent(self) -> str:
        """The share as it is told: never all of it, since the two texts are not the same."""
        return f"{min(self.share, 0.99):.0%}"


def record_twins(connection: sqlite3.Connection, document: Document, text: str) -> None:
    """Keep the document's sketch, and which plans that stand there say nearly the same."""
    own = sketch_of(document, text)
    connection.execute("INSERT INTO sketch (doc, hashes) VALUES (?, ?)", (document.doc, own.hashes.tobytes()))
    for one in _twins(own, connection.execute(_SKETCHES, (document.doc,)).fetchall()):
        pairs = [(document.doc, one.doc, one.share), (one.doc, document.doc, one.share)]
        connection.executemany("INSERT INTO twin (doc, other, share) VALUES (?, ?, ?)", pairs)


def find_twins(library: Library, document: Document, text: str) -> tuple[Twin, ...]:
    """The held plans, others of its name apart, that say nearly the same as this document; the likest first."""
    return tuple(_twins(sketch_of(document, text), library.read(_SKETCHES, (document.doc,))))


def twins(library: Library, docs: Iterable[str] | None = None) -> dict[str, tuple[Twin, ...]]:
    """Of the plans held, or of these, those that have twins, each with them; the likest first."""
    rows = library.read(
        "SELECT t.doc, t.other, p.title, t.share FROM twin AS t JOIN plan AS p ON p.doc = t.other"
        " ORDER BY t.doc, t.share DESC, t.other"
    )
    wanted = None if docs is None else set(docs)
    found: dict[str, tuple[Twin, ...]] = {}
    for doc, other, title, share in rows:
        if wanted is None or doc in wanted:
            found[doc] = (*found.get(doc, ()), Twin(doc=other, title=title, share=share))
    return found


def twin_pairs(library: Library) -> list[tuple[str, Twin]]:
    """Each two plans that are twins, once: the name of the first, and the other."""
    return [(doc, other) for doc, others in twins(library).items() for other in others if doc < other.doc]


def _sketches(rows: Iterable[Any]) -> list[Sketch]:
    import numpy as np  # noqa: PLC0415 - who only reads the library needs none of it

    return [
        Sketch(doc=doc, hashes=np.frombuffer(kept, dtype=np.uint64), title=title, place=place, number=number,
               issued=issued, issuer=issuer)
        for doc, kept, title, place, number, issued, issuer in rows
    ]  # fmt: skip


def _twins(own: Sketch, rows: Iterable[Any]) -> list[Twin]:
    found = [
        Twin(doc=other.doc, title=other.title, share=round(share, 3)) for other, share in alike(own, _sketches(rows))
    ]
    return sorted(found, key=lambda one: (-one.share, one.doc))
