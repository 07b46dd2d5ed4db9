"""Units as documents of some years name them, with what they came from and what became of them."""

from __future__ import annotations

from collections.abc import Sequence

from extract.naming.names import resolve_unit
from extract.naming.places import find_place
from extract.records import Document, Meta, Naming
from graph.changes import Lineage
from graph.linking import gather


def document(doc: str, place: str, names: Sequence[str]) -> Document:
    """A document of the place that names these units."""
    namings = []
    for words in names:
        name = resolve_unit(words, place=find_place(place))
        fields = {f: getattr(name, f) for f in ("unit_id", "canonical", "collective", "place", "function", "kind")}
        namings.append(Naming(text=words, rule=name.rule, **fields))
    return Document(doc=doc, sha256="a" * 64, text_sha256="b" * 64, meta=Meta(), names=tuple(namings))


def lineage(place: str, **named: str) -> Lineage:
    """The units of a place; each keyword is a letter and a year, its value the names in a document of that year.

    >>> len([link for link in lineage("朔州市", a2016="市环保局", b2021="市生态环境局").links() if link.held])
    1
    """
    documents = [document(doc, place, names.split()) for doc, names in named.items()]
    return Lineage(gather(documents).values(), {doc: int(doc[1:]) for doc in named})
