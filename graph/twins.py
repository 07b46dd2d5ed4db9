"""Plans that say nearly the same as another one: one plan in two forms, such as a PDF and a web page.

Of each plan a sketch is kept: the smallest hashes of all stretches of eight letters of its tasks and statements. What
two sketches share tells how much of the two texts is the same, to a few in a hundred, without reading either.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rapidfuzz import fuzz

from extract.records import Document
from graph.wording import letters

if TYPE_CHECKING:
    from numpy import uint64
    from numpy.typing import NDArray

    from graph.library import Library

    Hashes = NDArray[uint64]

NEARLY = 0.75
"""The share from which two plans are one. Of 117 real files the same plan in two forms shared 77 % and more, a plan and
its draft 53 %, the nation's and a city's 45 %; of 300 made plans no two shared more than 52 %."""

_LETTERS = 8
_KEPT = 512
_FEWEST = 200
"""Hashes of a plan that is long enough to be compared."""
_TITLES = 90
"""Likeness of two titles, out of 100, from which a plan of another place is one with this."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_SKETCHES = "SELECT doc, hashes, title, jurisdiction FROM sketch JOIN plan USING (doc) WHERE doc != ?"


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
    hashes = sketch_of(document, text)
    connection.execute("INSERT INTO sketch (doc, hashes) VALUES (?, ?)", (document.doc, hashes.tobytes()))
    for one in _alike(document, hashes, connection.execute(_SKETCHES, (document.doc,)).fetchall()):
        pairs = [(document.doc, one.doc, one.share), (one.doc, document.doc, one.share)]
        connection.executemany("INSERT INTO twin (doc, other, share) VALUES (?, ?, ?)", pairs)


def find_twins(library: Library, document: Document, text: str) -> tuple[Twin, ...]:
    """The held plans, others of its name apart, that say nearly the same as this document; the likest first."""
    return tuple(_alike(document, sketch_of(document, text), library.read(_SKETCHES, (document.doc,))))


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


def sketch_of(document: Document, text: str) -> Hashes:
    """The smallest hashes of the stretches of letters that its tasks and statements have; sorted, each once."""
    import numpy as np  # noqa: PLC0415 - who only reads the library needs none of it

    words = letters("".join(_passages(document, text)))
    codes = np.frombuffer(words.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint64)
    stretches = max(0, len(codes) - _LETTERS + 1)
    hashes = np.zeros(stretches, dtype=np.uint64)
    for shift in range(_LETTERS):
        hashes = hashes * np.uint64(1_000_003) + codes[shift : shift + stretches]
    hashes ^= hashes >> np.uint64(31)
    hashes *= np.uint64(0x9E3779B97F4A7C15)
    hashes ^= hashes >> np.uint64(29)
    return np.unique(hashes)[:_KEPT]


def _passages(document: Document, text: str) -> Iterator[str]:
    """The words of the tasks and statements, those that several hold once."""
    done = 0
    spans = [(one.start, one.end) for one in document.tasks] + [(one.start, one.end) for one in document.assignments]
    for start, end in sorted(spans):
        if max(start, done) < end:
            yield text[max(start, done) : end]
            done = end


def _alike(document: Document, hashes: Hashes, rows: Sequence[Any]) -> list[Twin]:
    import numpy as np  # noqa: PLC0415 - see above

    if len(hashes) < _FEWEST:
        return []
    others = [np.frombuffer(kept, dtype=np.uint64) for _, kept, _, _ in rows]
    found = []
    for (doc, _, title, place), other, common in zip(rows, others, _common(hashes, others), strict=True):
        if 2 * common < len(hashes) or len(other) < _FEWEST:
            continue
        share = _share(hashes, other)
        if share >= NEARLY and _one_plan(document, title, place):
            found.append(Twin(doc=doc, title=title, share=round(share, 3)))
    return sorted(found, key=lambda one: (-one.share, one.doc))


def _common(hashes: Hashes, others: Sequence[Hashes]) -> list[int]:
    """How many hashes each of the others has in common with these."""
    import numpy as np  # noqa: PLC0415 - see above

    if not others:
        return []
    every = np.concatenate(others)
    places = np.minimum(np.searchsorted(hashes, every), len(hashes) - 1)
    counted = np.concatenate([[0], np.cumsum(hashes[places] == every)])
    ends = np.cumsum([len(one) for one in others])
    return [int(counted[end] - counted[end - len(one)]) for end, one in zip(ends, others, strict=True)]


def _share(one: Hashes, other: Hashes) -> float:
    """How much of both texts is the same, as far as the smallest hashes of the two together tell."""
    import numpy as np  # noqa: PLC0415 - see above

    least = np.union1d(one, other)[:_KEPT]
    both = int((np.isin(least, one) & np.isin(least, other)).sum()) / len(least)
    return 2 * both / (1 + both)


def _one_plan(document: Document, title: str, place: str | None) -> bool:
    """Whether the titles name no different years, and the plans are of one place or have one title."""
    own = document.meta.title or ""
    years, others = set(_YEAR.findall(own)), set(_YEAR.findall(title))
    if years and others and years != others:
        return False
    here = document.meta.jurisdiction
    return here in (None, place) or place is None or fuzz.ratio(letters(own), letters(title)) >= _TITLES
