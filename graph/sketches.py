"""Which plans are one plan in two forms: what they say is nearly the same, and nothing that names them says otherwise.

Of each plan a sketch is made: the smallest hashes of all stretches of eight letters of its tasks and statements. What
two sketches share tells how much of the two texts is the same, to a few in a hundred, without reading either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from extract.records import Document
from graph.wording import letters

if TYPE_CHECKING:
    from numpy import uint64
    from numpy.typing import NDArray

    Hashes = NDArray[uint64]

NEARLY = 0.75
"""The share from which two plans are one. Of 117 real files the same plan in two forms shared 77 % and more, a plan and
its draft 53 %, the nation's and a city's 45 %; of 300 made plans no two shared more than 52 %."""

_LETTERS = 8
_KEPT = 512
_FEWEST = 200
"""Hashes of a plan that is long enough to be compared."""
_TITLES = 90
"""Likeness of two titles, out of 100, from which a plan of a place and one of a place inside it are one."""
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sketch:
    """What of a plan is compared: what names it, and the smallest hashes of its words; sorted, each once."""

    doc: str
    title: str
    place: str | None
    number: str | None
    issued: str | None
    issuer: str | None
    hashes: Hashes


def sketch_of(document: Document, text: str) -> Sketch:
    """The sketch of a document with its text."""
    meta = document.meta
    return Sketch(
        doc=document.doc,
        title=meta.title or document.doc,
        place=meta.jurisdiction,
        number=meta.doc_number,
        issued=meta.date,
        issuer=meta.issuer,
        hashes=_hashes("".join(_passages(document, text))),
    )


def one_plan(plans: Iterable[tuple[Document, str]]) -> frozenset[tuple[str, str]]:
    """Each two of the documents that are one plan, by name and in order."""
    sketches = [sketch_of(*plan) for plan in plans]
    return frozenset(
        (min(one.doc, other.doc), max(one.doc, other.doc))
        for at, one in enumerate(sketches)
        for other, _ in alike(one, sketches[:at])
    )


def alike(one: Sketch, others: Sequence[Sketch]) -> Iterator[tuple[Sketch, float]]:
    """Those of the others that are one plan with this, each with the share of the text that is the same."""
    able = [other for other in others if len(other.hashes) >= _FEWEST and _one_by_name(one, other)]
    if not able or len(one.hashes) < _FEWEST:
        return
    for other, common in zip(able, _common(one.hashes, [other.hashes for other in able]), strict=True):
        share = _share(one.hashes, other.hashes) if 2 * common >= len(one.hashes) else 0.0
        if share >= NEARLY:
            yield other, share


def _one_by_name(one: Sketch, other: Sketch) -> bool:
    """Whether no years, numbers or issuers tell the two apart, and they are of one place.

    Of a place and one inside it they are where they have one title.
    """
    years = [set(_YEAR.findall(own.title)) for own in (one, other)]
    issued = [{own.issued[:4]} if own.issued else set() for own in (one, other)]
    numbers = [{letters(own.number)} if own.number else set() for own in (one, other)]
    if any(first and second and first != second for first, second in (years, issued, numbers)):
        return False
    if one.issuer and other.issuer and not _inside(one.issuer.split("、"), other.issuer.split("、")):
        return False
    if one.place is None or other.place is None or one.place == other.place:
        return True
    inside = one.place.startswith(other.place) or other.place.startswith(one.place)
    return inside and fuzz.ratio(letters(one.title), letters(other.title)) >= _TITLES


def _inside(issuers: Sequence[str], others: Sequence[str]) -> bool:
    """Whether one of these is one of the others, or part of its name, or the other way round."""
    return any(one in other or other in one for one in issuers for other in others)


def _hashes(words: str) -> Hashes:
    import numpy as np  # noqa: PLC0415 - who only reads the library needs none of it

    codes = np.frombuffer(letters(words).encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint64)
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


def _common(hashes: Hashes, others: Sequence[Hashes]) -> list[int]:
    """How many hashes each of the others has in common with these."""
    import numpy as np  # noqa: PLC0415 - see above

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
